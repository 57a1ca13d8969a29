// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/KnownSources.h"

#include "import/Format.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

namespace tokenmeter
{
namespace
{

/// The paths that were read, asked for only where somebody wants to know.
class ReadPaths
{
public:
    ReadPaths(LedgerReader &reader, SourceKey source) : m_reader{reader}, m_source{std::move(source)} {}

    bool contain(const std::string &path)
    {
        if (!m_paths) {
            m_paths.emplace();
            Result<std::vector<FileState>> files = m_reader.files(m_source);
            if (files) {
                for (FileState &file : *files) {
                    m_paths->insert(std::move(file.path));
                }
            } else {
                m_problem = files.problem();
            }
        }
        return m_paths->contains(path);
    }
    const std::optional<Problem> &problem() const { return m_problem; }

private:
    LedgerReader &m_reader;
    SourceKey m_source;
    std::optional<std::unordered_set<std::string>> m_paths{};
    std::optional<Problem> m_problem{};
};

using IsKnown = std::function<bool(const std::string &)>;
using Look = std::function<Discovery(const SourceKey &, const Format &, const IsKnown &)>;

Result<Discovery> allSources(LedgerReader &reader, const Look &look)
{
    const Result<std::vector<SourceKey>> keys = reader.sourceKeys();
    if (!keys) {
        return keys.problem();
    }
    Discovery all;
    for (const SourceKey &key : *keys) {
        const Format *format = formatById(key.format);
        if (format == nullptr) {
            continue;
        }
        ReadPaths read{reader, key};
        Discovery found = look(key, *format, [&](const std::string &path) { return read.contain(path); });
        if (read.problem()) {
            return *read.problem();
        }
        std::move(found.sources.begin(), found.sources.end(), std::back_inserter(all.sources));
        std::move(found.problems.begin(), found.problems.end(), std::back_inserter(all.problems));
    }
    return all;
}

/// Folders of the tool's own that are not known, if one of those that are known is.
std::vector<std::string> newRoots(const Format &format, const std::set<std::string> &known, const DiscoveryPlaces &places)
{
    std::vector<std::string> roots = ownRoots(format, places);
    const std::size_t all = roots.size();
    std::erase_if(roots, [&](const std::string &root) { return known.contains(root); });
    return roots.size() < all ? roots : std::vector<std::string>{};
}

std::string noteOf(const SourceKey &key)
{
    return "look " + key.format + ' ' + key.root;
}

} // namespace

Result<Discovery> knownSources(LedgerReader &reader, const DiscoveryPlaces &places)
{
    std::map<const Format *, std::set<std::string>> roots;
    Result<Discovery> all = allSources(reader, [&](const SourceKey &key, const Format &format, const IsKnown &isKnown) {
        roots[&format].insert(key.root);
        return scanAgain(key.root, format, places, isKnown);
    });
    for (const auto &[format, known] : all ? roots : decltype(roots){}) {
        for (const std::string &root : newRoots(*format, known, places)) {
            Discovery found = scanAgain(root, *format, places, [](const std::string &) { return false; });
            std::copy_if(found.sources.begin(), found.sources.end(), std::back_inserter(all->sources),
                         [](const DiscoveredSource &source) { return !source.files.empty(); });
        }
    }
    return all;
}

Result<Discovery> changedSources(LedgerReader &reader, const DiscoveryPlaces &places, UtcTime clock, LedgerNotes &notes)
{
    return allSources(reader, [&](const SourceKey &key, const Format &format, const IsKnown &isKnown) {
        const std::string name = noteOf(key);
        const Result<std::string> before = reader.note(name);
        LookMemory memory = before ? LookMemory::fromText(*before) : LookMemory{};
        Discovery found = scanChanged(key.root, format, places, isKnown, memory, clock);
        if (std::string after = memory.text(); !before || after != *before) {
            notes[name] = std::move(after);
        }
        return found;
    });
}

std::vector<std::string> sourceIds()
{
    std::vector<std::string> ids;
    for (const Format &format : formats()) {
        ids.emplace_back(format.id);
    }
    return ids;
}

} // namespace tokenmeter
