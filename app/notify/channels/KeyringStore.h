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
    explicit KeyringStore(const QString &file = FileSecretStore::defaultFile());
    void read(const std::string &name, Answer answer) override;
    Result<Done> write(const std::string &name, const QString &secret) override;

private:
    FileSecretStore m_file;
    bool m_useKeyring;
};

} // namespace tokenmeter
