// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SettingsStore.h"
#include "notify/DeliveryRules.h"
#include "notify/SecretStore.h"
#include "notify/WebhookAddress.h"
#include "notify/WebhookBody.h"
#include "support/TestMain.h"

#include <QtTest>

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace test_ChannelRules
{

using namespace tokenmeter;
using namespace std::chrono_literals;

namespace
{

constexpr UtcTime Noon = std::chrono::sys_days{std::chrono::year{2026} / 10 / 5} + 12h;

Delivery delivery(std::int64_t id, UtcTime due, int attempts = 1)
{
    Delivery one;
    one.id = id;
    one.due = due;
    one.attempts = attempts;
    one.channel = "desktop";
    one.idempotencyKey = "uuid" + std::to_string(id) + "/desktop/0";
    return one;
}

Message message(const QString &title, const QString &text)
{
    Message one;
    one.key = "k1";
    one.title = title;
    one.text = text;
    one.document = {{QStringLiteral("key"), QStringLiteral("k1")}};
    return one;
}

} // namespace

class tst_ChannelRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pauses_data();
    void pauses();
    void whatIsDueTogetherIsOneMessage();
    void addresses_data();
    void addresses();
    void bodies_data();
    void bodies();
    void longTextsAreCutToTheLimit();
    void refusals_data();
    void refusals();
    void quietHours();
    void settingsHoldNoSecret();
    void theFileOfSecretsIsItsUsersAlone();
};

void tst_ChannelRules::pauses_data()
{
    QTest::addColumn<int>("attempts");
    QTest::addColumn<int>("minutes"); // -1 = given up
    QTest::newRow("first") << 1 << 1;
    QTest::newRow("second") << 2 << 5;
    QTest::newRow("third") << 3 << 30;
    QTest::newRow("fourth") << 4 << 120;
    QTest::newRow("fifth") << 5 << 360;
    QTest::newRow("sixth") << 6 << 1440;
    QTest::newRow("seventh") << 7 << -1;
}

void tst_ChannelRules::pauses()
{
    QFETCH(int, attempts);
    QFETCH(int, minutes);
    const std::optional<std::chrono::minutes> pause = pauseAfter(attempts);
    QCOMPARE(pause ? int(pause->count()) : -1, minutes);
}

void tst_ChannelRules::whatIsDueTogetherIsOneMessage()
{
    const std::vector<DeliveryGroup> groups = groupsOf({delivery(3, Noon + 1ms), delivery(1, Noon), delivery(2, Noon, 4)});
    QCOMPARE(groups.size(), std::size_t{2});
    QCOMPARE(groups[0].deliveries.size(), std::size_t{2});
    QCOMPARE(groups[0].attempts, 4);
    QCOMPARE(groups[1].key, std::string{"uuid3/desktop/0"}); // alone: its own
    // The same two in another order have the same key, another pair another one.
    QCOMPARE(groupsOf({delivery(2, Noon), delivery(1, Noon)}).front().key, groups[0].key);
    QVERIFY(groupsOf({delivery(1, Noon), delivery(4, Noon)}).front().key != groups[0].key);
}

void tst_ChannelRules::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("shown"); // empty: refused
    QTest::newRow("https") << "https://hooks.slack.com/services/T/B/SECRET" << "https://hooks.slack.com";
    QTest::newRow("https with a port and a password") << "https://u:SECRET@example.org:8443/SECRET" << "https://example.org:8443";
    QTest::newRow("http to this computer") << "http://127.0.0.1:8080/SECRET" << "http://127.0.0.1:8080";
    QTest::newRow("http to this computer, IPv6") << "http://[::1]:8080/SECRET" << "http://[::1]:8080";
    QTest::newRow("http to localhost") << "http://localhost/SECRET" << "http://localhost";
    QTest::newRow("http elsewhere") << "http://example.org/SECRET" << "";
    QTest::newRow("a name that begins like this computer") << "http://127.0.0.1.example.org/SECRET" << "";
    QTest::newRow("localhost as a part") << "http://localhost.example.org/SECRET" << "";
    QTest::newRow("a file") << "file:///SECRET" << "";
    QTest::newRow("no scheme") << "SECRET.example.org/x" << "";
    QTest::newRow("nothing") << "" << "";
}

void tst_ChannelRules::addresses()
{
    QFETCH(QString, address);
    QFETCH(QString, shown);
    const Result<QUrl> url = webhookAddress(address);
    QCOMPARE(url ? publicPart(*url) : QString{}, shown);
    if (!url) {
        for (const std::string &word : url.problem().args) {
            QVERIFY(word.find("SECRET") == std::string::npos);
        }
    }
}

void tst_ChannelRules::bodies_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("json") << int(WebhookForm::Json) << QByteArray{R"({"key":"k1"})"};
    QTest::newRow("slack") << int(WebhookForm::Slack)
                           << QByteArray{R"({"mrkdwn":false,"text":"&lt;!channel&gt; R&amp;D\n$1","unfurl_links":false,"unfurl_media":false})"};
    QTest::newRow("discord") << int(WebhookForm::Discord)
                             << QByteArray{R"({"allowed_mentions":{"parse":[]},"content":"\\<!channel\\> R&D\n$1","flags":4})"};
    // A full-width sign (U+FF1C) in place of the one that begins a mention.
    const QByteArray text = QStringLiteral("\uFF1C!channel> R&D\\n$1").toUtf8();
    QTest::newRow("feishu") << int(WebhookForm::Feishu) << QByteArray{R"({"content":{"text":")" + text + R"("},"msg_type":"text"})"};
    QTest::newRow("dingtalk") << int(WebhookForm::DingTalk)
                              << QByteArray{R"({"at":{"isAtAll":false},"msgUuid":"k1","msgtype":"text","text":{"content":")" + text + R"("}})"};
    QTest::newRow("wecom") << int(WebhookForm::WeCom) << QByteArray{R"({"msgtype":"text","text":{"content":")" + text + R"("}})"};
}

void tst_ChannelRules::bodies()
{
    QFETCH(int, form);
    QFETCH(QByteArray, body);
    // A project may have such a name; nobody is called by it.
    QCOMPARE(webhookBody(WebhookForm(form), message(QStringLiteral("<!channel> R&D"), QStringLiteral("$1"))), body);
}

void tst_ChannelRules::longTextsAreCutToTheLimit()
{
    const Message longOne = message(QStringLiteral("t"), QString::fromUtf8("\xE4\xB8\xAD").repeated(5000)); // 3 bytes each
    const auto contentOf = [&](WebhookForm form) { return QJsonDocument::fromJson(webhookBody(form, longOne)).object(); };
    const QString wecom = contentOf(WebhookForm::WeCom)[QStringLiteral("text")][QStringLiteral("content")].toString();
    QCOMPARE(wecom.toUtf8().size(), 2 + 3 * 681 + 3); // "t\n", 681 signs, an ellipsis: 2048; one more would be 2051
    QVERIFY(wecom.endsWith(QChar{0x2026}));
    QCOMPARE(contentOf(WebhookForm::Discord)[QStringLiteral("content")].toString().size(), 2000);
}

void tst_ChannelRules::refusals_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<int>("number"); // -9 = none
    QTest::newRow("feishu, accepted") << int(WebhookForm::Feishu) << QByteArray{R"({"code":0,"msg":"success"})"} << 0;
    QTest::newRow("feishu, older") << int(WebhookForm::Feishu) << QByteArray{R"({"StatusCode":0,"StatusMessage":"success"})"} << 0;
    QTest::newRow("feishu, keyword") << int(WebhookForm::Feishu) << QByteArray{R"({"code":19024,"msg":"Key Words Not Found"})"} << 19024;
    QTest::newRow("dingtalk, token") << int(WebhookForm::DingTalk) << QByteArray{R"({"errcode":300001,"errmsg":"token is not exist"})"} << 300001;
    QTest::newRow("wecom, too often") << int(WebhookForm::WeCom) << QByteArray{R"({"errcode":45009,"errmsg":"api freq out of limit"})"} << 45009;
    QTest::newRow("wecom, a web page") << int(WebhookForm::WeCom) << QByteArray{"<html>"} << -9;
    QTest::newRow("slack has none") << int(WebhookForm::Slack) << QByteArray{R"({"errcode":1})"} << -9;
}

void tst_ChannelRules::refusals()
{
    QFETCH(int, form);
    QFETCH(QByteArray, reply);
    QFETCH(int, number);
    QCOMPARE(refusalIn(WebhookForm(form), reply).value_or(-9), number);
}

void tst_ChannelRules::quietHours()
{
    const std::optional<QuietHours> night = parseQuietHours(QStringLiteral("22:00-07:30"));
    QVERIFY(night && night->enabled);
    QCOMPARE(night->fromMinute, 22 * 60);
    QCOMPARE(night->toMinute, 7 * 60 + 30);
    QCOMPARE(quietText(*night), QStringLiteral("22:00-07:30"));
    for (const char *wrong : {"", "22-7", "24:00-07:00", "22:00-07:60", "22:00-07:00 "}) {
        QVERIFY(!parseQuietHours(QString::fromLatin1(wrong)));
    }
    QVERIFY(!parseQuietHours(QStringLiteral("off"))->enabled);
}

void tst_ChannelRules::settingsHoldNoSecret()
{
    const QTemporaryDir folder;
    SettingsStore store{folder.filePath(QStringLiteral("settings.ini"))};
    QCOMPARE(loadChannels(store).enabledNames(), std::vector<std::string>{"desktop"}); // of a fresh installation

    ChannelSettings settings = loadChannels(store);
    Channel slack;
    slack.kind = ChannelKind::Webhook;
    slack.form = WebhookForm::Slack;
    slack.label = QStringLiteral("Team");
    QCOMPARE(*addChannel(settings, slack, QStringLiteral("https://hooks.slack.com/services/SECRET")), std::string{"webhook:1"});
    Channel script;
    script.kind = ChannelKind::Program;
    script.command = QStringList{QStringLiteral("/bin/echo"), QStringLiteral("a b; c")};
    QCOMPARE(*addChannel(settings, script), std::string{"command:2"});
    settings.quiet = *parseQuietHours(QStringLiteral("22:00-07:00"));
    settings.closeToTray = true;
    saveChannels(store, settings);
    QCOMPARE(loadChannels(store), settings);

    std::erase_if(settings.channels, [](const Channel &channel) { return channel.name == "command:2"; });
    QCOMPARE(*addChannel(settings, script), std::string{"command:3"}); // what waits for the old one does not go to the new one

    script.command.clear();
    QVERIFY(!addChannel(settings, script));
    QFile file{folder.filePath(QStringLiteral("settings.ini"))};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.contains("hooks.slack.com"));
    QVERIFY(!content.contains("SECRET"));
}

void tst_ChannelRules::theFileOfSecretsIsItsUsersAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("deep/secrets.json"));
    FileSecretStore store{path};
    QCOMPARE(store.value("webhook:1").problem().cause, Cause::SecretMissing);
    QVERIFY(bool(store.write("webhook:1", QStringLiteral("https://a/SECRET"))));
    QVERIFY(bool(store.write("webhook:2", QStringLiteral("https://b/SECRET"))));
    const auto mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFile::permissions(path), mode);
    QFile::setPermissions(path, mode | QFileDevice::ReadOther); // by a backup
    QCOMPARE(*store.value("webhook:1"), QStringLiteral("https://a/SECRET"));
    QCOMPARE(QFile::permissions(path), mode);
    QVERIFY(bool(store.write("webhook:1", {})));
    QVERIFY(!store.value("webhook:1"));
    QCOMPARE(*store.value("webhook:2"), QStringLiteral("https://b/SECRET"));
}

TOKENMETER_TEST(tst_ChannelRules);

} // namespace test_ChannelRules

#include "tst_ChannelRules.moc"
