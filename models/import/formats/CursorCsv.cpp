// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/CursorCsv.h"

#include "core/Decimal.h"
#include "import/Csv.h"
#include "import/CsvNumber.h"
#include "import/CsvTime.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

constexpr std::string_view CacheWriteColumn = "Input (w/ Cache Write)";
constexpr std::string_view InputColumn = "Input (w/o Cache Write)";

/// Positions of the columns; nothing where a layout has none.
struct Columns
{
    using Position = std::optional<std::size_t>;
    explicit Columns(const CsvHeader &header)
        : date{header.find("Date")}, user{header.find("User")}, cloudAgent{header.find("Cloud Agent ID")},
          automation{header.find("Automation ID")}, kind{header.find("Kind")}, model{header.find("Model")},
          cacheWrite{header.find(CacheWriteColumn)}, input{header.find(InputColumn)},
          cacheRead{header.find("Cache Read")}, output{header.find("Output Tokens")},
          total{header.find("Total Tokens")}, cost{header.find("Cost")}
    {
    }
    Position date, user, cloudAgent, automation, kind, model, cacheWrite, input, cacheRead, output, total, cost;
};

/// A header that was torn may hold a row: only a name of ours is known to be one.
std::string nameIfKnown(const std::string &name)
{
    for (const std::string_view known : {std::string_view{"Date"}, std::string_view{"User"}, std::string_view{"Kind"},
                                         std::string_view{"Model"}, CacheWriteColumn, InputColumn,
                                         std::string_view{"Cache Read"}, std::string_view{"Output Tokens"},
                                         std::string_view{"Total Tokens"}, std::string_view{"Cost"}}) {
        if (name == known) {
            return name;
        }
    }
    return {};
}

struct Row
{
    std::string key;
    UsageRecord record;
    UsageContext context;
};

std::string_view at(const CsvRow &row, Columns::Position column)
{
    return column ? trimmedText(row.cell(*column)) : std::string_view{};
}

/// `Free`, `Included`, `-` and the like say nothing about an amount, but a row that was not charged cost exactly 0.
std::string amountOf(std::string_view cost, std::string_view kind)
{
    if (kind.find("No Charge") != std::string_view::npos || kind.find("Not Charged") != std::string_view::npos) {
        return "0";
    }
    return amountOfText(cost, '.').value_or(std::string{});
}

class CursorCsvParser : public LineParser
{
public:
    void parse(std::string_view file, std::int64_t offset, RecordSink &sink) override;

private:
    std::optional<Row> read(const CsvRow &row, const Columns &columns, std::int64_t offset, RecordSink &sink) const;
};

std::optional<Row> CursorCsvParser::read(const CsvRow &row, const Columns &columns, std::int64_t offset,
                                         RecordSink &sink) const
{
    Row result;
    UsageRecord &record = result.record;
    const std::optional<ParsedTime> time = parseTime(at(row, columns.date));
    if (!time) {
        sink.problem(at(row, columns.date).empty() ? Cause::MissingField : Cause::BadTime, offset, "Date");
        sink.skipped();
        return std::nullopt;
    }
    if (const std::optional<Cause> early = problemOf(time->time)) {
        sink.problem(*early, offset, "Date");
        sink.skipped();
        return std::nullopt;
    }
    record.precision = time->precision;
    record.time = time->precision == Precision::Day ? noonOf(time->time) : time->time;
    record.end = record.time;
    record.offset = offset;

    const auto count = [&](Columns::Position column, const char *name) {
        const CountText read = countOfText(withoutSeparators(at(row, column), '.'));
        if (read.problem) {
            sink.problem(*read.problem, offset, name);
            record.flags |= *read.problem == Cause::BadNumber ? 0U : std::uint32_t{ClampedFlag};
        }
        return read.value;
    };
    record.tokens.cacheWrite5m = count(columns.cacheWrite, "Input (w/ Cache Write)");
    record.tokens.input = count(columns.input, "Input (w/o Cache Write)");
    record.tokens.cacheRead = count(columns.cacheRead, "Cache Read");
    record.tokens.output = count(columns.output, "Output Tokens");
    if (!at(row, columns.total).empty() && count(columns.total, "Total Tokens") != record.tokens.total()) {
        sink.problem(Cause::TotalMismatch, offset, "Total Tokens");
    }
    record.reportedAmount = amountOf(at(row, columns.cost), at(row, columns.kind));
    if (!record.reportedAmount.empty()) {
        record.reportedCurrency = "USD";
    }
    const bool costs = parseDecimalRounded(record.reportedAmount, 18).value_or(0) != 0;
    if (record.tokens.total() == 0 && !costs) {
        return std::nullopt;
    }

    result.context.serving.model = at(row, columns.model);
    result.context.attribution.user = at(row, columns.user);
    result.context.attribution.session = at(row, columns.cloudAgent);
    if (result.context.attribution.session.empty()) {
        result.context.attribution.session = at(row, columns.automation);
    }

    // Without Kind and Cost, which Cursor changes later for the same request.
    const std::string time_ms = std::to_string(msOf(record.time));
    for (const std::string &part : {time_ms, std::to_string(int(record.precision)), result.context.attribution.user,
                                    result.context.serving.model, std::to_string(record.tokens.cacheWrite5m),
                                    std::to_string(record.tokens.input), std::to_string(record.tokens.cacheRead),
                                    std::to_string(record.tokens.output)}) {
        result.key += std::to_string(part.size()) + ":" + part;
    }
    return result;
}

void CursorCsvParser::parse(std::string_view file, std::int64_t offset, RecordSink &sink)
{
    CsvReader reader{file, detectDelimiter(file)};
    CsvRow row;
    std::vector<Row> rows;
    if (reader.next(row)) {
        const CsvHeader header{row};
        for (const std::string_view needed : {std::string_view{"Date"}, std::string_view{"Model"}, CacheWriteColumn, InputColumn,
                                              std::string_view{"Cache Read"}, std::string_view{"Output Tokens"}}) {
            if (!header.find(needed)) {
                sink.problem(Cause::ColumnMissing, offset + row.offset, std::string{needed});
                return;
            }
        }
        const Columns columns{header};
        while (reader.next(row)) {
            const std::int64_t where = offset + row.offset;
            if (row.badQuoting || row.cells.size() != header.size()) {
                const bool fewer = !row.badQuoting && row.cells.size() < header.size();
                sink.problem(fewer ? Cause::ColumnMissing : Cause::BadQuoting, where,
                             fewer ? nameIfKnown(header.names()[row.cells.size()]) : std::string{});
                sink.skipped();
                continue;
            }
            if (std::optional<Row> read_ = read(row, columns, where, sink)) {
                rows.push_back(std::move(*read_));
            }
        }
    }
    if (reader.unclosed()) {
        sink.problem(Cause::BadQuoting, offset + reader.unclosed()->offset);
        sink.skipped();
    }

    // Equal rows are numbered dearest first, so that a shuffled export gives each number the same amount.
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        if (a.key != b.key) {
            return a.key < b.key;
        }
        const auto rank = [](const Row &r) {
            return std::tuple{parseDecimalRounded(r.record.reportedAmount, 18), r.record.reportedAmount, r.context.attribution};
        };
        return rank(b) < rank(a);
    });
    std::string_view previous;
    int repeat = 0;
    for (Row &each : rows) {
        repeat = each.key == previous ? repeat + 1 : 1;
        previous = each.key;
        each.record.identity = identityOf({"cursor-csv", each.key, std::to_string(repeat)});
        sink.add(each.record, each.context);
    }
}

int recognisesCursor(std::string_view, std::string_view head)
{
    CsvReader reader{head, detectDelimiter(head)};
    CsvRow row;
    if (!reader.next(row)) {
        return 0;
    }
    return CsvHeader{row}.hasAll({"Date", "Model", CacheWriteColumn, InputColumn, "Cache Read", "Output Tokens"}) ? 95 : 0;
}

} // namespace

Format cursorCsvFormat()
{
    Format format;
    format.id = "cursor-csv";
    format.name = "Cursor usage export";
    format.wholeFile = true;
    format.recognises = recognisesCursor;
    format.makeParser = [](const FileContext &) { return std::make_unique<CursorCsvParser>(); };
    return format;
}

} // namespace tokenmeter
