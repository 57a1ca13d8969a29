// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncSchedule.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr hours RefusedFor{24};
constexpr hours LongestWait{48};

/// FNV-1a: the same on every machine, unlike std::hash.
std::uint32_t hashOf(std::string_view text)
{
    std::uint32_t hash = 2'166'136'261U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    }
    return hash;
}

bool onlyHandsOver(const ApiReport &report)
{
    return report.yields.size() == 1 && report.doesYield(Yield::Handover);
}

/// When the report is to be run, by its state.
UtcTime dueOf(const BillingAccount &account, const ApiReport &report, const ReportState &state, UtcTime now)
{
    return state.due > now + LongestWait + 2 * intervalOf(account, report) ? now : std::max(state.due, now);
}

} // namespace

ReportState stateOf(std::span<const ReportState> states, std::int64_t account, std::string_view report)
{
    const auto found = std::find_if(states.begin(), states.end(),
                                    [&](const ReportState &state) { return state.account == account && state.report == report; });
    if (found != states.end()) {
        return *found;
    }
    ReportState fresh;
    fresh.account = account;
    fresh.report = report;
    return fresh;
}

minutes intervalOf(const BillingAccount &account, const ApiReport &report)
{
    return account.interval > minutes{0} ? account.interval : report.interval;
}

UtcTime dueAfterSuccess(const BillingAccount &account, const ApiReport &report, UtcTime now)
{
    const milliseconds interval = intervalOf(account, report);
    const auto tenth = std::uint64_t(interval.count() / 10);
    return now + interval + milliseconds{std::int64_t((tenth * hashOf(account.uuid)) >> 32U)};
}

UtcTime dueAfterFailure(const BillingAccount &account, const ApiReport &report, seconds wait, UtcTime now)
{
    return std::max(now + wait, dueAfterSuccess(account, report, now));
}

UtcTime dueAfterRefusal(const BillingAccount &account, const ApiReport &report, UtcTime now)
{
    return std::max(now + RefusedFor, dueAfterSuccess(account, report, now));
}

std::vector<const ApiReport *> reportsToRun(const ProviderApi &api, const BillingAccount &account, std::span<const ReportState> states, UtcTime now,
                                            Ask ask)
{
    std::vector<const ApiReport *> reports;
    if (account.paused || isImportedBill(account)) {
        return reports;
    }
    bool any = false;
    for (const ApiReport &report : api.reports) {
        const ReportState state = stateOf(states, account.id, report.id);
        const bool wasUnreached = ask == Ask::Unreached && state.problem && state.problem->cause == Cause::NotReached;
        const bool isDue = ask == Ask::Every || (!state.stopped && (wasUnreached || dueOf(account, report, state, now) <= now));
        if (isDue || report.doesYield(Yield::Handover)) {
            reports.push_back(&report);
        }
        any = any || (isDue && !onlyHandsOver(report));
    }
    return any ? reports : std::vector<const ApiReport *>{};
}

std::optional<UtcTime> nextWake(std::span<const BillingAccount> accounts, std::span<const ReportState> states, UtcTime now)
{
    std::optional<UtcTime> next;
    for (const BillingAccount &account : accounts) {
        const ProviderApi *api = providerApiById(account.provider);
        if (api == nullptr || account.paused) {
            continue;
        }
        for (const ApiReport &report : api->reports) {
            const ReportState state = stateOf(states, account.id, report.id);
            if (state.stopped || onlyHandsOver(report)) {
                continue;
            }
            const UtcTime due = dueOf(account, report, state, now);
            next = next ? std::min(*next, due) : due;
        }
    }
    return next;
}

} // namespace tokenmeter
