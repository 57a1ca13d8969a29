// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Output.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

namespace tokenmeter
{
namespace
{

/// Cells that a terminal takes: East Asian wide characters fill two.
int widthOf(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
        width += category == QChar::Mark_NonSpacing || category == QChar::Other_Format ? 0 : wide ? 2 : 1;
    }
    return width;
}

QString shown(const QString &cell)
{
    QString result = cell;
    for (QChar &c : result) {
        if (c.category() == QChar::Other_Control || (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069)) {
            c = QChar::ReplacementCharacter;
        }
    }
    constexpr int Longest = 60;
    return result.size() > Longest ? result.left(Longest / 2 - 1) + QChar(0x2026) + result.right(Longest / 2) : result;
}

void write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void print(const QString &text)
{
    write(stdout, text);
}

void printJson(const QJsonObject &document)
{
    write(stdout, QString::fromUtf8(QJsonDocument{document}.toJson(QJsonDocument::Indented)));
}

void printError(const QString &sentence)
{
    write(stderr, QStringLiteral("tokenmeter: %1\n").arg(sentence.simplified()));
}

QString shellWord(const QString &word)
{
    const bool isPlain = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.isLetterOrNumber() || c.isSurrogate() || QStringLiteral("_-./:@%+=,").contains(c);
    });
    return isPlain ? word : QLatin1Char('\'') + QString{word}.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

void TextTable::addRow(QStringList cells)
{
    m_rows.push_back(std::move(cells));
}

void TextTable::setTotal(QStringList cells)
{
    m_total = std::move(cells);
}

QString TextTable::toText() const
{
    std::vector<QStringList> rows;
    QStringList titles;
    for (const Column &column : m_columns) {
        titles << column.title;
    }
    rows.push_back(titles);
    rows.insert(rows.end(), m_rows.begin(), m_rows.end());
    if (!m_total.isEmpty()) {
        rows.push_back(m_total);
    }
    std::vector<int> widths(m_columns.size(), 0);
    for (QStringList &row : rows) {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            QString &cell = row[qsizetype(i)];
            cell = shown(cell);
            widths[i] = std::max(widths[i], widthOf(cell));
        }
    }
    const auto line = [&](const QStringList &row) {
        QString text;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const QString &cell = row[qsizetype(i)];
            const QString pad(widths[i] - widthOf(cell), QLatin1Char(' '));
            text += (i == 0 ? QString{} : QStringLiteral("  ")) + (m_columns[i].align == Align::Right ? pad + cell : cell + pad);
        }
        while (text.endsWith(QLatin1Char(' '))) {
            text.chop(1);
        }
        return text + QLatin1Char('\n');
    };
    int ruleWidth = m_columns.empty() ? 0 : int(m_columns.size() - 1) * 2;
    for (const int width : widths) {
        ruleWidth += width;
    }
    const QString rule = QString(ruleWidth, QChar(0x2500)) + QLatin1Char('\n');
    QString text = line(rows.front()) + rule;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (!m_total.isEmpty() && i + 1 == rows.size()) {
            text += rule;
        }
        text += line(rows[i]);
    }
    return text;
}

} // namespace tokenmeter
