// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"

#include <vector>

namespace tokenmeter
{

/// Adds an amount to the one of its currency in a list of one amount a currency, and keeps the list sorted by code.
void addMoney(std::vector<Money> &amounts, Money amount);

} // namespace tokenmeter
