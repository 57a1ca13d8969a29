// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/AccountKeys.h"

#include "notify/channels/KeyringStore.h"
#include "providers/Url.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <optional>

namespace tokenmeter
{
namespace
{

constexpr int LookForCancelMs = 50;
constexpr int LongestReadMs = 60'000; ///< the keyring may ask its user to unlock it

std::string secretName(const BillingAccount &account)
{
    return "account:" + account.uuid;
}

/// Waits for a store that answers at once or later.
Result<QString> waitFor(SecretStore &store, const std::string &name, const CancelFlag &cancel)
{
    struct Waiting
    {
        std::optional<Result<QString>> answer{};
        QEventLoop loop{};
    };
    const auto waiting = std::make_shared<Waiting>();
    store.read(name, [weak = std::weak_ptr{waiting}](Result<QString> answer) {
        if (const auto here = weak.lock()) {
            here->answer = std::move(answer);
            here->loop.quit();
        }
    });
    if (!waiting->answer) {
        QTimer::singleShot(LongestReadMs, &waiting->loop, &QEventLoop::quit);
        QTimer looking;
        QObject::connect(&looking, &QTimer::timeout, &waiting->loop, [&] {
            if (cancel.isSet()) {
                waiting->loop.quit();
            }
        });
        looking.start(LookForCancelMs);
        waiting->loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    return waiting->answer.value_or(Problem{.cause = Cause::SecretMissing, .args = {name}});
}

const KeyField *fieldOf(const ProviderApi &api, const std::string &id)
{
    const auto found = std::find_if(api.fields.begin(), api.fields.end(), [&](const KeyField &field) { return field.id == id; });
    return found == api.fields.end() ? nullptr : &*found;
}

} // namespace

AccountKeys::AccountKeys(QString file, std::function<QString(const char *)> environment)
    : m_file{std::move(file)}, m_environment{environment ? std::move(environment) : [](const char *name) { return qEnvironmentVariable(name); }}
{
}

AccountKeys AccountKeys::ofThisUser()
{
    return AccountKeys{FileSecretStore::defaultFile()};
}

Result<QString> AccountKeys::stored(const BillingAccount &account, const CancelFlag &cancel) const
{
    if (account.keyPlace == KeyPlace::File) {
        return FileSecretStore{m_file}.value(secretName(account));
    }
    KeyringStore store{m_file, KeyringStore::Fallback::Refuse};
    return waitFor(store, secretName(account), cancel);
}

Result<Credentials> AccountKeys::read(const BillingAccount &account, const ProviderApi &api, const CancelFlag &cancel) const
{
    Credentials credentials;
    for (const auto &[name, value] : account.fields) {
        credentials.set(name, value);
    }
    if (account.keyPlace == KeyPlace::Environment) {
        for (const auto &[field, variable] : account.variables) {
            if (const QString value = m_environment(variable.c_str()).trimmed(); !value.isEmpty()) {
                credentials.set(field, value.toStdString());
            }
        }
    } else {
        const Result<QString> secret = stored(account, cancel);
        if (!secret && secret.problem().cause != Cause::SecretMissing) {
            return secret.problem();
        }
        const QJsonObject fields = secret ? QJsonDocument::fromJson(secret->toUtf8()).object() : QJsonObject{};
        for (auto it = fields.begin(); it != fields.end(); ++it) {
            credentials.set(it.key().toStdString(), it.value().toString().toStdString());
        }
    }
    if (!account.base.empty() && fieldOf(api, "base") != nullptr && !credentials.has("base")) {
        credentials.set("base", account.base);
    }
    for (const KeyField &field : api.fields) {
        if (!field.isOptional && !credentials.has(field.id)) {
            return Problem{.cause = Cause::KeyMissing, .args = {account.name, std::string{field.id}}};
        }
    }
    return credentials;
}

Result<Done> AccountKeys::write(const BillingAccount &account, const Credentials &secrets) const
{
    if (account.keyPlace == KeyPlace::Environment) {
        return Done{};
    }
    const ProviderApi *api = providerApiById(account.provider);
    QJsonObject fields;
    if (api != nullptr) {
        for (const KeyField &field : api->fields) {
            if (field.isSecret && secrets.has(field.id)) {
                const std::string_view value = secrets.get(field.id);
                fields.insert(QString::fromUtf8(field.id.data(), qsizetype(field.id.size())), QString::fromUtf8(value.data(), qsizetype(value.size())));
            }
        }
    }
    const QString text = QString::fromUtf8(QJsonDocument{fields}.toJson(QJsonDocument::Compact));
    Result<Done> kept = account.keyPlace == KeyPlace::File ? FileSecretStore{m_file}.write(secretName(account), text)
                                                           : KeyringStore{m_file, KeyringStore::Fallback::Refuse}.write(secretName(account), text);
    if (!kept && kept.problem().cause == Cause::KeyNotStored) {
        return Problem{.cause = Cause::KeyNotStored, .args = {account.name}};
    }
    return kept;
}

Result<Done> AccountKeys::remove(const BillingAccount &account) const
{
    switch (account.keyPlace) {
    case KeyPlace::Environment:
        return Done{};
    case KeyPlace::File:
        return FileSecretStore{m_file}.write(secretName(account), {});
    case KeyPlace::Keyring:
        break;
    }
    return KeyringStore{m_file, KeyringStore::Fallback::Refuse}.write(secretName(account), {});
}

Result<Done> checkAccount(const ProviderApi &api, const BillingAccount &account, const Credentials &secrets)
{
    const auto bad = [](std::string name, std::string value) { return Problem{.cause = Cause::BadArgument, .args = {std::move(name), std::move(value)}}; };
    const auto isAddress = [](const std::string &url) {
        const UrlParts parts = urlParts(url);
        return (parts.scheme == "https" || parts.scheme == "http") && !parts.host.empty() && parts.query.empty() && url.find('@') == std::string::npos;
    };
    if (!account.base.empty() && !isAddress(account.base)) {
        return bad("--base-url", urlParts(account.base).host);
    }
    Credentials all = secrets;
    for (const auto &[name, value] : account.fields) {
        const KeyField *field = fieldOf(api, name);
        if (field == nullptr || field->isSecret) {
            return bad("--field", name);
        }
        if (name == "base" && !isAddress(value)) {
            return bad("--field base", urlParts(value).host);
        }
        all.set(name, value);
    }
    for (const auto &[name, variable] : account.variables) {
        if (fieldOf(api, name) == nullptr) {
            return bad("--key-env", name);
        }
        all.set(name, variable);
    }
    if (!account.base.empty()) {
        all.set("base", account.base);
    }
    for (const KeyField &field : api.fields) {
        if (!field.isOptional && !all.has(field.id)) {
            return bad(field.isSecret ? "the key's part" : "--field", std::string{field.id});
        }
    }
    return Done{};
}

} // namespace tokenmeter
