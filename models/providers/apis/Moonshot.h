// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Moonshot (Kimi): the balance; there is no report of usage or spend. Source: API reference of the open platform, "Get balance".
/// JSON numbers in the major unit. The currency is not in the answer: dollars on the international host, yuan on the Chinese one.
/// `available_balance` never falls below 0 while `cash_balance` shows a debt, so the total is voucher + cash.
ProviderApi moonshotApi();

} // namespace tokenmeter
