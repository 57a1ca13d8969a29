// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tokenmeter
{
namespace
{

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QJsonValue textOrNull(const std::optional<std::string> &utf8)
{
    return utf8 ? QJsonValue{text(*utf8)} : QJsonValue{};
}

QJsonObject tokensJson(const Spend &spend)
{
    QJsonObject json{
        {QStringLiteral("input"), qint64(spend.tokens.input)},
        {QStringLiteral("cache_read"), qint64(spend.tokens.cacheRead)},
        {QStringLiteral("cache_write_5m"), qint64(spend.tokens.cacheWrite5m)},
        {QStringLiteral("cache_write_1h"), qint64(spend.tokens.cacheWrite1h)},
        {QStringLiteral("output"), qint64(spend.tokens.output)},
        {QStringLiteral("reasoning"), qint64(spend.tokens.reasoning)},
        {QStringLiteral("total"), qint64(spend.totalTokens)},
    };
    for (const auto &[name, count] : {std::pair{"input_audio", spend.rare.inputAudio}, std::pair{"cached_audio", spend.rare.cachedAudio},
                                      std::pair{"output_audio", spend.rare.outputAudio}, std::pair{"input_image", spend.rare.inputImage},
                                      std::pair{"output_image", spend.rare.outputImage}}) {
        if (count != 0) {
            json.insert(QLatin1String(name), qint64(count));
        }
    }
    return json;
}

QJsonObject moneyJson(Money amount)
{
    return {{QStringLiteral("currency"), text(amount.currency().code())}, {QStringLiteral("amount"), text(amount.toDecimalText())}};
}

QJsonObject spendJson(const Spend &spend)
{
    QJsonArray cost;
    for (const Money amount : spend.cost) {
        cost.append(moneyJson(amount));
    }
    QJsonObject json{
        {QStringLiteral("requests"), qint64(spend.requests)},
        {QStringLiteral("tokens"), tokensJson(spend)},
        {QStringLiteral("cost"), cost},
        {QStringLiteral("unpriced"), QJsonObject{{QStringLiteral("requests"), qint64(spend.unpricedRequests)},
                                                 {QStringLiteral("tokens"), qint64(spend.unpricedTokens)}}},
    };
    if (spend.rare.webSearches != 0) {
        json.insert(QStringLiteral("web_searches"), qint64(spend.rare.webSearches));
    }
    return json;
}

QString dayOrNothing(const std::optional<LocalDay> &day)
{
    return day ? text(toIso(*day)) : QString{};
}

QJsonArray ratesJson(const std::vector<UsedExchangeRate> &rates)
{
    QJsonArray json;
    for (const UsedExchangeRate &rate : rates) {
        QJsonObject one{
            {QStringLiteral("from"), text(rate.from)},     {QStringLiteral("to"), text(rate.to)},
            {QStringLiteral("rate"), text(rate.rate)},     {QStringLiteral("day"), text(toIso(rate.day))},
            {QStringLiteral("source"), text(rate.source)}, {QStringLiteral("derived"), rate.derived},
        };
        if (!rate.via.empty()) {
            one.insert(QStringLiteral("via"), text(rate.via));
        }
        json.append(one);
    }
    return json;
}

QJsonArray missingJson(const std::vector<Problem> &missing)
{
    QJsonArray json;
    for (const Problem &problem : missing) {
        json.append(QJsonObject{{QStringLiteral("from"), text(problem.args.at(0))},
                                {QStringLiteral("to"), text(problem.args.at(1))},
                                {QStringLiteral("day"), text(problem.args.at(2))}});
    }
    return json;
}

QJsonObject planKeyJson(std::int64_t id, const std::string &name)
{
    return {{QStringLiteral("id"), qint64(id)}, {QStringLiteral("name"), text(name)}};
}

QJsonArray sharesJson(const std::vector<PlanShare> &shares)
{
    QJsonArray json;
    for (const PlanShare &share : shares) {
        QJsonArray drawn;
        for (const Money amount : share.drawn) {
            drawn.append(moneyJson(amount));
        }
        QJsonObject one = planKeyJson(share.plan.id, share.plan.name);
        one.insert(QStringLiteral("kind"), text(toText(share.plan.kind)));
        one.insert(QStringLiteral("drawn"), drawn);
        if (share.plan.kind == PlanKind::Pack) {
            one.insert(QStringLiteral("cash_used"), moneyJson(Money::fromAtto(share.cash, share.plan.currency)));
        }
        if (share.tokens != 0) {
            one.insert(QStringLiteral("tokens"), qint64(share.tokens));
        }
        json.append(one);
    }
    return json;
}

QJsonArray linesJson(const std::vector<PlanLine> &lines)
{
    QJsonArray json;
    for (const PlanLine &line : lines) {
        json.append(QJsonObject{{QStringLiteral("kind"), line.kind == PlanLine::Kind::Fee ? QStringLiteral("fee") : QStringLiteral("expired_credit")},
                                {QStringLiteral("plan"), planKeyJson(line.plan, line.name)},
                                {QStringLiteral("amount"), moneyJson(line.amount)}});
    }
    return json;
}

} // namespace

std::string reportJson(const Report &report)
{
    const ReportRequest &request = report.request;
    QJsonArray groups;
    for (const ReportGroup &group : report.groups) {
        QJsonObject key;
        for (std::size_t i = 0; i < group.key.size(); ++i) {
            QString name = text(nameOf(request.groupBy[i]));
            if (request.groupBy[i] == ReportKey::Tag) {
                name += QLatin1Char(':') + text(request.tagKey);
            }
            key.insert(name, textOrNull(group.key[i]));
        }
        QJsonObject json = spendJson(group.spend);
        json.insert(QStringLiteral("key"), key);
        groups.append(json);
    }
    const bool isEffective = request.basis == CostBasis::Effective;
    const QString from = dayOrNothing(request.filter.from);
    const QString to = dayOrNothing(request.filter.to);
    QJsonObject json{
        {QStringLiteral("from"), from.isEmpty() ? QJsonValue{} : QJsonValue{from}},
        {QStringLiteral("to"), to.isEmpty() ? QJsonValue{} : QJsonValue{to}},
        {QStringLiteral("timezone"), text(request.zone.id())},
        {QStringLiteral("basis"), isEffective ? QStringLiteral("effective") : QStringLiteral("list")},
        {QStringLiteral("groups"), groups},
        {QStringLiteral("total"), spendJson(report.total)},
    };
    if (!request.currency.empty()) {
        json.insert(QStringLiteral("currency"), text(request.currency));
        json.insert(QStringLiteral("rates"), ratesJson(report.rates));
        json.insert(QStringLiteral("missing_rates"), missingJson(report.missing));
    }
    if (isEffective) {
        json.insert(QStringLiteral("plans"), sharesJson(report.shares));
        json.insert(QStringLiteral("lines"), linesJson(report.lines));
    }
    return QJsonDocument{json}.toJson(QJsonDocument::Compact).toStdString();
}

} // namespace tokenmeter
