// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "import/Json.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tokenmeter
{

/// A value of a column where it matters as what it was stored. Fractions are cut to integers.
using ForeignValue = std::variant<std::monostate, std::int64_t, std::string>;

/// A row while it is visited. Texts are good until the visit ends.
class ForeignRow
{
public:
    bool isNull(int column) const;
    std::optional<std::int64_t> integer(int column) const; ///< nothing for null and for what is no number
    std::string_view text(int column) const;               ///< of a blob its bytes; empty for null
    /// A number as decimal text with at most 15 digits, which is what a binary fraction holds; empty for what is none.
    std::string decimal(int column) const;
    /// A token count, with the problems of json::readCount.
    json::Count count(int column) const;
    /// RFC 3339 text (without a zone: UTC, as SQLite's own functions write) or an integer epoch.
    json::Moment time(int column) const;
    ForeignValue value(int column) const;
    int columns() const;

private:
    friend class ForeignDatabase;
    explicit ForeignRow(void *statement) : m_statement{statement} {}
    void *m_statement;
};

/// The SQLite file of another program, which may be at work on it: opened for reading alone, queries only, nothing of its
/// schema is run (views, triggers, functions in it), nothing of it is loaded, with limits on steps, sizes and waiting. No
/// file beside it is made or changed:
/// - a database with a log of changes (WAL) that its owner has closed is read as it lies, and isUnchanged() tells whether
///   somebody began to write; opening it in the usual way would leave two files beside it;
/// - with a log whose index (`-shm`) is there it is read in the usual way, which holds up nobody;
/// - with a log and no index (a crash, a copy, a folder that cannot be written) a copy of both is read.
class ForeignDatabase
{
public:
    /// @param path of a regular file. One that the caller holds open must stay open until this object is gone: closing it
    ///        would drop the locks that SQLite has on it in this process.
    /// @param stop ends a query early, with Cancelled
    /// Problems: FileUnreadable with SQLite's words for its code, never with its longer message, which may quote the file.
    static Result<ForeignDatabase> open(const std::string &path, std::stop_token stop = {});
    struct Limits
    {
        std::int64_t steps = 500'000'000;            ///< of SQLite's machine, a query: some seconds
        std::int64_t copied = std::int64_t{1} << 30; ///< bytes of a database that is copied
        int value = 64 << 20;                        ///< bytes of a text or blob
        int busyMs = 500;                            ///< how long a lock of the owner is waited for
    };
    static Result<ForeignDatabase> open(const std::string &path, std::stop_token stop, const Limits &limits);
    ForeignDatabase(ForeignDatabase &&) noexcept;
    ForeignDatabase &operator=(ForeignDatabase &&) noexcept;
    ~ForeignDatabase();

    /// The columns of an ordinary table; nothing when there is no such table (a view or a virtual table is none).
    Result<std::vector<std::string>> columns(const std::string &table);
    /// @param sql one SELECT with ?1, ?2, ...; of our own making, never from a file
    Result<Done> each(const std::string &sql, const std::vector<ForeignValue> &values,
                      const std::function<void(const ForeignRow &)> &visit);
    /// Instructions of SQLite's machine that all queries so far took: what a look costs, whatever the clock says.
    std::int64_t stepsTaken() const;
    /// Whether all that was read so far belongs together.
    Result<Done> isUnchanged() const;

    /// Whether such a problem says that its owner was at work on it, which passes: the next look may read it.
    static bool isHeldByOwner(const Problem &problem);

private:
    struct Private;
    explicit ForeignDatabase(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace tokenmeter
