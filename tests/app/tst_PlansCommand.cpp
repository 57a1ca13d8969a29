// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "support/TestMain.h"

#include <QJsonArray>
#include <QtTest>

namespace test_PlansCommand
{

using namespace tokenmeter::testing;

namespace
{

/// A machine with four requests of October 2026, 0.0375 dollars each (1000 x 15 + 100 x 75 + 10000 x 1.5 a million), 0.15 in all.
class PlansDesk
{
public:
    PlansDesk()
    {
        const QString log = machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl"));
        write(log, usageLine(1) + usageLine(2) + usageLine(3) + usageLine(4, "claude-opus-4-1", "2026-10-20T10:00:00.000Z"));
        imported = ask("import").status == 0;
    }
    Outcome ask(const char *arguments) const { return machine.ask(words("--at 2026-10-25T12:00:00Z") + words(arguments)); }
    QJsonObject plan(const char *arguments = "plans list --timezone UTC") const { return ask(arguments).json()[QLatin1String("plans")][0].toObject(); }
    QString effective(const char *more = "") const
    {
        const QJsonObject json = ask(("report --basis effective --timezone UTC" + std::string{more}).c_str()).json();
        return json[QLatin1String("total")][QLatin1String("cost")][0][QLatin1String("amount")].toString();
    }

    Machine machine{};
    bool imported = false;
};

QString amountIn(const QJsonObject &json, const char *key)
{
    return json[QLatin1String(key)][QLatin1String("amount")].toString();
}

} // namespace

class tst_PlansCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyLedger();
    void packFromEntryToUndo();
    void worthOfASubscription();
    void quotaDiscountAndOrder();
    void budgetOnEffectiveCost();
    void wrongUsage_data();
    void wrongUsage();
    void tablesForPeople();
};

void tst_PlansCommand::anEmptyLedger()
{
    const Machine machine;
    QVERIFY(machine.ask(words("plans")).json()[QLatin1String("plans")].toArray().isEmpty());
    QCOMPARE(machine.ask(words("report --basis effective")).json()[QLatin1String("basis")].toString(), QStringLiteral("effective"));
}

void tst_PlansCommand::packFromEntryToUndo()
{
    const PlansDesk desk;
    QVERIFY(desk.imported);
    QCOMPARE(desk.effective(), QStringLiteral("0.150000000"));
    const Outcome added = desk.ask("plans add pack --name Prepaid --credit 0.1 --paid 0.08 --from 2026-10-01 --to 2026-10-24 --timezone UTC");
    QCOMPARE(added.json()[QLatin1String("id")].toInt(), 1);
    // 0.1 of 0.15 drawn for 0.08: 0.05 + 0.08.
    QCOMPARE(desk.effective(), QStringLiteral("0.130000000"));
    const QJsonObject plan = desk.plan();
    QCOMPARE(plan[QLatin1String("to")].toString(), QStringLiteral("2026-10-24"));
    QCOMPARE(plan[QLatin1String("state")].toString(), QStringLiteral("over"));
    QCOMPARE(plan[QLatin1String("used_percent")].toInt(), 100);
    QCOMPARE(amountIn(plan, "credit_left"), QStringLiteral("0.000000000"));
    QCOMPARE(desk.ask("plans edit 1 --credit 0.2 --paid 0.1 --timezone UTC").status, 0);
    // All of it drawn at half its price; the other quarter of what was paid expired.
    QCOMPARE(desk.effective(), QStringLiteral("0.075000000"));
    QCOMPARE(amountIn(desk.plan(), "expired"), QStringLiteral("0.025000000"));
    const QJsonObject report = desk.ask("report --basis effective --from 2026-10-24 --to 2026-10-24 --timezone UTC").json();
    QCOMPARE(report[QLatin1String("lines")][0][QLatin1String("kind")].toString(), QStringLiteral("expired_credit"));
    QCOMPARE(desk.ask("plans remove 1").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.150000000"));
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.075000000"));
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.130000000"));
}

void tst_PlansCommand::worthOfASubscription()
{
    const PlansDesk desk;
    QCOMPARE(desk.ask("plans add subscription --name Max --fee 0.12 --source claude-code --from 2026-10-01 --timezone UTC").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.000000000"));
    const QJsonObject cycle = desk.plan("plans worth 1 --timezone UTC")[QLatin1String("cycles")][0].toObject();
    QCOMPARE(amountIn(cycle, "value"), QStringLiteral("0.150000000"));
    QCOMPARE(amountIn(cycle, "net"), QStringLiteral("0.030000000"));
    QCOMPARE(cycle[QLatin1String("per_mille")].toInt(), 1250);
    QCOMPARE(cycle[QLatin1String("break_even_day")].toString(), QStringLiteral("2026-10-20"));
    QCOMPARE(cycle[QLatin1String("to")].toString(), QStringLiteral("2026-10-31"));
}

void tst_PlansCommand::quotaDiscountAndOrder()
{
    const PlansDesk desk;
    QCOMPARE(desk.ask("plans add discount --name Deal --multiplier 0.5 --from 2026-10-01").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.075000000"));
    QCOMPARE(desk.ask("plans add pack --name P --credit 0.1 --paid 0 --from 2026-10-01 --model claude-opus*").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.000000000")); // half of 0.15, all from the pack
    QCOMPARE(desk.ask("plans order subscription,quota,pack,discount").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.025000000")); // the pack first, then half of 0.05
    QCOMPARE(desk.ask("plans list").json()[QLatin1String("orders")][0][QLatin1String("order")].toString(), QStringLiteral("subscription,quota,pack,discount"));
    QCOMPARE(desk.ask("plans order usual").status, 0);
    QCOMPARE(desk.effective(), QStringLiteral("0.000000000"));
    QCOMPARE(desk.ask("plans add quota --name Free --tokens 22200 --from 2026-10-01 --provider nobody").status, 0);
    QCOMPARE(desk.ask("plans list").json()[QLatin1String("plans")][2][QLatin1String("tokens_left")].toInt(), 22'200);
}

void tst_PlansCommand::budgetOnEffectiveCost()
{
    const PlansDesk desk;
    desk.ask("plans add pack --name P --credit 0.1 --paid 0.08 --from 2026-10-01");
    QCOMPARE(desk.ask("budget add --name effective --limit 0.14 --period month --timezone UTC").status, 0);
    QCOMPARE(desk.ask("budget add --name list --limit 0.14 --period month --timezone UTC --basis list").status, 0);
    const QJsonArray budgets = desk.ask("budget list --timezone UTC").json()[QLatin1String("budgets")].toArray();
    QCOMPARE(budgets.size(), 2);
    QCOMPARE(budgets[0][QLatin1String("basis")].toString(), QStringLiteral("effective"));
    QCOMPARE(budgets[0][QLatin1String("spent")][QLatin1String("amount")].toString(), QStringLiteral("0.130000000"));
    QCOMPARE(budgets[0][QLatin1String("state")].toString(), QStringLiteral("warning"));
    QCOMPARE(budgets[1][QLatin1String("spent")][QLatin1String("amount")].toString(), QStringLiteral("0.150000000"));
    QCOMPARE(budgets[1][QLatin1String("state")].toString(), QStringLiteral("exceeded"));
    QCOMPARE(desk.ask("budget edit 2 --basis effective --timezone UTC").status, 0);
    QCOMPARE(desk.ask("budget add --name t --limit 5 --unit tokens --period month --basis effective").status, 2);
}

void tst_PlansCommand::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no name") << words("plans add pack --credit 1");
    QTest::newRow("pack without credit") << words("plans add pack --name x");
    QTest::newRow("subscription of no source") << words("plans add subscription --name x --fee 1");
    QTest::newRow("a cycle that is none") << words("plans add subscription --name x --fee 1 --source claude-code --cycle often");
    QTest::newRow("option of another kind") << words("plans add quota --name x --tokens 5 --fee 1");
    QTest::newRow("ends before it begins") << words("plans add pack --name x --credit 1 --from 2026-10-02 --to 2026-10-01");
    QTest::newRow("no such day") << words("plans add pack --name x --credit 1 --to 2026-02-30");
    QTest::newRow("edit of none") << words("plans edit 7 --name x");
    QTest::newRow("remove none") << words("plans remove 7");
    QTest::newRow("worth of none") << words("plans worth 7");
    QTest::newRow("order with a gap") << words("plans order quota,pack");
    QTest::newRow("unknown basis") << words("report --basis guessed");
}

void tst_PlansCommand::wrongUsage()
{
    QFETCH(QStringList, arguments);
    const Machine machine;
    const Outcome outcome = machine.ask(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(outcome.err.startsWith("tokenmeter: "));
}

void tst_PlansCommand::tablesForPeople()
{
    const PlansDesk desk;
    desk.ask("plans add subscription --name Max --fee 20 --source codex --from 2026-10-01");
    desk.ask("plans add pack --name Prepaid --credit 0.1 --from 2026-10-01");
    const auto said = [&](const char *arguments) {
        return desk.machine.run(QStringList{QStringLiteral("--ledger"), desk.machine.ledger(), QStringLiteral("--at"), QStringLiteral("2026-10-25T12:00:00Z")}
                                + words(arguments))
            .out;
    };
    QVERIFY(said("plans").contains("Prepaid"));
    QVERIFY(said("plans worth").contains("Max"));
    const QByteArray report = said("report --basis effective");
    QVERIFY(report.contains("Effective cost"));
    QVERIFY(report.contains("Prepaid took over"));
    QVERIFY(report.contains("Beside these amounts: fee of Max"));
}

TOKENMETER_TEST(tst_PlansCommand);

} // namespace test_PlansCommand


#include "tst_PlansCommand.moc"
