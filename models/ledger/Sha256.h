// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_st;
struct evp_md_ctx_st;

namespace tokenmeter
{

using Sha256Digest = std::array<unsigned char, 32>;

/// SHA-256 of short texts, many times: the algorithm is looked up once.
class Sha256
{
public:
    Sha256();
    Sha256Digest operator()(std::string_view bytes);

private:
    std::unique_ptr<evp_md_st, void (*)(evp_md_st *)> m_algorithm;
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st *)> m_state;
};

/// Bytes to be hashed: numbers as eight bytes, the least significant first; texts after their length, so that ("ab", "c") and
/// ("a", "bc") differ.
class HashedBytes
{
public:
    void number(std::int64_t value);
    void text(std::string_view value);
    void digest(const Sha256Digest &value) { m_bytes.append(reinterpret_cast<const char *>(value.data()), value.size()); }
    void clear() { m_bytes.clear(); }
    std::string_view bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

std::string hexOf(const Sha256Digest &digest);
/// In hex, of the texts one after the other, each after its length.
std::string sealOf(std::initializer_list<std::string_view> texts);
/// In hex, of exactly these bytes.
std::string sha256Hex(std::string_view bytes);

} // namespace tokenmeter
