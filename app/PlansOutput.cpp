// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlansOutput.h"

#include "Json.h"
#include "Output.h"
#include "core/Decimal.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/TokenText.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

struct PlansTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PlansTexts)
};

Money planMoney(const Plan &plan, Int128 atto)
{
    return Money::fromAtto(atto, plan.currency);
}

QJsonArray planNames(const std::vector<std::string> &names)
{
    QJsonArray array;
    for (const std::string &name : names) {
        array.append(text(name));
    }
    return array;
}

/// A plan ends with a day: its last one, as it was typed.
LocalDay lastDay(const Plan &plan, const Zone &zone)
{
    return zone.dayOf(*plan.until - milliseconds{1});
}

QString planDayText(LocalDay day)
{
    return text(toIso(day));
}

const char *stateName(PlanStanding::State state)
{
    switch (state) {
    case PlanStanding::State::Ahead: return "ahead";
    case PlanStanding::State::InForce: return "in_force";
    case PlanStanding::State::UsedUp: return "used_up";
    case PlanStanding::State::Over: break;
    }
    return "over";
}

QJsonObject cycleJson(const Plan &plan, const PlanCycleWorth &cycle)
{
    QJsonObject json{
        {QStringLiteral("from"), planDayText(cycle.days.from)},
        {QStringLiteral("to"), planDayText(cycle.days.to - days{1})},
        {QStringLiteral("open"), cycle.isOpen},
        {QStringLiteral("value"), toJson(planMoney(plan, cycle.worth.value))},
        {QStringLiteral("net"), toJson(planMoney(plan, cycle.worth.net))},
        {QStringLiteral("at_least"), cycle.isAtLeast()},
        {QStringLiteral("per_mille"), cycle.worth.perMille ? QJsonValue{qint64(*cycle.worth.perMille)} : QJsonValue{}},
        {QStringLiteral("break_even_day"), cycle.worth.breakEvenDay ? QJsonValue{planDayText(cycle.days.from + days{*cycle.worth.breakEvenDay - 1})} : QJsonValue{}},
        {QStringLiteral("likely_break_even_day"), cycle.likelyBreakEven ? QJsonValue{planDayText(*cycle.likelyBreakEven)} : QJsonValue{}},
        {QStringLiteral("unpriced_tokens"), qint64(cycle.unpricedTokens)},
    };
    QJsonArray foreign;
    for (const Money amount : cycle.foreign) {
        foreign.append(toJson(amount));
    }
    json.insert(QStringLiteral("not_converted"), foreign);
    return json;
}

QString planStateText(PlanStanding::State state)
{
    switch (state) {
    case PlanStanding::State::Ahead: return PlansTexts::tr("not yet");
    case PlanStanding::State::InForce: return PlansTexts::tr("in force");
    case PlanStanding::State::UsedUp: return PlansTexts::tr("used up");
    case PlanStanding::State::Over: break;
    }
    return PlansTexts::tr("over");
}

QString kindText(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Subscription: return PlansTexts::tr("subscription");
    case PlanKind::Quota: return PlansTexts::tr("free quota");
    case PlanKind::Discount: return PlansTexts::tr("discount");
    case PlanKind::Pack: break;
    }
    return PlansTexts::tr("prepaid credit");
}

QString planCycleText(const PlanCycle &cycle)
{
    switch (cycle.kind) {
    case PlanCycle::Kind::Month: return PlansTexts::tr("a month");
    case PlanCycle::Kind::Year: return PlansTexts::tr("a year");
    case PlanCycle::Kind::Days: break;
    }
    return PlansTexts::tr("every %n day(s)", nullptr, cycle.days);
}

QString termsText(const Plan &plan)
{
    switch (plan.kind) {
    case PlanKind::Subscription:
        return PlansTexts::tr("%1 %2", "a fee, and how often").arg(MoneyText::amount(planMoney(plan, plan.fee)), planCycleText(plan.cycle));
    case PlanKind::Quota:
        return plan.perModel ? PlansTexts::tr("%1 for each model").arg(TokenText::tokens(plan.tokens)) : TokenText::tokens(plan.tokens);
    case PlanKind::Discount:
        return PlansTexts::tr("%1 % off").arg(text(formatDecimal(Plan::MultiplierOne - plan.multiplier, 7)));
    case PlanKind::Pack:
        break;
    }
    return PlansTexts::tr("%1 of credit for %2").arg(MoneyText::amount(planMoney(plan, plan.face)), MoneyText::amount(planMoney(plan, plan.paid)));
}

QString planLeftText(const PlanStanding &standing)
{
    const Plan &plan = standing.plan;
    if (plan.kind == PlanKind::Quota) {
        return TokenText::tokens(standing.tokensLeft());
    }
    if (plan.kind != PlanKind::Pack) {
        return NumberText::notApplicable();
    }
    const QString left = MoneyText::amount(planMoney(plan, standing.creditLeft()));
    return standing.use.atMost ? PlansTexts::tr("at most %1").arg(left) : left;
}

QString planUsedText(const PlanStanding &standing)
{
    const bool isLimited = standing.plan.kind == PlanKind::Quota || standing.plan.kind == PlanKind::Pack;
    return isLimited ? PlansTexts::tr("%1 %").arg(NumberText::whole(standing.usedPercent())) : NumberText::notApplicable();
}

QString breakEvenText(const PlanCycleWorth &cycle, LocalDay today)
{
    if (cycle.worth.breakEvenDay) {
        return DateText::day(cycle.days.from + days{*cycle.worth.breakEvenDay - 1}, today);
    }
    return cycle.likelyBreakEven ? PlansTexts::tr("likely %1").arg(DateText::day(*cycle.likelyBreakEven, today)) : NumberText::notApplicable();
}

} // namespace

QJsonObject toJson(const PlanStanding &standing, const Zone &zone)
{
    const Plan &plan = standing.plan;
    QJsonObject json{
        {QStringLiteral("id"), qint64(plan.id)},
        {QStringLiteral("name"), text(plan.name)},
        {QStringLiteral("kind"), text(std::string{toText(plan.kind)})},
        {QStringLiteral("providers"), planNames(plan.providers)},
        {QStringLiteral("models"), planNames(plan.models)},
        {QStringLiteral("sources"), planNames(plan.sources)},
        {QStringLiteral("from"), planDayText(zone.dayOf(plan.from))},
        {QStringLiteral("to"), plan.until ? QJsonValue{planDayText(lastDay(plan, zone))} : QJsonValue{}},
        {QStringLiteral("state"), QLatin1String(stateName(standing.state))},
    };
    switch (plan.kind) {
    case PlanKind::Subscription: {
        QJsonArray cycles;
        for (const PlanCycleWorth &cycle : standing.cycles) {
            cycles.append(cycleJson(plan, cycle));
        }
        json.insert(QStringLiteral("fee"), toJson(planMoney(plan, plan.fee)));
        json.insert(QStringLiteral("cycle"), text(toText(plan.cycle)));
        json.insert(QStringLiteral("cycles"), cycles);
        break;
    }
    case PlanKind::Quota:
        json.insert(QStringLiteral("tokens"), qint64(plan.tokens));
        json.insert(QStringLiteral("per_model"), plan.perModel);
        json.insert(QStringLiteral("tokens_left"), qint64(standing.tokensLeft()));
        json.insert(QStringLiteral("used_percent"), standing.usedPercent());
        break;
    case PlanKind::Discount:
        json.insert(QStringLiteral("multiplier"), text(formatDecimal(plan.multiplier, 9)));
        break;
    case PlanKind::Pack:
        json.insert(QStringLiteral("credit"), toJson(planMoney(plan, plan.face)));
        json.insert(QStringLiteral("paid"), toJson(planMoney(plan, plan.paid)));
        json.insert(QStringLiteral("credit_left"), toJson(planMoney(plan, standing.creditLeft())));
        json.insert(QStringLiteral("paid_left"), toJson(planMoney(plan, standing.cashLeft())));
        json.insert(QStringLiteral("used_percent"), standing.usedPercent());
        json.insert(QStringLiteral("at_most"), standing.use.atMost);
        json.insert(QStringLiteral("expired"), standing.expired ? QJsonValue{toJson(planMoney(plan, *standing.expired))} : QJsonValue{});
        break;
    }
    return json;
}

QJsonObject toJson(const PlanOrder &order)
{
    return {{QStringLiteral("provider"), order.provider.empty() ? QJsonValue{} : QJsonValue{text(order.provider)}},
            {QStringLiteral("order"), text(toText(order.kinds))}};
}

QString plansTable(const std::vector<PlanStanding> &standings, const std::vector<PlanOrder> &orders, LocalDay today, const Zone &zone)
{
    QString result;
    if (standings.empty()) {
        result = PlansTexts::tr("There are no plans, so effective cost is list cost. See: tokenmeter plans add --help") + QLatin1Char('\n');
    } else {
        TextTable table{{{PlansTexts::tr("Number")},
                         {PlansTexts::tr("Plan")},
                         {PlansTexts::tr("Kind")},
                         {PlansTexts::tr("Terms")},
                         {PlansTexts::tr("From")},
                         {PlansTexts::tr("To")},
                         {PlansTexts::tr("State")},
                         {PlansTexts::tr("Used"), TextTable::Align::Right},
                         {PlansTexts::tr("Left"), TextTable::Align::Right}}};
        for (const PlanStanding &standing : standings) {
            const Plan &plan = standing.plan;
            table.addRow({QString::number(plan.id), text(plan.name), kindText(plan.kind), termsText(plan), DateText::day(zone.dayOf(plan.from), today),
                          plan.until ? DateText::day(lastDay(plan, zone), today) : NumberText::notApplicable(), planStateText(standing.state),
                          planUsedText(standing), planLeftText(standing)});
        }
        result = table.toText();
    }
    for (const PlanStanding &standing : standings) {
        if (standing.expired && *standing.expired != 0) {
            result += PlansTexts::tr("%1: credit that had cost %2 expired unused.")
                          .arg(text(standing.plan.name), MoneyText::amount(planMoney(standing.plan, *standing.expired)))
                + QLatin1Char('\n');
        }
    }
    for (const PlanOrder &order : orders) {
        result += (order.provider.empty() ? PlansTexts::tr("Drawn in this order: %1").arg(text(toText(order.kinds)))
                                          : PlansTexts::tr("Drawn in this order at %1: %2").arg(text(order.provider), text(toText(order.kinds))))
            + QLatin1Char('\n');
    }
    return result;
}

QString worthTable(const std::vector<PlanStanding> &standings, LocalDay today)
{
    TextTable table{{{PlansTexts::tr("Plan")},
                     {PlansTexts::tr("Cycle")},
                     {PlansTexts::tr("Fee"), TextTable::Align::Right},
                     {PlansTexts::tr("Included, at list price"), TextTable::Align::Right},
                     {PlansTexts::tr("More than the fee"), TextTable::Align::Right},
                     {PlansTexts::tr("Of the fee"), TextTable::Align::Right},
                     {PlansTexts::tr("Break-even")}}};
    bool isEmpty = true;
    for (const PlanStanding &standing : standings) {
        const Plan &plan = standing.plan;
        for (const PlanCycleWorth &cycle : standing.cycles) {
            const QString value = MoneyText::amount(planMoney(plan, cycle.worth.value));
            table.addRow({text(plan.name), DateText::range(cycle.days.from, cycle.days.to - days{1}, today), MoneyText::amount(planMoney(plan, plan.fee)),
                          cycle.isAtLeast() ? PlansTexts::tr("at least %1").arg(value) : value, MoneyText::amount(planMoney(plan, cycle.worth.net)),
                          cycle.worth.perMille ? PlansTexts::tr("%1 %").arg(NumberText::decimal(*cycle.worth.perMille, 1, 1)) : NumberText::notApplicable(),
                          breakEvenText(cycle, today)});
            isEmpty = false;
        }
    }
    return isEmpty ? PlansTexts::tr("No subscription has begun. See: tokenmeter plans add subscription --help") + QLatin1Char('\n') : table.toText();
}

} // namespace tokenmeter
