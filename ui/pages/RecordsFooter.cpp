// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsFooter.h"

#include "charts/figures.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QEvent>
#include <QPainter>

namespace tokenmeter
{

RecordsFooter::RecordsFooter(QWidget *parent) : QWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RecordsFooter::setTexts(const QString &count, const QString &notes, const QString &total)
{
    m_count = count;
    m_notes = notes;
    m_total = total;
    setAccessibleName(text());
    setToolTip(plainToolTip(notes));
    update();
}

QString RecordsFooter::text() const
{
    QStringList parts;
    for (const QString &part : {m_count, m_notes, m_total}) {
        if (!part.isEmpty()) {
            parts << part;
        }
    }
    return parts.join(tr(" · ", "between two facts"));
}

QSize RecordsFooter::sizeHint() const
{
    return {px(size::windowMinWidth) / 2, px(size::recordsFooter)};
}

void RecordsFooter::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    painter.setPen(QPen{c.borderStrong, size::hairline});
    painter.drawLine(QPointF{0, size::hairline / 2}, QPointF{double(width()), size::hairline / 2});
    const QFont strong = theme.font(Theme::Role::Body, QFont::DemiBold);
    QRectF line{double(size::cardPadding), 0, double(width() - 2 * size::cardPadding), double(height())};
    const double total = numberWidth(strong, m_total);
    painter.setFont(strong);
    painter.setPen(c.text1);
    drawNumber(painter, line, m_total, Qt::AlignRight | Qt::AlignVCenter);
    const double count = numberWidth(strong, m_count);
    drawNumber(painter, line, m_count, Qt::AlignLeft | Qt::AlignVCenter);
    line.setLeft(line.left() + count + space::s6);
    line.setRight(line.right() - total - space::s4);
    if (line.width() > 0) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        drawElided(painter, line, m_notes);
    }
}

void RecordsFooter::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenmeter
