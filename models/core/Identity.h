// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace tokenmeter
{

/// The first 128 bits of a SHA-256 over the parts that identify a request. The same on every machine and in every process.
struct Identity
{
    std::uint64_t high = 0; ///< UNIQUE in the ledger
    std::uint64_t low = 0;  ///< checked when `high` is met again

    constexpr bool isNone() const { return high == 0 && low == 0; }
    friend constexpr bool operator==(const Identity &, const Identity &) = default;
    friend constexpr auto operator<=>(const Identity &, const Identity &) = default;
};

/// Parts are framed by their lengths, so ("ab","c") and ("a","bc") differ. An id issued by a provider is passed alone,
/// without a format's name, so that the same response found by two tools is one.
Identity identityOf(std::initializer_list<std::string_view> parts);

/// 64 bits for rules that need a second key over several identities (a message id without its request). Never 0.
std::uint64_t familyOf(std::initializer_list<std::string_view> parts);

} // namespace tokenmeter
