// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "BudgetJson.h"
#include "FreshRead.h"
#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "core/Decimal.h"
#include "flow/Budgets.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"
#include "ledger/FilterJson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <charconv>

namespace tokenmeter
{
namespace
{

using Action = BudgetCommand::Action;
constexpr std::chrono::seconds LongestLook{10};
constexpr std::array Weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

struct BudgetTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BudgetTexts)
};

Problem wrong(const char *option, const std::string &value)
{
    return {.cause = Cause::BadArgument, .args = {option, value}};
}

Result<Int128> amountOf(const char *option, const std::string &typed, const Budget &budget)
{
    const std::optional<Int128> amount = parseDecimal(typed, budget.countsTokens() ? 0 : MoneyScale);
    return amount ? Result<Int128>{*amount} : wrong(option, typed);
}

std::optional<int> wholeNumber(const std::string &typed)
{
    int value = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
    return error == std::errc{} && end == typed.data() + typed.size() ? std::optional{value} : std::nullopt;
}

Result<Done> readStart(const std::string &typed, BudgetPeriod &period)
{
    if (period.kind == BudgetPeriod::Kind::Week) {
        const std::string word = QString::fromStdString(typed).toLower().toStdString();
        const auto found = std::find(Weekdays.begin(), Weekdays.end(), word);
        if (found == Weekdays.end()) {
            return wrong("--starts-on", typed);
        }
        period.firstWeekday = int(found - Weekdays.begin());
        return Done{};
    }
    const bool hasStart = period.kind == BudgetPeriod::Kind::Month || period.kind == BudgetPeriod::Kind::Quarter
        || period.kind == BudgetPeriod::Kind::Year;
    const std::optional<int> day = wholeNumber(typed);
    if (!hasStart || !day || *day < 1 || *day > 31) {
        return wrong("--starts-on", typed);
    }
    period.anchorDay = *day;
    return Done{};
}

Result<std::vector<int>> thresholdsOf(const std::string &typed)
{
    std::vector<int> thresholds;
    for (const QString &word : QString::fromStdString(typed).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        QString number = word.trimmed();
        number = number.endsWith(QLatin1Char('%')) ? number.chopped(1).trimmed() : number;
        const std::optional<int> threshold = wholeNumber(number.toStdString());
        if (!threshold) {
            return wrong("--warn-at", typed);
        }
        thresholds.push_back(*threshold);
    }
    std::sort(thresholds.begin(), thresholds.end());
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
    return thresholds;
}

/// 0 = Monday, by the settings, else by the system's locale (not that of the program's language).
int firstWeekdayOf(const Settings &settings)
{
    return (settings.firstDayOfWeek > 0 ? settings.firstDayOfWeek : int(QLocale::system().firstDayOfWeek())) - 1;
}

Result<Done> readFilter(const CommandContext &context, const BudgetCommand &command, Budget &budget)
{
    Result<UsageFilter> filter = command.allUsage ? Result<UsageFilter>{UsageFilter{}} : readFilterText(budget.filter);
    const Result<View> typed = viewOf(context, command.scope);
    if (!filter || !typed) {
        return filter ? typed.problem() : filter.problem();
    }
    const auto replace = [](auto &list, const auto &by) {
        if (!by.empty()) {
            list = by;
        }
    };
    replace(filter->providers, typed->filter.providers);
    replace(filter->models, typed->filter.models); // as typed: names that are first used tomorrow shall count, too
    replace(filter->projects, typed->filter.projects);
    replace(filter->sources, typed->filter.sources);
    replace(filter->tags, typed->filter.tags);
    budget.filter = filterText(*filter);
    return Done{};
}

/// What was typed, on top of a budget that is there or a fresh one.
Result<Budget> budgetOf(const CommandContext &context, const BudgetCommand &command, Budget budget)
{
    const Currency before = budget.currency;
    if (command.unit) {
        budget.currency = Currency{};
    } else if (command.currency) {
        budget.currency = Currency{*command.currency};
        if (budget.currency.isNone()) {
            return wrong("--currency", *command.currency);
        }
    }
    if (budget.currency != before && !command.limit) {
        return wrong("--limit", {}); // the old figure would mean something else
    }
    if (budget.currency != before && budget.carryCap && !command.rolloverCap) {
        return wrong("--rollover-cap", {});
    }
    if (command.name) {
        budget.name = *command.name;
    }
    if (command.limit) {
        const Result<Int128> limit = amountOf("--limit", *command.limit, budget);
        if (!limit) {
            return limit.problem();
        }
        budget.limit = *limit;
    }
    if (command.period) {
        const Result<BudgetPeriod> period = parseBudgetPeriod(*command.period);
        if (!period) {
            return period.problem();
        }
        const BudgetPeriod old = budget.period;
        budget.period = *period;
        budget.period.firstWeekday = command.action == Action::Add ? firstWeekdayOf(context.settings) : old.firstWeekday;
        budget.period.anchorDay = old.anchorDay;
    }
    if (command.startsOn) {
        if (const Result<Done> read = readStart(*command.startsOn, budget.period); !read) {
            return read.problem();
        }
    }
    if (command.warnAt) {
        const Result<std::vector<int>> thresholds = thresholdsOf(*command.warnAt);
        if (!thresholds) {
            return thresholds.problem();
        }
        budget.thresholds = *thresholds;
    }
    budget.warnForecast = command.warnForecast.value_or(budget.warnForecast);
    if (command.basis) {
        budget.basis = *command.basis == "effective" ? CostBasis::Effective : CostBasis::List;
    }
    if (budget.basis == CostBasis::Effective && budget.countsTokens()) {
        return wrong("--basis", "effective"); // tokens have none
    }
    if (command.rollover) {
        budget.rollover = *command.rollover == "both" ? Rollover::Both : *command.rollover == "unspent" ? Rollover::Unspent : Rollover::None;
    }
    if (command.rolloverCap) {
        budget.carryCap.reset();
        if (!command.rolloverCap->empty()) {
            const Result<Int128> cap = amountOf("--rollover-cap", *command.rolloverCap, budget);
            if (!cap) {
                return cap.problem();
            }
            budget.carryCap = *cap;
        }
    }
    if (const Result<Done> read = readFilter(context, command, budget); !read) {
        return read.problem();
    }
    if (const Result<Done> checked = checkBudget(budget); !checked) {
        return checked.problem();
    }
    return budget;
}

QString amountText(const Budget &budget, Int128 amount)
{
    return budget.countsTokens() ? TokenText::shortForm(std::int64_t(amount)) : MoneyText::amount(Money::fromAtto(amount, budget.currency));
}

QString nameText(const Budget &budget)
{
    return budget.basis == CostBasis::Effective ? BudgetTexts::tr("%1 (effective cost)").arg(text(budget.name)) : text(budget.name);
}

QString roughText(const Budget &budget, Int128 amount)
{
    return budget.countsTokens() ? amountText(budget, amount) : MoneyText::forecast(Money::fromAtto(amount, budget.currency));
}

QString stateText(const BudgetStatus &status)
{
    const QString state = [&] {
        switch (status.state) {
        case BudgetState::Ok: return BudgetTexts::tr("ok");
        case BudgetState::Warning: return BudgetTexts::tr("warning");
        case BudgetState::Exceeded: return BudgetTexts::tr("exceeded");
        case BudgetState::Unknown: return BudgetTexts::tr("unknown");
        }
        return QString{};
    }();
    return status.budget.paused ? BudgetTexts::tr("%1 (paused)").arg(state) : state;
}

QString spentText(const BudgetStatus &status)
{
    const QString spent = amountText(status.budget, status.current.spent);
    return status.atLeast ? BudgetTexts::tr("at least %1").arg(spent) : spent;
}

QString ratioText(const BudgetRatio &ratio)
{
    return ratio.billionths ? BudgetTexts::tr("%1 %").arg(NumberText::decimal(*ratio.billionths / 100'000 * 100'000, 7, 1)) : BudgetTexts::tr("over");
}

QString safeText(const BudgetStatus &status)
{
    if (!status.safeToday) {
        return NumberText::notApplicable();
    }
    const QString amount = amountText(status.budget, *status.safeToday);
    return status.safeTodayAtMost ? BudgetTexts::tr("at most %1").arg(amount) : amount;
}

QString forecastText(const BudgetStatus &status)
{
    if (!status.forecast || status.forecast->evidence == ForecastEvidence::None) {
        return NumberText::notApplicable();
    }
    const BudgetForecast &forecast = *status.forecast;
    return BudgetTexts::tr("%1 (%2 to %3)")
        .arg(roughText(status.budget, forecast.expected), roughText(status.budget, forecast.low), roughText(status.budget, forecast.high));
}

QString periodText(const BudgetStatus &status, const Zone &zone)
{
    const BudgetSpan &span = status.current.span;
    if (span.isRolling) {
        return BudgetTexts::tr("last %n hour(s)", nullptr, status.budget.period.hours);
    }
    return DateText::range(span.firstDay, span.endDay - std::chrono::days{1}, zone.dayOf(status.now));
}

QString tableOf(const std::vector<BudgetStatus> &statuses, const Zone &zone)
{
    if (statuses.empty()) {
        return BudgetTexts::tr("There are no budgets. See: tokenmeter budget add --help") + QLatin1Char('\n');
    }
    TextTable table{{{BudgetTexts::tr("Number")},
                     {BudgetTexts::tr("Budget")},
                     {BudgetTexts::tr("Period")},
                     {BudgetTexts::tr("State")},
                     {BudgetTexts::tr("Spent"), TextTable::Align::Right},
                     {BudgetTexts::tr("Available"), TextTable::Align::Right},
                     {BudgetTexts::tr("Used"), TextTable::Align::Right},
                     {BudgetTexts::tr("Safe today"), TextTable::Align::Right},
                     {BudgetTexts::tr("Forecast"), TextTable::Align::Right}}};
    QString notes;
    for (const BudgetStatus &status : statuses) {
        table.addRow({QString::number(status.budget.id), nameText(status.budget), periodText(status, zone), stateText(status), spentText(status),
                      amountText(status.budget, status.current.available), ratioText(status.ratio), safeText(status), forecastText(status)});
        if (status.current.unpricedRequests > 0) {
            notes += BudgetTexts::tr("%1: %2 requests with %3 tokens have no price. See: tokenmeter prices list --unpriced")
                         .arg(text(status.budget.name), NumberText::whole(status.current.unpricedRequests),
                              NumberText::whole(status.current.unpricedTokens))
                + QLatin1Char('\n');
        }
        for (const Problem &problem : status.missingRates) {
            notes += ProblemText::sentence(problem) + QLatin1Char('\n');
        }
    }
    return table.toText() + notes;
}

void printStatuses(const CommandContext &context, const std::vector<BudgetStatus> &statuses, const Zone &zone, const DataAge *age,
                   std::optional<std::int64_t> id = {})
{
    if (!context.json) {
        print(tableOf(statuses, zone) + (age != nullptr ? ageText(*age, context.environment.now) + QLatin1Char('\n') : QString{}));
        return;
    }
    QJsonArray array;
    for (const BudgetStatus &status : statuses) {
        array.append(toJson(status));
    }
    QJsonObject json{{QStringLiteral("budgets"), array}};
    if (age != nullptr) {
        json.insert(QStringLiteral("data"), toJson(*age, context.environment.now));
    }
    if (id) {
        json.insert(QStringLiteral("id"), qint64(*id));
    }
    printJson(json);
}

int failed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument || problem.cause == Cause::UnknownZone ? ExitUsage : ExitFailed;
}

/// Those that are asked for, in the order they were made.
Result<std::vector<Budget>> budgetsOf(LedgerReader &reader, const std::vector<std::int64_t> &ids)
{
    Result<std::vector<Budget>> all = reader.budgets();
    if (!all || ids.empty()) {
        return all;
    }
    for (const std::int64_t id : ids) {
        if (std::none_of(all->begin(), all->end(), [id](const Budget &budget) { return budget.id == id; })) {
            return wrong("budget", std::to_string(id));
        }
    }
    std::erase_if(*all, [&](const Budget &budget) { return std::find(ids.begin(), ids.end(), budget.id) == ids.end(); });
    return all;
}

int check(const CommandContext &context, const BudgetCommand &command, const Zone &zone)
{
    const bool isCheck = command.action == Action::Check;
    Result<FreshLedger> fresh = openFresh(context, command.cached || !isCheck, LongestLook);
    if (!fresh) {
        return failed(fresh.problem());
    }
    const Result<std::vector<Budget>> budgets = budgetsOf(*fresh->ledger.reader, command.ids);
    if (!budgets) {
        return failed(budgets.problem());
    }
    LedgerNotes notes;
    const Result<std::vector<BudgetStatus>> statuses
        = budgetStatusesOf(*fresh->ledger.reader, *fresh->ledger.pricer, *budgets, context.environment.now, zone, {}, &notes);
    if (!statuses) {
        return failed(statuses.problem());
    }
    keep(*fresh, notes);
    printStatuses(context, *statuses, zone, &fresh->age);
    const bool exceeded = std::any_of(statuses->begin(), statuses->end(), [](const BudgetStatus &status) {
        return status.state == BudgetState::Exceeded && !status.budget.paused;
    });
    return isCheck && exceeded ? ExitExceeded : ExitDone;
}

Result<Budget> change(const CommandContext &context, const BudgetCommand &command, LedgerAccess &ledger)
{
    const UtcTime now = context.environment.now;
    if (command.action == Action::Add) {
        Budget fresh;
        if (!command.basis && !command.unit) {
            const Result<CostBasis> usual = usualBasisOf(*ledger.reader);
            if (!usual) {
                return usual.problem();
            }
            fresh.basis = *usual;
        }
        Result<Budget> budget = budgetOf(context, command, fresh);
        return budget ? ledger.writer->addBudget(*budget, now) : budget;
    }
    const std::int64_t id = command.ids.empty() ? 0 : command.ids.front();
    Result<std::vector<Budget>> known = budgetsOf(*ledger.reader, {id});
    if (!known) {
        return known.problem();
    }
    Budget budget = known->front();
    switch (command.action) {
    case Action::Duplicate:
        return ledger.writer->addBudget(duplicateOf(budget, command.name.value_or(budget.name)), now);
    case Action::Pause:
    case Action::Resume:
        budget.paused = command.action == Action::Pause;
        return ledger.writer->editBudget(budget, now);
    case Action::Remove: {
        const Result<Done> removed = ledger.writer->removeBudget(id, now);
        return removed ? Result<Budget>{budget} : removed.problem();
    }
    default: {
        const Result<Budget> edited = budgetOf(context, command, budget);
        return edited ? ledger.writer->editBudget(*edited, now) : edited;
    }
    }
}

QString doneText(Action action, const Budget &budget)
{
    const QString name = text(budget.name);
    switch (action) {
    case Action::Add:
    case Action::Duplicate:
        return BudgetTexts::tr("Budget %1 is number %2.").arg(name).arg(budget.id);
    case Action::Pause:
        return BudgetTexts::tr("Budget %1 is paused.").arg(name);
    case Action::Resume:
        return BudgetTexts::tr("Budget %1 goes on.").arg(name);
    case Action::Remove:
        return BudgetTexts::tr("Budget %1 is removed. To take it back: tokenmeter undo").arg(name);
    default:
        return BudgetTexts::tr("Budget %1 is changed. To take it back: tokenmeter undo").arg(name);
    }
}

} // namespace

int runBudget(const CommandContext &context, const BudgetCommand &command)
{
    const Result<View> view = viewOf(context, command.scope);
    if (!view) {
        return failed(view.problem());
    }
    if (command.action == Action::Check || command.action == Action::List) {
        return check(context, command, view->zone);
    }
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<Budget> budget = change(context, command, *ledger);
    if (!budget) {
        return failed(budget.problem());
    }
    if (!context.json) {
        print(doneText(command.action, *budget) + QLatin1Char('\n'));
        return ExitDone;
    }
    const Result<std::vector<BudgetStatus>> statuses
        = budgetStatusesOf(*ledger->reader, *ledger->pricer, std::span{&*budget, 1}, context.environment.now, view->zone);
    if (!statuses) {
        return failed(statuses.problem());
    }
    printStatuses(context, *statuses, view->zone, nullptr, budget->id);
    return ExitDone;
}

} // namespace tokenmeter
