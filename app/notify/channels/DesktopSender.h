// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>

#include "notify/channels/Sender.h"

#include <map>
#include <vector>

namespace tokenmeter
{

/// The desktop's notifications: org.freedesktop.Notifications (Desktop Notifications Specification 1.2) on the session bus, with
/// the actions "Show" and "Snooze". Where no service answers it asks for a tray message in its place.
class DesktopSender final : public QObject, public Sender
{
    Q_OBJECT
public:
    /// @param hasTray a tray takes messages (trayMessageWanted)
    explicit DesktopSender(const QDBusConnection &bus, bool hasTray, QObject *parent = nullptr);
    void send(const Message &message, Answer answer) override;

Q_SIGNALS:
    void showWanted(qint64 alert);
    void snoozeWanted(qint64 alert);
    /// What the user did with a message: "closed by the user", "expired", "shown", "snoozed". Of the alerts in it.
    void receipt(const std::vector<std::int64_t> &alerts, const std::string &what);
    void trayMessageWanted(const QString &title, const QString &text);

private Q_SLOTS:
    void actionInvoked(uint number, const QString &action);
    void notificationClosed(uint number, uint reason);

private:
    void notify(const Message &message, const Answer &answer);
    /// No service takes it: the tray does, or nobody.
    void unheard(const Message &message, const Answer &answer);

    QDBusConnection m_bus;
    bool m_hasTray;
    bool m_knowsMarkup = false;
    bool m_readsMarkup = true; ///< escaping is right for those that do; asked once a service is there
    std::map<uint, std::vector<std::int64_t>> m_shown{}; ///< by the service's number
};

} // namespace tokenmeter
