// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/Notifier.h"

#include "notify/channels/DesktopSender.h"
#include "notify/channels/Dispatcher.h"

#include "Environment.h"
#include "SettingsStore.h"
#include "flow/BudgetAlerts.h"
#include "notify/channels/KeyringStore.h"
#include "notify/channels/Owner.h"
#include "notify/channels/Senders.h"

#include <QDBusConnection>
#include <QPromise>

#include <algorithm>

namespace tokenmeter
{

Notifier::Notifier(SettingsStore &store, bool hasTray, QObject *parent)
    : QObject{parent}, m_store{store}, m_settings{loadChannels(store)}, m_hasTray{hasTray}, m_secrets{std::make_shared<KeyringStore>()}
{
    m_thread.setObjectName(QStringLiteral("alerts"));
    m_there.moveToThread(&m_thread);
    m_thread.start();
}

Notifier::~Notifier()
{
    close();
    m_thread.quit();
    m_thread.wait();
}

std::unique_ptr<Sender> Notifier::senderFor(const Channel &channel, Dispatcher *dispatcher)
{
    std::unique_ptr<Sender> sender = makeSender(channel, m_secrets, QDBusConnection::sessionBus(), m_hasTray);
    if (auto *desktop = dynamic_cast<DesktopSender *>(sender.get())) {
        connect(desktop, &DesktopSender::showWanted, this, &Notifier::showWanted);
        connect(desktop, &DesktopSender::trayMessageWanted, this, &Notifier::trayMessageWanted);
        if (dispatcher != nullptr) {
            connect(desktop, &DesktopSender::snoozeWanted, dispatcher, &Dispatcher::snooze);
            connect(desktop, &DesktopSender::receipt, dispatcher,
                    [dispatcher, name = channel.name](const std::vector<std::int64_t> &alerts, const std::string &what) {
                        dispatcher->noteReceipt(name, alerts, what);
                    });
        }
    }
    return sender;
}

void Notifier::open(const QString &ledger, const Zone &zone, std::function<UtcTime()> clock)
{
    close();
    m_zone = zone;
    Dispatcher::Options options;
    options.ledger = ledger.toStdString();
    options.settings = m_settings;
    options.zone = zone;
    options.clock = std::move(clock);
    options.owner = freshOwner();
    auto self = std::make_shared<Dispatcher *>(nullptr);
    auto dispatcher = std::make_unique<Dispatcher>(options, [this, self](const Channel &channel) { return senderFor(channel, *self); });
    *self = dispatcher.get();
    connect(dispatcher.get(), &Dispatcher::ledgerTouched, this, &Notifier::ledgerTouched);
    m_dispatcher = dispatcher.release();
    m_dispatcher->moveToThread(&m_thread);
    QMetaObject::invokeMethod(m_dispatcher, &Dispatcher::start);
}

void Notifier::close()
{
    if (m_dispatcher != nullptr) {
        // Its senders live on the thread, so they end there.
        QMetaObject::invokeMethod(&m_there, [dispatcher = m_dispatcher] { delete dispatcher; }, Qt::BlockingQueuedConnection);
        m_dispatcher = nullptr;
    }
}

void Notifier::complete(EvaluationRequest &request) const
{
    if (m_dispatcher != nullptr) {
        request.channels = m_settings.enabledNames();
        request.quiet = m_settings.quiet;
    }
}

void Notifier::wake()
{
    if (m_dispatcher != nullptr) {
        QMetaObject::invokeMethod(m_dispatcher, &Dispatcher::wake);
    }
}

void Notifier::setSettings(const ChannelSettings &settings)
{
    if (settings == m_settings) {
        return;
    }
    m_settings = settings;
    saveChannels(m_store, settings);
    if (m_dispatcher != nullptr) {
        QMetaObject::invokeMethod(m_dispatcher, [dispatcher = m_dispatcher, settings, zone = m_zone] { dispatcher->setSettings(settings, zone); });
    }
    Q_EMIT settingsChanged();
}

Result<std::string> Notifier::add(const Channel &channel, const QString &address)
{
    ChannelSettings settings = m_settings;
    const Result<std::string> name = addChannel(settings, channel, address);
    if (!name) {
        return name;
    }
    if (channel.kind == ChannelKind::Webhook) {
        if (const Result<Done> kept = m_secrets->write(*name, address.trimmed()); !kept) {
            return kept.problem();
        }
    }
    setSettings(settings);
    return name;
}

Result<Done> Notifier::remove(const std::string &name)
{
    ChannelSettings settings = m_settings;
    std::erase_if(settings.channels, [&](const Channel &channel) { return channel.name == name; });
    setSettings(settings);
    return m_secrets->write(name, {});
}

QFuture<SendResult> Notifier::test(const std::string &name)
{
    auto promise = std::make_shared<QPromise<SendResult>>();
    promise->start();
    const auto answer = [promise](const SendResult &result) {
        promise->addResult(result);
        promise->finish();
    };
    const Channel *channel = m_settings.byName(name);
    if (channel == nullptr) {
        answer({SendResult::How::Never, "no such channel"});
        return promise->future();
    }
    QMetaObject::invokeMethod(&m_there, [this, channel = *channel, answer] {
        // Kept until it has answered, and then until the event loop is out of it.
        auto sender = std::make_shared<std::unique_ptr<Sender>>(senderFor(channel, nullptr));
        auto *raw = sender->get();
        raw->send(testMessage("test/" + freshOwner(), clockNow()), [this, sender, answer](const SendResult &result) {
            answer(result);
            QMetaObject::invokeMethod(&m_there, [sender] { sender->reset(); }, Qt::QueuedConnection);
        });
    });
    return promise->future();
}

} // namespace tokenmeter
