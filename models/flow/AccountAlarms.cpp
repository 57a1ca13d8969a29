// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/AccountAlarms.h"

#include "analysis/BalanceSpend.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int FailuresInARow = 3;
constexpr days NotReadFor{1};
constexpr days PaceDays{28};
constexpr days LeastHistory{3};
constexpr int DaysLeft = 7;

Alert alertOf(AlertKind kind, const BillingAccount &account, UtcTime since, UtcTime now)
{
    Alert alert;
    alert.key = {.subject = account.uuid, .periodStart = since, .revision = 0, .kind = kind};
    alert.periodEnd = now;
    alert.subjectName = account.name;
    return alert;
}

/// Of several reports the one that was read longest ago.
std::optional<Alert> failureOf(const BillingAccount &account, const std::vector<ReportState> &states, UtcTime now)
{
    std::optional<Alert> oldest;
    for (const ReportState &state : states) {
        if (state.account != account.id || !state.problem) {
            continue;
        }
        const UtcTime since = state.lastSuccess.value_or(account.created);
        const bool isFailing = state.stopped || (state.failures >= FailuresInARow && since + NotReadFor <= now);
        if (isFailing && (!oldest || since < oldest->key.periodStart)) {
            oldest = alertOf(AlertKind::SyncFailing, account, since, now);
            oldest->key.threshold = state.stopped ? 1 : 0;
        }
    }
    return oldest;
}

/// What one balance in one currency did.
struct Pace
{
    UtcTime first{}, last{};
    UtcTime cameIn{};
    Int128 spent = 0;
    Int128 left = 0;
    bool isKnown = true;
};

std::vector<Alert> lowCredits(const BillingAccount &account, const std::vector<BalanceSnapshot> &snapshots, const std::vector<TopUp> &topUps, UtcTime now)
{
    std::map<std::pair<std::string, std::string>, Pace> paces;
    for (const BalanceSnapshot &snapshot : snapshots) {
        const auto [place, isFirst] = paces.try_emplace({snapshot.account, snapshot.currency});
        Pace &pace = place->second;
        if (isFirst) {
            pace.first = pace.cameIn = snapshot.time;
        }
        pace.last = snapshot.time;
        const std::optional<ChargeAmount> &left = snapshot.available ? snapshot.available : snapshot.total;
        pace.isKnown = left.has_value();
        pace.left = left ? left->atto : 0;
    }
    for (const BalanceStep &step : balanceSteps(snapshots, topUps)) {
        Pace &pace = paces[{step.account, step.currency}];
        pace.spent += step.spent ? step.spent->atto : 0;
        if (step.toppedUp && step.toppedUp->atto > 0) {
            pace.cameIn = step.to;
        }
    }
    std::vector<Alert> alerts;
    for (const auto &[of, pace] : paces) {
        const Int128 covered = duration_cast<milliseconds>(pace.last - pace.first).count();
        if (!pace.isKnown || pace.last - pace.first < LeastHistory || pace.spent <= 0) {
            continue;
        }
        constexpr Int128 DayMs = milliseconds{days{1}}.count();
        const Int128 day = pace.spent * DayMs / covered;
        if (day > 0 && pace.left < day * DaysLeft) {
            Alert alert = alertOf(AlertKind::CreditLow, account, pace.cameIn, now);
            alert.currency = Currency{of.second};
            alert.spent = day;
            alert.expected = pace.left;
            alert.detail = of.first;
            alerts.push_back(std::move(alert));
        }
    }
    return alerts;
}

} // namespace

Result<std::vector<Alert>> accountAlertsOf(LedgerReader &reader, UtcTime now)
{
    const Result<std::vector<BillingAccount>> accounts = reader.accounts();
    if (!accounts || accounts->empty()) {
        return accounts ? Result<std::vector<Alert>>{std::vector<Alert>{}} : Result<std::vector<Alert>>{accounts.problem()};
    }
    const Result<std::vector<ReportState>> states = reader.reportStates();
    if (!states) {
        return states.problem();
    }
    std::vector<Alert> alerts;
    for (const BillingAccount &account : *accounts) {
        if (account.paused) {
            continue;
        }
        if (std::optional<Alert> failure = failureOf(account, *states, now)) {
            alerts.push_back(*std::move(failure));
        }
        const BillingQuery recent{.account = account.id, .from = now - PaceDays, .to = {}};
        const auto balances = reader.balances(recent);
        const auto topUps = reader.topUps(recent);
        if (!balances || !topUps) {
            return balances ? topUps.problem() : balances.problem();
        }
        std::vector<BalanceSnapshot> snapshots;
        std::transform(balances->begin(), balances->end(), std::back_inserter(snapshots), [](const auto &of) { return of.row; });
        std::vector<TopUp> cameIn;
        std::transform(topUps->begin(), topUps->end(), std::back_inserter(cameIn), [](const auto &of) { return of.row; });
        const std::vector<Alert> low = lowCredits(account, snapshots, cameIn, now);
        alerts.insert(alerts.end(), low.begin(), low.end());
    }
    return alerts;
}

} // namespace tokenmeter
