// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/TextLabel.h"

#include "charts/figures.h"

#include <QEvent>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <cmath>

namespace tokenmeter
{

namespace
{

/// Lays out wrapped paragraphs at 1.5 lines; paints them when there is a painter. Returns the height.
double layOut(const QString &text, const QFont &font, double width, QPainter *painter)
{
    const double pitch = std::round(font.pixelSize() * type::lineHeight);
    double y = 0;
    for (const QString &paragraph : text.split(u'\n')) {
        QTextLayout layout{paragraph, font};
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a host or a path may be longer than the line
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, y + (pitch - line.height()) / 2});
            y += pitch;
        }
        layout.endLayout();
        if (painter) {
            layout.draw(painter, {0, 0});
        }
    }
    return y;
}

} // namespace

TextLabel::TextLabel(Theme::Role role, Tone tone, QWidget *parent) : TextLabel{QString{}, role, tone, parent} {}

TextLabel::TextLabel(const QString &text, Theme::Role role, Tone tone, QWidget *parent)
    : QLabel{parent}, m_role{role}, m_tone{tone}
{
    setTextFormat(Qt::PlainText);
    setText(text);
    applyFont();
}

void TextLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void TextLabel::setWeight(QFont::Weight weight)
{
    m_weight = weight;
    applyFont();
}

void TextLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

QSize TextLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    if (wordWrap()) {
        const int longest = fontMetrics().averageCharWidth() * type::paragraphCharacters;
        const int width = std::min(longest, fontMetrics().horizontalAdvance(text()) + 1);
        return {width, wrappedHeight(width)};
    }
    return {int(std::ceil(QFontMetricsF{font()}.horizontalAdvance(text()))) + 1 + margins.left() + margins.right(),
            fontMetrics().height() + margins.top() + margins.bottom()};
}

QSize TextLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().averageCharWidth() * type::elidedCharacters),
            fontMetrics().height()};
}

int TextLabel::heightForWidth(int width) const
{
    return wordWrap() ? wrappedHeight(width) : sizeHint().height();
}

int TextLabel::wrappedHeight(int width) const
{
    return int(std::ceil(layOut(text(), font(), width, nullptr)));
}

void TextLabel::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.setFont(font());
    QColor colour = m_tone == Tone::Strong ? c.text1 : m_tone == Tone::Normal ? c.text2 : c.text3;
    if (!isEnabled()) {
        colour = withAlpha(c.text3, mix::disabled);
    }
    painter.setPen(colour);
    if (wordWrap()) {
        layOut(text(), font(), width(), &painter);
        return;
    }
    updateTip();
    painter.drawText(contentsRect(), int(alignment() | Qt::TextSingleLine),
                     fontMetrics().elidedText(text(), m_elide, contentsRect().width()));
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange) {
        applyFont();
    }
}

void TextLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    updateTip();
}

void TextLabel::applyFont()
{
    const QFont wanted = m_weight == QFont::Weight(0) ? Theme::current().font(m_role)
                                                      : Theme::current().font(m_role, m_weight);
    if (font() != wanted) {
        setFont(wanted);
    }
}

void TextLabel::updateTip()
{
    const bool cut = !wordWrap() && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    const QString tip = cut ? plainToolTip(text()) : QString{};
    if (toolTip() != tip) {
        setToolTip(tip);
    }
}

} // namespace tokenmeter
