// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/RepeatedReport.h"
#include "flow/Report.h"

#include <functional>

namespace tokenmeter
{

/// Reports of a provider that tell what another of its reports tells (ApiReport::sameAs): see ToldTwice.
using RepeatedReports = std::function<std::vector<RepeatedReport>(const std::string &provider)>;

/// Charges of one group.
struct BilledGroup
{
    std::vector<std::optional<std::string>> key{}; ///< one a ReportRequest::groupBy; nothing: the bill did not say
    std::int64_t charges = 0;
    std::vector<Money> cost{};    ///< billed; one a currency, sorted by code
    std::int64_t unread = 0;      ///< charges without an amount or a currency: in no amount
    bool isProvisional = false;   ///< some of it may still change
};

/// What accounts were billed. Never to be added to a Report: that is the same spend seen from the other side.
struct BilledReport
{
    ReportRequest request{};
    std::vector<BilledGroup> groups{}; ///< sorted by key, missing names first
    BilledGroup total{};               ///< the sum of the groups to the last digit; without a key
    bool hasAccount = false;           ///< else there is nobody who could be billed
};

/// Groups by day, month, provider, account, model, project, tier; filters by period, provider, model and project. A charge that is known by
/// a day stands on that day in every zone. Charges that are no models' (isOtherProduct) are left out.
/// Problems: BadArgument("group-by", word), BadArgument of a filter or a currency that bills do not know, and the reader's.
Result<BilledReport> billedReportOf(LedgerReader &reader, Pricer &pricer, const ReportRequest &request, const RepeatedReports &repeated);

/// The document that `report --basis billed --json` prints.
std::string billedReportJson(const BilledReport &report);

} // namespace tokenmeter
