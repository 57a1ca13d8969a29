// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "BudgetJson.h"
#include "DemoWindow.h"
#include "core/Decimal.h"
#include "flow/Budgets.h"
#include "flow/Pricing.h"
#include "itemmodels/PageTable.h"
#include "pages/BudgetsPage.h"
#include "shell/FilterBar.h"
#include "shell/Sidebar.h"
#include "widgets/Toast.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QJsonObject>

#include <set>

namespace test_Budgets
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// What `budget check --json` prints of every budget.
QHash<QString, QJsonObject> checked(const QString &ledger, UtcTime now)
{
    const auto reader = LedgerReader::open(ledger.toStdString());
    const auto pricer = pricerOf(**reader);
    const auto budgets = (*reader)->budgets();
    const auto statuses = budgetStatusesOf(**reader, **pricer, *budgets, now, Zone::byId("Europe/Berlin").value());
    QHash<QString, QJsonObject> byName;
    for (const BudgetStatus &status : *statuses) {
        byName.insert(QString::fromStdString(status.budget.name), toJson(status));
    }
    return byName;
}

BudgetsPage *pageOf(DemoWindow &demo)
{
    return qobject_cast<BudgetsPage *>(demo.window().page());
}

bool isSame(const QString &a, const QString &b)
{
    const auto x = parseDecimal(a.toStdString(), 18);
    const auto y = parseDecimal(b.toStdString(), 18);
    return x && y && *x == *y;
}

} // namespace

class tst_Budgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void figuresAreTheCommandLines();
    void theDemoShowsEveryState();
    void decisionsAreStoredAndEvaluated();
};

void tst_Budgets::figuresAreTheCommandLines()
{
    DemoWindow demo;
    demo.open(QStringLiteral("budgets"));
    BudgetsPage *page = pageOf(demo);
    QVERIFY(page);
    QVERIFY(!demo.window().filterBar()->isVisible()); // it has a scope of its own
    const QHash<QString, QJsonObject> json = checked(demo.ledger(), demo.services().now());
    const std::vector<PageTable> tables = page->tables();
    QCOMPARE(tables.size(), std::size_t{1});
    QCOMPARE(qsizetype(tables.front().rows.size()), json.size());
    for (const std::vector<PageTable::Cell> &row : tables.front().rows) {
        const QJsonObject budget = json.value(row[0].text);
        QVERIFY2(!budget.isEmpty(), qPrintable(row[0].text));
        const QString spent = budget[QStringLiteral("spent")].toObject()[QStringLiteral("amount")].toString();
        const QString available = budget[QStringLiteral("available")].toObject()[QStringLiteral("amount")].toString();
        QVERIFY2(isSame(row[5].exact, spent), qPrintable(row[0].text + u' ' + row[5].exact + u' ' + spent));
        QVERIFY2(isSame(row[6].exact, available), qPrintable(row[0].text + u' ' + row[6].exact + u' ' + available));
        QCOMPARE(row[8].exact, budget[QStringLiteral("state")].toString());
        const QString expected = budget[QStringLiteral("forecast")].toObject()[QStringLiteral("expected")].toString();
        QVERIFY(expected.isEmpty() || isSame(row[9].exact, expected));
    }
}

void tst_Budgets::theDemoShowsEveryState()
{
    DemoWindow demo;
    demo.open(QStringLiteral("budgets"));
    std::set<BudgetState> states;
    bool paused = false;
    for (const BudgetStatus *status : pageOf(demo)->shown()) {
        states.insert(status->state);
        paused = paused || status->budget.paused;
    }
    QCOMPARE(states.size(), std::size_t{4});
    QVERIFY(paused);
    QVERIFY(!pageOf(demo)->inbox()->rows().empty());
    bool counted = false;
    for (const QAbstractButton *item : demo.window().sidebar()->findChildren<QAbstractButton *>()) {
        counted = counted || !item->accessibleDescription().isEmpty();
    }
    QVERIFY(counted);
}

/// A limit that is passed at once is the user's own change: in the inbox, no toast.
void tst_Budgets::decisionsAreStoredAndEvaluated()
{
    DemoWindow demo;
    demo.open(QStringLiteral("budgets"));
    const auto alertsOf = [&](const std::string &uuid) {
        const auto reader = LedgerReader::open(demo.ledger().toStdString());
        return *(*reader)->alerts({.budget = uuid, .openOnly = false, .storedBefore = {}, .limit = 100});
    };
    const auto docs = [&]() -> Budget {
        for (const BudgetStatus *status : pageOf(demo)->shown()) {
            if (status->budget.name == "docs-site") {
                return status->budget;
            }
        }
        return {};
    };
    Budget budget = docs();
    QVERIFY(budget.id > 0);
    const std::size_t before = alertsOf(budget.uuid).size();
    budget.limit = 1;
    budget.rollover = Rollover::None; // what was carried in would cover it
    budget.carryCap.reset();
    static_cast<void>(demo.services().editBudget(budget));
    demo.settle();
    QCOMPARE(docs().revision, budget.revision + 1);
    const std::vector<Alert> after = alertsOf(budget.uuid);
    QVERIFY(after.size() > before);
    QVERIFY(after.front().notice == AlertNotice::YourChange);
    static_cast<void>(demo.services().undo());
    demo.settle();
    QVERIFY(docs().limit > 1);
}

TOKENMETER_TEST(tst_Budgets);

} // namespace test_Budgets

#include "tst_Budgets.moc"
