// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Reconciliation.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace tokenmeter
{
namespace
{

constexpr std::size_t LeastRatioDays = 5;
constexpr Int128 Billion = 1'000'000'000;
constexpr Int128 Million = 1'000'000;

Int128 sizeOf(Int128 value)
{
    return value < 0 ? -value : value;
}

Int128 &at(ReconcileSteps &steps, ReconcileStep step)
{
    return steps[static_cast<std::size_t>(step)];
}

Int128 sumOfSteps(const ReconcileSteps &steps)
{
    return std::accumulate(steps.begin(), steps.end(), Int128{0});
}

bool isWithinHalfPercent(Int128 value, Int128 of)
{
    return sizeOf(value - of) * 200 <= of;
}

void takeUsage(ReconcileSteps &steps, Int128 difference)
{
    at(steps, difference < 0 ? ReconcileStep::SeenOnlyInLogs : ReconcileStep::SeenOnlyByProvider) += difference;
}

/// Tokens are told: what differs in tokens at our price is usage, the rest is price.
ReconcileSteps sharesByTokens(const ReconcileCell &cell)
{
    ReconcileSteps steps{};
    const Int128 usage = (Int128{*cell.billedTokens} - cell.tokens) * *cell.price;
    takeUsage(steps, usage);
    at(steps, ReconcileStep::PriceAndTier) = cell.billed - cell.metered - usage;
    return steps;
}

ReconcileSteps sharesByMoney(const ReconcileCell &cell, bool hasConstantRatio)
{
    ReconcileSteps steps{};
    const bool onBothSides = cell.tokens != 0 && cell.billed != 0;
    if (onBothSides && hasConstantRatio) {
        at(steps, ReconcileStep::PriceAndTier) = cell.billed - cell.metered;
    } else {
        takeUsage(steps, cell.billed - cell.metered);
    }
    return steps;
}

ReconcileSteps sharesOf(const ReconcileCell &cell, bool hasConstantRatio)
{
    if (!cell.price) {
        ReconcileSteps steps{};
        at(steps, ReconcileStep::Unpriced) = cell.billed - cell.metered;
        return steps;
    }
    return cell.billedTokens ? sharesByTokens(cell) : sharesByMoney(cell, hasConstantRatio);
}

Int128 tierPartOf(const ReconcileCell &cell)
{
    if (!cell.price || !cell.atTierPrices || !cell.billedTokens) {
        return 0;
    }
    return *cell.atTierPrices - Int128{*cell.billedTokens} * *cell.price;
}

void takeCells(Reconciliation &result, const ReconcileInput &input)
{
    for (std::size_t i = 0; i < input.cells.size(); ++i) {
        const ReconcileCell &cell = input.cells[i];
        const std::optional<std::int64_t> ratio = constantRatioOf(cell.days);
        if (ratio) {
            result.ratios.push_back({i, *ratio});
        }
        const ReconcileSteps shares = sharesOf(cell, ratio.has_value());
        std::transform(shares.begin(), shares.end(), result.steps.begin(), result.steps.begin(), std::plus<>{});
        result.cells.push_back(shares);
        result.tierParts.push_back(tierPartOf(cell));
    }
}

std::optional<std::int64_t> ppmOf(Int128 residual, Int128 billed)
{
    if (residual == 0) {
        return 0;
    }
    if (billed == 0) {
        return std::nullopt;
    }
    const Int128 ppm = sizeOf(residual) * Million / sizeOf(billed);
    return static_cast<std::int64_t>(std::min(ppm, Int128{std::numeric_limits<std::int64_t>::max()}));
}

ReconcileBadge badgeOf(const ReconcileInput &input, bool hasPpm)
{
    if (input.isIncomplete) {
        return ReconcileBadge::Incomplete;
    }
    return input.detail >= BillDetail::Money && hasPpm ? ReconcileBadge::Within : ReconcileBadge::TotalCompared;
}

} // namespace

const char *keyOf(ReconcileStep step)
{
    switch (step) {
    case ReconcileStep::TimeZoneEdge: return "time_zone_edge";
    case ReconcileStep::OtherPayer: return "other_payer";
    case ReconcileStep::SeenOnlyByProvider: return "seen_only_by_provider";
    case ReconcileStep::SeenOnlyInLogs: return "seen_only_in_logs";
    case ReconcileStep::Unpriced: return "unpriced";
    case ReconcileStep::PriceAndTier: return "price_and_tier";
    case ReconcileStep::Credits: return "credits";
    case ReconcileStep::Fees: return "fees";
    case ReconcileStep::Tax: return "tax";
    case ReconcileStep::Rounding: return "rounding";
    }
    return "";
}

std::optional<std::int64_t> constantRatioOf(std::span<const ReconcileDay> days)
{
    std::vector<Int128> ratios;
    for (const ReconcileDay &each : days) {
        if (each.metered == 0 && each.billed == 0) {
            continue;
        }
        if (each.metered <= 0 || each.billed <= 0) {
            return std::nullopt;
        }
        ratios.push_back(each.billed * Billion / each.metered);
    }
    if (ratios.size() < LeastRatioDays) {
        return std::nullopt;
    }
    std::sort(ratios.begin(), ratios.end());
    const std::size_t half = ratios.size() / 2;
    const Int128 median = ratios.size() % 2 == 1 ? ratios[half] : (ratios[half - 1] + ratios[half]) / 2;
    const bool isConstant = isWithinHalfPercent(ratios.front(), median) && isWithinHalfPercent(ratios.back(), median);
    if (!isConstant || isWithinHalfPercent(median, Billion) || median > std::numeric_limits<std::int64_t>::max()) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(median);
}

Reconciliation reconcile(const ReconcileInput &input)
{
    Reconciliation result;
    at(result.steps, ReconcileStep::TimeZoneEdge) = input.meteredInProviderDays - input.meteredInView;
    at(result.steps, ReconcileStep::OtherPayer) = -input.meteredOtherPayer;
    at(result.steps, ReconcileStep::Rounding) = input.rounding;
    for (const ReconcileLine &each : input.lines) {
        at(result.steps, each.step) += each.billed - each.metered;
    }
    if (input.detail >= BillDetail::Money) {
        takeCells(result, input);
    }
    result.residual = input.billed - input.meteredInView - sumOfSteps(result.steps);
    result.residualPpm = ppmOf(result.residual, input.billed);
    result.badge = badgeOf(input, result.residualPpm.has_value());
    return result;
}

} // namespace tokenmeter
