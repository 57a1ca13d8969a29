// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ReplyFields.h"
#include "providers/Url.h"
#include "providers/rates/RateDays.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Longer stretches might come back by week only, so they are asked for piece by piece.
constexpr std::chrono::days Piece{90};

std::vector<HttpRequest> requests(const RateSpan &span, LocalDay, std::string_view base)
{
    std::string symbols;
    for (const Currency currency : span.currencies) {
        symbols += (symbols.empty() ? "" : ",") + currency.code();
    }
    std::vector<HttpRequest> all;
    for (LocalDay from = span.from; from <= span.through; from += Piece) {
        const LocalDay through = std::min(span.through, from + Piece - std::chrono::days{1});
        all.push_back({.url = joinedUrl(base.empty() ? frankfurterRates().base : base, "/v1/" + toIso(from) + ".." + toIso(through),
                                        {{"base", "EUR"}, {"symbols", symbols}})});
    }
    return all;
}

/// Source: v1 of its OpenAPI description: {amount, base, start_date, end_date, rates: {day: {currency: number}}}. `amount` is 1 unless
/// another one is asked for, and `base` the euro, which we asked for: both are checked, since every rate depends on them.
Result<std::vector<ExchangeRate>> parse(const HttpReply &reply, const RateSpan &span)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode root = json->root();
    if (root["base"].text() != "EUR") {
        return unexpectedRate("base");
    }
    const std::string_view amount = root["amount"].text();
    if (!amount.empty() && amount != "1" && amount != "1.0") {
        return unexpectedRate("amount");
    }
    const JsonNode rates = root["rates"];
    if (!rates.isObject()) {
        return unexpectedRate("rates");
    }
    RateDays days{span, frankfurterRates().name};
    for (const JsonNode day : rates) {
        for (const JsonNode rate : day) {
            if (rate.kind() != JsonKind::Number || !days.add(day.key(), rate.key(), rate.text())) {
                return unexpectedRate("rates");
            }
        }
    }
    return rates.size() == 0 ? Result<std::vector<ExchangeRate>>{std::vector<ExchangeRate>{}} : days.take("rates");
}

} // namespace

RatePublisher frankfurterRates()
{
    return {.id = "frankfurter", .name = "Frankfurter (ECB)", .base = "https://api.frankfurter.dev", .requests = requests, .parse = parse};
}

} // namespace tokenmeter
