// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// SiliconFlow: the balance; there is no report of usage. Source: API reference, "Get user account information".
/// Decimal strings: `balance` was given, `chargeBalance` was paid, `totalBalance` is their sum; yuan on the Chinese host, dollars on
/// the international one. A refused key is answered with a bare JSON string.
ProviderApi siliconFlowApi();

} // namespace tokenmeter
