// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "flow/BasisUsage.h"
#include "flow/Exchange.h"
#include "flow/Spend.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

struct OverviewRequest
{
    UsageFilter filter{}; ///< from and to are the period in view, both inclusive, both set
    Zone zone = Zone::utc();
    UtcTime now{};
    std::string currency{"USD"}; ///< amounts in other currencies stay beside, unconverted, where there is no rate
    BasisChoice basis{};
};

/// A model as the page shows it.
struct ModelSeries
{
    std::string name{};    ///< display name; "Other" is made by the page's list, not here
    std::string key{};     ///< catalogue key, or the raw name where there is none
    std::string family{};  ///< catalogue family; empty = unknown
    std::vector<std::string> rawModels{}; ///< what a filter on it must name
    Spend spend{};
    Money inCurrency{};    ///< the part of spend.cost that is in `currency` or could be converted to it; the sum of `daily`
    std::vector<Money> daily{}; ///< in `currency`, one a day of the period
    std::vector<std::int64_t> dailyTokens{};
    std::vector<std::int64_t> dailyRequests{};
    std::vector<std::int64_t> dailyUnpriced{}; ///< requests without a price
};

struct NamedSpend
{
    std::string name{}; ///< empty = the source did not say
    Spend spend{};
    Money inCurrency{}; ///< as in ModelSeries
};

/// A projection of the period's end. Lines up with analysis/Forecast.
struct Projection
{
    enum class Evidence : std::uint8_t { None, Thin, Enough };
    Evidence evidence = Evidence::None;
    int daysSoFar = 0;          ///< complete days to judge by, counted from the first with spend
    Money expected{}, low{}, high{}; ///< 80 % band, in `currency`
    std::vector<Money> expectedCumulative{}; ///< for each day after today up to the period's end, what is spent included
    std::vector<Money> lowCumulative{}, highCumulative{};
};

/// Everything the page overview draws, computed in one go off the GUI thread.
struct OverviewData
{
    LocalDay from{}, to{}; ///< inclusive
    LocalDay today{};      ///< in the zone; may lie outside the period
    std::string currency{};
    std::vector<ReviewFact> annotations{}; ///< of the period's days, in the order they were made
    ViewBasis basis = ViewBasis::List; ///< of all amounts; of billed cost there is no projection
    Spend total{};
    Spend previous{};      ///< previousFrom to previousTo
    /// The part of the period before that is as long as what has passed of the one in view, so that like meets like: of a
    /// calendar month the first days of the month before (all of them when it is the shorter), of any other range the
    /// first days of the range of the same length just before.
    LocalDay previousFrom{}, previousTo{}; ///< inclusive
    Money inCurrency{};    ///< the part of total that is in `currency` or could be converted to it
    Money previousInCurrency{};
    std::vector<Money> foreign{};          ///< parts of total that could not be converted: inCurrency and these are everything
    std::vector<Problem> missingRates{};   ///< NoExchangeRate, one a pair: why `foreign` is not empty
    std::vector<UsedExchangeRate> rates{}; ///< conversions that inCurrency contains
    Projection projection{};
    std::vector<ModelSeries> models{};     ///< by cost, then tokens, descending
    std::vector<NamedSpend> projects{};    ///< likewise
    std::vector<Money> dailyCost{};        ///< in `currency`, one a day
    std::vector<Money> previousDailyCost{}; ///< of the whole previous period, one a day
    std::vector<bool> hasData{};           ///< one a day: false before the first record of the ledger and after today (a gap, not a zero)
    Money cacheSaved{};    ///< at list prices, and only on that basis: what cache reads would have cost as plain input, less what they did cost and writes' surcharge
    std::vector<SourceStatus> sources{};
    LedgerSummary ledger{};
    std::vector<LedgerReader::ModelVolume> unpricedModels{}; ///< in view of the whole ledger
    std::vector<Problem> problems{};       ///< the newest few
    std::optional<LocalDay> nearestDataDay{}; ///< when the period is empty
    /// Names to choose from in the filter bar: all of the ledger.
    std::vector<std::string> allProviders{}, allProjects{}, allSources{};
    std::vector<Pricer::ModelName> allModels{};
    std::vector<std::vector<std::string>> allRawModels{}; ///< beside allModels: what a filter on each must name
};

/// Pure over what the reader answers. Problems are the reader's.
Result<OverviewData> overviewOf(LedgerReader &reader, Pricer &pricer, const OverviewRequest &request);

} // namespace tokenmeter
