// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "AccountServices.h"

#include "sync/AccountKeys.h"
#include "sync/CancelFlag.h"
#include "sync/SyncService.h"

#include <QThreadPool>

#include <functional>
#include <memory>
#include <string>

namespace tokenmeter
{

/// Billing accounts of the open ledger, for real: the network, the keyring, threads. Lives on the main thread, where only the
/// keyring is waited for.
class AppAccounts final : public AccountServices
{
    Q_OBJECT
public:
    /// @param clock what is taken for now
    explicit AppAccounts(std::function<UtcTime()> clock, AccountKeys keys = AccountKeys::ofThisUser());
    ~AppAccounts() override;

    /// @param ledger empty: none is open  @param mayAsk false: of the demo nothing is asked
    /// @param polls accounts are asked by themselves when they are due
    void open(const QString &ledger, bool mayAsk, bool polls);
    /// Nothing is being written or asked.
    bool isIdle() const { return m_pending == 0 && !m_isAsking; }

    bool mayAsk() const override { return m_mayAsk; }
    bool isOnline() const override { return !m_sync || m_sync->isOnline(); }
    bool isSyncing(std::int64_t account) const override { return m_sync && m_sync->isPolling(account); }
    QFuture<Result<std::vector<KeyAnswer>>> test(const AccountDraft &draft) override;
    void cancelTest() override;
    QFuture<Result<BillingAccount>> keep(const AccountDraft &draft) override;
    QFuture<Result<Done>> setPaused(const BillingAccount &account, bool paused) override;
    QFuture<Result<Done>> remove(const BillingAccount &account, bool withData) override;
    void syncNow(std::int64_t account) override;
    void cancelSync() override;

Q_SIGNALS:
    void changed(); ///< the ledger: accounts, or what was read from them

private:
    /// Runs the body on a thread of its own, then hands its answer over on this one.
    template <class Body, class Then>
    void work(Body body, Then then);
    void accountsChanged();

    std::function<UtcTime()> m_clock;
    AccountKeys m_keys;
    std::string m_ledger{};
    bool m_mayAsk = false;
    bool m_isAsking = false; ///< of syncNow(), until its end
    int m_pending = 0;
    CancelFlag m_cancelTest{};
    QThreadPool m_threads;
    std::unique_ptr<SyncService> m_sync{};
};

} // namespace tokenmeter
