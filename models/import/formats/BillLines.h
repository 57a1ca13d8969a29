// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// What of its days a line belongs to, where exports can be of a selection: Anthropic's workspace and key, Azure's resource. Such an
/// export says nothing of the others. A file speaks for a line where one of the names that are `sought` is one of its own lines' names:
/// a key by its id, so that it keeps its lines when it is renamed, and by what people call it only where one of the two tells no id.
struct BillScope
{
    std::vector<std::string> names{}; ///< empty: the line tells of all of its days
    std::vector<std::string> sought{};
};
/// @param format the format's id
BillScope scopeOfBill(std::string_view format, const Charge &charge);

/// A hash of what makes two lines one line that was billed anew: all but amounts and quantities, what a bill only gets when it is
/// closed (the invoice), what changes without the line (a status, tags), what is read out of a meter's name, which is in it, and what
/// scopeOfBill() tells by an id.
std::uint64_t lineOfBill(std::string_view format, const Charge &charge);

} // namespace tokenmeter
