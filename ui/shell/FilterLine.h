// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include "shell/FilterTerms.h"

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
    /// What is wrong with the line and what to write, for people.
    static QString sentence(const FilterTextProblem &problem);

Q_SIGNALS:
    void termsEntered(const tokenmeter::FilterTerms &terms);
    void refused(const QString &sentence);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void enter();

    QStringListModel *m_words;
    FilterTerms m_terms;
};

} // namespace tokenmeter
