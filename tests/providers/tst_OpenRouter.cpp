// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"

namespace test_OpenRouter
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_OpenRouter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void key();
    void unlimitedKey();
    void credits();
    void activity();
    void oneDay();
    void aKeyThatMayNot();
};

namespace
{

const ProviderApi &api()
{
    return *providerApiById("openrouter");
}

/// "unlimited" where the fact is there without an amount, "-" where it is not there.
std::string amountOfFact(const PolledPage &page, FactKind kind)
{
    for (const AccountFact &fact : page.facts) {
        if (fact.kind == kind) {
            return fact.amount ? fact.amount->text : "unlimited";
        }
    }
    return "-";
}

} // namespace

void tst_OpenRouter::key()
{
    RoutePlayer player{"openrouter"};
    const Result<PolledPage> page = runReport(reportOf(api(), "key"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(amountOfFact(*page, FactKind::SpendLimit), std::string{"50"});
    QCOMPARE(amountOfFact(*page, FactKind::LimitRemaining), std::string{"38.25"});
    QCOMPARE(amountOfFact(*page, FactKind::SpentToday), std::string{"0.42"});
    QCOMPARE(amountOfFact(*page, FactKind::SpentThisWeek), std::string{"3.1"});
    QCOMPARE(amountOfFact(*page, FactKind::SpentThisMonth), std::string{"11.75"});
    QCOMPARE(amountOfFact(*page, FactKind::SpentEver), std::string{"241.75"});
    QCOMPARE(amountOfFact(*page, FactKind::PaidElsewhere), std::string{"5.5"});
    QCOMPARE(page->balances.front().spentEver->text, std::string{"241.75"});
    QVERIFY(!page->balances.front().total);
}

void tst_OpenRouter::unlimitedKey()
{
    const Result<PolledPage> page = parsed("openrouter", "key", replyOf("openrouter/key_unlimited.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(amountOfFact(*page, FactKind::SpendLimit), std::string{"unlimited"});
    QCOMPARE(amountOfFact(*page, FactKind::LimitRemaining), std::string{"-"});
}

// expected.json: balance_usd 58.25
void tst_OpenRouter::credits()
{
    const Result<PolledPage> page = parsed("openrouter", "credits", replyOf("openrouter/credits.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->balances.front().total->text, std::string{"58.25"});
    QCOMPARE(page->balances.front().spentEver->text, std::string{"241.75"});
}

// expected.json: usage_usd 5.77, byok_usd 0.01, prompt_tokens 1500000, completion_tokens 127000.
void tst_OpenRouter::activity()
{
    RoutePlayer player{"openrouter"};
    const Result<PolledPage> page = runReport(reportOf(api(), "activity"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(billedSum(page->charges), std::string{"5.77"});
    QCOMPARE(tokenSum(page->buckets).input, std::int64_t{1500000});
    QCOMPARE(tokenSum(page->buckets).output, std::int64_t{127000});
    QCOMPARE(tokenSum(page->buckets).reasoning, std::int64_t{30000}); // 6000 on each of five days
    ChargeAmount elsewhere{"0", 0};
    for (const UsageBucket &bucket : page->buckets) {
        QVERIFY(bucket.counts.inputHoldsCache);
        QVERIFY(!bucket.counts.cacheRead);
        elsewhere = sumOf(elsewhere, *bucket.estimate);
    }
    QCOMPARE(elsewhere.text, std::string{"0.01"});
}

void tst_OpenRouter::oneDay()
{
    RoutePlayer player{"openrouter"};
    PollInput input = sampleInput();
    input.range = {at("2026-03-02T00:00:00Z"), at("2026-03-03T00:00:00Z")};
    const Result<PolledPage> page = runReport(reportOf(api(), "activity"), input, player);
    QVERIFY(page);
    QCOMPARE(billedSum(page->charges), std::string{"1.042"});
    // all 30 days come at once where the range is longer; what lies outside of it stays out, or it would be there twice
    input.range = {at("2026-03-04T00:00:00Z"), at("2026-03-06T00:00:00Z")};
    const Result<PolledPage> two = runReport(reportOf(api(), "activity"), input, player);
    QVERIFY(two);
    QCOMPARE(two->charges.size(), std::size_t{4});
    QCOMPARE(billedSum(two->charges), std::string{"2.644"}); // 1.23 + 0.036 + 1.34 + 0.038
    const Result<PolledPage> workspace =
        parsed("openrouter", "activity", replyOf("openrouter/activity_by_workspace.json"), sampleInput());
    QVERIFY(workspace);
    QCOMPARE(workspace->charges.front().project, std::string{"550e8400-e29b-41d4-a716-446655440000"});
}

void tst_OpenRouter::aKeyThatMayNot()
{
    const Result<PolledPage> page =
        parsed("openrouter", "activity", reply(403, fixture("openrouter/error_403.json")), sampleInput());
    QVERIFY(!page);
    QCOMPARE(page.problem().cause, Cause::KeyNotAllowed);
    QVERIFY(reportOf(api(), "activity").isOptional);
    QVERIFY(!reportOf(api(), "key").isOptional);
}

TOKENMETER_TEST(tst_OpenRouter);

} // namespace test_OpenRouter

#include "tst_OpenRouter.moc"
