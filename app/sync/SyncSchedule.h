// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"
#include "providers/Provider.h"
#include "providers/Retry.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenmeter
{

/// Which reports a run is for.
enum class Ask : unsigned char {
    Due,   ///< those whose time has come; none of paused accounts, none that were stopped
    Unreached, ///< as Due, and those whose last try did not reach the host: the network is back
    Every, ///< the user asked for it: all of them, also stopped ones. Of paused accounts none, either
};

/// How the report stands; what is there of a new one where nothing is known yet.
ReportState stateOf(std::span<const ReportState> states, std::int64_t account, std::string_view report);

/// What the account wants, else what the report says.
std::chrono::minutes intervalOf(const BillingAccount &account, const ApiReport &report);

/// `now`, the interval and a share of up to a tenth of it, always the same one for an account: accounts and computers that started
/// together do not stay together.
UtcTime dueAfterSuccess(const BillingAccount &account, const ApiReport &report, UtcTime now);
/// Never before `wait` is over, nor earlier than success would be.
UtcTime dueAfterFailure(const BillingAccount &account, const ApiReport &report, std::chrono::seconds wait, UtcTime now);
/// A refused optional report is asked for once a day: keys are given new rights now and then.
UtcTime dueAfterRefusal(const BillingAccount &account, const ApiReport &report, UtcTime now);

/// Reports to run at `now`, in their order. Those that only hand something over come along when another one is to be run.
/// A due time of more than two days and two intervals ahead was written under a wrong clock and counts as reached.
/// @param states of any accounts
std::vector<const ApiReport *> reportsToRun(const ProviderApi &api, const BillingAccount &account, std::span<const ReportState> states, UtcTime now,
                                            Ask ask);

/// When something is due, at `now` or later; nothing: never, as things stand.
std::optional<UtcTime> nextWake(std::span<const BillingAccount> accounts, std::span<const ReportState> states, UtcTime now);

} // namespace tokenmeter
