// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "ledger/FileBatch.h"

#include <span>
#include <vector>

namespace tokenmeter
{

class Connection;
class Dictionaries;

/// Why a file of a source, or a folder or link below it, was not read, or not to its end. Stored among the problems without a place in it; of a file
/// there is one.
struct FileTrouble
{
    SourceKey source{};
    Problem problem{}; ///< `file` is set; of the causes of keepsUnread()
};

/// Whether such a problem is about all of a file and not about something in it.
constexpr bool keepsUnread(Cause cause)
{
    return cause == Cause::FileUnreadable || cause == Cause::NotARegularFile || cause == Cause::SymlinkOutsideRoot || cause == Cause::FileTooDeep
        || cause == Cause::PackedDamaged || cause == Cause::PackedTooLarge;
}

/// The bodies of the reader's and writer's methods. Inside a transaction. Throw.
namespace filetroubles
{
std::vector<FileTrouble> all(Connection &connection);
/// Makes rows of sources and files that are not known yet.
void store(Connection &connection, Dictionaries &dictionaries, std::span<const FileTrouble> gone, std::span<const FileTrouble> come);
} // namespace filetroubles

} // namespace tokenmeter
