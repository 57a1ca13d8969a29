// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ChargeAmount.h"
#include "core/Time.h"

#include <optional>
#include <string>

namespace tokenmeter
{

/// What a key or an account tells about itself. Stored: never renumber.
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

struct AccountFact
{
    FactKind kind = FactKind::Organization;
    std::string text{};
    std::optional<ChargeAmount> amount{};
    std::string currency{};
    std::optional<UtcTime> time{};
};

/// Stored: never renumber.
enum class NameKind : unsigned char { Project, Key, User };

/// What an id of charges and buckets is called.
struct IdName
{
    NameKind kind = NameKind::Project;
    std::string id{};
    std::string name{};
    bool isArchived = false;
};

} // namespace tokenmeter
