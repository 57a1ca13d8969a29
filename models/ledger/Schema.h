// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "ledger/Query.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// One step of the schema: resources/sql/migrations/NNNN_name.sql. Versions count from 1 without gaps.
struct Migration
{
    int version = 0;
    std::string_view name{};
    std::string_view sql{};
};

/// Compiled in, ascending.
std::span<const Migration> builtInMigrations();

/// "TkMr" in the header of the file, so that a foreign database is never written to.
inline constexpr std::int64_t LedgerApplicationId = 0x546B4D72;

struct WriterPlace
{
    std::string path{};
    std::string zoneId{}; ///< of the daily rollup in a new ledger
    bool create = true;
    int busyTimeoutMs = 10'000;
};

/// Opens for writing: creates folder (0700) and file (0600), refuses foreign, damaged and newer files, copies the file to
/// PATH.before-vN and migrates. Throws SQLite::Exception or LedgerFailure.
std::unique_ptr<Connection> openForWriting(const WriterPlace &place, std::span<const Migration> migrations);

/// Opens read-only. A newer ledger is accepted when it says that readers of our version understand it.
std::unique_ptr<Connection> openForReading(const std::string &path, std::span<const Migration> migrations);

/// A small value of the ledger itself.
std::string metaValue(Connection &connection, std::string_view name);
void setMetaValue(Connection &connection, std::string_view name, std::string_view value);

} // namespace tokenmeter
