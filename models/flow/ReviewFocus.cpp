// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReviewFocus.h"

#include "core/CsvLine.h"
#include "flow/ReviewCsv.h"

#include <array>
#include <string_view>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// "2026-10-01T00:00:00Z": whole seconds, always in UTC.
std::string focusTime(UtcTime time)
{
    return toRfc3339(floor<seconds>(time)).substr(0, 19) + 'Z';
}

/// "anthropic" of "anthropic/claude-opus-4-1"; a name that no price list knows has no provider.
std::string providerOf(const std::string &modelKey)
{
    const std::size_t slash = modelKey.find('/');
    return slash == std::string::npos || slash == 0 ? "Not known" : modelKey.substr(0, slash);
}

/// A column and what it holds. Those that do not apply to metered tokens (commitments, capacity, regions, resources, SKUs) are not in the
/// dataset, as conditional columns may not be.
struct FocusRow
{
    const ReviewData &review;
    const ReviewCell &cell;
    Money amount;
    bool hasCounts; ///< false: the counts stand in another row of the same day and model
    UtcTime from, to, monthFrom, monthTo;

    const std::string &modelName() const
    {
        const auto found = review.models.find(cell.model);
        return found == review.models.end() ? cell.model : found->second.name;
    }
    std::string count(std::int64_t value) const { return std::to_string(hasCounts ? value : 0); }
    std::string description() const { return modelName() + ": " + count(cell.totalTokens) + " tokens in " + count(cell.requests) + " requests"; }
};

struct FocusColumn
{
    const char *id;
    std::string (*value)(const FocusRow &row);
};

constexpr std::array Columns{
    FocusColumn{"BilledCost", [](const FocusRow &) { return std::string{"0"}; }},
    // The specification wants an identifier here. Logs do not tell who pays, so this one says that.
    FocusColumn{"BillingAccountId", [](const FocusRow &row) { return "not-known:" + providerOf(row.cell.model); }},
    FocusColumn{"BillingAccountName", [](const FocusRow &) { return std::string{}; }},
    FocusColumn{"BillingCurrency", [](const FocusRow &row) { return std::string{row.amount.currency().code()}; }},
    FocusColumn{"BillingPeriodEnd", [](const FocusRow &row) { return focusTime(row.monthTo); }},
    FocusColumn{"BillingPeriodStart", [](const FocusRow &row) { return focusTime(row.monthFrom); }},
    FocusColumn{"ChargeCategory", [](const FocusRow &) { return std::string{"Usage"}; }},
    FocusColumn{"ChargeClass", [](const FocusRow &) { return std::string{}; }}, // no correction
    FocusColumn{"ChargeDescription", [](const FocusRow &row) { return row.description(); }},
    FocusColumn{"ChargeFrequency", [](const FocusRow &) { return std::string{"Usage-Based"}; }},
    FocusColumn{"ChargePeriodEnd", [](const FocusRow &row) { return focusTime(row.to); }},
    FocusColumn{"ChargePeriodStart", [](const FocusRow &row) { return focusTime(row.from); }},
    FocusColumn{"ConsumedQuantity", [](const FocusRow &row) { return row.count(row.cell.totalTokens); }},
    FocusColumn{"ConsumedUnit", [](const FocusRow &) { return std::string{"Tokens"}; }},
    FocusColumn{"ContractedCost", [](const FocusRow &row) { return row.amount.toDecimalText(); }},
    FocusColumn{"EffectiveCost", [](const FocusRow &row) { return row.amount.toDecimalText(); }},
    FocusColumn{"InvoiceIssuerName", [](const FocusRow &row) { return providerOf(row.cell.model); }},
    FocusColumn{"ListCost", [](const FocusRow &row) { return row.amount.toDecimalText(); }},
    // No unit price beside it: a day's tokens of one model have several.
    FocusColumn{"PricingQuantity", [](const FocusRow &row) { return row.count(row.cell.totalTokens); }},
    FocusColumn{"PricingUnit", [](const FocusRow &) { return std::string{"Tokens"}; }},
    FocusColumn{"ProviderName", [](const FocusRow &row) { return providerOf(row.cell.model); }},
    FocusColumn{"PublisherName", [](const FocusRow &row) { return providerOf(row.cell.model); }},
    FocusColumn{"ServiceCategory", [](const FocusRow &) { return std::string{"AI and Machine Learning"}; }},
    FocusColumn{"ServiceName", [](const FocusRow &) { return std::string{"Language models"}; }},
    FocusColumn{"x_CacheReadTokens", [](const FocusRow &row) { return row.count(row.cell.tokens.cacheRead); }},
    FocusColumn{"x_CacheWrite1hTokens", [](const FocusRow &row) { return row.count(row.cell.tokens.cacheWrite1h); }},
    FocusColumn{"x_CacheWrite5mTokens", [](const FocusRow &row) { return row.count(row.cell.tokens.cacheWrite5m); }},
    FocusColumn{"x_FocusVersion", [](const FocusRow &) { return std::string{FocusVersion}; }},
    FocusColumn{"x_InputTokens", [](const FocusRow &row) { return row.count(row.cell.tokens.input); }},
    FocusColumn{"x_ModelKey", [](const FocusRow &row) { return row.cell.model; }},
    FocusColumn{"x_ModelName", [](const FocusRow &row) { return row.modelName(); }},
    FocusColumn{"x_OutputTokens", [](const FocusRow &row) { return row.count(row.cell.tokens.output); }},
    FocusColumn{"x_Requests", [](const FocusRow &row) { return row.count(row.cell.requests); }},
    FocusColumn{"x_UnpricedRequests", [](const FocusRow &row) { return row.count(row.cell.unpricedRequests); }},
};

std::string focusLine(const FocusRow &row)
{
    std::vector<std::string> cells;
    for (const FocusColumn &column : Columns) {
        cells.push_back(column.value(row));
    }
    return csvLine(cells);
}

} // namespace

Result<std::string> reviewFocusCsv(const ReviewData &review)
{
    const std::optional<Zone> zone = Zone::byId(review.zone);
    if (!zone) {
        return Problem{.cause = Cause::UnknownZone, .args = {review.zone}};
    }
    std::vector<std::string> heads;
    for (const FocusColumn &column : Columns) {
        heads.emplace_back(column.id);
    }
    std::string lines = csvLine(heads);
    for (const ReviewCell &cell : review.byDay) {
        const LocalDay day = parseDay(cell.day).value_or(review.period.from);
        const year_month_day date{day};
        const LocalDay month{local_days{date.year() / date.month() / 1}};
        const LocalDay nextMonth{local_days{(date.year() / date.month() + months{1}) / 1}};
        bool hasCounts = true;
        for (const Money &amount : amountsOf(cell, review.currency)) {
            lines += focusLine({review, cell, amount, hasCounts, zone->startOf(day), zone->startOf(day + days{1}), zone->startOf(month), zone->startOf(nextMonth)});
            hasCounts = false;
        }
    }
    return lines;
}

} // namespace tokenmeter
