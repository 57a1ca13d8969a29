// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ListPopup.h"

#include "theme/Theme.h"

#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{

ListPopup::ListPopup(QWidget *parent) : QFrame{parent, Qt::Popup}, m_scroll{new QScrollArea{this}}, m_list{new RankedList}
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(space::s4, space::s3, space::s4, space::s3);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_list);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    layout->addWidget(m_scroll);
    connect(m_list, &RankedList::picked, this, [this](int entry) {
        close();
        Q_EMIT picked(entry);
    });
}

void ListPopup::openAt(const QPoint &global, const QString &title, std::vector<RankedEntry> entries, const MeasureText &measure, Int128 total)
{
    setAccessibleName(title);
    m_list->setAccessibleName(title);
    m_list->setShowsAll(true);
    const int rows = int(entries.size());
    m_list->setEntries(std::move(entries), measure, total);
    resize(px(size::filterPopupWidth), std::min(px(size::listPopupHeight), rows * px(size::listRowMin) + 2 * space::s3 + space::s2));
    QPoint at = global;
    if (const QScreen *on = parentWidget()->screen()) {
        const QRect room = on->availableGeometry();
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
        at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    }
    move(at);
    show();
    m_list->setFocus(Qt::PopupFocusReason);
}

void ListPopup::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.fillRect(rect(), c.raised);
    painter.setPen(QPen{c.border, size::hairline});
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace tokenmeter
