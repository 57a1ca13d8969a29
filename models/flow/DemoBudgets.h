// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"
#include "pricing/Pricer.h"

namespace tokenmeter
{

/// The budgets of the demo's user, and what they had to say day by day until `now`. Its ledger must hold the demo's usage
/// already. They show every state: over, at risk, on track, unknown (usage without a price inside), paused; in two currencies.
Result<Done> addDemoBudgets(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, UtcTime now, const Zone &zone);

} // namespace tokenmeter
