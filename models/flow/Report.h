// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/CostBasis.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "flow/EffectiveCost.h"
#include "flow/Exchange.h"
#include "flow/PlanStandings.h"
#include "flow/Spend.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

enum class ReportKey : std::uint8_t { Hour, Day, Week, Month, Provider, Model, Project, Session, Source, Account, Tier, Agent, Tag };

/// "day", "model": stable, used on the command line and in JSON.
std::string_view nameOf(ReportKey key);

struct ReportRequest
{
    /// `models` accepts raw names, resolved ids, catalogue keys, each with a `*` at the end for "begins with".
    UsageFilter filter{};
    std::vector<ReportKey> groupBy{}; ///< each at most once
    std::string tagKey{};             ///< of ReportKey::Tag
    Zone zone = Zone::utc();
    std::string currency{}; ///< empty: currencies stay apart
    CostBasis basis = CostBasis::List;
    bool rawModels = false; ///< group by the names as the sources wrote them
    UtcTime now{};          ///< when names without a rate are read; see ModelNames
};

/// Fills `groupBy` and `tagKey` from "day,model" or "tag:client". Problem: BadArgument("group-by", the word).
Result<Done> readGroupBy(std::string_view list, ReportRequest &request);

struct ReportGroup
{
    /// One a ReportRequest::groupBy. Nothing: the source did not say, or a row known only by day where hours are asked for.
    std::vector<std::optional<std::string>> key{};
    Spend spend{};
};

/// Sums on the basis that was asked for. The total is the sum of the groups to the last digit, unpriced usage included.
struct Report
{
    ReportRequest request{};
    std::vector<ReportGroup> groups{}; ///< sorted by key, times in their order, missing names first
    Spend total{};
    std::vector<UsedExchangeRate> rates{}; ///< when a currency was asked for
    std::vector<Problem> missing{};        ///< NoExchangeRate: such amounts stay as they are, beside the converted ones
    std::vector<PlanShare> shares{};       ///< of effective cost: what plans did for the usage in view
    std::vector<PlanLine> lines{};         ///< likewise: fees and expired credit of its days, in no sum above
};

/// Problems: BadArgument for a currency that is none or too many groups, and the reader's.
Result<Report> reportOf(LedgerReader &reader, Pricer &pricer, const ReportRequest &request);

/// What the report asks the ledger for, and what it makes of the answer. Apart from each other for tests.
std::vector<Dimension> dimensionsOf(const ReportRequest &request);
Report reportFrom(const UsageCells &cells, const ExchangeRates &rates, Pricer &pricer, const ReportRequest &request);

/// The document that `report --json` prints.
std::string reportJson(const Report &report);

} // namespace tokenmeter
