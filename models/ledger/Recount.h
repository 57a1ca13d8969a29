// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"
#include "ledger/DayCutter.h"
#include "ledger/Dictionaries.h"
#include "ledger/LedgerReader.h"
#include "ledger/UsageTable.h"

#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace tokenmeter
{

/// The rollups once more, added up from the records in one pass by code apart from the code that maintains them, and what
/// else that pass can see. Throws.
class Recount
{
public:
    /// @param zone of the daily rollup; without it days are not counted
    /// @param rates asked for each record that counts or is excluded; nullptr: pricedOtherwise() stays 0
    Recount(Connection &connection, const std::optional<Zone> &zone, const RateSource *rates);

    /// Rows of the rollup that are not what the records say, are missing, or should not be there. To be asked once.
    std::int64_t wrongQuarters();
    std::int64_t wrongDays();
    std::int64_t wrongSessions();
    std::int64_t wrongLeftOut();

    /// Records whose time lies outside the bounds of their context.
    std::int64_t outOfBounds() const { return m_outOfBounds; }
    std::int64_t withoutContext() const { return m_withoutContext; }
    std::int64_t withoutBatch() const { return m_withoutBatch; }
    std::int64_t withoutRate() const { return m_withoutRate; }
    std::int64_t rareWithoutRecord() const { return m_rareWithoutRecord; }
    std::int64_t pricedOtherwise() const { return m_pricedOtherwise; }

private:
    /// In the order of TOKENMETER_SUM_COLUMNS.
    using Counts = std::array<std::int64_t, 14>;
    template <std::size_t N>
    using Groups = std::unordered_map<std::array<std::int64_t, N>, Counts, NumbersHash>;
    struct Facet
    {
        std::int64_t source = 0;
        std::int64_t provider = 0;
        std::int64_t model = 0;
    };
    struct Context
    {
        std::int64_t facet = 0;
        std::int64_t session = 0;
    };

    void readDictionaries();
    void readRecords(const RateSource *rates);
    void addRecord(const StoredUsage &row);
    template <std::size_t N>
    std::int64_t differences(Groups<N> &expected, const char *stored);

    Connection &m_connection;
    std::optional<DayCutter> m_cutter{};
    std::unordered_map<std::int64_t, Facet> m_facets{};
    std::unordered_map<std::int64_t, Context> m_contexts{};
    std::unordered_map<std::int64_t, std::pair<std::int64_t, std::int64_t>> m_bounds{}; ///< of contexts, ms
    std::unordered_map<std::int64_t, std::uint64_t> m_rateKeys{};
    std::unordered_set<std::int64_t> m_batches{};
    Groups<4> m_quarters{}; ///< quarter, facet, rate, precision
    Groups<5> m_days{};     ///< day, source, provider, model, rate
    Groups<3> m_sessions{}; ///< session, facet, rate
    Groups<5> m_leftOut{};  ///< quarter, facet, rate, precision, reasons
    std::int64_t m_outOfBounds = 0;
    std::int64_t m_withoutContext = 0;
    std::int64_t m_withoutBatch = 0;
    std::int64_t m_withoutRate = 0;
    std::int64_t m_rareWithoutRecord = 0;
    std::int64_t m_pricedOtherwise = 0;
};

} // namespace tokenmeter
