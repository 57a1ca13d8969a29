// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/LedgerWriter.h"

#include "ledger/Append.h"
#include "ledger/Guarded.h"
#include "ledger/Schema.h"

#include <QUuid>
#include <SQLiteCpp/Transaction.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tokenmeter
{

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
        const std::string fresh = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        connection->query("INSERT INTO journal (uuid, machine_id, time_ms, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)")
            .with(uuid.empty() ? std::string_view{fresh} : uuid, std::string_view{machineId()}, msOf(now), action, subject, detail)
            .run();
    }

    std::unique_ptr<Connection> connection;
    Dictionaries dictionaries;
    Rollups rollups;
    UsageTable usage;
    ImportRun run;
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
                const std::int64_t rate
                    = d->dictionaries.rateId(rates(row.record, d->dictionaries.context(row.contextId).usage.serving));
                if (rate == row.rateId) {
                    continue;
                }
                d->rollups.add(row, -1);
                row.rateId = rate;
                d->rollups.add(row, 1);
                d->usage.setRate(row.id, rate);
                changedHere += row.isHidden() ? 0 : 1;
            }
            d->rollups.flush();
            return changedHere;
        });
        if (!chunk) {
            return chunk.problem();
        }
        changed += *chunk;
    }
    return changed;
}

Result<Done> LedgerWriter::setZone(const Zone &zone)
{
    return d->inTransaction([&] {
        if (d->rollups.zone().id() != zone.id()) {
            d->rollups.setZone(zone);
            d->rollups.rebuildDays();
            setMetaValue(*d->connection, "zone", zone.id());
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
        d->connection->query("INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .with(std::string_view{name}, std::string_view{value})
            .run();
        return Done{};
    });
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
