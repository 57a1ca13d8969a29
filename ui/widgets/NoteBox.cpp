// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoteBox.h"

#include "shell/TextLabel.h"
#include "widgets/Control.h"

#include <QHBoxLayout>
#include <QPainter>

namespace tokenmeter
{

NoteBox::NoteBox(QWidget *parent) : QWidget{parent}, m_text{new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, this}}
{
    auto *layout = new QHBoxLayout{this};
    layout->setContentsMargins(px(space::s3) + px(size::iconList) + px(space::s2), px(space::s2), px(space::s3), px(space::s2));
    m_text->setWordWrap(true);
    layout->addWidget(m_text);
    hide();
}

void NoteBox::setNote(Tone tone, const QString &sentence)
{
    m_tone = tone;
    m_text->setText(sentence);
    setVisible(!sentence.isEmpty());
    update();
}

QString NoteBox::sentence() const
{
    return m_text->text();
}

void NoteBox::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::control, groundOf(m_tone, c), {});
    const double icon = px(size::iconList);
    icons::paint(painter, QRectF{double(px(space::s3)), double(px(space::s2)), icon, icon}, iconOf(m_tone), int(icon), inkOf(m_tone, c));
}

} // namespace tokenmeter
