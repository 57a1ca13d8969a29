// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FakeAuth.h"

#include <QJsonObject>

namespace tokenmeter::testing
{

/// Fields of a form ("a=1&b=2"), decoded.
QMap<QByteArray, QByteArray> formOf(const QByteArray &body);

/// RFC 6749, 4.4: the client's id and secret in a form. @param scope what the token is to be good for
bool asksWithClientSecret(const FakeRequest &request, const QByteArray &scope, const FakeKeys &keys);

/// What a signed assertion (RFC 7523) says, whoever signed it. Empty where there is none.
QJsonObject claimsOf(const FakeRequest &request);

/// RFC 7523 as Google has it: a JWT signed with RS256 by the service account's key, for an hour at most, to this audience, for one
/// scope that is known. The signature is checked by OpenSSL with the public half of the key.
bool asksWithAssertion(const FakeRequest &request, const FakeKeys &keys);

} // namespace tokenmeter::testing
