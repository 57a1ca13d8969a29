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

#include <set>
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

/// Looks for tables, until enough were found, enough was looked at or nobody waits any more; what comes after that is not even opened.
class TableSearch
{
public:
    explicit TableSearch(std::stop_token stop) : m_stop{std::move(stop)} {}

    /// A file, a folder with files, or an archive: of that the files that no format knows.
    void look(const QString &path)
    {
        if (!QFileInfo{path}.isDir()) {
            lookAtFile(path);
            return;
        }
        const QDir folder{path};
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            if (isOver()) {
                return;
            }
            lookAtFile(folder.filePath(name));
        }
    }
    bool isOver() const { return m_stop.stop_requested() || m_looked >= MostLookedAt || m_tables.size() >= MostTables; }
    const QStringList &tables() const { return m_tables; }

private:
    void lookAtFile(const QString &path)
    {
        const ArchiveKeeper archives; // of one with many files the list is read once
        const std::string archive = pathText(path);
        const std::optional<std::vector<std::string>> members = archiveMembers(archive);
        if (!members) {
            take(path);
            return;
        }
        ++m_looked;
        const std::set<std::string> known = knownIn(archive);
        for (const std::string &member : *members) {
            if (isOver()) {
                return;
            }
            if (!known.contains(member)) {
                take(QFile::decodeName(QByteArray::fromStdString(archive + '/' + member)));
            }
        }
    }
    /// Names of the files in an archive that some format reads.
    static std::set<std::string> knownIn(const std::string &archive)
    {
        std::set<std::string> known;
        for (const DiscoveredSource &source : scan(archive).sources) {
            for (const DiscoveredFile &file : source.files) {
                if (file.path.starts_with(source.root + '/')) { // its root is the archive, links resolved
                    known.insert(file.path.substr(source.root.size() + 1));
                }
            }
        }
        return known;
    }
    void take(const QString &file)
    {
        ++m_looked;
        if (isTable(file)) {
            m_tables << file;
        }
    }

    std::stop_token m_stop;
    QStringList m_tables{};
    int m_looked = 0; ///< files that were opened
};

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
        TableSearch search{stop};
        for (const QString &path : paths) {
            if (search.isOver()) {
                break;
            }
            search.look(path);
        }
        return Result<QStringList>{search.tables()};
    });
}

} // namespace tokenmeter
