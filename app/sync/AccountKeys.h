// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"
#include "core/Result.h"
#include "providers/Provider.h"
#include "sync/CancelFlag.h"

#include <QString>

#include <functional>
#include <string>

namespace tokenmeter
{

/// Keys of accounts: secret fields in the desktop's keyring or in a file of mode 0600, one secret an account under "account:<uuid>",
/// or in variables of the environment; fields that are no secrets stand in the account. To be used on any thread; reading from the
/// keyring waits on the calling thread while the main thread runs its loop.
class AccountKeys
{
public:
    /// @param file of the secrets of KeyPlace::File
    explicit AccountKeys(QString file, std::function<QString(const char *)> environment = {});
    static AccountKeys ofThisUser();

    /// All fields of the key. Problem: KeyMissing (a field that is needed is not there, or it was cancelled while the keyring
    /// asked its user something), FileUnreadable
    Result<Credentials> read(const BillingAccount &account, const ProviderApi &api, const CancelFlag &cancel = {}) const;
    /// Keeps the secret fields where the account says; those of Environment are nowhere kept. Main thread.
    /// Problems: KeyNotStored (no keyring, and the user did not choose the file), FileUnreadable
    Result<Done> write(const BillingAccount &account, const Credentials &secrets) const;
    /// Main thread.
    Result<Done> remove(const BillingAccount &account) const;

private:
    Result<QString> stored(const BillingAccount &account, const CancelFlag &cancel) const;

    QString m_file;
    std::function<QString(const char *)> m_environment;
};

/// Whether the account may be made: fields of the description only, none missing that is needed, a base that is an address.
/// Problem: BadArgument (field or "--base-url", what was typed; never a secret)
Result<Done> checkAccount(const ProviderApi &api, const BillingAccount &account, const Credentials &secrets);

} // namespace tokenmeter
