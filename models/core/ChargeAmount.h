// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// An amount of a bill, without its currency. Missing amounts are std::nullopt, never a zero.
struct ChargeAmount
{
    /// Plain decimal in the currency's major unit ("1.2345"), no exponent, no separators: every digit that was written,
    /// moved by the powers of ten between the source's unit and the major one.
    std::string text{};
    Int128 atto = 0; ///< text * 1e18; digits below that are rounded half away from zero (the text keeps them)

    friend bool operator==(const ChargeAmount &, const ChargeAmount &) = default;
};

/// The unit an interface counts money in, as the power of ten that leads to the major unit.
enum class MoneyUnit : int {
    Major = 0,      ///< dollars, yuan
    Cent = -2,      ///< a hundredth
    MicroCent = -8, ///< a millionth of a cent (xAI's unit prices)
    Nano = -9,      ///< google.type.Money's fraction
};

/// Reads a decimal number as it was written ("7.5e-05", "-0.024", "1,234.56") without passing through binary floating point.
/// Commas are taken for separators of thousands only where they stand as such (groups of three before the point).
/// Nothing for anything else, for more than 100 digits, and beyond 1e18 units.
std::optional<ChargeAmount> amountOf(std::string_view number, MoneyUnit unit = MoneyUnit::Major);

/// google.type.Money: whole units and billionths of one, both of one sign. Either may be empty (then it is 0), not both.
/// Nothing when the signs differ or the fraction has more than nine digits.
std::optional<ChargeAmount> amountOfUnitsAndNanos(std::string_view units, std::string_view nanos);

/// Exact sum, difference, negation. Texts are made anew from the exact digits.
ChargeAmount sumOf(const ChargeAmount &a, const ChargeAmount &b);
ChargeAmount differenceOf(const ChargeAmount &a, const ChargeAmount &b);

/// A plain decimal text moved by a power of ten, every digit kept: ("14.2", 3) -> "14200". Nothing when it is no number.
std::optional<std::string> shiftedDecimal(std::string_view number, int powerOfTen);

} // namespace tokenmeter
