// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FilterLine.h"

#include "shell/NameBook.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QKeySequence>
#include <QPainter>
#include <QStringListModel>

namespace tokenmeter
{

namespace
{

/// Completes the last word of the line and keeps what stands before it.
class LastWordCompleter final : public QCompleter
{
public:
    using QCompleter::QCompleter;

    QStringList splitPath(const QString &line) const override
    {
        m_before = line.left(startOfLastWord(line));
        return {line.mid(m_before.size())};
    }
    QString pathFromIndex(const QModelIndex &index) const override { return m_before + QCompleter::pathFromIndex(index); }

private:
    static qsizetype startOfLastWord(const QString &line)
    {
        bool inQuotes = false;
        qsizetype start = 0;
        for (qsizetype i = 0; i < line.size(); ++i) {
            if (line[i] == u'"') {
                inQuotes = !inQuotes;
            } else if (line[i] == u' ' && !inQuotes) {
                start = i + 1;
            }
        }
        return start;
    }

    mutable QString m_before;
};

} // namespace

FilterLine::FilterLine(QWidget *parent) : QLineEdit{parent}, m_words{new QStringListModel{this}}
{
    setPlaceholderText(tr("Filter, e.g. model:opus*"));
    setAccessibleName(tr("Filter"));
    setAccessibleDescription(tr("Words such as model:opus* or project:api. Return applies them."));
    addAction(icons::themed(Icon::Find), QLineEdit::LeadingPosition);
    setTextMargins(-px(space::s1), 0, 0, 0);
    auto *completer = new LastWordCompleter{m_words, this};
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    setCompleter(completer);
    setNames(NameBook{});
    connect(this, &QLineEdit::returnPressed, this, &FilterLine::enter);
}

void FilterLine::setTerms(const FilterTerms &terms)
{
    m_terms = terms;
    if (!hasFocus() || !isModified()) {
        setText(filterText(terms));
        setCursorPosition(0);
    }
}

void FilterLine::setNames(const NameBook &names)
{
    QStringList words;
    for (const FilterKey key : AllFilterKeys) {
        words << filterWord(key) + u':';
        for (const NameBook::Choice &choice : names.choices(key)) {
            FilterTerms one;
            one.add(key, {.text = choice.value, .pattern = false});
            words << filterText(one);
        }
    }
    m_words->setStringList(words);
}

QString FilterLine::sentence(const FilterTextProblem &problem)
{
    switch (problem.what) {
    case FilterTextProblem::What::NoKey:
        return tr("“%1” does not say what it filters. Write model:, project:, provider: or source: before it.")
            .arg(problem.word);
    case FilterTextProblem::What::UnknownKey:
        return tr("There is no filter named “%1”. There are model:, project:, provider: and source:.").arg(problem.word);
    case FilterTextProblem::What::OpenQuote:
        return tr("A quotation mark is missing at the end of %1.").arg(problem.word);
    }
    return {};
}

void FilterLine::enter()
{
    const ParsedFilterText parsed = parseFilterText(text());
    if (parsed.problem) {
        Q_EMIT refused(sentence(*parsed.problem));
        return;
    }
    setModified(false);
    Q_EMIT termsEntered(parsed.terms);
}

void FilterLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isModified()) {
        setText(filterText(m_terms));
        setModified(false);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || hasFocus()) {
        return;
    }
    QPainter painter{this};
    painter.setFont(Theme::current().font(Theme::Role::Caption));
    painter.setPen(Theme::current().colours().text3);
    const QString keys = QKeySequence{Qt::CTRL | Qt::Key_L}.toString(QKeySequence::NativeText);
    painter.drawText(rect().adjusted(0, 0, -px(space::s3), 0), int(Qt::AlignRight | Qt::AlignVCenter), keys);
}

} // namespace tokenmeter
