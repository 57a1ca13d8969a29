// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RankedList.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "format/MoneyText.h"
#include "format/ShareText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

RankedList::RankedList(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void RankedList::setEntries(std::vector<RankedEntry> entries, const MeasureText &measure, Int128 total)
{
    m_entries = std::move(entries);
    m_measure = measure;
    m_total = total;
    rowsReset();
}

void RankedList::setMaximumRows(int rows)
{
    m_maximum = rows;
    rowsChanged();
}

void RankedList::setShowsAll(bool all)
{
    m_showsAll = all;
    rowsChanged();
}

int RankedList::capacity() const
{
    if (m_showsAll) {
        return int(m_entries.size());
    }
    const int fits = std::max(1, int((height() + space::s1) / px(size::listRowMin)));
    return m_maximum > 0 ? std::min(m_maximum, fits) : fits;
}

double RankedList::rowHeight(int rows) const
{
    const double share = rows > 0 ? double(height()) / rows : 0;
    return std::clamp(std::floor(share), double(px(size::listRowMin)), double(px(m_maximum > 0 ? size::rankedRowMax : size::rankedRow)));
}

std::vector<RankedList::Row> RankedList::rows() const
{
    const int all = int(m_entries.size());
    Int128 named = 0;
    for (const RankedEntry &entry : m_entries) {
        named += entry.value;
    }
    // What no row names needs a row too: nothing is missing from the sum.
    const int needed = all + (named != m_total ? 1 : 0);
    const int shown = needed <= std::max(capacity(), m_showsAll ? needed : 0) ? all : std::clamp(capacity() - 1, 0, all);
    std::vector<Row> rows;
    std::vector<Int128> values;
    Int128 rest = m_total;
    for (int i = 0; i < shown; ++i) {
        const RankedEntry &entry = m_entries[std::size_t(i)];
        rows.push_back({entry.name, entry.amount, {}, entry.look, 0, entry.unpriced, i});
        values.push_back(entry.value);
        rest -= entry.value;
    }
    if (shown < all || rest != 0) {
        const int folded = all - shown;
        rows.push_back({folded > 0 ? tr("Other (%1)").arg(folded) : tr("Other"), {}, {}, Look::other(), 0, false, -1});
        values.push_back(rest);
    }
    std::vector<QString> texts;
    if (m_measure.measure() == Measure::Cost) {
        std::vector<Money> parts;
        for (const Int128 value : values) {
            parts.push_back(Money::fromAtto(value, m_measure.currency()));
        }
        const Money total = Money::fromAtto(m_total, m_measure.currency());
        const int decimals = MoneyText::decimalsFor(total);
        const std::vector<Money> closed = MoneyText::closing(parts, total, decimals, !rows.empty() && rows.back().entry < 0);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            // A part too small for a cent says so; it must not read as nothing.
            texts.push_back(MoneyText::fixed(closed[i].isZero() ? parts[i] : closed[i], decimals));
        }
    } else {
        for (const Int128 value : values) {
            texts.push_back(m_measure.figure(value));
        }
    }
    Int128 largest = 0;
    for (const Int128 value : values) {
        largest = std::max(largest, value);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool worded = !rows[i].amount.isEmpty();
        rows[i].amount = worded ? rows[i].amount : texts[i];
        rows[i].share = worded && values[i] == 0 ? QString{} : ShareText::whole(values[i], m_total);
        rows[i].bar = largest > 0 && values[i] > 0 ? m_measure.drawn(values[i]) / m_measure.drawn(largest) : 0;
    }
    return rows;
}

QSize RankedList::sizeHint() const
{
    return minimumSizeHint();
}

QSize RankedList::minimumSizeHint() const
{
    constexpr int least = 3;
    const int count = m_showsAll ? std::max(least, int(m_entries.size())) : least;
    return {px(size::filterLineNarrow), count * px(size::listRowMin)};
}

int RankedList::rowCount() const
{
    return int(rows().size());
}

QRectF RankedList::rowRect(int row, int count) const
{
    const double pitch = rowHeight(count);
    return {0, row * pitch, double(width()), pitch};
}

QStringList RankedList::rowTip(int row) const
{
    const int index = rows()[std::size_t(row)].entry;
    if (index < 0) {
        return {};
    }
    const RankedEntry &entry = m_entries[std::size_t(index)];
    return {entry.name, entry.amount.isEmpty() ? m_measure.exact(entry.value) : entry.amount, entry.note};
}

QString RankedList::rowSpoken(int row) const
{
    const Row shown = rows()[std::size_t(row)];
    return shown.name + QStringLiteral(", ") + shown.amount + QStringLiteral(", ") + shown.share;
}

void RankedList::activateRow(int row, Qt::KeyboardModifiers modifiers)
{
    const int index = rows()[std::size_t(row)].entry;
    if (index < 0) {
        Q_EMIT otherPicked();
    } else if (modifiers & Qt::ControlModifier) {
        Q_EMIT excluded(index);
    } else if (modifiers & Qt::AltModifier) {
        Q_EMIT explained(index);
    } else {
        Q_EMIT picked(index);
    }
}

void RankedList::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const std::vector<Row> all = rows();
    const double swatch = px(size::swatch);
    const QFont body = theme.font(Theme::Role::Body);
    const QFont amountFont = theme.font(Theme::Role::Body, QFont::Medium);
    const QFont small = theme.font(Theme::Role::Small);
    const QFontMetricsF metrics{body};
    const double line = std::ceil(metrics.height());
    // Text and bar together stand in the middle of 34 px; more height is air below.
    const double block = line + size::rankedBarGap + size::rankedBar;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Row &row = all[i];
        const QRectF cell = rowRect(int(i), int(all.size()));
        const double top = cell.top() + std::floor((px(size::listRowMin) - block) / 2);
        if (isRowHovered(int(i))) {
            paintBox(painter, cell.adjusted(0, 0, 0, -1), radius::control, c.hover, {});
        }
        const QRectF mark{0, std::round(top + line / 2 - swatch / 2), swatch, swatch};
        if (row.unpriced) {
            hatch::paintUnpriced(painter, mark, radius::bar);
        } else {
            hatch::paintLook(painter, mark, radius::bar, row.look);
        }
        const double left = swatch + space::s2;
        const double right = width();
        painter.setFont(small);
        painter.setPen(c.text3);
        drawNumber(painter, QRectF{0, top, right, line}, row.share, Qt::AlignRight | Qt::AlignVCenter);
        const double amountRight = right - px(size::rankedShare) - space::s3;
        painter.setFont(amountFont);
        painter.setPen(row.unpriced ? c.warning : c.text1);
        const double amountWidth = numberWidth(amountFont, row.amount);
        drawNumber(painter, QRectF{0, top, amountRight, line}, row.amount, Qt::AlignRight | Qt::AlignVCenter);
        painter.setFont(body);
        painter.setPen(c.text1);
        drawElided(painter, QRectF{left, top, std::max(0.0, amountRight - amountWidth - space::s3 - left), line}, row.name);
        const QRectF track{left, std::round(top + line + size::rankedBarGap), right - left, double(size::rankedBar)};
        paintBox(painter, track, radius::bar, c.sunken, {});
        if (row.bar > 0) {
            QRectF bar = track;
            bar.setWidth(std::max(double(size::barMin), track.width() * row.bar));
            paintBox(painter, bar, radius::bar, ModelColours::fill(row.look, c), {});
        }
        if (showsRowFocus(int(i))) { // beside the swatch, which is too small to lie under a ring
            paintFocusRing(painter, cell.adjusted(left - space::s1, 0, 0, -1), radius::control);
        }
    }
}

} // namespace tokenmeter
