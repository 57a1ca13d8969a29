// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace tokenmeter
{

/// Budgets that history suggests: a sentence, what it would have done, and a button that opens it in the editor.
class BudgetSuggestions : public QWidget
{
    Q_OBJECT
public:
    struct Row
    {
        QString title{};
        QString detail{};
    };
    explicit BudgetSuggestions(QWidget *parent = nullptr);
    /// None: the whole widget is hidden.
    void setRows(const std::vector<Row> &rows);
    QPushButton *button(int row) const { return m_buttons[std::size_t(row)]; }
    int count() const { return int(m_buttons.size()); }

Q_SIGNALS:
    void chosen(int row);
    void hideWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_layout;
    std::vector<QWidget *> m_rows;
    std::vector<QPushButton *> m_buttons;
};

} // namespace tokenmeter
