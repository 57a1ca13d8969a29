// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/DemoBudgets.h"

#include "budget/AlertRules.h"
#include "flow/Budgets.h"
#include "flow/DemoStory.h"
#include "ledger/FilterJson.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int ToldDays = 10;      ///< of the past, whose alerts are in the inbox
constexpr hours Evening{20};      ///< when each of them was evaluated
constexpr Int128 Unit = Int128{1'000'000'000'000'000'000};

std::string only(std::vector<std::string> UsageFilter::*member, const char *name)
{
    UsageFilter filter;
    filter.*member = {name};
    return filterText(filter);
}

std::vector<Budget> budgetsOfStory()
{
    const auto make = [](const char *name, std::string filter, int limit, BudgetPeriod period, std::vector<int> thresholds) {
        Budget budget;
        budget.name = name;
        budget.filter = std::move(filter);
        budget.limit = limit * Unit;
        budget.period = period;
        budget.thresholds = std::move(thresholds);
        return budget;
    };
    const BudgetPeriod month{};
    // Some usage of November has no price, so this one can only say "at least".
    Budget all = make("All spend", {}, 1000, month, {80, 100});
    // The unusual day, a Thursday, lies in its present week.
    Budget sync = make("Ledger sync", only(&UsageFilter::projects, "/home/demo/ledger-sync"), 48, {.kind = BudgetPeriod::Kind::Week, .firstWeekday = 3}, {80, 100});
    Budget opus = make("Opus cap", only(&UsageFilter::models, "claude-opus-5"), 360, month, {50, 80, 100});
    opus.warnForecast = true;
    Budget docs = make("docs-site", only(&UsageFilter::projects, "/home/demo/docs-site"), 250, {.anchorDay = 12}, {80, 100});
    docs.rollover = Rollover::Unspent;
    docs.carryCap = 50 * Unit;
    Budget qwen = make("Qwen prepaid", only(&UsageFilter::models, "qwen3-max"), 1500, {.kind = BudgetPeriod::Kind::Quarter}, {90});
    qwen.currency = Currency{"CNY"};
    Budget game = make("Weekend game", only(&UsageFilter::projects, "/home/demo/weekend-game"), 5, {.kind = BudgetPeriod::Kind::Day}, {100});
    game.paused = true;
    return {all, sync, opus, docs, qwen, game};
}

/// As it was in the evening of a day: what came later is not known.
BudgetSeries until(const BudgetSeries &series, LocalDay day)
{
    BudgetSeries known = series;
    const auto count = std::clamp<std::int64_t>((day - series.firstDay).count() + 1, 0, std::int64_t(series.days.size()));
    known.days.resize(std::size_t(count));
    std::erase_if(known.foreign, [day](const BudgetSeries::Foreign &foreign) { return foreign.day > day; });
    known.elapsedShare = 1;
    return known;
}

} // namespace

Result<Done> addDemoBudgets(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, UtcTime now, const Zone &zone)
{
    const LocalDay today = zone.dayOf(now);
    const UtcTime made = zone.startOf(LocalDay{demoStart(sys_days{today.time_since_epoch()}).time_since_epoch()}) + hours{12};
    std::vector<BudgetNote> notes;
    for (const Budget &budget : budgetsOfStory()) {
        const Result<Budget> stored = writer.addBudget(budget, made);
        if (!stored) {
            return stored.problem();
        }
        const Result<BudgetSeries> series = budgetSeriesOf(reader, pricer, *stored, seriesStartOf(*stored, now, zone), now, zone);
        if (!series) {
            return series.problem();
        }
        for (LocalDay day = today - days{ToldDays}; day <= today; day += days{1}) {
            const UtcTime evening = day == today ? now : zone.startOf(day) + Evening;
            const BudgetStatus status = statusOf(*stored, day == today ? *series : until(*series, day), evening, zone);
            const Result<std::vector<Alert>> known = reader.alerts({.budget = stored->uuid, .openOnly = false, .storedBefore = {}, .limit = 1000});
            if (!known) {
                return known.problem();
            }
            const AlertDecision decision = decideAlerts(status, *known, false);
            if (const auto done = writer.storeAlerts(decision.store, {}, evening, evening); !done) {
                return done.problem();
            }
        }
        const Result<std::vector<Alert>> told = reader.alerts({.budget = stored->uuid, .openOnly = false, .storedBefore = {}, .limit = 1000});
        if (!told) {
            return told.problem();
        }
        // What is older than two days has been seen.
        for (const Alert &alert : *told) {
            if (alert.stored < now - days{2}) {
                if (const Result<Done> done = writer.acknowledgeAlert(alert.id, alert.stored + hours{13}); !done) {
                    return done.problem();
                }
            }
        }
        notes.push_back({.budget = stored->uuid, .revision = stored->revision, .evaluated = now});
    }
    return writer.noteEvaluation(notes, now);
}

} // namespace tokenmeter
