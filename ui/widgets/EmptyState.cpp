// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/EmptyState.h"

#include "theme/Theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{

EmptyState::EmptyState(QWidget *parent)
    : QWidget{parent}, m_fact{new QLabel{this}}, m_hint{new QLabel{this}}, m_button{new QPushButton{this}}
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::s1);
    layout->addStretch();
    for (QLabel *label : {m_fact, m_hint}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addSpacing(space::s2);
    layout->addWidget(m_button, 0, Qt::AlignCenter);
    layout->addStretch();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    applyLook();
    setTexts({});
}

void EmptyState::setTexts(const QString &fact, const QString &hint, const QString &verb)
{
    m_fact->setText(fact);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_button->setText(verb);
    m_button->setVisible(!verb.isEmpty());
    setAccessibleName(fact);
}

void EmptyState::applyLook()
{
    const Theme &theme = Theme::current();
    m_fact->setFont(theme.font(Theme::Role::Title));
    m_hint->setFont(theme.font(Theme::Role::Small));
    QPalette pale = palette();
    pale.setColor(QPalette::WindowText, theme.colours().text2);
    if (m_hint->palette().color(QPalette::WindowText) != theme.colours().text2) {
        m_hint->setPalette(pale);
    }
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        applyLook();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenmeter
