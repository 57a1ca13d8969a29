// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/UnreadFiles.h"

#include "import/FolderWalk.h"
#include "import/ForeignDatabase.h"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

namespace tokenmeter
{
namespace
{

/// What lies at a path itself, be it a link; of a file in an archive the archive.
bool liesThere(const std::string &path)
{
    struct stat info = {};
    return ::lstat(path.c_str(), &info) == 0 || archiveOf(path);
}

/// One problem a path, as the ledger keeps it.
FileTrouble troubleOf(const SourceKey &source, Problem problem)
{
    problem.offset = -1;
    problem.line = 0;
    problem.field.clear();
    return {.source = source, .problem = std::move(problem)};
}

struct SeenSource
{
    bool isWhole = true;
    std::unordered_set<std::string> read{};   ///< files that were read, or are as they were when they were
    std::unordered_set<std::string> unsure{}; ///< of which this run knows nothing
};

} // namespace

bool passesByItself(const Problem &problem, const std::string &path, const LogFile *read)
{
    if (problem.cause == Cause::FileMissing || ForeignDatabase::isHeldByOwner(problem)) {
        return true;
    }
    const std::optional<DiscoveredFile> now = fileAt(archiveOf(path).value_or(path));
    return !now || (read != nullptr && (now->size != read->size() || now->modifiedNs != read->modifiedNs()));
}

Result<std::int64_t> noteUnreadFiles(LedgerWriter &writer, LedgerReader &reader, std::span<const DiscoveredSource> sources, std::span<const FailedFile> failed,
                                     std::span<const SourceStanding> standings)
{
    std::map<SourceKey, SeenSource> seen;
    std::map<std::pair<SourceKey, std::string>, FileTrouble> now; // by source and path
    for (const DiscoveredSource &source : sources) {
        const SourceKey key{std::string{source.format->id}, source.root};
        SeenSource &one = seen[key];
        one.isWhole = one.isWhole && source.isWhole;
        for (const DiscoveredFile &file : source.files) {
            one.read.insert(file.path);
        }
        for (const Problem &problem : source.problems) {
            if (keepsUnread(problem.cause) && !problem.file.empty()) {
                now.try_emplace({key, problem.file}, troubleOf(key, problem));
            }
        }
    }
    // Of what is no file of any of them each walk through the root tells.
    std::set<std::pair<std::string, std::string>> told;
    std::erase_if(now, [&](const auto &one) { return !told.emplace(one.first.first.root, one.first.second).second; });
    for (const FailedFile &file : failed) {
        SeenSource &one = seen[file.source];
        one.read.erase(file.path);
        if (file.passes) {
            one.unsure.insert(file.path);
        } else if (keepsUnread(file.problem.cause)) {
            now.insert_or_assign({file.source, file.path}, troubleOf(file.source, file.problem));
            now.at({file.source, file.path}).problem.file = file.path;
        }
    }
    const Result<std::vector<FileTrouble>> before = reader.fileTroubles();
    if (!before) {
        return before.problem();
    }
    std::vector<FileTrouble> gone;
    for (const FileTrouble &known : *before) {
        const std::string &path = known.problem.file;
        const auto same = now.find({known.source, path});
        if (same != now.end() && same->second.problem == known.problem) {
            now.erase(same);
            continue;
        }
        const auto source = seen.find(known.source);
        const bool isLookedAt = source != seen.end();
        const bool isRead = isLookedAt && (source->second.read.contains(path) || (source->second.isWhole && !source->second.unsure.contains(path)));
        const auto standing = std::find_if(standings.begin(), standings.end(), [&](const SourceStanding &one) { return one.key == known.source; });
        const bool isOurs = isLookedAt || (standing != standings.end() && standing->isRead());
        if (same != now.end() || isRead || (isOurs && !liesThere(path))) {
            gone.push_back(known);
        }
    }
    std::vector<FileTrouble> come;
    for (auto &[place, trouble] : now) {
        come.push_back(std::move(trouble));
    }
    if (const Result<Done> stored = writer.setFileTroubles(gone, come); !stored) {
        return stored.problem();
    }
    return std::int64_t(gone.size() + come.size());
}

} // namespace tokenmeter
