// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Plan.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// One token class, or one fee, of one record. Amounts here and below are whole numbers of any unit, the same one as the plans'.
struct CreditPart
{
    std::int64_t tokens = 0; ///< 0 of a fee
    Int128 amount = 0;       ///< at list price; not negative
};

/// What credits have to know of a record.
struct CreditRecord
{
    UtcTime time{};
    std::string model{}; ///< tells the quotas of a plan "per model" apart
    Currency currency{};
    bool priced = true; ///< false: amounts are not known, tokens are
    std::vector<CreditPart> parts{};
};

/// What one plan took over of one record.
struct CreditDraw
{
    std::size_t plan = 0; ///< index into the plans of the fold
    Int128 drawn = 0;     ///< of the list cost
    Int128 cash = 0;      ///< of Pack: what this credit had cost when it was bought
    Int128 value = 0;     ///< of Subscription: what it would have cost without: list, less discounts, before packs
    std::int64_t tokens = 0; ///< that it covered; of Subscription and Quota
    friend bool operator==(const CreditDraw &, const CreditDraw &) = default;
};

/// list = sum of drawn + payable; list - effective() = sum of (drawn - cash). Both exact.
struct CreditedRecord
{
    Int128 list = 0;
    Int128 payable = 0;
    Int128 cash = 0;
    std::vector<CreditDraw> draws{}; ///< in the order of drawing; nothing that took over nothing
    Int128 effective() const { return payable + cash; }
};

/// How much of a plan is gone.
struct PlanUse
{
    Int128 drawn = 0; ///< of the list cost
    Int128 cash = 0;  ///< of Pack: of what was paid
    std::map<std::string, std::int64_t> tokens{}; ///< of Quota: by model where it counts per model, else under ""
    UtcTime last{}; ///< when it was last drawn from
    bool atMost = false; ///< usage without a price may have drawn on it as well: what is left is that or less
    friend bool operator==(const PlanUse &, const PlanUse &) = default;
};

/// Indices of plans in the order in which they serve: by kind, then earliest expiry, earliest start, id.
std::vector<std::size_t> drawingOrder(std::span<const Plan> plans, const PlanKinds &kinds);

/// Effective cost is a fold over records by (time, identity): what one has drawn, a later one cannot.
class CreditFold
{
public:
    explicit CreditFold(std::vector<Plan> plans) : m_plans{std::move(plans)}, m_use(m_plans.size()) {}
    /// Goes on from where another fold over the same plans was. @param use one a plan
    CreditFold(std::vector<Plan> plans, std::vector<PlanUse> use) : m_plans{std::move(plans)}, m_use{std::move(use)} { m_use.resize(m_plans.size()); }

    /// The next record. @param serving plans that match it by provider, model and source, in their order; validity and currency
    /// are looked at here
    CreditedRecord add(const CreditRecord &record, std::span<const std::size_t> serving);

    const std::vector<Plan> &plans() const { return m_plans; }
    const std::vector<PlanUse> &use() const { return m_use; }
    std::int64_t tokensLeft(std::size_t plan, const std::string &model) const;
    Int128 creditLeft(std::size_t plan) const { return m_plans[plan].face - m_use[plan].drawn; }

private:
    CreditDraw drawAll(std::size_t plan, const CreditRecord &record, std::span<const std::size_t> serving);
    CreditDraw drawTokens(std::size_t plan, const CreditRecord &record);
    CreditDraw discount(std::size_t plan);
    CreditDraw drawCredit(std::size_t plan);

    std::vector<Plan> m_plans;
    std::vector<PlanUse> m_use;
    std::vector<CreditPart> m_left; ///< of the record at hand
};

/// A subscription's fee on the k-th day (from 1) of a cycle: differences of floors, so the days add up to the fee.
Int128 feeOfDay(Int128 fee, int day, int cycleDays);

/// Whether a cycle of a subscription was worth its fee.
struct PlanWorth
{
    Int128 value = 0; ///< of what it covered
    Int128 net = 0;   ///< value less fee
    std::optional<std::int64_t> perMille{}; ///< of the fee, floor; nothing where there is no fee
    std::optional<int> breakEvenDay{}; ///< from 1; the first on which the value so far reaches the fee
    friend bool operator==(const PlanWorth &, const PlanWorth &) = default;
};
PlanWorth worthOf(Int128 fee, std::span<const Int128> dailyValue);

} // namespace tokenmeter
