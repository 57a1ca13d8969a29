// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Dictionaries.h"

#include <QByteArray>
#include <QSysInfo>

#include <cstdio>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostRemembered = 50'000;

} // namespace

const char *const RateColumns
    = "key, unpriced, currency, input, cache_read, cache_write_5m, cache_write_1h, output, input_audio, cached_audio, "
      "output_audio, input_image, output_image, web_search, model_key, matched_by, effective_from, effective_to, source, "
      "mode, context_tier, multiplier, service_tier";

Rate rateOfRow(const Query &query, int firstColumn)
{
    int column = firstColumn;
    Rate rate;
    rate.key = std::uint64_t(query.integer(column++));
    rate.unpriced = Unpriced(query.integer(column++));
    rate.currency = Currency{query.text(column++)};
    for (std::int64_t *price : {&rate.input, &rate.cacheRead, &rate.cacheWrite5m, &rate.cacheWrite1h, &rate.output,
                                &rate.inputAudio, &rate.cachedAudio, &rate.outputAudio, &rate.inputImage, &rate.outputImage,
                                &rate.webSearch}) {
        *price = query.integer(column++);
    }
    for (std::string *text : {&rate.modelKey, &rate.matchedBy, &rate.effectiveFrom, &rate.effectiveTo, &rate.source, &rate.mode}) {
        *text = query.text(column++);
    }
    rate.contextTier = query.integer(column++);
    rate.multiplier = query.text(column++);
    rate.serviceTier = query.text(column++);
    return rate;
}

const std::string &machineId()
{
    static const std::string id = [] {
        const QByteArray machine = QSysInfo::machineUniqueId();
        const Identity hash = identityOf({"tokenmeter machine", std::string_view(machine.constData(), std::size_t(machine.size()))});
        char text[17];
        std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash.high));
        return std::string{text};
    }();
    return id;
}

std::int64_t Dictionaries::nameId(const std::string &text)
{
    if (text.empty()) {
        return 0;
    }
    if (const auto known = m_nameIds.find(text); known != m_nameIds.end()) {
        return known->second;
    }
    std::int64_t id = 0;
    if (const auto found = m_connection.query("SELECT id FROM name WHERE text = ?").with(std::string_view{text}).firstInteger()) {
        id = *found;
    } else {
        m_connection.query("INSERT INTO name (text) VALUES (?)").with(std::string_view{text}).run();
        id = m_connection.lastId();
    }
    m_nameIds.emplace(text, id);
    return id;
}

std::string Dictionaries::nameOf(std::int64_t id)
{
    if (id == 0) {
        return {};
    }
    if (const auto known = m_names.find(id); known != m_names.end()) {
        return known->second;
    }
    std::string text = m_connection.query("SELECT text FROM name WHERE id = ?").with(id).firstText().value_or(std::string{});
    m_names.emplace(id, text);
    return text;
}

std::int64_t Dictionaries::sourceId(const SourceKey &key)
{
    if (const auto known = m_sources.find(key); known != m_sources.end()) {
        return known->second;
    }
    const std::int64_t format = nameId(key.format);
    std::int64_t id = 0;
    if (const auto found = m_connection.query("SELECT id FROM source WHERE format_id = ? AND root = ?")
                               .with(format, std::string_view{key.root})
                               .firstInteger()) {
        id = *found;
    } else {
        m_connection.query("INSERT INTO source (format_id, root, machine_id) VALUES (?, ?, ?)")
            .with(format, std::string_view{key.root}, std::string_view{machineId()})
            .run();
        id = m_connection.lastId();
    }
    m_sources.emplace(key, id);
    return id;
}

std::int64_t Dictionaries::fileId(std::int64_t sourceId, const std::string &path)
{
    const auto key = std::pair{sourceId, path};
    if (const auto known = m_files.find(key); known != m_files.end()) {
        return known->second;
    }
    std::int64_t id = 0;
    m_connection.query("INSERT INTO file (source_id, path) VALUES (?, ?) ON CONFLICT (path, source_id) DO NOTHING")
        .with(sourceId, std::string_view{path})
        .run();
    if (m_connection.changes() != 0) {
        id = m_connection.lastId();
    } else {
        id = m_connection.query("SELECT id FROM file WHERE path = ? AND source_id = ?")
                 .with(std::string_view{path}, sourceId)
                 .firstInteger()
                 .value();
    }
    m_files.emplace(key, id);
    return id;
}

std::int64_t Dictionaries::facetId(const UsageContext &context, std::int64_t sourceId)
{
    const std::int64_t provider = nameId(context.serving.provider);
    const std::int64_t model = nameId(context.serving.model);
    const std::int64_t project = nameId(context.attribution.project);
    const std::int64_t agent = nameId(context.attribution.agent);
    const std::int64_t tier = nameId(context.serving.serviceTier);
    const FacetKey key{sourceId, provider, model, project, agent, tier};
    if (const auto known = m_facetIds.find(key); known != m_facetIds.end()) {
        return known->second;
    }
    m_connection
        .query("INSERT INTO facet (source_id, provider_id, model_id, project_id, agent_id, tier_id) VALUES (?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (source_id, provider_id, model_id, project_id, agent_id, tier_id) DO NOTHING")
        .with(sourceId, provider, model, project, agent, tier)
        .run();
    std::int64_t id = 0;
    if (m_connection.changes() != 0) {
        id = m_connection.lastId();
    } else {
        id = m_connection
                 .query("SELECT id FROM facet WHERE source_id = ? AND provider_id = ? AND model_id = ? AND "
                        "project_id = ? AND agent_id = ? AND tier_id = ?")
                 .with(sourceId, provider, model, project, agent, tier)
                 .firstInteger()
                 .value();
    }
    m_facetIds.emplace(key, id);
    return id;
}

ContextIds Dictionaries::contextIds(const UsageContext &context, std::int64_t sourceId, std::int64_t fileId)
{
    ContextIds ids;
    ids.facet = facetId(context, sourceId);
    ids.session = nameId(context.attribution.session);
    const std::int64_t speed = nameId(context.serving.speed);
    const std::int64_t region = nameId(context.serving.region);
    const std::int64_t user = nameId(context.attribution.user);
    const std::int64_t label = nameId(context.attribution.keyLabel);
    const ContextKey key{fileId, ids.session, ids.facet, speed, region, user, label};
    if (const auto known = m_contextIds.find(key); known != m_contextIds.end()) {
        return known->second;
    }
    // Nearly always new: one question less than looking first.
    m_connection
        .query("INSERT INTO context (file_id, session_id, facet_id, speed_id, region_id, user_id, key_label_id) "
               "VALUES (?, ?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (file_id, session_id, facet_id, speed_id, region_id, user_id, key_label_id) DO NOTHING")
        .with(fileId, ids.session, ids.facet, speed, region, user, label)
        .run();
    if (m_connection.changes() != 0) {
        ids.context = m_connection.lastId();
    } else {
        ids.context = m_connection
                          .query("SELECT id FROM context WHERE file_id = ? AND session_id = ? AND facet_id = ? AND "
                                 "speed_id = ? AND region_id = ? AND user_id = ? AND key_label_id = ?")
                          .with(fileId, ids.session, ids.facet, speed, region, user, label)
                          .firstInteger()
                          .value();
    }
    m_contextIds.emplace(key, ids);
    m_idsByContext.emplace(ids.context, ids);
    return ids;
}

ContextIds Dictionaries::contextIds(std::int64_t contextId)
{
    if (const auto known = m_idsByContext.find(contextId); known != m_idsByContext.end()) {
        return known->second;
    }
    ContextIds ids;
    Query &query = m_connection.query("SELECT facet_id, session_id FROM context WHERE id = ?").with(contextId);
    if (query.step()) {
        ids = {contextId, query.integer(0), query.integer(1)};
    }
    query.reset();
    m_idsByContext.emplace(contextId, ids);
    return ids;
}

const FullContext &Dictionaries::context(std::int64_t contextId)
{
    if (const auto known = m_contexts.find(contextId); known != m_contexts.end()) {
        return known->second;
    }
    FullContext full;
    Query &query = m_connection
                       .query("SELECT c.session_id, t.project_id, t.agent_id, c.user_id, c.key_label_id, t.provider_id, "
                              "t.model_id, t.tier_id, c.speed_id, c.region_id, c.file_id, t.source_id, f.path, s.format_id, s.root "
                              "FROM context c JOIN facet t ON t.id = c.facet_id JOIN file f ON f.id = c.file_id "
                              "JOIN source s ON s.id = t.source_id WHERE c.id = ?")
                       .with(contextId);
    if (query.step()) {
        Attribution &who = full.usage.attribution;
        Serving &how = full.usage.serving;
        int column = 0;
        for (std::string *text : {&who.session, &who.project, &who.agent, &who.user, &who.keyLabel, &how.provider, &how.model,
                                  &how.serviceTier, &how.speed, &how.region}) {
            *text = nameOf(query.integer(column++));
        }
        full.place = {query.integer(10), query.integer(11), {nameOf(query.integer(13)), query.text(14)}, query.text(12)};
    }
    query.reset();
    return m_contexts.emplace(contextId, std::move(full)).first->second;
}

FacetIds Dictionaries::facet(std::int64_t facetId)
{
    if (const auto known = m_facets.find(facetId); known != m_facets.end()) {
        return known->second;
    }
    FacetIds ids;
    Query &query = m_connection.query("SELECT source_id, provider_id, model_id FROM facet WHERE id = ?").with(facetId);
    if (query.step()) {
        ids = {query.integer(0), query.integer(1), query.integer(2)};
    }
    query.reset();
    m_facets.emplace(facetId, ids);
    return ids;
}

std::int64_t Dictionaries::rateId(const Rate &rate)
{
    if (const auto known = m_rateIds.find(rate.key); known != m_rateIds.end()) {
        return known->second;
    }
    const auto key = std::int64_t(rate.key);
    std::int64_t id = 0;
    if (const auto found = m_connection.query("SELECT id FROM rate WHERE key = ?").with(key).firstInteger()) {
        id = *found;
    } else {
        static const std::string insert = std::string{"INSERT INTO rate ("} + RateColumns
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        m_connection.query(insert.c_str())
            .with(key, int(rate.unpriced), std::string_view{rate.currency.code()}, rate.input, rate.cacheRead, rate.cacheWrite5m,
                  rate.cacheWrite1h, rate.output, rate.inputAudio, rate.cachedAudio, rate.outputAudio, rate.inputImage,
                  rate.outputImage, rate.webSearch, std::string_view{rate.modelKey}, std::string_view{rate.matchedBy},
                  std::string_view{rate.effectiveFrom}, std::string_view{rate.effectiveTo}, std::string_view{rate.source},
                  std::string_view{rate.mode}, rate.contextTier, std::string_view{rate.multiplier},
                  std::string_view{rate.serviceTier})
            .run();
        id = m_connection.lastId();
    }
    m_rateIds.emplace(rate.key, id);
    m_priced[id] = rate.isPriced();
    return id;
}

bool Dictionaries::isPriced(std::int64_t rateId)
{
    if (const auto known = m_priced.find(rateId); known != m_priced.end()) {
        return known->second;
    }
    const bool priced = m_connection.query("SELECT unpriced = 0 FROM rate WHERE id = ?").with(rateId).firstInteger().value_or(0) != 0;
    m_priced.emplace(rateId, priced);
    return priced;
}

void Dictionaries::forget()
{
    m_nameIds.clear();
    m_names.clear();
    m_sources.clear();
    m_files.clear();
    m_contextIds.clear();
    m_facetIds.clear();
    m_contexts.clear();
    m_idsByContext.clear();
    m_facets.clear();
    m_rateIds.clear();
    m_priced.clear();
}

void Dictionaries::forgetIfLarge()
{
    if (m_nameIds.size() + m_names.size() + m_files.size() + m_contextIds.size() + m_contexts.size() + m_idsByContext.size()
        > MostRemembered) {
        forget();
    }
}

} // namespace tokenmeter
