// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PictureDifference.h"

#include <QHash>
#include <QPainter>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace tokenmeter::testing
{
namespace
{

constexpr int Tile = 24;            ///< pixels; about a short word
constexpr int SamePixel = 60;       ///< of 255 in the channel that differs most; text on its ground has 120 and more
constexpr double SameTile = 0.03;   ///< share of pixels that may differ more: 17 of a full tile
constexpr int MostColours = 256;

int distance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

} // namespace

PictureDifference differenceOf(const QImage &wanted, const QImage &actual)
{
    if (wanted.size() != actual.size()) {
        return {.what = QStringLiteral("%1 x %2 instead of %3 x %4").arg(actual.width()).arg(actual.height()).arg(wanted.width()).arg(wanted.height())};
    }
    const QImage a = wanted.convertToFormat(QImage::Format_RGB32);
    const QImage b = actual.convertToFormat(QImage::Format_RGB32);
    PictureDifference result;
    QImage shown = b.copy();
    QPainter painter{&shown};
    painter.fillRect(shown.rect(), QColor{255, 255, 255, 180});
    int badTiles = 0;
    double worst = 0;
    QPoint worstAt;
    for (int top = 0; top < a.height(); top += Tile) {
        for (int left = 0; left < a.width(); left += Tile) {
            const QRect tile = QRect{left, top, Tile, Tile}.intersected(a.rect());
            int differing = 0;
            for (int y = tile.top(); y <= tile.bottom(); ++y) {
                const auto *lineA = reinterpret_cast<const QRgb *>(a.constScanLine(y));
                const auto *lineB = reinterpret_cast<const QRgb *>(b.constScanLine(y));
                for (int x = tile.left(); x <= tile.right(); ++x) {
                    if (lineA[x] != lineB[x] && distance(lineA[x], lineB[x]) > SamePixel) {
                        ++differing;
                        painter.fillRect(x, y, 1, 1, Qt::red);
                    }
                }
            }
            // Cut tiles at the edges are judged as whole ones: a hairline there is no word.
            const double share = differing / double(Tile * Tile);
            if (share > SameTile) {
                ++badTiles;
                painter.setPen(Qt::red);
                painter.drawRect(tile);
                if (share > worst) {
                    worst = share;
                    worstAt = tile.topLeft();
                }
            }
        }
    }
    painter.end();
    if (badTiles > 0) {
        result.what = QStringLiteral("%1 places differ, most at %2,%3: %4 % of its pixels")
                          .arg(badTiles).arg(worstAt.x()).arg(worstAt.y()).arg(worst * 100, 0, 'f', 0);
        result.shown = shown;
    }
    return result;
}

QImage quantised(const QImage &picture)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, int> counts;
    for (int y = 0; y < source.height(); ++y) {
        for (int x = 0; x < source.width(); ++x) {
            ++counts[source.pixel(x, y)];
        }
    }
    std::vector<QRgb> all(counts.keyBegin(), counts.keyEnd());
    std::sort(all.begin(), all.end(), [&](QRgb a, QRgb b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
    QList<QRgb> table;
    QHash<QRgb, int> indexes;
    for (const QRgb colour : all) {
        const auto nearest = std::min_element(table.begin(), table.end(), [&](QRgb a, QRgb b) { return distance(a, colour) < distance(b, colour); });
        constexpr int ground = 400; // pixels: fills keep their colour
        constexpr int near = 10;    // room in the table for what is rare but looks different
        if (table.size() < MostColours && (nearest == table.end() || counts[colour] >= ground || distance(*nearest, colour) > near)) {
            indexes[colour] = int(table.size());
            table.append(colour);
        } else {
            indexes[colour] = int(nearest - table.begin());
        }
    }
    QImage result{source.size(), QImage::Format_Indexed8};
    result.setColorTable(table);
    for (int y = 0; y < source.height(); ++y) {
        for (int x = 0; x < source.width(); ++x) {
            result.setPixel(x, y, uint(indexes[source.pixel(x, y)]));
        }
    }
    return result;
}

} // namespace tokenmeter::testing
