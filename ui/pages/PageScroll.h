// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QGridLayout;

namespace tokenmeter
{

class Card;
class EmptyState;

/// All of a page: cards in a grid that scroll below the header, in a column that is not wider than can be read.
class PageScroll : public QScrollArea
{
public:
    /// Fills `page`. @param columnGap between the grid's columns, in pixels
    PageScroll(QWidget *page, int columnGap);

    /// Parent of the cards.
    QWidget *content() const { return m_content; }
    QGridLayout *grid() const { return m_grid; }
    /// Takes all places from the cards, which stay where they are until they get new ones.
    void clearGrid();

    /// A card that stands where the others would while there is nothing to show; hidden until then.
    Card *addEmptyCard();
    EmptyState *empty() const { return m_empty; }

    /// Left and right of a page's cards, in pixels.
    static int sideMargin(int pageWidth);
    /// What breakpoints are measured by: the window's width. A page that is a window itself lacks the sidebar.
    static int windowWidth(const QWidget *page);
    /// How many cards of one kind stand beside each other: two in narrow windows, four in wide ones.
    static int cardColumns(const QWidget *page);
    static constexpr int MostCardColumns = 4;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyMargins();

    QWidget *m_content = nullptr;
    QGridLayout *m_grid = nullptr;
    EmptyState *m_empty = nullptr;
};

} // namespace tokenmeter
