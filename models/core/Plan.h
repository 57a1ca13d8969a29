// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Int128.h"
#include "core/Result.h"
#include "core/Time.h"
#include "core/Zone.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// What makes usage cost something else than its list price. Stored: never renumber.
enum class PlanKind : std::uint8_t {
    Subscription = 1, ///< a fee a cycle; what it covers costs nothing more
    Quota = 2,        ///< free tokens
    Discount = 3,     ///< a negotiated factor on the list price
    Pack = 4,         ///< credit bought ahead, mostly for less than its face value
};

/// "subscription", "quota", "discount", "pack".
std::string_view toText(PlanKind kind);
std::optional<PlanKind> parsePlanKind(std::string_view text);

/// How often a subscription's fee is due, counted from its first day.
struct PlanCycle
{
    enum class Kind : std::uint8_t { Days, Month, Year };
    Kind kind = Kind::Month;
    int days = 0; ///< of Days: 1 to 3660
    friend bool operator==(const PlanCycle &, const PlanCycle &) = default;
};

/// "month", "year", "week", "30d". Problem of reading: BadArgument("--cycle", text).
std::string toText(const PlanCycle &cycle);
Result<PlanCycle> parsePlanCycle(std::string_view text);

/// One line of what the user has agreed with a provider. Amounts in attos (1e-18) of `currency`.
struct Plan
{
    std::int64_t id = 0; ///< number in this ledger, which the command line shows; 0 = not stored yet
    std::string uuid{};  ///< the same in every copy of the ledger; the writer makes it
    std::string name{};
    PlanKind kind = PlanKind::Pack;
    // What it serves. Empty lists do not restrict, but a subscription must name the sources that run on it: a source can
    // use paid credit beside a plan.
    std::vector<std::string> providers{}; ///< raw names as stored
    std::vector<std::string> models{};    ///< raw names, ids or catalogue keys, each with `*` at the end for "begins with"
    std::vector<std::string> sources{};   ///< format ids
    UtcTime from{};                 ///< inclusive
    std::optional<UtcTime> until{}; ///< exclusive; nothing = for ever

    Currency currency{}; ///< of fee, face and paid
    Int128 fee = 0;      ///< of Subscription: a cycle
    PlanCycle cycle{};   ///< of Subscription
    std::int64_t tokens = 0; ///< of Quota: of all classes together
    bool perModel = false;   ///< of Quota: each model has that many
    std::int64_t multiplier = MultiplierOne; ///< of Discount, in billionths: 0.85 is 850,000,000
    Int128 face = 0; ///< of Pack: list cost that it pays for
    Int128 paid = 0; ///< of Pack: what it cost

    static constexpr std::int64_t MultiplierOne = 1'000'000'000;
    bool isInForce(UtcTime time) const { return from <= time && (!until || time < *until); }
    friend bool operator==(const Plan &, const Plan &) = default;
};

/// Whether it can be stored. Problems: BadArgument(option, value) with the option of the command line that is wrong.
Result<Done> checkPlan(const Plan &plan);

/// In which order kinds are drawn. A vendor's order may differ.
using PlanKinds = std::array<PlanKind, 4>;
inline constexpr PlanKinds UsualPlanKinds{PlanKind::Subscription, PlanKind::Quota, PlanKind::Discount, PlanKind::Pack};

/// "subscription,quota,discount,pack". Reading wants each kind once. Problem: BadArgument("--order", text).
std::string toText(const PlanKinds &kinds);
Result<PlanKinds> parsePlanKinds(std::string_view text);

/// The order that the user chose for one provider.
struct PlanOrder
{
    std::string provider{}; ///< raw name; empty = all that have none of their own
    PlanKinds kinds = UsualPlanKinds;
    friend bool operator==(const PlanOrder &, const PlanOrder &) = default;
};
PlanKinds kindsFor(const std::vector<PlanOrder> &orders, std::string_view provider);

/// Local days [from, to) of one cycle; shorter than others when the plan ends inside it.
struct CycleDays
{
    LocalDay from{};
    LocalDay to{};
    friend bool operator==(const CycleDays &, const CycleDays &) = default;
};
/// The cycle of a subscription that a day belongs to; nothing outside its validity.
std::optional<CycleDays> cycleOf(const Plan &plan, LocalDay day, const Zone &zone);

} // namespace tokenmeter
