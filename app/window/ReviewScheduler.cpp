// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/ReviewScheduler.h"

#include "flow/ReviewFacts.h"
#include "format/ProblemText.h"
#include "itemmodels/Answer.h"
#include "print/ReviewPrint.h"
#include "print/ReviewSchedule.h"
#include "providers/ProviderZone.h"

#include <QDir>
#include <QFileInfo>
#include <QtConcurrent>

namespace tokenmeter
{

ReviewScheduler::ReviewScheduler(WindowServices &services, QObject *parent) : QObject{parent}, m_services{services}
{
    using namespace std::chrono_literals;
    connect(&services, &WindowServices::importFinished, this, &ReviewScheduler::look);
    connect(&m_hourly, &QTimer::timeout, this, &ReviewScheduler::look);
    m_hourly.start(1h);
}

void ReviewScheduler::look()
{
    const ReviewSchedule schedule = readReviewSchedule(m_services.stored(QLatin1String(ReviewSchedule::Name)));
    const Zone zone = m_services.zone();
    const UtcTime now = m_services.now();
    const NamedPeriod month = lastMonth(zone.dayOf(now));
    if (m_isBusy || m_services.isDemo() || !schedule.isDue(month)) {
        return;
    }
    m_isBusy = true;
    const Currency currency{m_services.settings().currency.toStdString()};
    const auto asked = m_services.ask(QStringLiteral("review.schedule"), [month, zone, now, currency](WindowServices::Reading reading) {
        return shownReviewOf(reading.reader, reading.pricer, {.period = month, .zone = zone, .now = now, .currency = currency, .calendarOf = providerCalendarOf, .progress = reading.progress});
    });
    whenAnswered(this, asked, [this](const Result<ReviewData> &review) { write(review); });
}

void ReviewScheduler::write(const Result<ReviewData> &review)
{
    if (!review) {
        m_isBusy = false; // the next look asks again
        return;
    }
    const ReviewSchedule schedule = readReviewSchedule(m_services.stored(QLatin1String(ReviewSchedule::Name)));
    const QString file = QDir{schedule.folder}.absoluteFilePath(reviewFileName(review->period, schedule.form));
    const Result<ReviewFileContent> content = reviewFileOf(*review, schedule.form, QFileInfo{m_services.ledgerPath()}.fileName(), ReviewPrint::usualPageSize());
    if (!schedule.isOn() || !content) {
        m_isBusy = false;
        return;
    }
    whenAnswered(this, QtConcurrent::run([file, bytes = content->bytes] { return writeReviewFile(file, bytes); }),
                 [this, file, month = review->period](const Result<Done> &written) { end(file, month, written); });
}

void ReviewScheduler::end(const QString &file, const NamedPeriod &month, const Result<Done> &written)
{
    m_isBusy = false;
    if (!written) {
        if (!m_hasFailed) {
            Q_EMIT told(tr("The monthly review was not written"), ProblemText::full(written.problem()));
        }
        m_hasFailed = true;
        return;
    }
    m_hasFailed = false;
    // The settings may have changed meanwhile; only what was written is added to them.
    const ReviewSchedule schedule = readReviewSchedule(m_services.stored(QLatin1String(ReviewSchedule::Name)));
    m_services.store(QLatin1String(ReviewSchedule::Name), textOf(schedule.written(month)));
    Q_EMIT told(tr("The monthly review was written"), visibleText(file));
}

} // namespace tokenmeter
