// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>

#include "DemoWindow.h"
#include "flow/Pricing.h"
#include "support/Patience.h"
#include "window/Tray.h"

namespace test_TrayMenu
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

QStringList textsOf(const QMenu &menu)
{
    QStringList texts;
    for (const QAction *action : menu.actions()) {
        texts << (action->isSeparator() ? QStringLiteral("-") : action->text());
    }
    return texts;
}

void askAndWait(TrayMenu &menu)
{
    QSignalSpy changed{&menu, &TrayMenu::changed};
    menu.ask();
    QVERIFY(changed.wait(LongestMs));
}

} // namespace

class tst_TrayMenu : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatThePagesTell();
    void snoozesWhatWaits();
    void dotWhereABudgetIsExceeded();
    void goesBeforeItsAnswer();
};

/// The month's sum is the overview's, "$563.37" with usage that has no price; the demo's month budget over all usage is 1,000 USD.
void tst_TrayMenu::tellsWhatThePagesTell()
{
    DemoWindow demo;
    TrayMenu menu{demo.services()};
    QCOMPARE(textsOf(menu), (QStringList{QStringLiteral("-"), QStringLiteral("Import now"), QStringLiteral("Snooze alerts"), QStringLiteral("-"),
                                         QStringLiteral("Open Tokenmeter"), QStringLiteral("Quit")}));
    askAndWait(menu);
    const QStringList lines = menu.lines();
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(QStringLiteral("Today: ")), qPrintable(lines[0]));
    QVERIFY2(lines[1].startsWith(QStringLiteral("November: ")), qPrintable(lines[1]));
    QCOMPARE(textsOf(menu).mid(0, 4), (lines + QStringList{QStringLiteral("-")}));
    QVERIFY(!menu.actions()[0]->isEnabled() && menu.actions()[4]->isEnabled());

    // The nearest budget is the one with the largest part of its limit used, as `budget check` has it.
    const auto reader = LedgerReader::open(demo.ledger().toStdString());
    const auto pricer = pricerOf(**reader);
    const auto budgets = (*reader)->budgets();
    const auto statuses = budgetStatusesOf(**reader, **pricer, *budgets, demo.services().now(), demo.services().zone());
    QVERIFY(statuses);
    QString nearest;
    double most = -1;
    for (const BudgetStatus &status : *statuses) {
        const bool isMonths = status.budget.filter.empty() && status.budget.period.kind == BudgetPeriod::Kind::Month;
        if (!status.budget.paused && !isMonths && status.ratio.toDouble() > most) {
            most = status.ratio.toDouble();
            nearest = QString::fromStdString(status.budget.name);
        }
    }
    QVERIFY2(lines[2].startsWith(nearest + QLatin1Char(':')), qPrintable(lines[2]));
    QVERIFY2(lines[2].contains(QStringLiteral(" of ")), qPrintable(lines[2]));
}

void tst_TrayMenu::snoozesWhatWaits()
{
    DemoWindow demo;
    TrayMenu menu{demo.services()};
    askAndWait(menu);
    QMenu *snooze = nullptr;
    for (const QAction *action : menu.actions()) {
        snooze = action->menu() ? action->menu() : snooze;
    }
    QVERIFY(snooze != nullptr && snooze->isEnabled());
    QVERIFY2(snooze->title().contains(QRegularExpression{QStringLiteral("^Snooze [0-9]+ alerts?$")}), qPrintable(snooze->title()));
    snooze->actions().at(1)->trigger();
    demo.settle();
    const auto reader = LedgerReader::open(demo.ledger().toStdString());
    const auto alerts = (*reader)->alerts({.openOnly = true});
    QVERIFY(alerts && !alerts->empty());
    int snoozed = 0;
    for (const Alert &alert : *alerts) {
        if (alert.snoozedUntil) {
            ++snoozed;
            QCOMPARE(QString::fromStdString(toRfc3339(*alert.snoozedUntil)), QStringLiteral("2026-11-19T07:00:00Z")); // 08:00 in Berlin
        }
    }
    QVERIFY(snoozed > 0);
    askAndWait(menu);
    QVERIFY(!snooze->isEnabled());
    QCOMPARE(snooze->title(), QStringLiteral("Snooze alerts"));
}

void tst_TrayMenu::dotWhereABudgetIsExceeded()
{
    DemoWindow demo;
    TrayMenu menu{demo.services()};
    QVERIFY(!menu.isOver());
    askAndWait(menu);
    QVERIFY(menu.isOver()); // the demo shows every state
    for (const int size : {16, 22, 32}) {
        const QImage plain = trayIcon(false).pixmap(QSize{size, size}, 1.0).toImage();
        const QImage dotted = trayIcon(true).pixmap(QSize{size, size}, 1.0).toImage();
        QCOMPARE(dotted.size(), plain.size());
        const QPoint corner{size - size / 4, size - size / 4};
        QVERIFY(dotted.pixelColor(corner).red() > dotted.pixelColor(corner).green() + 60);
        QCOMPARE(dotted.pixelColor(size / 8, size / 8), plain.pixelColor(size / 8, size / 8));
    }
}

void tst_TrayMenu::goesBeforeItsAnswer()
{
    DemoWindow demo;
    auto menu = std::make_unique<TrayMenu>(demo.services());
    menu->ask();
    menu.reset();
    demo.settle(); // what it asked is answered to nobody
    QVERIFY(demo.services().isIdle());
}

TOKENMETER_TEST(tst_TrayMenu);

} // namespace test_TrayMenu

#include "tst_TrayMenu.moc"
