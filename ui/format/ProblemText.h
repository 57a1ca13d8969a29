// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Problems as sentences: what is, then what to do. Every Cause has one; a test counts.
class ProblemText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ProblemText)
public:
    /// Where it is read: what to do is called otherwise in the window than on the command line.
    enum class Place : std::uint8_t { Window, CommandLine };
    /// One line without the place: "A part of this line is not JSON and was skipped. Everything else was read."
    static QString sentence(const Problem &problem, Place readIn = Place::Window);
    /// "session.jsonl, line 12", or "session.jsonl, byte 4096" where the line is not known (see numberLines); empty when the problem is not about a file.
    static QString place(const Problem &problem);
    /// Place and sentence: "session.jsonl, line 12: ...".
    static QString full(const Problem &problem, Place readIn = Place::Window);
};

/// The last Cause, for whoever enumerates them. Keep in step with core/Problem.h; a switch without default guards it.
inline constexpr Cause LastCause = Cause::OtherCurrency;

/// Text of a log or a name that is shown: control and direction characters become visible signs, so that a name can
/// neither break a line nor turn the text around it.
QString visibleText(const std::string &utf8);
QString visibleText(const QString &text);

} // namespace tokenmeter
