// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "CompareJson.h"

#include "Json.h"

#include <QJsonArray>

namespace tokenmeter
{
namespace
{

QString bandSaid(const FactorBand &band)
{
    return text(toText(band));
}

QString assumedSaid(const Assumed &assumed)
{
    using What = Assumed::What;
    const QString count = QString::number(assumed.count);
    switch (assumed.what) {
    case What::Tokenizer: return QStringLiteral("tokenizer factor ") + bandSaid(assumed.band);
    case What::Answer: return QStringLiteral("answer length factor ") + bandSaid(assumed.band);
    case What::CacheHit: return QStringLiteral("cache reads kept ") + bandSaid(assumed.band);
    case What::WritesAsInput: return QStringLiteral("cache writes priced as input");
    case What::NoCache: return QStringLiteral("no cache: everything sent priced as input");
    case What::HourAsFive: return QStringLiteral("one-hour cache writes priced as five-minute writes");
    case What::MinCacheable: return QStringLiteral("prompts under %1 tokens not cached").arg(count);
    case What::ContextUnknown: return QStringLiteral("context window not known, not checked");
    case What::StandardTier: return QStringLiteral("%1 requests at the standard service tier").arg(count);
    case What::StandardSpeed: return QStringLiteral("%1 fast requests at standard speed").arg(count);
    case What::SearchUnknown: return QStringLiteral("web searches of %1 requests count nothing").arg(count);
    case What::LowerBound: return QStringLiteral("%1 requests known as sums only: lower bound").arg(count);
    case What::FixedTime: return QStringLiteral("prices of one moment");
    }
    return {};
}

QString assumedKey(Assumed::What what)
{
    using What = Assumed::What;
    switch (what) {
    case What::Tokenizer: return QStringLiteral("tokenizer");
    case What::Answer: return QStringLiteral("answer");
    case What::CacheHit: return QStringLiteral("cache");
    case What::WritesAsInput: return QStringLiteral("cache-writes-as-input");
    case What::NoCache: return QStringLiteral("no-cache");
    case What::HourAsFive: return QStringLiteral("cache-1h-as-5m");
    case What::MinCacheable: return QStringLiteral("least-cacheable");
    case What::ContextUnknown: return QStringLiteral("context-unknown");
    case What::StandardTier: return QStringLiteral("standard-tier");
    case What::StandardSpeed: return QStringLiteral("standard-speed");
    case What::SearchUnknown: return QStringLiteral("search-fee-unknown");
    case What::LowerBound: return QStringLiteral("lower-bound");
    case What::FixedTime: return QStringLiteral("fixed-time");
    }
    return {};
}

QJsonArray moneyList(const std::vector<Money> &amounts)
{
    QJsonArray list;
    for (const Money amount : amounts) {
        list.append(toJson(amount));
    }
    return list;
}

QJsonObject gapsJson(const ComparedModel &model)
{
    const ReplayGaps &gaps = model.gaps;
    QStringList why;
    const auto add = [&](std::int64_t requests, const QString &reason) {
        if (requests > 0) {
            why << reason;
        }
    };
    add(gaps.context, QStringLiteral("context over %1").arg(model.contextWindow));
    add(gaps.unpriced, QStringLiteral("no price at that time"));
    add(gaps.modality, QStringLiteral("audio or images"));
    add(gaps.noActual, QStringLiteral("no price of their own"));
    return {{QStringLiteral("requests"), qint64(gaps.total())},
            {QStringLiteral("why"), why.join(QStringLiteral("; "))},
            {QStringLiteral("context"), qint64(gaps.context)},
            {QStringLiteral("unpriced"), qint64(gaps.unpriced)},
            {QStringLiteral("modality"), qint64(gaps.modality)},
            {QStringLiteral("no_actual"), qint64(gaps.noActual)}};
}

QJsonObject tokensOf(const TokenCounts &tokens)
{
    return {{QStringLiteral("input"), qint64(tokens.input)},
            {QStringLiteral("cache_read"), qint64(tokens.cacheRead)},
            {QStringLiteral("cache_write_5m"), qint64(tokens.cacheWrite5m)},
            {QStringLiteral("cache_write_1h"), qint64(tokens.cacheWrite1h)},
            {QStringLiteral("output"), qint64(tokens.output)}};
}

QJsonObject modelJson(const ComparedModel &model)
{
    QJsonArray costs;
    for (const BandMoney &band : model.cost) {
        QJsonObject one = toJson(band.cost);
        one.insert(QStringLiteral("low"), text(band.low.toDecimalText()));
        one.insert(QStringLiteral("high"), text(band.high.toDecimalText()));
        costs.append(one);
    }
    const bool isOne = model.cost.size() == 1;
    QJsonArray assumptions;
    for (const Assumed &assumed : model.assumed) {
        assumptions.append(assumedSaid(assumed));
    }
    return {{QStringLiteral("model"), text(model.model.id)},
            {QStringLiteral("provider"), text(model.model.provider)},
            {QStringLiteral("cost"), isOne ? QJsonValue{toJson(model.cost[0].cost)} : QJsonValue{}},
            {QStringLiteral("low"), isOne ? QJsonValue{text(model.cost[0].low.toDecimalText())} : QJsonValue{}},
            {QStringLiteral("high"), isOne ? QJsonValue{text(model.cost[0].high.toDecimalText())} : QJsonValue{}},
            {QStringLiteral("costs"), costs},
            {QStringLiteral("actual_of_compared"), moneyList(model.actual)},
            {QStringLiteral("requests"), qint64(model.moved)},
            {QStringLiteral("own_requests"), qint64(model.same)},
            {QStringLiteral("tokens"), tokensOf(model.tokens)},
            {QStringLiteral("cache_hit"), model.cacheHit() ? QJsonValue{QString::number(*model.cacheHit(), 'f', 6)} : QJsonValue{}},
            {QStringLiteral("context_window"), model.contextWindow > 0 ? QJsonValue{qint64(model.contextWindow)} : QJsonValue{}},
            {QStringLiteral("assumptions"), assumptions},
            {QStringLiteral("not_comparable"), gapsJson(model)}};
}

QJsonObject unknownJson(const Problem &problem)
{
    QJsonArray nearest;
    for (std::size_t i = 1; i < problem.args.size(); ++i) {
        nearest.append(text(problem.args[i]));
    }
    return {{QStringLiteral("model"), text(problem.args.at(0))},
            {QStringLiteral("unpriced"), true},
            {QStringLiteral("reason"), QStringLiteral("no model of the price list has this name")},
            {QStringLiteral("nearest"), nearest}};
}

} // namespace

QJsonObject assumedJson(const Assumed &assumed)
{
    using What = Assumed::What;
    QJsonObject json{{QStringLiteral("key"), assumedKey(assumed.what)}, {QStringLiteral("text"), assumedSaid(assumed)}};
    if (assumed.what == What::Tokenizer || assumed.what == What::Answer || assumed.what == What::CacheHit) {
        json.insert(QStringLiteral("low"), text(toText(assumed.band.low)));
        json.insert(QStringLiteral("central"), text(toText(assumed.band.central)));
        json.insert(QStringLiteral("high"), text(toText(assumed.band.high)));
    } else if (assumed.count > 0) {
        json.insert(QStringLiteral("count"), qint64(assumed.count));
    }
    return json;
}

QJsonObject compareJson(const Comparison &comparison, const CompareRequest &request, const std::vector<Problem> &unknown)
{
    const Spend &total = comparison.total;
    QJsonArray models;
    for (const ComparedModel &model : comparison.models) {
        models.append(modelJson(model));
    }
    for (const Problem &problem : unknown) {
        models.append(unknownJson(problem));
    }
    QJsonObject json{
        {QStringLiteral("from"), request.filter.from ? QJsonValue{text(toIso(*request.filter.from))} : QJsonValue{}},
        {QStringLiteral("to"), request.filter.to ? QJsonValue{text(toIso(*request.filter.to))} : QJsonValue{}},
        {QStringLiteral("timezone"), text(request.zone.id())},
        {QStringLiteral("at"), request.at ? QJsonValue{text(toRfc3339(*request.at))} : QJsonValue{}},
        {QStringLiteral("actual"), QJsonObject{{QStringLiteral("requests"), qint64(total.requests)},
                                               {QStringLiteral("tokens"), tokensOf(total.tokens)},
                                               {QStringLiteral("cost"), moneyList(comparison.actual)},
                                               {QStringLiteral("unpriced"), QJsonObject{{QStringLiteral("requests"), qint64(total.unpricedRequests)},
                                                                                        {QStringLiteral("tokens"), qint64(total.unpricedTokens)}}}}},
        {QStringLiteral("moved"), qint64(comparison.movedRequests)},
        {QStringLiteral("stayed"), qint64(comparison.stayedRequests)},
        {QStringLiteral("models"), models},
    };
    if (!request.currency.empty()) {
        QJsonArray rates;
        for (const UsedExchangeRate &rate : comparison.rates) {
            rates.append(QJsonObject{{QStringLiteral("from"), text(rate.from)}, {QStringLiteral("to"), text(rate.to)}, {QStringLiteral("rate"), text(rate.rate)},
                                     {QStringLiteral("day"), text(toIso(rate.day))}, {QStringLiteral("source"), text(rate.source)},
                                     {QStringLiteral("derived"), rate.derived}});
        }
        QJsonArray missing;
        for (const Problem &problem : comparison.missing) {
            missing.append(QJsonObject{{QStringLiteral("from"), text(problem.args.at(0))}, {QStringLiteral("to"), text(problem.args.at(1))},
                                       {QStringLiteral("day"), text(problem.args.at(2))}});
        }
        json.insert(QStringLiteral("currency"), text(request.currency));
        json.insert(QStringLiteral("rates"), rates);
        json.insert(QStringLiteral("missing_rates"), missing);
    }
    return json;
}

} // namespace tokenmeter
