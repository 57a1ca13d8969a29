// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/OverlapDialog.h"

#include "pages/SourcesView.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tokenmeter
{

OverlapDialog::OverlapDialog(const OverlapTexts &texts, OverlapChoice now, QWidget *parent) : QDialog{parent}
{
    setWindowTitle(tr("Which one counts"));
    setFixedWidth(px(size::dialogWidth));
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s4));
    for (const QString &sentence : {texts.fact, texts.difference}) {
        auto *label = new TextLabel{sentence, Theme::Role::Body, TextLabel::Tone::Strong, this};
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    for (std::size_t i = 0; i < m_options.size(); ++i) {
        m_options[i] = new QRadioButton{QString{texts.options[i].label}.replace(QLatin1Char('&'), QStringLiteral("&&")), this};
        m_options[i]->setAccessibleDescription(texts.options[i].meaning);
        m_options[i]->setChecked(i == std::size_t(now));
        auto *meaning = new TextLabel{texts.options[i].meaning, Theme::Role::Small, TextLabel::Tone::Normal, this};
        meaning->setWordWrap(true);
        auto *option = new QVBoxLayout;
        option->setSpacing(px(space::s1));
        option->addWidget(m_options[i]);
        auto *row = new QHBoxLayout;
        row->addSpacing(px(size::checkBox) + px(space::s2));
        row->addWidget(meaning, 1);
        option->addLayout(row);
        layout->addLayout(option);
    }
    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(tr("Count like this"), QDialogButtonBox::AcceptRole);
    m_accept->setProperty("primary", true);
    layout->addSpacing(px(space::s1));
    layout->addWidget(buttons);
    setMinimumHeight(layout->totalHeightForWidth(width()));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

OverlapChoice OverlapDialog::choice() const
{
    return m_options[std::size_t(OverlapChoice::Second)]->isChecked() ? OverlapChoice::Second
        : m_options[std::size_t(OverlapChoice::Both)]->isChecked()    ? OverlapChoice::Both
                                                                      : OverlapChoice::First;
}

} // namespace tokenmeter
