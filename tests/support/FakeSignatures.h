// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FakeAuth.h"

namespace tokenmeter::testing
{

/// A request with its address as it was sent, still encoded: that is what clouds reckon over.
struct SignedCall
{
    const FakeRequest &request;
    QByteArray path{};
    QByteArray query{};
};

/// Signature version 3 of Alibaba Cloud: canonical request, its hash, HMAC.
bool isSignedAcs3(const SignedCall &call, const FakeKeys &keys);

/// AWS Signature Version 4. @param scope "us-east-1/ce", where and for what the key was derived  @param target of X-Amz-Target
bool isSignedAws4(const SignedCall &call, const QByteArray &scope, const QByteArray &target, const FakeKeys &keys);

/// Volcengine's: as AWS' but for its name, its headers, the bare secret and the word at the end of the scope.
bool isSignedVolcengine(const SignedCall &call, const QByteArray &scope, const FakeKeys &keys);

} // namespace tokenmeter::testing
