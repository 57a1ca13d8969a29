// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountsData.h"

#include "flow/Spend.h"
#include "flow/ToldTwice.h"
#include "providers/Provider.h"
#include "providers/ProviderZone.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tokenmeter
{
namespace
{

/// Stretches of a day and more are days of the source, which counts in UTC where it does not say.
LocalDay dayOfCharge(const Charge &charge, const Zone &zone)
{
    return charge.day                                                 ? *charge.day
        : charge.to - charge.from >= std::chrono::hours{23} ? Zone::utc().dayOf(charge.from)
                                                            : zone.dayOf(charge.from);
}

void addCharges(AccountStanding &standing, const std::vector<OfAccount<Charge>> &charges, LocalDay month, const Zone &zone)
{
    const ToldTwice twice{repeatedReportsOf(standing.account.provider), charges};
    const std::chrono::year_month_day date{month};
    for (const OfAccount<Charge> &charge : charges) {
        const LocalDay day = dayOfCharge(charge.row, zone);
        standing.firstDay = std::min(standing.firstDay.value_or(day), day);
        standing.lastDay = std::max(standing.lastDay.value_or(day), day);
        const std::chrono::year_month_day own{day};
        if (own.year() != date.year() || own.month() != date.month() || charge.row.isOtherProduct || twice.holds(charge.report, charge.row.from, charge.row.to)) {
            continue;
        }
        ++standing.billedLines;
        if (!charge.row.billed || charge.row.currency.empty()) {
            ++standing.linesWithoutAmount;
            continue;
        }
        addMoney(standing.billed, Money::fromAtto(charge.row.billed->atto, Currency{charge.row.currency}));
    }
}

} // namespace

Result<AccountsData> accountsDataOf(WindowServices::Reading reading, LocalDay month, const Zone &zone)
{
    AccountsData data;
    const Result<std::vector<BillingAccount>> accounts = reading.reader.accounts();
    if (!accounts) {
        return accounts.problem();
    }
    const Result<std::vector<ReportState>> states = reading.reader.reportStates();
    if (!states) {
        return states.problem();
    }
    for (const BillingAccount &account : *accounts) {
        AccountStanding standing{.account = account};
        std::copy_if(states->begin(), states->end(), std::back_inserter(standing.states),
                     [&](const ReportState &state) { return state.account == account.id; });
        const BillingQuery all{.account = account.id};
        const Result<std::vector<OfAccount<Charge>>> charges = reading.reader.charges(all);
        if (!charges) {
            return charges.problem();
        }
        addCharges(standing, *charges, month, zone);
        const Result<std::vector<OfAccount<BalanceSnapshot>>> balances = reading.reader.balances(all);
        if (!balances) {
            return balances.problem();
        }
        std::map<std::pair<std::string, std::string>, BalanceSnapshot> newest;
        for (const OfAccount<BalanceSnapshot> &balance : *balances) { // by time
            newest.insert_or_assign({balance.row.account, balance.row.currency}, balance.row);
        }
        for (auto &[of, balance] : newest) {
            standing.balances.push_back(std::move(balance));
        }
        data.accounts.push_back(std::move(standing));
    }
    return data;
}

std::optional<UtcTime> lastSyncOf(const AccountStanding &standing)
{
    std::optional<UtcTime> last;
    for (const ReportState &state : standing.states) {
        last = std::max(last, state.lastSuccess);
    }
    return last;
}

std::optional<UtcTime> nextSyncOf(const AccountStanding &standing)
{
    const ProviderApi *api = providerApiById(standing.account.provider);
    if (api == nullptr || standing.account.paused) {
        return std::nullopt;
    }
    std::optional<UtcTime> next;
    for (const ApiReport &report : api->reports) {
        if (report.yields == std::vector{Yield::Handover}) {
            continue; // comes along with the others
        }
        const auto state = std::find_if(standing.states.begin(), standing.states.end(), [&](const ReportState &each) { return each.report == report.id; });
        if (state != standing.states.end() && state->stopped) {
            continue;
        }
        const UtcTime due = state == standing.states.end() ? UtcTime{} : state->due;
        next = std::min(next.value_or(due), due);
    }
    return next;
}

} // namespace tokenmeter
