// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Card.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "theme/Theme.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

Card::Card(const QString &title, QWidget *parent)
    : QFrame{parent}, m_title{title}, m_content{new QVBoxLayout{this}}, m_link{new LinkButton{{}, this}}
{
    setFrameShape(QFrame::NoFrame);
    m_content->setSpacing(0);
    m_link->hide();
    connect(m_link, &LinkButton::clicked, this, &Card::linkActivated);
    setAccessibleName(title);
    applyMargins();
}

void Card::applyMargins()
{
    const int top = m_title.isEmpty() ? size::cardPadding : px(size::cardTitle);
    const int side = m_side < 0 ? size::cardPadding : m_side;
    m_content->setContentsMargins(side, top, side, m_bottom < 0 ? size::cardPadding : m_bottom);
}

void Card::setBottomPadding(int padding)
{
    m_bottom = padding;
    applyMargins();
}

void Card::setSidePadding(int padding)
{
    m_side = padding;
    applyMargins();
}

void Card::setTitle(const QString &title)
{
    m_title = title;
    setAccessibleName(title);
    applyMargins();
    update();
}

void Card::setTotal(const QString &total)
{
    m_total = total;
    update();
}

void Card::setLink(const QString &text)
{
    m_link->setText(text);
    m_link->setVisible(!text.isEmpty());
    placeTitle();
}

void Card::setMark(const QString &word)
{
    m_mark = word;
    placeTitle();
    update();
}

void Card::addTitleControl(QWidget *control)
{
    control->setParent(this);
    m_controls.append(control);
    control->show();
    placeTitle();
}

void Card::addQuietControl(QWidget *control)
{
    control->setParent(this);
    m_quiet.append(control);
    control->show();
    placeTitle();
}

void Card::removeTitleControl(QWidget *control)
{
    m_controls.removeAll(control);
    m_quiet.removeAll(control);
    placeTitle();
}

int Card::titleRowWidth() const
{
    double width = 2 * size::cardPadding + QFontMetricsF{Theme::current().font(Theme::Role::Title)}.horizontalAdvance(m_title);
    if (!m_total.isEmpty()) {
        width += numberWidth(Theme::current().font(Theme::Role::Body), m_total) + size::cardTotalGap;
    }
    for (const QWidget *control : m_controls + m_quiet) {
        width += control->sizeHint().width() + space::s2;
    }
    return int(std::ceil(width)) + space::s4;
}

void Card::setLoading(bool loading)
{
    m_loading = loading;
    for (int i = 0; i < m_content->count(); ++i) {
        if (QWidget *widget = m_content->itemAt(i)->widget()) {
            QSizePolicy policy = widget->sizePolicy();
            policy.setRetainSizeWhenHidden(true); // nothing jumps when data arrives
            widget->setSizePolicy(policy);
            widget->setVisible(!loading);
        }
    }
    update();
}

void Card::placeTitle()
{
    int right = width() - size::cardPadding;
    const int middle = px(size::cardTitleBaseline) - int(QFontMetricsF{Theme::current().font(Theme::Role::Title)}.capHeight() / 2);
    if (!m_link->text().isEmpty()) {
        const QSize hint = m_link->sizeHint();
        // The link's own padding hangs over, so that its letters stand on the card's edge.
        m_link->setGeometry({QPoint{right - hint.width() + space::s1, middle - hint.height() / 2}, hint});
        right -= hint.width() + space::s3;
    }
    for (QWidget *control : m_controls) {
        const QSize hint = control->sizeHint();
        control->setGeometry({QPoint{right - hint.width(), middle - hint.height() / 2}, hint});
        right -= hint.width() + space::s2;
    }
    // Left of the mark, which ends at the card's edge while they are not seen.
    right -= m_mark.isEmpty() ? 0 : int(std::ceil(markWidth()));
    for (QWidget *control : m_quiet) {
        const QSize hint = control->sizeHint();
        control->setGeometry({QPoint{right - hint.width(), middle - hint.height() / 2}, hint});
        right -= hint.width() + space::s2;
    }
}

/// With its swatch and the gap before it.
double Card::markWidth() const
{
    return QFontMetricsF{Theme::current().font(Theme::Role::Small)}.horizontalAdvance(m_mark) + space::s2 + px(size::swatch) + space::s3;
}

void Card::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, c.surface, c.border);
    const double baseline = px(size::cardTitleBaseline);
    double right = width() - size::cardPadding;
    if (!m_link->text().isEmpty()) {
        right = m_link->x() - space::s2;
    }
    for (const QWidget *control : m_controls) {
        right = std::min(right, double(control->x() - space::s2));
    }
    if (!m_title.isEmpty()) {
        const QString total = m_loading ? QString{} : m_total; // an old total would be a wrong one
        if (!m_mark.isEmpty() && !m_loading) {
            const QFont font = theme.font(Theme::Role::Small);
            const QFontMetricsF metrics{font};
            const double text = metrics.horizontalAdvance(m_mark);
            painter.setFont(font);
            painter.setPen(c.text2);
            painter.drawText(QPointF{right - text, baseline}, m_mark);
            const double side = px(size::swatch);
            right -= text + space::s2 + side;
            hatch::paintUnpriced(painter, QRectF{right, std::round(baseline - metrics.capHeight() / 2 - side / 2), side, side}, radius::bar);
            right -= space::s3;
        }
        for (const QWidget *control : m_quiet) {
            right = std::min(right, double(control->x() - space::s2));
        }
        const QFont titleFont = theme.font(Theme::Role::Title);
        const QFontMetricsF titleMetrics{titleFont};
        const QFont totalFont = theme.font(Theme::Role::Body);
        const double left = size::cardPadding;
        // An amount is never cut: the title gives way.
        const double totalWidth = total.isEmpty() ? 0 : numberWidth(totalFont, total) + size::cardTotalGap;
        const QString shown = titleMetrics.elidedText(m_title, Qt::ElideRight, std::max(0.0, right - left - totalWidth));
        painter.setFont(titleFont);
        painter.setPen(c.text1);
        painter.drawText(QPointF{left, baseline}, shown);
        if (!total.isEmpty()) {
            painter.setFont(totalFont);
            painter.setPen(c.text3);
            const double x = left + titleMetrics.horizontalAdvance(shown) + size::cardTotalGap;
            const QFontMetricsF metrics{totalFont};
            drawNumber(painter, QRectF{x, baseline - metrics.ascent(), totalWidth, metrics.height()}, total, Qt::AlignLeft | Qt::AlignTop);
        }
    }
    if (m_loading) {
        QRectF block = rect().adjusted(size::cardPadding, px(size::cardTitle) + space::s2, -size::cardPadding, -size::cardPadding);
        const double row = px(size::rowTable);
        const double bar = px(size::kpiSkeletonLine);
        for (int i = 0; block.top() + bar <= block.bottom(); ++i) {
            const double part = i % 2 == 0 ? mix::lighterEdge + mix::disabled / 2 : mix::smaller;
            paintBox(painter, QRectF{block.left(), block.top(), block.width() * part, bar}, radius::cell, c.sunken, {});
            block.setTop(block.top() + row);
        }
    }
}

void Card::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    placeTitle();
}

void Card::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        if (m_content != nullptr) {
            applyMargins();
            placeTitle();
        }
        update();
    }
    QFrame::changeEvent(event);
}

} // namespace tokenmeter
