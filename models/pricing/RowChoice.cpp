// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/RowChoice.h"

#include "core/Decimal.h"
#include "core/Identity.h"

namespace tokenmeter
{

using namespace tables;

namespace
{

constexpr std::int64_t MinuteMs = 60'000;
constexpr std::int64_t DayMs = 24 * 60 * MinuteMs;

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

bool isWeekday(std::int64_t ms, std::int32_t offsetMinutes)
{
    const std::int64_t day = floorDiv(ms + offsetMinutes * MinuteMs, DayMs); // day 0 is a Thursday
    const std::int64_t fromMonday = ((day + 3) % 7 + 7) % 7;
    return fromMonday < 5;
}

bool insideWindows(const Row &row, std::int64_t ms)
{
    if (ms >= row.weekdaysFromMs && !isWeekday(ms, row.weekdayOffsetMinutes)) {
        return false;
    }
    const std::int64_t inDay = ms - floorDiv(ms, DayMs) * DayMs;
    for (const Window &window : row.windows) {
        const std::int64_t from = window.from * MinuteMs;
        const std::int64_t to = window.to * MinuteMs;
        if (from < to ? from <= inDay && inDay < to : inDay >= from || inDay < to) {
            return true;
        }
    }
    return false;
}

Int128 power10(int n)
{
    Int128 result = 1;
    for (; n > 0; --n) {
        result *= 10;
    }
    return result;
}

} // namespace

const Row *chooseRow(const Model &model, const RowQuestion &q)
{
    bool fast = false;
    if (q.fast) {
        for (const Row &row : model.rows) {
            fast = fast || (row.mode == "fast" && row.period.holds(q.timeMs));
        }
    }
    const Text mode = fast ? "fast" : "standard";
    std::int64_t tier = -1;
    for (const Row &row : model.rows) {
        if (row.mode == mode && row.tierMinContext <= q.promptTokens && row.period.holds(q.timeMs)) {
            tier = std::max(tier, row.tierMinContext);
        }
    }
    const Row *best = nullptr;
    int bestRank = -1;
    for (const Row &row : model.rows) {
        if (row.mode != mode || row.tierMinContext != tier || !row.period.holds(q.timeMs)) {
            continue;
        }
        if (row.tierMaxOutput >= 0 && q.outputTokens > row.tierMaxOutput) {
            continue;
        }
        if (!row.windows.empty() && (!q.hourKnown || !insideWindows(row, q.timeMs))) {
            continue;
        }
        const int rank = (row.windows.empty() ? 0 : 1) + (row.tierMaxOutput >= 0 ? 1 : 0);
        if (rank > bestRank) {
            best = &row;
            bestRank = rank;
        }
    }
    return best;
}

const ServiceTier *chooseTier(const Model &model, std::string_view name, std::int64_t timeMs)
{
    for (const ServiceTier &tier : model.tiers) {
        if (tier.name == name && tier.period.holds(timeMs)) {
            return &tier;
        }
    }
    return nullptr;
}

const Region *chooseRegion(const Model &model, std::string_view scope, std::int64_t timeMs)
{
    for (const Region &region : model.regions) {
        if (region.scope == scope && region.period.holds(timeMs)) {
            return &region;
        }
    }
    return nullptr;
}

Rate makeRate(const Model &model, const RateChoice &choice, std::string_view catalogueVersion)
{
    const Row &row = *choice.row;
    const bool ownPrices = choice.tier && choice.tier->multiplier == 0;
    const bool mixed = choice.tier && choice.tier->notMultiplied != 0;
    const Prices &prices = ownPrices ? choice.tier->prices : row.prices;
    const std::int64_t tierFactor = choice.tier && !ownPrices ? choice.tier->multiplier : One;

    // 1e-18: the product of three factors in millionths
    const auto factorOf = [&](std::int64_t tier) {
        return Int128{tier} * (choice.region ? choice.region->multiplier : One) * choice.hostMultiplier;
    };
    const Int128 one = power10(18);
    const auto price = [&](std::initializer_list<PriceClass> fallbacks) {
        for (const PriceClass c : fallbacks) {
            if (prices[c] != NoPrice) {
                const bool left = choice.tier && (choice.tier->notMultiplied >> unsigned(c) & 1U) != 0;
                const Int128 product = Int128{prices[c]} * factorOf(left ? One : tierFactor);
                return std::int64_t((product + one / 2) / one);
            }
        }
        return std::int64_t{0};
    };

    Rate rate;
    rate.unpriced = Unpriced::No;
    rate.currency = model.currency;
    rate.input = price({InputPrice});
    rate.cacheRead = choice.explicitCache ? price({CachedInputExplicitPrice, CachedInputPrice, InputPrice})
                                          : price({CachedInputPrice, InputPrice});
    rate.cacheWrite5m = price({CacheWrite5mPrice, InputPrice});
    rate.cacheWrite1h = price({CacheWrite1hPrice, InputPrice});
    rate.output = choice.thinking ? price({OutputThinkingPrice, OutputPrice}) : price({OutputPrice});
    rate.inputAudio = price({InputAudioPrice, InputPrice});
    rate.cachedAudio = price({CachedAudioPrice, CachedInputPrice, InputPrice});
    rate.outputAudio = price({OutputAudioPrice, OutputPrice});
    rate.inputImage = price({InputImagePrice, InputPrice});
    rate.outputImage = price({OutputImagePrice, OutputPrice});
    for (const Fee &fee : model.fees) {
        if (fee.name == "web_search_per_1000") {
            rate.webSearch = fee.atto;
        }
    }
    rate.modelKey = std::string{model.key};
    rate.effectiveFrom = std::string{row.period.from};
    rate.effectiveTo = std::string{row.period.to};
    rate.source = "catalogue " + std::string{catalogueVersion};
    rate.mode = std::string{row.mode};
    rate.contextTier = row.tierMinContext;
    // a tier that leaves classes alone has, like one with its own prices, no single factor: its prices are shown as they are
    rate.multiplier = formatDecimal(factorOf(mixed ? One : tierFactor), 18);
    rate.serviceTier = choice.tier ? std::string{choice.tier->name} : std::string{};
    return rate;
}

void seal(Rate &rate)
{
    std::string numbers;
    for (const std::int64_t number :
         {std::int64_t(rate.unpriced), rate.input, rate.cacheRead, rate.cacheWrite5m, rate.cacheWrite1h, rate.output,
          rate.inputAudio, rate.cachedAudio, rate.outputAudio, rate.inputImage, rate.outputImage, rate.webSearch, rate.contextTier}) {
        numbers += std::to_string(number) + ' ';
    }
    rate.key = familyOf({numbers, rate.currency.code(), rate.modelKey, rate.matchedBy, rate.effectiveFrom, rate.effectiveTo,
                         rate.source, rate.mode, rate.multiplier, rate.serviceTier});
}

} // namespace tokenmeter
