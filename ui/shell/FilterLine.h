// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include "shell/FilterTerms.h"

#include <utility>

class QStringListModel;

namespace tokenmeter
{

class NameBook;

/// The chips as one line of text: `model:opus* project:api`. Return applies it, Esc puts back what is in force.
class FilterLine : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterLine(QWidget *parent = nullptr);

    void setTerms(const FilterTerms &terms);
    void setNames(const NameBook &names); ///< for completion
    void setShowsKeys(bool shows); ///< the shortcut that leads here, at its right end
    /// What is wrong with the line and what to write, for people.
    static QString sentence(const FilterTextProblem &problem);
    /// Where the line is marked as wrong: first character and number of characters; {-1, 0} = nowhere.
    std::pair<qsizetype, qsizetype> marked() const { return m_marked; }

Q_SIGNALS:
    void termsEntered(const tokenmeter::FilterTerms &terms);
    void refused(const QString &sentence);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void enter();
    void mark(qsizetype at, qsizetype length);

    QStringListModel *m_words;
    FilterTerms m_terms;
    std::pair<qsizetype, qsizetype> m_marked{-1, 0};
    bool m_marking = false;
    bool m_showsKeys = true;
};

} // namespace tokenmeter
