// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// Exact value of a decimal text ("12.5", "-0.003", "4.41e-3") times 10^scale.
/// Nothing when the text is not a decimal number, does not fit in 128 bits, or has digits below 10^-scale.
std::optional<Int128> parseDecimal(std::string_view text, int scale);

/// As parseDecimal, but digits below 10^-scale are rounded half away from zero. For amounts from outside.
std::optional<Int128> parseDecimalRounded(std::string_view text, int scale);

/// Plain decimal text of value / 10^scale, never with an exponent, trailing zeros cut down to minDecimals places.
std::string formatDecimal(Int128 value, int scale, int minDecimals = 0);

} // namespace tokenmeter
