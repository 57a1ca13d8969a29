// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Guarded.h"

#include <sqlite3.h>

namespace tokenmeter
{

Problem problemOf(const SQLite::Exception &error)
{
    const auto because = [&](Cause cause) {
        Problem problem{.cause = cause};
        problem.args = {error.what()};
        return problem;
    };
    switch (error.getErrorCode() & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {.cause = Cause::LedgerLocked};
    case SQLITE_READONLY:
        return {.cause = Cause::LedgerReadOnly};
    case SQLITE_FULL:
        return {.cause = Cause::DiskFull};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return because(Cause::LedgerCorrupt);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return because(Cause::LedgerUnreadable);
    case SQLITE_INTERRUPT:
        return {.cause = Cause::Cancelled};
    default:
        return because(Cause::DatabaseError);
    }
}

} // namespace tokenmeter
