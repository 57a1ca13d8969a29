// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoteBox.h"

#include "shell/TextLabel.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace tokenmeter
{

NoteBox::NoteBox(QWidget *parent)
    : QWidget{parent}, m_text{new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, this}}, m_hint{new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this}},
      m_link{new LinkButton{{}, this}}
{
    auto *layout = new QHBoxLayout{this};
    layout->setContentsMargins(px(space::s3) + px(size::iconList) + px(space::s2), px(space::s2), px(space::s3), px(space::s2));
    m_text->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    m_hint->setWordWrap(true);
    words->addWidget(m_text);
    words->addWidget(m_hint);
    layout->addLayout(words, 1);
    m_link->setFixedHeight(QFontMetrics{Theme::current().font(Theme::Role::Small)}.lineSpacing());
    layout->addWidget(m_link, 0, Qt::AlignTop);
    m_hint->hide();
    m_link->hide();
    connect(m_link, &LinkButton::clicked, this, &NoteBox::activated);
    hide();
}

void NoteBox::setNote(Tone tone, const QString &sentence, const QString &hint, const QString &verb)
{
    m_tone = tone;
    m_text->setText(sentence);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_link->setText(verb);
    m_link->setAccessibleName(verb + QStringLiteral(": ") + sentence);
    m_link->setVisible(!verb.isEmpty());
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
