// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FakeProvider.h"

namespace tokenmeter::testing
{

/// What the fake provider lets in.
struct FakeKeys
{
    QByteArray key{};
    QByteArray id{};
    QByteArray secret{};
};

/// Whether the request shows what a route's "auth" asks for: a bearer token, an x-api-key with a version, a signature of Alibaba
/// Cloud (reckoned here again, from what arrived). An empty `auth` asks for a bearer token as well.
bool isLetIn(const QString &auth, const FakeRequest &request, const QByteArray &rawPath, const QByteArray &rawQuery, const FakeKeys &keys);

/// PEM of a key and of a certificate for 127.0.0.1 that it signed itself. Made anew each time.
struct FakeCertificate
{
    QByteArray key{};
    QByteArray certificate{};
};
FakeCertificate makeCertificate();

} // namespace tokenmeter::testing
