// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FilterPopup.h"

#include "format/ProblemText.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace tokenmeter
{

namespace
{

class ChoiceDelegate final : public QStyledItemDelegate
{
public:
    ChoiceDelegate(const QString &only, QObject *parent) : QStyledItemDelegate{parent}, m_only{only} {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {px(size::popupWidth), px(size::rowTree)};
    }
    QRect boxRect(const QRect &row) const
    {
        const int side = px(size::checkBox);
        return {row.left() + px(space::s2), row.top() + (row.height() - side) / 2, side, side};
    }
    QRect onlyRect(const QRect &row) const
    {
        const int width = QFontMetrics{Theme::current().font(Theme::Role::Label)}.horizontalAdvance(m_only) + 2 * px(space::s2);
        return {row.right() - width, row.top(), width, row.height()};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &c = Theme::current().colours();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool hovered = option.state & QStyle::State_MouseOver;
        const bool current = option.state & QStyle::State_HasFocus;
        if (hovered || current) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(current ? c.selection : c.hover);
            painter->drawRoundedRect(option.rect, px(radius::control), px(radius::control));
        }
        const QRectF box = QRectF{boxRect(option.rect)}.adjusted(0.5, 0.5, -0.5, -0.5);
        const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        painter->setPen(QPen{checked ? c.accent : c.controlEdge, size::hairline});
        painter->setBrush(checked ? c.accent : c.surface);
        painter->drawRoundedRect(box, px(space::s1), px(space::s1));
        if (checked) {
            icons::paint(*painter, box, Icon::Done, px(size::iconChevron), c.onAccent);
        }
        QRect text = option.rect.adjusted(px(size::checkBox) + 2 * px(space::s2), 0, -px(space::s2), 0);
        const QString amount = index.data(ChoiceModel::AmountRole).toString();
        const QString right = hovered ? m_only : amount;
        if (!right.isEmpty()) {
            painter->setFont(Theme::current().font(hovered ? Theme::Role::Label : Theme::Role::Body));
            painter->setPen(hovered ? c.accent : c.text2);
            painter->drawText(text, int(Qt::AlignRight | Qt::AlignVCenter), right);
            text.setRight(text.right() - painter->fontMetrics().horizontalAdvance(right) - px(space::s3));
        }
        painter->setFont(Theme::current().font(Theme::Role::Body));
        painter->setPen(c.text1);
        painter->drawText(text, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                          painter->fontMetrics().elidedText(visibleText(index.data(Qt::DisplayRole).toString()),
                                                            Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    QString m_only;
};

void toggle(QAbstractItemModel *model, const QModelIndex &index)
{
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    model->setData(index, int(checked ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
}

} // namespace

FilterPopup::FilterPopup(const QString &title, QWidget *parent)
    : QFrame{parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint}, m_choices{new ChoiceModel{this}},
      m_shown{new QSortFilterProxyModel{this}}, m_search{new QLineEdit{this}}, m_list{new QListView{this}},
      m_none{new QPushButton{tr("Clear"), this}}
{
    setAccessibleName(title);
    m_shown->setSourceModel(m_choices);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search in %1").arg(title));
    m_list->setModel(m_shown);
    m_list->setAccessibleName(title);
    m_list->setItemDelegate(new ChoiceDelegate{tr("Only", "choose this one and no other"), m_list});
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->viewport()->installEventFilter(this);
    m_list->installEventFilter(this);
    m_search->installEventFilter(this);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(px(space::s2), px(space::s2), px(space::s2), px(space::s2));
    column->setSpacing(px(space::s2));
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_none, 0, Qt::AlignLeft);
    setFixedWidth(px(size::filterPopupWidth));
    connect(m_search, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_choices, &ChoiceModel::chosenChanged, this, [this] {
        m_none->setEnabled(!m_choices->chosen().empty());
        Q_EMIT chosenChanged(m_choices->chosen());
    });
    connect(m_none, &QPushButton::clicked, m_choices, &ChoiceModel::chooseNone);
}

void FilterPopup::setRows(std::vector<ChoiceRow> rows)
{
    m_choices->setRows(std::move(rows));
    m_none->setEnabled(!m_choices->chosen().empty());
    const int shown = std::clamp(m_choices->rowCount(), 1, size::filterPopupRows);
    m_list->setFixedHeight(shown * px(size::rowTree));
    if (m_choices->rowCount() > 0) {
        m_list->setCurrentIndex(m_shown->index(0, 0));
    }
}

void FilterPopup::openBelow(QWidget *anchor)
{
    m_search->clear();
    adjustSize();
    QPoint at = anchor->mapToGlobal(QPoint{0, anchor->height() + px(space::s1)});
    if (const QScreen *screen = anchor->screen()) {
        const QRect room = screen->availableGeometry();
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
        at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    }
    move(at);
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void FilterPopup::only(const QModelIndex &shown)
{
    m_choices->chooseOnly(m_shown->mapToSource(shown));
}

bool FilterPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const QPoint at = static_cast<QMouseEvent *>(event)->position().toPoint();
        const QModelIndex index = m_list->indexAt(at);
        if (index.isValid()) {
            const auto *delegate = static_cast<ChoiceDelegate *>(m_list->itemDelegate());
            if (delegate->onlyRect(m_list->visualRect(index)).contains(at)) {
                only(index);
            } else {
                toggle(m_shown, index);
            }
        }
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_search && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)) {
            m_list->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
        if (watched == m_search && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            if (m_shown->rowCount() > 0) {
                only(m_shown->index(0, 0));
                close();
            }
            return true;
        }
        if (watched == m_list && key->key() == Qt::Key_Space && m_list->currentIndex().isValid()) {
            if (key->modifiers().testFlag(Qt::ControlModifier)) {
                only(m_list->currentIndex());
            } else {
                toggle(m_shown, m_list->currentIndex());
            }
            return true;
        }
        if (watched == m_list && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            close();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FilterPopup::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.fillRect(rect(), c.raised);
    painter.setPen(QPen{c.border, size::hairline});
    painter.drawRect(QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace tokenmeter
