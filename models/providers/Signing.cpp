// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Signing.h"

#include "providers/Digest.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <limits>
#include <memory>

namespace tokenmeter
{
namespace
{

/// Names in lower case and sorted, values trimmed.
struct CanonicalHeaders
{
    std::string lines{}; ///< each with a newline
    std::string names{}; ///< joined by ;
};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

CanonicalHeaders canonical(std::vector<HttpHeader> headers)
{
    for (HttpHeader &header : headers) {
        for (char &c : header.first) {
            c = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
        }
    }
    std::sort(headers.begin(), headers.end());
    CanonicalHeaders result;
    for (const auto &[name, value] : headers) {
        result.lines.append(name).append(":").append(trimmed(value)).append("\n");
        result.names.append(result.names.empty() ? "" : ";").append(name);
    }
    return result;
}

/// The part that all three share.
SignedRequest canonicalRequestOf(const SigningInput &input, const CanonicalHeaders &headers)
{
    SignedRequest result;
    result.canonicalQuery = sortedQueryText(input.query);
    result.canonicalRequest = input.method + "\n" + input.path + "\n" + result.canonicalQuery + "\n" + headers.lines + "\n"
        + headers.names + "\n" + hexOf(sha256(input.body));
    result.hashedCanonicalRequest = hexOf(sha256(result.canonicalRequest));
    return result;
}

std::string dayOf(UtcTime now)
{
    return compactTime(now).substr(0, 8);
}

std::string derivedKey(std::string_view start, SigningScope scope, UtcTime now, std::string_view end)
{
    const std::string forDay = hmacSha256(start, dayOf(now));
    const std::string forRegion = hmacSha256(forDay, scope.region);
    return hmacSha256(hmacSha256(forRegion, scope.service), end);
}

/// How the two with derived keys differ.
struct Dialect
{
    std::string_view algorithm;
    std::string_view terminator;
};
constexpr Dialect Aws{"AWS4-HMAC-SHA256", "aws4_request"};
constexpr Dialect Volcengine{"HMAC-SHA256", "request"};

SignedRequest signScoped(const SigningInput &input, Dialect dialect, SigningScope scope, UtcTime now, std::string_view keyId,
                         const std::string &key)
{
    const CanonicalHeaders headers = canonical(input.headers);
    SignedRequest result = canonicalRequestOf(input, headers);
    result.credentialScope.append(dayOf(now)).append("/").append(scope.region).append("/").append(scope.service);
    result.credentialScope.append("/").append(dialect.terminator);
    result.stringToSign.append(dialect.algorithm).append("\n").append(compactTime(now)).append("\n");
    result.stringToSign.append(result.credentialScope).append("\n").append(result.hashedCanonicalRequest);
    result.signature = hexOf(hmacSha256(key, result.stringToSign));
    result.authorization.append(dialect.algorithm).append(" Credential=").append(keyId).append("/");
    result.authorization.append(result.credentialScope).append(", SignedHeaders=").append(headers.names);
    result.authorization.append(", Signature=").append(result.signature);
    return result;
}

Problem unusableKey()
{
    return {.cause = Cause::CredentialUnusable, .field = "private_key"};
}

} // namespace

SignedRequest signAcs3(const SigningInput &input, std::string_view keyId, std::string_view secret)
{
    const CanonicalHeaders headers = canonical(input.headers);
    SignedRequest result = canonicalRequestOf(input, headers);
    constexpr std::string_view Algorithm = "ACS3-HMAC-SHA256";
    result.stringToSign.append(Algorithm).append("\n").append(result.hashedCanonicalRequest);
    result.signature = hexOf(hmacSha256(secret, result.stringToSign));
    result.authorization.append(Algorithm).append(" Credential=").append(keyId).append(",SignedHeaders=").append(headers.names);
    result.authorization.append(",Signature=").append(result.signature);
    return result;
}

std::string aws4Key(SigningScope scope, UtcTime now, std::string_view secret)
{
    return derivedKey("AWS4" + std::string{secret}, scope, now, Aws.terminator);
}

std::string volcengineKey(SigningScope scope, UtcTime now, std::string_view secret)
{
    return derivedKey(secret, scope, now, Volcengine.terminator);
}

SignedRequest signAws4(const SigningInput &input, SigningScope scope, UtcTime now, std::string_view keyId, std::string_view secret)
{
    return signScoped(input, Aws, scope, now, keyId, aws4Key(scope, now, secret));
}

SignedRequest signVolcengine(const SigningInput &input, SigningScope scope, UtcTime now, std::string_view keyId,
                             std::string_view secret)
{
    return signScoped(input, Volcengine, scope, now, keyId, volcengineKey(scope, now, secret));
}

Result<std::string> signedJwt(std::string_view headerJson, std::string_view claimsJson, std::string_view pem)
{
    constexpr int LeastBits = 2048;
    if (pem.size() > std::size_t(std::numeric_limits<int>::max())) {
        return unusableKey();
    }
    const std::unique_ptr<BIO, decltype(&BIO_free)> source{BIO_new_mem_buf(pem.data(), int(pem.size())), BIO_free};
    // The password function answers "none": without it OpenSSL would ask on the terminal for an encrypted key.
    const auto noPassword = [](char *, int, int, void *) { return 0; };
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
        source ? PEM_read_bio_PrivateKey(source.get(), nullptr, noPassword, nullptr) : nullptr, EVP_PKEY_free};
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < LeastBits) {
        return unusableKey();
    }
    std::string text = base64Url(headerJson) + "." + base64Url(claimsJson);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.data());
    std::size_t size = 0;
    if (!state || EVP_DigestSignInit(state.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1
        || EVP_DigestSign(state.get(), nullptr, &size, bytes, text.size()) != 1) {
        return unusableKey();
    }
    std::string signature(size, '\0');
    if (EVP_DigestSign(state.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytes, text.size()) != 1) {
        return unusableKey();
    }
    signature.resize(size);
    return text + "." + base64Url(signature);
}

std::string compactTime(UtcTime time)
{
    std::string text = toRfc3339(std::chrono::floor<std::chrono::seconds>(time));
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

} // namespace tokenmeter
