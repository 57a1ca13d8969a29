// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PageScroll.h"

#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"

#include <QGridLayout>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{

PageScroll::PageScroll(QWidget *page, int columnGap) : QScrollArea{page}
{
    auto *outer = new QVBoxLayout{page};
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(this);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] { applyMargins(); });
    m_content = new QWidget{this};
    setWidget(m_content);
    m_grid = new QGridLayout{m_content};
    m_grid->setHorizontalSpacing(columnGap);
    m_grid->setVerticalSpacing(size::cardGap);
}

void PageScroll::clearGrid()
{
    while (m_grid->count() > 0) {
        delete m_grid->takeAt(0); // the place; the cards belong to the content
    }
}

Card *PageScroll::addEmptyCard()
{
    auto *card = new Card{{}, m_content};
    m_empty = new EmptyState{card};
    card->content()->addWidget(m_empty);
    card->hide();
    return card;
}

int PageScroll::sideMargin(int pageWidth)
{
    return pageWidth > size::contentCentredFrom ? (pageWidth - size::contentMax) / 2 : size::pageMargin;
}

int PageScroll::windowWidth(const QWidget *page)
{
    return page->isWindow() ? page->width() + size::sidebar : page->window()->width();
}

int PageScroll::cardColumns(const QWidget *page)
{
    const int width = windowWidth(page);
    return width < px(size::narrowBelow) ? MostCardColumns / 2 : width < px(size::wideFrom) ? MostCardColumns - 1 : MostCardColumns;
}

void PageScroll::applyMargins()
{
    const int side = sideMargin(width());
    // The scroll bar lies inside the margin: the cards' right edge stays where the header's is.
    const QScrollBar *bar = verticalScrollBar();
    const int right = bar->maximum() > bar->minimum() ? std::max(0, side - bar->sizeHint().width()) : side;
    m_grid->setContentsMargins(side, size::pageTop, right, size::pageBottom);
}

void PageScroll::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    applyMargins();
}

} // namespace tokenmeter
