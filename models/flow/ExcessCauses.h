// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Anomaly.h"
#include "core/Currency.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <vector>

namespace tokenmeter
{

struct ExcessQuestion
{
    UsageFilter filter{}; ///< without dates: the scope
    LocalDay day{};
    Int128 expected = 0;  ///< of the day, in attos of the currency
    Dimension dimension = Dimension::Model;
    Zone zone = Zone::utc();
    UtcTime now{};
    Currency currency{"USD"};
};

/// What made a day dearer than the 56 before it let expect, largest first; keys are a model's id or the name. Problems: the reader's.
Result<std::vector<ExcessPart>> excessCausesOf(LedgerReader &reader, Pricer &pricer, const ExcessQuestion &question);

} // namespace tokenmeter
