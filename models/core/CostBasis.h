// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tokenmeter
{

/// What amounts of usage are: of the price list, or what is left to pay after plans (list, where there are none). Stored: never renumber.
enum class CostBasis : std::uint8_t { List = 0, Effective = 1 };

} // namespace tokenmeter
