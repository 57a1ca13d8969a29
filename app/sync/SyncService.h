// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/SyncRunner.h"

#include <QThreadPool>
#include <QTimer>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace tokenmeter
{

/// Polls while the window or the tray runs: sleeps until something is due, never reads the ledger on its own thread, asks nothing
/// while there is no account. Lives on the main thread, whose loop the keyring needs.
class SyncService : public QObject
{
    Q_OBJECT
public:
    /// @param watchNetwork listen to the desktop for whether there is a network; tests tell it themselves
    explicit SyncService(SyncRunner::Options options, bool watchNetwork = true, QObject *parent = nullptr);
    ~SyncService() override;

    /// Looks at the accounts now and from here on.
    void start();
    /// Polls all reports of these accounts now, also stopped ones; empty: of all that are not paused.
    void syncNow(const std::vector<std::int64_t> &accounts = {});
    /// Accounts were added, changed or removed.
    void lookAgain();
    /// Gives up what is being asked; what is due is asked at its next time.
    void cancel();
    /// Without a network nothing is asked; when it is back, what failed for want of it is asked at once.
    void setOnline(bool online);
    bool isOnline() const { return m_isOnline; }
    bool isPolling(std::int64_t account) const { return m_polling.contains(account); }
    /// Of any account; nothing: never, as things stand, or not known yet.
    std::optional<UtcTime> nextPoll() const { return m_next; }

Q_SIGNALS:
    void pollingChanged(); ///< isPolling() of some account, or nextPoll()
    void accountDone(const tokenmeter::AccountResult &result);

private:
    struct Look
    {
        std::vector<BillingAccount> accounts{};
        std::vector<ReportState> states{};
    };
    void look(Ask ask, const std::vector<std::int64_t> &only);
    void looked(const Look &found, Ask ask, const std::vector<std::int64_t> &only);

    SyncRunner::Options m_options;
    SyncRunner m_runner;
    QThreadPool m_reading;
    QTimer m_timer;
    std::set<std::int64_t> m_polling{};
    std::map<std::int64_t, UtcTime> m_notBefore{}; ///< of accounts that another process polls, or whose ledger failed
    std::optional<UtcTime> m_next{};
    bool m_isOnline = true;
    bool m_isStarted = false;
};

} // namespace tokenmeter
