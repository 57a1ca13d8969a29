// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncService.h"

#include "ledger/LedgerReader.h"

#include <QNetworkInformation>

#include <algorithm>
#include <iterator>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr milliseconds LongestSleep = minutes{5}; ///< another process may have changed the accounts, and clocks are set
constexpr milliseconds ShortestSleep = seconds{1};
constexpr milliseconds RestAfterNothing = minutes{1}; ///< nothing came of it and nothing was noted: do not try again at once

} // namespace

SyncService::SyncService(SyncRunner::Options options, bool watchNetwork, QObject *parent)
    : QObject{parent}, m_options{options}, m_runner{std::move(options)}
{
    m_reading.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { look(Ask::Due, {}); });
    connect(&m_runner, &SyncRunner::accountDone, this, [this](const AccountResult &result) {
        m_polling.erase(result.account);
        if (result.isBusy || result.problem) {
            m_notBefore[result.account] = m_options.clock() + RestAfterNothing;
        }
        Q_EMIT accountDone(result);
        Q_EMIT pollingChanged();
        lookAgain();
    });
    if (watchNetwork && QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        const auto tell = [this](QNetworkInformation::Reachability reach) {
            // Local and Site may well be a proxy or a gateway in the house; only "there is nothing" is believed.
            setOnline(reach != QNetworkInformation::Reachability::Disconnected);
        };
        const QNetworkInformation *information = QNetworkInformation::instance();
        connect(information, &QNetworkInformation::reachabilityChanged, this, tell);
        m_isOnline = information->reachability() != QNetworkInformation::Reachability::Disconnected;
    }
}

SyncService::~SyncService()
{
    m_reading.waitForDone();
}

void SyncService::start()
{
    m_isStarted = true;
    lookAgain();
}

void SyncService::lookAgain()
{
    if (m_isStarted) {
        m_timer.start(0);
    }
}

void SyncService::syncNow(const std::vector<std::int64_t> &accounts)
{
    look(Ask::Every, accounts);
}

void SyncService::cancel()
{
    m_runner.cancel();
}

void SyncService::setOnline(bool online)
{
    if (online == m_isOnline) {
        return;
    }
    m_isOnline = online;
    Q_EMIT pollingChanged();
    if (online && m_isStarted) {
        look(Ask::Unreached, {});
    }
}

void SyncService::look(Ask ask, const std::vector<std::int64_t> &only)
{
    m_reading.start([this, ask, only] {
        Look found;
        if (const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(m_options.ledger)) {
            const Result<std::vector<BillingAccount>> accounts = (*reader)->accounts();
            const Result<std::vector<ReportState>> states = (*reader)->reportStates();
            if (accounts && states) {
                found = {*accounts, *states};
            }
        }
        QMetaObject::invokeMethod(this, [this, found = std::move(found), ask, only] { looked(found, ask, only); });
    });
}

void SyncService::looked(const Look &found, Ask ask, const std::vector<std::int64_t> &only)
{
    const UtcTime now = m_options.clock();
    std::erase_if(m_notBefore, [&](const auto &each) { return each.second <= now || each.second > now + RestAfterNothing; });
    std::vector<BillingAccount> accounts;
    for (BillingAccount account : found.accounts) {
        const bool isNamed = std::find(only.begin(), only.end(), account.id) != only.end();
        const ProviderApi *api = providerApiById(account.provider);
        if (api == nullptr || isPolling(account.id) || (!only.empty() && !isNamed) || (ask != Ask::Every && (!m_isOnline || m_notBefore.contains(account.id)))) {
            continue;
        }
        account.paused = account.paused && !isNamed;
        if (!reportsToRun(*api, account, found.states, now, ask).empty()) {
            accounts.push_back(std::move(account));
        }
    }
    for (const BillingAccount &account : accounts) {
        m_polling.insert(account.id);
    }
    std::vector<BillingAccount> waiting;
    std::copy_if(found.accounts.begin(), found.accounts.end(), std::back_inserter(waiting),
                 [this](const BillingAccount &account) { return !isPolling(account.id) && !m_notBefore.contains(account.id); });
    m_next = nextWake(waiting, found.states, now);
    if (!accounts.empty()) {
        m_runner.start(accounts, ask);
    }
    if (m_isStarted) {
        const milliseconds sleep = m_next && m_isOnline ? *m_next - now : LongestSleep;
        m_timer.start(std::clamp(sleep, ShortestSleep, LongestSleep));
    }
    Q_EMIT pollingChanged();
}

} // namespace tokenmeter
