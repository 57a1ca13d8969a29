// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BreakdownView.h"

#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// In the middle of a sentence.
QString wordFor(Dimension dimension, const std::string &tagKey)
{
    switch (dimension) {
    case Dimension::Model:
        return BreakdownView::tr("model");
    case Dimension::Provider:
        return BreakdownView::tr("provider");
    case Dimension::Project:
        return BreakdownView::tr("project");
    case Dimension::Session:
        return BreakdownView::tr("session");
    case Dimension::Source:
        return BreakdownView::tr("source");
    case Dimension::Tier:
        return BreakdownView::tr("tier");
    case Dimension::Agent:
        return BreakdownView::tr("agent");
    case Dimension::Tag:
    case Dimension::Hour:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Month:
    case Dimension::UtcDay:
        break;
    }
    return visibleText(tagKey);
}

const ConcentrationCurve &curveOf(const Concentration &concentration, Measure measure)
{
    return measure == Measure::Cost ? concentration.cost : measure == Measure::Tokens ? concentration.tokens : concentration.requests;
}

} // namespace

QString BreakdownView::tableTitle(const std::vector<Dimension> &by, const std::string &tagKey)
{
    QStringList words;
    for (const Dimension dimension : by) {
        words << wordFor(dimension, tagKey);
    }
    switch (words.size()) {
    case 1:
        return tr("By %1", "project").arg(words[0]);
    case 2:
        return tr("By %1, then %2", "project, model").arg(words[0], words[1]);
    default:
        return tr("By %1, then %2, then %3", "provider, project, model").arg(words.value(0), words.value(1), words.value(2));
    }
}

QString BreakdownView::chartTitle(bool donut) const
{
    const Breakdown &b = m_rows.data();
    const QString first = BreakdownRows::dimensionName(b.by[0], b.tagKey);
    return donut || b.by.size() < 2 ? first : tr("%1 and %2", "Project, model").arg(first, wordFor(b.by[1], b.tagKey));
}

QString BreakdownView::totalText() const
{
    const bool unpriced = m_rows.measure().measure() == Measure::Cost && m_rows.isUnpriced(m_rows.of(0));
    return unpriced ? MoneyText::noPrice() : m_rows.measure().figure(m_rows.total());
}

QString BreakdownView::foreignText() const
{
    QStringList parts;
    if (m_rows.measure().measure() == Measure::Cost) {
        for (const Money amount : m_rows.data().foreign) {
            parts << MoneyText::amount(amount);
        }
    }
    return parts.isEmpty() ? QString{} : tr("plus %1", "amounts without an exchange rate").arg(parts.join(QStringLiteral(" + ")));
}

std::vector<BreakdownNodeId> BreakdownView::largest(BreakdownNodeId parent, std::size_t most, std::vector<BreakdownNodeId> &rest) const
{
    std::vector<BreakdownNodeId> nodes = m_rows.node(parent).children;
    std::erase_if(nodes, [&](BreakdownNodeId id) { return m_rows.value(id) <= 0; });
    std::stable_sort(nodes.begin(), nodes.end(), [&](BreakdownNodeId a, BreakdownNodeId b) { return m_rows.value(a) > m_rows.value(b); });
    if (nodes.size() > most) {
        rest.assign(nodes.begin() + std::ptrdiff_t(most), nodes.end());
        nodes.resize(most);
    }
    return nodes;
}

std::vector<TreemapData::Cell> BreakdownView::cells(BreakdownNodeId parent) const
{
    std::vector<BreakdownNodeId> rest;
    std::vector<TreemapData::Cell> cells;
    for (const BreakdownNodeId id : largest(parent, MostParts, rest)) {
        const BreakdownRows::Figures figures = m_rows.of(id);
        const QString name = m_rows.label(id);
        cells.push_back({name, ModelColours::shortName(name), m_rows.look(id), m_rows.value(figures), m_rows.amount(figures),
                         m_rows.share(figures), int(id), m_rows.notes(figures)});
    }
    if (!rest.empty()) {
        const BreakdownRows::Figures figures = m_rows.sumOf(rest);
        const QString name = BreakdownRows::otherName(rest.size());
        cells.push_back({name, name, Look::other(), m_rows.value(figures), m_rows.amount(figures), m_rows.share(figures), -1,
                         m_rows.notes(figures)});
    }
    return cells;
}

QString BreakdownView::nothing() const
{
    return m_rows.measure().measure() != Measure::Cost ? tr("Nothing to show.")
           : m_rows.node(0).spend.unpricedRequests > 0 ? tr("Nothing here has a price yet.")
                                                       : tr("Everything here was free.");
}

TreemapData BreakdownView::treemap() const
{
    TreemapData map;
    map.title = chartTitle(false);
    map.total = totalText();
    map.measure = m_rows.measure();
    map.nothing = nothing();
    map.unpriced = m_rows.measure().measure() == Measure::Cost ? m_rows.node(0).spend.unpricedRequests : 0;
    if (m_rows.total() <= 0) {
        return map;
    }
    if (m_rows.data().by.size() < 2) {
        map.groups.push_back({.cells = cells(0)});
        return map;
    }
    std::vector<BreakdownNodeId> rest;
    for (const BreakdownNodeId id : largest(0, MostParts, rest)) {
        map.groups.push_back({m_rows.label(id), m_rows.amount(m_rows.of(id)), int(id), cells(id)});
    }
    if (!rest.empty()) {
        const BreakdownRows::Figures figures = m_rows.sumOf(rest);
        const QString name = BreakdownRows::otherName(rest.size());
        map.groups.push_back({{}, {}, -1, {{name, name, Look::other(), m_rows.value(figures), m_rows.amount(figures),
                                            m_rows.share(figures), -1, m_rows.notes(figures)}}});
    }
    return map;
}

DonutData BreakdownView::donut() const
{
    DonutData ring;
    ring.title = chartTitle(true);
    ring.total = totalText();
    ring.measure = m_rows.measure();
    ring.nothing = nothing();
    std::vector<BreakdownNodeId> rest;
    std::vector<BreakdownNodeId> parts = largest(0, Donut::MostParts, rest);
    if (!rest.empty()) {
        rest.insert(rest.begin(), parts.back());
        parts.pop_back();
    }
    int slot = 0;
    for (const BreakdownNodeId id : parts) {
        ++slot;
        const BreakdownRows::Figures figures = m_rows.of(id);
        const Look own = m_rows.look(id);
        // What is no model takes slots by rank, as in every stack.
        const Look look = own.kind == Look::Kind::Dimension ? Look{.slot = slot} : own;
        ring.parts.push_back({m_rows.label(id), look, m_rows.value(figures), m_rows.amount(figures), m_rows.share(figures), int(id), m_rows.notes(figures)});
    }
    if (!rest.empty()) {
        const BreakdownRows::Figures figures = m_rows.sumOf(rest);
        ring.parts.push_back({BreakdownRows::otherName(rest.size()), Look::other(), m_rows.value(figures), m_rows.amount(figures),
                              m_rows.share(figures), -1, m_rows.notes(figures)});
    }
    if (m_rows.measure().measure() == Measure::Cost && m_rows.isPartlyUnpriced(m_rows.of(0))) {
        ring.totalName = tr("at least");
    }
    return ring;
}

QString BreakdownView::concentrationScope(const Concentration &c, Measure measure)
{
    if (c.of == Concentration::Of::Projects) {
        return measure == Measure::Cost ? tr("projects, most expensive first") : tr("projects, largest first");
    }
    return measure == Measure::Cost ? tr("sessions, most expensive first") : tr("sessions, largest first");
}

ParetoData BreakdownView::pareto(const Concentration &c, Measure measure)
{
    const bool sessions = c.of == Concentration::Of::Sessions;
    const ConcentrationCurve &curve = curveOf(c, measure);
    ParetoData chart;
    chart.title = tr("Concentration");
    chart.measure = MeasureText{measure, c.currency};
    chart.sums = curve.sums;
    chart.most = curve.most;
    chart.one = sessions ? tr("1 session") : tr("1 project");
    chart.many = sessions ? tr("%1 sessions") : tr("%1 projects");
    chart.nothing = curve.sums.empty() ? tr("No usage names its session.") : tr("Nothing here has a cost.");
    if (c.outsideRequests > 0) {
        const QString outside = measure == Measure::Cost && !c.outside.isZero() ? MoneyText::amount(c.outside) : TokenText::requests(c.outsideRequests);
        chart.note = tr("not counted: %1 outside sessions").arg(outside);
    }
    const std::size_t count = curve.sums.size();
    if (count == 1) {
        chart.fact = sessions ? tr("The only session") : tr("The only project");
        chart.rest = measure == Measure::Cost     ? tr("makes all of the cost")
                     : measure == Measure::Tokens ? tr("makes all of the tokens")
                                                  : tr("makes all of the requests");
        return chart;
    }
    const QString most = TokenText::exact(std::int64_t(curve.most));
    const QString all = TokenText::exact(std::int64_t(count));
    chart.fact = sessions ? tr("%1 of %2 sessions").arg(most, all) : tr("%1 of %2 projects").arg(most, all);
    if (curve.most == 1) {
        chart.rest = measure == Measure::Cost     ? tr("makes 80 % of the cost")
                     : measure == Measure::Tokens ? tr("makes 80 % of the tokens")
                                                  : tr("makes 80 % of the requests");
    } else {
        chart.rest = measure == Measure::Cost     ? tr("make 80 % of the cost")
                     : measure == Measure::Tokens ? tr("make 80 % of the tokens")
                                                  : tr("make 80 % of the requests");
    }
    return chart;
}

QString BreakdownView::emptyFact() const
{
    const Breakdown &b = m_rows.data();
    return tr("No usage in %1.").arg(DateText::period(b.period.from, b.period.to, b.today));
}

QString BreakdownView::emptyHint() const
{
    const Breakdown &b = m_rows.data();
    return b.nearestDataDay ? tr("The nearest is on %1.").arg(DateText::day(*b.nearestDataDay, b.today)) : tr("Change the period or the filter.");
}

QString BreakdownView::emptyVerb() const
{
    const Breakdown &b = m_rows.data();
    return b.nearestDataDay ? tr("Go to %1").arg(DateText::day(*b.nearestDataDay, b.today)) : QString{};
}

} // namespace tokenmeter
