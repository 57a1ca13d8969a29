// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

namespace tokenmeter
{

/// DeepSeek: the balance; there is no report of usage or spend. Source: API reference, "Get User Balance".
/// Amounts are decimal strings in the major unit. An account may hold several currencies.
ProviderApi deepSeekApi();

} // namespace tokenmeter
