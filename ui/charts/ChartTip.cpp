// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartTip.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

QFont smallFont(QFont::Weight weight = QFont::Normal)
{
    return Theme::current().font(Theme::Role::Small, weight);
}

/// Room for the shadow around the box.
constexpr int ShadowSide = size::tipShadow / 2;

} // namespace

QString TipContent::toText() const
{
    QStringList lines{place};
    if (!totalValue.isEmpty()) {
        lines << totalName + QLatin1Char('\t') + totalValue;
    }
    for (const Row &row : rows) {
        lines << row.name + QLatin1Char('\t') + row.value + (row.share.isEmpty() ? QString{} : QLatin1Char('\t') + row.share);
    }
    if (!comparison.isEmpty()) {
        lines << comparison;
    }
    lines += notes;
    return lines.join(QLatin1Char('\n'));
}

ChartTip::ChartTip(QWidget *owner) : QWidget{owner->window()}, m_owner{owner}
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

ChartTip::Columns ChartTip::columns() const
{
    Columns result;
    const QFontMetricsF metrics{smallFont()};
    for (const TipContent::Row &row : m_content.rows) {
        result.name = std::max(result.name, metrics.horizontalAdvance(row.name) + (row.hasSwatch ? px(size::swatch) + space::s2 : 0));
        result.value = std::max(result.value, numberWidth(smallFont(QFont::Medium), row.value));
        result.share = std::max(result.share, numberWidth(smallFont(), row.share));
    }
    result.value = std::max(result.value, numberWidth(smallFont(QFont::DemiBold), m_content.totalValue));
    return result;
}

QSize ChartTip::boxSize() const
{
    const Columns c = columns();
    double width = c.name + size::tipColumnGap + c.value + (c.share > 0 ? size::tipColumnGap + c.share : 0);
    const QFontMetricsF bold{smallFont(QFont::DemiBold)};
    width = std::max(width, bold.horizontalAdvance(m_content.place));
    for (const QString &note : m_content.notes + QStringList{m_content.comparison}) {
        width = std::max(width, QFontMetricsF{smallFont()}.horizontalAdvance(note));
    }
    width = std::clamp(std::ceil(width) + 2 * size::tipPadding, double(px(size::tipMinWidth)), double(px(size::tipMaxWidth)));
    int lines = 1 + int(m_content.rows.size()) + (m_content.totalValue.isEmpty() ? 0 : 1) + int(m_content.notes.size());
    int height = lines * px(size::tipRow) + 2 * size::tipPadding - space::s1;
    if (!m_content.comparison.isEmpty()) {
        height += px(size::tipRow) + space::s2;
    }
    return {int(width), height};
}

QSize ChartTip::sizeHint() const
{
    const QSize box = boxSize();
    return {box.width() + 2 * ShadowSide, box.height() + ShadowSide + size::tipShadow};
}

void ChartTip::showContent(const TipContent &content, const QRectF &mark)
{
    m_content = content;
    if (content.isEmpty()) {
        hide();
        return;
    }
    if (parentWidget() != m_owner->window()) {
        setParent(m_owner->window());
    }
    const QSize box = boxSize();
    const QWidget *window = parentWidget();
    const QRectF area = QRectF{m_owner->mapTo(window, mark.topLeft().toPoint()), mark.size()};
    // Right of the mark, else left of it, else wherever it fits.
    double x = area.right() + size::tipDistance;
    if (x + box.width() > window->width() - space::s2) {
        x = area.left() - size::tipDistance - box.width();
    }
    x = std::clamp(x, double(space::s2), std::max(double(space::s2), double(window->width() - box.width() - space::s2)));
    double y = area.top();
    y = std::clamp(y, double(space::s2), std::max(double(space::s2), double(window->height() - box.height() - space::s2)));
    setGeometry({QPoint{int(x) - ShadowSide, int(y) - ShadowSide / 2}, sizeHint()});
    show();
    raise();
    update();
}

void ChartTip::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    const Colours &c = Theme::current().colours();
    const QRectF box{QPointF{double(ShadowSide), ShadowSide / 2.0}, QSizeF{boxSize()}};
    // A soft shadow from rings, weaker outwards: no bitmap, right at every scale.
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int ring = ShadowSide; ring > 0; --ring) {
        painter.setBrush(withAlpha(c.shadow, double(c.shadow.alphaF()) / ShadowSide / 2));
        painter.drawRoundedRect(box.adjusted(-ring, -ring + size::tipShadowDrop / 2.0, ring, ring + size::tipShadowDrop / 2.0),
                                radius::tip + ring, radius::tip + ring);
    }
    painter.translate(box.topLeft());
    paintContent(painter);
}

void ChartTip::paintContent(QPainter &painter) const
{
    const Colours &c = Theme::current().colours();
    const QSize box = boxSize();
    paintBox(painter, QRectF{QPointF{}, QSizeF{box}}, radius::tip, c.tip, c.borderStrong);
    const double row = px(size::tipRow);
    const double left = size::tipPadding;
    const double right = box.width() - size::tipPadding;
    const Columns width = columns();
    const double valueRight = width.share > 0 ? right - width.share - size::tipColumnGap : right;
    double y = size::tipPadding - space::s1 / 2.0;

    painter.setFont(smallFont(QFont::DemiBold));
    painter.setPen(c.text1);
    drawElided(painter, QRectF{left, y, right - left, row}, m_content.place);
    y += row;
    if (!m_content.totalValue.isEmpty()) {
        painter.drawText(QRectF{left, y, right - left, row}, Qt::AlignLeft | Qt::AlignVCenter, m_content.totalName);
        drawNumber(painter, QRectF{left, y, valueRight - left, row}, m_content.totalValue, Qt::AlignRight | Qt::AlignVCenter);
        y += row;
    }
    for (const TipContent::Row &line : m_content.rows) {
        double x = left;
        if (line.hasSwatch) {
            const double side = px(size::swatch);
            const QRectF swatch{x, std::round(y + (row - side) / 2), side, side};
            if (line.unpriced) {
                hatch::paintUnpriced(painter, swatch, radius::bar);
            } else {
                hatch::paintLook(painter, swatch, radius::bar, line.look);
            }
            x += side + space::s2;
        }
        painter.setFont(smallFont());
        painter.setPen(c.text2);
        drawElided(painter, QRectF{x, y, valueRight - width.value - size::tipColumnGap - x, row}, line.name);
        painter.setPen(c.text1);
        painter.setFont(smallFont(QFont::Medium));
        drawNumber(painter, QRectF{left, y, valueRight - left, row}, line.value, Qt::AlignRight | Qt::AlignVCenter);
        painter.setFont(smallFont());
        painter.setPen(c.text2);
        drawNumber(painter, QRectF{left, y, right - left, row}, line.share, Qt::AlignRight | Qt::AlignVCenter);
        y += row;
    }
    painter.setFont(smallFont());
    painter.setPen(c.text2);
    if (!m_content.comparison.isEmpty()) {
        painter.setPen(QPen{c.border, size::hairline});
        const double line = std::floor(y + space::s1) + size::hairline / 2;
        painter.drawLine(QPointF{left, line}, QPointF{right, line});
        y += space::s2;
        painter.setPen(c.text2);
        drawElided(painter, QRectF{left, y, right - left, row}, m_content.comparison);
        y += row;
    }
    for (const QString &note : m_content.notes) {
        drawElided(painter, QRectF{left, y, right - left, row}, note);
        y += row;
    }
}

} // namespace tokenmeter
