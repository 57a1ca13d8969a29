// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/FindBar.h"

#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace tokenmeter
{

FindBar::FindBar(QWidget *parent) : QWidget{parent}
{
    m_field = new QLineEdit{this};
    m_field->addAction(icons::themed(Icon::Find), QLineEdit::LeadingPosition);
    m_note = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    auto *previous = new QPushButton{tr("Previous"), this};
    auto *next = new QPushButton{tr("Next"), this};
    for (QPushButton *button : {previous, next}) {
        button->setFixedHeight(px(size::controlInCard) + size::controlInset);
    }
    auto *close = new QToolButton{this};
    close->setIcon(icons::themed(Icon::Remove));
    close->setFixedSize(px(size::hitArea), px(size::hitArea));
    close->setAccessibleName(tr("Close"));
    auto *row = new QHBoxLayout{this};
    row->setSpacing(space::s2);
    setInset(size::cardPadding);
    row->addWidget(m_field, 2);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(m_note, 1);
    row->addWidget(close);
    connect(next, &QPushButton::clicked, this, [this] { Q_EMIT findWanted(true); });
    connect(previous, &QPushButton::clicked, this, [this] { Q_EMIT findWanted(false); });
    connect(close, &QToolButton::clicked, this, &FindBar::closeWanted);
    connect(m_field, &QLineEdit::returnPressed, this,
            [this] { Q_EMIT findWanted(!QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier)); });
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        setNote({});
        Q_EMIT textEdited();
    });
    hide();
}

void FindBar::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FindBar::setInset(int inset)
{
    layout()->setContentsMargins(inset, 0, inset, space::s2);
}

void FindBar::setWords(const QString &placeholder, const QString &accessibleName)
{
    m_field->setPlaceholderText(placeholder);
    m_field->setAccessibleName(accessibleName);
}

void FindBar::setNote(const QString &note)
{
    m_note->setText(note);
}

QString FindBar::note() const
{
    return m_note->text();
}

QString FindBar::text() const
{
    return m_field->text().trimmed();
}

} // namespace tokenmeter
