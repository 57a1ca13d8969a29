// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"
#include "core/Zone.h"
#include "ledger/UsageFilter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

struct Tag
{
    std::string key{};
    std::string value{};
    friend auto operator<=>(const Tag &, const Tag &) = default;
};

/// Keys: 1 to 64 characters without blanks, `=`, `:`, quotes and control characters; values: 1 to 200 characters without
/// control characters. UTF-8.
bool isValidTag(const Tag &tag);

/// What carries a tag. A record's effective tag of a key is its own, else its session's, else its project's.
enum class TagScope : std::uint8_t { Project = 1, Session = 2, Record = 3 };

/// Records by number, by filter, or both.
struct RecordSelection
{
    std::vector<std::int64_t> records{};
    std::optional<UsageFilter> filter{};
    Zone zone = Zone::utc(); ///< of the filter's days
};

/// A tag goes to exactly one of: records, one session, one project.
struct TagTarget
{
    TagScope scope = TagScope::Record;
    RecordSelection records{}; ///< of scope Record
    std::string name{};        ///< raw name of the session or project
};

struct TagAssignment
{
    Tag tag{};
    TagScope scope = TagScope::Record;
    std::string subject{};     ///< name of session or project; of a record its number
    std::int64_t records = 0;  ///< of scope Record: how many records carry it (one assignment stands for all of them)
};

/// What the user decided, when and why.
struct JournalEntry
{
    std::string uuid{};
    UtcTime time{};
    std::string action{};  ///< "exclude", "include", "tag", "untag", "undo", "own price", ...
    std::string subject{}; ///< what it was about: "session abc", "client=a"
    std::string detail{};  ///< the reason the user gave, or the value
    std::int64_t records = 0; ///< how many records it changed
    bool undone = false;
    bool canUndo = false;
};

} // namespace tokenmeter
