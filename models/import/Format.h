// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/RepeatedCalls.h"
#include "core/Result.h"
#include "import/LineParser.h"

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Where the discovery looks. Environment variables are read by the caller; empty = not set.
struct DiscoveryPlaces
{
    std::string home{};
    std::string claudeConfigDir{}; ///< CLAUDE_CONFIG_DIR
    std::string xdgConfigHome{};   ///< XDG_CONFIG_HOME
    std::string codexHome{};       ///< CODEX_HOME
    /// Those of Format::variables, by name.
    std::map<std::string, std::string, std::less<>> variables{};

    /// Empty = not set.
    std::string_view variable(std::string_view name) const
    {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string_view{} : std::string_view{found->second};
    }
};

class RowReader;

/// How a file is read.
enum class FileKind : std::uint8_t {
    Lines,   ///< one value a line; it only grows
    Whole,   ///< at once, and again when it changed: a table, or a document that its owner writes anew
    Database ///< SQLite of another program: the rows that are new or changed
};

/// One log format. All that differs between formats is in here; the loop, the threads and the checkpoints are shared.
struct Format
{
    std::string_view id{};   ///< "claude-code"
    std::string_view name{}; ///< "Claude Code"; words in it are translated where it is shown (ui/format/SourceText)
    std::int32_t parserVersion = 1; ///< raised when a mended parser must read old files again
    /// Where a version is more than a number that is raised: those of the same format before its parser was mended. A file that was read with
    /// one of them is still one of this format, and is read again.
    std::vector<std::int32_t> formerVersions{};
    std::vector<std::int32_t> alikeVersions{}; ///< of these: what they made of a file is what this one makes of it
    bool sessionSums = false; ///< its records are sums of sessions, each at its session's beginning
    bool stateless = false;  ///< true: big files may be cut into pieces for several cores
    bool mayLeaveCacheOut = false; ///< some that write it leave cached tokens out of the input, and the line does not tell: the user may (core/CacheReading.h)
    bool wholeFile = false;  ///< true: parse() gets the whole file at once (CSV); it is read again when it changed
    /// For tools that keep several kinds of files. Null: `wholeFile` tells.
    FileKind (*kindOf)(std::string_view path) = nullptr;
    /// Of a format of lines: whether a file that begins so is one document over several lines, which is read whole. So is what
    /// stands on one line that is too long for one of a log. Null: none is.
    bool (*isDocument)(std::string_view head) = nullptr;
    /// Of a format of lines with a state: what stands behind the last newline is read ahead as that of stateless formats is. The state that is
    /// saved then is the one before it and before LineParser::atEnd.
    bool readsAhead = false;
    std::int64_t maxWholeFile = std::int64_t{1} << 30; ///< bytes of a file that is read whole
    /// Texts of which a line must contain one to matter. Empty: every line is parsed.
    std::vector<std::string_view> needles{};
    /// Replaces the search for needles where a look at the line's beginning tells more cheaply. Null: not.
    bool (*mayMatter)(std::string_view line) = nullptr;
    /// Environment variables that `roots` looks at, beside those with a field of their own.
    std::vector<std::string_view> variables{};
    /// Folders of this tool, existing or not. Null: the tool keeps no log that can be found.
    std::function<std::vector<std::string>(const DiscoveryPlaces &)> roots{};
    /// A file that says where roots are, looked at by `roots`; when it changes there may be new ones. Empty path or null: there is none.
    std::function<std::string(const DiscoveryPlaces &)> rootList{};
    /// Whether a file below a root belongs to the format. @param relativePath with '/' separators
    std::function<bool(std::string_view relativePath)> ownsFile{};
    /// Folders below a root that are worth entering. Null: all.
    bool (*entersFolder)(std::string_view relativePath) = nullptr;
    /// Files of one root with the same logical name are one file that was moved or is being moved; the one whose
    /// path sorts last is read. Null: every file is its own.
    std::string_view (*logicalName)(std::string_view relativePath) = nullptr;
    /// How sure the first bytes make it: 0 = no, 100 = certainly. For files the user names.
    std::function<int(std::string_view path, std::string_view head)> recognises{};
    std::function<std::unique_ptr<LineParser>(const FileContext &)> makeParser{};
    /// For files of kind Database.
    std::function<std::unique_ptr<RowReader>(const FileContext &)> makeRowReader{};
    RepeatedCalls repeats = RepeatedCalls::SideQuestions; ///< what a user is told of members of a family that stand back

    bool isVersion(std::int32_t version) const
    {
        return version == parserVersion || std::find(formerVersions.begin(), formerVersions.end(), version) != formerVersions.end();
    }
    /// As far as the path tells; see also LineLoop::kindOf().
    FileKind kind(std::string_view path) const
    {
        return kindOf != nullptr ? kindOf(path) : wholeFile ? FileKind::Whole : FileKind::Lines;
    }
};

/// What a table is noted with that was refused for its rows: of no format, so that whoever names it again reads it again. Tells by which version
/// it was read before: 0 = by none. @param before what it was noted with
constexpr std::int32_t refusedVersion(std::int32_t before)
{
    return before > 0 ? -before : before;
}

/// All formats, the most specific first. One line a format in Format.cpp.
const std::vector<Format> &formats();
/// Null when there is none of that name.
const Format *formatById(std::string_view id);

} // namespace tokenmeter
