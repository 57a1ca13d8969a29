// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/Plan.h"

#include <QtTest>

namespace test_Plan
{

using namespace tokenmeter;

namespace
{

Plan subscription(const std::string &from, const std::string &cycle)
{
    Plan plan;
    plan.name = "Max";
    plan.kind = PlanKind::Subscription;
    plan.sources = {"claude-code"};
    plan.currency = Currency{"USD"};
    plan.from = parseTime(from)->time;
    plan.cycle = *parsePlanCycle(cycle);
    return plan;
}

QString shown(const std::optional<CycleDays> &cycle)
{
    return cycle ? QString::fromStdString(toIso(cycle->from) + ".." + toIso(cycle->to)) : QStringLiteral("none");
}

} // namespace

class tst_Plan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cycles_data();
    void cycles();
    void lastCycleEndsWithThePlan();
    void cycleTexts();
    void kindTexts();
    void orderOfAProvider();
    void checks_data();
    void checks();
};

void tst_Plan::cycles_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("cycle");
    QTest::addColumn<QByteArray>("day");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *from, const char *cycle, const char *day, const char *expected) {
        QTest::newRow(name) << QByteArray{from} << QByteArray{cycle} << QByteArray{day} << QString::fromLatin1(expected);
    };
    row("first day", "2026-01-31", "month", "2026-01-31", "2026-01-31..2026-02-28");
    row("a short month, then the 31st again", "2026-01-31", "month", "2026-02-28", "2026-02-28..2026-03-31");
    row("last day before", "2026-01-31", "month", "2026-03-30", "2026-02-28..2026-03-31");
    row("years later", "2020-01-15", "month", "2026-11-14", "2026-10-15..2026-11-15");
    row("leap day", "2024-02-29", "year", "2026-03-01", "2026-02-28..2027-02-28");
    row("weeks", "2026-10-05", "week", "2026-11-18", "2026-11-16..2026-11-23");
    row("30 days", "2026-10-05", "30d", "2026-11-04", "2026-11-04..2026-12-04");
    row("before it", "2026-10-05", "month", "2026-10-04", "none");
}

void tst_Plan::cycles()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, cycle);
    QFETCH(QByteArray, day);
    QFETCH(QString, expected);
    QCOMPARE(shown(cycleOf(subscription(from.toStdString(), cycle.toStdString()), *parseDay(day.toStdString()), Zone::utc())), expected);
}

void tst_Plan::lastCycleEndsWithThePlan()
{
    Plan plan = subscription("2026-10-05", "month");
    plan.until = parseTime("2026-11-20")->time;
    QCOMPARE(shown(cycleOf(plan, *parseDay("2026-11-19"), Zone::utc())), QStringLiteral("2026-11-05..2026-11-20"));
    QCOMPARE(shown(cycleOf(plan, *parseDay("2026-11-20"), Zone::utc())), QStringLiteral("none"));
}

void tst_Plan::cycleTexts()
{
    for (const char *text : {"month", "year", "week", "1d", "30d", "3660d"}) {
        QCOMPARE(toText(*parsePlanCycle(text)), std::string{text});
    }
    for (const char *text : {"", "d", "0d", "-1d", "3661d", "30", "30days", "fortnight"}) {
        QVERIFY2(!parsePlanCycle(text), text);
    }
}

void tst_Plan::kindTexts()
{
    QCOMPARE(toText(UsualPlanKinds), std::string{"subscription,quota,discount,pack"});
    const PlanKinds other{PlanKind::Pack, PlanKind::Quota, PlanKind::Subscription, PlanKind::Discount};
    QVERIFY(*parsePlanKinds("pack,quota,subscription,discount") == other);
    for (const char *text : {"", "pack", "pack,quota,discount", "pack,pack,quota,discount", "subscription,quota,discount,pack,",
                             "subscription,quota,discount,pack,pack"}) {
        QVERIFY2(!parsePlanKinds(text), text);
    }
}

void tst_Plan::orderOfAProvider()
{
    const PlanKinds packFirst{PlanKind::Subscription, PlanKind::Pack, PlanKind::Quota, PlanKind::Discount};
    const PlanKinds quotaFirst{PlanKind::Quota, PlanKind::Subscription, PlanKind::Discount, PlanKind::Pack};
    QVERIFY(kindsFor({}, "alibaba") == UsualPlanKinds);
    const std::vector<PlanOrder> orders{{.provider = "", .kinds = packFirst}, {.provider = "alibaba", .kinds = quotaFirst}};
    QVERIFY(kindsFor(orders, "alibaba") == quotaFirst);
    QVERIFY(kindsFor(orders, "openai") == packFirst);
}

void tst_Plan::checks_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("breaks");
    QTest::newRow("good subscription") << int(PlanKind::Subscription) << QString{};
    QTest::newRow("good quota") << int(PlanKind::Quota) << QString{};
    QTest::newRow("good discount") << int(PlanKind::Discount) << QString{};
    QTest::newRow("good pack") << int(PlanKind::Pack) << QString{};
    QTest::newRow("no name") << int(PlanKind::Pack) << QStringLiteral("--name");
    QTest::newRow("ends before it begins") << int(PlanKind::Pack) << QStringLiteral("--to");
    QTest::newRow("money without currency") << int(PlanKind::Pack) << QStringLiteral("--currency");
    QTest::newRow("no credit") << int(PlanKind::Pack) << QStringLiteral("--credit");
    QTest::newRow("negative price") << int(PlanKind::Pack) << QStringLiteral("--paid");
    QTest::newRow("covers no source") << int(PlanKind::Subscription) << QStringLiteral("--source");
    QTest::newRow("negative fee") << int(PlanKind::Subscription) << QStringLiteral("--fee");
    QTest::newRow("no tokens") << int(PlanKind::Quota) << QStringLiteral("--tokens");
    QTest::newRow("a surcharge") << int(PlanKind::Discount) << QStringLiteral("--multiplier");
}

void tst_Plan::checks()
{
    QFETCH(int, kind);
    QFETCH(QString, breaks);
    Plan plan = subscription("2026-10-05", "month");
    plan.kind = PlanKind(kind);
    plan.until = parseTime("2026-11-05")->time;
    plan.tokens = 1;
    plan.face = 2;
    const auto is = [&breaks](const char *option) { return breaks == QLatin1String(option); };
    plan.name = is("--name") ? "" : plan.name;
    plan.until = is("--to") ? plan.from : plan.until;
    plan.currency = is("--currency") ? Currency{} : plan.currency;
    plan.face = is("--credit") ? 0 : plan.face;
    plan.paid = is("--paid") ? -1 : plan.paid;
    plan.sources = is("--source") ? std::vector<std::string>{} : plan.sources;
    plan.fee = is("--fee") ? -1 : plan.fee;
    plan.tokens = is("--tokens") ? 0 : plan.tokens;
    plan.multiplier = is("--multiplier") ? Plan::MultiplierOne + 1 : plan.multiplier;
    const Result<Done> checked = checkPlan(plan);
    QCOMPARE(bool(checked), breaks.isEmpty());
    if (!checked) {
        QCOMPARE(checked.problem().cause, Cause::BadArgument);
        QCOMPARE(checked.problem().args[0], breaks.toStdString());
    }
}

TOKENMETER_TEST(tst_Plan);

} // namespace test_Plan


#include "tst_Plan.moc"
