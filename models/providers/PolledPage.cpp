// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/PolledPage.h"

namespace tokenmeter
{

void PolledPage::report(Cause cause, std::string field)
{
    constexpr std::size_t MostKept = 100;
    ++problemCount;
    if (problems.size() < MostKept) {
        problems.push_back({.cause = cause, .field = std::move(field)});
    }
}

} // namespace tokenmeter
