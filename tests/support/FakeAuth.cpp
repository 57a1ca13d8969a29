// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeAuth.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>

namespace tokenmeter::testing
{
namespace
{

QByteArray partOf(const QByteArray &authorization, const QByteArray &name)
{
    for (QByteArray part : authorization.mid(authorization.indexOf(' ') + 1).split(',')) {
        part = part.trimmed();
        if (part.startsWith(name + '=')) {
            return part.mid(name.size() + 1);
        }
    }
    return {};
}

/// Signature version 3 of Alibaba Cloud: canonical request, its hash, HMAC.
bool isSignedAcs3(const FakeRequest &request, const QByteArray &rawPath, const QByteArray &rawQuery, const FakeKeys &keys)
{
    const QByteArray authorization = request.headers.value("authorization");
    if (!authorization.startsWith("ACS3-HMAC-SHA256 ") || partOf(authorization, "Credential") != keys.id) {
        return false;
    }
    QList<QByteArray> query = rawQuery.isEmpty() ? QList<QByteArray>{} : rawQuery.split('&');
    std::sort(query.begin(), query.end());
    const QByteArray names = partOf(authorization, "SignedHeaders");
    QByteArray headers;
    for (const QByteArray &name : names.split(';')) {
        headers += name + ':' + request.headers.value(name) + '\n';
    }
    const QByteArray bodyHash = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex();
    if (request.headers.value("x-acs-content-sha256") != bodyHash || !names.split(';').contains("host")) {
        return false;
    }
    const QByteArray canonical = request.method + '\n' + rawPath + '\n' + query.join('&') + '\n' + headers + '\n' + names + '\n' + bodyHash;
    const QByteArray toSign = "ACS3-HMAC-SHA256\n" + QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex();
    return QMessageAuthenticationCode::hash(toSign, keys.secret, QCryptographicHash::Sha256).toHex() == partOf(authorization, "Signature");
}

} // namespace

bool isLetIn(const QString &auth, const FakeRequest &request, const QByteArray &rawPath, const QByteArray &rawQuery, const FakeKeys &keys)
{
    if (auth == QLatin1String("none")) {
        return !request.headers.contains("authorization") && !request.headers.contains("x-api-key"); // a key has no business there
    }
    if (auth.startsWith(QLatin1String("ACS3"))) {
        return isSignedAcs3(request, rawPath, rawQuery, keys);
    }
    if (auth.startsWith(QLatin1String("x-api-key"))) {
        return request.headers.value("x-api-key") == keys.key && !request.headers.value("anthropic-version").isEmpty();
    }
    return request.headers.value("authorization") == "Bearer " + keys.key;
}

FakeCertificate makeCertificate()
{
    constexpr unsigned Bits = 2048;
    constexpr long Seconds = 24L * 60 * 60;
    EVP_PKEY *key = EVP_RSA_gen(Bits);
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -Seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate), Seconds);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    const unsigned char host[] = "127.0.0.1";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    if (X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1")) {
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(certificate, key, EVP_sha256());
    const auto textOf = [](auto write) {
        BIO *bio = BIO_new(BIO_s_mem());
        write(bio);
        char *data = nullptr;
        const long size = BIO_get_mem_data(bio, &data);
        const QByteArray text{data, qsizetype(size)};
        BIO_free(bio);
        return text;
    };
    FakeCertificate made;
    made.key = textOf([&](BIO *bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
    made.certificate = textOf([&](BIO *bio) { PEM_write_bio_X509(bio, certificate); });
    X509_free(certificate);
    EVP_PKEY_free(key);
    return made;
}

} // namespace tokenmeter::testing
