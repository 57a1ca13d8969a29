// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Rate.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "ledger/AnswerStats.h"
#include "ledger/BillingBook.h"
#include "ledger/BudgetBook.h"
#include "ledger/FileBatch.h"
#include "ledger/FileTroubles.h"
#include "ledger/LedgerWriter.h"
#include "ledger/PeriodBasis.h"
#include "ledger/Records.h"
#include "ledger/ReviewBook.h"
#include "ledger/SourceBook.h"
#include "ledger/UsageFilter.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tokenmeter
{

/// What usage can be grouped by. The key of a name dimension is the id of its name (0 = the source did not say);
/// time dimensions count: Hour = UTC hours since 1970 of the local hour's start, as quarter hours (ms / 900000);
/// Day = local days since 1970-01-01; Week = the local day of its Monday; Month = year * 12 + month - 1, local;
/// UtcDay = UTC days since 1970-01-01, whatever the zone: exchange rates are published for these;
/// Tag = id of the name of the value of UsageOptions::tagKey (0 = no tag of that key).
enum class Dimension : std::uint8_t { Hour, Day, Week, Month, Provider, Model, Project, Session, Source, Tier, Agent, UtcDay, Tag };

inline constexpr std::size_t MaxDimensions = 10;
/// The key of Dimension::Hour of rows that are only known by day: they have no place in hour views, and callers leave
/// them out or count them apart.
inline constexpr std::int64_t NoHour = INT64_MIN;

/// Sums of one group at one rate. List cost = costOf(tokens, rare, rates[rate]); exact, since every record of it has that rate.
struct UsageCell
{
    std::array<std::int64_t, MaxDimensions> key{};
    std::int64_t rate = 0;
    std::int64_t requests = 0;
    TokenCounts tokens{};
    RareCounts rare{};
    Int128 saved = 0; ///< list less effective cost, in attos of the rate's currency; only flow/EffectiveCost.h fills it
};

struct UsageCells
{
    std::vector<Dimension> dimensions{};
    std::vector<UsageCell> cells{}; ///< sorted by key, then rate
    std::unordered_map<std::int64_t, std::string> names{};
    std::unordered_map<std::int64_t, Rate> rates{};
};

struct OrderedQuestion;
struct OrderedUse;

struct SourceStatus
{
    SourceKey key{};
    std::int64_t files = 0;
    std::int64_t records = 0;
    std::int64_t problems = 0;
    UtcTime lastRead{};      ///< when an import last brought something from it
    UtcTime newestRecord{};
};

struct LedgerSummary
{
    std::int64_t records = 0;         ///< without excluded ones
    std::int64_t unpricedRecords = 0; ///< of these
    std::optional<UtcTime> oldest{};  ///< bounds: exact unless the record that set one moved or was hidden since
    std::optional<UtcTime> newest{};
    std::string catalogueVersion{}; ///< accepted; empty in a new ledger
    std::string zoneId{};           ///< of the daily rollup
    std::optional<UtcTime> lastImport{}; ///< the last one that brought something
};

/// What pricing everything anew would move. Sums of the records that would move only, one amount a currency.
struct RepricePreview
{
    std::int64_t records = 0;
    std::int64_t newlyPriced = 0;
    std::int64_t newlyUnpriced = 0;
    std::vector<Money> before{};
    std::vector<Money> after{};
    /// What of it lies in closed periods, one for each that it touches. Their figures stay; the difference is an adjustment.
    struct InClosed
    {
        NamedPeriod period{};
        std::int64_t records = 0;
        std::vector<Money> before{};
        std::vector<Money> after{};
    };
    std::vector<InClosed> closed{}; ///< by period
};

/// A read-only connection. Not to be used by two threads at once, except interrupt(). No call holds a read transaction
/// longer than its own query.
class LedgerReader
{
public:
    static Result<std::unique_ptr<LedgerReader>> open(const std::string &path);
    ~LedgerReader();

    /// Sums by the given dimensions (at most MaxDimensions), answered from the smallest table that can:
    /// the daily rollup (its zone; day or coarser; source and model), the quarter-hour rollup (any zone), the session
    /// rollup (by session, without dates), else the records. Excluded records are left out.
    Result<UsageCells> usage(const UsageFilter &filter, const std::vector<Dimension> &dimensions, const Zone &zone,
                             const UsageOptions &options = {});

    /// Records that a plan may serve, one by one in the order in which plans are drawn. See OrderedRecords.h.
    Result<Done> recordsInOrder(const OrderedQuestion &question, const OrderedUse &use);

    /// One page of records, ahead of or behind a place. By time: along the index, whatever the ledger's size. By anything
    /// else: a scan of what the filter lets through, with progress.
    Result<RecordPage> records(const RecordQuestion &question, const Zone &zone, const ReadProgress &progress = {});
    /// How many, by day: what a scroll bar needs. Answered from rollups where the filter allows.
    Result<RecordCounts> recordCounts(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress = {});
    /// Problem: RecordGone when no record has the number.
    Result<RecordRow> record(std::int64_t id);
    /// Where else the record was found, and by which rule it was merged. Without the place that its row names.
    Result<std::vector<RecordSighting>> sightings(std::int64_t id);
    /// What was merged of records with a time in [from, to), by rule: those whose copies stood in other files or lines.
    Result<std::vector<MergedCopies>> mergedCopies(UtcTime from, UtcTime to);

    /// Sizes and ends of answers by model: one scan of what the filter lets through. Sorted by model, then its key.
    Result<std::vector<ModelAnswers>> answers(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress = {});
    /// When sessions were at work: one scan. Sorted by session; "" stands for all usage without one.
    Result<std::vector<SessionCourse>> sessionCourses(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress = {});
    /// Every request that the filter lets through, oldest first: meant for the filter of one session.
    Result<std::vector<SessionTurn>> sessionTurns(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress = {});

    Result<std::vector<TagAssignment>> tagAssignments(); ///< sorted by key, value, scope, subject
    Result<std::vector<JournalEntry>> journal(std::size_t limit); ///< newest first
    /// What undo() would take back; nothing when there is nothing.
    Result<std::optional<JournalEntry>> undoable();

    Result<LedgerSummary> summary();
    Result<std::vector<SourceStatus>> sources(); ///< reads the sums of all days
    Result<std::vector<SourceKey>> sourceKeys(); ///< sorted; costs nothing
    Result<std::vector<SourceStanding>> sourceStandings(); ///< of every source, by key; costs nothing
    /// Of every source, by key. From sums by day and counters by file: no record is read.
    Result<std::vector<SourceFacts>> sourceFacts();
    /// By path. Problem: BadArgument("source", root) when the ledger knows none of that key; likewise the following.
    Result<std::vector<SourceFile>> sourceFiles(const SourceKey &source);
    Result<std::vector<Problem>> sourceProblems(const SourceKey &source, std::size_t limit); ///< by file and offset
    Result<std::vector<FileTrouble>> fileTroubles(); ///< of all sources: what could not be read; by source and file
    /// What was merged, by rule, of records and copies that stand in the source. Reads all sightings, with progress.
    Result<SourceCopies> sourceDuplicates(const SourceKey &source, const DuplicateQuestion &question = {}, const ReadProgress &progress = {});
    /// The groups of a rule behind one of them, the newest first. Likewise; no more than a page is kept.
    Result<std::vector<DuplicateGroup>> sourceDuplicateGroups(const SourceKey &source, SightingRule rule, const DuplicatePlace &after, std::size_t limit,
                                                              const ReadProgress &progress = {});
    /// Files of which lines were merged into others of the same file. @param after a file of such an answer: those behind it
    Result<MergedFiles> sourceMergedFiles(const SourceKey &source, const std::optional<MergedFile> &after, std::size_t limit);
    /// What setSourceState(Forgotten, with records) would do: reads the source's records.
    Result<ForgetEffect> forgetEffect(const SourceKey &source, const ReadProgress &progress = {});
    /// See flow/Overlaps.h. By pair. @param zone in which days of trackers and requests are cut
    Result<std::vector<Overlap>> overlaps(const Zone &zone);
    /// False: an import brought records and was stopped before LedgerWriter::settleOverlaps().
    Result<bool> areOverlapsSettled();
    /// State of every file of one source, for the next import.
    Result<std::vector<FileState>> files(const SourceKey &source);
    /// State of one file by path, whatever its source.
    Result<std::optional<FileState>> file(const std::string &path);
    Result<std::vector<Problem>> problems(std::size_t limit);
    Result<std::vector<OwnPrice>> ownPrices();
    Result<std::vector<ExchangeRate>> exchangeRates(); ///< ascending by day
    struct AcceptedCatalogue
    {
        std::string version{};
        std::string json{}; ///< empty: the built-in one of that version
    };
    Result<AcceptedCatalogue> catalogue();
    Result<std::string> note(const std::string &name);

    /// Distinct raw (provider, model) pairs with their volume, unpriced first: for the queue of unpriced models.
    struct ModelVolume
    {
        std::string provider{};
        std::string model{};
        std::int64_t requests = 0;
        std::int64_t unpricedRequests = 0; ///< a price would price them: not those of which only an amount is known
        std::int64_t unpricedTokens = 0;
        std::int64_t tokens = 0;
    };
    Result<std::vector<ModelVolume>> models();

    Result<std::vector<Budget>> budgets(); ///< in the order they were made; paused ones too, removed ones not
    Result<std::optional<Budget>> budget(std::int64_t id); ///< nothing when there is none, or it was removed
    Result<std::vector<BudgetNote>> budgetNotes(); ///< of the latest evaluation
    /// The newest moment that an evaluation was for; nothing before the first.
    Result<std::optional<UtcTime>> latestEvaluation();
    Result<std::vector<ForecastMark>> forecastMarks(const std::string &budgetUuid); ///< ascending by period and per cent

    Result<PlanSheet> plans();

    /// Every close that was not undone, by its days; reopened ones, too.
    Result<std::vector<PeriodClose>> closes();
    /// What was settled of closes that stand, in the order in which it was.
    Result<std::vector<SettledAdjustment>> settledAdjustments();
    Result<std::vector<ReviewFact>> reviewFacts(); ///< notes, outcomes, annotations in the order they were made; removed ones not
    /// Sums and hash of a period: reads its records once, a million in one to two seconds, in transactions that do not last.
    Result<PeriodBasis> periodBasis(const BasisQuestion &question, const ReadProgress &progress = {});

    Result<std::vector<Alert>> alerts(const AlertQuery &query); ///< newest first
    /// Alerts whose period starts at or after a moment, of all budgets: what an evaluation compares with. Unordered.
    Result<std::vector<Alert>> alertsSince(UtcTime periodStart);
    Result<std::optional<Alert>> alert(std::int64_t id);
    Result<std::vector<Delivery>> deliveries(std::int64_t alert); ///< in the order they were made
    /// When there is something to claim for a channel, at `now` or later; nothing: no delivery is open.
    Result<std::optional<UtcTime>> nextDelivery(const std::string &channel, UtcTime now);

    Result<std::vector<BillingAccount>> accounts(); ///< in the order they were made; paused ones too, removed ones not
    Result<std::vector<ReportState>> reportStates(); ///< of all accounts, by account and report
    Result<std::vector<OfAccount<Charge>>> charges(const BillingQuery &query); ///< by account, beginning, and as they came
    Result<std::vector<OfAccount<UsageBucket>>> usageBuckets(const BillingQuery &query); ///< likewise
    Result<std::vector<OfAccount<BalanceSnapshot>>> balances(const BillingQuery &query); ///< by account and time
    Result<std::vector<OfAccount<TopUp>>> topUps(const BillingQuery &query);
    Result<std::vector<OfAccount<AccountFact>>> accountFacts(std::int64_t account);
    Result<std::vector<IdName>> accountNames(std::int64_t account);
    Result<std::vector<SourcePayer>> payers(); ///< by format; formats that nothing was decided of are not there

    /// integrity, foreign keys, rollups = records, sessions = records, rates (each record's rate exists and, where `rates`
    /// is given, is what it says now), closes (what was frozen is what it was).
    Result<std::vector<VerifyCheck>> verify(const RateSource *rates);
    /// SHA-256 in hex over the facts in identity order, without local ids, learning times, paths, offsets and rates:
    /// equal ledgers have equal fingerprints.
    Result<std::string> fingerprint();

    /// Reads every record; changes nothing.
    Result<RepricePreview> previewReprice(const RateSource &rates);

    /// Stops the query that runs on this connection; it answers Cause::Cancelled. Any thread.
    void interrupt();
    /// How often that was done: a question in several calls has to see one that came between two of them. Any thread.
    std::uint32_t interrupts() const;

private:
    struct Private;
    explicit LedgerReader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace tokenmeter
