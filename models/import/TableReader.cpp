// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/TableReader.h"

#include "import/StateText.h"

#include <algorithm>
#include <limits>

namespace tokenmeter
{
namespace
{

constexpr std::string_view StateVersion = "rows 1";
constexpr std::int64_t RowsAtOnce = 500;
constexpr std::int64_t MaxTables = 16;
constexpr std::int64_t BeforeAll = std::numeric_limits<std::int64_t>::min();

} // namespace

std::string TableReader::saveState() const
{
    if (m_known.empty()) {
        return {};
    }
    StateWriter state{StateVersion};
    state.number(std::int64_t(m_known.size()));
    for (const Mark &mark : m_known) {
        state.text(mark.table);
        state.number(mark.row);
        state.number(std::int64_t(mark.changed.index()));
        if (const auto *number = std::get_if<std::int64_t>(&mark.changed)) {
            state.number(*number);
        } else if (const auto *text = std::get_if<std::string>(&mark.changed)) {
            state.text(*text);
        }
    }
    return state.result();
}

bool TableReader::restoreState(std::string_view state)
{
    m_known.clear();
    if (state.empty()) {
        return true;
    }
    StateReader reader{state, StateVersion};
    const std::int64_t count = reader.count(MaxTables);
    for (std::int64_t i = 0; i < count && reader.isGood(); ++i) {
        Mark mark{.table = std::string{reader.text()}, .row = reader.number()};
        const std::int64_t kind = reader.count(2);
        if (kind == 1) {
            mark.changed = reader.number();
        } else if (kind == 2) {
            mark.changed = std::string{reader.text()};
        }
        m_known.push_back(std::move(mark));
    }
    return reader.isAtEnd();
}

TableReader::Mark TableReader::known(const std::string &table) const
{
    for (const Mark &mark : m_known) {
        if (mark.table == table) {
            return mark;
        }
    }
    return {.table = table, .row = BeforeAll};
}

void TableReader::forget(const std::string &table)
{
    std::erase_if(m_known, [&](const Mark &each) { return each.table == table; });
}

Result<Done> TableReader::mark(ForeignDatabase &database, const TableWalk &walk)
{
    Mark mark{.table = walk.table, .row = BeforeAll};
    // One question each: SQLite answers the largest number, and the largest value of an index, without walking.
    const Result<Done> asked = database.each("SELECT max(rowid) FROM " + walk.table, {},
                                             [&](const ForeignRow &row) { mark.row = row.integer(0).value_or(BeforeAll); });
    if (!asked) {
        return asked.problem();
    }
    // What has become less is another database at that place, or an older copy of it: nothing is known of it.
    if (mark.row < known(walk.table).row) {
        forget(walk.table);
    }
    const Mark before = known(walk.table);
    const bool isKnown = before.row != BeforeAll;
    Pass pass = isKnown && walk.isAppendOnly ? Pass::New : Pass::All;
    if (!walk.changed.empty()) {
        const bool goesOn = isKnown && before.changed.index() != 0;
        const Result<Done> latest = database.each("SELECT max(" + walk.changed + ") FROM " + walk.table + (goesOn ? " WHERE rowid > ?1" : ""),
                                                  goesOn ? std::vector<ForeignValue>{before.row} : std::vector<ForeignValue>{},
                                                  [&](const ForeignRow &row) { mark.changed = row.value(0); });
        if (!latest) {
            return latest.problem();
        }
        if (goesOn) { // of the new rows; that of the others is found while what changed of them is read
            pass = Pass::Changed;
        } else if (mark.changed < before.changed) {
            forget(walk.table);
        }
    }
    m_next.push_back(std::move(mark));
    m_passes.push_back(pass);
    return Done{};
}

Result<Done> TableReader::begin(ForeignDatabase &database, RecordSink &sink)
{
    Result<std::vector<TableWalk>> found = walks(database, sink);
    if (!found) {
        return found.problem();
    }
    m_walks = std::move(*found);
    m_next.clear();
    m_passes.clear();
    for (const TableWalk &walk : m_walks) {
        if (const Result<Done> marked = mark(database, walk); !marked) {
            return marked.problem();
        }
    }
    m_begun = true;
    m_at = 0;
    m_row = BeforeAll;
    return Done{};
}

/// All at once, as they are at one moment; and only if they are few.
Result<Done> TableReader::readChanged(ForeignDatabase &database, RecordSink &sink, RowsRead &read)
{
    const TableWalk &walk = m_walks[m_at];
    const Mark before = known(walk.table);
    Mark &next = m_next[m_at];
    std::int64_t count = 0;
    // The plus keeps SQLite from walking by numbers where there is an index of the change. The condition is a column, since rows that do
    // not fulfil it tell how far the changes go, too.
    const std::string sql = "SELECT t.rowid, " + walk.columns + ", t." + walk.changed + ", " + (walk.condition.empty() ? "1" : "(" + walk.condition + ")") + " FROM "
        + walk.table + " t " + walk.joins + " WHERE t." + walk.changed + " >= ?1 AND +t.rowid <= ?2 LIMIT ?3";
    const Result<Done> asked = database.each(sql, {before.changed, before.row, RowsAtOnce}, [&](const ForeignRow &row) {
        ++count;
        next.changed = std::max(next.changed, row.value(row.columns() - 2));
        if (row.integer(row.columns() - 1).value_or(0) != 0) {
            ++read.count;
            take(row, m_at, sink);
        }
    });
    if (!asked) {
        return asked.problem();
    }
    m_passes[m_at] = count < RowsAtOnce ? Pass::New : Pass::All;
    if (next.changed < before.changed) { // even the latest change that was known is gone: another table
        forget(walk.table);
        m_passes[m_at] = Pass::All;
        return database.each("SELECT max(" + walk.changed + ") FROM " + walk.table, {}, [&](const ForeignRow &row) { next.changed = row.value(0); });
    }
    return Done{};
}

Result<Done> TableReader::readByNumber(ForeignDatabase &database, RecordSink &sink, RowsRead &read)
{
    const TableWalk &walk = m_walks[m_at];
    const Mark before = known(walk.table);
    std::vector<ForeignValue> values{m_row, RowsAtOnce};
    std::string isNew;
    if (m_passes[m_at] == Pass::New) {
        values[0] = std::max(m_row, before.row);
    } else if (!walk.changed.empty()) {
        isNew = " AND (t.rowid > ?3 OR t." + walk.changed + " >= ?4)";
        values.insert(values.end(), {before.row, before.changed});
    }
    const std::string sql = "SELECT t.rowid, " + walk.columns + " FROM " + walk.table + " t " + walk.joins + " WHERE t.rowid > ?1" + isNew
        + (walk.condition.empty() ? "" : " AND (" + walk.condition + ")") + " ORDER BY t.rowid LIMIT ?2";
    std::int64_t count = 0;
    const Result<Done> asked = database.each(sql, values, [&](const ForeignRow &row) {
        m_row = row.integer(0).value_or(m_row);
        ++count;
        take(row, m_at, sink);
    });
    if (!asked) {
        return asked.problem();
    }
    read.count += count;
    if (count < RowsAtOnce) {
        ++m_at;
        m_row = BeforeAll;
    }
    return Done{};
}

Result<RowsRead> TableReader::readSome(ForeignDatabase &database, RecordSink &sink)
{
    if (!m_begun) {
        if (const Result<Done> begun = begin(database, sink); !begun) {
            return begun.problem();
        }
    }
    RowsRead read;
    if (m_at < m_walks.size()) {
        const Result<Done> done = m_passes[m_at] == Pass::Changed ? readChanged(database, sink, read) : readByNumber(database, sink, read);
        if (!done) {
            return done.problem();
        }
        read.more = true;
    }
    if (m_at >= m_walks.size()) {
        read.more = false;
        m_known = std::move(m_next);
        m_begun = false;
    }
    return read;
}

} // namespace tokenmeter
