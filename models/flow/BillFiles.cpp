// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BillFiles.h"

#include "core/Identity.h"
#include "import/formats/BillFiles.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr UtcTime Always = sys_days{year{1970} / January / 1};
constexpr UtcTime Forever = sys_days{year{9999} / January / 1};

/// Names of accounts are unique: "Anthropic bills", "Anthropic bills (acc-1)".
std::string freeName(const std::vector<BillingAccount> &accounts, const BillSlices::BilledAccount &billed)
{
    std::string base = billed.provider.empty() ? std::string{"bills"} : billed.provider + " bills";
    base += billed.name.empty() ? std::string{} : " (" + billed.name + ")";
    std::string name = base;
    const auto isTaken = [&] { return std::any_of(accounts.begin(), accounts.end(), [&](const BillingAccount &each) { return each.name == name; }); };
    for (int number = 2; isTaken(); ++number) {
        name = base + " " + std::to_string(number);
    }
    return name;
}

/// What a file says of one part of a bill.
struct Piece
{
    BillReach reach{};
    std::vector<Charge> charges{};
};

/// What makes two lines one line that was billed anew: all but amounts and quantities.
std::uint64_t keyOf(const Charge &charge)
{
    std::string key;
    const auto add = [&key](std::string_view text) { key.append(std::to_string(text.size())).append(":").append(text); };
    add(std::to_string(msOf(charge.from)) + "-" + std::to_string(msOf(charge.to)) + "-" + std::to_string(int(charge.category)) + "-"
        + std::to_string(int(charge.tokenClass)));
    for (const std::string *text : {&charge.account, &charge.invoice, &charge.categoryText, &charge.service, &charge.sku, &charge.description, &charge.model,
                                    &charge.tier, &charge.contextTier, &charge.region, &charge.unit, &charge.currency, &charge.project, &charge.keyLabel,
                                    &charge.user}) {
        add(*text);
    }
    for (const auto &[name, value] : charge.other) {
        if (!amountOf(value)) { // numbers are prices and quantities
            add(name);
            add(value);
        }
    }
    return familyOf({key});
}

/// Whether two files tell the same lines where both speak: at least half of what the one with fewer of them holds.
bool shareLines(const Piece &a, const Piece &b, const std::string &format)
{
    const auto keysOf = [&](const Piece &of, const BillReach &within) {
        std::vector<std::uint64_t> keys;
        for (const Charge &charge : of.charges) {
            if (within.holds(format, charge)) {
                keys.push_back(keyOf(charge));
            }
        }
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        return keys;
    };
    const std::vector<std::uint64_t> left = keysOf(a, b.reach);
    const std::vector<std::uint64_t> right = keysOf(b, a.reach);
    std::vector<std::uint64_t> both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
    return !both.empty() && both.size() * 2 >= std::min(left.size(), right.size());
}

/// @param pieces the earliest first; what later ones tell anew is taken out of earlier ones
void dropReplaced(std::vector<Piece> &pieces, const std::string &format)
{
    for (std::size_t later = 1; later < pieces.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (shareLines(pieces[earlier], pieces[later], format)) {
                std::erase_if(pieces[earlier].charges, [&](const Charge &charge) { return pieces[later].reach.holds(format, charge); });
            }
        }
    }
}

/// What is stored of a slice's stretch and shall stay.
Result<Done> keepStored(LedgerReader &reader, PolledSlice &slice, const std::vector<BillReach> &reaches, const std::string &format, bool joinsStored)
{
    const bool isSimple = reaches.size() == 1 && reaches.front().scopes.empty();
    if (isSimple && !joinsStored) {
        return Done{}; // the stretch is replaced as it is
    }
    Result<std::vector<OfAccount<Charge>>> stored = reader.charges({.account = slice.account, .from = slice.from, .to = slice.to});
    if (!stored) {
        return stored.problem();
    }
    Piece before;
    before.reach.from = slice.to;
    before.reach.to = slice.from;
    for (OfAccount<Charge> &each : *stored) {
        if (each.report != slice.report) {
            continue;
        }
        const bool isReached = std::any_of(reaches.begin(), reaches.end(), [&](const BillReach &reach) { return reach.holds(format, each.row); });
        if (isReached && !joinsStored) {
            continue;
        }
        if (const std::optional<std::string> scope = scopeOfBill(format, each.row)) {
            before.reach.scopes.insert(*scope);
        }
        before.reach.from = std::min(before.reach.from, each.row.from);
        before.reach.to = std::max(before.reach.to, each.row.from + milliseconds{1});
        before.charges.push_back(std::move(each.row));
    }
    if (joinsStored) {
        Piece read{reaches.front(), std::move(slice.charges)};
        for (const BillReach &reach : reaches) {
            read.reach.from = std::min(read.reach.from, reach.from);
            read.reach.to = std::max(read.reach.to, reach.to);
            read.reach.scopes.insert(reach.scopes.begin(), reach.scopes.end());
        }
        std::vector<Piece> pieces;
        pieces.push_back(std::move(read));
        pieces.push_back(std::move(before));
        dropReplaced(pieces, format);
        slice.charges = std::move(pieces[0].charges);
        before.charges = std::move(pieces[1].charges);
    }
    slice.charges.insert(slice.charges.end(), std::make_move_iterator(before.charges.begin()), std::make_move_iterator(before.charges.end()));
    return Done{};
}

} // namespace

bool BillReach::holds(const std::string &format, const Charge &charge) const
{
    return charge.from >= from && charge.from < to && (scopes.empty() || scopes.contains(scopeOfBill(format, charge).value_or("")));
}

BillSlices slicesOfBills(std::vector<BillFile> files, const std::string &format, UtcTime now)
{
    std::stable_sort(files.begin(), files.end(), [](const BillFile &a, const BillFile &b) { return std::tie(a.modifiedNs, a.path) < std::tie(b.modifiedNs, b.path); });
    BillSlices bill;
    std::map<std::tuple<std::size_t, std::string>, std::size_t> places;
    std::vector<std::vector<Piece>> pieces; // of each slice
    for (BillFile &file : files) {
        std::map<std::size_t, Piece> found;
        for (BilledLine &line : file.lines) {
            const BillSlices::BilledAccount billed{line.provider, line.charge.account, line.part.empty()};
            auto account = std::find(bill.billedAccounts.begin(), bill.billedAccounts.end(), billed);
            if (account == bill.billedAccounts.end()) {
                account = bill.billedAccounts.insert(account, billed);
            }
            const auto index = std::size_t(account - bill.billedAccounts.begin());
            const std::string report = line.part.empty() ? format : format + ":" + line.part;
            const auto [place, isNew] = places.try_emplace({index, report}, bill.slices.size());
            if (isNew) {
                PolledSlice slice;
                slice.account = std::int64_t(index);
                slice.report = report;
                slice.asked = now;
                slice.replacesCharges = true;
                bill.slices.push_back(std::move(slice));
                pieces.emplace_back();
            }
            const auto [piece, isFirst] = found.try_emplace(place->second);
            BillReach &reach = piece->second.reach;
            if (isFirst) {
                reach.from = line.isWholePart ? Always : line.charge.from;
                reach.to = line.isWholePart ? Forever : line.charge.to;
            }
            reach.from = std::min(reach.from, line.charge.from);
            reach.to = std::max({reach.to, line.charge.to, line.charge.from + milliseconds{1}});
            if (std::optional<std::string> scope = scopeOfBill(format, line.charge)) {
                reach.scopes.insert(std::move(*scope));
            }
            piece->second.charges.push_back(std::move(line.charge));
        }
        file.lines = {};
        for (auto &[place, piece] : found) {
            pieces[place].push_back(std::move(piece));
        }
    }
    for (std::size_t i = 0; i < bill.slices.size(); ++i) {
        PolledSlice &slice = bill.slices[i];
        dropReplaced(pieces[i], format);
        slice.from = pieces[i].front().reach.from;
        slice.to = pieces[i].front().reach.to;
        std::vector<BillReach> &reaches = bill.reaches.emplace_back();
        for (Piece &piece : pieces[i]) {
            slice.from = std::min(slice.from, piece.reach.from);
            slice.to = std::max(slice.to, piece.reach.to);
            slice.charges.insert(slice.charges.end(), std::make_move_iterator(piece.charges.begin()), std::make_move_iterator(piece.charges.end()));
            reaches.push_back(std::move(piece.reach));
        }
    }
    return bill;
}

std::ptrdiff_t accountOfBill(const std::vector<BillingAccount> &accounts, const BillSlices::BilledAccount &billed)
{
    std::ptrdiff_t polled = -1;
    int polledCount = 0;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const BillingAccount &account = accounts[i];
        if (account.provider != billed.provider) {
            continue;
        }
        if (!isImportedBill(account)) {
            polled = std::ptrdiff_t(i);
            ++polledCount;
            continue;
        }
        const auto isThis = [&](const auto &field) { return field.first == ImportedBillField && field.second == billed.name; };
        if (std::any_of(account.fields.begin(), account.fields.end(), isThis)) {
            return std::ptrdiff_t(i);
        }
    }
    return polledCount == 1 && billed.mayJoin ? polled : -1;
}

Result<std::int64_t> storeBills(LedgerWriter &writer, LedgerReader &reader, std::vector<BillFile> files, const std::string &format, UtcTime now,
                                bool joinsStored)
{
    BillSlices bill = slicesOfBills(std::move(files), format, now);
    Result<std::vector<BillingAccount>> accounts = reader.accounts();
    if (!accounts) {
        return accounts.problem();
    }
    std::vector<std::int64_t> numbers;
    for (const BillSlices::BilledAccount &billed : bill.billedAccounts) {
        std::ptrdiff_t at = accountOfBill(*accounts, billed);
        if (at < 0) {
            BillingAccount made;
            made.provider = billed.provider;
            made.name = freeName(*accounts, billed);
            made.fields = {{ImportedBillField, billed.name}};
            made.paused = true; // nobody is asked
            Result<BillingAccount> added = writer.addAccount(made, now);
            if (!added) {
                return added.problem();
            }
            at = std::ptrdiff_t(accounts->size());
            accounts->push_back(std::move(*added));
        }
        numbers.push_back((*accounts)[std::size_t(at)].id);
    }
    std::int64_t stored = 0;
    for (std::size_t i = 0; i < bill.slices.size(); ++i) {
        PolledSlice &slice = bill.slices[i];
        slice.account = numbers[std::size_t(slice.account)];
        const std::size_t read = slice.charges.size();
        ReportState state;
        state.account = slice.account;
        state.report = slice.report;
        state.lastTry = now;
        state.lastSuccess = now;
        state.due = Forever;
        const auto last = std::max_element(slice.charges.begin(), slice.charges.end(), [](const Charge &a, const Charge &b) { return a.to < b.to; });
        state.readTo = last->to;
        if (const Result<Done> kept = keepStored(reader, slice, bill.reaches[i], format, joinsStored); !kept) {
            return kept.problem();
        }
        const Result<SliceReport> report = writer.storeSlice(slice, state);
        if (!report) {
            return report.problem();
        }
        stored += std::min(report->stored, std::int64_t(read));
    }
    return stored;
}

} // namespace tokenmeter
