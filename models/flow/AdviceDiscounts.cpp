// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/AdviceDiscounts.h"

#include "core/Shares.h"
#include "flow/ModelNames.h"

#include <algorithm>
#include <iterator>

namespace tokenmeter
{

bool servesModel(const Plan &plan, const ReplayModel &model)
{
    const bool isThere = plan.providers.empty() || std::find(plan.providers.begin(), plan.providers.end(), model.provider) != plan.providers.end();
    return isThere && (plan.models.empty() || modelMatches(plan.models, model.id, {.key = model.key, .id = model.id, .displayName = model.displayName, .family = model.family}));
}

bool servesWorkOn(const Plan &plan, const CompareUsed &used)
{
    const Pricer::ModelName name{.key = used.key, .id = used.id, .displayName = used.displayName, .family = used.family};
    return plan.models.empty() || std::any_of(used.rawModels.begin(), used.rawModels.end(), [&](const std::string &raw) { return modelMatches(plan.models, raw, name); });
}

AdviceDiscounts::AdviceDiscounts(const std::vector<Plan> &plans, UtcTime now)
{
    std::copy_if(plans.begin(), plans.end(), std::back_inserter(m_plans), [now](const Plan &plan) { return plan.kind == PlanKind::Discount && plan.isInForce(now); });
}

std::vector<Plan> AdviceDiscounts::of(const CompareUsed &used) const
{
    std::vector<Plan> found;
    for (const Plan &plan : m_plans) {
        const bool isThere = plan.providers.empty() || std::any_of(plan.providers.begin(), plan.providers.end(), [&](const std::string &provider) { return used.providers.contains(provider); });
        if (isThere && servesWorkOn(plan, used)) {
            found.push_back(plan);
        }
    }
    return found;
}

std::vector<Plan> AdviceDiscounts::of(const ReplayModel &model) const
{
    std::vector<Plan> found;
    std::copy_if(m_plans.begin(), m_plans.end(), std::back_inserter(found), [&](const Plan &plan) { return plan.sources.empty() && servesModel(plan, model); });
    return found;
}

Money lessDiscounts(Money list, const std::vector<Plan> &discounts)
{
    Int128 amount = list.atto();
    for (const Plan &plan : discounts) {
        amount = roundedQuotientOf(amount, plan.multiplier, Plan::MultiplierOne);
    }
    return Money::fromAtto(amount, list.currency());
}

ComparedModel lessDiscounts(ComparedModel compared, const std::vector<Plan> &ofActual, const std::vector<Plan> &ofModel)
{
    for (Money &actual : compared.actual) {
        actual = lessDiscounts(actual, ofActual);
    }
    for (BandMoney &cost : compared.cost) {
        cost = {lessDiscounts(cost.cost, ofModel), lessDiscounts(cost.low, ofModel), lessDiscounts(cost.high, ofModel)};
    }
    return compared;
}

std::vector<Plan> bothOf(std::vector<Plan> some, const std::vector<Plan> &others)
{
    some.insert(some.end(), others.begin(), others.end());
    std::sort(some.begin(), some.end(), [](const Plan &a, const Plan &b) { return a.id < b.id; });
    some.erase(std::unique(some.begin(), some.end(), [](const Plan &a, const Plan &b) { return a.id == b.id; }), some.end());
    return some;
}

} // namespace tokenmeter
