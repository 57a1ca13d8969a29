// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "flow/Spend.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What the records in view come to, and where there are some when there are none.
struct RecordsTotal
{
    Spend spend{};
    Money inCurrency{};
    std::vector<Money> foreign{};
    std::optional<LocalDay> nearest{}; ///< with usage, when there is none in the period
    bool filteredAway = false;         ///< the period has usage, which the filter hides
};

/// The filter says more than its period, and than whether excluded records are listed.
bool hasTerms(UsageFilter filter);

/// @param filter both days set
Result<RecordsTotal> recordsTotalOf(WindowServices::Reading reading, const UsageFilter &filter, const Zone &zone, UtcTime now,
                                    const std::string &currency);

} // namespace tokenmeter
