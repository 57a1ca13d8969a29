// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/SecretStore.h"

namespace tokenmeter
{

/// The desktop's keyring (QtKeychain), else the file: where the program was built without QtKeychain, where no keyring answers,
/// and where a test or the user says so (TOKENMETER_SECRETS=file). A name lies in one of the two, the file is looked at first.
class KeyringStore final : public SecretStore
{
public:
    /// Whether a secret that no keyring takes goes to the file. Without it writing fails with KeyNotStored; with TOKENMETER_SECRETS=file
    /// the user has chosen the file.
    enum class Fallback { ToFile, Refuse };
    explicit KeyringStore(const QString &file = FileSecretStore::defaultFile(), Fallback fallback = Fallback::ToFile);
    void read(const std::string &name, Answer answer) override;
    Result<Done> write(const std::string &name, const QString &secret) override;

private:
    FileSecretStore m_file;
    bool m_useKeyring;
    Fallback m_fallback;
};

} // namespace tokenmeter
