// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "import/Inclusion.h"
#include "import/Profile.h"
#include "import/ProfilePreview.h"
#include "import/TableHead.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// The beginning of a file, unpacked. Content: it is held while it is looked at and stored nowhere.
struct FileHead
{
    std::string path{};
    std::string text{};
    bool isWhole = false;
    bool isPacked = false;
    std::int64_t size = 0; ///< bytes on the disk
};

/// A list in JSON is of no use in part, but there is an end to what a preview reads.
inline constexpr std::size_t MostHeadBytes = 16U << 20;

/// Problems: those of LogFile.
Result<FileHead> headOfFile(const std::string &path, std::size_t most = MostHeadBytes);

/// Whether it is worth asking what its columns mean: text with objects, or with the same number of cells in its rows.
bool looksLikeTable(const FileHead &head);
/// Whether it begins as a JSON text over several lines, of which no part can be read without its end.
bool isJsonDocument(const FileHead &head);

/// A profile under its name, or why it cannot be used.
struct ShelvedProfile
{
    std::string name{};
    std::optional<Profile> profile{};
};

/// What a mapping can begin with.
struct MappingStart
{
    Profile proposal{};                ///< from the names in the file; without a name; may be empty but for the kind
    std::vector<std::string> shelved{}; ///< names of profiles, those that fit the file first
    std::size_t fitting = 0;           ///< how many of them fit
};
MappingStart startMapping(const FileHead &head, const std::vector<ShelvedProfile> &shelf);

/// What became of one row.
struct RowFate
{
    enum class Kind : std::uint8_t { Unread, Read, LeftOut, PassedOver };
    Kind kind = Kind::Unread; ///< Unread: the profile cannot be used yet
    std::size_t row = 0;      ///< in MappingTrial::preview, of Read and LeftOut
};

/// What a profile makes of the first rows. Nothing of it is stored.
struct MappingTrial
{
    TableHead table{};
    std::vector<RowFate> fates{}; ///< one a row of the table
    ProfilePreview preview{};
    Inclusion inclusion{};
    std::optional<Problem> missing{}; ///< what checkProfile() says, a name aside
    std::int64_t read = 0;    ///< rows
    std::int64_t leftOut = 0;
};
/// @param profile its name may be empty
MappingTrial tryMapping(const Profile &profile, const FileHead &head);

/// Whether a file with this version in the ledger was read by the profile, be it by an older parser.
bool isMappingVersion(const Profile &profile, std::int32_t version);

} // namespace tokenmeter
