// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"
#include "core/Charge.h"
#include "core/Result.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// What the user decided about an account, as JSON without its name, provider and dates.
std::string accountText(const BillingAccount &account);
/// Problem: BadArgument("account", key) for a text that is damaged.
Result<BillingAccount> readAccountText(std::string_view text);

/// Fields as a JSON array of pairs, in their order; empty = "".
std::string otherText(const OtherFields &fields);
/// Nothing for a text that is damaged.
OtherFields readOtherText(std::string_view text);

} // namespace tokenmeter
