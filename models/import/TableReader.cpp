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

Result<Done> TableReader::begin(ForeignDatabase &database, RecordSink &sink)
{
    Result<std::vector<TableWalk>> found = walks(database, sink);
    if (!found) {
        return found.problem();
    }
    m_walks = std::move(*found);
    m_next.clear();
    for (const TableWalk &walk : m_walks) {
        Mark mark{.table = walk.table, .row = BeforeAll};
        const std::string sql =
            "SELECT max(rowid), " + (walk.changed.empty() ? std::string{"NULL"} : "max(" + walk.changed + ")") + " FROM " + walk.table;
        const Result<Done> asked = database.each(sql, {}, [&](const ForeignRow &row) {
            mark.row = row.integer(0).value_or(BeforeAll);
            mark.changed = row.value(1);
        });
        if (!asked) {
            return asked.problem();
        }
        // What has become less is another database at that place, or an older copy of it: nothing is known of it.
        const Mark before = known(walk.table);
        if (mark.row < before.row || mark.changed < before.changed) {
            std::erase_if(m_known, [&](const Mark &each) { return each.table == walk.table; });
        }
        m_next.push_back(std::move(mark));
    }
    m_begun = true;
    m_at = 0;
    m_row = BeforeAll;
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
        const TableWalk &walk = m_walks[m_at];
        const Mark mark = known(walk.table);
        std::vector<ForeignValue> values{m_row, RowsAtOnce};
        std::string isNew;
        if (walk.isAppendOnly) {
            values[0] = std::max(m_row, mark.row);
        } else if (!walk.changed.empty()) {
            isNew = " AND (t.rowid > ?3 OR t." + walk.changed + " >= ?4)";
            values.insert(values.end(), {mark.row, mark.changed});
        }
        const std::string sql = "SELECT t.rowid, " + walk.columns + " FROM " + walk.table + " t " + walk.joins + " WHERE t.rowid > ?1" + isNew
            + (walk.condition.empty() ? "" : " AND (" + walk.condition + ")") + " ORDER BY t.rowid LIMIT ?2";
        const Result<Done> asked = database.each(sql, values, [&](const ForeignRow &row) {
            m_row = row.integer(0).value_or(m_row);
            ++read.count;
            take(row, m_at, sink);
        });
        if (!asked) {
            return asked.problem();
        }
        read.more = true;
        if (read.count < RowsAtOnce) {
            ++m_at;
            m_row = BeforeAll;
        }
    }
    if (m_at >= m_walks.size()) {
        read.more = false;
        m_known = std::move(m_next);
        m_begun = false;
    }
    return read;
}

} // namespace tokenmeter
