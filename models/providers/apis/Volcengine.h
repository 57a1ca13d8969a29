// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// Volcengine Ark (Doubao): balance and usage. Sources: the vendor's command line tool for Ark, pages on usage and balance; API
/// reference "QueryBalanceAcct" and "GetInferenceUsage". Balances are strings in yuan. Usage is a table whose columns are found by
/// name, its days are those of Beijing; older answers hold totals alone. The money of a day is in no interface that is documented.
ProviderApi volcengineApi();

} // namespace tokenmeter
