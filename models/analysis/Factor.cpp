// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Factor.h"

#include "core/Decimal.h"

namespace tokenmeter
{
namespace
{

constexpr int Decimals = 4; // so that products of three factors fit in 63 bits
constexpr Int128 Units = 10'000;

Int128 commonDivisor(Int128 a, Int128 b)
{
    while (b != 0) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/// Up to here a product of both fits in 63 bits, which is every count that a record may have and most factors.
constexpr std::int64_t SmallTokens = std::int64_t{1} << 40;
constexpr std::int64_t SmallFactor = std::int64_t{1} << 22;

} // namespace

Factor factorOf(Int128 num, Int128 den)
{
    const Int128 divisor = commonDivisor(num, den);
    return divisor == 0 ? Factor{} : Factor{std::int64_t(num / divisor), std::int64_t(den / divisor)};
}

Factor operator*(Factor a, Factor b)
{
    return factorOf(Int128{a.num} * b.num, Int128{a.den} * b.den);
}

Factor operator/(Factor a, Factor b)
{
    return factorOf(Int128{a.num} * b.den, Int128{a.den} * b.num);
}

bool operator<(Factor a, Factor b)
{
    return Int128{a.num} * b.den < Int128{b.num} * a.den;
}

std::int64_t scaledUp(std::int64_t tokens, Factor factor)
{
    if (factor.isOne()) {
        return tokens;
    }
    if (tokens < SmallTokens && factor.num < SmallFactor && factor.den < SmallFactor) {
        return (tokens * factor.num + factor.den / 2) / factor.den;
    }
    return std::int64_t((Int128{tokens} * factor.num * 2 + factor.den) / (Int128{factor.den} * 2));
}

std::int64_t scaledDown(std::int64_t tokens, Factor factor)
{
    if (factor.isOne()) {
        return tokens;
    }
    if (tokens < SmallTokens && factor.num < SmallFactor) {
        return tokens * factor.num / factor.den;
    }
    return std::int64_t(Int128{tokens} * factor.num / factor.den);
}

std::optional<FactorBand> parseFactorBand(std::string_view text, Factor least, Factor most)
{
    Factor factors[3];
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        const std::size_t colon = text.find(':');
        const std::optional<Int128> value = parseDecimal(text.substr(0, colon), Decimals);
        if (count == 3 || !value || *value < 0 || *value > Units * 1000) {
            return std::nullopt;
        }
        factors[count] = factorOf(*value, Units);
        more = colon != std::string_view::npos;
        text.remove_prefix(more ? colon + 1 : text.size());
    }
    if (count == 1) {
        factors[2] = factors[1] = factors[0];
    } else if (count != 3) {
        return std::nullopt;
    }
    if (factors[0] < least || factors[1] < factors[0] || factors[2] < factors[1] || most < factors[2]) {
        return std::nullopt;
    }
    return FactorBand{factors[0], factors[1], factors[2]};
}

std::string toText(Factor factor)
{
    return formatDecimal((Int128{factor.num} * Units * 2 + factor.den) / (Int128{factor.den} * 2), Decimals);
}

std::string toText(const FactorBand &band)
{
    if (band.low == band.central && band.central == band.high) {
        return toText(band.central);
    }
    return toText(band.low) + ':' + toText(band.central) + ':' + toText(band.high);
}

} // namespace tokenmeter
