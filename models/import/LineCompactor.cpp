// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/LineCompactor.h"

#include <cstring>

namespace tokenmeter
{

std::size_t LineCompactor::feed(const char *from, std::size_t size, char *to)
{
    const char *at = from;
    const char *const end = from + size;
    char *out = to;
    while (at < end) {
        if (m_dropping) {
            // Only an odd run of backslashes before a quote keeps the text open.
            const void *found = std::memchr(at, '"', static_cast<std::size_t>(end - at));
            const char *quote = found ? static_cast<const char *>(found) : end;
            const char *run = quote;
            while (run > at && run[-1] == '\\') {
                --run;
            }
            bool odd = ((quote - run) % 2) != 0;
            if (run == at && m_afterBackslash) {
                odd = !odd;
            }
            // A brace before a quote may open an object that is glued to a torn text; in a whole text it does no harm.
            if (quote > at && quote[-1] == '{') {
                *out++ = '{';
            }
            if (quote == end) {
                m_afterBackslash = odd;
                break;
            }
            m_afterBackslash = false;
            at = quote + 1;
            if (!odd) {
                *out++ = '"';
                m_dropping = false;
                m_inText = false;
            }
            continue;
        }
        const char byte = *at;
        if (!m_inText) {
            m_inText = byte == '"';
            m_kept = 0;
            *out++ = byte;
            ++at;
            continue;
        }
        if (m_escape > 0) {
            m_escape = m_escape == EscapeStart ? (byte == 'u' ? 4U : 0U) : m_escape - 1;
        } else if (byte == '"') {
            m_inText = false;
        } else if (m_kept >= m_mostText && (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) {
            m_dropping = true;
            m_afterBackslash = false;
            continue; // this byte is the first to go
        } else if (byte == '\\') {
            m_escape = EscapeStart;
        }
        ++m_kept;
        *out++ = byte;
        ++at;
    }
    return static_cast<std::size_t>(out - to);
}

} // namespace tokenmeter
