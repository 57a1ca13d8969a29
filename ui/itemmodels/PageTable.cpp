// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/PageTable.h"

#include <QRegularExpression>

namespace tokenmeter
{
namespace
{

QString exactOf(const PageTable::Cell &cell)
{
    return cell.exact.isEmpty() ? cell.text : cell.exact;
}

QString csvCell(QString text)
{
    static const QRegularExpression number{QStringLiteral("^[+-]?[0-9]+(\\.[0-9]+)?$")};
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()) && !number.match(text).hasMatch()) {
        text.prepend(u'\'');
    }
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r')) {
        text.replace(QStringLiteral("\""), QStringLiteral("\"\""));
        text = u'"' + text + u'"';
    }
    return text;
}

} // namespace

QString csvLineOf(const QStringList &cells)
{
    QStringList quoted;
    for (const QString &cell : cells) {
        quoted << csvCell(cell);
    }
    return quoted.join(u',') + QStringLiteral("\r\n");
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
