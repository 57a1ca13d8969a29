// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace tokenmeter
{

/// The name of a format by its id: "claude-code" -> "Claude Code"; of one that a later version wrote, its id. A mapping's name is the one that the user
/// gave it. Window and command line call a source by it.
QString sourceName(const std::string &formatId);
/// A format's name as it is shown: proper names stay, words in it are translated ("OpenAI usage export").
QString shownFormatName(const QString &name);

} // namespace tokenmeter
