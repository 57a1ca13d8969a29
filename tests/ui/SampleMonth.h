// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Decimal.h"
#include "flow/Overview.h"

#include <array>
#include <string>

namespace tokenmeter::testing
{

inline Money usd(const std::string &amount)
{
    return Money::fromAtto(parseDecimal(amount, MoneyScale).value(), Currency{"USD"});
}

/// An answer to the request: November 2026 up to the 18th, six models, one of them without a price. The total is
/// 230.99 + 156.85 + 71.24 + 37.06 + 29.36 = 525.50.
inline OverviewData sampleMonth(const OverviewRequest &request)
{
    struct Model
    {
        const char *id, *name, *key, *family, *cost;
        std::int64_t requests, tokens;
    };
    constexpr std::array models{Model{"claude-opus-5", "Claude Opus 5", "anthropic/claude-opus-5", "claude-opus", "230.99", 6200, 250'000'000},
                                Model{"claude-sonnet-5", "Claude Sonnet 5", "anthropic/claude-sonnet-5", "claude-sonnet", "156.85", 9100, 330'000'000},
                                Model{"gpt-5.6-sol", "GPT-5.6 Sol", "openai/gpt-5.6-sol", "gpt", "71.24", 3100, 110'000'000},
                                Model{"qwen3-max", "Qwen3-Max", "alibaba/qwen3-max", "qwen", "37.06", 1800, 70'000'000},
                                Model{"gemini-3.6-flash", "Gemini 3.6 Flash", "google/gemini-3.6-flash", "gemini", "29.36", 1242, 48'000'000},
                                Model{"qwen3-coder-next", "qwen3-coder-next", "", "", "", 38, 4'000'000}};
    OverviewData data;
    data.from = request.filter.from.value();
    data.to = request.filter.to.value();
    data.today = request.zone.dayOf(request.now);
    data.currency = request.currency;
    const auto days = std::size_t((data.to - data.from).count()) + 1;
    const auto past = std::size_t(std::max<std::int64_t>(1, std::min((data.today - data.from).count() + 1, std::int64_t(days))));
    data.dailyCost.assign(days, usd("0"));
    data.previousDailyCost.assign(days, usd("18.40"));
    data.hasData.assign(days, true);
    data.inCurrency = usd("0");
    for (const Model &m : models) {
        ModelSeries series;
        series.name = m.name;
        series.key = *m.key != '\0' ? m.key : m.id;
        series.family = m.family;
        series.rawModels = {m.id};
        series.spend.requests = m.requests;
        series.spend.tokens.cacheRead = m.tokens / 10 * 9;
        series.spend.tokens.input = m.tokens - series.spend.tokens.cacheRead;
        series.spend.totalTokens = m.tokens;
        series.daily.assign(days, usd("0"));
        series.dailyTokens.assign(days, 0);
        series.dailyRequests.assign(days, 0);
        series.dailyUnpriced.assign(days, 0);
        const bool priced = *m.cost != '\0';
        const Money whole = priced ? usd(m.cost) : usd("0");
        for (std::size_t day = 0; day < past; ++day) {
            const Int128 rest = day + 1 == past ? whole.atto() % Int128(past) : 0;
            series.daily[day] = Money::fromAtto(whole.atto() / Int128(past) + rest, whole.currency());
            series.dailyTokens[day] = m.tokens / std::int64_t(past);
            series.dailyRequests[day] = m.requests / std::int64_t(past);
            series.dailyUnpriced[day] = priced ? 0 : 2;
            data.dailyCost[day] += series.daily[day];
        }
        if (priced) {
            series.spend.cost = {whole};
            data.inCurrency += whole;
        } else {
            series.spend.unpricedRequests = m.requests;
            series.spend.unpricedTokens = m.tokens;
            data.unpricedModels = {{.provider = "openrouter", .model = m.id, .requests = m.requests, .unpricedRequests = m.requests,
                                    .unpricedTokens = m.tokens, .tokens = m.tokens}};
        }
        data.total.requests += m.requests;
        data.total.totalTokens += m.tokens;
        data.total.tokens += series.spend.tokens;
        data.total.unpricedRequests += series.spend.unpricedRequests;
        data.total.unpricedTokens += series.spend.unpricedTokens;
        data.models.push_back(series);
        data.allModels.push_back({.key = m.key, .id = m.id, .displayName = m.name, .family = m.family});
        data.allRawModels.push_back({m.id});
    }
    data.total.cost = {data.inCurrency};
    data.previous.requests = 19'000;
    data.previous.totalTokens = 741'000'000;
    data.previous.tokens.cacheRead = 690'000'000;
    data.previous.tokens.input = 51'000'000;
    data.previous.cost = {usd("492.89")};
    data.previousInCurrency = usd("492.89");
    data.previousTo = data.from - std::chrono::days{13};
    data.previousFrom = data.previousTo - std::chrono::days{17};
    data.cacheSaved = usd("2117");
    data.projection.evidence = Projection::Evidence::Enough;
    data.projection.daysSoFar = 17;
    data.projection.expected = usd("935");
    data.projection.low = usd("868");
    data.projection.high = usd("1021");
    for (std::size_t day = past; day < days; ++day) {
        const auto step = [&](const char *end) {
            const Int128 rest = usd(end).atto() - usd("525.50").atto();
            return Money::fromAtto(usd("525.50").atto() + rest * Int128(day + 1 - past) / Int128(days - past), Currency{"USD"});
        };
        data.projection.expectedCumulative.push_back(step("935"));
        data.projection.lowCumulative.push_back(step("868"));
        data.projection.highCumulative.push_back(step("1021"));
    }
    const auto project = [&data](const char *name, const char *cost, std::int64_t requests) {
        NamedSpend spend;
        spend.name = name;
        spend.spend.requests = requests;
        spend.spend.totalTokens = requests * 38'000;
        spend.spend.cost = {usd(cost)};
        data.projects.push_back(spend);
        data.allProjects.push_back(name);
    };
    project("atlas-api", "230.18", 9000);
    project("ledger-sync", "123.51", 5100);
    project("docs-site", "78.60", 3300);
    project("infra", "61.76", 2400);
    project("", "31.45", 1680);
    data.allProviders = {"anthropic", "google", "openai", "openrouter"};
    data.allSources = {"claude-code", "codex", "gemini-cli"};
    data.sources = {{.key = {.format = "claude-code", .root = "/home/ada/.claude/projects"}, .files = 1204, .records = 15300,
                     .lastRead = request.now, .newestRecord = request.now},
                    {.key = {.format = "codex", .root = "/home/ada/.codex/sessions"}, .files = 212, .records = 6180,
                     .lastRead = request.now, .newestRecord = request.now}};
    data.ledger.records = 212'048;
    data.ledger.oldest = parseTime("2026-01-05T08:00:00Z").value().time;
    data.ledger.newest = request.now;
    data.ledger.catalogueVersion = "2026-11-16";
    data.ledger.lastImport = parseTime("2026-11-18T13:32:00Z").value().time;
    return data;
}

/// What an empty ledger answers.
inline OverviewData emptyLedger(const OverviewRequest &request)
{
    OverviewData data;
    data.from = request.filter.from.value();
    data.to = request.filter.to.value();
    data.today = request.zone.dayOf(request.now);
    data.currency = request.currency;
    data.inCurrency = usd("0");
    const auto days = std::size_t((data.to - data.from).count()) + 1;
    data.dailyCost.assign(days, usd("0"));
    data.previousDailyCost.assign(days, usd("0"));
    data.hasData.assign(days, false);
    return data;
}

} // namespace tokenmeter::testing
