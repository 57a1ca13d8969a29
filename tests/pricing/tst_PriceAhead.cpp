// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"
#include "pricing/PriceAhead.h"

#include <QtTest>

namespace test_PriceAhead
{

using namespace tokenmeter;

class tst_PriceAhead : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doublesOnNewYear();
    void keepsTheFactorsOfItsTier();
    void nothingAhead_data();
    void nothingAhead();
    void retirement();
};

namespace
{

Rate rateOf(const char *provider, const char *model, const char *time, const char *tier = "")
{
    Pricer pricer{Catalogue::builtIn(), {}};
    return pricer.rateOf({.provider = provider, .model = model, .time = at(time), .tokens = {.input = 1'000}, .serviceTier = tier});
}

} // namespace

// Google's list: 0.75 and 3.75 a million until the end of 2026, 1.50 and 7.50 from then on.
void tst_PriceAhead::doublesOnNewYear()
{
    const Rate rate = rateOf("google", "gemini-3.6-flash", "2026-12-01T00:00:00Z");
    const std::optional<PriceAhead> ahead = priceAheadOf(*Catalogue::builtIn(), rate);
    QVERIFY(ahead);
    QVERIFY(ahead->at == at("2027-01-01T00:00:00Z"));
    QCOMPARE(perMillion(ahead->before.input), std::string{"0.75"});
    QCOMPARE(perMillion(ahead->after.input), std::string{"1.5"});
    // 1,000,000 x 1.50 + 200,000 x 7.50 a million = 1.50 + 1.50
    const Money cost = costAhead({.input = 1'000'000, .output = 200'000}, {}, rate, *ahead);
    QCOMPARE(formatDecimal(cost.atto(), MoneyScale), std::string{"3"});
}

// Batch halves both: what is half of the old price is then half of the new one.
void tst_PriceAhead::keepsTheFactorsOfItsTier()
{
    const Rate plain = rateOf("google", "gemini-3.6-flash", "2026-12-01T00:00:00Z");
    const Rate batch = rateOf("google", "gemini-3.6-flash", "2026-12-01T00:00:00Z", "batch");
    QVERIFY(batch.input * 2 == plain.input);
    const std::optional<PriceAhead> ahead = priceAheadOf(*Catalogue::builtIn(), batch);
    QVERIFY(ahead);
    QCOMPARE(formatDecimal(costAhead({.input = 1'000'000}, {}, batch, *ahead).atto(), MoneyScale), std::string{"0.75"});
}

void tst_PriceAhead::nothingAhead_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("time");
    QTest::newRow("after the change") << "google" << "gemini-3.6-flash" << "2027-01-02T00:00:00Z";
    QTest::newRow("a price without an end") << "anthropic" << "claude-opus-4-1" << "2026-10-01T00:00:00Z";
    QTest::newRow("no price at all") << "google" << "nothing-like-it" << "2026-12-01T00:00:00Z";
}

void tst_PriceAhead::nothingAhead()
{
    QFETCH(QString, provider);
    QFETCH(QString, model);
    QFETCH(QString, time);
    const Rate rate = rateOf(qPrintable(provider), qPrintable(model), qPrintable(time));
    QVERIFY(!priceAheadOf(*Catalogue::builtIn(), rate));
}

void tst_PriceAhead::retirement()
{
    const std::optional<ModelLife> life = lifeOf(*Catalogue::builtIn(), "anthropic/claude-2");
    QVERIFY(life && life->until);
    QVERIFY(*life->until == at("2025-07-21T00:00:00Z"));
    QVERIFY(!lifeOf(*Catalogue::builtIn(), "anthropic/claude-opus-5")->until);
    QVERIFY(!lifeOf(*Catalogue::builtIn(), "nobody/nothing"));
}

TOKENMETER_TEST(tst_PriceAhead);

} // namespace test_PriceAhead

#include "tst_PriceAhead.moc"
