// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BillMerge.h"

#include "core/Identity.h"
#include "core/Int128.h"
#include "import/formats/BillLines.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// A line with what is asked of it for each other file, as hashes.
struct BilledRow
{
    Charge charge{};
    std::uint64_t key = 0;                   ///< lineOfBill()
    std::array<std::uint64_t, 2> sought{};   ///< of its scope; 0: none
    std::array<std::uint64_t, 2> scopeNames{};
};

BilledRow rowOf(Charge charge, const BillKind &kind)
{
    BilledRow row;
    const BillScope scope = scopeOfBill(kind.format, charge);
    for (std::size_t i = 0; i < scope.names.size() && i < row.scopeNames.size(); ++i) {
        row.scopeNames[i] = familyOf({scope.names[i]});
    }
    for (std::size_t i = 0; i < scope.sought.size() && i < row.sought.size(); ++i) {
        row.sought[i] = familyOf({scope.sought[i]});
    }
    row.key = lineOfBill(kind.format, charge);
    row.charge = std::move(charge);
    return row;
}

/// What a file speaks for: what it does not hold of that is not billed any more.
struct BillReach
{
    bool isAllTime = false;
    UtcTime from{}; ///< inclusive
    UtcTime to{};   ///< exclusive
    std::vector<std::uint64_t> scopes{}; ///< sorted; empty: all

    bool holds(const BilledRow &row) const
    {
        const auto isNamed = [this](std::uint64_t name) { return name != 0 && std::binary_search(scopes.begin(), scopes.end(), name); };
        return (isAllTime || (row.charge.from >= from && row.charge.from < to)) && (scopes.empty() || std::any_of(row.sought.begin(), row.sought.end(), isNamed));
    }
    bool meets(const BillReach &other) const { return isAllTime || other.isAllTime || (from < other.to && other.from < to); }
};

/// Which of the fields are filled in that exports are grouped by.
unsigned groupingOf(const Charge &charge)
{
    unsigned fields = 0;
    unsigned bit = 1;
    for (const std::string *text : {&charge.sku, &charge.model, &charge.tier, &charge.contextTier, &charge.region, &charge.project, &charge.keyLabel, &charge.user}) {
        fields |= text->empty() ? 0 : bit;
        bit <<= 1;
    }
    return fields;
}

/// What a day costs in one currency.
struct DaySum
{
    Int128 atto = 0;
    std::int64_t lines = 0;
    bool isKnown = true; ///< every line has an amount, and the sum has room
};

using DaySums = std::map<std::pair<LocalDay, std::string_view>, DaySum>;
using LineKeys = std::vector<std::uint64_t>; ///< sorted, each once

/// What one file tells of one report.
struct BillPiece
{
    std::string file{};
    std::int64_t modifiedNs = 0;
    bool isStored = false;
    std::vector<BilledRow> rows{};
    BillReach reach{};
    unsigned grouping = 0;
    bool isNoted = false; ///< the stretch of `reach` is what the file spoke for when it was read
    std::optional<LineKeys> keys{}; ///< of all rows, once somebody asked: parts of a month are each compared with all others
    std::optional<DaySums> daySums{};
};

/// After lines came or went. A file goes on to speak for days of which nothing is left.
void measureReach(BillPiece &piece, const BillKind &kind)
{
    BillReach &reach = piece.reach;
    std::set<std::uint64_t> scopes;
    piece.grouping = 0;
    piece.keys.reset();
    piece.daySums.reset();
    reach.isAllTime = kind.isWholePart;
    for (const BilledRow &row : piece.rows) {
        if (!piece.isNoted) {
            const bool isFirst = &row == &piece.rows.front();
            const UtcTime end = std::max(row.charge.to, row.charge.from + milliseconds{1});
            reach.from = isFirst ? row.charge.from : std::min(reach.from, row.charge.from);
            reach.to = isFirst ? end : std::max(reach.to, end);
        }
        piece.grouping |= groupingOf(row.charge);
        std::copy_if(row.scopeNames.begin(), row.scopeNames.end(), std::inserter(scopes, scopes.end()), [](std::uint64_t name) { return name != 0; });
    }
    reach.scopes.assign(scopes.begin(), scopes.end());
}

BillPiece pieceOf(FiledCharges file, bool isStored, const BillKind &kind)
{
    BillPiece piece;
    piece.file = std::move(file.file);
    piece.modifiedNs = file.modifiedNs;
    piece.isStored = isStored;
    piece.rows.reserve(file.charges.size());
    for (Charge &charge : file.charges) {
        piece.rows.push_back(rowOf(std::move(charge), kind));
    }
    piece.reach.from = file.from;
    piece.reach.to = file.to;
    piece.isNoted = isStored && file.from < file.to;
    measureReach(piece, kind);
    piece.isNoted = piece.isNoted || !isStored;
    return piece;
}

using RowList = std::vector<const BilledRow *>;

RowList rowsWithin(const BillPiece &piece, const BillReach &reach)
{
    RowList rows;
    for (const BilledRow &row : piece.rows) {
        if (reach.holds(row)) {
            rows.push_back(&row);
        }
    }
    return rows;
}

LineKeys lineKeysOf(const RowList &rows)
{
    LineKeys keys;
    keys.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(keys), [](const BilledRow *row) { return row->key; });
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

/// Of these rows of a piece: made once where they are all of them.
template <class Made, class Make>
const Made &madeOf(const BillPiece &piece, const RowList &rows, std::optional<Made> &kept, std::optional<Made> &here, Make make)
{
    std::optional<Made> &place = rows.size() == piece.rows.size() ? kept : here;
    return place ? *place : place.emplace(make(rows));
}

bool shareLines(const LineKeys &left, const LineKeys &right)
{
    LineKeys both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
    return !both.empty() && both.size() * 2 >= std::min(left.size(), right.size());
}

DaySums daySumsOf(const RowList &rows)
{
    DaySums sums;
    for (const BilledRow *row : rows) {
        const LocalDay day = row->charge.day ? *row->charge.day : LocalDay{floor<days>(row->charge.from).time_since_epoch()};
        DaySum &sum = sums[{day, row->charge.currency}];
        ++sum.lines;
        sum.isKnown = sum.isKnown && row->charge.billed && !__builtin_add_overflow(sum.atto, row->charge.billed->atto, &sum.atto);
    }
    return sums;
}

/// @param isGroupedAlike the files have their lines by the same fields
bool shareSums(const DaySums &left, const DaySums &right, bool isGroupedAlike)
{
    std::size_t common = 0;
    std::vector<Int128> equal;
    for (const auto &[day, sum] : left) {
        const auto found = right.find(day);
        if (found == right.end() || !sum.isKnown || !found->second.isKnown || (sum.atto == 0 && found->second.atto == 0)) {
            continue; // days that cost nothing are alike by chance
        }
        ++common;
        // Each line was rounded to 18 digits after the point.
        const Int128 apart = sum.atto > found->second.atto ? sum.atto - found->second.atto : found->second.atto - sum.atto;
        if (apart <= Int128{sum.lines} + found->second.lines) {
            equal.push_back(sum.atto);
        }
    }
    const bool isSame = common == 1 ? equal.size() == 1 : equal.size() >= 2 && equal.size() * 2 >= common;
    const bool isOneAmount = std::all_of(equal.begin(), equal.end(), [&](Int128 each) { return each == equal.front(); });
    return isSame && !(isGroupedAlike && isOneAmount);
}

bool tellTheSame(BillPiece &earlier, BillPiece &later)
{
    const RowList left = rowsWithin(earlier, later.reach);
    const RowList right = left.empty() ? RowList{} : rowsWithin(later, earlier.reach);
    if (right.empty()) {
        return false;
    }
    std::optional<LineKeys> leftKeys;
    std::optional<LineKeys> rightKeys;
    if (shareLines(madeOf(earlier, left, earlier.keys, leftKeys, lineKeysOf), madeOf(later, right, later.keys, rightKeys, lineKeysOf))) {
        return true;
    }
    std::optional<DaySums> leftSums;
    std::optional<DaySums> rightSums;
    return shareSums(madeOf(earlier, left, earlier.daySums, leftSums, daySumsOf), madeOf(later, right, later.daySums, rightSums, daySumsOf),
                     earlier.grouping == later.grouping);
}

/// What a file speaks for that is read again is told anew.
void dropReadAgain(std::vector<BillPiece> &stored, const std::vector<BillPiece> &read, const BillKind &kind)
{
    for (BillPiece &piece : stored) {
        for (const BillPiece &now : read) {
            if (now.file == piece.file && !piece.file.empty() && std::erase_if(piece.rows, [&](const BilledRow &row) { return now.reach.holds(row); }) > 0) {
                measureReach(piece, kind);
            }
        }
    }
}

} // namespace

Result<std::vector<FiledCharges>> mergedBill(std::vector<FiledCharges> stored, std::vector<FiledCharges> read, const BillKind &kind, const std::stop_token &stop)
{
    std::vector<BillPiece> pieces;
    std::vector<BillPiece> now;
    for (FiledCharges &file : stored) {
        pieces.push_back(pieceOf(std::move(file), true, kind));
    }
    for (FiledCharges &file : read) {
        now.push_back(pieceOf(std::move(file), false, kind));
    }
    dropReadAgain(pieces, now, kind);
    pieces.insert(pieces.end(), std::make_move_iterator(now.begin()), std::make_move_iterator(now.end()));
    std::erase_if(pieces, [](const BillPiece &piece) { return piece.rows.empty(); });
    const auto orderOf = [](const BillPiece &piece) { return std::tuple{!piece.file.empty(), piece.modifiedNs, std::string_view{piece.file}}; };
    std::stable_sort(pieces.begin(), pieces.end(), [&](const BillPiece &a, const BillPiece &b) { return orderOf(a) < orderOf(b); });
    for (auto later = pieces.begin(); later != pieces.end(); ++later) {
        for (auto earlier = pieces.begin(); earlier != later; ++earlier) {
            if (stop.stop_requested()) {
                return Problem{.cause = Cause::Cancelled};
            }
            // What is stored was settled when it came; the stretch that is looked at now may be too short to tell its files apart.
            const bool isSettled = earlier->isStored && later->isStored;
            if (isSettled || earlier->rows.empty() || !earlier->reach.meets(later->reach) || !tellTheSame(*earlier, *later)) {
                continue;
            }
            if (std::erase_if(earlier->rows, [&](const BilledRow &row) { return later->reach.holds(row); }) > 0) {
                measureReach(*earlier, kind); // as if it had been stored and read back in between
            }
        }
    }
    std::vector<FiledCharges> merged;
    for (BillPiece &piece : pieces) {
        if (piece.rows.empty()) {
            continue;
        }
        FiledCharges &file = merged.emplace_back();
        file.file = std::move(piece.file);
        file.modifiedNs = piece.modifiedNs;
        file.from = piece.isNoted ? piece.reach.from : UtcTime{};
        file.to = piece.isNoted ? piece.reach.to : UtcTime{};
        file.charges.reserve(piece.rows.size());
        std::transform(piece.rows.begin(), piece.rows.end(), std::back_inserter(file.charges), [](BilledRow &row) { return std::move(row.charge); });
    }
    return merged;
}

} // namespace tokenmeter
