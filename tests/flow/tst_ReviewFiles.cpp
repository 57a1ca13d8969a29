// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/ReviewCsv.h"
#include "flow/ReviewFocus.h"
#include "flow/ReviewJson.h"
#include "import/Csv.h"

#include <QRegularExpression>
#include <QtTest>

#include <map>

namespace test_ReviewFiles
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// Lines of a CSV by column name.
std::vector<std::map<std::string, std::string>> linesOf(const std::string &text)
{
    CsvReader reader{text, ','};
    CsvRow row;
    std::vector<std::string> heads;
    std::vector<std::map<std::string, std::string>> lines;
    while (reader.next(row)) {
        if (heads.empty()) {
            heads.assign(row.cells.begin(), row.cells.end());
            continue;
        }
        if (row.cells.size() != heads.size() || row.badQuoting) {
            qFatal("line %d has %d cells", int(row.number), int(row.cells.size()));
        }
        for (std::size_t i = 0; i < heads.size(); ++i) {
            if (i == 0) {
                lines.emplace_back();
            }
            lines.back()[heads[i]] = row.cells[i];
        }
    }
    return lines;
}

ReviewData reviewIn(TestLedger &ledger, const char *zone = "UTC", const char *period = "2026-10")
{
    ReviewRequest request;
    request.period = *parseNamedPeriod(period);
    request.zone = *Zone::byId(zone);
    request.now = parseTime("2026-12-20T12:00:00Z")->time;
    Result<ReviewData> review = reviewOf(ledger.reader(), ledger.pricer(), request);
    if (!review) {
        qFatal("review failed, cause %d", int(review.problem().cause));
    }
    return *std::move(review);
}

/// Two days, a model without a price, one whose currency has no rate, one priced in part, and names that mean harm.
void fillOdd(TestLedger &ledger)
{
    ledger.add({
        {.time = "2026-10-02T12:00:00Z", .model = "claude-opus-4-6", .tokens = {.input = 1'000, .cacheRead = 2'000, .cacheWrite5m = 30, .cacheWrite1h = 4, .output = 100, .reasoning = 7}, .provider = "anthropic"},
        {.time = "2026-10-02T13:00:00Z", .model = "plain", .tokens = {.input = 1}, .project = "=cmd|' /C calc'!A0"},
        {.time = "2026-10-03T12:00:00Z", .model = "unheard-of", .tokens = {.input = 5}, .project = "a \"quoted\", name"},
        {.time = "2026-10-03T12:00:00Z", .model = "yuan", .tokens = {.input = 30'000}},
        {.time = "2026-10-24T22:30:00Z", .model = "free", .tokens = {.input = 5}},
    });
}

} // namespace

class tst_ReviewFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void daysAreExact()
    {
        TestLedger ledger;
        fillOdd(ledger);
        const ReviewData review = reviewIn(ledger);
        const std::string text = reviewDaysCsv(review);
        QVERIFY(text.starts_with("\xEF\xBB\xBF"
                                 "day,model,model_key,requests,"));
        const auto lines = linesOf(text);
        QCOMPARE(lines.size(), 5U);
        // 1000 x 5 + 2000 x 0.5 + 30 x 6.25 + 4 x 10 + 100 x 25 dollars a million.
        QCOMPARE(lines[0].at("list_cost"), "0.008727500");
        QCOMPARE(lines[0].at("currency"), "USD");
        QCOMPARE(lines[0].at("model_key"), "anthropic/claude-opus-4-6");
        QCOMPARE(lines[0].at("model"), "Claude Opus 4.6");
        QCOMPARE(lines[0].at("cache_read_tokens"), "2000");
        QCOMPARE(lines[0].at("cache_write_5m_tokens"), "30");
        QCOMPARE(lines[0].at("cache_write_1h_tokens"), "4");
        QCOMPARE(lines[0].at("reasoning_tokens"), "7");
        QCOMPARE(lines[0].at("total_tokens"), "3134");
        // Without a price: no amount and no currency, not zero; in a currency without a rate: its own.
        QCOMPARE(lines[2].at("model_key"), "unheard-of");
        QCOMPARE(lines[2].at("list_cost"), "");
        QCOMPARE(lines[2].at("currency"), "");
        QCOMPARE(lines[2].at("unpriced_requests"), "1");
        QCOMPARE(lines[3].at("list_cost"), "0.120000000");
        QCOMPARE(lines[3].at("currency"), "CNY");
        // What is free costs zero.
        QCOMPARE(lines[4].at("list_cost"), "0.000000000");
        QCOMPARE(lines[4].at("day"), "2026-10-24");
        const Result<ReviewData> again = tokenmeter::reviewIn(reviewText(review));
        QVERIFY(again);
        QCOMPARE(again->byDay, review.byDay);
        QCOMPARE(reviewDaysCsv(*again), text);
    }

    void projectsAreQuoted()
    {
        TestLedger ledger;
        fillOdd(ledger);
        const std::string text = reviewProjectsCsv(reviewIn(ledger));
        const auto lines = linesOf(text);
        QCOMPARE(lines.size(), 5U);
        QCOMPARE(lines[0].at("project"), "'=cmd|' /C calc'!A0");
        QCOMPARE(lines[1].at("project"), "a \"quoted\", name");
        QVERIFY(text.find("\"a \"\"quoted\"\", name\"") != std::string::npos);
        QCOMPARE(text.substr(text.size() - 2), "\r\n");
    }

    void severalCurrenciesOfOneCellAreSeveralLines()
    {
        ReviewData review;
        review.currency = Currency{"USD"};
        review.byDay = {{.day = "2026-10-01", .model = "m", .requests = 3, .tokens = {.input = 9}, .totalTokens = 9, .cost = money("1.5").atto(), .foreign = {money("2", "CNY")}}};
        const auto lines = linesOf(reviewDaysCsv(review));
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(lines[0].at("requests"), "3");
        QCOMPARE(lines[1].at("list_cost"), "2.000000000");
        QCOMPARE(lines[1].at("requests"), "");
        QCOMPARE(lines[1].at("day"), "2026-10-01");
    }

    /// What the specification says of each column that a dataset of version 1.0 must have, and of those that this one has besides.
    void focusKeepsToTheSpecification()
    {
        struct Rule
        {
            const char *pattern;
            bool isNullable;
        };
        const char *decimal = "^-?[0-9]+(\\.[0-9]+)?$";
        const char *time = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$";
        const std::map<std::string, Rule> rules{
            {"BilledCost", {decimal, false}},
            {"BillingAccountId", {".", false}},
            {"BillingAccountName", {".", true}},
            {"BillingCurrency", {"^[A-Z]{3}$", false}},
            {"BillingPeriodEnd", {time, false}},
            {"BillingPeriodStart", {time, false}},
            {"ChargeCategory", {"^(Usage|Purchase|Tax|Credit|Adjustment)$", false}},
            {"ChargeClass", {"^Correction$", true}},
            {"ChargeDescription", {".", true}},
            {"ChargeFrequency", {"^(One-Time|Recurring|Usage-Based)$", false}},
            {"ChargePeriodEnd", {time, false}},
            {"ChargePeriodStart", {time, false}},
            {"ConsumedQuantity", {decimal, false}}, // of usage
            {"ConsumedUnit", {"^[A-Z][A-Za-z]*$", false}},
            {"ContractedCost", {decimal, false}},
            {"EffectiveCost", {decimal, false}},
            {"InvoiceIssuerName", {".", false}},
            {"ListCost", {decimal, false}},
            {"PricingQuantity", {decimal, false}}, // of usage
            {"PricingUnit", {"^[A-Z][A-Za-z]*$", false}},
            {"ProviderName", {".", false}},
            {"PublisherName", {".", false}},
            {"ServiceCategory", {"^AI and Machine Learning$", false}},
            {"ServiceName", {".", false}},
        };
        TestLedger ledger;
        fillOdd(ledger);
        const ReviewData review = reviewIn(ledger, "Europe/Berlin");
        const Result<std::string> text = reviewFocusCsv(review);
        QVERIFY(text);
        const auto lines = linesOf(*text);
        QCOMPARE(lines.size(), 4U); // all but the model without a price
        for (const auto &line : lines) {
            for (const auto &[column, rule] : rules) {
                QVERIFY2(line.contains(column), column.c_str());
                const std::string &value = line.at(column);
                QVERIFY2(value.empty() ? rule.isNullable : QRegularExpression{QString::fromLatin1(rule.pattern)}.match(QString::fromStdString(value)).hasMatch(), column.c_str());
            }
            for (const auto &[column, value] : line) {
                QVERIFY2(rules.contains(column) || column.starts_with("x_"), column.c_str());
            }
            QCOMPARE(line.at("ChargeCategory"), "Usage");
            QCOMPARE(line.at("BilledCost"), "0");
            QCOMPARE(line.at("PricingQuantity"), line.at("ConsumedQuantity"));
            QVERIFY(line.at("ChargePeriodStart") < line.at("ChargePeriodEnd"));
            QVERIFY(line.at("BillingPeriodStart") <= line.at("ChargePeriodStart"));
            QVERIFY(line.at("ChargePeriodEnd") <= line.at("BillingPeriodEnd"));
            QCOMPARE(line.at("BillingPeriodStart"), "2026-09-30T22:00:00Z");
            QCOMPARE(line.at("BillingPeriodEnd"), "2026-10-31T23:00:00Z");
        }
        QCOMPARE(lines[0].at("ChargePeriodStart"), "2026-10-01T22:00:00Z");
        QCOMPARE(lines[0].at("ChargePeriodEnd"), "2026-10-02T22:00:00Z");
        QCOMPARE(lines[0].at("ProviderName"), "anthropic");
        QCOMPARE(lines[0].at("ListCost"), "0.008727500");
        QCOMPARE(lines[0].at("x_CacheReadTokens"), "2000");
        QCOMPARE(lines[2].at("BillingCurrency"), "CNY");
        QCOMPARE(lines[2].at("ListCost"), "0.120000000");
    }

    // The day on which clocks go back has 25 hours: 24 October 22:30 UTC is already the 25th.
    void focusDayOfAClockChange()
    {
        TestLedger ledger;
        fillOdd(ledger);
        const Result<std::string> text = reviewFocusCsv(reviewIn(ledger, "Europe/Berlin"));
        const auto lines = linesOf(*text);
        QCOMPARE(lines.back().at("ChargePeriodStart"), "2026-10-24T22:00:00Z");
        QCOMPARE(lines.back().at("ChargePeriodEnd"), "2026-10-25T23:00:00Z");
    }

    void focusPeriodsOfAQuarterAreItsMonths()
    {
        TestLedger ledger;
        ledger.add({{.time = "2026-07-31T12:00:00Z", .tokens = {.input = 1}}, {.time = "2026-09-01T12:00:00Z", .tokens = {.input = 1}}});
        const auto lines = linesOf(*reviewFocusCsv(reviewIn(ledger, "UTC", "2026-Q3")));
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(lines[0].at("BillingPeriodStart"), "2026-07-01T00:00:00Z");
        QCOMPARE(lines[0].at("BillingPeriodEnd"), "2026-08-01T00:00:00Z");
        QCOMPARE(lines[1].at("BillingPeriodStart"), "2026-09-01T00:00:00Z");
    }

    void emptyMonthHasHeadsAlone()
    {
        TestLedger ledger;
        const ReviewData review = reviewIn(ledger);
        QCOMPARE(linesOf(reviewDaysCsv(review)).size(), 0U);
        QCOMPARE(linesOf(*reviewFocusCsv(review)).size(), 0U);
        QVERIFY(reviewFocusCsv(review)->starts_with("BilledCost,BillingAccountId,"));
    }
};

TOKENMETER_TEST(tst_ReviewFiles);

} // namespace test_ReviewFiles

#include "tst_ReviewFiles.moc"
