// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"

#include <string>

namespace tokenmeter
{

/// A line of a bill that was downloaded as a file.
struct BilledLine
{
    std::string provider{}; ///< as ProviderApi::id where there is one: "openai"
    /// Which part of the provider's bills the file replaces: a subscription, a month. Of the same part a later file replaces an
    /// earlier one.
    std::string part{};
    bool isWholePart = false; ///< the file holds all of the part; else only the stretch of time from its first line to its last
    Charge charge{};
};

} // namespace tokenmeter
