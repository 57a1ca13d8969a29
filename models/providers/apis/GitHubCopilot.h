// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// GitHub Copilot. Source: REST API reference, "Billing usage". Dollars as JSON numbers: gross is the list price, net is what is
/// billed after the plan's share. Dated rows by SKU come for a month in one call; by model only months as a whole, premium requests
/// before June 2026 and AI credits since. Both tell the same money: the dated rows are the ones that count. No tokens at all.
ProviderApi gitHubCopilotApi();

} // namespace tokenmeter
