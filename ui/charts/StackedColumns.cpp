// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/StackedColumns.h"

#include "charts/Axis.h"
#include "charts/Hatch.h"
#include "charts/figures.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

template <typename T>
T at(const std::vector<T> &values, std::size_t index, T otherwise)
{
    return index < values.size() ? values[index] : otherwise;
}

LocalDay endOfBucket(LocalDay from, StackedColumns::Step step)
{
    switch (step) {
    case StackedColumns::Step::Day:
        break;
    case StackedColumns::Step::Week: {
        const int first = int(NumberText::locale().firstDayOfWeek()); // 1 = Monday
        const int weekday = int(std::chrono::weekday{sys_days{from.time_since_epoch()}}.iso_encoding());
        return from + days{6 - (weekday - first + 7) % 7};
    }
    case StackedColumns::Step::Month: {
        const year_month_day parts{from};
        return local_days{parts.year() / parts.month() / last};
    }
    }
    return from;
}

} // namespace

StackedColumns::StackedColumns(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_data.to = m_data.from - days{1}; // no day until it is told of some
}

void StackedColumns::setData(StackedColumnsData given)
{
    m_data = std::move(given);
    m_hidden.clear();
    m_lifted = -1;
    bucket(Step::Day);
    invalidate();
}

void StackedColumns::bucket(Step step)
{
    m_step = step;
    m_buckets.clear();
    for (LocalDay day = m_data.from; day <= m_data.to;) {
        Bucket b;
        b.from = day;
        b.to = std::min(endOfBucket(day, step), m_data.to);
        b.values.assign(m_data.series.size(), 0);
        b.hasData = false;
        b.future = b.from > m_data.today;
        b.hasToday = b.from <= m_data.today && m_data.today <= b.to;
        for (; day <= b.to; day += days{1}) {
            const auto index = std::size_t((day - m_data.from).count());
            for (std::size_t s = 0; s < m_data.series.size(); ++s) {
                const Int128 value = at(m_data.series[s].values, index, Int128{0});
                b.values[s] += value;
                b.total += value;
            }
            b.unpriced += at(m_data.unpriced, index, std::int64_t{0});
            b.hasData = b.hasData || at(m_data.hasData, index, true);
        }
        m_buckets.push_back(std::move(b));
    }
}

Int128 StackedColumns::shownTotal(const Bucket &bucket) const
{
    Int128 total = 0;
    for (std::size_t s = 0; s < bucket.values.size(); ++s) {
        total += isShown(int(s)) ? bucket.values[s] : 0;
    }
    return total;
}

void StackedColumns::layOutLegend(double width)
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Small)};
    const double row = px(size::legendRow);
    double gap = size::legendGap;
    const auto place = [&](double from) {
        double x = from;
        for (LegendEntry &entry : m_legend) {
            const double needs = px(size::swatch) + space::s2 + std::ceil(metrics.horizontalAdvance(entry.name));
            entry.rect = QRectF{x, 0, needs, row};
            x += needs + gap;
        }
        return x - gap;
    };
    m_legend.clear();
    if (m_data.series.size() < 2) {
        return; // one series is named by the title
    }
    // The largest first is the lowest in the stack. One long name must not be all one reads.
    const auto cut = [&](const QString &name) { return metrics.elidedText(name, Qt::ElideRight, px(size::filterLineNarrow)); };
    for (std::size_t s = 0; s < m_data.series.size(); ++s) {
        m_legend.push_back({cut(m_data.series[s].shortName), m_data.series[s].look, {int(s)}, {}});
    }
    for (const double tried : {double(size::legendGap), double(space::s3)}) {
        gap = tried;
        if (place(0) <= width) {
            return;
        }
    }
    gap = size::legendGap;
    m_legend.clear();
    for (std::size_t s = 0; s < m_data.series.size(); ++s) {
        const StackedColumnsData::Series &series = m_data.series[s];
        const QString name = cut(series.group.isEmpty() ? series.shortName : series.group);
        const auto found = std::find_if(m_legend.begin(), m_legend.end(), [&](const LegendEntry &e) { return e.name == name; });
        if (found != m_legend.end()) {
            found->series.insert(int(s));
        } else {
            Look family = series.look;
            family.size = Look::Size::Middle;
            family.older = false;
            m_legend.push_back({name, family, {int(s)}, {}});
        }
    }
    // Long names of unknown models are cut before an entry is lost.
    while (place(0) > width) {
        const auto longest = std::max_element(m_legend.begin(), m_legend.end(),
                                              [](const LegendEntry &a, const LegendEntry &b) { return a.name.size() < b.name.size(); });
        constexpr qsizetype shortest = 8;
        if (longest->name.size() <= shortest) {
            break;
        }
        longest->name = longest->name.left(std::max(shortest, longest->name.size() * 3 / 4) - 1) + QChar{0x2026};
    }
    while (!m_legend.empty() && place(0) > width) {
        m_legend.pop_back();
    }
}

void StackedColumns::layOut(const QRectF &area)
{
    layOutLegend(area.width());
    const double top = m_legend.empty() ? px(size::chartTopBare) : px(size::legendRow) + px(size::chartTop);
    m_plot = QRectF{0, top, area.width(), std::max(1.0, area.height() - top - axis::bottomHeight())};

    double largest = 0;
    const auto measure = [&] {
        largest = 0;
        for (const Bucket &b : m_buckets) {
            largest = std::max(largest, m_data.measure.drawn(shownTotal(b)));
        }
        if (m_data.evenPace && m_step == Step::Day) {
            largest = std::max(largest, m_data.measure.drawn(*m_data.evenPace));
        }
        m_scale = Scale::forLargest(largest, axis::stepsFor(m_plot.height()));
        m_plot.setLeft(axis::valueWidth(m_scale, m_data.measure));
        m_pitch = m_plot.width() / double(std::max<std::size_t>(1, m_buckets.size()));
        m_bar = std::min(double(px(size::barMax)), m_pitch * (1 - size::barGap));
    };
    for (const Step step : {Step::Day, Step::Week, Step::Month}) {
        if (step != m_step || step == Step::Day) {
            bucket(step);
        }
        measure();
        if (m_bar >= size::barMin) {
            break;
        }
    }
}

QRectF StackedColumns::columnOf(int mark) const
{
    return {m_plot.left() + mark * m_pitch, m_plot.top(), m_pitch, m_plot.height()};
}

std::vector<StackedColumns::Segment> StackedColumns::segmentsOf(int mark) const
{
    const Bucket &b = m_buckets[std::size_t(mark)];
    const double dpr = devicePixelRatioF();
    const QRectF column = columnOf(mark);
    const double left = axis::snapped(column.center().x() - m_bar / 2, dpr);
    const double width = std::max(1 / dpr, axis::snapped(m_bar, dpr));
    std::vector<Segment> segments;
    Int128 below = 0;
    const auto yOf = [&](Int128 value) {
        return axis::snapped(m_plot.bottom() - m_scale.part(m_data.measure.drawn(value)) * m_plot.height(), dpr);
    };
    for (std::size_t s = 0; s < b.values.size(); ++s) {
        if (!isShown(int(s)) || b.values[s] <= 0) {
            continue;
        }
        const double bottom = yOf(below);
        below += b.values[s];
        const double top = yOf(below);
        if (bottom - top > 0) {
            segments.push_back({int(s), QRectF{left, top, width, bottom - top}});
        }
    }
    // What is not nothing can be seen: at least one device pixel.
    if (segments.empty() && below > 0) {
        segments.push_back({0, QRectF{left, m_plot.bottom() - 1 / dpr, width, 1 / dpr}});
        for (std::size_t s = 0; s < b.values.size(); ++s) {
            if (b.values[s] > b.values[std::size_t(segments[0].series)]) {
                segments[0].series = int(s);
            }
        }
    }
    if (b.unpriced > 0) {
        const double top = segments.empty() ? m_plot.bottom() : segments.back().rect.top();
        const double height = std::max(px(size::unpricedHeight), size::unpricedMin);
        segments.push_back({-1, QRectF{left, top - height - (segments.empty() ? 0 : 1), width, height}});
    }
    return segments;
}

void StackedColumns::paintGaps(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    for (std::size_t i = 0; i < m_buckets.size();) {
        std::size_t end = i;
        while (end < m_buckets.size() && !m_buckets[end].hasData && !m_buckets[end].future) {
            ++end;
        }
        if (end == i) {
            ++i;
            continue;
        }
        const QRectF gap{m_plot.left() + double(i) * m_pitch, m_plot.top(), double(end - i) * m_pitch, m_plot.height()};
        painter.fillRect(gap, c.sunken);
        painter.setFont(theme.font(Theme::Role::Caption));
        painter.setPen(c.text3);
        const QString words = tr("no data");
        if (QFontMetricsF{painter.font()}.horizontalAdvance(words) + space::s1 <= gap.width()) {
            painter.drawText(gap, Qt::AlignCenter, words);
        }
        i = end;
    }
}

void StackedColumns::paintStatic(QPainter &painter, const QRectF &)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    paintGaps(painter);
    axis::paintValues(painter, m_plot, m_scale, m_data.measure);
    if (!m_data.nothing.isEmpty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(m_plot, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
    }

    for (std::size_t i = 0; i < m_legend.size(); ++i) {
        const LegendEntry &entry = m_legend[i];
        const bool hidden = std::all_of(entry.series.begin(), entry.series.end(), [&](int s) { return !isShown(s); });
        const double side = px(size::swatch);
        const QRectF swatch{entry.rect.left(), std::round(entry.rect.center().y() - side / 2), side, side};
        hatch::paintLook(painter, swatch, radius::bar, entry.look, hidden ? mix::lifted : 1);
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(hidden ? c.text3 : int(i) == m_lifted ? c.text1 : c.text2);
        painter.drawText(entry.rect.adjusted(side + space::s2, 0, size::legendGap, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         entry.name);
    }

    for (int mark = 0; mark < markCount(); ++mark) {
        const Bucket &b = m_buckets[std::size_t(mark)];
        const double faint = b.hasToday ? mix::faint : 1;
        for (const Segment &segment : segmentsOf(mark)) {
            QRectF bar = segment.rect;
            if (segment.series < 0) {
                hatch::paintUnpriced(painter, bar, 0);
                continue;
            }
            if (bar.height() >= size::segmentGapFrom) {
                bar.setTop(bar.top() + 1 / devicePixelRatioF());
            }
            const bool lifted = m_lifted < 0 || m_legend[std::size_t(m_lifted)].series.contains(segment.series);
            hatch::paintLook(painter, bar, 0, m_data.series[std::size_t(segment.series)].look, lifted ? faint : faint * mix::lifted);
        }
    }
    // The zero line stands in front of the bars' feet.
    painter.setPen(QPen{c.zero, size::hairline});
    const double zero = std::floor(m_plot.bottom()) + size::hairline / 2;
    painter.drawLine(QPointF{m_plot.left(), zero}, QPointF{m_plot.right(), zero});

    if (m_data.evenPace && m_step == Step::Day) {
        const double y = std::floor(m_plot.bottom() - m_scale.part(m_data.measure.drawn(*m_data.evenPace)) * m_plot.height())
                         + size::hairline / 2;
        painter.setPen(QPen{c.text3, size::hairline});
        painter.drawLine(QPointF{m_plot.left(), y}, QPointF{m_plot.right(), y});
        painter.setFont(theme.font(Theme::Role::Caption));
        painter.setPen(c.text2);
        const double height = QFontMetricsF{painter.font()}.height();
        painter.drawText(QRectF{m_plot.left(), y - height - 1, m_plot.width(), height}, Qt::AlignRight | Qt::AlignVCenter,
                         tr("even pace %1").arg(m_data.measure.exact(*m_data.evenPace)));
    }
    axis::paintTime(painter, m_plot,
                    axis::timeLabels(m_data.from, m_data.to, m_data.today, m_plot.left(), m_plot.width(), m_step == Step::Day));
}

void StackedColumns::setCrosshair(std::optional<LocalDay> day)
{
    if (day != m_crosshair) {
        m_crosshair = day;
        update();
    }
}

void StackedColumns::paintUnder(QPainter &painter)
{
    int mark = currentMark();
    for (int other = 0; mark < 0 && m_crosshair && other < markCount(); ++other) {
        mark = markFrom(other) <= *m_crosshair && *m_crosshair <= markTo(other) ? other : -1;
    }
    if (mark >= 0) {
        painter.fillRect(columnOf(mark), Theme::current().colours().hover);
    }
}

void StackedColumns::paintHover(QPainter &painter)
{
    if (currentMark() < 0 || currentPart() < 0) {
        return;
    }
    for (const Segment &segment : segmentsOf(currentMark())) {
        if (segment.series == currentPart()) {
            painter.setPen(QPen{Theme::current().colours().text1, size::limitLine});
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(segment.rect);
        }
    }
}

std::optional<double> StackedColumns::timeMarkX(const TimeMark &mark) const
{
    for (int i = 0; i < markCount(); ++i) {
        if (markFrom(i) <= mark.day && mark.day <= markTo(i)) {
            return m_plot.left() + (i + 0.5) * m_pitch;
        }
    }
    return std::nullopt;
}

double StackedColumns::timeMarkRoom() const
{
    return m_legend.empty() ? m_plot.top() : double(px(size::chartTop)); // the legend stands above
}

int StackedColumns::markAt(const QPointF &at) const
{
    if (!m_plot.adjusted(0, 0, 0, axis::bottomHeight()).contains(at) || m_buckets.empty()) {
        return -1;
    }
    return std::clamp(int((at.x() - m_plot.left()) / m_pitch), 0, markCount() - 1);
}

int StackedColumns::partAt(const QPointF &at, int mark) const
{
    for (const Segment &segment : segmentsOf(mark)) {
        if (segment.rect.contains(at)) {
            return segment.series;
        }
    }
    return -1;
}

QRectF StackedColumns::markRect(int mark) const
{
    return columnOf(mark);
}

bool StackedColumns::canPick(int mark) const
{
    const Bucket &b = m_buckets[std::size_t(mark)];
    return b.total != 0 || b.unpriced > 0;
}

QString StackedColumns::placeOf(const Bucket &b) const
{
    switch (m_step) {
    case Step::Day:
        return DateText::full(b.from);
    case Step::Week:
        return DateText::range(b.from, b.to, b.to + days{400}); // a year always
    case Step::Month:
        break;
    }
    return DateText::period(b.from, b.to, b.to);
}

QString StackedColumns::comparisonOf(int mark) const
{
    const Bucket &b = m_buckets[std::size_t(mark)];
    if (m_step != Step::Day || b.future || b.hasToday || b.total == 0) {
        return {};
    }
    constexpr int week = 7;
    constexpr int enough = 3;
    Int128 sum = 0;
    int count = 0;
    for (int other = mark % week; other < markCount(); other += week) {
        const Bucket &o = m_buckets[std::size_t(other)];
        if (other != mark && o.hasData && !o.future && !o.hasToday) {
            sum += o.total;
            ++count;
        }
    }
    if (count >= enough && sum > 0) {
        constexpr int decimals = 1;
        const QString times = NumberText::decimal(roundedDivision(b.total * 10 * count, sum), decimals, decimals);
        return tr("%1 × a usual %2", "times, weekday").arg(times, DateText::weekday(b.from));
    }
    if (mark > 0 && m_buckets[std::size_t(mark - 1)].hasData) {
        return ChangeText::sentence(b.total, m_buckets[std::size_t(mark - 1)].total, tr("the day before"));
    }
    return {};
}

TipContent StackedColumns::tipOf(int mark) const
{
    const Bucket &b = m_buckets[std::size_t(mark)];
    TipContent tip;
    tip.place = placeOf(b);
    if (b.future) {
        tip.notes << tr("This day is still to come.");
        return tip;
    }
    if (!b.hasData) {
        tip.notes << tr("Before the first record.");
        return tip;
    }
    const Int128 total = shownTotal(b);
    tip.totalName = tr("Total");
    tip.totalValue = m_data.measure.exact(total);
    std::vector<std::size_t> order;
    for (std::size_t s = 0; s < b.values.size(); ++s) {
        if (b.values[s] != 0 && isShown(int(s))) {
            order.push_back(s);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return b.values[x] > b.values[y]; });
    const std::size_t shown = order.size() > size::tipSeries ? size::tipSeries - 1 : order.size();
    Int128 rest = total;
    if (m_data.series.size() > 1) {
        for (std::size_t i = 0; i < shown; ++i) {
            const StackedColumnsData::Series &series = m_data.series[order[i]];
            const Int128 value = b.values[order[i]];
            tip.rows.push_back({series.look, true, series.shortName, m_data.measure.exact(value), ShareText::whole(value, total), false});
            rest -= value;
        }
        if (order.size() > shown) {
            tip.rows.push_back({Look::other(), true, tr("%1 more").arg(order.size() - shown), m_data.measure.exact(rest),
                                ShareText::whole(rest, total), false});
        }
    }
    tip.comparison = comparisonOf(mark);
    if (b.unpriced > 0) {
        tip.notes << (b.unpriced == 1 ? tr("1 request without a price") : tr("%1 requests without a price").arg(TokenText::exact(b.unpriced)));
    }
    if (b.hasToday) {
        tip.notes << (m_step == Step::Day ? tr("The day is not over.") : tr("The period is not over."));
    }
    return tip;
}

int StackedColumns::legendAt(const QPointF &at) const
{
    for (std::size_t i = 0; i < m_legend.size(); ++i) {
        if (m_legend[i].rect.adjusted(-space::s1, 0, space::s1, 0).contains(at)) {
            return int(i);
        }
    }
    return -1;
}

void StackedColumns::mouseMoveEvent(QMouseEvent *event)
{
    ensureLayout();
    const int entry = legendAt(event->position());
    if (entry != m_lifted) {
        m_lifted = entry;
        repaintStatic();
    }
    ChartWidget::mouseMoveEvent(event);
    if (entry >= 0) {
        setCursor(Qt::PointingHandCursor);
    }
}

void StackedColumns::mouseReleaseEvent(QMouseEvent *event)
{
    ensureLayout();
    const int entry = legendAt(event->position());
    if (entry < 0 || event->button() != Qt::LeftButton) {
        ChartWidget::mouseReleaseEvent(event);
        return;
    }
    const std::set<int> &mine = m_legend[std::size_t(entry)].series;
    if (event->modifiers() & Qt::ControlModifier) {
        const bool hide = std::any_of(mine.begin(), mine.end(), [&](int s) { return isShown(s); });
        for (const int s : mine) {
            hide ? void(m_hidden.insert(s)) : void(m_hidden.erase(s));
        }
    } else {
        // Alone already: show all again.
        std::set<int> others;
        for (int s = 0; s < partCount(); ++s) {
            if (!mine.contains(s)) {
                others.insert(s);
            }
        }
        m_hidden = m_hidden == others ? std::set<int>{} : others;
    }
    if (m_hidden.size() == m_data.series.size()) {
        m_hidden.clear();
    }
    relayout();
}

void StackedColumns::leaveEvent(QEvent *event)
{
    if (m_lifted >= 0) {
        m_lifted = -1;
        repaintStatic();
    }
    ChartWidget::leaveEvent(event);
}

QSize StackedColumns::sizeHint() const
{
    return {px(size::filterLine), px(size::chartMinPlot)};
}

QSize StackedColumns::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::chartMinPlot)};
}

int StackedColumns::tableRows() const
{
    return int(m_data.series.size()) + 1;
}

int StackedColumns::tableColumns() const
{
    return markCount();
}

QString StackedColumns::tableText(int row, int column) const
{
    const Bucket &b = m_buckets[std::size_t(column)];
    if (b.future || !b.hasData) {
        return NumberText::notApplicable();
    }
    return m_data.measure.exact(row < partCount() ? b.values[std::size_t(row)] : b.total);
}

QString StackedColumns::rowHeader(int row) const
{
    return row < partCount() ? m_data.series[std::size_t(row)].name : tr("Total");
}

QString StackedColumns::columnHeader(int column) const
{
    return placeOf(m_buckets[std::size_t(column)]);
}

QString StackedColumns::summary() const
{
    const Int128 total = std::accumulate(m_buckets.begin(), m_buckets.end(), Int128{0}, [](Int128 sum, const Bucket &b) { return sum + b.total; });
    return tr("%1, %2 columns, %3 rows, total %4", "chart, as a table")
        .arg(m_data.title, QString::number(tableColumns()), QString::number(tableRows()), m_data.measure.exact(total));
}

} // namespace tokenmeter
