// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/AppMappings.h"

#include "ImportSources.h"
#include "ProfileShelf.h"
#include "import/Discovery.h"
#include "import/LogFile.h"
#include "import/Unpacker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtConcurrent>

#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::size_t BytesToTell = 256U << 10; ///< that show whether a file is a table
constexpr int MostTables = 20;                  ///< that are offered at once
constexpr int MostLookedAt = 200;

std::string pathText(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}

Result<MappingServices::Opened> openedFile(const QString &ledger, const QString &file)
{
    Result<FileHead> head = headOfFile(pathText(file));
    if (!head) {
        return head.problem();
    }
    const ProfileShelf shelf{ledger};
    std::vector<ShelvedProfile> profiles;
    for (const std::string &name : shelf.names()) {
        const Result<Profile> profile = shelf.profile(name);
        profiles.push_back({name, profile ? std::optional{*profile} : std::nullopt});
    }
    MappingServices::Opened opened;
    opened.start = startMapping(*head, profiles);
    opened.head = std::make_shared<const FileHead>(*std::move(head));
    return opened;
}

bool isTable(const QString &file)
{
    const Result<FileHead> head = headOfFile(pathText(file), BytesToTell);
    // A list in JSON is told by all of it.
    const bool isLong = head && !head->isWhole && isJsonDocument(*head);
    const Result<FileHead> whole = isLong ? headOfFile(pathText(file)) : head;
    return whole && looksLikeTable(*whole);
}

/// The file itself; of a folder its files; of an archive those in it that no format knows.
QStringList filesIn(const QString &path)
{
    QStringList files;
    if (QFileInfo{path}.isDir()) {
        for (const QFileInfo &file : QDir{path}.entryInfoList(QDir::Files, QDir::Name)) {
            files << (archiveMembers(pathText(file.filePath())) ? filesIn(file.filePath()) : QStringList{file.filePath()});
        }
        return files;
    }
    const std::optional<std::vector<std::string>> members = archiveMembers(pathText(path));
    if (!members) {
        return {path};
    }
    const ArchiveKeeper archives;
    for (const std::string &member : *members) {
        if (files.size() > MostLookedAt) {
            break;
        }
        const std::string file = pathText(path) + '/' + member;
        if (scan(file).sources.empty()) {
            files << QFile::decodeName(QByteArray::fromStdString(file));
        }
    }
    return files;
}

} // namespace

AppMappings::AppMappings(std::function<QString()> ledger) : m_ledger{std::move(ledger)}
{
    m_thread.setMaxThreadCount(1);
}

AppMappings::~AppMappings()
{
    m_stop.request_stop();
    m_thread.waitForDone();
}

QFuture<Result<MappingServices::Opened>> AppMappings::open(const QString &file)
{
    return QtConcurrent::run(&m_thread, [ledger = m_ledger(), file] { return openedFile(ledger, file); });
}

QFuture<Result<MappingTrial>> AppMappings::tryOn(const Profile &profile, std::shared_ptr<const FileHead> head)
{
    return QtConcurrent::run(&m_thread, [profile, head = std::move(head)] { return Result<MappingTrial>{tryMapping(profile, *head)}; });
}

QFuture<Result<Profile>> AppMappings::profile(const QString &name)
{
    return QtConcurrent::run(&m_thread, [ledger = m_ledger(), name] { return ProfileShelf{ledger}.profile(name.toStdString()); });
}

QFuture<Result<Done>> AppMappings::keep(const Profile &profile)
{
    return QtConcurrent::run(&m_thread, [ledger = m_ledger(), profile] { return ProfileShelf{ledger}.keep(profile); });
}

std::function<bool(const std::string &format)> AppMappings::hasProfile() const
{
    return [ledger = m_ledger()](const std::string &format) { return formatOnShelf(format, ledger) != nullptr; };
}

QFuture<Result<QStringList>> AppMappings::tablesAmong(const QStringList &paths)
{
    return QtConcurrent::run(&m_thread, [paths, stop = m_stop.get_token()] {
        QStringList tables;
        int looked = 0;
        for (const QString &path : paths) {
            for (const QString &file : filesIn(path)) {
                if (stop.stop_requested() || ++looked > MostLookedAt || tables.size() >= MostTables) {
                    return Result<QStringList>{tables};
                }
                if (isTable(file)) {
                    tables << file;
                }
            }
        }
        return Result<QStringList>{tables};
    });
}

} // namespace tokenmeter
