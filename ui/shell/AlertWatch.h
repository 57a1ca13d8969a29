// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "WindowServices.h"

namespace tokenmeter
{

/// What alerts have to say outside of their page: how many wait, and that one has just come.
class AlertWatch : public QObject
{
    Q_OBJECT
public:
    AlertWatch(WindowServices &services, QObject *parent);

    int unseen() const { return m_unseen; }
    /// "3 new alerts"
    QString spoken() const;
    void ask();

Q_SIGNALS:
    void unseenChanged();
    /// Budgets were evaluated: figures may be others, since time has passed.
    void evaluated();
    void told(const QString &sentence); ///< one that is delivered, and how many more

private:
    void take(const std::vector<Alert> &fresh);

    WindowServices &m_services;
    int m_unseen = 0;
};

} // namespace tokenmeter
