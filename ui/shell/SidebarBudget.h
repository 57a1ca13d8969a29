// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QString>

#include <optional>

namespace tokenmeter
{

/// One budget in three lines. Empty title = there is none.
struct BudgetLine
{
    QString title{};  ///< "November", or the budget's name
    QString used{};   ///< "56 %"
    QString rest{};   ///< "$438.58 of $1,000 left", "over by $2.40"
    QString spoken{}; ///< all of it, for screen readers and the tooltip
    double spent = 0; ///< part of what is available
    std::optional<double> now{}; ///< part of the period that has passed
    enum class Tone { Calm, Warning, Over };
    Tone tone = Tone::Calm;
    bool isHatched = false; ///< what is spent is "at least"
    friend bool operator==(const BudgetLine &, const BudgetLine &) = default;
};

/// At the bottom of the sidebar: how the month's budget stands, or that one can be set. A click leads to the budgets.
class SidebarBudget : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SidebarBudget(QWidget *parent = nullptr);

    void setLine(const BudgetLine &line);
    const BudgetLine &line() const { return m_line; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    BudgetLine m_line;
};

} // namespace tokenmeter
