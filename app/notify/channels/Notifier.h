// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QThread>

#include "core/Time.h"
#include "core/Zone.h"
#include "notify/Channels.h"
#include "notify/channels/Sender.h"

#include <functional>
#include <memory>

namespace tokenmeter
{

class Dispatcher;
class SecretStore;
struct EvaluationRequest;

/// The channels as a window uses them: settings on the GUI thread, delivering on a thread of its own. No call blocks but
/// add() and remove(), which may wait for the user's keyring.
class Notifier : public QObject
{
    Q_OBJECT
public:
    /// @param hasTray answers trayMessageWanted() by a message of the tray
    explicit Notifier(SettingsStore &store, bool hasTray, QObject *parent = nullptr);
    ~Notifier() override;

    /// Delivers what this ledger has pending, from now on. Not for the demo's: nothing invented leaves the computer.
    void open(const QString &ledger, const Zone &zone, std::function<UtcTime()> clock);
    void close();
    /// Channels and quiet hours of an evaluation; nothing while no ledger is open here (the demo): then alerts stay in the inbox.
    void complete(EvaluationRequest &request) const;
    /// Alerts were stored or snoozed.
    void wake();

    const ChannelSettings &settings() const { return m_settings; }
    void setSettings(const ChannelSettings &settings); ///< kept, and used at once
    /// As addChannel(); the address goes to the keyring. @return the name of the new channel
    Result<std::string> add(const Channel &channel, const QString &address = {});
    Result<Done> remove(const std::string &name);
    /// Sends a test message, on or off, quiet or not. Finishes within 35 seconds.
    QFuture<SendResult> test(const std::string &name);

Q_SIGNALS:
    void settingsChanged();
    void showWanted(qint64 alert); ///< the user asked for it; 0 = a test
    void ledgerTouched();          ///< states of alerts have changed
    void trayMessageWanted(const QString &title, const QString &text);

private:
    std::unique_ptr<Sender> senderFor(const Channel &channel, Dispatcher *dispatcher);

    SettingsStore &m_store;
    ChannelSettings m_settings;
    bool m_hasTray;
    Zone m_zone = Zone::utc();
    std::shared_ptr<SecretStore> m_secrets;
    QThread m_thread;
    QObject m_there; ///< lives on the thread; what is posted to it runs there
    Dispatcher *m_dispatcher = nullptr; ///< lives on the thread
};

} // namespace tokenmeter
