// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Squarify.h"

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

/// The worst proportion of a row of such areas along a side.
double worst(double sum, double smallest, double largest, double side)
{
    const double square = side * side;
    return std::max(square * largest / (sum * sum), sum * sum / (square * smallest));
}

} // namespace

std::vector<QRectF> squarified(const std::vector<double> &sizes, const QRectF &area)
{
    std::vector<QRectF> rects(sizes.size());
    double total = 0;
    for (const double size : sizes) {
        total += std::max(0.0, size);
    }
    if (total <= 0 || area.width() <= 0 || area.height() <= 0) {
        return rects;
    }
    const double scale = area.width() * area.height() / total;
    const auto areaOf = [&](std::size_t i) { return std::max(0.0, sizes[i]) * scale; };
    QRectF rest = area;
    std::size_t begin = 0;
    while (begin < sizes.size() && areaOf(begin) > 0) {
        const double side = std::min(rest.width(), rest.height());
        double sum = areaOf(begin);
        std::size_t end = begin + 1;
        double best = worst(sum, sum, sum, side);
        while (end < sizes.size() && areaOf(end) > 0) {
            const double with = worst(sum + areaOf(end), areaOf(end), areaOf(begin), side);
            if (with > best) {
                break;
            }
            best = with;
            sum += areaOf(end);
            ++end;
        }
        // The last row takes what is left, so that nothing is lost to rounding.
        const bool isLast = end >= sizes.size() || areaOf(end) <= 0;
        const bool upright = rest.width() >= rest.height();
        const double depth = isLast ? (upright ? rest.width() : rest.height()) : sum / side;
        double at = upright ? rest.top() : rest.left();
        for (std::size_t i = begin; i < end; ++i) {
            const double length = areaOf(i) / sum * side;
            rects[i] = upright ? QRectF{rest.left(), at, depth, length} : QRectF{at, rest.top(), length, depth};
            at += length;
        }
        if (upright) {
            rest.setLeft(rest.left() + depth);
        } else {
            rest.setTop(rest.top() + depth);
        }
        begin = end;
    }
    return rects;
}

} // namespace tokenmeter
