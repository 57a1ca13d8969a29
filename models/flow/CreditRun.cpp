// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/CreditRun.h"

#include "flow/Spend.h"

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
    const Result<UsageCells> cells = reader.usage({}, {Dimension::Provider, Dimension::Model, Dimension::Source}, zone);
    if (!cells) {
        return cells.problem();
    }
    for (const UsageCell &cell : cells->cells) {
        const OrderedServing serving{.provider = nameOf(*cells, cell.key[0]), .model = nameOf(*cells, cell.key[1]), .source = nameOf(*cells, cell.key[2])};
        if (!run.serviceOf(serving, rateOf(*cells, cell)).plans.empty()) {
            run.m_served.emplace(serving.provider, serving.model, serving.source);
        }
    }
    return run;
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

Result<std::vector<PlanUse>> CreditRun::run(LedgerReader &reader, OrderedQuestion view, const std::function<void()> &begin, const Use &use)
{
    if (isEmpty()) {
        return std::vector<PlanUse>(m_plans.size());
    }
    view.from = begins();
    view.wants = [this](const OrderedServing &serving) { return m_served.contains({serving.provider, serving.model, serving.source}); };
    CreditFold fold{m_plans};
    std::unordered_map<std::pair<std::int64_t, std::int64_t>, Service, PairHash> services; // by facet and rate
    const Result<Done> read = reader.recordsInOrder(
        view, {.begin =
                   [&] {
                       fold = CreditFold{m_plans};
                       services.clear();
                       begin();
                   },
               .record =
                   [&](const OrderedRecord &record) {
                       const auto [place, isNew] = services.try_emplace({record.facet, record.rateId});
                       if (isNew) {
                           place->second = serviceOf(*record.serving, *record.rate);
                       }
                       const Service &service = place->second;
                       if (!service.plans.empty()) {
                           use(record, fold.add(creditRecordOf(record, service.model), service.plans));
                       }
                   }});
    return read ? Result<std::vector<PlanUse>>{fold.use()} : Result<std::vector<PlanUse>>{read.problem()};
}

} // namespace tokenmeter
