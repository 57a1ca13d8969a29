// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/StatementList.h"

#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostStatements = 3; ///< before the others are asked for

/// The mark of something to be known.
class StatementTile final : public QWidget
{
public:
    explicit StatementTile(QWidget *parent) : QWidget{parent} { setFixedSize(px(size::tile), px(size::tile)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colours &c = Theme::current().colours();
        QPainter painter{this};
        paintBox(painter, rect(), radius::tip, c.accentSoft, {});
        icons::paint(painter, rect(), Icon::Info, px(size::iconButton), c.accent);
    }
};

} // namespace

StatementList::StatementList(QWidget *parent) : QFrame{parent}, m_column{new QVBoxLayout{this}}, m_foot{new QHBoxLayout}, m_more{new LinkButton{{}, this}}
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_foot->addWidget(m_more);
    m_foot->addStretch(1);
    m_column->addLayout(m_foot);
    connect(m_more, &LinkButton::clicked, this, &StatementList::showAll);
    hide();
}

void StatementList::showAll()
{
    m_showsAll = true;
    fold();
}

void StatementList::fold()
{
    const std::size_t shown = m_showsAll || m_rows.size() <= MostStatements ? m_rows.size() : MostStatements;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].box->setVisible(i < shown);
    }
    m_more->setText(tr("Show %n more", "statements", int(m_rows.size() - shown)));
    m_more->setAccessibleName(m_more->text());
    const bool hasMore = shown < m_rows.size();
    m_foot->setContentsMargins(size::cardPadding + px(size::tile) + px(space::s2), 0, size::cardPadding, hasMore ? px(space::s3) : 0);
    m_more->setVisible(hasMore);
    update();
}

void StatementList::setStatements(const std::vector<Statement> &statements)
{
    if (statements != m_statements) {
        for (const Row &row : m_rows) {
            m_column->removeWidget(row.box);
            row.box->hide();
            row.box->deleteLater();
        }
        m_rows.clear();
        m_statements = statements;
        for (std::size_t i = 0; i < m_statements.size(); ++i) {
            addRow(int(i), m_statements[i]);
        }
        fold();
    }
    setVisible(!m_statements.empty());
    update();
}

void StatementList::addRow(int number, const Statement &statement)
{
    Row row;
    row.box = new QWidget{this};
    auto *line = new QHBoxLayout{row.box};
    line->setContentsMargins(size::cardPadding, px(space::s4), size::cardPadding, px(space::s4));
    line->setSpacing(px(space::s3));
    line->addWidget(new StatementTile{row.box}, 0, Qt::AlignVCenter);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *fact = new TextLabel{statement.fact, Theme::Role::Body, TextLabel::Tone::Strong, row.box};
    fact->setWeight(QFont::Medium);
    auto *meaning = new TextLabel{statement.meaning, Theme::Role::Small, TextLabel::Tone::Normal, row.box};
    for (TextLabel *label : {fact, meaning}) {
        label->setWordWrap(true);
        words->addWidget(label);
    }
    line->addLayout(words, 1);
    for (int verb = 0; verb < int(statement.verbs.size()); ++verb) {
        auto *button = new QPushButton{statement.verbs[verb], row.box};
        button->setAccessibleName(statement.verbs[verb] + QStringLiteral(": ") + statement.fact);
        connect(button, &QPushButton::clicked, this, [this, number, verb] { Q_EMIT activated(number, verb); });
        line->addWidget(button, 0, Qt::AlignVCenter);
        row.buttons.push_back(button);
    }
    m_column->insertWidget(number, row.box);
    m_rows.push_back(std::move(row));
}

QPushButton *StatementList::button(int statement, int verb) const
{
    return m_rows.at(std::size_t(statement)).buttons.at(std::size_t(verb));
}

void StatementList::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, c.surface, c.border);
    painter.setPen(QPen{c.border, size::hairline});
    for (std::size_t i = 1; i < m_rows.size() && m_rows[i].box->isVisible(); ++i) {
        const double line = m_rows[i].box->y() + size::hairline / 2;
        painter.drawLine(QPointF{double(size::cardPadding), line}, QPointF{double(width() - size::cardPadding), line});
    }
}

} // namespace tokenmeter
