// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/AccountFact.h"
#include "core/BalanceSnapshot.h"
#include "core/Charge.h"
#include "core/Problem.h"
#include "core/UsageBucket.h"
#include "providers/Credentials.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What one reply says.
struct PolledPage
{
    std::vector<Charge> charges{};
    std::vector<UsageBucket> buckets{};
    std::vector<BalanceSnapshot> balances{};
    std::vector<TopUp> topUps{};
    std::vector<AccountFact> facts{};
    std::vector<IdName> names{};
    Credentials handover{}; ///< for the reports that follow: an access token, a slug

    std::optional<std::string> next{}; ///< cursor of the page that follows; nothing: this was the last, unless saysMore
    bool saysMore = false;             ///< the reply says that there is more
    std::chrono::seconds pause{0};     ///< wait this long before asking for `next`: the result is still being made

    std::vector<Problem> problems{}; ///< the first 100; names of fields, never what stood in them
    std::size_t problemCount = 0;    ///< all of them
    bool isIncomplete = false;       ///< the source cut its answer: totals are "at least"

    void report(Cause cause, std::string field);
};

} // namespace tokenmeter
