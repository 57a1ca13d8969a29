// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace tokenmeter
{

/// A table behind a page or a chart: for "show as table", for copying and for export. Cells are for people; `exact`
/// stands beside them for machines (full digits, ISO days).
struct PageTable
{
    QString title{};
    QStringList columns{};
    struct Cell
    {
        QString text{};
        QString exact{}; ///< empty = as text
        bool number = false;
    };
    std::vector<std::vector<Cell>> rows{};
    std::vector<Cell> footer{}; ///< totals; empty = none
    /// Where `rows` are only those on screen: writes every row to a file, as the table of a thousand pages that it is. It
    /// returns at once; the page says how it ended. Empty = `rows` are all there is.
    std::function<void(const QString &file)> saveAll{};
    QString note{}; ///< what is not in `rows`; may be empty
};

/// RFC 4180 with CRLF, exact values, title and footer left out. A cell that a spreadsheet would take for a formula (it
/// begins with = + - @, a tab or a carriage return and is no plain number) gets an apostrophe before it.
QString csvOf(const PageTable &table);
/// One line of such a CSV, with its end.
QString csvLineOf(const QStringList &cells);
/// Before the first line: spreadsheets take a CSV without it for the system's old code page.
inline constexpr char CsvMark[] = "\xEF\xBB\xBF";
/// For the clipboard: tab-separated, as people read it.
QString textOf(const PageTable &table);

} // namespace tokenmeter
