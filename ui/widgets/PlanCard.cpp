// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PlanCard.h"

#include "shell/TextLabel.h"
#include "widgets/LinkButton.h"
#include "widgets/PlanBar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tokenmeter
{

PlanCard::PlanCard(QWidget *parent) : FactCard{parent}
{
    setWrapsFacts(true);
    m_bar = new PlanBar{this};
    aboveFacts()->addWidget(m_bar);
    m_barWords = new QWidget{this};
    auto *words = new QHBoxLayout{m_barWords};
    words->setContentsMargins(0, 0, 0, 0);
    m_drawn = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_barWords};
    m_left = new TextLabel{Theme::Role::Label, TextLabel::Tone::Strong, m_barWords};
    words->addWidget(m_drawn);
    words->addStretch(1);
    words->addWidget(m_left);
    aboveFacts()->addWidget(m_barWords);
    m_verdict = new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, this};
    m_verdict->setWordWrap(true);
    belowFacts()->addWidget(m_verdict);

    m_worth = addLink(tr("Is it worth it?"));
    m_edit = addLink(tr("Edit…"));
    m_remove = addLink(tr("Remove"));
    connect(m_worth, &LinkButton::clicked, this, &PlanCard::worthWanted);
    connect(m_edit, &LinkButton::clicked, this, &PlanCard::editWanted);
    connect(m_remove, &LinkButton::clicked, this, &PlanCard::removeWanted);
}

void PlanCard::setTexts(const PlanCardTexts &texts)
{
    m_texts = texts;
    setFactTexts({.icon = texts.icon, .name = texts.name, .subtitle = texts.kind, .tone = texts.tone, .state = texts.state, .facts = texts.facts});
    m_bar->setVisible(texts.bar.has_value());
    m_barWords->setVisible(texts.bar.has_value());
    if (texts.bar) {
        m_bar->setMarks(*texts.bar);
    }
    m_drawn->setText(texts.drawn);
    m_left->setText(texts.left);
    m_verdict->setText(texts.verdict);
    m_verdict->setVisible(!texts.verdict.isEmpty());
    m_worth->setVisible(texts.hasWorth);
    QStringList spoken = spokenHead() + QStringList{texts.drawn, texts.left} + spokenFacts() + QStringList{texts.verdict};
    spoken.removeAll(QString{});
    setAccessibleName(spoken.join(QStringLiteral(", ")));
}

} // namespace tokenmeter
