// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tokenmeter
{

/// Cuts long texts inside a line of JSON, so that a picture of 100 MB in base64 does not have to fit
/// into memory for the usage behind it to count. Knows no more of JSON than quotes and backslashes; never makes a line
/// longer, never cuts within a character or an escape.
class LineCompactor
{
public:
    static constexpr std::size_t MaxText = 4096;

    /// @param mostText bytes that are kept of each text
    explicit LineCompactor(std::size_t mostText = MaxText) : m_mostText{mostText} {}

    /// Takes the next part of a line. @param to room for `size` bytes; may be `from` itself
    /// @return bytes written
    std::size_t feed(const char *from, std::size_t size, char *to);

private:
    static constexpr unsigned EscapeStart = 100; ///< the byte after a backslash decides how long the escape is

    std::size_t m_mostText;
    bool m_inText = false;
    bool m_dropping = false;
    std::size_t m_kept = 0;       ///< bytes of this text so far
    unsigned m_escape = 0;        ///< bytes of an escape still to come
    bool m_afterBackslash = false; ///< dropping: the part before ended in half an escape
};

} // namespace tokenmeter
