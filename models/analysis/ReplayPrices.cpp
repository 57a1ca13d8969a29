// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/ReplayPrices.h"

#include "analysis/Tokenizer.h"
#include "core/UsageRecord.h"
#include "pricing/CatalogueTables.h"
#include "pricing/NameMatcher.h"
#include "pricing/OwnPriceBook.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <vector>

namespace tokenmeter
{
namespace
{

constexpr std::int64_t MinuteMs = 60'000;
constexpr std::int64_t DayMs = 24 * 60 * MinuteMs;

std::int64_t floorTo(std::int64_t ms, std::int64_t step)
{
    const std::int64_t rest = ms % step;
    return ms - (rest < 0 ? rest + step : rest);
}

const tables::Model *modelOf(const Catalogue &catalogue, const std::string &key)
{
    const auto &models = tablesOf(catalogue).models;
    const auto found = std::find_if(models.begin(), models.end(), [&](const tables::Model &model) { return model.key == key; });
    return found == models.end() ? nullptr : &*found;
}

bool asksForTier(const ReplayVariant &variant)
{
    const std::string tier = cleanedName(variant.serviceTier);
    const bool isStandard = tier.empty() || tier == "standard" || tier == "default" || tier == "auto" || tier == "none" || tier == "on_demand"
        || tier == "on-demand" || tier == "fast";
    return !isStandard || (variant.flags & BatchFlag) != 0;
}

bool asksForFast(const ReplayVariant &variant)
{
    return cleanedName(variant.speed) == "fast" || cleanedName(variant.serviceTier) == "fast";
}

/// Every moment within (from, to) at which a rate of the model can change.
std::set<std::int64_t> boundariesOf(const tables::Model *model, std::span<const OwnPrice> ownPrices, std::int64_t from, std::int64_t to)
{
    std::set<std::int64_t> bounds;
    const auto add = [&](std::int64_t ms) {
        if (from < ms && ms < to) {
            bounds.insert(ms);
        }
    };
    for (const OwnPrice &price : ownPrices) {
        if (const Result<OwnPriceEntry> entry = readOwnPrice(price)) {
            add(entry->fromMs);
            add(entry->toMs);
        }
    }
    if (!model) {
        return bounds;
    }
    const auto addPeriod = [&](const tables::Period &period) {
        add(period.fromMs);
        add(period.toMs);
    };
    std::set<std::int64_t> inDay; // of days in UTC
    for (const tables::Row &row : model->rows) {
        addPeriod(row.period);
        for (const tables::Window &window : row.windows) {
            inDay.insert({0, window.from * MinuteMs, window.to * MinuteMs});
        }
        if (row.weekdaysFromMs != tables::Never) {
            add(row.weekdaysFromMs);
            inDay.insert(floorTo(DayMs - row.weekdayOffsetMinutes * MinuteMs, MinuteMs) % DayMs); // where the zone's days begin
        }
    }
    for (const tables::ServiceTier &tier : model->tiers) {
        addPeriod(tier.period);
    }
    if (!inDay.empty()) {
        for (std::int64_t day = floorTo(from, DayMs); day < to; day += DayMs) {
            for (const std::int64_t place : inDay) {
                add(day + place);
            }
        }
    }
    return bounds;
}

std::vector<std::int64_t> promptSteps(const tables::Model *model)
{
    std::set<std::int64_t> steps{0};
    for (const tables::Row &row : model ? model->rows : tables::List<tables::Row>{}) {
        steps.insert(row.tierMinContext);
    }
    return {steps.begin(), steps.end()};
}

std::vector<std::int64_t> outputSteps(const tables::Model *model)
{
    std::set<std::int64_t> steps{0};
    for (const tables::Row &row : model ? model->rows : tables::List<tables::Row>{}) {
        if (row.tierMaxOutput >= 0) {
            steps.insert(row.tierMaxOutput + 1);
        }
    }
    return {steps.begin(), steps.end()};
}

ReplayPrice priceOf(const Rate &rate)
{
    const CacheKind cache = cacheKindOf(rate);
    // Without a class for an hour a write costs what five minutes cost; a rate falls back to input.
    const bool hasHour = rate.cacheWrite1h != rate.input;
    return {.currency = rate.currency,
            .input = rate.input,
            .cacheRead = rate.cacheRead,
            .write5m = rate.cacheWrite5m,
            .write1h = hasHour ? rate.cacheWrite1h : rate.cacheWrite5m,
            .output = rate.output,
            .inputAudio = rate.inputAudio,
            .cachedAudio = rate.cachedAudio,
            .outputAudio = rate.outputAudio,
            .inputImage = rate.inputImage,
            .outputImage = rate.outputImage,
            .webSearch = rate.webSearch,
            .cache = cache};
}

template <typename T>
std::uint32_t placeOf(std::vector<T> &list, const T &value)
{
    const auto found = std::find(list.begin(), list.end(), value);
    if (found == list.end()) {
        list.push_back(value);
        return std::uint32_t(list.size() - 1);
    }
    return std::uint32_t(found - list.begin());
}

/// Asks the pricer, as import does.
class RateAsker
{
public:
    RateAsker(Pricer &pricer, const ReplayModel &model, std::span<const ReplayVariant> variants) : m_pricer{pricer}, m_variants{variants}
    {
        for (const ReplayVariant &variant : variants) {
            m_servings.push_back({.provider = model.provider, .model = model.id, .serviceTier = variant.serviceTier, .speed = variant.speed});
        }
    }
    const Rate &rate(std::size_t variant, std::int64_t ms, std::int64_t prompt, std::int64_t output)
    {
        UsageRecord record;
        record.time = record.end = utcFromMs(ms);
        record.precision = m_variants[variant].hourKnown ? Precision::Instant : Precision::Day;
        record.flags = m_variants[variant].flags;
        record.tokens.input = prompt;
        record.tokens.output = output;
        return m_pricer.rateOf(record, m_servings[variant]);
    }

private:
    Pricer &m_pricer;
    std::span<const ReplayVariant> m_variants;
    std::vector<Serving> m_servings;
};

ReplayLadder ladderOf(RateAsker &asker, const ReplayVariant &variant, std::size_t index, std::int64_t ms, const std::vector<std::int64_t> &prompts,
                      const std::vector<std::int64_t> &outputs, ReplayTarget &target)
{
    ReplayLadder ladder{.promptFrom = prompts, .outputFrom = outputs, .prices = {}};
    for (const std::int64_t prompt : prompts) {
        for (const std::int64_t output : outputs) {
            // A prompt of nothing is still a request: a token of output asks for its row.
            const Rate &rate = asker.rate(index, ms, prompt, std::max<std::int64_t>(output, 1));
            if (!rate.isPriced()) {
                ladder.prices.push_back(-1);
                continue;
            }
            ladder.prices.push_back(std::int32_t(placeOf(target.prices, priceOf(rate))));
            ladder.losesTier = ladder.losesTier || (asksForTier(variant) && rate.serviceTier.empty());
            ladder.losesFast = ladder.losesFast || (asksForFast(variant) && rate.mode != "fast" && rate.serviceTier.empty());
            ladder.feeUnknown = ladder.feeUnknown || rate.webSearch == 0;
        }
    }
    if (std::all_of(ladder.prices.begin(), ladder.prices.end(), [&](std::int32_t price) { return price == ladder.prices.front(); })) {
        ladder.promptFrom = ladder.outputFrom = {0};
        ladder.prices.resize(1);
    }
    return ladder;
}

} // namespace

CacheKind cacheKindOf(const Rate &rate)
{
    if (rate.cacheWrite5m != rate.input || rate.cacheWrite1h != rate.input) {
        return CacheKind::Explicit;
    }
    return rate.cacheRead != rate.input ? CacheKind::Automatic : CacheKind::None;
}

Result<ReplayModel> replayModelOf(Pricer &pricer, const std::string &provider, const std::string &name, std::span<const OwnPrice> ownPrices, UtcTime at)
{
    const Pricer::ModelName found = pricer.nameOf(provider, name, at);
    if (!found.key.empty()) {
        const std::size_t slash = found.key.find('/');
        return ReplayModel{.key = found.key,
                           .provider = found.key.substr(0, slash),
                           .id = found.key.substr(slash + 1),
                           .displayName = found.displayName,
                           .family = found.family};
    }
    const std::string cleaned = cleanedName(name);
    for (const OwnPrice &price : ownPrices) {
        if (cleanedName(price.model) == cleaned && (provider.empty() || price.provider.empty() || cleanedName(price.provider) == cleanedName(provider))) {
            return ReplayModel{.key = cleaned, .provider = provider.empty() ? price.provider : provider, .id = name, .displayName = name, .family = {}};
        }
    }
    Problem problem{.cause = Cause::UnknownModel, .args = {name}};
    std::vector<std::string> others = pricer.candidatesOf(provider, name, at);
    if (others.empty()) {
        others = pricer.nearest(name, 3);
    }
    problem.args.insert(problem.args.end(), others.begin(), others.end());
    return problem;
}

ReplayTarget replayTargetOf(Pricer &pricer, const ReplayModel &model, std::span<const OwnPrice> ownPrices, std::span<const ReplayVariant> variants,
                            const ReplayTimes &times)
{
    const tables::Model *listed = modelOf(pricer.catalogue(), model.key);
    ReplayTarget target;
    target.key = model.key;
    target.tokenizer = tokenizerOf(model.key, model.family);
    target.contextWindow = listed ? listed->contextWindow : 0;
    target.minCacheable = UsualMinCacheable;
    target.isAtFixedTime = times.at.has_value();
    const auto sells = [&](tables::PriceClass part) {
        return listed && std::any_of(listed->rows.begin(), listed->rows.end(), [&](const tables::Row &row) { return row.prices[part] != tables::NoPrice; });
    };
    target.servesInputAudio = sells(tables::InputAudioPrice);
    target.servesOutputAudio = sells(tables::OutputAudioPrice);
    target.servesInputImage = sells(tables::InputImagePrice);
    target.servesOutputImage = sells(tables::OutputImagePrice);

    const std::vector<std::int64_t> prompts = promptSteps(listed);
    const std::vector<std::int64_t> outputs = outputSteps(listed);
    RateAsker asker{pricer, model, variants};
    const auto addSegment = [&](std::int64_t fromMs, std::int64_t toMs, std::int64_t atMs) {
        ReplaySegment segment{.fromMs = fromMs, .toMs = toMs, .ladders = {}};
        for (std::size_t v = 0; v < variants.size(); ++v) {
            segment.ladders.push_back(placeOf(target.ladders, ladderOf(asker, variants[v], v, atMs, prompts, outputs, target)));
        }
        if (!target.segments.empty() && target.segments.back().ladders == segment.ladders) {
            target.segments.back().toMs = toMs;
        } else {
            target.segments.push_back(std::move(segment));
        }
    };
    if (times.at) {
        addSegment(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), msOf(*times.at));
        return target;
    }
    std::int64_t from = times.fromMs;
    for (const std::int64_t bound : boundariesOf(listed, ownPrices, times.fromMs, times.toMs)) {
        addSegment(from, bound, from);
        from = bound;
    }
    addSegment(from, times.toMs, from);
    return target;
}

} // namespace tokenmeter
