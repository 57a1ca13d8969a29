// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QString>

#include <functional>

namespace tokenmeter
{

/// Where addresses of webhooks are kept, under the names of their channels. What it holds is in no log, problem, argument
/// list or ledger.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    using Answer = std::function<void(Result<QString>)>;
    /// Answers on the calling thread, at once or later. Problem: SecretMissing, FileUnreadable.
    virtual void read(const std::string &name, Answer answer) = 0;
    /// An empty secret removes. Waits until it is done.
    virtual Result<Done> write(const std::string &name, const QString &secret) = 0;
};

/// A JSON file of mode 0600, written whole and moved into place, for computers without a keyring.
class FileSecretStore final : public SecretStore
{
public:
    explicit FileSecretStore(QString file) : m_file{std::move(file)} {}
    /// <configuration folder>/tokenmeter/secrets.json
    static QString defaultFile();

    Result<QString> value(const std::string &name) const;
    void read(const std::string &name, Answer answer) override { answer(value(name)); }
    Result<Done> write(const std::string &name, const QString &secret) override;

private:
    QString m_file;
};

} // namespace tokenmeter
