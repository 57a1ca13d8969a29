// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "ledger/Query.h"
#include "ledger/Snapshot.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace tokenmeter
{

/// A facet row with numbers of names.
struct FacetRow
{
    std::int64_t source = 0;  ///< number of the source row
    std::int64_t format = 0;  ///< number of the source's format name
    std::int64_t provider = 0;
    std::int64_t model = 0;
    std::int64_t project = 0;
    std::int64_t agent = 0;
    std::int64_t tier = 0;
};

/// A context row with numbers of names.
struct ContextRow
{
    std::int64_t facet = -1; ///< -1: no such context
    std::int64_t session = 0;
    std::int64_t file = 0;
    std::int64_t oldest = INT64_MAX; ///< ms; bounds of its records that are not hidden, both inclusive
    std::int64_t newest = INT64_MIN;
};

/// The reader's dictionaries, indexed by number. They are appended to, so a query only asks for what is new.
class ReaderDictionaries
{
public:
    explicit ReaderDictionaries(Connection &connection) : m_connection{connection} {}

    /// Inside the transaction of the query that needs them.
    void refresh();
    const std::vector<FacetRow> &facets() const { return m_facets; }
    const FacetRow &facet(std::int64_t id) const { return m_facets[std::size_t(id)]; }
    /// Read when first asked for, and again when another connection has written.
    const std::vector<ContextRow> &contexts();
    const ContextRow &context(std::int64_t id);
    /// Number of the format's name; 0 when unknown.
    std::int64_t formatOf(std::int64_t source) const;
    const Rate &rate(std::int64_t id) const;
    const std::unordered_map<std::int64_t, Rate> &rates() const { return m_rates; }
    bool hasRate(std::int64_t id) const { return m_rates.contains(id); }
    std::string nameOf(std::int64_t id);
    /// Nothing when no record ever had the name.
    std::optional<std::int64_t> nameId(const std::string &text);

private:
    Connection &m_connection;
    std::vector<FacetRow> m_facets{FacetRow{}};
    std::unordered_map<std::int64_t, std::int64_t> m_formats;
    std::unordered_map<std::int64_t, Rate> m_rates;
    std::unordered_map<std::int64_t, std::string> m_names;
    std::vector<ContextRow> m_contexts;
    bool m_contextsAreFresh = false;
    std::int64_t m_contextsVersion = -1; ///< SQLite's data_version
    std::int64_t m_lastSource = 0;
    std::int64_t m_lastRate = 0;
};

/// The body of LedgerReader::usage(). Throws.
UsageCells queryUsage(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                      const std::vector<Dimension> &dimensions, const Zone &zone, const UsageOptions &options);
/// The body of LedgerReader::recordCounts(). Throws.
RecordCounts queryCounts(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                         const Zone &zone, const ReadProgress &progress);

} // namespace tokenmeter
