// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Rate.h"
#include "core/UsageRecord.h"
#include "ledger/FileBatch.h"
#include "ledger/Query.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace tokenmeter
{

struct NumbersHash
{
    template <std::size_t N>
    std::size_t operator()(const std::array<std::int64_t, N> &key) const
    {
        std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
        for (const std::int64_t part : key) {
            hash = (hash ^ std::uint64_t(part)) * 0xFF51AFD7ED558CCDULL;
            hash ^= hash >> 32;
        }
        return std::size_t(hash);
    }
};

/// Where a copy was found: number of its file row and what orders copies that are equal in everything else.
struct Place
{
    std::int64_t fileId = 0;
    std::int64_t sourceId = 0;
    SourceKey source{};
    std::string path{};
};

/// A context row with its texts.
struct FullContext
{
    UsageContext usage{};
    Place place{};
};

/// Numbers of a context that the rollups need.
struct ContextIds
{
    std::int64_t context = 0;
    std::int64_t facet = 0;
    std::int64_t session = 0;
};

/// Numbers of a facet that the daily rollup needs.
struct FacetIds
{
    std::int64_t source = 0;
    std::int64_t provider = 0;
    std::int64_t model = 0;
};

/// The writer's dictionaries: text to number and back. Rows are only ever appended, so what is cached stays true whatever
/// other processes write; only what an abandoned transaction added must be forgotten.
class Dictionaries
{
public:
    explicit Dictionaries(Connection &connection) : m_connection{connection} {}

    std::int64_t nameId(const std::string &text); ///< 0 for the empty text
    std::string nameOf(std::int64_t id);
    std::int64_t sourceId(const SourceKey &key);
    std::int64_t fileId(std::int64_t sourceId, const std::string &path);
    ContextIds contextIds(const UsageContext &context, std::int64_t sourceId, std::int64_t fileId);
    ContextIds contextIds(std::int64_t contextId);
    const FullContext &context(std::int64_t contextId);
    FacetIds facet(std::int64_t facetId);
    std::int64_t rateId(const Rate &rate);
    bool isPriced(std::int64_t rateId);

    /// After a rollback, or when too much is remembered.
    void forget();
    void forgetIfLarge();

private:
    using ContextKey = std::array<std::int64_t, 7>; ///< in the order of its unique key
    using FacetKey = std::array<std::int64_t, 6>;
    std::int64_t facetId(const UsageContext &context, std::int64_t sourceId);

    Connection &m_connection;
    std::unordered_map<std::string, std::int64_t> m_nameIds;
    std::unordered_map<std::int64_t, std::string> m_names;
    std::map<SourceKey, std::int64_t> m_sources;
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> m_files;
    std::unordered_map<ContextKey, ContextIds, NumbersHash> m_contextIds;
    std::unordered_map<FacetKey, std::int64_t, NumbersHash> m_facetIds;
    std::unordered_map<std::int64_t, FullContext> m_contexts;
    std::unordered_map<std::int64_t, ContextIds> m_idsByContext;
    std::unordered_map<std::int64_t, FacetIds> m_facets;
    std::unordered_map<std::uint64_t, std::int64_t> m_rateIds;
    std::unordered_map<std::int64_t, bool> m_priced;
};

/// A rate row as the reader and the checks need it.
Rate rateOfRow(const Query &query, int firstColumn);
/// Columns in the order rateOfRow() reads them.
extern const char *const RateColumns;

/// This machine without its name: a hash, so that ledgers of two machines can be told apart.
const std::string &machineId();

} // namespace tokenmeter
