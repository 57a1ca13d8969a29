// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Where one field of a record comes from.
struct ProfileColumn
{
    std::vector<std::string> from{};         ///< names of columns, or dotted JSON paths; the first non-empty one wins
    std::optional<std::string> constant{};   ///< for all rows
    bool isMapped() const { return constant || !from.empty(); }
    friend bool operator==(const ProfileColumn &, const ProfileColumn &) = default;
};

/// How to read a table that no format of ours knows. Saved as JSON.
struct Profile
{
    enum class Kind : std::uint8_t { Csv, Tsv, Jsonl, Json };
    enum class Dedup : std::uint8_t {
        Id,      ///< the id alone, as providers' ids are; a row without one falls back to RowHash
        RowHash, ///< the mapped values and the how-many-eth row with these values in its file it is
        None,    ///< as RowHash: without any identity a file read twice would count twice
    };

    std::string name{};
    Kind kind = Kind::Csv;
    char delimiter = '\0'; ///< NUL: find out
    int headerRow = 1;     ///< 1-based; rows before it are passed over. 0: there is none, and columns are called "1", "2", ...
    /// A file with rows that cannot be read is refused as a whole; true: they are left out, each with a problem.
    bool skipsBadRows = false;
    std::string skipRowsMatching{}; ///< a row with a cell that contains this text is passed over; empty: none is
    std::string recordsPath{}; ///< JSON: path of the list of records; empty = the file is the list

    ProfileColumn timestamp{}, model{}, provider{}, input{}, cacheRead{}, cacheWrite5m{}, cacheWrite1h{}, output{},
        reasoning{}, total{}, cost{}, project{}, session{}, user{}, requests{}, id{}, stopReason{};
    std::string timeFormat{"auto"}; ///< auto, rfc3339, epoch, or a pattern of %Y %m %d %H %M %S %f
    std::string zone{"UTC"};        ///< IANA name, for times without an offset
    std::string currency{};         ///< of cost; needed when cost is mapped
    std::string costScale{"1"};     ///< decimal text the cost is multiplied with: 0.01 when it is in cents

    /// No value = not decided yet; needed where the part is mapped, for a wrong guess doubles or loses tokens.
    std::optional<bool> inputIncludesCacheRead{}, inputIncludesCacheWrite{}, outputIncludesReasoning{};
    std::int64_t tokenScale = 1;  ///< 1000 for counts in thousands
    char decimal = '\0';          ///< '.' or ',': then the other one separates thousands. NUL: no separators are expected
    bool zeroCostIsReal = false;  ///< false: a cost of 0 means that it is not known
    Dedup dedup = Dedup::RowHash;

    friend bool operator==(const Profile &, const Profile &) = default;
};

/// The columns by their names in the JSON.
inline constexpr std::array<std::pair<std::string_view, ProfileColumn Profile::*>, 17> ProfileColumns{{
    {"timestamp", &Profile::timestamp}, {"model", &Profile::model}, {"provider", &Profile::provider},
    {"input", &Profile::input}, {"cache_read", &Profile::cacheRead}, {"cache_write_5m", &Profile::cacheWrite5m},
    {"cache_write_1h", &Profile::cacheWrite1h}, {"output", &Profile::output}, {"reasoning", &Profile::reasoning},
    {"total", &Profile::total}, {"cost", &Profile::cost}, {"project", &Profile::project}, {"session", &Profile::session},
    {"user", &Profile::user}, {"requests", &Profile::requests}, {"id", &Profile::id}, {"stop_reason", &Profile::stopReason},
}};

/// Reads a profile strictly. Problems name the key in `field` and `args`:
/// - BadProfile: no JSON, an unknown key, a value of the wrong kind, nothing mapped, `replace-range` (not supported);
/// - AmbiguousSemantics: a choice that must be made;
/// - UnknownZone.
Result<Profile> parseProfile(std::string_view json);

/// The JSON that parseProfile() reads back to an equal profile.
std::string profileToJson(const Profile &profile);

/// What is missing or contradictory, as parseProfile() reports it; nothing when the profile can be used.
std::optional<Problem> checkProfile(const Profile &profile);

} // namespace tokenmeter
