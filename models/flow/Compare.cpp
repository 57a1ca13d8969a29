// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Compare.h"

#include "analysis/Tokenizer.h"
#include "core/UsageRecord.h"
#include "flow/Amounts.h"
#include "flow/CompareReading.h"
#include "flow/ModelNames.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// One figure's cells by local day, each amount at its UTC day's exchange rate.
class FigureAmounts
{
public:
    FigureAmounts(const CompareRecords &records, const ReplayResult &result, Currency to) : m_records{records}, m_result{result}, m_to{to}, m_converted{to} {}

    void add(std::size_t cell, Int128 atto)
    {
        if (atto == 0) {
            return;
        }
        const CompareRecords::Bucket &bucket = m_records.buckets[cell / m_result.currencies.size()];
        const Money amount = Money::fromAtto(atto, m_result.currencies[cell % m_result.currencies.size()]);
        if (m_to.isNone()) {
            addMoney(m_apart[bucket.day], amount);
        } else {
            m_converted.add(bucket.day, bucket.utcDay, amount);
        }
    }
    /// By code.
    std::map<LocalDay, std::vector<Money>> byDay(Comparison &comparison) const
    {
        return m_to.isNone() ? m_apart : m_converted.convertEach(m_records.rates, comparison.rates, comparison.missing);
    }

private:
    const CompareRecords &m_records;
    const ReplayResult &m_result;
    Currency m_to;
    EachAmounts<LocalDay> m_converted;
    std::map<LocalDay, std::vector<Money>> m_apart{};
};

std::vector<Money> sumOf(const std::map<LocalDay, std::vector<Money>> &days)
{
    std::vector<Money> sum;
    for (const auto &[day, parts] : days) {
        for (const Money part : parts) {
            addMoney(sum, part);
        }
    }
    return sum;
}

Money ofCurrency(const std::vector<Money> &amounts, Currency currency)
{
    const auto found = std::find_if(amounts.begin(), amounts.end(), [&](Money amount) { return amount.currency() == currency; });
    return found == amounts.end() ? Money::fromAtto(0, currency) : *found;
}

std::vector<BandMoney> bandOf(const std::vector<Money> &cost, const std::vector<Money> &low, const std::vector<Money> &high)
{
    std::vector<Money> all = cost;
    for (const std::vector<Money> *side : {&low, &high}) {
        for (const Money amount : *side) {
            addMoney(all, Money::fromAtto(0, amount.currency()));
        }
    }
    std::vector<BandMoney> bands;
    for (const Money amount : all) {
        bands.push_back({amount, ofCurrency(low, amount.currency()), ofCurrency(high, amount.currency())});
    }
    return bands;
}

bool sells(const ReplayTarget &target, CacheKind kind)
{
    return std::any_of(target.prices.begin(), target.prices.end(), [&](const ReplayPrice &price) { return price.cache == kind; });
}

/// What was assumed of the records that are not the model's own.
std::vector<Assumed> assumedOf(const CompareRequest &request, const CompareRecords &records, const ReplayTarget &target, const ReplayOutcome &outcome)
{
    std::vector<Assumed> assumed;
    const auto add = [&](Assumed::What what, const FactorBand &band = {}, std::int64_t count = 0) {
        const Assumed one{what, band, count};
        if (std::find(assumed.begin(), assumed.end(), one) == assumed.end()) {
            assumed.push_back(one);
        }
    };
    if (target.isAtFixedTime) {
        add(Assumed::What::FixedTime);
    }
    const Spend &total = records.total;
    if (outcome.moved > outcome.same) {
        const std::int64_t writes = total.tokens.cacheWrite5m + total.tokens.cacheWrite1h;
        bool isOtherCache = false;
        for (const ReplayOwn &own : records.input.owns) {
            if (!own.priced || own.model == target.key) {
                continue;
            }
            if (const FactorBand band = tokenizerBand(request.assumptions, own.tokenizer, target.tokenizer); !band.isOne()) {
                add(Assumed::What::Tokenizer, band);
            }
            isOtherCache = isOtherCache || !sells(target, own.cache);
        }
        if (!request.assumptions.answer.isOne()) {
            add(Assumed::What::Answer, request.assumptions.answer);
        }
        const bool hasCache = sells(target, CacheKind::Automatic) || sells(target, CacheKind::Explicit);
        if (!hasCache && total.tokens.cacheRead + writes > 0) {
            add(Assumed::What::NoCache);
        }
        if (hasCache && isOtherCache && total.tokens.cacheRead > 0 && !request.assumptions.cacheHit.isOne()) {
            add(Assumed::What::CacheHit, request.assumptions.cacheHit);
        }
        if (hasCache && !sells(target, CacheKind::Explicit) && writes > 0) {
            add(Assumed::What::WritesAsInput);
        }
        if (total.tokens.cacheWrite1h > 0 && std::any_of(target.prices.begin(), target.prices.end(), [](const ReplayPrice &price) {
                return price.cache == CacheKind::Explicit && price.write1h == price.write5m;
            })) {
            add(Assumed::What::HourAsFive);
        }
        if (hasCache && target.minCacheable > 0) {
            add(Assumed::What::MinCacheable, {}, target.minCacheable);
        }
        if (target.contextWindow == 0) {
            add(Assumed::What::ContextUnknown);
        }
    }
    const std::pair<Assumed::What, std::int64_t> counts[] = {{Assumed::What::StandardTier, outcome.lostTier},
                                                             {Assumed::What::StandardSpeed, outcome.lostFast},
                                                             {Assumed::What::SearchUnknown, outcome.unknownFees},
                                                             {Assumed::What::LowerBound, outcome.lowerBounds}};
    for (const auto &[what, count] : counts) {
        if (count > 0) {
            add(what, {}, count);
        }
    }
    return assumed;
}

void joinRates(Comparison &comparison)
{
    std::sort(comparison.rates.begin(), comparison.rates.end());
    comparison.rates.erase(std::unique(comparison.rates.begin(), comparison.rates.end()), comparison.rates.end());
    std::vector<Problem> missing;
    for (const Problem &problem : comparison.missing) {
        const auto same = std::find_if(missing.begin(), missing.end(), [&](const Problem &other) {
            return other.args.size() > 1 && problem.args.size() > 1 && other.args[0] == problem.args[0] && other.args[1] == problem.args[1];
        });
        if (same == missing.end()) {
            missing.push_back(problem);
        } else if (problem.args.back() < same->args.back()) {
            *same = problem; // the first day that lacks a rate
        }
    }
    comparison.missing = std::move(missing);
}

} // namespace

Comparison comparisonOf(const CompareRecords &records, const std::vector<ReplayTarget> &targets, const CompareRequest &request, const ReplayResult &result)
{
    Comparison comparison{.currency = request.currency, .total = records.total, .used = records.used};
    comparison.movedRequests = result.movedRequests;
    comparison.stayedRequests = result.stayedRequests;
    const Currency to{request.currency};
    FigureAmounts whole{records, result, to};
    for (std::size_t cell = 0; cell < result.actual.size(); ++cell) {
        whole.add(cell, result.actual[cell] + result.stayed[cell]);
    }
    comparison.actual = sumOf(whole.byDay(comparison));
    for (const Money cost : records.total.cost) { // free work costs 0, which is a price
        if (comparison.actual.empty()) {
            addMoney(comparison.actual, Money::fromAtto(0, to.isNone() ? cost.currency() : to));
        }
    }
    for (std::size_t m = 0; m < targets.size(); ++m) {
        const ReplayOutcome &outcome = result.models[m];
        ComparedModel compared{.model = request.models[m], .contextWindow = targets[m].contextWindow};
        compared.moved = outcome.moved;
        compared.same = outcome.same;
        compared.gaps = outcome.gaps;
        compared.tokens = outcome.tokens;
        compared.assumed = assumedOf(request, records, targets[m], outcome);
        FigureAmounts cost{records, result, to}, low{records, result, to}, high{records, result, to}, actual{records, result, to};
        for (std::size_t cell = 0; cell < result.actual.size(); ++cell) {
            const ReplaySum &sum = outcome.sums[cell];
            const Int128 stayed = result.stayed[cell];
            cost.add(cell, sum.cost + stayed);
            low.add(cell, sum.low + stayed);
            high.add(cell, sum.high + stayed);
            actual.add(cell, result.actual[cell] - outcome.excluded[cell] + stayed);
        }
        const std::map<LocalDay, std::vector<Money>> costDays = cost.byDay(comparison);
        const std::map<LocalDay, std::vector<Money>> actualDays = actual.byDay(comparison);
        const bool isNothing = outcome.moved == 0 && result.stayedRequests == result.stayedUnpriced;
        if (!isNothing) {
            compared.cost = bandOf(sumOf(costDays), sumOf(low.byDay(comparison)), sumOf(high.byDay(comparison)));
            compared.actual = sumOf(actualDays);
            const auto zero = [&]() {
                const Currency own = targets[m].prices.empty() ? Currency{"USD"} : targets[m].prices.front().currency;
                return Money::fromAtto(0, to.isNone() ? own : to);
            };
            if (compared.cost.empty()) {
                compared.cost.push_back({zero(), zero(), zero()}); // a free model
            }
            if (compared.actual.empty()) {
                compared.actual.push_back(zero());
            }
        }
        if (request.byDay && !isNothing) {
            std::map<LocalDay, ComparedModel::Day> days;
            for (const auto &[date, parts] : costDays) {
                days[date].cost = parts;
            }
            for (const auto &[date, parts] : actualDays) {
                days[date].actual = parts;
            }
            for (auto &[date, day] : days) {
                day.day = date;
                compared.days.push_back(std::move(day));
            }
        }
        comparison.models.push_back(std::move(compared));
    }
    joinRates(comparison);
    return comparison;
}

std::optional<Problem> wrongCurrency(const CompareRequest &request)
{
    if (!request.currency.empty() && Currency{request.currency}.isNone()) {
        return Problem{.cause = Cause::BadArgument, .args = {"--currency", request.currency}};
    }
    return std::nullopt;
}

std::optional<double> ComparedModel::cacheHit() const
{
    return tokens.prompt() == 0 ? std::nullopt : std::optional{double(tokens.cacheRead) / double(tokens.prompt())};
}

std::vector<ReplayTarget> compareTargets(Pricer &pricer, const CompareRecords &records, const CompareRequest &request)
{
    const std::vector<std::int64_t> &times = records.input.records.timeMs;
    ReplayTimes span{.at = request.at};
    if (!times.empty()) {
        const auto [first, last] = std::minmax_element(times.begin(), times.end());
        span.fromMs = *first;
        span.toMs = *last + 1;
    }
    std::vector<ReplayTarget> targets;
    for (const ReplayModel &model : request.models) {
        targets.push_back(replayTargetOf(pricer, model, records.ownPrices, records.variants, span));
    }
    return targets;
}

Comparison compareOn(const CompareRecords &records, const std::vector<ReplayTarget> &targets, const CompareRequest &request)
{
    return comparisonOf(records, targets, request, replay(records.input, targets, request.assumptions, {.band = request.band}));
}

Result<CompareRecords> readCompareRecords(LedgerReader &reader, Pricer &pricer, const CompareRequest &request)
{
    if (const std::optional<Problem> wrong = wrongCurrency(request)) {
        return *wrong;
    }
    CompareReading reading{pricer, request};
    if (const Result<Done> read = reading.read(reader, SIZE_MAX, {}); !read) {
        return read.problem();
    }
    return std::move(reading.records());
}

Result<Comparison> compareOf(LedgerReader &reader, Pricer &pricer, const CompareRequest &request, std::size_t partSize)
{
    if (const std::optional<Problem> wrong = wrongCurrency(request)) {
        return *wrong;
    }
    CompareReading reading{pricer, request};
    ReplayedParts parts{pricer, request};
    if (const Result<Done> read = reading.read(reader, partSize, [&](CompareRecords &part, bool isFirst) { parts.take(part, isFirst); }); !read) {
        return read.problem();
    }
    return comparisonOf(reading.records(), parts.targets(), request, parts.sum());
}

void addPrices(ReplayTarget &target, const ReplayTarget &part)
{
    for (const ReplayPrice &price : part.prices) {
        if (std::find(target.prices.begin(), target.prices.end(), price) == target.prices.end()) {
            target.prices.push_back(price);
        }
    }
}

void ReplayedParts::take(CompareRecords &part, bool isFirst)
{
    if (m_sum && !isFirst && part.input.records.size() == 0) {
        return; // the last part was full
    }
    std::vector<ReplayTarget> ofPart = compareTargets(m_pricer, part, m_request);
    ReplayResult result = replay(part.input, ofPart, m_request.assumptions, {.band = m_request.band});
    if (!m_sum || isFirst) {
        m_sum = std::move(result);
        m_targets = std::move(ofPart);
        return;
    }
    addTo(*m_sum, result);
    for (std::size_t i = 0; i < m_targets.size(); ++i) { // what they sold at any time of the view
        addPrices(m_targets[i], ofPart[i]);
    }
}

} // namespace tokenmeter
