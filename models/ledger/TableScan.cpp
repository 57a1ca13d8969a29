// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/TableScan.h"

#include "ledger/Schema.h"
#include "ledger/UsageTable.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace tokenmeter
{
namespace
{

/// Parts of the table that nobody has begun.
class Chunks
{
public:
    Chunks(std::int64_t lastId, std::int64_t ids) : m_ids{ids}, m_count{lastId / ids + 1} {}
    std::int64_t ids() const { return m_ids; } ///< in each
    std::int64_t count() const { return m_count; }
    /// Its number; count() or more when there is none left.
    std::int64_t take() { return m_next.fetch_add(1); }

private:
    std::int64_t m_ids;
    std::int64_t m_count;
    std::atomic<std::int64_t> m_next{0};
};

/// 67108864: there are rare counts, which the floor knows nothing of.
Query &chunkQuery(Connection &connection, std::int64_t first, std::int64_t ids, const RowFloor *floor)
{
    const std::int64_t last = first + ids - 1;
    if (floor == nullptr) {
        return connection.query("SELECT " TOKENMETER_SCAN_COLUMNS " FROM usage WHERE id BETWEEN ? AND ? ORDER BY id").with(first, last);
    }
    const auto &w = floor->weights();
    return connection
        .query("SELECT " TOKENMETER_SCAN_COLUMNS " FROM usage WHERE id BETWEEN ? AND ? AND (input * ? + cache_read * ? + "
               "cache_write_5m * ? + cache_write_1h * ? + output * ? >= ? OR flags & 67108864 <> 0) ORDER BY id")
        .with(first, last, w[0], w[1], w[2], w[3], w[4], floor->least());
}

template <class Use>
void readChunk(Connection &connection, const Chunks &chunks, std::int64_t chunk, const RowChoice &choice, const RowFloor *floor, Use &&use)
{
    Query &query = chunkQuery(connection, chunk * chunks.ids(), chunks.ids(), floor);
    ScanRow row;
    while (query.step()) {
        const auto flags = std::uint32_t(query.integer(2));
        if (isScanned(flags, choice.of) && choice.passes(query.integer(1), flags)) {
            readScanRow(connection, query, row);
            if (!use(row)) {
                break;
            }
        }
    }
    query.reset();
}

/// Reads chunks on a thread of its own and keeps a few batches of rows ready.
class RowsAhead
{
public:
    RowsAhead(const std::string &path, Chunks &chunks, const RowChoice &choice, const RowFloor *floor, std::size_t rowsABatch)
        : m_rowsABatch{rowsABatch}, m_done{std::async(std::launch::async, [this, path, &chunks, &choice, floor] { read(path, chunks, choice, floor); })}
    {
    }
    ~RowsAhead()
    {
        {
            const std::lock_guard lock{m_mutex};
            m_stop = true;
        }
        m_changed.notify_all();
    } // m_done waits for the thread
    RowsAhead(const RowsAhead &) = delete;
    RowsAhead &operator=(const RowsAhead &) = delete;

    /// Rows that are ready. @param wait until there are some; none then means that all are read. Throws what stopped it.
    std::vector<ScanRow> take(bool wait)
    {
        std::unique_lock lock{m_mutex};
        if (wait) {
            m_changed.wait(lock, [this] { return !m_batches.empty() || m_ended; });
        }
        if (m_batches.empty()) {
            if (m_ended && m_done.valid()) {
                lock.unlock();
                m_done.get();
            }
            return {};
        }
        std::vector<ScanRow> rows = std::move(m_batches.front());
        m_batches.pop_front();
        lock.unlock();
        m_changed.notify_all();
        return rows;
    }

private:
    static constexpr std::size_t MostBatches = 16;

    void read(const std::string &path, Chunks &chunks, const RowChoice &choice, const RowFloor *floor)
    {
        struct End
        {
            RowsAhead &ahead;
            ~End()
            {
                const std::lock_guard lock{ahead.m_mutex};
                ahead.m_ended = true;
                ahead.m_changed.notify_all();
            }
        } end{*this};
        const std::unique_ptr<Connection> own = openForReading(path, builtInMigrations());
        const std::atomic<std::uint32_t> nobodyInterrupts{0};
        Snapshot snapshot{*own, nobodyInterrupts, true};
        std::vector<ScanRow> batch;
        bool goOn = true;
        for (std::int64_t chunk = chunks.take(); goOn && chunk < chunks.count(); chunk = chunks.take()) {
            readChunk(*own, chunks, chunk, choice, floor, [&](const ScanRow &row) {
                batch.push_back(row);
                if (batch.size() >= m_rowsABatch) {
                    goOn = give(batch);
                }
                return goOn;
            });
            if (goOn && !batch.empty()) {
                goOn = give(batch);
            }
            if (goOn) {
                snapshot.renew();
            }
        }
        snapshot.end();
    }

    /// False when nobody wants more.
    bool give(std::vector<ScanRow> &batch)
    {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [this] { return m_batches.size() < MostBatches || m_stop; });
        if (m_stop) {
            return false;
        }
        m_batches.push_back(std::exchange(batch, {}));
        lock.unlock();
        m_changed.notify_all();
        batch.reserve(m_rowsABatch);
        return true;
    }

    std::size_t m_rowsABatch;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::vector<ScanRow>> m_batches{};
    bool m_stop = false;
    bool m_ended = false;
    std::future<void> m_done; ///< last: it begins the thread, and is the first to go
};

} // namespace

bool RowChoice::passes(std::int64_t context, std::uint32_t flags) const
{
    const std::vector<bool> &known = (flags & TaggedStored) != 0 ? taggedContexts : contexts;
    const auto index = std::size_t(context);
    return index >= known.size() || known[index];
}

void scanTable(Connection &connection, Snapshot &snapshot, const RowChoice &choice, const RowFloor *floor,
               const std::function<void(const ScanRow &)> &use, const std::function<void(double)> &progress,
               const ScanSizes &sizes)
{
    Chunks chunks{connection.query("SELECT max(id) FROM usage").firstInteger().value_or(0), sizes.idsAChunk};
    std::optional<RowsAhead> ahead;
    if (snapshot.isRenewable() && chunks.count() >= sizes.chunksForTwo && std::thread::hardware_concurrency() > 1) {
        ahead.emplace(sqlite3_db_filename(connection.database().getHandle(), "main"), chunks, choice, floor, sizes.rowsABatch);
    }
    const auto drain = [&](bool wait) {
        const std::vector<ScanRow> rows = ahead->take(wait);
        std::for_each(rows.begin(), rows.end(), use);
        return !rows.empty();
    };
    for (std::int64_t chunk = chunks.take(); chunk < chunks.count();) {
        readChunk(connection, chunks, chunk, choice, floor, [&use](const ScanRow &row) {
            use(row);
            return true;
        });
        while (ahead && drain(false)) {
        }
        if (progress) {
            progress(double(chunk + 1) / double(chunks.count()));
        }
        chunk = chunks.take();
        if (chunk < chunks.count()) {
            snapshot.renew();
        }
    }
    while (ahead && drain(true)) {
    }
    if (ahead) {
        snapshot.renew(); // what the other thread read was this state, too
    }
}

} // namespace tokenmeter
