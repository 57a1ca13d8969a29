// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ChargeCsv.h"

#include "providers/PollRange.h"
#include "providers/ReplyFields.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace tokenmeter
{
namespace
{

using Row = std::vector<std::string>;

struct TableRow
{
    Row cells{};
    std::int64_t line = 0; ///< 1-based, of its first character
};

std::string trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string{}
                                           : std::string{text.substr(begin, text.find_last_not_of(" \t") - begin + 1)};
}

/// One row from `at` on, which moves behind its line end.
Row takeRow(std::string_view csv, std::size_t &at)
{
    Row row(1);
    bool quoted = false;
    for (; at < csv.size(); ++at) {
        const char c = csv[at];
        if (quoted) {
            if (c != '"') {
                row.back() += c;
            } else if (at + 1 < csv.size() && csv[at + 1] == '"') {
                row.back() += csv[++at];
            } else {
                quoted = false;
            }
        } else if (c == '"' && row.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            row.emplace_back();
        } else if (c == '\r' || c == '\n') {
            at += c == '\r' && at + 1 < csv.size() && csv[at + 1] == '\n' ? 2U : 1U;
            break;
        } else {
            row.back() += c;
        }
    }
    std::transform(row.begin(), row.end(), row.begin(), [](const std::string &cell) { return trimmed(cell); });
    return row;
}

/// Line ends of any kind, also inside quotes.
std::int64_t linesIn(std::string_view text)
{
    std::int64_t lines = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isPair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        lines += text[i] == '\n' || (text[i] == '\r' && !isPair) ? 1 : 0;
    }
    return lines;
}

std::vector<TableRow> rowsOf(std::string_view csv)
{
    constexpr std::string_view Mark = "\xEF\xBB\xBF";
    std::size_t at = csv.starts_with(Mark) ? Mark.size() : 0;
    std::int64_t line = 1;
    std::vector<TableRow> rows;
    while (at < csv.size()) {
        const std::size_t begin = at;
        Row row = takeRow(csv, at);
        if (row.size() > 1 || !row.front().empty()) {
            rows.push_back({std::move(row), line});
        }
        line += linesIn(csv.substr(begin, at - begin));
    }
    return rows;
}

std::size_t headerPlace(const std::vector<TableRow> &rows)
{
    std::size_t widest = 0;
    for (const TableRow &row : rows) {
        widest = std::max(widest, row.cells.size());
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].cells.size() == widest) {
            return i;
        }
    }
    return 0;
}

/// Without what stands at either end, such as signs of currency: "€1.23", "1.23 USD".
std::optional<ChargeAmount> amountIn(std::string_view text)
{
    constexpr std::string_view Number = "0123456789.";
    const std::size_t begin = text.find_first_of(Number);
    if (begin == std::string_view::npos) {
        return std::nullopt;
    }
    const bool isNegative = text.substr(0, begin).find('-') != std::string_view::npos; // "-$1.23", "$-1.23"
    const std::string number{text.substr(begin, text.find_last_of(Number) - begin + 1)};
    return amountOf(isNegative ? "-" + number : number);
}

class ChargeReader
{
public:
    ChargeReader(const Row &header, const ChargeCsvColumns &columns, std::chrono::minutes zone, std::string_view currency)
        : m_header{header}, m_columns{columns}, m_zone{zone}, m_currency{currency}
    {
    }

    void read(const Row &row, PolledPage &page) const
    {
        const std::optional<LocalDay> day = parseDay(std::string_view{cell(row, m_columns.day)}.substr(0, 10));
        if (!day) {
            page.report(Cause::ReplyUnexpected, m_columns.day);
            page.isIncomplete = true;
            return;
        }
        Charge charge;
        charge.day = day;
        const PollRange span = rangeOfDay(*day, m_zone);
        charge.from = span.from;
        charge.to = span.to;
        charge.service = cell(row, m_columns.service);
        charge.sku = cell(row, m_columns.sku);
        charge.description = charge.sku;
        charge.model = cell(row, m_columns.model);
        charge.project = cell(row, m_columns.project);
        charge.unit = cell(row, m_columns.unit);
        const std::optional<ChargeAmount> quantity = amountOf(cell(row, m_columns.quantity));
        charge.quantity = quantity ? quantity->text : std::string{};
        charge.currency = currencyText(cell(row, m_columns.currency));
        if (charge.currency.empty()) {
            charge.currency = m_currency;
        }
        takeAmounts(row, charge, page);
        takeRest(row, charge);
        page.charges.push_back(std::move(charge));
    }

private:
    std::string cell(const Row &row, const std::string &name) const
    {
        const auto found = std::find(m_header.begin(), m_header.end(), name);
        const auto place = std::size_t(found - m_header.begin());
        return name.empty() || place >= row.size() ? std::string{} : row[place];
    }
    void takeAmounts(const Row &row, Charge &charge, PolledPage &page) const
    {
        charge.contracted = amountIn(cell(row, m_columns.cost));
        charge.billed = charge.contracted;
        const std::string credits = cell(row, m_columns.credits);
        const std::optional<ChargeAmount> credit = amountIn(credits);
        if (charge.contracted && credit) {
            charge.billed = sumOf(*charge.contracted, *credit);
        } else if (!credits.empty()) {
            charge.billed.reset(); // a credit that cannot be read leaves the sum unknown
            page.report(Cause::ReplyUnexpected, m_columns.credits);
        }
        if (!charge.contracted) {
            page.report(Cause::ReplyUnexpected, m_columns.cost);
        }
    }
    void takeRest(const Row &row, Charge &charge) const
    {
        const ChargeCsvColumns &c = m_columns;
        for (std::size_t i = 0; i < row.size() && i < m_header.size(); ++i) {
            const std::string &name = m_header[i];
            const bool used = name == c.day || name == c.cost || name == c.credits || name == c.currency || name == c.service
                || name == c.sku || name == c.model || name == c.project || name == c.quantity || name == c.unit;
            if (!used && !row[i].empty()) {
                charge.other.emplace_back(name, row[i]);
            }
        }
    }

    const Row &m_header;
    const ChargeCsvColumns &m_columns;
    std::chrono::minutes m_zone;
    std::string m_currency;
};

} // namespace

std::vector<std::string> chargeCsvHeader(std::string_view csv)
{
    const std::vector<TableRow> rows = rowsOf(csv);
    return rows.empty() ? Row{} : rows[headerPlace(rows)].cells;
}

ChargeCsvColumns guessedChargeColumns(const std::vector<std::string> &header)
{
    const auto first = [&](std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names) {
            for (const std::string &column : header) {
                // "Cost ($)", "Cost (€)": the currency stands behind the name
                if (currencyText(column) == name || currencyText(column).starts_with(std::string{name} + " (")) {
                    return column;
                }
            }
        }
        return std::string{};
    };
    ChargeCsvColumns columns;
    columns.day = first({"USAGE START DATE", "USAGE DATE", "DATE", "DAY"});
    columns.cost = first({"UNROUNDED COST", "COST", "AMOUNT"});
    columns.credits = first({"CREDITS", "TOTAL CREDITS"});
    columns.currency = first({"CURRENCY"});
    columns.service = first({"SERVICE DESCRIPTION", "SERVICE"});
    columns.sku = first({"SKU DESCRIPTION", "SKU"});
    columns.model = first({"MODEL"});
    columns.project = first({"PROJECT ID", "PROJECT NAME", "PROJECT"});
    columns.quantity = first({"USAGE AMOUNT", "USAGE", "QUANTITY"});
    columns.unit = first({"USAGE UNIT", "UNIT"});
    return columns;
}

Result<PolledPage> parseChargeCsv(std::string_view csv, const ChargeCsvColumns &columns, std::chrono::minutes zone,
                                  std::string_view currency)
{
    const std::vector<TableRow> rows = rowsOf(csv);
    const std::size_t place = headerPlace(rows);
    const Row header = rows.empty() ? Row{} : rows[place].cells;
    for (const std::string *needed : {&columns.day, &columns.cost}) {
        if (needed->empty() || std::find(header.begin(), header.end(), *needed) == header.end()) {
            return Problem{.cause = Cause::ColumnMissing, .args = {*needed}};
        }
    }
    PolledPage page;
    const ChargeReader reader{header, columns, zone, currency};
    for (std::size_t i = place + 1; i < rows.size(); ++i) {
        const std::size_t before = page.problems.size();
        reader.read(rows[i].cells, page);
        for (std::size_t k = before; k < page.problems.size(); ++k) {
            page.problems[k].line = rows[i].line;
        }
    }
    return page;
}

} // namespace tokenmeter
