// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tokenmeter
{

/// Shows a file of the user's: in $VISUAL's graphical editor at the line where it is known how to say one, else in the
/// desktop's program for such files, else its folder. The file is not written to. Returns at once.
/// @param offset of the line's first byte; the line is counted on another thread
void openInEditor(const QString &file, qint64 offset);

} // namespace tokenmeter
