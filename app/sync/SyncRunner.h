// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/AccountKeys.h"
#include "sync/AccountSync.h"
#include "sync/CancelFlag.h"
#include "sync/HttpClient.h"
#include "sync/SyncSchedule.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Polls accounts on threads of its own, two at once; each opens the ledger for itself. What fails for one account is told with it
/// and holds up no other.
class SyncRunner : public QObject
{
    Q_OBJECT
public:
    static constexpr int AtOnce = 2;
    struct Options
    {
        std::string ledger{};
        AccountKeys keys = AccountKeys::ofThisUser();
        std::function<UtcTime()> clock{};
        std::function<bool(const CancelFlag &, std::chrono::seconds)> wait{}; ///< empty: really waits
        HttpLimits limits{};
        int pageSize = 0;
    };
    explicit SyncRunner(Options options, QObject *parent = nullptr);
    ~SyncRunner() override; ///< cancels, and waits for the threads

    /// Polls what `ask` says of the accounts; signals follow, finished() last, also when there is nothing to do.
    void start(const std::vector<BillingAccount> &accounts, Ask ask);
    void cancel();
    bool isRunning() const { return m_open > 0; }

Q_SIGNALS:
    void accountDone(const tokenmeter::AccountResult &result);
    void finished();

private:
    void end(const AccountResult &result);

    Options m_options;
    QThreadPool m_threads;
    CancelFlag m_cancel;
    int m_open = 0;
};

/// One account, on the calling thread. What a runner's thread does.
AccountResult syncAccount(const SyncRunner::Options &options, const CancelFlag &cancel, const BillingAccount &account, Ask ask);

} // namespace tokenmeter
