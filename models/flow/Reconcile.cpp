// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Reconcile.h"

#include "flow/BilledCells.h"
#include "flow/MeteredCells.h"

#include <algorithm>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

LocalDay firstDayOf(year_month month)
{
    return local_days{month / 1};
}

struct MonthBounds
{
    UtcTime from{};
    UtcTime to{};
};

MonthBounds boundsOf(const ReconcileRequest &request)
{
    return {request.providerZone.startOf(firstDayOf(request.month)), request.providerZone.startOf(firstDayOf(request.month + months{1}))};
}

/// A report that brought charges and does not reach to the end of the month.
bool hasReportGap(const std::vector<ReportState> &states, const ReconcileRequest &request, const std::set<std::string> &reports, UtcTime end)
{
    return std::any_of(states.begin(), states.end(), [&](const ReportState &state) {
        return state.account == request.account.id && reports.contains(state.report) && (state.isIncomplete || !state.readTo || *state.readTo < end);
    });
}

void takeMetered(ReconcileInput &input, const MeteredMonth &metered, const BilledCurrency &billed, Currency currency)
{
    const auto sum = [currency](const std::vector<Money> &amounts) {
        const auto found = std::find_if(amounts.begin(), amounts.end(), [currency](Money each) { return each.currency() == currency; });
        return found == amounts.end() ? Int128{0} : found->atto();
    };
    input.meteredInView = sum(metered.inView);
    input.meteredInProviderDays = sum(metered.inProviderDays);
    input.meteredOtherPayer = sum(metered.otherPayer);
    if (input.detail < BillDetail::Money) {
        return;
    }
    for (const MeteredPart &part : metered.parts) {
        if (part.currency == currency || part.currency.isNone()) {
            addMetered(input, part, billed);
        }
    }
    if (const Int128 fees = sum(metered.fees); fees != 0) {
        input.lines.push_back({.step = ReconcileStep::Fees, .metered = fees});
    }
}

/// Both sides by the provider's days.
std::vector<ReconcileDay> daysOf(const MeteredMonth &metered, const BilledCurrency &bill, Currency currency)
{
    std::map<LocalDay, ReconcileDay> days;
    for (const MeteredPart &part : metered.parts) {
        if (part.currency == currency) {
            days[part.day].metered += part.cost;
        }
    }
    for (const auto &[day, billed] : bill.days) {
        days[day].billed += billed;
    }
    std::vector<ReconcileDay> list;
    for (auto &[day, both] : days) {
        both.day = day;
        list.push_back(both);
    }
    return list;
}

/// What the provider's tokens cost at the tiers that it names; nothing when one of them has no price here.
std::optional<Int128> atTierPrices(const ReconcileCell &cell, const std::map<std::string, std::int64_t> &tiers, Pricer &pricer, const ReconcileRequest &request,
                                   Currency currency, UtcTime time)
{
    Int128 sum = 0;
    for (const auto &[tier, tokens] : tiers) {
        const Rate &rate = pricer.rateOf(PriceQuery{.provider = request.account.provider, .model = cell.model, .time = time, .tokens = {.input = 1}, .serviceTier = tier});
        const std::optional<std::int64_t> price = rate.isPriced() && rate.currency == currency ? priceOfClass(rate, cell.tokenClass) : std::nullopt;
        if (!price) {
            return std::nullopt;
        }
        // What we assumed is the price of standard, also where that changed within the month.
        sum += Int128{tokens} * (tier.empty() && cell.price ? *cell.price : *price);
    }
    return sum;
}

/// What was not metered at all is priced at the middle of the month.
void priceCells(ReconcileInput &input, const BilledCurrency &bill, Pricer &pricer, const ReconcileRequest &request, Currency currency)
{
    const UtcTime middle = request.providerZone.startOf(firstDayOf(request.month) + days{14});
    for (ReconcileCell &cell : input.cells) {
        if (!cell.price && cell.tokens == 0) {
            const Rate &rate = pricer.rateOf(PriceQuery{.provider = request.account.provider, .model = cell.model, .time = middle, .tokens = {.input = 1}, .serviceTier = cell.tier});
            if (rate.isPriced() && rate.currency == currency) {
                // Of a cell that does not tell its class only whether there is a price matters: it has no tokens.
                cell.price = priceOfClass(rate, cell.tokenClass == TokenClass::Unknown ? TokenClass::Input : cell.tokenClass);
            }
        }
    }
    for (const auto &[index, tiers] : bill.joined) {
        if (input.cells[index].billedTokens) {
            input.cells[index].atTierPrices = atTierPrices(input.cells[index], tiers, pricer, request, currency, middle);
        }
    }
}

} // namespace

Result<AccountMonth> reconcileMonth(LedgerReader &reader, Pricer &pricer, const ReconcileRequest &request)
{
    const MonthBounds bounds = boundsOf(request);
    const BillingQuery query{.account = request.account.id, .from = bounds.from - days{1}, .to = bounds.to + days{1}};
    const Result<std::vector<OfAccount<Charge>>> charges = reader.charges(query);
    if (!charges) {
        return charges.problem();
    }
    const Result<std::vector<OfAccount<UsageBucket>>> buckets = reader.usageBuckets(query);
    if (!buckets) {
        return buckets.problem();
    }
    const Result<std::vector<ReportState>> states = reader.reportStates();
    if (!states) {
        return states.problem();
    }
    ModelNames names{pricer, bounds.from};
    const Result<MeteredMonth> metered = meteredMonth(reader, names, request);
    if (!metered) {
        return metered.problem();
    }
    BilledMonth billed = billedMonth(*charges, *buckets, names, request);

    AccountMonth month;
    month.unpricedRequests = metered->unpricedRequests;
    month.unreadCharges = billed.unread;
    month.undecidedFormats = metered->undecidedFormats;
    month.paidNames = metered->paidNames;
    month.otherPayerNames = metered->otherPayerNames;
    month.isRunning = request.now < bounds.to;
    month.hasGaps = hasReportGap(*states, request, billed.reports, bounds.to);
    std::set<Currency> known;
    for (auto &[currency, bill] : billed.currencies) {
        known.insert(currency);
        joinTiers(bill, metered->parts);
        ReconcileInput input = bill.input;
        input.isIncomplete = month.isRunning || month.hasGaps || billed.unread > 0;
        takeMetered(input, *metered, bill, currency);
        priceCells(input, bill, pricer, request, currency);
        Reconciliation result = reconcile(input);
        month.currencies.push_back({.currency = currency, .input = std::move(input), .result = std::move(result), .places = bill.places, .days = daysOf(*metered, bill, currency)});
    }
    for (const Money amount : metered->inProviderDays) {
        if (!known.contains(amount.currency())) {
            month.foreign.push_back(amount);
        }
    }
    return month;
}

} // namespace tokenmeter
