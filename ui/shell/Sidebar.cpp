// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Sidebar.h"

#include "charts/figures.h"
#include "shell/SidebarBudget.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFocusEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

namespace
{

class SidebarItem final : public QAbstractButton
{
public:
    SidebarItem(const PageEntry &page, QWidget *parent) : QAbstractButton{parent}, m_page{page}
    {
        setText(page.title);
        setAccessibleName(page.title);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

    const QString &id() const { return m_page.id; }
    void setNarrow(bool narrow)
    {
        m_narrow = narrow;
        setToolTip(narrow ? m_page.title : QString{});
        update();
    }
    void setBadge(int count, const QString &spoken)
    {
        m_badge = count;
        setAccessibleDescription(count > 0 ? spoken : QString{});
        update();
    }
    QSize sizeHint() const override { return {px(size::sidebarNarrow), px(size::sidebarItem)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colours &c = Theme::current().colours();
        QPainter painter{this};
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5);
        if (isChecked()) {
            painter.setPen(QPen{c.border, size::hairline});
            painter.setBrush(c.raised);
            painter.drawRoundedRect(box, px(radius::item), px(radius::item));
        } else if (underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(c.hover);
            painter.drawRoundedRect(box, px(radius::item), px(radius::item));
        }
        if (hasFocus() && m_byKeyboard) {
            painter.setPen(QPen{c.focus, double(size::focusRing)});
            painter.setBrush(Qt::NoBrush);
            const double inset = size::focusRing / 2.0;
            painter.drawRoundedRect(QRectF{rect()}.adjusted(inset, inset, -inset, -inset), px(radius::item), px(radius::item));
        }
        const int side = px(size::icon);
        const int left = m_narrow ? (width() - side) / 2 : px(size::sidebarIcon) - x();
        icons::paint(painter, QRectF(left, (height() - side) / 2.0, side, side), m_page.icon, side,
                     isChecked() ? c.accent : c.text2);
        if (!m_narrow) {
            const QRect textBox = rect().adjusted(px(size::sidebarText) - x(), 0, -px(space::s2) - int(paintBadge(painter)), 0);
            painter.setFont(Theme::current().font(Theme::Role::Label, isChecked() ? QFont::DemiBold : QFont::Medium));
            painter.setPen(isChecked() ? c.text1 : c.text2);
            painter.drawText(textBox, int(Qt::AlignVCenter | Qt::AlignLeft),
                             painter.fontMetrics().elidedText(text(), Qt::ElideRight, textBox.width()));
        } else if (m_badge > 0) {
            const double dot = px(size::dot);
            painter.setPen(contrast(c.warningMark, c.sidebar) < least::mark ? QPen{c.warning, size::hairline} : QPen{Qt::NoPen});
            painter.setBrush(c.warningMark);
            painter.drawEllipse(QRectF(left + side - dot / 2, (height() - side) / 2.0 - dot / 2, dot, dot));
        }
    }
    /// At the right end; returns the width it takes.
    double paintBadge(QPainter &painter) const
    {
        if (m_badge <= 0) {
            return 0;
        }
        const Theme &theme = Theme::current();
        const QString number = m_badge > MostCounted ? QStringLiteral("%1+").arg(MostCounted) : QString::number(m_badge);
        const QFont font = theme.font(Theme::Role::Caption, QFont::DemiBold);
        const double high = px(size::badge);
        const double wide = std::max(high, numberWidth(font, number) + 2.0 * space::s1 + space::s1);
        const QRectF box{width() - px(space::s2) - wide, std::round((height() - high) / 2), wide, high};
        paintBox(painter, box, high / 2, theme.colours().warningSoft, {});
        painter.setFont(font);
        painter.setPen(theme.colours().warning);
        drawNumber(painter, box, number, Qt::AlignCenter);
        return wide + space::s2;
    }
    void focusInEvent(QFocusEvent *event) override
    {
        m_byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
                       || event->reason() == Qt::ShortcutFocusReason || event->reason() == Qt::OtherFocusReason;
        QAbstractButton::focusInEvent(event);
    }

private:
    static constexpr int MostCounted = 99;
    PageEntry m_page;
    int m_badge = 0;
    bool m_narrow = false;
    bool m_byKeyboard = false;
};

} // namespace

Sidebar::Sidebar(const std::vector<PageEntry> &pages, QWidget *parent) : QWidget{parent}, m_items{new QButtonGroup{this}}, m_pages{pages}
{
    setAccessibleName(tr("Pages"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(px(space::s2), px(size::sidebarTop), px(space::s2) + int(size::hairline), 0);
    column->setSpacing(px(size::sidebarPitch) - px(size::sidebarItem));
    int group = pages.empty() ? 0 : pages.front().group;
    for (const PageEntry &page : pages) {
        if (!page.partOf.isEmpty()) {
            continue;
        }
        if (page.group != group) {
            group = page.group;
            column->addSpacing(px(size::sidebarGroupGap));
        }
        auto *item = new SidebarItem{page, this};
        m_items->addButton(item);
        column->addWidget(item);
        connect(item, &QAbstractButton::clicked, this, [this, id = page.id] { Q_EMIT pageChosen(id); });
    }
    column->addStretch();
    m_budget = new SidebarBudget{this};
    column->addWidget(m_budget);
    column->addSpacing(px(space::s3));
    connect(m_budget, &QAbstractButton::clicked, this, [this] { Q_EMIT pageChosen(QStringLiteral("budgets")); });
    setNarrow(false);
}

void Sidebar::setCurrent(const QString &id)
{
    const auto page = std::find_if(m_pages.begin(), m_pages.end(), [&](const PageEntry &each) { return each.id == id; });
    const QString shown = page == m_pages.end() || page->partOf.isEmpty() ? id : page->partOf;
    for (QAbstractButton *button : m_items->buttons()) {
        if (static_cast<SidebarItem *>(button)->id() == shown) {
            button->setChecked(true);
        }
    }
}

void Sidebar::setBadge(const QString &id, int count, const QString &spoken)
{
    for (QAbstractButton *button : m_items->buttons()) {
        auto *item = static_cast<SidebarItem *>(button);
        if (item->id() == id) {
            item->setBadge(count, spoken);
        }
    }
}

void Sidebar::setBudget(const BudgetLine &line)
{
    m_hasBudget = true;
    m_budget->setLine(line);
    showBudget();
}

void Sidebar::showBudget()
{
    m_budget->setVisible(m_hasBudget && !m_narrow);
}

void Sidebar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setFixedWidth(px(narrow ? size::sidebarNarrow : size::sidebar));
    for (QAbstractButton *button : m_items->buttons()) {
        static_cast<SidebarItem *>(button)->setNarrow(narrow);
    }
    showBudget();
    update();
}

void Sidebar::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.fillRect(rect(), c.sidebar);
    painter.fillRect(QRectF(width() - size::hairline, 0, size::hairline, height()), c.border);
    const int side = px(size::icon);
    const int left = m_narrow ? (width() - side) / 2 : px(space::s4);
    const QRectF mark(left, (px(size::header) - side) / 2.0, side, side);
    icons::paintBrand(painter, mark);
    if (!m_narrow) {
        QFont font = Theme::current().font(Theme::Role::Title);
        font.setPixelSize(px(size::brandText));
        painter.setFont(font);
        painter.setPen(c.text1);
        const double textLeft = mark.right() + px(space::s3) - size::hairline;
        // The program's name is a proper name and stays as it is in every language.
        painter.drawText(QRectF(textLeft, 0, width() - textLeft, px(size::header)), int(Qt::AlignVCenter | Qt::AlignLeft),
                         QStringLiteral("Tokenmeter"));
    }
}

} // namespace tokenmeter
