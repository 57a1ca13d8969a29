// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Frontier.h"
#include "core/Decimal.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <random>

namespace test_Frontier
{

using namespace tokenmeter;

namespace
{

QString frontierText(FrontierState state)
{
    switch (state) {
    case FrontierState::Frontier: return QStringLiteral("frontier");
    case FrontierState::FrontierUncertain: return QStringLiteral("frontier, uncertain");
    case FrontierState::Dominated: return QStringLiteral("dominated");
    case FrontierState::DominatedUncertain: return QStringLiteral("dominated, uncertain");
    }
    return {};
}

/// The definition, every pair.
FrontierState byPairs(const std::vector<FrontierPoint> &points, std::size_t b, std::int64_t error)
{
    const auto any = [&](Int128 FrontierPoint::*cost, Int128 limit) {
        for (std::size_t a = 0; a < points.size(); ++a) {
            const std::int64_t better = points[a].quality - points[b].quality;
            const bool isEqual = (better < 0 ? -better : better) < error || better == 0;
            if (a != b && points[a].*cost <= limit && (better > 0 || isEqual) && (points[a].*cost < limit || (better > 0 && !isEqual))) {
                return true;
            }
        }
        return false;
    };
    if (any(&FrontierPoint::high, points[b].low)) {
        return FrontierState::Dominated;
    }
    if (any(&FrontierPoint::cost, points[b].cost)) {
        return FrontierState::DominatedUncertain;
    }
    return any(&FrontierPoint::low, points[b].high) ? FrontierState::FrontierUncertain : FrontierState::Frontier;
}

} // namespace

class tst_Frontier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases();
    void agreesWithEveryPair();
    void staircase();
    void nothing();
};

void tst_Frontier::cases()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/08-frontier.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray();
    QCOMPARE(cases.size(), 1);
    for (const QJsonValue one : cases) {
        std::vector<FrontierPoint> points;
        const QJsonArray given = one[QLatin1String("points")].toArray();
        for (const QJsonValue point : given) {
            points.push_back({point[QLatin1String("lo")].toInteger(), point[QLatin1String("cost")].toInteger(), point[QLatin1String("hi")].toInteger(),
                              std::int64_t(*parseDecimal(point[QLatin1String("quality")].toString().toStdString(), 3))});
        }
        const std::vector<FrontierState> states = frontierOf(points);
        for (qsizetype i = 0; i < given.size(); ++i) {
            const QString name = given[i][QLatin1String("name")].toString();
            QVERIFY2(frontierText(states[std::size_t(i)]) == one[QLatin1String("expected")][name].toString(), qPrintable(name));
        }
    }
}

void tst_Frontier::agreesWithEveryPair()
{
    std::mt19937 dice{8};
    for (int round = 0; round < 400; ++round) {
        const std::int64_t error = round % 3;
        std::vector<FrontierPoint> points(1 + dice() % 12);
        for (FrontierPoint &point : points) {
            point.cost = 3 + dice() % 8; // small, so that equal costs and qualities are common
            point.low = point.cost - dice() % 3;
            point.high = point.cost + dice() % 3;
            point.quality = std::int64_t(dice() % 6);
        }
        const std::vector<FrontierState> states = frontierOf(points, error);
        for (std::size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(frontierText(states[i]), frontierText(byPairs(points, i, error)));
        }
    }
}

void tst_Frontier::staircase()
{
    const std::vector<FrontierPoint> points{{5, 5, 5, 9}, {1, 1, 1, 2}, {5, 5, 5, 9}, {4, 4, 4, 1}, {2, 2, 2, 8}};
    const std::vector<FrontierState> states = frontierOf(points);
    QCOMPARE(staircaseOf(points, states), (std::vector<std::size_t>{1, 4, 0, 2}));
}

void tst_Frontier::nothing()
{
    QVERIFY(frontierOf({}).empty());
    const std::vector<FrontierPoint> one{{1, 2, 3, 4}};
    QVERIFY(frontierOf(one) == std::vector{FrontierState::Frontier});
}

TOKENMETER_TEST(tst_Frontier);

} // namespace test_Frontier

#include "tst_Frontier.moc"
