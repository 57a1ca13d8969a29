// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Sidebar.h"

#include "theme/Theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFocusEvent>
#include <QPainter>
#include <QVBoxLayout>

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
            painter.setFont(Theme::current().font(Theme::Role::Label, isChecked() ? QFont::DemiBold : QFont::Medium));
            painter.setPen(isChecked() ? c.text1 : c.text2);
            const QRect textBox = rect().adjusted(px(size::sidebarText) - x(), 0, -px(space::s2), 0);
            painter.drawText(textBox, int(Qt::AlignVCenter | Qt::AlignLeft),
                             painter.fontMetrics().elidedText(text(), Qt::ElideRight, textBox.width()));
        }
    }
    void focusInEvent(QFocusEvent *event) override
    {
        m_byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
                       || event->reason() == Qt::ShortcutFocusReason || event->reason() == Qt::OtherFocusReason;
        QAbstractButton::focusInEvent(event);
    }

private:
    PageEntry m_page;
    bool m_narrow = false;
    bool m_byKeyboard = false;
};

} // namespace

Sidebar::Sidebar(const std::vector<PageEntry> &pages, QWidget *parent) : QWidget{parent}, m_items{new QButtonGroup{this}}
{
    setAccessibleName(tr("Pages"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(px(space::s2), px(size::sidebarTop), px(space::s2) + int(size::hairline), 0);
    column->setSpacing(px(size::sidebarPitch) - px(size::sidebarItem));
    int group = pages.empty() ? 0 : pages.front().group;
    for (const PageEntry &page : pages) {
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
    setNarrow(false);
}

void Sidebar::setCurrent(const QString &id)
{
    for (QAbstractButton *button : m_items->buttons()) {
        if (static_cast<SidebarItem *>(button)->id() == id) {
            button->setChecked(true);
        }
    }
}

void Sidebar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setFixedWidth(px(narrow ? size::sidebarNarrow : size::sidebar));
    for (QAbstractButton *button : m_items->buttons()) {
        static_cast<SidebarItem *>(button)->setNarrow(narrow);
    }
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
