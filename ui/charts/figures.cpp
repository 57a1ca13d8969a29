// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/figures.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QTextDocument>

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Width of the widest digit; 0 when all are alike and nothing needs to be done.
double digitWidth(const QFont &font)
{
    static QHash<QFont, double> cache;
    if (const auto found = cache.constFind(font); found != cache.constEnd()) {
        return *found;
    }
    const QFontMetricsF metrics{font};
    double widest = 0;
    double narrowest = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        const double width = metrics.horizontalAdvance(digit);
        widest = std::max(widest, width);
        narrowest = std::min(narrowest, width);
    }
    constexpr double same = 0.01;
    const double result = widest - narrowest > same ? widest : 0;
    cache.insert(font, result);
    return result;
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Calls paint(run, x, advance) for digits one by one and for everything between them as a whole.
template <typename F>
double walk(const QFont &font, const QString &text, double digit, F paint)
{
    const QFontMetricsF metrics{font};
    double x = 0;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        if (!isDigit(text[i])) {
            while (end < text.size() && !isDigit(text[end])) {
                ++end;
            }
        }
        const QString run = text.mid(i, end - i);
        const double natural = metrics.horizontalAdvance(run);
        const double advance = isDigit(text[i]) ? digit : natural;
        paint(run, x + (advance - natural) / 2);
        x += advance;
        i = end;
    }
    return x;
}

} // namespace

double numberWidth(const QFont &font, const QString &text)
{
    const double digit = digitWidth(font);
    return digit > 0 ? walk(font, text, digit, [](const QString &, double) {}) : QFontMetricsF{font}.horizontalAdvance(text);
}

void drawNumber(QPainter &painter, const QRectF &rect, const QString &text, Qt::Alignment align)
{
    const QFont font = painter.font();
    const double digit = digitWidth(font);
    if (digit <= 0) {
        painter.drawText(rect, int(align | Qt::TextSingleLine), text);
        return;
    }
    const double width = numberWidth(font, text);
    const QFontMetricsF metrics{font};
    double left = rect.left();
    if (align & Qt::AlignRight) {
        left = rect.right() - width;
    } else if (align & Qt::AlignHCenter) {
        left = rect.center().x() - width / 2;
    }
    double baseline = rect.top() + metrics.ascent();
    if (align & Qt::AlignVCenter) {
        baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    } else if (align & Qt::AlignBottom) {
        baseline = rect.bottom() - metrics.descent();
    }
    walk(font, text, digit, [&](const QString &run, double x) { painter.drawText(QPointF{left + x, baseline}, run); });
}

bool drawElided(QPainter &painter, const QRectF &rect, const QString &text, Qt::Alignment align, Qt::TextElideMode mode)
{
    const QFontMetricsF metrics{painter.font()};
    const QString fitting = metrics.elidedText(text, mode, rect.width());
    const Qt::Alignment vertical = align & Qt::AlignVertical_Mask ? Qt::Alignment{} : Qt::Alignment{Qt::AlignVCenter};
    painter.drawText(rect, int(align | vertical | Qt::TextSingleLine), fitting);
    return fitting != text;
}

QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? QStringLiteral("<p style=\"white-space:pre-wrap\">") + text.toHtmlEscaped() + QStringLiteral("</p>")
                                     : text;
}

} // namespace tokenmeter
