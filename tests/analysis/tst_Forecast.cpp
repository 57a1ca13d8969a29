// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Forecast.h"
#include "analysis/Statistics.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

namespace test_Forecast
{

using namespace tokenmeter;
using namespace std::chrono;

namespace
{

LocalDay dayAt(const QString &text)
{
    return *parseDay(text.toStdString());
}

ForecastInput inputOf(const QJsonObject &json)
{
    ForecastInput input;
    input.firstDay = dayAt(json[QLatin1String("first_day")].toString());
    for (const QJsonValue value : json[QLatin1String("daily")].toArray()) {
        input.daily.push_back(value.toDouble());
    }
    if (const QJsonObject today = json[QLatin1String("today")].toObject(); !today.isEmpty()) {
        input.today = {today[QLatin1String("spent")].toDouble(), today[QLatin1String("elapsed_share")].toDouble()};
    }
    input.periodFrom = dayAt(json[QLatin1String("period_from")].toString());
    input.periodTo = dayAt(json[QLatin1String("period_to_exclusive")].toString());
    return input;
}

bool near(double actual, double expected)
{
    return std::abs(actual - expected) <= 1e-6 * std::abs(expected) + 1e-12;
}

#define NEAR(actual, expected) \
    QVERIFY2(near(actual, expected), qPrintable(QStringLiteral("%1 is not %2").arg(actual, 0, 'g', 12).arg(expected, 0, 'g', 12)))

} // namespace

class tst_Forecast : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void referenceCases_data();
    void referenceCases();
    void quantiles();
    void weightedQuantiles();
    void rankSum();
    void elapsedShare();
    void leadingDaysWithoutSpendAreNoHistory();
    void periodThatIsOver();
    void nothingSpentAtAll();
    void knownPriceChange();
    void priceCutInsideTheHistoryIsNoRegime();
    void safeTodayWithoutEvidenceIsEven();
    void spendingTheSafeAmountEndsAtTheLimit();
};

void tst_Forecast::referenceCases_data()
{
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/03-forecast.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray();
    QCOMPARE(cases.size(), 9);
    for (const QJsonValue value : cases) {
        const QJsonObject row = value.toObject();
        QTest::newRow(qPrintable(row[QLatin1String("name")].toString()))
            << row[QLatin1String("input")].toObject() << row[QLatin1String("expected")].toObject();
    }
}

void tst_Forecast::referenceCases()
{
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const ForecastInput in = inputOf(input);
    const Forecast forecast = forecastOf(in);
    QStringList left = expected.keys();
    const auto take = [&](const char *key) {
        left.removeAll(QLatin1String(key));
        return expected.value(QLatin1String(key));
    };
    const auto has = [&](const char *key) { return expected.contains(QLatin1String(key)); };

    const std::array names{"none", "thin", "enough"};
    QCOMPARE(QLatin1String(names[std::size_t(forecast.evidence)]), take("evidence").toString());
    if (has("weekday_factors")) {
        const QJsonArray factors = take("weekday_factors").toArray();
        for (int k = 0; k < 7; ++k) {
            NEAR(forecast.weekdayFactors[std::size_t(k)], factors[k].toDouble());
        }
    }
    if (has("calendar_excess")) {
        const QJsonObject excess = take("calendar_excess").toObject();
        QCOMPARE(int(forecast.calendarExcess.size()), int(excess.size()));
        for (const auto &[position, value] : forecast.calendarExcess) {
            NEAR(value, excess[QString::number(position)].toDouble());
        }
    }
    if (has("regime_start_index")) {
        const int start = forecast.regimeStart ? int((*forecast.regimeStart - in.firstDay).count()) : 0;
        QCOMPARE(start, take("regime_start_index").toInt());
    }
    if (has("window_weights")) {
        const QJsonArray weights = take("window_weights").toArray();
        for (int k = 0; k < 5; ++k) {
            NEAR(forecast.windowWeights[std::size_t(k)], weights[k].toDouble());
        }
    }
    if (has("backtest_horizon")) {
        QCOMPARE(forecast.horizon, take("backtest_horizon").toInt());
        QCOMPARE(forecast.origins, take("backtest_origins").toInt());
    }
    if (has("level")) {
        NEAR(forecast.level, take("level").toDouble());
    }
    if (has("spent")) {
        NEAR(forecast.spent, take("spent").toDouble());
    }
    const auto sameRange = [&](const ForecastRange &range, const QJsonArray &values) {
        NEAR(range.low, values[0].toDouble());
        NEAR(range.expected, values[1].toDouble());
        NEAR(range.high, values[2].toDouble());
    };
    if (has("remaining")) {
        sameRange(forecast.remaining, take("remaining").toArray());
    }
    if (has("total")) {
        sameRange(forecast.total, take("total").toArray());
    }
    if (has("limit")) {
        const double limit = take("limit").toDouble();
        const QJsonObject wanted = take("breach").toObject();
        const Breach breach = breachOf(forecast, limit);
        const auto text = [&](const std::optional<LocalDay> &d) {
            return breach.already ? QStringLiteral("already") : d ? QString::fromStdString(toIso(*d)) : QString{};
        };
        QCOMPARE(text(breach.expected), wanted[QLatin1String("expected")].toString());
        QCOMPARE(text(breach.earliest), wanted[QLatin1String("earliest")].toString());
        QCOMPARE(text(breach.latest), wanted[QLatin1String("latest")].toString());
        const auto nano = [](double amount) { return Int128{std::llround(amount * 1e9)}; };
        const double today = in.today ? in.today->spent : 0;
        const Int128 safe = safeToday(forecast, nano(limit), nano(forecast.spent - today), nano(today));
        const qint64 wantedSafe = take("safe_today_nano").toInteger();
        QVERIFY2(std::abs(qint64(safe) - wantedSafe) <= 1000, qPrintable(QString::number(qint64(safe))));
    }
    QCOMPARE(left, QStringList{}); // every figure the case gives was looked at
}

void tst_Forecast::quantiles()
{
    // R: quantile(c(1, 2, 4, 8), c(0, .5, .9, 1)) = 1 3 6.8 8
    const std::vector<double> values{8, 1, 4, 2};
    QCOMPARE(quantile(values, 0), 1.0);
    QCOMPARE(quantile(values, 0.5), 3.0);
    QCOMPARE(quantile(values, 0.9), 6.8);
    QCOMPARE(quantile(values, 1), 8.0);
    QCOMPARE(quantile({}, 0.5), 0.0);
    QCOMPARE(medianDeviation(values), 1.5); // distances from 3: 5 2 1 1
}

void tst_Forecast::weightedQuantiles()
{
    // Places: 0.125, 0.375 (weights 1 and 1 of 4), 0.75 (weight 2).
    const std::vector<WeightedValue> values{{30, 2}, {10, 1}, {20, 1}};
    QCOMPARE(weightedQuantile(values, 0.1), 10.0); // before the first: clamped
    QCOMPARE(weightedQuantile(values, 0.25), 15.0);
    QCOMPARE(weightedQuantile(values, 0.75), 30.0);
    QCOMPARE(weightedQuantile(values, 0.9), 30.0);
}

void tst_Forecast::rankSum()
{
    // 1 2 3 against 4 5 6: ranks of the later sum to 15, expected 10.5, variance 9 / 12 x 7 = 5.25.
    NEAR(rankSumScore({1, 2, 3, 4, 5, 6}, 3), 4.5 / std::sqrt(5.25));
    NEAR(rankSumScore({4, 5, 6, 1, 2, 3}, 3), -4.5 / std::sqrt(5.25));
    // 0 0 against 0 1: mid-ranks 2 2 | 2 4, sum 6, expected 5, variance 4 / 12 x (5 - 24 / 12) = 1.
    NEAR(rankSumScore({0, 0, 0, 1}, 2), 1.0);
    QCOMPARE(rankSumScore({7, 7, 7, 7}, 2), 0.0);
}

void tst_Forecast::elapsedShare()
{
    // 28 days of 10, of which 6 each before this time: (168 + 3 x 10 x 0.5) / (280 + 30) = 183 / 310
    NEAR(elapsedShareOf(168, 280, 10, 0.5), 183.0 / 310);
    QCOMPARE(elapsedShareOf(0, 0, 0, 0.4), 0.4);
}

void tst_Forecast::leadingDaysWithoutSpendAreNoHistory()
{
    ForecastInput input;
    input.firstDay = dayAt(QStringLiteral("2026-10-01"));
    input.daily = {0, 0, 0, 5, 0, 5, 5};
    input.periodFrom = input.firstDay;
    input.periodTo = dayAt(QStringLiteral("2026-11-01"));
    const Forecast forecast = forecastOf(input);
    QCOMPARE(forecast.days, 4);
    QVERIFY(forecast.evidence == ForecastEvidence::Thin);
    NEAR(forecast.level, 15.0 / 4); // a day without records after the first is a zero
    QCOMPARE(int(forecast.ahead.size()), 24);
}

void tst_Forecast::periodThatIsOver()
{
    ForecastInput input;
    input.firstDay = dayAt(QStringLiteral("2026-10-01"));
    input.daily.assign(31, 2.0);
    input.periodFrom = input.firstDay;
    input.periodTo = dayAt(QStringLiteral("2026-11-01"));
    const Forecast forecast = forecastOf(input);
    QCOMPARE(forecast.spent, 62.0);
    QCOMPARE(forecast.remaining.high, 0.0);
    QVERIFY(forecast.ahead.empty());
    QVERIFY(safeToday(forecast, 100, 62, 0) == 0);
}

void tst_Forecast::nothingSpentAtAll()
{
    ForecastInput input;
    input.firstDay = dayAt(QStringLiteral("2026-10-01"));
    input.daily.assign(300, 0.0);
    input.periodFrom = input.firstDay;
    input.periodTo = dayAt(QStringLiteral("2027-10-01"));
    const Forecast forecast = forecastOf(input);
    QVERIFY(forecast.evidence == ForecastEvidence::None);
    QCOMPARE(forecast.days, 0);
    input.daily.clear();
    QVERIFY(forecastOf(input).evidence == ForecastEvidence::None);
}

void tst_Forecast::knownPriceChange()
{
    // 28 even days of 10, ten to come; half price from the sixth on: 5 x 10 + 5 x 5 = 75.
    ForecastInput input;
    input.firstDay = dayAt(QStringLiteral("2026-09-03"));
    input.daily.assign(28, 10.0);
    input.periodFrom = dayAt(QStringLiteral("2026-10-01"));
    input.periodTo = dayAt(QStringLiteral("2026-10-11"));
    NEAR(forecastOf(input).remaining.expected, 100.0);
    input.priceSteps = {{dayAt(QStringLiteral("2026-10-06")), 0.5}};
    NEAR(forecastOf(input).remaining.expected, 75.0);
}

void tst_Forecast::priceCutInsideTheHistoryIsNoRegime()
{
    ForecastInput input;
    input.firstDay = dayAt(QStringLiteral("2026-08-01"));
    input.daily.assign(30, 10.0);
    input.daily.insert(input.daily.end(), 10, 5.0);
    for (std::size_t i = 0; i < input.daily.size(); ++i) {
        input.daily[i] += 0.01 * double(i % 7);
    }
    input.periodFrom = dayAt(QStringLiteral("2026-09-01"));
    input.periodTo = dayAt(QStringLiteral("2026-10-01"));
    const Forecast unexplained = forecastOf(input);
    QVERIFY(unexplained.regimeStart == dayAt(QStringLiteral("2026-08-31")));
    QVERIFY(std::abs(unexplained.regimeRatio - 0.5) < 0.01);
    input.priceSteps = {{dayAt(QStringLiteral("2026-08-31")), 0.5}};
    const Forecast explained = forecastOf(input);
    QVERIFY(!explained.regimeStart);
    QVERIFY(std::abs(explained.level - 5.02) < 0.02);
    QCOMPARE(explained.spent, unexplained.spent); // what was spent stays what it was
}

void tst_Forecast::safeTodayWithoutEvidenceIsEven()
{
    ForecastInput input;
    input.firstDay = dayAt(QStringLiteral("2026-10-01"));
    input.daily = {3};
    input.today = {1, 0.5};
    input.periodFrom = input.firstDay;
    input.periodTo = dayAt(QStringLiteral("2026-11-01"));
    const Forecast forecast = forecastOf(input);
    QCOMPARE(int(forecast.ahead.size()), 30);
    QVERIFY(safeToday(forecast, 63, 3, 1) == 1);  // 60 / 30 - 1
    QVERIFY(safeToday(forecast, 63, 3, 5) == 0);
    QVERIFY(safeToday(forecast, 2, 3, 1) == 0);
}

void tst_Forecast::spendingTheSafeAmountEndsAtTheLimit()
{
    ForecastInput input;
    input.firstDay = dayAt(QStringLiteral("2026-09-07"));
    for (int i = 0; i < 24; ++i) {
        input.daily.push_back(i % 7 < 5 ? 10 : 1);
    }
    input.periodFrom = dayAt(QStringLiteral("2026-10-01"));
    input.periodTo = dayAt(QStringLiteral("2026-11-01"));
    const Int128 limit = Int128{300} * 1'000'000'000 * 1'000'000'000;
    input.today = {0, 0};
    Forecast forecast = forecastOf(input);
    Int128 spent = 0;
    while (!forecast.ahead.empty()) {
        const Int128 safe = safeToday(forecast, limit, spent, 0);
        const bool weekend = weekday{forecast.ahead.front().day}.iso_encoding() > 5;
        QVERIFY(weekend ? safe < limit / 100 : safe > limit / 50);
        spent += safe;
        forecast.ahead.erase(forecast.ahead.begin());
    }
    QVERIFY(spent == limit);
}

TOKENMETER_TEST(tst_Forecast);

} // namespace test_Forecast

#include "tst_Forecast.moc"
