// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/BackgroundLife.h"

#include "notify/channels/Notifier.h"
#include "window/Tray.h"

#include <QApplication>
#include <QCloseEvent>

namespace tokenmeter
{

BackgroundLife::BackgroundLife(QWidget &window, Tray &tray, Notifier &notifier) : m_window{window}, m_tray{tray}, m_notifier{notifier}
{
    window.installEventFilter(this);
    connect(&tray, &Tray::showWanted, this, &BackgroundLife::raise);
    connect(&tray, &Tray::quitWanted, qApp, &QApplication::quit, Qt::QueuedConnection);
    connect(&notifier, &Notifier::showWanted, this, &BackgroundLife::raise);
    connect(&notifier, &Notifier::trayMessageWanted, &tray, &Tray::showMessage);
}

void BackgroundLife::raise()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

bool BackgroundLife::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Close) {
        const bool stays = m_notifier.settings().closeToTray && m_tray.isVisible();
        // A hidden window must not end the program when a dialog of it is closed, and a closed one must.
        QApplication::setQuitOnLastWindowClosed(!stays);
        if (stays && event->spontaneous()) {
            event->ignore();
            m_window.hide();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tokenmeter
