// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Frontier.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace tokenmeter
{
namespace
{

/// Answers "is there another point at most this dear, at least this good, one of both strictly?", by one of the three costs.
class Rivals
{
public:
    Rivals(std::span<const FrontierPoint> points, Int128 FrontierPoint::*cost, std::int64_t error) : m_points{points}, m_cost{cost}, m_error{error}
    {
        m_order.resize(points.size());
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) { return points[a].*cost < points[b].*cost; });
        for (const std::size_t index : m_order) {
            Best best = m_best.empty() ? Best{} : m_best.back();
            best.take(points, index);
            m_best.push_back(best);
        }
    }

    bool exist(std::size_t self, Int128 limit) const
    {
        const auto below = std::lower_bound(m_order.begin(), m_order.end(), limit, [&](std::size_t index, Int128 value) { return m_points[index].*m_cost < value; });
        const std::int64_t quality = m_points[self].quality;
        if (const auto best = bestBut(self, below); best && *best - quality > -std::max<std::int64_t>(m_error, 1)) {
            return true; // strictly cheaper, and not worse
        }
        const auto upTo = std::upper_bound(below, m_order.end(), limit, [&](Int128 value, std::size_t index) { return value < m_points[index].*m_cost; });
        const auto best = bestBut(self, upTo);
        return best && *best > quality && *best - quality >= m_error; // as cheap, and better
    }

private:
    /// The two best of a beginning of the order: one of them may be the one who asks.
    struct Best
    {
        std::optional<std::size_t> first{}, second{};
        void take(std::span<const FrontierPoint> points, std::size_t index)
        {
            if (!first || points[index].quality > points[*first].quality) {
                second = first;
                first = index;
            } else if (!second || points[index].quality > points[*second].quality) {
                second = index;
            }
        }
    };

    std::optional<std::int64_t> bestBut(std::size_t self, std::vector<std::size_t>::const_iterator end) const
    {
        if (end == m_order.begin()) {
            return std::nullopt;
        }
        const Best &best = m_best[std::size_t(end - m_order.begin()) - 1];
        const std::optional<std::size_t> other = best.first == self ? best.second : best.first;
        return other ? std::optional{m_points[*other].quality} : std::nullopt;
    }

    std::span<const FrontierPoint> m_points;
    Int128 FrontierPoint::*m_cost;
    std::int64_t m_error;
    std::vector<std::size_t> m_order{};
    std::vector<Best> m_best{};
};

} // namespace

std::vector<FrontierState> frontierOf(std::span<const FrontierPoint> points, std::int64_t error)
{
    const Rivals byLow{points, &FrontierPoint::low, error};
    const Rivals byCost{points, &FrontierPoint::cost, error};
    const Rivals byHigh{points, &FrontierPoint::high, error};
    std::vector<FrontierState> states;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (byHigh.exist(i, points[i].low)) {
            states.push_back(FrontierState::Dominated);
        } else if (byCost.exist(i, points[i].cost)) {
            states.push_back(FrontierState::DominatedUncertain);
        } else {
            states.push_back(byLow.exist(i, points[i].high) ? FrontierState::FrontierUncertain : FrontierState::Frontier);
        }
    }
    return states;
}

std::vector<std::size_t> staircaseOf(std::span<const FrontierPoint> points, std::span<const FrontierState> states)
{
    std::vector<std::size_t> steps;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (states[i] == FrontierState::Frontier || states[i] == FrontierState::FrontierUncertain) {
            steps.push_back(i);
        }
    }
    std::sort(steps.begin(), steps.end(), [&](std::size_t a, std::size_t b) {
        return points[a].cost != points[b].cost ? points[a].cost < points[b].cost
            : points[a].quality != points[b].quality ? points[a].quality > points[b].quality
                                                     : a < b;
    });
    return steps;
}

} // namespace tokenmeter
