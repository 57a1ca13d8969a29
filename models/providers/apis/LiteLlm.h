// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// A LiteLLM proxy of the user's own. Source: its documentation, "Spend tracking", and the schema of its daily activity.
/// Days in UTC by model. Money is dollars, reckoned by the proxy from its own prices: an estimate of each bucket, no bill.
/// `prompt_tokens` holds cache reads and writes. The cuts by model, provider and key are of the same spend: only models are read.
/// A day may go on on the next page, so a model may have several rows of one day, which add up.
ProviderApi liteLlmApi();

} // namespace tokenmeter
