// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/AliasBook.h"
#include "ledger/DecisionMove.h"
#include "ledger/Family.h"
#include "ledger/FamilySet.h"
#include "ledger/Forgetting.h"
#include "ledger/LedgerWriter.h"
#include "ledger/OlderReading.h"
#include "ledger/Rollups.h"
#include "ledger/UsageTable.h"

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace tokenmeter
{

/// Counts of one import run.
struct ImportRun
{
    UtcTime now{};
    std::int64_t batchId = 0;  ///< 0: nothing was written yet
    std::int64_t lines = 0;
    std::int64_t appeared = 0; ///< rows that count now and did not before, less those that ceased to
    std::int64_t skippedLines = 0;
    std::unordered_set<std::int64_t> changed{}; ///< ids that existed before the run and changed
    std::map<SourceKey, std::int64_t> readAnew{}; ///< the journal's line of each source of which files were read anew
    /// Of pieces without a checkpoint, until the piece before them arrives. By file.
    struct Waiting
    {
        std::int64_t duplicateLines = 0;
        std::int64_t duplicateTokens = 0;
        OffsetSpan duplicatePlaces{};
        std::int64_t skippedLines = 0;
        bool fromStart = false;
        std::vector<Problem> problems{};
    };
    std::map<std::int64_t, Waiting> waiting{};

    /// The families of all rows, as long as this run wrote every row of the ledger: those met once need no look-up.
    bool knowsFamilies = false;
    std::int64_t dataVersion = 0; ///< SQLite's, which others change when they write
    FamilySet families{};
    AliasFilter aliases{}; ///< as long as no other process writes

    AppendReport report() const;
};

/// The work of one append() inside its transaction.
class Append
{
public:
    Append(Connection &connection, Dictionaries &dictionaries, Rollups &rollups, UsageTable &usage, ImportRun &run,
           const RateSource &rates);

    void add(std::span<const FileBatch> batches);
    /// Once it is committed.
    void countInRun();
    /// Of this call alone.
    AppendReport report() const;

private:
    struct Source
    {
        std::int64_t sourceId = 0;
        std::int64_t fileId = 0;
        std::vector<std::int64_t> contexts{}; ///< number of each context of the batch, 0 = not asked for yet
        std::vector<std::int64_t> rates{};    ///< number of the rate of each record
        std::vector<bool> isNew{};            ///< which records became rows of their own
    };
    void beginFamilies(bool first);
    bool isReadOtherwise(const FileBatch &batch, std::int64_t sourceId);
    void noteFamily(std::uint64_t family);
    void lookUp(const FileBatch &batch, Source &source);
    /// @return the row that the record stands in
    std::int64_t addRecord(const FileBatch &batch, Source &source, std::size_t index);
    /// The row of what is told under the identity, where that is an alias.
    std::optional<StoredUsage> rowBehind(const Identity &identity);
    /// The row of another identity of a record; nothing where it is an older parser's and this source never told it.
    std::optional<StoredUsage> formerRow(const FormerIdentity &former, const Identity &now, UtcTime time, std::int64_t sourceId);
    bool stoodIn(std::int64_t number, std::int64_t sourceId);
    /// @return the row that the record stands in
    std::int64_t addInPlaceOf(const FileBatch &batch, Source &source, std::size_t index, std::span<const FormerIdentity> former);
    /// The row of another record that has an alias in common with this one.
    std::optional<StoredUsage> partnerOf(std::span<const FormerIdentity> former, const Identity &now);
    /// @return the row that both stand in
    std::int64_t joinPartner(const FileBatch &batch, const Source &source, std::size_t index, std::span<const FormerIdentity> former, const StoredUsage &partner);
    /// Two rows that are one request. @return the number of the one that stays
    std::int64_t unite(const StoredUsage &one, const StoredUsage &other);
    /// The same in the place of what the file gave by another mapping. @param older numbers of rows, none of which has an identity any more
    std::int64_t addReadAnew(const FileBatch &batch, Source &source, std::size_t index, std::span<const std::int64_t> older);
    void dropReadOtherwise();
    void leaveToOthers();
    void noteReadAnew();
    void takeOver(const StoredUsage &old, const Source &source, const UsageRecord &record, std::size_t index);
    void drop(const StoredUsage &old, std::int64_t standing);
    void giveWay(const StoredUsage &old, std::int64_t standing);
    void takeOut(const StoredUsage &old);
    void settleRestated(const std::vector<StoredUsage> &rows);
    void noteOldPlace(const StoredUsage &old, std::int64_t standing);
    void forgetPlacesIn(std::int64_t fileId, std::int64_t number);
    void forgetOtherSources(std::int64_t number, std::int64_t sourceId);
    void dropShadow(const StoredUsage &row);
    void noteLost(std::uint64_t family);
    void exclude(std::int64_t number);
    void addToRollups(const FileBatch &batch, const Source &source);
    /// Of a row whose input was read in a way that the user took back: the copy tells it anew.
    void restate(StoredUsage &stored, const UsageRecord &copy);
    void mergeInto(StoredUsage stored, const FileBatch &batch, const Source &source, const UsageRecord &record, std::int64_t contextId);
    void noteSighting(std::int64_t usageId, std::int64_t fileId, std::int64_t offset, int rule);
    /// Of a file that came whole: where it holds a record now. What it was noted as a copy for is noted with the new place.
    void noteMoved(std::int64_t usageId, std::int64_t fileId, const UsageRecord &known, std::int64_t offset, bool countsHere);
    void forgetLeftPlaces(const std::vector<StoredUsage> &rows, std::uint64_t family);
    bool isFromStart(std::int64_t fileId, const FileBatch &batch) const;
    void countMerged(std::int64_t fileId, const UsageRecord &known, const UsageRecord &line, const UsageRecord &merged);
    void noteLaterLine(std::int64_t fileId, const FileBatch &batch, const UsageRecord &known, const UsageRecord &line, const UsageRecord &merged);
    void resolveFamily(std::uint64_t family);
    /// Stores what a row has become; rollups and counts follow.
    void replace(const StoredUsage &old, const Copy &copy, std::uint32_t storedBits, bool factsChanged);
    void addProblem(std::int64_t fileId, const Problem &problem);
    void applyCheckpoint(const FileBatch &batch, std::int64_t fileId);
    Copy copyOf(const StoredUsage &row);
    std::int64_t rateId(const UsageRecord &record, const Serving &serving);

    Connection &m_connection;
    Dictionaries &m_dictionaries;
    Rollups &m_rollups;
    UsageTable &m_usage;
    ImportRun &m_run;
    const RateSource &m_rates;
    ImportRun m_call{};
    std::vector<std::uint64_t> m_families;
    std::vector<std::uint64_t> m_lost; ///< families that lost a member
    /// Of families, where members stood in documents before those were written anew: file and offset.
    std::unordered_map<std::uint64_t, std::set<std::pair<std::int64_t, std::int64_t>>> m_leftPlaces;
    std::set<std::pair<std::int64_t, std::int64_t>> m_movedAliases; ///< rows, and the documents in which an alias told of them this time
    std::vector<std::int64_t> m_merged; ///< rows of which a copy was found, where a source is forgotten with its records
    std::optional<Forgetting> m_forgetting;
    std::optional<AliasBook> m_aliases;
    std::optional<OlderReading> m_older;
    DecisionMove m_decisions;
};

/// State columns of a file row; nothing before the first checkpoint.
std::optional<FileState> readFileState(const Query &query, int firstColumn);
#define TOKENMETER_FILE_COLUMNS                                                                                         \
    "path, device, inode, size, modified_ns, head_hash, head_bytes, offset, parser_version, parser_state"

} // namespace tokenmeter
