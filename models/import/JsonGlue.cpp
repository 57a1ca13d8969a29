// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/JsonGlue.h"

#include <cstdint>
#include <string>

namespace tokenmeter::json
{
namespace
{

constexpr std::string_view Blanks = " \t\r\n";

bool isBlank(char byte)
{
    return Blanks.find(byte) != std::string_view::npos;
}

/// Walks forwards over tokens. Exact for whatever is the beginning of valid JSON.
class Walk
{
public:
    void take(char byte)
    {
        if (m_inText) {
            m_inText = m_escaped || byte != '"';
            m_escaped = !m_escaped && byte == '\\';
            return;
        }
        if (isBlank(byte)) {
            return;
        }
        m_inText = byte == '"';
        if (byte == '{' || byte == '[') {
            m_open += byte;
        } else if ((byte == '}' || byte == ']') && !m_open.empty()) {
            m_open.pop_back();
        }
        m_before = byte;
    }
    bool isClosed() const { return !m_inText && m_open.empty() && m_before != '\0'; }
    /// Whether a value may follow.
    bool wantsValue() const
    {
        return !m_inText && (m_before == ':' || m_before == '[' || (m_before == ',' && !m_open.empty() && m_open.back() == '['));
    }

private:
    bool m_inText = false;
    bool m_escaped = false;
    std::string m_open{}; ///< brackets that are not closed yet
    char m_before = '\0'; ///< last byte outside of texts that is no blank
};

/// Start of the object that ends with the text's last byte, walking backwards; npos when nothing opens it. There is one
/// place at most, since a quote inside a text has its backslash, so that a text can never look like an object with keys.
std::size_t startOfLast(std::string_view text)
{
    bool inText = false;
    std::int64_t depth = 0;
    for (std::size_t at = text.size(); at-- > 0;) {
        const char byte = text[at];
        if (byte == '"') {
            std::size_t run = at;
            while (run > 0 && text[run - 1] == '\\') {
                --run;
            }
            inText = (at - run) % 2 != 0 ? inText : !inText;
        } else if (!inText && (byte == '}' || byte == ']')) {
            ++depth;
        } else if (!inText && (byte == '{' || byte == '[') && --depth == 0) {
            return byte == '{' ? at : std::string_view::npos;
        }
    }
    return std::string_view::npos;
}

} // namespace

std::size_t wholeObjectAtStart(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(Blanks);
    if (begin == std::string_view::npos || text[begin] != '{') {
        return 0;
    }
    Walk walk;
    for (std::size_t at = begin; at < text.size(); ++at) {
        walk.take(text[at]);
        if (walk.isClosed()) {
            return at + 1;
        }
    }
    return 0;
}

std::size_t wholeObjectBehindTorn(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(Blanks);
    const std::size_t last = text.find_last_not_of(Blanks);
    if (begin == std::string_view::npos || text[begin] != '{' || text[last] != '}') {
        return 0;
    }
    const std::size_t start = startOfLast(text.substr(0, last + 1));
    if (start == std::string_view::npos || start <= begin) {
        return 0;
    }
    Walk torn;
    for (std::size_t at = begin; at < start; ++at) {
        torn.take(text[at]);
    }
    return torn.wantsValue() ? 0 : start;
}

} // namespace tokenmeter::json
