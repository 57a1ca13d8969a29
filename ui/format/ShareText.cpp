// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ShareText.h"

#include "format/NumberText.h"

namespace tokenmeter
{
namespace
{

QString share(Int128 part, Int128 total, int decimals)
{
    if (total == 0) {
        return NumberText::notApplicable();
    }
    if (total < 0) {
        part = -part;
        total = -total;
    }
    // Amounts in attos times ten thousand may not fit; a share needs no more than their first digits.
    while (total > powerOfTen(30)) {
        total /= 10;
        part /= 10;
    }
    const Int128 scaled = roundedDivision(part * 100 * powerOfTen(decimals), total);
    const QString percent = NumberText::Nbsp + QStringLiteral("%");
    if (scaled == 0 && part > 0) {
        return QStringLiteral("<") + NumberText::Nbsp + NumberText::decimal(1, decimals, decimals) + percent;
    }
    return NumberText::decimal(scaled, decimals, decimals) + percent;
}

} // namespace

QString ShareText::whole(Int128 part, Int128 total)
{
    return share(part, total, 0);
}

QString ShareText::oneDecimal(Int128 part, Int128 total)
{
    return share(part, total, 1);
}

} // namespace tokenmeter
