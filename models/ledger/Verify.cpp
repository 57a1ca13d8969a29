// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Verify.h"

#include "ledger/Dictionaries.h"
#include "ledger/Rollups.h"
#include "ledger/Schema.h"
#include "ledger/UsageTable.h"

#include <openssl/evp.h>

#include <array>
#include <map>
#include <memory>
#include <optional>

namespace tokenmeter
{
namespace
{

#define TOKENMETER_USAGE_SUMS                                                                                           \
    "count(*), sum(u.requests), sum(u.input), sum(u.cache_read), sum(u.cache_write_5m), sum(u.cache_write_1h), "        \
    "sum(u.output), sum(u.reasoning), sum(coalesce(r.input_audio, 0)), sum(coalesce(r.cached_audio, 0)), "              \
    "sum(coalesce(r.output_audio, 0)), sum(coalesce(r.input_image, 0)), sum(coalesce(r.output_image, 0)), "             \
    "sum(coalesce(r.web_searches, 0))"
#define TOKENMETER_USAGE_FROM                                                                                           \
    " FROM usage u JOIN context c ON c.id = u.context_id LEFT JOIN usage_rare r ON r.usage_id = u.id "                  \
    "WHERE u.flags & ? = 0 "

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

VerifyCheck checkKeys(Connection &connection)
{
    std::int64_t wrong = 0;
    Query declared{connection.database(), "PRAGMA foreign_key_check"};
    while (declared.step()) {
        ++wrong;
    }
    for (const char *sql : {
             "SELECT count(*) FROM usage WHERE context_id NOT IN (SELECT id FROM context)",
             "SELECT count(*) FROM usage WHERE batch_id NOT IN (SELECT id FROM import_batch)",
             "SELECT count(*) FROM usage_rare WHERE usage_id NOT IN (SELECT id FROM usage)",
             "SELECT count(*) FROM sighting WHERE usage_id NOT IN (SELECT id FROM usage)",
             "SELECT count(*) FROM (SELECT provider_id AS n FROM facet UNION SELECT model_id FROM facet UNION SELECT project_id "
             "FROM facet UNION SELECT agent_id FROM facet UNION SELECT tier_id FROM facet UNION SELECT session_id FROM context "
             "UNION SELECT speed_id FROM context UNION SELECT region_id FROM context UNION SELECT user_id FROM context "
             "UNION SELECT key_label_id FROM context) WHERE n <> 0 AND n NOT IN (SELECT id FROM name)",
         }) {
        wrong += count(connection, sql);
    }
    return checked("foreign keys", wrong, "rows point nowhere");
}

/// Rows of `expected` that are not in `stored` and the other way round.
template <std::size_t N>
std::int64_t differences(Query &expected, Query &stored)
{
    std::map<std::array<std::int64_t, N>, Sums> rows;
    const auto keyOf = [](const Query &query) {
        std::array<std::int64_t, N> key{};
        for (std::size_t i = 0; i < N; ++i) {
            key[i] = query.integer(int(i));
        }
        return key;
    };
    while (expected.step()) {
        rows[keyOf(expected)] = readSums(expected, int(N));
    }
    std::int64_t wrong = 0;
    while (stored.step()) {
        const auto found = rows.find(keyOf(stored));
        if (found == rows.end()) {
            ++wrong;
            continue;
        }
        wrong += found->second == readSums(stored, int(N)) ? 0 : 1;
        rows.erase(found);
    }
    return wrong + std::int64_t(rows.size());
}

/// Sums the records with SQL of its own, apart from the code that maintains the rollups.
VerifyCheck checkRollups(Connection &connection)
{
    Query quarters{connection.database(), "SELECT (u.time_ms - ((u.time_ms % 900000) + 900000) % 900000) / 900000, c.facet_id, "
                                          "u.rate_id, u.precision, " TOKENMETER_USAGE_SUMS TOKENMETER_USAGE_FROM
                                          "GROUP BY 1, 2, 3, 4"};
    Query storedQuarters{connection.database(),
                         "SELECT quarter, facet_id, rate_id, precision, " TOKENMETER_SUM_COLUMNS " FROM rollup_quarter"};
    const std::int64_t wrongQuarters = differences<4>(quarters.with(OutOfTotals), storedQuarters);

    // The days once more, each record on its own: SQLite cannot cut days in a zone.
    const std::optional<Zone> zone = Zone::byId(metaValue(connection, "zone"));
    if (!zone) {
        return {"rollups", false, "unknown zone of the daily rollup"};
    }
    DayCutter cutter{*zone};
    std::map<std::array<std::int64_t, 5>, Sums> days;
    Query records{connection.database(), "SELECT u.time_ms, u.precision, t.source_id, t.provider_id, t.model_id, u.rate_id, 1, u.requests, u.input, "
                                         "u.cache_read, u.cache_write_5m, u.cache_write_1h, u.output, u.reasoning, "
                                         "coalesce(r.input_audio, 0), coalesce(r.cached_audio, 0), coalesce(r.output_audio, 0), "
                                         "coalesce(r.input_image, 0), coalesce(r.output_image, 0), coalesce(r.web_searches, 0) "
                                         "FROM usage u JOIN context c ON c.id = u.context_id JOIN facet t ON t.id = c.facet_id "
                                         "LEFT JOIN usage_rare r ON r.usage_id = u.id WHERE u.flags & ? = 0"};
    records.with(OutOfTotals);
    while (records.step()) {
        const std::int64_t day = cutter.dayOf(quarterOf(utcFromMs(records.integer(0))), Precision(records.integer(1)));
        days[{day, records.integer(2), records.integer(3), records.integer(4), records.integer(5)}] += readSums(records, 6);
    }
    std::int64_t wrongDays = 0;
    Query storedDays{connection.database(),
                     "SELECT day, source_id, provider_id, model_id, rate_id, " TOKENMETER_SUM_COLUMNS " FROM rollup_day"};
    while (storedDays.step()) {
        const auto found = days.find({storedDays.integer(0), storedDays.integer(1), storedDays.integer(2), storedDays.integer(3),
                                      storedDays.integer(4)});
        if (found == days.end() || !(found->second == readSums(storedDays, 5))) {
            ++wrongDays;
        }
        if (found != days.end()) {
            days.erase(found);
        }
    }
    wrongDays += std::int64_t(days.size());
    return checked("rollups", wrongQuarters + wrongDays,
                   "rows differ (" + std::to_string(wrongQuarters) + " of quarter hours, " + std::to_string(wrongDays) + " of days)");
}

VerifyCheck checkSessions(Connection &connection)
{
    Query expected{connection.database(), "SELECT c.session_id, c.facet_id, u.rate_id, " TOKENMETER_USAGE_SUMS TOKENMETER_USAGE_FROM
                                          "GROUP BY 1, 2, 3"};
    Query stored{connection.database(), "SELECT session_id, facet_id, rate_id, " TOKENMETER_SUM_COLUMNS " FROM rollup_session"};
    return checked("sessions", differences<3>(expected.with(OutOfTotals), stored), "rows differ");
}

VerifyCheck checkRates(Connection &connection, const RateSource *rates)
{
    const std::int64_t missing = count(connection, "SELECT count(*) FROM usage WHERE rate_id NOT IN (SELECT id FROM rate)");
    if (missing > 0 || rates == nullptr) {
        return checked("rates", missing, "records have no rate");
    }
    Dictionaries dictionaries{connection};
    UsageTable usage{connection};
    std::unordered_map<std::int64_t, std::uint64_t> keys;
    Query all{connection.database(), "SELECT id, key FROM rate"};
    while (all.step()) {
        keys[all.integer(0)] = std::uint64_t(all.integer(1));
    }
    std::int64_t wrong = 0;
    std::int64_t last = 0;
    for (;;) {
        const std::vector<StoredUsage> rows = usage.after(last, 10'000, false);
        if (rows.empty()) {
            break;
        }
        last = rows.back().id;
        for (const StoredUsage &row : rows) {
            if (!row.isHidden()) {
                const Rate &now = (*rates)(row.record, dictionaries.context(row.contextId).usage.serving);
                wrong += now.key == keys[row.rateId] ? 0 : 1;
            }
        }
        dictionaries.forgetIfLarge();
    }
    return checked("rates", wrong, "records would be priced otherwise now");
}

class Digest
{
public:
    Digest() : m_context{EVP_MD_CTX_new(), &EVP_MD_CTX_free} { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }
    void add(std::int64_t number) { bytes(&number, sizeof number); }
    void add(const std::string &text)
    {
        add(std::int64_t(text.size()));
        bytes(text.data(), text.size());
    }
    std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        flush();
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        std::string text;
        for (unsigned i = 0; i < size; ++i) {
            constexpr const char *digits = "0123456789abcdef";
            text += digits[digest[i] >> 4];
            text += digits[digest[i] & 15];
        }
        return text;
    }

private:
    void bytes(const void *data, std::size_t size)
    {
        m_buffer.append(static_cast<const char *>(data), size);
        if (m_buffer.size() > 65'536) {
            flush();
        }
    }
    void flush()
    {
        EVP_DigestUpdate(m_context.get(), m_buffer.data(), m_buffer.size());
        m_buffer.clear();
    }
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
    std::string m_buffer;
};

} // namespace

std::vector<VerifyCheck> verifyLedger(Connection &connection, const RateSource *rates)
{
    return {checkIntegrity(connection), checkKeys(connection), checkRollups(connection), checkSessions(connection),
            checkRates(connection, rates)};
}

std::string fingerprintOf(Connection &connection)
{
    Dictionaries dictionaries{connection};
    Digest digest;
    Query rare{connection.database(), "SELECT input_audio, cached_audio, output_audio, input_image, output_image, web_searches "
                                      "FROM usage_rare WHERE usage_id = ?"};
    Query query{connection.database(), std::string{"SELECT id, "} + UsageColumns + " FROM usage WHERE flags & ? = 0 ORDER BY ident_high"};
    query.with(HiddenBits);
    while (query.step()) {
        const StoredUsage row = readUsage(query, 0);
        const UsageRecord &r = row.record;
        for (const std::int64_t value :
             {std::int64_t(r.identity.high), std::int64_t(r.identity.low), std::int64_t(r.family), msOf(r.time), msOf(r.end),
              std::int64_t(r.precision), std::int64_t(r.flags), r.requests, r.tokens.input, r.tokens.cacheRead, r.tokens.cacheWrite5m,
              r.tokens.cacheWrite1h, r.tokens.output, r.tokens.reasoning}) {
            digest.add(value);
        }
        rare.with(row.id);
        const bool hasRare = (row.stored & HasRareStored) != 0 && rare.step();
        for (int column = 0; column < 6; ++column) {
            digest.add(hasRare ? rare.integer(column) : 0);
        }
        digest.add(r.reportedAmount);
        digest.add(r.reportedCurrency);
        const FullContext &context = dictionaries.context(row.contextId);
        const Attribution &who = context.usage.attribution;
        const Serving &how = context.usage.serving;
        for (const std::string *text : {&context.place.source.format, &who.session, &who.project, &who.agent, &who.user, &who.keyLabel,
                                        &how.provider, &how.model, &how.serviceTier, &how.speed, &how.region}) {
            digest.add(*text);
        }
        dictionaries.forgetIfLarge();
    }
    return digest.hex();
}

} // namespace tokenmeter
