// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Time.h"

#include <string>

namespace tokenmeter
{

/// Units of `to` for one `from`, published on a day. Used for records of that UTC day and later, until the next one.
struct ExchangeRate
{
    LocalDay day{}; ///< UTC day of publication
    Currency from{};
    Currency to{};
    std::string rate{};   ///< decimal text, greater than 0
    std::string source{}; ///< "ECB", "user"
    friend bool operator==(const ExchangeRate &, const ExchangeRate &) = default;
};

} // namespace tokenmeter
