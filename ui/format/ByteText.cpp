// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ByteText.h"

#include "format/NumberText.h"

#include <algorithm>

namespace tokenmeter
{

QString ByteText::shortForm(qint64 bytes)
{
    constexpr const char *Units[] = {"kB", "MB", "GB", "TB"};
    constexpr qint64 Kilo = 1000;
    if (bytes < Kilo) {
        return tr("%n byte(s)", nullptr, int(std::max<qint64>(bytes, 0)));
    }
    int unit = 0;
    // The next unit from 999.5 on: three digits would round up to 1000.
    for (qint64 limit = Kilo * Kilo - Kilo / 2; bytes >= limit && unit < 3; limit *= Kilo) {
        ++unit;
    }
    return NumberText::threeDigits(bytes, 3 * (unit + 1)) + NumberText::Nbsp + QString::fromLatin1(Units[unit]);
}

} // namespace tokenmeter
