// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ReviewOutput.h"

#include "Output.h"
#include "format/ReviewDocument.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

QString textOfTable(const ReviewTable &table)
{
    std::vector<TextTable::Column> columns;
    for (const ReviewTable::Column &column : table.columns) {
        columns.push_back({column.title, column.isNumber ? TextTable::Align::Right : TextTable::Align::Left});
    }
    TextTable text{columns};
    for (const QStringList &row : table.rows) {
        text.addRow(row);
    }
    if (!table.total.isEmpty()) {
        text.setTotal(table.total);
    }
    return text.toText();
}

} // namespace

QString reviewSummary(const ReviewData &review)
{
    const QChar newLine = QLatin1Char('\n');
    const ReviewDocument document = reviewDocumentOf(review);
    QString text = document.title + newLine + newLine + document.headline + newLine;
    for (const QString &sentence : QStringList{document.reasons} + document.caveats) {
        text += sentence.isEmpty() ? QString{} : sentence + newLine;
    }
    text += newLine;
    for (const ReviewFigure &figure : document.figures) {
        text += figure.name + QStringLiteral(": ") + figure.value + QStringLiteral(" (") + figure.detail + QStringLiteral(")\n");
    }
    constexpr std::array LongOnes{"days", "models", "projects", "rates"};
    for (const ReviewSection &section : document.sections) {
        if (std::any_of(LongOnes.begin(), LongOnes.end(), [&](const char *id) { return section.id == QLatin1String(id); })) {
            continue;
        }
        text += newLine + section.title + newLine;
        for (const QString &sentence : section.text) {
            text += sentence + newLine;
        }
        for (const ReviewTable &table : section.tables) {
            text += (table.title.isEmpty() ? QString{} : newLine + table.title + newLine) + textOfTable(table);
        }
    }
    return text;
}

} // namespace tokenmeter
