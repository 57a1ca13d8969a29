// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// OpenRouter's export of single generations (Activity > Export). Columns by name, since their order changes. Prompt tokens hold the
/// cached ones, completion tokens the reasoning; `cost_total` is what was charged, and 0 is real (free variants, own keys).
Format openRouterGenerationsFormat();
/// OpenRouter's export of days by model. It has no column for the cache: all of the prompt is input.
Format openRouterDailyFormat();

} // namespace tokenmeter
