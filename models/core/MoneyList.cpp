// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/MoneyList.h"

#include <algorithm>

namespace tokenmeter
{

void addMoney(std::vector<Money> &amounts, Money amount)
{
    const auto at = std::lower_bound(amounts.begin(), amounts.end(), amount,
                                     [](Money a, Money b) { return a.currency() < b.currency(); });
    if (at != amounts.end() && at->currency() == amount.currency()) {
        *at += amount;
    } else {
        amounts.insert(at, amount);
    }
}

} // namespace tokenmeter
