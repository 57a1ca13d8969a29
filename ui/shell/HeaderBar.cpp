// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/HeaderBar.h"

#include "shell/FilterLine.h"
#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace tokenmeter
{

namespace
{

QToolButton *iconButton(Icon icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton{parent};
    button->setIcon(icons::themed(icon));
    button->setIconSize({px(size::icon), px(size::icon)});
    button->setFixedSize(px(size::hitArea), px(size::hitArea));
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

HeaderBar::HeaderBar(QMenu *menu, QWidget *parent)
    : QWidget{parent}, m_back{iconButton(Icon::Back, tr("Back"), this)},
      m_forward{iconButton(Icon::Forward, tr("Forward"), this)}, m_title{new TextLabel{Theme::Role::Page, TextLabel::Tone::Strong, this}},
      m_note{new TextLabel{Theme::Role::Body, TextLabel::Tone::Faint, this}}, m_filterLine{new FilterLine{this}},
      m_export{iconButton(Icon::Export, tr("Show as table and export"), this)}, m_menu{iconButton(Icon::Menu, tr("Menu"), this)}
{
    setFixedHeight(px(size::header));
    // Opened by hand: a tool button with a menu paints an arrow over its icon.
    connect(m_menu, &QToolButton::clicked, this, [this, menu] {
        menu->popup(m_menu->mapToGlobal(QPoint{m_menu->width() - menu->sizeHint().width(), m_menu->height() + px(space::s1)}));
    });
    auto *row = new QHBoxLayout{this};
    // The arrows' shapes start at the page's margin; their hit areas reach beyond it.
    row->setContentsMargins(px(size::pageMargin) - px(space::s3), 0, px(size::pageMargin), 0);
    row->setSpacing(0);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addSpacing(px(space::s1));
    row->addWidget(m_title);
    row->addSpacing(px(space::s3));
    row->addWidget(m_note);
    row->addStretch(1);
    row->addWidget(m_filterLine);
    row->addSpacing(px(space::s3));
    row->addWidget(m_export);
    row->addWidget(m_menu);
    connect(m_back, &QToolButton::clicked, this, &HeaderBar::backChosen);
    connect(m_export, &QToolButton::clicked, this, &HeaderBar::exportChosen);
    connect(m_forward, &QToolButton::clicked, this, &HeaderBar::forwardChosen);
    setSteps(false, false);
    setNarrow(false);
}

void HeaderBar::setTitle(const QString &title)
{
    m_title->setText(title);
}

QString HeaderBar::title() const
{
    return m_title->text();
}

QString HeaderBar::note() const
{
    return m_note->text();
}

void HeaderBar::setNote(const QString &note)
{
    m_note->setText(note);
}

void HeaderBar::setSteps(bool back, bool forward)
{
    m_back->setEnabled(back);
    m_back->setToolTip(back ? tr("Back") : tr("There is nothing to go back to."));
    m_forward->setEnabled(forward);
    m_forward->setToolTip(forward ? tr("Forward") : tr("There is nothing to go forward to."));
}

void HeaderBar::setNarrow(bool narrow)
{
    m_filterLine->setFixedWidth(px(narrow ? size::filterLineNarrow : size::filterLine));
    m_filterLine->setPlaceholderText(narrow ? tr("Filter") : tr("Filter, e.g. model:opus*"));
}

} // namespace tokenmeter
