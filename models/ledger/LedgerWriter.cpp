// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/LedgerWriter.h"

#include "ledger/Append.h"
#include "ledger/Coverage.h"
#include "ledger/Decide.h"
#include "ledger/Forgetting.h"
#include "ledger/Guarded.h"
#include "ledger/RecordPages.h"
#include "ledger/Schema.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tokenmeter
{

namespace
{

constexpr std::size_t RecordsAChunk = 20'000;

Problem badTag(const Tag &tag)
{
    return {.cause = Cause::BadArgument, .args = {"tag", tag.key}};
}

/// "session a, model b": what a filter is about, for the journal.
std::string wordsOf(const UsageFilter &filter)
{
    std::string words;
    const auto add = [&words](std::string_view what, const std::string &value) {
        words += (words.empty() ? "" : ", ") + std::string{what} + ' ' + value;
    };
    for (const auto &[what, names] : {std::pair{"session", &filter.sessions}, std::pair{"project", &filter.projects},
                                      std::pair{"model", &filter.models}, std::pair{"provider", &filter.providers},
                                      std::pair{"source", &filter.sources}, std::pair{"agent", &filter.agents},
                                      std::pair{"tier", &filter.tiers}}) {
        for (const std::string &name : *names) {
            add(what, name);
        }
    }
    for (const TagTerm &term : filter.tags) {
        add("tag", term.key + '=' + term.value);
    }
    if (filter.from) {
        add("from", toIso(*filter.from));
    }
    if (filter.to) {
        add("to", toIso(*filter.to));
    }
    if (!filter.text.empty()) {
        add("text", filter.text);
    }
    return words;
}

std::string wordsOf(const RecordSelection &selection)
{
    return selection.filter ? wordsOf(*selection.filter) : std::string{};
}

std::string_view wordOf(ReviewFactKind kind)
{
    return kind == ReviewFactKind::Note ? "note" : kind == ReviewFactKind::Outcome ? "outcome" : "annotation";
}

/// The period or day, for the journal.
std::string subjectOf(const ReviewFactBody &what)
{
    struct Subject
    {
        std::string operator()(const ReviewNote &note) const { return toText(note.period); }
        std::string operator()(const WorkOutcome &outcome) const { return toText(outcome.period); }
        std::string operator()(const Annotation &annotation) const { return toIso(annotation.day); }
    };
    return std::visit(Subject{}, what);
}

/// A note's text is not repeated: it is in its own table, before and after.
std::string detailOf(const ReviewFactBody &what)
{
    struct Detail
    {
        std::string operator()(const ReviewNote &) const { return {}; }
        std::string operator()(const WorkOutcome &outcome) const { return outcome.kind; }
        std::string operator()(const Annotation &annotation) const { return annotation.text; }
    };
    return std::visit(Detail{}, what);
}

} // namespace

struct LedgerWriter::Private
{
    explicit Private(std::unique_ptr<Connection> opened, Zone zone)
        : connection{std::move(opened)}, dictionaries{*connection}, rollups{*connection, dictionaries, std::move(zone)}, usage{*connection}
    {
    }

    /// Runs a body in one BEGIN IMMEDIATE transaction. What it remembered is forgotten when it fails.
    template <class Body>
    auto inTransaction(Body &&body) -> Result<decltype(body())>
    {
        dictionaries.forgetIfLarge();
        auto result = guarded([&] {
            SQLite::Transaction transaction{connection->database(), SQLite::TransactionBehavior::IMMEDIATE};
            followZone();
            auto value = body();
            transaction.commit();
            return value;
        });
        if (!result) {
            connection->settle();
            dictionaries.forget();
            rollups.forget();
        }
        return result;
    }

    /// Another process may have cut the days anew.
    void followZone()
    {
        const std::string id = metaValue(*connection, "zone");
        if (id != rollups.zone().id()) {
            const std::optional<Zone> zone = Zone::byId(id);
            if (!zone) {
                Problem problem{.cause = Cause::UnknownZone};
                problem.args = {id};
                throw LedgerFailure{std::move(problem)};
            }
            rollups.setZone(*zone);
        }
    }

    void note(std::string_view uuid, UtcTime now, std::string_view action, std::string_view subject, std::string_view detail)
    {
        writeJournal(*connection, uuid, now, action, subject, detail);
    }

    Result<std::vector<std::int64_t>> select(const RecordSelection &selection, const std::optional<UsageFilter> &filter)
    {
        std::vector<std::int64_t> ids = selection.records;
        if (filter) {
            auto found = onSnapshots(*connection, never, [&](Snapshot &snapshot) {
                ReaderDictionaries names{*connection};
                return recordIds(*connection, names, snapshot, *filter, selection.zone);
            });
            if (!found) {
                return found;
            }
            ids.insert(ids.end(), found->begin(), found->end());
        }
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    }

    void writeNote(std::string_view name, std::string_view value)
    {
        connection->query("INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").with(name, value).run();
    }

    /// @return 1 where a record that is shown has another rate now, else 0
    std::int64_t giveRate(StoredUsage &row, const Rate &rate)
    {
        const std::int64_t number = dictionaries.rateId(rate);
        if (number == row.rateId) {
            return 0;
        }
        rollups.add(row, -1);
        row.rateId = number;
        rollups.add(row, 1);
        usage.setRate(row.id, number);
        return row.isHidden() ? 0 : 1;
    }

    /// Of a chunk.
    void endRates(std::int64_t changed)
    {
        rollups.flush();
        if (changed > 0) {
            coverage::noteUnsettled(*connection); // should it stop before all is priced
        }
    }

    /// Of all chunks. @return what it was given
    Result<std::int64_t> settleRates(std::int64_t changed)
    {
        if (changed > 0) { // a name that has a price is one that can be told from others
            const Result<coverage::Settled> settled = inTransaction([&] { return settleOverlaps(); });
            if (!settled) {
                return settled.problem();
            }
        }
        return changed;
    }

    coverage::Settled settleOverlaps() { return coverage::settle(*connection, dictionaries, rollups, usage); }

    ForgetEffect setSource(const sourcebook::NumberedSource &before, SourceState state, bool recordsForgotten)
    {
        sourcebook::setState(*connection, before.id, state, recordsForgotten);
        ForgetEffect effect;
        if (before.standing.recordsForgotten != recordsForgotten) {
            effect = Forgetting{*connection, rollups, usage}.settleSource(before.id, recordsForgotten);
            settleOverlaps();
        }
        return effect;
    }

    Budget standingBudget(std::int64_t id)
    {
        std::optional<Budget> budget = budgetbook::budget(*connection, id);
        if (!budget) {
            throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"budget", std::to_string(id)}}};
        }
        return *std::move(budget);
    }

    void noteBudget(std::string_view action, const Budget &after, const std::optional<Budget> &before, UtcTime now)
    {
        const std::int64_t sequence = writeJournal(*connection, {}, now, action, after.name, toText(after.period), UndoKind::OfBudget);
        budgetbook::noteBefore(*connection, sequence, after.id, before);
    }

    Plan standingPlan(std::int64_t id)
    {
        std::optional<Plan> plan = planbook::plan(*connection, id);
        if (!plan) {
            throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"plan", std::to_string(id)}}};
        }
        return *std::move(plan);
    }

    void notePlan(std::string_view action, const Plan &after, const std::optional<Plan> &before, UtcTime now)
    {
        const std::int64_t sequence = writeJournal(*connection, {}, now, action, after.name, toText(after.kind), UndoKind::OfPlan);
        planbook::noteBefore(*connection, sequence, after.id, before);
    }

    /// @param kind the user means a note, an outcome or an annotation: a number of another kind is a mistake
    ReviewFact standingFact(std::int64_t id, ReviewFactKind kind)
    {
        std::optional<ReviewFact> fact = reviewbook::fact(*connection, id);
        if (!fact || kindOf(fact->what) != kind) {
            throw LedgerFailure{{.cause = Cause::BadArgument, .args = {std::string{wordOf(kind)}, std::to_string(id)}}};
        }
        return *std::move(fact);
    }

    void noteFact(const char *verb, const ReviewFact &after, const std::optional<ReviewFact> &before, UtcTime now)
    {
        const std::string action = std::string{wordOf(kindOf(after.what))} + ' ' + verb;
        const std::int64_t sequence
            = writeJournal(*connection, {}, now, action, subjectOf(after.what), detailOf(after.what), UndoKind::OfReviewFact);
        reviewbook::noteFactBefore(*connection, sequence, after.id, before);
    }

    /// What was committed is on the disk when it returns, not only in the system's memory.
    template <class Body>
    auto safely(Body &&body) -> decltype(body())
    {
        connection->database().tryExec("PRAGMA synchronous=FULL");
        auto result = body();
        connection->database().tryExec("PRAGMA synchronous=NORMAL");
        return result;
    }

    /// Carries a decision out over records in transactions of some thousands, all under one entry of the journal.
    /// @param body number of records that changed: (decide, ids, sequence)
    template <class Body>
    Result<std::int64_t> decideInChunks(std::span<const std::int64_t> ids, UtcTime now, std::string_view action, std::string_view subject,
                                        std::string_view detail, UndoKind undo, Body body)
    {
        std::int64_t sequence = 0;
        std::int64_t changed = 0;
        for (std::size_t from = 0; from < ids.size(); from += RecordsAChunk) {
            const auto chunk = ids.subspan(from, std::min(RecordsAChunk, ids.size() - from));
            std::int64_t entry = sequence;
            const Result<std::int64_t> done = inTransaction([&] {
                if (entry == 0) {
                    entry = writeJournal(*connection, {}, now, action, subject, detail, undo);
                } else if (!isStanding(*connection, entry)) { // somebody took it back meanwhile
                    throw LedgerFailure{{.cause = Cause::Cancelled}};
                }
                Decide decide{*connection, dictionaries, rollups, usage};
                const std::int64_t here = body(decide, chunk, entry);
                connection->query("UPDATE journal SET records = records + ? WHERE sequence = ?").with(here, entry).run();
                if (!connection->query("SELECT 1 FROM journal_record WHERE journal = ? LIMIT 1").with(entry).firstInteger()) {
                    connection->query("DELETE FROM journal_tag WHERE journal = ?").with(entry).run();
                    connection->query("DELETE FROM journal WHERE sequence = ?").with(entry).run();
                    entry = 0;
                }
                return here;
            });
            if (!done) {
                return done;
            }
            sequence = entry;
            changed += *done;
        }
        return changed;
    }

    std::unique_ptr<Connection> connection;
    Dictionaries dictionaries;
    Rollups rollups;
    UsageTable usage;
    ImportRun run;
    const std::atomic<std::uint32_t> never = 0; ///< nobody interrupts a writer
};

LedgerWriter::LedgerWriter(std::unique_ptr<Private> priv) : d{std::move(priv)} {}
LedgerWriter::~LedgerWriter() = default;

Result<std::unique_ptr<LedgerWriter>> LedgerWriter::open(const std::string &path, const Options &options)
{
    return guarded([&] {
        auto connection = openForWriting({path, options.zone.id(), options.create, options.busyTimeoutMs}, builtInMigrations());
        return std::unique_ptr<LedgerWriter>{new LedgerWriter{std::make_unique<Private>(std::move(connection), options.zone)}};
    });
}

Result<Done> LedgerWriter::beginImport(UtcTime now)
{
    d->run = {};
    d->run.now = now;
    return Done{};
}

Result<AppendReport> LedgerWriter::append(std::span<const FileBatch> batches, const RateSource &rates)
{
    const std::int64_t batchBefore = d->run.batchId;
    const auto waitingBefore = d->run.waiting;
    Append append{*d->connection, d->dictionaries, d->rollups, d->usage, d->run, rates};
    auto report = d->inTransaction([&] {
        append.add(batches);
        return append.report();
    });
    if (report) {
        append.countInRun();
    } else {
        d->run.batchId = batchBefore;
        d->run.waiting = waitingBefore;
    }
    return report;
}

Result<AppendReport> LedgerWriter::finishImport()
{
    const AppendReport report = d->run.report();
    const bool wrote = d->run.batchId != 0;
    d->run = {};
    if (wrote) {
        // Others may be reading: then the next one does it.
        d->connection->database().tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return report;
}

Result<std::int64_t> LedgerWriter::reprice(bool unpricedOnly, const RateSource &rates, std::stop_token stop)
{
    constexpr std::size_t Chunk = 20'000;
    std::int64_t changed = 0;
    std::int64_t last = 0;
    for (bool more = true; more;) {
        if (stop.stop_requested()) {
            return Problem{.cause = Cause::Cancelled};
        }
        const Result<std::int64_t> chunk = d->inTransaction([&] {
            std::int64_t changedHere = 0;
            std::vector<StoredUsage> rows = d->usage.after(last, Chunk, unpricedOnly);
            more = rows.size() == Chunk;
            for (StoredUsage &row : rows) {
                last = row.id;
                changedHere += d->giveRate(row, rates(row.record, d->dictionaries.context(row.contextId).usage.serving));
            }
            d->endRates(changedHere);
            return changedHere;
        });
        if (!chunk) {
            return chunk.problem();
        }
        changed += *chunk;
    }
    return d->settleRates(changed);
}

Result<std::int64_t> LedgerWriter::repriceAmounts(const RateSource &rates, std::stop_token stop)
{
    constexpr std::int64_t Chunk = 100'000; // rows looked at; few of them are such
    constexpr std::string_view Note = "amounts_repriced_to"; // the number of the last row that was looked at, or the word
    constexpr std::string_view All = "all";
    const auto reached = guarded([&] { return d->connection->query("SELECT value FROM note WHERE name = ?").with(Note).firstText().value_or("0"); });
    if (!reached || *reached == All) {
        return reached ? Result<std::int64_t>{0} : Result<std::int64_t>{reached.problem()};
    }
    std::int64_t changed = 0;
    std::int64_t last = std::atoll(reached->c_str());
    for (bool more = true; more;) {
        if (stop.stop_requested()) {
            return Problem{.cause = Cause::Cancelled};
        }
        const Result<std::int64_t> chunk = d->inTransaction([&] {
            std::int64_t changedHere = 0;
            for (StoredUsage &row : d->usage.amountsRatedOtherwise(last, last + Chunk)) {
                const Rate &rate = rates(row.record, d->dictionaries.context(row.contextId).usage.serving);
                changedHere += rate.unpriced == Unpriced::AmountOnly ? d->giveRate(row, rate) : 0;
            }
            d->endRates(changedHere);
            last += Chunk;
            more = last < d->usage.lastId();
            d->writeNote(Note, more ? std::to_string(last) : std::string{All});
            return changedHere;
        });
        if (!chunk) {
            return chunk.problem();
        }
        changed += *chunk;
    }
    return d->settleRates(changed);
}

Result<Done> LedgerWriter::setZone(const Zone &zone)
{
    return d->inTransaction([&] {
        if (d->rollups.zone().id() != zone.id()) {
            d->rollups.setZone(zone);
            d->rollups.rebuildDays();
            setMetaValue(*d->connection, "zone", zone.id());
            d->settleOverlaps(); // days of other trackers are the user's
        }
        return Done{};
    });
}

Result<Done> LedgerWriter::rebuildRollups()
{
    return d->inTransaction([&] {
        d->rollups.rebuildAll();
        return Done{};
    });
}

Result<Done> LedgerWriter::addOwnPrice(const OwnPrice &price, UtcTime now)
{
    return d->inTransaction([&] {
        d->connection
            ->query("INSERT INTO own_price (uuid, model, provider, currency, effective_from, effective_to, input, cache_read, "
                    "cache_write_5m, cache_write_1h, output) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uuid) DO UPDATE SET "
                    "model = excluded.model, provider = excluded.provider, currency = excluded.currency, "
                    "effective_from = excluded.effective_from, effective_to = excluded.effective_to, input = excluded.input, "
                    "cache_read = excluded.cache_read, cache_write_5m = excluded.cache_write_5m, "
                    "cache_write_1h = excluded.cache_write_1h, output = excluded.output")
            .with(std::string_view{price.uuid}, std::string_view{price.model}, std::string_view{price.provider},
                  std::string_view{price.currency}, std::string_view{price.from}, std::string_view{price.to},
                  std::string_view{price.input}, std::string_view{price.cacheRead}, std::string_view{price.cacheWrite5m},
                  std::string_view{price.cacheWrite1h}, std::string_view{price.output})
            .run();
        std::string detail = price.model;
        for (const std::string *part : {&price.provider, &price.currency, &price.from, &price.to, &price.input, &price.cacheRead,
                                        &price.cacheWrite5m, &price.cacheWrite1h, &price.output}) {
            detail += '\x1F' + *part;
        }
        d->note({}, now, "own price added", price.uuid, detail);
        return Done{};
    });
}

Result<Done> LedgerWriter::removeOwnPrice(const std::string &uuid, UtcTime now)
{
    return d->inTransaction([&] {
        d->connection->query("DELETE FROM own_price WHERE uuid = ?").with(std::string_view{uuid}).run();
        if (d->connection->changes() > 0) {
            d->note({}, now, "own price removed", uuid, {});
        }
        return Done{};
    });
}

Result<Done> LedgerWriter::setExchangeRate(const ExchangeRate &rate, UtcTime now)
{
    return d->inTransaction([&] {
        const std::string from = rate.from.code();
        const std::string to = rate.to.code();
        d->connection
            ->query("INSERT INTO exchange_rate (day, from_currency, to_currency, rate, source) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT (day, from_currency, to_currency) DO UPDATE SET rate = excluded.rate, source = excluded.source")
            .with(rate.day.time_since_epoch().count(), std::string_view{from}, std::string_view{to}, std::string_view{rate.rate},
                  std::string_view{rate.source})
            .run();
        d->note({}, now, "exchange rate set", from + to + ' ' + toIso(rate.day), rate.rate + '\x1F' + rate.source);
        return Done{};
    });
}

Result<PublishedRates> LedgerWriter::addPublishedRates(std::span<const ExchangeRate> rates, UtcTime now)
{
    return d->inTransaction([&] {
        PublishedRates result;
        for (const ExchangeRate &rate : rates) {
            const std::string from = rate.from.code();
            const std::string to = rate.to.code();
            const std::int64_t day = rate.day.time_since_epoch().count();
            Query &known = d->connection->query("SELECT rate, source FROM exchange_rate WHERE day = ? AND from_currency = ? AND to_currency = ?")
                               .with(day, std::string_view{from}, std::string_view{to});
            const bool isKnown = known.step();
            const std::string before = isKnown ? known.text(0) : std::string{};
            const bool isAnothers = isKnown && known.text(1) != rate.source;
            known.reset();
            if (isAnothers) {
                ++result.kept;
                continue;
            }
            if (before == rate.rate) {
                continue;
            }
            ++(isKnown ? result.corrected : result.added);
            d->connection
                ->query("INSERT INTO exchange_rate (day, from_currency, to_currency, rate, source) VALUES (?, ?, ?, ?, ?) "
                        "ON CONFLICT (day, from_currency, to_currency) DO UPDATE SET rate = excluded.rate")
                .with(day, std::string_view{from}, std::string_view{to}, std::string_view{rate.rate}, std::string_view{rate.source})
                .run();
        }
        if (result.added + result.corrected > 0) {
            d->note({}, now, "exchange rates fetched", rates.front().source + ' ' + toIso(rates.back().day),
                    std::to_string(result.added) + '\x1F' + std::to_string(result.corrected));
        }
        return result;
    });
}

Result<Done> LedgerWriter::removeExchangeRate(LocalDay day, Currency from, Currency to, UtcTime now)
{
    return d->inTransaction([&] {
        const std::string codes[] = {from.code(), to.code()};
        d->connection->query("DELETE FROM exchange_rate WHERE day = ? AND from_currency = ? AND to_currency = ?")
            .with(day.time_since_epoch().count(), std::string_view{codes[0]}, std::string_view{codes[1]})
            .run();
        if (d->connection->changes() == 0) {
            throw LedgerFailure{{.cause = Cause::NoExchangeRate, .args = {codes[0], codes[1], toIso(day)}}};
        }
        d->note({}, now, "exchange rate removed", codes[0] + codes[1] + ' ' + toIso(day), {});
        return Done{};
    });
}

Result<Done> LedgerWriter::acceptCatalogue(const std::string &version, const std::string &json, UtcTime now)
{
    return d->inTransaction([&] {
        setMetaValue(*d->connection, "catalogue_version", version);
        setMetaValue(*d->connection, "catalogue_json", json);
        d->note({}, now, "catalogue accepted", version, {});
        return Done{};
    });
}

Result<Done> LedgerWriter::setNote(const std::string &name, const std::string &value)
{
    return d->inTransaction([&] {
        d->writeNote(name, value);
        return Done{};
    });
}

Result<Done> LedgerWriter::setFileTroubles(std::span<const FileTrouble> gone, std::span<const FileTrouble> come)
{
    if (gone.empty() && come.empty()) {
        return Done{};
    }
    return d->inTransaction([&] {
        filetroubles::store(*d->connection, d->dictionaries, gone, come);
        return Done{};
    });
}

Result<std::int64_t> LedgerWriter::setTag(const TagTarget &target, const Tag &tag, UtcTime now)
{
    const bool takes = tag.value.empty();
    if (!isValidTag({tag.key, takes ? "x" : tag.value})) {
        return badTag(tag);
    }
    const std::string action = takes ? "untag" : "tag";
    const std::string detail = takes ? tag.key : tag.key + '=' + tag.value;
    if (target.scope == TagScope::Record) {
        const auto ids = d->select(target.records, target.records.filter);
        if (!ids) {
            return ids.problem();
        }
        return d->decideInChunks(*ids, now, action, wordsOf(target.records), detail, UndoKind::Tag,
                                 [&](Decide &decide, std::span<const std::int64_t> chunk, std::int64_t entry) {
                                     const std::int64_t key = d->dictionaries.nameId(tag.key);
                                     return decide.tagRecords(chunk, key, d->dictionaries.nameId(tag.value), entry);
                                 });
    }
    if (target.name.empty() && target.scope == TagScope::Session) {
        return Problem{.cause = Cause::BadArgument, .args = {"session", {}}};
    }
    return d->inTransaction([&] {
        const bool isSession = target.scope == TagScope::Session;
        const std::int64_t key = d->dictionaries.nameId(tag.key);
        const std::int64_t value = d->dictionaries.nameId(tag.value);
        const std::int64_t subject = d->dictionaries.nameId(target.name);
        if (d->connection->query("SELECT value_id FROM tag WHERE scope = ? AND subject_id = ? AND key_id = ?")
                .with(int(target.scope), subject, key)
                .firstInteger()
                .value_or(0)
            == value) {
            return std::int64_t{0};
        }
        const std::int64_t entry = writeJournal(*d->connection, {}, now, action, (isSession ? "session " : "project ") + target.name, detail,
                                                UndoKind::Tag);
        const std::int64_t changed
            = Decide{*d->connection, d->dictionaries, d->rollups, d->usage}.tagSubject(target.scope, subject, key, value, entry);
        d->connection->query("UPDATE journal SET records = ? WHERE sequence = ?").with(changed, entry).run();
        return changed;
    });
}

Result<std::int64_t> LedgerWriter::setExcluded(const RecordSelection &selection, bool excluded, const std::string &why, UtcTime now)
{
    std::optional<UsageFilter> filter = selection.filter;
    if (filter) {
        filter->excluded = excluded ? UsageFilter::Excluded::Without : UsageFilter::Excluded::Only;
    }
    const auto ids = d->select(selection, filter);
    if (!ids) {
        return ids.problem();
    }
    return d->decideInChunks(*ids, now, excluded ? "exclude" : "include", wordsOf(selection), why,
                             excluded ? UndoKind::Include : UndoKind::Exclude,
                             [&](Decide &decide, std::span<const std::int64_t> chunk, std::int64_t entry) {
                                 const std::int64_t changed = decide.exclude(chunk, excluded, entry);
                                 if (changed > 0) {
                                     d->settleOverlaps(); // what is excluded covers nothing
                                 }
                                 return changed;
                             });
}

Result<ForgetEffect> LedgerWriter::setSourceState(const SourceKey &source, SourceState state, bool withRecords, const std::string &why, UtcTime now)
{
    if (state == SourceState::Forgotten && why.find_first_not_of(" \t\n") == std::string::npos) {
        return Problem{.cause = Cause::BadArgument, .args = {"why", why}};
    }
    return d->inTransaction([&] {
        const sourcebook::NumberedSource before = sourcebook::source(*d->connection, source);
        const bool recordsForgotten = state == SourceState::Forgotten && withRecords;
        if (before.standing.state == state && before.standing.recordsForgotten == recordsForgotten) {
            return ForgetEffect{};
        }
        const char *action = state == SourceState::Paused ? "source paused"
            : recordsForgotten                            ? "source forgotten with its records"
            : state == SourceState::Forgotten             ? "source forgotten"
            : before.standing.state == SourceState::Paused ? "source resumed"
                                                           : "source taken back";
        const std::int64_t sequence = writeJournal(*d->connection, {}, now, action, source.format + ' ' + source.root, why, UndoKind::OfSource);
        sourcebook::noteBefore(*d->connection, sequence, before);
        const ForgetEffect effect = d->setSource(before, state, recordsForgotten);
        d->connection->query("UPDATE journal SET records = ? WHERE sequence = ?").with(effect.records, sequence).run();
        return effect;
    });
}

Result<Done> LedgerWriter::rescanSource(const SourceKey &source, UtcTime now)
{
    return d->inTransaction([&] {
        sourcebook::rescan(*d->connection, sourcebook::source(*d->connection, source));
        d->note({}, now, "source to be read again", source.format + ' ' + source.root, {});
        return Done{};
    });
}

Result<Done> LedgerWriter::setCacheReading(const SourceKey &source, CacheReading reading, const std::string &why, UtcTime now)
{
    return d->inTransaction([&] {
        const sourcebook::NumberedSource before = sourcebook::source(*d->connection, source);
        if (before.standing.cacheReading == reading) {
            return Done{};
        }
        const char *words = reading == CacheReading::Inside ? "cached tokens are part of the input"
            : reading == CacheReading::Beside               ? "the input leaves cached tokens out"
                                                            : "as the format says";
        const std::int64_t sequence = writeJournal(*d->connection, {}, now, "source cache decided", source.format + ' ' + source.root,
                                                   why.empty() ? words : words + (": " + why), UndoKind::OfSource);
        sourcebook::noteBefore(*d->connection, sequence, before);
        sourcebook::setCacheReading(*d->connection, before, reading);
        return Done{};
    });
}

Result<std::int64_t> LedgerWriter::setOverlapChoice(const OverlapPair &pair, std::optional<OverlapChoice> choice, const std::string &why,
                                                    UtcTime now)
{
    return d->inTransaction([&] {
        const char *words = !choice ? "the usual choice" : choice == OverlapChoice::Both ? "both count" : choice == OverlapChoice::First ? "the first counts" : "the second counts";
        std::string subject = pair.first.format + ' ' + pair.first.root + ", " + pair.second.format + ' ' + pair.second.root;
        if (!pair.provider.empty()) {
            subject += ", " + pair.provider;
        }
        std::optional<OverlapChoice> ordered = choice;
        const coverage::ChoiceKey key = coverage::keyOf(*d->connection, pair, ordered);
        const coverage::StoredChoice before = coverage::choiceOf(*d->connection, key);
        if (before.choice == ordered) {
            return std::int64_t{0};
        }
        const std::int64_t sequence = writeJournal(*d->connection, {}, now, "overlap decided", subject,
                                                   why.empty() ? words : words + (": " + why), UndoKind::OfOverlap);
        coverage::noteBefore(*d->connection, sequence, key, before);
        coverage::setChoice(*d->connection, key, {ordered, sequence});
        const coverage::Settled settled = d->settleOverlaps();
        const std::int64_t changed = settled.newlyCovered + settled.uncovered;
        d->connection->query("UPDATE journal SET records = ? WHERE sequence = ?").with(changed, sequence).run();
        return changed;
    });
}

Result<std::int64_t> LedgerWriter::settleOverlaps(std::span<const FormatTells> formats, const ProviderNames &names)
{
    return d->inTransaction([&] {
        coverage::setTells(*d->connection, formats);
        coverage::setProviderNames(*d->connection, names);
        const coverage::Settled settled = d->settleOverlaps();
        coverage::noteSettled(*d->connection);
        return settled.newlyCovered;
    });
}

Result<Budget> LedgerWriter::addBudget(const Budget &budget, UtcTime now)
{
    if (const Result<Done> checked = checkBudget(budget); !checked) {
        return checked.problem();
    }
    return d->inTransaction([&] {
        Budget stored = budgetbook::add(*d->connection, budget, now);
        d->noteBudget("budget added", stored, std::nullopt, now);
        return stored;
    });
}

Result<Budget> LedgerWriter::editBudget(const Budget &budget, UtcTime now)
{
    if (const Result<Done> checked = checkBudget(budget); !checked) {
        return checked.problem();
    }
    return d->inTransaction([&] {
        const Budget before = d->standingBudget(budget.id);
        Budget stored = budgetbook::edit(*d->connection, before, budget, now);
        if (!(stored == before)) {
            Budget same = stored;
            same.paused = before.paused;
            d->noteBudget(same == before ? (stored.paused ? "budget paused" : "budget resumed") : "budget changed", stored, before, now);
        }
        return stored;
    });
}

Result<Done> LedgerWriter::removeBudget(std::int64_t id, UtcTime now)
{
    return d->inTransaction([&] {
        const Budget before = d->standingBudget(id);
        budgetbook::remove(*d->connection, id, now);
        d->noteBudget("budget removed", before, before, now);
        return Done{};
    });
}

Result<Plan> LedgerWriter::addPlan(const Plan &plan, UtcTime now)
{
    if (const Result<Done> checked = checkPlan(plan); !checked) {
        return checked.problem();
    }
    return d->inTransaction([&] {
        Plan stored = planbook::add(*d->connection, plan, now);
        d->notePlan("plan added", stored, std::nullopt, now);
        return stored;
    });
}

Result<Plan> LedgerWriter::editPlan(const Plan &plan, UtcTime now)
{
    if (const Result<Done> checked = checkPlan(plan); !checked) {
        return checked.problem();
    }
    return d->inTransaction([&] {
        const Plan before = d->standingPlan(plan.id);
        Plan stored = planbook::edit(*d->connection, before, plan);
        if (!(stored == before)) {
            d->notePlan("plan changed", stored, before, now);
        }
        return stored;
    });
}

Result<Done> LedgerWriter::removePlan(std::int64_t id, UtcTime now)
{
    return d->inTransaction([&] {
        const Plan before = d->standingPlan(id);
        planbook::remove(*d->connection, id, now);
        d->notePlan("plan removed", before, before, now);
        return Done{};
    });
}

Result<Done> LedgerWriter::setPlanOrder(const std::string &provider, const std::optional<PlanKinds> &kinds, UtcTime now)
{
    return d->inTransaction([&] {
        const std::optional<PlanKinds> before = planbook::order(*d->connection, provider);
        if (before != kinds) {
            planbook::setOrder(*d->connection, provider, kinds);
            const std::int64_t sequence = writeJournal(*d->connection, {}, now, "plan order set", provider,
                                                       kinds ? toText(*kinds) : std::string{}, UndoKind::OfPlan);
            planbook::noteOrderBefore(*d->connection, sequence, provider, before);
        }
        return Done{};
    });
}

Result<PeriodClose> LedgerWriter::addClose(const PeriodClose &close, std::span<const SettledAdjustment> settled, UtcTime now)
{
    return d->safely([&] {
        return d->inTransaction([&] {
            PeriodClose stored = reviewbook::addClose(*d->connection, close, now);
            for (SettledAdjustment adjustment : settled) {
                adjustment.shownIn = stored.id;
                reviewbook::addSettled(*d->connection, std::move(adjustment), now);
            }
            const std::int64_t sequence
                = writeJournal(*d->connection, {}, now, "close", toText(stored.period), stored.why, UndoKind::OfClose, stored.records);
            reviewbook::noteClose(*d->connection, sequence, stored.id);
            return stored;
        });
    });
}

Result<Done> LedgerWriter::reopenClose(std::int64_t id, const std::string &why, UtcTime now)
{
    if (why.find_first_not_of(" \t\n") == std::string::npos) {
        return Problem{.cause = Cause::BadArgument, .args = {"why", why}};
    }
    return d->safely([&] {
        return d->inTransaction([&] {
            const std::vector<PeriodClose> all = reviewbook::closes(*d->connection);
            const auto found = std::find_if(all.begin(), all.end(), [id](const PeriodClose &one) { return one.id == id && one.isStanding(); });
            if (found == all.end()) {
                throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"close", std::to_string(id)}}};
            }
            const std::int64_t reopening = reviewbook::reopen(*d->connection, id, why, now);
            const std::int64_t sequence = writeJournal(*d->connection, {}, now, "reopen", toText(found->period), why, UndoKind::OfClose);
            reviewbook::noteReopening(*d->connection, sequence, reopening);
            return Done{};
        });
    });
}

Result<ReviewFact> LedgerWriter::addReviewFact(const ReviewFactBody &what, UtcTime now)
{
    if (const Result<Done> checked = checkReviewFact(what); !checked) {
        return checked.problem();
    }
    return d->inTransaction([&] {
        ReviewFact stored = reviewbook::addFact(*d->connection, what, now);
        d->noteFact("added", stored, std::nullopt, now);
        return stored;
    });
}

Result<ReviewFact> LedgerWriter::editReviewFact(std::int64_t id, const ReviewFactBody &what, UtcTime now)
{
    if (const Result<Done> checked = checkReviewFact(what); !checked) {
        return checked.problem();
    }
    return d->inTransaction([&] {
        const ReviewFact before = d->standingFact(id, kindOf(what));
        if (before.what == what) {
            return before;
        }
        ReviewFact stored = reviewbook::editFact(*d->connection, before, what, now);
        d->noteFact("changed", stored, before, now);
        return stored;
    });
}

Result<Done> LedgerWriter::removeReviewFact(std::int64_t id, ReviewFactKind kind, UtcTime now)
{
    return d->inTransaction([&] {
        const ReviewFact before = d->standingFact(id, kind);
        reviewbook::removeFact(*d->connection, id, now);
        d->noteFact("removed", before, before, now);
        return Done{};
    });
}

Result<BillingAccount> LedgerWriter::addAccount(const BillingAccount &account, UtcTime now)
{
    return d->inTransaction([&] {
        BillingAccount stored = billingbook::add(*d->connection, account, now);
        writeJournal(*d->connection, {}, now, "account added", stored.name, stored.provider);
        return stored;
    });
}

Result<Done> LedgerWriter::editAccount(const BillingAccount &account, UtcTime now)
{
    return d->inTransaction([&] {
        billingbook::edit(*d->connection, account);
        writeJournal(*d->connection, {}, now, "account changed", account.name, account.provider);
        return Done{};
    });
}

Result<Done> LedgerWriter::setPayer(const SourcePayer &payer, UtcTime now)
{
    return d->inTransaction([&] {
        billingbook::setPayer(*d->connection, payer, now);
        writeJournal(*d->connection, {}, now, "payer set", payer.format, payer.account ? std::to_string(*payer.account) : "subscription");
        return Done{};
    });
}

Result<Done> LedgerWriter::clearPayer(const std::string &format, UtcTime now)
{
    return d->inTransaction([&] {
        billingbook::clearPayer(*d->connection, format);
        writeJournal(*d->connection, {}, now, "payer cleared", format, {});
        return Done{};
    });
}

Result<Done> LedgerWriter::removeAccount(std::int64_t id, bool withData, UtcTime now)
{
    return d->inTransaction([&] {
        for (const BillingAccount &account : billingbook::accounts(*d->connection)) {
            if (account.id == id) {
                writeJournal(*d->connection, {}, now, withData ? "account removed with its data" : "account removed", account.name, account.provider);
            }
        }
        billingbook::remove(*d->connection, id, withData, now);
        return Done{};
    });
}

Result<bool> LedgerWriter::claimAccount(std::int64_t id, const std::string &owner, UtcTime now, UtcTime until)
{
    return d->inTransaction([&] { return billingbook::claim(*d->connection, id, owner, now, until); });
}

Result<Done> LedgerWriter::releaseAccount(std::int64_t id, const std::string &owner)
{
    return d->inTransaction([&] {
        billingbook::release(*d->connection, id, owner);
        return Done{};
    });
}

Result<SliceReport> LedgerWriter::storeSlice(const PolledSlice &slice, const ReportState &state)
{
    return d->inTransaction([&] {
        const SliceReport report = billingbook::store(*d->connection, slice);
        billingbook::setState(*d->connection, state);
        return report;
    });
}

Result<SliceReport> LedgerWriter::storeBill(const BillStretch &stretch, const BillMerge &merge, ReportState state)
{
    constexpr int Beforehand = 2; // attempts; then inside the transaction, where nobody else writes
    for (int attempt = 0;; ++attempt) {
        std::optional<BillDraft> draft;
        if (attempt < Beforehand) {
            Result<BillDraft> made = guarded([&] {
                SQLite::Transaction snapshot{d->connection->database()};
                HeldBill held = billingbook::readBill(*d->connection, stretch);
                snapshot.commit();
                return billingbook::draftBill(std::move(held), stretch, merge);
            });
            if (!made) {
                d->connection->settle();
                return made.problem();
            }
            draft = *std::move(made);
        }
        const Result<std::optional<SliceReport>> stored = d->inTransaction([&] {
            if (!draft) {
                draft = billingbook::draftBill(billingbook::readBill(*d->connection, stretch), stretch, merge);
            }
            const std::optional<SliceReport> report = billingbook::storeBill(*d->connection, stretch, *draft);
            if (report) {
                state.readTo = std::max(state.readTo, billingbook::readTo(*d->connection, state.account, state.report));
                billingbook::setState(*d->connection, state);
            }
            return report;
        });
        if (!stored) {
            return stored.problem();
        }
        if (*stored) {
            return **stored;
        }
    }
}

Result<Done> LedgerWriter::setReportState(const ReportState &state)
{
    return d->inTransaction([&] {
        billingbook::setState(*d->connection, state);
        return Done{};
    });
}

Result<Done> LedgerWriter::noteEvaluation(std::span<const BudgetNote> notes, UtcTime now)
{
    return d->inTransaction([&] {
        budgetbook::setNotes(*d->connection, notes);
        budgetbook::setLatestEvaluation(*d->connection, now);
        return Done{};
    });
}

Result<Done> LedgerWriter::storeForecastMarks(std::span<const ForecastMark> marks)
{
    return d->inTransaction([&] {
        budgetbook::storeMarks(*d->connection, marks);
        return Done{};
    });
}

Result<std::vector<Alert>> LedgerWriter::storeAlerts(std::span<const Alert> alerts, std::span<const std::string> channels, UtcTime due, UtcTime now)
{
    return d->safely([&] {
        return d->inTransaction([&] { return budgetbook::store(*d->connection, alerts, channels, due, now); });
    });
}

Result<Done> LedgerWriter::markAlerts(std::span<const std::int64_t> noLongerSo, std::span<const std::int64_t> soAgain)
{
    return d->inTransaction([&] {
        budgetbook::setNoLongerSo(*d->connection, noLongerSo, true);
        budgetbook::setNoLongerSo(*d->connection, soAgain, false);
        return Done{};
    });
}

Result<Done> LedgerWriter::acknowledgeAlert(std::int64_t id, UtcTime now)
{
    return d->inTransaction([&] {
        budgetbook::acknowledge(*d->connection, id, now);
        return Done{};
    });
}

Result<Done> LedgerWriter::snoozeAlert(std::int64_t id, UtcTime until, std::span<const std::string> channels)
{
    return d->inTransaction([&] {
        budgetbook::snooze(*d->connection, id, until, channels);
        return Done{};
    });
}

Result<Done> LedgerWriter::muteAlert(std::int64_t id, UtcTime now)
{
    return d->inTransaction([&] {
        budgetbook::mute(*d->connection, id, now);
        return Done{};
    });
}

Result<std::vector<Delivery>> LedgerWriter::claimDeliveries(const std::string &channel, const std::string &owner, UtcTime now,
                                                            std::chrono::milliseconds lease, std::size_t most)
{
    return d->safely([&] {
        return d->inTransaction([&] { return budgetbook::claim(*d->connection, channel, owner, now, now + lease, most); });
    });
}

Result<bool> LedgerWriter::finishDelivery(std::int64_t delivery, const std::string &owner, const DeliveryOutcome &outcome, UtcTime now)
{
    return d->safely([&] {
        return d->inTransaction([&] { return budgetbook::finish(*d->connection, delivery, owner, outcome, now); });
    });
}

Result<Done> LedgerWriter::noteReceipt(std::int64_t alert, const std::string &channel, const std::string &receipt)
{
    return d->inTransaction([&] {
        budgetbook::noteReceipt(*d->connection, alert, channel, receipt);
        return Done{};
    });
}

Result<JournalEntry> LedgerWriter::undo(UtcTime now)
{
    std::optional<Undoable> what;
    std::int64_t after = 0;
    std::int64_t changed = 0;
    while (after != INT64_MAX) {
        const std::int64_t from = after;
        const Result<std::int64_t> done = d->inTransaction([&] {
            after = from;
            if (!what) {
                what = undoableOf(*d->connection);
            }
            if (!what || !isStanding(*d->connection, what->sequence)) {
                throw LedgerFailure{{.cause = Cause::NothingToUndo}};
            }
            Decide decide{*d->connection, d->dictionaries, d->rollups, d->usage};
            const std::int64_t entry = d->connection->query("SELECT coalesce(max(sequence), 0) + 1 FROM journal").firstInteger().value_or(1);
            std::int64_t here = decide.takeBack(*what, entry, after, RecordsAChunk);
            if (after != INT64_MAX) {
                coverage::noteUnsettled(*d->connection); // should it stop here
            } else {
                here += decide.takeBackSubject(*what, entry);
                if (what->kind == UndoKind::OfBudget) {
                    budgetbook::takeBack(*d->connection, what->sequence, now);
                } else if (what->kind == UndoKind::OfPlan) {
                    planbook::takeBack(*d->connection, what->sequence, now);
                } else if (what->kind == UndoKind::OfSource) {
                    if (const auto before = sourcebook::before(*d->connection, what->sequence)) {
                        const sourcebook::NumberedSource current = sourcebook::source(*d->connection, before->standing.key);
                        here += d->setSource(current, before->standing.state, before->standing.recordsForgotten).records;
                        if (current.standing.cacheReading != before->standing.cacheReading) {
                            sourcebook::setCacheReading(*d->connection, current, before->standing.cacheReading);
                        }
                    }
                } else if (what->kind == UndoKind::OfOverlap) {
                    coverage::takeBack(*d->connection, what->sequence);
                } else if (what->kind == UndoKind::OfClose || what->kind == UndoKind::OfReviewFact) {
                    reviewbook::takeBack(*d->connection, what->sequence, now);
                }
                const coverage::Settled settled = d->settleOverlaps();
                here += what->kind == UndoKind::OfOverlap ? settled.newlyCovered + settled.uncovered : 0;
                const JournalEntry &old = what->entry;
                writeJournal(*d->connection, {}, now, "undo", old.subject.empty() ? old.action : old.action + ' ' + old.subject, old.detail,
                             UndoKind::Nothing, changed + here);
                d->connection->query("UPDATE journal SET undone = 1 WHERE sequence = ?").with(what->sequence).run();
            }
            return here;
        });
        if (!done) {
            return done.problem();
        }
        changed += *done;
    }
    JournalEntry entry = what->entry;
    entry.undone = true;
    entry.canUndo = false;
    return entry;
}

Result<Done> LedgerWriter::backup(const std::string &target)
{
    return guarded([&] {
        const int descriptor = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor < 0) {
            const int error = errno;
            Problem problem{.cause = error == ENOSPC ? Cause::DiskFull : Cause::FileUnreadable};
            problem.file = target;
            problem.args = {std::strerror(error)};
            throw LedgerFailure{std::move(problem)};
        }
        ::close(descriptor);
        try {
            d->connection->query("VACUUM INTO ?").with(std::string_view{target}).run();
        } catch (...) {
            ::unlink(target.c_str());
            throw;
        }
        return Done{};
    });
}

} // namespace tokenmeter
