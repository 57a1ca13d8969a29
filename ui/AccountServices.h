// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"
#include "core/Result.h"
#include "providers/Credentials.h"

#include <QFuture>
#include <QObject>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// An account as it is entered: what the ledger keeps, and what it never does.
struct AccountDraft
{
    BillingAccount account{}; ///< id 0 = a new one
    Credentials secrets{};    ///< as typed; of a known account, fields that are missing here stay as they are kept
};

/// What one report answered to a key.
struct KeyAnswer
{
    std::string report{};             ///< ApiReport::id
    std::optional<Problem> problem{}; ///< nothing: the key may see it
    std::size_t rows = 0;             ///< 0 says only that nothing is there now
};

/// What the window asks of billing accounts beyond what the ledger holds of them. app/ implements it; no call blocks but for
/// the desktop's keyring, which may ask its user something. Nothing is sent to anybody before the user adds or tests an account.
class AccountServices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// False: nothing is asked of anybody, as in the demo.
    virtual bool mayAsk() const = 0;
    virtual bool isOnline() const = 0;
    virtual bool isSyncing(std::int64_t account) const = 0;

    /// Asks each report once and stores nothing, neither the answers nor the key. A newer test gives up an older one.
    /// Problems: BadArgument (the account cannot be), KeyMissing (a part that was not typed is nowhere kept), Cancelled
    virtual QFuture<Result<std::vector<KeyAnswer>>> test(const AccountDraft &draft) = 0;
    virtual void cancelTest() = 0;

    /// Adds or changes the account and keeps its key where it says. What was stopped is asked again.
    /// Problems: BadArgument, KeyNotStored (then nothing has changed), those of LedgerWriter
    virtual QFuture<Result<BillingAccount>> keep(const AccountDraft &draft) = 0;
    /// Going on also starts again what a refused key had stopped.
    virtual QFuture<Result<Done>> setPaused(const BillingAccount &account, bool paused) = 0;
    /// With its key. What was read stays in the ledger unless `withData`.
    virtual QFuture<Result<Done>> remove(const BillingAccount &account, bool withData) = 0;

    /// Reads all reports of the account now, also stopped ones. syncingChanged() tells when it begins and ends.
    virtual void syncNow(std::int64_t account) = 0;
    virtual void cancelSync() = 0; ///< of all accounts

Q_SIGNALS:
    void syncingChanged();                  ///< isSyncing() of some account, or isOnline()
    void testProgressed(int asked, int all); ///< reports
};

} // namespace tokenmeter
