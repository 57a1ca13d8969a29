// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Compare.h"
#include "core/Plan.h"

#include <vector>

namespace tokenmeter
{

/// Whether a plan may serve a model of the catalogue, whatever its sources of logs.
bool servesModel(const Plan &plan, const ReplayModel &model);
/// Whether it may serve some of the work that was done on a model, whatever its sources and providers.
bool servesWorkOn(const Plan &plan, const CompareUsed &used);

/// Negotiated discounts that are in force at a moment, for work as it was and as it could be.
class AdviceDiscounts
{
public:
    AdviceDiscounts() = default;
    AdviceDiscounts(const std::vector<Plan> &plans, UtcTime now);

    /// Of the work on a model as it was: also of those bound to sources of logs, so that no saving is promised that they have brought already.
    std::vector<Plan> of(const CompareUsed &used) const;
    /// Of a model that could do it: those alone that are bound to no sources.
    std::vector<Plan> of(const ReplayModel &model) const;

private:
    std::vector<Plan> m_plans{};
};

/// One after the other, each rounded to a whole atto.
Money lessDiscounts(Money list, const std::vector<Plan> &discounts);

/// What was compared at list price, with the discounts of either side.
ComparedModel lessDiscounts(ComparedModel compared, const std::vector<Plan> &ofActual, const std::vector<Plan> &ofModel);

/// Both without repetition, in the order in which they were made.
std::vector<Plan> bothOf(std::vector<Plan> some, const std::vector<Plan> &others);

} // namespace tokenmeter
