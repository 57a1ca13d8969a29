// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Azure Cost Management, for Azure OpenAI and Foundry. Sources: "Query - Usage" of its REST reference, and the client credentials flow
/// of the Microsoft identity platform. A table whose columns are found by name; days in UTC as YYYYMMDD; the account's currency.
ProviderApi azureCostApi();

} // namespace tokenmeter
