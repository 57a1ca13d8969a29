// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/Paper.h"

#include "charts/ChartWidget.h"
#include "theme/Theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPageLayout>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenmeter
{
namespace
{

constexpr double PointsPerInch = 72;
constexpr double PixelsPerInch = 96; // what the measures of charts are in
constexpr double ChartMm = 174;
constexpr double MmPerInch = 25.4;

// Points.
constexpr double BodyPt = 9.5;
constexpr double SmallPt = 8;
constexpr double HeadlinePt = 20;
constexpr double HeadingPt = 12.5;
constexpr double FigurePt = 13;
constexpr double FootPt = 18; ///< kept for the foot below what is written
constexpr double LinePt = 1.35; ///< of the size of the font, from line to line
constexpr double GapPt = 6;
constexpr double SectionGapPt = 14;
constexpr double RowPaddingPt = 2.6;
constexpr double ColumnGapPt = 10;
constexpr double KeepPt = 62; ///< below a heading on the same page
constexpr double HairlinePt = 0.5;
constexpr double LeastFigure = 0.7; ///< of an equal part of the line, where others need more
constexpr int MostLines = 40; ///< of a cell or a paragraph: one name cannot fill pages

} // namespace

Paper::Paper(QPagedPaintDevice &device, QPainter *painter, QString foot, int pages)
    : m_device{device}, m_painter{painter}, m_foot{std::move(foot)}, m_pages{pages}, m_dotsPerPoint{device.logicalDpiX() / PointsPerInch}, m_colours{lightColours()}
{
    const QSizeF page = device.pageLayout().paintRectPixels(device.logicalDpiX()).size();
    m_width = page.width();
    m_height = page.height() - dots(FootPt);
    m_body = font(BodyPt, QFont::Normal);
    m_strong = font(BodyPt, QFont::DemiBold);
    m_small = font(SmallPt, QFont::Normal);
}

QFont Paper::font(double points, QFont::Weight weight) const
{
    QFont result = Theme::current().font(Theme::Role::Body);
    result.setPixelSize(std::max(1, int(std::lround(dots(points)))));
    result.setWeight(weight);
    result.setHintingPreference(QFont::PreferNoHinting);
    return result;
}

double Paper::text(const QString &text, const QFont &font, const QColor &colour, double x, double y, double width, Qt::Alignment align, int most, bool paints)
{
    QTextLayout layout{text, font};
    QTextOption option{align};
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    const double pitch = std::ceil(font.pixelSize() * LinePt);
    // One baseline for all cells of a row: a line with Chinese in it is taller than one without.
    const QFontMetricsF metrics{font};
    const double baseline = (pitch - metrics.height()) / 2 + metrics.ascent();
    layout.beginLayout();
    int lines = 0;
    bool isCut = false;
    for (QTextLine each = layout.createLine(); each.isValid(); each = layout.createLine()) {
        each.setLineWidth(std::max(1.0, width));
        each.setPosition({0, lines * pitch + baseline - each.ascent()});
        if (++lines == most) {
            isCut = each.textStart() + each.textLength() < text.size();
            break;
        }
    }
    layout.endLayout();
    if (paints && m_painter != nullptr) {
        m_painter->setPen(colour);
        layout.draw(m_painter, {x, y});
        if (isCut) {
            m_painter->setFont(font);
            m_painter->drawText(QPointF{x + width, y + lines * pitch}, QString{QChar{0x2026}});
        }
    }
    return std::max(1, lines) * pitch;
}

void Paper::headline(const QString &content)
{
    m_y += text(content, font(HeadlinePt, QFont::DemiBold), m_colours.text1, 0, m_y, m_width, Qt::AlignLeft, MostLines, true) + dots(GapPt / 2);
}

void Paper::paragraph(const QString &content, Ink ink)
{
    if (content.isEmpty()) {
        return;
    }
    const QColor colour = ink == Ink::Quiet ? m_colours.text3 : ink == Ink::Warning ? m_colours.warning : m_colours.text2;
    need(text(content, m_body, colour, 0, m_y, m_width, Qt::AlignLeft, MostLines, false));
    m_y += text(content, m_body, colour, 0, m_y, m_width, Qt::AlignLeft, MostLines, true) + dots(GapPt / 2);
}

void Paper::heading(const QString &content, double height)
{
    m_y += dots(SectionGapPt);
    need(dots(HeadingPt * LinePt + KeepPt + height));
    m_y += text(content, font(HeadingPt, QFont::DemiBold), m_colours.text1, 0, m_y, m_width, Qt::AlignLeft, MostLines, true) + dots(GapPt / 2);
}

void Paper::figures(const std::vector<ReviewFigure> &figures)
{
    if (figures.empty()) {
        return;
    }
    m_y += dots(GapPt);
    const double gap = dots(ColumnGapPt);
    const QFont large = font(FigurePt, QFont::DemiBold);
    const std::vector<double> widths = figureWidths(figures, large, gap);
    const auto paintAll = [&](bool paints) {
        double height = 0;
        double x = -gap;
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const double width = widths[i];
            x += gap + (i == 0 ? 0 : widths[i - 1]);
            double y = m_y + text(figures[i].name, m_small, m_colours.text2, x, m_y, width, Qt::AlignLeft, MostLines, paints);
            y += text(figures[i].value, large, m_colours.text1, x, y, width, Qt::AlignLeft, MostLines, paints);
            y += text(figures[i].detail, m_small, m_colours.text2, x, y, width, Qt::AlignLeft, MostLines, paints);
            height = std::max(height, y - m_y);
        }
        return height;
    };
    need(paintAll(false));
    m_y += paintAll(true);
}

std::vector<double> Paper::figureWidths(const std::vector<ReviewFigure> &figures, const QFont &large, double gap) const
{
    const double all = m_width - gap * double(figures.size() - 1);
    const double equal = all / double(figures.size());
    std::vector<double> widths;
    for (const ReviewFigure &figure : figures) {
        widths.push_back(std::max(LeastFigure * equal, std::ceil(QFontMetricsF{large}.horizontalAdvance(figure.value)) + 1));
    }
    const double rest = all - std::accumulate(widths.begin(), widths.end(), 0.0);
    for (double &width : widths) {
        width = rest < 0 ? equal : width + rest / double(figures.size());
    }
    return widths;
}

void Paper::chart(ChartWidget &chart, double height)
{
    need(dots(height));
    if (m_painter != nullptr) {
        const double scale = m_device.logicalDpiX() / PixelsPerInch;
        const double wide = std::min(m_width / scale, ChartMm / MmPerInch * PixelsPerInch);
        m_painter->save();
        m_painter->translate(0, m_y);
        m_painter->scale(scale, scale);
        m_painter->setRenderHint(QPainter::Antialiasing);
        chart.paintStill(*m_painter, QRectF{0, 0, wide, dots(height) / scale});
        m_painter->restore();
    }
    m_y += dots(height + GapPt);
}

std::vector<double> Paper::widthsOf(const ReviewTable &table) const
{
    const QFontMetricsF metrics{m_strong}; // the wider one: totals are written with it
    std::vector<double> natural;
    double sum = -dots(ColumnGapPt);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        double width = QFontMetricsF{m_small}.horizontalAdvance(table.columns[i].title);
        for (const QStringList &cells : table.rows) {
            width = std::max(width, metrics.horizontalAdvance(cells.value(qsizetype(i))));
        }
        width = std::ceil(std::max(width, metrics.horizontalAdvance(table.total.value(qsizetype(i))))) + 1;
        natural.push_back(width);
        sum += width + dots(ColumnGapPt);
    }
    if (sum <= m_width) {
        // What is left goes to the first column of texts, so that numbers stand at the right; where there are none, to the last one.
        const bool hasNumbers = std::any_of(table.columns.begin(), table.columns.end(), [](const ReviewTable::Column &column) { return column.isNumber; });
        const auto first = std::find_if(table.columns.begin(), table.columns.end(), [](const ReviewTable::Column &column) { return !column.isNumber; });
        const std::size_t wide = !hasNumbers ? natural.size() - 1 : first == table.columns.end() ? 0 : std::size_t(first - table.columns.begin());
        natural[wide] += m_width - sum;
        return natural;
    }
    // Numbers keep their width; columns of texts share the rest, none wider than it needs.
    std::vector<std::size_t> open;
    double rest = m_width - dots(ColumnGapPt) * double(table.columns.size() - 1);
    for (std::size_t i = 0; i < natural.size(); ++i) {
        if (table.columns[i].isNumber) {
            rest -= natural[i];
        } else {
            open.push_back(i);
        }
    }
    std::sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return natural[a] < natural[b] || (natural[a] == natural[b] && a < b); });
    for (std::size_t i = 0; i < open.size(); ++i) {
        const double share = std::max(dots(BodyPt), rest / double(open.size() - i));
        natural[open[i]] = std::min(natural[open[i]], share);
        rest -= natural[open[i]];
    }
    return natural;
}

double Paper::row(const std::vector<Cell> &cells, const QFont &cellFont, const QColor &colour, double y, bool paints)
{
    double height = 0;
    for (const Cell &cell : cells) {
        height = std::max(height, text(cell.text, cellFont, colour, cell.x, y, cell.width, cell.align, MostLines, paints));
    }
    return height;
}

void Paper::line(double y, const QColor &colour, double points)
{
    if (m_painter != nullptr) {
        m_painter->fillRect(QRectF{0, y - dots(points) / 2, m_width, dots(points)}, colour);
    }
}

void Paper::table(const ReviewTable &table)
{
    if (!table.title.isEmpty()) {
        need(dots(KeepPt));
        m_y += dots(GapPt / 2) + text(table.title, m_strong, m_colours.text1, 0, m_y + dots(GapPt / 2), m_width, Qt::AlignLeft, MostLines, true);
    }
    const std::vector<double> widths = widthsOf(table);
    const double padding = dots(RowPaddingPt);
    const auto cellsOf = [&](const QStringList &texts) {
        std::vector<Cell> cells;
        double x = 0;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            cells.push_back({texts.value(qsizetype(i)), x, widths[i], table.columns[i].isNumber ? Qt::AlignRight : Qt::AlignLeft});
            x += widths[i] + dots(ColumnGapPt);
        }
        return cells;
    };
    QStringList heads;
    for (const ReviewTable::Column &column : table.columns) {
        heads << column.title;
    }
    const bool hasHeads = std::any_of(heads.begin(), heads.end(), [](const QString &head) { return !head.isEmpty(); });
    const auto paintHeads = [&] {
        if (hasHeads) {
            m_y += padding + row(cellsOf(heads), m_small, m_colours.text3, m_y + padding, true) + padding;
            line(m_y, m_colours.borderStrong, HairlinePt);
        }
    };
    const auto paintRow = [&](const QStringList &texts, const QFont &rowFont, const QColor &colour) {
        const std::vector<Cell> cells = cellsOf(texts);
        const double height = 2 * padding + row(cells, rowFont, colour, m_y, false);
        if (m_y + height > m_height && m_y > 0) {
            turn();
            paintHeads();
        }
        row(cells, rowFont, colour, m_y + padding, true);
        m_y += height;
    };
    need(dots(KeepPt / 2));
    paintHeads();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        paintRow(table.rows[i], m_body, m_colours.text1);
        line(m_y, i + 1 == table.rows.size() && !table.total.isEmpty() ? m_colours.zero : m_colours.border, HairlinePt);
    }
    if (!table.total.isEmpty()) {
        paintRow(table.total, m_strong, m_colours.text1);
    }
    m_y += dots(GapPt);
}

void Paper::need(double height)
{
    if (m_y + height > m_height && m_y > 0) {
        turn();
    }
}

void Paper::turn()
{
    paintFoot();
    if (m_painter != nullptr) {
        m_device.newPage();
    }
    ++m_page;
    m_y = 0;
}

void Paper::paintFoot()
{
    const double y = m_height + dots(FootPt - SmallPt * LinePt);
    text(m_foot, m_small, m_colours.text3, 0, y, m_width, Qt::AlignLeft, 1, true);
    text(QCoreApplication::translate("tokenmeter::ReviewPrint", "page %1 of %2").arg(m_page).arg(m_pages), m_small, m_colours.text3, 0, y, m_width, Qt::AlignRight, 1, true);
}

} // namespace tokenmeter
