// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PlanCard.h"

#include "shell/TextLabel.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"
#include "widgets/Pill.h"
#include "widgets/PlanBar.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace tokenmeter
{
namespace
{

constexpr int PlanFactLabels = 0;
constexpr int PlanFactValues = 1;

} // namespace

PlanCard::PlanCard(QWidget *parent) : QFrame{parent}
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
    m_kind = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    names->addWidget(m_name);
    names->addWidget(m_kind);
    head->addLayout(names, 1);
    m_pill = new Pill{this};
    head->addSpacing(px(space::s2));
    head->addWidget(m_pill, 0, Qt::AlignTop);
    layout->addLayout(head);

    m_bar = new PlanBar{this};
    layout->addWidget(m_bar);
    m_barWords = new QWidget{this};
    auto *words = new QHBoxLayout{m_barWords};
    words->setContentsMargins(0, 0, 0, 0);
    m_drawn = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_barWords};
    m_left = new TextLabel{Theme::Role::Label, TextLabel::Tone::Strong, m_barWords};
    words->addWidget(m_drawn);
    words->addStretch(1);
    words->addWidget(m_left);
    layout->addWidget(m_barWords);

    m_factsHolder = new QWidget{this};
    m_facts = new QGridLayout{m_factsHolder};
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setHorizontalSpacing(px(space::s3));
    m_facts->setVerticalSpacing(px(space::s1) + px(space::s1) / 2);
    m_facts->setColumnStretch(PlanFactValues, 1);
    layout->addWidget(m_factsHolder);

    m_verdict = new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, this};
    m_verdict->setWordWrap(true);
    layout->addWidget(m_verdict);
    layout->addStretch(1);

    m_foot = new QWidget{this};
    auto *foot = new QHBoxLayout{m_foot};
    foot->setContentsMargins(0, px(space::s1), 0, 0);
    foot->setSpacing(px(space::s4));
    m_worth = new LinkButton{tr("Is it worth it?"), m_foot};
    m_edit = new LinkButton{tr("Edit…"), m_foot};
    m_remove = new LinkButton{tr("Remove"), m_foot};
    for (LinkButton *link : {m_worth, m_edit, m_remove}) {
        foot->addWidget(link);
    }
    foot->addStretch(1);
    layout->addWidget(m_foot);
    connect(m_worth, &LinkButton::clicked, this, &PlanCard::worthWanted);
    connect(m_edit, &LinkButton::clicked, this, &PlanCard::editWanted);
    connect(m_remove, &LinkButton::clicked, this, &PlanCard::removeWanted);
}

void PlanCard::setTexts(const PlanCardTexts &texts)
{
    m_texts = texts;
    m_name->setText(texts.name);
    m_kind->setText(texts.kind);
    m_pill->setState(texts.tone, texts.state);
    m_bar->setVisible(texts.bar.has_value());
    m_barWords->setVisible(texts.bar.has_value());
    if (texts.bar) {
        m_bar->setMarks(*texts.bar);
    }
    m_drawn->setText(texts.drawn);
    m_left->setText(texts.left);
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    QStringList spoken{texts.name, texts.kind, texts.state, texts.drawn, texts.left};
    for (qsizetype i = 0; i < texts.facts.size(); ++i) {
        const auto &[label, value] = texts.facts[i];
        auto *valueLabel = new TextLabel{value, Theme::Role::Small, TextLabel::Tone::Strong, m_factsHolder};
        valueLabel->setWordWrap(true);
        m_facts->addWidget(new TextLabel{label, Theme::Role::Small, TextLabel::Tone::Normal, m_factsHolder}, int(i), PlanFactLabels, Qt::AlignTop);
        m_facts->addWidget(valueLabel, int(i), PlanFactValues);
        spoken << label + QStringLiteral(": ") + value;
    }
    m_verdict->setText(texts.verdict);
    m_verdict->setVisible(!texts.verdict.isEmpty());
    m_worth->setVisible(texts.hasWorth);
    for (LinkButton *link : {m_worth, m_edit, m_remove}) {
        link->setAccessibleName(tr("%1: %2", "what a button does, and the plan").arg(link->text(), texts.name));
    }
    spoken << texts.verdict;
    spoken.removeAll(QString{});
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    update();
}

void PlanCard::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, c.surface, c.border);
    const QRectF tile{double(size::cardPadding), double(size::cardPadding), double(px(size::panelTile)), double(px(size::panelTile))};
    paintBox(painter, tile, radius::tip, c.sunken, c.border);
    icons::paint(painter, tile, m_texts.icon, px(size::icon), c.text2);
    painter.setPen(QPen{c.border, size::hairline});
    const double line = m_foot->y() + size::hairline / 2;
    painter.drawLine(QPointF{0, line}, QPointF{double(width()), line});
}

} // namespace tokenmeter
