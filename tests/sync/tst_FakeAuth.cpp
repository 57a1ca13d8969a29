// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeAuth.h"
#include "support/FakeGrants.h"
#include "support/TestMain.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <functional>
#include <map>

namespace test_FakeAuth
{

using namespace tokenmeter::testing;

namespace
{

constexpr qint64 Issued = 1'772'884'800;

struct Asked
{
    QString auth{};
    FakeRequest request{};
    QByteArray path{};
    QByteArray query{};
    FakeKeys keys{};
    bool isIn() const { return isLetIn(auth, request, path, query, keys); }
};

/// A published or reckoned example as the request that it is about.
Asked askedBy(const QJsonObject &vector)
{
    const auto text = [&](const char *name) { return vector[QLatin1String(name)].toString().toUtf8(); };
    Asked asked;
    asked.request.method = text("method");
    asked.request.body = text("body");
    const QJsonObject headers = vector[QStringLiteral("headers")].toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        asked.request.headers[it.key().toLatin1()] = it.value().toString().toLatin1();
    }
    asked.request.headers["authorization"] = text("authorization");
    asked.path = text("path");
    asked.query = text("canonical_query");
    asked.keys = {.id = text("access_key_id"), .secret = text("secret_access_key") + text("access_key_secret")};
    asked.auth = QString::fromLatin1(text("algorithm") + "; X-Amz-Target: " + asked.request.headers.value("x-amz-target") + "; scope: "
                                     + text("region") + '/' + text("service"));
    return asked;
}

QJsonArray vectors()
{
    return QJsonDocument::fromJson(recorded(QStringLiteral("."), QStringLiteral("signing-vectors.json"))).object()[QStringLiteral("vectors")].toArray();
}

QByteArray base64Of(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray signatureOf(const QByteArray &text, const QByteArray &privateKey)
{
    BIO *source = BIO_new_mem_buf(privateKey.constData(), int(privateKey.size()));
    EVP_PKEY *key = PEM_read_bio_PrivateKey(source, nullptr, nullptr, nullptr);
    EVP_MD_CTX *state = EVP_MD_CTX_new();
    QByteArray signature(1'024, '\0');
    auto size = std::size_t(signature.size());
    EVP_DigestSignInit(state, nullptr, EVP_sha256(), nullptr, key);
    EVP_DigestSign(state, reinterpret_cast<unsigned char *>(signature.data()), &size,
                   reinterpret_cast<const unsigned char *>(text.constData()), std::size_t(text.size()));
    EVP_MD_CTX_free(state);
    EVP_PKEY_free(key);
    BIO_free(source);
    return signature.left(qsizetype(size));
}

/// What a token is asked for with.
struct Assertion
{
    QJsonObject header{{QStringLiteral("alg"), QStringLiteral("RS256")}, {QStringLiteral("typ"), QStringLiteral("JWT")}};
    QJsonObject claims{{QStringLiteral("iss"), QStringLiteral("reader@example.com")},
                       {QStringLiteral("aud"), QStringLiteral("https://oauth2.googleapis.com/token")},
                       {QStringLiteral("scope"), QStringLiteral("https://www.googleapis.com/auth/bigquery")},
                       {QStringLiteral("iat"), Issued},
                       {QStringLiteral("exp"), Issued + 3'600}};
    QByteArray key{};

    FakeRequest request() const
    {
        const QByteArray text
            = base64Of(QJsonDocument{header}.toJson(QJsonDocument::Compact)) + '.' + base64Of(QJsonDocument{claims}.toJson(QJsonDocument::Compact));
        FakeRequest request{.method = "POST"};
        request.headers["content-type"] = "application/x-www-form-urlencoded";
        request.body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + text + '.' + base64Of(signatureOf(text, key));
        return request;
    }
};

} // namespace

/// The gatekeeper of the fake providers lets in nobody whom it should not: else tests of the client would show nothing.
class tst_FakeAuth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signatures_data();
    void signatures();
    void datesOfSignatures();
    void assertions();
    void forms();
    void simpleKeys();
};

void tst_FakeAuth::signatures_data()
{
    QTest::addColumn<QJsonObject>("vector");
    for (const QJsonValue vector : vectors()) {
        QTest::newRow(qPrintable(vector[QStringLiteral("name")].toString())) << vector.toObject();
    }
}

void tst_FakeAuth::signatures()
{
    QFETCH(QJsonObject, vector);
    const Asked right = askedBy(vector);
    QVERIFY(right.isIn());
    const std::map<const char *, std::function<void(Asked &)>> changes{
        {"method", [](Asked &asked) { asked.request.method = "PUT"; }},
        {"body", [](Asked &asked) { asked.request.body += ' '; }},
        {"path", [](Asked &asked) { asked.path += "more"; }},
        {"query", [](Asked &asked) { asked.query += asked.query.isEmpty() ? "a=b" : "&a=b"; }},
        {"host", [](Asked &asked) { asked.request.headers["host"] = "example.com"; }},
        {"id", [](Asked &asked) { asked.keys.id += 'x'; }},
        {"secret", [](Asked &asked) { asked.keys.secret += 'x'; }},
        {"signature", [](Asked &asked) { asked.request.headers["authorization"].chop(1); }},
        {"no signature", [](Asked &asked) { asked.request.headers.remove("authorization"); }},
    };
    for (const auto &[name, change] : changes) {
        Asked changed = right;
        change(changed);
        QVERIFY2(!changed.isIn(), name);
    }
    if (!right.auth.startsWith(QLatin1String("ACS3"))) { // the two whose keys are derived
        Asked elsewhere = right;
        elsewhere.auth.replace(QLatin1String("scope: "), QLatin1String("scope: other-"));
        QVERIFY(!elsewhere.isIn());
    }
}

void tst_FakeAuth::datesOfSignatures()
{
    for (const QJsonValue vector : vectors()) {
        Asked asked = askedBy(vector.toObject());
        if (asked.auth.startsWith(QLatin1String("ACS3"))) {
            continue;
        }
        const qint64 dated = QDateTime{{2026, 3, 5}, {6, 7, 8}, Qt::UTC}.toSecsSinceEpoch(); // 20260305T060708Z
        for (const qint64 drift : {-300, 0, 300}) {
            asked.keys.now = dated + drift;
            QVERIFY(asked.isIn());
        }
        for (const qint64 drift : {-301, 301, 86'400}) {
            asked.keys.now = dated + drift;
            QVERIFY(!asked.isIn());
        }
    }
}

void tst_FakeAuth::assertions()
{
    const FakeKeyPair pair = makeKeyPair();
    const FakeKeys keys{.serviceAccount = "reader@example.com", .publicKey = pair.publicKey, .now = Issued + 60};
    Assertion right;
    right.key = pair.privateKey;
    QVERIFY(asksWithAssertion(right.request(), keys));
    QCOMPARE(claimsOf(right.request())[QStringLiteral("iat")].toInteger(), Issued);
    const auto refused = [&](const char *claim, const QJsonValue &value) {
        Assertion changed = right;
        changed.claims[QLatin1String(claim)] = value;
        return !asksWithAssertion(changed.request(), keys);
    };
    QVERIFY(refused("iss", QStringLiteral("other@example.com")));
    QVERIFY(refused("aud", QStringLiteral("https://evil.example.com/token")));
    QVERIFY(refused("scope", QStringLiteral("https://www.googleapis.com/auth/cloud-platform")));
    QVERIFY(refused("scope", {}));
    QVERIFY(refused("iat", Issued + 61));   // of the future
    QVERIFY(refused("exp", Issued + 60));   // run out
    QVERIFY(refused("exp", Issued + 3'601)); // longer than there may be
    QVERIFY(refused("exp", QStringLiteral("soon")));
    Assertion unsaid = right;
    unsaid.header[QStringLiteral("alg")] = QStringLiteral("none");
    QVERIFY(!asksWithAssertion(unsaid.request(), keys));
    Assertion forged = right;
    forged.key = makeKeyPair().privateKey;
    QVERIFY(!asksWithAssertion(forged.request(), keys));
    FakeRequest damaged = right.request();
    damaged.body.chop(2);
    QVERIFY(!asksWithAssertion(damaged, keys));
    FakeRequest untyped = right.request();
    untyped.headers.clear();
    QVERIFY(!asksWithAssertion(untyped, keys));
}

void tst_FakeAuth::forms()
{
    const FakeKeys keys{.id = "client", .secret = "se+cret&1"};
    FakeRequest request{.method = "POST"};
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    const QByteArray right = "grant_type=client_credentials&client_id=client&client_secret=se%2Bcret%261&scope=https%3A%2F%2Fone.example%2F.default";
    const QString auth = QStringLiteral("form: client_credentials; scope: https://one.example/.default");
    const auto isIn = [&](const QByteArray &body) {
        request.body = body;
        return isLetIn(auth, request, "/", {}, keys);
    };
    QVERIFY(isIn(right));
    QVERIFY(!isIn(QByteArray{right}.replace("cret", "cres")));
    QVERIFY(!isIn(QByteArray{right}.replace("client_id=client", "client_id=other")));
    QVERIFY(!isIn(QByteArray{right}.replace("one.example", "two.example")));
    QVERIFY(!isIn(QByteArray{right}.replace("grant_type=client_credentials", "grant_type=password")));
    QVERIFY(!isIn(right + "&more=1"));
    QVERIFY(!isIn({}));
}

void tst_FakeAuth::simpleKeys()
{
    const FakeKeys keys{.key = "k1", .id = "pk", .secret = "sk"};
    const auto isIn = [&](const char *auth, const char *header) {
        FakeRequest request;
        request.headers["authorization"] = header;
        return isLetIn(QString::fromLatin1(auth), request, "/", {}, keys);
    };
    QVERIFY(isIn("Authorization: Bearer <API key>", "Bearer k1") && isIn("", "Bearer k1") && isIn("management", "Bearer k1"));
    QVERIFY(!isIn("Authorization: Bearer <API key>", "Bearer k2") && !isIn("", "k1"));
    QVERIFY(isIn("Authorization: Bearer ya29.EXAMPLE", "Bearer ya29.EXAMPLE"));
    QVERIFY(!isIn("Authorization: Bearer ya29.EXAMPLE", "Bearer k1")); // the key itself is no token
    QVERIFY(isIn("Authorization: Basic base64(pk:sk)", "Basic cGs6c2s="));
    QVERIFY(!isIn("Authorization: Basic base64(pk:sk)", "Basic c2s6cGs=") && !isIn("Authorization: Basic base64(pk:sk)", "Bearer k1"));
    QVERIFY(!isIn("none", "Bearer k1"));
}

TOKENMETER_TEST(tst_FakeAuth);

} // namespace test_FakeAuth

#include "tst_FakeAuth.moc"
