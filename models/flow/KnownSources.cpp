// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/KnownSources.h"

#include "core/MappedFormat.h"
#include "import/Format.h"
#include "import/LogFile.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <set>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

/// The paths that were read, asked for only where somebody wants to know.
class ReadPaths
{
public:
    ReadPaths(LedgerReader &reader, SourceKey source) : m_reader{reader}, m_source{std::move(source)} {}

    bool contain(const std::string &path) { return known().contains(path); }
    /// Of a mapping: whether a look reads the file, or has read it. One that another mapping has read since is that one's. What was refused is
    /// tried again once it or the profile has changed.
    bool isOfMapping(const DiscoveredFile &file, const Format &format, const std::set<std::string> &readByOthers)
    {
        const auto found = known().find(file.path);
        if (found == known().end()) {
            return !readByOthers.contains(file.path);
        }
        const Known &last = found->second;
        if (last.version > 0) {
            return last.version != ReadByAnother;
        }
        const bool hasMoved = last.device != file.device || last.inode != file.inode;
        return hasMoved || last.size != file.size || last.modifiedNs != file.modifiedNs || last.state != std::to_string(format.parserVersion);
    }
    const std::optional<Problem> &problem() const { return m_problem; }

private:
    struct Known
    {
        std::int32_t version = 0;
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::int64_t size = 0;
        std::int64_t modifiedNs = 0;
        std::string state{}; ///< of one that was refused: by which version
    };
    using KnownPaths = std::unordered_map<std::string, Known>;

    const KnownPaths &known()
    {
        if (!m_paths) {
            m_paths.emplace();
            Result<std::vector<FileState>> files = m_reader.files(m_source);
            if (files) {
                for (FileState &file : *files) {
                    m_paths->emplace(std::move(file.path), Known{file.parserVersion, file.device, file.inode, file.size, file.modifiedNs, file.parserVersion > 0 ? std::string{} : std::move(file.parserState)});
                }
            } else {
                m_problem = files.problem();
            }
        }
        return *m_paths;
    }

    LedgerReader &m_reader;
    SourceKey m_source;
    std::optional<KnownPaths> m_paths{};
    std::optional<Problem> m_problem{};
};

using IsKnown = std::function<bool(const std::string &)>;
using Look = std::function<Discovery(const SourceKey &, const Format &, const IsKnown &)>;

const Format *formatOfSource(const SourceKey &key, const FormatOfProfile &formatOf)
{
    const Format *registered = formatById(key.format);
    return registered == nullptr && formatOf ? formatOf(key.format) : registered;
}

bool isInside(const std::string &path, const std::string &folder)
{
    return path == folder || (path.size() > folder.size() && path.starts_with(folder) && (path[folder.size()] == '/' || folder.ends_with('/')));
}

/// Sources of the same format in folders below a source's own, in one of these states.
std::vector<const SourceStanding *> standingsBelow(std::span<const SourceStanding> standings, const DiscoveredSource &source,
                                                   std::initializer_list<SourceState> states)
{
    std::vector<const SourceStanding *> below;
    for (const SourceStanding &one : standings) {
        if (std::find(states.begin(), states.end(), one.state) != states.end() && one.key.format == source.format->id && one.key.root != source.root
            && isInside(one.key.root, source.root)) {
            below.push_back(&one);
        }
    }
    return below;
}

/// A source that it is, or in whose folder it lies.
bool isPausedBy(const SourceStanding &one, const SourceKey &key)
{
    return one.state == SourceState::Paused && one.key.format == key.format && isInside(key.root, one.key.root);
}

bool hasFileOf(const DiscoveredSource &source, const SourceStanding &below)
{
    return std::any_of(source.files.begin(), source.files.end(), [&](const DiscoveredFile &file) { return isInside(file.path, below.key.root); });
}

void leaveOut(DiscoveredSource &source, const SourceStanding &below)
{
    std::erase_if(source.files, [&](const DiscoveredFile &file) { return isInside(file.path, below.key.root); });
    std::erase_if(source.problems, [&](const Problem &problem) { return isInside(problem.file, below.key.root); });
}

/// Takes what lies in paused and forgotten sources below out of it. @return those of which it had files
std::vector<SourceKey> leaveOutUnread(DiscoveredSource &source, std::span<const SourceStanding> standings)
{
    std::vector<SourceKey> cut;
    for (const SourceStanding *below : standingsBelow(standings, source, {SourceState::Paused, SourceState::Forgotten})) {
        if (hasFileOf(source, *below)) {
            leaveOut(source, *below);
            cut.push_back(below->key);
        }
    }
    return cut;
}

/// Files that a mapping other than the source's has read, and is the last to have read.
Result<std::set<std::string>> readByOtherMappings(LedgerReader &reader, std::span<const SourceStanding> standings, const SourceKey &source)
{
    std::set<std::string> paths;
    for (const SourceStanding &one : standings) {
        if (one.key.format == source.format || !profileOfFormat(one.key.format)) {
            continue;
        }
        const Result<std::vector<FileState>> files = reader.files(one.key);
        if (!files) {
            return files.problem();
        }
        for (const FileState &file : *files) {
            if (file.parserVersion > ReadByAnother) {
                paths.insert(file.path);
            }
        }
    }
    return paths;
}

Result<Discovery> allSources(LedgerReader &reader, const Look &look, const FormatOfProfile &formatOf)
{
    const Result<std::vector<SourceStanding>> standings = reader.sourceStandings();
    if (!standings) {
        return standings.problem();
    }
    Discovery all;
    for (const SourceStanding &standing : *standings) {
        const SourceKey &key = standing.key;
        const Format *format = formatOfSource(key, formatOf);
        if (format == nullptr || !standing.isRead()) {
            continue;
        }
        ReadPaths read{reader, key};
        Discovery found = look(key, *format, [&](const std::string &path) { return read.contain(path); });
        for (DiscoveredSource &source : found.sources) {
            // What is not read is not read through a folder above it either.
            leaveOutUnread(source, *standings);
            if (formatById(key.format) == nullptr) {
                source.isWhole = false;
                const Result<std::set<std::string>> others = readByOtherMappings(reader, *standings, key);
                if (!others) {
                    return others.problem();
                }
                std::erase_if(source.files, [&](const DiscoveredFile &file) { return !read.isOfMapping(file, *format, *others); });
            }
        }
        if (read.problem()) {
            return *read.problem();
        }
        std::move(found.sources.begin(), found.sources.end(), std::back_inserter(all.sources));
        std::move(found.problems.begin(), found.problems.end(), std::back_inserter(all.problems));
    }
    return all;
}

SourceKey keyOf(const DiscoveredSource &source)
{
    return {std::string{source.format->id}, source.root};
}

} // namespace

std::set<std::pair<const Format *, std::string>> liveRoots(std::span<const SourceStanding> standings, const DiscoveryPlaces &places,
                                                           const FormatOfProfile &formatOf)
{
    std::set<std::pair<const Format *, std::string>> roots;
    for (const SourceStanding &standing : standings) {
        const Format *format = formatOfSource(standing.key, formatOf);
        if (format == nullptr || !standing.isRead()) {
            continue;
        }
        roots.emplace(format, standing.key.root);
        const std::vector<std::string> own = ownRoots(*format, places);
        if (std::find(own.begin(), own.end(), standing.key.root) != own.end()) {
            for (const std::string &root : own) {
                roots.emplace(format, root);
            }
        }
    }
    std::erase_if(roots, [&](const auto &live) {
        return std::any_of(standings.begin(), standings.end(), [&](const SourceStanding &one) {
            return (!one.isRead() && one.key.format == live.first->id && one.key.root == live.second) || isPausedBy(one, {std::string{live.first->id}, live.second});
        });
    });
    return roots;
}

Result<Discovery> knownSources(LedgerReader &reader, const DiscoveryPlaces &places, const FormatOfProfile &formatOf)
{
    Result<Discovery> all = allSources(
        reader,
        [&](const SourceKey &key, const Format &format, const IsKnown &isKnown) { return scanAgain(key.root, format, places, isKnown); },
        formatOf);
    const Result<std::vector<SourceStanding>> standings = reader.sourceStandings();
    if (!all || !standings) {
        return all ? Result<Discovery>{standings.problem()} : std::move(all);
    }
    for (const auto &[format, root] : liveRoots(*standings, places)) {
        const SourceKey key{std::string{format->id}, root};
        if (std::any_of(standings->begin(), standings->end(), [&](const SourceStanding &known) { return known.key == key; })) {
            continue;
        }
        Discovery found = scanAgain(root, *format, places, [](const std::string &) { return false; });
        for (DiscoveredSource &source : found.sources) {
            leaveOutUnread(source, *standings);
        }
        std::copy_if(found.sources.begin(), found.sources.end(), std::back_inserter(all->sources),
                     [](const DiscoveredSource &source) { return !source.files.empty(); });
    }
    return all;
}

Result<Discovery> changedSources(LedgerReader &reader, const DiscoveryPlaces &places, UtcTime clock, LedgerNotes &notes,
                                 const FormatOfProfile &formatOf)
{
    return allSources(
        reader,
        [&](const SourceKey &key, const Format &format, const IsKnown &isKnown) {
            const std::string name = lookNoteOf(key);
            const Result<std::string> before = reader.note(name);
            // With a profile that says something else now every file is read again, however old.
            const std::string profile = profileOfFormat(format.id) ? std::to_string(format.parserVersion) + '\n' : std::string{};
            const bool isUsable = before && before->starts_with(profile);
            LookMemory memory = isUsable ? LookMemory::fromText(before->substr(profile.size())) : LookMemory{};
            Discovery found = scanChanged(key.root, format, places, isKnown, memory, clock);
            if (std::string after = profile + memory.text(); !before || after != *before) {
                notes[name] = std::move(after);
            }
            return found;
        },
        formatOf);
}

Result<PassedOver> passOver(LedgerReader &reader, Discovery &found)
{
    const Result<std::vector<SourceStanding>> standings = reader.sourceStandings();
    if (!standings) {
        return standings.problem();
    }
    PassedOver passed;
    const auto pass = [&](const SourceKey &key) {
        const auto standing = std::find_if(standings->begin(), standings->end(), [&](const SourceStanding &one) { return one.key == key; });
        const bool isForgotten = standing != standings->end() && standing->state == SourceState::Forgotten;
        const auto paused = std::find_if(standings->begin(), standings->end(), [&](const SourceStanding &one) { return isPausedBy(one, key); });
        if (!isForgotten && paused == standings->end()) {
            return false;
        }
        std::vector<SourceKey> &keys = isForgotten ? passed.forgotten : passed.paused;
        const SourceKey &why = isForgotten ? key : paused->key;
        if (std::find(keys.begin(), keys.end(), why) == keys.end()) {
            keys.push_back(why);
        }
        return true;
    };
    std::erase_if(found.sources, [&](DiscoveredSource &source) {
        if (pass(keyOf(source))) {
            return true;
        }
        const std::vector<SourceKey> cut = leaveOutUnread(source, *standings);
        std::for_each(cut.begin(), cut.end(), pass);
        return !cut.empty() && source.files.empty();
    });
    return passed;
}

Result<Done> leaveOutKnown(LedgerReader &reader, const DiscoveryPlaces &places, Discovery &found)
{
    const Result<std::vector<SourceStanding>> standings = reader.sourceStandings();
    if (!standings) {
        return standings.problem();
    }
    std::erase_if(found.sources, [&](const DiscoveredSource &source) {
        const std::vector<std::string> own = ownRoots(*source.format, places);
        return std::any_of(standings->begin(), standings->end(), [&](const SourceStanding &one) {
            return one.key.format == source.format->id
                && (isInside(source.root, one.key.root) || std::find(own.begin(), own.end(), one.key.root) != own.end());
        });
    });
    return Done{};
}

Result<PassedOver> takeBack(LedgerWriter &writer, LedgerReader &reader, Discovery &found, UtcTime now)
{
    const Result<std::vector<SourceStanding>> standings = reader.sourceStandings();
    if (!standings) {
        return standings.problem();
    }
    PassedOver passed;
    std::erase_if(found.sources, [&](DiscoveredSource &source) {
        const auto paused = std::find_if(standings->begin(), standings->end(), [&](const SourceStanding &one) { return isPausedBy(one, keyOf(source)); });
        if (paused != standings->end()) {
            passed.paused.push_back(paused->key);
            return true;
        }
        bool isCut = false; // part of it is paused: the folder is above that one
        for (const SourceStanding *below : standingsBelow(*standings, source, {SourceState::Paused})) {
            if (hasFileOf(source, *below)) {
                leaveOut(source, *below);
                passed.paused.push_back(below->key);
                isCut = true;
            }
        }
        return isCut && source.files.empty();
    });
    for (const DiscoveredSource &source : found.sources) {
        std::vector<const SourceStanding *> forgotten = standingsBelow(*standings, source, {SourceState::Forgotten});
        std::erase_if(forgotten, [&](const SourceStanding *below) { return !hasFileOf(source, *below); });
        for (const SourceStanding &one : *standings) {
            if (one.key == keyOf(source) && one.state == SourceState::Forgotten) {
                forgotten.push_back(&one);
            }
        }
        for (const SourceStanding *standing : forgotten) {
            const Result<ForgetEffect> taken = writer.setSourceState(standing->key, SourceState::Read, false, {}, now);
            if (!taken) {
                return taken.problem();
            }
            passed.forgotten.push_back(standing->key);
        }
    }
    return passed;
}

Problem pausedSource(const SourceKey &source)
{
    return {.cause = Cause::BadArgument, .file = source.root, .args = {"paused source", source.root}};
}

std::vector<std::string> sourceIds()
{
    std::vector<std::string> ids;
    for (const Format &format : formats()) {
        ids.emplace_back(format.id);
    }
    return ids;
}

std::string formatNameOf(std::string_view formatId)
{
    const Format *format = formatById(formatId);
    return format != nullptr ? std::string{format->name} : std::string{};
}

bool mayLeaveCacheOut(std::string_view formatId)
{
    const Format *format = formatById(formatId);
    return format != nullptr && format->mayLeaveCacheOut;
}

bool tellsSessionSums(std::string_view formatId)
{
    const Format *format = formatById(formatId);
    return format != nullptr && format->sessionSums;
}

std::string placeOnDisk(const SourceKey &source)
{
    return archiveOf(source.root).value_or(source.root);
}

RepeatedCalls repeatedCallsIn(std::string_view formatId)
{
    const Format *format = formatById(formatId);
    return format != nullptr ? format->repeats : RepeatedCalls::SideQuestions;
}

} // namespace tokenmeter
