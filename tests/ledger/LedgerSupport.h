// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <QTemporaryDir>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace tokenmeter::testing
{

/// A folder of its own for one test.
struct TempFolder
{
    QTemporaryDir folder{};
    std::string path(const char *name = "ledger.db") const { return (folder.path() + QLatin1Char('/') + QLatin1String(name)).toStdString(); }
};

/// Two priced models ("opus" 15/75, "haiku" 1/5 USD a million), any other is unpriced. Prompts over 200,000 tokens cost
/// twice, so that a merged record may need another rate.
RateSource testRates(std::int64_t factor = 1);

std::unique_ptr<LedgerWriter> openWriter(const std::string &path, const Zone &zone = Zone::utc());
std::unique_ptr<LedgerReader> openReader(const std::string &path);

UsageRecord record(const std::string &id, const char *time, TokenCounts tokens);
FileBatch batchOf(const std::string &path, std::vector<std::pair<UsageRecord, UsageContext>> records);
/// Appends and fails the test loudly when it cannot.
AppendReport appendAll(LedgerWriter &writer, const std::vector<FileBatch> &batches, const RateSource &rates = testRates());

std::string fingerprintOf(const std::string &path);
/// Empty when every check is fine.
std::string verifyFailures(const std::string &path);
/// Runs SQL on the file with a connection of its own.
void runSql(const std::string &path, const std::string &sql);
/// What takes migration 6 back, for tests of ledgers that did not have it.
#define DROP_BILLING                                                                                                                   \
    "DROP TABLE account_name; DROP TABLE account_fact; DROP TABLE top_up; DROP TABLE balance; DROP TABLE usage_bucket; "                \
    "DROP TABLE charge; DROP TABLE account_report; DROP TABLE account; "
/// The same of migration 7.
#define DROP_PLANS "DROP TABLE journal_plan_order; DROP TABLE journal_plan; DROP TABLE plan_order; DROP TABLE plan; "
/// The same of migration 8; before the tables that it leads to.
#define DROP_PAYERS "DROP TABLE payer; "
/// The same of migrations 10 to 16; before all others, as they come after it.
#define DROP_SOURCES                                                                                                                   \
    "DROP TRIGGER charge_of_file_came; DROP TRIGGER charge_of_file_went; DROP TRIGGER charge_of_file_changed; DROP TABLE billed_days; "   \
    "DROP TABLE cover_memo; DROP TABLE cover_day; DROP TABLE cover_touched; "                                                          \
    "ALTER TABLE file DROP COLUMN duplicate_last; ALTER TABLE file DROP COLUMN duplicate_first; "                                      \
    "DROP TABLE record_alias; "                                                                                                        \
    "ALTER TABLE charge DROP COLUMN told_to_ms; ALTER TABLE charge DROP COLUMN told_from_ms; ALTER TABLE charge DROP COLUMN file_ns; " \
    "ALTER TABLE charge DROP COLUMN file; "                                                                                            \
    "ALTER TABLE file DROP COLUMN duplicate_tokens; DROP TABLE rollup_left_out; DROP INDEX usage_left_out; DROP TABLE journal_overlap; DROP TABLE journal_source; DROP TABLE overlap_choice; " \
    "ALTER TABLE source DROP COLUMN cache_reading; ALTER TABLE source DROP COLUMN day_east_minutes; ALTER TABLE source DROP COLUMN tells; ALTER TABLE source DROP COLUMN records_forgotten; " \
    "ALTER TABLE source DROP COLUMN state; CREATE INDEX usage_excluded ON usage (time_ms / 900000) WHERE flags & 2 <> 0; "              \
    "UPDATE meta SET value = '4' WHERE name = 'oldest_reader'; "
/// The same of migration 9, and of what came after it.
#define DROP_REVIEW                                                                                                                \
    DROP_SOURCES "DROP TABLE journal_review_fact; DROP TABLE journal_close; DROP TABLE review_fact; DROP TABLE adjustment; DROP TABLE reopening; " \
    "DROP TABLE period_close; "
std::int64_t askSql(const std::string &path, const std::string &sql);

/// Random records with copies, snapshots, families, day-only rows, rare classes; few distinct values, so that rules meet.
std::vector<FileBatch> soup(unsigned seed, int files, int linesAFile);
/// The same lines in another order, grouping and repetition.
std::vector<FileBatch> stirred(const std::vector<FileBatch> &batches, unsigned seed, bool doubled);

/// A record that counts, with its words: what the ledger should hold, found without the ledger.
struct Fact
{
    UsageRecord record{};
    UsageContext context{};
    std::string format{};
};
/// Joins all copies at once and applies the rules of families; plain loops over everything, no incremental state.
std::vector<Fact> reference(const std::vector<FileBatch> &batches);

} // namespace tokenmeter::testing
