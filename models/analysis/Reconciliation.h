// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"
#include "core/Int128.h"
#include "core/Time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Why a bill differs from what was metered, in the order in which the steps lead from one to the other.
enum class ReconcileStep : std::uint8_t {
    TimeZoneEdge,       ///< the provider cuts its days elsewhere than the user
    OtherPayer,         ///< metered, but paid by a subscription or by another account
    SeenOnlyByProvider, ///< other machines, deleted logs
    SeenOnlyInLogs,     ///< failed requests, the wrong account, a late report
    Unpriced,           ///< billed, but without a price here
    PriceAndTier,       ///< another price, tier or mode than was assumed
    Credits,
    Fees, ///< lines that are no tokens, less what was metered of that kind
    Tax,
    Rounding, ///< the bill's stated total less the sum of its lines
};
inline constexpr std::size_t ReconcileStepCount = 10;

/// An amount for each step, in atto; positive: the bill is higher than what was metered.
using ReconcileSteps = std::array<Int128, ReconcileStepCount>;

/// Stable name in JSON: "time_zone_edge".
const char *keyOf(ReconcileStep step);

/// The most that the account's reports tell.
enum class BillDetail : std::uint8_t {
    Total = 0,  ///< one number
    Days = 1,   ///< cost by day, no model
    Money = 2,  ///< cost by model and class
    Tokens = 3, ///< cost and tokens by model and class
};

/// One day in the zone in which the provider cuts days; amounts in atto.
struct ReconcileDay
{
    LocalDay day{};
    Int128 metered = 0;
    Int128 billed = 0;
};

/// What both sides say of one model, class and tier in the provider's period; amounts in atto of the bill's currency.
struct ReconcileCell
{
    std::string model{};
    TokenClass tokenClass = TokenClass::Unknown;
    std::string tier{}; ///< service tier; empty: standard, or not said
    std::int64_t tokens = 0; ///< metered
    Int128 metered = 0;
    std::optional<std::int64_t> billedTokens{}; ///< missing: the provider tells money alone
    Int128 billed = 0;
    std::optional<std::int64_t> price{};      ///< one token at the price assumed here; missing: unpriced
    std::optional<Int128> atTierPrices{};     ///< the provider's tokens at the prices of the tiers that it names
    std::vector<ReconcileDay> days{};         ///< for the constant ratio; may be empty
};

/// A line of the bill that is no tokens.
struct ReconcileLine
{
    ReconcileStep step = ReconcileStep::Fees; ///< Credits, Fees or Tax
    Int128 billed = 0;
    Int128 metered = 0; ///< what was metered of this kind: searches, images
    std::string text{}; ///< as the bill writes it
};

/// One account's period. All amounts in atto of one currency: the bill's.
struct ReconcileInput
{
    BillDetail detail = BillDetail::Total;
    bool isIncomplete = false; ///< days of a report are missing
    Int128 meteredInView = 0;  ///< the account's list cost in the user's days
    Int128 meteredInProviderDays = 0;
    Int128 meteredOtherPayer = 0; ///< in the provider's days, and not billed by this account
    Int128 billed = 0;            ///< the stated total, or the sum of the lines where none is stated
    Int128 rounding = 0;          ///< stated total less the sum of the lines; 0 where none is stated
    std::vector<ReconcileCell> cells{}; ///< of BillDetail::Money and Tokens
    std::vector<ReconcileLine> lines{};
};

/// Every day was billed at the same share of the list price.
struct ConstantRatio
{
    std::size_t cell = 0;       ///< index among the input's cells
    std::int64_t billionths = 0; ///< median of billed by metered: 900,000,000 for 0.9
    friend bool operator==(const ConstantRatio &, const ConstantRatio &) = default;
};

enum class ReconcileBadge : std::uint8_t {
    Within,        ///< "reconciled within x %"
    TotalCompared, ///< too little is told for more
    Incomplete,    ///< days are missing: no badge
};

struct Reconciliation
{
    ReconcileSteps steps{};
    std::vector<ReconcileSteps> cells{}; ///< as the input's cells
    std::vector<Int128> tierParts{};     ///< as the input's cells: how much of PriceAndTier is the tier; the rest is the price
    std::vector<ConstantRatio> ratios{}; ///< findings, no corrections
    Int128 residual = 0;                 ///< billed - meteredInView - all steps
    /// |residual| / |billed| in parts per million, cut off. Missing: nothing is billed and yet something is left.
    std::optional<std::int64_t> residualPpm{};
    ReconcileBadge badge = ReconcileBadge::TotalCompared;
};

/// The median of billed by metered, in billionths, when it says something: at least five days with both, each within 0.5 % of
/// the median, and the median not within 0.5 % of 1. A day on which one side has nothing speaks against it: that is usage which
/// one side did not see, and no price. Days without anything do not count.
std::optional<std::int64_t> constantRatioOf(std::span<const ReconcileDay> days);

/// From what was metered to what is billed. billed = meteredInView + steps + residual, always.
Reconciliation reconcile(const ReconcileInput &input);

} // namespace tokenmeter
