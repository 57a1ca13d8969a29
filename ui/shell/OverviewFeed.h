// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "WindowServices.h"

#include <functional>

namespace tokenmeter
{

/// Asks for the overview, whose answer also names what can be filtered by. Only the newest question is answered.
class OverviewFeed : public QObject
{
    Q_OBJECT
public:
    /// @param request of what is in view when it is asked
    OverviewFeed(WindowServices &services, std::function<OverviewRequest()> request, QObject *parent);

    void ask();
    /// After ledgerChanged(): the first change asks at once, later ones at most every 250 ms, and never while an answer is
    /// awaited. A question that replaces its predecessor again and again would not be answered before the import ends.
    void askSoon();
    /// An answer that is under way will not be given.
    void forget();
    /// A question waits for its answer, or is about to be asked.
    bool isBusy() const { return m_waiting || m_dirty; }

Q_SIGNALS:
    void answered(const tokenmeter::Result<tokenmeter::OverviewData> &answer);

private:
    void take(const Result<OverviewData> &answer);

    WindowServices &m_services;
    std::function<OverviewRequest()> m_request;
    QTimer m_pace;
    std::uint64_t m_serial = 0; ///< of the newest question
    bool m_waiting = false;
    bool m_dirty = false;
};

} // namespace tokenmeter
