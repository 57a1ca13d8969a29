// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Discovery.h"

#include "core/MappedFormat.h"
#include "import/FolderWalk.h"
#include "import/LineCompactor.h"
#include "import/LogFile.h"
#include "import/Paths.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <system_error>
#include <unordered_set>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::size_t HeadSize = 64U << 10;
constexpr std::size_t FarHeadSize = 256U << 10; ///< with texts cut to FarText bytes
constexpr std::int64_t FarthestLook = 8 << 20;  ///< bytes of a file
constexpr std::size_t FarText = 256;
constexpr std::size_t SampleFiles = 16; ///< of a folder that looks like a tool's root
constexpr std::chrono::minutes WholeWalkEvery{10};
constexpr std::chrono::days RecentFor{14};

void newestFirst(std::vector<DiscoveredFile> &files)
{
    std::sort(files.begin(), files.end(), [](const DiscoveredFile &a, const DiscoveredFile &b) {
        return std::tie(b.modifiedNs, a.path) < std::tie(a.modifiedNs, b.path);
    });
}

/// What a database has grown by stands in a second file until its owner moves it over.
void addLogsOfDatabases(const Format &format, std::vector<DiscoveredFile> &files)
{
    for (DiscoveredFile &file : files) {
        if (format.kind(file.path) == FileKind::Database) {
            if (const std::optional<DiscoveredFile> log = fileAt(file.path + "-wal")) {
                file.size += log->size;
                file.modifiedNs = std::max(file.modifiedNs, log->modifiedNs);
            }
        }
    }
}

void keepOneOfEachName(std::vector<DiscoveredFile> &files, std::string_view (*logicalName)(std::string_view))
{
    std::map<std::string, std::string, std::less<>> last; // logical name to the path that is read
    for (const DiscoveredFile &file : files) {
        std::string &path = last[std::string{logicalName(file.relativePath)}];
        path = std::max(path, file.relativePath);
    }
    std::erase_if(files, [&](const DiscoveredFile &file) {
        return last.find(logicalName(file.relativePath))->second != file.relativePath;
    });
}

bool isArchive(std::string_view path)
{
    return path.ends_with(".zip") || path.ends_with(".ZIP");
}

bool hasLogName(std::string_view path)
{
    path = paths::unpacked(path);
    return path.ends_with(".jsonl") || path.ends_with(".ndjson") || path.ends_with(".json") || path.ends_with(".csv")
        || path.ends_with(".tsv") || path.ends_with(".db") || isArchive(path);
}

/// The files in an archive, each as if it lay in a folder of the archive's name. Empty when it is none.
/// @param problems null, or gets that there are too many
std::vector<DiscoveredFile> membersOf(const DiscoveredFile &archive, std::vector<Problem> *problems)
{
    std::vector<DiscoveredFile> files;
    std::int64_t leftOut = 0;
    const std::vector<std::string> names = archiveMembers(archive.path, &leftOut).value_or(std::vector<std::string>{});
    if (leftOut > 0 && problems != nullptr) {
        problems->push_back({.cause = Cause::PackedTooLarge, .file = archive.path, .args = {std::string{nameOf(Packing::Zip)}}});
    }
    for (const std::string &name : names) {
        if (hasLogName(name) && !isArchive(name)) {
            DiscoveredFile file = archive;
            file.path += '/' + name;
            file.relativePath += '/' + name;
            file.inode = memberInode(archive.inode, name);
            files.push_back(std::move(file));
        }
    }
    return files;
}

/// Puts the files in archives in the place of the archives.
void openArchives(std::vector<DiscoveredFile> &files, std::vector<Problem> *problems = nullptr)
{
    std::vector<DiscoveredFile> members;
    std::erase_if(files, [&](const DiscoveredFile &file) {
        if (isArchive(file.path)) {
            const std::vector<DiscoveredFile> found = membersOf(file, problems);
            members.insert(members.end(), found.begin(), found.end());
        }
        return isArchive(file.path);
    });
    files.insert(files.end(), members.begin(), members.end());
}

/// The file at that path; when it is an archive, the files in it; when it leads into one, that file. Empty when there is none.
std::vector<DiscoveredFile> filesAt(const std::string &path, std::vector<Problem> *problems = nullptr)
{
    const std::optional<DiscoveredFile> file = fileAt(path);
    std::vector<DiscoveredFile> files;
    if (file) {
        files = membersOf(*file, problems);
        if (files.empty()) {
            files.push_back(*file);
        }
    } else if (const std::optional<std::string> archive = archiveOf(path)) {
        files = filesAt(*archive, problems);
        std::erase_if(files, [&path](const DiscoveredFile &member) { return member.path != path; });
    }
    return files;
}

std::vector<DiscoveredFile> filesOf(const Format &format, const std::string &root, std::vector<Problem> &problems)
{
    std::vector<DiscoveredFile> files;
    if (isFolder(root)) {
        const std::function<bool(std::string_view)> enters =
            format.entersFolder ? std::function<bool(std::string_view)>{format.entersFolder} : nullptr;
        files = walkFolder(root, enters, format.ownsFile, problems);
        if (format.logicalName != nullptr) {
            keepOneOfEachName(files, format.logicalName);
        }
    } else if (files = filesAt(root); files.empty()) {
        problems.push_back({.cause = Cause::NotARegularFile, .file = root});
    }
    addLogsOfDatabases(format, files);
    newestFirst(files);
    return files;
}

/// Those that came since.
std::vector<Problem> problemsFrom(const Discovery &found, std::size_t first)
{
    return {found.problems.begin() + std::ptrdiff_t(first), found.problems.end()};
}

/// Adds what lies at the roots that exist. Two names of one folder are one root.
void addRoots(const Format &format, const std::vector<std::string> &roots, Discovery &found)
{
    for (const std::string &path : roots) {
        const std::optional<std::string> root = resolved(path);
        if (!root) {
            const int error = errno;
            if (error != ENOENT && error != ENOTDIR) {
                found.problems.push_back(
                    {.cause = Cause::FileUnreadable, .file = path, .args = {std::generic_category().message(error)}});
            }
            continue;
        }
        const bool isKnown = std::any_of(found.sources.begin(), found.sources.end(), [&](const DiscoveredSource &source) {
            return source.format == &format && source.root == *root;
        });
        if (!isKnown) {
            const std::size_t before = found.problems.size();
            std::vector<DiscoveredFile> files = filesOf(format, *root, found.problems);
            found.sources.push_back({.format = &format, .root = *root, .files = std::move(files), .problems = problemsFrom(found, before)});
        }
    }
}

/// The first bytes of a file; nothing, and a problem, when it cannot be read.
std::optional<std::string> headOf(const std::string &path, std::vector<Problem> &problems)
{
    const Result<LogFile> file = LogFile::open(path);
    if (!file) {
        problems.push_back(file.problem());
        return std::nullopt;
    }
    std::string head(HeadSize, '\0');
    const std::int64_t got = file->readAt(0, head.data(), head.size());
    if (got < 0) {
        problems.push_back(file->readProblem());
        return std::nullopt;
    }
    head.resize(std::size_t(got));
    return head;
}

/// Whether the first object of a JSON text goes on behind the head, or few lines of a log fit into it: what tells the format may stand
/// behind the talk.
bool mayTellMore(std::string_view head)
{
    constexpr std::ptrdiff_t FewLines = 8;
    const std::size_t start = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (head.size() < HeadSize || start == std::string_view::npos || (head[start] != '{' && head[start] != '[')) {
        return false;
    }
    const int outside = head[start] == '[' ? 1 : 0;
    int depth = 0;
    bool inText = false;
    bool goesOn = true;
    for (std::size_t at = start; at < head.size() && goesOn; ++at) {
        if (inText) {
            if (head[at] == '\\') {
                ++at;
            } else {
                inText = head[at] != '"';
            }
            continue;
        }
        inText = head[at] == '"';
        depth += head[at] == '{' || head[at] == '[' ? 1 : 0;
        if (head[at] == '}' || head[at] == ']') {
            goesOn = --depth > outside;
        }
    }
    return goesOn || std::count(head.begin(), head.end(), '\n') < FewLines;
}

/// More of the file, with the long texts in it cut. Empty when it cannot be read.
std::string farHeadOf(const std::string &path)
{
    constexpr std::size_t BlockSize = 256U << 10;
    const Result<LogFile> file = LogFile::open(path);
    std::string head;
    std::string block(BlockSize, '\0');
    LineCompactor compactor{FarText};
    for (std::int64_t at = 0; file && at < FarthestLook && head.size() < FarHeadSize;) {
        const std::int64_t got = file->readAt(at, block.data(), block.size());
        if (got <= 0) {
            break;
        }
        at += got;
        const std::string_view read{block.data(), std::size_t(got)};
        for (std::size_t begin = 0; begin < read.size();) {
            const std::size_t newline = read.find('\n', begin);
            const std::size_t end = std::min(newline, read.size());
            const std::size_t size = head.size();
            head.resize(size + (end - begin));
            head.resize(size + compactor.feed(read.data() + begin, end - begin, head.data() + size));
            if (newline != std::string_view::npos) { // each line for itself: a torn one has texts without an end
                head.push_back('\n');
                compactor = LineCompactor{FarText};
            }
            begin = end + 1;
        }
    }
    return head;
}

/// @param path a file in a pack is told by the name that it has unpacked
int scoreOf(const Format &format, const std::string &path, std::string_view head)
{
    return format.recognises ? format.recognises(paths::unpacked(path), head) : 0;
}

/// The format that is surest of a file; null when none knows it.
const Format *recognise(const std::string &path, std::string_view head)
{
    const Format *best = nullptr;
    int bestScore = 0;
    for (const Format &format : formats()) {
        const int score = scoreOf(format, path, head);
        if (score > bestScore) {
            best = &format;
            bestScore = score;
        }
    }
    return best;
}

/// The beginning of a file and the format that is surest of it; null: none knows it.
struct Beginning
{
    std::string head{};
    const Format *format = nullptr;
};

/// Nothing, and a problem, when it cannot be read. One that nobody knows by its first bytes is looked into further where they are but a part
/// of its first object.
std::optional<Beginning> beginningOf(const std::string &path, std::vector<Problem> &problems)
{
    std::optional<std::string> head = headOf(path, problems);
    if (!head) {
        return std::nullopt;
    }
    const Format *format = recognise(path, *head);
    if (format == nullptr && mayTellMore(*head)) {
        head = farHeadOf(path);
        format = recognise(path, *head);
    }
    return Beginning{*std::move(head), format};
}

/// Whether the format knows a file, as beginningOf() looks at it.
bool isOf(const Format &format, const std::string &path, std::vector<Problem> &problems)
{
    const std::optional<std::string> head = headOf(path, problems);
    if (!head || scoreOf(format, path, *head) > 0) {
        return head.has_value();
    }
    return mayTellMore(*head) && recognise(path, *head) == nullptr && scoreOf(format, path, farHeadOf(path)) > 0;
}

/// Whether some of the files are of the format: a folder called "projects" is not yet one of Claude Code.
bool holdsFormat(const DiscoveredSource &source)
{
    std::vector<Problem> ignored;
    for (std::size_t i = 0; i < std::min(source.files.size(), SampleFiles); ++i) {
        const std::optional<Beginning> beginning = beginningOf(source.files[i].path, ignored);
        if (beginning && beginning->format == source.format) {
            return true;
        }
    }
    return false;
}

void scanFile(const std::string &path, const Format *format, Discovery &found)
{
    const std::size_t before = found.problems.size();
    const std::vector<DiscoveredFile> files = filesAt(path, &found.problems);
    std::map<const Format *, std::vector<DiscoveredFile>> known;
    std::vector<std::string> unknown;
    bool isReadable = false;
    for (const DiscoveredFile &file : files) {
        const bool isSure = format != nullptr && (files.size() == 1 || !format->recognises);
        std::optional<Beginning> beginning;
        if (!isSure) {
            beginning = beginningOf(file.path, found.problems);
        } else if (headOf(file.path, found.problems)) { // as long as it can be read
            beginning = Beginning{.format = format};
        }
        isReadable = isReadable || beginning;
        const Format *best = beginning ? beginning->format : nullptr;
        if (best != nullptr && (format == nullptr || format == best || scoreOf(*format, file.path, beginning->head) > 0)) {
            known[format != nullptr ? format : best].push_back(file);
        } else if (beginning && best == nullptr && !beginning->head.empty()) {
            unknown.push_back(file.path);
        }
    }
    if (files.empty()) {
        static_cast<void>(headOf(path, found.problems)); // says what is in the way
        return;
    }
    if (known.empty() && isReadable) {
        found.problems.push_back({.cause = Cause::UnknownFormat, .file = path});
    } else if (!unknown.empty()) {
        // Of an archive one, which stands for all.
        found.problems.push_back({.cause = Cause::UnknownFormat, .file = unknown.front(), .args = {std::to_string(unknown.size())}});
    }
    for (auto &[each, mine] : known) {
        addLogsOfDatabases(*each, mine);
        newestFirst(mine);
        found.sources.push_back({.format = each, .root = path, .files = std::move(mine), .problems = problemsFrom(found, before)});
    }
}

/// Looks at the folder as a home, as a tool's folder, and as a root itself.
void scanRoots(const std::string &path, const Format *only, Discovery &found)
{
    const DiscoveryPlaces asHome{.home = path};
    const DiscoveryPlaces asFolder{.claudeConfigDir = path, .codexHome = path};
    for (const Format &format : formats()) {
        if (!format.roots || !format.ownsFile || (only != nullptr && only != &format)) {
            continue;
        }
        Discovery tried;
        addRoots(format, format.roots(asHome), tried);
        addRoots(format, format.roots(asFolder), tried);
        for (const std::string_view name : format.variables) {
            std::vector<std::string> roots = format.roots({.variables = {{std::string{name}, path}}});
            if (format.entersFolder == nullptr) {
                std::erase(roots, path); // all of it would be walked through for this format alone
            }
            addRoots(format, roots, tried);
        }
        for (DiscoveredSource &source : tried.sources) {
            if (holdsFormat(source)) {
                found.sources.push_back(std::move(source));
                found.problems.insert(found.problems.end(), tried.problems.begin(), tried.problems.end());
                tried.problems.clear();
            }
        }
    }
}

/// Any folder: each file by its own first bytes.
void scanFiles(const std::string &path, const Format *only, Discovery &found)
{
    const std::size_t before = found.problems.size();
    std::map<const Format *, std::vector<DiscoveredFile>> files;
    std::vector<DiscoveredFile> all = walkFolder(path, nullptr, hasLogName, found.problems);
    openArchives(all, &found.problems);
    for (DiscoveredFile &file : all) {
        const std::optional<Beginning> beginning = beginningOf(file.path, found.problems);
        const Format *format = beginning ? beginning->format : nullptr;
        if (only != nullptr && beginning && format != only) {
            format = scoreOf(*only, file.path, beginning->head) > 0 ? only : nullptr;
        }
        found.unknown += beginning && !beginning->head.empty() && beginning->format == nullptr ? 1 : 0;
        if (format != nullptr) {
            files[format].push_back(std::move(file));
        }
    }
    for (const Format &format : formats()) {
        if (const auto mine = files.find(&format); mine != files.end()) {
            if (format.logicalName != nullptr) {
                keepOneOfEachName(mine->second, format.logicalName);
            }
            addLogsOfDatabases(format, mine->second);
            newestFirst(mine->second);
            found.sources.push_back({.format = &format, .root = path, .files = std::move(mine->second), .problems = problemsFrom(found, before)});
        }
    }
}

/// Absolute, links resolved as far as it exists; nothing when none of it does.
std::optional<std::string> resolvedAsFar(const std::string &path)
{
    std::string_view there = path;
    std::optional<std::string> root = resolved(path);
    while (!root && there.rfind('/') != std::string_view::npos && there.size() > 1) {
        there = there.substr(0, std::max<std::size_t>(there.rfind('/'), 1));
        root = resolved(std::string{there});
    }
    return root ? std::optional{(*root == "/" ? std::string{} : *root) + path.substr(there == "/" ? 0 : there.size())} : std::nullopt;
}

/// Whether a folder is where the tool itself keeps its logs, so that a file's name tells enough.
bool isOwnRoot(const Format &format, const DiscoveryPlaces &places, const std::string &root)
{
    const std::vector<std::string> roots = isFolder(root) ? ownRoots(format, places) : std::vector<std::string>{};
    return std::find(roots.begin(), roots.end(), root) != roots.end();
}

using Enters = std::function<bool(std::string_view)>;
using Wants = std::function<bool(std::string_view)>;
using FolderFiles = std::function<std::vector<DiscoveredFile>(const Enters &, const Wants &, std::vector<Problem> &)>;

/// A root that was read before. @param filesBelow walks through it, or through what may have changed
Discovery againAt(const std::string &root, const Format &format, const DiscoveryPlaces &places,
                  const std::function<bool(const std::string &)> &isKnown, const FolderFiles &filesBelow)
{
    const ArchiveKeeper archives;
    Discovery found;
    std::vector<DiscoveredFile> files;
    const bool isMapped = profileOfFormat(format.id).has_value(); // every file there is one, as in scanAs()
    if (format.rootList && resolvedAsFar(format.rootList(places)) == root) {
        return found;
    }
    if (isOwnRoot(format, places, root)) {
        files = filesBelow(format.entersFolder, format.ownsFile, found.problems);
    } else if (isFolder(root)) {
        files = filesBelow(nullptr, hasLogName, found.problems);
        openArchives(files, &found.problems);
        std::erase_if(files, [&](const DiscoveredFile &file) {
            return !isMapped && !isKnown(file.path) && !isOf(format, file.path, found.problems);
        });
    } else {
        files = filesAt(root, &found.problems);
        if (!isMapped && (files.size() > 1 || (!files.empty() && files.front().path != root))) {
            std::erase_if(files, [&](const DiscoveredFile &file) {
                const std::optional<Beginning> beginning = isKnown(file.path) ? std::nullopt : beginningOf(file.path, found.problems);
                return !isKnown(file.path) && (!beginning || beginning->format != &format);
            });
        }
        if (files.empty()) {
            return found;
        }
    }
    if (format.logicalName != nullptr) {
        keepOneOfEachName(files, format.logicalName);
    }
    addLogsOfDatabases(format, files);
    newestFirst(files);
    found.sources.push_back({.format = &format, .root = root, .files = std::move(files), .problems = found.problems});
    return found;
}

/// The files that may be growing and were not found anyway.
void addRecent(const std::string &root, const LookMemory &memory, std::vector<DiscoveredFile> &files)
{
    std::unordered_set<std::string> have;
    for (const DiscoveredFile &file : files) {
        have.insert(file.relativePath);
    }
    std::unordered_set<std::string_view> folders; // these are folders still, and no links
    for (const SeenFolder &folder : memory.folders) {
        folders.insert(folder.path);
    }
    for (const std::string &path : memory.recent) {
        const std::size_t slash = path.rfind('/');
        if (have.contains(path) || !folders.contains(std::string_view{path}.substr(0, slash == std::string::npos ? 0 : slash))) {
            continue;
        }
        if (std::optional<DiscoveredFile> file = fileAt(root + '/' + path)) {
            file->relativePath = path;
            files.push_back(*std::move(file));
        }
    }
}

std::optional<std::string> resolvedOrProblem(const std::string &path, Discovery &found)
{
    std::optional<std::string> absolute = resolved(path);
    if (!absolute) {
        const int error = errno;
        if (const std::optional<std::string> archive = archiveOf(path)) {
            absolute = resolved(*archive);
            if (absolute && !filesAt(*absolute + path.substr(archive->size())).empty()) {
                return *absolute + path.substr(archive->size());
            }
            absolute.reset();
        }
        const bool isMissing = error == ENOENT || error == ENOTDIR;
        Problem problem{.cause = isMissing ? Cause::FileMissing : Cause::FileUnreadable, .file = path};
        if (!isMissing) {
            problem.args.push_back(std::generic_category().message(error));
        }
        found.problems.push_back(std::move(problem));
    }
    return absolute;
}

} // namespace

Discovery discover(const DiscoveryPlaces &places)
{
    Discovery found;
    for (const Format &format : formats()) {
        if (format.roots && format.ownsFile) {
            addRoots(format, format.roots(places), found);
        }
    }
    return found;
}

Discovery scan(const std::string &path, std::string_view format)
{
    const ArchiveKeeper archives;
    Discovery found;
    const Format *only = format.empty() ? nullptr : formatById(format);
    if (!format.empty() && only == nullptr) {
        found.problems.push_back({.cause = Cause::UnknownFormat, .file = path, .args = {std::string{format}}});
        return found;
    }
    const std::optional<std::string> absolute = resolvedOrProblem(path, found);
    if (!absolute) {
        return found;
    }
    if (!isFolder(*absolute)) {
        scanFile(*absolute, only, found);
        return found;
    }
    scanRoots(*absolute, only, found);
    if (found.sources.empty()) {
        scanFiles(*absolute, only, found);
    }
    if (found.sources.empty()) {
        found.problems.push_back({.cause = Cause::UnknownFormat, .file = path});
    }
    return found;
}

Discovery scanAgain(const std::string &root, const Format &format, const DiscoveryPlaces &places,
                    const std::function<bool(const std::string &)> &isKnown)
{
    return againAt(root, format, places, isKnown, [&](const Enters &enters, const Wants &wants, std::vector<Problem> &problems) {
        return walkFolder(root, enters, wants, problems);
    });
}

Discovery scanChanged(const std::string &root, const Format &format, const DiscoveryPlaces &places,
                      const std::function<bool(const std::string &)> &isKnown, LookMemory &memory, UtcTime clock)
{
    const bool isWhole = memory.folders.empty() || clock < memory.whole || clock >= memory.whole + WholeWalkEvery;
    Discovery found = againAt(root, format, places, isKnown, [&](const Enters &enters, const Wants &wants, std::vector<Problem> &problems) {
        if (isWhole) {
            memory = {.whole = clock};
            return walkFolder(root, enters, wants, problems, &memory.folders);
        }
        std::vector<DiscoveredFile> files = walkChanged(root, enters, wants, problems, memory.folders);
        addRecent(root, memory, files);
        return files;
    });
    for (DiscoveredSource &source : found.sources) {
        source.isWhole = isWhole || !isFolder(root);
    }
    const std::int64_t clockNs = msOf(clock) * 1'000'000;
    constexpr std::int64_t Unsettled = 3'000'000'000; // file systems count in steps of up to two seconds
    for (SeenFolder &folder : memory.folders) {
        folder.modifiedNs = folder.modifiedNs < clockNs - Unsettled ? folder.modifiedNs : 0;
    }
    const std::int64_t since = isWhole ? clockNs - std::chrono::nanoseconds{RecentFor}.count() : 0;
    memory.recent.clear();
    for (const DiscoveredSource &source : found.sources) {
        for (const DiscoveredFile &file : source.files) {
            if (file.modifiedNs >= since) {
                memory.recent.push_back(file.relativePath);
            }
        }
    }
    return found;
}

std::vector<std::string> ownRoots(const Format &format, const DiscoveryPlaces &places)
{
    std::vector<std::string> paths = format.roots && format.ownsFile ? format.roots(places) : std::vector<std::string>{};
    if (std::string list = format.rootList ? format.rootList(places) : std::string{}; !list.empty()) {
        paths.push_back(std::move(list));
    }
    std::vector<std::string> roots;
    for (const std::string &path : paths) {
        std::optional<std::string> root = resolvedAsFar(path);
        if (root && std::find(roots.begin(), roots.end(), *root) == roots.end()) {
            roots.push_back(*std::move(root));
        }
    }
    return roots;
}

Interest interestAt(const std::string &root, const Format &format, const DiscoveryPlaces &places)
{
    const auto withLogs = [&format](std::function<bool(std::string_view)> wants) {
        return [&format, wants = std::move(wants)](std::string_view file) {
            // What SQLite writes beside a database: changes, or what it would take back; when that goes, it may be read again.
            for (const std::string_view ending : {"-wal", "-journal"}) {
                if (file.ends_with(ending)) {
                    file.remove_suffix(ending.size());
                    return format.kind(file) == FileKind::Database && wants(file);
                }
            }
            return wants(file);
        };
    };
    const std::vector<std::string> own = ownRoots(format, places);
    const bool isOwn = std::find(own.begin(), own.end(), root) != own.end();
    if (isFolder(root)) {
        return isOwn ? Interest{format.entersFolder, withLogs(format.ownsFile)} : Interest{nullptr, withLogs(hasLogName)};
    }
    // A file of any name, or what does not exist yet and may become either.
    return {isOwn ? Enters{format.entersFolder} : Enters{},
            withLogs([name = std::string{paths::fileName(root)}, owns = isOwn ? format.ownsFile : nullptr](std::string_view file) {
                return file == name || (owns && owns(file));
            })};
}

Discovery scanAs(const std::string &path, const Format &format)
{
    const ArchiveKeeper archives;
    Discovery found;
    const std::optional<std::string> absolute = resolvedOrProblem(path, found);
    if (!absolute) {
        return found;
    }
    if (!isFolder(*absolute)) {
        scanFile(*absolute, &format, found);
        return found;
    }
    const auto wants = [&](std::string_view file) { return hasLogName(file) || (format.ownsFile && format.ownsFile(file)); };
    std::vector<DiscoveredFile> files = walkFolder(*absolute, nullptr, wants, found.problems);
    openArchives(files, &found.problems);
    newestFirst(files);
    found.sources.push_back({.format = &format, .root = *absolute, .files = std::move(files), .problems = found.problems});
    return found;
}

} // namespace tokenmeter
