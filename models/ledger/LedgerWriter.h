// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ExchangeRate.h"
#include "core/Merge.h"
#include "core/OwnPrice.h"
#include "core/Rate.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "ledger/BillingBook.h"
#include "ledger/BudgetBook.h"
#include "ledger/Decisions.h"
#include "ledger/FileBatch.h"
#include "ledger/FileTroubles.h"
#include "ledger/PlanBook.h"
#include "ledger/ProviderNames.h"
#include "ledger/ReviewBook.h"
#include "ledger/SourceBook.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>

namespace tokenmeter
{

/// Tells the rate of a record. Called on the thread that writes; must give the same answer for the same record.
using RateSource = std::function<const Rate &(const UsageRecord &, const Serving &)>;

/// Usage lines = added + updated + duplicate, whatever the order of files and the number of threads.
/// The reports of single append() calls need not add up to the run's: a record that one call added may be hidden by the next.
struct AppendReport
{
    std::int64_t added = 0;     ///< by how many records the ledger grew (excluded ones are records)
    std::int64_t updated = 0;   ///< records that existed before this run and changed
    std::int64_t duplicate = 0; ///< everything else
    std::int64_t skippedLines = 0;
};

struct VerifyCheck
{
    std::string name{}; ///< "integrity", "foreign keys", "rollups", "sessions", "times", "rates", "closes"
    bool ok = false;
    std::string detail{}; ///< what differs, in numbers; empty when ok
};

/// What addPublishedRates() did.
struct PublishedRates
{
    std::int64_t added = 0;
    std::int64_t corrected = 0; ///< published with another figure than before
    std::int64_t kept = 0;      ///< of another source, as they were
    friend bool operator==(const PublishedRates &, const PublishedRates &) = default;
};

/// The one connection that writes. Not to be used by two threads at once. Every write begins with BEGIN IMMEDIATE and
/// reads again what it depends on, since window, hook and cron may share one ledger file.
class LedgerWriter
{
public:
    struct Options
    {
        Zone zone = Zone::utc(); ///< of the daily rollup, when the ledger is new
        bool create = true;
        int busyTimeoutMs = 10'000;
    };
    /// Opens or creates (mode 0600 in a folder of 0700), checks application_id and version, copies the file beside itself
    /// before a migration, migrates. Problems: LedgerMissing, LedgerForeign, LedgerNewer, LedgerCorrupt, LedgerReadOnly,
    /// LedgerLocked, DiskFull, DatabaseError.
    static Result<std::unique_ptr<LedgerWriter>> open(const std::string &path, const Options &options);
    ~LedgerWriter();

    /// Starts an import run: `updated` counts against what existed before it.
    Result<Done> beginImport(UtcTime now);
    /// Merges the batches into the ledger in one transaction: records, contexts, rates, rollups, sightings, problems and
    /// checkpoints together. Returns what this call added. A failed call leaves nothing behind and may be repeated.
    /// Large calls are cheaper: 20,000 to 50,000 records in one.
    Result<AppendReport> append(std::span<const FileBatch> batches, const RateSource &rates);
    /// Ends the run: totals of the whole run, checkpoint of the WAL.
    Result<AppendReport> finishImport();

    /// Prices again, in resumable chunks: records whose rate changes move from rollup to rollup.
    /// @param unpricedOnly what was priced stays as it is
    /// @return number of records whose rate changed. Stopped: Cancelled; chunks that were done stay, run it again for the rest
    Result<std::int64_t> reprice(bool unpricedOnly, const RateSource &rates, std::stop_token stop = {});

    /// What has an amount and no tokens was priced, at 0, by older versions. Gives such records the rate that says so; all others keep theirs.
    /// Once a ledger, not journalled, in chunks that each stand: stopped, the next call goes on from there.
    /// @return number of records whose rate changed. Stopped: Cancelled
    Result<std::int64_t> repriceAmounts(const RateSource &rates, std::stop_token stop = {});

    /// Rebuilds the daily rollup when the zone differs from the one it was cut in.
    Result<Done> setZone(const Zone &zone);
    /// Rebuilds every rollup from the records.
    Result<Done> rebuildRollups();

    Result<Done> addOwnPrice(const OwnPrice &price, UtcTime now); ///< journalled
    Result<Done> removeOwnPrice(const std::string &uuid, UtcTime now);

    /// Stores a rate; one a day and pair, a later call for the same day replaces it. Journalled.
    Result<Done> setExchangeRate(const ExchangeRate &rate, UtcTime now);
    /// Stores what a publisher says, in one transaction and one line of the journal. What another source said of a day and pair
    /// stays: a rate the user set is not overwritten.
    Result<PublishedRates> addPublishedRates(std::span<const ExchangeRate> rates, UtcTime now);
    /// Problem: NoExchangeRate(from, to, day) when there is none of that day and pair. Journalled.
    Result<Done> removeExchangeRate(LocalDay day, Currency from, Currency to, UtcTime now);

    /// The accepted catalogue: its version, and its JSON when it is not the built-in one (else empty).
    Result<Done> acceptCatalogue(const std::string &version, const std::string &json, UtcTime now);

    /// Small named values of the ledger ("family-slot:kimi"). Not for settings of the program.
    Result<Done> setNote(const std::string &name, const std::string &value);

    /// Gives or takes a tag; journalled. An empty value takes it away. A key has one value: a later call replaces it.
    /// @return number of records whose effective tag changed
    /// Problems: BadArgument("tag", key) for a key or value that is not allowed (see isValidTag).
    Result<std::int64_t> setTag(const TagTarget &target, const Tag &tag, UtcTime now);
    /// Takes records out of totals, or back in; journalled with the reason, rollups follow in the same transaction.
    /// @return number of records that changed
    Result<std::int64_t> setExcluded(const RecordSelection &selection, bool excluded, const std::string &why, UtcTime now);
    /// What can be read again or is no longer there, then what cannot be read now, in one transaction; the ledger may not know the source or the
    /// file yet. Nothing to say: nothing is written. No decision.
    Result<Done> setFileTroubles(std::span<const FileTrouble> gone, std::span<const FileTrouble> come);
    /// Whether a source is read, paused or forgotten. One transaction; journalled, can be undone. What changes nothing is no decision.
    /// @param withRecords of Forgotten: its records leave the totals but for those that another source has, too. In every other
    ///        state its records count (again)
    /// @param why may be empty but for Forgotten
    /// @return records that left or came back
    /// Problems: BadArgument("source", root) when the ledger knows none of that key; BadArgument("why", "")
    Result<ForgetEffect> setSourceState(const SourceKey &source, SourceState state, bool withRecords, const std::string &why, UtcTime now);
    /// The next import reads its files from the start; nothing is counted twice. Journalled. Problem: BadArgument("source", root)
    Result<Done> rescanSource(const SourceKey &source, UtcTime now);
    /// Whether the source's input holds the cached tokens. Its files are read again by the next import, and those of other sources that
    /// tell the same records; what cannot be read any more stays as it is. One transaction; journalled, can be undone. What changes nothing
    /// is no decision. Problem: BadArgument("source", root)
    Result<Done> setCacheReading(const SourceKey &source, CacheReading reading, const std::string &why, UtcTime now);
    /// Which of two sources counts where both tell of the same; nothing: the usual choice again. One transaction; journalled, can be
    /// undone. @param pair in any order, with the choice meant for it as it stands
    /// @return how many records count now and did not, or the other way round
    /// Problems: BadArgument("source", root) when one of them is not known, or both are one
    Result<std::int64_t> setOverlapChoice(const OverlapPair &pair, std::optional<OverlapChoice> choice, const std::string &why, UtcTime now);
    /// See flow/Overlaps.h: which formats tell what and which spellings of providers are one, then what follows from it.
    /// @return how many records are left out newly
    Result<std::int64_t> settleOverlaps(std::span<const FormatTells> formats, const ProviderNames &names = {});
    /// Stores a new budget (its id, uuid and history are made here); journalled, can be undone. @return it as stored
    /// Problems: those of checkBudget().
    Result<Budget> addBudget(const Budget &budget, UtcTime now);
    /// Stores it under its id, as a new revision where isNewRevision() says so; journalled, can be undone. Pausing and going on
    /// is an edit, too. What changes nothing is no decision. @return it as stored
    /// Problems: those of checkBudget(); BadArgument("budget", id) when there is none.
    Result<Budget> editBudget(const Budget &budget, UtcTime now);
    /// Its alerts stay. Journalled, can be undone. Problem: BadArgument("budget", id) when there is none.
    Result<Done> removeBudget(std::int64_t id, UtcTime now);

    /// Stores a new plan (id and uuid are made here); journalled, can be undone. Problems: those of checkPlan().
    Result<Plan> addPlan(const Plan &plan, UtcTime now);
    /// Stores it under its id; journalled, can be undone. What changes nothing is no decision.
    /// Problems: those of checkPlan(); BadArgument("plan", id) when there is none.
    Result<Plan> editPlan(const Plan &plan, UtcTime now);
    /// As if it had never been; journalled, can be undone. Problem: BadArgument("plan", id) when there is none.
    Result<Done> removePlan(std::int64_t id, UtcTime now);
    /// In which order a provider ("" = every other one) draws kinds; nothing = the usual one. Journalled, can be undone.
    Result<Done> setPlanOrder(const std::string &provider, const std::optional<PlanKinds> &kinds, UtcTime now);

    /// Freezes a period, and settles what changed in earlier ones: their `shownIn` becomes this close. One transaction, safely on the
    /// disk; journalled, can be undone. uuid, machine, time and hashes are made here. @return it as stored
    /// Problem: BadArgument("period", ...) when these very days are closed already.
    Result<PeriodClose> addClose(const PeriodClose &close, std::span<const SettledAdjustment> settled, UtcTime now);
    /// The reason is kept for ever; journalled, can be undone. Problems: BadArgument("close", id) when it does not stand,
    /// BadArgument("why", "") without a reason.
    Result<Done> reopenClose(std::int64_t id, const std::string &why, UtcTime now);

    /// Notes, outcomes, annotations. Journalled, can be undone. Problems: those of checkReviewFact(); BadArgument("note", id),
    /// ("outcome", id) or ("annotation", id) when there is none of that number and kind.
    Result<ReviewFact> addReviewFact(const ReviewFactBody &what, UtcTime now);
    Result<ReviewFact> editReviewFact(std::int64_t id, const ReviewFactBody &what, UtcTime now); ///< what changes nothing is no decision
    Result<Done> removeReviewFact(std::int64_t id, ReviewFactKind kind, UtcTime now);

    /// Journalled. Fills id and uuid. Problem: BadArgument("account", name) when another account has that name, or it has none.
    Result<BillingAccount> addAccount(const BillingAccount &account, UtcTime now);
    /// Journalled. Problem: BadArgument("account", id) when there is none, or the name is another's.
    Result<Done> editAccount(const BillingAccount &account, UtcTime now);
    /// What was polled stays unless `withData`; the secret is for the caller to remove. Journalled.
    Result<Done> removeAccount(std::int64_t id, bool withData, UtcTime now);
    /// Whether this process may poll the account now: one at a time, until the claim runs out. A claim of a process that died, or
    /// that a wrong clock made more than an hour ahead, is free.
    Result<bool> claimAccount(std::int64_t id, const std::string &owner, UtcTime now, UtcTime until);
    Result<Done> releaseAccount(std::int64_t id, const std::string &owner);
    /// Swaps what the ledger has of [from, to) of the report for the slice, and notes how the report stands, in one transaction.
    /// Problem: BadArgument("account", id) when there is none (any more).
    Result<SliceReport> storeSlice(const PolledSlice &slice, const ReportState &state);
    /// Puts a bill that files tell in the place of what the ledger has of the stretch, and notes how the report stands, in one
    /// transaction, which only writes: others do not wait while the bill is put together. When they write lines meanwhile, that is done
    /// anew, the third time inside the transaction. A report never becomes shorter: `readTo` stays where it was when that is later, as an older file says nothing of it.
    /// Rows that stay as they are are not written. Problems: BadArgument("account", id); those of `merge`
    Result<SliceReport> storeBill(const BillStretch &stretch, const BillMerge &merge, ReportState state);
    Result<Done> setReportState(const ReportState &state);
    /// Who pays for what the logs of a format hold; a later call replaces it. Journalled. Problem: BadArgument("account", id)
    Result<Done> setPayer(const SourcePayer &payer, UtcTime now);
    /// Nothing is decided of the format any more. Journalled.
    Result<Done> clearPayer(const std::string &format, UtcTime now);

    /// Notes what an evaluation saw; latestEvaluation() becomes `now`, also when that is earlier (see EvaluationClock.h).
    Result<Done> noteEvaluation(std::span<const BudgetNote> notes, UtcTime now);
    /// Each once: a mark that is there stays as it is.
    Result<Done> storeForecastMarks(std::span<const ForecastMark> marks);

    /// Stores alerts with fresh keys, and for each that is to be delivered one pending delivery a channel, due at `due`; all in
    /// one transaction that is safely on disk when this returns. @return those that were new, as stored
    Result<std::vector<Alert>> storeAlerts(std::span<const Alert> alerts, std::span<const std::string> channels, UtcTime due, UtcTime now);
    Result<Done> markAlerts(std::span<const std::int64_t> noLongerSo, std::span<const std::int64_t> soAgain);
    /// The states of a stored alert. Acknowledged: nothing more is delivered. Snoozed: delivered once more to `channels` at
    /// `until`, under a new idempotency key; nothing is stored again. Muted: as acknowledged, and what else this budget has to say in this period
    /// stays in the inbox. Problem: BadArgument("alert", id) when there is none.
    Result<Done> acknowledgeAlert(std::int64_t id, UtcTime now);
    Result<Done> snoozeAlert(std::int64_t id, UtcTime until, std::span<const std::string> channels);
    Result<Done> muteAlert(std::int64_t id, UtcTime now);

    /// Takes deliveries of a channel that are due, in one atomic step: what one process has claimed no other gets, until the
    /// claim runs out. Called at the start it also returns what a crash left behind, with the same idempotency key.
    /// @param owner names the process; @param lease how long it may take
    Result<std::vector<Delivery>> claimDeliveries(const std::string &channel, const std::string &owner, UtcTime now,
                                                  std::chrono::milliseconds lease, std::size_t most = 20);
    /// @return false when the claim had run out and somebody else has it: nothing was written
    Result<bool> finishDelivery(std::int64_t delivery, const std::string &owner, const DeliveryOutcome &outcome, UtcTime now);
    /// What became of the newest message of an alert after it was sent ("closed by the user"), in place of its receipt.
    Result<Done> noteReceipt(std::int64_t alert, const std::string &channel, const std::string &receipt);

    /// Takes back the newest decision (tag, exclusion, budget, plan, close, reopening, note, outcome, annotation, source, overlap) that has not been taken back; journalled itself. What was decided
    /// on another day, or by another process, counts too. Problem: NothingToUndo.
    Result<JournalEntry> undo(UtcTime now);

    /// Consistent copy while in use, mode 0600. Fails if the target exists.
    Result<Done> backup(const std::string &target);

private:
    struct Private;
    explicit LedgerWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace tokenmeter
