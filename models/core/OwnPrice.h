// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tokenmeter
{

/// A price the user set. Overrides the catalogue for the literal model name within [from, to).
/// Prices are decimal texts per million tokens; input and output must be given; an empty cache price
/// falls back to input.
struct OwnPrice
{
    std::string uuid{};
    std::string model{};    ///< as logged
    std::string provider{}; ///< empty = any
    std::string currency{};
    std::string from{};     ///< ISO day or RFC 3339, UTC; empty = always
    std::string to{};       ///< exclusive; empty = open
    std::string input{}, cacheRead{}, cacheWrite5m{}, cacheWrite1h{}, output{};
    friend bool operator==(const OwnPrice &, const OwnPrice &) = default;
};

} // namespace tokenmeter
