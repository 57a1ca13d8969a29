// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/AliasBook.h"

#include <vector>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostAliases = 500'000; // at most 16 MB

/// A set of families holds no 0.
std::uint64_t filterKey(const Identity &identity)
{
    return identity.high == 0 ? 1 : identity.high;
}

} // namespace

AliasBook::AliasBook(Connection &connection, AliasFilter &filter)
    : m_connection{connection}
    , m_filter{filter}
    , m_isAny{connection.query("SELECT 1 FROM record_alias LIMIT 1").firstInteger().has_value()}
{
}

void AliasBook::load()
{
    m_filter.isLoaded = true;
    Query &query = m_connection.query("SELECT ident_high FROM record_alias LIMIT ?").with(MostAliases + 1);
    std::size_t count = 0;
    while (query.step()) {
        m_filter.maybe.insert(filterKey({.high = std::uint64_t(query.integer(0)), .low = 0}));
        ++count;
    }
    query.reset();
    if (count > MostAliases) {
        refuseFilter();
    }
}

void AliasBook::refuseFilter()
{
    m_filter.isTooLarge = true;
    m_filter.maybe.clear();
}

std::int64_t AliasBook::standing(std::int64_t row) const
{
    for (auto next = m_moved.find(row); next != m_moved.end(); next = m_moved.find(row)) {
        row = next->second;
    }
    return row;
}

std::int64_t AliasBook::rowOf(const Identity &identity)
{
    constexpr std::int64_t FewQuestions = 10'000;
    if (!m_isAny) {
        return 0;
    }
    if (!m_filter.isLoaded && ++m_filter.asked > FewQuestions) {
        load();
    }
    if (m_filter.isLoaded && !m_filter.isTooLarge && !m_filter.maybe.contains(filterKey(identity))) {
        return 0;
    }
    return standing(m_connection.query("SELECT usage_id FROM record_alias WHERE ident_high = ? AND ident_low = ?")
                        .with(std::int64_t(identity.high), std::int64_t(identity.low))
                        .firstInteger()
                        .value_or(0));
}

void AliasBook::note(const Identity &alias, std::int64_t row)
{
    forgetOlder(row);
    m_connection
        .query("INSERT INTO record_alias (ident_high, ident_low, usage_id) VALUES (?, ?, ?) ON CONFLICT (ident_high, ident_low) DO NOTHING")
        .with(std::int64_t(alias.high), std::int64_t(alias.low), row)
        .run();
    m_isAny = true;
    if (m_filter.isLoaded && !m_filter.isTooLarge) {
        m_filter.maybe.insert(filterKey(alias));
        if (m_filter.maybe.size() > MostAliases) {
            refuseFilter();
        }
    }
}

void AliasBook::forget(const Identity &alias)
{
    m_connection.query("DELETE FROM record_alias WHERE ident_high = ? AND ident_low = ?")
        .with(std::int64_t(alias.high), std::int64_t(alias.low)).run();
}

void AliasBook::move(std::int64_t from, std::int64_t to)
{
    forgetOlder(from);
    forgetOlder(to);
    m_moved[from] = to;
}

/// SQLite gives the number of a row that is gone to another one, when it was the last.
void AliasBook::forgetOlder(std::int64_t row)
{
    if (m_moved.contains(row)) {
        flush();
    }
}

/// Rows go when a parser was mended, and seldom else: the table is read through once, and has no index by row.
void AliasBook::flush()
{
    if (m_moved.empty() || !m_isAny) {
        m_moved.clear();
        return;
    }
    struct Line
    {
        std::int64_t high;
        std::int64_t low;
        std::int64_t row;
    };
    std::vector<Line> lines;
    Query &all = m_connection.query("SELECT ident_high, ident_low, usage_id FROM record_alias").with();
    while (all.step()) {
        const std::int64_t row = all.integer(2);
        if (const std::int64_t now = standing(row); now != row) {
            lines.push_back({all.integer(0), all.integer(1), now});
        }
    }
    all.reset();
    for (const Line &line : lines) {
        m_connection.query("UPDATE record_alias SET usage_id = ? WHERE ident_high = ? AND ident_low = ?").with(line.row, line.high, line.low).run();
    }
    m_moved.clear();
}

} // namespace tokenmeter
