// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/ReviewSchedule.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tokenmeter
{

NamedPeriod lastMonth(LocalDay today)
{
    return neighbourOf(monthHolding(today), false);
}

bool ReviewSchedule::isDue(const NamedPeriod &month) const
{
    return isOn() && QString::fromStdString(toText(month)) > lastWritten; // "2026-10" sorts by time
}

ReviewSchedule ReviewSchedule::written(const NamedPeriod &month) const
{
    ReviewSchedule next = *this;
    next.lastWritten = std::max(lastWritten, QString::fromStdString(toText(month)));
    return next;
}

ReviewSchedule readReviewSchedule(const QByteArray &stored)
{
    const QJsonObject json = QJsonDocument::fromJson(stored).object();
    ReviewSchedule schedule;
    schedule.folder = json.value(QStringLiteral("folder")).toString();
    schedule.form = json.value(QStringLiteral("form")).toString() == QLatin1String("html") ? ReviewForm::Html : ReviewForm::Pdf;
    schedule.lastWritten = json.value(QStringLiteral("written")).toString();
    return schedule;
}

QByteArray textOf(const ReviewSchedule &schedule)
{
    if (schedule == ReviewSchedule{}) {
        return {};
    }
    return QJsonDocument{QJsonObject{{QStringLiteral("folder"), schedule.folder}, {QStringLiteral("form"), endingOf(schedule.form)}, {QStringLiteral("written"), schedule.lastWritten}}}
        .toJson(QJsonDocument::Compact);
}

} // namespace tokenmeter
