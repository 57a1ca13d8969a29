// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/PathText.h"

#include "format/ProblemText.h"

#include <QDir>

namespace tokenmeter
{

QString shortPath(const QString &path)
{
    const QString home = QDir::homePath();
    return visibleText(path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path);
}

} // namespace tokenmeter
