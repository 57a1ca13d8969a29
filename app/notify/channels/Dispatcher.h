// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "core/Zone.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"
#include "notify/Channels.h"
#include "notify/DeliveryRules.h"
#include "notify/channels/Sender.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace tokenmeter
{

/// Brings what the ledger has pending to its channels: claims, sends, retries, gives up, notes receipts. Each channel is a lane of
/// its own with at most one message under way, so that one that hangs holds up no other. Any number of processes may have one
/// for the same ledger. Lives on one thread; the ledger is asked there, so in a window that is not the GUI thread.
class Dispatcher : public QObject
{
    Q_OBJECT
public:
    using SenderFactory = std::function<std::unique_ptr<Sender>(const Channel &)>;
    struct Options
    {
        std::string ledger{};
        ChannelSettings settings{};
        Zone zone = Zone::utc(); ///< of quiet hours and dates
        std::function<UtcTime()> clock{};
        std::string owner{}; ///< names the process and the moment it began
    };
    /// What came of the deliveries since it began.
    struct Tally
    {
        int sent = 0;
        int failed = 0; ///< will be tried again
        int givenUp = 0;
    };

    Dispatcher(Options options, SenderFactory senders, QObject *parent = nullptr);
    ~Dispatcher() override;

    /// Sends what is due, what a crash left behind included, and goes on looking.
    void start();
    /// Alerts were stored, or something else has become due.
    void wake();
    void setSettings(const ChannelSettings &settings, const Zone &zone);
    /// Delivers the alert once more in an hour, through every channel, not before quiet hours end.
    void snooze(std::int64_t alert);
    /// What the user did with a message of a channel, as its receipt.
    void noteReceipt(const std::string &channel, const std::vector<std::int64_t> &alerts, const std::string &what);
    const Tally &tally() const { return m_tally; }

Q_SIGNALS:
    void idle();                                     ///< nothing is due or under way
    void ledgerTouched();                            ///< states of alerts or deliveries have changed
    void failed(const tokenmeter::Problem &problem); ///< the ledger cannot be asked; tried again later

private:
    struct Lane
    {
        std::unique_ptr<Sender> sender{};
        std::vector<DeliveryGroup> waiting{}; ///< claimed
        bool isBusy = false;
        UtcTime claimEnds{};
    };

    bool openLedger();
    void look();
    /// @return when this channel wants to be looked at again; nothing: it is busy, or has nothing
    std::optional<UtcTime> lookAt(const Channel &channel);
    void sendNext(const Channel &channel);
    void sent(const std::string &channel, const DeliveryGroup &group, const SendResult &result);
    void finish(const DeliveryGroup &group, const DeliveryOutcome &outcome);
    bool isLaneBusy() const;

    Options m_options;
    SenderFactory m_senders;
    std::unique_ptr<LedgerWriter> m_writer{};
    std::unique_ptr<LedgerReader> m_reader{};
    std::map<std::string, Lane> m_lanes{};
    QTimer m_timer{this}; ///< a child, so that it goes along to the thread of the channels
    Tally m_tally{};
};

} // namespace tokenmeter
