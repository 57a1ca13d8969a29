// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"
#include "core/Result.h"
#include "core/UsageBucket.h"
#include "flow/Reconcile.h"

#include <vector>

namespace tokenmeter
{

/// A month of Anthropic's cost report and its usage report.
struct DemoBill
{
    std::vector<Charge> charges{};
    std::vector<UsageBucket> buckets{};
};

/// What the demo's logs hold of the month, billed at list prices, but for differences that are known: tokens of another
/// machine, requests that failed, a batch, a negotiated price, a model without a price, credit, search, tax, rounding. So every
/// step of its reconciliation is known, and nothing is left. Problems: the reader's.
Result<DemoBill> demoBill(LedgerReader &reader, Pricer &pricer, const ReconcileRequest &request);

} // namespace tokenmeter
