// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "import/Format.h"
#include "import/LookMemory.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// A log that was found. What tells a changed file is in here, so that unchanged ones need not be opened.
struct DiscoveredFile
{
    std::string path{};         ///< absolute
    std::string relativePath{}; ///< below its root; the file's name when the root is the file itself
    std::int64_t size = 0;
    std::int64_t modifiedNs = 0; ///< mtime, nanoseconds since the epoch
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
};

/// One root of one format with its logs, newest first.
struct DiscoveredSource
{
    const Format *format = nullptr; ///< never null; lives as long as the program
    std::string root{};             ///< absolute, links resolved; a folder, or the single file the user named
    std::vector<DiscoveredFile> files{};
    std::vector<Problem> problems{}; ///< of the walk through it: of what is not among its files; in Discovery::problems as well
    bool isWhole = true; ///< false: only what may have changed was looked at, or not all that lies there is for it to read
};

struct Discovery
{
    std::vector<DiscoveredSource> sources{};
    std::vector<Problem> problems{}; ///< FileUnreadable, NotARegularFile, SymlinkOutsideRoot, FileTooDeep, ...
    std::int64_t unknown = 0; ///< of a folder the user named: files with names of logs that no format knows
};

/// Looks in the places where the tools of all formats keep their logs. Roots that do not exist are left out.
/// Only logs are opened by nobody here; folders are read, links are followed inside their root only.
Discovery discover(const DiscoveryPlaces &places);

/// Looks at a file or folder the user names: a tool's root, a folder that holds one (a home, a copy of it), or any
/// folder or file with logs, told apart by their first bytes.
/// @param format an id, or empty to find out
/// Problems: FileMissing, UnknownFormat (nothing recognised there) and those above.
Discovery scan(const std::string &path, std::string_view format = {});

/// A root that was read before, as it lies on disk now. Costs a walk: a file is opened only where it is new, and not even
/// then in a tool's own folder.
/// @param root absolute, links resolved, as DiscoveredSource has it; what is no longer there gives no source and no problem
/// @param isKnown whether the file at this absolute path was read as this format before
Discovery scanAgain(const std::string &root, const Format &format, const DiscoveryPlaces &places,
                    const std::function<bool(const std::string &)> &isKnown);

/// As scanAgain(), for who asks often: the files alone that changed in the last two weeks, and those in folders that have changed.
/// An older file that grows is found by a whole walk, which is made every ten minutes.
/// @param memory of the same root, empty the first time; is brought up to date, to be kept once what was found is read
/// @param clock of this machine, whose file system it is compared with
Discovery scanChanged(const std::string &root, const Format &format, const DiscoveryPlaces &places,
                      const std::function<bool(const std::string &)> &isKnown, LookMemory &memory, UtcTime clock);

/// The folders where a tool itself keeps its logs, existing or not: absolute, links resolved as far as they exist, each once. With them
/// the list of such folders, where it is a file: there are no logs in it, but it is worth watching.
std::vector<std::string> ownRoots(const Format &format, const DiscoveryPlaces &places);

/// What below a root may matter to scanAgain(), for who waits for changes: by relative paths, as in Format.
struct Interest
{
    std::function<bool(std::string_view)> enters{}; ///< empty = every folder; not to be asked where the root is a file
    std::function<bool(std::string_view)> wants{};  ///< a database's `-wal` is wanted with it
};
Interest interestAt(const std::string &root, const Format &format, const DiscoveryPlaces &places);

/// The same as scan() with a format that is in no registry (one made from a profile): the file, or every log below the folder,
/// is taken for it. @param format must outlive the result
Discovery scanAs(const std::string &path, const Format &format);

} // namespace tokenmeter
