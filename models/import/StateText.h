// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// A parser's state as text: fields framed by their length ("5:hello"), so that any name may stand in them.
class StateWriter
{
public:
    explicit StateWriter(std::string_view version) { text(version); }
    void text(std::string_view value);
    void number(std::int64_t value) { text(std::to_string(value)); }
    const std::string &result() const { return m_result; }

private:
    std::string m_result{};
};

/// Reads the fields back in their order. Damage makes all that follows empty and isGood() false.
class StateReader
{
public:
    StateReader(std::string_view state, std::string_view version) : m_rest{state} { m_good = text() == version; }
    std::string_view text();
    std::int64_t number();
    /// A count of things that follow; damage when it is negative or above `most`.
    std::int64_t count(std::int64_t most);
    bool isGood() const { return m_good; }
    bool isAtEnd() const { return m_good && m_rest.empty(); }

private:
    std::string_view m_rest{};
    bool m_good = true;
};

} // namespace tokenmeter
