// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AccountCard.h"

#include "shell/TextLabel.h"
#include "widgets/LinkButton.h"

#include <QVBoxLayout>

namespace tokenmeter
{

AccountCard::AccountCard(QWidget *parent) : FactCard{parent}
{
    m_sees = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_cannotSee = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    for (TextLabel *label : {m_sees, m_cannotSee}) {
        label->setWordWrap(true);
        belowFacts()->addWidget(label);
    }
    m_sync = addLink(tr("Sync now"));
    m_pause = addLink(tr("Pause"));
    m_edit = addLink(tr("Edit…"));
    m_remove = addLink(tr("Remove…"));

    connect(m_sync, &LinkButton::clicked, this, [this] {
        if (m_texts.isSyncing) {
            Q_EMIT cancelWanted();
        } else {
            Q_EMIT syncWanted();
        }
    });
    connect(m_pause, &LinkButton::clicked, this, [this] { Q_EMIT pauseWanted(!m_texts.isPaused); });
    connect(m_edit, &LinkButton::clicked, this, &AccountCard::editWanted);
    connect(m_remove, &LinkButton::clicked, this, &AccountCard::removeWanted);
}

void AccountCard::setTexts(const AccountCardTexts &texts)
{
    m_texts = texts;
    m_sees->setText(texts.sees);
    m_sees->setVisible(!texts.sees.isEmpty());
    m_cannotSee->setText(texts.cannotSee);
    m_cannotSee->setVisible(!texts.cannotSee.isEmpty());
    m_sync->setText(texts.isSyncing ? tr("Cancel") : tr("Sync now"));
    for (LinkButton *link : {m_sync, m_edit}) {
        const bool isOn = texts.maySync || (texts.isSyncing && link == m_sync);
        link->setEnabled(isOn);
        link->setColour(isOn ? QColor{} : Theme::current().colours().text3);
        link->setToolTip(isOn ? QString{} : texts.whyNotSync);
    }
    m_pause->setText(texts.isPaused ? tr("Go on") : tr("Pause"));
    m_pause->setVisible(texts.mayPause);
    setFactTexts({.icon = texts.icon, .name = texts.name, .subtitle = texts.provider, .tone = texts.tone, .state = texts.state, .facts = texts.facts,
                  .problemTone = texts.problemTone, .problem = texts.problem});
    QStringList spoken = spokenHead() + spokenFacts() + QStringList{texts.problem, texts.sees, texts.cannotSee};
    spoken.removeAll(QString{});
    setAccessibleName(spoken.join(QStringLiteral(", ")));
}

} // namespace tokenmeter
