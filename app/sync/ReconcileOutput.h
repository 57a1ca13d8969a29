// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "core/BillingAccount.h"
#include "flow/Reconcile.h"

#include <chrono>
#include <vector>

namespace tokenmeter
{

struct NamedMonth
{
    BillingAccount account{};
    AccountMonth month{};
};

/// A table for people, or one JSON document; says what to do where there is no account or no bill.
void printReconciliations(const CommandContext &context, std::chrono::year_month month, const std::vector<NamedMonth> &accounts);

} // namespace tokenmeter
