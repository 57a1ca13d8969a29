// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/LedgerReader.h"

#include "ledger/Append.h"
#include "ledger/Coverage.h"
#include "ledger/Decide.h"
#include "ledger/Fingerprint.h"
#include "ledger/Forgetting.h"
#include "ledger/Guarded.h"
#include "ledger/OrderedRecords.h"
#include "ledger/Schema.h"
#include "ledger/RecordPages.h"
#include "ledger/RepricePreview.h"
#include "ledger/UsageQuery.h"
#include "ledger/Verify.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

namespace tokenmeter
{

struct LedgerReader::Private
{
    explicit Private(std::unique_ptr<Connection> opened) : connection{std::move(opened)}, dictionaries{*connection} {}

    /// Runs a body on one snapshot of the ledger.
    template <class Body>
    auto onSnapshot(Body &&body) -> Result<decltype(body())>
    {
        auto result = guarded([&] {
            connection->settle();
            SQLite::Transaction transaction{connection->database(), SQLite::TransactionBehavior::DEFERRED};
            auto value = body();
            transaction.commit();
            return value;
        });
        if (!result) {
            connection->settle();
        }
        return result;
    }

    std::unique_ptr<Connection> connection;
    ReaderDictionaries dictionaries;
    std::atomic<std::uint32_t> interrupts = 0; ///< how many there were
};

LedgerReader::LedgerReader(std::unique_ptr<Private> priv) : d{std::move(priv)} {}
LedgerReader::~LedgerReader() = default;

Result<std::unique_ptr<LedgerReader>> LedgerReader::open(const std::string &path)
{
    return guarded([&] {
        return std::unique_ptr<LedgerReader>{new LedgerReader{std::make_unique<Private>(openForReading(path, builtInMigrations()))}};
    });
}

Result<UsageCells> LedgerReader::usage(const UsageFilter &filter, const std::vector<Dimension> &dimensions, const Zone &zone,
                                       const UsageOptions &options)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return queryUsage(*d->connection, d->dictionaries, snapshot, filter, dimensions, zone, options);
    });
}

Result<RecordPage> LedgerReader::records(const RecordQuestion &question, const Zone &zone, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return pageOf(*d->connection, d->dictionaries, snapshot, question, zone, progress);
    });
}

Result<RecordCounts> LedgerReader::recordCounts(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return queryCounts(*d->connection, d->dictionaries, snapshot, filter, zone, progress);
    });
}

Result<RecordRow> LedgerReader::record(std::int64_t id)
{
    return d->onSnapshot([&] { return recordOf(*d->connection, d->dictionaries, id); });
}

Result<std::vector<RecordSighting>> LedgerReader::sightings(std::int64_t id)
{
    return d->onSnapshot([&] { return sightingsOf(*d->connection, id); });
}

Result<std::vector<MergedCopies>> LedgerReader::mergedCopies(UtcTime from, UtcTime to)
{
    return d->onSnapshot([&] { return mergedCopiesOf(*d->connection, from, to); });
}

Result<std::vector<TagAssignment>> LedgerReader::tagAssignments()
{
    return d->onSnapshot([&] { return readAssignments(*d->connection, d->dictionaries); });
}

Result<std::vector<JournalEntry>> LedgerReader::journal(std::size_t limit)
{
    return d->onSnapshot([&] { return readJournal(*d->connection, limit); });
}

Result<std::optional<JournalEntry>> LedgerReader::undoable()
{
    return d->onSnapshot([&] {
        const std::optional<Undoable> newest = undoableOf(*d->connection);
        return newest ? std::optional{newest->entry} : std::nullopt;
    });
}

Result<std::vector<ModelAnswers>> LedgerReader::answers(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return queryAnswers(*d->connection, d->dictionaries, snapshot, filter, zone, progress);
    });
}

Result<std::vector<SessionCourse>> LedgerReader::sessionCourses(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return querySessionCourses(*d->connection, d->dictionaries, snapshot, filter, zone, progress);
    });
}

Result<std::vector<SessionTurn>> LedgerReader::sessionTurns(const UsageFilter &filter, const Zone &zone, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return querySessionTurns(*d->connection, d->dictionaries, snapshot, filter, zone, progress);
    });
}

Result<std::vector<BillingAccount>> LedgerReader::accounts()
{
    return d->onSnapshot([&] { return billingbook::accounts(*d->connection); });
}

Result<std::vector<ReportState>> LedgerReader::reportStates()
{
    return d->onSnapshot([&] { return billingbook::reportStates(*d->connection); });
}

Result<std::vector<OfAccount<Charge>>> LedgerReader::charges(const BillingQuery &query)
{
    return d->onSnapshot([&] { return billingbook::charges(*d->connection, query); });
}

Result<std::vector<OfAccount<UsageBucket>>> LedgerReader::usageBuckets(const BillingQuery &query)
{
    return d->onSnapshot([&] { return billingbook::buckets(*d->connection, query); });
}

Result<std::vector<OfAccount<BalanceSnapshot>>> LedgerReader::balances(const BillingQuery &query)
{
    return d->onSnapshot([&] { return billingbook::balances(*d->connection, query); });
}

Result<std::vector<OfAccount<TopUp>>> LedgerReader::topUps(const BillingQuery &query)
{
    return d->onSnapshot([&] { return billingbook::topUps(*d->connection, query); });
}

Result<std::vector<OfAccount<AccountFact>>> LedgerReader::accountFacts(std::int64_t account)
{
    return d->onSnapshot([&] { return billingbook::facts(*d->connection, account); });
}

Result<std::vector<IdName>> LedgerReader::accountNames(std::int64_t account)
{
    return d->onSnapshot([&] { return billingbook::names(*d->connection, account); });
}

Result<std::vector<SourcePayer>> LedgerReader::payers()
{
    return d->onSnapshot([&] { return billingbook::payers(*d->connection); });
}

Result<std::vector<Budget>> LedgerReader::budgets()
{
    return d->onSnapshot([&] { return budgetbook::budgets(*d->connection); });
}

Result<std::optional<Budget>> LedgerReader::budget(std::int64_t id)
{
    return d->onSnapshot([&] { return budgetbook::budget(*d->connection, id); });
}

Result<Done> LedgerReader::recordsInOrder(const OrderedQuestion &question, const OrderedUse &use)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        queryInOrder(*d->connection, d->dictionaries, snapshot, question, use);
        return Done{};
    });
}

Result<PlanSheet> LedgerReader::plans()
{
    return d->onSnapshot([&] { return planbook::sheet(*d->connection); });
}

Result<std::vector<PeriodClose>> LedgerReader::closes()
{
    return d->onSnapshot([&] { return reviewbook::closes(*d->connection); });
}

Result<std::vector<SettledAdjustment>> LedgerReader::settledAdjustments()
{
    return d->onSnapshot([&] { return reviewbook::settled(*d->connection); });
}

Result<std::vector<ReviewFact>> LedgerReader::reviewFacts()
{
    return d->onSnapshot([&] { return reviewbook::facts(*d->connection); });
}

Result<PeriodBasis> LedgerReader::periodBasis(const BasisQuestion &question, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return periodBasisOf(*d->connection, d->dictionaries, snapshot, question, progress);
    });
}

Result<std::vector<BudgetNote>> LedgerReader::budgetNotes()
{
    return d->onSnapshot([&] { return budgetbook::notes(*d->connection); });
}

Result<std::optional<UtcTime>> LedgerReader::latestEvaluation()
{
    return d->onSnapshot([&] { return budgetbook::latestEvaluation(*d->connection); });
}

Result<std::vector<ForecastMark>> LedgerReader::forecastMarks(const std::string &budgetUuid)
{
    return d->onSnapshot([&] { return budgetbook::forecastMarks(*d->connection, budgetUuid); });
}

Result<std::vector<Alert>> LedgerReader::alerts(const AlertQuery &query)
{
    return d->onSnapshot([&] { return budgetbook::alerts(*d->connection, query); });
}

Result<std::vector<Alert>> LedgerReader::alertsSince(UtcTime periodStart)
{
    return d->onSnapshot([&] { return budgetbook::alertsSince(*d->connection, periodStart); });
}

Result<std::optional<Alert>> LedgerReader::alert(std::int64_t id)
{
    return d->onSnapshot([&] { return budgetbook::alert(*d->connection, id); });
}

Result<std::vector<Delivery>> LedgerReader::deliveries(std::int64_t alert)
{
    return d->onSnapshot([&] { return budgetbook::deliveries(*d->connection, alert); });
}

Result<std::optional<UtcTime>> LedgerReader::nextDelivery(const std::string &channel, UtcTime now)
{
    return d->onSnapshot([&] { return budgetbook::nextDelivery(*d->connection, channel, now); });
}

Result<LedgerSummary> LedgerReader::summary()
{
    return d->onSnapshot([&] {
        LedgerSummary summary;
        Query &counts = d->connection
                            ->query("SELECT coalesce(sum(records), 0), coalesce(sum(records) FILTER (WHERE rate_id IN "
                                    "(SELECT id FROM rate WHERE unpriced <> 0)), 0) FROM rollup_day")
                            .with();
        counts.step();
        summary.records = counts.integer(0);
        summary.unpricedRecords = counts.integer(1);
        counts.reset();
        Query &reach = d->connection->query("SELECT min(oldest_ms), max(newest_ms) FROM source").with();
        reach.step();
        const auto at = [&](int column) {
            const std::optional<std::int64_t> ms = reach.optionalInteger(column);
            return ms ? std::optional{utcFromMs(*ms)} : std::nullopt;
        };
        summary.oldest = at(0);
        summary.newest = at(1);
        reach.reset();
        summary.catalogueVersion = metaValue(*d->connection, "catalogue_version");
        summary.zoneId = metaValue(*d->connection, "zone");
        if (const auto ms = d->connection->query("SELECT max(started_ms) FROM import_batch").with().firstInteger()) {
            summary.lastImport = utcFromMs(*ms);
        }
        return summary;
    });
}

Result<std::vector<SourceStatus>> LedgerReader::sources()
{
    return d->onSnapshot([&] {
        std::vector<SourceStatus> all;
        Query &query = d->connection
                           ->query("SELECT n.text, s.root, (SELECT count(*) FROM file WHERE file.source_id = s.id AND " TOKENMETER_IS_FILE "), "
                                   "coalesce(r.records, 0), (SELECT count(*) FROM problem p JOIN file f ON f.id = p.file_id "
                                   "WHERE f.source_id = s.id), coalesce(s.read_ms, 0), coalesce(s.newest_ms, 0) FROM source s "
                                   "LEFT JOIN name n ON n.id = s.format_id LEFT JOIN (SELECT source_id, sum(records) AS records "
                                   "FROM rollup_day GROUP BY source_id) r ON r.source_id = s.id ORDER BY n.text, s.root")
                           .with();
        while (query.step()) {
            SourceStatus status;
            status.key = {query.text(0), query.text(1)};
            status.files = query.integer(2);
            status.records = query.integer(3);
            status.problems = query.integer(4);
            status.lastRead = utcFromMs(query.integer(5));
            status.newestRecord = utcFromMs(query.integer(6));
            all.push_back(std::move(status));
        }
        query.reset();
        return all;
    });
}

Result<std::vector<SourceKey>> LedgerReader::sourceKeys()
{
    return d->onSnapshot([&] {
        std::vector<SourceKey> all;
        Query &query = d->connection
                           ->query("SELECT n.text, s.root FROM source s LEFT JOIN name n ON n.id = s.format_id ORDER BY n.text, s.root")
                           .with();
        while (query.step()) {
            all.push_back({query.text(0), query.text(1)});
        }
        query.reset();
        return all;
    });
}

Result<std::vector<SourceStanding>> LedgerReader::sourceStandings()
{
    return d->onSnapshot([&] { return sourcebook::standings(*d->connection); });
}

Result<std::vector<SourceFacts>> LedgerReader::sourceFacts()
{
    return d->onSnapshot([&] { return sourcebook::facts(*d->connection); });
}

Result<std::vector<SourceFile>> LedgerReader::sourceFiles(const SourceKey &source)
{
    return d->onSnapshot([&] { return sourcebook::files(*d->connection, source); });
}

Result<std::vector<Problem>> LedgerReader::sourceProblems(const SourceKey &source, std::size_t limit)
{
    return d->onSnapshot([&] { return sourcebook::problems(*d->connection, source, limit); });
}

Result<std::vector<FileTrouble>> LedgerReader::fileTroubles()
{
    return d->onSnapshot([&] { return filetroubles::all(*d->connection); });
}

Result<SourceCopies> LedgerReader::sourceDuplicates(const SourceKey &source, const DuplicateQuestion &question, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts,
                       [&](Snapshot &snapshot) { return sourcebook::duplicates(*d->connection, snapshot, source, question, progress); });
}

Result<std::vector<DuplicateGroup>> LedgerReader::sourceDuplicateGroups(const SourceKey &source, SightingRule rule, const DuplicatePlace &after, std::size_t limit,
                                                                        const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts,
                       [&](Snapshot &snapshot) { return sourcebook::duplicateGroups(*d->connection, snapshot, source, rule, after, limit, progress); });
}

Result<MergedFiles> LedgerReader::sourceMergedFiles(const SourceKey &source, const std::optional<MergedFile> &after, std::size_t limit)
{
    return d->onSnapshot([&] { return sourcebook::mergedFiles(*d->connection, source, after, limit); });
}

Result<ForgetEffect> LedgerReader::forgetEffect(const SourceKey &source, const ReadProgress &progress)
{
    return onSnapshots(*d->connection, d->interrupts, [&](Snapshot &snapshot) {
        return forgetEffectOf(*d->connection, snapshot, sourcebook::source(*d->connection, source).id, progress);
    });
}

Result<std::vector<Overlap>> LedgerReader::overlaps(const Zone &zone)
{
    return d->onSnapshot([&] { return coverage::overlaps(*d->connection, zone); });
}

Result<bool> LedgerReader::areOverlapsSettled()
{
    return d->onSnapshot([&] { return coverage::isSettled(*d->connection); });
}

Result<std::vector<FileState>> LedgerReader::files(const SourceKey &source)
{
    return d->onSnapshot([&] {
        std::vector<FileState> all;
        Query &query = d->connection
                           ->query("SELECT " TOKENMETER_FILE_COLUMNS " FROM file WHERE offset IS NOT NULL AND source_id = "
                                   "(SELECT s.id FROM source s JOIN name n ON n.id = s.format_id WHERE n.text = ? AND s.root = ?)")
                           .with(std::string_view{source.format}, std::string_view{source.root});
        while (query.step()) {
            all.push_back(readFileState(query, 0).value());
        }
        query.reset();
        return all;
    });
}

Result<std::optional<FileState>> LedgerReader::file(const std::string &path)
{
    return d->onSnapshot([&] {
        Query &query = d->connection
                           ->query("SELECT " TOKENMETER_FILE_COLUMNS
                                   " FROM file WHERE path = ? AND offset IS NOT NULL ORDER BY parser_version = ?, offset DESC LIMIT 1")
                           .with(std::string_view{path}, ReadByAnother);
        std::optional<FileState> state;
        if (query.step()) {
            state = readFileState(query, 0);
        }
        query.reset();
        return state;
    });
}

Result<std::vector<Problem>> LedgerReader::problems(std::size_t limit)
{
    return d->onSnapshot([&] {
        std::vector<Problem> all;
        Query &query = d->connection
                           ->query("SELECT p.cause, f.path, p.offset, p.line, p.field, p.args FROM problem p "
                                   "JOIN file f ON f.id = p.file_id ORDER BY p.id DESC LIMIT ?")
                           .with(limit);
        while (query.step()) {
            Problem problem{.cause = Cause(query.integer(0))};
            problem.file = query.text(1);
            problem.offset = query.integer(2);
            problem.line = query.integer(3);
            problem.field = query.text(4);
            problem.args = problemArgs(query.text(5));
            all.push_back(std::move(problem));
        }
        query.reset();
        return all;
    });
}

Result<std::vector<OwnPrice>> LedgerReader::ownPrices()
{
    return d->onSnapshot([&] {
        std::vector<OwnPrice> all;
        Query &query = d->connection
                           ->query("SELECT uuid, model, provider, currency, effective_from, effective_to, input, cache_read, "
                                   "cache_write_5m, cache_write_1h, output FROM own_price ORDER BY model, effective_from, uuid")
                           .with();
        while (query.step()) {
            OwnPrice price;
            int column = 0;
            for (std::string *text : {&price.uuid, &price.model, &price.provider, &price.currency, &price.from, &price.to,
                                      &price.input, &price.cacheRead, &price.cacheWrite5m, &price.cacheWrite1h, &price.output}) {
                *text = query.text(column++);
            }
            all.push_back(std::move(price));
        }
        query.reset();
        return all;
    });
}

Result<std::vector<ExchangeRate>> LedgerReader::exchangeRates()
{
    return d->onSnapshot([&] {
        std::vector<ExchangeRate> all;
        Query &query = d->connection
                           ->query("SELECT day, from_currency, to_currency, rate, source FROM exchange_rate "
                                   "ORDER BY day, from_currency, to_currency")
                           .with();
        while (query.step()) {
            all.push_back({LocalDay{std::chrono::days{query.integer(0)}}, Currency{query.text(1)}, Currency{query.text(2)},
                           query.text(3), query.text(4)});
        }
        query.reset();
        return all;
    });
}

Result<LedgerReader::AcceptedCatalogue> LedgerReader::catalogue()
{
    return d->onSnapshot([&] {
        return AcceptedCatalogue{metaValue(*d->connection, "catalogue_version"), metaValue(*d->connection, "catalogue_json")};
    });
}

Result<std::string> LedgerReader::note(const std::string &name)
{
    return d->onSnapshot([&] {
        return d->connection->query("SELECT value FROM note WHERE name = ?")
            .with(std::string_view{name})
            .firstText()
            .value_or(std::string{});
    });
}

Result<std::vector<LedgerReader::ModelVolume>> LedgerReader::models()
{
    return d->onSnapshot([&] {
        std::vector<ModelVolume> all;
        Query &query = d->connection
                           ->query("SELECT coalesce(p.text, ''), coalesce(m.text, ''), sum(requests), "
                                   "sum(iif(rate.unpriced NOT IN (0, ?1), requests, 0)), sum(iif(rate.unpriced NOT IN (0, ?1), tokens, 0)), sum(tokens) "
                                   "FROM (SELECT provider_id, model_id, rate_id, sum(requests) AS requests, "
                                   "sum(d.input + d.cache_read + d.cache_write_5m + d.cache_write_1h + d.output + d.input_audio + "
                                   "d.cached_audio + d.output_audio + d.input_image + d.output_image) AS tokens "
                                   "FROM rollup_day d GROUP BY provider_id, model_id, rate_id) "
                                   "LEFT JOIN name p ON p.id = provider_id LEFT JOIN name m ON m.id = model_id "
                                   "JOIN rate ON rate.id = rate_id GROUP BY provider_id, model_id "
                                   "ORDER BY 5 DESC, 4 DESC, 6 DESC, 1, 2")
                           .with(int(Unpriced::AmountOnly));
        while (query.step()) {
            all.push_back({query.text(0), query.text(1), query.integer(2), query.integer(3), query.integer(4), query.integer(5)});
        }
        query.reset();
        return all;
    });
}

Result<std::vector<VerifyCheck>> LedgerReader::verify(const RateSource *rates)
{
    return d->onSnapshot([&] { return verifyLedger(*d->connection, rates); });
}

Result<RepricePreview> LedgerReader::previewReprice(const RateSource &rates)
{
    return d->onSnapshot([&] { return repricePreviewOf(*d->connection, rates); });
}

Result<std::string> LedgerReader::fingerprint()
{
    return d->onSnapshot([&] { return fingerprintOf(*d->connection); });
}

void LedgerReader::interrupt()
{
    ++d->interrupts;
    sqlite3_interrupt(d->connection->database().getHandle());
}

std::uint32_t LedgerReader::interrupts() const
{
    return d->interrupts.load();
}

} // namespace tokenmeter
