// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/PlanAlarms.h"

#include "flow/PlanStandings.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int NearlyUsed = 80;
constexpr int UsedUp = 100;
constexpr days EndsWithin{7};
constexpr days DrawnWithin{7};

Alert planAlert(AlertKind kind, const PlanStanding &standing, UtcTime start, UtcTime end)
{
    const Plan &plan = standing.plan;
    const bool isPack = plan.kind == PlanKind::Pack;
    Alert alert;
    alert.key = {.subject = plan.uuid, .periodStart = start, .revision = 0, .kind = kind};
    alert.periodEnd = end;
    alert.subjectName = plan.name;
    alert.currency = isPack ? plan.currency : Currency{};
    alert.limit = alert.available = isPack ? plan.face : Int128{plan.tokens};
    alert.expected = isPack ? standing.creditLeft() : Int128{standing.tokensLeft()};
    alert.spent = alert.available - alert.expected;
    if (plan.perModel && !standing.use.tokens.empty()) {
        alert.detail = std::max_element(standing.use.tokens.begin(), standing.use.tokens.end(),
                                        [](const auto &a, const auto &b) { return a.second < b.second; })
                           ->first;
    }
    return alert;
}

} // namespace

Result<std::vector<Alert>> planAlertsOf(LedgerReader &reader, Pricer &pricer, UtcTime now, const Zone &zone)
{
    const Result<std::vector<PlanStanding>> standings = planStandingsOf(reader, pricer, now, zone);
    if (!standings) {
        return standings.problem();
    }
    std::vector<Alert> alerts;
    for (const PlanStanding &standing : *standings) {
        const Plan &plan = standing.plan;
        const bool isLimited = plan.kind == PlanKind::Quota || plan.kind == PlanKind::Pack;
        if (!isLimited || !plan.isInForce(now)) {
            continue;
        }
        const int used = standing.usedPercent();
        if (used >= NearlyUsed && standing.use.last + DrawnWithin > now) {
            alerts.push_back(planAlert(AlertKind::PlanLow, standing, plan.from, now));
            alerts.back().key.threshold = used >= UsedUp ? UsedUp : NearlyUsed;
        }
        const bool hasRest = plan.kind == PlanKind::Pack ? standing.creditLeft() > 0 : plan.perModel || standing.tokensLeft() > 0;
        if (plan.until && *plan.until - EndsWithin <= now && hasRest) {
            alerts.push_back(planAlert(AlertKind::PlanExpiring, standing, *plan.until, *plan.until));
        }
    }
    return alerts;
}

} // namespace tokenmeter
