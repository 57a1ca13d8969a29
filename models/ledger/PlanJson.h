// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Plan.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// What the user decided of a plan, as compact JSON with sorted keys: all but id and uuid. Amounts are whole attos as text.
std::string planText(const Plan &plan);
/// Reads it. Problem: BadArgument("plan", key).
Result<Plan> readPlanText(std::string_view text);

} // namespace tokenmeter
