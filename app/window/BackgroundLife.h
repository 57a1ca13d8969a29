// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QWidget>

namespace tokenmeter
{

class Notifier;
class Tray;

/// When the program goes on without its window: closed to the tray, if the setting says so and a tray can be seen; shown again by
/// the tray, a notification or a second start.
class BackgroundLife : public QObject
{
    Q_OBJECT
public:
    BackgroundLife(QWidget &window, Tray &tray, Notifier &notifier);
    void raise();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget &m_window;
    Tray &m_tray;
    Notifier &m_notifier;
};

} // namespace tokenmeter
