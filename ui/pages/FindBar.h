// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace tokenmeter
{

class TextLabel;

/// A line above a table: what to look for, on and back, what was found. Enter goes on, Shift+Enter back. Whoever has the
/// table looks and says what came of it.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    /// Shows the bar, ready to be typed into.
    void open();
    /// Left and right of it; a card's padding until then.
    void setInset(int inset);
    void setWords(const QString &placeholder, const QString &accessibleName);
    void setNote(const QString &note);
    QString note() const;
    QString text() const; ///< without blanks around it
    QLineEdit *field() const { return m_field; }

Q_SIGNALS:
    void findWanted(bool forward);
    void textEdited(); ///< something else is looked for
    void closeWanted();

private:
    QLineEdit *m_field = nullptr;
    TextLabel *m_note = nullptr;
};

} // namespace tokenmeter
