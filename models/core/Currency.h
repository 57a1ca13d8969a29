// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// An ISO 4217 code such as USD or CNY. The default is "no currency", which only an amount of zero may have.
class Currency
{
public:
    constexpr Currency() = default;
    /// @param code three capital letters; anything else gives "no currency"
    explicit constexpr Currency(std::string_view code)
    {
        if (code.size() != 3) {
            return;
        }
        for (const char letter : code) {
            if (letter < 'A' || letter > 'Z') {
                return;
            }
        }
        m_code = {code[0], code[1], code[2]};
    }

    constexpr bool isNone() const { return m_code[0] == '\0'; }
    std::string code() const { return isNone() ? std::string{} : std::string(m_code.data(), m_code.size()); }
    friend constexpr bool operator==(Currency, Currency) = default;
    friend constexpr auto operator<=>(Currency, Currency) = default;

private:
    std::array<char, 3> m_code{};
};

} // namespace tokenmeter
