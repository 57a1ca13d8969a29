// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "PlansOutput.h"
#include "View.h"
#include "core/Decimal.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace tokenmeter
{
namespace
{

using PlansAction = PlansCommand::Action;

struct PlansCommandTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PlansCommandTexts)
};

Problem wrongPlan(const char *option, const std::string &value)
{
    return {.cause = Cause::BadArgument, .args = {option, value}};
}

/// An option that belongs to another kind is a mistake, not something to forget.
Result<Done> refuseForeign(const PlansCommand &command, PlanKind kind)
{
    const bool isSubscription = kind == PlanKind::Subscription;
    const bool isPack = kind == PlanKind::Pack;
    const bool isQuota = kind == PlanKind::Quota;
    const std::pair<const char *, bool> foreign[] = {
        {"--fee", command.fee && !isSubscription},
        {"--cycle", command.cycle && !isSubscription},
        {"--tokens", command.tokens && !isQuota},
        {"--per-model", command.perModel && !isQuota},
        {"--multiplier", command.multiplier && kind != PlanKind::Discount},
        {"--credit", command.credit && !isPack},
        {"--paid", command.paid && !isPack},
        {"--currency", command.currency && !isPack && !isSubscription},
    };
    const auto found = std::find_if(std::begin(foreign), std::end(foreign), [](const auto &option) { return option.second; });
    return found == std::end(foreign) ? Result<Done>{Done{}} : wrongPlan(found->first, std::string{toText(kind)});
}

Result<Done> readAmount(const char *option, const std::optional<std::string> &typed, Int128 &amount)
{
    if (typed) {
        const std::optional<Int128> value = parseDecimal(*typed, MoneyScale);
        if (!value) {
            return wrongPlan(option, *typed);
        }
        amount = *value;
    }
    return Done{};
}

Result<Done> readDays(const PlansCommand &command, const Zone &zone, Plan &plan)
{
    if (command.from) {
        const std::optional<LocalDay> day = parseDay(*command.from);
        if (!day) {
            return wrongPlan("--from", *command.from);
        }
        plan.from = zone.startOf(*day);
    }
    if (command.to) {
        const std::optional<LocalDay> day = parseDay(*command.to);
        if (!day && !command.to->empty()) {
            return wrongPlan("--to", *command.to);
        }
        plan.until = day ? std::optional{zone.startOf(*day + std::chrono::days{1})} : std::nullopt;
    }
    return Done{};
}

Result<Done> readTerms(const PlansCommand &command, Plan &plan)
{
    if (command.currency) {
        plan.currency = Currency{*command.currency};
        if (plan.currency.isNone()) {
            return wrongPlan("--currency", *command.currency);
        }
    }
    if (command.cycle) {
        const Result<PlanCycle> cycle = parsePlanCycle(*command.cycle);
        if (!cycle) {
            return cycle.problem();
        }
        plan.cycle = *cycle;
    }
    if (command.multiplier) {
        const std::optional<Int128> multiplier = parseDecimal(*command.multiplier, 9);
        if (!multiplier || *multiplier < 0 || *multiplier > Plan::MultiplierOne) {
            return wrongPlan("--multiplier", *command.multiplier);
        }
        plan.multiplier = std::int64_t(*multiplier);
    }
    plan.tokens = command.tokens.value_or(plan.tokens);
    plan.perModel = command.perModel.value_or(plan.perModel);
    for (const auto &[option, typed, amount] : {std::tuple{"--fee", &command.fee, &plan.fee}, std::tuple{"--credit", &command.credit, &plan.face},
                                                std::tuple{"--paid", &command.paid, &plan.paid}}) {
        if (const Result<Done> read = readAmount(option, *typed, *amount); !read) {
            return read;
        }
    }
    if (command.action == PlansAction::Add && plan.kind == PlanKind::Pack && !command.paid) {
        plan.paid = plan.face;
    }
    return Done{};
}

/// What was typed, on top of a plan that is there or a fresh one.
Result<Plan> planOf(const PlansCommand &command, const Zone &zone, Plan plan)
{
    if (const Result<Done> fits = refuseForeign(command, plan.kind); !fits) {
        return fits.problem();
    }
    plan.name = command.name.value_or(plan.name);
    if (command.allUsage) {
        plan.providers.clear();
        plan.models.clear();
    }
    for (const auto &[typed, list] : {std::pair{&command.scope.providers, &plan.providers}, std::pair{&command.scope.models, &plan.models},
                                      std::pair{&command.scope.sources, &plan.sources}}) {
        *list = typed->empty() ? *list : *typed;
    }
    const Result<Done> days = readDays(command, zone, plan);
    const Result<Done> terms = days ? readTerms(command, plan) : days;
    const Result<Done> checked = terms ? checkPlan(plan) : terms;
    return checked ? Result<Plan>{plan} : Result<Plan>{checked.problem()};
}

Plan freshPlan(PlanKind kind, UtcTime now, const Zone &zone)
{
    Plan plan;
    plan.kind = kind;
    plan.from = zone.startOf(zone.dayOf(now));
    if (kind == PlanKind::Subscription || kind == PlanKind::Pack) {
        plan.currency = Currency{"USD"};
    }
    return plan;
}

Result<Plan> storedPlan(LedgerReader &reader, std::int64_t id)
{
    const Result<PlanSheet> sheet = reader.plans();
    if (!sheet) {
        return sheet.problem();
    }
    const auto found = std::find_if(sheet->plans.begin(), sheet->plans.end(), [id](const Plan &plan) { return plan.id == id; });
    return found == sheet->plans.end() ? Result<Plan>{wrongPlan("plan", std::to_string(id))} : Result<Plan>{*found};
}

int planFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument || problem.cause == Cause::UnknownZone ? ExitUsage : ExitFailed;
}

int showPlans(const CommandContext &context, const PlansCommand &command, const Zone &zone)
{
    const UtcTime now = context.environment.now;
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger && ledger.problem().cause == Cause::LedgerMissing) {
        ledger = openForWriting(context.ledger, context.zone, now); // an empty ledger has no plans
    }
    if (!ledger) {
        return planFailed(ledger.problem());
    }
    Result<std::vector<PlanStanding>> standings = planStandingsOf(*ledger->reader, *ledger->pricer, now, zone);
    const Result<PlanSheet> sheet = ledger->reader->plans();
    if (!standings || !sheet) {
        return planFailed(standings ? sheet.problem() : standings.problem());
    }
    const bool worth = command.action == PlansAction::Worth;
    if (worth) {
        std::erase_if(*standings, [&](const PlanStanding &standing) {
            return standing.plan.kind != PlanKind::Subscription || (command.id != 0 && standing.plan.id != command.id);
        });
        if (standings->empty() && command.id != 0) {
            return planFailed(wrongPlan("plan", std::to_string(command.id)));
        }
    }
    if (!context.json) {
        const LocalDay today = zone.dayOf(now);
        print(worth ? worthTable(*standings, today) : plansTable(*standings, sheet->orders, today, zone));
        return ExitDone;
    }
    QJsonArray plans;
    for (const PlanStanding &standing : *standings) {
        plans.append(toJson(standing, zone));
    }
    QJsonObject json{{QStringLiteral("plans"), plans}};
    if (!worth) {
        QJsonArray orders;
        for (const PlanOrder &order : sheet->orders) {
            orders.append(toJson(order));
        }
        json.insert(QStringLiteral("orders"), orders);
    }
    printJson(json);
    return ExitDone;
}

int printPlanDone(const CommandContext &context, std::int64_t id, const QString &sentence)
{
    if (context.json) {
        printJson({{QStringLiteral("id"), qint64(id)}});
    } else {
        print(sentence + QLatin1Char('\n'));
    }
    return ExitDone;
}

int changePlan(const CommandContext &context, const PlansCommand &command, const Zone &zone)
{
    const UtcTime now = context.environment.now;
    const bool adds = command.action == PlansAction::Add;
    Result<Plan> plan = adds ? planOf(command, zone, freshPlan(*parsePlanKind(command.kind), now, zone)) : Result<Plan>{Plan{}};
    if (!plan) {
        return planFailed(plan.problem());
    }
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, now);
    if (!ledger) {
        return planFailed(ledger.problem());
    }
    if (!adds) {
        const Result<Plan> before = storedPlan(*ledger->reader, command.id);
        plan = before ? planOf(command, zone, *before) : before;
    }
    const Result<Plan> stored = !plan ? plan : adds ? ledger->writer->addPlan(*plan, now) : ledger->writer->editPlan(*plan, now);
    if (!stored) {
        return planFailed(stored.problem());
    }
    return printPlanDone(context, stored->id,
                     adds ? PlansCommandTexts::tr("Plan %1 (%2) was added.").arg(QString::number(stored->id), text(stored->name))
                          : PlansCommandTexts::tr("Plan %1 (%2) was changed.").arg(QString::number(stored->id), text(stored->name)));
}

int removePlan(const CommandContext &context, const PlansCommand &command)
{
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    const Result<Done> done = ledger ? ledger->writer->removePlan(command.id, context.environment.now) : Result<Done>{ledger.problem()};
    return done ? printPlanDone(context, command.id, PlansCommandTexts::tr("Plan %1 was removed. To take that back: tokenmeter undo").arg(command.id))
                : planFailed(done.problem());
}

int orderPlans(const CommandContext &context, const PlansCommand &command)
{
    std::optional<PlanKinds> kinds;
    if (command.order != "usual") {
        const Result<PlanKinds> read = parsePlanKinds(command.order);
        if (!read) {
            return planFailed(wrongPlan("order", command.order));
        }
        kinds = *read;
    }
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    const Result<Done> done
        = ledger ? ledger->writer->setPlanOrder(command.orderOf, kinds, context.environment.now) : Result<Done>{ledger.problem()};
    if (!done) {
        return planFailed(done.problem());
    }
    if (context.json) {
        printJson(toJson(PlanOrder{.provider = command.orderOf, .kinds = kinds.value_or(UsualPlanKinds)}));
    } else {
        print(PlansCommandTexts::tr("Drawn in this order from now on, also for the past: %1").arg(text(toText(kinds.value_or(UsualPlanKinds))))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace

int runPlans(const CommandContext &context, const PlansCommand &command)
{
    const Result<View> view = viewOf(context, {.timezone = command.scope.timezone});
    if (!view) {
        return planFailed(view.problem());
    }
    switch (command.action) {
    case PlansAction::List:
    case PlansAction::Worth:
        return showPlans(context, command, view->zone);
    case PlansAction::Add:
    case PlansAction::Edit:
        return changePlan(context, command, view->zone);
    case PlansAction::Remove:
        return removePlan(context, command);
    case PlansAction::Order:
        break;
    }
    return orderPlans(context, command);
}

} // namespace tokenmeter
