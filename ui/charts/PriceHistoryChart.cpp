// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/PriceHistoryChart.h"

#include "charts/FreePlace.h"
#include "charts/figures.h"
#include "core/Decimal.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr double AttosPerUnit = 1e12; ///< a price per million of one unit
constexpr int LongInYears = 2;        ///< from then on years are named, else months

double decadesOf(std::int64_t atto)
{
    return std::log10(double(atto) / AttosPerUnit);
}

double midPixel(double place)
{
    return std::floor(place) + size::hairline / 2;
}

LocalDay utcDayOf(UtcTime time)
{
    return LocalDay{floor<days>(time).time_since_epoch()};
}

} // namespace

PriceHistoryChart::PriceHistoryChart(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PriceHistoryChart::setData(PriceHistoryData given)
{
    m_data = std::move(given);
    invalidate();
}

QSize PriceHistoryChart::sizeHint() const
{
    return {px(size::filterLineNarrow), px(size::chartBandMinHeight)};
}

QStringList PriceHistoryChart::placedWords()
{
    ensureLayout();
    QStringList words;
    for (const Note &note : notes()) {
        words << (note.detail.isEmpty() ? note.heading : note.heading + QLatin1Char('\n') + note.detail);
    }
    return words;
}

QString PriceHistoryChart::tickText(int exponent) const
{
    // 10^exponent as a plain decimal, with two places below one.
    const Int128 value = powerOfTen(12 + exponent);
    return MoneyText::symbol(m_data.currency) + QString::fromStdString(formatDecimal(value, 12, exponent < 0 ? std::max(2, -exponent) : 0));
}

void PriceHistoryChart::layOut(const QRectF &area)
{
    double least = 0;
    double most = 0;
    bool hasAny = false;
    for (const PriceHistoryData::Line &line : m_data.lines) {
        for (const PriceHistoryData::Span &span : line.spans) {
            if (span.atto > 0) {
                const double decades = decadesOf(span.atto);
                least = hasAny ? std::min(least, decades) : decades;
                most = hasAny ? std::max(most, decades) : decades;
                hasAny = true;
            }
        }
    }
    constexpr double Tiny = 1e-9;
    m_low = std::max(-12, hasAny ? int(std::floor(least + Tiny)) : -1);
    m_high = std::max(m_low + 1, hasAny ? int(std::ceil(most - Tiny)) : 1);
    const QFont caption = Theme::current().font(Theme::Role::Caption);
    double widest = 0;
    for (int exponent = m_low; exponent <= m_high; ++exponent) {
        widest = std::max(widest, numberWidth(caption, tickText(exponent)));
    }
    double ends = 0;
    for (const PriceHistoryData::Line &line : m_data.lines) {
        ends = std::max(ends, numberWidth(Theme::current().font(Theme::Role::Small, QFont::DemiBold), line.endText));
    }
        m_legend = std::max(px(double(size::legendRow)), std::ceil(QFontMetricsF{Theme::current().font(Theme::Role::Small)}.height()));
    m_plot = QRectF{std::ceil(widest) + size::axisLabelGap, 0, 1, 1};
    m_plot.setTop(m_legend + std::ceil(QFontMetricsF{caption}.height()) + space::s1);
    m_plot.setHeight(std::max(1.0, area.height() - m_plot.top() - axis::bottomHeight()));
    m_plot.setRight(std::max(m_plot.left() + 1, area.width() - (ends > 0 ? std::ceil(ends) + space::s2 : 0.0)));
}

double PriceHistoryChart::xOf(UtcTime time) const
{
    const double all = std::max<double>(1, double((m_data.to - m_data.from).count()));
    return m_plot.left() + std::clamp(double((time - m_data.from).count()) / all, 0.0, 1.0) * m_plot.width();
}

double PriceHistoryChart::yOf(std::int64_t atto) const
{
    const double part = atto <= 0 ? 0 : (decadesOf(atto) - m_low) / (m_high - m_low);
    return m_plot.bottom() - std::clamp(part, 0.0, 1.0) * m_plot.height();
}

std::vector<axis::TimeLabel> PriceHistoryChart::timeLabels() const
{
    std::vector<axis::TimeLabel> labels;
    const year_month_day first{utcDayOf(m_data.from)};
    const year_month_day last{utcDayOf(m_data.to)};
    const bool isLong = last.year() - first.year() >= years{LongInYears};
    for (year_month month = first.year() / first.month() + months{1}; month <= last.year() / last.month(); month += months{1}) {
        if (isLong && month.month() != January) {
            continue;
        }
        const UtcTime at{sys_days{month / 1}};
        const LocalDay day{local_days{month / 1}};
        const QString text = isLong ? QString::number(int(month.year())) : month.month() == January ? QString::number(int(month.year())) : DateText::axisMonth(day);
        labels.push_back({.x = xOf(at), .text = text, .bold = month.month() == January && !isLong});
    }
    return axis::thinned(std::move(labels));
}

void PriceHistoryChart::paintGrid(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const double height = QFontMetricsF{painter.font()}.height();
    const int decades = m_high - m_low;
    const int stride = std::max(1, int(std::ceil(decades * height * 1.5 / m_plot.height())));
    for (int exponent = m_low; exponent <= m_high; exponent += stride) {
        const double y = midPixel(m_plot.bottom() - double(exponent - m_low) / decades * m_plot.height());
        painter.setPen(QPen{exponent == m_low ? c.zero : c.grid, size::hairline});
        painter.drawLine(QPointF{m_plot.left(), y}, QPointF{m_plot.right(), y});
        painter.setPen(c.text3);
        drawNumber(painter, QRectF{0, y - height / 2, m_plot.left() - size::axisLabelGap, height}, tickText(exponent), Qt::AlignRight | Qt::AlignVCenter);
    }
    axis::paintTime(painter, m_plot, timeLabels());
    if (m_data.now > m_data.from && m_data.now <= m_data.to) {
        const double x = midPixel(xOf(m_data.now) - 1);
        painter.setPen(QPen{c.zero, size::hairline});
        painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
        painter.setPen(c.text2);
        painter.setFont(theme.font(Theme::Role::Caption));
        const double wide = QFontMetricsF{painter.font()}.horizontalAdvance(DateText::today()) + 1;
        painter.drawText(QRectF{std::min(x - wide / 2, double(m_plot.right()) - wide), m_legend, wide, height}, Qt::AlignCenter, DateText::today());
    }
}

void PriceHistoryChart::paintLines(QPainter &painter) const
{
    const Colours &c = Theme::current().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const PriceHistoryData::Line &line : m_data.lines) {
        QPen solid{ModelColours::line(line.look, c), line.isStep ? size::hairline : size::line};
        solid.setCapStyle(Qt::FlatCap);
        QPen dashed = solid;
        dashed.setDashPattern({size::dash[0], size::dash[1]});
        const PriceHistoryData::Span *before = nullptr;
        for (const PriceHistoryData::Span &span : line.spans) {
            const double y = std::round(yOf(span.atto));
            if (before && before->to == span.from) {
                painter.setPen(span.from > m_data.now ? dashed : solid);
                painter.drawLine(QPointF{xOf(span.from), std::round(yOf(before->atto))}, QPointF{xOf(span.from), y});
            }
            const UtcTime known = std::clamp(m_data.now, span.from, span.to);
            if (known > span.from) {
                painter.setPen(solid);
                painter.drawLine(QPointF{xOf(span.from), y}, QPointF{xOf(known), y});
            }
            if (known < span.to) {
                painter.setPen(dashed);
                painter.drawLine(QPointF{xOf(known), y}, QPointF{xOf(span.to), y});
            }
            before = &span;
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void PriceHistoryChart::paintLegend(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Small));
    const double swatch = px(size::icon);
    double left = m_plot.left();
    const auto entry = [&](const QString &name, const Look &look, bool isStep) {
        const double wide = std::ceil(QFontMetricsF{painter.font()}.horizontalAdvance(name)) + 1;
        if (left + swatch + space::s1 + wide > m_plot.right()) {
            return; // the table has it
        }
        painter.setPen(QPen{ModelColours::line(look, c), isStep ? size::hairline : size::line});
        painter.drawLine(QPointF{left, std::round(m_legend / 2)}, QPointF{left + swatch, std::round(m_legend / 2)});
        painter.setPen(c.text2);
        painter.drawText(QRectF{left + swatch + space::s1, 0, wide, m_legend}, int(Qt::AlignLeft | Qt::AlignVCenter), name);
        left += swatch + space::s1 + wide + space::s3;
    };
    bool hasSteps = false;
    for (const PriceHistoryData::Line &line : m_data.lines) {
        hasSteps = hasSteps || line.isStep;
        if (!line.isStep) {
            entry(line.name, line.look, false);
        }
    }
    if (hasSteps) {
        entry(tr("thin: larger prompts"), m_data.lines.front().look, true);
    }
}

void PriceHistoryChart::paintEnds(QPainter &painter, const QRectF &area) const
{
    struct End
    {
        double y = 0;
        const PriceHistoryData::Line *line = nullptr;
    };
    std::vector<End> ends;
    for (const PriceHistoryData::Line &line : m_data.lines) {
        if (!line.endText.isEmpty() && !line.spans.empty()) {
            ends.push_back({yOf(line.spans.back().atto), &line});
        }
    }
    std::stable_sort(ends.begin(), ends.end(), [](const End &a, const End &b) { return a.y < b.y; });
    const double pitch = std::max(px(double(size::endLabelPitch)), QFontMetricsF{Theme::current().font(Theme::Role::Small, QFont::DemiBold)}.height());
    // Downwards from the first, then back up from the plot's end.
    for (std::size_t i = 1; i < ends.size(); ++i) {
        ends[i].y = std::max(ends[i].y, ends[i - 1].y + pitch);
    }
    double limit = m_plot.bottom() + pitch / 2;
    for (std::size_t i = ends.size(); i-- > 0;) {
        ends[i].y = std::min(ends[i].y, limit - pitch / 2);
        limit = ends[i].y - pitch / 2;
    }
    const Colours &c = Theme::current().colours();
    for (const End &end : ends) {
        const QColor ink = ModelColours::line(end.line->look, c);
        painter.setFont(Theme::current().font(Theme::Role::Small, end.line->isStep ? QFont::Normal : QFont::DemiBold));
        painter.setPen(contrast(ink, c.surface) >= least::text ? ink : c.text2);
        drawNumber(painter, {m_plot.right() + space::s2, end.y - pitch / 2, area.width() - m_plot.right() - space::s2, pitch}, end.line->endText,
                   Qt::AlignLeft | Qt::AlignVCenter);
    }
}

std::vector<QPolygonF> PriceHistoryChart::polylines() const
{
    std::vector<QPolygonF> lines;
    for (const PriceHistoryData::Line &line : m_data.lines) {
        QPolygonF points;
        for (const PriceHistoryData::Span &span : line.spans) {
            points << QPointF{xOf(span.from), yOf(span.atto)} << QPointF{xOf(span.to), yOf(span.atto)};
        }
        if (points.size() > 1) {
            lines.push_back(points);
        }
    }
    return lines;
}

std::vector<PriceHistoryChart::Note> PriceHistoryChart::notes() const
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_data.changes.size(); ++i) {
        if (!m_data.changes[i].brief.isEmpty()) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return m_data.changes[a].weight > m_data.changes[b].weight; });
    const QFont strong = Theme::current().font(Theme::Role::Small, QFont::DemiBold);
    const QFont plain = Theme::current().font(Theme::Role::Small);
    const double line = std::ceil(QFontMetricsF{strong}.height());
    const std::vector<QPolygonF> lines = polylines();
    std::vector<Note> placed;
    for (const std::size_t index : order) {
        const PriceHistoryData::Change &change = m_data.changes[index];
        Note note;
        const bool isLargest = placed.empty();
        note.heading = isLargest ? tr("%1 on %2", "a change, a day").arg(change.brief, change.day) : change.brief;
        note.detail = isLargest ? change.detail : QString{};
        const double wide = std::ceil(std::max(numberWidth(strong, note.heading), numberWidth(plain, note.detail))) + 1;
        const double high = line * (note.detail.isEmpty() ? 1 : 2);
        const double x = xOf(change.at);
        // Beside the change, at the height with most room.
        std::vector<QRectF> places;
        for (const double left : {x + space::s3, x - space::s3 - wide}) {
            for (int step = 1; step <= 8; ++step) {
                const double y = m_plot.top() + m_plot.height() * step / 9 - high / 2;
                const QRectF rect{left, y, wide, high};
                const bool isInside = rect.left() >= m_plot.left() + 1 && rect.right() <= m_plot.right() - 1 && rect.top() >= m_plot.top() && rect.bottom() <= m_plot.bottom();
                const bool isFree = std::none_of(placed.begin(), placed.end(), [&](const Note &other) { return other.rect.adjusted(-space::s2, 0, space::s2, 0).intersects(rect); })
                    && std::none_of(lines.begin(), lines.end(), [&](const QPolygonF &each) { return crosses(each, rect.adjusted(-2, -2, 2, 2)); });
                const bool isPast = rect.right() < xOf(m_data.now) - space::s1 || rect.left() > xOf(m_data.now);
                if (isInside && isFree && isPast) {
                    places.push_back(rect);
                }
            }
        }
        if (!places.empty()) { // else the tooltip says it
            note.rect = places[places.size() / 2];
            placed.push_back(std::move(note));
        }
    }
    return placed;
}

void PriceHistoryChart::paintStatic(QPainter &painter, const QRectF &area)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    if (m_data.lines.empty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(QRectF{0, 0, area.width(), area.height()}, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    paintLegend(painter);
    paintGrid(painter);
    paintLines(painter);
    paintEnds(painter, area);
    const double line = std::ceil(QFontMetricsF{theme.font(Theme::Role::Small, QFont::DemiBold)}.height());
    for (const Note &note : notes()) {
        painter.setFont(theme.font(Theme::Role::Small, QFont::DemiBold));
        painter.setPen(c.text1);
        drawNumber(painter, {note.rect.left(), note.rect.top(), note.rect.width(), line}, note.heading, Qt::AlignLeft | Qt::AlignVCenter);
        if (!note.detail.isEmpty()) {
            painter.setFont(theme.font(Theme::Role::Small));
            painter.setPen(c.text2);
            drawNumber(painter, {note.rect.left(), note.rect.top() + line, note.rect.width(), line}, note.detail, Qt::AlignLeft | Qt::AlignVCenter);
        }
    }
}

void PriceHistoryChart::paintHover(QPainter &painter)
{
    if (currentMark() < 0 || currentMark() >= markCount()) {
        return;
    }
    const Colours &c = Theme::current().colours();
    const UtcTime at = m_data.changes[std::size_t(currentMark())].at;
    const double x = midPixel(xOf(at));
    painter.setPen(QPen{c.zero, size::hairline});
    painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
    painter.setRenderHint(QPainter::Antialiasing);
    for (const PriceHistoryData::Line &line : m_data.lines) {
        for (const PriceHistoryData::Span &span : line.spans) {
            if (span.from == at) {
                painter.setPen(QPen{c.surface, double(size::markerRing)});
                painter.setBrush(ModelColours::line(line.look, c));
                painter.drawEllipse(QPointF{x, yOf(span.atto)}, size::marker, size::marker);
            }
        }
    }
}

std::optional<double> PriceHistoryChart::timeMarkX(const TimeMark &mark) const
{
    return !m_data.lines.empty() && m_data.from <= mark.moment && mark.moment < m_data.to ? std::optional{xOf(mark.moment)} : std::nullopt;
}

int PriceHistoryChart::markAt(const QPointF &at) const
{
    if (m_data.lines.empty() || at.x() < m_plot.left() - space::s3 || at.x() > m_plot.right() + space::s3) {
        return -1;
    }
    int best = -1;
    double distance = 0;
    for (int mark = 0; mark < markCount(); ++mark) {
        const double apart = std::abs(xOf(m_data.changes[std::size_t(mark)].at) - at.x());
        if (best < 0 || apart < distance) {
            best = mark;
            distance = apart;
        }
    }
    return best;
}

QRectF PriceHistoryChart::markRect(int mark) const
{
    const double x = xOf(m_data.changes[std::size_t(mark)].at);
    return {x - space::s1, m_plot.top(), 2.0 * space::s1, m_plot.height()};
}

TipContent PriceHistoryChart::tipOf(int mark) const
{
    const PriceHistoryData::Change &change = m_data.changes[std::size_t(mark)];
    TipContent tip;
    tip.place = change.day;
    tip.totalName = change.brief.isEmpty() ? tr("First price") : tr("Change");
    tip.totalValue = change.brief;
    for (const auto &[name, price] : change.prices) {
        tip.rows.push_back({Look::dimension(), false, name, price, {}, false});
    }
    if (!change.detail.isEmpty()) {
        tip.notes << change.detail;
    }
    return tip;
}

int PriceHistoryChart::tableColumns() const
{
    return m_data.changes.empty() ? 0 : int(m_data.changes.front().prices.size()) + 1;
}

QString PriceHistoryChart::columnHeader(int column) const
{
    return column == 0 ? tr("Change") : m_data.changes.front().prices[std::size_t(column - 1)].first;
}

QString PriceHistoryChart::tableText(int row, int column) const
{
    const PriceHistoryData::Change &change = m_data.changes[std::size_t(row)];
    if (column == 0) {
        return change.brief.isEmpty() ? tr("first price") : change.brief;
    }
    return std::size_t(column - 1) < change.prices.size() ? change.prices[std::size_t(column - 1)].second : QString{};
}

QString PriceHistoryChart::summary() const
{
    return m_data.lines.empty() ? m_data.nothing : tr("Prices of %1, %n change(s)", nullptr, std::max(0, tableRows() - 1)).arg(m_data.title);
}

} // namespace tokenmeter
