// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Checklist.h"

#include "charts/figures.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QPainter>

#include <cmath>

namespace tokenmeter
{

Checklist::Checklist(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Checklist::setSteps(std::vector<CheckStep> steps)
{
    const bool isSame = steps.size() == m_steps.size();
    m_steps = std::move(steps);
    if (isSame) {
        rowsChanged(); // the keyboard stays where it is
    } else {
        rowsReset();
    }
}

void Checklist::setSideBySide(bool sideBySide)
{
    if (m_sideBySide != sideBySide) {
        m_sideBySide = sideBySide;
        rowsChanged();
    }
}

QSize Checklist::sizeHint() const
{
    const int pitch = px(size::checkPitch);
    return m_sideBySide ? QSize{px(size::windowMinWidth) / 2, pitch} : QSize{px(size::reviewSide) - 2 * px(size::cardPadding), pitch * int(m_steps.size())};
}

QRectF Checklist::rowRect(int row, int count) const
{
    const double pitch = px(size::checkPitch);
    if (m_sideBySide) {
        const double width = double(this->width()) / std::max(1, count);
        return {row * width, 0, width, pitch};
    }
    return {0, row * pitch, double(width()), pitch};
}

QStringList Checklist::rowTip(int row) const
{
    const CheckStep &step = m_steps[std::size_t(row)];
    return {step.name, step.detail, step.tip};
}

QString Checklist::rowSpoken(int row) const
{
    const CheckStep &step = m_steps[std::size_t(row)];
    const QString state = step.state == CheckStep::State::Done ? tr("done") : step.state == CheckStep::State::Next ? tr("next") : tr("open");
    return tr("%1, %2: %3", "a step, its state, what it says").arg(step.name, state, step.detail);
}

void Checklist::activateRow(int row, Qt::KeyboardModifiers)
{
    makeCurrent(row);
    Q_EMIT activated(row);
}

void Checklist::paintMark(QPainter &painter, const QRectF &circle, CheckStep::State state) const
{
    const Colours &c = Theme::current().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF inner = circle.adjusted(size::checkLine / 2, size::checkLine / 2, -size::checkLine / 2, -size::checkLine / 2);
    switch (state) {
    case CheckStep::State::Done:
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.positiveSoft);
        painter.drawEllipse(circle);
        icons::paint(painter, circle, Icon::Done, int(circle.width() * 0.7), c.positive);
        break;
    case CheckStep::State::Next: {
        painter.setPen(QPen{c.accent, size::checkLine});
        painter.setBrush(c.accentSoft);
        painter.drawEllipse(inner);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.accent);
        const double dot = px(double(size::checkDot)) / 2;
        painter.drawEllipse(circle.center(), dot, dot);
        break;
    }
    case CheckStep::State::Open:
        painter.setPen(QPen{c.borderStrong, size::checkLine});
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(inner);
        break;
    }
    painter.setBrush(Qt::NoBrush);
}

void Checklist::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const double mark = px(double(size::checkMark));
    const QFont name = theme.font(Theme::Role::Body, QFont::Medium);
    const QFont small = theme.font(Theme::Role::Small);
    const double nameLine = std::ceil(QFontMetricsF{name}.height());
    const double smallLine = std::ceil(QFontMetricsF{small}.height());
    const int count = rowCount();
    for (int row = 0; row < count; ++row) {
        const CheckStep &step = m_steps[std::size_t(row)];
        const QRectF cell = rowRect(row, count);
        if (isRowHovered(row)) {
            paintBox(painter, cell.adjusted(-1, 1, 0, -1), radius::control, c.hover, {});
        }
        const double top = cell.top() + std::floor((cell.height() - nameLine - smallLine) / 2);
        const QRectF circle{cell.left() + 2, std::round(top + 1), mark, mark};
        if (row + 1 < count && !m_sideBySide) {
            painter.fillRect(QRectF{std::floor(circle.center().x()), circle.bottom() + 3, size::hairline, cell.height() - mark - 6}, c.border);
        }
        paintMark(painter, circle, step.state);
        const double left = circle.right() + space::s3;
        const double width = cell.right() - left - (m_sideBySide ? space::s2 : 0);
        painter.setFont(name);
        painter.setPen(c.text1);
        drawElided(painter, {left, top, width, nameLine}, step.name);
        painter.setFont(small);
        painter.setPen(step.state == CheckStep::State::Next ? c.accent : c.text2);
        drawElided(painter, {left, top + nameLine, width, smallLine}, step.detail);
        if (showsRowFocus(row)) {
            paintFocusRing(painter, cell.adjusted(0, 1, 0, -1), radius::control);
        }
    }
}

} // namespace tokenmeter
