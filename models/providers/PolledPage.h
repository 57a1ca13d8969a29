// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "providers/BalanceSnapshot.h"
#include "providers/Charge.h"
#include "providers/Credentials.h"
#include "providers/UsageBucket.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What a key or an account tells about itself.
enum class FactKind : unsigned char {
    Organization,   ///< text: its name
    KeyLabel,       ///< text
    KeyKind,        ///< text: "management", "inference", "free tier"
    KeyExpires,     ///< time
    SpendLimit,     ///< amount; text: how often it is reset. No amount: unlimited
    SpendAlert,     ///< amount; text: how often it is reset
    LimitRemaining, ///< amount
    LimitReset,     ///< time
    SpentEver,      ///< amount
    SpentToday,     ///< amount, the provider's day
    SpentThisWeek,  ///< amount
    SpentThisMonth, ///< amount
    PaidElsewhere,  ///< amount: paid to other providers through the user's own keys, all time
    InvoicePreview, ///< amount: the month so far
    DataUpTo,       ///< time: what is later is not complete
};

struct Fact
{
    FactKind kind = FactKind::Organization;
    std::string text{};
    std::optional<ChargeAmount> amount{};
    std::string currency{};
    std::optional<UtcTime> time{};
};

enum class NameKind : unsigned char { Project, Key, User };

/// What an id of charges and buckets is called.
struct IdName
{
    NameKind kind = NameKind::Project;
    std::string id{};
    std::string name{};
    bool isArchived = false;
};

/// What one reply says.
struct PolledPage
{
    std::vector<Charge> charges{};
    std::vector<UsageBucket> buckets{};
    std::vector<BalanceSnapshot> balances{};
    std::vector<TopUp> topUps{};
    std::vector<Fact> facts{};
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
