// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

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
};

/// RFC 4180 with CRLF, exact values, title and footer left out. A cell that a spreadsheet would take for a formula (it
/// begins with = + - @, a tab or a carriage return and is no plain number) gets an apostrophe before it.
QString csvOf(const PageTable &table);
/// For the clipboard: tab-separated, as people read it.
QString textOf(const PageTable &table);

} // namespace tokenmeter
