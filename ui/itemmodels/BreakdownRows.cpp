// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/BreakdownRows.h"

#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/ShareText.h"
#include "format/SourceText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <set>

namespace tokenmeter
{
namespace
{

/// Looks are chosen side by side; of more models only the largest are, the others keep their family's colour.
constexpr std::size_t MostCompared = 100;

/// Without its symbol, since the unit stands in the header.
QString bare(Money money, int decimals)
{
    QString text = MoneyText::fixed(money, decimals);
    text.remove(MoneyText::symbol(money.currency()));
    return text;
}

/// What a column counts, tokens or requests; nothing where it shows something else.
std::optional<std::int64_t> countOf(const Spend &spend, BreakdownColumn column)
{
    switch (column) {
    case BreakdownColumn::Tokens:
        return spend.totalTokens;
    case BreakdownColumn::Input:
        return spend.tokens.input;
    case BreakdownColumn::CacheRead:
        return spend.tokens.cacheRead;
    case BreakdownColumn::CacheWrite:
        return spend.tokens.cacheWrite5m + spend.tokens.cacheWrite1h;
    case BreakdownColumn::Output:
        return spend.tokens.output;
    case BreakdownColumn::Reasoning:
        return spend.tokens.reasoning;
    case BreakdownColumn::Requests:
        return spend.requests;
    case BreakdownColumn::Unpriced:
        return spend.unpricedRequests;
    case BreakdownColumn::Name:
    case BreakdownColumn::Cost:
    case BreakdownColumn::Share:
    case BreakdownColumn::Against:
    case BreakdownColumn::CacheHit:
    case BreakdownColumn::Course:
        break;
    }
    return std::nullopt;
}

/// @param sums of one row or of several
template <class Sums>
Int128 valueOf(const Sums &sums, Measure measure)
{
    return measure == Measure::Cost ? sums.inCurrency.atto() : Int128{measure == Measure::Tokens ? sums.spend.totalTokens : sums.spend.requests};
}

template <class Before>
Int128 beforeOf(const Before &before, Measure measure)
{
    return measure == Measure::Cost ? before.inCurrency.atto() : Int128{measure == Measure::Tokens ? before.tokens : before.requests};
}

} // namespace

BreakdownRows::BreakdownRows(std::shared_ptr<const Breakdown> data, Measure measure, const ModelColours &colours)
    : m_data{std::move(data)}, m_measure{measure, m_data->currency}, m_decimals{MoneyText::decimalsFor(m_data->root().inCurrency)}
{
    std::vector<Int128> cost(m_data->models.size(), 0);
    for (const BreakdownNode &node : m_data->nodes) {
        if (node.depth > 0 && node.gone == 0 && m_data->dimensionOf(node) == Dimension::Model) {
            cost[std::size_t(node.id)] += node.inCurrency.atto();
        }
    }
    std::vector<std::size_t> order(m_data->models.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return cost[a] > cost[b]; });
    order.resize(std::min(order.size(), MostCompared));
    const auto labelOf = [](const JoinedModel &model) {
        return ModelLabel{visibleText(model.family), visibleText(model.name), visibleText(model.key)};
    };
    std::vector<ModelLabel> compared;
    for (const std::size_t i : order) {
        compared.push_back(labelOf(m_data->models[i]));
    }
    for (const JoinedModel &model : m_data->models) {
        const int slot = ModelColours::slotOf(labelOf(model));
        m_looks.push_back({.slot = slot, .size = slot == 0 ? Look::Size::Middle : ModelColours::sizeOf(labelOf(model))});
    }
    const std::vector<Look> looks = colours.looksOf(compared);
    for (std::size_t i = 0; i < order.size(); ++i) {
        m_looks[order[i]] = looks[i];
    }
}

QString BreakdownRows::dimensionName(Dimension dimension, const std::string &tagKey)
{
    switch (dimension) {
    case Dimension::Model:
        return tr("Model");
    case Dimension::Provider:
        return tr("Provider");
    case Dimension::Project:
        return tr("Project");
    case Dimension::Session:
        return tr("Session");
    case Dimension::Source:
        return tr("Source");
    case Dimension::Tier:
        return tr("Tier");
    case Dimension::Agent:
        return tr("Agent");
    case Dimension::Tag:
        return visibleText(tagKey);
    case Dimension::Hour:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Month:
    case Dimension::UtcDay:
        break;
    }
    return {};
}

QString BreakdownRows::missingName(Dimension dimension, const std::string &tagKey)
{
    switch (dimension) {
    case Dimension::Model:
        return tr("(no model)");
    case Dimension::Provider:
        return tr("(no provider)");
    case Dimension::Project:
        return tr("(no project)");
    case Dimension::Session:
        return tr("(no session)");
    case Dimension::Source:
        return tr("(no source)");
    case Dimension::Tier:
        return tr("(no tier)");
    case Dimension::Agent:
        return tr("(no agent)");
    case Dimension::Tag:
        return tr("(no %1)", "key of a tag").arg(visibleText(tagKey));
    case Dimension::Hour:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Month:
    case Dimension::UtcDay:
        break;
    }
    return {};
}

QString BreakdownRows::otherName(std::size_t count)
{
    return tr("Other (%1)").arg(TokenText::exact(std::int64_t(count)));
}

QString BreakdownRows::label(BreakdownNodeId id) const
{
    const BreakdownNode &n = node(id);
    if (n.depth == 0) {
        return tr("Total");
    }
    if (n.gone > 0) {
        return tr("No longer used (%1)").arg(TokenText::exact(n.gone));
    }
    const Dimension dimension = m_data->dimensionOf(n);
    if (n.name.empty()) {
        return missingName(dimension, m_data->tagKey);
    }
    if (dimension == Dimension::Model) {
        return visibleText(m_data->models[std::size_t(n.id)].name);
    }
    if (dimension == Dimension::Source) {
        return sourceName(n.name);
    }
    if (dimension != Dimension::Project) {
        return visibleText(n.name);
    }
    if (m_projects.empty()) {
        std::set<std::string> names;
        for (const BreakdownNode &any : m_data->nodes) {
            if (any.depth > 0 && any.gone == 0 && m_data->dimensionOf(any) == Dimension::Project) {
                names.insert(any.name);
            }
        }
        const std::vector<std::string> list{names.begin(), names.end()};
        const QStringList labels = projectLabels(list);
        for (std::size_t i = 0; i < list.size(); ++i) {
            m_projects.emplace(list[i], labels[qsizetype(i)]);
        }
    }
    return m_projects[n.name];
}

QString BreakdownRows::fullName(BreakdownNodeId id) const
{
    const BreakdownNode &n = node(id);
    const bool asWritten = n.depth > 0 && n.gone == 0 && !n.name.empty() && m_data->dimensionOf(n) == Dimension::Project;
    return asWritten ? visibleText(n.name) : label(id);
}

QString BreakdownRows::path(BreakdownNodeId id) const
{
    QStringList parts;
    for (BreakdownNodeId at = id; at != 0; at = node(at).parent) {
        parts.prepend(label(at));
    }
    return parts.join(QStringLiteral(" · "));
}

Look BreakdownRows::look(BreakdownNodeId id) const
{
    for (BreakdownNodeId at = id; at != 0; at = node(at).parent) {
        if (node(at).gone > 0) {
            return Look::other();
        }
        if (m_data->dimensionOf(node(at)) == Dimension::Model) {
            return m_looks[std::size_t(node(at).id)];
        }
    }
    return Look::dimension();
}

bool BreakdownRows::hasSwatch(BreakdownNodeId id) const
{
    return id != 0 && node(id).gone == 0 && m_data->dimensionOf(node(id)) == Dimension::Model;
}

Money BreakdownRows::shown(BreakdownNodeId id) const
{
    if (const auto known = m_shown.find(id); known != m_shown.end()) {
        return known->second;
    }
    if (id == 0) {
        const Money total = node(0).inCurrency;
        return m_shown.emplace(0, MoneyText::closing({total}, total, m_decimals, false).front()).first->second;
    }
    const BreakdownNode &above = node(node(id).parent);
    std::vector<Money> parts;
    for (const BreakdownNodeId child : above.children) {
        parts.push_back(node(child).inCurrency);
    }
    const std::vector<Money> closed = MoneyText::closing(parts, shown(node(id).parent), m_decimals, false);
    for (std::size_t i = 0; i < closed.size(); ++i) {
        m_shown.emplace(above.children[i], closed[i]);
    }
    return m_shown.at(id);
}

BreakdownRows::Figures BreakdownRows::of(BreakdownNodeId id) const
{
    const BreakdownNode &n = node(id);
    return {n.spend, n.inCurrency, shown(id), n.before, n.gone > 0};
}

BreakdownRows::Figures BreakdownRows::sumOf(std::span<const BreakdownNodeId> siblings) const
{
    const Money zero = Money::fromAtto(0, m_data->currency);
    Figures sum{.inCurrency = zero, .shown = zero, .before = {.inCurrency = zero}};
    for (const BreakdownNodeId id : siblings) {
        const BreakdownNode &n = node(id);
        sum.spend += n.spend;
        sum.inCurrency += n.inCurrency;
        sum.shown += shown(id);
        sum.before.inCurrency += n.before.inCurrency;
        sum.before.requests += n.before.requests;
        sum.before.tokens += n.before.tokens;
        sum.before.cacheRead += n.before.cacheRead;
        sum.before.prompt += n.before.prompt;
    }
    return sum;
}

Int128 BreakdownRows::value(const Figures &figures) const
{
    return valueOf(figures, m_measure.measure());
}

Int128 BreakdownRows::value(BreakdownNodeId id) const
{
    return valueOf(node(id), m_measure.measure());
}

Int128 BreakdownRows::before(const Figures &figures) const
{
    return beforeOf(figures.before, m_measure.measure());
}

Int128 BreakdownRows::before(BreakdownNodeId id) const
{
    return beforeOf(node(id).before, m_measure.measure());
}

bool BreakdownRows::isUnpriced(const Figures &figures) const
{
    return figures.spend.unpricedRequests > 0 && figures.spend.cost.empty();
}

bool BreakdownRows::isOnNoBill(const Figures &figures) const
{
    return m_data->basis == ViewBasis::Billed
        && std::all_of(figures.spend.cost.begin(), figures.spend.cost.end(), [](Money amount) { return amount.isZero(); });
}

bool BreakdownRows::isPartlyUnpriced(const Figures &figures) const
{
    return figures.spend.unpricedRequests > 0 && !figures.spend.cost.empty();
}

bool BreakdownRows::isUnknown(const Figures &figures) const
{
    const bool foreign = std::any_of(figures.spend.cost.begin(), figures.spend.cost.end(),
                                     [&](Money amount) { return amount.currency() != m_data->currency && !amount.isZero(); });
    return isUnpriced(figures) || (foreign && figures.inCurrency.isZero());
}

QString BreakdownRows::cost(const Figures &figures, bool withSymbol) const
{
    if (figures.inCurrency.isZero()) {
        QStringList foreign;
        for (const Money amount : figures.spend.cost) {
            if (amount.currency() != m_data->currency && !amount.isZero()) {
                foreign << MoneyText::amount(amount);
            }
        }
        if (!foreign.isEmpty()) {
            return foreign.join(QStringLiteral(" + "));
        }
        if (isUnpriced(figures)) {
            return MoneyText::noPrice();
        }
        if (isOnNoBill(figures)) {
            return NumberText::notApplicable();
        }
    }
    // A part too small for a cent says so; it must not read as nothing.
    const Money amount = figures.shown.isZero() ? figures.inCurrency : figures.shown;
    return withSymbol ? MoneyText::fixed(amount, m_decimals) : bare(amount, m_decimals);
}

QString BreakdownRows::amount(const Figures &figures) const
{
    return m_measure.measure() == Measure::Cost ? cost(figures, true) : m_measure.figure(value(figures));
}

QString BreakdownRows::share(const Figures &figures) const
{
    const bool unknown = m_measure.measure() == Measure::Cost && (isUnknown(figures) || isOnNoBill(figures));
    return unknown ? NumberText::notApplicable() : ShareText::oneDecimal(value(figures), total());
}

QString BreakdownRows::cell(const Figures &figures, BreakdownColumn column) const
{
    const Spend &spend = figures.spend;
    switch (column) {
    case BreakdownColumn::Name:
    case BreakdownColumn::Course:
        return {};
    case BreakdownColumn::Cost:
        return cost(figures, false);
    case BreakdownColumn::Share:
        return share(figures);
    case BreakdownColumn::Against:
        // What has no price cannot have become cheaper.
        return m_measure.measure() == Measure::Cost && isUnknown(figures) ? NumberText::notApplicable()
                                                                           : ChangeText::brief(value(figures), before(figures));
    case BreakdownColumn::Requests:
    case BreakdownColumn::Unpriced:
        return TokenText::exact(*countOf(spend, column));
    case BreakdownColumn::CacheHit:
        return ShareText::oneDecimal(spend.tokens.cacheRead, spend.tokens.prompt());
    case BreakdownColumn::Tokens:
    case BreakdownColumn::Input:
    case BreakdownColumn::CacheRead:
    case BreakdownColumn::CacheWrite:
    case BreakdownColumn::Output:
    case BreakdownColumn::Reasoning:
        return TokenText::shortForm(*countOf(spend, column));
    }
    return {};
}

QString BreakdownRows::exactCell(const Figures &figures, BreakdownColumn column) const
{
    if (column == BreakdownColumn::Cost) {
        return isUnpriced(figures) || isOnNoBill(figures) ? QString{} : QString::fromStdString(figures.inCurrency.toDecimalText());
    }
    const std::optional<std::int64_t> count = countOf(figures.spend, column);
    return count ? QString::number(*count) : cell(figures, column);
}

QStringList BreakdownRows::notes(const Figures &figures) const
{
    QStringList notes;
    if (figures.spend.unpricedRequests > 0) {
        const QString requests = TokenText::requests(figures.spend.unpricedRequests);
        notes << (isUnpriced(figures) ? tr("%1 without a price", "%1 is \"38 requests\"").arg(requests)
                                      : tr("At least: %1 without a price", "%1 is \"38 requests\"").arg(requests));
    }
    for (const Money left : m_data->foreign) {
        const bool has = std::any_of(figures.spend.cost.begin(), figures.spend.cost.end(),
                                     [&](Money amount) { return amount.currency() == left.currency() && !amount.isZero(); });
        if (has) {
            notes << tr("Without amounts in %1 that have no exchange rate").arg(QString::fromStdString(left.currency().code()));
        }
    }
    return notes;
}

QString BreakdownRows::periodText() const
{
    const LocalDay to = std::min(m_data->period.to, std::max(m_data->today, m_data->period.from));
    return DateText::range(m_data->period.from, to, m_data->today);
}

QString BreakdownRows::comparedText() const
{
    return DateText::period(m_data->compared.from, m_data->compared.to, m_data->today);
}

QString BreakdownRows::columnName(BreakdownColumn column)
{
    switch (column) {
    case BreakdownColumn::Name:
        return tr("Name");
    case BreakdownColumn::Cost:
        return tr("Cost");
    case BreakdownColumn::Share:
        return tr("Share");
    case BreakdownColumn::Against:
        return tr("Against previous");
    case BreakdownColumn::Tokens:
        return tr("Tokens");
    case BreakdownColumn::Input:
        return tr("Input");
    case BreakdownColumn::CacheRead:
        return tr("Cache read");
    case BreakdownColumn::CacheWrite:
        return tr("Cache write");
    case BreakdownColumn::Output:
        return tr("Output");
    case BreakdownColumn::Reasoning:
        return tr("Reasoning");
    case BreakdownColumn::Requests:
        return tr("Requests");
    case BreakdownColumn::CacheHit:
        return tr("Cache hit");
    case BreakdownColumn::Unpriced:
        return tr("Unpriced");
    case BreakdownColumn::Course:
        return tr("Course", "column with sparklines");
    }
    return {};
}

QString BreakdownRows::header(BreakdownColumn column) const
{
    switch (column) {
    case BreakdownColumn::Cost:
        return tr("Cost, %1", "currency").arg(QString::fromStdString(m_data->currency.code()));
    case BreakdownColumn::Against:
        return isCalendarMonth(m_data->period) ? tr("Against %1", "month").arg(DateText::monthShort(m_data->compared.from)) : tr("Against before");
    case BreakdownColumn::Course:
        return periodText();
    default:
        return columnName(column);
    }
}

QString BreakdownRows::headerToolTip(BreakdownColumn column) const
{
    switch (column) {
    case BreakdownColumn::Cost:
        return tr("Tokens at the list price in force when they were used.");
    case BreakdownColumn::Against:
        return tr("Compared with %1").arg(comparedText());
    case BreakdownColumn::Reasoning:
        return tr("Part of the output");
    case BreakdownColumn::CacheHit:
        return tr("Part of the input tokens that was read from a cache");
    case BreakdownColumn::Unpriced:
        return tr("Requests without a price. They are in no amount.");
    default:
        return {};
    }
}

} // namespace tokenmeter
