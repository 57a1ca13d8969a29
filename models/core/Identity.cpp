// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Identity.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <memory>
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

constexpr std::size_t DigestBytes = 32;

/// One state a thread: OpenSSL's one-call function looks the algorithm up each time, which costs more than the hash.
class Sha256
{
public:
    Sha256() : m_algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free}, m_state{EVP_MD_CTX_new(), EVP_MD_CTX_free} {}

    std::array<unsigned char, DigestBytes> operator()(const std::string &bytes)
    {
        std::array<unsigned char, DigestBytes> digest{};
        if (EVP_DigestInit_ex2(m_state.get(), m_algorithm.get(), nullptr) != 1
            || EVP_DigestUpdate(m_state.get(), bytes.data(), bytes.size()) != 1
            || EVP_DigestFinal_ex(m_state.get(), digest.data(), nullptr) != 1) {
            std::abort(); // without SHA-256 nothing can be told apart
        }
        return digest;
    }

private:
    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> m_algorithm;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_state;
};

} // namespace

Identity identityOf(std::initializer_list<std::string_view> parts)
{
    thread_local std::string framed; // keeps its memory
    framed.clear();
    for (const std::string_view part : parts) {
        const std::uint64_t size = part.size();
        for (int shift = 0; shift < 64; shift += 8) {
            framed.push_back(static_cast<char>((size >> shift) & 0xFF));
        }
        framed.append(part);
    }
    thread_local Sha256 hash;
    const std::array<unsigned char, DigestBytes> digest = hash(framed);
    return {bigEndian(digest.data()), bigEndian(digest.data() + 8)};
}

std::uint64_t familyOf(std::initializer_list<std::string_view> parts)
{
    const std::uint64_t family = identityOf(parts).high;
    return family == 0 ? 1 : family;
}

Identity inPart(Identity identity, std::string_view part)
{
    constexpr std::uint64_t Lower = 0xFFFF'FFFF;
    const std::uint64_t hash = part.empty() ? 0 : identityOf({part}).low & ~Lower;
    identity.low = (hash == 0 && !part.empty() ? Lower + 1 : hash) | (identity.low & Lower);
    return identity;
}

} // namespace tokenmeter
