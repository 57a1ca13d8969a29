// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Credits.h"

#include "core/Shares.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tokenmeter
{
namespace
{

Int128 amountOf(const std::vector<CreditPart> &parts)
{
    return std::accumulate(parts.begin(), parts.end(), Int128{0}, [](Int128 sum, const CreditPart &part) { return sum + part.amount; });
}

std::int64_t tokensOf(const std::vector<CreditPart> &parts)
{
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0}, [](std::int64_t sum, const CreditPart &part) { return sum + part.tokens; });
}

const std::string &countedUnder(const Plan &plan, const std::string &model)
{
    static const std::string all;
    return plan.perModel ? model : all;
}

} // namespace

std::vector<std::size_t> drawingOrder(std::span<const Plan> plans, const PlanKinds &kinds)
{
    const auto placeOf = [&](std::size_t index) {
        const Plan &plan = plans[index];
        return std::tuple{std::find(kinds.begin(), kinds.end(), plan.kind) - kinds.begin(), plan.until.value_or(UtcTime::max()), plan.from, plan.id};
    };
    std::vector<std::size_t> order(plans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return placeOf(a) < placeOf(b); });
    return order;
}

std::int64_t CreditFold::tokensLeft(std::size_t plan, const std::string &model) const
{
    const auto &used = m_use[plan].tokens;
    const auto found = used.find(countedUnder(m_plans[plan], model));
    return m_plans[plan].tokens - (found == used.end() ? 0 : found->second);
}

CreditDraw CreditFold::drawAll(std::size_t plan, const CreditRecord &record, std::span<const std::size_t> serving)
{
    CreditDraw draw{.plan = plan, .drawn = amountOf(m_left), .cash = 0, .value = 0, .tokens = tokensOf(m_left)};
    for (CreditPart &part : m_left) {
        for (const std::size_t other : serving) {
            const Plan &deal = m_plans[other];
            if (deal.kind == PlanKind::Discount && deal.isInForce(record.time)) {
                part.amount = roundedQuotientOf(part.amount, deal.multiplier, Plan::MultiplierOne);
            }
        }
        draw.value += part.amount;
        part = {};
    }
    return draw;
}

CreditDraw CreditFold::drawTokens(std::size_t plan, const CreditRecord &record)
{
    CreditDraw draw{.plan = plan, .drawn = 0, .cash = 0, .value = 0, .tokens = std::min(tokensOf(m_left), tokensLeft(plan, record.model))};
    if (draw.tokens <= 0) {
        return {.plan = plan, .drawn = 0, .cash = 0, .value = 0, .tokens = 0};
    }
    // Which class a vendor covers first is not known: each in proportion to the record's own mixture.
    std::vector<Int128> weights;
    std::transform(m_left.begin(), m_left.end(), std::back_inserter(weights), [](const CreditPart &part) { return Int128{part.tokens}; });
    const std::vector<Int128> covered = sharesOf(draw.tokens, weights);
    for (std::size_t i = 0; i < m_left.size(); ++i) {
        if (covered[i] > 0) {
            const Int128 drawn = roundedQuotientOf(m_left[i].amount, covered[i], weights[i]);
            m_left[i].amount -= drawn;
            m_left[i].tokens -= std::int64_t(covered[i]);
            draw.drawn += drawn;
        }
    }
    m_use[plan].tokens[countedUnder(m_plans[plan], record.model)] += draw.tokens;
    return draw;
}

CreditDraw CreditFold::discount(std::size_t plan)
{
    CreditDraw draw{.plan = plan, .drawn = 0, .cash = 0, .value = 0, .tokens = 0};
    for (CreditPart &part : m_left) {
        const Int128 after = roundedQuotientOf(part.amount, m_plans[plan].multiplier, Plan::MultiplierOne);
        draw.drawn += part.amount - after;
        part.amount = after;
    }
    return draw;
}

CreditDraw CreditFold::drawCredit(std::size_t plan)
{
    const Plan &pack = m_plans[plan];
    const Int128 whole = amountOf(m_left);
    CreditDraw draw{.plan = plan, .drawn = std::min(whole, creditLeft(plan)), .cash = 0, .value = 0, .tokens = 0};
    if (draw.drawn <= 0) {
        return {.plan = plan, .drawn = 0, .cash = 0, .value = 0, .tokens = 0};
    }
    std::vector<Int128> weights;
    std::transform(m_left.begin(), m_left.end(), std::back_inserter(weights), [](const CreditPart &part) { return part.amount; });
    const std::vector<Int128> paidFor = sharesOf(draw.drawn, weights);
    for (std::size_t i = 0; i < m_left.size(); ++i) {
        m_left[i].amount -= paidFor[i];
        m_left[i].tokens -= std::int64_t(quotientOf(m_left[i].tokens, draw.drawn, whole).floor);
    }
    // Of what was drawn so far, so that a pack that is used up has cost exactly what was paid for it.
    const Int128 cashAfter = quotientOf(m_use[plan].drawn + draw.drawn, pack.paid, pack.face).floor;
    draw.cash = cashAfter - m_use[plan].cash;
    m_use[plan].cash = cashAfter;
    return draw;
}

CreditedRecord CreditFold::add(const CreditRecord &record, std::span<const std::size_t> serving)
{
    m_left = record.parts;
    CreditedRecord result{.list = amountOf(m_left), .payable = 0, .cash = 0, .draws = {}};
    for (const std::size_t plan : serving) {
        const Plan &instrument = m_plans[plan];
        const bool isOther = instrument.kind == PlanKind::Pack && record.priced && instrument.currency != record.currency;
        if (!instrument.isInForce(record.time) || isOther) {
            continue;
        }
        CreditDraw draw;
        switch (instrument.kind) {
        case PlanKind::Subscription:
            draw = drawAll(plan, record, serving);
            break;
        case PlanKind::Quota:
            draw = drawTokens(plan, record);
            break;
        case PlanKind::Discount:
            draw = discount(plan);
            break;
        case PlanKind::Pack:
            if (!record.priced && tokensOf(m_left) > 0) {
                m_use[plan].atMost = true;
            }
            draw = drawCredit(plan);
            break;
        }
        m_use[plan].drawn += draw.drawn;
        m_use[plan].last = draw.drawn != 0 || draw.tokens != 0 ? record.time : m_use[plan].last;
        result.cash += draw.cash;
        if (draw.drawn != 0 || draw.tokens != 0) {
            result.draws.push_back(draw);
        }
    }
    result.payable = amountOf(m_left);
    return result;
}

Int128 feeOfDay(Int128 fee, int day, int cycleDays)
{
    return quotientOf(fee, day, cycleDays).floor - quotientOf(fee, day - 1, cycleDays).floor;
}

PlanWorth worthOf(Int128 fee, std::span<const Int128> dailyValue)
{
    PlanWorth worth;
    for (std::size_t i = 0; i < dailyValue.size(); ++i) {
        worth.value += dailyValue[i];
        if (!worth.breakEvenDay && worth.value >= fee) {
            worth.breakEvenDay = int(i) + 1;
        }
    }
    worth.net = worth.value - fee;
    if (fee > 0) {
        worth.perMille = std::int64_t(std::min(quotientOf(worth.value, 1000, fee).floor, Int128{INT64_MAX}));
    }
    return worth;
}

} // namespace tokenmeter
