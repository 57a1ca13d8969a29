// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Query.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace tokenmeter
{

Query::Query(SQLite::Database &database, std::string_view sql) : m_database{database}
{
    check(sqlite3_prepare_v3(database.getHandle(), sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr));
}

Query::~Query()
{
    sqlite3_finalize(m_statement);
}

void Query::check(int code) const
{
    if (code != SQLITE_OK) {
        throw SQLite::Exception(m_database.getHandle(), code);
    }
}

void Query::bindInteger(int index, std::int64_t value)
{
    check(sqlite3_bind_int64(m_statement, index, value));
}

void Query::bind(int index, std::string_view value)
{
    check(sqlite3_bind_text64(m_statement, index, value.data() == nullptr ? "" : value.data(), value.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
}

void Query::bindBlob(int index, std::string_view value)
{
    check(sqlite3_bind_blob64(m_statement, index, value.data() == nullptr ? "" : value.data(), value.size(), SQLITE_TRANSIENT));
}

void Query::bind(int index, std::nullptr_t)
{
    check(sqlite3_bind_null(m_statement, index));
}

void Query::bind(int index, const std::optional<std::int64_t> &value)
{
    if (value) {
        bindInteger(index, *value);
    } else {
        bind(index, nullptr);
    }
}

bool Query::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        const SQLite::Exception error{m_database.getHandle(), code};
        sqlite3_reset(m_statement);
        throw error;
    }
    return false;
}

void Query::run()
{
    while (step()) {
    }
    reset();
}

void Query::reset()
{
    sqlite3_reset(m_statement); // repeats the error of the last step, which was thrown then
}

std::optional<std::int64_t> Query::firstInteger()
{
    std::optional<std::int64_t> value;
    if (step()) {
        value = optionalInteger(0);
    }
    reset();
    return value;
}

std::optional<std::string> Query::firstText()
{
    std::optional<std::string> value;
    if (step() && !isNull(0)) {
        value = text(0);
    }
    reset();
    return value;
}

std::int64_t Query::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::optional<std::int64_t> Query::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional{integer(column)};
}

bool Query::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::string Query::text(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return bytes == nullptr ? std::string{} : std::string(bytes, std::size_t(sqlite3_column_bytes(m_statement, column)));
}

Query &Connection::query(const char *sql)
{
    std::unique_ptr<Query> &query = m_queries[sql];
    if (!query) {
        query = std::make_unique<Query>(m_database, sql);
    }
    return *query;
}

void Connection::settle()
{
    for (const auto &[sql, query] : m_queries) {
        if (query) {
            query->reset();
        }
    }
    constexpr int Attempts = 100; // each can meet another interrupt
    for (int i = 0; i < Attempts && sqlite3_get_autocommit(m_database.getHandle()) == 0; ++i) {
        m_database.tryExec("ROLLBACK");
    }
}

} // namespace tokenmeter
