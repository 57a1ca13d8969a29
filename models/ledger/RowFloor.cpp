// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/RowFloor.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Attos are too small for 64 bits: amounts are counted in millions of them. Weights are rounded up and what is looked for
/// down, so that no record is passed over that should be found.
constexpr std::int64_t AttosAStep = 1'000'000;

bool isLowerBound(const RecordBound &bound)
{
    const bool isLower = bound.is == RecordBound::Is::Equal || bound.is == RecordBound::Is::AtLeast || bound.is == RecordBound::Is::Greater;
    return isLower && bound.of != RecordBound::Of::Reasoning;
}

} // namespace

RowFloor::RowFloor(RecordBound::Of of, const ReaderDictionaries &dictionaries) : m_of{of}
{
    switch (of) {
    case RecordBound::Of::Cost:
        for (const auto &[id, rate] : dictionaries.rates()) {
            const std::array prices{rate.input, rate.cacheRead, rate.cacheWrite5m, rate.cacheWrite1h, rate.output};
            for (std::size_t i = 0; i < prices.size(); ++i) {
                m_weights[i] = std::max(m_weights[i], prices[i] / AttosAStep + (prices[i] % AttosAStep > 0 ? 1 : 0));
            }
        }
        break;
    case RecordBound::Of::Tokens:
        m_weights = {1, 1, 1, 1, 1};
        break;
    case RecordBound::Of::Input:
        m_weights = {1, 0, 0, 0, 0};
        break;
    case RecordBound::Of::CacheRead:
        m_weights = {0, 1, 0, 0, 0};
        break;
    case RecordBound::Of::CacheWrite:
        m_weights = {0, 0, 1, 1, 0};
        break;
    case RecordBound::Of::Output:
    case RecordBound::Of::Reasoning: // a part of it
        m_weights = {0, 0, 0, 0, 1};
        break;
    }
}

std::optional<RecordBound::Of> RowFloor::ofBounds(std::span<const RecordBound> bounds)
{
    const auto lower = std::find_if(bounds.begin(), bounds.end(), isLowerBound);
    return lower == bounds.end() ? std::nullopt : std::optional{lower->of};
}

std::optional<RecordBound::Of> RowFloor::ofSort(RecordSort sort)
{
    switch (sort) {
    case RecordSort::Time:
        break;
    case RecordSort::Cost:
        return RecordBound::Of::Cost;
    case RecordSort::Tokens:
        return RecordBound::Of::Tokens;
    case RecordSort::Input:
        return RecordBound::Of::Input;
    case RecordSort::CacheRead:
        return RecordBound::Of::CacheRead;
    case RecordSort::CacheWrite:
        return RecordBound::Of::CacheWrite;
    case RecordSort::Output:
        return RecordBound::Of::Output;
    }
    return std::nullopt;
}

void RowFloor::raise(Int128 value)
{
    const Int128 steps = m_of == RecordBound::Of::Cost ? value / AttosAStep : value;
    const auto least = std::int64_t(std::clamp<Int128>(steps, 0, INT64_MAX));
    if (least > this->least()) {
        m_least.store(least, std::memory_order_relaxed);
    }
}

void RowFloor::raiseTo(std::span<const RecordBound> bounds)
{
    for (const RecordBound &bound : bounds) {
        if (bound.of == m_of && isLowerBound(bound)) {
            raise(bound.value);
        }
    }
}

} // namespace tokenmeter
