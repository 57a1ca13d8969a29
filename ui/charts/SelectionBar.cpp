// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/SelectionBar.h"

#include "theme/Theme.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"

#include <QHBoxLayout>
#include <QPainter>

namespace tokenmeter
{

SelectionBar::SelectionBar(QWidget *parent)
    : QWidget{parent}, m_zoom{new LinkButton{{}, this}}, m_filter{new LinkButton{{}, this}}, m_clear{new LinkButton{{}, this}}
{
    auto *layout = new QHBoxLayout{this};
    layout->setContentsMargins(space::s1, 0, space::s1, 0);
    layout->setSpacing(space::s1);
    for (LinkButton *button : {m_zoom, m_filter, m_clear}) {
        layout->addWidget(button);
    }
    connect(m_zoom, &LinkButton::clicked, this, &SelectionBar::zoomWanted);
    connect(m_filter, &LinkButton::clicked, this, &SelectionBar::filterWanted);
    connect(m_clear, &LinkButton::clicked, this, &SelectionBar::clearWanted);
    setCursor(Qt::ArrowCursor);
    hide();
}

void SelectionBar::setTexts(const QString &zoom, const QString &filter, const QString &clear)
{
    m_zoom->setText(zoom);
    m_filter->setText(filter);
    m_clear->setText(clear);
    adjustSize();
}

void SelectionBar::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::control, c.raised, c.borderStrong);
}

} // namespace tokenmeter
