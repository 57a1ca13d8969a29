// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"
#include "ledger/LedgerReader.h"
#include "pricing/ListMerge.h"
#include "pricing/Successor.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A model in use that is to end, or has ended.
struct Retirement
{
    std::string model{}; ///< key
    std::string name{};
    std::string day{};   ///< UTC day from which it is not served; empty = a list calls it deprecated without a day
    bool isOver = false; ///< the day has come
    std::int64_t requests = 0; ///< of the last 28 days
    std::optional<Successor> successor{}; ///< cheaper, of the same provider, line and size
};

/// Models used in the last 28 days of which the catalogue, or else a list, says that they end; by day, those without one last.
/// Models whose end is more than a year behind are left out: who still uses them has them from somebody else.
Result<std::vector<Retirement>> retirementsInUse(LedgerReader &reader, const Catalogue &catalogue, const std::vector<ListedEnd> &listed,
                                                 UtcTime now, const Zone &zone);

} // namespace tokenmeter
