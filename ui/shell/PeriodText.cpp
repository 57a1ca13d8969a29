// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/PeriodText.h"

#include "format/DateText.h"

namespace tokenmeter
{

QString PeriodText::label(const Period &period, LocalDay today)
{
    const std::chrono::year_month_day first{period.from};
    const bool startsOnFirst = unsigned(first.day()) == 1;
    switch (period.kind) {
    case PeriodKind::Day:
        return DateText::relative(period.from, today);
    case PeriodKind::Quarter:
        if (startsOnFirst) {
            const unsigned quarter = (unsigned(first.month()) - 1) / 3 + 1;
            return tr("Q%1 %2", "quarter and year").arg(quarter).arg(int(first.year()));
        }
        break;
    case PeriodKind::Year:
        if (startsOnFirst) {
            return tr("%1", "a year").arg(int(first.year()));
        }
        break;
    case PeriodKind::Week:
    case PeriodKind::Month:
    case PeriodKind::Custom:
        break;
    }
    return DateText::period(period.from, period.to, today);
}

} // namespace tokenmeter
