// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"

#include "flow/Compare.h"
#include "flow/CompareWhole.h"
#include "flow/Report.h"
#include "support/ImportedLedger.h"

#include <QDir>
#include <QtTest>

namespace test_Compare
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const UtcTime CompareNow = parseTime("2026-11-24T12:00:00Z")->time;

ReplayModel modelNamed(LedgerReader &reader, Pricer &pricer, const char *provider, const char *name)
{
    const Result<ReplayModel> model = replayModelOf(pricer, provider, name, *reader.ownPrices(), CompareNow);
    if (!model) {
        qFatal("no model %s", name);
    }
    return *model;
}

Comparison compared(LedgerReader &reader, Pricer &pricer, const CompareRequest &request)
{
    Result<Comparison> comparison = compareOf(reader, pricer, request);
    if (!comparison) {
        qFatal("comparison failed, cause %d", int(comparison.problem().cause));
    }
    return *std::move(comparison);
}

/// Nothing changes: every factor is one.
ReplayAssumptions unchanged()
{
    ReplayAssumptions assumptions;
    assumptions.tokenizer = assumptions.answer = assumptions.cacheHit = FactorBand{};
    assumptions.tokenizers.clear();
    return assumptions;
}

QString lineOf(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money amount : amounts) {
        texts << QString::fromStdString(amount.currency().code() + ' ' + amount.toDecimalText());
    }
    return texts.join(QStringLiteral(" + "));
}

QString costLine(const ComparedModel &model)
{
    std::vector<Money> amounts;
    for (const BandMoney &band : model.cost) {
        amounts.push_back(band.cost);
    }
    return lineOf(amounts);
}

bool has(const ComparedModel &model, Assumed::What what)
{
    return std::any_of(model.assumed.begin(), model.assumed.end(), [&](const Assumed &assumed) { return assumed.what == what; });
}

} // namespace

class tst_Compare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeCorpusOnItsOwnModels_data();
    void wholeCorpusOnItsOwnModels();
    void anotherModelByHand();
    void partialMove();
    void leftOut();
    void unpricedUsage();
    void nothingInView();
    void currenciesApart();
    void currenciesConverted();
    void withoutARate();
    void daysAddUp();
    void tiersAndSpeed();
    void manyModels();
    void optionsOfTheView();
    void anyPartsAreTheWhole();
    void anyPiecesAreTheWhole();
    void piecesFollowAMove();
    void stops();
};

void tst_Compare::wholeCorpusOnItsOwnModels_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("claude") << 0;
    QTest::newRow("codex") << 1;
}

/// A whole generated corpus: what each model really did, replayed on itself, is its actual cost to the last digit, whatever is
/// assumed; and in parts, at once and in the report.
void tst_Compare::wholeCorpusOnItsOwnModels()
{
    QFETCH(int, kind);
    QTemporaryDir home;
    const Corpus corpus = kind == 0 ? writeClaudeCorpus(home.path().toStdString(), 6'000'000, 5) : writeCodexCorpus(home.path().toStdString(), 8'000'000, 5);
    QVERIFY(corpus.total.requests > 300);
    ImportedLedger ledger;
    ledger.import({home.path().toStdString()}, 2);
    Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(ledger.path());
    QVERIFY(bool(reader));
    Result<std::unique_ptr<Pricer>> pricer = pricerOf(**reader);
    QVERIFY(bool(pricer));

    CompareRequest request;
    QVERIFY(readAssumption("tokenizer=0.5:2:3", request.assumptions) && readAssumption("answer=0.2:1.7:4", request.assumptions)
            && readAssumption("cache=0:0.3:1", request.assumptions));
    const Comparison all = compared(**reader, **pricer, request);
    ReportRequest report;
    report.now = CompareNow;
    const Result<Report> sums = reportOf(**reader, **pricer, report);
    QVERIFY(bool(sums));
    QCOMPARE(lineOf(all.actual), lineOf(sums->total.cost));
    QCOMPARE(all.total.requests, sums->total.requests);
    QVERIFY(all.total.tokens == sums->total.tokens);
    QCOMPARE(all.total.unpricedRequests, sums->total.unpricedRequests);

    int priced = 0;
    for (const CompareUsed &used : all.used) {
        const std::size_t slash = used.key.find('/');
        if (slash == std::string::npos) {
            continue; // unpriced names
        }
        CompareRequest own = request;
        own.filter.models = used.rawModels;
        own.models = {modelNamed(**reader, **pricer, used.key.substr(0, slash).c_str(), used.key.substr(slash + 1).c_str())};
        const Comparison comparison = compared(**reader, **pricer, own);
        const ComparedModel &model = comparison.models.at(0);
        if (comparison.used.size() != 1 || comparison.total.unpricedRequests > 0) {
            continue; // a raw name that stood for several
        }
        QCOMPARE(model.same, comparison.total.requests);
        QCOMPARE(costLine(model), lineOf(comparison.total.cost));
        QVERIFY(model.cost[0].low == model.cost[0].cost && model.cost[0].high == model.cost[0].cost);
        QVERIFY(model.assumed.empty());
        QVERIFY(model.tokens.total() == comparison.total.tokens.total());
        ++priced;
    }
    QVERIFY(priced >= 1);

    // In memory and in parts.
    request.models = {modelNamed(**reader, **pricer, "google", "gemini-2.5-pro"), modelNamed(**reader, **pricer, "anthropic", "claude-sonnet-4-5")};
    const Result<CompareRecords> records = readCompareRecords(**reader, **pricer, request);
    QVERIFY(bool(records));
    const Comparison inMemory = compareOn(*records, compareTargets(**pricer, *records, request), request);
    const Comparison inParts = compared(**reader, **pricer, request);
    for (std::size_t m = 0; m < 2; ++m) {
        QVERIFY(inMemory.models[m].cost == inParts.models[m].cost);
        QVERIFY(inMemory.models[m].gaps == inParts.models[m].gaps);
        QVERIFY(inParts.models[m].cost[0].low.atto() <= inParts.models[m].cost[0].cost.atto());
    }
}

void tst_Compare::anotherModelByHand()
{
    TestLedger ledger;
    // "plain" costs USD 10 input, 1 read, 12.5 and 20 writes, 50 output a million.
    ledger.add({{.tokens = {.input = 1000, .cacheRead = 10'000, .cacheWrite5m = 2000, .output = 500}}, {.tokens = {.input = 3000, .output = 100}}});
    CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}, .assumptions = unchanged()};
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    // 0.01 + 0.01 + 0.025 + 0.025 = 0.07; 0.03 + 0.005 = 0.035
    QCOMPARE(lineOf(comparison.actual), QStringLiteral("USD 0.105000000"));
    const ComparedModel &model = comparison.models[0];
    // Gemini 2.5 Pro: 1.25 input, 0.125 read, 10 output: 3000 x 1.25 + 10000 x 0.125 + 500 x 10 = 10000; 3000 x 1.25 + 100 x 10 = 4750
    QCOMPARE(costLine(model), QStringLiteral("USD 0.014750000"));
    QCOMPARE(lineOf(model.actual), QStringLiteral("USD 0.105000000"));
    QVERIFY(has(model, Assumed::What::WritesAsInput));
    QVERIFY(!has(model, Assumed::What::Tokenizer));
    QCOMPARE(model.moved, 2);
    QCOMPARE(*model.cacheHit(), 10'000.0 / 16'000.0);
    QVERIFY((model.tokens == TokenCounts{.input = 6000, .cacheRead = 10'000, .output = 600}));
    // With what is usually assumed there is a band around a centre, and it is said.
    request.assumptions = {};
    const Comparison usual = compared(ledger.reader(), ledger.pricer(), request);
    QVERIFY(usual.models[0].cost[0].low.atto() < usual.models[0].cost[0].cost.atto());
    QVERIFY(usual.models[0].cost[0].cost.atto() < usual.models[0].cost[0].high.atto());
    for (const Assumed::What what : {Assumed::What::Tokenizer, Assumed::What::Answer, Assumed::What::CacheHit, Assumed::What::WritesAsInput, Assumed::What::MinCacheable}) {
        QVERIFY2(has(usual.models[0], what), qPrintable(QString::number(int(what))));
    }
    // Without the band the centre is the same.
    request.band = false;
    QCOMPARE(costLine(compared(ledger.reader(), ledger.pricer(), request).models[0]), costLine(usual.models[0]));
}

void tst_Compare::partialMove()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1000}, .project = "shop"}, {.tokens = {.input = 5000}, .project = "shop"}, {.tokens = {.input = 2000}, .project = "lab"}});
    CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}, .assumptions = unchanged()};
    request.move.emplace();
    request.move->filter.projects = {"shop"};
    request.move->promptBelow = 5000;
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    QCOMPARE(comparison.movedRequests, 1);
    QCOMPARE(comparison.stayedRequests, 2);
    // 1000 x 1.25 + (5000 + 2000) x 10 = 71250
    QCOMPARE(costLine(comparison.models[0]), QStringLiteral("USD 0.071250000"));
    QCOMPARE(lineOf(comparison.models[0].actual), QStringLiteral("USD 0.080000000"));
    request.move->promptBelow.reset();
    request.move->promptFrom = 5000;
    QCOMPARE(costLine(compared(ledger.reader(), ledger.pricer(), request).models[0]), QStringLiteral("USD 0.036250000"));
    // A move that moves nothing is the actual cost.
    request.move->filter.projects = {"nobody"};
    QCOMPARE(costLine(compared(ledger.reader(), ledger.pricer(), request).models[0]), lineOf(comparison.actual));
}

void tst_Compare::leftOut()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1000, .output = 10}}, {.tokens = {.input = 9000, .output = 10}}});
    CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "openai", "gpt-4")}, .assumptions = unchanged()};
    request.at = parseTime("2025-01-01T00:00:00Z")->time;
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    const ComparedModel &model = comparison.models[0];
    QCOMPARE(model.contextWindow, 8192); // GPT-4
    QCOMPARE(model.gaps.context, 1);
    QCOMPARE(lineOf(model.actual), QStringLiteral("USD 0.010500000")); // of the one that fits
    QVERIFY(has(model, Assumed::What::FixedTime));
    // All of it is too long: no figure at all, never 0.
    request.filter.bounds = {{.of = RecordBound::Of::Input, .is = RecordBound::Is::Greater, .value = 5000}};
    const Comparison nothing = compared(ledger.reader(), ledger.pricer(), request);
    QVERIFY(!nothing.models[0].isComparable());
    QVERIFY(nothing.models[0].actual.empty());
    QCOMPARE(nothing.models[0].gaps.context, 1);
}

void tst_Compare::unpricedUsage()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1000}}, {.model = "nobody-knows", .tokens = {.input = 500}}});
    const CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}, .assumptions = unchanged()};
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    QCOMPARE(comparison.total.unpricedRequests, 1);
    QCOMPARE(comparison.models[0].gaps.noActual, 1);
    QCOMPARE(costLine(comparison.models[0]), QStringLiteral("USD 0.001250000"));
    QCOMPARE(lineOf(comparison.models[0].actual), QStringLiteral("USD 0.010000000"));
}

void tst_Compare::nothingInView()
{
    TestLedger ledger;
    CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}};
    Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    QCOMPARE(comparison.total.requests, 0);
    QVERIFY(comparison.actual.empty());
    QVERIFY(!comparison.models[0].isComparable());
    request.currency = "EUR";
    QVERIFY(compared(ledger.reader(), ledger.pricer(), request).missing.empty());
    request.currency = "euro";
    const Result<Comparison> wrong = compareOf(ledger.reader(), ledger.pricer(), request);
    QVERIFY(!wrong && wrong.problem().cause == Cause::BadArgument);
    // One record.
    ledger.add({{.tokens = {.input = 1}}});
    request.currency = {};
    request.assumptions = unchanged();
    QCOMPARE(costLine(compared(ledger.reader(), ledger.pricer(), request).models[0]), QStringLiteral("USD 0.000001250"));
}

void tst_Compare::currenciesApart()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1000}}, {.model = "yuan", .tokens = {.input = 1000}}});
    const CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro"),
                                            modelNamed(ledger.reader(), ledger.pricer(), "alibaba-cn", "qwen3-max")},
                                 .assumptions = unchanged()};
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    QCOMPARE(lineOf(comparison.actual), QStringLiteral("CNY 0.004000000 + USD 0.010000000"));
    QCOMPARE(costLine(comparison.models[0]), QStringLiteral("USD 0.002500000"));
    QVERIFY(comparison.models[1].cost.size() == 1 && comparison.models[1].cost[0].cost.currency() == Currency{"CNY"});
}

void tst_Compare::currenciesConverted()
{
    TestLedger ledger;
    ledger.setRate("2026-10-01", "USD", "CNY", "7");
    ledger.setRate("2026-10-02", "USD", "CNY", "8");
    ledger.add({{.time = "2026-10-01T12:00:00Z", .tokens = {.input = 1000}}, {.time = "2026-10-02T12:00:00Z", .tokens = {.input = 1000}},
                {.time = "2026-10-02T13:00:00Z", .model = "yuan", .tokens = {.input = 1000}}});
    CompareRequest request{.currency = "CNY", .models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}, .assumptions = unchanged()};
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    // 0.01 x 7 + 0.01 x 8 + 0.004; and 0.00125 x 7 + 0.0025 x 8
    QCOMPARE(lineOf(comparison.actual), QStringLiteral("CNY 0.154000000"));
    QCOMPARE(costLine(comparison.models[0]), QStringLiteral("CNY 0.028750000"));
    QCOMPARE(comparison.rates.size(), 2U);
    QVERIFY(comparison.missing.empty());
}

void tst_Compare::withoutARate()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1000}}, {.model = "yuan", .tokens = {.input = 1000}}});
    const CompareRequest request{.currency = "EUR", .models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}, .assumptions = unchanged()};
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    QCOMPARE(lineOf(comparison.actual), QStringLiteral("CNY 0.004000000 + USD 0.010000000"));
    QCOMPARE(costLine(comparison.models[0]), QStringLiteral("USD 0.002500000"));
    QCOMPARE(comparison.missing.size(), 2U);
    QCOMPARE(comparison.missing[0].args[1], std::string{"EUR"});
}

/// A course by local day closes with the total to the last digit, also where a UTC day's amount is converted and lies in two of them.
void tst_Compare::daysAddUp()
{
    TestLedger ledger;
    ledger.setRate("2026-10-01", "USD", "EUR", "0.9137");
    std::vector<Use> uses;
    std::vector<std::string> times;
    for (int i = 0; i < 60; ++i) {
        times.push_back(toRfc3339(parseTime("2026-10-01T00:00:00Z")->time + std::chrono::minutes{i * 97}));
    }
    for (int i = 0; i < 60; ++i) {
        uses.push_back({.time = times[std::size_t(i)].c_str(), .tokens = {.input = 1001 + i * 7, .cacheRead = i * 31, .output = 3 + i}});
    }
    uses.push_back({.time = "2026-10-03T00:00:00Z", .tokens = {.input = 77}, .precision = Precision::Day});
    ledger.add(uses);
    CompareRequest request{.zone = *Zone::byId("Asia/Shanghai"), .currency = "EUR",
                           .models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}};
    const Comparison total = compared(ledger.reader(), ledger.pricer(), request);
    request.byDay = true;
    const Comparison byDay = compared(ledger.reader(), ledger.pricer(), request);
    QVERIFY(byDay.models[0].days.size() >= 5U);
    QVERIFY(byDay.models[0].cost == total.models[0].cost);
    QVERIFY(byDay.actual == total.actual);
    Money cost = Money::fromAtto(0, Currency{"EUR"});
    Money actual = cost;
    for (const ComparedModel::Day &day : byDay.models[0].days) {
        cost += day.cost.at(0);
        actual += day.actual.at(0);
    }
    QVERIFY(cost == total.models[0].cost[0].cost);
    QVERIFY(actual == total.actual[0]);
}

void tst_Compare::tiersAndSpeed()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1000}, .tier = "batch"}, {.tokens = {.input = 1000}, .flags = BatchFlag}, {.tokens = {.input = 1000}}});
    const CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro"),
                                            modelNamed(ledger.reader(), ledger.pricer(), "moonshotai", "kimi-k2.6")},
                                 .assumptions = unchanged()};
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    // Half price in a batch: 2 x 0.000625 + 0.00125
    QCOMPARE(costLine(comparison.models[0]), QStringLiteral("USD 0.002500000"));
    QVERIFY(!has(comparison.models[0], Assumed::What::StandardTier));
    const auto standard = std::find_if(comparison.models[1].assumed.begin(), comparison.models[1].assumed.end(),
                                       [](const Assumed &assumed) { return assumed.what == Assumed::What::StandardTier; });
    QVERIFY(standard != comparison.models[1].assumed.end());
    QCOMPARE(standard->count, 2);
}

void tst_Compare::manyModels()
{
    TestLedger ledger;
    std::vector<Use> uses(50);
    for (std::size_t i = 0; i < uses.size(); ++i) {
        uses[i].tokens = {.input = std::int64_t(i) * 100, .cacheRead = 5000, .output = 20};
    }
    ledger.add(uses);
    CompareRequest request;
    for (int i = 0; i < 300; ++i) {
        request.models.push_back(modelNamed(ledger.reader(), ledger.pricer(), "google", i % 2 == 0 ? "gemini-2.5-pro" : "gemini-2.5-flash"));
    }
    const Comparison comparison = compared(ledger.reader(), ledger.pricer(), request);
    QCOMPARE(comparison.models.size(), 300U);
    QVERIFY(comparison.models[0].cost == comparison.models[298].cost);
    QVERIFY(comparison.models[1].cost == comparison.models[299].cost);
}

/// The records are those of the report: days, projects, sessions, tags, excluded ones.
void tst_Compare::optionsOfTheView()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-10-01T22:30:00Z", .tokens = {.input = 1000}, .session = "a"}, {.time = "2026-10-02T12:00:00Z", .tokens = {.input = 2000}, .session = "b"},
                {.time = "2026-10-03T12:00:00Z", .tokens = {.input = 4000}, .project = "lab", .session = "c"}});
    CompareRequest request{.zone = *Zone::byId("Europe/Berlin"), .models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}, .assumptions = unchanged()};
    const auto requests = [&] { return compared(ledger.reader(), ledger.pricer(), request).total.tokens.input; };
    QCOMPARE(requests(), 7000);
    request.filter.from = request.filter.to = parseDay("2026-10-02");
    QCOMPARE(requests(), 3000); // 22:30 UTC is the next day in Berlin
    request.filter.sessions = {"b"};
    QCOMPARE(requests(), 2000);
    request.filter = {};
    request.filter.projects = {"lab"};
    QCOMPARE(requests(), 4000);
    request.filter.projects = {};
    QVERIFY(bool(ledger.writer().setTag({.scope = TagScope::Session, .records = {}, .name = "a"}, {"client", "x"}, CompareNow)));
    request.filter.tags = {{"client", "x"}};
    QCOMPARE(requests(), 1000);
    request.filter.tags = {{"client", ""}};
    QCOMPARE(requests(), 6000);
    // A tag of a single record, and one that was taken out.
    UsageFilter lab;
    lab.projects = {"lab"};
    QVERIFY(bool(ledger.writer().setTag({.scope = TagScope::Record, .records = {.records = {}, .filter = lab, .zone = Zone::utc()}, .name = {}}, {"client", "y"}, CompareNow)));
    request.filter.tags = {{"client", "y"}};
    QCOMPARE(requests(), 4000);
    QVERIFY(bool(ledger.writer().setExcluded({.records = {}, .filter = lab, .zone = Zone::utc()}, true, "test", CompareNow)));
    QCOMPARE(requests(), 0);
    request.filter.tags = {};
    QCOMPARE(requests(), 3000);
}

/// The last part may be full, of one record, or the only one; each knows other currencies, days and variants.
void tst_Compare::anyPartsAreTheWhole()
{
    TestLedger ledger;
    ledger.setRate("2026-09-01", "USD", "CNY", "7.1");
    ledger.add({{.time = "2026-10-01T12:00:00Z", .tokens = {.input = 1000, .cacheRead = 5000, .cacheWrite1h = 900, .output = 100}},
                {.time = "2026-10-02T12:00:00Z", .model = "yuan", .tokens = {.input = 3000, .output = 10}},
                {.time = "2026-10-03T12:00:00Z", .tokens = {.input = 300'000}, .tier = "batch"},
                {.time = "2026-10-04T12:00:00Z", .model = "nobody-knows", .tokens = {.input = 7}},
                {.time = "2026-10-05T12:00:00Z", .tokens = {.input = 2000, .output = 10, .reasoning = 5}, .requests = 3},
                {.time = "2026-10-06T12:00:00Z", .tokens = {.input = 2000}, .rare = {.inputAudio = 5}}});
    for (const char *currency : {"", "CNY"}) {
        CompareRequest request{.currency = currency, .models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro"),
                                                                modelNamed(ledger.reader(), ledger.pricer(), "anthropic", "claude-opus-4-5")}};
        request.byDay = true;
        const Comparison whole = compared(ledger.reader(), ledger.pricer(), request);
        for (const std::size_t size : {1U, 2U, 3U, 4U, 6U, 7U}) {
            const Result<Comparison> parts = compareOf(ledger.reader(), ledger.pricer(), request, size);
            QVERIFY(bool(parts));
            QVERIFY(parts->actual == whole.actual && parts->total == whole.total);
            for (std::size_t m = 0; m < 2; ++m) {
                const ComparedModel &a = parts->models[m];
                const ComparedModel &b = whole.models[m];
                QVERIFY(a.cost == b.cost && a.actual == b.actual && a.gaps == b.gaps && a.tokens == b.tokens && a.moved == b.moved);
                QVERIFY2(a.assumed == b.assumed, qPrintable(QString::number(size)));
                QCOMPARE(a.days.size(), b.days.size());
            }
        }
    }
}

/// Pieces of whole days, whatever their size and however their buckets, models and currencies differ.
void tst_Compare::anyPiecesAreTheWhole()
{
    TestLedger ledger;
    ledger.setRate("2026-09-01", "USD", "CNY", "7.1");
    ledger.add({{.time = "2026-10-01T12:00:00Z", .tokens = {.input = 1000, .cacheRead = 5000, .cacheWrite1h = 900, .output = 100}},
                {.time = "2026-10-02T23:30:00Z", .model = "yuan", .tokens = {.input = 3000, .output = 10}},
                {.time = "2026-10-03T00:00:00Z", .tokens = {.input = 77}, .precision = Precision::Day},
                {.time = "2026-10-04T12:00:00Z", .model = "nobody-knows", .tokens = {.input = 7}},
                {.time = "2026-10-05T12:00:00Z", .tokens = {.input = 2000, .output = 10, .reasoning = 5}, .requests = 3},
                {.time = "2026-10-05T13:00:00Z", .model = "claude-opus-4-5", .tokens = {.input = 4000, .output = 70}, .provider = "anthropic"},
                {.time = "2026-10-09T12:00:00Z", .tokens = {.input = 2000}, .rare = {.inputAudio = 5}}});
    for (const char *currency : {"", "CNY"}) {
        for (const bool isOpen : {true, false}) {
            CompareRequest request{.zone = *Zone::byId("Asia/Shanghai"), .currency = currency,
                                   .models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro"),
                                              modelNamed(ledger.reader(), ledger.pricer(), "anthropic", "claude-opus-4-5")}};
            request.byDay = true;
            if (!isOpen) {
                request.filter.from = parseDay("2026-10-03");
                request.filter.to = parseDay("2026-10-08");
            }
            const Comparison whole = compared(ledger.reader(), ledger.pricer(), request);
            for (const std::int64_t piece : {1, 2, 3, 5, 100}) {
                const Result<WholeComparison> pieces = compareWhole(ledger.reader(), ledger.pricer(), request, {.piece = piece, .part = 2});
                QVERIFY(bool(pieces));
                const Comparison &comparison = pieces->comparison;
                QVERIFY(comparison.actual == whole.actual && comparison.total == whole.total);
                QCOMPARE(comparison.movedRequests, whole.movedRequests);
                QCOMPARE(comparison.used.size(), whole.used.size());
                for (std::size_t i = 0; i < whole.used.size(); ++i) {
                    QVERIFY(comparison.used[i].key == whole.used[i].key && comparison.used[i].tokens == whole.used[i].tokens);
                }
                QCOMPARE(pieces->records.input.records.size(), 0U);
                for (std::size_t m = 0; m < whole.models.size(); ++m) {
                    const ComparedModel &a = comparison.models[m];
                    const ComparedModel &b = whole.models[m];
                    QVERIFY(a.cost == b.cost && a.actual == b.actual && a.gaps == b.gaps && a.tokens == b.tokens && a.moved == b.moved && a.same == b.same);
                    QVERIFY2(a.assumed == b.assumed, qPrintable(QString::number(piece)));
                    QCOMPARE(a.days.size(), b.days.size());
                    for (std::size_t day = 0; day < a.days.size(); ++day) {
                        QVERIFY(a.days[day].day == b.days[day].day && a.days[day].cost == b.days[day].cost && a.days[day].actual == b.days[day].actual);
                    }
                }
            }
        }
    }
    // Nothing at all is a sum of nothing.
    CompareRequest none{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}};
    none.filter.from = none.filter.to = parseDay("2025-01-01");
    const Result<WholeComparison> nothing = compareWhole(ledger.reader(), ledger.pricer(), none);
    QVERIFY(nothing && nothing->comparison.total.requests == 0 && !nothing->comparison.models.at(0).isComparable());
}

void tst_Compare::piecesFollowAMove()
{
    TestLedger ledger;
    std::vector<Use> uses;
    for (int i = 0; i < 6; ++i) {
        uses.push_back({.time = i < 3 ? "2026-10-01T12:00:00Z" : "2026-10-07T12:00:00Z", .tokens = {.input = 10'000 * (i + 1), .output = 10}, .project = i % 2 == 0 ? "shop" : "api"});
    }
    ledger.add(uses);
    CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}};
    request.move = CompareMove{.promptBelow = 40'001};
    request.move->filter.projects = {"api"};
    const Comparison whole = compared(ledger.reader(), ledger.pricer(), request);
    const Result<WholeComparison> pieces = compareWhole(ledger.reader(), ledger.pricer(), request, {.piece = 1});
    QVERIFY(pieces && pieces->comparison.models.at(0).cost == whole.models.at(0).cost);
    QCOMPARE(pieces->comparison.movedRequests, 2); // of 20,000 and 40,000 tokens
    QCOMPARE(pieces->comparison.stayedRequests, 4);
}

void tst_Compare::stops()
{
    TestLedger ledger;
    std::vector<Use> uses(120'000); // more than a snapshot lasts
    ledger.add(uses);
    CompareRequest request{.models = {modelNamed(ledger.reader(), ledger.pricer(), "google", "gemini-2.5-pro")}};
    int reports = 0;
    double last = 0;
    request.progress = [&](double part) {
        last = part;
        ++reports;
    };
    QVERIFY(bool(compareOf(ledger.reader(), ledger.pricer(), request)));
    QVERIFY(reports > 1 && last > 0 && last <= 1);
    request.progress = [&](double) { ledger.reader().interrupt(); };
    const Result<Comparison> stopped = compareOf(ledger.reader(), ledger.pricer(), request);
    QVERIFY(!stopped && stopped.problem().cause == Cause::Cancelled);

    // In pieces: progress grows to the end, and an interrupt counts also when it comes while nothing is read.
    last = 0;
    bool grows = true;
    request.progress = [&](double part) {
        grows = grows && part >= last;
        last = part;
    };
    QVERIFY(bool(compareWhole(ledger.reader(), ledger.pricer(), request)));
    QVERIFY(grows && last == 1);
    for (const double when : {0.0, 1.0}) {
        request.progress = [&](double part) {
            if (part >= when) {
                ledger.reader().interrupt();
            }
        };
        const Result<WholeComparison> halted = compareWhole(ledger.reader(), ledger.pricer(), request);
        QVERIFY(when == 1.0 || (!halted && halted.problem().cause == Cause::Cancelled)); // at the very end all is done
    }
}

TOKENMETER_TEST(tst_Compare);

} // namespace test_Compare

#include "tst_Compare.moc"
