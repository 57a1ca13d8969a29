// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FactCard.h"

#include "shell/TextLabel.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteBox.h"
#include "widgets/Pill.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace tokenmeter
{
namespace
{

constexpr int FactLabelColumn = 0;
constexpr int FactValueColumn = 1;

/// A sentence beside the icon of something that is to be known.
class FactNote final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter{this};
        const double side = px(size::iconList);
        icons::paint(painter, QRectF{0, 0, side, side}, Icon::Info, int(side), Theme::current().colours().text2);
    }
};

/// Three dots that open a menu.
class FactMenuButton final : public Control
{
public:
    FactMenuButton(QMenu *menu, QWidget *parent) : Control{parent}, m_menu{menu} { setFixedSize(px(size::controlInCard), px(size::controlInCard)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colours &c = Theme::current().colours();
        QPainter painter{this};
        paintBox(painter, rect(), radius::control, isHovered() || m_menu->isVisible() ? c.hover : QColor{}, {});
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.text2);
        const double dot = px(double(space::s1)) * 3 / 8;
        for (const int step : {-1, 0, 1}) {
            painter.drawEllipse(QPointF{width() / 2.0 + step * px(double(space::s1)) * 5 / 4, height() / 2.0}, dot, dot);
        }
        if (showsFocus()) {
            paintFocusRing(painter, rect(), radius::control);
        }
    }
    void mousePressEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton) {
            open();
        }
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        const int key = event->key();
        if (key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            open();
            event->accept();
            return;
        }
        Control::keyPressEvent(event);
    }

private:
    void open() { m_menu->popup(mapToGlobal(QPoint{0, height()})); }
    QMenu *m_menu;
};

/// The square with the icon, left of name and subtitle.
QRectF factTileOf(const QFrame &card)
{
    const int inset = size::cardPadding;
    return QRectF{double(inset), double(inset), double(px(size::panelTile)), double(px(size::panelTile))}.intersected(card.rect());
}

} // namespace

FactCard::FactCard(QWidget *parent) : QFrame{parent}
{
    auto *layout = new QVBoxLayout{this};
    const int inset = size::cardPadding;
    layout->setContentsMargins(inset, inset, inset, px(space::s1));
    layout->setSpacing(px(space::s3));

    auto *head = new QHBoxLayout;
    head->addSpacing(px(size::panelTile) + px(space::s3));
    head->setSpacing(0);
    head->addStrut(px(size::panelTile));
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    m_name = new TextLabel{Theme::Role::Title, TextLabel::Tone::Strong, this};
    m_subtitle = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    names->addWidget(m_name);
    names->addWidget(m_subtitle);
    head->addLayout(names, 1);
    m_pill = new Pill{this};
    head->addSpacing(px(space::s2));
    head->addWidget(m_pill, 0, Qt::AlignTop);
    layout->addLayout(head);

    m_above = new QVBoxLayout;
    m_above->setSpacing(px(space::s3));
    layout->addLayout(m_above);
    m_factsHolder = new QWidget{this};
    m_facts = new QGridLayout{m_factsHolder};
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setHorizontalSpacing(px(space::s3));
    m_facts->setVerticalSpacing(px(space::s1) + px(space::s1) / 2);
    m_facts->setColumnStretch(FactValueColumn, 1);
    layout->addWidget(m_factsHolder);
    m_below = new QVBoxLayout;
    m_below->setSpacing(px(space::s3));
    layout->addLayout(m_below);

    m_note = new FactNote{this};
    auto *noteRow = new QHBoxLayout{m_note};
    noteRow->setContentsMargins(px(size::iconList) + px(space::s2), 0, 0, 0);
    m_noteText = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_note};
    m_noteText->setWordWrap(true);
    noteRow->addWidget(m_noteText);
    m_note->hide();
    layout->addWidget(m_note);
    m_problem = new NoteBox{this};
    layout->addWidget(m_problem);
    layout->addStretch(1);

    m_foot = new QWidget{this};
    m_footRow = new QHBoxLayout{m_foot};
    m_footRow->setContentsMargins(0, px(space::s1), 0, 0);
    m_footRow->setSpacing(px(space::s4));
    m_footRow->addStretch(1);
    layout->addWidget(m_foot);
    connect(m_problem, &NoteBox::activated, this, &FactCard::problemActivated);
}

void FactCard::setShowsPath()
{
    m_subtitle->setElideMode(Qt::ElideMiddle);
}

LinkButton *FactCard::addLink(const QString &text)
{
    auto *link = new LinkButton{text, m_foot};
    m_footRow->insertWidget(int(m_links.size()), link);
    m_links << link;
    return link;
}

QMenu *FactCard::menu()
{
    if (m_menu == nullptr) {
        m_menu = new QMenu{this};
        m_menuButton = new FactMenuButton{m_menu, m_foot};
        m_footRow->addWidget(m_menuButton);
        nameLinks();
    }
    return m_menu;
}

QString FactCard::note() const
{
    return m_noteText->text();
}

QStringList FactCard::spokenHead() const
{
    return {m_texts.name, m_texts.subtitle, m_texts.state};
}

QStringList FactCard::spokenFacts() const
{
    QStringList facts;
    for (const auto &[label, value] : m_texts.facts) {
        facts << label + QStringLiteral(": ") + value;
    }
    return facts;
}

void FactCard::nameLinks()
{
    for (LinkButton *link : m_links) {
        link->setAccessibleName(tr("%1: %2", "what a button does, and with what").arg(link->text(), m_texts.name));
    }
    if (m_menuButton != nullptr) {
        m_menuButton->setAccessibleName(tr("More: %1", "what can be done with a thing").arg(m_texts.name));
    }
}

void FactCard::setFactTexts(const FactCardTexts &texts)
{
    m_texts = texts;
    m_name->setText(texts.name);
    m_subtitle->setText(texts.subtitle);
    m_pill->setState(texts.tone, texts.state);
    m_pill->setVisible(!texts.state.isEmpty());
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    for (qsizetype i = 0; i < texts.facts.size(); ++i) {
        const auto &[label, value] = texts.facts[i];
        auto *valueLabel = new TextLabel{value, Theme::Role::Small, TextLabel::Tone::Strong, m_factsHolder};
        valueLabel->setWordWrap(m_wrapsFacts);
        m_facts->addWidget(new TextLabel{label, Theme::Role::Small, TextLabel::Tone::Normal, m_factsHolder}, int(i), FactLabelColumn,
                           m_wrapsFacts ? Qt::AlignTop : Qt::Alignment{});
        m_facts->addWidget(valueLabel, int(i), FactValueColumn);
    }
    m_noteText->setText(texts.note);
    m_note->setVisible(!texts.note.isEmpty());
    m_problem->setNote(texts.problemTone, texts.problem, texts.hint, texts.verb);
    nameLinks();
    QStringList spoken = spokenHead() + spokenFacts() + QStringList{texts.note, texts.problem, texts.hint};
    spoken.removeAll(QString{});
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    update();
}

void FactCard::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, c.surface, c.border);
    const QRectF tile = factTileOf(*this);
    paintBox(painter, tile, radius::tip, c.sunken, c.border);
    icons::paint(painter, tile, m_texts.icon, px(size::icon), c.text2);
    painter.setPen(QPen{c.border, size::hairline});
    const double line = m_foot->y() + size::hairline / 2;
    painter.drawLine(QPointF{0, line}, QPointF{double(width()), line});
}

} // namespace tokenmeter
