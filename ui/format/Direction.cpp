// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/Direction.h"

#include <algorithm>

namespace tokenmeter
{

QString inOneDirection(const QString &name)
{
    constexpr QChar leftToRightMark{0x200E};
    const bool turns = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c.direction() == QChar::DirR || c.direction() == QChar::DirAL || c.direction() == QChar::DirAN;
    });
    return turns ? leftToRightMark + name + leftToRightMark : name;
}

} // namespace tokenmeter
