// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// xAI's management interface. Sources: its published proto files, billing and analytics. Usage is dollars by day and description,
/// as number or string; balances, limits and invoices are cents in an object `{"val": "-1234"}` or a string, with purchases negative,
/// so that what is left is the negative of the total. Unit prices of invoices are millionths of a cent.
ProviderApi xaiApi();

} // namespace tokenmeter
