// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Sha256.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace tokenmeter
{

Sha256::Sha256() : m_algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free}, m_state{EVP_MD_CTX_new(), EVP_MD_CTX_free} {}

Sha256Digest Sha256::operator()(std::string_view bytes)
{
    Sha256Digest digest{};
    if (EVP_DigestInit_ex2(m_state.get(), m_algorithm.get(), nullptr) != 1
        || EVP_DigestUpdate(m_state.get(), bytes.data(), bytes.size()) != 1
        || EVP_DigestFinal_ex(m_state.get(), digest.data(), nullptr) != 1) {
        std::abort(); // without SHA-256 no seal says anything
    }
    return digest;
}

void HashedBytes::number(std::int64_t value)
{
    const auto bits = std::uint64_t(value);
    std::array<char, 8> bytes{};
    for (unsigned i = 0; i < bytes.size(); ++i) {
        bytes[i] = char((bits >> (8 * i)) & 0xFF);
    }
    m_bytes.append(bytes.data(), bytes.size());
}

void HashedBytes::text(std::string_view value)
{
    number(std::int64_t(value.size()));
    m_bytes.append(value);
}

std::string hexOf(const Sha256Digest &digest)
{
    constexpr std::string_view Digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text += Digits[byte >> 4];
        text += Digits[byte & 15];
    }
    return text;
}

std::string sealOf(std::initializer_list<std::string_view> texts)
{
    HashedBytes bytes;
    for (const std::string_view text : texts) {
        bytes.text(text);
    }
    return sha256Hex(bytes.bytes());
}

std::string sha256Hex(std::string_view bytes)
{
    return hexOf(Sha256{}(bytes));
}

} // namespace tokenmeter
