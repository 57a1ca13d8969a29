// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Schema.h"

#include "core/Identity.h"
#include "ledger/Family.h"
#include "ledger/Guarded.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace tokenmeter
{
namespace
{

namespace fs = std::filesystem;

[[noreturn]] void fail(Cause cause, std::vector<std::string> args = {})
{
    Problem problem{.cause = cause};
    problem.args = std::move(args);
    throw LedgerFailure{std::move(problem)};
}

[[noreturn]] void failWithErrno(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        fail(Cause::LedgerMissing);
    case EROFS:
        fail(Cause::LedgerReadOnly);
    case ENOSPC:
    case EDQUOT:
        fail(Cause::DiskFull);
    default:
        fail(Cause::LedgerUnreadable, {std::strerror(error)});
    }
}

/// Creates the file itself with the right mode: SQLite gives -wal and -shm the mode of their database. (A umask would
/// be changed under the feet of other threads.)
void createFile(const std::string &path)
{
    const fs::path folder = fs::path{path}.parent_path();
    if (!folder.empty() && !fs::exists(folder)) {
        std::error_code error;
        if (folder.has_parent_path()) {
            fs::create_directories(folder.parent_path(), error);
        }
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
            failWithErrno(errno == EACCES ? EROFS : errno);
        }
    }
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        ::close(descriptor);
    } else if (errno != EEXIST) {
        failWithErrno(errno == EACCES ? EROFS : errno);
    }
}

/// Without opening a FIFO, which would wait for ever.
void checkIsFile(const std::string &path)
{
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) {
        failWithErrno(errno);
    }
    if (!S_ISREG(status.st_mode)) {
        fail(Cause::LedgerUnreadable, {"not a regular file"});
    }
}

std::int64_t pragma(Connection &connection, const std::string &name)
{
    Query query{connection.database(), "PRAGMA " + name};
    return query.firstInteger().value_or(0);
}

constexpr int ReaderCacheKib = 32 * 1024;
/// Half of it: an import of twice the logs should not need twice the memory, and 32 MB write 2.5 million records only 5 % faster.
constexpr int WriterCacheKib = 16 * 1024;

void limitCaches(Connection &connection, int kib)
{
    connection.exec("PRAGMA cache_size=-" + std::to_string(kib)
                    + ";"
                      "PRAGMA trusted_schema=OFF;"
                      "PRAGMA temp_store=MEMORY");
}

/// Needs the file for itself once, and SQLite does not always wait for that by itself.
void useWal(Connection &connection, int timeoutMs)
{
    constexpr int StepMs = 5;
    for (int waited = 0;; waited += StepMs) {
        const int code = connection.database().tryExec("PRAGMA journal_mode=WAL") & 0xFF;
        if (code == SQLITE_OK) {
            return;
        }
        if (code != SQLITE_BUSY || waited >= timeoutMs) {
            throw SQLite::Exception(connection.database().getHandle(), code);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{StepMs});
    }
}

struct Version
{
    std::int64_t user = 0;
    bool isEmpty = false; ///< nothing was ever written: a new file
};

/// On one snapshot: another process may be creating the file at this moment.
Version versionOf(Connection &connection)
{
    connection.exec("SAVEPOINT version");
    Query schema{connection.database(), "SELECT count(*) FROM sqlite_schema"};
    const std::int64_t application = pragma(connection, "application_id");
    const bool hasTables = schema.firstInteger().value_or(0) > 0;
    const std::int64_t user = pragma(connection, "user_version");
    connection.exec("RELEASE version");
    if (application == 0 && !hasTables && user == 0) {
        return {.user = 0, .isEmpty = true};
    }
    if (application != LedgerApplicationId) {
        fail(Cause::LedgerForeign);
    }
    return {.user = user, .isEmpty = false};
}

void copyBefore(Connection &connection, const std::string &path, int version)
{
    const std::string copy = path + ".before-v" + std::to_string(version);
    fs::remove(copy);
    const int descriptor = ::open(copy.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        failWithErrno(errno);
    }
    ::close(descriptor);
    Query query{connection.database(), "VACUUM INTO ?"};
    query.with(std::string_view{copy}).run();
}

/// What migration 4 needs to find shadow rows: the first half of the identity that older versions gave them.
void addShadowFunction(Connection &connection)
{
    const auto shadowHigh = [](sqlite3_context *context, int, sqlite3_value **values) {
        const Identity holder{std::uint64_t(sqlite3_value_int64(values[0])), std::uint64_t(sqlite3_value_int64(values[1]))};
        sqlite3_result_int64(context, std::int64_t(identityOf({"tokenmeter shadow", bytesOf(holder)}).high));
    };
    sqlite3_create_function_v2(connection.database().getHandle(), "shadow_high_before_v4", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                               nullptr, shadowHigh, nullptr, nullptr, nullptr);
}

void migrate(Connection &connection, const WriterPlace &place, std::span<const Migration> migrations)
{
    const std::int64_t newest = migrations.back().version;
    Version version = versionOf(connection);
    if (version.user > newest) {
        fail(Cause::LedgerNewer, {std::to_string(version.user), std::to_string(newest)});
    }
    if (version.user == newest) {
        return;
    }
    if (!version.isEmpty) {
        copyBefore(connection, place.path, int(newest));
    }
    addShadowFunction(connection);
    SQLite::Transaction transaction{connection.database(), SQLite::TransactionBehavior::IMMEDIATE};
    version = versionOf(connection); // another process may have migrated meanwhile
    for (const Migration &step : migrations) {
        if (step.version > version.user) {
            connection.exec(std::string{step.sql});
            connection.exec("PRAGMA user_version=" + std::to_string(step.version));
        }
    }
    if (version.isEmpty) {
        connection.exec("PRAGMA application_id=" + std::to_string(LedgerApplicationId));
        setMetaValue(connection, "zone", place.zoneId);
    }
    transaction.commit();
}

} // namespace

std::unique_ptr<Connection> openForWriting(const WriterPlace &place, std::span<const Migration> migrations)
{
    if (place.create) {
        createFile(place.path);
    }
    checkIsFile(place.path);
    if (::access(place.path.c_str(), R_OK) != 0) {
        failWithErrno(errno);
    }
    if (::access(place.path.c_str(), W_OK) != 0
        || ::access(fs::absolute(place.path).parent_path().c_str(), W_OK) != 0) {
        fail(Cause::LedgerReadOnly);
    }
    auto connection = std::make_unique<Connection>(place.path, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, place.busyTimeoutMs);
    limitCaches(*connection, WriterCacheKib);
    versionOf(*connection); // before anything is written: it may be someone else's file
    connection->exec("PRAGMA synchronous=NORMAL"); // already for the switch to WAL of a new ledger
    useWal(*connection, place.busyTimeoutMs);
    connection->exec("PRAGMA journal_size_limit=67108864;"
                     "PRAGMA wal_autocheckpoint=8192;"
                     "PRAGMA secure_delete=OFF;"
                     "PRAGMA foreign_keys=ON");
    migrate(*connection, place, migrations);
    return connection;
}

std::unique_ptr<Connection> openForReading(const std::string &path, std::span<const Migration> migrations)
{
    checkIsFile(path);
    if (::access(path.c_str(), R_OK) != 0) {
        failWithErrno(errno);
    }
    const auto check = [&](Connection &connection) {
        limitCaches(connection, ReaderCacheKib);
        connection.exec("PRAGMA query_only=ON");
        const Version version = versionOf(connection);
        const std::int64_t newest = migrations.back().version;
        if (version.isEmpty) {
            fail(Cause::LedgerMissing);
        }
        if (version.user > newest && std::atoll(metaValue(connection, "oldest_reader").c_str()) > newest) {
            fail(Cause::LedgerNewer, {std::to_string(version.user), std::to_string(newest)});
        }
        if (version.user < newest) {
            fail(Cause::LedgerOlder, {std::to_string(version.user), std::to_string(newest)});
        }
    };
    try {
        auto connection = std::make_unique<Connection>(path, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, 10'000);
        check(*connection);
        return connection;
    } catch (const SQLite::Exception &error) {
        const int code = error.getErrorCode() & 0xFF;
        if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || fs::exists(path + "-wal")) {
            throw;
        }
    }
    // A folder that cannot be written holds no -shm file. Nobody writes there, so the file may be taken as it is.
    std::string uri = "file:";
    for (const char letter : path) {
        if (letter == '%' || letter == '?' || letter == '#') {
            char text[4];
            std::snprintf(text, sizeof text, "%%%02X", unsigned(static_cast<unsigned char>(letter)));
            uri += text;
        } else {
            uri += letter;
        }
    }
    auto connection = std::make_unique<Connection>(uri + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX | SQLite::OPEN_URI, 0);
    check(*connection);
    return connection;
}

std::string metaValue(Connection &connection, std::string_view name)
{
    return connection.query("SELECT value FROM meta WHERE name = ?").with(name).firstText().value_or(std::string{});
}

void setMetaValue(Connection &connection, std::string_view name, std::string_view value)
{
    connection.query("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .with(name, value)
        .run();
}

} // namespace tokenmeter
