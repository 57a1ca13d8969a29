// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReviewCsv.h"

#include "core/CsvLine.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

std::string displayNameOf(const ReviewData &review, const std::string &key)
{
    const auto found = review.models.find(key);
    return found == review.models.end() ? key : found->second.name;
}

std::string csvOfCells(const ReviewData &review, const std::vector<ReviewCell> &cells, const char *head, std::string ReviewCell::*name)
{
    const std::vector<std::string> columns{head,          "model",       "model_key",    "requests",         "unpriced_requests", "input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
                                           "cache_write_1h_tokens", "output_tokens", "reasoning_tokens", "total_tokens",      "list_cost",    "currency"};
    std::string lines = Utf8Mark + csvLine(columns);
    for (const ReviewCell &cell : cells) {
        std::vector<std::string> line{cell.*name, displayNameOf(review, cell.model), cell.model};
        for (const std::int64_t count : {cell.requests, cell.unpricedRequests, cell.tokens.input, cell.tokens.cacheRead, cell.tokens.cacheWrite5m, cell.tokens.cacheWrite1h, cell.tokens.output,
                                         cell.tokens.reasoning, cell.totalTokens}) {
            line.push_back(std::to_string(count));
        }
        line.resize(columns.size());
        const std::vector<Money> amounts = amountsOf(cell, review.currency);
        if (amounts.empty()) {
            lines += csvLine(line);
        }
        for (const Money &amount : amounts) {
            line[columns.size() - 2] = amount.toDecimalText();
            line.back() = amount.currency().code();
            lines += csvLine(line);
            std::fill(line.begin() + 3, line.end(), std::string{}); // counted once
        }
    }
    return lines;
}

} // namespace

std::vector<Money> amountsOf(const ReviewCell &cell, Currency currency)
{
    std::vector<Money> amounts;
    if (cell.cost != 0 || (cell.foreign.empty() && cell.requests > cell.unpricedRequests)) {
        amounts.push_back(Money::fromAtto(cell.cost, currency));
    }
    amounts.insert(amounts.end(), cell.foreign.begin(), cell.foreign.end());
    return amounts;
}

std::string reviewDaysCsv(const ReviewData &review)
{
    return csvOfCells(review, review.byDay, "day", &ReviewCell::day);
}

std::string reviewProjectsCsv(const ReviewData &review)
{
    return csvOfCells(review, review.byProject, "project", &ReviewCell::project);
}

} // namespace tokenmeter
