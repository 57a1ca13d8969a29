// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <span>
#include <vector>

namespace tokenmeter
{

/// value * factor / divisor, exact though the product may need 256 bits. None is negative, the divisor is not 0, and the quotient
/// fits in 127 bits, as it does where factor <= divisor.
struct ProductQuotient
{
    Int128 floor = 0;
    Int128 rest = 0; ///< in [0, divisor)
};
ProductQuotient quotientOf(Int128 value, Int128 factor, Int128 divisor);

/// The same, half rounded up.
Int128 roundedQuotientOf(Int128 value, Int128 factor, Int128 divisor);

/// Splits a whole total in proportion to weights by largest remainder: each share is the floor of its exact value or one more,
/// ties go to the lower index, and they add up to the total. All zero where the weights are. Nothing is negative.
std::vector<Int128> sharesOf(Int128 total, std::span<const Int128> weights);

} // namespace tokenmeter
