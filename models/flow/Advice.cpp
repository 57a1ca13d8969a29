// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Advice.h"

#include "core/UsageRecord.h"
#include "flow/AdviceParts.h"
#include "ledger/OrderedRecords.h"
#include "pricing/NameMatcher.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostLinesOfOne = 3; ///< models that are named for one in use

bool isStandard(const ReplayVariant &variant)
{
    const std::string tier = cleanedName(variant.serviceTier);
    return variant.speed.empty() && (variant.flags & (BatchFlag | AggregateFlag)) == 0 && (tier.empty() || tier == "standard" || tier == "default");
}

/// The same records as they would have been served in batches.
CompareRecords asBatches(CompareRecords part)
{
    for (ReplayVariant &variant : part.variants) {
        variant.flags |= isStandard(variant) ? std::uint32_t{BatchFlag} : 0U;
    }
    return part;
}

bool isWhole(const ComparedModel &compared)
{
    return std::none_of(compared.assumed.begin(), compared.assumed.end(), [](const Assumed &one) { return one.what == Assumed::What::StandardTier; });
}

/// @param kind Model, or ModelBatch where `part` was sent as batches: then models that sell none are no line
std::vector<AdviceLine> modelLines(Pricer &pricer, const CompareRecords &part, const CompareUsed &used, const CompareRequest &request, const AdviceDiscounts &discounts,
                                   AdviceLine::Kind kind)
{
    CompareRequest asked = request;
    asked.band = true;
    asked.byDay = false;
    asked.move.reset();
    std::erase_if(asked.models, [&](const ReplayModel &model) { return model.key == used.key; });
    std::vector<AdviceLine> lines;
    if (part.input.records.size() == 0 || asked.models.empty()) {
        return lines;
    }
    const Comparison comparison = compareOn(part, compareTargets(pricer, part, asked), asked);
    const std::vector<Plan> own = discounts.of(used);
    for (const ComparedModel &atList : comparison.models) {
        const std::vector<Plan> others = discounts.of(atList.model);
        const ComparedModel compared = lessDiscounts(atList, own, others);
        const std::optional<Saving> saving = kind == AdviceLine::Kind::Model || isWhole(compared) ? savingOf(compared) : std::nullopt;
        if (saving) {
            lines.push_back({.kind = kind, .used = used, .target = compared.model, .requests = compared.moved, .actual = compared.actual.front(), .saving = *saving,
                             .assumed = compared.assumed, .discounts = bothOf(own, others)});
        }
    }
    std::stable_sort(lines.begin(), lines.end(), isBefore);
    lines.resize(std::min(lines.size(), MostLinesOfOne));
    return lines;
}

/// The same requests on the same model, priced anew as its variants have it. Nothing where one of them could not be.
std::optional<ComparedModel> repriced(Pricer &pricer, CompareRecords part, const CompareUsed &used, const CompareRequest &request)
{
    for (ReplayOwn &own : part.input.owns) {
        own.model.clear(); // else it would keep its actual cost; the tokenizer stays, so its tokens do, too
    }
    CompareRequest asked = request;
    asked.assumptions.answer = asked.assumptions.cacheHit = FactorBand{};
    asked.byDay = false;
    asked.move.reset();
    asked.models = {{.key = used.key, .provider = used.key.substr(0, used.key.find('/')), .id = used.id, .displayName = used.displayName, .family = used.family}};
    std::vector<ReplayTarget> targets = compareTargets(pricer, part, asked);
    targets.front().minCacheable = 0; // what was cached was cached
    ComparedModel compared = compareOn(part, targets, asked).models.front();
    return isWhole(compared) ? std::optional{std::move(compared)} : std::nullopt;
}

std::optional<AdviceLine> batchLine(Pricer &pricer, const CompareRecords &part, const CompareUsed &used, const CompareRequest &request, const AdviceDiscounts &discounts)
{
    if (used.key.find('/') == std::string::npos || part.input.records.size() == 0) {
        return std::nullopt; // an own price has no batch
    }
    // Only where the same arithmetic at the standard price gives the actual cost to the last digit: a regional price, say, is not repeated.
    const std::optional<ComparedModel> standard = repriced(pricer, part, used, request);
    if (!standard || standard->gaps.total() > 0 || standard->cost.size() != 1 || standard->actual.size() != 1 || standard->cost.front().cost != standard->actual.front()) {
        return std::nullopt;
    }
    std::optional<ComparedModel> batch = repriced(pricer, asBatches(part), used, request);
    if (!batch) {
        return std::nullopt;
    }
    const std::vector<Plan> own = discounts.of(used);
    batch = lessDiscounts(*std::move(batch), own, own);
    const std::optional<Saving> saving = savingOf(*batch);
    if (!saving) {
        return std::nullopt;
    }
    return AdviceLine{.kind = AdviceLine::Kind::Batch, .used = used, .requests = batch->moved, .actual = batch->actual.front(), .saving = *saving, .discounts = own};
}

Saving sameSaving(Int128 atto, Currency currency)
{
    const Money money = Money::fromAtto(atto, currency);
    return {money, money, money};
}

/// Lineages of the cache: a source's session and agent.
class CachedReads
{
public:
    explicit CachedReads(UtcTime now) : m_now{now} {}

    void begin() { m_lineages.clear(); m_requests.clear(); }
    void add(const OrderedRecord &record)
    {
        const Rate &rate = *record.rate;
        if (!record.isInView || !rate.isPriced() || record.requests != 1 || record.precision > Precision::Instant) {
            return;
        }
        const TokenCounts &tokens = record.tokens;
        m_lineages[{rate.currency, {record.key[0], record.key[1], record.key[2]}}].add({.time = record.time, .read = tokens.cacheRead, .write5m = tokens.cacheWrite5m,
                                                                                        .write1h = tokens.cacheWrite1h, .inputPrice = rate.input, .readPrice = rate.cacheRead,
                                                                                        .write5mPrice = rate.cacheWrite5m, .write1hPrice = rate.cacheWrite1h});
        m_requests[rate.currency] += tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h > 0 ? 1 : 0;
    }
    void finish(Advice &advice) const
    {
        std::map<Currency, CacheReturn> sums;
        for (const auto &[key, lineage] : m_lineages) {
            sums[key.first] += lineage.finish(m_now);
        }
        for (const auto &[currency, sum] : sums) {
            const std::int64_t requests = m_requests.at(currency);
            if (requests == 0) {
                continue;
            }
            const std::int64_t surely = std::max<std::int64_t>(0, sum.neverReadTokens - sum.elsewhereTokens);
            const Int128 least = sum.neverReadTokens > 0 ? sum.lostOnNeverRead * surely / sum.neverReadTokens : Int128{0};
            advice.caches.push_back({.currency = currency, .returned = sum, .lostAtLeast = Money::fromAtto(least, currency), .lostAtMost = Money::fromAtto(sum.lostOnNeverRead, currency)});
            for (const auto &[kind, other] : {std::pair{AdviceLine::Kind::HourCache, sum.costIfOneHour}, std::pair{AdviceLine::Kind::FiveCache, sum.costIfFiveMinutes}}) {
                if (other < sum.cost) {
                    advice.lines.push_back({.kind = kind, .requests = requests, .actual = Money::fromAtto(sum.cost, currency), .saving = sameSaving(sum.cost - other, currency)});
                }
            }
        }
    }

private:
    using Lineage = std::pair<Currency, std::array<std::int64_t, 3>>;
    UtcTime m_now;
    std::map<Lineage, CacheLineage> m_lineages{};
    std::map<Currency, std::int64_t> m_requests{}; ///< that used a cache
};

} // namespace

Advice workAdvice(Pricer &pricer, const CompareRecords &records, const CompareRequest &request, const AdviceDiscounts &discounts)
{
    Advice advice{.unpriced = records.total.unpricedRequests, .tried = request.models.size()};
    for (const CompareUsed &used : records.used) {
        const CompareRecords part = recordsOf(records, used.key);
        if (part.input.records.size() == 0) {
            continue;
        }
        const CompareRecords standard = recordsOf(records, used.key, [&](const ReplayOwn &own) { return isStandard(records.variants[own.variant]); });
        std::vector<AdviceLine> lines = modelLines(pricer, part, used, request, discounts, AdviceLine::Kind::Model);
        std::vector<AdviceLine> batches = modelLines(pricer, asBatches(standard), used, request, discounts, AdviceLine::Kind::ModelBatch);
        lines.insert(lines.end(), std::make_move_iterator(batches.begin()), std::make_move_iterator(batches.end()));
        if (std::optional<AdviceLine> batch = batchLine(pricer, standard, used, request, discounts)) {
            lines.push_back(*std::move(batch));
        }
        std::stable_sort(lines.begin(), lines.end(), isBefore);
        advice.lines.insert(advice.lines.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    }
    return advice;
}

Result<Done> addCacheAdvice(LedgerReader &reader, const CompareRequest &request, UtcTime now, Advice &advice)
{
    constexpr std::chrono::days Margin{2}; // local days lie within one of UTC's
    OrderedQuestion question{.from = request.filter.from ? UtcTime{(*request.filter.from - Margin).time_since_epoch()} : UtcTime{std::chrono::milliseconds{INT64_MIN}},
                             .to = request.filter.to ? UtcTime{(*request.filter.to + Margin).time_since_epoch()} : UtcTime{std::chrono::milliseconds{INT64_MAX}}};
    question.filter = request.filter;
    question.dimensions = {Dimension::Source, Dimension::Session, Dimension::Agent};
    question.zone = request.zone;
    question.options.progress = request.progress;
    CachedReads reading{now};
    OrderedUse use;
    use.begin = [&] { reading.begin(); };
    use.record = [&](const OrderedRecord &record) { reading.add(record); };
    if (const Result<Done> read = reader.recordsInOrder(question, use); !read) {
        return read.problem();
    }
    reading.finish(advice);
    return Done{};
}

Result<Advice> adviceOn(LedgerReader &reader, Pricer &pricer, const CompareRecords &records, const CompareRequest &request, UtcTime now)
{
    const Result<PlanSheet> sheet = reader.plans();
    if (!sheet) {
        return sheet.problem();
    }
    const AdviceDiscounts discounts{sheet->plans, now};
    Advice advice = workAdvice(pricer, records, request, discounts);
    Result<Done> added = sheet->plans.empty() ? Result<Done>{Done{}} : addPlanAdvice(reader, pricer, records, request, now, discounts, advice);
    if (added) {
        added = addCacheAdvice(reader, request, now, advice);
    }
    if (!added) {
        return added.problem();
    }
    std::stable_sort(advice.lines.begin(), advice.lines.end(), isBefore);
    chooseMix(advice);
    return advice;
}

} // namespace tokenmeter
