// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Spend logs of the LiteLLM proxy: `GET /spend/logs`, a dump of the table LiteLLM_SpendLogs as JSON or CSV, payload files of its
/// loggers, and its daily sums (`_DailyUserSpend` and the like, which are the same traffic). Columns as in its schema; some hold JSON
/// as text. The proxy writes the prompt as OpenAI does, with the cache inside, also for Anthropic. `spend` is the proxy's reckoning.
Format liteLlmFormat();

} // namespace tokenmeter
