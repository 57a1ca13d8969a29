// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/FreePlace.h"

#include <QLineF>

#include <algorithm>
#include <array>

namespace tokenmeter
{

bool crosses(const QPolygonF &line, const QRectF &rect)
{
    const std::array<QLineF, 4> edges{QLineF{rect.topLeft(), rect.topRight()}, QLineF{rect.topRight(), rect.bottomRight()},
                                      QLineF{rect.bottomRight(), rect.bottomLeft()}, QLineF{rect.bottomLeft(), rect.topLeft()}};
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (rect.contains(line[i])) {
            return true;
        }
        const auto cuts = [&](const QLineF &edge) { return edge.intersects(QLineF{line[i - 1], line[i]}, nullptr) == QLineF::BoundedIntersection; };
        if (i > 0 && std::any_of(edges.begin(), edges.end(), cuts)) {
            return true;
        }
    }
    return false;
}

QRectF freePlace(const std::vector<QRectF> &places, const std::vector<QPolygonF> &lines)
{
    const auto isFree = [&](const QRectF &place) {
        return std::none_of(lines.begin(), lines.end(), [&](const QPolygonF &line) { return crosses(line, place); });
    };
    const auto free = std::find_if(places.begin(), places.end(), isFree);
    return free == places.end() ? places.front() : *free;
}

} // namespace tokenmeter
