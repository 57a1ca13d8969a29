// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/PageTable.h"

#include "core/CsvLine.h"

#include <string>

namespace tokenmeter
{
namespace
{

QString exactOf(const PageTable::Cell &cell)
{
    return cell.exact.isEmpty() ? cell.text : cell.exact;
}

} // namespace

QString csvLineOf(const QStringList &cells)
{
    std::vector<std::string> line;
    for (const QString &cell : cells) {
        line.push_back(cell.toStdString());
    }
    return QString::fromStdString(csvLine(line));
}

QString csvOf(const PageTable &table)
{
    QString lines = csvLineOf(table.columns);
    for (const std::vector<PageTable::Cell> &row : table.rows) {
        QStringList cells;
        for (const PageTable::Cell &cell : row) {
            cells << exactOf(cell);
        }
        lines += csvLineOf(cells);
    }
    return lines;
}

QString textOf(const PageTable &table)
{
    const auto line = [](const std::vector<PageTable::Cell> &row) {
        QStringList cells;
        for (const PageTable::Cell &cell : row) {
            cells << QString{cell.text}.replace(u'\t', u' ');
        }
        return cells.join(u'\t');
    };
    QStringList lines{table.columns.join(u'\t')};
    for (const std::vector<PageTable::Cell> &row : table.rows) {
        lines << line(row);
    }
    if (!table.footer.empty()) {
        lines << line(table.footer);
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace tokenmeter
