// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/Dispatcher.h"

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds Lease{120};      ///< of a claim: then a process that died holds nothing any more
constexpr seconds LongestSend{35}; ///< of any sender; a claim that ends sooner is left to run out
constexpr seconds LookAgain{60};   ///< another process may have stored something
constexpr std::size_t MostClaimed = 1000;
constexpr std::chrono::hours SnoozeTime{1};

} // namespace

Dispatcher::Dispatcher(Options options, SenderFactory senders, QObject *parent)
    : QObject{parent}, m_options{std::move(options)}, m_senders{std::move(senders)}
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Dispatcher::look);
}

Dispatcher::~Dispatcher() = default;

void Dispatcher::start()
{
    wake();
}

void Dispatcher::wake()
{
    m_timer.start(0);
}

void Dispatcher::setSettings(const ChannelSettings &settings, const Zone &zone)
{
    for (const Channel &before : m_options.settings.channels) {
        const Channel *after = settings.byName(before.name);
        if ((after == nullptr || *after != before) && !m_lanes[before.name].isBusy) {
            m_lanes.erase(before.name); // made anew when it is needed
        }
    }
    m_options.settings = settings;
    m_options.zone = zone;
    wake();
}

bool Dispatcher::openLedger()
{
    if (m_writer && m_reader) {
        return true;
    }
    LedgerWriter::Options options;
    options.create = false;
    Result<std::unique_ptr<LedgerWriter>> writer = LedgerWriter::open(m_options.ledger, options);
    Result<std::unique_ptr<LedgerReader>> reader
        = writer ? LedgerReader::open(m_options.ledger) : Result<std::unique_ptr<LedgerReader>>{writer.problem()};
    if (!reader) {
        Q_EMIT failed(reader.problem());
        return false;
    }
    m_writer = *std::move(writer);
    m_reader = *std::move(reader);
    return true;
}

bool Dispatcher::isLaneBusy() const
{
    return std::any_of(m_lanes.begin(), m_lanes.end(), [](const auto &lane) { return lane.second.isBusy; });
}

void Dispatcher::look()
{
    milliseconds wait = LookAgain;
    if (openLedger()) {
        const std::vector<Channel> channels = m_options.settings.channels;
        for (const Channel &channel : channels) {
            if (const std::optional<UtcTime> next = lookAt(channel)) {
                wait = std::min(wait, std::max<milliseconds>(*next - m_options.clock(), milliseconds{1000}));
            }
        }
    }
    if (!m_timer.isActive()) { // a sender that answered at once has called for another look
        m_timer.start(wait);
        if (!isLaneBusy()) {
            Q_EMIT idle();
        }
    }
}

std::optional<UtcTime> Dispatcher::lookAt(const Channel &channel)
{
    if (m_lanes[channel.name].isBusy) {
        return std::nullopt;
    }
    const UtcTime now = m_options.clock();
    const Result<std::optional<UtcTime>> due = m_reader->nextDelivery(channel.name, now);
    if (!due) {
        Q_EMIT failed(due.problem());
        return std::nullopt;
    }
    if (!*due || **due > now) {
        return *due;
    }
    if (channel.enabled && isQuiet(m_options.settings.quiet, now, m_options.zone)) {
        return dueAt(m_options.settings.quiet, now, m_options.zone);
    }
    Result<std::vector<Delivery>> claimed = m_writer->claimDeliveries(channel.name, m_options.owner, now, Lease, MostClaimed);
    if (!claimed) {
        Q_EMIT failed(claimed.problem());
        return std::nullopt;
    }
    Lane &lane = m_lanes[channel.name];
    lane.waiting = groupsOf(*std::move(claimed));
    lane.claimEnds = now + Lease;
    if (!channel.enabled) {
        for (const DeliveryGroup &group : std::exchange(lane.waiting, {})) {
            finish(group, {.how = DeliveryOutcome::How::GiveUp, .receipt = "switched off", .retryAt = {}});
        }
        return std::nullopt;
    }
    sendNext(channel);
    return std::nullopt;
}

void Dispatcher::sendNext(const Channel &channel)
{
    Lane &lane = m_lanes[channel.name];
    if (lane.waiting.empty() || m_options.clock() + LongestSend > lane.claimEnds) {
        lane.waiting.clear();
        return wake();
    }
    const DeliveryGroup group = lane.waiting.front();
    lane.waiting.erase(lane.waiting.begin());
    std::vector<Alert> alerts;
    for (const Delivery &delivery : group.deliveries) {
        const Result<std::optional<Alert>> alert = m_reader->alert(delivery.alert);
        if (!alert || !*alert) {
            return wake(); // the claim runs out
        }
        alerts.push_back(**alert);
    }
    if (!lane.sender) {
        lane.sender = m_senders(channel);
    }
    lane.isBusy = true;
    lane.sender->send(messageOf(alerts, group.key, m_options.clock(), m_options.zone), [this, name = channel.name, group](const SendResult &result) {
        // From the event loop, since a sender may answer before send() has returned.
        QMetaObject::invokeMethod(this, [this, name, group, result] { sent(name, group, result); }, Qt::QueuedConnection);
    });
}

void Dispatcher::sent(const std::string &name, const DeliveryGroup &group, const SendResult &result)
{
    Lane &lane = m_lanes[name];
    lane.isBusy = false;
    const UtcTime now = m_options.clock();
    if (result.how == SendResult::How::Sent) {
        finish(group, {.how = DeliveryOutcome::How::Sent, .receipt = result.receipt, .retryAt = {}});
    } else {
        // What waits behind it would meet the same: it is put off with it, a moment later each, so that groups stay apart.
        std::vector<DeliveryGroup> all = std::exchange(lane.waiting, {});
        all.insert(all.begin(), group);
        milliseconds apart{1}; // also from what quiet hours held back
        for (const DeliveryGroup &one : all) {
            const bool isItself = &one == &all.front();
            const std::optional<std::chrono::minutes> pause = pauseAfter(isItself ? one.attempts : 1);
            if ((isItself && result.how == SendResult::How::Never) || !pause) {
                finish(one, {.how = DeliveryOutcome::How::GiveUp, .receipt = result.receipt, .retryAt = {}});
            } else {
                const UtcTime at = dueAt(m_options.settings.quiet, now + *pause, m_options.zone) + apart++;
                finish(one, {.how = DeliveryOutcome::How::Retry, .receipt = result.receipt, .retryAt = at});
            }
        }
    }
    const Channel *channel = m_options.settings.byName(name);
    if (channel != nullptr && channel->enabled && !lane.waiting.empty()) {
        sendNext(*channel);
    } else {
        lane.waiting.clear();
        wake();
    }
    Q_EMIT ledgerTouched();
}

void Dispatcher::finish(const DeliveryGroup &group, const DeliveryOutcome &outcome)
{
    for (const Delivery &delivery : group.deliveries) {
        const Result<bool> written = m_writer->finishDelivery(delivery.id, m_options.owner, outcome, m_options.clock());
        if (!written) {
            Q_EMIT failed(written.problem()); // the claim runs out, and it is sent again under the same key
            continue;
        }
        switch (outcome.how) {
        case DeliveryOutcome::How::Sent: ++m_tally.sent; break;
        case DeliveryOutcome::How::Retry: ++m_tally.failed; break;
        case DeliveryOutcome::How::GiveUp: ++m_tally.givenUp; break;
        }
    }
}

void Dispatcher::snooze(std::int64_t alert)
{
    if (!openLedger()) {
        return;
    }
    const UtcTime until = dueAt(m_options.settings.quiet, m_options.clock() + SnoozeTime, m_options.zone);
    if (const Result<Done> done = m_writer->snoozeAlert(alert, until, m_options.settings.enabledNames()); !done) {
        Q_EMIT failed(done.problem());
        return;
    }
    Q_EMIT ledgerTouched();
    wake();
}

void Dispatcher::noteReceipt(const std::string &channel, const std::vector<std::int64_t> &alerts, const std::string &what)
{
    if (!openLedger()) {
        return;
    }
    for (const std::int64_t alert : alerts) {
        if (const Result<Done> noted = m_writer->noteReceipt(alert, channel, what); !noted) {
            Q_EMIT failed(noted.problem());
        }
    }
    Q_EMIT ledgerTouched();
}

} // namespace tokenmeter
