// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Identity.h"

#include <openssl/sha.h>

#include <array>
#include <cstring>
#include <string>

namespace tokenmeter
{
namespace
{

std::uint64_t bigEndian(const unsigned char *bytes)
{
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) {
        value = (value << 8) | bytes[i];
    }
    return value;
}

} // namespace

Identity identityOf(std::initializer_list<std::string_view> parts)
{
    std::string framed;
    for (const std::string_view part : parts) {
        const std::uint64_t size = part.size();
        for (int shift = 0; shift < 64; shift += 8) {
            framed.push_back(static_cast<char>((size >> shift) & 0xFF));
        }
        framed.append(part);
    }
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char *>(framed.data()), framed.size(), digest.data());
    return {bigEndian(digest.data()), bigEndian(digest.data() + 8)};
}

std::uint64_t familyOf(std::initializer_list<std::string_view> parts)
{
    const std::uint64_t family = identityOf(parts).high;
    return family == 0 ? 1 : family;
}

} // namespace tokenmeter
