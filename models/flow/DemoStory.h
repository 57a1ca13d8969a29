// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"
#include "core/TokenCounts.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Random numbers that are the same with every standard library (splitmix64).
class DemoDice
{
public:
    explicit DemoDice(std::uint64_t seed) : m_state{seed} {}
    std::uint64_t next();
    double unit() { return double(next() >> 11) * 0x1p-53; } ///< [0, 1)
    /// About `mean`, between 40 % and 160 % of it.
    std::int64_t around(std::int64_t mean) { return std::int64_t(double(mean) * (0.4 + 1.2 * unit())); }

private:
    std::uint64_t m_state;
};

/// Which log of the demo's user holds a request.
enum class DemoLog : std::uint8_t { ClaudeCode, Codex, Anthropic, OpenAi, Gemini, DashScope, DeepSeek };

/// One request of the story. Texts point to constants.
struct DemoRequest
{
    UtcTime time{};
    DemoLog log = DemoLog::ClaudeCode;
    const char *model = "";
    const char *project = ""; ///< empty: none
    int session = 0;          ///< tells sessions of one log, project and day apart
    TokenCounts tokens{};
};

/// What happens on one UTC day, in order of time: the work of a person with five projects and eight models.
/// The month of `today` costs about 31 USD a day (561 by the 18th); earlier months less. Depends on the day, today's
/// date and the seed only, so that a day stays what it was when tomorrow comes, until the month turns.
std::vector<DemoRequest> demoDay(std::chrono::sys_days day, std::chrono::sys_days today, unsigned seed);

/// First day of the demo: the first of the month two months before today's.
std::chrono::sys_days demoStart(std::chrono::sys_days today);

} // namespace tokenmeter
