// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/ReviewFact.h"

#include <QStringList>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tokenmeter
{

/// Closes a period, or opens it again: what it means, what is still open, and why.
class ReasonDialog : public QDialog
{
    Q_OBJECT
public:
    struct Texts
    {
        QString title{};
        QString meaning{};      ///< what it does; a sentence
        QStringList points{};   ///< what is still open; each a sentence
        QString placeholder{};  ///< of the reason
        QString action{};       ///< of the button: "Close October 2026"
        bool mustSayWhy = false;
    };
    explicit ReasonDialog(const Texts &texts, QWidget *parent = nullptr);

    QString reason() const;
    void refuse(const QString &why); ///< what the ledger said
    QPushButton *acceptButton() const { return m_accept; }
    QLineEdit *reasonField() const { return m_reason; }

private:
    void check();

    Texts m_texts;
    QLineEdit *m_reason = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_accept = nullptr;
};

/// What came of the spend: a kind, how many, of which project. Says what is missing instead of refusing silently.
class OutcomeDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param projects as the ledger has them; labels beside them @param currency of money saved
    OutcomeDialog(const WorkOutcome &outcome, bool isNew, const QStringList &projects, const QStringList &labels, const QString &currency, QWidget *parent = nullptr);

    /// Nothing while something is missing.
    std::optional<WorkOutcome> outcome() const;
    QComboBox *kindField() const { return m_kind; }
    QLineEdit *quantityField() const { return m_quantity; }
    QComboBox *projectField() const { return m_project; }
    QLineEdit *textField() const { return m_text; }
    QPushButton *acceptButton() const { return m_accept; }
    bool wasRemoved() const { return m_wasRemoved; }

private:
    void check();
    bool isMoney() const;

    WorkOutcome m_before;
    QString m_currency;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_quantity = nullptr;
    QComboBox *m_project = nullptr;
    QLineEdit *m_text = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_accept = nullptr;
    bool m_wasRemoved = false;
};

} // namespace tokenmeter
