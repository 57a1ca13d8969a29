// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BillFiles.h"

#include <algorithm>
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

} // namespace

BillSlices slicesOfBill(std::vector<BilledLine> lines, const std::string &format, UtcTime now)
{
    BillSlices bill;
    std::map<std::tuple<std::size_t, std::string>, std::size_t> places;
    for (BilledLine &line : lines) {
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
            slice.from = line.isWholePart ? Always : line.charge.from;
            slice.to = line.isWholePart ? Forever : line.charge.to;
            bill.slices.push_back(std::move(slice));
        }
        PolledSlice &slice = bill.slices[place->second];
        slice.from = std::min(slice.from, line.charge.from);
        slice.to = std::max({slice.to, line.charge.to, line.charge.from + milliseconds{1}});
        slice.charges.push_back(std::move(line.charge));
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

Result<std::int64_t> storeBill(LedgerWriter &writer, LedgerReader &reader, std::vector<BilledLine> lines, const std::string &format, UtcTime now)
{
    BillSlices bill = slicesOfBill(std::move(lines), format, now);
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
    for (PolledSlice &slice : bill.slices) {
        slice.account = numbers[std::size_t(slice.account)];
        ReportState state;
        state.account = slice.account;
        state.report = slice.report;
        state.lastTry = now;
        state.lastSuccess = now;
        state.due = Forever;
        const auto last = std::max_element(slice.charges.begin(), slice.charges.end(), [](const Charge &a, const Charge &b) { return a.to < b.to; });
        state.readTo = last->to;
        const Result<SliceReport> report = writer.storeSlice(slice, state);
        if (!report) {
            return report.problem();
        }
        stored += report->stored;
    }
    return stored;
}

} // namespace tokenmeter
