// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/TagBook.h"

#include "ledger/Decisions.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

const TagNumbers &find(const std::unordered_map<std::int64_t, TagNumbers> &tags, std::int64_t subject)
{
    static const TagNumbers none;
    const auto found = tags.find(subject);
    return found == tags.end() ? none : found->second;
}

} // namespace

TagBook::TagBook(Connection &connection) : m_connection{connection}
{
    Query &query = connection.query("SELECT scope, subject_id, key_id, value_id FROM tag ORDER BY scope, subject_id, key_id").with();
    while (query.step()) {
        auto &tags = TagScope(query.integer(0)) == TagScope::Project ? m_projects : m_sessions;
        tags[query.integer(1)].emplace_back(query.integer(2), query.integer(3));
    }
    query.reset();
}

const TagNumbers &TagBook::ofProject(std::int64_t project) const { return find(m_projects, project); }
const TagNumbers &TagBook::ofSession(std::int64_t session) const { return find(m_sessions, session); }

TagNumbers TagBook::of(std::int64_t project, std::int64_t session) const
{
    return joined(ofSession(session), ofProject(project));
}

TagNumbers TagBook::ofRecord(std::int64_t usageId) const
{
    TagNumbers tags;
    Query &query = m_connection.query("SELECT key_id, value_id FROM tag_record WHERE usage_id = ? ORDER BY key_id").with(usageId);
    while (query.step()) {
        tags.emplace_back(query.integer(0), query.integer(1));
    }
    query.reset();
    return tags;
}

TagNumbers TagBook::joined(const TagNumbers &nearer, const TagNumbers &farther)
{
    TagNumbers tags = nearer;
    for (const auto &tag : farther) {
        if (valueOf(nearer, tag.first) == 0) {
            tags.push_back(tag);
        }
    }
    std::sort(tags.begin(), tags.end());
    return tags;
}

std::int64_t TagBook::valueOf(const TagNumbers &tags, std::int64_t key)
{
    const auto found = std::find_if(tags.begin(), tags.end(), [key](const auto &tag) { return tag.first == key; });
    return found == tags.end() ? 0 : found->second;
}

} // namespace tokenmeter
