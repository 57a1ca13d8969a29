// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/RateSteps.h"

#include "core/Decimal.h"
#include "pricing/RowChoice.h"

#include <algorithm>
#include <optional>

namespace tokenmeter
{

using namespace tables;

namespace
{

const Model *modelOf(const Tables &tables, const std::string &key)
{
    const auto found = std::find_if(tables.models.begin(), tables.models.end(), [&](const Model &model) { return model.key == key; });
    return found == tables.models.end() ? nullptr : &*found;
}

/// The nearest moment at which a row with the rate's dates is in force.
std::int64_t insideRow(const Model &model, const Rate &rate, std::int64_t ms)
{
    for (const Row &row : model.rows) {
        if (row.period.from == rate.effectiveFrom && row.period.to == rate.effectiveTo && row.mode == rate.mode && row.tierMinContext == rate.contextTier) {
            return std::clamp(ms, row.period.fromMs, row.period.toMs == Never ? Never : row.period.toMs - 1);
        }
    }
    return ms;
}

/// What of the rate's factor is not its service tier's: region and host, in millionths. Nothing when that is no whole number of them.
std::optional<std::int64_t> placeFactorOf(const Rate &rate, const ServiceTier *tier)
{
    constexpr int FactorScale = 18;
    const std::optional<Int128> factor = parseDecimal(rate.multiplier, FactorScale);
    if (!factor) {
        return std::nullopt;
    }
    const bool isInFactor = tier != nullptr && tier->multiplier != 0 && tier->notMultiplied == 0;
    const Int128 divisor = Int128{1'000'000'000'000} * (isInFactor ? tier->multiplier : One) / One;
    if (divisor == 0 || (isInFactor && (Int128{1'000'000'000'000} * tier->multiplier) % One != 0) || *factor % divisor != 0) {
        return std::nullopt;
    }
    return std::int64_t(*factor / divisor);
}

} // namespace

RateSteps rateStepsOf(const Catalogue &catalogue, const Rate &rate, UtcTime time)
{
    const Tables &tables = tablesOf(catalogue);
    const Model *model = rate.isPriced() && !rate.mode.empty() && rate.source.starts_with("catalogue") ? modelOf(tables, rate.modelKey) : nullptr;
    if (model == nullptr) {
        return {rate, rate};
    }
    const std::int64_t ms = insideRow(*model, rate, msOf(time));
    // An answer longer than any limit, at no known hour: rows with conditions are left out.
    RowQuestion question{.timeMs = ms, .outputTokens = Never, .hourKnown = false};
    const Row *plain = chooseRow(*model, question);
    if (plain == nullptr) {
        return {rate, rate};
    }
    RateSteps steps{makeRate(*model, {.row = plain}, tables.version), rate};
    question.fast = rate.mode == "fast";
    const Row *row = chooseRow(*model, question);
    const ServiceTier *tier = rate.serviceTier.empty() ? nullptr : chooseTier(*model, rate.serviceTier, ms);
    const std::optional<std::int64_t> place = placeFactorOf(rate, tier);
    if (row != nullptr && row->mode == rate.mode && place && (tier != nullptr || rate.serviceTier.empty())) {
        steps.service = makeRate(*model, {.row = row, .tier = tier, .hostMultiplier = *place}, tables.version);
    }
    return steps;
}

} // namespace tokenmeter
