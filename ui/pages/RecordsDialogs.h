// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ledger/Decisions.h"

#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace tokenmeter
{

class TextLabel;

/// Which tag, and for what: the records, their session, or their project.
class TagDialog : public QDialog
{
    Q_OBJECT
public:
    /// What can carry the tag, the first one chosen.
    struct Choice
    {
        QString label{};
        TagTarget target{};
    };
    /// @param known tags of the ledger, for completion
    TagDialog(const std::vector<Choice> &choices, const std::vector<Tag> &known, QWidget *parent = nullptr);

    const TagTarget &target() const;
    Tag tag() const; ///< value empty: take the tag away

    QComboBox *targetField() const { return m_target; }
    QComboBox *keyField() const { return m_key; }
    QComboBox *valueField() const { return m_value; }
    QPushButton *acceptButton() const { return m_accept; }
    QPushButton *removeButton() const { return m_remove; }

private:
    void fillValues();
    void check();

    std::vector<Choice> m_choices;
    std::vector<Tag> m_known;
    bool m_removes = false;
    QComboBox *m_target = nullptr;
    QComboBox *m_key = nullptr;
    QComboBox *m_value = nullptr;
    TextLabel *m_hint = nullptr;
    QPushButton *m_accept = nullptr;
    QPushButton *m_remove = nullptr;
};

/// Why records are taken out of totals: the journal keeps it.
class ExcludeDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param what "12 records"
    explicit ExcludeDialog(const QString &what, QWidget *parent = nullptr);

    QString reason() const;
    QLineEdit *reasonField() const { return m_reason; }
    QPushButton *acceptButton() const { return m_accept; }

private:
    QLineEdit *m_reason = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
