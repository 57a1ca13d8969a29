// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/SecretStore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace tokenmeter
{
namespace
{

constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr int LockMs = 5'000;

Problem unreadable(const QString &file, const QString &reason)
{
    return {.cause = Cause::FileUnreadable, .file = file.toStdString(), .args = {reason.toStdString()}};
}

Result<QJsonObject> contentOf(const QString &path)
{
    QFile file{path};
    if (!file.exists()) {
        return QJsonObject{};
    }
    file.setPermissions(OwnerOnly); // a copy or a backup may have opened it to others
    if (!file.open(QIODevice::ReadOnly)) {
        return unreadable(path, file.errorString());
    }
    return QJsonDocument::fromJson(file.readAll()).object();
}

} // namespace

QString FileSecretStore::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/tokenmeter/secrets.json");
}

Result<QString> FileSecretStore::value(const std::string &name) const
{
    const Result<QJsonObject> content = contentOf(m_file);
    if (!content) {
        return content.problem();
    }
    const QString secret = (*content)[QString::fromStdString(name)].toString();
    return secret.isEmpty() ? Result<QString>{Problem{.cause = Cause::SecretMissing, .args = {name}}} : Result<QString>{secret};
}

Result<Done> FileSecretStore::write(const std::string &name, const QString &secret)
{
    QDir{}.mkpath(QFileInfo{m_file}.path());
    QLockFile lock{m_file + QStringLiteral(".lock")};
    if (!lock.tryLock(LockMs)) {
        return unreadable(m_file, QStringLiteral("locked"));
    }
    Result<QJsonObject> content = contentOf(m_file);
    if (!content) {
        return content.problem();
    }
    if (secret.isEmpty()) {
        content->remove(QString::fromStdString(name));
    } else {
        content->insert(QString::fromStdString(name), secret);
    }
    QSaveFile file{m_file};
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnerOnly) || file.write(QJsonDocument{*content}.toJson()) < 0 || !file.commit()) {
        return unreadable(m_file, file.errorString());
    }
    return Done{};
}

} // namespace tokenmeter
