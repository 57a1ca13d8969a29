// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FilterLine.h"

#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "shell/NameBook.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QAction>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QKeySequence>
#include <QPainter>
#include <QStringListModel>
#include <QTextCharFormat>

#include <algorithm>

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
    setAccessibleDescription(tr("Words such as model:opus*, tag:client-a or cost>1. Return applies them."));
    addAction(icons::themed(Icon::Find), QLineEdit::LeadingPosition);
    setTextMargins(-px(space::s1), 0, 0, 0);
    auto *completer = new LastWordCompleter{m_words, this};
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    setCompleter(completer);
    setNames(NameBook{});
    connect(this, &QLineEdit::returnPressed, this, &FilterLine::enter);
    connect(this, &QLineEdit::textChanged, this, [this] {
        if (!m_marking) {
            mark(-1, 0); // what is written next is not wrong yet
        }
    });
}

void FilterLine::setTerms(const FilterTerms &terms)
{
    m_terms = terms;
    if (!hasFocus() || !isModified()) {
        setText(filterText(terms));
        setCursorPosition(0);
    }
}

void FilterLine::setShowsKeys(bool shows)
{
    m_showsKeys = shows;
    update();
}

void FilterLine::setNames(const NameBook &names)
{
    QStringList words;
    for (const FilterKey key : ListFilterKeys) {
        words << filterWord(key) + u':';
        for (const NameBook::Choice &choice : names.choices(key)) {
            FilterTerms one;
            one.add(key, {.text = choice.value, .pattern = false});
            words << filterText(one);
        }
    }
    for (const QString &word : boundWords()) {
        words << word + u'>' << word + u'<';
    }
    words << QStringLiteral("excluded:yes") << QStringLiteral("excluded:only") << QStringLiteral("unpriced:yes") << QStringLiteral("unpriced:no");
    m_words->setStringList(words);
}

QString FilterLine::sentence(const FilterTextProblem &problem)
{
    const QString column = NumberText::whole(problem.at + 1);
    switch (problem.what) {
    case FilterTextProblem::What::UnknownKey:
        return tr("Column %1: there is no filter named “%2”. There are model:, project:, provider:, source:, tag:, session:, agent:, "
                  "tier:, excluded: and unpriced:. Write \"%2:\" in quotes to look for it as text.")
            .arg(column, visibleText(problem.word));
    case FilterTextProblem::What::OpenQuote:
        return tr("Column %1: a quotation mark is missing at the end of %2.").arg(column, visibleText(problem.word));
    case FilterTextProblem::What::BoundWithoutName:
        return tr("Column %1: “%2” does not say of what. Write cost>1 or tokens>=20000, without blanks.").arg(column, visibleText(problem.word));
    case FilterTextProblem::What::UnknownBound:
        return tr("Column %1: “%2” cannot be compared. There are %3.")
            .arg(column, visibleText(problem.word), boundWords().join(tr(", ", "between two names")));
    case FilterTextProblem::What::BadBoundNumber:
        return tr("Column %1: a number is missing in “%2”. Write cost>1.50, or tokens>=20000 in whole tokens.").arg(column, visibleText(problem.word));
    case FilterTextProblem::What::BadTag:
        return tr("Column %1: “%2” names no tag. Write tag:client-a, tag:client=a, or tag:client=\"\" for usage without one.")
            .arg(column, visibleText(problem.word));
    case FilterTextProblem::What::BadChoice:
        return problem.word == filterWord(FilterKey::Excluded)
                   ? tr("Column %1: write excluded:yes to count excluded records, or excluded:only to see nothing else.").arg(column)
                   : tr("Column %1: write unpriced:yes or unpriced:no.").arg(column);
    }
    return {};
}

/// An input method may format parts of the line; that is the one way to underline some of a line edit's text.
void FilterLine::mark(qsizetype at, qsizetype length)
{
    if (m_marked == std::pair{at, length}) {
        return;
    }
    m_marked = {at, length};
    QList<QInputMethodEvent::Attribute> attributes;
    if (at >= 0) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(Theme::current().colours().negative);
        format.setForeground(Theme::current().colours().negative);
        attributes << QInputMethodEvent::Attribute{QInputMethodEvent::TextFormat, int(at) - cursorPosition(), int(length), format};
    }
    QInputMethodEvent event{QString{}, attributes};
    inputMethodEvent(&event);
}

void FilterLine::enter()
{
    const ParsedFilterText parsed = parseFilterText(text());
    if (parsed.problem) {
        m_marking = true;
        setCursorPosition(int(std::min(parsed.problem->at + parsed.problem->length, text().size())));
        mark(parsed.problem->at, parsed.problem->length);
        m_marking = false;
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
    if (!text().isEmpty() || hasFocus() || !m_showsKeys) {
        return;
    }
    QPainter painter{this};
    painter.setFont(Theme::current().font(Theme::Role::Caption));
    painter.setPen(Theme::current().colours().text3);
    const QString keys = QKeySequence{Qt::CTRL | Qt::Key_L}.toString(QKeySequence::NativeText);
    painter.drawText(rect().adjusted(0, 0, -px(space::s3), 0), int(Qt::AlignRight | Qt::AlignVCenter), keys);
}

} // namespace tokenmeter
