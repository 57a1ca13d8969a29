// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// What the instance id of a bill's line says. Empty: not said.
struct AlibabaInstance
{
    std::string key{}; ///< id of the API key; empty for the console
    std::string workspace{};
    std::string model{};
    TokenClass tokenClass = TokenClass::Unknown;
    std::string contextTier{}; ///< "0-128k"
    std::string channel{};     ///< "app", "bmp"
    bool isModel() const { return !model.empty(); }
};

/// Reads `key;workspace;model;input_token;channel;flag` and its longer, shorter and older forms. Parts are found by their form and
/// not by their place, since the rest was seen to be missing, empty or doubled: the segment that names a kind of token, and the
/// model right before it. On the market place the model is the segment with a slash. Ids of other shapes give nothing.
AlibabaInstance alibabaInstanceOf(std::string_view id);

} // namespace tokenmeter
