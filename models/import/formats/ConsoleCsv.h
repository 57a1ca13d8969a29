// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Usage by day from Anthropic's console (`claude_api_tokens_*.csv`), layouts of 2025 and 2026. The four counts of input are disjoint;
/// there is no count of requests and no cost.
Format anthropicUsageFormat();
/// Usage by bucket from OpenAI's dashboard (`completions_usage_*.csv`, `embeddings_usage_*.csv`). Input holds the cached tokens (a
/// real row: 5882 + 1280 = 7162) and audio, output holds reasoning. Buckets are minutes, hours or days.
Format openAiUsageFormat();
/// Usage from DeepSeek's platform (`amount-*.csv` in the ZIP): one row a class of tokens, which are put together.
Format deepSeekUsageFormat();

} // namespace tokenmeter
