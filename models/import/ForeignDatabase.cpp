// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/ForeignDatabase.h"

#include "core/Decimal.h"
#include "core/TokenCounts.h"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tokenmeter
{
namespace
{

constexpr int StepsBetweenLooks = 10'000;
constexpr std::size_t HeaderSize = 20;
constexpr std::size_t WriteVersion = 18; ///< of SQLite's file header: 2 where changes go into a log first
constexpr char HasLog = 2;

struct Closer
{
    void operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }
};
struct Finalizer
{
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};

sqlite3_stmt *statementOf(void *statement)
{
    return static_cast<sqlite3_stmt *>(statement);
}

Problem unreadableDatabase(const std::string &path, std::string reason)
{
    return {.cause = Cause::FileUnreadable, .file = path, .args = {std::move(reason)}};
}

/// What of a file changes when it is written.
struct Look
{
    std::int64_t size = -1; ///< -1 = there is no such file
    std::int64_t modifiedNs = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const Look &, const Look &) = default;
};

Look lookAt(const std::string &path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0) {
        return {};
    }
    return {info.st_size, std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec, info.st_ino};
}

bool keepsLog(const std::string &path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    char header[HeaderSize] = {};
    const bool isRead = file >= 0 && ::pread(file, header, HeaderSize, 0) == ssize_t(HeaderSize);
    if (file >= 0) {
        ::close(file); // before SQLite has it open: no lock of ours is dropped
    }
    return isRead && header[WriteVersion] == HasLog;
}

/// A `file:` address of SQLite.
std::string addressOf(const std::string &path, std::string_view options)
{
    constexpr std::string_view Hex = "0123456789ABCDEF";
    std::string address = "file:";
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            address += '%';
            address += Hex[(static_cast<unsigned char>(c) >> 4U) & 0xFU];
            address += Hex[static_cast<unsigned char>(c) & 0xFU];
        } else {
            address += c;
        }
    }
    return address.append(options);
}

/// A folder of our own that goes with its object.
class PrivateFolder
{
public:
    PrivateFolder() = default;
    PrivateFolder(const PrivateFolder &) = delete;
    PrivateFolder &operator=(const PrivateFolder &) = delete;
    ~PrivateFolder()
    {
        if (!m_path.empty()) {
            std::error_code ignored;
            std::filesystem::remove_all(m_path, ignored);
        }
    }
    /// Only this user can enter it. @return the system's reason, or nothing
    std::error_code make()
    {
        std::error_code error;
        std::string name = (std::filesystem::temp_directory_path(error) / "tokenmeter-XXXXXX").string();
        if (!error && ::mkdtemp(name.data()) == nullptr) {
            error = {errno, std::generic_category()};
        }
        m_path = error ? std::string{} : name;
        return error;
    }
    const std::string &path() const { return m_path; }

private:
    std::string m_path{};
};

} // namespace

struct ForeignDatabase::Private
{
    std::string path{};
    PrivateFolder copy{}; ///< goes after the connection
    std::unique_ptr<sqlite3, Closer> handle{};
    std::stop_token stop{};
    Limits limits{};
    std::int64_t steps = 0; ///< of the query
    std::int64_t allSteps = 0;
    bool asItLies = false;
    Look look{};

    static int countSteps(void *self)
    {
        auto *d = static_cast<Private *>(self);
        d->steps += StepsBetweenLooks;
        return d->steps > d->limits.steps || d->stop.stop_requested() ? 1 : 0;
    }
    Problem problemOf(int code) const
    {
        if ((code & 0xFF) == SQLITE_INTERRUPT && stop.stop_requested()) {
            return {.cause = Cause::Cancelled, .file = path};
        }
        return unreadableDatabase(path, sqlite3_errstr(code));
    }
    Result<Done> openAt(const std::string &address);
    Result<Done> copyAside();
};

ForeignDatabase::ForeignDatabase(std::unique_ptr<Private> made) : d{std::move(made)} {}
ForeignDatabase::ForeignDatabase(ForeignDatabase &&) noexcept = default;
ForeignDatabase &ForeignDatabase::operator=(ForeignDatabase &&) noexcept = default;
ForeignDatabase::~ForeignDatabase() = default;

Result<Done> ForeignDatabase::Private::openAt(const std::string &address)
{
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(address.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_PRIVATECACHE, nullptr);
    handle.reset(opened);
    if (code != SQLITE_OK) {
        return problemOf(code);
    }
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, limits.busyMs);
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, limits.value);
    sqlite3_limit(opened, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_progress_handler(opened, StepsBetweenLooks, countSteps, this);
    const std::pair<int, int> switches[] = {{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                            {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                            {SQLITE_DBCONFIG_DEFENSIVE, 1},             {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}};
    for (const auto &[option, on] : switches) {
        sqlite3_db_config(opened, option, on, nullptr);
    }
    // No memory mapping: a file that its owner cuts would end the program. Cells are checked, since the file may be damaged.
    const int set = sqlite3_exec(opened, "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; PRAGMA cell_size_check=ON",
                                 nullptr, nullptr, nullptr);
    return set == SQLITE_OK ? Result<Done>{Done{}} : Result<Done>{problemOf(set)};
}

Result<Done> ForeignDatabase::Private::copyAside()
{
    const std::string log = path + "-wal";
    if (look.size + lookAt(log).size > limits.copied) {
        return unreadableDatabase(path, std::generic_category().message(EFBIG));
    }
    std::error_code error = copy.make();
    for (const auto &[from, name] : {std::pair{path, "/copy.db"}, std::pair{log, "/copy.db-wal"}}) {
        if (!error) {
            std::filesystem::copy_file(from, copy.path() + name, error);
        }
        if (!error) {
            std::filesystem::permissions(copy.path() + name, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
        }
    }
    if (error) {
        return unreadableDatabase(path, error.message());
    }
    return Done{};
}

Result<ForeignDatabase> ForeignDatabase::open(const std::string &path, std::stop_token stop)
{
    return open(path, std::move(stop), Limits{});
}

Result<ForeignDatabase> ForeignDatabase::open(const std::string &path, std::stop_token stop, const Limits &limits)
{
    auto made = std::make_unique<Private>();
    made->limits = limits;
    made->path = path;
    made->stop = std::move(stop);
    made->look = lookAt(path);
    std::string address = addressOf(path, "?mode=ro");
    if (keepsLog(path)) {
        const bool hasChanges = lookAt(path + "-wal").size > 0;
        made->asItLies = !hasChanges;
        if (!hasChanges) {
            address = addressOf(path, "?mode=ro&immutable=1");
        } else if (lookAt(path + "-shm").size < 0) {
            if (const Result<Done> copied = made->copyAside(); !copied) {
                return copied.problem();
            }
            address = addressOf(made->copy.path() + "/copy.db", "?mode=ro");
        }
    }
    if (const Result<Done> opened = made->openAt(address); !opened) {
        return opened.problem();
    }
    return ForeignDatabase{std::move(made)};
}

Result<Done> ForeignDatabase::isUnchanged() const
{
    if (d->asItLies && !(lookAt(d->path) == d->look)) {
        return unreadableDatabase(d->path, sqlite3_errstr(SQLITE_BUSY));
    }
    return Done{};
}

bool ForeignDatabase::isHeldByOwner(const Problem &problem)
{
    return problem.cause == Cause::FileUnreadable && !problem.args.empty()
        && (problem.args.front() == sqlite3_errstr(SQLITE_BUSY) || problem.args.front() == sqlite3_errstr(SQLITE_LOCKED));
}

std::int64_t ForeignDatabase::stepsTaken() const
{
    return d->allSteps;
}

Result<std::vector<std::string>> ForeignDatabase::columns(const std::string &table)
{
    std::vector<std::string> names;
    bool isTable = false;
    const Result<Done> found = each("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND rootpage > 0", {table},
                                    [&](const ForeignRow &) { isTable = true; });
    if (!found) {
        return found.problem();
    }
    if (!isTable) {
        return names;
    }
    const Result<Done> listed =
        each("SELECT name FROM pragma_table_info(?1)", {table}, [&](const ForeignRow &row) { names.emplace_back(row.text(0)); });
    if (!listed) {
        return listed.problem();
    }
    return names;
}

Result<Done> ForeignDatabase::each(const std::string &sql, const std::vector<ForeignValue> &values,
                                   const std::function<void(const ForeignRow &)> &visit)
{
    d->steps = 0;
    sqlite3_stmt *prepared = nullptr;
    int code = sqlite3_prepare_v2(d->handle.get(), sql.c_str(), int(sql.size()) + 1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, Finalizer> statement{prepared};
    for (std::size_t i = 0; code == SQLITE_OK && i < values.size(); ++i) {
        const int at = int(i) + 1;
        if (const auto *number = std::get_if<std::int64_t>(&values[i])) {
            code = sqlite3_bind_int64(prepared, at, *number);
        } else if (const auto *text = std::get_if<std::string>(&values[i])) {
            code = sqlite3_bind_text(prepared, at, text->data(), int(text->size()), SQLITE_TRANSIENT);
        }
    }
    if (code != SQLITE_OK) {
        return d->problemOf(code);
    }
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
        visit(ForeignRow{prepared});
    }
    d->allSteps += sqlite3_stmt_status(prepared, SQLITE_STMTSTATUS_VM_STEP, 0);
    if (code != SQLITE_DONE) {
        return d->problemOf(code);
    }
    return Done{};
}

int ForeignRow::columns() const
{
    return sqlite3_column_count(statementOf(m_statement));
}

bool ForeignRow::isNull(int column) const
{
    return sqlite3_column_type(statementOf(m_statement), column) == SQLITE_NULL;
}

std::optional<std::int64_t> ForeignRow::integer(int column) const
{
    switch (sqlite3_column_type(statementOf(m_statement), column)) {
    case SQLITE_INTEGER:
        return sqlite3_column_int64(statementOf(m_statement), column);
    case SQLITE_FLOAT: {
        const double number = sqlite3_column_double(statementOf(m_statement), column);
        return std::abs(number) < 9e18 ? std::optional{std::int64_t(number)} : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

std::string_view ForeignRow::text(int column) const
{
    sqlite3_stmt *statement = statementOf(m_statement);
    if (isNull(column)) {
        return {};
    }
    const void *bytes = sqlite3_column_type(statement, column) == SQLITE_BLOB ? sqlite3_column_blob(statement, column)
                                                                              : sqlite3_column_text(statement, column);
    return bytes == nullptr ? std::string_view{}
                            : std::string_view{static_cast<const char *>(bytes), std::size_t(sqlite3_column_bytes(statement, column))};
}

std::string ForeignRow::decimal(int column) const
{
    std::string number{text(column)};
    return parseDecimalRounded(number, 18) ? number : std::string{};
}

json::Count ForeignRow::count(int column) const
{
    if (isNull(column)) {
        return {};
    }
    return json::countOf(text(column));
}

json::Moment ForeignRow::time(int column) const
{
    if (isNull(column)) {
        return {};
    }
    if (const std::optional<std::int64_t> epoch = integer(column)) {
        return json::timeOf(*epoch);
    }
    return json::timeOf(text(column));
}

ForeignValue ForeignRow::value(int column) const
{
    if (const std::optional<std::int64_t> number = integer(column)) {
        return *number;
    }
    return isNull(column) ? ForeignValue{} : ForeignValue{std::string{text(column)}};
}

} // namespace tokenmeter
