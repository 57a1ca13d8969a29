// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokenmeter
{

/// Bytes of a text that are looked at: some ten million tokens, more than any context.
inline constexpr std::size_t MostTextBytes = std::size_t{32} << 20U;

/// Characters of a text by how tokenizers treat them. Disjoint but for `breaks`, which counts runs.
struct TextClasses
{
    std::int64_t cjk = 0;     ///< Chinese, Japanese and Korean characters with their punctuation
    std::int64_t letters = 0; ///< Latin ones, of words
    std::int64_t digits = 0;
    std::int64_t marks = 0;   ///< punctuation and symbols, of which code is full
    std::int64_t breaks = 0;  ///< runs of white space; a lone blank is none: it is part of the word behind it
    std::int64_t other = 0;   ///< other scripts, emoji, control characters, bytes that are no UTF-8
    std::int64_t characters = 0; ///< all of them, white space included
    std::int64_t damaged = 0;    ///< of `other`: bytes that are no UTF-8
    bool isCut = false;          ///< the text was longer than MostTextBytes: the rest was not counted
    friend bool operator==(const TextClasses &, const TextClasses &) = default;
};

/// @param utf8 any bytes
TextClasses textClassesOf(std::string_view utf8);

/// Not less than `low`, likely `central`, not more than `high`.
struct TokenBand
{
    std::int64_t low = 0, central = 0, high = 0;
    bool isExact() const { return low == high; }
    friend bool operator==(const TokenBand &, const TokenBand &) = default;
};

/// An estimate: only a model's own tokenizer knows. Of most models; those that count more (analysis/Tokenizer.h) are not in the band.
TokenBand estimatedTokens(const TextClasses &classes);

} // namespace tokenmeter
