// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/DesktopSender.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace tokenmeter
{
namespace
{

constexpr int CallMs = 5'000;
constexpr uchar Normal = 1;
constexpr uchar Critical = 2; ///< does not disappear by itself
constexpr std::size_t MostRemembered = 200;

QString service()
{
    return QStringLiteral("org.freedesktop.Notifications");
}

QString path()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}

QDBusMessage callOf(const QString &method)
{
    return QDBusMessage::createMethodCall(service(), path(), service(), method);
}

} // namespace

DesktopSender::DesktopSender(const QDBusConnection &bus, bool hasTray, QObject *parent) : QObject{parent}, m_bus{bus}, m_hasTray{hasTray}
{
    m_bus.connect(service(), path(), service(), QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    m_bus.connect(service(), path(), service(), QStringLiteral("NotificationClosed"), this, SLOT(notificationClosed(uint, uint)));
}

void DesktopSender::send(const Message &message, Answer answer)
{
    if (!m_bus.isConnected()) {
        return unheard(message, answer); // a call would never be answered, not even by an error
    }
    if (m_knowsMarkup) {
        return notify(message, answer);
    }
    auto *watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(callOf(QStringLiteral("GetCapabilities")), CallMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, message, answer = std::move(answer)](QDBusPendingCallWatcher *call) {
        call->deleteLater();
        const QDBusPendingReply<QStringList> reply = *call;
        if (reply.isValid()) {
            m_knowsMarkup = true;
            m_readsMarkup = reply.value().contains(QStringLiteral("body-markup"));
        }
        notify(message, answer);
    });
}

void DesktopSender::notify(const Message &message, const Answer &answer)
{
    QStringList actions{QStringLiteral("default"), tr("Show"), QStringLiteral("show"), tr("Show")};
    if (!message.alerts.empty()) {
        actions << QStringLiteral("snooze") << tr("Snooze for an hour");
    }
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("tokenmeter")},
                            {QStringLiteral("urgency"), QVariant::fromValue(message.isUrgent ? Critical : Normal)}};
    QDBusMessage call = callOf(QStringLiteral("Notify"));
    call << QStringLiteral("Tokenmeter") << uint{0} << QStringLiteral("tokenmeter") << message.title
         << (m_readsMarkup ? message.text.toHtmlEscaped() : message.text) << actions << hints << int{-1};
    auto *watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(call, CallMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, message, answer](QDBusPendingCallWatcher *pending) {
        pending->deleteLater();
        const QDBusPendingReply<uint> reply = *pending;
        if (reply.isValid()) {
            if (m_shown.size() >= MostRemembered) {
                m_shown.erase(m_shown.begin());
            }
            m_shown[reply.value()] = message.alerts;
            return answer({SendResult::How::Sent, "notification " + std::to_string(reply.value())});
        }
        m_knowsMarkup = false; // another service may come
        unheard(message, answer);
    });
}

void DesktopSender::unheard(const Message &message, const Answer &answer)
{
    if (m_hasTray) {
        Q_EMIT trayMessageWanted(message.title, message.text);
        return answer({SendResult::How::Sent, "tray"});
    }
    answer({SendResult::How::TryAgain, "no notification service"});
}

void DesktopSender::actionInvoked(uint number, const QString &action)
{
    const auto found = m_shown.find(number);
    if (found == m_shown.end()) {
        return; // of another program, or of an earlier run
    }
    const std::vector<std::int64_t> alerts = found->second;
    if (action == QLatin1String("snooze")) {
        Q_EMIT receipt(alerts, "snoozed");
        for (const std::int64_t alert : alerts) {
            Q_EMIT snoozeWanted(alert);
        }
        return;
    }
    Q_EMIT receipt(alerts, "shown");
    Q_EMIT showWanted(alerts.empty() ? 0 : alerts.front());
}

void DesktopSender::notificationClosed(uint number, uint reason)
{
    const auto found = m_shown.find(number);
    if (found == m_shown.end()) {
        return;
    }
    const std::vector<std::int64_t> alerts = std::exchange(found->second, {});
    m_shown.erase(found);
    if (reason == 1) {
        Q_EMIT receipt(alerts, "expired");
    } else if (reason == 2) {
        Q_EMIT receipt(alerts, "closed by the user");
    }
}

} // namespace tokenmeter
