// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"

#include "core/UsageRecord.h"
#include "flow/Advice.h"

#include <QtTest>

#include <algorithm>
#include <set>

namespace test_Advice
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// Prices a million: Claude Opus 4.1 15, cached 1.5, writes 18.75 and 30, output 75; GPT-5 and Gemini 2.5 Pro 1.25, cached 0.125, output 10;
/// GPT-4 30 and 60 in 8,192 tokens. Batch is half at the first three.
struct AdviceDesk
{
    TestLedger ledger{};
    CompareRequest request{};
    UtcTime now = parseTime("2026-11-24T12:00:00Z")->time;

    /// Nothing changes on another model unless a test says so.
    AdviceDesk()
    {
        request.assumptions.tokenizer = request.assumptions.answer = request.assumptions.cacheHit = FactorBand{};
        request.assumptions.tokenizers.clear();
    }
    void tries(std::initializer_list<const char *> names)
    {
        for (const char *name : names) {
            request.models.push_back(*replayModelOf(ledger.pricer(), {}, name, {}, now));
        }
    }
    /// A thousand tokens and an answer of a hundred.
    void work(const char *model, const char *provider, int requests, std::uint32_t flags = 0, const char *tier = "")
    {
        std::vector<Use> uses;
        for (int i = 0; i < requests; ++i) {
            uses.push_back({.time = "2026-11-12T12:00:00Z", .model = model, .tokens = {.input = 1'000, .output = 100}, .provider = provider, .tier = tier, .flags = flags});
        }
        ledger.add(uses);
    }
    Advice ask()
    {
        const Result<CompareRecords> records = readCompareRecords(ledger.reader(), ledger.pricer(), request);
        const Result<Advice> advice = adviceOn(ledger.reader(), ledger.pricer(), *records, request, now);
        return advice ? *advice : Advice{};
    }
    /// In force since October, and until the end of the year.
    Plan add(PlanKind kind, const char *name)
    {
        Plan plan{.name = name, .kind = kind, .from = parseTime("2026-10-01T00:00:00Z")->time, .until = parseTime("2027-01-01T00:00:00Z")->time, .currency = Currency{"USD"}};
        if (kind == PlanKind::Quota) {
            plan.currency = {};
        }
        return plan;
    }
    void store(const Plan &plan) { QVERIFY(ledger.writer().addPlan(plan, now)); }
    static const AdviceLine *lineOf(const Advice &advice, AdviceLine::Kind kind)
    {
        const auto found = std::find_if(advice.lines.begin(), advice.lines.end(), [kind](const AdviceLine &line) { return line.kind == kind; });
        return found == advice.lines.end() ? nullptr : &*found;
    }
};

QString shownSaving(const Saving &saving)
{
    const auto text = [](Money money) { return QString::fromStdString(money.toDecimalText()); };
    return text(saving.atLeast) + QLatin1Char(' ') + text(saving.likely) + QLatin1Char(' ') + text(saving.atMost);
}

} // namespace

class tst_Advice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void modelAndBatchExcludeEachOther();
    void mixOfSeveralModels();
    void bandDecides();
    void nothingToSave();
    void whatDoesNotFitIsNoLine();
    void batchOnlyWhereItWasStandard();
    void batchesOfAnotherModel();
    void freeQuotaIsDrawnFirst();
    void quotaOfOneModelIsUsedOnce();
    void creditThatEnds();
    void discountsCountOnBothSides();
    void discountOfSourcesMakesSavingsSmaller();
    void planThatNothingUsed();
    void planThatCostsMoreThanItCovers();
    void planThatIsWorthIt();
    void unpricedIsLeftOut();
    void currenciesStayApart();
    void writesNeverRead();
    void longerLife();
};

void tst_Advice::modelAndBatchExcludeEachOther()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro"});
    desk.work("claude-opus-4-1", "anthropic", 4);
    const Advice advice = desk.ask();
    QCOMPARE(advice.lines.size(), 3U);
    // Actual 4 x (0.015 + 0.0075) = 0.09; on Gemini 4 x (0.00125 + 0.001) = 0.009
    QVERIFY(advice.lines[0].kind == AdviceLine::Kind::ModelBatch); // half of that
    QCOMPARE(shownSaving(advice.lines[0].saving), QStringLiteral("0.085500000 0.085500000 0.085500000"));
    QVERIFY(advice.lines[1].kind == AdviceLine::Kind::Model);
    QCOMPARE(shownSaving(advice.lines[1].saving), QStringLiteral("0.081000000 0.081000000 0.081000000"));
    QCOMPARE(advice.lines[1].target.key, std::string{"google/gemini-2.5-pro"});
    QCOMPARE(advice.lines[1].requests, 4);
    QVERIFY(advice.lines[1].actual == money("0.09"));
    QCOMPARE(advice.lines[1].used.rawModels, std::vector<std::string>{"claude-opus-4-1"});
    QVERIFY(advice.lines[2].kind == AdviceLine::Kind::Batch);
    QCOMPARE(shownSaving(advice.lines[2].saving), QStringLiteral("0.045000000 0.045000000 0.045000000"));
    // One of them can be had, not all.
    QVERIFY(advice.lines[0].inMix && !advice.lines[1].inMix && !advice.lines[2].inMix);
    QCOMPARE(advice.mix.size(), 1U);
    QCOMPARE(shownSaving(advice.mix[0]), shownSaving(advice.lines[0].saving));
}

/// Records of two models are apart: their best lines add up.
void tst_Advice::mixOfSeveralModels()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro", "gpt-5"});
    desk.work("claude-opus-4-1", "anthropic", 4);
    desk.work("gpt-5", "openai", 10);
    const Advice advice = desk.ask();
    // GPT-5: 10 x 0.00225 = 0.0225, Gemini costs the same and is no line; as batches, here or there, half: 0.01125
    QCOMPARE(shownSaving(advice.mix.at(0)), QStringLiteral("0.096750000 0.096750000 0.096750000")); // 0.0855 + 0.01125
    int ofGpt = 0;
    for (const AdviceLine &line : advice.lines) {
        if (line.used.key == "openai/gpt-5") {
            ++ofGpt;
            QVERIFY(line.kind == AdviceLine::Kind::Batch || line.kind == AdviceLine::Kind::ModelBatch);
            QVERIFY(line.saving.atLeast == money("0.01125"));
        }
    }
    QCOMPARE(ofGpt, 2);
    QCOMPARE(std::count_if(advice.lines.begin(), advice.lines.end(), [](const AdviceLine &line) { return line.inMix; }), 2);
}

/// It is no advice when the dear end of the band costs more, however cheap the middle is.
void tst_Advice::bandDecides()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro"});
    desk.work("claude-opus-4-1", "anthropic", 4);
    desk.request.assumptions.answer = {factorOf(1, 1), factorOf(1, 1), factorOf(8, 1)};
    // High 4 x (0.00125 + 0.008) = 0.037: at least 0.053
    const Advice uncertain = desk.ask();
    QCOMPARE(shownSaving(AdviceDesk::lineOf(uncertain, AdviceLine::Kind::Model)->saving), QStringLiteral("0.053000000 0.081000000 0.081000000"));
    // As batches half of each end.
    QCOMPARE(shownSaving(AdviceDesk::lineOf(uncertain, AdviceLine::Kind::ModelBatch)->saving), QStringLiteral("0.071500000 0.085500000 0.085500000"));
    desk.request.assumptions.tokenizer = {factorOf(1, 1), factorOf(1, 1), factorOf(3, 1)};
    // High 4 x (0.00375 + 0.024) = 0.111 > 0.09: batches are left, there at 0.0555 for sure, here at 0.045
    const Advice advice = desk.ask();
    QCOMPARE(advice.lines.size(), 2U);
    QVERIFY(advice.lines[0].kind == AdviceLine::Kind::Batch && advice.lines[0].inMix);
    QVERIFY(advice.lines[1].kind == AdviceLine::Kind::ModelBatch && !advice.lines[1].inMix);
    QVERIFY(advice.lines[1].saving.atLeast == money("0.0345"));
}

void tst_Advice::nothingToSave()
{
    AdviceDesk desk;
    QVERIFY(desk.ask().lines.empty()); // nothing was used
    desk.tries({"claude-opus-4-1", "gpt-4"});
    desk.work("gpt-5", "openai", 3, BatchFlag);
    const Advice advice = desk.ask();
    QVERIFY(advice.lines.empty() && advice.mix.empty());
    QCOMPARE(advice.tried, 2U);
}

void tst_Advice::whatDoesNotFitIsNoLine()
{
    AdviceDesk desk;
    desk.tries({"gpt-3.5-turbo"}); // cheaper, in 16,385 tokens
    desk.work("claude-opus-4-1", "anthropic", 4);
    QVERIFY(desk.ask().lines.at(0).kind == AdviceLine::Kind::Model);
    desk.ledger.add({{.time = "2026-11-12T12:00:00Z", .model = "claude-opus-4-1", .tokens = {.input = 20'000, .output = 10}, .provider = "anthropic"}});
    for (const AdviceLine &line : desk.ask().lines) { // one request that it cannot take
        QVERIFY(line.kind == AdviceLine::Kind::Batch);
    }
}

void tst_Advice::batchOnlyWhereItWasStandard()
{
    AdviceDesk desk;
    desk.work("claude-opus-4-1", "anthropic", 2, BatchFlag);
    QVERIFY(desk.ask().lines.empty());
    desk.work("claude-opus-4-1", "anthropic", 3);
    const Advice advice = desk.ask();
    QCOMPARE(advice.lines.size(), 1U);
    QCOMPARE(advice.lines[0].requests, 3);
    QCOMPARE(shownSaving(advice.lines[0].saving), QStringLiteral("0.033750000 0.033750000 0.033750000")); // 3 x 0.0225 / 2
    // What is cached is cached in a batch, too, however small.
    AdviceDesk cached;
    cached.ledger.add({{.time = "2026-11-12T12:00:00Z", .model = "claude-opus-4-1", .tokens = {.input = 10, .cacheRead = 100, .cacheWrite5m = 40, .cacheWrite1h = 20, .output = 10}, .provider = "anthropic"}});
    // 10 x 15 + 100 x 1.5 + 40 x 18.75 + 20 x 30 + 10 x 75 = 2,400 millionths
    QCOMPARE(shownSaving(cached.ask().lines.at(0).saving), QStringLiteral("0.001200000 0.001200000 0.001200000"));
    // No batch price, no line.
    AdviceDesk none;
    none.work("gpt-4", "openai", 3);
    QVERIFY(none.ask().lines.empty());
}

/// What was standard here can be a batch there; what already was one stays out of it.
void tst_Advice::batchesOfAnotherModel()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro", "gpt-3.5-turbo"});
    desk.work("claude-opus-4-1", "anthropic", 4);
    desk.work("claude-opus-4-1", "anthropic", 2, BatchFlag);
    const Advice advice = desk.ask();
    const AdviceLine *batch = AdviceDesk::lineOf(advice, AdviceLine::Kind::ModelBatch);
    QVERIFY(batch != nullptr);
    QCOMPARE(batch->requests, 4);
    for (const AdviceLine &line : advice.lines) {
        if (line.kind == AdviceLine::Kind::ModelBatch && line.target.key == "google/gemini-2.5-pro") {
            QCOMPARE(shownSaving(line.saving), QStringLiteral("0.085500000 0.085500000 0.085500000"));
        }
    }
    // GPT-4 sells no batch: what is sold at the standard price is no batch.
    AdviceDesk none;
    none.tries({"gpt-4"});
    none.work("claude-opus-4-1", "anthropic", 4);
    QVERIFY(AdviceDesk::lineOf(none.ask(), AdviceLine::Kind::ModelBatch) == nullptr);
}

/// 4,400 tokens of work, 2,200 free ones: half of it.
void tst_Advice::freeQuotaIsDrawnFirst()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro"});
    desk.work("claude-opus-4-1", "anthropic", 4);
    Plan quota = desk.add(PlanKind::Quota, "Trial");
    quota.models = {"gemini-*"};
    quota.tokens = 2'200;
    desk.store(quota);
    Advice advice = desk.ask();
    const AdviceLine *line = AdviceDesk::lineOf(advice, AdviceLine::Kind::Quota);
    QVERIFY(line != nullptr);
    QCOMPARE(line->target.key, std::string{"google/gemini-2.5-pro"});
    QCOMPARE(line->tokensLeft, 2'200);
    QCOMPARE(line->plan.name, std::string{"Trial"});
    QVERIFY(line->saving.likely == money("0.045") && line->saving.atMost == money("0.045"));
    QVERIFY(line->saving.atLeast.atto() < line->saving.likely.atto() && line->saving.atLeast.atto() > money("0.0449").atto()); // half rounded up, and one token more
    // Answers may be half as long or twice as long: what fits into the quota follows.
    desk.request.assumptions.answer = {factorOf(1, 2), factorOf(1, 1), factorOf(2, 1)};
    advice = desk.ask();
    line = AdviceDesk::lineOf(advice, AdviceLine::Kind::Quota);
    QVERIFY(line->saving.atLeast.atto() < money("0.0226").atto() && line->saving.atLeast.atto() > money("0.0224").atto());
    QVERIFY(line->saving.atMost == money("0.09"));
    // Two thousand are gone.
    desk.ledger.add({{.time = "2026-11-13T12:00:00Z", .model = "gemini-2.5-pro", .tokens = {.input = 2'000}, .provider = "google"}});
    QCOMPARE(AdviceDesk::lineOf(desk.ask(), AdviceLine::Kind::Quota)->tokensLeft, 200);
    // Bound to a source of logs, for other models, or used up: nobody can say so.
    for (const auto change : {+[](Plan &plan) { plan.sources = {"codex"}; }, +[](Plan &plan) { plan.models = {"qwen*"}; }, +[](Plan &plan) { plan.tokens = 1'000; },
                              +[](Plan &plan) { plan.providers = {"somebody"}; }, +[](Plan &plan) { plan.until = parseTime("2026-11-20T00:00:00Z")->time; },
                              +[](Plan &plan) { plan.models = {}; }}) {
        AdviceDesk other;
        other.tries({"gemini-2.5-pro"});
        other.work("claude-opus-4-1", "anthropic", 4);
        other.ledger.add({{.time = "2026-11-13T12:00:00Z", .model = "gemini-2.5-pro", .tokens = {.input = 2'000}, .provider = "google"}});
        Plan changed = quota;
        change(changed);
        other.store(changed);
        QVERIFY(AdviceDesk::lineOf(other.ask(), AdviceLine::Kind::Quota) == nullptr);
    }
}

/// One quota, two models that could move to it: the mix gives it to the one with which both together save most.
void tst_Advice::quotaOfOneModelIsUsedOnce()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro"});
    desk.work("claude-opus-4-1", "anthropic", 4); // 0.09: 0.0855 as batches of Gemini, 0.09 by the quota
    desk.work("gpt-4", "openai", 2); // 2 x (0.03 + 0.006) = 0.072: 0.06975 as batches, 0.072 by the quota
    Plan quota = desk.add(PlanKind::Quota, "Trial");
    quota.models = {"gemini-*"};
    quota.tokens = 1'000'000;
    desk.store(quota);
    const Advice advice = desk.ask();
    QCOMPARE(std::count_if(advice.lines.begin(), advice.lines.end(), [](const AdviceLine &line) { return line.kind == AdviceLine::Kind::Quota; }), 2);
    std::set<std::string> models;
    int ofPlan = 0;
    Int128 sum = 0;
    for (const AdviceLine &line : advice.lines) {
        if (line.inMix) {
            QVERIFY(models.insert(line.used.key).second);
            ofPlan += line.kind == AdviceLine::Kind::Quota ? 1 : 0;
            sum += line.saving.atLeast.atto();
        }
    }
    QCOMPARE(models.size(), 2U);
    QCOMPARE(ofPlan, 1);
    QVERIFY(sum == money("0.15975").atto()); // 0.09 + 0.06975, not 0.0855 + 0.072
    QVERIFY(advice.mix.at(0).atLeast.atto() == sum);
}

void tst_Advice::creditThatEnds()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro"});
    desk.work("claude-opus-4-1", "anthropic", 4); // 0.009 on Gemini
    Plan pack = desk.add(PlanKind::Pack, "Voucher");
    pack.models = {"gemini*"};
    pack.face = money("0.0045").atto();
    pack.paid = money("0.003").atto();
    desk.store(pack);
    const Advice advice = desk.ask();
    const AdviceLine *line = AdviceDesk::lineOf(advice, AdviceLine::Kind::Credit);
    QVERIFY(line != nullptr);
    QVERIFY(line->creditLeft == money("0.0045"));
    QCOMPARE(shownSaving(line->saving), QStringLiteral("0.045000000 0.045000000 0.045000000"));
    // Amounts of a company: three thousand dollars at once.
    AdviceDesk large;
    large.tries({"gemini-2.5-pro"});
    large.ledger.add(std::vector<Use>(2'000, {.time = "2026-11-12T12:00:00Z", .model = "claude-opus-4-1", .tokens = {.input = 100'000}, .provider = "anthropic"}));
    Plan voucher = pack;
    voucher.face = voucher.paid = money("125").atto(); // of 2,000 x 0.125
    large.store(voucher);
    const Advice many = large.ask();
    QVERIFY(AdviceDesk::lineOf(many, AdviceLine::Kind::Credit)->saving.atLeast == money("1500")); // half of 2,000 x 1.5
    // Credit that does not end is not lost.
    AdviceDesk kept;
    kept.tries({"gemini-2.5-pro"});
    kept.work("claude-opus-4-1", "anthropic", 4);
    pack.until.reset();
    kept.store(pack);
    QVERIFY(AdviceDesk::lineOf(kept.ask(), AdviceLine::Kind::Credit) == nullptr);
}

/// Thirty dollars for thirty days of November, of which 24 are over.
/// Opus less 60 % is 0.036 for what Gemini does for 0.009; Gemini less 10 % does it for 0.0081.
void tst_Advice::discountsCountOnBothSides()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro", "gpt-5"});
    desk.work("claude-opus-4-1", "anthropic", 4); // 0.09; on either 0.009, as batches half of it
    Plan own = desk.add(PlanKind::Discount, "Team");
    own.providers = {"anthropic"};
    own.multiplier = 400'000'000;
    desk.store(own);
    Plan other = desk.add(PlanKind::Discount, "Cloud");
    other.models = {"gemini*"};
    other.multiplier = 900'000'000;
    desk.store(other);
    const Advice advice = desk.ask();
    int seen = 0;
    for (const AdviceLine &line : advice.lines) {
        QVERIFY(line.actual == money("0.036"));
        if (line.kind == AdviceLine::Kind::Model && line.target.key == "google/gemini-2.5-pro") {
            QCOMPARE(shownSaving(line.saving), QStringLiteral("0.027900000 0.027900000 0.027900000")); // 0.036 - 0.0081
            QCOMPARE(line.discounts.size(), 2U);
            ++seen;
        } else if (line.kind == AdviceLine::Kind::Model) {
            QCOMPARE(shownSaving(line.saving), QStringLiteral("0.027000000 0.027000000 0.027000000")); // 0.036 - 0.009
            QCOMPARE(line.discounts.size(), 1U);
            ++seen;
        } else if (line.kind == AdviceLine::Kind::Batch) {
            QCOMPARE(shownSaving(line.saving), QStringLiteral("0.018000000 0.018000000 0.018000000")); // half of 0.036
            ++seen;
        }
    }
    QCOMPARE(seen, 3);
    // With nine tenths off Opus costs what Gemini would: neither is advice any more, though one is a tenth of the other at list price.
    AdviceDesk cheap;
    cheap.tries({"gpt-5"});
    cheap.work("claude-opus-4-1", "anthropic", 4);
    own.multiplier = 100'000'000;
    cheap.store(own);
    for (const AdviceLine &line : cheap.ask().lines) {
        QVERIFY(line.kind == AdviceLine::Kind::Batch || line.kind == AdviceLine::Kind::ModelBatch);
    }
    // One that has ended counts nowhere.
    AdviceDesk late;
    late.tries({"gemini-2.5-pro"});
    late.work("claude-opus-4-1", "anthropic", 4);
    own.until = parseTime("2026-11-20T00:00:00Z")->time;
    late.store(own);
    QVERIFY(late.ask().lines.at(0).actual == money("0.09"));
}

void tst_Advice::discountOfSourcesMakesSavingsSmaller()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro"});
    desk.work("claude-opus-4-1", "anthropic", 4);
    Plan bound = desk.add(PlanKind::Discount, "Editor");
    bound.sources = {"claude-code"};
    bound.multiplier = 500'000'000;
    desk.store(bound);
    const Advice advice = desk.ask();
    const AdviceLine *line = AdviceDesk::lineOf(advice, AdviceLine::Kind::Model);
    QVERIFY(line != nullptr);
    // 0.045 - 0.009: half off what was, nothing off what could be, as the editor may not offer it.
    QCOMPARE(shownSaving(line->saving), QStringLiteral("0.036000000 0.036000000 0.036000000"));
}

void tst_Advice::planThatNothingUsed()
{
    AdviceDesk desk;
    desk.work("gpt-4", "openai", 2);
    Plan plan = desk.add(PlanKind::Subscription, "Idle");
    plan.sources = {"codex"};
    plan.fee = money("30").atto();
    plan.from = parseTime("2026-11-01T00:00:00Z")->time;
    plan.until.reset();
    desk.store(plan);
    desk.request.filter.from = parseDay("2026-11-01");
    desk.request.filter.to = parseDay("2026-11-30");
    const Advice advice = desk.ask();
    const AdviceLine *line = AdviceDesk::lineOf(advice, AdviceLine::Kind::DropPlan);
    QVERIFY(line != nullptr && line->inMix && line->actual == money("24"));
    QCOMPARE(shownSaving(line->saving), QStringLiteral("24.000000000 24.000000000 24.000000000"));
    QVERIFY(advice.plans.at(0).isUnused());
    // A filter hides what it may cover.
    desk.request.filter.projects = {"shop"};
    const Advice filtered = desk.ask();
    QVERIFY(filtered.plans.empty() && filtered.judgesNoPlan && AdviceDesk::lineOf(filtered, AdviceLine::Kind::DropPlan) == nullptr);
}

void tst_Advice::planThatCostsMoreThanItCovers()
{
    AdviceDesk desk;
    desk.work("claude-opus-4-1", "anthropic", 4);
    Plan plan = desk.add(PlanKind::Subscription, "Max");
    plan.sources = {"claude-code"};
    plan.fee = money("30").atto();
    plan.from = parseTime("2026-11-01T00:00:00Z")->time;
    desk.store(plan);
    desk.request.filter.from = parseDay("2026-11-01");
    desk.request.filter.to = parseDay("2026-11-30");
    const Advice advice = desk.ask();
    const AdviceLine *line = AdviceDesk::lineOf(advice, AdviceLine::Kind::DropPlan);
    QVERIFY(line != nullptr);
    QCOMPARE(shownSaving(line->saving), QStringLiteral("23.910000000 23.910000000 23.910000000")); // 24 - 0.09
    QVERIFY(!line->inMix); // what it covered is other lines' work, too
    // Something without a price may be worth the rest of it.
    desk.work("nobody-knows-1", "", 1);
    const Advice uncertain = desk.ask();
    QVERIFY(AdviceDesk::lineOf(uncertain, AdviceLine::Kind::DropPlan) == nullptr);
    QVERIFY(uncertain.plans.at(0).isAtLeast);
}

void tst_Advice::planThatIsWorthIt()
{
    AdviceDesk desk;
    desk.work("claude-opus-4-1", "anthropic", 4);
    Plan plan = desk.add(PlanKind::Subscription, "Small");
    plan.sources = {"claude-code"};
    plan.fee = money("0.09").atto();
    plan.from = parseTime("2026-11-01T00:00:00Z")->time;
    desk.store(plan);
    desk.request.filter.from = parseDay("2026-11-01");
    desk.request.filter.to = parseDay("2026-11-30");
    const Advice advice = desk.ask();
    QVERIFY(AdviceDesk::lineOf(advice, AdviceLine::Kind::DropPlan) == nullptr);
    QVERIFY(advice.plans.at(0).value == money("0.09") && advice.plans[0].fee == money("0.072")); // 24 of 30 days
}

void tst_Advice::unpricedIsLeftOut()
{
    AdviceDesk desk;
    desk.tries({"gemini-2.5-pro"});
    desk.work("nobody-knows-1", "", 5);
    desk.work("claude-opus-4-1", "anthropic", 4);
    const Advice advice = desk.ask();
    QCOMPARE(advice.unpriced, 5);
    QCOMPARE(advice.lines.at(0).requests, 4);
}

/// An amount in another currency is neither more nor less.
void tst_Advice::currenciesStayApart()
{
    AdviceDesk desk;
    desk.tries({"alibaba-cn/qwen3-max"});
    desk.work("claude-opus-4-1", "anthropic", 4);
    QCOMPARE(desk.ask().lines.size(), 1U); // the batch here; one there has another currency, too
    desk.ledger.setRate("2026-11-12", "CNY", "USD", "0.15");
    desk.request.currency = "USD";
    const Advice advice = desk.ask();
    // 4 x (0.0025 + 0.001) CNY = 0.014 CNY = 0.0021 USD: 0.0879
    QCOMPARE(shownSaving(AdviceDesk::lineOf(advice, AdviceLine::Kind::Model)->saving), QStringLiteral("0.087900000 0.087900000 0.087900000"));
}

void tst_Advice::writesNeverRead()
{
    AdviceDesk desk;
    const auto use = [](const char *time, const char *session, TokenCounts tokens) {
        return Use{.time = time, .model = "claude-opus-4-1", .tokens = tokens, .session = session, .provider = "anthropic"};
    };
    desk.ledger.add({use("2026-11-12T12:00:00Z", "a", {.cacheWrite5m = 1'000, .output = 1}), use("2026-11-12T12:01:00Z", "a", {.cacheRead = 600, .output = 1}),
                     use("2026-11-12T12:01:00Z", "b", {.cacheRead = 100, .output = 1})});
    const Advice advice = desk.ask();
    QCOMPARE(advice.caches.size(), 1U);
    const CacheAdvice &cache = advice.caches[0];
    // 700 x (15 - 1.5) millionths saved; 1,000 x 3.75 paid for writing
    QVERIFY(cache.returned.savedByReads == money("0.00945").atto());
    QVERIFY(cache.returned.premiumOfWrites == money("0.00375").atto());
    QCOMPARE(cache.returned.neverReadTokens, 400);
    QVERIFY(cache.lostAtMost == money("0.0015"));    // 400 x 3.75
    QVERIFY(cache.lostAtLeast == money("0.001125")); // session b read 100 that may have been of these
}

/// A pause of twenty minutes writes 10,000 tokens again; a life of an hour would have read them.
void tst_Advice::longerLife()
{
    AdviceDesk desk;
    desk.ledger.add({{.time = "2026-11-12T12:00:00Z", .model = "claude-opus-4-1", .tokens = {.cacheWrite5m = 10'000, .output = 1}, .provider = "anthropic"},
                     {.time = "2026-11-12T12:20:00Z", .model = "claude-opus-4-1", .tokens = {.cacheWrite5m = 10'000, .output = 1}, .provider = "anthropic"}});
    const Advice advice = desk.ask();
    const auto hour = std::find_if(advice.lines.begin(), advice.lines.end(), [](const AdviceLine &line) { return line.kind == AdviceLine::Kind::HourCache; });
    QVERIFY(hour != advice.lines.end());
    // 2 x 10,000 x 18.75 = 0.375; for an hour 10,000 x 30 + 10,000 x 1.5 = 0.315
    QVERIFY(hour->actual == money("0.375"));
    QVERIFY(hour->saving.atLeast == money("0.06"));
    QVERIFY(!hour->inMix && hour->used.rawModels.empty());
    QCOMPARE(hour->requests, 2);
}

TOKENMETER_TEST(tst_Advice);

} // namespace test_Advice

#include "tst_Advice.moc"
