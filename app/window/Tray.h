// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include "window/TrayMenu.h"

namespace tokenmeter
{

/// The icon beside the clock and its menu; a dot on it says that a budget is exceeded. Where there is no tray it does nothing.
class Tray : public QObject
{
    Q_OBJECT
public:
    explicit Tray(WindowServices &services, QObject *parent = nullptr);
    /// Whether it can be seen now.
    bool isVisible() const { return QSystemTrayIcon::isSystemTrayAvailable() && m_icon.isVisible(); }
    void showMessage(const QString &title, const QString &text);

Q_SIGNALS:
    void showWanted();
    void quitWanted();

private:
    TrayMenu m_menu;
    QSystemTrayIcon m_icon;
    QTimer m_soon; ///< several changes, one question
};

/// The brand mark; with a dot where a budget is exceeded.
QIcon trayIcon(bool isOver);

} // namespace tokenmeter
