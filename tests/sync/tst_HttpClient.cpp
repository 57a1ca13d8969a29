// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeProvider.h"
#include "support/TestMain.h"
#include "sync/HttpClient.h"

#include <QElapsedTimer>
#include <QtTest>

#include <thread>

namespace test_HttpClient
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr auto Key = "sk-right-key-of-tests-0001";

HttpRequest balanceOf(const FakeProvider &server)
{
    HttpRequest request;
    request.url = server.base().toStdString() + "/user/balance";
    request.headers = {{"Authorization", std::string{"Bearer "} + Key}};
    request.secretHeaders = {"Authorization"};
    return request;
}

HttpLimits quick()
{
    return {.connect = std::chrono::milliseconds{1500}, .total = std::chrono::milliseconds{1500}, .body = 1024LL * 1024};
}

} // namespace

class tst_HttpClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void brings();
    void faults_data();
    void faults();
    void redirectsOnOneHost();
    void nobodyListens();
    void noPlainHttpToOthers();
    void hostsThatTheUserNamed();
    void certificates();
    void cancelled();
};

void tst_HttpClient::brings()
{
    FakeProvider server{QStringLiteral("deepseek")};
    HttpClient client{{}, {}, {}};
    const Result<HttpReply> reply = client.send(balanceOf(server));
    QVERIFY(reply);
    QCOMPARE(reply->status, 200);
    QCOMPARE(QByteArray::fromStdString(reply->body), recorded(QStringLiteral("deepseek"), QStringLiteral("balance.json")));
    HttpRequest wrong = balanceOf(server);
    wrong.headers = {{"Authorization", "Bearer sk-other"}};
    QCOMPARE(client.send(wrong)->status, 401);
    server.fail({.kind = FakeFault::Kind::Status, .status = 503, .retryAfter = "12"});
    const Result<HttpReply> busy = client.send(balanceOf(server));
    QCOMPARE(busy->status, 503);
    QCOMPARE(QString::fromStdString(std::string{busy->header("Retry-After")}), QStringLiteral("12"));
}

void tst_HttpClient::faults_data()
{
    using Kind = FakeFault::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("cause");
    QTest::newRow("cut") << int(Kind::Cut) << QByteArray{} << int(Cause::ReplyCutShort);
    QTest::newRow("reset") << int(Kind::Reset) << QByteArray{} << int(Cause::NotReached);
    QTest::newRow("silent") << int(Kind::Silent) << QByteArray{} << int(Cause::TookTooLong);
    QTest::newRow("drip") << int(Kind::Drip) << QByteArray{} << int(Cause::TookTooLong);
    QTest::newRow("huge") << int(Kind::Huge) << QByteArray{} << int(Cause::ReplyTooLarge);
    QTest::newRow("another host") << int(Kind::Redirect) << QByteArray{"https://evil.example.com/user/balance"} << int(Cause::RedirectRefused);
    QTest::newRow("another port") << int(Kind::Redirect) << QByteArray{"http://127.0.0.1:1/user/balance"} << int(Cause::RedirectRefused);
    QTest::newRow("another name") << int(Kind::Redirect) << QByteArray{"//localhost/user/balance"} << int(Cause::RedirectRefused);
    QTest::newRow("round and round") << int(Kind::Redirect) << QByteArray{"/user/balance"} << int(Cause::RedirectRefused);
}

void tst_HttpClient::faults()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, to);
    QFETCH(int, cause);
    FakeProvider server{QStringLiteral("deepseek")};
    server.fail({.kind = FakeFault::Kind(kind), .to = to, .bytes = 3LL * 1024 * 1024});
    HttpClient client{quick(), {}, {}};
    QElapsedTimer timer;
    timer.start();
    const Result<HttpReply> reply = client.send(balanceOf(server));
    QVERIFY(!reply);
    QCOMPARE(int(reply.problem().cause), cause);
    QVERIFY(timer.elapsed() < 5'000);
    for (const std::string &argument : reply.problem().args) {
        QVERIFY(argument.find("balance") == std::string::npos && argument.find(Key) == std::string::npos);
    }
    server.heal();
    QVERIFY(client.send(balanceOf(server)));
}

void tst_HttpClient::redirectsOnOneHost()
{
    FakeProvider server{QStringLiteral("deepseek")};
    server.fail({.kind = FakeFault::Kind::Redirect, .times = 1, .to = "/user/balance"});
    HttpClient client{quick(), {}, {}};
    QCOMPARE(client.send(balanceOf(server))->status, 200);
    QCOMPARE(server.requests().size(), std::size_t{2});
}

void tst_HttpClient::nobodyListens()
{
    HttpClient client{quick(), {}, {}};
    const Result<HttpReply> reply = client.send({.url = "http://127.0.0.1:1/user/balance"});
    QVERIFY(!reply);
    QCOMPARE(reply.problem().cause, Cause::NotReached);
    QCOMPARE(reply.problem().args, (std::vector<std::string>{"127.0.0.1:1", "refused"}));
}

void tst_HttpClient::noPlainHttpToOthers()
{
    HttpClient client{quick(), "http://gateway.example.com:8080/x", {}};
    for (const char *url : {"http://api.example.com/v1", "ftp://127.0.0.1/v1", "file:///etc/hostname", "https://user:word@api.example.com/v1", "nonsense",
                            "http://gateway.example.com/v1"}) {
        const Result<HttpReply> reply = client.send({.url = url});
        QVERIFY2(!reply && reply.problem().cause == Cause::AddressNotAllowed, url);
    }
}

void tst_HttpClient::hostsThatTheUserNamed()
{
    HttpClient client{quick(), "http://gateway.invalid:8080/x", {}};
    const Result<HttpReply> reply = client.send({.url = "http://gateway.invalid:8080/x/v1"});
    QVERIFY(!reply && reply.problem().cause != Cause::AddressNotAllowed); // it was looked for
}

void tst_HttpClient::certificates()
{
    FakeProvider server{QStringLiteral("deepseek"), FakeProvider::Transport::Tls};
    HttpClient client{quick(), server.base().toStdString(), {}};
    const Result<HttpReply> reply = client.send(balanceOf(server));
    QVERIFY(!reply);
    QCOMPARE(reply.problem().cause, Cause::CertificateRefused);
    QCOMPARE(server.requests().size(), std::size_t{0}); // the key was not sent
    HttpClient trusting{quick(), {}, {}};
    trusting.trust(server.certificate());
    const Result<HttpReply> fine = trusting.send(balanceOf(server));
    QVERIFY(fine);
    QCOMPARE(fine->status, 200);
}

void tst_HttpClient::cancelled()
{
    FakeProvider server{QStringLiteral("deepseek")};
    server.fail({.kind = FakeFault::Kind::Silent});
    CancelFlag cancel;
    HttpClient client{{}, {}, cancel};
    std::thread later{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        cancel.cancel();
    }};
    const Result<HttpReply> reply = client.send(balanceOf(server));
    later.join();
    QVERIFY(!reply && reply.problem().cause == Cause::Cancelled);
}

TOKENMETER_TEST(tst_HttpClient);

} // namespace test_HttpClient

#include "tst_HttpClient.moc"
