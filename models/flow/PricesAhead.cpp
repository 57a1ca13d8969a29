// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/PricesAhead.h"

#include "flow/Spend.h"

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr double LeastStep = 0.001;

/// What a model's usage comes to until a change and after it.
struct ModelUse
{
    Int128 spent = 0;
    Int128 then = 0;
    Currency currency{};
    std::string name{};
};

Alert alertOf(AlertKind kind, const std::string &model, UtcTime at, const ModelUse &use)
{
    Alert alert;
    alert.key = {.subject = model, .periodStart = at, .revision = 0, .kind = kind};
    alert.periodEnd = at;
    alert.subjectName = use.name;
    alert.currency = use.currency;
    alert.spent = use.spent;
    alert.expected = use.then;
    return alert;
}

} // namespace

Result<std::vector<Alert>> modelAlertsOf(LedgerReader &reader, const Catalogue &catalogue, UtcTime now, const Zone &zone)
{
    UsageFilter filter;
    filter.from = zone.dayOf(now) - days{InUseDays};
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Model}, zone);
    if (!cells) {
        return cells.problem();
    }
    using Place = std::pair<std::string, UtcTime>;
    std::map<Place, ModelUse> changes, ends;
    for (const UsageCell &cell : cells->cells) {
        const Rate &rate = rateOf(*cells, cell);
        const std::optional<ModelLife> life = lifeOf(catalogue, rate.modelKey);
        if (!life || !rate.isPriced()) {
            continue;
        }
        const Int128 spent = costOf(cell.tokens, cell.rare, rate).atto();
        const auto add = [&](std::map<Place, ModelUse> &uses, UtcTime at, Int128 then) {
            ModelUse &use = uses[{rate.modelKey, at}];
            use = {.spent = use.spent + spent, .then = use.then + then, .currency = rate.currency, .name = life->displayName};
        };
        const std::optional<PriceAhead> ahead = priceAheadOf(catalogue, rate);
        if (ahead && ahead->at > now && ahead->at <= now + days{PriceChangeAheadDays}) {
            add(changes, ahead->at, costAhead(cell.tokens, cell.rare, rate, *ahead).atto());
        }
        if (life->until && *life->until > now && *life->until <= now + days{RetirementAheadDays}) {
            add(ends, *life->until, 0);
        }
    }
    std::vector<Alert> alerts;
    for (const auto &[place, use] : changes) {
        alerts.push_back(alertOf(AlertKind::PriceChange, place.first, place.second, use));
    }
    for (const auto &[place, use] : ends) {
        alerts.push_back(alertOf(AlertKind::Retirement, place.first, place.second, use));
    }
    return alerts;
}

PriceSteps::PriceSteps(const Catalogue &catalogue, const std::unordered_map<std::int64_t, Rate> &rates, LocalDay today, const Zone &zone)
    : m_today{today}
{
    std::set<LocalDay> changing;
    for (const auto &[id, rate] : rates) {
        if (const std::optional<PriceAhead> ahead = priceAheadOf(catalogue, rate)) {
            const LocalDay day = zone.dayOf(ahead->at);
            m_changes.emplace(id, Change{.ahead = *ahead, .day = day, .model = lifeOf(catalogue, rate.modelKey)->displayName});
            changing.insert(day);
        }
    }
    for (const LocalDay day : changing) {
        m_days.push_back({.day = day});
    }
}

void PriceSteps::add(LocalDay day, const UsageCell &cell, const Rate &rate, double worth)
{
    const auto change = m_changes.find(cell.rate);
    for (Day &step : m_days) {
        const LocalDay end = std::min(step.day, m_today);
        if (day >= end || day < end - days{InUseDays}) {
            continue;
        }
        step.all += worth;
        step.then += worth;
        const double cost = costOf(cell.tokens, cell.rare, rate).toDouble();
        if (change != m_changes.end() && change->second.day == step.day && cost > 0) {
            step.then += worth * (costAhead(cell.tokens, cell.rare, rate, change->second.ahead).toDouble() / cost - 1);
            step.models.insert(change->second.model);
        }
    }
}

std::vector<ScopePriceStep> PriceSteps::steps() const
{
    std::vector<ScopePriceStep> steps;
    for (const Day &step : m_days) {
        if (step.all <= 0 || std::abs(step.then / step.all - 1) < LeastStep) {
            continue;
        }
        std::string names;
        for (const std::string &model : step.models) {
            names += (names.empty() ? "" : ", ") + model;
        }
        steps.push_back({.day = step.day, .factor = step.then / step.all, .models = std::move(names)});
    }
    return steps;
}

} // namespace tokenmeter
