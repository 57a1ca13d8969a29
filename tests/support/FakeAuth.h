// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FakeProvider.h"

#include <optional>

namespace tokenmeter::testing
{

/// What the fake provider lets in.
struct FakeKeys
{
    QByteArray key{};
    QByteArray id{};
    QByteArray secret{};
    QByteArray serviceAccount{}; ///< its address: who an assertion must be of
    QByteArray publicKey{};      ///< PEM: by whose other half it must be signed
    std::optional<qint64> now{}; ///< seconds since the epoch by which signatures are judged; nothing: any time is right
};

/// Whether the request shows what a route's "auth" asks for, by words that it begins with:
/// - "none": no key at all, which has no business there
/// - "ACS3", "AWS4-HMAC-SHA256", "HMAC-SHA256": a signature of Alibaba Cloud, AWS, Volcengine, reckoned here again from what arrived;
///   of the last two with the "scope: us-east-1/ce" that is named, of AWS also with the "X-Amz-Target: …"
/// - "x-api-key": that, with a version
/// - "Authorization: Basic": id and secret
/// - "form: client_credentials", "form: assertion": what a token is bought with, see FakeGrants; the first with its "scope: …"
/// - "Authorization: Bearer word": a token that was handed out; "Authorization: Bearer <what it is>" and all else: the key
bool isLetIn(const QString &auth, const FakeRequest &request, const QByteArray &rawPath, const QByteArray &rawQuery, const FakeKeys &keys);

/// PEM of a key and of a certificate for 127.0.0.1 that it signed itself. Made anew each time.
struct FakeCertificate
{
    QByteArray key{};
    QByteArray certificate{};
};
FakeCertificate makeCertificate();

/// PEM of a service account's key (PKCS #8) and of its public half. Made anew each time.
struct FakeKeyPair
{
    QByteArray privateKey{};
    QByteArray publicKey{};
};
FakeKeyPair makeKeyPair();

} // namespace tokenmeter::testing
