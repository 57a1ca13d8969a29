// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tokenmeter
{

/// A report of a provider that tells the same money or tokens as another one of its reports.
struct RepeatedReport
{
    std::string report{};
    std::string sameAs{};
    friend bool operator==(const RepeatedReport &, const RepeatedReport &) = default;
};

} // namespace tokenmeter
