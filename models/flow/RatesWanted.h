// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ExchangeRate.h"
#include "core/Result.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tokenmeter
{

class LedgerReader;

/// What amounts of a ledger are in, and since when.
struct AmountsInUse
{
    std::set<Currency> currencies{};
    std::optional<LocalDay> first{}; ///< UTC day of the first amount
};

/// Currencies of usage, charges, balances, budgets and plans.
Result<AmountsInUse> amountsInUse(LedgerReader &reader);

/// First UTC day whose published rates are still to be asked for, so that every amount since `first` can be converted: a week and a
/// half before the first amount, since no rate is published on weekends and holidays; where the ledger has them from there on, the
/// day of the newest one. Never after `today`.
/// @param stored rates of the ledger, of any source
/// @param publishers sources that publish every working day: a day that one of them has told is kept when another is asked
/// @param currencies beside the euro
LocalDay ratesMissingSince(const std::vector<ExchangeRate> &stored, const std::set<std::string> &publishers, const std::set<Currency> &currencies,
                           std::optional<LocalDay> first, LocalDay today);

/// When rates are to be asked for by themselves: the first time at once, then every working day (Monday to Friday) at 15:30 UTC, when
/// the European Central Bank has published whatever the season; an hour after a failure.
/// @param asked last time that worked  @param failed last time that did not, if that was later
UtcTime nextRatesTime(std::optional<UtcTime> asked, std::optional<UtcTime> failed, UtcTime now);

} // namespace tokenmeter
