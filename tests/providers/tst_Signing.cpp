// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"
#include "providers/Digest.h"
#include "providers/Signing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <memory>

namespace test_Signing
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_Signing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void vectors_data();
    void vectors();
    void headersAreCanonical();
    void jwt();
    void unusableKeys();
    void digests();
};

namespace
{

std::string textOf(const QJsonObject &object, const char *name)
{
    return object.value(QString::fromLatin1(name)).toString().toStdString();
}

QByteArray derivedKey(const QJsonObject &vector, UtcTime now, bool isAws)
{
    const std::string region = textOf(vector, "region");
    const std::string service = textOf(vector, "service");
    const std::string secret = textOf(vector, "secret_access_key");
    const SigningScope scope{region, service};
    return QByteArray::fromStdString(hexOf(isAws ? aws4Key(scope, now, secret) : volcengineKey(scope, now, secret)));
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Key newKey(unsigned bits)
{
    return {EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{bits}), EVP_PKEY_free};
}

std::string pemOf(EVP_PKEY *key)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> out{BIO_new(BIO_s_mem()), BIO_free};
    PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    char *bytes = nullptr;
    const auto size = BIO_ctrl(out.get(), BIO_CTRL_INFO, 0, &bytes);
    return {bytes, std::size_t(size)};
}

} // namespace

void tst_Signing::vectors_data()
{
    QTest::addColumn<QJsonObject>("vector");
    const QByteArray text = QByteArray::fromStdString(fixture("signing-vectors.json"));
    for (const QJsonValue each : QJsonDocument::fromJson(text).object().value(QStringLiteral("vectors")).toArray()) {
        QTest::newRow(qPrintable(each.toObject().value(QStringLiteral("name")).toString())) << each.toObject();
    }
}

void tst_Signing::vectors()
{
    QFETCH(QJsonObject, vector);
    SigningInput input;
    input.method = textOf(vector, "method");
    input.path = textOf(vector, "path");
    input.body = textOf(vector, "body");
    std::string date;
    const QJsonObject query = vector.value(QStringLiteral("query")).toObject();
    for (auto it = query.begin(); it != query.end(); ++it) {
        input.query.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
    }
    const QJsonObject headers = vector.value(QStringLiteral("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        input.headers.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
    }
    const std::string algorithm = textOf(vector, "algorithm");
    const std::string id = textOf(vector, "access_key_id");
    SignedRequest made;
    if (algorithm == "ACS3-HMAC-SHA256") {
        made = signAcs3(input, id, textOf(vector, "access_key_secret"));
    } else {
        const UtcTime now = at("2026-03-05T06:07:08.999Z");
        const std::string region = textOf(vector, "region");
        const std::string service = textOf(vector, "service");
        const std::string secret = textOf(vector, "secret_access_key");
        const SigningScope scope{region, service};
        const bool isAws = algorithm.starts_with("AWS4");
        made = isAws ? signAws4(input, scope, now, id, secret) : signVolcengine(input, scope, now, id, secret);
        QCOMPARE(made.credentialScope, textOf(vector, "credential_scope"));
        QCOMPARE(derivedKey(vector, now, isAws).toStdString(), textOf(vector, "signing_key_hex"));
    }
    QCOMPARE(made.canonicalQuery, textOf(vector, "canonical_query"));
    QCOMPARE(made.canonicalRequest, textOf(vector, "canonical_request"));
    QCOMPARE(made.hashedCanonicalRequest, textOf(vector, "hashed_canonical_request"));
    QCOMPARE(made.stringToSign, textOf(vector, "string_to_sign"));
    QCOMPARE(made.signature, textOf(vector, "signature"));
    QCOMPARE(made.authorization, textOf(vector, "authorization"));
}

void tst_Signing::headersAreCanonical()
{
    SigningInput one;
    one.headers = {{"host", "a"}, {"x-acs-action", "b"}};
    SigningInput other;
    other.headers = {{"X-Acs-Action", "  b "}, {"Host", "a"}};
    QCOMPARE(signAcs3(one, "k", "s").signature, signAcs3(other, "k", "s").signature);
    other.query = {{"b", "1"}, {"a", "*+ ~/"}};
    QCOMPARE(signAcs3(other, "k", "s").canonicalQuery, std::string{"a=%2A%2B%20~%2F&b=1"});
}

void tst_Signing::jwt()
{
    const Key key = newKey(2048);
    QVERIFY(key);
    const Result<std::string> token = signedJwt(R"({"alg":"RS256"})", R"({"iss":"a"})", pemOf(key.get()));
    QVERIFY(token);
    const std::size_t dot = token->rfind('.');
    const std::string head = token->substr(0, dot);
    QCOMPARE(head, std::string{"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0"});
    const QByteArray signature = QByteArray::fromBase64(QByteArray::fromStdString(token->substr(dot + 1)),
                                                        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    QCOMPARE(EVP_DigestVerifyInit(state.get(), nullptr, EVP_sha256(), nullptr, key.get()), 1);
    QCOMPARE(EVP_DigestVerify(state.get(), reinterpret_cast<const unsigned char *>(signature.constData()), std::size_t(signature.size()),
                              reinterpret_cast<const unsigned char *>(head.data()), head.size()),
             1);
}

void tst_Signing::unusableKeys()
{
    const Key shortKey = newKey(1024);
    const Key curve{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), EVP_PKEY_free};
    for (const std::string &pem : {std::string{}, std::string{"no key"}, pemOf(shortKey.get()), pemOf(curve.get()),
                                   pemOf(newKey(2048).get()).substr(0, 300)}) {
        const Result<std::string> token = signedJwt("{}", "{}", pem);
        QVERIFY(!token);
        QCOMPARE(token.problem().cause, Cause::CredentialUnusable);
        QCOMPARE(token.problem().field, std::string{"private_key"});
    }
}

void tst_Signing::digests()
{
    QCOMPARE(hexOf(sha256("")), std::string{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"});
    QCOMPARE(base64("f"), std::string{"Zg=="});
    QCOMPARE(base64("fo"), std::string{"Zm8="});
    QCOMPARE(base64("foo"), std::string{"Zm9v"});
    QCOMPARE(base64(""), std::string{});
    QCOMPARE(base64Url("\xff\xfe"), std::string{"__4"});
    QCOMPARE(compactTime(at("2026-03-05T06:07:08.999Z")), std::string{"20260305T060708Z"});
}

TOKENMETER_TEST(tst_Signing);

} // namespace test_Signing

#include "tst_Signing.moc"
