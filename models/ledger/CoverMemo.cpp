// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/CoverMemo.h"

#include <string_view>

namespace tokenmeter
{

void CoverFacts::add(Values &sum, const Values &more)
{
    for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i] = std::int64_t(std::uint64_t(sum[i]) + std::uint64_t(more[i]));
    }
}

namespace covermemo
{

std::optional<CoverMemo> read(Connection &connection)
{
    std::optional<CoverMemo> memo;
    Query &query = connection.query("SELECT rule, whole, from_quarter, to_quarter FROM cover_memo").with();
    if (query.step()) {
        memo = CoverMemo{.rule = query.text(0), .whole = query.text(1), .quarters = {query.integer(2), query.integer(3)}};
    }
    query.reset();
    return memo;
}

void forget(Connection &connection)
{
    connection.query("DELETE FROM cover_memo").with().run();
    connection.query("DELETE FROM cover_day").with().run();
    connection.query("DELETE FROM cover_touched").with().run();
}

void noteTouched(Connection &connection, const std::set<std::int64_t> &days)
{
    if (days.empty() || !connection.query("SELECT 1 FROM cover_memo").with().firstInteger()) {
        return;
    }
    for (const std::int64_t day : days) {
        connection.query("INSERT INTO cover_touched (day) VALUES (?) ON CONFLICT DO NOTHING").with(day).run();
    }
}

std::set<std::int64_t> touched(Connection &connection)
{
    std::set<std::int64_t> days;
    Query &query = connection.query("SELECT day FROM cover_touched").with();
    while (query.step()) {
        days.insert(query.integer(0));
    }
    query.reset();
    return days;
}

std::map<CoverFacts::Key, CoverFacts::Values> sums(Connection &connection, const std::set<std::int64_t> &except)
{
    std::map<CoverFacts::Key, CoverFacts::Values> all;
    Query &query = connection.query("SELECT day, kind, source_id, rank, other_id, other_rank, first, second, third FROM cover_day").with();
    while (query.step()) {
        if (!except.contains(query.integer(0))) {
            const CoverFacts::Key key{query.integer(1), query.integer(2), query.integer(3), query.integer(4), query.integer(5)};
            CoverFacts::add(all[key], {query.integer(6), query.integer(7), query.integer(8)});
        }
    }
    query.reset();
    return all;
}

void write(Connection &connection, const CoverMemo &memo, const CoverFacts &facts, const std::optional<std::set<std::int64_t>> &days)
{
    if (!days) {
        forget(connection);
    } else {
        connection.query("DELETE FROM cover_memo").with().run();
        connection.query("DELETE FROM cover_touched").with().run();
        for (const std::int64_t day : *days) {
            connection.query("DELETE FROM cover_day WHERE day = ?").with(day).run();
        }
    }
    connection.query("INSERT INTO cover_memo (rule, whole, from_quarter, to_quarter) VALUES (?, ?, ?, ?)")
        .with(std::string_view{memo.rule}, std::string_view{memo.whole}, memo.quarters.first, memo.quarters.second)
        .run();
    for (const auto &[day, rows] : facts.days) {
        for (const auto &[key, values] : rows) {
            connection.query("INSERT INTO cover_day (day, kind, source_id, rank, other_id, other_rank, first, second, third) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .with(day, key[0], key[1], key[2], key[3], key[4], values[0], values[1], values[2])
                .run();
        }
    }
}

} // namespace covermemo

} // namespace tokenmeter
