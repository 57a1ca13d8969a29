// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/RepeatedReport.h"
#include "core/Time.h"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// What two reports of one account tell of the same time counts once. A report that repeats another is in no sum where that one has
/// anything of the time; where that one has nothing, since the key may not see it or it was never read, the repeated one stands for it.
class ToldTwice
{
public:
    /// @param rows all of the account that may matter: anything with a `report`, and a `row` with `from` and `to`
    template <class Rows>
    ToldTwice(std::span<const RepeatedReport> repeated, const Rows &rows)
    {
        for (const RepeatedReport &each : repeated) {
            m_sameAs[each.report] = each.sameAs;
            m_told[each.sameAs];
        }
        for (const auto &each : rows) {
            if (const auto told = m_told.find(each.report); told != m_told.end()) {
                told->second.emplace_back(each.row.from, each.row.to);
            }
        }
        arrange();
    }

    /// Whether the other report has something of this time, [from, to).
    bool holds(const std::string &report, UtcTime from, UtcTime to) const;

private:
    void arrange();

    std::map<std::string, std::string> m_sameAs{};
    std::map<std::string, std::vector<std::pair<UtcTime, UtcTime>>> m_told{}; ///< joined, and in the order of time
};

} // namespace tokenmeter
