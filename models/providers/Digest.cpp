// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

namespace tokenmeter
{
namespace
{

constexpr std::size_t Sha256Bytes = 32;

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

std::string textOf(const std::array<unsigned char, Sha256Bytes> &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

std::string encoded(std::string_view bytes, std::string_view alphabet)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t i) { return i < bytes.size() ? unsigned{bytesOf(bytes)[i]} : 0U; };
        const unsigned group = (byte(at) << 16U) | (byte(at + 1) << 8U) | byte(at + 2);
        const std::size_t letters = std::min<std::size_t>(bytes.size() - at, 3) + 1;
        for (std::size_t i = 0; i < letters; ++i) {
            text += alphabet[(group >> (18U - 6U * unsigned(i))) & 63U];
        }
    }
    return text;
}

} // namespace

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, Sha256Bytes> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
        std::abort(); // a library without SHA-256 signs nothing
    }
    return textOf(digest);
}

std::string hmacSha256(std::string_view key, std::string_view bytes)
{
    std::array<unsigned char, Sha256Bytes> digest{};
    if (key.size() > std::size_t(std::numeric_limits<int>::max())
        || HMAC(EVP_sha256(), key.data(), int(key.size()), bytesOf(bytes), bytes.size(), digest.data(), nullptr) == nullptr) {
        std::abort();
    }
    return textOf(digest);
}

std::string hexOf(std::string_view bytes)
{
    static constexpr std::string_view Hex = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += Hex[byte >> 4U];
        text += Hex[byte & 15U];
    }
    return text;
}

std::string base64(std::string_view bytes)
{
    std::string text = encoded(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string base64Url(std::string_view bytes)
{
    return encoded(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

} // namespace tokenmeter
