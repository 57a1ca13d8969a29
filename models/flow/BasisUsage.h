// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/BilledReport.h"

#include <cstdint>
#include <vector>

namespace tokenmeter
{

/// Which cost a view shows. A total is on one of them; they are never added.
enum class ViewBasis : std::uint8_t {
    List,      ///< tokens at list prices
    Effective, ///< what is left to pay after plans
    Billed,    ///< what providers charge; tokens and requests are still those of the logs
};

struct BasisChoice
{
    ViewBasis basis = ViewBasis::List;
    RepeatedReports repeated{}; ///< of Billed; none: no report repeats another one
};

/// As LedgerReader::usage() answers, with the cost of the basis: costOf(cell, rate) of Spend.h is exact on each.
/// Billed: cells of the logs cost nothing and are never unpriced; beside them stand cells without tokens that hold what was billed.
/// A model filter names raw models; a charge passes when it is one of the same models.
/// Problems: the reader's; of Billed BadArgument("group-by", word) for what a bill does not tell apart, and BadArgument(word, "billed")
/// for a filter that it cannot answer.
Result<UsageCells> usageOnBasis(const BasisChoice &choice, LedgerReader &reader, Pricer &pricer, const UsageFilter &filter,
                                const std::vector<Dimension> &dimensions, const Zone &zone, const UsageOptions &options, UtcTime now);

} // namespace tokenmeter
