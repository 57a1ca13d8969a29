// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "core/Decimal.h"
#include "flow/Report.h"
#include "flow/Why.h"

#include <QtTest>

#include <array>

namespace test_Why
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

UtcTime now()
{
    return parseTime("2026-10-31T12:00:00Z")->time;
}

UsageFilter october()
{
    return {.from = parseDay("2026-10-01"), .to = parseDay("2026-10-31")};
}

std::int64_t idOf(TestLedger &ledger, const std::string &model)
{
    UsageFilter filter = october();
    filter.models = {model};
    const Result<RecordPage> page = ledger.reader().records({.filter = filter}, Zone::utc());
    return page && !page->rows.empty() ? page->rows.front().id : -1;
}

} // namespace

class tst_Why : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRecord();
    void aRecordOfTheCatalogue();
    void withoutAPrice();
    void aRecordThatIsGone();
    void aSumAddsUp_data();
    void aSumAddsUp();
    void aSumByRate();
    void withoutAnExchangeRate();
};

void tst_Why::aRecord()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 312, .cacheRead = 184'220, .cacheWrite5m = 6'912, .output = 2'148, .reasoning = 1'024}}});
    const Result<WhyRecordAnswer> why = whyRecord(ledger.reader(), ledger.pricer(), idOf(ledger, "plain"));
    QVERIFY(why);
    // 312 x 10 + 184,220 x 1 + 6,912 x 12.5 + 2,148 x 50, per million
    QCOMPARE(why->parts.size(), std::size_t{4});
    QCOMPARE(why->parts[0].amount, money("0.00312"));
    QCOMPARE(why->parts[1].amount, money("0.18422"));
    QCOMPARE(why->parts[2].amount, money("0.0864"));
    QCOMPARE(why->parts[3].amount, money("0.1074"));
    QCOMPARE(why->amount, money("0.38114"));
    QCOMPARE(why->promptTokens, 191'444);
    QVERIFY(why->sightings.empty());
    QCOMPARE(why->place.line, 0); // the file is not there
    QCOMPARE(why->row.rate.source, std::string{"own price"});
}

void tst_Why::aRecordOfTheCatalogue()
{
    TestLedger ledger;
    ledger.add({{.model = "claude-opus-5", .tokens = {.input = 1'000}, .provider = "anthropic"}});
    const Result<WhyRecordAnswer> why = whyRecord(ledger.reader(), ledger.pricer(), idOf(ledger, "claude-opus-5"));
    QVERIFY(why);
    QCOMPARE(why->model.displayName, std::string{"Claude Opus 5"});
    QCOMPARE(why->amount, money("0.005")); // 5 a million
    QVERIFY(!why->origin.sources.empty());
    QVERIFY(!why->origin.status.empty());
}

void tst_Why::withoutAPrice()
{
    TestLedger ledger;
    ledger.add({{.model = "claude-opus-55", .tokens = {.input = 5}}});
    const Result<WhyRecordAnswer> why = whyRecord(ledger.reader(), ledger.pricer(), idOf(ledger, "claude-opus-55"));
    QVERIFY(why);
    QVERIFY(why->parts.empty());
    QCOMPARE(why->row.rate.unpriced, Unpriced::UnknownModel);
    QVERIFY(!why->nearest.empty());
    const Result<WhySumAnswer> sum = whySum(ledger.reader(), ledger.pricer(), october(), Zone::utc(), "USD", now());
    QVERIFY(sum);
    QCOMPARE(sum->models.size(), std::size_t{1});
    QCOMPARE(sum->total.unpricedRequests, 1);
    QVERIFY(sum->total.cost.empty());
}

void tst_Why::aRecordThatIsGone()
{
    TestLedger ledger;
    const Result<WhyRecordAnswer> why = whyRecord(ledger.reader(), ledger.pricer(), 42);
    QVERIFY(!why);
    QCOMPARE(why.problem().cause, Cause::RecordGone);
}

void tst_Why::aSumAddsUp_data()
{
    QTest::addColumn<QString>("currency");
    QTest::newRow("own") << QStringLiteral("USD");
    QTest::newRow("converted") << QStringLiteral("CNY");
    QTest::newRow("crossed") << QStringLiteral("EUR");
}

void tst_Why::aSumAddsUp()
{
    QFETCH(QString, currency);
    TestLedger ledger;
    ledger.setRate("2026-09-30", "USD", "CNY", "7.1187");
    ledger.setRate("2026-10-10", "USD", "CNY", "7.0913");
    ledger.setRate("2026-09-30", "EUR", "USD", "1.0847");
    std::vector<Use> uses;
    const std::array<const char *, 5> models{"plain", "yuan", "free", "claude-opus-5", "nobody-knows"};
    const std::array<const char *, 3> times{"2026-10-02T23:30:00Z", "2026-10-11T00:10:00Z", "2026-10-30T12:00:00Z"};
    for (int i = 0; i < 60; ++i) {
        uses.push_back({.time = times[std::size_t(i % 3)], .model = models[std::size_t(i % 5)],
                        .tokens = {.input = 7 * i + 1, .cacheRead = 13 * i, .cacheWrite5m = i, .output = 3 * i + 2}, .tier = i % 4 == 0 ? "batch" : ""});
    }
    ledger.add(uses);
    const Result<WhySumAnswer> sum = whySum(ledger.reader(), ledger.pricer(), october(), Zone::utc(), currency.toStdString(), now());
    const Result<Report> report = reportOf(ledger.reader(), ledger.pricer(), {.filter = october(), .currency = currency.toStdString(), .now = now()});
    QVERIFY(sum && report);
    QCOMPARE(report->total.cost.size(), std::size_t{1});
    QCOMPARE(sum->inCurrency, report->total.cost.front());
    QCOMPARE(sum->total.requests, report->total.requests);
    QCOMPARE(sum->total.unpricedRequests, report->total.unpricedRequests);
    QVERIFY(sum->foreign.empty());
    Money all = Money::fromAtto(0, sum->inCurrency.currency());
    for (const WhyModel &model : sum->models) {
        Money rates = Money::fromAtto(0, sum->inCurrency.currency());
        std::vector<Money> own;
        for (const WhyRate &rate : model.rates) {
            Money classes = Money::fromAtto(0, sum->inCurrency.currency());
            Money plain = Money::fromAtto(0, rate.rate.currency);
            for (const WhyClass &one : rate.classes) {
                classes += one.inCurrency;
                plain += one.part.amount;
                // count x price x factor, exactly
                if (!one.part.pricePerMillion.empty() && one.part.name != "web_search") {
                    const Int128 price = *parseDecimal(one.part.pricePerMillion, 12) * *parseDecimal(one.part.multiplier, 6) / 1'000'000;
                    QVERIFY(one.part.amount.atto() == Int128{one.part.count} * price);
                }
            }
            QCOMPARE(classes, rate.inCurrency);
            QCOMPARE(plain, rate.amount);
            rates += rate.inCurrency;
            if (rate.rate.isPriced()) {
                addMoney(own, rate.amount);
            }
        }
        QCOMPARE(rates, model.inCurrency);
        QCOMPARE(own, model.spend.cost);
        all += model.inCurrency;
    }
    QCOMPARE(all, sum->inCurrency);
}

void tst_Why::aSumByRate()
{
    TestLedger ledger;
    ledger.add({{.model = "claude-opus-5", .tokens = {.input = 1'000'000}}, {.model = "claude-opus-5", .tokens = {.input = 1'000'000}, .tier = "batch"}});
    const Result<WhySumAnswer> sum = whySum(ledger.reader(), ledger.pricer(), october(), Zone::utc(), "USD", now());
    QVERIFY(sum);
    QCOMPARE(sum->models.size(), std::size_t{1});
    QCOMPARE(sum->models[0].rates.size(), std::size_t{2}); // 5 a million, and half of it
    QCOMPARE(sum->models[0].rates[0].inCurrency, money("5"));
    QCOMPARE(sum->models[0].rates[1].inCurrency, money("2.5"));
    QCOMPARE(sum->models[0].rates[1].classes[0].part.multiplier, std::string{"0.5"});
    QCOMPARE(sum->inCurrency, money("7.5"));
}

void tst_Why::withoutAnExchangeRate()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1'000'000}}, {.model = "yuan", .tokens = {.input = 1'000'000}}});
    const Result<WhySumAnswer> sum = whySum(ledger.reader(), ledger.pricer(), october(), Zone::utc(), "USD", now());
    QVERIFY(sum);
    QCOMPARE(sum->inCurrency, money("10"));
    QCOMPARE(sum->foreign, std::vector<Money>{money("4", "CNY")});
    QCOMPARE(sum->missing.size(), std::size_t{1});
}

TOKENMETER_TEST(tst_Why);

} // namespace test_Why

#include "tst_Why.moc"
