// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Budget.h"

#include "core/Decimal.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tokenmeter
{
namespace
{

using Kind = BudgetPeriod::Kind;

constexpr std::array Names{std::pair{Kind::Day, "day"}, std::pair{Kind::Week, "week"}, std::pair{Kind::Month, "month"},
                           std::pair{Kind::Quarter, "quarter"}, std::pair{Kind::Year, "year"}};
constexpr std::string_view Rolling = "rolling:";

Problem wrong(const char *option, std::string value)
{
    return {.cause = Cause::BadArgument, .args = {option, std::move(value)}};
}

std::optional<int> wholeNumber(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

} // namespace

std::string toText(const BudgetPeriod &period)
{
    if (period.kind == Kind::Rolling) {
        return std::string{Rolling} + std::to_string(period.hours) + 'h';
    }
    if (period.kind == Kind::Range) {
        return toIso(period.from) + ".." + toIso(period.to);
    }
    return std::find_if(Names.begin(), Names.end(), [&](const auto &name) { return name.first == period.kind; })->second;
}

Result<BudgetPeriod> parseBudgetPeriod(std::string_view text)
{
    BudgetPeriod period;
    for (const auto &[kind, name] : Names) {
        if (text == name) {
            period.kind = kind;
            return period;
        }
    }
    if (text.starts_with(Rolling)) {
        std::string_view hours = text.substr(Rolling.size());
        if (hours.ends_with('h')) {
            hours.remove_suffix(1);
            if (const std::optional<int> count = wholeNumber(hours); count && *count >= 1 && *count <= MaxRollingHours) {
                period.kind = Kind::Rolling;
                period.hours = *count;
                return period;
            }
        }
    } else if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
        const std::optional<LocalDay> from = parseDay(text.substr(0, dots));
        const std::optional<LocalDay> to = parseDay(text.substr(dots + 2));
        if (from && to && *from <= *to) {
            period.kind = Kind::Range;
            period.from = *from;
            period.to = *to;
            return period;
        }
    }
    return wrong("--period", std::string{text});
}

Result<Done> checkBudget(const Budget &budget)
{
    const BudgetPeriod &period = budget.period;
    if (budget.name.empty() || budget.name.size() > 300) {
        return wrong("--name", budget.name);
    }
    if (budget.limit < 0) {
        return wrong("--limit", formatDecimal(budget.limit, budget.countsTokens() ? 0 : 18));
    }
    if (period.anchorDay < 1 || period.anchorDay > 31 || period.firstWeekday < 0 || period.firstWeekday > 6) {
        return wrong("--starts-on", std::to_string(period.kind == Kind::Week ? period.firstWeekday : period.anchorDay));
    }
    if ((period.kind == Kind::Rolling && (period.hours < 1 || period.hours > MaxRollingHours))
        || (period.kind == Kind::Range && period.to < period.from)) {
        return wrong("--period", toText(period));
    }
    for (std::size_t i = 0; i < budget.thresholds.size(); ++i) {
        const int threshold = budget.thresholds[i];
        if (threshold < 1 || threshold > 1000 || (i > 0 && threshold <= budget.thresholds[i - 1])) {
            return wrong("--warn-at", std::to_string(threshold));
        }
    }
    const bool hasNext = period.kind != Kind::Rolling && period.kind != Kind::Range;
    if (budget.rollover != Rollover::None && !hasNext) {
        return wrong("--rollover", toText(period));
    }
    if (budget.carryCap && *budget.carryCap < 0) {
        return wrong("--rollover-cap", formatDecimal(*budget.carryCap, budget.countsTokens() ? 0 : 18));
    }
    return Done{};
}

bool startsNewChain(const Budget &before, const Budget &after)
{
    return before.period != after.period || before.currency != after.currency;
}

bool isNewRevision(const Budget &before, const Budget &after)
{
    return startsNewChain(before, after) || before.limit != after.limit || before.thresholds != after.thresholds || before.filter != after.filter
        || before.basis != after.basis;
}

Budget duplicateOf(const Budget &budget, std::string name)
{
    Budget copy = budget;
    copy.id = 0;
    copy.uuid.clear();
    copy.name = std::move(name);
    copy.paused = false;
    copy.revision = 0;
    copy.created = {};
    copy.chainFrom = {};
    copy.limits.clear();
    return copy;
}

LimitStep limitAt(const Budget &budget, UtcTime at)
{
    if (budget.limits.empty()) {
        return {.since = budget.created, .limit = budget.limit, .revision = budget.revision};
    }
    LimitStep inForce = budget.limits.front();
    for (const LimitStep &step : budget.limits) {
        if (step.since <= at) {
            inForce = step;
        }
    }
    return inForce;
}

} // namespace tokenmeter
