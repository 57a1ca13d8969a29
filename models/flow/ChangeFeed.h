// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/ChangeSplit.h"
#include "core/Problem.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "flow/Exchange.h"
#include "flow/OverviewPeriods.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tokenmeter
{

struct ChangeRequest
{
    UsageFilter filter{}; ///< without dates: the scope
    DayRange before{}, after{}; ///< local days of the zone
    Zone zone = Zone::utc();
    UtcTime now{};
    Currency currency{"USD"}; ///< of the display
    ReadProgress progress{};
};

/// One local day of a project's use of a model at prices of one currency.
struct ChangeCell
{
    LocalDay day{};
    std::string project{};
    std::string model{};  ///< as ChangeGroup::model
    Currency currency{};  ///< none: without a price
    std::int64_t requests = 0;
    std::int64_t unpricedRequests = 0;
    TokenCounts tokens{};
    std::int64_t totalTokens = 0; ///< rare classes included
    Int128 display = 0;   ///< atto of the display currency; of a currency that stands alone 0
    Int128 alone = 0;     ///< atto of `currency`, where that stands alone
};

/// Two periods at list cost, as analysis/ChangeSplit takes them apart.
struct ChangeFeed
{
    /// One currency's two periods. A currency that lacks an exchange rate on any day of either stands alone, with factor currency 1.
    struct Side
    {
        Currency currency{};
        std::vector<ChangeGroup> before{}, after{};
    };
    Side inCurrency{};            ///< what is in the display currency or can be converted to it; unpriced requests are here
    std::vector<Side> foreign{};  ///< by code
    std::array<std::vector<ChangeCell>, 2> cells{}; ///< before, after; by day, project, model, currency
    std::map<std::string, std::string> modelNames{}; ///< display names by ChangeGroup::model
    std::map<std::string, std::set<std::string>> rawModels{}; ///< by ChangeGroup::model: what a filter on it must name
    std::vector<UsedExchangeRate> rates{};
    std::vector<Problem> missingRates{}; ///< NoExchangeRate, one a pair
};

/// Sums over records are exact. Problems: the reader's.
Result<ChangeFeed> changeFeedOf(LedgerReader &reader, Pricer &pricer, const ChangeRequest &request);

} // namespace tokenmeter
