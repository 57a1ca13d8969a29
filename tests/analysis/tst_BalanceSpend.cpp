// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/BalanceSpend.h"

#include <QtTest>

namespace test_BalanceSpend
{

using namespace tokenmeter;

class tst_BalanceSpend : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void falls();
    void rises();
    void fallsInsideARise();
    void listedTopUps();
    void moreThanListed();
    void grantsExpire();
    void grantsGiven();
    void currencies();
    void counters();
    void unknownFigures();
    void debts();
    void orderAndRepetition();
    void accounts();
    void sumsMatchTheSeries();
};

namespace
{

UtcTime at(std::string_view text)
{
    return parseTime(text)->time;
}

BalanceSnapshot total(const char *time, const char *amount, const char *currency = "CNY")
{
    return {.time = at(time), .currency = currency, .total = amountOf(amount)};
}

BalanceSnapshot parts(const char *time, const char *granted, const char *toppedUp)
{
    BalanceSnapshot snapshot{.time = at(time), .currency = "CNY", .granted = amountOf(granted), .toppedUp = amountOf(toppedUp)};
    snapshot.total = sumOf(*snapshot.granted, *snapshot.toppedUp);
    return snapshot;
}

/// "CNY spent 5, in 3, grant gone 1?": what a step says. ≥: at least; ?: may be an expiry.
std::string shown(const BalanceStep &step)
{
    std::string text = step.currency + " spent " + (step.isAtLeast ? ">=" : "") + (step.spent ? step.spent->text : "unknown");
    text += step.toppedUp ? ", in " + step.toppedUp->text : "";
    text += step.grantGone ? ", grant gone " + step.grantGone->text + (step.mayBeExpiry ? "?" : "") : "";
    text += step.grantAdded ? ", grant " + step.grantAdded->text : "";
    return text;
}

std::string shown(const std::vector<BalanceStep> &steps)
{
    std::string text;
    for (const BalanceStep &step : steps) {
        text += text.empty() ? "" : "; ";
        text += shown(step);
    }
    return text;
}

constexpr const char *T1 = "2026-03-01T00:00:00Z";
constexpr const char *T2 = "2026-03-02T00:00:00Z";
constexpr const char *T3 = "2026-03-03T00:00:00Z";

} // namespace

void tst_BalanceSpend::falls()
{
    const std::vector<BalanceSnapshot> series{total(T1, "110.00"), total(T2, "104.37"), total(T3, "104.37")};
    const std::vector<BalanceStep> steps = balanceSteps(series);
    QCOMPARE(shown(steps), std::string{"CNY spent 5.63; CNY spent 0"});
    QCOMPARE(steps[0].from, at(T1));
    QCOMPARE(steps[0].to, at(T2));
    QVERIFY(balanceSteps(std::vector<BalanceSnapshot>{total(T1, "1")}).empty());
}

void tst_BalanceSpend::rises()
{
    const std::vector<BalanceSnapshot> series{total(T1, "10"), total(T2, "60"), total(T3, "55")};
    QCOMPARE(shown(balanceSteps(series)), std::string{"CNY spent >=0, in 50; CNY spent 5"});
}

// 100 came in and 30 were spent: only a rise of 70 is seen, so neither is known exactly.
void tst_BalanceSpend::fallsInsideARise()
{
    const std::vector<BalanceSnapshot> series{parts(T1, "10", "20"), parts(T2, "8", "90")};
    QCOMPARE(shown(balanceSteps(series)), std::string{"CNY spent >=0, in 70, grant gone 2"});
}

void tst_BalanceSpend::listedTopUps()
{
    const std::vector<BalanceSnapshot> series{total(T1, "20"), total(T2, "90")};
    const std::vector<TopUp> listed{{at("2026-03-01T12:00:00Z"), "CNY", *amountOf("100")},
                                    {at(T1), "CNY", *amountOf("7")},                        // in the balance of T1 already
                                    {at("2026-03-01T12:00:00Z"), "USD", *amountOf("100")}}; // of another currency
    QCOMPARE(shown(balanceSteps(series, listed)), std::string{"CNY spent 30, in 100"});
}

void tst_BalanceSpend::moreThanListed()
{
    const std::vector<BalanceSnapshot> series{total(T1, "20"), total(T2, "90")};
    const std::vector<TopUp> listed{{at(T2), "CNY", *amountOf("50")}};
    QCOMPARE(shown(balanceSteps(series, listed)), std::string{"CNY spent >=0, in 70"});
}

void tst_BalanceSpend::grantsExpire()
{
    const std::vector<BalanceSnapshot> series{parts(T1, "10.00", "100.00"), parts(T2, "4.50", "100.00"), parts(T3, "0.00", "98.00")};
    QCOMPARE(shown(balanceSteps(series)), std::string{"CNY spent 0, grant gone 5.5; CNY spent 2, grant gone 4.5?"});
}

void tst_BalanceSpend::grantsGiven()
{
    const std::vector<BalanceSnapshot> series{parts(T1, "0", "5"), parts(T2, "15", "4")};
    QCOMPARE(shown(balanceSteps(series)), std::string{"CNY spent 1, grant 15"}); // no top-up of the user's
}

void tst_BalanceSpend::currencies()
{
    // The account changes to dollars on the 2nd and back on the 3rd: yuan that are not shown are not 0 yuan.
    const std::vector<BalanceSnapshot> series{total(T1, "100"), total(T2, "14", "USD"), total(T3, "90")};
    const std::vector<BalanceStep> steps = balanceSteps(series);
    QCOMPARE(shown(steps), std::string{"CNY spent 10"});
    QCOMPARE(steps[0].from, at(T1));
    QCOMPARE(steps[0].to, at(T3));
    const std::vector<BalanceSnapshot> both{total(T1, "100"), total(T1, "14", "USD"), total(T2, "99"), total(T2, "13", "USD")};
    QCOMPARE(shown(balanceSteps(both)), std::string{"CNY spent 1; USD spent 1"});
}

void tst_BalanceSpend::counters()
{
    const auto counter = [](const char *time, const char *left, const char *spent) {
        BalanceSnapshot snapshot = total(time, left, "USD");
        snapshot.spentEver = amountOf(spent);
        return snapshot;
    };
    // 50 came in, which the counter does not mind; then it began anew.
    const std::vector<BalanceSnapshot> series{counter(T1, "58.25", "241.75"), counter(T2, "106.25", "243.75"), counter(T3, "106", "1")};
    const std::vector<BalanceStep> steps = balanceSteps(series);
    QCOMPARE(shown(steps), std::string{"USD spent 2; USD spent unknown"});
    QVERIFY(steps[1].isUnknown);
}

void tst_BalanceSpend::unknownFigures()
{
    BalanceSnapshot nothing{.time = at(T2), .currency = "CNY"};
    const std::vector<BalanceSnapshot> series{total(T1, "5"), nothing, total(T3, "3")};
    const std::vector<BalanceStep> steps = balanceSteps(series);
    QCOMPARE(shown(steps), std::string{"CNY spent unknown; CNY spent unknown"}); // missing is not 0
    // A series that begins to tell its parts: totals are not compared with parts.
    const std::vector<BalanceSnapshot> changed{total(T1, "110"), parts(T2, "10", "90")};
    QCOMPARE(shown(balanceSteps(changed)), std::string{"CNY spent unknown"});
}

void tst_BalanceSpend::debts()
{
    const std::vector<BalanceSnapshot> series{total(T1, "1"), total(T2, "-1.25"), total(T3, "8.75")};
    QCOMPARE(shown(balanceSteps(series)), std::string{"CNY spent 2.25; CNY spent >=0, in 10"});
}

void tst_BalanceSpend::orderAndRepetition()
{
    const std::vector<BalanceSnapshot> series{total(T3, "90"), total(T1, "100"), total(T2, "1"), total(T2, "95"), total(T1, "100")};
    QCOMPARE(shown(balanceSteps(series)), std::string{"CNY spent 5; CNY spent 5"}); // of one moment the last one given
}

void tst_BalanceSpend::accounts()
{
    std::vector<BalanceSnapshot> series{total(T1, "100"), total(T2, "99"), total(T1, "7"), total(T2, "5")};
    series[2].account = series[3].account = "other";
    const std::vector<BalanceStep> steps = balanceSteps(series);
    QCOMPARE(shown(steps), std::string{"CNY spent 1; CNY spent 2"});
    QCOMPARE(steps[1].account, std::string{"other"});
}

// What came in and what went is what is left, whatever the cuts: no step gains or loses a digit.
void tst_BalanceSpend::sumsMatchTheSeries()
{
    std::vector<BalanceSnapshot> series;
    ChargeAmount left = *amountOf("100.000001");
    UtcTime time = at(T1);
    for (int i = 0; i < 500; ++i) {
        left = i % 37 == 36 ? sumOf(left, *amountOf("33.3")) : differenceOf(left, *amountOf("0.777777"));
        time += std::chrono::minutes{15};
        series.push_back({.time = time, .currency = "CNY", .total = left});
    }
    ChargeAmount sum{"0", 0};
    for (const BalanceStep &step : balanceSteps(series)) {
        sum = sumOf(sum, *step.spent);
        if (step.toppedUp) {
            sum = differenceOf(sum, *step.toppedUp);
        }
    }
    QCOMPARE(sum.text, differenceOf(*series.front().total, *series.back().total).text);
}

TOKENMETER_TEST(tst_BalanceSpend);

} // namespace test_BalanceSpend

#include "tst_BalanceSpend.moc"
