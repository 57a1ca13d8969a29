// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Int128.h"

#include <string>

namespace tokenmeter
{

/// Decimal places of an atto: all money is counted in 1e-18 of a currency's unit.
inline constexpr int MoneyScale = 18;

/// An exact amount in one currency. Adding two currencies is a programming error: convert first, with a dated rate.
class Money
{
public:
    constexpr Money() = default;
    static constexpr Money fromAtto(Int128 atto, Currency currency) { return Money{atto, currency}; }
    constexpr Int128 atto() const { return m_atto; }
    constexpr Currency currency() const { return m_currency; }
    constexpr bool isZero() const { return m_atto == 0; }

    /// "12.345678901": exact, at least nine decimals, more where the value needs them.
    std::string toDecimalText() const;
    /// The one step into binary floating point, for charts only.
    double toDouble() const { return double(m_atto) / 1e18; }

    Money &operator+=(Money other);
    Money &operator-=(Money other);
    friend Money operator+(Money a, Money b) { return a += b; }
    friend Money operator-(Money a, Money b) { return a -= b; }
    friend constexpr bool operator==(Money, Money) = default;

private:
    constexpr Money(Int128 atto, Currency currency) : m_atto{atto}, m_currency{currency} {}
    void take(Currency other);

    Int128 m_atto = 0;
    Currency m_currency{};
};

} // namespace tokenmeter
