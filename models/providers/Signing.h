// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "core/Time.h"
#include "providers/Http.h"
#include "providers/Url.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// What is signed of a request.
struct SigningInput
{
    std::string method = "POST";
    std::string path = "/"; ///< encoded
    QueryPairs query{};     ///< not encoded; sorted here
    std::vector<HttpHeader> headers{}; ///< those that are signed, in any order and case; `host` is one of them
    std::string body{};
};

/// A signature with all that led to it, so that tests can name the step that went wrong. None of it holds the secret.
struct SignedRequest
{
    std::string canonicalQuery{};
    std::string canonicalRequest{};
    std::string hashedCanonicalRequest{}; ///< hexadecimal
    std::string credentialScope{};        ///< empty for ACS3
    std::string stringToSign{};
    std::string signature{};     ///< hexadecimal
    std::string authorization{}; ///< value of the header
};

/// Alibaba Cloud, "Request syntax and signature method V3": ACS3-HMAC-SHA256, no derivation of keys.
/// @param input its headers hold `x-acs-content-sha256`, the hash of the body
SignedRequest signAcs3(const SigningInput &input, std::string_view keyId, std::string_view secret);

/// Where and for what a derived key is good.
struct SigningScope
{
    std::string_view region{};  ///< "us-east-1"
    std::string_view service{}; ///< "ce"
};

/// AWS, "Signature Version 4 signing process": AWS4-HMAC-SHA256.
/// @param input its headers hold `x-amz-date`, which is compactTime(now)
SignedRequest signAws4(const SigningInput &input, SigningScope scope, UtcTime now, std::string_view keyId, std::string_view secret);

/// Volcengine, "Signature method": HMAC-SHA256. As AWS but for three things: the name, a derivation from the bare secret, and
/// `request` at its end.
/// @param input its headers hold `x-date` and `x-content-sha256`
SignedRequest signVolcengine(const SigningInput &input, SigningScope scope, UtcTime now, std::string_view keyId,
                             std::string_view secret);

/// The keys derived by the two above, as bytes. For tests and for keeping one a day.
std::string aws4Key(SigningScope scope, UtcTime now, std::string_view secret);
std::string volcengineKey(SigningScope scope, UtcTime now, std::string_view secret);

/// RFC 7515 with RS256 (RSASSA-PKCS1-v1_5 with SHA-256): header.claims.signature, base64url.
/// @param pem private key, PKCS#8 or PKCS#1, not encrypted
/// Problem: CredentialUnusable, field "private_key" (no key, not RSA, shorter than 2048 bits)
Result<std::string> signedJwt(std::string_view headerJson, std::string_view claimsJson, std::string_view pem);

/// "20260305T060708Z"
std::string compactTime(UtcTime time);

} // namespace tokenmeter
