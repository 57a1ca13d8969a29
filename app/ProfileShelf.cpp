// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProfileShelf.h"

#include "import/ProfilePreview.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace tokenmeter
{
namespace
{

constexpr qint64 LargestProfile = 1 << 20;
constexpr QFileDevice::Permissions OwnersProfile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

Result<Profile> profileInFile(const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly)) {
        return Problem{.cause = file.exists() ? Cause::FileUnreadable : Cause::FileMissing,
                       .file = path.toStdString(),
                       .args = {file.errorString().toStdString()}};
    }
    Result<Profile> profile = parseProfile(file.read(LargestProfile).toStdString());
    if (!profile) {
        Problem problem = profile.problem();
        problem.file = path.toStdString();
        return problem;
    }
    return profile;
}

ProfileShelf::ProfileShelf(const QString &ledger) : m_folder{QFileInfo{ledger}.path() + QStringLiteral("/profiles")} {}

QString ProfileShelf::pathOf(const std::string &name) const
{
    return m_folder + QLatin1Char('/') + QString::fromStdString(name) + QStringLiteral(".json");
}

std::vector<std::string> ProfileShelf::names() const
{
    std::vector<std::string> names;
    for (const QFileInfo &file : QDir{m_folder}.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const std::string name = file.completeBaseName().toStdString();
        if (isProfileName(name)) {
            names.push_back(name);
        }
    }
    return names;
}

Result<Profile> ProfileShelf::profile(const std::string &name) const
{
    if (!isProfileName(name)) {
        return Problem{.cause = Cause::FileMissing, .file = name};
    }
    return profileInFile(pathOf(name));
}

Result<Done> ProfileShelf::keep(const Profile &profile) const
{
    if (!isProfileName(profile.name)) {
        return Problem{.cause = Cause::BadProfile, .field = "profile", .args = {"profile"}};
    }
    const std::string json = profileToJson(profile);
    QSaveFile file{pathOf(profile.name)};
    if (!QDir{}.mkpath(m_folder) || !file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnersProfile)
        || file.write(json.data(), qint64(json.size())) != qint64(json.size()) || !file.commit()) {
        return Problem{.cause = Cause::FileNotWritten, .file = file.fileName().toStdString(), .args = {file.errorString().toStdString()}};
    }
    return Done{};
}

Result<Done> ProfileShelf::remove(const std::string &name) const
{
    if (!isProfileName(name) || !QFile::remove(pathOf(name))) {
        return Problem{.cause = Cause::FileMissing, .file = name};
    }
    return Done{};
}

} // namespace tokenmeter
