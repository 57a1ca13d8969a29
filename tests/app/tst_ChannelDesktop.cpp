// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "notify/channels/DesktopSender.h"
#include "support/Patience.h"
#include "support/TestMain.h"

#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>

namespace test_ChannelDesktop
{

using namespace tokenmeter;

/// A notification service as a desktop has one; slots are its methods.
class NotificationService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown
    {
        QString title{}, body{};
        QStringList actions{};
        QVariantMap hints{};
    };
    QList<Shown> shown{};
    QStringList capabilities{};

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint, const QString &, const QString &title, const QString &body, const QStringList &actions, const QVariantMap &hints, int)
    {
        shown.append({title, body, actions, hints});
        return 40 + uint(shown.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint number, const QString &action);
    void NotificationClosed(uint number, uint reason);
};

namespace
{

Message alertMessage()
{
    Message message;
    message.key = "k";
    message.title = QStringLiteral("<b>October</b> is over");
    message.text = QStringLiteral("<a href=\"x\">R&D</a>");
    message.alerts = {7};
    message.isUrgent = true;
    return message;
}

} // namespace

class tst_ChannelDesktop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void shownAsPlainText_data();
    void shownAsPlainText();
    void actionsAndReceipts();
    void withoutAServiceTheTray();
    void withoutABusTheTray();

private:
    SendResult resultOf(DesktopSender &sender);
    QDBusConnection bus(const char *name) { return QDBusConnection::connectToBus(m_address, QString::fromLatin1(name)); }
    QProcess m_daemon;
    QString m_address;
};

void tst_ChannelDesktop::initTestCase()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (program.isEmpty()) {
        QSKIP("dbus-daemon is not installed");
    }
    m_daemon.start(program, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QVERIFY(m_daemon.waitForReadyRead(testing::LongestMs));
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    QVERIFY(bus("service").isConnected());
    QVERIFY(bus("program").isConnected());
}

void tst_ChannelDesktop::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("service"));
    QDBusConnection::disconnectFromBus(QStringLiteral("program"));
    m_daemon.kill();
    m_daemon.waitForFinished(testing::LongestMs);
}

SendResult tst_ChannelDesktop::resultOf(DesktopSender &sender)
{
    SendResult result;
    int answers = 0;
    sender.send(alertMessage(), [&](const SendResult &answer) {
        result = answer;
        ++answers;
    });
    [&] { QTRY_COMPARE_WITH_TIMEOUT(answers, 1, testing::LongestMs); }();
    return result;
}

void tst_ChannelDesktop::shownAsPlainText_data()
{
    QTest::addColumn<QStringList>("capabilities");
    QTest::addColumn<QString>("body");
    QTest::newRow("reads markup") << QStringList{QStringLiteral("body"), QStringLiteral("body-markup")}
                                  << QStringLiteral("&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;");
    QTest::newRow("reads none") << QStringList{QStringLiteral("body")} << QStringLiteral("<a href=\"x\">R&D</a>");
}

void tst_ChannelDesktop::shownAsPlainText()
{
    QFETCH(QStringList, capabilities);
    QFETCH(QString, body);
    NotificationService service;
    service.capabilities = capabilities;
    QDBusConnection desktop = bus("service");
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &service,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    DesktopSender sender{bus("program"), false};
    const SendResult result = resultOf(sender);
    QCOMPARE(result.how, SendResult::How::Sent);
    QCOMPARE(result.receipt, std::string{"notification 41"});
    QCOMPARE(service.shown.size(), 1);
    QCOMPARE(service.shown.front().title, QStringLiteral("<b>October</b> is over")); // a summary is plain text by the specification
    QCOMPARE(service.shown.front().body, body);
    QCOMPARE(service.shown.front().hints.value(QStringLiteral("urgency")).toInt(), 2);
    QVERIFY(service.shown.front().actions.contains(QStringLiteral("show")));
    QVERIFY(service.shown.front().actions.contains(QStringLiteral("snooze")));
    desktop.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
}

void tst_ChannelDesktop::actionsAndReceipts()
{
    NotificationService service;
    QDBusConnection desktop = bus("service");
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &service,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    DesktopSender sender{bus("program"), false};
    QList<qint64> shown, snoozed;
    QStringList receipts;
    connect(&sender, &DesktopSender::showWanted, this, [&](qint64 alert) { shown << alert; });
    connect(&sender, &DesktopSender::snoozeWanted, this, [&](qint64 alert) { snoozed << alert; });
    connect(&sender, &DesktopSender::receipt, this, [&](const std::vector<std::int64_t> &alerts, const std::string &what) {
        receipts << QStringLiteral("%1 %2").arg(alerts.front()).arg(QString::fromStdString(what));
    });
    resultOf(sender); // 41
    resultOf(sender); // 42
    Q_EMIT service.ActionInvoked(99, QStringLiteral("show")); // another program's
    Q_EMIT service.ActionInvoked(41, QStringLiteral("show"));
    Q_EMIT service.ActionInvoked(42, QStringLiteral("snooze"));
    Q_EMIT service.NotificationClosed(41, 2);
    Q_EMIT service.NotificationClosed(42, 1);
    QTRY_COMPARE_WITH_TIMEOUT(receipts.size(), 4, testing::LongestMs);
    QCOMPARE(shown, QList<qint64>{7});
    QCOMPARE(snoozed, QList<qint64>{7});
    QCOMPARE(receipts, (QStringList{QStringLiteral("7 shown"), QStringLiteral("7 snoozed"), QStringLiteral("7 closed by the user"), QStringLiteral("7 expired")}));
    desktop.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
}

void tst_ChannelDesktop::withoutAServiceTheTray()
{
    DesktopSender alone{bus("program"), false};
    QCOMPARE(resultOf(alone).how, SendResult::How::TryAgain);
    DesktopSender withTray{bus("program"), true};
    QSignalSpy tray{&withTray, &DesktopSender::trayMessageWanted};
    const SendResult result = resultOf(withTray);
    QCOMPARE(result.how, SendResult::How::Sent);
    QCOMPARE(result.receipt, std::string{"tray"});
    QCOMPARE(tray.size(), 1);
}

void tst_ChannelDesktop::withoutABusTheTray()
{
    const QDBusConnection none = QDBusConnection::connectToBus(QStringLiteral("unix:path=/nowhere/bus"), QStringLiteral("none"));
    QVERIFY(!none.isConnected());
    DesktopSender alone{none, false};
    QCOMPARE(resultOf(alone).receipt, std::string{"no notification service"});
    DesktopSender withTray{none, true};
    QCOMPARE(resultOf(withTray).receipt, std::string{"tray"});
}

TOKENMETER_TEST(tst_ChannelDesktop);

} // namespace test_ChannelDesktop

#include "tst_ChannelDesktop.moc"
