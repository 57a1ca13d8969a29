// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeAuth.h"

#include "support/FakeGrants.h"
#include "support/FakeSignatures.h"

#include <QRegularExpression>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace tokenmeter::testing
{
namespace
{

constexpr unsigned Bits = 2048;

/// "scope: us-east-1/ce" among a route's words.
QByteArray wordAfter(const QString &auth, const char *name)
{
    return QRegularExpression{QString::fromLatin1(name) + QStringLiteral(": ([^\\s;]+)")}.match(auth).captured(1).toUtf8();
}

/// What `write` writes.
template <class Write>
QByteArray pemOf(Write write)
{
    BIO *bio = BIO_new(BIO_s_mem());
    write(bio);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray text{data, qsizetype(size)};
    BIO_free(bio);
    return text;
}

QByteArray privatePemOf(EVP_PKEY *key)
{
    return pemOf([&](BIO *bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

} // namespace

bool isLetIn(const QString &auth, const FakeRequest &request, const QByteArray &rawPath, const QByteArray &rawQuery, const FakeKeys &keys)
{
    const QByteArray authorization = request.headers.value("authorization");
    const SignedCall call{request, rawPath, rawQuery};
    if (auth == QLatin1String("none")) {
        return !request.headers.contains("authorization") && !request.headers.contains("x-api-key");
    }
    if (auth.startsWith(QLatin1String("ACS3"))) {
        return isSignedAcs3(call, keys);
    }
    if (auth.startsWith(QLatin1String("AWS4-HMAC-SHA256"))) {
        return isSignedAws4(call, wordAfter(auth, "scope"), wordAfter(auth, "X-Amz-Target"), keys);
    }
    if (auth.startsWith(QLatin1String("HMAC-SHA256"))) {
        return isSignedVolcengine(call, wordAfter(auth, "scope"), keys);
    }
    if (auth.startsWith(QLatin1String("x-api-key"))) {
        return request.headers.value("x-api-key") == keys.key && !request.headers.value("anthropic-version").isEmpty();
    }
    if (auth.startsWith(QLatin1String("Authorization: Basic"))) {
        return authorization == "Basic " + QByteArray{keys.id + ':' + keys.secret}.toBase64();
    }
    if (auth.startsWith(QLatin1String("form: client_credentials"))) {
        return asksWithClientSecret(request, wordAfter(auth, "scope"), keys);
    }
    if (auth.startsWith(QLatin1String("form: assertion"))) {
        return asksWithAssertion(request, keys);
    }
    const QByteArray token = wordAfter(auth, "Authorization").isEmpty() ? QByteArray{} : auth.section(QLatin1Char(' '), 2).toUtf8();
    return authorization == "Bearer " + (token.isEmpty() || token.startsWith('<') ? keys.key : token);
}

FakeKeyPair makeKeyPair()
{
    EVP_PKEY *key = EVP_RSA_gen(Bits);
    FakeKeyPair made;
    made.privateKey = privatePemOf(key);
    made.publicKey = pemOf([&](BIO *bio) { PEM_write_bio_PUBKEY(bio, key); });
    EVP_PKEY_free(key);
    return made;
}

FakeCertificate makeCertificate()
{
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
    FakeCertificate made;
    made.key = privatePemOf(key);
    made.certificate = pemOf([&](BIO *bio) { PEM_write_bio_X509(bio, certificate); });
    X509_free(certificate);
    EVP_PKEY_free(key);
    return made;
}

} // namespace tokenmeter::testing
