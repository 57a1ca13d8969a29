// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeChart.h"

#include "charts/Axis.h"
#include "charts/Hatch.h"
#include "charts/SelectionBar.h"
#include "charts/WeekHeatMap.h"
#include "charts/figures.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr double LeastSteps = 4;  ///< in view: closer says no more
constexpr double WheelFactor = 1.25;
constexpr double WheelNotch = 120; ///< of QWheelEvent::angleDelta

std::optional<Int128> at(const TimeChartData::Values &values, int index)
{
    return index >= 0 && std::size_t(index) < values.size() ? values[std::size_t(index)] : std::nullopt;
}

} // namespace

TimeChart::TimeChart(QWidget *parent) : ChartWidget{parent}, m_actions{new SelectionBar{this}}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_clickTimer.setSingleShot(true);
    connect(&m_clickTimer, &QTimer::timeout, this, [this] {
        if (m_pending >= 0 && m_pending < markCount()) {
            Q_EMIT markPicked(m_pending, m_pendingPart);
        }
        m_pending = -1;
    });
    connect(m_actions, &SelectionBar::zoomWanted, this, [this] {
        const std::pair<int, int> chosen = *m_selection;
        clearSelection();
        zoomTo(chosen.first, chosen.second + 1);
    });
    connect(m_actions, &SelectionBar::filterWanted, this, [this] {
        const std::pair<int, int> chosen = *m_selection;
        clearSelection();
        Q_EMIT periodPicked(chosen.first, chosen.second);
    });
    connect(m_actions, &SelectionBar::clearWanted, this, &TimeChart::clearSelection);
    setTexts();
}

void TimeChart::setTexts()
{
    m_actions->setTexts(tr("Zoom"), tr("Filter"), tr("Clear"));
}

void TimeChart::setData(TimeChartData given)
{
    const auto sameSteps = [&] {
        return given.unit == m_data.unit && given.steps.size() == m_data.steps.size() && !given.steps.empty()
               && given.steps.front().from == m_data.steps.front().from && given.steps.back().to == m_data.steps.back().to;
    };
    const bool same = sameSteps();
    const auto names = [](const TimeChartData &data) {
        QStringList list;
        for (const TimeChartData::Series &series : data.series) {
            list << series.name;
        }
        return list;
    };
    if (names(given) != names(m_data)) {
        m_hidden.clear();
    }
    m_data = std::move(given);
    if (!same) {
        m_first = 0;
        m_last = std::max(1.0, double(m_data.steps.size()));
        m_selection.reset();
        m_pending = -1;
    }
    m_lifted = -1;
    m_crosshair = -1;
    compute();
    invalidate();
    placeBar();
}

void TimeChart::setShape(Shape shape)
{
    m_shape = shape;
    compute();
    relayout();
}

void TimeChart::setHidden(const std::set<int> &series)
{
    m_hidden = series;
    compute();
    relayout();
}

void TimeChart::setLifted(int series)
{
    if (series != m_lifted) {
        m_lifted = series;
        repaintStatic();
    }
}

void TimeChart::setCrosshair(int mark)
{
    if (mark != m_crosshair) {
        m_crosshair = mark;
        update();
    }
}

bool TimeChart::isDrawn(int mark) const
{
    return mark >= 0 && mark < markCount() && m_data.steps[std::size_t(mark)].hasData && !m_data.steps[std::size_t(mark)].future;
}

std::int64_t TimeChart::unpricedAt(int mark) const
{
    return std::size_t(mark) < m_data.unpriced.size() ? m_data.unpriced[std::size_t(mark)] : 0;
}

void TimeChart::compute()
{
    const std::size_t count = m_data.steps.size();
    const bool cumulative = shape() == Shape::Cumulative;
    const auto summed = [&](TimeChartData::Values values) {
        values.resize(count);
        if (cumulative) {
            Int128 sum = 0;
            for (std::optional<Int128> &value : values) {
                sum += value.value_or(0);
                value = sum;
            }
        }
        return values;
    };
    m_values.clear();
    m_sums.assign(count, std::nullopt);
    for (std::size_t s = 0; s < m_data.series.size(); ++s) {
        m_values.push_back(summed(m_data.series[s].values));
        for (std::size_t i = 0; i < count && isShown(int(s)); ++i) {
            if (m_values[s][i]) {
                m_sums[i] = m_sums[i].value_or(0) + *m_values[s][i];
            }
        }
    }
    if (!m_data.stacks) {
        m_sums = m_data.totals; // ratios do not add up
        m_sums.resize(count);
    }
    m_ghost = shape() == Shape::Share ? TimeChartData::Values{} : m_data.ghost.empty() ? m_data.ghost : summed(m_data.ghost);
}

std::optional<Int128> TimeChart::valueAt(int series, int mark) const
{
    return series < 0 ? at(m_sums, mark) : at(m_values[std::size_t(series)], mark);
}

int TimeChart::firstVisible() const
{
    return std::clamp(int(std::floor(m_first)), 0, std::max(0, markCount() - 1));
}

int TimeChart::lastVisible() const
{
    return std::clamp(int(std::ceil(m_last)) - 1, 0, std::max(0, markCount() - 1));
}

void TimeChart::layOut(const QRectF &area)
{
    const double top = px(size::timeChartTop);
    m_plot = QRectF{0, top, area.width(), std::max(1.0, area.height() - top - axis::bottomHeight())};
    const bool lines = shape() == Shape::Lines;
    if (lines && m_data.series.size() - std::min(m_hidden.size(), m_data.series.size()) > 1) {
        m_plot.setRight(std::max(m_plot.left() + 1, m_plot.right() - px(size::endLabels)));
    }
    double largest = 0;
    const auto take = [&](const std::optional<Int128> &value) {
        if (value) {
            largest = std::max(largest, m_data.measure.drawn(*value));
        }
    };
    for (int mark = firstVisible(); mark <= lastVisible() && mark < markCount(); ++mark) {
        take(at(m_ghost, mark));
        if (!isDrawn(mark)) {
            continue;
        }
        if (!lines) {
            take(valueAt(-1, mark));
            continue;
        }
        for (int s = 0; s < partCount(); ++s) {
            if (isShown(s)) {
                take(valueAt(s, mark));
            }
        }
    }
    const int steps = axis::stepsFor(m_plot.height());
    m_scale = shape() == Shape::Share ? Scale::forLargest(m_data.stacks ? 100 : largest, steps) : Scale::forLargest(largest, steps);
    m_plot.setLeft(axis::valueWidth(m_scale, shape() == Shape::Share ? MeasureText::share() : m_data.measure));
    m_pitch = m_plot.width() / std::max(1e-9, m_last - m_first);
    m_bar = m_pitch < size::barGapFrom ? m_pitch : std::min(double(px(size::barMax)), m_pitch * (1 - size::barGap));
    placeBar();
}

QRectF TimeChart::plot()
{
    ensureLayout();
    return m_plot;
}

double TimeChart::yOf(double value) const
{
    return m_plot.bottom() - m_scale.part(value) * m_plot.height();
}

/// Top of a series in the stack, in units of the axis.
double TimeChart::stackedAt(int series, int mark) const
{
    Int128 sum = 0;
    for (int s = 0; s <= series; ++s) {
        if (isShown(s)) {
            sum += std::max(Int128{0}, valueAt(s, mark).value_or(0));
        }
    }
    if (shape() != Shape::Share) {
        return m_data.measure.drawn(sum);
    }
    const Int128 all = valueAt(-1, mark).value_or(0);
    constexpr double percent = 100;
    return all > 0 ? double(sum) / double(all) * percent : 0;
}

std::vector<TimeChart::Segment> TimeChart::segmentsOf(int mark) const
{
    const double dpr = devicePixelRatioF();
    const double middle = xOf(mark + 0.5);
    const double left = axis::snapped(middle - m_bar / 2, dpr);
    // Bars without gaps end where the next begins.
    const double width = std::max(double(size::barMin), m_pitch < size::barGapFrom ? axis::snapped(middle + m_bar / 2, dpr) - left
                                                                                     : axis::snapped(m_bar, dpr));
    std::vector<Segment> segments;
    double below = m_plot.bottom();
    int largest = -1;
    for (int s = 0; s < partCount(); ++s) {
        const Int128 value = valueAt(s, mark).value_or(0);
        if (!isShown(s) || value <= 0) {
            continue;
        }
        if (largest < 0 || value > valueAt(largest, mark).value_or(0)) {
            largest = s;
        }
        const double top = axis::snapped(yOf(stackedAt(s, mark)), dpr);
        if (below - top > 0) {
            segments.push_back({s, QRectF{left, top, width, below - top}});
        }
        below = std::min(below, top);
    }
    // What is not nothing can be seen: at least one device pixel.
    if (segments.empty() && largest >= 0) {
        segments.push_back({largest, QRectF{left, m_plot.bottom() - 1 / dpr, width, 1 / dpr}});
    }
    if (unpricedAt(mark) > 0 && m_hidden.empty() && shape() == Shape::Bars) {
        const double top = segments.empty() ? m_plot.bottom() : segments.back().rect.top();
        const double height = std::max(px(size::unpricedHeight), size::unpricedMin);
        segments.push_back({-1, QRectF{left, top - height - (segments.empty() ? 0 : 1), width, height}});
    }
    return segments;
}

QColor TimeChart::colourOf(int series, double strength, bool ofLine) const
{
    const Colours &c = Theme::current().colours();
    if (m_lifted >= 0 && m_lifted != series) {
        strength *= mix::lifted;
    }
    const Look &look = m_data.series[std::size_t(series)].look;
    const QColor fill = ofLine ? ModelColours::line(look, c) : ModelColours::fill(look, c);
    return strength < 1 ? mixed(fill, c.surface, strength) : fill;
}

void TimeChart::paintGaps(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const QFontMetricsF metrics{painter.font()};
    const QString words = tr("no data");
    const double needs = metrics.horizontalAdvance(words);
    double free = m_plot.left();
    for (int mark = firstVisible(); mark <= lastVisible();) {
        int end = mark;
        while (end <= lastVisible() && !m_data.steps[std::size_t(end)].hasData && !m_data.steps[std::size_t(end)].future) {
            ++end;
        }
        if (end == mark) {
            ++mark;
            continue;
        }
        const QRectF gap = QRectF{QPointF{xOf(mark), m_plot.top()}, QPointF{xOf(end), m_plot.bottom()}}.intersected(m_plot);
        painter.fillRect(gap, c.sunken);
        const double x = std::clamp(gap.center().x() - needs / 2, m_plot.left(), std::max(m_plot.left(), m_plot.right() - needs));
        if (x >= free) {
            painter.setPen(c.text3);
            painter.drawText(QPointF{x, m_plot.top() - metrics.descent() - 1}, words);
            free = x + needs + size::axisLabelGap;
        }
        mark = end;
    }
}

void TimeChart::paintBars(QPainter &painter) const
{
    const double dpr = devicePixelRatioF();
    for (int mark = firstVisible(); mark <= lastVisible(); ++mark) {
        if (!isDrawn(mark)) {
            continue;
        }
        const double faint = m_data.steps[std::size_t(mark)].running ? mix::faint : 1;
        for (const Segment &segment : segmentsOf(mark)) {
            if (segment.series < 0) {
                continue;
            }
            QRectF bar = segment.rect;
            if (bar.height() >= size::segmentGapFrom) {
                bar.setTop(bar.top() + 1 / dpr);
            }
            const bool lifted = m_lifted < 0 || m_lifted == segment.series;
            hatch::paintLook(painter, bar, 0, m_data.series[std::size_t(segment.series)].look, lifted ? faint : faint * mix::lifted);
        }
    }
}

void TimeChart::paintUnpriced(QPainter &painter) const
{
    const double widest = px(size::unpricedHeight);
    for (int mark = firstVisible(); mark <= lastVisible(); ++mark) {
        if (!isDrawn(mark) || unpricedAt(mark) == 0) {
            continue;
        }
        for (const Segment &segment : segmentsOf(mark)) {
            if (segment.series >= 0) {
                continue;
            }
            QRectF box = segment.rect;
            if (box.width() < widest) { // of a thin bar: wide enough to be seen as hatched
                box = QRectF{box.center().x() - widest / 2, box.top(), widest, box.height()};
            }
            hatch::paintUnpriced(painter, box, 0);
        }
    }
}

/// One column of pixels after the other, since filling paths of hundreds of points is many times slower.
void TimeChart::paintAreas(QPainter &painter) const
{
    const double dpr = devicePixelRatioF();
    const double pixel = 1 / dpr;
    const int first = std::max(0, firstVisible() - 1);
    const int last = std::min(markCount() - 1, lastVisible() + 1);
    std::vector<int> shown;
    for (int s = 0; s < partCount(); ++s) {
        if (isShown(s)) {
            shown.push_back(s);
        }
    }
    if (shown.empty() || markCount() == 0) {
        return;
    }
    std::vector<std::vector<double>> tops(shown.size());
    for (std::size_t k = 0; k < shown.size(); ++k) {
        tops[k].resize(std::size_t(last - first + 1));
        for (int mark = first; mark <= last; ++mark) {
            const double under = k > 0 ? tops[k - 1][std::size_t(mark - first)] : 0;
            const Int128 own = std::max(Int128{0}, valueAt(shown[k], mark).value_or(0));
            tops[k][std::size_t(mark - first)] = under + m_data.measure.drawn(own);
        }
    }
    std::vector<QColor> full, faint;
    for (const int s : shown) {
        full.push_back(colourOf(s, 1));
        faint.push_back(colourOf(s, mix::faint));
    }
    for (double x = std::floor(m_plot.left() * dpr) / dpr; x < m_plot.right(); x += pixel) {
        const double u = m_first + (x + pixel / 2 - m_plot.left()) / m_pitch;
        const int mark = int(std::floor(u));
        if (mark < first || mark > last || !isDrawn(mark)) {
            continue;
        }
        int a = int(std::floor(u - 0.5));
        int b = a + 1;
        const double part = u - 0.5 - a;
        a = a < first || !isDrawn(a) ? b : a;
        b = b > last || !isDrawn(b) ? a : b;
        const std::vector<QColor> &colours = m_data.steps[std::size_t(mark)].running ? faint : full;
        double below = m_plot.bottom();
        for (std::size_t k = 0; k < shown.size(); ++k) {
            const double value = tops[k][std::size_t(a - first)] * (1 - part) + tops[k][std::size_t(b - first)] * part;
            const double y = axis::snapped(yOf(value), dpr);
            if (below > y) {
                painter.fillRect(QRectF{x, y, pixel, below - y}, colours[k]);
                below = y;
            }
        }
    }
}

void TimeChart::paintLine(QPainter &painter, const TimeChartData::Values &values, const QColor &colour, double width) const
{
    const int first = std::max(0, firstVisible() - 1);
    const int last = std::min(markCount() - 1, lastVisible() + 1);
    const auto point = [&](int mark) -> std::optional<QPointF> {
        const std::optional<Int128> value = mark >= first && mark <= last ? at(values, mark) : std::nullopt;
        return value ? std::optional{QPointF{xOf(mark + 0.5), yOf(m_data.measure.drawn(*value))}} : std::nullopt;
    };
    if (m_pitch < size::denseBelow) {
        paintDenseLine(painter, point, colour, width);
        return;
    }
    painter.setPen(QPen{colour, width, Qt::SolidLine, Qt::RoundCap});
    for (int mark = first; mark <= last; ++mark) {
        const std::optional<QPointF> here = point(mark);
        const std::optional<QPointF> next = point(mark + 1);
        if (here && next) {
            painter.drawLine(*here, *next);
        } else if (here && !point(mark - 1)) {
            painter.drawPoint(*here);
        }
    }
}

/// A column of pixels holds whatever the line touches in it. Stroking hundreds of jags takes many times as long.
void TimeChart::paintDenseLine(QPainter &painter, const std::function<std::optional<QPointF>(int)> &point, const QColor &colour, double width) const
{
    const double pixel = 1 / devicePixelRatioF();
    const double half = std::max(0.0, (width - pixel) / 2);
    const auto stepAt = [&](double x) { return m_first + (x - m_plot.left()) / m_pitch - 0.5; };
    for (double x = std::floor(m_plot.left() / pixel) * pixel; x < m_plot.right(); x += pixel) {
        std::optional<std::pair<double, double>> span;
        const auto touch = [&](double y) { span = span ? std::pair{std::min(span->first, y), std::max(span->second, y)} : std::pair{y, y}; };
        for (const double end : {x - half, x + pixel + half}) {
            const double step = stepAt(end);
            const int before = int(std::floor(step));
            const std::optional<QPointF> a = point(before);
            const std::optional<QPointF> b = point(before + 1);
            if (a && b) {
                touch(a->y() + (b->y() - a->y()) * (step - before));
            }
        }
        for (int mark = int(std::ceil(stepAt(x - half))); mark <= stepAt(x + pixel + half); ++mark) {
            if (const std::optional<QPointF> vertex = point(mark)) {
                touch(vertex->y());
            }
        }
        if (span) {
            painter.fillRect(QRectF{x, span->first - width / 2, pixel, span->second - span->first + width}, colour);
        }
    }
}

void TimeChart::paintLines(QPainter &painter) const
{
    // The lifted one last, above the others.
    std::vector<int> order(m_data.series.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return (a == m_lifted) < (b == m_lifted); });
    for (const int s : order) {
        if (!isShown(s)) {
            continue;
        }
        TimeChartData::Values values = m_values[std::size_t(s)];
        for (int mark = 0; mark < markCount(); ++mark) {
            if (!isDrawn(mark)) {
                values[std::size_t(mark)].reset();
            }
        }
        paintLine(painter, values, colourOf(s, 1, true), size::line);
    }
}

QString TimeChart::lineLabel(int series) const
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Small)};
    return metrics.elidedText(m_data.series[std::size_t(series)].shortName, Qt::ElideRight, px(size::endLabels) - size::axisLabelGap);
}

void TimeChart::paintEndNames(QPainter &painter) const
{
    if (m_plot.right() >= width() - 1) {
        return;
    }
    struct Name
    {
        int series = 0;
        double y = 0;
    };
    std::vector<Name> names;
    for (int s = 0; s < partCount(); ++s) {
        for (int mark = lastVisible(); mark >= firstVisible() && isShown(s); --mark) {
            if (isDrawn(mark) && valueAt(s, mark)) {
                names.push_back({s, yOf(m_data.measure.drawn(*valueAt(s, mark)))});
                break;
            }
        }
    }
    std::stable_sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.y < b.y; });
    const double pitch = px(size::endLabelPitch);
    for (std::size_t i = 1; i < names.size(); ++i) {
        names[i].y = std::max(names[i].y, names[i - 1].y + pitch);
    }
    double bottom = m_plot.bottom();
    for (std::size_t i = names.size(); i-- > 0;) {
        names[i].y = std::min(names[i].y, bottom);
        bottom = names[i].y - pitch;
    }
    const Theme &theme = Theme::current();
    painter.setFont(theme.font(Theme::Role::Small));
    const QFontMetricsF metrics{painter.font()};
    for (const Name &name : names) {
        const Colours &c = theme.colours();
        const QColor own = ModelColours::fill(m_data.series[std::size_t(name.series)].look, c);
        painter.setPen(m_lifted == name.series ? c.text1 : contrast(own, c.surface) >= least::text ? own : c.text2);
        painter.drawText(QPointF{m_plot.right() + size::axisLabelGap, name.y + metrics.capHeight() / 2}, lineLabel(name.series));
    }
}

void TimeChart::paintLabels(QPainter &painter) const
{
    constexpr double fewDays = 11;
    constexpr double manyDays = 130;
    constexpr double fewHours = 60;
    constexpr double fewWeeks = 17;
    const double span = m_last - m_first;
    std::vector<axis::TimeLabel> wanted;
    bool named = false; // the month
    for (int mark = firstVisible(); mark <= lastVisible(); ++mark) {
        const TimeChartData::Step &step = m_data.steps[std::size_t(mark)];
        const double x = xOf(mark + 0.5);
        if (x < m_plot.left() || x > m_plot.right()) {
            continue;
        }
        const year_month_day date{step.from};
        const unsigned day = unsigned(date.day());
        const bool newDay = mark == 0 || m_data.steps[std::size_t(mark - 1)].from != step.from;
        switch (m_data.unit) {
        case TimeChartData::Unit::Hour:
            if (newDay) {
                const bool first = day == 1 || !named || span <= fewHours;
                wanted.push_back({x, DateText::axisDay(step.from, first), span <= fewHours || day == 1, false});
                named = true;
            } else if (span <= fewHours && step.hourOfDay % 6 == 0) {
                wanted.push_back({x, hourName(step.hourOfDay), false, false});
            }
            break;
        case TimeChartData::Unit::Day:
            if (step.from == m_data.today && span <= manyDays) {
                wanted.push_back({x, DateText::today().toLower(), true, true});
            } else if (span > manyDays) {
                if (day == 1) {
                    wanted.push_back({x, DateText::axisMonth(step.from), date.month() == January, false});
                }
            } else if (span <= fewDays || day % 7 == 1) {
                const bool first = day == 1;
                wanted.push_back({x, DateText::axisDay(step.from, first || !named), first, false});
                named = true;
            } else if (!named) {
                wanted.push_back({x, DateText::axisDay(step.from, true), false, false});
                named = true;
            }
            break;
        case TimeChartData::Unit::Week: {
            const bool first = day <= 7;
            if (span <= fewWeeks) {
                wanted.push_back({x, DateText::axisDay(step.from, true), first, false});
            } else if (first) {
                wanted.push_back({x, DateText::axisMonth(step.from), date.month() == January, false});
            }
            break;
        }
        case TimeChartData::Unit::Month:
            wanted.push_back({x, DateText::axisMonth(step.from), date.month() == January, false});
            break;
        case TimeChartData::Unit::Year:
            wanted.push_back({x, QString::number(int(date.year())), false, false});
            break;
        }
    }
    axis::paintTime(painter, m_plot, axis::thinned(std::move(wanted)));
}

void TimeChart::paintStatic(QPainter &painter, const QRectF &)
{
    const Colours &c = Theme::current().colours();
    if (markCount() == 0) {
        return;
    }
    paintGaps(painter);
    axis::paintValues(painter, m_plot, m_scale, shape() == Shape::Share ? MeasureText::share() : m_data.measure);
    painter.save();
    painter.setClipRect(m_plot.adjusted(0, -px(size::timeChartTop), 0, 0), Qt::IntersectClip);
    switch (shape()) {
    case Shape::Bars:
    case Shape::Share:
        paintBars(painter);
        break;
    case Shape::Area:
    case Shape::Cumulative:
        paintAreas(painter);
        break;
    case Shape::Lines:
        painter.setRenderHint(QPainter::Antialiasing);
        paintLines(painter);
        painter.setRenderHint(QPainter::Antialiasing, false);
        break;
    }
    paintUnpriced(painter);
    if (!m_ghost.empty()) {
        painter.setRenderHint(QPainter::Antialiasing);
        // A rim, so that it is seen on fills of any colour.
        paintLine(painter, m_ghost, withAlpha(c.surface, mix::disabled), size::ghostLine + 2 * size::hairline);
        paintLine(painter, m_ghost, c.text2, size::ghostLine);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.restore();
    painter.setPen(QPen{c.zero, size::hairline});
    const double zero = std::floor(m_plot.bottom()) + size::hairline / 2;
    painter.drawLine(QPointF{m_plot.left(), zero}, QPointF{m_plot.right(), zero});
    if (shape() == Shape::Lines) {
        paintEndNames(painter);
    }
    paintLabels(painter);
}

void TimeChart::paintUnder(QPainter &painter)
{
    const Colours &c = Theme::current().colours();
    if (m_selection) {
        painter.fillRect(markRect(m_selection->first).united(markRect(m_selection->second)).adjusted(0, -px(size::timeChartTop), 0, 0),
                         c.accentSoft);
    }
    if (currentMark() >= 0 && (shape() == Shape::Bars || shape() == Shape::Share)) {
        painter.fillRect(markRect(currentMark()).adjusted(0, -size::axisTickGap, 0, 0), c.hover);
    }
}

void TimeChart::paintHover(QPainter &painter)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const bool bars = shape() == Shape::Bars || shape() == Shape::Share;
    const auto upright = [&](int mark) {
        const double x = std::floor(xOf(mark + 0.5)) + size::hairline / 2;
        painter.setPen(QPen{c.text3, size::hairline});
        painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
    };
    if (m_crosshair >= 0 && m_crosshair < markCount()) {
        upright(m_crosshair);
    }
    const int mark = currentMark();
    if (mark >= 0 && bars && currentPart() >= 0) {
        for (const Segment &segment : segmentsOf(mark)) {
            if (segment.series == currentPart() && isDrawn(mark)) {
                painter.setPen(QPen{c.text1, size::limitLine});
                painter.setBrush(Qt::NoBrush);
                painter.drawRect(segment.rect);
            }
        }
    }
    if (mark >= 0 && !bars) {
        upright(mark);
        painter.setRenderHint(QPainter::Antialiasing);
        double sum = 0;
        for (int s = 0; s < partCount() && isDrawn(mark); ++s) {
            const std::optional<Int128> value = valueAt(s, mark);
            if (!isShown(s) || !value) {
                continue;
            }
            const double own = m_data.measure.drawn(*value);
            sum = shape() == Shape::Lines ? own : sum + own;
            const bool chosen = s == currentPart();
            const double ring = size::markerRing;
            const double half = size::marker / 2.0 + (chosen ? 1 : 0);
            painter.setPen(Qt::NoPen);
            painter.setBrush(c.surface);
            painter.drawEllipse(QPointF{xOf(mark + 0.5), yOf(sum)}, half + ring, half + ring);
            painter.setBrush(chosen ? c.text1 : colourOf(s, 1));
            painter.drawEllipse(QPointF{xOf(mark + 0.5), yOf(sum)}, half, half);
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (m_selection) {
        const QRectF band = markRect(m_selection->first).united(markRect(m_selection->second));
        const TimeChartData::Step &from = m_data.steps[std::size_t(m_selection->first)];
        const TimeChartData::Step &to = m_data.steps[std::size_t(m_selection->second)];
        painter.setFont(theme.font(Theme::Role::Caption, QFont::Medium));
        const QFontMetricsF metrics{painter.font()};
        const bool hours = m_data.unit == TimeChartData::Unit::Hour;
        const QString left = hours ? from.place : DateText::day(from.from, m_data.today);
        const QString right = hours ? to.place : DateText::day(to.to, m_data.today);
        const double y = m_plot.top() - metrics.descent() - 1;
        const auto put = [&](const QString &text, double x) {
            const double needs = metrics.horizontalAdvance(text);
            x = std::clamp(x, 0.0, std::max(0.0, width() - needs));
            painter.fillRect(QRectF{x - space::s1 / 2.0, y - metrics.ascent(), needs + space::s1, metrics.height()}, c.accentSoft);
            painter.setPen(c.text1);
            painter.drawText(QPointF{x, y}, text);
        };
        const double both = metrics.horizontalAdvance(left) + metrics.horizontalAdvance(right) + space::s3;
        if (both <= band.width()) {
            put(left, band.left() + space::s1 / 2.0);
            put(right, band.right() - metrics.horizontalAdvance(right) - space::s1 / 2.0);
        } else {
            const QString range = hours || m_selection->first == m_selection->second ? (left == right ? left : left + QStringLiteral(" – ") + right)
                                                                                     : DateText::range(from.from, to.to, m_data.today);
            put(range, band.center().x() - metrics.horizontalAdvance(range) / 2);
        }
    }
}

std::optional<double> TimeChart::timeMarkX(const TimeMark &mark) const
{
    // Of an hour that comes twice the first is meant; of a day whose hour is not known, its beginning.
    const auto holds = [&mark](const TimeChartData::Step &step) {
        return step.from <= mark.day && mark.day <= step.to && (step.hourOfDay < 0 || step.hourOfDay >= mark.hourOfDay);
    };
    const auto found = std::find_if(m_data.steps.begin(), m_data.steps.end(), holds);
    return found == m_data.steps.end() ? std::nullopt : std::optional{xOf(double(found - m_data.steps.begin()) + 0.5)};
}

int TimeChart::markAt(const QPointF &where) const
{
    if (!m_plot.adjusted(0, -px(size::timeChartTop), 0, axis::bottomHeight()).contains(where) || markCount() == 0) {
        return -1;
    }
    return std::clamp(int(std::floor(m_first + (where.x() - m_plot.left()) / m_pitch)), firstVisible(), lastVisible());
}

int TimeChart::partAt(const QPointF &where, int mark) const
{
    if (!isDrawn(mark)) {
        return -1;
    }
    if (shape() != Shape::Lines) {
        const double down = m_plot.bottom() - where.y();
        for (int s = 0; s < partCount() && down >= 0; ++s) {
            if (isShown(s) && valueAt(s, mark).value_or(0) > 0 && where.y() >= yOf(stackedAt(s, mark))) {
                return s;
            }
        }
        return -1;
    }
    int nearest = -1;
    double distance = space::s2;
    for (int s = 0; s < partCount(); ++s) {
        const std::optional<Int128> value = valueAt(s, mark);
        if (isShown(s) && value && std::abs(yOf(m_data.measure.drawn(*value)) - where.y()) < distance) {
            distance = std::abs(yOf(m_data.measure.drawn(*value)) - where.y());
            nearest = s;
        }
    }
    return nearest;
}

QRectF TimeChart::markRect(int mark) const
{
    const QRectF column{xOf(mark), m_plot.top(), m_pitch, m_plot.height()};
    return column.intersected(m_plot);
}

bool TimeChart::canPick(int mark) const
{
    const bool any = std::any_of(m_data.series.begin(), m_data.series.end(),
                                 [&](const TimeChartData::Series &series) { return at(series.values, mark).value_or(0) != 0; });
    return isDrawn(mark) && (any || unpricedAt(mark) > 0);
}

QString TimeChart::comparisonOf(int mark) const
{
    const TimeChartData::Step &step = m_data.steps[std::size_t(mark)];
    const Int128 total = at(m_data.totals, mark).value_or(0);
    if (m_data.unit != TimeChartData::Unit::Day || !m_data.stacks || shape() == Shape::Cumulative || step.running || total == 0) {
        return {};
    }
    constexpr int week = 7;
    constexpr int enough = 3;
    Int128 sum = 0;
    int count = 0;
    for (int other = mark % week; other < markCount(); other += week) {
        if (other != mark && isDrawn(other) && !m_data.steps[std::size_t(other)].running) {
            sum += at(m_data.totals, other).value_or(0);
            ++count;
        }
    }
    if (count >= enough && sum > 0) {
        const QString times = NumberText::decimal(roundedDivision(total * 10 * count, sum), 1, 1);
        return tr("%1 × a usual %2", "times, weekday").arg(times, DateText::weekday(step.from));
    }
    if (isDrawn(mark - 1)) {
        return ChangeText::sentence(total, at(m_data.totals, mark - 1).value_or(0), tr("the day before"));
    }
    return {};
}

TipContent TimeChart::tipOf(int mark) const
{
    const TimeChartData::Step &step = m_data.steps[std::size_t(mark)];
    TipContent tip;
    tip.place = step.place;
    if (step.future) {
        tip.notes << tr("Still to come.");
        return tip;
    }
    if (!step.hasData) {
        tip.notes << tr("No data: the ledger holds nothing here.");
        return tip;
    }
    const std::optional<Int128> total = valueAt(-1, mark);
    const auto text = [&](const std::optional<Int128> &value) {
        return value ? m_data.measure.exact(*value) : NumberText::notApplicable();
    };
    const QString nothing = m_data.measure.exact(0);
    const bool cumulative = shape() == Shape::Cumulative;
    tip.totalName = cumulative ? tr("Total so far") : m_data.totalName;
    tip.totalValue = m_data.stacks ? (total ? text(total) : nothing) : text(total);
    std::vector<int> order;
    for (int s = 0; s < partCount(); ++s) {
        if (isShown(s) && valueAt(s, mark) && (!m_data.stacks || *valueAt(s, mark) != 0)) {
            order.push_back(s);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return *valueAt(a, mark) > *valueAt(b, mark); });
    const auto most = std::size_t(size::tipSeries);
    const std::size_t shown = order.size() > most + 1 ? most : order.size();
    Int128 rest = total.value_or(0);
    for (std::size_t i = 0; i < shown && partCount() > 1; ++i) {
        const TimeChartData::Series &series = m_data.series[std::size_t(order[i])];
        const Int128 value = *valueAt(order[i], mark);
        tip.rows.push_back({series.look, true, series.shortName, m_data.measure.exact(value),
                            m_data.stacks ? ShareText::whole(value, *total) : QString{}, false});
        rest -= value;
    }
    if (order.size() > shown && partCount() > 1) {
        tip.rows.push_back({Look::other(), true, tr("%1 more").arg(order.size() - shown), m_data.stacks ? m_data.measure.exact(rest) : QString{},
                            m_data.stacks ? ShareText::whole(rest, *total) : QString{}, false});
    }
    if (at(m_ghost, mark)) {
        tip.rows.push_back({Look{}, false, m_data.ghostName, text(at(m_ghost, mark)), {}, false});
    }
    const QString comparison = comparisonOf(mark);
    const QString click = canPick(mark) ? tr("click to filter") : QString{};
    tip.comparison = comparison.isEmpty() || click.isEmpty() ? comparison + click : comparison + QStringLiteral(" · ") + click;
    if (const std::int64_t unpriced = unpricedAt(mark); unpriced > 0) {
        tip.notes << (unpriced == 1 ? tr("1 request without a price") : tr("%1 requests without a price").arg(TokenText::exact(unpriced)));
    }
    if (step.running) {
        tip.notes << (m_data.unit == TimeChartData::Unit::Day ? tr("The day is not over.") : tr("The period is not over."));
    }
    return tip;
}

// Zoom and selection.

bool TimeChart::isZoomed() const
{
    return m_first > 0 || m_last < double(markCount());
}

void TimeChart::zoomTo(double first, double last)
{
    const double all = std::max(1.0, double(markCount()));
    const double span = std::clamp(last - first, std::min(all, LeastSteps), all);
    first = std::clamp(first, 0.0, all - span);
    if (first == m_first && first + span == m_last) {
        return;
    }
    m_first = first;
    m_last = first + span;
    relayout();
}

void TimeChart::resetZoom()
{
    zoomTo(0, double(markCount()));
}

void TimeChart::select(int from, int to)
{
    m_selection = std::pair{std::min(from, to), std::max(from, to)};
    setAccessibleDescription(DateText::range(m_data.steps[std::size_t(m_selection->first)].from, m_data.steps[std::size_t(m_selection->second)].to,
                                             m_data.today));
    update();
}

void TimeChart::clearSelection()
{
    m_selection.reset();
    m_actions->hide();
    update();
}

bool TimeChart::escape()
{
    if (m_selection) {
        clearSelection();
        return true;
    }
    if (isZoomed()) {
        resetZoom();
        return true;
    }
    return false;
}

void TimeChart::placeBar()
{
    if (!m_selection || m_drag == Drag::Select) {
        m_actions->hide();
        return;
    }
    m_actions->adjustSize();
    const QRectF band = markRect(m_selection->first).united(markRect(m_selection->second));
    const int x = int(std::clamp(band.center().x() - m_actions->width() / 2.0, m_plot.left(), std::max(m_plot.left(), m_plot.right() - m_actions->width())));
    m_actions->move(x, int(m_plot.top()) + space::s2);
    m_actions->show();
    m_actions->raise();
}

void TimeChart::bringIntoView(int mark)
{
    const double span = m_last - m_first;
    if (mark >= 0 && mark < m_first) {
        zoomTo(mark, mark + span);
    } else if (mark >= 0 && mark + 1 > m_last) {
        zoomTo(mark + 1 - span, mark + 1);
    }
}

void TimeChart::wheelEvent(QWheelEvent *event)
{
    ensureLayout();
    const QPoint delta = event->angleDelta();
    const double span = m_last - m_first;
    const std::pair<double, double> before = window();
    if (delta.x() != 0 && delta.y() == 0) {
        zoomTo(m_first - delta.x() / WheelNotch * span / 10, m_last - delta.x() / WheelNotch * span / 10);
    } else if (event->modifiers() & Qt::ShiftModifier) {
        zoomTo(m_first - delta.y() / WheelNotch * span / 10, m_last - delta.y() / WheelNotch * span / 10);
    } else if (delta.y() != 0 && markCount() > 0) {
        const double all = std::max(1.0, double(markCount()));
        const double wanted = std::clamp(span / std::pow(WheelFactor, delta.y() / WheelNotch), std::min(all, LeastSteps), all);
        const double part = std::clamp((event->position().x() - m_plot.left()) / m_plot.width(), 0.0, 1.0);
        const double pointed = m_first + part * span;
        zoomTo(pointed - part * wanted, pointed - part * wanted + wanted);
    }
    // All is in view already: the page scrolls.
    event->setAccepted(window() != before || isZoomed());
    ensureLayout();
    if (event->isAccepted()) {
        setCurrent(-1);
    }
}

void TimeChart::mousePressEvent(QMouseEvent *event)
{
    ensureLayout();
    m_dragFrom = event->position();
    m_dragFirst = m_first;
    m_drag = Drag::None;
    const bool onAxis = event->position().y() > m_plot.bottom();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && onAxis && isZoomed())) {
        m_drag = Drag::Pan;
    } else if (event->button() == Qt::LeftButton && markAt(event->position()) >= 0) {
        m_drag = Drag::Press;
    }
    event->accept();
}

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    ensureLayout();
    const bool held = (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) != Qt::NoButton;
    const bool far = (event->position() - m_dragFrom).manhattanLength() >= QApplication::startDragDistance();
    if (held && m_drag == Drag::Pan) {
        const double moved = (event->position().x() - m_dragFrom.x()) / m_pitch;
        const double span = m_last - m_first;
        zoomTo(m_dragFirst - moved, m_dragFirst - moved + span);
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (held && (m_drag == Drag::Select || (m_drag == Drag::Press && far))) {
        m_drag = Drag::Select;
        const auto clamped = [&](const QPointF &where) {
            return markAt(QPointF{std::clamp(where.x(), m_plot.left(), m_plot.right() - 1), m_plot.center().y()});
        };
        setCurrent(-1);
        select(clamped(m_dragFrom), clamped(event->position()));
        placeBar();
        setCursor(Qt::SplitHCursor);
        return;
    }
    ChartWidget::mouseMoveEvent(event);
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    ensureLayout();
    const Drag drag = m_drag;
    m_drag = Drag::None;
    if (drag == Drag::Select) {
        placeBar();
        return;
    }
    if (drag == Drag::Pan || event->button() != Qt::LeftButton || drag == Drag::None) {
        return;
    }
    if (m_selection) {
        clearSelection();
        return;
    }
    const int mark = markAt(event->position());
    if (isZoomed() && mark >= 0 && canPick(mark)) {
        // A double click shows all again, so its first click must not lead away.
        m_pending = mark;
        m_pendingPart = partAt(event->position(), mark);
        m_clickTimer.start(QApplication::doubleClickInterval());
        return;
    }
    ChartWidget::mouseReleaseEvent(event);
}

void TimeChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_clickTimer.stop();
    m_pending = -1;
    m_drag = Drag::None;
    clearSelection();
    resetZoom();
    event->accept();
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    ensureLayout();
    const double middle = currentMark() >= 0 ? currentMark() + 0.5 : (m_first + m_last) / 2;
    const double span = m_last - m_first;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal || event->key() == Qt::Key_Minus) {
        const double wanted = event->key() == Qt::Key_Minus ? span * WheelFactor : span / WheelFactor;
        zoomTo(middle - wanted / 2, middle + wanted / 2);
    } else if (event->key() == Qt::Key_0) {
        resetZoom();
    } else if ((event->modifiers() & Qt::ShiftModifier) && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) && currentMark() >= 0) {
        const int fixed = !m_selection ? currentMark() : m_selection->first == currentMark() ? m_selection->second : m_selection->first;
        const int moved = std::clamp(currentMark() + (event->key() == Qt::Key_Left ? -1 : 1), 0, markCount() - 1);
        setCurrent(moved, currentPart());
        select(fixed, moved);
        placeBar();
        bringIntoView(moved);
    } else if (enter && m_selection && !(event->modifiers() & Qt::AltModifier)) {
        const std::pair<int, int> chosen = *m_selection;
        clearSelection();
        Q_EMIT periodPicked(chosen.first, chosen.second);
    } else if (event->key() == Qt::Key_Escape && currentMark() < 0 && escape()) {
        event->accept();
    } else {
        ChartWidget::keyPressEvent(event);
        bringIntoView(currentMark());
        return;
    }
    event->accept();
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    ChartWidget::resizeEvent(event);
    ensureLayout();
}

void TimeChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        setTexts();
    }
    ChartWidget::changeEvent(event);
}

QSize TimeChart::sizeHint() const
{
    return {px(size::filterLine), px(size::timeChartMin)};
}

QSize TimeChart::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::timeChartMin)};
}

// The table twin.

int TimeChart::tableRows() const
{
    return partCount() + 1;
}

QString TimeChart::tableText(int row, int column) const
{
    const std::optional<Int128> value = row < partCount() ? at(m_data.series[std::size_t(row)].values, column) : at(m_data.totals, column);
    if (!isDrawn(column) || (!value && !m_data.stacks)) {
        return NumberText::notApplicable();
    }
    return m_data.measure.exact(value.value_or(0));
}

QString TimeChart::rowHeader(int row) const
{
    return row < partCount() ? m_data.series[std::size_t(row)].name : m_data.totalName;
}

QString TimeChart::columnHeader(int column) const
{
    return m_data.steps[std::size_t(column)].place;
}

QString TimeChart::summary() const
{
    return tr("%1, %2 columns, %3 rows, total %4", "chart, as a table")
        .arg(m_data.title, QString::number(tableColumns()), QString::number(tableRows()),
             m_data.total ? m_data.measure.exact(*m_data.total) : NumberText::notApplicable());
}

} // namespace tokenmeter
