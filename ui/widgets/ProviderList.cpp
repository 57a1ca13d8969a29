// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ProviderList.h"

#include "charts/figures.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace tokenmeter
{
namespace
{

enum ChoiceRole { IdRole = Qt::UserRole, LineRole };

class TwoLines final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {px(size::treeNameMin), px(size::attentionRow)}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        const Colours &c = theme.colours();
        const QRectF row = QRectF{option.rect}.adjusted(0, 1, 0, -1);
        if (option.state.testFlag(QStyle::State_Selected)) {
            paintBox(*painter, row, radius::control, c.selection, {});
        } else if (option.state.testFlag(QStyle::State_MouseOver)) {
            paintBox(*painter, row, radius::control, c.hover, {});
        }
        const QRectF inner = row.adjusted(px(space::s3), px(space::s1), -px(space::s3), -px(space::s1));
        const double half = inner.height() / 2;
        painter->setFont(theme.font(Theme::Role::Label));
        painter->setPen(c.text1);
        drawElided(*painter, QRectF{inner.topLeft(), QSizeF{inner.width(), half}}, index.data().toString());
        painter->setFont(theme.font(Theme::Role::Small));
        painter->setPen(c.text2);
        drawElided(*painter, QRectF{inner.left(), inner.top() + half, inner.width(), half}, index.data(LineRole).toString());
    }
};

} // namespace

ProviderList::ProviderList(QWidget *parent) : QListWidget{parent}
{
    setItemDelegate(new TwoLines{this});
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    const auto choose = [this](const QListWidgetItem *item) { Q_EMIT chosen(item->data(IdRole).toString()); };
    connect(this, &QListWidget::itemClicked, this, choose);
    connect(this, &QListWidget::itemActivated, this, [this, choose](const QListWidgetItem *item) {
        if (!hasFocus() || !underMouse()) { // a click has chosen it already
            choose(item);
        }
    });
}

void ProviderList::addChoice(const QString &id, const QString &name, const QString &line)
{
    auto *item = new QListWidgetItem{name, this};
    item->setData(IdRole, id);
    item->setData(LineRole, line);
    item->setToolTip(plainToolTip(line));
    item->setData(Qt::AccessibleDescriptionRole, line);
}

void ProviderList::find(const QString &words)
{
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QListWidgetItem *first = nullptr;
    for (int i = 0; i < count(); ++i) {
        QListWidgetItem *each = item(i);
        const QString all = each->text() + QLatin1Char(' ') + each->data(LineRole).toString() + QLatin1Char(' ') + each->data(IdRole).toString();
        const bool fits = std::all_of(parts.begin(), parts.end(), [&](const QString &part) { return all.contains(part, Qt::CaseInsensitive); });
        each->setHidden(!fits);
        first = fits && first == nullptr ? each : first;
    }
    setCurrentItem(first);
}

QString ProviderList::currentId() const
{
    const QListWidgetItem *item = currentItem();
    return item == nullptr || item->isHidden() ? QString{} : item->data(IdRole).toString();
}

} // namespace tokenmeter
