// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BillFiles.h"

#include "flow/BillMerge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

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

BillSlices slicesOfBills(std::vector<BillFile> files, const std::string &format, UtcTime now)
{
    BillSlices bill;
    std::map<std::tuple<std::size_t, std::string>, std::size_t> places;
    for (BillFile &file : files) {
        std::map<std::size_t, std::vector<Charge>> found;
        for (BilledLine &line : file.lines) {
            const BillSlices::BilledAccount billed{line.provider, line.charge.account, line.part.empty()};
            auto account = std::find(bill.billedAccounts.begin(), bill.billedAccounts.end(), billed);
            if (account == bill.billedAccounts.end()) {
                account = bill.billedAccounts.insert(account, billed);
            }
            const auto index = std::size_t(account - bill.billedAccounts.begin());
            const std::string report = line.part.empty() ? format : format + ":" + line.part;
            const auto [place, isNew] = places.try_emplace({index, report}, bill.parts.size());
            if (isNew) {
                bill.parts.push_back({.stretch = {.account = std::int64_t(index), .report = report, .from = line.charge.from, .to = line.charge.to, .asked = now}});
            }
            BillSlices::Part &part = bill.parts[place->second];
            part.isWholePart = part.isWholePart || line.isWholePart;
            part.stretch.from = std::min(part.stretch.from, line.isWholePart ? Always : line.charge.from);
            part.stretch.to = std::max({part.stretch.to, line.charge.to, line.charge.from + milliseconds{1}, line.isWholePart ? Forever : line.charge.to});
            found[place->second].push_back(std::move(line.charge));
        }
        file.lines = {};
        for (auto &[place, charges] : found) {
            bill.parts[place].files.push_back({.file = file.path, .modifiedNs = file.modifiedNs, .charges = std::move(charges)});
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
                                const std::stop_token &stop)
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
    for (BillSlices::Part &part : bill.parts) {
        part.stretch.account = numbers[std::size_t(part.stretch.account)];
        ReportState state;
        state.account = part.stretch.account;
        state.report = part.stretch.report;
        state.lastTry = now;
        state.lastSuccess = now;
        state.due = Forever;
        std::set<std::pair<std::string, std::int64_t>> read;
        for (const FiledCharges &file : part.files) {
            read.emplace(file.file, file.modifiedNs);
            for (const Charge &charge : file.charges) {
                state.readTo = std::max(state.readTo, std::optional{charge.to});
            }
        }
        std::int64_t kept = 0;
        const auto merge = [&](std::vector<FiledCharges> before) {
            kept = 0;
            Result<std::vector<FiledCharges>> merged = mergedBill(std::move(before), part.files, {format, part.isWholePart}, stop);
            if (merged) {
                for (const FiledCharges &file : *merged) {
                    kept += read.contains({file.file, file.modifiedNs}) ? std::int64_t(file.charges.size()) : 0;
                }
            }
            return merged;
        };
        const Result<SliceReport> report = writer.storeBill(part.stretch, merge, state);
        if (!report) {
            return report.problem();
        }
        stored += kept;
        part.files = {};
    }
    return stored;
}

} // namespace tokenmeter
