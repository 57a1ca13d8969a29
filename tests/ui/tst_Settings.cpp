// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "FakeServices.h"
#include "support/TestMain.h"

#include "pages/SettingsDialog.h"
#include "shell/Language.h"
#include "shell/TextLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTimeEdit>

#include <algorithm>

namespace test_Settings
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

QComboBox *field(const SettingsDialog &dialog, const char *name)
{
    return dialog.findChild<QComboBox *>(QString::fromLatin1(name));
}

/// As the user does: the entry is chosen and the combo box says so.
void choose(QComboBox *box, const QVariant &value)
{
    box->setCurrentIndex(box->findData(value));
    Q_EMIT box->activated(box->currentIndex());
}

} // namespace

class tst_Settings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { language::apply(QStringLiteral("en")); }
    void cleanup() { language::apply(QStringLiteral("en")); }
    void showsWhatIsInForce();
    void appliesAtOnce();
    void zoneIsFoundByAPartOfItsName();
    void aWordThatIsNoZoneIsPutBack();
    void unknownValuesAreKept();
    void otherLanguageRewritesIt();
    void ratesAreFetchedWhenAsked();
    void ratesOfTheDemo();
    void waysOfAlerts();
    void quietHours();
    void lifeInTheBackground();
};

void tst_Settings::showsWhatIsInForce()
{
    FakeServices services;
    const SettingsDialog dialog{services};
    QCOMPARE(dialog.size(), QSize(760, 560));
    QCOMPARE(dialog.pageCount(), 5);
    QCOMPARE(field(dialog, "language")->currentText(), QStringLiteral("English"));
    QCOMPARE(field(dialog, "theme")->currentText(), QStringLiteral("Light"));
    QCOMPARE(field(dialog, "currency")->currentText(), QStringLiteral("USD"));
    QCOMPARE(field(dialog, "zone")->currentText(), QStringLiteral("Europe/Berlin"));
    QCOMPARE(field(dialog, "firstDayOfWeek")->currentText(), QStringLiteral("Monday"));
    QCOMPARE(field(dialog, "billingDay")->currentText(), QStringLiteral("1"));
}

void tst_Settings::appliesAtOnce()
{
    FakeServices services;
    const SettingsDialog dialog{services};
    int told = 0;
    connect(&services, &WindowServices::settingsChanged, this, [&told] { ++told; });
    choose(field(dialog, "theme"), int(Settings::Theme::Dark));
    QCOMPARE(services.settings().theme, Settings::Theme::Dark);
    choose(field(dialog, "currency"), QStringLiteral("CNY"));
    QCOMPARE(services.settings().currency, QStringLiteral("CNY"));
    choose(field(dialog, "firstDayOfWeek"), 7);
    QCOMPARE(services.settings().firstDayOfWeek, 7);
    choose(field(dialog, "billingDay"), 28);
    QCOMPARE(services.settings().billingDay, 28);
    QCOMPARE(told, 4);
    choose(field(dialog, "billingDay"), 28);
    QCOMPARE(told, 4); // nothing has changed
}

void tst_Settings::zoneIsFoundByAPartOfItsName()
{
    FakeServices services;
    const SettingsDialog dialog{services};
    QComboBox *zone = field(dialog, "zone");
    zone->setEditText(QStringLiteral("asia/kathmandu"));
    Q_EMIT zone->lineEdit()->editingFinished();
    QCOMPARE(services.settings().zoneId, QStringLiteral("Asia/Kathmandu"));
    choose(zone, QString{});
    QCOMPARE(services.settings().zoneId, QString{}); // the system's
}

void tst_Settings::aWordThatIsNoZoneIsPutBack()
{
    FakeServices services;
    const SettingsDialog dialog{services};
    QComboBox *zone = field(dialog, "zone");
    zone->setEditText(QStringLiteral("Atlantis"));
    Q_EMIT zone->lineEdit()->editingFinished();
    QCOMPARE(services.settings().zoneId, QStringLiteral("Europe/Berlin"));
    QCOMPARE(zone->currentText(), QStringLiteral("Europe/Berlin"));
}

void tst_Settings::unknownValuesAreKept()
{
    FakeServices services;
    Settings settings = services.settings();
    settings.currency = QStringLiteral("BRL"); // not in the list, set by hand
    services.setSettings(settings);
    const SettingsDialog dialog{services};
    QCOMPARE(field(dialog, "currency")->currentText(), QStringLiteral("BRL"));
}

/// Nothing is asked until the button is pressed; what comes of it is said beside it.
void tst_Settings::ratesAreFetchedWhenAsked()
{
    FakeServices services;
    SettingsDialog dialog{services};
    dialog.showPage(1);
    dialog.show();
    auto *button = dialog.findChild<QPushButton *>(QStringLiteral("fetchRates"));
    auto *daily = dialog.findChild<QCheckBox *>(QStringLiteral("dailyRates"));
    QVERIFY(button->isEnabled() && !daily->isChecked());
    QVERIFY(button->accessibleDescription().contains(QStringLiteral("None was fetched yet")));
    daily->click();
    QVERIFY(services.settings().dailyRates);
    choose(field(dialog, "ratePublisher"), QStringLiteral("other"));
    QCOMPARE(services.settings().ratePublisher, QStringLiteral("other"));
    QCOMPARE(services.rates().asked, 0);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(services.rates().asked, 1);
    QVERIFY(!button->isEnabled());
    QCOMPARE(button->text(), QStringLiteral("Fetching…"));

    services.rates().fetching = false;
    services.rates().problem = Problem{.cause = Cause::NotReached, .args = {"www.ecb.europa.eu", "offline"}};
    services.rates().tell();
    QVERIFY(button->isEnabled());
    QVERIFY2(button->accessibleDescription().contains(QStringLiteral("www.ecb.europa.eu")), qPrintable(button->accessibleDescription()));
    services.rates().problem.reset();
    services.rates().last = RateServices::Newest{.day = *parseDay("2026-11-17"), .source = QStringLiteral("ECB")};
    services.rates().tell();
    QVERIFY2(button->accessibleDescription().contains(QStringLiteral("17 Nov 2026")) && button->accessibleDescription().contains(QStringLiteral("ECB")),
             qPrintable(button->accessibleDescription()));
}

void tst_Settings::ratesOfTheDemo()
{
    FakeServices services;
    services.rates().asks = false;
    const SettingsDialog dialog{services};
    const auto *button = dialog.findChild<QPushButton *>(QStringLiteral("fetchRates"));
    QVERIFY(!button->isEnabled());
    QVERIFY(button->accessibleDescription().contains(QStringLiteral("demo")));
}

void tst_Settings::waysOfAlerts()
{
    FakeServices services;
    SettingsDialog dialog{services};
    dialog.showPage(2);
    dialog.show();
    const auto press = [&dialog](const char *name) {
        auto *button = dialog.findChild<QPushButton *>(QString::fromLatin1(name));
        QVERIFY(button != nullptr && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
    };
    const auto note = [&dialog](const char *id) { return dialog.findChild<TextLabel *>(QStringLiteral("note:") + QString::fromLatin1(id))->text(); };
    QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("remove:desktop"))->isVisible());
    auto *place = dialog.findChild<QLineEdit *>(QStringLiteral("newPlace"));
    choose(field(dialog, "newKind"), QStringLiteral("slack"));
    QTest::keyClicks(place, QStringLiteral(" https://hooks.example.com/secret "));
    press("addWay");
    QCOMPARE(services.alerts().did.back(), QStringLiteral("add slack https://hooks.example.com/secret"));
    QCOMPARE(place->text(), QString{}); // a secret does not stay on the screen
    QCOMPARE(note("way1"), QStringLiteral("https://hooks.example.com"));
    QCoreApplication::processEvents(); // the new row finds its place
    QTest::mouseClick(dialog.findChild<QCheckBox *>(QStringLiteral("on:way1")), Qt::LeftButton);
    QVERIFY(!services.alerts().known[1].enabled);

    press("test:way1");
    QTRY_COMPARE(note("way1"), QStringLiteral("It has taken the test message."));
    services.alerts().refusal = Problem{.cause = Cause::ChannelFailed, .args = {"webhook:1", "http 500"}};
    press("test:way1");
    QTRY_VERIFY(note("way1").contains(QLatin1String("http 500")));

    choose(field(dialog, "newKind"), QString{});
    services.alerts().refusal = Problem{.cause = Cause::BadArgument, .args = {"command", ""}};
    QTest::keyClick(place, Qt::Key_Return);
    QCOMPARE(services.alerts().known.size(), std::size_t{2}); // and the dialog is open still
    QVERIFY(dialog.isVisible());
    services.alerts().refusal = Problem{.cause = Cause::ChannelFailed, .args = {"webhook:1", "the secret store"}};
    press("remove:way1"); // gone from the list, but its address could not be taken out of the store
    const QList<TextLabel *> labels = dialog.findChildren<TextLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const TextLabel *label) { return label->text().contains(QLatin1String("(the secret store)")); }));
    QCOMPARE(services.alerts().known.size(), std::size_t{1});
    QVERIFY(dialog.findChild<QPushButton *>(QStringLiteral("remove:way1")) == nullptr);
}

void tst_Settings::quietHours()
{
    FakeServices services;
    SettingsDialog dialog{services};
    dialog.showPage(2);
    dialog.show();
    auto *from = dialog.findChild<QTimeEdit *>(QStringLiteral("quietFrom"));
    QVERIFY(!from->isEnabled());
    QTest::mouseClick(dialog.findChild<QCheckBox *>(QStringLiteral("quiet")), Qt::LeftButton);
    QVERIFY(from->isEnabled());
    QVERIFY(services.alerts().hours == (QuietHours{.enabled = true, .fromMinute = 22 * 60, .toMinute = 7 * 60}));
    from->setTime({20, 30});
    dialog.findChild<QTimeEdit *>(QStringLiteral("quietTo"))->setTime({6, 15});
    QVERIFY(services.alerts().hours == (QuietHours{.enabled = true, .fromMinute = 20 * 60 + 30, .toMinute = 6 * 60 + 15}));
}

void tst_Settings::lifeInTheBackground()
{
    FakeServices services;
    for (const bool hasTray : {true, false}) {
        services.alerts().tray = hasTray;
        SettingsDialog dialog{services};
        dialog.showPage(2);
        dialog.show();
        auto *tray = dialog.findChild<QCheckBox *>(QStringLiteral("closeToTray"));
        QCOMPARE(tray->isEnabled(), hasTray);
        QTest::mouseClick(tray, Qt::LeftButton);
        QCOMPARE(services.alerts().toTray, true); // said with a tray, unchanged without one
        QTest::mouseClick(dialog.findChild<QCheckBox *>(QStringLiteral("autostart")), Qt::LeftButton);
        QCOMPARE(services.alerts().autostart, hasTray); // on, and off again
    }
}

void tst_Settings::otherLanguageRewritesIt()
{
    FakeServices services;
    SettingsDialog dialog{services};
    dialog.showPage(1);
    QCOMPARE(dialog.windowTitle(), QStringLiteral("Settings"));
    language::apply(QStringLiteral("zh_CN"));
    QTRY_COMPARE(dialog.windowTitle(), QStringLiteral("设置"));
    QCOMPARE(field(dialog, "firstDayOfWeek")->itemText(1), QStringLiteral("星期一"));
}

TOKENMETER_TEST(tst_Settings);

} // namespace test_Settings

#include "tst_Settings.moc"
