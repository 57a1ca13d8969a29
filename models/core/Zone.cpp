// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Zone.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace tokenmeter
{

using namespace std::chrono;

Zone Zone::utc()
{
    return Zone{std::make_shared<const Data>(Data{"UTC", {Span{INT64_MIN, seconds{0}}}})};
}

std::optional<Zone> Zone::byId(const std::string &id)
{
    if (id == "UTC" || id == "Etc/UTC" || id == "Z") {
        return utc();
    }
    const QTimeZone zone{QByteArray::fromStdString(id)};
    if (id.empty() || !zone.isValid()) {
        return std::nullopt;
    }
    // Usage of language models begins in 2020; the span is generous on both sides and costs some hundred entries.
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    const QDateTime to{QDate{2100, 1, 1}, QTime{0, 0}, Qt::UTC};
    auto data = std::make_shared<Data>();
    data->id = id;
    data->spans.push_back({INT64_MIN, seconds{zone.offsetFromUtc(from)}});
    for (const QTimeZone::OffsetData &transition : zone.transitions(from, to)) {
        data->spans.push_back({transition.atUtc.toMSecsSinceEpoch(), seconds{transition.offsetFromUtc}});
    }
    return Zone{std::move(data)};
}

Zone Zone::system()
{
    return byId(QTimeZone::systemTimeZoneId().toStdString()).value_or(utc());
}

seconds Zone::offsetAt(UtcTime time) const
{
    const auto after = std::upper_bound(m_data->spans.begin(), m_data->spans.end(), msOf(time),
                                        [](std::int64_t ms, const Span &span) { return ms < span.fromMs; });
    return std::prev(after)->offset;
}

LocalDay Zone::dayOf(UtcTime time) const
{
    const auto local = (time + offsetAt(time)).time_since_epoch();
    LocalDay day{floor<days>(local)};
    // Where clocks go back over midnight the second reading of 23:xx still belongs to the new day.
    if (time >= startOf(day + days{1})) {
        day += days{1};
    }
    return day;
}

UtcTime Zone::startOf(LocalDay day) const
{
    const milliseconds local = day.time_since_epoch();
    // The offset in force at local midnight lies among those in force within a day around it. The earliest moment
    // whose local reading is not before midnight starts the day.
    UtcTime best = UtcTime::max();
    for (const hours around : {hours{-26}, hours{0}, hours{26}}) {
        const UtcTime guess{local - offsetAt(UtcTime{local} + around)};
        if ((guess + offsetAt(guess)).time_since_epoch() == local) {
            best = std::min(best, guess);
        }
    }
    if (best != UtcTime::max()) {
        return best;
    }
    // Midnight does not exist: the day starts at the transition that skips it.
    for (const Span &span : m_data->spans) {
        if (span.fromMs != INT64_MIN && utcFromMs(span.fromMs) > UtcTime{local} - hours{26}
            && (utcFromMs(span.fromMs) + span.offset).time_since_epoch() >= local) {
            return utcFromMs(span.fromMs);
        }
    }
    return UtcTime{local};
}

} // namespace tokenmeter
