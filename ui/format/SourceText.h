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

/// What the lines are that a format's records repeat, where no id of the provider tells it (SidechainReplay, WeakIdentity).
enum class RepeatedCalls {
    SideQuestions, ///< a side question repeats its parent's answer, or a line has no request id
    Sums,          ///< several logs of one tool tell the same call, sums of a session among them
    Drafts         ///< an answer was noted while it was being written, and again when it was done
};
RepeatedCalls repeatedCallsIn(const std::string &formatId);

} // namespace tokenmeter
