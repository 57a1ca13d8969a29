// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// An exact factor, a reduced fraction. Not negative.
struct Factor
{
    std::int64_t num = 1;
    std::int64_t den = 1; ///< 1 to 10^13
    bool isOne() const { return num == den; }
    double toDouble() const { return double(num) / double(den); } ///< for the place of a slider
    friend bool operator==(const Factor &, const Factor &) = default;
};

/// @param num, den at most 10^18
Factor factorOf(Int128 num, Int128 den);
Factor operator*(Factor a, Factor b);
Factor operator/(Factor a, Factor b); ///< b is not 0
bool operator<(Factor a, Factor b);

/// tokens * factor, half rounded up. Tokens are not negative; the result fits in 63 bits.
std::int64_t scaledUp(std::int64_t tokens, Factor factor);
/// tokens * factor, rounded down.
std::int64_t scaledDown(std::int64_t tokens, Factor factor);

/// What is assumed: not less than `low`, likely `central`, not more than `high`.
struct FactorBand
{
    Factor low{}, central{}, high{};
    bool isOne() const { return low.isOne() && central.isOne() && high.isOne(); }
    friend bool operator==(const FactorBand &, const FactorBand &) = default;
};

/// "0.9:1:1.15" (low, central, high, ascending), or one number for all three; at most four decimals.
/// Nothing for anything else, or outside [least, most].
std::optional<FactorBand> parseFactorBand(std::string_view text, Factor least, Factor most);
/// The same text, at most four decimals.
std::string toText(const FactorBand &band);
std::string toText(Factor factor);

} // namespace tokenmeter
