// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Decimal.h"
#include "flow/Overview.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter::testing
{

inline Money usd(const char *decimal)
{
    return Money::fromAtto(*parseDecimal(decimal, MoneyScale), Currency{"USD"});
}

/// cents of a dollar
inline Money cents(std::int64_t count)
{
    return Money::fromAtto(Int128{count} * 10'000'000'000'000'000, Currency{"USD"});
}

/// November 2026 up to Wednesday 18: $561.42, one model without a price, an outlier on the 12th, amounts in CNY.
/// Every part is made from whole cents, so that all sums close exactly.
inline OverviewData demoMonth()
{
    using namespace std::chrono;
    OverviewData d;
    d.from = *parseDay("2026-11-01");
    d.to = *parseDay("2026-11-30");
    d.today = *parseDay("2026-11-18");
    d.previousFrom = *parseDay("2026-10-01");
    d.previousTo = *parseDay("2026-10-18");
    d.currency = "USD";
    constexpr std::array<int, 18> weights{8, 26, 34, 33, 45, 34, 14, 10, 43, 38, 48, 90, 32, 11, 8, 29, 41, 17};
    struct Row
    {
        const char *name, *key, *family;
        std::int64_t cents;
    };
    // 230.99 + 156.85 + 71.24 + 37.06 + 29.36 + 21.00 + 14.92 = 561.42
    constexpr std::array<Row, 7> rows{{
        {"Claude Opus 5", "anthropic/claude-opus-5", "claude-opus", 23099},
        {"Claude Sonnet 5", "anthropic/claude-sonnet-5", "claude-sonnet", 15685},
        {"GPT-5.6 Sol", "openai/gpt-5.6-sol", "gpt-5.6", 7124},
        {"Qwen3-Max", "alibaba/qwen3-max", "qwen3-max", 3706},
        {"Gemini 3.6 Flash", "google/gemini-3.6-flash", "gemini-3.6", 2936},
        {"Claude Haiku 4.5", "anthropic/claude-haiku-4-5", "claude-haiku", 2100},
        {"DeepSeek V4", "deepseek/deepseek-v4", "deepseek-v4", 1492},
    }};
    std::int64_t weight = 0;
    for (const int w : weights) {
        weight += w;
    }
    d.dailyCost.assign(30, cents(0));
    d.hasData.assign(30, true);
    for (const Row &row : rows) {
        ModelSeries model;
        model.name = row.name;
        model.key = row.key;
        model.family = row.family;
        model.rawModels = {row.key};
        model.daily.assign(30, cents(0));
        model.dailyTokens.assign(30, 0);
        model.dailyRequests.assign(30, 0);
        model.dailyUnpriced.assign(30, 0);
        std::int64_t left = row.cents;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const std::int64_t part = i + 1 == weights.size() ? left : row.cents * weights[i] / weight;
            left -= part;
            model.daily[i] = cents(part);
            d.dailyCost[i] += cents(part);
            model.dailyTokens[i] = part * 14'463;
            model.dailyRequests[i] = part / 3;
            model.spend.totalTokens += model.dailyTokens[i];
            model.spend.requests += model.dailyRequests[i];
        }
        model.spend.cost = {cents(row.cents)};
        model.spend.tokens.input = model.spend.totalTokens;
        d.total.totalTokens += model.spend.totalTokens;
        d.total.requests += model.spend.requests;
        d.inCurrency += cents(row.cents);
        d.models.push_back(model);
    }
    ModelSeries unpriced;
    unpriced.name = "qwen3-coder-next";
    unpriced.key = "qwen3-coder-next";
    unpriced.rawModels = {"qwen3-coder-next"};
    unpriced.daily.assign(30, cents(0));
    unpriced.dailyTokens.assign(30, 0);
    unpriced.dailyRequests.assign(30, 0);
    unpriced.dailyUnpriced.assign(30, 0);
    unpriced.dailyUnpriced[8] = unpriced.dailyRequests[8] = 30;
    unpriced.dailyUnpriced[13] = unpriced.dailyRequests[13] = 8;
    unpriced.dailyTokens[8] = 3'000'000;
    unpriced.dailyTokens[13] = 900'000;
    unpriced.spend.requests = unpriced.spend.unpricedRequests = 38;
    unpriced.spend.totalTokens = unpriced.spend.unpricedTokens = 3'900'000;
    d.total.requests += 38;
    d.total.totalTokens += 3'900'000;
    d.total.unpricedRequests = 38;
    d.total.unpricedTokens = 3'900'000;
    d.models.push_back(unpriced);

    d.total.cost = {Money::fromAtto(*parseDecimal("263.82", MoneyScale), Currency{"CNY"}), usd("524.36")};
    d.rates = {{"CNY", "USD", "0.140475", "ECB", *parseDay("2026-11-17")}};
    d.total.tokens = {.input = 47'900'000, .cacheRead = 764'000'000};
    d.previous.tokens = {.input = 75'000'000, .cacheRead = 925'000'000};
    d.previous.requests = 19'000;
    d.previous.totalTokens = 743'000'000;
    d.previousInCurrency = usd("492.89");
    d.cacheSaved = usd("2117.4");
    for (int i = 0; i < 31; ++i) {
        d.previousDailyCost.push_back(i < 18 ? cents(i + 1 == 18 ? 49289 - 17 * 2738 : 2738) : cents(3132));
    }
    d.projection.evidence = Projection::Evidence::Enough;
    d.projection.daysSoFar = 78;
    d.projection.expected = usd("935.2");
    d.projection.low = usd("868.1");
    d.projection.high = usd("1020.9");
    for (int i = 1; i <= 12; ++i) {
        d.projection.expectedCumulative.push_back(cents(56142 + 37378 * i / 12));
        d.projection.lowCumulative.push_back(cents(56142 + 30668 * i / 12));
        d.projection.highCumulative.push_back(cents(56142 + 45948 * i / 12));
    }
    const std::array<std::pair<const char *, std::int64_t>, 6> projects{{{"atlas-api", 23018},
                                                                        {"ledger-sync", 12351},
                                                                        {"docs-site", 7860},
                                                                        {"infra", 6176},
                                                                        {"weekend-game", 3930},
                                                                        {"", 2807}}};
    for (const auto &[name, amount] : projects) {
        NamedSpend project;
        project.name = name;
        project.spend.requests = amount / 3;
        project.spend.totalTokens = amount * 14'463;
        project.spend.cost = {cents(amount)};
        project.inCurrency = cents(amount);
        d.projects.push_back(project);
    }
    const UtcTime read = parseTime("2026-11-18T13:32:00Z")->time;
    d.sources = {{{"claude-code", "/home/mira/.claude/projects"}, 412, 15'204, 0, read, read},
                 {{"codex", "/home/mira/.codex/sessions"}, 96, 4'870, 0, read, read},
                 {{"gemini-cli", "/home/mira/.gemini/tmp"}, 31, 1'406, 2, read, read}};
    d.ledger.records = 21'480;
    d.unpricedModels = {{"alibaba", "qwen3-coder-next", 38, 38, 3'900'000, 3'900'000}};
    d.problems = {Problem{.cause = Cause::NotJson, .file = "/home/mira/.gemini/tmp/session.jsonl", .offset = 4096, .line = 12},
                  Problem{.cause = Cause::FileUnreadable, .file = "/home/mira/.gemini/tmp/old.jsonl", .args = {"Permission denied"}}};
    return d;
}

} // namespace tokenmeter::testing
