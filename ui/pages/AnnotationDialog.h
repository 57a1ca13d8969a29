// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/ReviewFact.h"

class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tokenmeter
{

/// What happened on a day, in a line. Says what is missing instead of refusing silently.
class AnnotationDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param isNew false: one that is there is changed
    AnnotationDialog(const Annotation &annotation, bool isNew, QWidget *parent = nullptr);

    /// What was entered. A moment is kept as long as its day is.
    Annotation annotation() const;
    QPushButton *acceptButton() const { return m_accept; }
    QLineEdit *textField() const { return m_text; }
    QComboBox *kindField() const { return m_kind; }
    QDateEdit *dayField() const { return m_day; }

private:
    void check();

    Annotation m_before;
    QDateEdit *m_day = nullptr;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_text = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
