// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeGrants.h"

#include <QJsonDocument>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <optional>

namespace tokenmeter::testing
{
namespace
{

constexpr qint64 LongestLife = 3600; // seconds
constexpr auto GoogleToken = "https://oauth2.googleapis.com/token";

bool isForm(const FakeRequest &request)
{
    return request.method == "POST" && request.headers.value("content-type") == "application/x-www-form-urlencoded"
        && !request.headers.contains("authorization");
}

std::optional<QByteArray> decoded(const QByteArray &part)
{
    const QByteArray::FromBase64Result result
        = QByteArray::fromBase64Encoding(part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    return result && !part.contains('=') ? std::optional{*result} : std::nullopt;
}

/// The three parts of the assertion as they were sent; else nothing.
QList<QByteArray> partsOf(const FakeRequest &request)
{
    const QList<QByteArray> parts = formOf(request.body).value("assertion").split('.');
    return parts.size() == 3 ? parts : QList<QByteArray>{};
}

QJsonObject objectIn(const QByteArray &part)
{
    return QJsonDocument::fromJson(decoded(part).value_or(QByteArray{})).object();
}

bool isSignedBy(const QByteArray &publicKey, const QByteArray &text, const QByteArray &signature)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> source{BIO_new_mem_buf(publicKey.constData(), int(publicKey.size())), BIO_free};
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{PEM_read_bio_PUBKEY(source.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    const auto bytesOf = [](const QByteArray &bytes) { return reinterpret_cast<const unsigned char *>(bytes.constData()); };
    return key && EVP_DigestVerifyInit(state.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
        && EVP_DigestVerify(state.get(), bytesOf(signature), std::size_t(signature.size()), bytesOf(text), std::size_t(text.size())) == 1;
}

} // namespace

QMap<QByteArray, QByteArray> formOf(const QByteArray &body)
{
    QMap<QByteArray, QByteArray> fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0) {
            fields[QByteArray::fromPercentEncoding(pair.left(equals))] = QByteArray::fromPercentEncoding(pair.mid(equals + 1));
        }
    }
    return fields;
}

bool asksWithClientSecret(const FakeRequest &request, const QByteArray &scope, const FakeKeys &keys)
{
    const QMap<QByteArray, QByteArray> form = formOf(request.body);
    return isForm(request) && form.size() == 4 && form.value("grant_type") == "client_credentials" && form.value("client_id") == keys.id
        && form.value("client_secret") == keys.secret && form.value("scope") == scope;
}

QJsonObject claimsOf(const FakeRequest &request)
{
    return objectIn(partsOf(request).value(1));
}

bool asksWithAssertion(const FakeRequest &request, const FakeKeys &keys)
{
    const QList<QByteArray> parts = partsOf(request);
    if (!isForm(request) || parts.isEmpty() || formOf(request.body).value("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer") {
        return false;
    }
    const QJsonObject header = objectIn(parts[0]);
    const QJsonObject claims = objectIn(parts[1]);
    const qint64 issued = claims[QStringLiteral("iat")].toInteger(-1);
    const qint64 ends = claims[QStringLiteral("exp")].toInteger(-1);
    const qint64 now = keys.now.value_or(issued);
    static const QStringList scopes{QStringLiteral("https://www.googleapis.com/auth/bigquery"),
                                    QStringLiteral("https://www.googleapis.com/auth/monitoring.read")};
    const std::optional<QByteArray> signature = decoded(parts[2]);
    return header[QStringLiteral("alg")].toString() == QLatin1String("RS256") && claims[QStringLiteral("aud")].toString() == QLatin1String(GoogleToken)
        && claims[QStringLiteral("iss")].toString().toUtf8() == keys.serviceAccount && scopes.contains(claims[QStringLiteral("scope")].toString())
        && issued >= 0 && issued <= now && ends > now && ends - issued <= LongestLife && signature
        && isSignedBy(keys.publicKey, parts[0] + '.' + parts[1], *signature);
}

} // namespace tokenmeter::testing
