// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/RecordFilter.h"

#include "ledger/RowFloor.h"

#include "ledger/UsageTable.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

std::optional<Verdict> &place(std::vector<std::optional<Verdict>> &verdicts, std::int64_t id)
{
    if (verdicts.size() <= std::size_t(id)) {
        verdicts.resize(std::size_t(id) + 1);
    }
    return verdicts[std::size_t(id)];
}

bool holds(RecordBound::Is is, Int128 value, Int128 bound)
{
    switch (is) {
    case RecordBound::Is::Less:
        return value < bound;
    case RecordBound::Is::AtMost:
        return value <= bound;
    case RecordBound::Is::Equal:
        return value == bound;
    case RecordBound::Is::AtLeast:
        return value >= bound;
    case RecordBound::Is::Greater:
        return value > bound;
    }
    return false;
}

} // namespace

RecordFilter::RecordFilter(Connection &connection, ReaderDictionaries &dictionaries, const UsageFilter &filter, const std::string &tagKey)
    : m_connection{connection}, m_dictionaries{dictionaries}, m_filter{filter}, m_tags{connection}
{
    std::sort(m_filter.records.begin(), m_filter.records.end());
    m_providers = idsOf(filter.providers);
    m_models = idsOf(filter.models);
    m_projects = idsOf(filter.projects);
    m_sources = idsOf(filter.sources);
    m_agents = idsOf(filter.agents);
    m_tiers = idsOf(filter.tiers);
    m_sessions = idsOf(filter.sessions);
    m_looksAtTags = !filter.tags.empty() || !filter.text.empty() || !tagKey.empty();
    m_tagKey = tagKey.empty() ? 0 : dictionaries.nameId(tagKey).value_or(0);
    for (const TagTerm &term : filter.tags) {
        const std::int64_t key = term.key.empty() ? 0 : dictionaries.nameId(term.key).value_or(-1);
        // Keys that nobody used share a number, and no tag.
        auto group = std::find_if(m_tagGroups.begin(), m_tagGroups.end(), [key](const TagGroup &known) { return known.key == key && key >= 0; });
        if (group == m_tagGroups.end()) {
            group = m_tagGroups.insert(m_tagGroups.end(), TagGroup{.key = key, .anyKey = term.key.empty(), .none = false, .values = {}});
        }
        if (term.value.empty()) {
            group->none = true;
        } else if (const std::optional<std::int64_t> value = dictionaries.nameId(term.value)) {
            group->values.insert(*value);
        }
    }
    findSingleSources();
    if (!filter.text.empty()) {
        readText();
    }
}

RecordFilter::Ids RecordFilter::idsOf(const std::vector<std::string> &texts)
{
    Ids ids;
    ids.isAsked = !texts.empty();
    for (const std::string &text : texts) {
        if (const std::optional<std::int64_t> id = m_dictionaries.nameId(text)) {
            ids.ids.insert(*id);
        }
    }
    return ids;
}

void RecordFilter::findSingleSources()
{
    for (const std::string &value : m_filter.sources) {
        if (!isSingleSource(value)) {
            continue;
        }
        Query &query = m_connection.query("SELECT s.id FROM source s JOIN name n ON n.id = s.format_id WHERE s.root = ?1 OR n.text || ':' || s.root = ?1")
                           .with(std::string_view{value});
        while (query.step()) {
            m_singleSources.insert(query.integer(0));
        }
        query.reset();
    }
}

void RecordFilter::readText()
{
    m_text = QString::fromStdString(m_filter.text);
    for (const auto &[sql, ids] : {std::pair{"SELECT id, text FROM name", &m_textNames}, std::pair{"SELECT id, path FROM file", &m_textFiles}}) {
        Query &query = m_connection.query(sql).with();
        while (query.step()) {
            if (QString::fromStdString(query.text(1)).contains(m_text, Qt::CaseInsensitive)) {
                ids->insert(query.integer(0));
            }
        }
        query.reset();
    }
}

bool RecordFilter::passesNames(const FacetRow &facet) const
{
    return m_providers.has(facet.provider) && m_models.has(facet.model) && m_projects.has(facet.project)
        && (m_sources.has(facet.format) || m_singleSources.contains(facet.source)) && m_agents.has(facet.agent) && m_tiers.has(facet.tier);
}

bool RecordFilter::passesTags(const TagNumbers &tags) const
{
    return std::all_of(m_tagGroups.begin(), m_tagGroups.end(), [&](const TagGroup &group) {
        if (group.anyKey) {
            return (group.none && tags.empty())
                || std::any_of(tags.begin(), tags.end(), [&](const auto &tag) { return group.values.contains(tag.second); });
        }
        const std::int64_t value = TagBook::valueOf(tags, group.key);
        return value == 0 ? group.none : group.values.contains(value);
    });
}

bool RecordFilter::tagHasText(std::int64_t key, std::int64_t value)
{
    auto &byValue = m_textTags[key];
    const auto known = byValue.find(value);
    if (known != byValue.end()) {
        return known->second;
    }
    const QString tag = QString::fromStdString(m_dictionaries.nameOf(key) + '=' + m_dictionaries.nameOf(value));
    return byValue[value] = tag.contains(m_text, Qt::CaseInsensitive);
}

bool RecordFilter::passesText(const FacetRow &facet, std::int64_t session, std::int64_t file, const TagNumbers &tags)
{
    if (m_filter.text.empty()) {
        return true;
    }
    for (const std::int64_t name : {facet.model, facet.provider, facet.project, facet.agent, session}) {
        if (m_textNames.contains(name)) {
            return true;
        }
    }
    return m_textFiles.contains(file)
        || std::any_of(tags.begin(), tags.end(), [&](const auto &tag) { return tagHasText(tag.first, tag.second); });
}

bool RecordFilter::passesBounds(const ScanRow &row) const
{
    if (!m_filter.records.empty() && !std::binary_search(m_filter.records.begin(), m_filter.records.end(), row.id)) {
        return false;
    }
    if ((m_filter.after && row.ms <= msOf(*m_filter.after)) || (m_filter.upTo && row.ms > msOf(*m_filter.upTo))) {
        return false;
    }
    // It lies somewhere on its day, not in this part of it.
    if (row.precision == Precision::Day && m_filter.after && m_filter.upTo && *m_filter.upTo - *m_filter.after < std::chrono::days{1}) {
        return false;
    }
    if (m_filter.priced && m_dictionaries.rate(row.rate).isPriced() != *m_filter.priced) {
        return false;
    }
    return std::all_of(m_filter.bounds.begin(), m_filter.bounds.end(), [&](const RecordBound &bound) {
        Int128 value = 0;
        switch (bound.of) {
        case RecordBound::Of::Cost: {
            const Rate &rate = m_dictionaries.rate(row.rate);
            if (!rate.isPriced()) {
                return false;
            }
            value = costOf(row.tokens, row.rare, rate).atto();
            break;
        }
        case RecordBound::Of::Tokens:
            value = row.tokens.total() + row.rare.tokens();
            break;
        case RecordBound::Of::Input:
            value = row.tokens.input;
            break;
        case RecordBound::Of::CacheRead:
            value = row.tokens.cacheRead;
            break;
        case RecordBound::Of::CacheWrite:
            value = row.tokens.cacheWrite5m + row.tokens.cacheWrite1h;
            break;
        case RecordBound::Of::Output:
            value = row.tokens.output;
            break;
        case RecordBound::Of::Reasoning:
            value = row.tokens.reasoning;
            break;
        }
        return holds(bound.is, value, bound.value);
    });
}

std::unique_ptr<RowFloor> RecordFilter::floor() const
{
    std::unique_ptr<RowFloor> floor;
    if (const auto of = RowFloor::ofBounds(m_filter.bounds)) {
        floor = std::make_unique<RowFloor>(*of, m_dictionaries);
        floor->raiseTo(m_filter.bounds);
    }
    return floor;
}

Verdict RecordFilter::judge(const FacetRow &facet, std::int64_t session, std::int64_t file, const TagNumbers &tags)
{
    if (!passesNames(facet) || !passesTags(tags) || !passesText(facet, session, file, tags)) {
        return {};
    }
    return {true, m_tagKey == 0 ? 0 : TagBook::valueOf(tags, m_tagKey)};
}

const Verdict &RecordFilter::ofFacet(std::int64_t facet)
{
    std::optional<Verdict> &verdict = place(m_byFacet, facet);
    if (!verdict) {
        const FacetRow &row = m_dictionaries.facet(facet);
        verdict = m_sessions.isAsked ? Verdict{} : judge(row, 0, 0, m_tags.ofProject(row.project));
    }
    return *verdict;
}

Verdict RecordFilter::ofSession(std::int64_t facet, std::int64_t session)
{
    if (isOfFacets()) {
        return ofFacet(facet);
    }
    const FacetRow &row = m_dictionaries.facet(facet);
    return m_sessions.has(session) ? judge(row, session, 0, m_tags.of(row.project, session)) : Verdict{};
}

const Verdict &RecordFilter::ofContext(std::int64_t context)
{
    std::optional<Verdict> &verdict = place(m_byContext, context);
    if (!verdict) {
        const ContextRow &row = m_dictionaries.context(context);
        if (row.facet < 0 || !m_sessions.has(row.session)) {
            verdict = Verdict{};
        } else {
            const FacetRow &facet = m_dictionaries.facet(row.facet);
            verdict = judge(facet, row.session, row.file, m_tags.of(facet.project, row.session));
        }
    }
    return *verdict;
}

Verdict RecordFilter::ofRecord(const ScanRow &row)
{
    Verdict verdict;
    if (m_looksAtTags && (row.flags & TaggedStored) != 0) {
        const ContextRow &context = m_dictionaries.context(row.context);
        if (context.facet >= 0 && m_sessions.has(context.session)) {
            const FacetRow &facet = m_dictionaries.facet(context.facet);
            verdict = judge(facet, context.session, context.file,
                            TagBook::joined(m_tags.ofRecord(row.id), m_tags.of(facet.project, context.session)));
        }
    } else {
        verdict = ofContext(row.context);
    }
    return verdict.passes && !passesBounds(row) ? Verdict{} : verdict;
}

} // namespace tokenmeter
