// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"
#include "providers/Provider.h"
#include "sync/AccountSync.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What one report answered to the key.
struct ReportTest
{
    const ApiReport *report = nullptr;
    std::optional<Problem> problem{}; ///< nothing: the key may see it
    std::size_t rows = 0;             ///< on the first page; 0 says only that nothing is there now
};

/// Asks for the first page of each report's newest days, once, without waiting and without storing anything. A key that is refused
/// as a whole ends it. @return in the order of the provider's reports; those that were not asked any more are left out
std::vector<ReportTest> testAccount(const ProviderApi &api, const BillingAccount &account, const Credentials &key, const SyncTools &tools);

} // namespace tokenmeter
