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
    std::uint64_t high = 0; ///< UNIQUE in the ledger, where its upper half is that of the family, if there is one
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

/// The identity with the upper half of its family's hash (0: no family) before it, so that an index of identities finds
/// families, too. 96 bits of its own are left. Doing it again changes nothing.
constexpr Identity inFamily(Identity identity, std::uint64_t family)
{
    constexpr std::uint64_t Lower = 0xFFFF'FFFF;
    return family == 0 ? identity : Identity{(family & ~Lower) | (identity.high & Lower), identity.low};
}

/// The identity with 32 bits of its own given to the hash of a part of its family (a trace of a session), so that rules of families can tell
/// parts apart. 64 bits of its own are left. @param part empty: of none
Identity inPart(Identity identity, std::string_view part);
/// Of an identity of inPart(): the same for all of a part; 0: of none.
constexpr std::uint32_t partOfIdentity(const Identity &identity)
{
    constexpr int Half = 32;
    return std::uint32_t(identity.low >> Half);
}

} // namespace tokenmeter
