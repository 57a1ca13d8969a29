// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReportTable.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace tokenmeter
{
namespace
{

std::int64_t countOf(const Spend &spend, ReportColumn column)
{
    switch (column) {
    case ReportColumn::Requests:
        return spend.requests;
    case ReportColumn::Input:
        return spend.tokens.input;
    case ReportColumn::CacheRead:
        return spend.tokens.cacheRead;
    case ReportColumn::CacheWrite:
        return spend.tokens.cacheWrite5m + spend.tokens.cacheWrite1h;
    case ReportColumn::Output:
        return spend.tokens.output;
    case ReportColumn::OtherTokens:
        return spend.rare.tokens();
    case ReportColumn::TotalTokens:
        return spend.totalTokens;
    case ReportColumn::UnpricedRequests:
        return spend.unpricedRequests;
    case ReportColumn::Key:
    case ReportColumn::Cost:
        break;
    }
    return 0;
}

std::vector<ReportTable::Cell> rowOf(const std::vector<ReportTable::Column> &columns, const Spend &spend, const ReportGroup *group)
{
    std::vector<ReportTable::Cell> row;
    for (const ReportTable::Column &column : columns) {
        ReportTable::Cell cell;
        if (column.column == ReportColumn::Key) {
            cell.text = group != nullptr ? group->key[column.keyIndex] : std::nullopt;
        } else if (column.column == ReportColumn::Cost) {
            const auto found = std::find_if(spend.cost.begin(), spend.cost.end(),
                                            [&](Money amount) { return amount.currency() == column.currency; });
            cell.money = found == spend.cost.end() ? std::nullopt : std::optional{*found};
        } else {
            cell.number = countOf(spend, column.column);
        }
        row.push_back(cell);
    }
    return row;
}

bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD);
}

/// Control and format characters, among them those that turn the direction of writing.
bool isDangerous(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph;
}

std::size_t widthOf(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing) {
        return 0;
    }
    return isWide(c) ? 2 : 1;
}

std::string harmless(const std::string &utf8)
{
    QString result;
    for (const char32_t c : QString::fromStdString(utf8).toUcs4()) {
        result += isDangerous(c) ? QStringLiteral("?") : QString::fromUcs4(&c, 1);
    }
    return result.toStdString();
}

} // namespace

ReportTable reportTable(const Report &report)
{
    ReportTable table;
    for (std::size_t i = 0; i < report.request.groupBy.size(); ++i) {
        table.columns.push_back({.column = ReportColumn::Key, .keyIndex = i});
    }
    for (const ReportColumn column : {ReportColumn::Requests, ReportColumn::Input, ReportColumn::CacheRead, ReportColumn::CacheWrite,
                                      ReportColumn::Output, ReportColumn::OtherTokens, ReportColumn::TotalTokens}) {
        const bool always = column == ReportColumn::Requests || column == ReportColumn::TotalTokens;
        if (always || countOf(report.total, column) != 0) {
            table.columns.push_back({.column = column});
        }
    }
    for (const Money amount : report.total.cost) {
        table.columns.push_back({.column = ReportColumn::Cost, .currency = amount.currency()});
    }
    if (report.total.unpricedRequests != 0) {
        table.columns.push_back({.column = ReportColumn::UnpricedRequests});
    }
    for (const ReportGroup &group : report.groups) {
        table.rows.push_back(rowOf(table.columns, group.spend, &group));
    }
    table.total = rowOf(table.columns, report.total, nullptr);
    return table;
}

std::size_t terminalWidth(std::string_view utf8)
{
    std::size_t width = 0;
    for (const char32_t c : QString::fromUtf8(utf8.data(), qsizetype(utf8.size())).toUcs4()) {
        width += widthOf(c);
    }
    return width;
}

std::string alignedText(const std::vector<std::vector<std::string>> &rows, const std::vector<bool> &rightAligned)
{
    std::vector<std::vector<std::string>> shown;
    std::vector<std::size_t> widths(rightAligned.size(), 0);
    for (const std::vector<std::string> &row : rows) {
        std::vector<std::string> &cells = shown.emplace_back();
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
            cells.push_back(harmless(row[i]));
            widths[i] = std::max(widths[i], terminalWidth(cells[i]));
        }
    }
    std::string text;
    for (const std::vector<std::string> &row : shown) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - terminalWidth(row[i]), ' ');
            line += i == 0 ? "" : "  ";
            line += rightAligned[i] ? space + row[i] : row[i] + space;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace tokenmeter
