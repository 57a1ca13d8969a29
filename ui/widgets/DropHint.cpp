// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/DropHint.h"

#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace tokenmeter
{

DropHint::DropHint(QWidget *parent)
    : QWidget{parent}, m_what{new TextLabel{Theme::Role::Label, TextLabel::Tone::Normal, this}}, m_kinds{new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this}}
{
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(px(space::s5), px(space::s8), px(space::s5), px(space::s8));
    column->setSpacing(px(space::s1) / 2);
    for (TextLabel *label : {m_what, m_kinds}) {
        label->setAlignment(Qt::AlignCenter);
        column->addWidget(label);
    }
    m_what->setWeight(QFont::DemiBold);
}

void DropHint::setTexts(const QString &what, const QString &kinds)
{
    m_what->setText(what);
    m_kinds->setText(kinds);
    setAccessibleName(what);
    setAccessibleDescription(kinds);
}

void DropHint::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{Theme::current().colours().borderStrong, size::ghostLine, Qt::DashLine});
    constexpr double Half = size::ghostLine / 2;
    painter.drawRoundedRect(QRectF{rect()}.adjusted(Half, Half, -Half, -Half), px(radius::card), px(radius::card));
}

} // namespace tokenmeter
