// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/RatesWanted.h"

#include "ledger/LedgerReader.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

/// Longer than any row of days without a rate (Christmas and New Year with their weekends).
constexpr std::chrono::days LongestGap{10};

void sooner(std::optional<LocalDay> &first, LocalDay day)
{
    first = first ? std::min(*first, day) : day;
}

} // namespace

Result<AmountsInUse> amountsInUse(LedgerReader &reader)
{
    AmountsInUse used;
    const Zone utc = Zone::utc();
    const auto add = [&](const std::string &code) {
        if (const Currency currency{code}; !currency.isNone()) {
            used.currencies.insert(currency);
        }
    };
    const Result<LedgerSummary> summary = reader.summary();
    const Result<UsageCells> usage = summary ? reader.usage({}, {}, utc) : Result<UsageCells>{summary.problem()};
    if (!usage) {
        return usage.problem();
    }
    for (const auto &[id, rate] : usage->rates) {
        if (!rate.currency.isNone()) {
            used.currencies.insert(rate.currency);
        }
    }
    if (summary->oldest) {
        sooner(used.first, utc.dayOf(*summary->oldest));
    }
    const Result<std::vector<OfAccount<Charge>>> charges = reader.charges({});
    if (!charges) {
        return charges.problem();
    }
    for (const OfAccount<Charge> &charge : *charges) {
        add(charge.row.currency);
        sooner(used.first, utc.dayOf(charge.row.from));
    }
    const Result<std::vector<OfAccount<BalanceSnapshot>>> balances = reader.balances({});
    if (!balances) {
        return balances.problem();
    }
    for (const OfAccount<BalanceSnapshot> &balance : *balances) {
        add(balance.row.currency);
    }
    const Result<std::vector<Budget>> budgets = reader.budgets();
    if (!budgets) {
        return budgets.problem();
    }
    for (const Budget &budget : *budgets) {
        used.currencies.insert(budget.currency);
    }
    const Result<PlanSheet> plans = reader.plans();
    if (!plans) {
        return plans.problem();
    }
    for (const Plan &plan : plans->plans) {
        used.currencies.insert(plan.currency);
    }
    used.currencies.erase(Currency{});
    return used;
}

LocalDay ratesMissingSince(const std::vector<ExchangeRate> &stored, const std::set<std::string> &publishers, const std::set<Currency> &currencies,
                           std::optional<LocalDay> first, LocalDay today)
{
    const LocalDay needed = std::min(first.value_or(today), today) - LongestGap;
    struct Known
    {
        LocalDay oldest{}, newest{};
    };
    std::map<Currency, Known> known;
    for (const ExchangeRate &rate : stored) {
        if (publishers.contains(rate.source) && rate.from == Currency{"EUR"}) {
            const auto [place, isNew] = known.try_emplace(rate.to, Known{rate.day, rate.day});
            place->second.oldest = std::min(place->second.oldest, rate.day);
            place->second.newest = std::max(place->second.newest, rate.day);
        }
    }
    LocalDay since = today;
    for (const Currency currency : currencies) {
        const auto found = known.find(currency);
        const bool reachesBack = found != known.end() && found->second.oldest <= needed + LongestGap;
        since = std::min(since, reachesBack ? found->second.newest : needed);
    }
    return since;
}

UtcTime nextRatesTime(std::optional<UtcTime> asked, std::optional<UtcTime> failed, UtcTime now)
{
    using namespace std::chrono;
    if (failed && *failed <= now) { // a clock that was set back must not stop us for longer
        return *failed + hours{1};
    }
    if (!asked || *asked > now) {
        return now;
    }
    LocalDay day = Zone::utc().dayOf(*asked);
    constexpr minutes Published{15 * 60 + 30};
    const auto isFree = [](LocalDay each) { return weekday{each} == Saturday || weekday{each} == Sunday; };
    while (isFree(day) || UtcTime{day.time_since_epoch()} + Published <= *asked) {
        day += days{1};
    }
    return UtcTime{day.time_since_epoch()} + Published;
}

} // namespace tokenmeter
