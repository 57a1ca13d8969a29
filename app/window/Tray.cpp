// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Tray.h"

#include "theme/Theme.h"

#include <QIcon>
#include <QPainter>
#include <QPixmap>

#include <array>

namespace tokenmeter
{
namespace
{

constexpr int SoonMs = 2'000;
constexpr std::array TraySizes{16, 22, 24, 32, 48, 64}; ///< of the desktops' panels

} // namespace

QIcon trayIcon(bool isOver)
{
    const QIcon plain = QIcon::fromTheme(QStringLiteral("tokenmeter"), QIcon{QStringLiteral(":/icons/tokenmeter.svg")});
    if (!isOver) {
        return plain;
    }
    QIcon dotted;
    for (const int size : TraySizes) {
        QPixmap pixmap = plain.pixmap(QSize{size, size}, 1.0);
        QPainter painter{&pixmap};
        painter.setRenderHint(QPainter::Antialiasing);
        const double dot = 0.42 * size;
        const QRectF place{size - dot, size - dot, dot, dot};
        painter.setCompositionMode(QPainter::CompositionMode_Clear);
        painter.drawEllipse(place.adjusted(-0.06 * size, -0.06 * size, 0, 0)); // a gap, so that it is seen on any colour
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::current().colours().negative);
        painter.drawEllipse(place);
        painter.end();
        dotted.addPixmap(pixmap);
    }
    return dotted;
}

Tray::Tray(WindowServices &services, QObject *parent) : QObject{parent}, m_menu{services}
{
    m_icon.setIcon(trayIcon(false));
    m_icon.setContextMenu(&m_menu);
    connect(&m_menu, &TrayMenu::showWanted, this, &Tray::showWanted);
    connect(&m_menu, &TrayMenu::quitWanted, this, &Tray::quitWanted);
    connect(&m_menu, &TrayMenu::changed, this, [this] {
        m_icon.setToolTip(m_menu.lines().join(QLatin1Char('\n')));
        m_icon.setIcon(trayIcon(m_menu.isOver()));
    });
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
            Q_EMIT showWanted();
        }
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::showWanted);
    m_soon.setSingleShot(true);
    m_soon.setInterval(SoonMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            m_menu.ask();
        }
    });
    connect(&services, &WindowServices::ledgerChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&services, &WindowServices::ledgerSwitched, &m_soon, qOverload<>(&QTimer::start));
    connect(&services, &WindowServices::budgetsEvaluated, &m_soon, qOverload<>(&QTimer::start));
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_icon.show();
    }
}

void Tray::showMessage(const QString &title, const QString &text)
{
    if (QSystemTrayIcon::supportsMessages()) {
        m_icon.showMessage(title, text);
    }
}

} // namespace tokenmeter
