// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/BreakdownRows.h"
#include "shell/FilterTerms.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// How the page draws, from and to ViewState::options. Words that are not understood mean the page's default.
struct BreakdownOptions
{
    std::vector<Dimension> by{Dimension::Project, Dimension::Model}; ///< "breakdown.by": "project,model", "tag:client"
    std::string tagKey{};
    std::vector<BreakdownColumn> columns{}; ///< "breakdown.columns": "cost,share"; empty = as the window is wide
    std::optional<BreakdownColumn> sort{}; ///< "breakdown.sort": "cost-", "name+"; nothing = by what the view measures
    bool descending = true;
    bool donut = false; ///< "breakdown.shape": "treemap", "donut"

    friend bool operator==(const BreakdownOptions &, const BreakdownOptions &) = default;
};

using OptionMap = std::map<QString, QString>;
BreakdownOptions breakdownOptionsOf(const OptionMap &options);
/// Entries of the page are written anew, those of other pages stay. Defaults are left out.
OptionMap withOptions(OptionMap options, const BreakdownOptions &breakdown);

/// "project", "tag:client"; "cost", "cacheRead": never translated.
QString wordOf(Dimension dimension, const std::string &tagKey);
QString wordOf(BreakdownColumn column);
/// What a row of that dimension is filtered by; nothing where there is no filter.
std::optional<FilterKey> filterKeyOf(Dimension dimension);

/// Grouped by another dimension on a level (from 0); nothing = by no more from there on. No dimension comes twice: one that
/// another level has changes places with it.
BreakdownOptions regrouped(BreakdownOptions options, std::size_t level, std::optional<Dimension> dimension, const std::string &tagKey);

BreakdownColumn measuredColumn(Measure measure);
/// What the page shows, the name and what is measured among it: chosen, or as the window is wide.
/// @return BreakdownColumn as numbers, as TreeTable::setColumns takes them
std::vector<int> shownColumns(const BreakdownOptions &options, Measure measure, bool isWide, bool hasUnpriced);
/// In which order columns give way where there is no room for all; none when the user has chosen them.
std::vector<int> columnsGivingWay(const BreakdownOptions &options, Measure measure, bool isNarrow);

/// What can be grouped by, in the order of the menu. Tags come with their keys.
const std::vector<Dimension> &breakdownDimensions();

} // namespace tokenmeter
