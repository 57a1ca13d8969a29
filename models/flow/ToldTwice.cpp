// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ToldTwice.h"

#include <algorithm>

namespace tokenmeter
{

bool ToldTwice::holds(const std::string &report, UtcTime from, UtcTime to) const
{
    const auto other = m_sameAs.find(report);
    if (other == m_sameAs.end()) {
        return false;
    }
    const std::vector<std::pair<UtcTime, UtcTime>> &told = m_told.at(other->second);
    const auto behind = std::partition_point(told.begin(), told.end(), [&](const auto &span) { return span.second <= from; });
    return behind != told.end() && behind->first < to;
}

void ToldTwice::arrange()
{
    for (auto &[report, spans] : m_told) {
        std::sort(spans.begin(), spans.end());
        std::vector<std::pair<UtcTime, UtcTime>> joined;
        for (const auto &span : spans) {
            if (!joined.empty() && span.first <= joined.back().second) {
                joined.back().second = std::max(joined.back().second, span.second);
            } else {
                joined.push_back(span);
            }
        }
        spans = std::move(joined);
    }
}

} // namespace tokenmeter
