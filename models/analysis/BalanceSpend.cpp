// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/BalanceSpend.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tokenmeter
{
namespace
{

const ChargeAmount Nothing{"0", 0};

bool isPositive(const ChargeAmount &amount)
{
    return amount.atto > 0;
}

ChargeAmount negated(const ChargeAmount &amount)
{
    return differenceOf(Nothing, amount);
}

struct PaidPair
{
    std::optional<ChargeAmount> earlier{};
    std::optional<ChargeAmount> later{};
    bool isThere() const { return earlier && later; }
};

/// Paid money of both, told in the same way: a series that changes its fields must not mix totals with parts.
PaidPair paidOf(const BalanceSnapshot &earlier, const BalanceSnapshot &later)
{
    if (earlier.toppedUp && later.toppedUp) {
        return {earlier.toppedUp, later.toppedUp};
    }
    if (earlier.total && later.total && earlier.granted && later.granted) {
        return {differenceOf(*earlier.total, *earlier.granted), differenceOf(*later.total, *later.granted)};
    }
    if (earlier.total && later.total && !earlier.granted && !later.granted) {
        return {earlier.total, later.total};
    }
    return {};
}

ChargeAmount knownTopUps(std::span<const TopUp> topUps, const BalanceStep &step)
{
    ChargeAmount sum = Nothing;
    for (const TopUp &each : topUps) {
        if (each.currency == step.currency && each.time > step.from && each.time <= step.to) {
            sum = sumOf(sum, each.amount);
        }
    }
    return sum;
}

void takeCounter(BalanceStep &step, const ChargeAmount &earlier, const ChargeAmount &later)
{
    const ChargeAmount rise = differenceOf(later, earlier);
    if (rise.atto < 0) {
        step.isUnknown = true;
    } else {
        step.spent = rise;
    }
}

void takePaid(BalanceStep &step, const ChargeAmount &earlier, const ChargeAmount &later, const ChargeAmount &known)
{
    const ChargeAmount spent = sumOf(differenceOf(earlier, later), known);
    if (isPositive(known)) {
        step.toppedUp = known;
    }
    if (spent.atto >= 0) {
        step.spent = spent;
        return;
    }
    step.spent = Nothing;
    step.toppedUp = sumOf(known, negated(spent));
    step.isAtLeast = true;
}

void takeGrants(BalanceStep &step, const ChargeAmount &earlier, const ChargeAmount &later)
{
    const ChargeAmount fall = differenceOf(earlier, later);
    if (isPositive(fall)) {
        step.grantGone = fall;
        step.mayBeExpiry = later.atto == 0;
    } else if (fall.atto < 0) {
        step.grantAdded = negated(fall);
    }
}

BalanceStep stepOf(const BalanceSnapshot &earlier, const BalanceSnapshot &later, std::span<const TopUp> topUps)
{
    BalanceStep step{.from = earlier.time, .to = later.time, .account = later.account, .currency = later.currency};
    const ChargeAmount known = knownTopUps(topUps, step);
    if (earlier.granted && later.granted) {
        takeGrants(step, *earlier.granted, *later.granted);
    }
    if (earlier.spentEver && later.spentEver) {
        takeCounter(step, *earlier.spentEver, *later.spentEver);
        if (isPositive(known)) {
            step.toppedUp = known;
        }
    } else if (const PaidPair paid = paidOf(earlier, later); paid.isThere()) {
        takePaid(step, *paid.earlier, *paid.later, known);
    } else {
        step.isUnknown = true;
    }
    return step;
}

} // namespace

std::vector<BalanceStep> balanceSteps(std::span<const BalanceSnapshot> snapshots, std::span<const TopUp> topUps)
{
    std::map<std::pair<std::string, std::string>, std::map<UtcTime, const BalanceSnapshot *>> series;
    for (const BalanceSnapshot &each : snapshots) {
        series[{each.account, each.currency}][each.time] = &each;
    }
    std::vector<BalanceStep> steps;
    for (const auto &[name, byTime] : series) {
        const BalanceSnapshot *earlier = nullptr;
        for (const auto &[time, later] : byTime) {
            if (earlier != nullptr) {
                steps.push_back(stepOf(*earlier, *later, topUps));
            }
            earlier = later;
        }
    }
    std::stable_sort(steps.begin(), steps.end(), [](const BalanceStep &a, const BalanceStep &b) { return a.to < b.to; });
    return steps;
}

} // namespace tokenmeter
