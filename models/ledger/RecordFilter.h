// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/TagBook.h"
#include "ledger/UsageFilter.h"
#include "ledger/UsageQuery.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tokenmeter
{

class RowFloor;

/// What a scan reads of a record.
struct ScanRow
{
    std::int64_t id = 0;
    std::int64_t ms = 0;
    Precision precision = Precision::Instant;
    std::int64_t context = 0;
    std::int64_t rate = 0;
    std::uint32_t flags = 0; ///< with the stored bits
    std::int64_t requests = 0;
    TokenCounts tokens{};
    RareCounts rare{};
};

/// What the filter says of a record, a group or a context.
struct Verdict
{
    bool passes = false;
    std::int64_t tagValue = 0; ///< effective value of the key that is grouped by
    friend bool operator==(const Verdict &, const Verdict &) = default;
};

/// A UsageFilter with numbers for names, less its days and its choice of excluded records. Decides each facet and each context
/// once; what only records know (their own tags, bounds) is asked for record by record.
class RecordFilter
{
public:
    /// Inside the transaction of its use. @param tagKey what is grouped by; may be empty
    RecordFilter(Connection &connection, ReaderDictionaries &dictionaries, const UsageFilter &filter, const std::string &tagKey = {});

    const UsageFilter &filter() const { return m_filter; }
    bool hasBounds() const { return !m_filter.bounds.empty() || m_filter.priced || m_filter.after || m_filter.upTo || !m_filter.records.empty(); }
    /// Whether tags of sessions or records could change an answer.
    bool looksAtTags() const { return m_looksAtTags; }
    /// Whether every facet's verdict is that of all its contexts.
    bool isOfFacets() const { return m_filter.sessions.empty() && m_filter.text.empty() && !(m_looksAtTags && m_tags.hasSessions()); }

    bool passesNames(const FacetRow &facet) const;
    /// As if no session had tags; nothing passes when sessions are asked for.
    const Verdict &ofFacet(std::int64_t facet);
    /// As if no file had a name.
    Verdict ofSession(std::int64_t facet, std::int64_t session);
    /// As if no record had tags.
    const Verdict &ofContext(std::int64_t context);
    /// Exact.
    Verdict ofRecord(const ScanRow &row);
    const TagBook &tags() const { return m_tags; }
    /// Below which no record passes; nullptr when there is no such bound.
    std::unique_ptr<RowFloor> floor() const;

private:
    struct Ids
    {
        bool isAsked = false;
        std::unordered_set<std::int64_t> ids{};
        bool has(std::int64_t id) const { return !isAsked || ids.contains(id); }
    };
    struct TagGroup
    {
        std::int64_t key = 0; ///< 0: any key; -1: a key nobody used
        bool anyKey = false;
        bool none = false; ///< "no tag" is among the terms
        std::unordered_set<std::int64_t> values{};
    };
    Ids idsOf(const std::vector<std::string> &texts);
    void findSingleSources();
    void readText();
    bool passesTags(const TagNumbers &tags) const;
    bool passesText(const FacetRow &facet, std::int64_t session, std::int64_t file, const TagNumbers &tags);
    bool tagHasText(std::int64_t key, std::int64_t value);
    bool passesBounds(const ScanRow &row) const;
    Verdict judge(const FacetRow &facet, std::int64_t session, std::int64_t file, const TagNumbers &tags);

    Connection &m_connection;
    ReaderDictionaries &m_dictionaries;
    UsageFilter m_filter;
    TagBook m_tags;
    bool m_looksAtTags = false;
    std::int64_t m_tagKey = 0;
    std::unordered_set<std::int64_t> m_singleSources; ///< numbers of sources that are asked for one by one, beside m_sources
    Ids m_providers, m_models, m_projects, m_sources, m_agents, m_tiers, m_sessions;
    std::vector<TagGroup> m_tagGroups;
    QString m_text;
    std::unordered_set<std::int64_t> m_textNames, m_textFiles;
    std::unordered_map<std::int64_t, std::unordered_map<std::int64_t, bool>> m_textTags;
    std::vector<std::optional<Verdict>> m_byFacet, m_byContext;
};

} // namespace tokenmeter
