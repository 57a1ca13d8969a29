// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/OverviewView.h"

#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/PathText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/ShareText.h"
#include "format/SourceText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tokenmeter
{
namespace
{

/// At most eight series in a chart; the rest is Other.
constexpr std::size_t MostSeries = 8;

Currency currencyOf(const OverviewData &data)
{
    const Currency currency{data.currency};
    return currency.isNone() ? Currency{"USD"} : currency;
}

std::vector<Int128> attos(const std::vector<Money> &values)
{
    std::vector<Int128> result;
    result.reserve(values.size());
    for (const Money value : values) {
        result.push_back(value.atto());
    }
    return result;
}

std::vector<Int128> counts(const std::vector<std::int64_t> &values)
{
    return {values.begin(), values.end()};
}

Int128 sum(const std::vector<Int128> &values)
{
    return std::accumulate(values.begin(), values.end(), Int128{0});
}

ModelLabel labelOf(const ModelSeries &model)
{
    return {visibleText(model.family), visibleText(model.name), visibleText(model.key)};
}

} // namespace

OverviewView::OverviewView(const OverviewData &data, Measure measure, const ModelColours &colours, const Zone &zone)
    : m_data{data}, m_measure{measure, currencyOf(data)}, m_zone{zone}
{
    std::vector<ModelLabel> labels;
    for (const ModelSeries &model : data.models) {
        labels.push_back(labelOf(model));
    }
    m_looks = colours.looksOf(labels);
}

QString OverviewView::periodText() const
{
    return DateText::period(m_data.from, m_data.to, m_data.today);
}

QString OverviewView::previousText() const
{
    return DateText::period(m_data.previousFrom, m_data.previousTo, m_data.today);
}

std::vector<Int128> OverviewView::dailyOf(const ModelSeries &model) const
{
    switch (m_measure.measure()) {
    case Measure::Cost:
        return attos(model.daily);
    case Measure::Tokens:
        return counts(model.dailyTokens);
    case Measure::Requests:
        break;
    }
    return counts(model.dailyRequests);
}

Int128 OverviewView::valueOf(const ModelSeries &model) const
{
    switch (m_measure.measure()) {
    case Measure::Cost:
        return sum(attos(model.daily));
    case Measure::Tokens:
        return model.spend.totalTokens;
    case Measure::Requests:
        break;
    }
    return model.spend.requests;
}

Int128 OverviewView::valueOf(const NamedSpend &project) const
{
    switch (m_measure.measure()) {
    case Measure::Cost:
        break;
    case Measure::Tokens:
        return project.spend.totalTokens;
    case Measure::Requests:
        return project.spend.requests;
    }
    if (!project.inCurrency.currency().isNone()) {
        return project.inCurrency.atto();
    }
    for (const Money cost : project.spend.cost) {
        if (cost.currency() == m_measure.currency()) {
            return cost.atto();
        }
    }
    return 0;
}

Int128 OverviewView::total() const
{
    switch (m_measure.measure()) {
    case Measure::Cost:
        return m_data.inCurrency.atto();
    case Measure::Tokens:
        return m_data.total.totalTokens;
    case Measure::Requests:
        break;
    }
    return m_data.total.requests;
}

QString OverviewView::totalText() const
{
    return m_measure.figure(total());
}

QString OverviewView::plain(Int128 value) const
{
    return m_measure.measure() == Measure::Cost ? QString::fromStdString(Money::fromAtto(value, m_measure.currency()).toDecimalText())
                                                : QString::number(std::int64_t(value));
}

Int128 OverviewView::projectsTotal() const
{
    // Where conversions are not given by project, the list closes with what it can name.
    const bool converted = std::any_of(m_data.projects.begin(), m_data.projects.end(),
                                       [](const NamedSpend &p) { return !p.inCurrency.currency().isNone(); });
    if (m_measure.measure() != Measure::Cost || converted) {
        return total();
    }
    Int128 result = 0;
    for (const NamedSpend &project : m_data.projects) {
        result += valueOf(project);
    }
    return result;
}

QString OverviewView::dailyTitle() const
{
    switch (m_measure.measure()) {
    case Measure::Cost:
        return m_data.basis == ViewBasis::Billed ? tr("Billed by day") : m_data.basis == ViewBasis::Effective ? tr("Daily effective cost") : tr("Daily spend");
    case Measure::Tokens:
        return tr("Daily tokens");
    case Measure::Requests:
        break;
    }
    return tr("Daily requests");
}

QString OverviewView::cumulativeTitle() const
{
    switch (m_measure.measure()) {
    case Measure::Cost:
        return m_data.basis == ViewBasis::Billed ? tr("Billed so far") : m_data.basis == ViewBasis::Effective ? tr("Cumulative effective cost") : tr("Cumulative spend");
    case Measure::Tokens:
        return tr("Cumulative tokens");
    case Measure::Requests:
        break;
    }
    return tr("Cumulative requests");
}

QString OverviewView::conversions() const
{
    QStringList parts;
    // What could not be converted is not in the figure: that is said first.
    if (!m_data.foreign.empty()) {
        QStringList amounts;
        for (const Money money : m_data.foreign) {
            amounts << MoneyText::amount(money);
        }
        parts << tr("plus %1 without an exchange rate").arg(amounts.join(QStringLiteral(" + ")));
    }
    if (!m_data.rates.empty()) {
        const UsedExchangeRate &rate = m_data.rates.back();
        QString amount;
        for (const Money money : m_data.total.cost) {
            if (money.currency() == Currency{rate.from}) {
                amount = MoneyText::amount(money);
            }
        }
        const bool oneCurrency =
            std::all_of(m_data.rates.begin(), m_data.rates.end(), [&](const UsedExchangeRate &r) { return r.from == rate.from; });
        if (oneCurrency && m_data.rates.size() == 1 && !amount.isEmpty()) {
            // In the direction in which it was published, which is the one people know.
            const bool turned = !rate.published.empty();
            parts << tr("incl. %1 at %2 %3 per %4", "amount, rate, currency, for one unit of currency")
                         .arg(amount, visibleText(turned ? rate.published : rate.rate), visibleText(turned ? rate.from : rate.to),
                              visibleText(turned ? rate.to : rate.from));
        } else if (oneCurrency && !amount.isEmpty()) {
            parts << tr("incl. %1 at the rates of each day").arg(amount);
        } else {
            parts << tr("incl. other currencies at the rates of each day");
        }
    }
    return parts.join(QStringLiteral(" · "));
}

KpiCell OverviewView::spentCell() const
{
    KpiCell cell;
    const bool month = DateText::isWholeMonth(m_data.from, m_data.to);
    const QString where = month ? DateText::monthName(m_data.from) : periodText();
    const bool unknown = hasUnpriced() && m_data.total.cost.empty();
    const bool atLeast = hasUnpriced() && !unknown;
    cell.label = m_data.from == m_data.to ? (atLeast ? tr("Spent on %1, at least", "a day").arg(where) : tr("Spent on %1", "a day").arg(where))
                                          : (atLeast ? tr("Spent in %1, at least").arg(where) : tr("Spent in %1").arg(where));
    if (m_data.basis == ViewBasis::Billed) {
        cell.label = m_data.from == m_data.to ? tr("Billed on %1", "a day").arg(where) : tr("Billed in %1").arg(where);
    } else if (m_data.basis == ViewBasis::Effective) {
        cell.label = atLeast ? tr("Effective cost in %1, at least").arg(where) : tr("Effective cost in %1").arg(where);
    }
    cell.figure = MoneyText::amount(Money::fromAtto(m_data.inCurrency.atto(), m_measure.currency()));
    cell.exact = MoneyText::full(Money::fromAtto(m_data.inCurrency.atto(), m_measure.currency()));
    if (unknown) { // which is not nothing
        cell.figure = MoneyText::noPrice();
        cell.exact.clear();
        cell.context = tr("without %1 that have no price").arg(TokenText::requests(m_data.total.unpricedRequests));
        return cell;
    }
    const Int128 before = m_data.previousInCurrency.atto();
    cell.comparison = ChangeText::sentence(m_data.inCurrency.atto(), before, previousText(),
                                           MoneyText::amount(Money::fromAtto(before, m_measure.currency())));
    cell.shorter = {ChangeText::sentence(m_data.inCurrency.atto(), before, previousText())};
    if (before != 0 && !m_data.inCurrency.isZero()) { // "nothing", "gone" and "new" need their sentence
        cell.shorter << ChangeText::brief(m_data.inCurrency.atto(), before);
    }
    cell.context = conversions();
    if (cell.context.isEmpty() && hasUnpriced()) {
        cell.context = tr("without %1 that have no price").arg(TokenText::requests(m_data.total.unpricedRequests));
    }
    return cell;
}

KpiCell OverviewView::projectedCell() const
{
    KpiCell cell;
    if (m_data.today > m_data.to) {
        // A period that is over has nothing to project.
        const auto days = (m_data.to - m_data.from).count() + 1;
        const Money perDay = Money::fromAtto(roundedDivision(m_data.inCurrency.atto(), days), m_measure.currency());
        cell.label = tr("A day on average");
        cell.figure = MoneyText::amount(perDay);
        cell.comparison = days == 1 ? tr("over 1 day") : tr("over %1 days").arg(days);
        return cell;
    }
    cell.label = DateText::isWholeMonth(m_data.from, m_data.to) ? tr("Projected for the month") : tr("Projected for the period");
    if (m_data.basis == ViewBasis::Billed) {
        cell.figure = NumberText::notApplicable();
        cell.comparison = tr("bills come late: no forecast");
        cell.context = tr("list cost has one");
        return cell;
    }
    const Projection &p = m_data.projection;
    const QString soFar = p.daysSoFar == 1 ? tr("1 day of history") : tr("%1 days of history").arg(p.daysSoFar);
    if (p.evidence == Projection::Evidence::None) {
        cell.figure = NumberText::notApplicable();
        cell.comparison = tr("not enough evidence");
        cell.context = soFar;
        return cell;
    }
    cell.figure = MoneyText::forecast(p.expected);
    cell.comparison = tr("80 % likely: %1 to %2").arg(MoneyText::forecast(p.low), MoneyText::forecast(p.high));
    cell.shorter = {tr("%1 to %2", "a range of amounts").arg(MoneyText::forecast(p.low), MoneyText::forecast(p.high))};
    cell.context = p.evidence == Projection::Evidence::Thin ? tr("little evidence: %1").arg(soFar) : tr("from %1").arg(soFar);
    return cell;
}

KpiCell OverviewView::tokensCell() const
{
    KpiCell cell;
    cell.label = tr("Tokens");
    cell.figure = TokenText::shortForm(m_data.total.totalTokens);
    cell.exact = TokenText::tokens(m_data.total.totalTokens);
    cell.comparison = ChangeText::sentence(m_data.total.totalTokens, m_data.previous.totalTokens, previousText());
    if (m_data.total.totalTokens > 0 && m_data.previous.totalTokens > 0) {
        cell.shorter = {ChangeText::brief(m_data.total.totalTokens, m_data.previous.totalTokens)};
    }
    cell.context = TokenText::requests(m_data.total.requests);
    return cell;
}

KpiCell OverviewView::cacheCell() const
{
    KpiCell cell;
    cell.label = tr("Cache hit share");
    const TokenCounts &now = m_data.total.tokens;
    const TokenCounts &before = m_data.previous.tokens;
    cell.figure = ShareText::oneDecimal(now.cacheRead, now.prompt());
    cell.exact = tr("%1 of %2 input tokens").arg(TokenText::exact(now.cacheRead), TokenText::exact(now.prompt()));
    const QString points = ChangeText::points(now.cacheRead, now.prompt(), before.cacheRead, before.prompt());
    cell.comparison = points == NumberText::notApplicable() ? tr("nothing to compare with") : points;
    const Int128 saved = m_data.cacheSaved.atto();
    const Money size = Money::fromAtto(saved < 0 ? -saved : saved, m_measure.currency());
    if (saved > 0) {
        cell.context = tr("Saved %1 against no cache").arg(MoneyText::forecast(size));
    } else if (saved < 0) {
        cell.context = tr("Cost %1 more than no cache").arg(MoneyText::forecast(size));
    }
    return cell;
}

std::vector<KpiCell> OverviewView::cells() const
{
    return {spentCell(), projectedCell(), tokensCell(), cacheCell()};
}

std::vector<Int128> OverviewView::dailyTotal() const
{
    const auto days = std::size_t(std::max<long>(0, long((m_data.to - m_data.from).count()) + 1));
    std::vector<Int128> result(days, 0);
    const auto add = [&](const std::vector<Int128> &values) {
        for (std::size_t i = 0; i < std::min(days, values.size()); ++i) {
            result[i] += values[i];
        }
    };
    if (m_measure.measure() == Measure::Cost && !m_data.dailyCost.empty()) {
        add(attos(m_data.dailyCost));
    } else {
        for (const ModelSeries &model : m_data.models) {
            add(dailyOf(model));
        }
    }
    return result;
}

StackedColumnsData OverviewView::daily() const
{
    StackedColumnsData chart;
    chart.title = dailyTitle();
    chart.from = m_data.from;
    chart.to = m_data.to;
    chart.today = m_data.today;
    chart.measure = m_measure;
    chart.hasData = m_data.hasData;

    // The largest by this measure have series of their own, families beside each other, larger families lower.
    std::vector<std::size_t> order(m_data.models.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t i) { return valueOf(m_data.models[i]) == 0; });
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return valueOf(m_data.models[a]) > valueOf(m_data.models[b]); });
    const bool folds = order.size() > MostSeries;
    if (folds) {
        order.resize(MostSeries - 1);
    }
    std::map<QString, Int128> families;
    for (const std::size_t i : order) {
        families[ModelColours::familyName(labelOf(m_data.models[i]))] += valueOf(m_data.models[i]);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const QString fa = ModelColours::familyName(labelOf(m_data.models[a]));
        const QString fb = ModelColours::familyName(labelOf(m_data.models[b]));
        return fa != fb && (families[fa] != families[fb] ? families[fa] > families[fb] : fa < fb);
    });
    std::vector<Int128> rest = dailyTotal();
    for (const std::size_t i : order) {
        const ModelSeries &model = m_data.models[i];
        const ModelLabel label = labelOf(model);
        const QString name = label.name.isEmpty() ? label.raw : label.name;
        StackedColumnsData::Series series{name, ModelColours::shortName(name), ModelColours::familyName(label), QString::number(i), m_looks[i],
                                          dailyOf(model)};
        for (std::size_t d = 0; d < std::min(rest.size(), series.values.size()); ++d) {
            rest[d] -= series.values[d];
        }
        chart.series.push_back(std::move(series));
    }
    if (std::any_of(rest.begin(), rest.end(), [](Int128 value) { return value != 0; })) {
        const std::size_t others = std::size_t(std::count_if(m_data.models.begin(), m_data.models.end(),
                                                             [&](const ModelSeries &m) { return valueOf(m) != 0; }))
                                   - order.size();
        const QString name = others > 0 ? tr("Other (%1)").arg(others) : tr("Other");
        chart.series.push_back({name, name, name, {}, Look::other(), std::move(rest)});
    }
    if (m_measure.measure() == Measure::Cost) {
        chart.unpriced.assign(std::size_t(std::max<long>(0, long((m_data.to - m_data.from).count()) + 1)), 0);
        for (const ModelSeries &model : m_data.models) {
            for (std::size_t d = 0; d < std::min(chart.unpriced.size(), model.dailyUnpriced.size()); ++d) {
                chart.unpriced[d] += model.dailyUnpriced[d];
            }
        }
        const bool anyUnpriced = std::any_of(chart.unpriced.begin(), chart.unpriced.end(), [](std::int64_t requests) { return requests > 0; });
        if (chart.series.empty() && !m_data.models.empty() && !anyUnpriced) {
            chart.nothing = tr("Everything here was free.");
        }
    }
    return chart;
}

CumulativeData OverviewView::cumulative() const
{
    CumulativeData chart;
    chart.title = cumulativeTitle();
    chart.from = m_data.from;
    chart.to = m_data.to;
    chart.today = m_data.today;
    chart.measure = m_measure;
    chart.daily = dailyTotal();
    if (m_measure.measure() != Measure::Cost) {
        return chart; // the period before and the forecast are known in money only
    }
    chart.previousDaily = attos(m_data.previousDailyCost);
    if (sum(chart.previousDaily) == 0) {
        chart.previousDaily.clear();
    }
    const bool month = DateText::isWholeMonth(m_data.from, m_data.to);
    chart.previousName = month ? DateText::monthShort(m_data.previousFrom) : tr("before", "name of the previous period, short");
    if (m_data.projection.evidence != Projection::Evidence::None && m_data.today <= m_data.to) {
        chart.expected = attos(m_data.projection.expectedCumulative);
        chart.low = attos(m_data.projection.lowCumulative);
        chart.high = attos(m_data.projection.highCumulative);
        if (chart.low.size() != chart.expected.size() || chart.high.size() != chart.expected.size()) {
            chart.low = chart.high = chart.expected;
        }
    }
    return chart;
}

QString OverviewView::instead(const Spend &spend, Int128 value) const
{
    if (m_measure.measure() != Measure::Cost || value != 0) {
        return {};
    }
    QStringList foreign;
    for (const Money cost : spend.cost) {
        if (cost.currency() != m_measure.currency() && !cost.isZero()) {
            foreign << MoneyText::amount(cost);
        }
    }
    if (!foreign.isEmpty()) {
        return foreign.join(QStringLiteral(" + "));
    }
    return spend.unpricedRequests > 0 ? MoneyText::noPrice() : QString{};
}

std::vector<RankedEntry> OverviewView::models(bool shortNames) const
{
    std::vector<RankedEntry> entries;
    for (std::size_t i = 0; i < m_data.models.size(); ++i) {
        const ModelSeries &model = m_data.models[i];
        const ModelLabel label = labelOf(model);
        RankedEntry entry;
        entry.name = label.name.isEmpty() ? label.raw : label.name;
        if (entry.name.isEmpty()) {
            entry.name = tr("(no model)");
        } else if (shortNames) {
            entry.name = ModelColours::shortName(entry.name);
        }
        entry.key = QString::number(i);
        entry.look = m_looks[i];
        entry.value = valueOf(model);
        entry.amount = instead(model.spend, entry.value);
        entry.unpriced = entry.amount == MoneyText::noPrice();
        entry.note = tr("%1, %2").arg(TokenText::requests(model.spend.requests), TokenText::tokens(model.spend.totalTokens));
        entries.push_back(std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(), [](const RankedEntry &a, const RankedEntry &b) { return a.value > b.value; });
    return entries;
}

std::vector<RankedEntry> OverviewView::projects() const
{
    std::vector<RankedEntry> entries;
    std::vector<std::string> names;
    for (const NamedSpend &project : m_data.projects) {
        names.push_back(project.name);
    }
    const QStringList labels = projectLabels(names);
    for (std::size_t i = 0; i < m_data.projects.size(); ++i) {
        const NamedSpend &project = m_data.projects[i];
        RankedEntry entry;
        entry.name = project.name.empty() ? tr("(no project)") : labels[qsizetype(i)];
        entry.key = QString::number(i);
        entry.look = Look::dimension();
        entry.value = valueOf(project);
        entry.amount = instead(project.spend, entry.value);
        entry.unpriced = entry.amount == MoneyText::noPrice();
        entry.note = tr("%1, %2").arg(TokenText::requests(project.spend.requests), TokenText::tokens(project.spend.totalTokens));
        if (entry.name != visibleText(project.name) && !project.name.empty()) {
            entry.note = visibleText(project.name) + QLatin1Char('\n') + entry.note;
        }
        entries.push_back(std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(), [](const RankedEntry &a, const RankedEntry &b) { return a.value > b.value; });
    return entries;
}

std::vector<OverviewView::Attention> OverviewView::attention() const
{
    std::vector<Attention> result;
    const auto failed = [](Cause cause) {
        return cause == Cause::FileMissing || cause == Cause::FileUnreadable || cause == Cause::DiskFull || cause == Cause::UnknownFormat
               || cause == Cause::NotARegularFile || cause == Cause::LedgerCorrupt || cause == Cause::DatabaseError;
    };
    const auto add = [&](const Problem &problem, Tone tone) {
        Attention item;
        // The object first, since the sentence is the longer of the two and may be cut.
        const QString place = ProblemText::place(problem);
        const QString sentence = ProblemText::sentence(problem);
        item.row = {tone, iconOf(tone), place.isEmpty() ? sentence : place, place.isEmpty() ? QString{} : sentence, {},
                    tr("Show sources"), 0};
        result.push_back(std::move(item));
    };
    for (const Problem &problem : m_data.problems) {
        if (failed(problem.cause)) {
            add(problem, Tone::Negative);
        }
    }
    for (std::size_t i = 0; i < m_data.unpricedModels.size(); ++i) {
        const LedgerReader::ModelVolume &volume = m_data.unpricedModels[i];
        if (volume.unpricedRequests <= 0) {
            continue;
        }
        Attention item;
        item.kind = Attention::Kind::SetPrice;
        item.index = i;
        const QString name = volume.model.empty() ? tr("A model without a name") : visibleText(volume.model);
        item.row = {Tone::Warning, Icon::Prices, tr("%1 has no price").arg(name),
                    tr("%1, %2, in no total", "requests, tokens")
                        .arg(TokenText::requests(volume.unpricedRequests), TokenText::tokens(volume.unpricedTokens)),
                    {}, tr("Set price…"), 0};
        result.push_back(std::move(item));
    }
    for (const Problem &problem : m_data.problems) {
        if (!failed(problem.cause)) {
            add(problem, Tone::Warning);
        }
    }
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i].row.id = int(i);
    }
    return result;
}

QString OverviewView::sourcesFoot(bool &ok) const
{
    ok = true;
    if (m_data.sources.empty()) {
        return tr("No sources yet.");
    }
    std::int64_t problems = 0;
    std::size_t good = 0;
    for (const SourceStatus &source : m_data.sources) {
        problems += source.problems;
        good += source.problems == 0 ? 1 : 0;
    }
    ok = problems == 0;
    if (ok) {
        return m_data.sources.size() == 1 ? tr("1 source, up to date.") : tr("All %1 sources up to date.").arg(m_data.sources.size());
    }
    const QString count = problems == 1 ? tr("1 problem") : tr("%1 problems").arg(TokenText::exact(problems));
    return tr("%1 of %2 sources without problems. %3.").arg(QString::number(good), QString::number(m_data.sources.size()), count);
}

std::vector<PillRow> OverviewView::sources() const
{
    std::vector<PillRow> rows;
    for (const SourceStatus &source : m_data.sources) {
        PillRow row;
        row.name = sourceName(source.key.format);
        row.detail = shortPath(QString::fromStdString(source.key.root));
        row.texts = {TokenText::exact(source.files), TokenText::exact(source.records),
                     msOf(source.lastRead) > 0 ? DateText::moment(source.lastRead, m_zone, m_data.today) : NumberText::notApplicable()};
        if (source.problems > 0) {
            row.tone = Tone::Warning;
            row.state = source.problems == 1 ? tr("1 problem") : tr("%1 problems").arg(TokenText::exact(source.problems));
        } else if (msOf(source.lastRead) <= 0) {
            row.tone = Tone::Neutral;
            row.state = tr("Not read yet");
        } else {
            row.state = tr("Up to date");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

QString OverviewView::emptyFact() const
{
    if (m_data.ledger.records == 0) {
        return tr("The ledger is empty.");
    }
    return tr("No usage in %1.").arg(periodText());
}

QString OverviewView::emptyHint() const
{
    if (!m_data.nearestDataDay) {
        return m_data.ledger.records == 0 ? tr("Import your logs to see what they cost.") : tr("Change the period or the filter.");
    }
    return tr("The nearest is on %1.").arg(DateText::day(*m_data.nearestDataDay, m_data.today));
}

QString OverviewView::emptyVerb() const
{
    return m_data.nearestDataDay ? tr("Go to %1").arg(DateText::day(*m_data.nearestDataDay, m_data.today)) : QString{};
}

} // namespace tokenmeter
