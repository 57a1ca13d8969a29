// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Replay.h"
#include "analysis/ReplayPrices.h"
#include "analysis/Tokenizer.h"
#include "core/Decimal.h"
#include "core/UsageRecord.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <numeric>
#include <random>

namespace test_Replay
{

using namespace tokenmeter;

namespace
{

constexpr std::int64_t ReplayNano = 1'000'000'000; // attos
const Currency Usd{"USD"};

Factor factorFrom(const QJsonValue &text)
{
    return factorOf(*parseDecimal(text.toString().toStdString(), 4), 10'000);
}

FactorBand bandFrom(const QJsonValue &three)
{
    return {factorFrom(three[0]), factorFrom(three[1]), factorFrom(three[2])};
}

ReplayOwn ownOf(const char *model, CacheKind cache = CacheKind::Explicit)
{
    return {.model = model, .tokenizer = model, .cache = cache, .currency = Usd, .priced = true};
}

/// One price at all times; a test changes what it is about.
ReplayTarget targetOf(const char *key, CacheKind cache, std::int64_t input, std::int64_t read, std::int64_t write5m, std::int64_t write1h, std::int64_t output)
{
    constexpr std::int64_t PerMillion = 1'000'000'000'000; // attos a token for one unit a million
    ReplayTarget target{.key = key, .tokenizer = key};
    target.prices.push_back({.currency = Usd, .input = input * PerMillion, .cacheRead = read * PerMillion, .write5m = write5m * PerMillion,
                             .write1h = write1h * PerMillion, .output = output * PerMillion, .cache = cache});
    target.ladders.push_back({.prices = {0}});
    target.segments.push_back({.fromMs = INT64_MIN, .toMs = INT64_MAX, .ladders = {0}});
    return target;
}

ReplayInput inputOf(const std::vector<TokenCounts> &records, const ReplayOwn &own = ownOf("mine"))
{
    ReplayInput input{.owns = {own}};
    for (const TokenCounts &tokens : records) {
        input.records.add(0, tokens, {}, 1, 1000, 0, 0, true);
    }
    return input;
}

ReplayAssumptions neutral()
{
    ReplayAssumptions assumptions;
    assumptions.tokenizer = assumptions.answer = assumptions.cacheHit = FactorBand{};
    return assumptions;
}

/// In attos for tokens at whole units a million.
Int128 units(std::int64_t tokenUnits)
{
    return Int128{tokenUnits} * 1'000'000'000'000;
}

ReplaySum sumOf(const ReplayInput &input, const ReplayTarget &target, const ReplayAssumptions &assumptions, ReplayOptions options = {})
{
    const ReplayResult result = replay(input, {target}, assumptions, options);
    ReplaySum sum;
    for (const ReplaySum &cell : result.models[0].sums) {
        sum += cell;
    }
    return sum;
}

QString shownAmount(Int128 value)
{
    return QString::fromStdString(formatDecimal(value, 18));
}

// The definition once more, record by record, in fractions with a common denominator and without any preparation.

Int128 roundedUp(Int128 tokens, Int128 num, Int128 den)
{
    return (2 * tokens * num + den) / (2 * den);
}

struct Plain
{
    bool isIn = false;
    Int128 centre = 0, low = 0, high = 0;
};

Plain plainReplay(const ReplayRecords &r, std::size_t i, const ReplayOwn &own, const ReplayTarget &target, const ReplayAssumptions &assumptions)
{
    Plain plain;
    if (own.model == target.key) {
        return {true, r.actual[i], r.actual[i], r.actual[i]};
    }
    const FactorBand f = tokenizerBand(assumptions, own.tokenizer, target.tokenizer);
    const std::vector<Factor> fs{f.central, f.low, f.high};
    const std::vector<Factor> ls{assumptions.answer.central, assumptions.answer.low, assumptions.answer.high};
    const std::vector<Factor> ks{assumptions.cacheHit.central, assumptions.cacheHit.low, assumptions.cacheHit.high};
    for (std::size_t corner = 0; corner < 27; ++corner) {
        const std::size_t a = corner / 9, b = corner / 3 % 3, c = corner % 3;
        if (corner != 0 && (a == 0 || b == 0 || c == 0)) {
            continue;
        }
        const auto prompt = [&](std::int64_t tokens) { return std::int64_t(roundedUp(tokens, fs[a].num, fs[a].den)); };
        const std::int64_t input = prompt(r.input[i]), read = prompt(r.cacheRead[i]), w5 = prompt(r.write5m[i]), w1 = prompt(r.write1h[i]);
        const std::int64_t output = std::int64_t(roundedUp(r.output[i], Int128{fs[a].num} * ls[b].num, Int128{fs[a].den} * ls[b].den));
        const std::int64_t sent = input + read + w5 + w1;
        if (target.contextWindow > 0 && sent + output > target.contextWindow) {
            return {};
        }
        const ReplayLadder &ladder = target.ladders[0];
        std::size_t step = 0;
        while (step + 1 < ladder.promptFrom.size() && ladder.promptFrom[step + 1] <= sent) {
            ++step;
        }
        const ReplayPrice &p = target.prices[std::size_t(ladder.prices[step])];
        Int128 cost = Int128{output} * p.output;
        if (p.cache == CacheKind::None || sent < target.minCacheable) {
            cost += Int128{sent} * p.input;
        } else {
            const std::int64_t kept = p.cache == own.cache ? read : std::int64_t(Int128{read} * ks[c].num / ks[c].den);
            const std::int64_t missed = read - kept;
            cost += Int128{kept} * p.cacheRead + Int128{input} * p.input;
            if (p.cache == CacheKind::Automatic) {
                cost += Int128{missed + w5 + w1} * p.input;
            } else {
                const bool hour = r.write1h[i] > r.write5m[i];
                cost += Int128{w5 + (hour ? 0 : missed)} * p.write5m + Int128{w1 + (hour ? missed : 0)} * p.write1h;
            }
        }
        if (corner == 0) {
            plain = {true, cost, cost, cost};
        }
        plain.low = std::min(plain.low, cost);
        plain.high = std::max(plain.high, cost);
    }
    return plain;
}

struct RandomWork
{
    ReplayInput input{};
    std::vector<ReplayTarget> targets{};
    ReplayAssumptions assumptions{};
};

RandomWork randomWork(unsigned seed, std::size_t count)
{
    std::mt19937 dice{seed};
    RandomWork work;
    work.input.buckets = 4;
    const char *names[] = {"a", "b", "c"};
    for (std::size_t o = 0; o < 3; ++o) {
        work.input.owns.push_back(ownOf(names[o], CacheKind(dice() % 3)));
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto some = [&](unsigned limit) { return dice() % 3 == 0 ? std::int64_t{0} : std::int64_t(dice() % limit); };
        work.input.records.add(std::int64_t(i), {some(3000), some(90'000), some(9000), some(9000), some(4000)}, {}, 1 + dice() % 2,
                               Int128{dice()} * 1'000'003, std::uint32_t(dice() % 3), std::uint32_t(i * 4 / count), dice() % 5 != 0);
    }
    for (const char *name : {"a", "x", "y", "z"}) {
        const CacheKind cache = name[0] == 'a' ? work.input.owns[0].cache : CacheKind(dice() % 3);
        ReplayTarget target = targetOf(name, cache, 3, 1, 4, 6, 15);
        target.prices.push_back(target.prices[0]);
        target.prices[1].input *= 2;
        target.prices[1].output *= 3;
        target.ladders[0] = {.promptFrom = {0, 50'000}, .outputFrom = {0}, .prices = {0, 1}};
        target.contextWindow = dice() % 2 == 0 ? 0 : 80'000;
        target.minCacheable = 1024;
        work.targets.push_back(std::move(target));
    }
    work.assumptions.tokenizers = {{"x", factorOf(13, 10)}, {"b", factorOf(11, 10)}};
    return work;
}

} // namespace

class tst_Replay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases();
    void sameModelIsActual();
    void agreesWithTheDefinition();
    void bandContainsTheCentre();
    void orderAndThreadsDoNotShow();
    void partsAddUp();
    void tokenizerByHand();
    void answerByHand();
    void cacheByHand();
    void contextAtItsEdge();
    void tierByScaledPrompt();
    void rowsOfSeveralRequests();
    void audioAndImages();
    void unpricedRecordsCompareWithNothing();
    void anotherTime();
    void stopped();
    void pricesAreThePricers();
    void cacheKindsOfTheCatalogue();
    void namesOfModels();
    void tokenizers();
    void factorTexts();
    void assumptionTexts();
};

void tst_Replay::cases()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/06-replay.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    int seen = 0;
    for (const QJsonValue one : json[QLatin1String("cases")].toArray()) {
        const QJsonValue model = one[QLatin1String("model")];
        ReplayInput input{.owns = {ownOf("sonnet")}};
        const bool isPartial = one[QLatin1String("moved")].toString() != QLatin1String("all");
        for (const QJsonValue record : json[QLatin1String("records")].toArray()) {
            const QJsonValue t = record[QLatin1String("tokens")];
            const TokenCounts tokens{.input = t[QLatin1String("input")].toInteger(), .cacheRead = t[QLatin1String("cache_read")].toInteger(),
                                     .cacheWrite5m = t[QLatin1String("cache_write_5m")].toInteger(), .cacheWrite1h = t[QLatin1String("cache_write_1h")].toInteger(),
                                     .output = t[QLatin1String("output")].toInteger()};
            const bool isMoved = !isPartial || (record[QLatin1String("project")].toString() == QLatin1String("app") && tokens.prompt() < 11'000);
            input.records.add(0, tokens, {}, 1, Int128{record[QLatin1String("actual_nano")].toInteger()} * ReplayNano, 0, 0, isMoved);
        }

        ReplayTarget target;
        target.key = target.tokenizer = model[QLatin1String("name")].toString().toStdString();
        target.contextWindow = model[QLatin1String("context")].toInteger();
        target.minCacheable = model[QLatin1String("min_cacheable")].toInteger();
        const QString caches = model[QLatin1String("caches")].toString();
        ReplayLadder ladder{.promptFrom = {}, .prices = {}};
        for (const QJsonValue row : model[QLatin1String("rows")].toArray()) {
            const auto price = [&](const char *name, std::int64_t otherwise) {
                const QJsonValue text = row[QLatin1String("prices")][QLatin1String(name)];
                return text.isNull() ? otherwise : std::int64_t(*parseDecimal(text.toString().toStdString(), 12));
            };
            const std::int64_t in = price("input", 0);
            const std::int64_t w5 = price("cache_write_5m", in);
            target.prices.push_back({.currency = Usd, .input = in, .cacheRead = price("cache_read", in), .write5m = w5, .write1h = price("cache_write_1h", w5),
                                     .output = price("output", 0),
                                     .cache = caches == QLatin1String("explicit") ? CacheKind::Explicit
                                         : caches == QLatin1String("automatic")   ? CacheKind::Automatic
                                                                                  : CacheKind::None});
            ladder.promptFrom.push_back(row[QLatin1String("min_context")].toInteger());
            ladder.prices.push_back(std::int32_t(ladder.prices.size()));
        }
        target.ladders.push_back(ladder.prices.empty() ? ReplayLadder{} : ladder);
        target.segments.push_back({.fromMs = 0, .toMs = 1, .ladders = {0}});

        const QJsonValue assumed = one[QLatin1String("assumptions")];
        ReplayAssumptions assumptions;
        assumptions.tokenizer = bandFrom(assumed[QLatin1String("tokenizer")]);
        assumptions.answer = bandFrom(assumed[QLatin1String("length")]);
        assumptions.cacheHit = bandFrom(assumed[QLatin1String("hit")]);
        // The cases state one hit factor for the model whatever its own kind of cache.
        input.owns[0].cache = CacheKind::None;

        const ReplayResult result = replay(input, {target}, assumptions);
        const ReplayOutcome &outcome = result.models[0];
        ReplaySum total;
        Int128 compared = 0;
        for (std::size_t cell = 0; cell < result.actual.size(); ++cell) {
            total += outcome.sums[cell];
            total += {result.stayed[cell], result.stayed[cell], result.stayed[cell]};
            compared += result.actual[cell] - outcome.excluded[cell] + result.stayed[cell];
        }
        const QJsonValue expected = one[QLatin1String("expected")];
        const auto check = [&](const char *key, Int128 value) {
            QVERIFY2(expected.toObject().contains(QLatin1String(key)) && value == Int128{expected[QLatin1String(key)].toInteger()} * ReplayNano,
                     qPrintable(one[QLatin1String("name")].toString() + QLatin1Char(' ') + QLatin1String(key) + QLatin1Char(' ') + shownAmount(value)));
        };
        check("cost", total.cost);
        check("low", total.low);
        check("high", total.high);
        check("actual_of_compared", compared);
        QCOMPARE(outcome.moved, expected[QLatin1String("moved")].toInteger());
        QCOMPARE(result.stayedRequests, expected[QLatin1String("stayed")].toInteger());
        QCOMPARE(outcome.gaps.context, expected[QLatin1String("not_comparable")][QLatin1String("context")].toInteger());
        QCOMPARE(outcome.gaps.unpriced, expected[QLatin1String("not_comparable")][QLatin1String("unpriced")].toInteger());
        QCOMPARE(outcome.gaps.total(), outcome.gaps.context + outcome.gaps.unpriced);
        ++seen;
    }
    QCOMPARE(seen, 11);
}

void tst_Replay::sameModelIsActual()
{
    for (unsigned seed = 0; seed < 30; ++seed) {
        RandomWork work = randomWork(seed, 300);
        for (ReplayOwn &own : work.input.owns) {
            own.model = "a";
        }
        work.assumptions.tokenizer = {factorOf(1, 2), factorOf(3, 1), factorOf(7, 1)};
        work.assumptions.answer = {factorOf(1, 3), factorOf(2, 1), factorOf(5, 1)};
        work.targets[0].contextWindow = 10;
        const ReplayResult result = replay(work.input, work.targets, work.assumptions);
        for (std::size_t cell = 0; cell < result.actual.size(); ++cell) {
            const Int128 actual = result.actual[cell];
            QVERIFY((result.models[0].sums[cell] == ReplaySum{actual, actual, actual}));
        }
        QCOMPARE(result.models[0].same, result.movedRequests);
        QCOMPARE(result.models[0].gaps.total(), 0);
    }
}

void tst_Replay::agreesWithTheDefinition()
{
    for (unsigned seed = 0; seed < 20; ++seed) {
        const RandomWork work = randomWork(seed, 400);
        const ReplayResult result = replay(work.input, work.targets, work.assumptions);
        for (std::size_t t = 0; t < work.targets.size(); ++t) {
            std::vector<ReplaySum> sums(work.input.buckets);
            std::vector<Int128> excluded(work.input.buckets);
            std::int64_t outside = 0;
            for (std::size_t i = 0; i < work.input.records.size(); ++i) {
                if (work.input.records.moved[i] == 0) {
                    continue;
                }
                const Plain plain = plainReplay(work.input.records, i, work.input.owns[work.input.records.own[i]], work.targets[t], work.assumptions);
                const std::uint32_t bucket = work.input.records.bucket[i];
                if (plain.isIn) {
                    sums[bucket] += {plain.centre, plain.low, plain.high};
                } else {
                    excluded[bucket] += work.input.records.actual[i];
                    outside += work.input.records.requests[i];
                }
            }
            QVERIFY(result.models[t].sums == sums);
            QVERIFY(result.models[t].excluded == excluded);
            QCOMPARE(result.models[t].gaps.context, outside);
            QCOMPARE(result.models[t].moved + outside, result.movedRequests);
        }
    }
}

void tst_Replay::bandContainsTheCentre()
{
    for (unsigned seed = 50; seed < 60; ++seed) {
        const RandomWork work = randomWork(seed, 500);
        const ReplayResult band = replay(work.input, work.targets, work.assumptions);
        const ReplayResult centre = replay(work.input, work.targets, work.assumptions, {.band = false});
        for (std::size_t t = 0; t < work.targets.size(); ++t) {
            for (std::size_t cell = 0; cell < band.actual.size(); ++cell) {
                const ReplaySum &sum = band.models[t].sums[cell];
                QVERIFY(sum.low <= sum.cost && sum.cost <= sum.high);
                QVERIFY(centre.models[t].sums[cell].cost == sum.cost); // the same requests are left out
                QVERIFY(centre.models[t].sums[cell].low == sum.cost);
            }
            QVERIFY(centre.models[t].tokens == band.models[t].tokens);
        }
    }
}

void tst_Replay::orderAndThreadsDoNotShow()
{
    const RandomWork work = randomWork(99, 5000);
    const ReplayResult one = replay(work.input, work.targets, work.assumptions, {.threads = 1});
    const ReplayResult four = replay(work.input, work.targets, work.assumptions, {.threads = 4});
    std::vector<std::size_t> order(work.input.records.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937{3});
    ReplayInput mixed{.owns = work.input.owns, .buckets = work.input.buckets};
    const ReplayRecords &r = work.input.records;
    for (const std::size_t i : order) {
        mixed.records.add(r.timeMs[i], {r.input[i], r.cacheRead[i], r.write5m[i], r.write1h[i], r.output[i]}, {}, r.requests[i], r.actual[i], r.own[i],
                          r.bucket[i], r.moved[i] != 0);
    }
    const ReplayResult other = replay(mixed, work.targets, work.assumptions, {.threads = 3});
    QVERIFY(one.models == four.models && one.actual == four.actual && one.stayed == four.stayed);
    QVERIFY(one.models == other.models && one.actual == other.actual && one.stayed == other.stayed);
}

/// A ledger that is read in parts gives what it gives at once.
void tst_Replay::partsAddUp()
{
    const RandomWork work = randomWork(7, 1000);
    const ReplayRecords &r = work.input.records;
    std::optional<ReplayResult> sum;
    for (std::size_t begin = 0; begin < r.size(); begin += 300) {
        ReplayInput part{.owns = work.input.owns, .buckets = work.input.buckets};
        for (std::size_t i = begin; i < std::min(r.size(), begin + 300); ++i) {
            part.records.add(r.timeMs[i], {r.input[i], r.cacheRead[i], r.write5m[i], r.write1h[i], r.output[i]}, {}, r.requests[i], r.actual[i], r.own[i],
                             r.bucket[i], r.moved[i] != 0);
        }
        const ReplayResult result = replay(part, work.targets, work.assumptions);
        if (sum) {
            addTo(*sum, result);
        } else {
            sum = result;
        }
    }
    const ReplayResult whole = replay(work.input, work.targets, work.assumptions);
    QVERIFY(sum->models == whole.models && sum->actual == whole.actual && sum->stayed == whole.stayed);
    QCOMPARE(sum->movedRequests, whole.movedRequests);

    // Another part may know other currencies.
    ReplayInput yuan{.owns = {ownOf("mine")}, .buckets = 4};
    yuan.owns[0].currency = Currency{"CNY"};
    yuan.records.add(0, {.input = 10}, {}, 1, 77, 0, 2, true);
    ReplayResult both = whole;
    addTo(both, replay(yuan, work.targets, neutral()));
    QCOMPARE(both.currencies.size(), 2U);
    QVERIFY(both.actual[2 * 2] == 77); // CNY comes first
    QVERIFY(both.actual[2 * 2 + 1] == whole.actual[2]);
    QVERIFY(both.models[1].sums[2 * 2 + 1].cost == whole.models[1].sums[2].cost + units(30));
}

void tst_Replay::tokenizerByHand()
{
    ReplayAssumptions assumptions = neutral();
    assumptions.tokenizer = {factorOf(9, 10), factorOf(105, 100), factorOf(12, 10)};
    assumptions.tokenizers = {{"other", factorOf(13, 10)}, {"mine", factorOf(1, 1)}};
    // input 3, output 15: 101 x 1.365 = 137.865, 138; 11 x 1.365 = 15.015, 15. Low 1.17: 118.17, 118; 12.87, 13. High 1.56: 157.56, 158; 17.16, 17
    const ReplaySum sum = sumOf(inputOf({{.input = 101, .output = 11}}), targetOf("other", CacheKind::None, 3, 3, 3, 3, 15), assumptions);
    QVERIFY(sum.cost == units(138 * 3 + 15 * 15));
    QVERIFY(sum.low == units(118 * 3 + 13 * 15));
    QVERIFY(sum.high == units(158 * 3 + 17 * 15));
    // One tokenizer: the same tokens, whatever is assumed.
    ReplayOwn own = ownOf("mine");
    own.tokenizer = "other";
    const ReplaySum within = sumOf(inputOf({{.input = 101, .output = 11}}, own), targetOf("other", CacheKind::None, 3, 3, 3, 3, 15), assumptions);
    QVERIFY((within == ReplaySum{units(468), units(468), units(468)}));
}

void tst_Replay::answerByHand()
{
    ReplayAssumptions assumptions = neutral();
    assumptions.answer = {factorOf(8, 10), factorOf(1, 1), factorOf(13, 10)};
    // 45 x 0.8 = 36; 45 x 1.3 = 58.5, half up 59. The prompt stays.
    const ReplaySum sum = sumOf(inputOf({{.input = 10, .output = 45}}), targetOf("other", CacheKind::None, 3, 3, 3, 3, 15), assumptions);
    QVERIFY((sum == ReplaySum{units(30 + 45 * 15), units(30 + 36 * 15), units(30 + 59 * 15)}));
}

void tst_Replay::cacheByHand()
{
    ReplayAssumptions assumptions = neutral();
    assumptions.cacheHit = {factorOf(1, 2), factorOf(9, 10), factorOf(1, 1)};
    const TokenCounts tokens{.input = 100, .cacheRead = 1001, .cacheWrite5m = 200, .cacheWrite1h = 0, .output = 10};
    // Automatic: kept 900 (floor of 900.9), missed 101 and the writes are input.
    const ReplaySum automatic = sumOf(inputOf({tokens}), targetOf("other", CacheKind::Automatic, 10, 1, 10, 10, 50), assumptions);
    QVERIFY(automatic.cost == units(900 + (100 + 101 + 200) * 10 + 500));
    QVERIFY(automatic.low == units(1001 + (100 + 200) * 10 + 500));
    QVERIFY(automatic.high == units(500 + (100 + 501 + 200) * 10 + 500));
    // Explicit after an automatic one: missed reads are written for five minutes.
    const ReplaySum written = sumOf(inputOf({tokens}, ownOf("mine", CacheKind::Automatic)), targetOf("other", CacheKind::Explicit, 10, 1, 12, 20, 50), assumptions);
    QVERIFY(written.cost == units(1000 + 900 + (200 + 101) * 12 + 500));
    // ... or for an hour, when the record wrote more of that.
    TokenCounts hour = tokens;
    hour.cacheWrite1h = 201;
    const ReplaySum longer = sumOf(inputOf({hour}, ownOf("mine", CacheKind::Automatic)), targetOf("other", CacheKind::Explicit, 10, 1, 12, 20, 50), assumptions);
    QVERIFY(longer.cost == units(1000 + 900 + 200 * 12 + (201 + 101) * 20 + 500));
    // The same kind of cache keeps all.
    const ReplaySum alike = sumOf(inputOf({tokens}), targetOf("other", CacheKind::Explicit, 10, 1, 12, 20, 50), assumptions);
    QVERIFY((alike == ReplaySum{units(1000 + 1001 + 2400 + 500), units(4901), units(4901)}));
    // Below the least size that is cached all is input.
    ReplayTarget large = targetOf("other", CacheKind::Explicit, 10, 1, 12, 20, 50);
    large.minCacheable = 1302;
    QVERIFY(sumOf(inputOf({tokens}), large, assumptions).cost == units(13010 + 500));
    large.minCacheable = 1301;
    QVERIFY(sumOf(inputOf({tokens}), large, assumptions).cost == units(4901));
}

void tst_Replay::contextAtItsEdge()
{
    ReplayTarget target = targetOf("other", CacheKind::None, 1, 1, 1, 1, 1);
    target.contextWindow = 110;
    ReplayAssumptions assumptions = neutral();
    const ReplayInput input = inputOf({{.input = 100, .output = 10}});
    QCOMPARE(replay(input, {target}, assumptions).models[0].moved, 1);
    // In one of nine it does not fit, so it is in none; the same without a band.
    assumptions.answer = {factorOf(1, 1), factorOf(1, 1), factorOf(11, 10)};
    for (const bool band : {true, false}) {
        const ReplayResult result = replay(input, {target}, assumptions, {.band = band});
        QCOMPARE(result.models[0].gaps.context, 1);
        QVERIFY(result.models[0].sums[0] == ReplaySum{});
        QVERIFY(result.models[0].excluded[0] == 1000);
    }
    target.contextWindow = 0; // not known: not checked
    QCOMPARE(replay(input, {target}, assumptions).models[0].moved, 1);
}

void tst_Replay::tierByScaledPrompt()
{
    ReplayTarget target = targetOf("other", CacheKind::None, 1, 1, 1, 1, 1);
    target.prices.push_back(target.prices[0]);
    target.prices[1].input *= 10;
    target.ladders[0] = {.promptFrom = {0, 200}, .outputFrom = {0}, .prices = {0, 1}};
    ReplayAssumptions assumptions = neutral();
    QVERIFY(sumOf(inputOf({{.input = 199}}), target, assumptions).cost == units(199));
    QVERIFY(sumOf(inputOf({{.input = 200}}), target, assumptions).cost == units(2000));
    assumptions.tokenizer = {{}, {}, factorOf(2, 1)};
    const ReplaySum sum = sumOf(inputOf({{.input = 100}}), target, assumptions);
    QVERIFY((sum == ReplaySum{units(100), units(100), units(2000)}));
    // A limit of the answer's length.
    target.ladders[0] = {.promptFrom = {0}, .outputFrom = {0, 50}, .prices = {1, 0}};
    QVERIFY(sumOf(inputOf({{.input = 100, .output = 49}}), target, neutral()).cost == units(1049));
    QVERIFY(sumOf(inputOf({{.input = 100, .output = 50}}), target, neutral()).cost == units(150));
}

/// No prompt is known of a sum, so neither context nor smallest cacheable size may be looked at.
void tst_Replay::rowsOfSeveralRequests()
{
    ReplayOwn own = ownOf("mine");
    own.aggregate = true;
    ReplayInput input{.owns = {own}};
    input.records.add(0, {.input = 500, .cacheRead = 100}, {}, 7, 1, 0, 0, true);
    ReplayTarget target = targetOf("other", CacheKind::Explicit, 10, 1, 12, 20, 50);
    target.contextWindow = 10;
    target.minCacheable = 5000;
    const ReplayResult result = replay(input, {target}, neutral());
    QCOMPARE(result.models[0].moved, 7);
    QCOMPARE(result.models[0].lowerBounds, 7);
    QVERIFY(result.models[0].sums[0].cost == units(5100));
}

void tst_Replay::audioAndImages()
{
    ReplayInput input{.owns = {ownOf("mine")}};
    input.records.add(0, {.input = 100}, {}, 1, 1, 0, 0, true);
    input.records.add(0, {.input = 100}, {.inputAudio = 10, .cachedAudio = 4, .outputAudio = 6, .webSearches = 2}, 1, 1, 0, 0, true);
    ReplayTarget target = targetOf("other", CacheKind::Automatic, 1, 1, 1, 1, 1);
    target.prices[0].inputAudio = 1'000;
    target.prices[0].cachedAudio = 100;
    target.prices[0].outputAudio = 10'000;
    target.prices[0].webSearch = 7;
    ReplayResult result = replay(input, {target}, neutral());
    QCOMPARE(result.models[0].gaps.modality, 1);
    QCOMPARE(result.models[0].moved, 1);
    target.servesInputAudio = target.servesOutputAudio = true;
    result = replay(input, {target}, neutral());
    QCOMPARE(result.models[0].gaps.modality, 0);
    QVERIFY(result.models[0].sums[0].cost == units(200) + 10 * 1'000 + 4 * 100 + 6 * 10'000 + 2 * 7);
    // Twice the tokens, the same number of searches; half of what was cached is not.
    ReplayAssumptions assumptions = neutral();
    assumptions.tokenizer = {factorOf(2, 1), factorOf(2, 1), factorOf(2, 1)};
    assumptions.cacheHit = {factorOf(1, 2), factorOf(1, 2), factorOf(1, 2)};
    result = replay(input, {target}, assumptions);
    QVERIFY(result.models[0].sums[0].cost == units(400) + (20 + 4) * 1'000 + 4 * 100 + 12 * 10'000 + 2 * 7);
    QVERIFY(result.models[0].sums[0].cost == result.models[0].sums[0].high);
}

void tst_Replay::unpricedRecordsCompareWithNothing()
{
    ReplayOwn own = ownOf("mine");
    own.priced = false;
    ReplayInput input = inputOf({{.input = 100}}, own);
    input.records.actual[0] = 0;
    const ReplayResult result = replay(input, {targetOf("other", CacheKind::None, 1, 1, 1, 1, 1), targetOf("mine", CacheKind::None, 1, 1, 1, 1, 1)}, neutral());
    QCOMPARE(result.models[0].gaps.noActual, 1);
    QCOMPARE(result.models[1].gaps.noActual, 1);
    QCOMPARE(result.models[0].moved, 0);
}

/// The model's own price at another moment: its own tokens, whatever is assumed.
void tst_Replay::anotherTime()
{
    ReplayTarget target = targetOf("mine", CacheKind::Explicit, 10, 1, 12, 20, 50);
    target.isAtFixedTime = true;
    const ReplayResult result = replay(inputOf({{.input = 100, .cacheRead = 50, .output = 3}}), {target}, ReplayAssumptions{});
    QVERIFY(result.models[0].sums[0].cost == units(1000 + 50 + 150));
    QVERIFY(result.models[0].sums[0].low == result.models[0].sums[0].high);
    QCOMPARE(result.models[0].same, 1);
}

void tst_Replay::stopped()
{
    const RandomWork work = randomWork(1, 5000);
    const std::atomic<bool> stop{true};
    const ReplayResult result = replay(work.input, work.targets, work.assumptions, {.stop = &stop});
    QCOMPARE(result.movedRequests, 0);
}

/// Every time, size and variant of real models: what was resolved beforehand is what the pricer says.
void tst_Replay::pricesAreThePricers()
{
    const OwnPrice mine{.model = "gpt-5", .provider = {}, .currency = "EUR", .from = "2026-03-01", .to = "2026-03-05", .input = "9", .output = "90"};
    const std::vector<OwnPrice> ownPrices{mine};
    Pricer pricer{Catalogue::builtIn(), ownPrices};
    Pricer reference{Catalogue::builtIn(), ownPrices};
    const std::vector<ReplayVariant> variants{{}, {.flags = BatchFlag}, {.flags = ThinkingFlag}, {.serviceTier = "priority"}, {.serviceTier = "flex"},
                                              {.speed = "fast"}, {.flags = AggregateFlag}, {.hourKnown = false}, {.flags = ExplicitCacheFlag}};
    const UtcTime from = parseTime("2025-07-01T00:00:00Z")->time;
    const UtcTime to = parseTime("2026-11-20T00:00:00Z")->time;
    std::mt19937 dice{12};
    int compared = 0;
    for (const char *name : {"deepseek/deepseek-chat", "deepseek/deepseek-v4-pro", "deepseek-cn/deepseek-v4-flash", "google/gemini-2.5-pro", "openai/gpt-5.4",
                             "openai/gpt-5", "anthropic/claude-opus-4-6", "anthropic/claude-sonnet-4-5", "volcengine/doubao-seed-1.6", "zhipu-cn/glm-4.6",
                             "alibaba-cn/qwen-plus", "alibaba-cn/qwen3.8-max", "openai/gpt-6-sol"}) {
        const std::string key{name};
        const Result<ReplayModel> model = replayModelOf(pricer, key.substr(0, key.find('/')), key.substr(key.find('/') + 1), ownPrices, to);
        QVERIFY2(bool(model), name);
        QCOMPARE(model->key, key);
        const ReplayTarget target = replayTargetOf(pricer, *model, ownPrices, variants, {.fromMs = msOf(from), .toMs = msOf(to)});
        ReplayTarget anySize = target;
        anySize.contextWindow = 0;
        ReplayInput input{.buckets = 3000}; // one a record
        for (std::size_t v = 0; v < variants.size(); ++v) {
            input.owns.push_back(ownOf("nobody"));
            input.owns.back().variant = std::uint32_t(v);
            input.owns.back().aggregate = (variants[v].flags & AggregateFlag) != 0;
        }
        std::vector<const Rate *> rates;
        for (std::uint32_t i = 0; i < input.buckets; ++i) {
            const std::int64_t minutes = (msOf(to) - msOf(from)) / 60'000;
            const std::int64_t ms = msOf(from) + (1 + std::int64_t(dice()) % (minutes - 1)) * 60'000 - (dice() % 2 == 0 ? 1 : 0);
            const std::uint32_t v = std::uint32_t(dice() % variants.size());
            const std::int64_t prompts[] = {1, 31'999, 32'000, 32'001, 128'001, 199'999, 200'000, 200'001, 271'999, 272'000, 272'001, 600'000};
            const std::int64_t outputs[] = {1, 199, 200, 201, 5000};
            UsageRecord record;
            record.time = record.end = utcFromMs(ms);
            record.precision = variants[v].hourKnown ? Precision::Instant : Precision::Day;
            record.flags = variants[v].flags;
            record.tokens.input = prompts[dice() % std::size(prompts)];
            record.tokens.output = outputs[dice() % std::size(outputs)];
            const Serving serving{.provider = model->provider, .model = model->id, .serviceTier = variants[v].serviceTier, .speed = variants[v].speed};
            rates.push_back(&reference.rateOf(record, serving));
            input.records.add(ms, record.tokens, {}, 1, 0, v, i, true);
        }
        const ReplayResult result = replay(input, {anySize}, neutral());
        const std::int64_t unpriced = std::count_if(rates.begin(), rates.end(), [](const Rate *rate) { return !rate->isPriced(); });
        QCOMPARE(result.models[0].gaps.unpriced, unpriced);
        for (std::uint32_t i = 0; i < input.buckets; ++i) {
            if (!rates[i]->isPriced()) {
                continue;
            }
            const std::size_t place = std::size_t(std::find(result.currencies.begin(), result.currencies.end(), rates[i]->currency) - result.currencies.begin());
            const ReplayRecords &r = input.records;
            const Int128 expected = costOf({.input = r.input[i], .output = r.output[i]}, {}, *rates[i]).atto();
            QVERIFY2(place < result.currencies.size() && result.models[0].sums[i * result.currencies.size() + place].cost == expected,
                     qPrintable(QString::fromLatin1(name) + QLatin1Char(' ') + QString::fromStdString(toRfc3339(utcFromMs(r.timeMs[i]))) + QLatin1Char(' ')
                                + QString::number(r.own[i])));
            ++compared;
        }
    }
    QVERIFY(compared > 20'000);
}

void tst_Replay::cacheKindsOfTheCatalogue()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const auto kindOf = [&](const char *provider, const char *model) {
        return cacheKindOf(pricer.rateOf({.provider = provider, .model = model, .time = parseTime("2026-11-01T00:00:00Z")->time, .tokens = {.input = 1}}));
    };
    QVERIFY(kindOf("anthropic", "claude-opus-4-5") == CacheKind::Explicit);
    QVERIFY(kindOf("google", "gemini-2.5-pro") == CacheKind::Automatic);
    QVERIFY(kindOf("openai", "gpt-4") == CacheKind::None);
}

void tst_Replay::namesOfModels()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const UtcTime at = parseTime("2026-11-01T00:00:00Z")->time;
    const std::vector<OwnPrice> own{{.model = "My-Local", .provider = {}, .currency = "EUR", .input = "1", .output = "2"}};
    QCOMPARE(replayModelOf(pricer, {}, "claude-opus-4-1-20250805", own, at)->key, std::string{"anthropic/claude-opus-4-1"});
    QCOMPARE(replayModelOf(pricer, {}, "google/gemini-2.5-pro", own, at)->key, std::string{"google/gemini-2.5-pro"});
    QCOMPARE(replayModelOf(pricer, "alibaba-cn", "qwen-max", own, at)->key, std::string{"alibaba-cn/qwen-max"});
    QCOMPARE(replayModelOf(pricer, {}, "my-local", own, at)->key, std::string{"my-local"});
    const Result<ReplayModel> ambiguous = replayModelOf(pricer, {}, "qwen-max", own, at);
    QVERIFY(!ambiguous && ambiguous.problem().cause == Cause::UnknownModel);
    QVERIFY(ambiguous.problem().args.size() == 3U);
    QVERIFY(!replayModelOf(pricer, {}, "nothing-of-the-kind", own, at));
}

void tst_Replay::tokenizers()
{
    QCOMPARE(tokenizerOf("anthropic/claude-opus-4-6", "claude-opus"), std::string{"claude"});
    QCOMPARE(tokenizerOf("anthropic/claude-opus-4-7", "claude-opus"), std::string{"claude-2026"});
    QCOMPARE(tokenizerOf("anthropic/claude-opus-5", "claude-opus"), std::string{"claude-2026"});
    QCOMPARE(tokenizerOf("amazon-bedrock/us.anthropic.claude-opus-5", "claude-opus"), std::string{"claude-2026"});
    QCOMPARE(tokenizerOf("amazon-bedrock/anthropic.claude-opus-4-20250514-v1:0", "claude-opus"), std::string{"claude"});
    QCOMPARE(tokenizerOf("anthropic/claude-sonnet-4-6", "claude-sonnet"), std::string{"claude"});
    QCOMPARE(tokenizerOf("anthropic/claude-sonnet-5-5", "claude-sonnet"), std::string{"claude-2026"});
    QCOMPARE(tokenizerOf("anthropic/claude-3-opus", "claude-opus"), std::string{"claude"});
    QCOMPARE(tokenizerOf("anthropic/claude-fable-5-2", "claude-fable"), std::string{"claude-2026"});
    QCOMPARE(tokenizerOf("openai/o3", "o-series"), std::string{"gpt"});
    QCOMPARE(tokenizerOf("openai/gpt-5.6-sol", "gpt-5.6"), std::string{"gpt"});
    QCOMPARE(tokenizerOf("alibaba-cn/qwen3-max", "qwen3-max"), std::string{"qwen"});
    QCOMPARE(tokenizerOf("mistral/devstral-2512", "devstral"), std::string{"mistral"});
    QCOMPARE(tokenizerOf("mine", ""), std::string{"mine"});
}

void tst_Replay::factorTexts()
{
    QCOMPARE(toText(*parseFactorBand("0.9:1:1.15", LeastFactor, MostFactor)), std::string{"0.9:1:1.15"});
    QCOMPARE(toText(*parseFactorBand("1.3", LeastFactor, MostFactor)), std::string{"1.3"});
    for (const char *bad : {"", ":", "1:2", "1:2:3:4", "2:1:3", "1:3:2", "0.01", "9", "x", "-1", "1.00001", "1e400", "1::2", "0.9:1:"}) {
        QVERIFY2(!parseFactorBand(bad, LeastFactor, MostFactor), bad);
    }
    QVERIFY(parseFactorBand("0:0.5:1", Factor{0, 1}, Factor{1, 1}).has_value());
    QCOMPARE(scaledUp(3, factorOf(1, 2)), 2); // half up
    QCOMPARE(scaledUp(1'000'000'000'000, factorOf(12345, 10'000)), 1'234'500'000'000);
    QCOMPARE(scaledDown(9, factorOf(999, 1000)), 8);
}

void tst_Replay::assumptionTexts()
{
    ReplayAssumptions assumptions;
    QVERIFY(toTexts(assumptions).empty());
    const std::vector<std::string> texts{"tokenizer=0.8:1.05:1.2", "answer=1.5", "cache=0:0.25:1", "tokenizer.claude-2026=1.2", "tokenizer.gpt=0.9"};
    for (const std::string &text : texts) {
        QVERIFY2(readAssumption(text, assumptions), text.c_str());
    }
    QCOMPARE(toTexts(assumptions), texts);
    for (const char *bad : {"", "tokenizer", "length=1", "cache=1.1", "answer=0.01", "answer=9", "tokenizer.=1", "tokenizer.gpt=1:2:3", "=1"}) {
        QVERIFY2(!readAssumption(bad, assumptions), bad);
    }
    QCOMPARE(toTexts(assumptions), texts);
}

TOKENMETER_TEST(tst_Replay);

} // namespace test_Replay

#include "tst_Replay.moc"
