// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3_stmt;

namespace tokenmeter
{

/// A prepared statement with cheap access to its columns: SQLiteCpp's Column counts references for every value, which
/// is a third of the time of a bulk import. Throws SQLite::Exception like the rest of that library.
class Query
{
public:
    Query(SQLite::Database &database, std::string_view sql);
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    /// Resets, then binds all parameters in order.
    template <class... Values>
    Query &with(const Values &...values)
    {
        reset();
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }

    void bind(int index, std::integral auto value) { bindInteger(index, static_cast<std::int64_t>(value)); }
    void bind(int index, std::string_view value);
    void bind(int index, std::nullptr_t);
    void bind(int index, const std::optional<std::int64_t> &value);
    void bindBlob(int index, std::string_view value);

    /// True while there is a row.
    bool step();
    /// To the end, then reset. For statements that answer nothing.
    void run();
    void reset();

    /// The first column of the first row; then reset.
    std::optional<std::int64_t> firstInteger();
    std::optional<std::string> firstText();

    std::int64_t integer(int column) const;
    std::optional<std::int64_t> optionalInteger(int column) const;
    bool isNull(int column) const;
    std::string text(int column) const; ///< of a text or a blob

private:
    void bindInteger(int index, std::int64_t value);
    void check(int code) const;
    SQLite::Database &m_database;
    sqlite3_stmt *m_statement = nullptr;
};

/// A database with its prepared statements, which are made once.
class Connection
{
public:
    Connection(const std::string &path, int flags, int busyTimeoutMs) : m_database{path, flags, busyTimeoutMs} {}

    SQLite::Database &database() { return m_database; }
    void exec(const std::string &sql) { m_database.exec(sql); }
    /// @param sql a literal: statements are found again by its address
    Query &query(const char *sql);
    std::int64_t lastId() const { return m_database.getLastInsertRowid(); }
    int changes() const { return m_database.getChanges(); }
    /// After a failure: statements that were left in the middle are reset, and the transaction is rolled back in case the
    /// rollback itself was interrupted. Without it an interrupt would go on to hit every later statement.
    void settle();

private:
    SQLite::Database m_database;
    std::unordered_map<const char *, std::unique_ptr<Query>> m_queries;
};

} // namespace tokenmeter
