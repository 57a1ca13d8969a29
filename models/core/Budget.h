// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/CostBasis.h"
#include "core/Currency.h"
#include "core/Int128.h"
#include "core/Result.h"
#include "core/Time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// How a budget cuts time. Stored by name (see toText), so the order does not matter.
struct BudgetPeriod
{
    enum class Kind : std::uint8_t { Day, Week, Month, Quarter, Year, Rolling, Range };
    Kind kind = Kind::Month;
    int anchorDay = 1;    ///< of Month, Quarter, Year: first day, 1 to 31; in shorter months the last day
    int firstWeekday = 0; ///< of Week: 0 = Monday to 6 = Sunday
    int hours = 0;        ///< of Rolling: 1 to MaxRollingHours, absolute hours
    LocalDay from{};      ///< of Range, inclusive
    LocalDay to{};        ///< of Range, inclusive
    bool isRolling() const { return kind == Kind::Rolling; }
    friend bool operator==(const BudgetPeriod &, const BudgetPeriod &) = default;
};
inline constexpr int MaxRollingHours = 24 * 366;

/// "day", "week", "month", "quarter", "year", "rolling:5h", "2026-10-01..2026-10-31". Anchors are not part of it.
std::string toText(const BudgetPeriod &period);
/// Reads what toText writes. Problem: BadArgument("--period", text).
Result<BudgetPeriod> parseBudgetPeriod(std::string_view text);

/// What is carried from a period into the next one. Stored: never renumber.
enum class Rollover : std::uint8_t { None = 0, Unspent = 1, Both = 2 };

/// A limit and the moment from which it was in force, until the next one.
struct LimitStep
{
    UtcTime since{};
    Int128 limit = 0;
    int revision = 0;
    friend bool operator==(const LimitStep &, const LimitStep &) = default;
};

/// A limit on usage. Amounts of budgets are whole numbers in one unit: attos (1e-18) of `currency`, or tokens when there is
/// no currency. No binary floating point, no mixture.
struct Budget
{
    std::int64_t id = 0; ///< number in this ledger, which the command line shows; 0 = not stored yet
    std::string uuid{};  ///< the same in every copy of the ledger; the writer makes it
    std::string name{};
    std::string filter{}; ///< a UsageFilter without dates and sessions, written by filterText() (ledger/FilterJson.h); empty = everything
    BudgetPeriod period{};
    Currency currency{"USD"}; ///< none: the limit counts tokens (the five classes)
    Int128 limit = 0;         ///< not negative; 0: any spend exceeds it
    std::vector<int> thresholds{80, 100}; ///< per cent of what is available, ascending, each once, 1 to 1000; may be empty
    bool warnForecast = false; ///< alert when even the low end of the forecast is above what is available
    bool warnAnomaly = true;   ///< alert when a day of this scope is far outside its own history
    Rollover rollover = Rollover::None;
    std::optional<Int128> carryCap{}; ///< most that is carried in, as a distance from 0 in either direction; nothing = no cap
    CostBasis basis = CostBasis::List; ///< of a limit on money
    bool paused = false;

    // What the ledger knows about it; edits leave it alone.
    int revision = 0;     ///< rises when limit, thresholds, scope, unit or period are edited; part of the keys of alerts
    UtcTime created{};
    UtcTime chainFrom{};  ///< the chain of carry-over begins in the period that holds this moment: created, or the last change of unit or period
    std::vector<LimitStep> limits{}; ///< since chainFrom, ascending; the last one is `limit`

    bool countsTokens() const { return currency.isNone(); }
    friend bool operator==(const Budget &, const Budget &) = default;
};

/// Whether it can be stored. Problems: BadArgument("--name" | "--limit" | "--period" | "--starts-on" | "--warn-at" | "--rollover", value).
Result<Done> checkBudget(const Budget &budget);

/// Whether going from one to the other is a new revision: limit, thresholds, scope, unit or period differ.
bool isNewRevision(const Budget &before, const Budget &after);

/// Whether carry-over begins anew with this edit, since amounts before it cannot be compared: the unit or the period differs.
bool startsNewChain(const Budget &before, const Budget &after);

/// A new budget like this one, to be added under another name: no number, no history, not paused.
Budget duplicateOf(const Budget &budget, std::string name);

/// The limit in force at a moment (of a period: its last one). The oldest known one before that.
LimitStep limitAt(const Budget &budget, UtcTime at);

} // namespace tokenmeter
