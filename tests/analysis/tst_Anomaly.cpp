// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Anomaly.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

namespace test_Anomaly
{

using namespace tokenmeter;

namespace
{

QJsonObject referenceFile()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/04-anomalies.json")};
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject{};
}

bool near(double actual, double expected)
{
    return std::abs(actual - expected) <= 1e-6 * std::abs(expected);
}

/// 20 days of 10 dollars, and the day that is judged.
AnomalyInput steady(double day)
{
    return {.firstDay = *parseDay("2026-01-05"), .daily = std::vector<double>(20, 10.0), .day = day};
}

} // namespace

class tst_Anomaly : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void referenceCases_data();
    void referenceCases();
    void silentWithoutHistory();
    void onlyUpward();
    void smallExcessIsNone();
    void newLevelIsReportedOnce();
    void explanation();
    void explanationOfHugeAmountsAddsUp();
    void nothingBefore();
    void namesTheFirstOrTwo();
};

void tst_Anomaly::referenceCases_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = referenceFile()[QLatin1String("cases")].toArray();
    QCOMPARE(rows.size(), 7);
    for (const QJsonValue value : rows) {
        QTest::newRow(qPrintable(value[QLatin1String("name")].toString())) << value.toObject();
    }
}

void tst_Anomaly::referenceCases()
{
    QFETCH(QJsonObject, row);
    AnomalyInput input;
    input.firstDay = *parseDay(row[QLatin1String("first_day")].toString().toStdString());
    for (const QJsonValue value : row[QLatin1String("daily")].toArray()) {
        input.daily.push_back(value.toDouble());
    }
    input.day = input.daily.back();
    input.daily.pop_back();
    const Anomaly anomaly = anomalyOf(input);
    const QJsonObject expected = row[QLatin1String("expected")].toObject();
    QVERIFY(anomaly.enough);
    QCOMPARE(anomaly.flag, expected[QLatin1String("flag")].toBool());
    QVERIFY2(near(anomaly.z, expected[QLatin1String("z")].toDouble()), qPrintable(QString::number(anomaly.z, 'g', 12)));
    QVERIFY2(near(anomaly.expected, expected[QLatin1String("expected_spend")].toDouble()), qPrintable(QString::number(anomaly.expected, 'g', 12)));
}

void tst_Anomaly::silentWithoutHistory()
{
    AnomalyInput input = steady(1000);
    input.daily.resize(13);
    QVERIFY(!anomalyOf(input).enough && !anomalyOf(input).flag);
    input.daily.resize(30, 0.0);
    input.daily.assign(30, 0.0);
    for (const std::size_t day : {0U, 3U, 6U, 9U, 12U, 15U, 18U, 21U, 24U}) { // nine days with spend
        input.daily[day] = 10;
    }
    QVERIFY(!anomalyOf(input).enough);
    input.daily[27] = 10;
    QVERIFY(anomalyOf(input).enough);
}

void tst_Anomaly::onlyUpward()
{
    QVERIFY(!anomalyOf(steady(0)).flag);
    QVERIFY(!anomalyOf(steady(0.01)).flag);
    QVERIFY(anomalyOf(steady(40)).flag);
}

// ln(y / 10) / 0.20 >= 3.5 needs y >= 20.14; cents never alarm, whatever the factor.
void tst_Anomaly::smallExcessIsNone()
{
    QVERIFY(!anomalyOf(steady(20)).flag);
    QVERIFY(anomalyOf(steady(20.2)).flag);
    AnomalyInput cents = steady(0.9);
    std::fill(cents.daily.begin(), cents.daily.end(), 0.01);
    QVERIFY(anomalyOf(cents).z > 20);
    QVERIFY(!anomalyOf(cents).flag);
}

void tst_Anomaly::newLevelIsReportedOnce()
{
    AnomalyInput input = steady(60);
    QVERIFY(anomalyOf(input).flag);
    input.daily.push_back(60);
    QVERIFY(!anomalyOf(input).flag); // as much as a day of the last 28
    input.day = 59;
    QVERIFY(!anomalyOf(input).flag);
}

void tst_Anomaly::explanation()
{
    const QJsonObject row = referenceFile()[QLatin1String("explanation")].toObject();
    const QJsonObject input = row[QLatin1String("input")].toObject();
    const QJsonObject expected = row[QLatin1String("expected")].toObject();
    std::vector<ExcessPart> parts;
    Int128 actual = 0;
    for (const char *key : {"opus", "sonnet", "new", "haiku"}) {
        const auto amount = qint64(input[QLatin1String("actual_nano")][QLatin1String(key)].toDouble());
        parts.push_back({.key = key, .actual = amount, .baseline = input[QLatin1String("baseline_shares")][QLatin1String(key)].toInt()});
        actual += amount;
    }
    const auto total = qint64(input[QLatin1String("expected_total_nano")].toDouble());
    Int128 sum = 0;
    for (const ExcessPart &part : explainExcess(total, parts)) {
        const QLatin1String key{part.key.c_str()};
        QCOMPARE(qint64(part.expected), qint64(expected[QLatin1String("expected_nano")][key].toDouble()));
        QCOMPARE(qint64(part.excess), qint64(expected[QLatin1String("contribution_nano")][key].toDouble()));
        QCOMPARE(part.isNew, key == QLatin1String("new"));
        sum += part.excess;
    }
    QCOMPARE(qint64(sum), qint64(expected[QLatin1String("excess_nano")].toDouble()));
    QVERIFY(sum == actual - total);
}

void tst_Anomaly::explanationOfHugeAmountsAddsUp()
{
    const Int128 unit = Int128{1'000'000'000'000'000'000};
    const Int128 total = 123'456 * unit + 7;
    Int128 expected = 0;
    for (const ExcessPart &part : explainExcess(total, {{.key = "a", .actual = 5, .baseline = 999'999 * unit + 1},
                                                        {.key = "b", .actual = 5, .baseline = 333'333 * unit},
                                                        {.key = "c", .actual = 5, .baseline = 1}})) {
        expected += part.expected;
        QVERIFY(part.expected >= 0);
    }
    QVERIFY(expected == total);
}

void tst_Anomaly::nothingBefore()
{
    const std::vector<ExcessPart> parts = explainExcess(0, {{.key = "a", .actual = 5}, {.key = "b", .actual = 9}});
    QCOMPARE(parts[0].key, std::string{"b"});
    QVERIFY(parts[0].isNew && parts[0].excess == 9 && parts[1].excess == 5);
    QVERIFY(explainExcess(3, {}).empty());
}

void tst_Anomaly::namesTheFirstOrTwo()
{
    const auto named = [](int first, int second) {
        return namedParts({{.key = "a", .excess = first}, {.key = "b", .excess = second}}, Int128{100});
    };
    QCOMPARE(named(60, 40), std::size_t{1});
    QCOMPARE(named(59, 41), std::size_t{2});
    QCOMPARE(namedParts({}, 100), std::size_t{0});
}

TOKENMETER_TEST(tst_Anomaly);

} // namespace test_Anomaly

#include "tst_Anomaly.moc"
