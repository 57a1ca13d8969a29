// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Shares.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace tokenmeter
{
namespace
{

__extension__ typedef unsigned __int128 UInt128;
constexpr UInt128 LowHalf = ~std::uint64_t{0};

/// A product of two numbers of 127 bits.
struct Wide
{
    UInt128 high = 0;
    UInt128 low = 0;
};

Wide productOf(UInt128 a, UInt128 b)
{
    const UInt128 aLow = a & LowHalf, aHigh = a >> 64;
    const UInt128 bLow = b & LowHalf, bHigh = b >> 64;
    const UInt128 lowest = aLow * bLow;
    const UInt128 cross = aHigh * bLow + (lowest >> 64);
    const UInt128 middle = aLow * bHigh + (cross & LowHalf);
    return {.high = aHigh * bHigh + (cross >> 64) + (middle >> 64), .low = (middle << 64) | (lowest & LowHalf)};
}

} // namespace

ProductQuotient quotientOf(Int128 value, Int128 factor, Int128 divisor)
{
    Int128 product = 0;
    if (!__builtin_mul_overflow(value, factor, &product)) {
        return {.floor = product / divisor, .rest = product % divisor};
    }
    const Wide wide = productOf(UInt128(value), UInt128(factor));
    const auto by = UInt128(divisor);
    UInt128 rest = wide.high; // below the divisor, since the quotient fits
    UInt128 quotient = 0;
    for (int bit = 127; bit >= 0; --bit) {
        rest = (rest << 1) | ((wide.low >> bit) & 1);
        quotient <<= 1;
        if (rest >= by) {
            rest -= by;
            quotient |= 1;
        }
    }
    return {.floor = Int128(quotient), .rest = Int128(rest)};
}

Int128 roundedQuotientOf(Int128 value, Int128 factor, Int128 divisor)
{
    const ProductQuotient quotient = quotientOf(value, factor, divisor);
    return quotient.floor + (quotient.rest >= divisor - quotient.rest ? 1 : 0);
}

std::vector<Int128> sharesOf(Int128 total, std::span<const Int128> weights)
{
    std::vector<Int128> shares(weights.size(), 0);
    const Int128 sum = std::accumulate(weights.begin(), weights.end(), Int128{0});
    if (sum == 0 || total == 0) {
        return shares;
    }
    std::vector<Int128> rests(weights.size(), 0);
    Int128 missing = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const ProductQuotient exact = quotientOf(total, weights[i], sum);
        shares[i] = exact.floor;
        rests[i] = exact.rest;
        missing -= exact.floor;
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
    for (std::size_t i = 0; i < order.size() && missing > 0; ++i, --missing) {
        ++shares[order[i]];
    }
    return shares;
}

} // namespace tokenmeter
