// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReconcileData.h"

#include "providers/ProviderZone.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

Result<std::vector<year_month>> monthsWithBills(LedgerReader &reader, const BillingAccount &account)
{
    const Result<std::vector<OfAccount<Charge>>> charges = reader.charges({.account = account.id});
    if (!charges) {
        return charges.problem();
    }
    const Zone zone = providerZoneOf(account.provider);
    std::set<year_month> months;
    for (const OfAccount<Charge> &each : *charges) {
        if (!each.row.isOtherProduct) {
            const year_month_day day{each.row.day ? *each.row.day : zone.dayOf(each.row.from)};
            months.insert(day.year() / day.month());
        }
    }
    return std::vector<year_month>(months.begin(), months.end());
}

year_month lastMonthOver(UtcTime now)
{
    const year_month_day today{floor<days>(now)};
    return today.year() / today.month() - months{1};
}

} // namespace

Result<ReconcileData> reconcileDataOf(WindowServices::Reading reading, const ReconcileQuestion &question)
{
    ReconcileData data;
    Result<std::vector<BillingAccount>> accounts = reading.reader.accounts();
    if (!accounts) {
        return accounts.problem();
    }
    data.accounts = std::move(*accounts);
    if (data.accounts.empty()) {
        return data;
    }
    const auto named = std::find_if(data.accounts.begin(), data.accounts.end(), [&](const BillingAccount &each) { return each.name == question.account; });
    const BillingAccount *chosen = named == data.accounts.end() ? nullptr : &*named;
    for (const BillingAccount &each : data.accounts) {
        if (chosen != nullptr && chosen != &each) {
            continue;
        }
        Result<std::vector<year_month>> months = monthsWithBills(reading.reader, each);
        if (!months) {
            return months.problem();
        }
        if (chosen != nullptr || !months->empty()) {
            chosen = &each;
            data.months = std::move(*months);
            break;
        }
    }
    chosen = chosen == nullptr ? &data.accounts.front() : chosen;
    data.chosen = AccountStanding{.account = *chosen};
    const Result<std::vector<ReportState>> states = reading.reader.reportStates();
    if (!states) {
        return states.problem();
    }
    std::copy_if(states->begin(), states->end(), std::back_inserter(data.chosen->states), [&](const ReportState &state) { return state.account == chosen->id; });
    data.request = {.account = *chosen,
                    .month = question.month.value_or(lastMonthOver(question.now)),
                    .userZone = question.zone,
                    .providerZone = providerZoneOf(chosen->provider),
                    .repeatedReports = repeatedReportsOf(chosen->provider),
                    .now = question.now};
    Result<AccountMonth> month = reconcileMonth(reading.reader, reading.pricer, data.request);
    if (!month) {
        return month.problem();
    }
    data.month = std::move(*month);
    return data;
}

std::optional<year_month> nearestBill(const ReconcileData &data)
{
    if (std::find(data.months.begin(), data.months.end(), data.request.month) != data.months.end()) {
        return std::nullopt;
    }
    std::optional<year_month> nearest;
    const auto distance = [&](year_month month) { return std::abs((month - data.request.month).count()); };
    for (const year_month month : data.months) {
        if (!nearest || distance(month) <= distance(*nearest)) {
            nearest = month;
        }
    }
    return nearest;
}

} // namespace tokenmeter
