// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"
#include "ledger/LedgerWriter.h"

namespace tokenmeter
{

/// The billing accounts of the demo's user, as their polls would have left them at `now`: one that is up to date, one that tells a
/// balance only, one whose last polls failed, one that is paused. Their figures are invented; nothing is asked of anybody.
Result<Done> addDemoAccounts(LedgerWriter &writer, UtcTime now);

} // namespace tokenmeter
