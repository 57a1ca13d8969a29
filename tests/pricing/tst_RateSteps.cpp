// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"
#include "pricing/CatalogueTables.h"
#include "pricing/RateSteps.h"

#include <QtTest>

namespace test_RateSteps
{

using namespace tokenmeter;

class tst_RateSteps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainIsItsOwnBase();
    void contextTierIsOnTop();
    void batchIsBetween();
    void regionIsService();
    void ownPriceHasNoSteps();
    void everyRowOfTheCatalogue();
};

namespace
{

struct Priced
{
    Rate rate{};
    RateSteps steps{};
};

Priced pricedAt(const PriceQuery &query)
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const Rate rate = pricer.rateOf(query);
    return {rate, rateStepsOf(*Catalogue::builtIn(), rate, query.time)};
}

} // namespace

void tst_RateSteps::plainIsItsOwnBase()
{
    const Priced priced = pricedAt({.provider = "anthropic", .model = "claude-sonnet-4-5", .time = at("2026-06-01T00:00:00Z"), .tokens = {.input = 1'000}});
    QVERIFY(priced.rate.isPriced());
    QCOMPARE(priced.steps.base.input, priced.rate.input);
    QCOMPARE(priced.steps.service.output, priced.rate.output);
}

// Google's list: Gemini 2.5 Pro costs 1.25 and 10 a million up to 200,000 tokens of prompt, 2.50 and 15 above.
void tst_RateSteps::contextTierIsOnTop()
{
    const Priced priced = pricedAt({.provider = "google", .model = "gemini-2.5-pro", .time = at("2026-06-01T00:00:00Z"), .tokens = {.input = 300'000}});
    QCOMPARE(perMillion(priced.rate.input), "2.5");
    QCOMPARE(perMillion(priced.steps.base.input), "1.25");
    QCOMPARE(perMillion(priced.steps.base.output), "10");
    QCOMPARE(perMillion(priced.steps.service.input), "1.25");
}

// Half price in a batch, at the small tier and at the large one.
void tst_RateSteps::batchIsBetween()
{
    const Priced priced = pricedAt(
        {.provider = "google", .model = "gemini-2.5-pro", .time = at("2026-06-01T00:00:00Z"), .tokens = {.input = 300'000}, .serviceTier = "batch"});
    QCOMPARE(perMillion(priced.rate.input), "1.25");
    QCOMPARE(perMillion(priced.steps.service.input), "0.625");
    QCOMPARE(perMillion(priced.steps.base.input), "1.25");
}

// Anthropic's data residency in the US costs a tenth more.
void tst_RateSteps::regionIsService()
{
    const Priced priced = pricedAt({.provider = "anthropic", .model = "claude-opus-4-6", .time = at("2026-06-01T00:00:00Z"), .tokens = {.input = 1'000}, .region = "us"});
    QVERIFY(priced.rate.multiplier != "1");
    QCOMPARE(priced.steps.service.input, priced.rate.input);
    QCOMPARE(priced.steps.base.input * 11, priced.rate.input * 10);
}

void tst_RateSteps::ownPriceHasNoSteps()
{
    OwnPrice own;
    own.model = "gemini-2.5-pro";
    own.currency = "USD";
    own.input = "7";
    own.output = "8";
    Pricer pricer{Catalogue::builtIn(), {own}};
    const Rate rate = pricer.rateOf({.provider = "google", .model = "gemini-2.5-pro", .time = at("2026-06-01T00:00:00Z"), .tokens = {.input = 300'000}});
    QCOMPARE(perMillion(rate.input), "7");
    const RateSteps steps = rateStepsOf(*Catalogue::builtIn(), rate, at("2026-06-01T00:00:00Z"));
    QVERIFY(steps.base == rate);
    QVERIFY(steps.service == rate);
}

// Whatever is asked at standard, without conditions and with a small prompt, is its own base: for each model of the catalogue.
void tst_RateSteps::everyRowOfTheCatalogue()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    int seen = 0;
    for (const tables::Model &model : tablesOf(*Catalogue::builtIn()).models) {
        for (const tables::Row &row : model.rows) {
            if (row.mode != "standard" || row.tierMinContext != 0 || row.tierMaxOutput >= 0 || !row.windows.empty()) {
                continue;
            }
            const std::string key{model.key};
            const PriceQuery query{.provider = key.substr(0, key.find('/')),
                                   .model = std::string{model.id},
                                   .time = utcFromMs(row.period.fromMs == tables::Always ? 1'600'000'000'000 : row.period.fromMs),
                                   .tokens = {.input = 1, .output = 1'000'000'000}};
            const Rate rate = pricer.rateOf(query);
            if (rate.modelKey != key || rate.multiplier != "1") {
                continue; // sold under another name, or at a factor of its own
            }
            const RateSteps steps = rateStepsOf(*Catalogue::builtIn(), rate, query.time);
            QVERIFY2(steps.base.input == rate.input && steps.base.cacheRead == rate.cacheRead && steps.base.output == rate.output
                         && steps.service.input == rate.input,
                     key.c_str());
            ++seen;
        }
    }
    QVERIFY2(seen > 200, qPrintable(QString::number(seen)));
}

TOKENMETER_TEST(tst_RateSteps);

} // namespace test_RateSteps

#include "tst_RateSteps.moc"
