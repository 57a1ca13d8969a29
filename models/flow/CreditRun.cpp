// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/CreditRun.h"

#include "flow/Spend.h"
#include "ledger/PlanJson.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

bool isListed(const std::vector<std::string> &wanted, const std::string &name)
{
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

CreditRecord creditRecordOf(const OrderedRecord &record, const std::string &model)
{
    const Rate &rate = *record.rate;
    CreditRecord result{.time = record.time, .model = model, .currency = rate.currency, .priced = rate.isPriced(), .parts = {}};
    const auto add = [&](std::int64_t tokens, std::int64_t price) {
        if (tokens != 0) {
            result.parts.push_back({.tokens = tokens, .amount = result.priced ? Int128{tokens} * price : Int128{0}});
        }
    };
    add(record.tokens.input, rate.input);
    add(record.tokens.cacheRead, rate.cacheRead);
    add(record.tokens.cacheWrite5m, rate.cacheWrite5m);
    add(record.tokens.cacheWrite1h, rate.cacheWrite1h);
    add(record.tokens.output, rate.output);
    add(record.rare.inputAudio, rate.inputAudio);
    add(record.rare.cachedAudio, rate.cachedAudio);
    add(record.rare.outputAudio, rate.outputAudio);
    add(record.rare.inputImage, rate.inputImage);
    add(record.rare.outputImage, rate.outputImage);
    if (record.rare.webSearches != 0 && result.priced) {
        result.parts.push_back({.tokens = 0, .amount = Int128{record.rare.webSearches} * rate.webSearch});
    }
    return result;
}

struct PairHash
{
    std::size_t operator()(const std::pair<std::int64_t, std::int64_t> &pair) const
    {
        return std::hash<std::int64_t>{}(pair.first * 1'000'003 + pair.second);
    }
};

} // namespace

Result<CreditRun> CreditRun::of(LedgerReader &reader, Pricer &pricer, UtcTime now, const Zone &zone)
{
    Result<PlanSheet> sheet = reader.plans();
    if (!sheet) {
        return sheet.problem();
    }
    CreditRun run{pricer, now};
    run.m_plans = std::move(sheet->plans);
    run.m_orders = std::move(sheet->orders);
    if (run.m_plans.empty()) {
        return run;
    }
    // Rows that are only known by day lie on their date in UTC, which may have begun before the plan did.
    UsageFilter filter;
    filter.from = zone.dayOf(run.begins()) - std::chrono::days{1};
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Day, Dimension::Provider, Dimension::Model, Dimension::Source}, zone);
    if (!cells) {
        return cells.problem();
    }
    OrderedSum rules;
    rules.add(zone.id());
    for (const Plan &plan : run.m_plans) {
        rules.add(planText(plan));
    }
    for (const PlanOrder &order : run.m_orders) {
        rules.add(order.provider);
        rules.add(toText(order.kinds));
    }
    run.m_rules = rules.value();
    run.readUsage(*cells);
    return run;
}

void CreditRun::readUsage(const UsageCells &cells)
{
    std::map<std::array<std::int64_t, 4>, std::uint64_t> services; // of a group and rate: 0 = no plan serves it
    OrderedSum sum;
    for (const UsageCell &cell : cells.cells) {
        const auto [place, isNew] = services.try_emplace({cell.key[1], cell.key[2], cell.key[3], cell.rate});
        if (isNew) {
            const OrderedServing serving{.provider = nameOf(cells, cell.key[1]), .model = nameOf(cells, cell.key[2]), .source = nameOf(cells, cell.key[3])};
            const Service service = serviceOf(serving, rateOf(cells, cell));
            if (!service.plans.empty()) {
                m_served.emplace(serving.provider, serving.model, serving.source);
                OrderedSum of;
                of.add(serving.provider);
                of.add(serving.model);
                of.add(serving.source);
                of.add(service.model);
                for (const std::size_t plan : service.plans) {
                    of.add(std::uint64_t(plan));
                }
                place->second = of.value();
            }
        }
        if (place->second == 0) {
            continue;
        }
        const LocalDay day{std::chrono::days{cell.key[0]}};
        sum.add(std::uint64_t(cell.key[0]));
        sum.add(place->second);
        const TokenCounts &tokens = cell.tokens;
        const RareCounts &rare = cell.rare;
        for (const std::int64_t count : {cell.rate, cell.requests, tokens.input, tokens.cacheRead, tokens.cacheWrite5m, tokens.cacheWrite1h, tokens.output, tokens.reasoning,
                                         rare.inputAudio, rare.cachedAudio, rare.outputAudio, rare.inputImage, rare.outputImage, rare.webSearches}) {
            sum.add(std::uint64_t(count));
        }
        if (m_sums.empty() || m_sums.back().first != day) {
            m_sums.emplace_back(day, 0);
        }
        m_sums.back().second = sum.value();
    }
}

std::uint64_t CreditRun::usageUpTo(LocalDay day) const
{
    const auto after = std::upper_bound(m_sums.begin(), m_sums.end(), day, [](LocalDay wanted, const auto &of) { return wanted < of.first; });
    return after == m_sums.begin() ? 0 : std::prev(after)->second;
}

std::optional<LocalDay> CreditRun::firstDay() const
{
    return m_sums.empty() ? std::nullopt : std::optional{m_sums.front().first};
}

UtcTime CreditRun::begins() const
{
    UtcTime first = UtcTime::max();
    for (const Plan &plan : m_plans) {
        first = std::min(first, plan.from);
    }
    return first;
}

CreditRun::Service CreditRun::serviceOf(const OrderedServing &serving, const Rate &rate)
{
    const Pricer::ModelName &name = m_names.of(serving.provider, serving.model, rate.modelKey);
    Service service{.plans = {}, .model = name.key.empty() ? serving.model : name.key};
    for (const std::size_t index : drawingOrder(m_plans, kindsFor(m_orders, serving.provider))) {
        const Plan &plan = m_plans[index];
        const bool coversSource = plan.kind == PlanKind::Subscription
            ? std::find(plan.sources.begin(), plan.sources.end(), serving.source) != plan.sources.end()
            : isListed(plan.sources, serving.source);
        if (coversSource && isListed(plan.providers, serving.provider)
            && (plan.models.empty() || modelMatches(plan.models, serving.model, name))) {
            service.plans.push_back(index);
        }
    }
    return service;
}

bool CreditRun::isOfModels(const std::vector<std::string> &patterns, const OrderedRecord &record)
{
    const OrderedServing &serving = *record.serving;
    return patterns.empty() || modelMatches(patterns, serving.model, m_names.of(serving.provider, serving.model, record.rate->modelKey));
}

Result<std::vector<PlanUse>> CreditRun::run(LedgerReader &reader, OrderedQuestion view, const Walk &walk)
{
    if (isEmpty()) {
        return std::vector<PlanUse>(m_plans.size());
    }
    const Start start = walk.start.value_or(Start{.from = begins(), .use = std::vector<PlanUse>(m_plans.size())});
    view.from = std::max(start.from, begins());
    view.wants = [this](const OrderedServing &serving) { return m_served.contains({serving.provider, serving.model, serving.source}); };
    CreditFold fold{m_plans, start.use};
    std::size_t stop = 0;
    const auto passStops = [&](UtcTime until) {
        for (; stop < walk.stops.size() && walk.stops[stop] <= until; ++stop) {
            walk.stopped(stop, fold.use());
        }
    };
    std::unordered_map<std::pair<std::int64_t, std::int64_t>, Service, PairHash> services; // by facet and rate
    const Result<Done> read = reader.recordsInOrder(
        view, {.begin =
                   [&] {
                       fold = CreditFold{m_plans, start.use};
                       stop = 0;
                       services.clear();
                       walk.begin();
                   },
               .record =
                   [&](const OrderedRecord &record) {
                       passStops(record.time);
                       const auto [place, isNew] = services.try_emplace({record.facet, record.rateId});
                       if (isNew) {
                           place->second = serviceOf(*record.serving, *record.rate);
                       }
                       const Service &service = place->second;
                       if (!service.plans.empty()) {
                           walk.use(record, fold.add(creditRecordOf(record, service.model), service.plans));
                       }
                   }});
    if (!read) {
        return read.problem();
    }
    passStops(UtcTime::max());
    return fold.use();
}

} // namespace tokenmeter
