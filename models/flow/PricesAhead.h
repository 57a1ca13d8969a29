// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetSeries.h"
#include "core/Alert.h"
#include "core/Zone.h"
#include "ledger/LedgerReader.h"
#include "pricing/Catalogue.h"
#include "pricing/PriceAhead.h"

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace tokenmeter
{

/// How long a model counts as in use, and how long ahead its user is told.
inline constexpr int InUseDays = 28;
inline constexpr int PriceChangeAheadDays = 30;
inline constexpr int RetirementAheadDays = 60;

/// Models used in the last 28 days whose price changes within 30 days, or that are no longer served in 60: one alert a model and
/// moment, without id and notice, amounts in the model's own currency. Of all usage, excluded records left out.
Result<std::vector<Alert>> modelAlertsOf(LedgerReader &reader, const Catalogue &catalogue, UtcTime now, const Zone &zone);

/// Price steps of one scope, gathered cell by cell: how much dearer or cheaper its own mix of models and classes becomes on each day
/// on which a price changes. The mix is that of the 28 days before today, or before a change that lies in the past.
class PriceSteps
{
public:
    /// Days on which the price of one of these rates changes.
    PriceSteps(const Catalogue &catalogue, const std::unordered_map<std::int64_t, Rate> &rates, LocalDay today, const Zone &zone);

    bool isEmpty() const { return m_days.empty(); }
    /// @param worth of the cell in the scope's currency; what cannot be converted is left out
    void add(LocalDay day, const UsageCell &cell, const Rate &rate, double worth);
    /// Ascending; without steps of less than a thousandth.
    std::vector<ScopePriceStep> steps() const;

private:
    struct Day
    {
        LocalDay day{};
        double all = 0;     ///< worth of the window
        double then = 0;    ///< the same at the new prices
        std::set<std::string> models{};
    };
    struct Change
    {
        PriceAhead ahead{};
        LocalDay day{};
        std::string model{}; ///< display name
    };
    LocalDay m_today;
    std::vector<Day> m_days; ///< ascending
    std::unordered_map<std::int64_t, Change> m_changes; ///< by rate
};

} // namespace tokenmeter
