// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Plan.h"

#include "core/Decimal.h"
#include "core/Money.h"

#include <algorithm>
#include <charconv>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int MostCycleDays = 3660;
constexpr std::size_t MostNameBytes = 400;

Problem badOption(std::string option, std::string value)
{
    return {.cause = Cause::BadArgument, .args = {std::move(option), std::move(value)}};
}

/// So many months after a day: the same day of the month, or the month's last one.
LocalDay monthsAfter(LocalDay day, int count)
{
    const year_month_day date{day};
    const year_month month = year_month{date.year(), date.month()} + months{count};
    const year_month_day_last last{month.year(), month_day_last{month.month()}};
    return local_days{year_month_day{month.year(), month.month(), std::min(date.day(), last.day())}};
}

LocalDay cycleStart(const PlanCycle &cycle, LocalDay first, int count)
{
    switch (cycle.kind) {
    case PlanCycle::Kind::Month:
        return monthsAfter(first, count);
    case PlanCycle::Kind::Year:
        return monthsAfter(first, 12 * count);
    case PlanCycle::Kind::Days:
        break;
    }
    return first + days{cycle.days * count};
}

int longestDays(const PlanCycle &cycle)
{
    return cycle.kind == PlanCycle::Kind::Days ? cycle.days : cycle.kind == PlanCycle::Kind::Month ? 31 : 366;
}

} // namespace

std::string_view toText(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Subscription:
        return "subscription";
    case PlanKind::Quota:
        return "quota";
    case PlanKind::Discount:
        return "discount";
    case PlanKind::Pack:
        break;
    }
    return "pack";
}

std::optional<PlanKind> parsePlanKind(std::string_view text)
{
    const auto found = std::find_if(UsualPlanKinds.begin(), UsualPlanKinds.end(), [text](PlanKind kind) { return toText(kind) == text; });
    return found == UsualPlanKinds.end() ? std::nullopt : std::optional{*found};
}

std::string toText(const PlanCycle &cycle)
{
    switch (cycle.kind) {
    case PlanCycle::Kind::Month:
        return "month";
    case PlanCycle::Kind::Year:
        return "year";
    case PlanCycle::Kind::Days:
        break;
    }
    return cycle.days == 7 ? std::string{"week"} : std::to_string(cycle.days) + 'd';
}

Result<PlanCycle> parsePlanCycle(std::string_view text)
{
    if (text == "month" || text == "year") {
        return PlanCycle{.kind = text == "month" ? PlanCycle::Kind::Month : PlanCycle::Kind::Year, .days = 0};
    }
    if (text == "week") {
        return PlanCycle{.kind = PlanCycle::Kind::Days, .days = 7};
    }
    int count = 0;
    const char *const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || stop + 1 != end || *stop != 'd' || count < 1 || count > MostCycleDays) {
        return badOption("--cycle", std::string{text});
    }
    return PlanCycle{.kind = PlanCycle::Kind::Days, .days = count};
}

Result<Done> checkPlan(const Plan &plan)
{
    if (plan.name.empty() || plan.name.size() > MostNameBytes) {
        return badOption("--name", plan.name);
    }
    if (plan.until && *plan.until <= plan.from) {
        return badOption("--to", toRfc3339(*plan.until));
    }
    const bool hasMoney = plan.kind == PlanKind::Subscription || plan.kind == PlanKind::Pack;
    if (hasMoney && plan.currency.isNone()) {
        return badOption("--currency", {});
    }
    switch (plan.kind) {
    case PlanKind::Subscription:
        if (plan.sources.empty()) {
            return badOption("--source", {});
        }
        if (plan.fee < 0) {
            return badOption("--fee", formatDecimal(plan.fee, MoneyScale));
        }
        if (plan.cycle.kind == PlanCycle::Kind::Days && (plan.cycle.days < 1 || plan.cycle.days > MostCycleDays)) {
            return badOption("--cycle", std::to_string(plan.cycle.days));
        }
        break;
    case PlanKind::Quota:
        if (plan.tokens <= 0) {
            return badOption("--tokens", std::to_string(plan.tokens));
        }
        break;
    case PlanKind::Discount:
        if (plan.multiplier < 0 || plan.multiplier > Plan::MultiplierOne) {
            return badOption("--multiplier", formatDecimal(plan.multiplier, 9));
        }
        break;
    case PlanKind::Pack:
        if (plan.face <= 0) {
            return badOption("--credit", formatDecimal(plan.face, MoneyScale));
        }
        if (plan.paid < 0) {
            return badOption("--paid", formatDecimal(plan.paid, MoneyScale));
        }
        break;
    }
    return Done{};
}

std::string toText(const PlanKinds &kinds)
{
    std::string text;
    for (const PlanKind kind : kinds) {
        text += text.empty() ? "" : ",";
        text += toText(kind);
    }
    return text;
}

Result<PlanKinds> parsePlanKinds(std::string_view text)
{
    PlanKinds kinds{};
    std::size_t count = 0;
    for (std::string_view rest = text; count < kinds.size(); ++count) {
        const std::size_t comma = rest.find(',');
        const std::optional<PlanKind> kind = parsePlanKind(rest.substr(0, comma));
        const auto filled = kinds.begin() + std::ptrdiff_t(count);
        const bool isLast = count + 1 == kinds.size();
        if (!kind || std::find(kinds.begin(), filled, *kind) != filled || isLast != (comma == std::string_view::npos)) {
            return badOption("--order", std::string{text});
        }
        kinds[count] = *kind;
        rest = isLast ? std::string_view{} : rest.substr(comma + 1);
    }
    return kinds;
}

PlanKinds kindsFor(const std::vector<PlanOrder> &orders, std::string_view provider)
{
    PlanKinds kinds = UsualPlanKinds;
    for (const PlanOrder &order : orders) {
        if (order.provider == provider) {
            return order.kinds;
        }
        if (order.provider.empty()) {
            kinds = order.kinds;
        }
    }
    return kinds;
}

std::optional<CycleDays> cycleOf(const Plan &plan, LocalDay day, const Zone &zone)
{
    const LocalDay first = zone.dayOf(plan.from);
    // The day on which the last moment lies still belongs to it.
    const std::optional<LocalDay> end = plan.until ? std::optional{zone.dayOf(*plan.until - milliseconds{1}) + days{1}} : std::nullopt;
    if (day < first || (end && day >= *end)) {
        return std::nullopt;
    }
    int count = int((day - first).count() / longestDays(plan.cycle)); // or a later one, as most are shorter
    while (cycleStart(plan.cycle, first, count + 1) <= day) {
        ++count;
    }
    const LocalDay to = cycleStart(plan.cycle, first, count + 1);
    return CycleDays{.from = cycleStart(plan.cycle, first, count), .to = end ? std::min(to, *end) : to};
}

} // namespace tokenmeter
