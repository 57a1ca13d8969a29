// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "flow/Exchange.h"

#include <QtTest>

#include <random>

namespace test_Exchange
{

using namespace tokenmeter;
using namespace std::chrono;

namespace
{

const Currency Usd{"USD"};
const Currency Eur{"EUR"};
const Currency Cny{"CNY"};
const Currency Gbp{"GBP"};

LocalDay on(const char *text)
{
    return *parseDay(text);
}

constexpr Int128 Unit = Int128{1'000'000'000} * 1'000'000'000;

} // namespace

class tst_Exchange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void lastRateOnOrBefore_data();
    void lastRateOnOrBefore();
    void turnedRate();
    void crossThroughEuro();
    void newestWayAcross();
    void roundsHalfUp();
    void largeAndNegativeAmounts();
    void groupsCloseAgainstTheDay();
    void missingPairIsNamedOnce();
    void randomSharesAddUp();
};

void tst_Exchange::texts_data()
{
    QTest::addColumn<QString>("in");
    QTest::addColumn<qlonglong>("mantissa");
    QTest::addColumn<int>("scale");
    QTest::newRow("plain") << "7.1187" << 71187LL << 4;
    QTest::newRow("zeros") << "1.0800" << 108LL << 2;
    QTest::newRow("integer") << "16000" << 16000LL << 0;
    QTest::newRow("small") << "0.0000612" << 612LL << 7;
    QTest::newRow("18 digits") << "0.999999999999999999" << 999999999999999999LL << 18;
    QTest::newRow("19 digits") << "1.999999999999999999" << 0LL << 0;
    QTest::newRow("zero") << "0" << 0LL << 0;
    QTest::newRow("negative") << "-1.1" << 0LL << 0;
    QTest::newRow("word") << "one" << 0LL << 0;
}

void tst_Exchange::texts()
{
    QFETCH(QString, in);
    QFETCH(qlonglong, mantissa);
    QFETCH(int, scale);
    const std::optional<ExactRate> rate = parseExchangeRate(in.toStdString());
    QCOMPARE(rate.has_value(), mantissa != 0);
    if (rate) {
        QCOMPARE(qlonglong(rate->mantissa), mantissa);
        QCOMPARE(rate->scale, scale);
    }
}

void tst_Exchange::lastRateOnOrBefore_data()
{
    QTest::addColumn<QString>("day");
    QTest::addColumn<QString>("rate");
    QTest::newRow("before the first") << "2026-11-12" << "";
    QTest::newRow("its day") << "2026-11-13" << "7.1";
    QTest::newRow("the week-end after") << "2026-11-15" << "7.1";
    QTest::newRow("the next") << "2026-11-16" << "7.2";
    QTest::newRow("long after") << "2027-11-16" << "7.2";
}

void tst_Exchange::lastRateOnOrBefore()
{
    QFETCH(QString, day);
    QFETCH(QString, rate);
    const ExchangeRates rates{{{on("2026-11-16"), Usd, Cny, "7.2", "ECB"}, {on("2026-11-13"), Usd, Cny, "7.10", "ECB"},
                               {on("2026-11-14"), Usd, Cny, "nonsense", "user"}}};
    const auto found = rates.find(Usd, Cny, *parseDay(day.toStdString()));
    QCOMPARE(found ? QString::fromStdString(found->name.rate) : QString{}, rate);
}

void tst_Exchange::turnedRate()
{
    const ExchangeRates rates{{{on("2026-11-13"), Eur, Usd, "1.1621", "ECB"}}};
    const auto found = rates.find(Usd, Eur, on("2026-11-13"));
    QVERIFY(found);
    // 1 / 1.1621 = 0.860511143619310...
    QCOMPARE(found->name.rate, std::string{"0.860511143619"});
    QVERIFY(found->name.derived);
    QCOMPARE(found->name.via, std::string{});
    // A newer rate in the asked direction wins, an older one does not.
    const ExchangeRates both{{{on("2026-11-13"), Eur, Usd, "1.1621", "ECB"}, {on("2026-11-12"), Usd, Eur, "0.9", "user"}}};
    QCOMPARE(both.find(Usd, Eur, on("2026-11-13"))->name.rate, std::string{"0.860511143619"});
    QCOMPARE(both.find(Usd, Eur, on("2026-11-12"))->name.rate, std::string{"0.9"});
}

void tst_Exchange::crossThroughEuro()
{
    const ExchangeRates rates{{{on("2026-11-17"), Eur, Usd, "1.1584", "ECB"}, {on("2026-11-16"), Eur, Cny, "8.2363", "ECB"}}};
    const auto found = rates.find(Usd, Cny, on("2026-11-20"));
    QVERIFY(found);
    // 8.2363 / 1.1584 = 7.11006560773480...
    QCOMPARE(found->name.rate, std::string{"7.11006560773"});
    QCOMPARE(found->name.via, std::string{"EUR"});
    QCOMPARE(toIso(found->name.day), std::string{"2026-11-16"});
    QCOMPARE(found->name.source, std::string{"ECB"});
    // 10 USD = 71.1006560773 CNY
    QVERIFY(convertRounded(10 * Unit, found->rate) == Unit / 10'000'000'000 * 711'006'560'773);
    QVERIFY(!rates.find(Usd, Gbp, on("2026-11-20")));
    QVERIFY(!rates.find(Usd, Cny, on("2026-11-16"))); // one leg was not published yet
}

void tst_Exchange::newestWayAcross()
{
    const ExchangeRates rates{{{on("2026-11-01"), Usd, Eur, "0.9", "a"}, {on("2026-11-10"), Eur, Cny, "8", "a"},
                               {on("2026-11-05"), Usd, Gbp, "0.8", "a"}, {on("2026-11-06"), Gbp, Cny, "9", "b"}}};
    const auto found = rates.find(Usd, Cny, on("2026-11-30"));
    QVERIFY(found);
    QCOMPARE(found->name.via, std::string{"GBP"}); // older leg of 5 Nov against 1 Nov
    QCOMPARE(found->name.rate, std::string{"7.2"});
    QCOMPARE(found->name.source, std::string{"a, b"});
}

void tst_Exchange::roundsHalfUp()
{
    const ExactRate rate{.mantissa = 5, .scale = 1};
    QVERIFY(convertRounded(1, rate) == Int128{1});  // 0.5
    QVERIFY(convertRounded(3, rate) == Int128{2});  // 1.5
    QVERIFY(convertRounded(-1, rate) == Int128{0}); // -0.5: up
    QVERIFY(convertRounded(2, rate) == Int128{1});
    QVERIFY(convertRounded(1, (ExactRate{.mantissa = 4999, .scale = 4})) == Int128{0});
    // 2 / 3 to twelve digits: the 13th is a 6.
    QVERIFY(crossRate({2, 0}, false, {3, 0}, true) == (ExactRate{.mantissa = 666'666'666'667, .scale = 12}));
    // 999999999999.5 has thirteen: rounds to 10^12 and loses its zeros only behind the point.
    QVERIFY(crossRate({9'999'999'999'995, 1}, false, {1, 0}, false) == (ExactRate{.mantissa = 1'000'000'000'000, .scale = 0}));
    QVERIFY(!crossRate({1, 18}, false, {1, 18}, false)); // 1e-36
    QVERIFY(!crossRate({999'999'999'999'999'999, 0}, false, {999'999'999'999'999'999, 0}, false));
}

void tst_Exchange::largeAndNegativeAmounts()
{
    // A trillion dollars at 15999.123456789012 (17 digits): exact, by hand.
    const std::optional<ExactRate> rate = parseExchangeRate("15999.123456789012");
    QVERIFY(rate);
    QVERIFY(convertRounded(Int128{1'000'000'000'000} * Unit, *rate) == Int128{15'999'123'456'789'012} * Unit);
    QVERIFY(convertRounded(-3 * Unit, {.mantissa = 71'187, .scale = 4}) == -(Unit / 10'000 * 213'561));
    QVERIFY(!convertRounded(Int128{1'000'000'000'000'000'000} * Unit, {.mantissa = 999'999'999'999, .scale = 0}));
}

void tst_Exchange::groupsCloseAgainstTheDay()
{
    // Three groups of one atto at 0.5: the day is 1.5, rounded 2; the two lower groups get one each.
    const ExchangeRates rates{{{on("2026-11-01"), Usd, Eur, "0.5", "user"}}};
    const LocalDay day = on("2026-11-02");
    const Conversion result = convertAll({{day, Usd, 1}, {day, Usd, 1}, {day, Usd, 1}, {day, Eur, 7}}, Eur, rates);
    QVERIFY((result.converted == std::vector<Int128>{1, 1, 0, 7}));
    QCOMPARE(int(result.rates.size()), 1);
    QVERIFY(result.missing.empty());
}

void tst_Exchange::missingPairIsNamedOnce()
{
    const ExchangeRates rates{{{on("2026-11-03"), Usd, Eur, "0.5", "user"}}};
    const Conversion result = convertAll({{on("2026-11-02"), Usd, 10}, {on("2026-11-03"), Usd, 10}, {on("2026-11-04"), Cny, 10},
                                          {on("2026-11-05"), Cny, 10}, {on("2026-11-01"), Gbp, 0}}, Eur, rates);
    QVERIFY((result.done == std::vector<bool>{false, true, false, false, true}));
    QCOMPARE(int(result.missing.size()), 2);
    QVERIFY(result.missing[0].cause == Cause::NoExchangeRate);
    QVERIFY((result.missing[0].args == std::vector<std::string>{"USD", "EUR", "2026-11-02"}));
    QVERIFY((result.missing[1].args == std::vector<std::string>{"CNY", "EUR", "2026-11-04"}));
}

void tst_Exchange::randomSharesAddUp()
{
    std::mt19937_64 random{11};
    const ExchangeRates rates{{{on("2026-11-01"), Usd, Cny, "7.11006560773", "ECB"}, {on("2026-11-03"), Usd, Cny, "7.0999", "ECB"}}};
    for (int round = 0; round < 200; ++round) {
        std::vector<DatedAmount> amounts;
        std::map<LocalDay, Int128> days;
        for (int i = 0; i < 40; ++i) {
            const DatedAmount amount{on("2026-11-01") + std::chrono::days{random() % 5}, Usd, Int128(random() % 1'000'000'007) * 1'000'003};
            amounts.push_back(amount);
            days[amount.day] += amount.atto;
        }
        Int128 expected = 0;
        for (const auto &[day, atto] : days) {
            expected += *convertRounded(atto, rates.find(Usd, Cny, day)->rate);
        }
        Int128 sum = 0;
        const Conversion result = convertAll(amounts, Cny, rates);
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            const Int128 own = convertDown(amounts[i].atto, rates.find(Usd, Cny, amounts[i].day)->rate)->atto;
            QVERIFY(result.converted[i] == own || result.converted[i] == own + 1);
            sum += result.converted[i];
        }
        QVERIFY(sum == expected);
    }
}

TOKENMETER_TEST(tst_Exchange);

} // namespace test_Exchange

#include "tst_Exchange.moc"
