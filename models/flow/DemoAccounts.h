// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"
#include "pricing/Pricer.h"

namespace tokenmeter
{

/// The billing accounts of the demo's user, as their polls would have left them at `now`: one that is up to date, one that tells a
/// balance only, one whose last polls failed, one that is paused. Their figures are invented, but for the first one's month before that
/// of `now`, which is billed as the logs have it and a few known differences (DemoBill.h); nothing is asked of anybody.
Result<Done> addDemoAccounts(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, UtcTime now);

} // namespace tokenmeter
