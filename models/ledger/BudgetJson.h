// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Budget.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// What the user decided of a budget, as JSON: everything but id, uuid and what the ledger knows of its history.
std::string definitionText(const Budget &budget);
/// Fills these members. Problem: BadArgument("budget", the key); the ledger was damaged or is of a later version.
Result<Budget> readDefinition(std::string_view text);

} // namespace tokenmeter
