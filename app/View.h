// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "LedgerAccess.h"
#include "core/Result.h"
#include "ledger/UsageFilter.h"

#include <string>

namespace tokenmeter
{

/// What the options of a view mean.
struct View
{
    UsageFilter filter{}; ///< its models are as typed; see resolveModels()
    Zone zone = Zone::utc();
};

/// Problems: UnknownZone, BadArgument.
Result<View> viewOf(const CommandContext &context, const ViewOptions &options);
/// Whether the options let everything through.
bool isEverything(const ViewOptions &options);

/// Puts raw names for what the user typed (resolved ids, catalogue keys, `*`), by the usage that is there. A raw name that stood
/// for several models is taken when one of them is meant.
Result<Done> resolveModels(LedgerAccess &ledger, UsageFilter &filter, UtcTime now);

} // namespace tokenmeter
