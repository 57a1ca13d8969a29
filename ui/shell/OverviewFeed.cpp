// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/OverviewFeed.h"

#include "itemmodels/Answer.h"
#include "theme/tokens.h"

#include <utility>

namespace tokenmeter
{

OverviewFeed::OverviewFeed(WindowServices &services, std::function<OverviewRequest()> request, QObject *parent)
    : QObject{parent}, m_services{services}, m_request{std::move(request)}
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(motion::refreshMs);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (m_dirty && !m_waiting) {
            askSoon();
        }
    });
}

void OverviewFeed::ask()
{
    m_dirty = false;
    m_waiting = true;
    const std::uint64_t serial = ++m_serial;
    const QFuture<Result<OverviewData>> future = m_services.overview(m_request());
    const auto handle = [this, serial](const Result<OverviewData> &answer) {
        if (serial == m_serial) {
            take(answer);
        }
    };
    if (future.isFinished()) { // what is there is told at once
        handle(future.resultCount() > 0 ? future.result() : Result<OverviewData>{Problem{.cause = Cause::Cancelled}});
        return;
    }
    whenAnswered(this, future, handle); // goes with this: Qt 6.4's QFuture::then does not
}

void OverviewFeed::askSoon()
{
    if (m_waiting || m_pace.isActive()) {
        m_dirty = true;
        return;
    }
    m_pace.start();
    ask();
}

void OverviewFeed::forget()
{
    ++m_serial;
    m_waiting = false;
}

void OverviewFeed::take(const Result<OverviewData> &answer)
{
    m_waiting = false;
    Q_EMIT answered(answer);
    if (m_dirty && !m_waiting && !m_pace.isActive()) {
        askSoon();
    }
}

} // namespace tokenmeter
