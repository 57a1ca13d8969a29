// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// A JSON value as it was written: numbers keep their text, objects keep repeated keys for the reader to refuse.
struct JsonTree
{
    enum class Kind { Null, True, False, Number, String, List, Object };
    Kind kind = Kind::Null;
    std::string text{}; ///< of a string, unescaped; of a number, as written
    std::vector<JsonTree> items{};
    std::vector<std::pair<std::string, JsonTree>> members{};
};

/// Strict RFC 8259 in UTF-8, at most 64 deep. Problem: BadCatalogue, args: "byte 120", what is wrong there.
/// (Qt's reader forgets repeated keys, and the fast one belongs to the importers.)
Result<JsonTree> parseJson(std::string_view json);

} // namespace tokenmeter
