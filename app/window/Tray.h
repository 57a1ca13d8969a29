// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include "WindowServices.h"

namespace tokenmeter
{

/// The icon beside the clock: today, this month, the tightest budget. Where there is no tray it does nothing.
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
    void ask();
    void show(const QStringList &lines);

    WindowServices &m_services;
    QSystemTrayIcon m_icon;
    QMenu m_menu;
    QAction *m_figures = nullptr; ///< the line below which the menu's figures stand
    QList<QAction *> m_lines;
    QTimer m_soon; ///< several changes, one question
};

} // namespace tokenmeter
