// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tokenmeter
{

/// What an editor wants to hear to show a line; empty where that is not known, or the line is not (0).
QStringList editorArguments(const QString &editor, const QString &file, qint64 line);

/// Shows a file of the user's: in $VISUAL's graphical editor at the line where it is known how to say one, else in the
/// desktop's program for such files, else its folder. The file is not written to. Returns at once.
/// @param offset of the line's first byte; the line is counted on another thread
void openInEditor(const QString &file, qint64 offset);

} // namespace tokenmeter
