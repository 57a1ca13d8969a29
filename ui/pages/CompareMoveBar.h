// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/CompareMoveChoice.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace tokenmeter
{

class FilterLine;
class NoteBox;
class Segmented;
class TextLabel;

/// "Move: all requests | only …": a line as the filter bar understands it, and the size of prompts. Says in words what that means.
class CompareMoveBar : public QWidget
{
    Q_OBJECT
public:
    explicit CompareMoveBar(QWidget *parent = nullptr);

    void setNames(const NameBook &names); ///< for completion
    /// What is in force. The fields stay open where the user has opened them and said nothing yet.
    void setChoice(const CompareMoveChoice &choice);
    void setWords(const QString &sentence); ///< empty = not shown

    // For tests.
    Segmented *which() const { return m_which; }
    FilterLine *line() const { return m_line; }
    QComboBox *sizeBox() const { return m_size; }
    QSpinBox *tokensField() const { return m_tokens; }
    QString words() const;
    QString refusal() const;

Q_SIGNALS:
    void choiceWanted(const tokenmeter::CompareMoveChoice &choice);

private:
    void apply();
    void showFields();

    CompareMoveChoice m_choice;
    bool m_isFilling = false;
    Segmented *m_which = nullptr;
    QWidget *m_fields = nullptr;
    FilterLine *m_line = nullptr;
    QComboBox *m_size = nullptr;
    QSpinBox *m_tokens = nullptr;
    TextLabel *m_unit = nullptr;
    TextLabel *m_words = nullptr;
    NoteBox *m_refusal = nullptr;
};

} // namespace tokenmeter
