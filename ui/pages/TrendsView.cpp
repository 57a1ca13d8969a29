// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/TrendsView.h"

#include "format/BasisText.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/SourceText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int Week = 7;
constexpr int HoursOfDay = 24;
constexpr int Million = 1'000'000;

MeasureText textsOf(TrendMeasure measure, const std::string &code)
{
    const Currency given{code};
    const Currency currency = given.isNone() ? Currency{"USD"} : given;
    switch (measure) {
    case TrendMeasure::Cost:
    case TrendMeasure::CostPerMillion:
        break;
    case TrendMeasure::Tokens:
    case TrendMeasure::TokensPerSession:
    case TrendMeasure::InputAgain:
        return {Measure::Tokens, currency};
    case TrendMeasure::Requests:
        return {Measure::Requests, currency};
    case TrendMeasure::CacheHitShare:
    case TrendMeasure::AgentShare:
        return MeasureText::share();
    case TrendMeasure::RequestsPerSession:
        return MeasureText::thousandths();
    }
    return {Measure::Cost, currency};
}

bool isShare(TrendMeasure measure)
{
    return measure == TrendMeasure::CacheHitShare || measure == TrendMeasure::AgentShare;
}

QString currencyCode(const std::string &code)
{
    return QString::fromStdString(code.empty() ? std::string{"USD"} : code);
}

bool isWholeYear(LocalDay from, LocalDay to)
{
    const year_month_day first{from};
    return first.month() == January && first.day() == std::chrono::day{1} && to == LocalDay{first.year() / December / 31};
}

TimeChartData::Unit unitOf(TrendUnit unit)
{
    switch (unit) {
    case TrendUnit::Hour:
        return TimeChartData::Unit::Hour;
    case TrendUnit::Day:
        break;
    case TrendUnit::Week:
        return TimeChartData::Unit::Week;
    case TrendUnit::Month:
        return TimeChartData::Unit::Month;
    case TrendUnit::Year:
        return TimeChartData::Unit::Year;
    }
    return TimeChartData::Unit::Day;
}

ModelLabel labelOf(const TrendMember &member)
{
    return {visibleText(member.family), visibleText(member.name), visibleText(member.key)};
}

} // namespace

TrendsView::TrendsView(const Trend &trend, const TrendsOptions &options, const ModelColours &colours, const Zone &zone, const PeriodRules &rules)
    : m_trend{trend}, m_options{options}, m_measure{textsOf(options.measure, trend.currency)}, m_zone{zone}, m_rules{rules}
{
    if (m_options.dimension == TrendDimension::Project) {
        std::vector<std::string> names;
        for (const TrendSeries &series : trend.series) {
            names.push_back(series.member.name);
        }
        for (const TrendMember &member : trend.others) {
            names.push_back(member.name);
        }
        const QStringList labels = projectLabels(names);
        m_projects = labels.mid(0, qsizetype(trend.series.size()));
        m_otherProjects = labels.mid(qsizetype(trend.series.size()));
    }
    chooseSeries(colours);
    orderSeries();
}

QString TrendsView::measureName(TrendMeasure measure)
{
    switch (measure) {
    case TrendMeasure::Cost:
        return tr("Cost");
    case TrendMeasure::Tokens:
        return tr("Tokens");
    case TrendMeasure::Requests:
        return tr("Requests");
    case TrendMeasure::CacheHitShare:
        return tr("Cache hit share");
    case TrendMeasure::CostPerMillion:
        return tr("Cost per million tokens");
    case TrendMeasure::TokensPerSession:
        return tr("Tokens per session");
    case TrendMeasure::RequestsPerSession:
        return tr("Requests per session");
    case TrendMeasure::AgentShare:
        return tr("Sub-agent share of cost");
    case TrendMeasure::InputAgain:
        return tr("Input sent again per request");
    }
    return {};
}

QString TrendsView::dimensionName(TrendDimension dimension, const std::string &tagKey)
{
    switch (dimension) {
    case TrendDimension::None:
        return tr("All together");
    case TrendDimension::Model:
        return tr("Model");
    case TrendDimension::Provider:
        return tr("Provider");
    case TrendDimension::Project:
        return tr("Project");
    case TrendDimension::Source:
        return tr("Source");
    case TrendDimension::Tier:
        return tr("Tier");
    case TrendDimension::Agent:
        return tr("Agent");
    case TrendDimension::TokenClass:
        return tr("Token class");
    case TrendDimension::Tag:
        break;
    }
    return visibleText(tagKey);
}

QString TrendsView::title() const
{
    const bool isOnBasis = m_options.measure == TrendMeasure::Cost && m_trend.basis != ViewBasis::List;
    const QString measure = isOnBasis ? BasisText::name(m_trend.basis) : measureName(m_options.measure);
    if (m_options.dimension == TrendDimension::None) {
        return measure;
    }
    const QString dimension = dimensionName(m_options.dimension, m_options.tagKey);
    return tr("%1 by %2", "Cost by model")
        .arg(measure, m_options.dimension == TrendDimension::Tag || NumberText::isChinese() ? dimension : dimension.toLower());
}

QString TrendsView::totalText() const
{
    if (isUnpriced(m_trend.total) && m_trend.foreign.empty()) {
        return MoneyText::noPrice();
    }
    const std::optional<Int128> value = valueOf(m_trend.total, m_options.measure);
    return value ? m_measure.figure(*value) : NumberText::notApplicable();
}

bool TrendsView::hasUnpriced() const
{
    return m_options.measure == TrendMeasure::Cost && m_trend.total.spend.unpricedRequests > 0;
}

QString TrendsView::memberName(const TrendMember &member) const
{
    if (member.part) {
        switch (*member.part) {
        case TokenPart::Input:
            return tr("Input");
        case TokenPart::CacheRead:
            return tr("Cache read");
        case TokenPart::CacheWrite:
            return tr("Cache write");
        case TokenPart::Output:
            return tr("Output");
        case TokenPart::Other:
            break;
        }
        return tr("Audio, images, searches");
    }
    if (m_options.dimension == TrendDimension::None) {
        return tr("All");
    }
    if (!member.name.empty()) {
        return m_options.dimension == TrendDimension::Source ? sourceName(member.name) : visibleText(member.name);
    }
    switch (m_options.dimension) {
    case TrendDimension::Model:
        return tr("(no model)");
    case TrendDimension::Provider:
        return tr("(no provider)");
    case TrendDimension::Project:
        return tr("(no project)");
    case TrendDimension::Tier:
        return tr("(no tier)");
    case TrendDimension::Agent:
        return tr("(no agent)");
    case TrendDimension::Tag:
        return tr("(untagged)");
    default:
        break;
    }
    return tr("(not said)");
}

/// What would be a row of nothing but a missing price is in the note "Unpriced" instead.
bool TrendsView::isShown(const TrendCell &cell) const
{
    if (isRatio(m_options.measure)) {
        return valueOf(cell, m_options.measure).has_value();
    }
    if (valueOf(cell, m_options.measure).value_or(0) != 0) {
        return true;
    }
    return m_options.measure == TrendMeasure::Cost && (cell.spend.requests > cell.spend.unpricedRequests || !cell.spend.cost.empty());
}

int TrendsView::shownOthers() const
{
    return int(std::count_if(m_trend.others.begin(), m_trend.others.end(), [&](const TrendMember &member) { return isShown(member.total); }));
}

void TrendsView::chooseSeries(const ModelColours &colours)
{
    for (std::size_t i = 0; i < m_trend.series.size(); ++i) {
        const TrendMember &member = m_trend.series[i].member;
        if (!isShown(member.total)) {
            continue;
        }
        Shown shown;
        shown.index = int(i);
        shown.name = memberName(member);
        shown.shortName = m_options.dimension == TrendDimension::Model ? ModelColours::shortName(shown.name)
                          : m_options.dimension == TrendDimension::Project && !member.name.empty() ? m_projects.value(qsizetype(i))
                                                                                                   : shown.name;
        m_shown.push_back(std::move(shown));
    }
    // A model keeps its colour, and a provider has that of its main family. Nothing else has one of its own: slots by rank.
    constexpr int slots = 8;
    std::set<int> taken;
    if (m_options.dimension == TrendDimension::Model) {
        std::vector<ModelLabel> labels;
        for (const Shown &shown : m_shown) {
            labels.push_back(labelOf(m_trend.series[std::size_t(shown.index)].member));
        }
        const std::vector<Look> looks = colours.looksOf(labels);
        for (std::size_t i = 0; i < m_shown.size(); ++i) {
            m_shown[i].look = looks[i];
        }
    } else if (m_options.dimension == TrendDimension::TokenClass) {
        for (Shown &shown : m_shown) {
            const TokenPart part = *m_trend.series[std::size_t(shown.index)].member.part;
            shown.look = part == TokenPart::Other ? Look::other() : Look::tokenClass(int(part) + 1);
        }
    } else if (m_shown.size() == 1) {
        m_shown.front().look = Look::dimension();
    } else {
        std::vector<Shown *> rest;
        for (Shown &shown : m_shown) {
            const TrendMember &member = m_trend.series[std::size_t(shown.index)].member;
            const int slot = m_options.dimension == TrendDimension::Provider ? ModelColours::slotOf({visibleText(member.family), {}, {}}) : 0;
            if (slot > 0 && taken.insert(slot).second) {
                shown.look = Look{.slot = slot};
            } else {
                rest.push_back(&shown);
            }
        }
        for (Shown *shown : rest) {
            int slot = 1;
            while (slot <= slots && taken.contains(slot)) {
                ++slot;
            }
            taken.insert(slot);
            shown->look = Look{.slot = slot > slots ? 0 : slot};
        }
    }
    if (m_trend.other && isShown(m_trend.other->member.total)) {
        const QString name = tr("Other (%1)").arg(shownOthers());
        m_shown.push_back({OtherSeries, name, name, Look::other()});
    }
}

/// Families lie together in the stack, larger ones lower, Other on top; the legend is by size.
void TrendsView::orderSeries()
{
    const auto value = [&](const Shown &shown) { return valueOf(trendSeries(shown.index).member.total, m_options.measure).value_or(0); };
    const auto isOther = [](const Shown &shown) { return shown.index == OtherSeries; };
    if (m_options.dimension == TrendDimension::Model) {
        const auto family = [&](const Shown &shown) { return ModelColours::familyName(labelOf(m_trend.series[std::size_t(shown.index)].member)); };
        std::map<QString, Int128> families;
        for (const Shown &shown : m_shown) {
            if (!isOther(shown)) {
                families[family(shown)] += value(shown);
            }
        }
        std::stable_sort(m_shown.begin(), m_shown.end(), [&](const Shown &a, const Shown &b) {
            if (isOther(a) || isOther(b)) {
                return !isOther(a) && isOther(b);
            }
            const QString fa = family(a);
            const QString fb = family(b);
            return fa != fb ? (families[fa] != families[fb] ? families[fa] > families[fb] : fa < fb) : value(a) > value(b);
        });
    }
    m_rows.resize(m_shown.size());
    std::iota(m_rows.begin(), m_rows.end(), 0);
    if (m_options.dimension != TrendDimension::TokenClass) {
        std::stable_sort(m_rows.begin(), m_rows.end(), [&](int a, int b) {
            const Shown &x = m_shown[std::size_t(a)];
            const Shown &y = m_shown[std::size_t(b)];
            return isOther(x) != isOther(y) ? isOther(y) : value(x) > value(y);
        });
    }
}

int TrendsView::rowOfSeries(int series) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), series);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QString TrendsView::place(const TrendStep &step) const
{
    switch (m_options.unit) {
    case TrendUnit::Hour: {
        const QString hours = DateText::time(*step.hour, m_zone) + NumberText::EnDash + DateText::time(*step.hour + minutes{60}, m_zone);
        const QString text = tr("%1, %2", "day, hours").arg(DateText::full(step.from), hours);
        return step.again ? tr("%1 (second time)", "an hour that comes twice when the clock is put back").arg(text) : text;
    }
    case TrendUnit::Day:
        return DateText::full(step.from);
    case TrendUnit::Week:
        return DateText::range(step.from, step.to, step.to + days{400}); // a year always
    case TrendUnit::Year:
        if (isWholeYear(step.from, step.to)) {
            return QString::number(int(year_month_day{step.from}.year()));
        }
        break;
    case TrendUnit::Month:
        break;
    }
    return DateText::isWholeMonth(step.from, step.to) ? DateText::month(step.from) : DateText::range(step.from, step.to, step.to + days{400});
}

int TrendsView::smoothing() const
{
    const auto length = (m_trend.to - m_trend.from).count() + 1;
    if (isRatio(m_options.measure) || m_options.shape == TimeChart::Shape::Cumulative) {
        return 1;
    }
    if (m_options.unit == TrendUnit::Hour) {
        return length > 2 ? HoursOfDay : 1;
    }
    return m_options.unit == TrendUnit::Day && length >= 2 * Week ? Week : 1;
}

/// Like with like: only when the ledger reaches back to the beginning of what is compared with.
bool TrendsView::compares() const
{
    if (m_trend.basis == ViewBasis::Billed) {
        return !m_trend.before.inCurrency.isZero();
    }
    return m_trend.before.spend.requests > 0 && m_trend.ledger.oldest && m_zone.dayOf(*m_trend.ledger.oldest) <= m_trend.previous.compared.from;
}

bool TrendsView::hasGhost() const
{
    return !m_trend.previousTotals.empty() && std::find(m_trend.previousHasData.begin(), m_trend.previousHasData.end(), true) != m_trend.previousHasData.end();
}

QString TrendsView::ghostName() const
{
    const DayRange whole = m_trend.previous.whole;
    const QString name = isCalendarMonth({m_trend.from, m_trend.to}) ? DateText::month(whole.from)
                         : whole.length() == 1                       ? tr("Previous day")
                                                                     : tr("Previous %1 days").arg(whole.length());
    return smoothing() == Week         ? tr("%1, weekly mean", "previous period").arg(name)
           : smoothing() == HoursOfDay ? tr("%1, daily mean", "previous period").arg(name)
                                       : name;
}

TimeChartData TrendsView::chart() const
{
    TimeChartData chart;
    chart.title = title();
    chart.totalName = isRatio(m_options.measure) ? tr("All") : tr("Total");
    chart.measure = m_measure;
    chart.unit = unitOf(m_options.unit);
    chart.stacks = !isRatio(m_options.measure);
    chart.today = m_trend.today;
    for (const TrendStep &step : m_trend.steps) {
        chart.steps.push_back({place(step), step.from, step.to, step.hourOfDay, step.hasData, step.running, step.future});
    }
    const auto values = [&](const std::vector<TrendCell> &cells) {
        TimeChartData::Values result;
        for (const TrendCell &cell : cells) {
            result.push_back(valueOf(cell, m_options.measure));
        }
        return result;
    };
    for (const Shown &shown : m_shown) {
        chart.series.push_back({shown.name, shown.shortName, shown.look, values(trendSeries(shown.index).cells)});
    }
    chart.totals = values(m_trend.totals);
    chart.total = valueOf(m_trend.total, m_options.measure);
    if (m_options.measure == TrendMeasure::Cost) {
        for (const TrendCell &cell : m_trend.totals) {
            chart.unpriced.push_back(cell.spend.unpricedRequests);
        }
    }
    if (m_options.ghost && hasGhost()) {
        chart.ghostName = ghostName();
        const int count = int(m_trend.previousTotals.size());
        // At the ends the mean stays that of as many steps: fewer would weigh one weekend more than another.
        const int over = std::min(smoothing(), count);
        for (int i = 0; i < count; ++i) {
            const int from = std::clamp(i - over / 2, 0, count - over);
            Int128 sum = 0;
            int known = 0;
            for (int k = from; k < from + over; ++k) {
                if (m_trend.previousHasData[std::size_t(k)]) {
                    sum += valueOf(m_trend.previousTotals[std::size_t(k)], m_options.measure).value_or(0);
                    ++known;
                }
            }
            const bool here = m_trend.previousHasData[std::size_t(i)];
            chart.ghost.push_back(over == 1 ? (here ? valueOf(m_trend.previousTotals[std::size_t(i)], m_options.measure) : std::nullopt)
                                  : known > 0 ? std::optional{roundedDivision(sum, known)}
                                              : std::nullopt);
        }
    }
    return chart;
}

QString TrendsView::change(const TrendCell &now, const TrendCell &before) const
{
    const std::optional<Int128> a = valueOf(now, m_options.measure);
    const std::optional<Int128> b = valueOf(before, m_options.measure);
    if (isRatio(m_options.measure) && (!a || !b)) {
        return NumberText::notApplicable();
    }
    if (isShare(m_options.measure)) {
        const QString points = ChangeText::points(*a, Million, *b, Million);
        return points.front().isLetter() ? tr("same", "share, in a table") : points;
    }
    constexpr int tenfold = 10;
    if (b.value_or(0) > 0 && *a / *b >= tenfold) {
        return tr("▲ × %1", "so many times as much").arg(TokenText::shortForm(std::int64_t(*a / *b)));
    }
    return ChangeText::brief(a.value_or(0), b.value_or(0));
}

/// Usage that costs an unknown amount, which must not look like nothing.
bool TrendsView::isUnpriced(const TrendCell &cell) const
{
    return m_options.measure == TrendMeasure::Cost && cell.spend.requests > 0 && cell.spend.unpricedRequests == cell.spend.requests
           && valueOf(cell, m_options.measure) == Int128{0};
}

QString TrendsView::exact(const TrendCell &cell) const
{
    const std::optional<Int128> value = valueOf(cell, m_options.measure);
    if (m_options.measure == TrendMeasure::Cost && value == Int128{0}) {
        QStringList foreign;
        for (const Money cost : cell.spend.cost) {
            if (cost.currency() != m_measure.currency() && !cost.isZero()) {
                foreign << MoneyText::amount(cost);
            }
        }
        if (!foreign.isEmpty()) {
            return foreign.join(QStringLiteral(" + "));
        }
        if (isUnpriced(cell)) {
            return MoneyText::noPrice();
        }
    }
    return value ? m_measure.exact(*value) : NumberText::notApplicable();
}

QString TrendsView::machine(const TrendCell &cell) const
{
    const std::optional<Int128> value = valueOf(cell, m_options.measure);
    if (!value) {
        return {};
    }
    switch (m_options.measure) {
    case TrendMeasure::Cost:
    case TrendMeasure::CostPerMillion:
        return QString::fromStdString(Money::fromAtto(*value, m_measure.currency()).toDecimalText());
    case TrendMeasure::CacheHitShare:
    case TrendMeasure::AgentShare:
        return QString::number(double(*value) / Million, 'f', 6);
    case TrendMeasure::RequestsPerSession:
        return QString::number(double(*value) / 1000, 'f', 3);
    default:
        break;
    }
    return QString::number(qint64(*value));
}

std::vector<QString> TrendsView::amounts() const
{
    std::vector<QString> texts;
    const TrendMeasure measure = m_options.measure;
    if (measure != TrendMeasure::Cost) {
        for (const int series : m_rows) {
            const std::optional<Int128> value = valueOf(trendSeries(m_shown[std::size_t(series)].index).member.total, measure);
            texts.push_back(value ? m_measure.figure(*value) : NumberText::notApplicable());
        }
        if (measure == TrendMeasure::Tokens || measure == TrendMeasure::Requests) {
            texts.push_back(m_measure.figure(*valueOf(m_trend.dayOnly, measure)));
        } else {
            texts.emplace_back();
        }
        return texts;
    }
    std::vector<Money> parts;
    for (const int series : m_rows) {
        parts.push_back(Money::fromAtto(trendSeries(m_shown[std::size_t(series)].index).member.total.inCurrency.atto(), m_measure.currency()));
    }
    parts.push_back(Money::fromAtto(m_trend.dayOnly.inCurrency.atto(), m_measure.currency()));
    const Money total = Money::fromAtto(m_trend.total.inCurrency.atto(), m_measure.currency());
    const int decimals = MoneyText::decimalsFor(total);
    const std::vector<Money> closed = MoneyText::closing(parts, total, decimals, false);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // A part too small for a cent says so; it must not read as nothing.
        texts.push_back(MoneyText::fixed(closed[i].isZero() ? parts[i] : closed[i], decimals));
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const TrendCell &cell = trendSeries(m_shown[std::size_t(m_rows[row])].index).member.total;
        if (cell.inCurrency.isZero() && cell.spend.cost.size() > 0) {
            texts[row] = exact(cell);
        }
    }
    return texts;
}

LegendTableData TrendsView::legend() const
{
    LegendTableData legend;
    const bool ratio = isRatio(m_options.measure);
    legend.nameHeader = m_options.dimension == TrendDimension::None ? QString{} : dimensionName(m_options.dimension, m_options.tagKey);
    legend.amountHeader = m_options.measure == TrendMeasure::Cost || m_options.measure == TrendMeasure::CostPerMillion ? currencyCode(m_trend.currency)
                          : isShare(m_options.measure)                                                             ? tr("Share")
                                                                                                                   : tr("Number");
    const bool compared = compares();
    legend.changeHeader = compared ? tr("Change") : QString{};
    const std::vector<QString> texts = amounts();
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const Shown &shown = m_shown[std::size_t(m_rows[row])];
        const TrendMember &member = trendSeries(shown.index).member;
        LegendTableData::Row line;
        line.name = shown.shortName;
        line.look = shown.look;
        line.amount = texts[row];
        line.change = compared ? change(member.total, member.before) : QString{};
        line.opens = shown.index == OtherSeries;
        line.tip = shown.name;
        if (!member.name.empty() && m_options.dimension == TrendDimension::Project) {
            line.tip = visibleText(member.name);
        }
        line.tip += QLatin1Char('\n') + tr("%1, %2", "requests, tokens").arg(TokenText::requests(member.total.spend.requests), TokenText::tokens(member.total.spend.totalTokens));
        line.tip += QLatin1Char('\n') + (line.opens ? tr("Click: what is in it. Ctrl+click: hide.") : tr("Click: only this. Ctrl+click: hide."));
        legend.rows.push_back(std::move(line));
    }
    if (m_trend.dayOnly.spend.requests > 0 && !ratio) {
        legend.notes.push_back({tr("No time of day"), texts.back(), false});
    } else if (m_trend.dayOnly.spend.requests > 0) {
        legend.notes.push_back({tr("No time of day"), TokenText::requests(m_trend.dayOnly.spend.requests), false});
    }
    if (hasUnpriced()) {
        legend.notes.push_back({tr("Unpriced"), TokenText::requests(m_trend.total.spend.unpricedRequests), true});
    }
    if (m_options.measure == TrendMeasure::Cost) {
        for (const Money money : m_trend.foreign) {
            legend.notes.push_back({tr("No exchange rate"), MoneyText::amount(money), false});
        }
    }
    legend.totalName = ratio ? tr("All") : tr("Total");
    legend.total = totalText();
    legend.totalChange = compared ? change(m_trend.total, m_trend.before) : QString{};
    return legend;
}

QString TrendsView::noteOf(const TrendCell &cell) const
{
    const std::int64_t unpriced = cell.spend.unpricedRequests;
    if (m_options.measure != TrendMeasure::Cost || unpriced == 0) {
        return {};
    }
    return unpriced == 1 ? tr("1 request without a price") : tr("%1 requests without a price").arg(TokenText::exact(unpriced));
}

QString TrendsView::calendarTitle() const
{
    return m_trend.firstYear == m_trend.year ? tr("Every day of %1").arg(m_trend.year)
                                             : tr("Every day of %1 and %2", "two years").arg(m_trend.firstYear).arg(m_trend.year);
}

QString TrendsView::calendarTotal() const
{
    if (isUnpriced(m_trend.yearTotal)) {
        return MoneyText::noPrice();
    }
    const std::optional<Int128> value = valueOf(m_trend.yearTotal, m_options.measure);
    return value ? m_measure.figure(*value) : NumberText::notApplicable();
}

std::vector<CalendarHeatMap::Day> TrendsView::calendarDays() const
{
    std::vector<CalendarHeatMap::Day> result;
    for (const Trend::Day &day : m_trend.calendar) {
        CalendarHeatMap::Day cell;
        cell.day = day.day;
        cell.future = day.future;
        cell.tip.place = DateText::full(day.day);
        if (day.hasData && !day.future) {
            cell.unpriced = isUnpriced(day.cell);
            cell.value = cell.unpriced ? std::nullopt : valueOf(day.cell, m_options.measure);
            cell.picks = day.cell.spend.requests > 0;
            cell.tip.totalName = measureName(m_options.measure);
            cell.tip.totalValue = exact(day.cell);
            if (cell.picks) {
                cell.tip.notes << TokenText::requests(day.cell.spend.requests);
            }
            if (const QString note = noteOf(day.cell); !note.isEmpty()) {
                cell.tip.notes << note;
            }
            if (day.running) {
                cell.tip.notes << tr("The day is not over.");
            }
        } else {
            cell.tip.notes << tr("No data: the ledger holds nothing here.");
        }
        result.push_back(std::move(cell));
    }
    return result;
}

HeatMapData TrendsView::calendarLook() const
{
    HeatMapData look;
    look.title = calendarTitle();
    look.measure = m_measure;
    look.unit = isRatio(m_options.measure) ? QString{} : tr("%1 a day", "amount");
    look.outlineName = tr("no data");
    return look;
}

QString TrendsView::weekTitle() const
{
    return tr("Hour and weekday");
}

QString TrendsView::weekScope() const
{
    QString scope;
    switch (m_options.measure) {
    case TrendMeasure::Cost:
        scope = tr("average %1 an hour").arg(currencyCode(m_trend.currency));
        break;
    case TrendMeasure::Tokens:
        scope = tr("average tokens an hour");
        break;
    case TrendMeasure::Requests:
        scope = tr("average requests an hour");
        break;
    default:
        scope = measureName(m_options.measure);
        break;
    }
    const std::optional<Int128> apart = isRatio(m_options.measure) ? std::nullopt : valueOf(m_trend.weekDayOnly, m_options.measure);
    return apart.value_or(0) == 0 ? scope : tr("%1, %2 without a time of day").arg(scope, m_measure.figure(*apart));
}

WeekHeatMap::Week TrendsView::weekHours() const
{
    WeekHeatMap::Week week{};
    const LocalDay monday{days{4}}; // 5 January 1970
    for (std::size_t day = 0; day < week.size(); ++day) {
        for (std::size_t hour = 0; hour < week[day].size(); ++hour) {
            const Trend::WeekHour &from = m_trend.week[day][hour];
            WeekHeatMap::Hour &to = week[day][hour];
            to.tip.place = tr("%1, %2–%3", "weekday, hours")
                               .arg(DateText::weekday(monday + days{int(day)}), hourName(int(hour)), hourName(int(hour + 1) % 24));
            if (from.hours == 0) {
                to.tip.notes << tr("No such hour with data in this period.");
                continue;
            }
            const std::optional<Int128> value = valueOf(from.cell, m_options.measure);
            if (isRatio(m_options.measure)) {
                to.value = value;
                to.tip.totalName = measureName(m_options.measure);
                to.tip.totalValue = exact(from.cell);
            } else {
                const Int128 average = roundedDivision(value.value_or(0), from.hours);
                to.unpriced = isUnpriced(from.cell);
                to.value = to.unpriced ? std::nullopt : std::optional{average};
                to.tip.totalName = tr("On average");
                to.tip.totalValue = to.unpriced ? MoneyText::noPrice() : m_measure.exact(average);
                to.tip.notes << (to.unpriced       ? TokenText::requests(from.cell.spend.requests)
                                 : from.hours == 1 ? tr("1 hour") : tr("%1 in %2 hours").arg(m_measure.exact(value.value_or(0)), TokenText::exact(from.hours)));
            }
            if (const QString note = noteOf(from.cell); !note.isEmpty()) {
                to.tip.notes << note;
            }
        }
    }
    return week;
}

HeatMapData TrendsView::weekLook() const
{
    HeatMapData look;
    look.title = weekTitle();
    look.measure = m_measure;
    look.unit = isRatio(m_options.measure) ? QString{} : tr("%1 an hour", "amount");
    return look;
}

QString TrendsView::emptyFact() const
{
    if (m_trend.ledger.records == 0) {
        return tr("The ledger is empty.");
    }
    return tr("No usage in %1.").arg(DateText::period(m_trend.from, m_trend.to, m_trend.today));
}

QString TrendsView::emptyHint() const
{
    if (!m_trend.nearestDataDay) {
        return m_trend.ledger.records == 0 ? tr("Import your logs to see what they cost.") : tr("Change the period or the filter.");
    }
    return tr("The nearest is on %1.").arg(DateText::day(*m_trend.nearestDataDay, m_trend.today));
}

QString TrendsView::emptyVerb() const
{
    return m_trend.nearestDataDay ? tr("Go to %1").arg(DateText::day(*m_trend.nearestDataDay, m_trend.today)) : QString{};
}

std::vector<RankedEntry> TrendsView::others() const
{
    std::vector<RankedEntry> entries;
    for (std::size_t i = 0; i < m_trend.others.size(); ++i) {
        const TrendMember &member = m_trend.others[i];
        if (!isShown(member.total)) {
            continue;
        }
        RankedEntry entry;
        entry.name = m_options.dimension == TrendDimension::Project && !member.name.empty() ? m_otherProjects.value(qsizetype(i)) : memberName(member);
        entry.key = QString::number(i);
        entry.look = Look::other();
        entry.value = valueOf(member.total, m_options.measure).value_or(0);
        if (isRatio(m_options.measure) || entry.value == 0) {
            entry.amount = exact(member.total);
        }
        entry.note = member.name.empty() ? entry.name : visibleText(member.name);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Int128 TrendsView::othersTotal() const
{
    Int128 sum = 0;
    for (const RankedEntry &entry : others()) {
        sum += entry.value;
    }
    return sum;
}

void TrendsView::narrow(UsageFilter &filter, const std::vector<TrendMember> &members) const
{
    std::vector<std::string> values;
    for (const TrendMember &member : members) {
        values.insert(values.end(), member.values.begin(), member.values.end());
    }
    switch (m_options.dimension) {
    case TrendDimension::Model:
        filter.models = values;
        break;
    case TrendDimension::Provider:
        filter.providers = values;
        break;
    case TrendDimension::Project:
        filter.projects = values;
        break;
    case TrendDimension::Source:
        filter.sources = values;
        break;
    case TrendDimension::Tier:
        filter.tiers = values;
        break;
    case TrendDimension::Agent:
        filter.agents = values;
        break;
    case TrendDimension::Tag:
        for (const std::string &value : values) {
            filter.tags.push_back({m_options.tagKey, value});
        }
        break;
    case TrendDimension::None:
    case TrendDimension::TokenClass:
        break;
    }
}

UsageFilter TrendsView::filterOf(const UsageFilter &view, int step, int series) const
{
    UsageFilter filter = view;
    if (step >= 0) {
        filter.from = m_trend.steps[std::size_t(step)].from;
        filter.to = m_trend.steps[std::size_t(step)].to;
        if (const std::optional<UtcTime> hour = m_trend.steps[std::size_t(step)].hour) {
            constexpr milliseconds tick{1};
            filter.after = *hour - tick;
            filter.upTo = *hour + hours{1} - tick;
            // An hour is cut short where the clock is put on or back by half of one.
            if (std::size_t(step) + 1 < m_trend.steps.size()) {
                filter.upTo = std::min(*filter.upTo, m_trend.steps[std::size_t(step) + 1].hour.value_or(UtcTime::max()) - tick);
            }
        }
    }
    if (series >= 0) {
        const int index = m_shown[std::size_t(series)].index;
        narrow(filter, index == OtherSeries ? m_trend.others : std::vector<TrendMember>{trendSeries(index).member});
    }
    return filter;
}

QString TrendsView::nameOf(int step, int series) const
{
    QStringList parts;
    if (series >= 0) {
        parts << m_shown[std::size_t(series)].name;
    }
    if (step < 0) {
        parts << DateText::period(m_trend.from, m_trend.to, m_trend.today);
    } else {
        parts << place(m_trend.steps[std::size_t(step)]);
    }
    return parts.join(QStringLiteral(" · "));
}

std::vector<PageTable> TrendsView::tables() const
{
    const auto text = [](const QString &name) { return PageTable::Cell{name, {}, false}; };
    const auto number = [&](const TrendCell &cell) { return PageTable::Cell{exact(cell), machine(cell), true}; };
    std::vector<PageTable> tables;
    const bool compared = compares();

    PageTable sums;
    sums.title = title();
    sums.columns = {dimensionName(m_options.dimension, m_options.tagKey), measureName(m_options.measure)};
    if (compared) {
        sums.columns << tr("Before") << tr("Change");
    }
    const auto row = [&](const QString &name, const TrendCell &now, const TrendCell &before) {
        std::vector<PageTable::Cell> cells{text(name), number(now)};
        if (compared) {
            cells.push_back(number(before));
            cells.push_back({change(now, before), {}, true});
        }
        return cells;
    };
    for (const int series : m_rows) {
        const Shown &shown = m_shown[std::size_t(series)];
        const TrendMember &member = trendSeries(shown.index).member;
        sums.rows.push_back(row(shown.name, member.total, member.before));
    }
    if (m_trend.dayOnly.spend.requests > 0) {
        sums.rows.push_back(row(tr("No time of day"), m_trend.dayOnly, {}));
    }
    sums.footer = row(isRatio(m_options.measure) ? tr("All") : tr("Total"), m_trend.total, m_trend.before);
    tables.push_back(std::move(sums));

    PageTable steps;
    steps.title = tr("%1, over time", "title of a chart").arg(title());
    steps.columns = {m_options.unit == TrendUnit::Hour    ? tr("Hour")
                     : m_options.unit == TrendUnit::Day   ? tr("Day")
                     : m_options.unit == TrendUnit::Week  ? tr("Week")
                     : m_options.unit == TrendUnit::Month ? tr("Month")
                                                          : tr("Year")};
    for (const int series : m_rows) {
        steps.columns << m_shown[std::size_t(series)].name;
    }
    steps.columns << (isRatio(m_options.measure) ? tr("All") : tr("Total"));
    for (std::size_t i = 0; i < m_trend.steps.size(); ++i) {
        const TrendStep &step = m_trend.steps[i];
        if (step.future) {
            continue;
        }
        std::string exactTime = step.hour ? toRfc3339(*step.hour) : toIso(step.from);
        if (step.from != step.to) {
            exactTime += "/" + toIso(step.to);
        }
        std::vector<PageTable::Cell> cells{{place(step), QString::fromStdString(exactTime), false}};
        const auto add = [&](const TrendCell &cell) {
            cells.push_back(step.hasData ? number(cell) : PageTable::Cell{NumberText::notApplicable(), {}, true});
        };
        for (const int series : m_rows) {
            add(trendSeries(m_shown[std::size_t(series)].index).cells[i]);
        }
        add(m_trend.totals[i]);
        steps.rows.push_back(std::move(cells));
    }
    steps.footer.push_back(text(isRatio(m_options.measure) ? tr("All") : tr("Total")));
    for (const int series : m_rows) {
        steps.footer.push_back(number(trendSeries(m_shown[std::size_t(series)].index).member.total));
    }
    steps.footer.push_back(number(m_trend.total));
    tables.push_back(std::move(steps));

    PageTable year;
    year.title = calendarTitle();
    year.columns = {tr("Day"), measureName(m_options.measure)};
    for (const Trend::Day &day : m_trend.calendar) {
        if (day.hasData && !day.future) {
            year.rows.push_back({{DateText::full(day.day), QString::fromStdString(toIso(day.day)), false}, number(day.cell)});
        }
    }
    year.footer = {text(tr("Total")), number(m_trend.yearTotal)};
    tables.push_back(std::move(year));

    if (!hasWeek()) {
        return tables;
    }
    PageTable week;
    week.title = tr("%1, %2", "title, scope").arg(weekTitle(), weekScope());
    week.columns << tr("Weekday");
    for (int hour = 0; hour < 24; ++hour) {
        week.columns << hourName(hour);
    }
    const WeekHeatMap::Week hours = weekHours();
    for (int i = 0; i < Week; ++i) {
        const auto day = std::size_t((m_rules.firstDayOfWeek - 1 + i) % Week);
        std::vector<PageTable::Cell> cells{text(DateText::weekdayShort(int(day) + 1))};
        for (const WeekHeatMap::Hour &hour : hours[day]) {
            cells.push_back({hour.unpriced ? MoneyText::noPrice() : hour.value ? m_measure.exact(*hour.value) : NumberText::notApplicable(), {}, true});
        }
        week.rows.push_back(std::move(cells));
    }
    tables.push_back(std::move(week));
    return tables;
}

} // namespace tokenmeter
