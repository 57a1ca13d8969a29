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

OverlapDialog::OverlapDialog(const OverlapTexts &texts, std::optional<OverlapChoice> now, QWidget *parent) : QDialog{parent}
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
    const auto add = [&](const OverlapTexts::Option &words) {
        auto *button = new QRadioButton{QString{words.label}.replace(QLatin1Char('&'), QStringLiteral("&&")), this};
        button->setAccessibleDescription(words.meaning);
        auto *meaning = new TextLabel{words.meaning, Theme::Role::Small, TextLabel::Tone::Normal, this};
        meaning->setWordWrap(true);
        auto *option = new QVBoxLayout;
        option->setSpacing(px(space::s1));
        option->addWidget(button);
        auto *row = new QHBoxLayout;
        row->addSpacing(px(size::checkBox) + px(space::s2));
        row->addWidget(meaning, 1);
        option->addLayout(row);
        layout->addLayout(option);
        return button;
    };
    if (texts.usual) {
        m_usual = add(*texts.usual);
    }
    for (std::size_t i = 0; i < m_options.size(); ++i) {
        m_options[i] = add(texts.options[i]);
    }
    QRadioButton *checked = now ? m_options[std::size_t(*now)] : m_usual != nullptr ? m_usual : m_options[std::size_t(OverlapChoice::First)];
    checked->setChecked(true);
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

std::optional<OverlapChoice> OverlapDialog::choice() const
{
    if (m_options[std::size_t(OverlapChoice::Second)]->isChecked()) {
        return OverlapChoice::Second;
    }
    if (m_options[std::size_t(OverlapChoice::Both)]->isChecked()) {
        return OverlapChoice::Both;
    }
    return m_usual != nullptr && m_options[std::size_t(OverlapChoice::First)]->isChecked() ? std::optional{OverlapChoice::First} : std::nullopt;
}

} // namespace tokenmeter
