// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Result.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <vector>

namespace tokenmeter
{

/// What free quota and prepaid credit have to tell, without id and notice; the subject is the plan's uuid. In the currency of the pack, or in
/// tokens: `available` is all of it, `spent` what was drawn, `expected` what is left.
/// - PlanLow: 80 % or 100 % is gone (the threshold; the higher one alone where both hold). Once each. Not of a plan that nothing was drawn
///   from in the last seven days, so that entering old packs tells nothing.
/// - PlanExpiring: it ends within seven days and something is left. Once for each end: one that is put off can be told again.
Result<std::vector<Alert>> planAlertsOf(LedgerReader &reader, Pricer &pricer, UtcTime now, const Zone &zone);

} // namespace tokenmeter
