// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SettingsPage.h"

#include "format/ProblemText.h"
#include "shell/Surface.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{
namespace
{

using Role = Theme::Role;
using Ink = TextLabel::Tone;

} // namespace

SettingsPage::SettingsPage(QWidget *parent) : QScrollArea{parent}
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget;
    m_column = new QVBoxLayout{inside};
    m_column->setContentsMargins(px(space::s2), 0, px(space::s3), px(space::s4));
    m_column->setSpacing(px(size::cardGap));
    m_column->addStretch();
    setWidget(inside);
}

QWidget *SettingsPage::beginGroup(int at)
{
    auto *group = new Surface{widget()};
    m_group = new QVBoxLayout{group};
    m_group->setContentsMargins(px(size::cardPadding), px(space::s3), px(size::cardPadding), px(space::s3));
    m_group->setSpacing(px(space::s3));
    m_column->insertWidget(at < 0 ? m_column->count() - 1 : at, group);
    return group;
}

TextLabel *SettingsPage::addRow(const QString &name, const QString &note, QWidget *control)
{
    if (m_group->count() > 0) {
        m_group->addWidget(new Divider{Divider::Strength::Faint, widget()});
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(px(space::s4));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(px(space::s1) / 2);
    auto *label = new TextLabel{name, Role::Label, Ink::Strong, widget()};
    texts->addWidget(label);
    TextLabel *hint = nullptr;
    if (!note.isEmpty()) {
        hint = new TextLabel{note, Role::Small, Ink::Faint, widget()};
        hint->setWordWrap(true);
        texts->addWidget(hint);
    }
    row->addLayout(texts, 1);
    if (control) {
        control->setAccessibleName(name);
        control->setAccessibleDescription(note);
        label->setBuddy(control);
        row->addWidget(control, 0, Qt::AlignRight | Qt::AlignVCenter);
    }
    m_group->addLayout(row);
    return hint;
}

void SettingsPage::addButtons(const std::vector<QPushButton *> &buttons)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(px(space::s2));
    for (QPushButton *button : buttons) {
        row->addWidget(button);
    }
    row->addStretch();
    m_group->addLayout(row);
}

QComboBox *SettingsPage::combo(const std::vector<std::pair<QString, QVariant>> &items, const QVariant &current)
{
    auto *box = new QComboBox;
    box->setFixedWidth(px(size::settingsField));
    for (const auto &[text, value] : items) {
        box->addItem(text, value);
    }
    const int at = box->findData(current);
    if (at < 0) {
        box->addItem(visibleText(current.toString()), current);
    }
    box->setCurrentIndex(at < 0 ? box->count() - 1 : at);
    return box;
}

} // namespace tokenmeter
