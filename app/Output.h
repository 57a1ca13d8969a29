// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace tokenmeter
{

/// Exit statuses of the command line. ExitExceeded: of `budget check` alone.
enum ExitStatus : int { ExitDone = 0, ExitFailed = 1, ExitUsage = 2, ExitExceeded = 3 };

/// Writes UTF-8 text to standard output.
void print(const QString &text);
/// The one JSON document of a command.
void printJson(const QJsonObject &document);
/// One line on standard error, with the program's name before it.
void printError(const QString &sentence);

/// A word of a command line that is shown to be copied: in quotes where a shell would take it for something else.
QString shellWord(const QString &word);

/// A table for people: the first column and those named are left-aligned, numbers right-aligned. Control characters in
/// cells are shown, never sent to the terminal.
class TextTable
{
public:
    enum class Align { Left, Right };
    struct Column
    {
        QString title{};
        Align align = Align::Left;
    };
    explicit TextTable(std::vector<Column> columns) : m_columns{std::move(columns)} {}
    void addRow(QStringList cells);
    /// The row that closes the table, under a rule.
    void setTotal(QStringList cells);
    QString toText() const;

private:
    std::vector<Column> m_columns;
    std::vector<QStringList> m_rows;
    QStringList m_total;
};

} // namespace tokenmeter
