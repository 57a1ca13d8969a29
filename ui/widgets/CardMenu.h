// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include <functional>

#include "itemmodels/PageTable.h"

namespace tokenmeter
{

class Card;
class ChartWidget;

/// The "…" of a card with a chart: copy as picture, copy as data, show as table, save as picture. In the card's title
/// row, seen while the pointer or the focus is in the card.
class CardMenu : public QToolButton
{
    Q_OBJECT
public:
    CardMenu(Card *card, ChartWidget *chart);
    /// Where a card shows one of several charts.
    void setChart(ChartWidget *chart) { m_chart = chart; }
    /// One more entry at the end: "Open in Trends".
    void addEntry(const QString &text, const std::function<void()> &run);

    QSize sizeHint() const override { return minimumSize(); }

    static PageTable tableOf(const ChartWidget &chart, const QString &title);

Q_SIGNALS:
    void tableWanted(const tokenmeter::PageTable &table);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void copyPicture();
    void savePicture();

    Card *m_card;
    ChartWidget *m_chart;
};

} // namespace tokenmeter
