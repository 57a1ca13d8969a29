// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "BudgetSupport.h"
#include "budget/BackTest.h"
#include "budget/BurnDown.h"
#include "budget/Suggestions.h"

#include <QtTest>

namespace test_BudgetStatus
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

/// So many dollars on each day of [from, to).
BudgetSeries steady(const char *from, const char *to, int dollars)
{
    BudgetSeries result;
    result.firstDay = dayAt(from);
    result.days.assign(std::size_t((dayAt(to) - dayAt(from)).count()), {.amount = Int128{dollars} * usd("1"), .requests = 1});
    return result;
}

QString warningsOf(const std::vector<BackTestPeriod::Warning> &warnings)
{
    QStringList words;
    for (const BackTestPeriod::Warning &warning : warnings) {
        words << QString::fromStdString(toIso(warning.day)).mid(5) + QLatin1Char(':') + QString::number(warning.threshold);
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

class tst_BudgetStatus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void middleOfAMonth();
    void editedLimitHoldsForThePresentPeriod();
    void limitInForceAtThePeriodsEnd();
    void chainBeginsWhereTheBudgetWasMade();
    void pausedBudgetsHideWhatIsSafe();
    void exceeded();
    void unpricedIsAtMostSafe();
    void foreignIsAtLeast();
    void recordsDatedAheadCountOnce();
    void tokens();
    void rolling();
    void rangeThatIsOver();
    void safeTodayEndsAtTheLimit();
    void forecastWarnsByItsLowEnd();
    void burnDown();
    void backTest();
    void backTestWithCarryOver();
    void suggestions();
    void roundsUpToTwoDigits_data();
    void roundsUpToTwoDigits();
};

// 20 days at 2 dollars, 15 of them in October: by the 16th at noon 30 + 1 are spent of 50.
void tst_BudgetStatus::middleOfAMonth()
{
    BudgetSeries series = steady("2026-09-26", "2026-10-16", 2);
    series.days.push_back({.amount = usd("1"), .requests = 1});
    series.elapsedShare = 0.5;
    Budget budget = monthly("50");
    const BudgetStatus status = statusOf(budget, series, at("2026-10-16T12:00:00Z"), Zone::utc());
    QCOMPARE(toRfc3339(status.current.span.from), std::string{"2026-10-01T00:00:00Z"});
    QCOMPARE(toRfc3339(status.current.span.to), std::string{"2026-11-01T00:00:00Z"});
    QCOMPARE(text(status.current.spent), std::string{"31"});
    QCOMPARE(text(status.current.rest), std::string{"19"});
    QCOMPARE(status.ratio.toText(), std::string{"0.6200"});
    QCOMPARE(status.state, BudgetState::Warning);
    QCOMPARE(status.daily.size(), std::size_t{31});
    // Steady: 1 is left of today's 2, then 15 days of 2.
    QVERIFY(status.forecast);
    QCOMPARE(status.forecast->evidence, ForecastEvidence::Enough);
    QCOMPARE(text(status.forecast->expected), std::string{"62"});
    QVERIFY(status.forecast->low <= status.forecast->expected && status.forecast->expected <= status.forecast->high);
    QVERIFY(status.forecast->mayExceed);
    // 31 + 1 today, then 2 a day: 50 are reached on the 25th and exceeded on the 26th.
    QCOMPARE(toIso(*status.forecast->breach.expected), std::string{"2026-10-26"});
    // (50 - 30) x 1/16 less the 1 that is spent today.
    QCOMPARE(text(*status.safeToday), std::string{"0.25"});
    QVERIFY(!status.safeTodayAtMost);
}

void tst_BudgetStatus::editedLimitHoldsForThePresentPeriod()
{
    Budget budget = monthly("60");
    budget.chainFrom = at("2026-10-01T00:00:00Z");
    budget.revision = 1;
    budget.limits = {{.since = at("2026-10-01T00:00:00Z"), .limit = usd("50"), .revision = 0},
                     {.since = at("2026-11-20T00:00:00Z"), .limit = usd("60"), .revision = 1}};
    const BudgetStatus status = statusOf(budget, steady("2026-10-01", "2026-11-21", 1), at("2026-11-21T00:00:00Z"), Zone::utc());
    QCOMPARE(text(status.current.limit), std::string{"60"});
    QCOMPARE(status.current.revision, 1);
    QCOMPARE(status.past.size(), std::size_t{1});
    QCOMPARE(text(status.past[0].limit), std::string{"50"});
    QCOMPARE(status.past[0].revision, 0);
}

void tst_BudgetStatus::limitInForceAtThePeriodsEnd()
{
    Budget budget = monthly("70");
    budget.rollover = Rollover::Unspent;
    budget.chainFrom = at("2026-09-10T00:00:00Z");
    // Edited in the last millisecond of September: that limit counts for September.
    budget.limits = {{.since = at("2026-09-10T00:00:00Z"), .limit = usd("50"), .revision = 0},
                     {.since = at("2026-09-30T23:59:59.999Z"), .limit = usd("55"), .revision = 1},
                     {.since = at("2026-10-01T00:00:00Z"), .limit = usd("70"), .revision = 2}};
    const BudgetStatus status = statusOf(budget, series("2026-09-10", {15}), at("2026-10-02T00:00:00Z"), Zone::utc());
    QCOMPARE(text(status.past[0].limit), std::string{"55"});
    QCOMPARE(text(status.current.carriedIn), std::string{"40"});
    QCOMPARE(text(status.current.available), std::string{"110"});
}

void tst_BudgetStatus::chainBeginsWhereTheBudgetWasMade()
{
    Budget budget = monthly("50");
    budget.rollover = Rollover::Both;
    budget.chainFrom = at("2026-10-20T00:00:00Z");
    budget.limits = {{.since = budget.chainFrom, .limit = budget.limit, .revision = 0}};
    const BudgetSeries history = steady("2026-01-01", "2026-11-01", 1);
    const BudgetStatus status = statusOf(budget, history, at("2026-11-02T00:00:00Z"), Zone::utc());
    QCOMPARE(status.past.size(), std::size_t{1}); // October whole, nothing before
    QCOMPARE(text(status.past[0].spent), std::string{"31"});
    QCOMPARE(text(status.current.carriedIn), std::string{"19"});
    // Asked for a moment before it was made: that period alone.
    QVERIFY(statusOf(budget, history, at("2026-03-02T00:00:00Z"), Zone::utc()).past.empty());
}

void tst_BudgetStatus::pausedBudgetsHideWhatIsSafe()
{
    Budget budget = monthly("50");
    budget.paused = true;
    const BudgetStatus status = statusOf(budget, steady("2026-10-01", "2026-10-30", 3), at("2026-10-30T00:00:00Z"), Zone::utc());
    QCOMPARE(status.state, BudgetState::Exceeded); // evaluated all the same
    QVERIFY(!status.safeToday);
}

void tst_BudgetStatus::exceeded()
{
    const BudgetStatus status = statusOf(monthly("50"), steady("2026-10-01", "2026-10-27", 2), at("2026-10-27T00:00:00Z"), Zone::utc());
    QCOMPARE(text(status.current.spent), std::string{"52"});
    QCOMPARE(status.state, BudgetState::Exceeded);
    QVERIFY(status.forecast->breach.already);
    QVERIFY(*status.safeToday == 0);
}

void tst_BudgetStatus::unpricedIsAtMostSafe()
{
    BudgetSeries history = steady("2026-10-01", "2026-10-10", 1);
    history.days[3].unpricedRequests = 2;
    history.days[3].unpricedTokens = 700;
    const BudgetStatus status = statusOf(monthly("50"), history, at("2026-10-10T00:00:00Z"), Zone::utc());
    QCOMPARE(status.state, BudgetState::Unknown);
    QVERIFY(status.atLeast);
    QVERIFY(status.safeTodayAtMost);
    QCOMPARE(status.current.unpricedTokens, 700);
    // Of the month before it does not matter.
    history.firstDay -= days{20};
    QCOMPARE(statusOf(monthly("50"), history, at("2026-10-10T00:00:00Z"), Zone::utc()).state, BudgetState::Ok);
}

void tst_BudgetStatus::foreignIsAtLeast()
{
    BudgetSeries history = steady("2026-10-01", "2026-10-10", 1);
    history.foreign = {{dayAt("2026-09-30"), Money::fromAtto(usd("5"), Currency{"CNY"})},
                       {dayAt("2026-10-02"), Money::fromAtto(usd("3"), Currency{"CNY"})},
                       {dayAt("2026-10-03"), Money::fromAtto(usd("4"), Currency{"CNY"})}};
    const BudgetStatus status = statusOf(monthly("50"), history, at("2026-10-10T00:00:00Z"), Zone::utc());
    QCOMPARE(status.state, BudgetState::Unknown);
    QCOMPARE(status.foreign.size(), std::size_t{1});
    QCOMPARE(text(status.foreign[0].atto()), std::string{"7"});
}

// A record from a machine whose clock is ahead belongs to its period; the forecast must not come on top of it.
void tst_BudgetStatus::recordsDatedAheadCountOnce()
{
    BudgetSeries history = steady("2026-10-01", "2026-11-01", 2); // up to the 31st
    history.elapsedShare = 1;
    const BudgetStatus status = statusOf(monthly("100"), history, at("2026-10-16T23:59:59Z"), Zone::utc());
    QCOMPARE(text(status.current.spent), std::string{"62"});
    QCOMPARE(text(status.forecast->expected), std::string{"62"}); // 32 so far and 15 days of 2
    // 100 - 30 (to the 15th) - 30 (from the 17th) = 40 for 16 days: 2.50, of which 2 are spent.
    QCOMPARE(text(*status.safeToday), std::string{"0.5"});
}

void tst_BudgetStatus::tokens()
{
    Budget budget = monthly("0", {80});
    budget.currency = Currency{};
    budget.limit = 1'000;
    BudgetSeries history;
    history.firstDay = dayAt("2026-10-01");
    history.days.assign(10, {.amount = 90, .requests = 1});
    const BudgetStatus status = statusOf(budget, history, at("2026-10-11T00:00:00Z"), Zone::utc());
    QVERIFY(status.current.spent == 900);
    QCOMPARE(status.state, BudgetState::Warning);
    QVERIFY(status.forecast->expected == 900 + 21 * 90);
    QVERIFY(*status.safeToday == 100 / 21); // whole tokens, rounded down
}

void tst_BudgetStatus::rolling()
{
    Budget budget = monthly("10");
    budget.period = *parseBudgetPeriod("rolling:5h");
    BudgetSeries window;
    window.rolling = {.amount = usd("10"), .requests = 4};
    const BudgetStatus status = statusOf(budget, window, at("2026-10-11T03:00:00Z"), Zone::utc());
    QCOMPARE(status.state, BudgetState::Warning); // equal is not over
    QCOMPARE(toRfc3339(status.current.span.from), std::string{"2026-10-10T22:00:00Z"});
    QVERIFY(!status.forecast && !status.safeToday && status.past.empty() && status.daily.empty());
    QVERIFY(burnDownOf(status).empty());
}

void tst_BudgetStatus::rangeThatIsOver()
{
    Budget budget = monthly("10");
    budget.period = *parseBudgetPeriod("2026-10-01..2026-10-05");
    const BudgetStatus status = statusOf(budget, steady("2026-09-01", "2026-11-01", 1), at("2026-11-11T00:00:00Z"), Zone::utc());
    QCOMPARE(text(status.current.spent), std::string{"5"});
    QVERIFY(!status.forecast && !status.safeToday);
}

// Spending what is safe every day ends exactly at the limit, less what rounding down leaves.
void tst_BudgetStatus::safeTodayEndsAtTheLimit()
{
    BudgetSeries history = series("2026-09-01", {4, 7, 1, 9, 8, 2, 1, 5, 7, 3, 8, 8, 1, 2, 6, 7, 4, 9, 9, 1, 1, 5, 8, 3, 8, 9, 2, 1, 4, 6});
    Budget budget = monthly("123.45");
    for (LocalDay today = dayAt("2026-10-01"); today < dayAt("2026-11-01"); today += days{1}) {
        const UtcTime now = Zone::utc().startOf(today);
        const BudgetStatus status = statusOf(budget, history, now, Zone::utc());
        history.days.push_back({.amount = *status.safeToday, .requests = 1});
    }
    const Int128 spent = history.sum(dayAt("2026-10-01"), dayAt("2026-11-01")).amount;
    QVERIFY(spent <= budget.limit);
    QVERIFY(budget.limit - spent < 1'000);
}

void tst_BudgetStatus::forecastWarnsByItsLowEnd()
{
    BudgetSeries history = steady("2026-07-01", "2026-10-11", 10);
    history.elapsedShare = 0;
    const UtcTime now = at("2026-10-11T00:00:00Z");
    const BudgetStatus tight = statusOf(monthly("150"), history, now, Zone::utc()); // 310 are to be expected
    QVERIFY(tight.forecast->mayExceed && tight.forecast->willExceed);
    const BudgetStatus near = statusOf(monthly("309"), history, now, Zone::utc());
    QVERIFY(near.forecast->mayExceed && !near.forecast->willExceed);
    const BudgetStatus far = statusOf(monthly("400"), history, now, Zone::utc());
    QVERIFY(!far.forecast->mayExceed && !far.forecast->willExceed);
    // Little evidence never warns.
    QVERIFY(!statusOf(monthly("50"), steady("2026-10-01", "2026-10-05", 10), at("2026-10-05T00:00:00Z"), Zone::utc()).forecast->willExceed);
}

void tst_BudgetStatus::burnDown()
{
    const BudgetStatus status = statusOf(monthly("62"), steady("2026-09-26", "2026-10-16", 2), at("2026-10-15T23:59:59Z"), Zone::utc());
    const std::vector<BurnDownPoint> points = burnDownOf(status);
    QCOMPARE(points.size(), std::size_t{31});
    QCOMPARE(text(points.front().even), std::string{"60"});
    QCOMPARE(text(points.back().even), std::string{"0"});
    QCOMPARE(text(*points[0].left), std::string{"60"});
    QCOMPARE(text(*points[14].left), std::string{"32"}); // today
    QVERIFY(!points[13].expected && points[14].expected && !points[15].left);
    QCOMPARE(text(*points.back().expected), text(status.current.available - status.forecast->expected));
    QCOMPARE(text(*points.back().least), text(status.current.available - status.forecast->high));
    for (std::size_t i = 15; i < points.size(); ++i) {
        QVERIFY(*points[i].expected <= *points[i - 1].expected);
        QVERIFY(*points[i].least <= *points[i].expected && *points[i].expected <= *points[i].most);
    }
}

// 50, 80, 100 % of 10: a day of 1, one of 6 (70 %), one of 5 (120 %).
void tst_BudgetStatus::backTest()
{
    Budget budget = monthly("10");
    budget.period.kind = BudgetPeriod::Kind::Week;
    // Weeks from Monday 28 September: 1+6+5; nothing; 4 on Friday; the running one.
    const BudgetSeries history = series("2026-09-28", {1, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 20});
    const BackTest test = backTestOf(budget, history, dayAt("2026-09-01"), at("2026-10-20T12:00:00Z"), Zone::utc());
    QCOMPARE(test.periods.size(), std::size_t{3}); // September's other weeks lie before the first use
    QCOMPARE(warningsOf(test.periods[0].warnings), QStringLiteral("09-29:50 09-30:80 09-30:100 09-30:0"));
    QCOMPARE(warningsOf(test.periods[0].delivered), QStringLiteral("09-29:50 09-30:0"));
    QCOMPARE(toIso(*test.periods[0].exceeded), std::string{"2026-09-30"});
    QVERIFY(test.periods[1].warnings.empty() && test.periods[2].warnings.empty());
    QCOMPARE(test.exceeded, 1);
    QCOMPARE(test.warned, 1);
    QCOMPARE(test.delivered, std::size_t{2});
    QCOMPARE(toIso(backTestStart(dayAt("2026-08-31"))), std::string{"2026-02-28"});
}

void tst_BudgetStatus::backTestWithCarryOver()
{
    Budget budget = monthly("10", {100});
    budget.period.kind = BudgetPeriod::Kind::Week;
    budget.rollover = Rollover::Unspent;
    const BudgetSeries history = series("2026-09-28", {4, 0, 0, 0, 0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0});
    const BackTest test = backTestOf(budget, history, dayAt("2026-09-28"), at("2026-10-12T00:00:00Z"), Zone::utc());
    QCOMPARE(test.periods.size(), std::size_t{2});
    QCOMPARE(text(test.periods[1].figures.available), std::string{"16"});
    QCOMPARE(test.exceeded, 0);
}

// Four whole months of 31, 28, 31, 30 dollars at one a day; the month of the first use is left out, and the running one.
void tst_BudgetStatus::suggestions()
{
    const std::optional<BudgetSuggestion> said
        = suggestionOf(monthly("0"), steady("2025-12-15", "2026-05-10", 1), at("2026-05-10T00:00:00Z"), Zone::utc());
    QVERIFY(said);
    QCOMPARE(said->periods, 4);
    QCOMPARE(text(said->median), std::string{"30.5"});
    QCOMPARE(text(said->largest), std::string{"31"});
    QCOMPARE(text(said->tight), std::string{"31"});
    QCOMPARE(text(said->usual), std::string{"31"});
    QCOMPARE(text(said->generous), std::string{"38"}); // 37.2
    QVERIFY(!suggestionOf(monthly("0"), steady("2026-04-01", "2026-05-10", 1), at("2026-05-10T00:00:00Z"), Zone::utc()));
    QVERIFY(!suggestionOf(monthly("0"), BudgetSeries{}, at("2026-05-10T00:00:00Z"), Zone::utc()));
}

void tst_BudgetStatus::roundsUpToTwoDigits_data()
{
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<qint64>("rounded");
    for (const auto &[amount, rounded] : {std::pair{0, 0}, std::pair{7, 7}, std::pair{99, 99}, std::pair{100, 100}, std::pair{101, 110},
                                          std::pair{1234, 1300}, std::pair{1300, 1300}, std::pair{9910, 10000}}) {
        QTest::addRow("%d", amount) << qint64{amount} << qint64{rounded};
    }
}

void tst_BudgetStatus::roundsUpToTwoDigits()
{
    QFETCH(qint64, amount);
    QFETCH(qint64, rounded);
    QCOMPARE(qint64(roundedUp(amount)), rounded);
}

TOKENMETER_TEST(tst_BudgetStatus);

} // namespace test_BudgetStatus

#include "tst_BudgetStatus.moc"
