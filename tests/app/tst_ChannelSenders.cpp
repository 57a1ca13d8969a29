// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "LoopbackServer.h"
#include "notify/channels/CommandSender.h"
#include "notify/channels/WebhookSender.h"
#include "support/Patience.h"
#include "support/TestMain.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <csignal>

namespace test_ChannelSenders
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono_literals;

namespace
{

class OneSecret final : public SecretStore
{
public:
    explicit OneSecret(QString secret) : m_secret{std::move(secret)} {}
    void read(const std::string &name, Answer answer) override
    {
        answer(m_secret.isEmpty() ? Result<QString>{Problem{.cause = Cause::SecretMissing, .args = {name}}} : Result<QString>{m_secret});
    }
    Result<Done> write(const std::string &, const QString &) override { return Done{}; }

private:
    QString m_secret;
};

Message testOne()
{
    return testMessage("key-1", UtcTime{});
}

/// Sends and runs the event loop until the answer, of which there is exactly one.
SendResult resultOf(Sender &sender, const Message &message = testOne())
{
    SendResult result;
    int answers = 0;
    sender.send(message, [&](const SendResult &answer) {
        result = answer;
        ++answers;
    });
    [&] { QTRY_COMPARE_WITH_TIMEOUT(answers, 1, LongestMs); }();
    return result;
}

using How = SendResult::How;
using Mood = LoopbackServer::Mood;

} // namespace

class tst_ChannelSenders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void webhookSaysWhatItIs();
    void answersOfServers_data();
    void answersOfServers();
    void redirectsAreNotFollowed();
    void whatNeverEndsIsEnded_data();
    void whatNeverEndsIsEnded();
    void lateButInTime();
    void largeRepliesAreNotRead();
    void addressesThatMayNotBeUsed_data();
    void addressesThatMayNotBeUsed();
    void nobodyListens();
    void commandGetsTheDocument();
    void commandsThatFail_data();
    void commandsThatFail();
    void commandThatNeverEndsIsEndedWithItsChildren();
};

void tst_ChannelSenders::webhookSaysWhatItIs()
{
    LoopbackServer server;
    server.headers = "Set-Cookie: a=b\r\n";
    WebhookSender sender{WebhookForm::Json, "webhook:1", std::make_shared<OneSecret>(server.address(QStringLiteral("/hook?token=SECRET")))};
    for (int i = 0; i < 2; ++i) {
        const SendResult result = resultOf(sender);
        QCOMPARE(result.how, How::Sent);
        QCOMPARE(result.receipt, std::string{"http 200"});
    }
    QCOMPARE(server.requests.size(), std::size_t{2});
    const LoopbackServer::Request &request = server.requests.back();
    QCOMPARE(request.path, QByteArray{"/hook?token=SECRET"});
    QCOMPARE(request.headers.value("idempotency-key"), QByteArray{"key-1"});
    QVERIFY(request.headers.value("content-type").startsWith("application/json"));
    QVERIFY(!request.headers.contains("cookie")); // of the first reply
    const QJsonObject document = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(document[QStringLiteral("test")].toBool(), true);
    QCOMPARE(document[QStringLiteral("key")].toString(), QStringLiteral("key-1"));
}

void tst_ChannelSenders::answersOfServers_data()
{
    QTest::addColumn<WebhookForm>("form");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<How>("how");
    QTest::addColumn<std::string>("receipt");
    const auto row = [](const char *name, WebhookForm form, int status, const char *reply, How how, const char *receipt) {
        QTest::newRow(name) << form << status << QByteArray{reply} << how << std::string{receipt};
    };
    row("discord, no content", WebhookForm::Discord, 204, "", How::Sent, "http 204");
    row("out of order", WebhookForm::Json, 500, "SECRET", How::TryAgain, "http 500");
    row("too often", WebhookForm::Slack, 429, "", How::TryAgain, "http 429");
    row("no such hook", WebhookForm::Slack, 404, "no_service", How::Never, "http 404");
    row("gone", WebhookForm::Slack, 410, "", How::Never, "http 410");
    row("feishu accepts", WebhookForm::Feishu, 200, R"({"code":0})", How::Sent, "http 200");
    row("feishu refuses", WebhookForm::Feishu, 200, R"({"code":19024,"msg":"SECRET"})", How::TryAgain, "refused 19024");
    row("a portal answers in its place", WebhookForm::WeCom, 200, "<html>SECRET", How::TryAgain, "reply not understood");
}

void tst_ChannelSenders::answersOfServers()
{
    QFETCH(WebhookForm, form);
    QFETCH(int, status);
    QFETCH(QByteArray, reply);
    QFETCH(How, how);
    QFETCH(std::string, receipt);
    LoopbackServer server;
    server.status = status;
    server.reply = reply;
    WebhookSender sender{form, "webhook:1", std::make_shared<OneSecret>(server.address(QStringLiteral("/")))};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, how);
    QCOMPARE(result.receipt, receipt);
}

void tst_ChannelSenders::redirectsAreNotFollowed()
{
    LoopbackServer other;
    LoopbackServer server;
    server.headers = "Location: " + other.address(QStringLiteral("/stolen")).toUtf8() + "\r\n";
    for (const int status : {301, 302, 303, 307, 308}) {
        server.status = status;
        WebhookSender sender{WebhookForm::Json, "webhook:1", std::make_shared<OneSecret>(server.address(QStringLiteral("/hook")))};
        const SendResult result = resultOf(sender);
        QCOMPARE(result.how, How::TryAgain);
        QCOMPARE(result.receipt, std::string{"redirect"});
    }
    QCOMPARE(server.requests.size(), std::size_t{5});
    QVERIFY(other.requests.empty());
}

void tst_ChannelSenders::whatNeverEndsIsEnded_data()
{
    QTest::addColumn<Mood>("mood");
    QTest::newRow("says nothing") << Mood::Hang;
    QTest::newRow("a byte now and then") << Mood::Trickle;
}

void tst_ChannelSenders::whatNeverEndsIsEnded()
{
    QFETCH(Mood, mood);
    QCOMPARE(WebhookSender::Deadline, 10s);
    LoopbackServer server;
    server.mood = mood;
    WebhookSender sender{WebhookForm::Json, "webhook:1", std::make_shared<OneSecret>(server.address(QStringLiteral("/"))), 300ms};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, How::TryAgain);
    QCOMPARE(result.receipt, std::string{"timeout"});
    server.mood = Mood::Answer; // and the sender is as good as new
    QCOMPARE(resultOf(sender).how, How::Sent);
}

void tst_ChannelSenders::lateButInTime()
{
    LoopbackServer server;
    server.lateMs = 200;
    WebhookSender sender{WebhookForm::Json, "webhook:1", std::make_shared<OneSecret>(server.address(QStringLiteral("/"))), 10s};
    QCOMPARE(resultOf(sender).how, How::Sent);
}

void tst_ChannelSenders::largeRepliesAreNotRead()
{
    LoopbackServer server;
    server.reply = "{\"errcode\":0,\"x\":\"" + QByteArray(4'000'000, 'x') + "\"}";
    WebhookSender sender{WebhookForm::WeCom, "webhook:1", std::make_shared<OneSecret>(server.address(QStringLiteral("/")))};
    const SendResult result = resultOf(sender);
    QCOMPARE(QString::fromStdString(result.receipt), QStringLiteral("reply not understood")); // only its first part was taken
}

void tst_ChannelSenders::addressesThatMayNotBeUsed_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<How>("how");
    QTest::newRow("plain http to another host") << "http://example.org/SECRET" << How::Never;
    QTest::newRow("a file") << "file:///SECRET" << How::Never;
    QTest::newRow("the keyring is locked") << "" << How::TryAgain;
}

void tst_ChannelSenders::addressesThatMayNotBeUsed()
{
    QFETCH(QString, address);
    QFETCH(How, how);
    WebhookSender sender{WebhookForm::Json, "webhook:1", std::make_shared<OneSecret>(address)};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, how);
    QVERIFY(result.receipt.find("SECRET") == std::string::npos);
}

void tst_ChannelSenders::nobodyListens()
{
    QString address;
    {
        const LoopbackServer gone;
        address = gone.address(QStringLiteral("/SECRET"));
    }
    WebhookSender sender{WebhookForm::Json, "webhook:1", std::make_shared<OneSecret>(address)};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, How::TryAgain);
    QCOMPARE(result.receipt, std::string{"connection refused"});
}

void tst_ChannelSenders::commandGetsTheDocument()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("out"));
    // "$1" is the program's argument, as it was given: blanks and signs of a shell mean nothing on the way.
    CommandSender sender{{QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("cat > \"$0\"; printf %s \"$1\" >> \"$0\""), path,
                          QStringLiteral("a  b; touch c $(d)")}};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, How::Sent);
    QCOMPARE(result.receipt, std::string{"exit 0"});
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject document = QJsonDocument::fromJson(file.readLine()).object();
    QCOMPARE(document[QStringLiteral("key")].toString(), QStringLiteral("key-1"));
    QCOMPARE(file.readAll(), QByteArray{"a  b; touch c $(d)"});
}

void tst_ChannelSenders::commandsThatFail_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<std::string>("receipt");
    const auto shell = [](const char *script) { return QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"), QString::fromLatin1(script)}; };
    QTest::newRow("says no") << shell("exit 3") << std::string{"exit 3"};
    QTest::newRow("dies") << shell("kill -9 $$") << std::string{"signal 9"};
    QTest::newRow("is not there") << QStringList{QStringLiteral("/nowhere/program")} << std::string{"command not found"};
}

void tst_ChannelSenders::commandsThatFail()
{
    QFETCH(QStringList, command);
    QFETCH(std::string, receipt);
    CommandSender sender{command};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, How::TryAgain);
    QCOMPARE(result.receipt, receipt);
}

void tst_ChannelSenders::commandThatNeverEndsIsEndedWithItsChildren()
{
    QCOMPARE(CommandSender::Deadline, 30s);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pid"));
    CommandSender sender{{QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("trap '' TERM; sleep 1000 & echo $! > \"$0\"; wait"), path}, 1s};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, How::TryAgain);
    QCOMPARE(result.receipt, std::string{"timeout"});
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const int child = file.readAll().trimmed().toInt();
    QVERIFY(child > 1);
    // Gone, or a zombie that its new parent has not reaped yet.
    QTRY_VERIFY_WITH_TIMEOUT(::kill(child, 0) != 0 || [&] {
        QFile stat{QStringLiteral("/proc/%1/stat").arg(child)};
        return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z");
    }(), LongestMs);
}

TOKENMETER_TEST(tst_ChannelSenders);

} // namespace test_ChannelSenders

#include "tst_ChannelSenders.moc"
