// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Result.h"
#include "ledger/LedgerReader.h"

#include <vector>

namespace tokenmeter
{

/// What billing accounts have to tell, without id and notice; the subject is the account's uuid. Paused accounts are silent.
/// - SyncFailing: a report was refused (threshold 1), or failed three times in a row and was not read for a day (threshold 0). Once
///   for each last success: after the next one it can be told again.
/// - CreditLow: what is left lasts less than seven days at the pace of the last 28 (of at least three days with balances). Once
///   for each time that money came in. Amounts in the balance's currency: `expected` is left, `spent` an average day.
Result<std::vector<Alert>> accountAlertsOf(LedgerReader &reader, UtcTime now);

} // namespace tokenmeter
