// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AccountCard.h"

#include "shell/TextLabel.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteBox.h"
#include "widgets/Pill.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace tokenmeter
{
namespace
{

constexpr int FactLabels = 0;
constexpr int FactValues = 1;

/// The square with the icon, left of name and provider.
QRectF tileOf(const QFrame &card)
{
    const int inset = size::cardPadding;
    return QRectF{double(inset), double(inset), double(px(size::panelTile)), double(px(size::panelTile))}.intersected(card.rect());
}

} // namespace

AccountCard::AccountCard(QWidget *parent) : QFrame{parent}
{
    auto *layout = new QVBoxLayout{this};
    const int inset = size::cardPadding;
    layout->setContentsMargins(inset, inset, inset, px(space::s1));
    layout->setSpacing(px(space::s3));

    auto *head = new QHBoxLayout;
    head->addSpacing(px(size::panelTile) + px(space::s3));
    head->setSpacing(0);
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    m_name = new TextLabel{Theme::Role::Title, TextLabel::Tone::Strong, this};
    m_provider = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    names->addWidget(m_name);
    names->addWidget(m_provider);
    head->addLayout(names, 1);
    m_pill = new Pill{this};
    head->addSpacing(px(space::s2));
    head->addWidget(m_pill, 0, Qt::AlignTop);
    layout->addLayout(head);

    m_factsHolder = new QWidget{this};
    m_facts = new QGridLayout{m_factsHolder};
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setHorizontalSpacing(px(space::s3));
    m_facts->setVerticalSpacing(px(space::s1) + px(space::s1) / 2);
    m_facts->setColumnStretch(FactValues, 1);
    layout->addWidget(m_factsHolder);

    m_sees = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_cannotSee = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    for (TextLabel *label : {m_sees, m_cannotSee}) {
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_problem = new NoteBox{this};
    layout->addWidget(m_problem);
    layout->addStretch(1);

    m_foot = new QWidget{this};
    auto *foot = new QHBoxLayout{m_foot};
    foot->setContentsMargins(0, px(space::s1), 0, 0);
    foot->setSpacing(px(space::s4));
    m_sync = new LinkButton{tr("Sync now"), m_foot};
    m_pause = new LinkButton{tr("Pause"), m_foot};
    m_edit = new LinkButton{tr("Edit…"), m_foot};
    m_remove = new LinkButton{tr("Remove…"), m_foot};
    for (LinkButton *link : {m_sync, m_pause, m_edit, m_remove}) {
        foot->addWidget(link);
    }
    foot->addStretch(1);
    layout->addWidget(m_foot);

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
    m_name->setText(texts.name);
    m_provider->setText(texts.provider);
    m_pill->setState(texts.tone, texts.state);
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    QStringList spoken{texts.name, texts.provider, texts.state};
    for (qsizetype i = 0; i < texts.facts.size(); ++i) {
        const auto &[label, value] = texts.facts[i];
        auto *valueLabel = new TextLabel{value, Theme::Role::Small, TextLabel::Tone::Strong, m_factsHolder};
        m_facts->addWidget(new TextLabel{label, Theme::Role::Small, TextLabel::Tone::Normal, m_factsHolder}, int(i), FactLabels);
        m_facts->addWidget(valueLabel, int(i), FactValues);
        spoken << label + QStringLiteral(": ") + value;
    }
    m_sees->setText(texts.sees);
    m_sees->setVisible(!texts.sees.isEmpty());
    m_cannotSee->setText(texts.cannotSee);
    m_cannotSee->setVisible(!texts.cannotSee.isEmpty());
    m_problem->setNote(texts.problemTone, texts.problem);
    m_sync->setText(texts.isSyncing ? tr("Cancel") : tr("Sync now"));
    for (LinkButton *link : {m_sync, m_edit}) {
        const bool isOn = texts.maySync || (texts.isSyncing && link == m_sync);
        link->setEnabled(isOn);
        link->setColour(isOn ? QColor{} : Theme::current().colours().text3);
        link->setToolTip(isOn ? QString{} : texts.whyNotSync);
    }
    m_pause->setText(texts.isPaused ? tr("Go on") : tr("Pause"));
    for (LinkButton *link : {m_sync, m_pause, m_edit, m_remove}) {
        link->setAccessibleName(tr("%1: %2", "what a button does, and the account").arg(link->text(), texts.name));
    }
    spoken << texts.problem << texts.sees << texts.cannotSee;
    spoken.removeAll(QString{});
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    update();
}

void AccountCard::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, c.surface, c.border);
    const QRectF tile = tileOf(*this);
    paintBox(painter, tile, radius::tip, c.sunken, c.border);
    icons::paint(painter, tile, m_texts.icon, px(size::icon), c.text2);
    painter.setPen(QPen{c.border, size::hairline});
    const double line = m_foot->y() + size::hairline / 2;
    painter.drawLine(QPointF{0, line}, QPointF{double(width()), line});
}

} // namespace tokenmeter
