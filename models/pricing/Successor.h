// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Time.h"
#include "pricing/Catalogue.h"

#include <optional>
#include <string>

namespace tokenmeter
{

/// A model that can stand in for another one, with both prices per million tokens, standard, of short prompts.
struct Successor
{
    std::string model{}; ///< key
    std::string name{};
    Currency currency{};
    std::string inputBefore{}, input{}, outputBefore{}, output{}; ///< decimal texts
};

/// The model of the same provider, line and size that is cheaper at that day: neither input nor output dearer and one of them less,
/// a context window at least as large where both are known, and not itself to end. Of several the newest, then the cheapest.
/// Line and size are the name without its versions: "gemini-2.5-pro" and "gemini-3-pro" are alike, "gemini-2.5-flash" is another.
/// Nothing when there is none.
std::optional<Successor> cheaperSuccessor(const Catalogue &catalogue, const std::string &modelKey, LocalDay day);

} // namespace tokenmeter
