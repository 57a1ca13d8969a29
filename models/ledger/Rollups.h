// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/DayCutter.h"
#include "ledger/Dictionaries.h"
#include "ledger/UsageTable.h"

#include <array>
#include <map>
#include <unordered_map>

namespace tokenmeter
{

/// What one row of a rollup adds up.
struct Sums
{
    std::int64_t records = 0;
    std::int64_t requests = 0;
    TokenCounts tokens{};
    RareCounts rare{};

    void add(const UsageRecord &record, int sign);
    Sums &operator+=(const Sums &other);
    bool isEmpty() const { return *this == Sums{}; }
    friend bool operator==(const Sums &, const Sums &) = default;
};

/// Names of the columns of Sums, in the order readSums() expects.
#define TOKENMETER_SUM_COLUMNS                                                                                          \
    "records, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, input_audio, "            \
    "cached_audio, output_audio, input_image, output_image, web_searches"
Sums readSums(const Query &query, int firstColumn);

/// Collects what a transaction changes and writes it once, in the order of the tables. A changed record is added with -1
/// as it was and +1 as it is.
class Rollups
{
public:
    Rollups(Connection &connection, Dictionaries &dictionaries, Zone zone);

    void add(const StoredUsage &row, int sign);
    /// A row that is new: it counts, unless the user took it out.
    void add(const UsageRecord &record, std::int64_t contextId, std::int64_t rateId);
    void flush();
    void forget();

    const Zone &zone() const { return m_cutter.zone(); }
    void setZone(const Zone &zone) { m_cutter = DayCutter{zone}; }
    /// Makes the daily rollup again from the quarter-hour rollup.
    void rebuildDays();
    /// Makes all of them again from the records.
    void rebuildAll();

private:
    using QuarterKey = std::array<std::int64_t, 4>; ///< quarter, facet, rate, precision
    using DayKey = std::array<std::int64_t, 5>;     ///< day, source, provider, model, rate
    using SessionKey = std::array<std::int64_t, 3>; ///< session, facet, rate
    using LeftOutKey = std::array<std::int64_t, 5>; ///< quarter, facet, rate, precision, reasons
    /// Sums by key. Remembers the last row, which is the next one, too, as long as records come in the order of a file.
    template <class Key>
    class Collected
    {
    public:
        Sums &operator[](const Key &key)
        {
            if (m_last == nullptr || m_last->first != key) {
                m_last = &*m_rows.try_emplace(key).first;
            }
            return m_last->second;
        }
        void clear()
        {
            m_rows.clear();
            m_last = nullptr;
        }
        const auto &rows() const { return m_rows; }

    private:
        std::unordered_map<Key, Sums, NumbersHash> m_rows{};
        std::pair<const Key, Sums> *m_last = nullptr; ///< nodes stay where they are
    };
    struct Reach
    {
        std::int64_t oldest = INT64_MAX;
        std::int64_t newest = INT64_MIN;
    };
    void noteContext(std::int64_t contextId, UtcTime time);
    void add(const UsageRecord &record, const ContextIds &ids, std::int64_t rateId, int sign);
    void addDay(std::map<DayKey, Sums> &days, const QuarterKey &key, const Sums &sums);
    void writeDays(const std::map<DayKey, Sums> &days);

    Connection &m_connection;
    Dictionaries &m_dictionaries;
    DayCutter m_cutter;
    Collected<QuarterKey> m_quarters;
    Collected<SessionKey> m_sessions;
    Collected<LeftOutKey> m_leftOut;
    std::unordered_map<std::int64_t, Reach> m_reach; ///< by facet
    std::unordered_map<std::int64_t, Reach> m_contextReach; ///< of all that is not hidden, excluded records too
    std::pair<const std::int64_t, Reach> *m_lastContext = nullptr;
};

} // namespace tokenmeter
