// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "flow/Review.h"

#include <QObject>
#include <QTimer>

namespace tokenmeter
{

/// Writes each month's review where the settings say, once the month is over and its logs were read. Never that of the demo.
class ReviewScheduler : public QObject
{
    Q_OBJECT
public:
    explicit ReviewScheduler(WindowServices &services, QObject *parent = nullptr);

    void look();

Q_SIGNALS:
    void told(const QString &title, const QString &text); ///< that one was written, or why it could not be

private:
    void write(const Result<ReviewData> &review);
    void end(const QString &file, const NamedPeriod &month, const Result<Done> &written);

    WindowServices &m_services;
    QTimer m_hourly;
    bool m_isBusy = false;
    bool m_hasFailed = false; ///< told once, tried again each hour
};

} // namespace tokenmeter
