// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/OwnPriceBook.h"

#include "core/Decimal.h"
#include "core/Time.h"
#include "pricing/NameMatcher.h"
#include "pricing/RowChoice.h"

#include <tuple>

namespace tokenmeter
{

namespace
{

constexpr std::int64_t MostPerToken = 1'000'000'000'000'000'000; // a million per million tokens

Problem bad(const std::string &text)
{
    return Problem{.cause = Cause::BadPrice, .args = {text}};
}

bool readPrice(const std::string &text, std::int64_t &out)
{
    const std::optional<Int128> value = parseDecimal(text, 12);
    if (!value || *value < 0 || *value > Int128{MostPerToken}) {
        return false;
    }
    out = std::int64_t(*value);
    return true;
}

} // namespace

Result<OwnPriceEntry> readOwnPrice(const OwnPrice &price)
{
    OwnPriceEntry entry{.model = cleanedName(price.model), .provider = cleanedName(price.provider)};
    if (entry.model.empty()) {
        return bad(price.model);
    }
    Rate &rate = entry.rate;
    rate.unpriced = Unpriced::No;
    rate.currency = Currency{price.currency};
    if (rate.currency.isNone()) {
        return bad(price.currency);
    }
    if (!readPrice(price.input, rate.input)) {
        return bad(price.input);
    }
    if (!readPrice(price.output, rate.output)) {
        return bad(price.output);
    }
    const std::tuple<const std::string &, std::int64_t &> caches[] = {
        {price.cacheRead, rate.cacheRead}, {price.cacheWrite5m, rate.cacheWrite5m}, {price.cacheWrite1h, rate.cacheWrite1h}};
    for (const auto &[text, out] : caches) {
        out = rate.input;
        if (!text.empty() && !readPrice(text, out)) {
            return bad(text);
        }
    }
    const std::tuple<const std::string &, std::int64_t &> bounds[] = {{price.from, entry.fromMs}, {price.to, entry.toMs}};
    for (const auto &[text, ms] : bounds) {
        if (text.empty()) {
            continue;
        }
        const std::optional<ParsedTime> time = parseTime(text);
        if (!time) {
            return bad(text);
        }
        ms = msOf(time->time);
    }
    if (entry.fromMs >= entry.toMs) {
        return bad(price.to);
    }
    rate.inputAudio = rate.input;
    rate.inputImage = rate.input;
    rate.cachedAudio = rate.cacheRead;
    rate.outputAudio = rate.output;
    rate.outputImage = rate.output;
    rate.matchedBy = "override";
    rate.source = "own price";
    rate.mode = "standard";
    rate.effectiveFrom = price.from;
    rate.effectiveTo = price.to;
    seal(rate);
    return entry;
}

const OwnPriceEntry *ownPriceAt(const std::vector<const OwnPriceEntry *> &candidates, std::int64_t timeMs)
{
    const OwnPriceEntry *best = nullptr;
    const auto rank = [](const OwnPriceEntry *entry) { return std::tuple{!entry->provider.empty(), entry->fromMs}; };
    for (const OwnPriceEntry *entry : candidates) {
        if (entry->fromMs <= timeMs && timeMs < entry->toMs && (!best || rank(entry) >= rank(best))) {
            best = entry;
        }
    }
    return best;
}

} // namespace tokenmeter
