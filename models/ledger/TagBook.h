// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Query.h"

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Numbers of key and value, ascending by key.
using TagNumbers = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// Tags of projects and sessions, held in memory: they are set by hand, so there are few. Tags of records stay in their table.
class TagBook
{
public:
    explicit TagBook(Connection &connection);

    /// What holds where a record has none of its own: the session's, else the project's.
    TagNumbers of(std::int64_t project, std::int64_t session) const;
    const TagNumbers &ofProject(std::int64_t project) const;
    const TagNumbers &ofSession(std::int64_t session) const;
    bool hasSessions() const { return !m_sessions.empty(); }
    /// A record's own.
    TagNumbers ofRecord(std::int64_t usageId) const;

    /// The first wins where both have a key.
    static TagNumbers joined(const TagNumbers &nearer, const TagNumbers &farther);
    /// 0: none of that key.
    static std::int64_t valueOf(const TagNumbers &tags, std::int64_t key);

private:
    Connection &m_connection;
    std::unordered_map<std::int64_t, TagNumbers> m_projects;
    std::unordered_map<std::int64_t, TagNumbers> m_sessions;
};

} // namespace tokenmeter
