// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/KnownSources.h"

#include "import/Format.h"

#include <functional>
#include <iterator>
#include <optional>
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

    bool contain(const std::string &path) { return versions().contains(path); }
    /// With the profile as it is now.
    bool containsAs(const std::string &path, std::int32_t version)
    {
        const auto found = versions().find(path);
        return found != versions().end() && found->second == version;
    }
    const std::optional<Problem> &problem() const { return m_problem; }

private:
    using Versions = std::unordered_map<std::string, std::int32_t>;

    const Versions &versions()
    {
        if (!m_paths) {
            m_paths.emplace();
            Result<std::vector<FileState>> files = m_reader.files(m_source);
            if (files) {
                for (FileState &file : *files) {
                    m_paths->emplace(std::move(file.path), file.parserVersion);
                }
            } else {
                m_problem = files.problem();
            }
        }
        return *m_paths;
    }

    LedgerReader &m_reader;
    SourceKey m_source;
    std::optional<Versions> m_paths{};
    std::optional<Problem> m_problem{};
};

using IsKnown = std::function<bool(const std::string &)>;
using Look = std::function<Discovery(const SourceKey &, const Format &, const IsKnown &)>;

Result<Discovery> allSources(LedgerReader &reader, const Look &look, const FormatOfProfile &formatOf = {})
{
    const Result<std::vector<SourceKey>> keys = reader.sourceKeys();
    if (!keys) {
        return keys.problem();
    }
    Discovery all;
    for (const SourceKey &key : *keys) {
        const Format *registered = formatById(key.format);
        const Format *format = registered == nullptr && formatOf ? formatOf(key.format) : registered;
        if (format == nullptr) {
            continue;
        }
        ReadPaths read{reader, key};
        Discovery found = look(key, *format, [&](const std::string &path) { return read.contain(path); });
        if (registered == nullptr) {
            for (DiscoveredSource &source : found.sources) {
                std::erase_if(source.files, [&](const DiscoveredFile &file) { return !read.containsAs(file.path, format->parserVersion); });
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

std::string noteOf(const SourceKey &key)
{
    return "look " + key.format + ' ' + key.root;
}

} // namespace

Result<Discovery> knownSources(LedgerReader &reader, const DiscoveryPlaces &places, const FormatOfProfile &formatOf)
{
    return allSources(
        reader,
        [&](const SourceKey &key, const Format &format, const IsKnown &isKnown) { return scanAgain(key.root, format, places, isKnown); },
        formatOf);
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
