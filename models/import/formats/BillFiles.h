// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"
#include "import/Format.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

// Bills as files: their rows are charges, never usage, so their quantities are added to no tokens of logs. Columns as in downloads of
// 2025 and 2026; those that nothing stands for are kept in Charge::other.

/// Anthropic's console, cost (`claude_api_cost_*.csv`): a row a class of tokens, rounded to cents. `model` is a name for people.
Format anthropicCostFormat();
/// OpenAI's dashboard, cost (`cost_*.csv`): days, line items as "gpt-5.2, cached input". Rows without an amount are empty buckets.
Format openAiCostFormat();
/// DeepSeek's platform, cost (`cost-*.csv` in the ZIP): days at eight hours east.
Format deepSeekCostFormat();
/// FinOps FOCUS 0.5 to 1.4 of any cloud. A file holds a billing period whole.
Format focusFormat();
/// Azure Cost Management's exports and downloads of actual or amortised cost, EA and MCA layouts.
Format azureCostFormat();

/// What the name of a meter tells: "gpt 4o 1120 cached Inp glbl Tokens".
struct MeterWords
{
    std::string model{}; ///< the words that are none of the others
    TokenClass tokenClass = TokenClass::Unknown;
    bool isBatch = false;
};
MeterWords meterWords(std::string_view name);

/// By how much a count in this unit is multiplied to be tokens: "1K Tokens" 1000, "1M" 1000000, "Tokens" 1. 0: no unit of tokens.
std::int64_t tokensOfUnit(std::string_view unit);

} // namespace tokenmeter
