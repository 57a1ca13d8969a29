// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "format/ReviewDocument.h"
#include "theme/tokens.h"

#include <QFont>
#include <QPagedPaintDevice>
#include <QPainter>

namespace tokenmeter
{

class ChartWidget;

/// Pages that fill from the top. Blocks that do not fit begin a new one; a table goes on there with its head. Sizes are given in points.
class Paper
{
public:
    enum class Ink { Normal, Quiet, Warning };

    /// @param painter open on the device; nullptr: only counts the pages
    /// @param foot left on each page; right stands its number
    /// @param pages how many there will be
    Paper(QPagedPaintDevice &device, QPainter *painter, QString foot, int pages);

    void headline(const QString &text);
    void paragraph(const QString &text, Ink ink = Ink::Normal);
    /// Not at the foot of a page: some lines of what follows fit below it, `height` points more where a chart does.
    void heading(const QString &text, double height);
    void figures(const std::vector<ReviewFigure> &figures);
    void chart(ChartWidget &chart, double height);
    void table(const ReviewTable &table);
    /// Behind the last block.
    void end() { paintFoot(); }

    int page() const { return m_page; } ///< the last one, from 1

private:
    struct Cell
    {
        QString text{};
        double x = 0, width = 0;
        Qt::Alignment align = Qt::AlignLeft;
    };

    double dots(double points) const { return points * m_dotsPerPoint; }
    QFont font(double points, QFont::Weight weight) const;
    /// Paints lines of text that are broken at words, anywhere where a word is wider; at most `most`, the last one cut off.
    /// Returns the height. Paints nothing while pages are counted, or without `paints`.
    double text(const QString &text, const QFont &font, const QColor &colour, double x, double y, double width, Qt::Alignment align, int most, bool paints);
    double row(const std::vector<Cell> &cells, const QFont &font, const QColor &colour, double y, bool paints);
    void line(double y, const QColor &colour, double points);
    std::vector<double> widthsOf(const ReviewTable &table) const;
    /// As wide as each value needs, and what is left in equal parts; equal where that is too much.
    std::vector<double> figureWidths(const std::vector<ReviewFigure> &figures, const QFont &large, double gap) const;
    void need(double height);
    void turn();
    void paintFoot();

    QPagedPaintDevice &m_device;
    QPainter *m_painter;
    QString m_foot;
    int m_pages;
    double m_dotsPerPoint;
    double m_width, m_height; ///< of what is written on, the foot apart
    double m_y = 0;
    int m_page = 1;
    const Colours &m_colours;
    QFont m_body, m_strong, m_small;
};

} // namespace tokenmeter
