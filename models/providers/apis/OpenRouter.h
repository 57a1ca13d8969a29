// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// OpenRouter. Source: API reference "Get current API key", "Get credits", "Get user activity", and the page on limits.
/// `/key` works with any key and tells what that key has cost; the account's credits and its activity want a management key.
/// All money is dollars as JSON numbers. Activity is by day (UTC), model and endpoint, for the last 30 completed days; its prompt
/// tokens hold cached ones. `byok_usage_inference` was paid to others through the user's own keys: it is kept as the bucket's
/// estimate and is no spend here.
ProviderApi openRouterApi();

} // namespace tokenmeter
