// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Verify.h"

#include "ledger/Recount.h"
#include "ledger/ReviewBook.h"
#include "ledger/Schema.h"

#include <sqlite3.h>

#include <future>

namespace tokenmeter
{
namespace
{

std::int64_t count(Connection &connection, const std::string &sql)
{
    Query query{connection.database(), sql};
    return query.firstInteger().value_or(0);
}

VerifyCheck checked(std::string name, std::int64_t wrong, const std::string &what)
{
    return {std::move(name), wrong == 0, wrong == 0 ? std::string{} : std::to_string(wrong) + ' ' + what};
}

VerifyCheck checkIntegrity(Connection &connection)
{
    Query query{connection.database(), "PRAGMA integrity_check(1)"};
    const std::string answer = query.firstText().value_or("no answer");
    return {"integrity", answer == "ok", answer == "ok" ? std::string{} : answer};
}

/// On a thread and a connection of its own: it looks every row up in every index, which takes as long as all the rest.
std::future<VerifyCheck> checkIntegrityAside(Connection &connection)
{
    const std::string path = sqlite3_db_filename(connection.database().getHandle(), "main");
    return std::async(std::launch::async, [path] {
        const std::unique_ptr<Connection> own = openForReading(path, builtInMigrations());
        return checkIntegrity(*own);
    });
}

VerifyCheck checkKeys(Connection &connection, const Recount &recount)
{
    std::int64_t wrong = recount.withoutContext() + recount.withoutBatch() + recount.rareWithoutRecord();
    Query declared{connection.database(), "PRAGMA foreign_key_check"};
    while (declared.step()) {
        ++wrong;
    }
    for (const char *sql : {
             "SELECT count(*) FROM tag_record t LEFT JOIN usage u ON u.id = t.usage_id WHERE u.id IS NULL OR u.flags & 33554432 = 0",
             "SELECT count(*) FROM journal_record WHERE journal NOT IN (SELECT sequence FROM journal)",
             "SELECT count(*) FROM journal_tag WHERE journal NOT IN (SELECT sequence FROM journal)",
             "SELECT count(*) FROM tag WHERE scope NOT IN (1, 2) OR (subject_id <> 0 AND subject_id NOT IN (SELECT id FROM name)) "
             "OR journal NOT IN (SELECT sequence FROM journal)",
             "SELECT count(*) FROM journal_source WHERE journal NOT IN (SELECT sequence FROM journal)",
             "SELECT count(*) FROM journal_overlap WHERE journal NOT IN (SELECT sequence FROM journal)",
             "SELECT count(*) FROM overlap_choice WHERE decided NOT IN (SELECT sequence FROM journal)",
             "SELECT count(*) FROM (SELECT DISTINCT journal FROM tag_record) WHERE journal NOT IN (SELECT sequence FROM journal)",
             "SELECT count(*) FROM sighting WHERE usage_id NOT IN (SELECT id FROM usage)",
             "SELECT count(*) FROM record_alias WHERE usage_id NOT IN (SELECT id FROM usage)",
             "SELECT count(*) FROM record_alias a CROSS JOIN usage u ON u.ident_high = a.ident_high AND u.ident_low = a.ident_low",
             "SELECT count(*) FROM (SELECT provider_id AS n FROM facet UNION SELECT model_id FROM facet UNION SELECT project_id "
             "FROM facet UNION SELECT agent_id FROM facet UNION SELECT tier_id FROM facet UNION SELECT session_id FROM context "
             "UNION SELECT speed_id FROM context UNION SELECT region_id FROM context UNION SELECT user_id FROM context "
             "UNION SELECT key_label_id FROM context) WHERE n <> 0 AND n NOT IN (SELECT id FROM name)",
         }) {
        wrong += count(connection, sql);
    }
    return checked("foreign keys", wrong, "rows point nowhere");
}

VerifyCheck checkRates(const Recount &recount)
{
    return recount.withoutRate() > 0 ? checked("rates", recount.withoutRate(), "records have no rate")
                                     : checked("rates", recount.pricedOtherwise(), "records would be priced otherwise now");
}

} // namespace

std::vector<VerifyCheck> verifyLedger(Connection &connection, const RateSource *rates)
{
    const std::optional<Zone> zone = Zone::byId(metaValue(connection, "zone"));
    std::future<VerifyCheck> integrity = checkIntegrityAside(connection);
    Recount recount{connection, zone, rates};
    VerifyCheck rollups{"rollups", false, "unknown zone of the daily rollup"};
    if (zone) {
        const std::int64_t quarters = recount.wrongQuarters();
        const std::int64_t days = recount.wrongDays();
        const std::int64_t leftOut = recount.wrongLeftOut();
        rollups = checked("rollups", quarters + days + leftOut,
                          "rows differ (" + std::to_string(quarters) + " of quarter hours, " + std::to_string(days) + " of days, "
                              + std::to_string(leftOut) + " of what is left out)");
    }
    const VerifyCheck keys = checkKeys(connection, recount);
    const VerifyCheck sessions = checked("sessions", recount.wrongSessions(), "rows differ");
    return {integrity.get(), keys, rollups, sessions, checked("times", recount.outOfBounds(), "records lie outside the times of their context"),
            checkRates(recount), checked("closes", reviewbook::brokenSeals(connection), "frozen periods or adjustments are not what they were")};
}

} // namespace tokenmeter
