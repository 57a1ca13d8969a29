// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/RepricePreview.h"

#include "ledger/DayCutter.h"
#include "ledger/Dictionaries.h"
#include "ledger/ReviewBook.h"
#include "ledger/UsageTable.h"

#include <map>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

constexpr std::size_t ChunkRecords = 10'000;

void addTo(std::map<Currency, Money> &sums, Money amount)
{
    if (!amount.currency().isNone()) {
        sums[amount.currency()] += amount;
    }
}

std::vector<Money> listOf(const std::map<Currency, Money> &sums)
{
    std::vector<Money> list;
    for (const auto &[currency, amount] : sums) {
        list.push_back(amount);
    }
    return list;
}

/// What moves in one closed period, whose days are cut in its own zone.
struct ClosedMoves
{
    NamedPeriod period{};
    DayCutter cutter;
    std::int64_t records = 0;
    std::map<Currency, Money> before{};
    std::map<Currency, Money> after{};

    bool holds(const UsageRecord &record) { return period.contains(LocalDay{std::chrono::days{cutter.dayOf(quarterOf(record.time), record.precision)}}); }
};

std::vector<ClosedMoves> closedMovesOf(Connection &connection)
{
    std::vector<ClosedMoves> all;
    for (const PeriodClose &close : reviewbook::closes(connection)) {
        const std::optional<Zone> zone = Zone::byId(close.zone);
        if (close.isStanding() && zone) {
            all.push_back({.period = close.period, .cutter = DayCutter{*zone}});
        }
    }
    return all;
}

} // namespace

RepricePreview repricePreviewOf(Connection &connection, const RateSource &rates)
{
    std::unordered_map<std::int64_t, Rate> stored;
    static const std::string allRates = std::string{"SELECT id, "} + RateColumns + " FROM rate";
    Query rows{connection.database(), allRates.c_str()};
    while (rows.step()) {
        stored.emplace(rows.integer(0), rateOfRow(rows, 1));
    }
    RepricePreview preview;
    std::map<Currency, Money> before;
    std::map<Currency, Money> after;
    Dictionaries dictionaries{connection};
    UsageTable usage{connection};
    std::vector<ClosedMoves> closed = closedMovesOf(connection);
    std::int64_t last = 0;
    for (;;) {
        const std::vector<StoredUsage> chunk = usage.after(last, ChunkRecords, false);
        if (chunk.empty()) {
            break;
        }
        last = chunk.back().id;
        for (const StoredUsage &row : chunk) {
            const Rate &old = stored[row.rateId];
            const Rate &now = rates(row.record, dictionaries.context(row.contextId).usage.serving);
            if (row.isHidden() || now.key == old.key) {
                continue;
            }
            const Money was = costOf(row.record.tokens, row.record.rare, old);
            const Money becomes = costOf(row.record.tokens, row.record.rare, now);
            // Another source of the same price moves a number in the ledger and no money.
            if (was == becomes && old.isPriced() == now.isPriced()) {
                continue;
            }
            ++preview.records;
            preview.newlyPriced += !old.isPriced() && now.isPriced() ? 1 : 0;
            preview.newlyUnpriced += old.isPriced() && !now.isPriced() ? 1 : 0;
            addTo(before, was);
            addTo(after, becomes);
            for (ClosedMoves &moves : closed) {
                if (row.isInTotals() && moves.holds(row.record)) {
                    ++moves.records;
                    addTo(moves.before, was);
                    addTo(moves.after, becomes);
                }
            }
        }
        dictionaries.forgetIfLarge();
    }
    preview.before = listOf(before);
    preview.after = listOf(after);
    for (const ClosedMoves &moves : closed) {
        if (moves.records > 0) {
            preview.closed.push_back({.period = moves.period, .records = moves.records, .before = listOf(moves.before), .after = listOf(moves.after)});
        }
    }
    return preview;
}

} // namespace tokenmeter
