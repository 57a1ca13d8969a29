// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/BudgetFacts.h"

#include "charts/figures.h"
#include "theme/Theme.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

BudgetFacts::BudgetFacts(QWidget *parent) : QWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BudgetFacts::setFacts(std::vector<Fact> facts)
{
    m_facts = std::move(facts);
    QStringList spoken;
    for (const Fact &fact : m_facts) {
        spoken << fact.name + QStringLiteral(": ") + fact.value + QLatin1Char(' ') + fact.note;
    }
    setAccessibleName(spoken.join(QStringLiteral("; ")));
    update();
}

QSize BudgetFacts::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::budgetFacts)};
}

std::vector<double> BudgetFacts::edges() const
{
    const Theme &theme = Theme::current();
    const QFont strong = theme.font(Theme::Role::Title);
    const QFont small = theme.font(Theme::Role::Small);
    std::vector<double> needs;
    double sum = 0;
    for (const Fact &fact : m_facts) {
        const double note = fact.note.isEmpty() ? 0 : numberWidth(small, fact.note) + space::s1;
        needs.push_back(std::ceil(std::max(QFontMetricsF{small}.horizontalAdvance(fact.name), numberWidth(strong, fact.value) + note)) + space::s4);
        sum += needs.back();
    }
    const double rest = needs.empty() ? 0 : (width() - sum) / double(needs.size());
    std::vector<double> edges{0};
    for (const double need : needs) {
        edges.push_back(edges.back() + need + rest);
    }
    return edges;
}

bool BudgetFacts::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const std::vector<double> lines = edges();
        for (std::size_t i = 0; i < m_facts.size(); ++i) {
            if (help->pos().x() >= lines[i] && help->pos().x() < lines[i + 1]) {
                const Fact &fact = m_facts[i];
                QToolTip::showText(help->globalPos(), plainToolTip(fact.tip.isEmpty() ? fact.name + QLatin1Char('\n') + fact.value + QLatin1Char(' ') + fact.note : fact.tip), this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void BudgetFacts::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const QFont strong = theme.font(Theme::Role::Title);
    const QFont small = theme.font(Theme::Role::Small);
    const double line = std::ceil(QFontMetricsF{strong}.height()) + 1;
    const std::vector<double> lines = edges();
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const Fact &fact = m_facts[i];
        const double left = lines[i];
        const double room = std::max(0.0, lines[i + 1] - left - space::s2);
        painter.setFont(small);
        painter.setPen(c.text2);
        drawElided(painter, {left, 0, room, line}, fact.name);
        painter.setFont(strong);
        painter.setPen(fact.isBad ? c.negative : c.text1);
        const double value = numberWidth(strong, fact.value);
        drawNumber(painter, {left, line, value, line}, fact.value, Qt::AlignLeft | Qt::AlignVCenter);
        painter.setFont(small);
        painter.setPen(c.text3);
        const double rest = room - value - space::s1;
        if (rest > 0) {
            drawElided(painter, {left + value + space::s1, line, rest, line}, fact.note, Qt::AlignLeft | Qt::AlignVCenter);
        }
    }
}

} // namespace tokenmeter
