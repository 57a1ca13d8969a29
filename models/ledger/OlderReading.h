// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Dictionaries.h"
#include "ledger/FileBatch.h"
#include "ledger/UsageTable.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// What files gave under a mapping that says something else now. Lives in one transaction, and knows nothing of families and sums:
/// who uses it takes the rows over, or takes them out. Throws.
class OlderReading
{
public:
    struct Row
    {
        StoredUsage row{};  ///< as it stood; its shadow is gone
        bool isOut = false; ///< the user took it out of totals
        bool isTaken = false;
        SourceKey readBy{}; ///< whose reading takes its place
    };
    /// A row that another format tells, too: it is that one's from now on.
    struct Shared
    {
        StoredUsage row{};
        bool isHome = false; ///< its own place is in a file that is read anew: it moves to this one
        Place place{};
        std::int64_t offset = 0;
    };

    OlderReading(Connection &connection, Dictionaries &dictionaries, UsageTable &usage) : m_connection{connection}, m_dictionaries{dictionaries}, m_usage{usage} {}

    /// Notes what may stand in the place of the batch, which must live until find(). Before anything of the transaction's batches is added.
    /// @return false: an earlier batch of the transaction reads the same file by another mapping, and this one is to be left out
    bool collect(std::size_t batchIndex, const FileBatch &batch, std::int64_t fileId);
    /// Looks it up, of all batches in one pass over the rows: there is no index of them by file.
    void find();
    /// Nobody finds the rows by their identities any more, and their copies are no places of theirs.
    void free();
    bool isAny() const { return !m_rows.empty(); }

    /// Rows that stood where the record stands, or else was called as it is, and that nobody asked for before.
    std::vector<std::int64_t> claim(std::size_t batchIndex, const UsageRecord &record);
    void claimByName(const Identity &identity, std::vector<std::int64_t> &rows);
    Row &at(std::int64_t id) { return m_rows.at(id); }
    std::map<std::int64_t, Row> &rows() { return m_rows; }
    const std::vector<Shared> &shared() const { return m_shared; }

    /// Of a file whose contents were replaced: the rows that stood in it. Those that are not told any more stay, and are marked.
    bool isWatched(std::size_t batchIndex) const { return m_watched.contains(batchIndex); }
    void told(std::size_t batchIndex, std::int64_t row) { m_watched.at(batchIndex).told.insert(row); }
    void markLeft();

    /// Says of the files of other mappings that they were read by this one, and lets those tell again who share records.
    void finish();

private:
    struct Older
    {
        std::int64_t fileId = 0;
        std::string format{};
    };
    struct Wanted
    {
        std::size_t batchIndex = 0;
        const FileBatch *batch = nullptr;
        std::vector<Older> older{};
    };
    struct Watch
    {
        std::int64_t fileId = 0;
        std::vector<std::int64_t> before{};
        std::set<std::int64_t> told{};
    };
    using RowsOfFiles = std::unordered_map<std::int64_t, std::vector<std::pair<std::int64_t, std::int64_t>>>; ///< numbers and offsets in each file
    RowsOfFiles homeRows(const std::set<std::int64_t> &files);
    RowsOfFiles copies(const std::set<std::int64_t> &files);
    void findOlder(const Wanted &wanted, const RowsOfFiles &home, const RowsOfFiles &copied);
    const std::string &modelOf(const StoredUsage &row);
    void collectRow(std::size_t batchIndex, const FileBatch &batch, std::int64_t id, std::optional<std::int64_t> offset, const std::set<std::string> &formats);
    std::optional<Shared> sharedBy(const StoredUsage &row, const std::set<std::string> &formats);
    void setLeft(std::int64_t id, std::int64_t fileId, bool isLeft);

    Connection &m_connection;
    Dictionaries &m_dictionaries;
    UsageTable &m_usage;
    std::map<std::int64_t, Row> m_rows{};
    std::map<std::pair<std::size_t, std::int64_t>, std::vector<std::int64_t>> m_places{}; ///< by batch and offset
    std::unordered_map<std::uint64_t, std::int64_t> m_names{};
    std::set<std::int64_t> m_claimed{};
    std::vector<Shared> m_shared{};
    std::set<std::int64_t> m_sharedIds{};
    std::set<SourceKey> m_sharers{};
    std::set<std::int64_t> m_readAnew{};     ///< files whose older reading goes
    std::set<std::int64_t> m_otherMappings{}; ///< of these: of other mappings
    std::vector<Wanted> m_wanted{};
    std::map<std::size_t, Watch> m_watched{};
    std::vector<std::pair<std::int64_t, std::int64_t>> m_left{}; ///< rows and their files: what these do not hold any more
    std::map<std::string, std::vector<std::int32_t>> m_paths{};  ///< that batches of the transaction read by a mapping
};

} // namespace tokenmeter
