// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Replay.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <thread>

namespace tokenmeter
{
namespace
{

/// What is prepared of a block of records for all targets with one tokenizer fits into the second cache.
constexpr std::size_t BlockSize = 1024;

/// A record's text classes, scaled.
struct Counted
{
    std::int64_t input = 0, read = 0, write5m = 0, write1h = 0, output = 0;
    std::int64_t prompt = 0; ///< of these four
};

/// What a choice of factors makes of a record. Rare classes are in `rarePrompt` and `rareOutput` by their number alone.
struct Corner
{
    Counted counted{};
    std::int64_t kept = 0; ///< reads that are still reads where the cache is of another kind
    std::int64_t rarePrompt = 0;
    std::int64_t rareOutput = 0;
};

constexpr std::size_t Central = 0;
constexpr std::size_t Corners = 9; ///< the central one first

struct Prepared
{
    std::int64_t largest = 0; ///< prompt and answer with the largest factors: what has to fit into the context
    bool writesMoreLong = false;
    const RareCounts *rare = nullptr;
    Corner central{};
};
using OtherCorners = std::array<Corner, Corners - 1>;

/// Factors of one corner.
struct Choice
{
    Factor prompt{}, output{}, hit{};
};
using Choices = std::array<Choice, Corners>;

Choices choicesOf(const FactorBand &tokenizer, const ReplayAssumptions &assumptions)
{
    const FactorBand &answer = assumptions.answer;
    const FactorBand &hit = assumptions.cacheHit;
    Choices choices;
    choices[Central] = {tokenizer.central, tokenizer.central * answer.central, hit.central};
    std::size_t next = 1;
    for (const Factor f : {tokenizer.low, tokenizer.high}) {
        for (const Factor l : {answer.low, answer.high}) {
            for (const Factor k : {hit.low, hit.high}) {
                choices[next++] = {f, f * l, k};
            }
        }
    }
    return choices;
}

RareCounts scaledRare(const RareCounts &rare, const Choice &choice)
{
    return {.inputAudio = scaledUp(rare.inputAudio, choice.prompt),
            .cachedAudio = scaledUp(rare.cachedAudio, choice.prompt),
            .outputAudio = scaledUp(rare.outputAudio, choice.output),
            .inputImage = scaledUp(rare.inputImage, choice.prompt),
            .outputImage = scaledUp(rare.outputImage, choice.output),
            .webSearches = rare.webSearches};
}

Corner cornerOf(const ReplayRecords &records, std::size_t i, const RareCounts *rare, const Choice &choice)
{
    Corner corner;
    Counted &c = corner.counted;
    c.input = scaledUp(records.input[i], choice.prompt);
    c.read = scaledUp(records.cacheRead[i], choice.prompt);
    c.write5m = scaledUp(records.write5m[i], choice.prompt);
    c.write1h = scaledUp(records.write1h[i], choice.prompt);
    c.output = scaledUp(records.output[i], choice.output);
    c.prompt = c.input + c.read + c.write5m + c.write1h;
    corner.kept = scaledDown(c.read, choice.hit);
    if (rare) {
        const RareCounts scaled = scaledRare(*rare, choice);
        corner.rarePrompt = scaled.prompt();
        corner.rareOutput = scaled.outputAudio + scaled.outputImage;
    }
    return corner;
}

/// Text classes alone.
Int128 costOf(const ReplayPrice &price, const Counted &c, std::int64_t kept, bool writesMoreLong, bool isCacheable)
{
    const Int128 output = Int128{c.output} * price.output;
    if (!isCacheable || price.cache == CacheKind::None) {
        return output + Int128{c.prompt} * price.input;
    }
    const std::int64_t missed = c.read - kept;
    const Int128 reads = output + Int128{kept} * price.cacheRead;
    if (price.cache == CacheKind::Automatic) {
        return reads + Int128{c.input + missed + c.write5m + c.write1h} * price.input;
    }
    return reads + Int128{c.input} * price.input + Int128{c.write5m + (writesMoreLong ? 0 : missed)} * price.write5m
        + Int128{c.write1h + (writesMoreLong ? missed : 0)} * price.write1h;
}

/// @param hit one where the caches are of one kind
Int128 rareCostOf(const ReplayPrice &price, const RareCounts &rare, Factor hit, bool isCacheable)
{
    const std::int64_t kept = isCacheable ? scaledDown(rare.cachedAudio, hit) : 0;
    return Int128{rare.inputAudio + rare.cachedAudio - kept} * price.inputAudio + Int128{kept} * price.cachedAudio
        + Int128{rare.outputAudio} * price.outputAudio + Int128{rare.inputImage} * price.inputImage
        + Int128{rare.outputImage} * price.outputImage + Int128{rare.webSearches} * price.webSearch;
}

/// As the target counts what it is sent: missed reads are input or writes.
TokenCounts countedAt(const ReplayPrice &price, const Counted &c, std::int64_t kept, bool writesMoreLong, bool isCacheable)
{
    if (!isCacheable || price.cache == CacheKind::None) {
        return {.input = c.prompt, .output = c.output};
    }
    const std::int64_t missed = c.read - kept;
    if (price.cache == CacheKind::Automatic) {
        return {.input = c.input + missed + c.write5m + c.write1h, .cacheRead = kept, .output = c.output};
    }
    return {.input = c.input,
            .cacheRead = kept,
            .cacheWrite5m = c.write5m + (writesMoreLong ? 0 : missed),
            .cacheWrite1h = c.write1h + (writesMoreLong ? missed : 0),
            .output = c.output};
}

bool serves(const ReplayTarget &target, const RareCounts &rare)
{
    return (target.servesInputAudio || (rare.inputAudio == 0 && rare.cachedAudio == 0)) && (target.servesOutputAudio || rare.outputAudio == 0)
        && (target.servesInputImage || rare.inputImage == 0) && (target.servesOutputImage || rare.outputImage == 0);
}

std::size_t stepOf(const std::vector<std::int64_t> &from, std::int64_t size)
{
    std::size_t step = from.size() - 1;
    while (step > 0 && from[step] > size) {
        --step;
    }
    return step;
}

std::int32_t priceAt(const ReplayLadder &ladder, std::int64_t prompt, std::int64_t output)
{
    if (ladder.prices.size() == 1) {
        return ladder.prices.front();
    }
    return ladder.prices[stepOf(ladder.promptFrom, prompt) * ladder.outputFrom.size() + stepOf(ladder.outputFrom, output)];
}

std::uint32_t indexOf(const std::vector<Currency> &currencies, Currency currency)
{
    return std::uint32_t(std::lower_bound(currencies.begin(), currencies.end(), currency) - currencies.begin());
}

std::vector<Currency> currenciesOf(const ReplayInput &input, const std::vector<ReplayTarget> &targets)
{
    std::vector<Currency> all;
    for (const ReplayOwn &own : input.owns) {
        if (own.priced) {
            all.push_back(own.currency);
        }
    }
    for (const ReplayTarget &target : targets) {
        for (const ReplayPrice &price : target.prices) {
            all.push_back(price.currency);
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// Targets that count tokens alike, so that a record is scaled once for all of them.
struct Group
{
    std::vector<Choices> choices{}; ///< one an own
    std::vector<std::size_t> targets{};
};

/// What the kernel looks up, so that it compares numbers alone.
struct Plan
{
    const ReplayInput &input;
    const std::vector<ReplayTarget> &targets;
    const ReplayOptions &options;
    std::vector<Currency> currencies{};
    std::vector<std::uint32_t> ownCurrency{};                ///< one an own
    std::vector<std::vector<std::uint8_t>> isSameModel{};    ///< by target, then own
    std::vector<std::vector<std::uint32_t>> priceCurrency{}; ///< by target, then price
    std::vector<Group> groups{};
    Choices unchanged{};
};

Plan planOf(const ReplayInput &input, const std::vector<ReplayTarget> &targets, const ReplayAssumptions &assumptions, const ReplayOptions &options)
{
    Plan plan{.input = input, .targets = targets, .options = options};
    plan.currencies = currenciesOf(input, targets);
    for (const ReplayOwn &own : input.owns) {
        plan.ownCurrency.push_back(own.priced ? indexOf(plan.currencies, own.currency) : 0);
    }
    std::map<std::vector<std::array<std::int64_t, 6>>, std::size_t> known;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        std::vector<std::uint8_t> same;
        std::vector<std::array<std::int64_t, 6>> signature;
        std::vector<Choices> choices;
        for (const ReplayOwn &own : input.owns) {
            same.push_back(own.model == targets[t].key);
            const FactorBand band = tokenizerBand(assumptions, own.tokenizer, targets[t].tokenizer);
            signature.push_back({band.low.num, band.low.den, band.central.num, band.central.den, band.high.num, band.high.den});
            choices.push_back(choicesOf(band, assumptions));
        }
        const auto [place, isNew] = known.try_emplace(std::move(signature), plan.groups.size());
        if (isNew) {
            plan.groups.push_back({.choices = std::move(choices)});
        }
        plan.groups[place->second].targets.push_back(t);
        plan.isSameModel.push_back(std::move(same));
        std::vector<std::uint32_t> currency;
        for (const ReplayPrice &price : targets[t].prices) {
            currency.push_back(indexOf(plan.currencies, price.currency));
        }
        plan.priceCurrency.push_back(std::move(currency));
    }
    plan.unchanged.fill(Choice{});
    return plan;
}

ReplayResult emptyResult(const Plan &plan)
{
    ReplayResult result;
    result.currencies = plan.currencies;
    const std::size_t cells = std::size_t{plan.input.buckets} * plan.currencies.size();
    result.actual.assign(cells, 0);
    result.stayed.assign(cells, 0);
    result.models.resize(plan.targets.size());
    for (ReplayOutcome &outcome : result.models) {
        outcome.sums.assign(cells, {});
        outcome.excluded.assign(cells, 0);
    }
    return result;
}

/// Adds where the last one was added: neighbours in time are of one bucket. Without a band the costs alone.
class CellSum
{
public:
    CellSum(std::vector<ReplaySum> &cells, bool band) : m_cells{cells}, m_band{band} {}
    ~CellSum() { flush(); }
    CellSum(const CellSum &) = delete;
    CellSum &operator=(const CellSum &) = delete;

    void add(std::size_t cell, const ReplaySum &sum)
    {
        if (cell != m_cell) {
            flush();
            m_cell = cell;
        }
        m_sum.cost += sum.cost;
        if (m_band) {
            m_sum.low += sum.low;
            m_sum.high += sum.high;
        }
    }

private:
    void flush()
    {
        if (m_cell < m_cells.size()) {
            m_cells[m_cell] += m_band ? m_sum : ReplaySum{m_sum.cost, m_sum.cost, m_sum.cost};
        }
        m_sum = {};
    }

    std::vector<ReplaySum> &m_cells;
    bool m_band;
    std::size_t m_cell = SIZE_MAX;
    ReplaySum m_sum{};
};

/// One thread's work on blocks of records.
class Worker
{
public:
    explicit Worker(const Plan &plan)
        : m_plan{plan}, m_result{emptyResult(plan)}, m_prepared(std::min(BlockSize, plan.input.records.size())), m_others(plan.options.band ? m_prepared.size() : 0)
    {
    }

    void block(std::size_t begin, std::size_t end)
    {
        sumActual(begin, end);
        readRare(begin, end);
        for (const Group &group : m_plan.groups) {
            for (std::size_t i = begin; i < end; ++i) {
                prepare(m_prepared[i - begin], m_plan.options.band ? &m_others[i - begin] : nullptr, i, group.choices[m_plan.input.records.own[i]]);
            }
            for (const std::size_t target : group.targets) {
                replayOn(target, begin, end);
            }
        }
    }
    ReplayResult &result() { return m_result; }

private:
    std::size_t cellOf(std::size_t record, std::uint32_t currency) const
    {
        return std::size_t{m_plan.input.records.bucket[record]} * m_plan.currencies.size() + currency;
    }

    void sumActual(std::size_t begin, std::size_t end)
    {
        const ReplayRecords &records = m_plan.input.records;
        for (std::size_t i = begin; i < end; ++i) {
            const bool isPriced = m_plan.input.owns[records.own[i]].priced;
            const bool isMoved = records.moved[i] != 0;
            (isMoved ? m_result.movedRequests : m_result.stayedRequests) += records.requests[i];
            if (isPriced) {
                (isMoved ? m_result.actual : m_result.stayed)[cellOf(i, m_plan.ownCurrency[records.own[i]])] += records.actual[i];
            } else if (!isMoved) {
                m_result.stayedUnpriced += records.requests[i];
            }
        }
    }

    void readRare(std::size_t begin, std::size_t end)
    {
        const auto &rare = m_plan.input.records.rare;
        m_rare.assign(end - begin, nullptr);
        auto at = std::lower_bound(rare.begin(), rare.end(), begin, [](const auto &entry, std::size_t index) { return entry.first < index; });
        for (; at != rare.end() && at->first < end; ++at) {
            m_rare[at->first - begin] = &at->second;
        }
        m_begin = begin;
    }

    /// @param others nullptr: the central corner alone
    void prepare(Prepared &prepared, OtherCorners *others, std::size_t i, const Choices &choices) const
    {
        const ReplayRecords &records = m_plan.input.records;
        prepared.rare = m_rare[i - m_begin];
        prepared.writesMoreLong = records.write1h[i] > records.write5m[i];
        prepared.central = cornerOf(records, i, prepared.rare, choices[Central]);
        for (std::size_t c = 1; others && c < Corners; ++c) {
            (*others)[c - 1] = cornerOf(records, i, prepared.rare, choices[c]);
        }
        // The last corner has the largest tokenizer and the longest answers.
        const Corner largest = others ? others->back() : cornerOf(records, i, prepared.rare, choices[Corners - 1]);
        prepared.largest = largest.counted.prompt + largest.counted.output + largest.rarePrompt + largest.rareOutput;
    }

    const ReplaySegment *segmentAt(const ReplayTarget &target, std::int64_t ms, const ReplaySegment *last) const
    {
        if (last && last->fromMs <= ms && ms < last->toMs) {
            return last;
        }
        auto found = std::upper_bound(target.segments.begin(), target.segments.end(), ms,
                                      [](std::int64_t time, const ReplaySegment &segment) { return time < segment.fromMs; });
        if (found == target.segments.begin() || ms >= std::prev(found)->toMs) {
            return nullptr;
        }
        return &*std::prev(found);
    }

    void replayOn(std::size_t index, std::size_t begin, std::size_t end)
    {
        const ReplayTarget &target = m_plan.targets[index];
        const ReplayRecords &records = m_plan.input.records;
        const std::vector<std::uint8_t> &isSameModel = m_plan.isSameModel[index];
        ReplayOutcome &outcome = m_result.models[index];
        const ReplaySegment *segment = nullptr;
        Prepared own;
        OtherCorners ownOthers;
        CellSum sums{outcome.sums, m_plan.options.band};
        TokenCounts tokens;
        std::int64_t moved = 0;
        for (std::size_t i = begin; i < end; ++i) {
            if (records.moved[i] == 0) {
                continue;
            }
            const ReplayOwn &from = m_plan.input.owns[records.own[i]];
            const std::int64_t requests = records.requests[i];
            if (!from.priced) {
                outcome.gaps.noActual += requests;
                continue;
            }
            const std::uint32_t ownCurrency = m_plan.ownCurrency[records.own[i]];
            const bool isSame = isSameModel[records.own[i]] != 0;
            const Prepared *prepared = &m_prepared[i - begin];
            const OtherCorners *others = m_plan.options.band ? &m_others[i - begin] : nullptr;
            if (isSame) {
                if (!target.isAtFixedTime) {
                    const Int128 actual = records.actual[i];
                    sums.add(cellOf(i, ownCurrency), {actual, actual, actual});
                    moved += requests;
                    outcome.same += requests;
                    outcome.lowerBounds += from.aggregate ? requests : 0;
                    tokens += {records.input[i], records.cacheRead[i], records.write5m[i], records.write1h[i], records.output[i]};
                    continue;
                }
                prepare(own, others ? &ownOthers : nullptr, i, m_plan.unchanged); // its tokens are its own
                prepared = &own;
                others = others ? &ownOthers : nullptr;
            }
            if (prepared->rare && !serves(target, *prepared->rare)) {
                outcome.gaps.modality += requests;
                outcome.excluded[cellOf(i, ownCurrency)] += records.actual[i];
                continue;
            }
            if (target.contextWindow > 0 && !from.aggregate && prepared->largest > target.contextWindow) {
                outcome.gaps.context += requests;
                outcome.excluded[cellOf(i, ownCurrency)] += records.actual[i];
                continue;
            }
            segment = segmentAt(target, records.timeMs[i], segment);
            const ReplayLadder *ladder = segment ? &target.ladders[segment->ladders[from.variant]] : nullptr;
            const std::optional<Priced> priced = ladder ? priceOf(target, *ladder, *prepared, others, from, isSame, records.own[i]) : std::nullopt;
            if (!priced) {
                outcome.gaps.unpriced += requests;
                outcome.excluded[cellOf(i, ownCurrency)] += records.actual[i];
                continue;
            }
            sums.add(cellOf(i, m_plan.priceCurrency[index][std::size_t(priced->price)]), priced->sum);
            tokens += priced->tokens;
            moved += requests;
            if (isSame || from.aggregate || ladder->losesTier || ladder->losesFast || prepared->rare) {
                outcome.same += isSame ? requests : 0;
                outcome.lostTier += ladder->losesTier ? requests : 0;
                outcome.lostFast += ladder->losesFast ? requests : 0;
                outcome.lowerBounds += from.aggregate ? requests : 0;
                outcome.unknownFees += ladder->feeUnknown && prepared->rare && prepared->rare->webSearches > 0 ? requests : 0;
            }
        }
        outcome.tokens += tokens;
        outcome.moved += moved;
    }

    struct Priced
    {
        ReplaySum sum{};
        std::int32_t price = 0; ///< of the central corner
        TokenCounts tokens{};
    };

    /// Nothing when one of the corners has no price.
    std::optional<Priced> priceOf(const ReplayTarget &target, const ReplayLadder &ladder, const Prepared &prepared, const OtherCorners *others,
                                  const ReplayOwn &from, bool isSame, std::uint32_t ownIndex) const
    {
        Priced priced;
        const std::size_t corners = others ? Corners : 1;
        for (std::size_t c = 0; c < corners; ++c) {
            const Corner &corner = c == Central ? prepared.central : (*others)[c - 1];
            const std::int64_t prompt = corner.counted.prompt + corner.rarePrompt;
            const std::int32_t step = priceAt(ladder, prompt, corner.counted.output);
            if (step < 0) {
                return std::nullopt;
            }
            const ReplayPrice &price = target.prices[std::size_t(step)];
            const bool isCacheable = from.aggregate || isSame || prompt >= target.minCacheable;
            const bool keepsAll = isSame || price.cache == from.cache;
            const std::int64_t kept = keepsAll ? corner.counted.read : corner.kept;
            Int128 cost = costOf(price, corner.counted, kept, prepared.writesMoreLong, isCacheable);
            if (prepared.rare) {
                const Choice choice = isSame ? Choice{} : choiceOf(target, ownIndex, c);
                cost += rareCostOf(price, scaledRare(*prepared.rare, choice), keepsAll ? Factor{} : choice.hit, isCacheable);
            }
            if (c == Central) {
                priced = {.sum = {cost, cost, cost}, .price = step,
                          .tokens = countedAt(price, corner.counted, kept, prepared.writesMoreLong, isCacheable)};
            } else {
                priced.sum.low = std::min(priced.sum.low, cost);
                priced.sum.high = std::max(priced.sum.high, cost);
            }
        }
        return priced;
    }

    /// Only for the few records with audio or images.
    Choice choiceOf(const ReplayTarget &target, std::uint32_t ownIndex, std::size_t corner) const
    {
        const std::size_t index = std::size_t(&target - m_plan.targets.data());
        for (const Group &group : m_plan.groups) {
            if (std::binary_search(group.targets.begin(), group.targets.end(), index)) {
                return group.choices[ownIndex][corner];
            }
        }
        return {};
    }

    const Plan &m_plan;
    ReplayResult m_result;
    std::vector<Prepared> m_prepared;
    std::vector<OtherCorners> m_others;
    std::vector<const RareCounts *> m_rare{};
    std::size_t m_begin = 0;
};

void addCells(std::vector<Int128> &sum, const std::vector<Int128> &part)
{
    for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i] += part[i];
    }
}

void addOutcome(ReplayOutcome &sum, const ReplayOutcome &part)
{
    for (std::size_t i = 0; i < sum.sums.size(); ++i) {
        sum.sums[i] += part.sums[i];
    }
    addCells(sum.excluded, part.excluded);
    sum.moved += part.moved;
    sum.same += part.same;
    sum.gaps.context += part.gaps.context;
    sum.gaps.unpriced += part.gaps.unpriced;
    sum.gaps.modality += part.gaps.modality;
    sum.gaps.noActual += part.gaps.noActual;
    sum.tokens += part.tokens;
    sum.lostTier += part.lostTier;
    sum.lostFast += part.lostFast;
    sum.unknownFees += part.unknownFees;
    sum.lowerBounds += part.lowerBounds;
}

template <typename Cell>
std::vector<Cell> spread(const std::vector<Cell> &cells, const std::vector<Currency> &from, const std::vector<Currency> &to)
{
    if (from.empty() || from == to) {
        return from.empty() ? std::vector<Cell>{} : cells;
    }
    std::vector<Cell> result(cells.size() / from.size() * to.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        result[i / from.size() * to.size() + indexOf(to, from[i % from.size()])] = cells[i];
    }
    return result;
}

void spreadOver(ReplayResult &result, const std::vector<Currency> &to, std::size_t buckets)
{
    const auto onto = [&](auto &cells) {
        cells = spread(cells, result.currencies, to);
        cells.resize(buckets * to.size());
    };
    onto(result.actual);
    onto(result.stayed);
    for (ReplayOutcome &outcome : result.models) {
        onto(outcome.sums);
        onto(outcome.excluded);
    }
    result.currencies = to;
}

} // namespace

bool readAssumption(std::string_view text, ReplayAssumptions &assumptions)
{
    constexpr std::string_view OneTokenizer = "tokenizer.";
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
        return false;
    }
    const std::string_view name = text.substr(0, equals);
    const bool isHit = name == "cache";
    const std::optional<FactorBand> band = parseFactorBand(text.substr(equals + 1), isHit ? Factor{0, 1} : LeastFactor, isHit ? Factor{} : MostFactor);
    if (!band) {
        return false;
    }
    if (name == "tokenizer") {
        assumptions.tokenizer = *band;
    } else if (name == "answer") {
        assumptions.answer = *band;
    } else if (isHit) {
        assumptions.cacheHit = *band;
    } else if (name.starts_with(OneTokenizer) && name.size() > OneTokenizer.size() && band->low == band->high) {
        assumptions.tokenizers[std::string{name.substr(OneTokenizer.size())}] = band->central;
    } else {
        return false;
    }
    return true;
}

std::vector<std::string> toTexts(const ReplayAssumptions &assumptions)
{
    const ReplayAssumptions usual;
    std::vector<std::string> texts;
    const auto add = [&](const char *name, const FactorBand &band, const FactorBand &usually) {
        if (band != usually) {
            texts.push_back(name + toText(band));
        }
    };
    add("tokenizer=", assumptions.tokenizer, usual.tokenizer);
    add("answer=", assumptions.answer, usual.answer);
    add("cache=", assumptions.cacheHit, usual.cacheHit);
    for (const auto &[name, factor] : assumptions.tokenizers) {
        const auto same = usual.tokenizers.find(name);
        if (same == usual.tokenizers.end() || same->second != factor) {
            texts.push_back("tokenizer." + name + '=' + toText(factor));
        }
    }
    return texts;
}

FactorBand tokenizerBand(const ReplayAssumptions &assumptions, const std::string &from, const std::string &to)
{
    if (from == to) {
        return {};
    }
    const auto factor = [&](const std::string &name) {
        const auto found = assumptions.tokenizers.find(name);
        return found == assumptions.tokenizers.end() ? Factor{} : found->second;
    };
    const Factor shift = factor(to) / factor(from);
    const FactorBand &band = assumptions.tokenizer;
    return {band.low * shift, band.central * shift, band.high * shift};
}

void ReplayRecords::add(std::int64_t ms, const TokenCounts &tokens, const RareCounts &rareCounts, std::int64_t requestCount, Int128 cost,
                        std::uint32_t ownIndex, std::uint32_t bucketIndex, bool isMoved)
{
    if (!rareCounts.isEmpty()) {
        rare.emplace_back(std::uint32_t(size()), rareCounts);
    }
    timeMs.push_back(ms);
    input.push_back(tokens.input);
    cacheRead.push_back(tokens.cacheRead);
    write5m.push_back(tokens.cacheWrite5m);
    write1h.push_back(tokens.cacheWrite1h);
    output.push_back(tokens.output);
    requests.push_back(requestCount);
    actual.push_back(cost);
    own.push_back(ownIndex);
    bucket.push_back(bucketIndex);
    moved.push_back(isMoved ? 1 : 0);
}

void ReplayRecords::clear()
{
    for (std::vector<std::int64_t> *column : {&timeMs, &input, &cacheRead, &write5m, &write1h, &output, &requests}) {
        column->clear();
    }
    actual.clear();
    own.clear();
    bucket.clear();
    moved.clear();
    rare.clear();
}

ReplayResult replay(const ReplayInput &input, const std::vector<ReplayTarget> &targets, const ReplayAssumptions &assumptions,
                    const ReplayOptions &options)
{
    const Plan plan = planOf(input, targets, assumptions, options);
    const std::size_t blocks = (input.records.size() + BlockSize - 1) / BlockSize;
    const std::size_t cores = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    const std::size_t count = std::clamp<std::size_t>(blocks, 1, cores);
    std::vector<Worker> workers;
    workers.reserve(count);
    for (std::size_t w = 0; w < count; ++w) {
        workers.emplace_back(plan);
    }
    std::atomic<std::size_t> next{0};
    const auto work = [&](Worker &worker) {
        while (!(options.stop && options.stop->load(std::memory_order_relaxed))) {
            const std::size_t block = next.fetch_add(1, std::memory_order_relaxed);
            if (block >= blocks) {
                return;
            }
            worker.block(block * BlockSize, std::min(input.records.size(), (block + 1) * BlockSize));
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t w = 1; w < count; ++w) {
        threads.emplace_back([&work, &workers, w] { work(workers[w]); });
    }
    work(workers[0]);
    for (std::thread &thread : threads) {
        thread.join();
    }
    ReplayResult result = std::move(workers[0].result());
    for (std::size_t w = 1; w < count; ++w) {
        addTo(result, workers[w].result());
    }
    return result;
}

void addTo(ReplayResult &sum, const ReplayResult &part)
{
    if (sum.currencies != part.currencies || sum.actual.size() != part.actual.size()) {
        std::vector<Currency> all;
        std::set_union(sum.currencies.begin(), sum.currencies.end(), part.currencies.begin(), part.currencies.end(), std::back_inserter(all));
        const std::size_t buckets = std::max(sum.currencies.empty() ? 0 : sum.actual.size() / sum.currencies.size(),
                                             part.currencies.empty() ? 0 : part.actual.size() / part.currencies.size());
        ReplayResult other = part;
        spreadOver(sum, all, buckets);
        spreadOver(other, all, buckets);
        addTo(sum, other);
        return;
    }
    addCells(sum.actual, part.actual);
    addCells(sum.stayed, part.stayed);
    sum.movedRequests += part.movedRequests;
    sum.stayedRequests += part.stayedRequests;
    sum.stayedUnpriced += part.stayedUnpriced;
    for (std::size_t m = 0; m < sum.models.size(); ++m) {
        addOutcome(sum.models[m], part.models[m]);
    }
}

} // namespace tokenmeter
