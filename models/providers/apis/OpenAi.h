// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// OpenAI's organization usage and costs. Source: API reference, "Usage" and "Costs" of the administration endpoints.
/// Usage rows count tokens of all requests of the organization; `input_tokens` holds everything, the parts are disjoint.
/// Costs are dollars, as number or string; spend limits are whole cents. Buckets are days in UTC, or hours.
ProviderApi openAiApi();

} // namespace tokenmeter
