// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace tokenmeter
{

/// A few figures side by side, each under its name.
class BudgetFacts : public QWidget
{
    Q_OBJECT
public:
    struct Fact
    {
        QString name{};
        QString value{};
        QString note{}; ///< behind the value, fainter
        QString tip{};
        bool isBad = false; ///< over a limit
    };
    explicit BudgetFacts(QWidget *parent = nullptr);
    void setFacts(std::vector<Fact> facts);
    const std::vector<Fact> &facts() const { return m_facts; }

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// Left edges and one end: each fact gets what it needs, and its part of what is left.
    std::vector<double> edges() const;

    std::vector<Fact> m_facts;
};

} // namespace tokenmeter
