// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace tokenmeter
{

/// The proper name of a format by its id: "claude-code" -> "Claude Code", as the command line has it; of one that a later version wrote, its id. A
/// mapping's name is the one that the user gave it.
QString sourceName(const std::string &formatId);

} // namespace tokenmeter
