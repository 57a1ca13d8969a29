// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/CacheReading.h"
#include "core/MoneyList.h"
#include "core/OffsetSpan.h"
#include "core/Problem.h"
#include "core/Time.h"
#include "ledger/FileBatch.h"
#include "ledger/Records.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

class Connection;
class Snapshot;

/// What the user decided of a source. Stored: never renumber.
enum class SourceState : std::uint8_t {
    Read = 0,
    Paused = 1,   ///< no import looks at it; what was read of it counts
    Forgotten = 2 ///< in no list of sources to read; its checkpoints and the identities of its records stay known
};

struct SourceStanding
{
    SourceKey key{};
    SourceState state = SourceState::Read;
    bool recordsForgotten = false; ///< its records are in no total, but for those that another source has, too
    CacheReading cacheReading = CacheReading::Told;
    std::string pausedWith{}; ///< root of a paused source of its format in whose folder it lies: that pause covers it. Of standings() alone
    bool isRead() const { return state == SourceState::Read && pausedWith.empty(); }
};

/// What the ledger knows of a source without looking at its records.
struct SourceFacts
{
    SourceKey key{};
    std::string machine{}; ///< id of the machine that read it
    SourceState state = SourceState::Read;
    bool recordsForgotten = false;
    CacheReading cacheReading = CacheReading::Told;
    std::int64_t files = 0;
    std::int64_t bytesRead = 0;      ///< of all files, as far as they were read; packed files at their size on disk
    std::int64_t records = 0;        ///< that count and stand in this source
    std::int64_t excluded = 0;       ///< taken out by the user. A record with several reasons counts once, at the first of these
    std::int64_t forgotten = 0;      ///< left out since the source was forgotten with its records
    std::int64_t covered = 0;        ///< left out since another source tells the same (flow/Overlaps.h)
    std::int64_t problems = 0;
    std::int64_t duplicateLines = 0; ///< usage lines that were merged into others of the same file
    std::optional<std::int64_t> duplicateTokens{}; ///< that these would have added, where it was counted; nothing: for none it was
    std::int64_t uncountedLines = 0; ///< of these: their files were read before that was counted
    std::int64_t skippedLines = 0;   ///< lines that look like usage and are damaged
    std::optional<UtcTime> oldest{}; ///< bounds of the records that count or did, as LedgerSummary has them
    std::optional<UtcTime> newest{};
    std::optional<UtcTime> lastRead{}; ///< when an import last brought something from it
    std::optional<UtcTime> pausedSince{}; ///< of a paused one, as the journal tells
    std::string pausedWith{}; ///< as in SourceStanding
    bool isRead() const { return state == SourceState::Read && pausedWith.empty(); }
    /// Lines of bills that are in force and that its files told. A later file may have taken the place of an earlier one's.
    struct Billed
    {
        std::int64_t lines = 0;
        std::optional<LocalDay> first{}; ///< days as the bill has them, else UTC's
        std::optional<LocalDay> last{};
    };
    Billed billed{};
    std::int64_t notCounting() const { return excluded + forgotten + covered; }
};

struct SourceFile
{
    std::string path{}; ///< absolute
    std::int64_t size = 0;      ///< when last looked at; less while an import is not through
    std::int64_t bytesRead = 0; ///< byte after the last complete line that is in the ledger
    std::optional<UtcTime> modified{}; ///< as the file system said; nothing before the file was read to its end
    std::int64_t duplicateLines = 0;
    std::int64_t skippedLines = 0;
    std::int64_t problems = 0;
};

/// Between two groups of merged copies in their order: the newest first, of one moment the larger number.
struct DuplicatePlace
{
    UtcTime time{};
    std::int64_t record = 0;
    friend auto operator<=>(const DuplicatePlace &, const DuplicatePlace &) = default;
};

/// A record and the copies that were merged into it.
struct DuplicateGroup
{
    struct Place
    {
        SourceKey source{};
        std::string file{};
        std::int64_t offset = 0; ///< byte of the line, or number of the row
    };
    std::int64_t record = 0; ///< number in this ledger
    UtcTime time{};
    std::string model{};  ///< raw
    std::int64_t tokens = 0; ///< of the record, all classes
    Place counted{};      ///< where the ledger says it stands
    std::vector<Place> copies{};
    DuplicatePlace place() const { return {.time = time, .record = record}; }
};

/// What was merged by one rule of records or copies that stand in the source.
struct DuplicateRule
{
    SightingRule rule = SameIdentity;
    std::int64_t records = 0; ///< that copies were merged into
    std::int64_t copies = 0;
    // What the copies would have added at most: of one identity the record once more for each; by a rule of families what the records that
    // stand back tell themselves, each once. Behind a record that is in no total nothing is added.
    std::int64_t tokens = 0;         ///< all classes
    std::int64_t unpricedTokens = 0; ///< of these: those without a price
    std::vector<Money> cost{};       ///< of the others, at the rates that the records have: one a currency
    std::vector<DuplicateGroup> examples{}; ///< the newest, as many as were asked for
};
inline constexpr std::size_t MaxDuplicateExamples = 5;
struct DuplicateQuestion
{
    std::optional<SightingRule> rule{};       ///< this one alone; nothing = all
    std::size_t limit = MaxDuplicateExamples; ///< groups a rule
};

/// What was merged, beside what counts.
struct SourceCopies
{
    std::vector<DuplicateRule> rules{};
    // Of the source's records in totals: tokens of all classes, those of them without a price, and list cost of the others.
    std::int64_t tokens = 0;
    std::int64_t unpricedTokens = 0;
    std::vector<Money> cost{}; ///< one a currency
};

/// A file of which lines were merged into others of the same file.
struct MergedFile
{
    std::string path{}; ///< absolute
    std::int64_t lines = 0;
    std::optional<std::int64_t> tokens{}; ///< that these would have added; nothing: it was not counted when they were read
    OffsetSpan places{}; ///< of the first of the lines that belong together, and of the last; empty: likewise
};
/// Those with most such lines first, of as many by path.
struct MergedFiles
{
    std::vector<MergedFile> files{};
    std::int64_t count = 0; ///< of all there are
};

/// What forgetting a source with its records takes out of totals.
struct ForgetEffect
{
    std::int64_t records = 0; ///< that no longer count (when coming back: that count again)
    std::int64_t shared = 0;  ///< of its records: those that stand in another source, too, and count on
};

/// What a format's records are, for the question which sources tell the same tokens. Stored: never renumber.
enum class SourceTells : std::uint8_t {
    Requests = 0, ///< what a tool or a program logged of its requests
    Buckets = 1,  ///< hours or days of a whole account, from the provider's console; days are UTC days or the provider's own
    Sums = 2,     ///< likewise from a gateway
    Tracker = 3,  ///< days of the user's zone that another program summed of the logs of tools; the agent names these
    Gateway = 4   ///< what stood between a tool and a provider, or watched it, logged of its requests: the tool may have logged them, too
};
struct FormatTells
{
    std::string format{};
    SourceTells tells = SourceTells::Requests;
    /// Where its days are cut, minutes east of UTC; nothing: in the user's zone.
    std::optional<int> eastMinutes{};
};

/// Which of two sources counts on days that both have usage of.
enum class OverlapChoice : std::uint8_t { First = 0, Second = 1, Both = 2 }; // stored: never renumber

/// Two sources that tell of the same provider's usage. In the order of the usual choice: `first` counts unless the user says otherwise.
struct OverlapPair
{
    SourceKey first{};
    SourceKey second{};
    std::string provider{}; ///< of the second one's records: by its one name (ProviderNames), else as they write it. To choose: any spelling
    friend auto operator<=>(const OverlapPair &, const OverlapPair &) = default;
};

struct Overlap
{
    OverlapPair pair{};
    SourceTells firstTells = SourceTells::Requests;
    SourceTells secondTells = SourceTells::Buckets;
    LocalDay from{}; ///< first and last day on which both tell of the same; in between there may be others
    LocalDay to{};
    std::int64_t days = 0;
    OverlapChoice choice = OverlapChoice::First;
    bool isDefault = true; ///< the user decided nothing
    std::string decidedFor{}; ///< the provider as the decision spells it; empty: all
    /// The usual choice holds where the same was recognised in both (logs of requests, exports of one console): a decision for the first
    /// holds on other days on which both have the model, too.
    bool isByRecognition = false;
    /// Requests of both recur so often that they must be the same, but not all do: where they do not, both count. Of two exports of a tracker: there are
    /// days of a model of which neither holds the other in every class.
    bool isUncertain = false;
    /// Two exports of one tracker. By the usual choice (both) a row that the other holds in every class is left out, of either of the two: it is taken
    /// for an earlier state of one machine's day. Others are of two machines, and count both.
    bool isOfExports = false;
    bool hasSumsOfTools = false; ///< the second is a tracker that does not tell several tools apart, at least of one row
    std::int64_t records = 0; ///< of the one that does not count: left out on these days. Both: 0, but for exports of a tracker nobody chose between
    std::int64_t tokens = 0;  ///< of these records
    /// Nothing is left out, and nobody decided: a third source tells what both tell, and counts.
    bool isIdle() const { return isDefault && !isUncertain && choice != OverlapChoice::Both && records == 0; }
    const SourceKey *kept() const { return choice == OverlapChoice::Both ? nullptr : choice == OverlapChoice::First ? &pair.first : &pair.second; }
    const SourceKey *left() const { return choice == OverlapChoice::Both ? nullptr : choice == OverlapChoice::First ? &pair.second : &pair.first; }
};

/// Of a row of the table file: of a link or folder that is not followed there is one for its problem's sake alone, and of what was in the way
/// once there may be one still. By number: NotARegularFile, SymlinkOutsideRoot, FileTooDeep.
#define TOKENMETER_IS_FILE                                                                                                                            \
    "(offset IS NOT NULL OR EXISTS (SELECT 1 FROM context c WHERE c.file_id = file.id) "                                                              \
    "OR EXISTS (SELECT 1 FROM problem p WHERE p.file_id = file.id AND p.cause NOT IN (2, 3, 5)))"

/// Name of the ledger's note that says when a source was last looked at (flow/KnownSources).
std::string lookNoteOf(const SourceKey &source);
/// Of the column problem.args.
std::vector<std::string> problemArgs(const std::string &text);

/// The bodies of the reader's and writer's methods. Inside a transaction. Throw.
namespace sourcebook
{
struct NumberedSource
{
    std::int64_t id = 0;
    SourceStanding standing{};
};
NumberedSource source(Connection &connection, const SourceKey &key);
std::vector<SourceStanding> standings(Connection &connection);
std::vector<SourceFacts> facts(Connection &connection);
std::vector<SourceFile> files(Connection &connection, const SourceKey &key);
std::vector<Problem> problems(Connection &connection, const SourceKey &key, std::size_t limit);
SourceCopies duplicates(Connection &connection, Snapshot &snapshot, const SourceKey &key, const DuplicateQuestion &question, const ReadProgress &progress);
std::vector<DuplicateGroup> duplicateGroups(Connection &connection, Snapshot &snapshot, const SourceKey &key, SightingRule rule, const DuplicatePlace &after,
                                            std::size_t limit, const ReadProgress &progress);
MergedFiles mergedFiles(Connection &connection, const SourceKey &key, const std::optional<MergedFile> &after, std::size_t limit);

void setState(Connection &connection, std::int64_t id, SourceState state, bool recordsForgotten);
/// Notes beside an entry of the journal what a source was before it.
void noteBefore(Connection &connection, std::int64_t sequence, const NumberedSource &before);
std::optional<NumberedSource> before(Connection &connection, std::int64_t sequence);
void rescan(Connection &connection, const NumberedSource &source);
/// Its files are read again, and those of other sources that tell the same records; what was read of their input before holds until then.
void setCacheReading(Connection &connection, const NumberedSource &source, CacheReading reading);
} // namespace sourcebook

} // namespace tokenmeter
