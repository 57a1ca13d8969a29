// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "ledger/UsageFilter.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// A filter as compact JSON with sorted keys and lists, so that equal filters have equal texts; empty for one that lets
/// everything through. {"models":["claude-opus-4-1"],"tags":[{"key":"client","value":"a"}]}: keys are the members of UsageFilter,
/// days as "2026-10-01", values of bounds as decimal text, excluded as "with" or "only".
std::string filterText(const UsageFilter &filter);
/// Reads it. Unknown keys are a problem, since a filter that forgets a part would let too much through.
/// Problem: BadArgument("filter", the key).
Result<UsageFilter> readFilterText(std::string_view text);

} // namespace tokenmeter
