// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Needle.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tokenmeter
{
namespace
{

const char *findPlain(std::string_view text, const char *from, const char *to)
{
    return from >= to ? nullptr
                      : static_cast<const char *>(::memmem(from, static_cast<std::size_t>(to - from), text.data(), text.size()));
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) const char *findAvx2(std::string_view text, std::size_t firstAt, std::size_t secondAt,
                                                     const char *from, const char *to)
{
    constexpr std::ptrdiff_t Width = 32;
    const __m256i first = _mm256_set1_epi8(text[firstAt]);
    const __m256i second = _mm256_set1_epi8(text[secondAt]);
    for (; to - from >= Width + std::ptrdiff_t(text.size()); from += Width) {
        const __m256i left = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from + firstAt));
        const __m256i right = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from + secondAt));
        const __m256i hits = _mm256_and_si256(_mm256_cmpeq_epi8(left, first), _mm256_cmpeq_epi8(right, second));
        for (unsigned mask = static_cast<unsigned>(_mm256_movemask_epi8(hits)); mask != 0; mask &= mask - 1) {
            const char *place = from + __builtin_ctz(mask);
            if (std::memcmp(place, text.data(), text.size()) == 0) {
                return place;
            }
        }
    }
    return findPlain(text, from, to);
}
#endif

} // namespace

Needle::Needle(std::string_view text) : m_text{text}
{
    // Quotes are the commonest bytes of JSON: look at letters within the word.
    m_first = text.size() > 2 ? 1 : 0;
    m_second = text.size() > 2 ? (text.size() + 1) / 2 : text.size() - 1;
}

const char *Needle::find(const char *from, const char *to) const
{
#if defined(__x86_64__)
    static const bool hasAvx2 = __builtin_cpu_supports("avx2");
    if (hasAvx2) {
        return findAvx2(m_text, m_first, m_second, from, to);
    }
#endif
    return findPlain(m_text, from, to);
}

} // namespace tokenmeter
