// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ChangeText.h"

#include "format/NumberText.h"
#include "format/ShareText.h"

namespace tokenmeter
{
namespace
{

QString up()
{
    return QStringLiteral("▲") + NumberText::Nbsp;
}

QString down()
{
    return QStringLiteral("▼") + NumberText::Nbsp;
}

QString percentOf(Int128 now, Int128 before)
{
    const Int128 difference = now - before;
    return ShareText::oneDecimal(difference < 0 ? -difference : difference, before < 0 ? -before : before);
}

/// Thousandths of a share.
Int128 permille(Int128 part, Int128 total)
{
    while (total > powerOfTen(30)) {
        total /= 10;
        part /= 10;
    }
    return roundedDivision(part * 1000, total);
}

} // namespace

QString ChangeText::sentence(Int128 now, Int128 before, const QString &period, const QString &beforeText)
{
    if (before == 0) {
        return now == 0 ? tr("nothing in %1 either").arg(period) : tr("new: nothing in %1").arg(period);
    }
    if (now == before) {
        return tr("the same as %1").arg(period);
    }
    // Thousands of percent tell nobody anything.
    constexpr int timesFrom = 11;
    if (before > 0 && now / before >= timesFrom) {
        const QString times = NumberText::whole(roundedDivision(now, before));
        return up() + (beforeText.isEmpty() ? tr("%1 times %2", "factor, period").arg(times, period)
                                            : tr("%1 times %2 (%3)", "factor, period, amount").arg(times, period, beforeText));
    }
    const QString percent = percentOf(now, before);
    if (beforeText.isEmpty()) {
        return now > before ? up() + tr("%1 more than %2").arg(percent, period) : down() + tr("%1 less than %2").arg(percent, period);
    }
    return now > before ? up() + tr("%1 more than %2 (%3)").arg(percent, period, beforeText)
                        : down() + tr("%1 less than %2 (%3)").arg(percent, period, beforeText);
}

QString ChangeText::brief(Int128 now, Int128 before)
{
    if (before == 0) {
        return now == 0 ? NumberText::notApplicable() : tr("new");
    }
    if (now == 0) {
        return tr("gone");
    }
    if (now == before) {
        return tr("the same");
    }
    return (now > before ? up() : down()) + percentOf(now, before);
}

QString ChangeText::points(Int128 partNow, Int128 totalNow, Int128 partBefore, Int128 totalBefore)
{
    if (totalNow == 0 || totalBefore == 0) {
        return NumberText::notApplicable();
    }
    const Int128 difference = permille(partNow, totalNow) - permille(partBefore, totalBefore);
    if (difference == 0) {
        return tr("the same share");
    }
    const QString number = NumberText::decimal(difference < 0 ? -difference : difference, 1, 1);
    return difference > 0 ? up() + tr("%1 points", "share has risen").arg(number) : down() + tr("%1 points", "share has fallen").arg(number);
}

} // namespace tokenmeter
