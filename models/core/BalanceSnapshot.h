// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ChargeAmount.h"
#include "core/Time.h"

#include <optional>
#include <string>

namespace tokenmeter
{

/// What an account said it had left at one moment, in one currency. Missing: the source did not say.
struct BalanceSnapshot
{
    UtcTime time{}; ///< when it was asked
    std::string account{};
    std::string currency{}; ///< ISO 4217 in capitals
    std::optional<ChargeAmount> total{};     ///< granted + topped up; negative is a debt
    std::optional<ChargeAmount> granted{};   ///< given: vouchers, promotions; may expire
    std::optional<ChargeAmount> toppedUp{};  ///< paid
    std::optional<ChargeAmount> available{}; ///< what may still be spent, with credit lines and without frozen money
    std::optional<ChargeAmount> spentEver{}; ///< a counter of all spending that never falls
    bool isUsable = true; ///< false: calls are refused whatever the figures say

    friend bool operator==(const BalanceSnapshot &, const BalanceSnapshot &) = default;
};

/// Money that came in, where the source lists it.
struct TopUp
{
    UtcTime time{};
    std::string currency{};
    ChargeAmount amount{}; ///< positive
    friend bool operator==(const TopUp &, const TopUp &) = default;
};

} // namespace tokenmeter
