// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Forecast.h"
#include "support/UsageSeries.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace test_ForecastQuality
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

class tst_ForecastQuality : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void generator();
    void beatsEveryBaseline();
};

void tst_ForecastQuality::generator()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/03-forecast.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject check = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("generator_check")].toObject();
    std::uint64_t state = 7;
    for (const QJsonValue value : check[QLatin1String("splitmix64_seed_7")].toArray()) {
        QCOMPARE(QString::number(UsageSeries::next(state)), value.toString());
    }
    const auto begins = [&](int kind, std::uint64_t seed, const char *key) {
        const QJsonArray expected = check[QLatin1String(key)].toArray();
        const std::vector<double> values = UsageSeries{kind, seed}.make(UsageSeries::FirstDay, int(expected.size()));
        for (int i = 0; i < int(expected.size()); ++i) {
            QCOMPARE(values[std::size_t(i)], expected[i].toDouble());
        }
    };
    begins(1, 1, "weekday_seed_1_first");
    begins(7, 1, "sparse_seed_1_first");
    begins(2, 2, "bursty_seed_2_first");
}

/// Seeds that took no part in choosing the method; the bounds are those an implementation is accepted by.
void tst_ForecastQuality::beatsEveryBaseline()
{
    double ours = 0;
    double line = 0;
    double lastMonth = 0;
    double naive = 0;
    double ourError = 0;
    double lineError = 0;
    int covered = 0;
    int count = 0;
    for (int kind = 0; kind < UsageSeries::Kinds; ++kind) {
        for (std::uint64_t seed = 7001; seed < 7005; ++seed) {
            const std::vector<double> y = UsageSeries{kind, seed}.make(UsageSeries::FirstDay, 365);
            const auto sum = [&](int from, int to) { return std::accumulate(y.begin() + from, y.begin() + to, 0.0); };
            int begin = 0;
            double previous = -1;
            for (unsigned m = 1; m <= 12; ++m) {
                const int length = int(unsigned(year_month_day_last{year{2025} / month{m} / last}.day()));
                const double actual = sum(begin, begin + length);
                for (const int percent : {25, 50, 75}) {
                    const int n = begin + length * percent / 100;
                    const double spent = sum(begin, n);
                    if (!(actual > 0)) {
                        continue;
                    }
                    const Forecast forecast = forecastOf({.firstDay = UsageSeries::FirstDay, .daily = {y.begin(), y.begin() + n},
                                                          .periodFrom = UsageSeries::FirstDay + days{begin}, .periodTo = UsageSeries::FirstDay + days{begin + length}});
                    const double straight = spent / double(n - begin) * length;
                    double seasonal = spent;
                    for (int i = n; i < begin + length; ++i) {
                        seasonal += n < 7 ? sum(0, n) / n : y[std::size_t(n - 7 + (i - n) % 7)];
                    }
                    const auto percentage = [&](double said) { return std::min(3.0, std::abs(said - actual) / actual); };
                    ours += percentage(forecast.total.expected);
                    line += percentage(straight);
                    lastMonth += percentage(previous < 0 ? straight : std::max(previous, spent));
                    naive += percentage(seasonal);
                    ourError += std::abs(forecast.total.expected - actual);
                    lineError += std::abs(straight - actual);
                    covered += forecast.total.low <= actual && actual <= forecast.total.high ? 1 : 0;
                    ++count;
                }
                begin += length;
                previous = actual;
            }
        }
    }
    const QString found = QStringLiteral("%1 forecasts: ours %2 %, line %3 %, last month %4 %, naive %5 %, relative %6, covered %7 %")
                              .arg(count).arg(100 * ours / count, 0, 'f', 1).arg(100 * line / count, 0, 'f', 1)
                              .arg(100 * lastMonth / count, 0, 'f', 1).arg(100 * naive / count, 0, 'f', 1)
                              .arg(ourError / lineError, 0, 'f', 2).arg(100.0 * covered / count, 0, 'f', 1);
    qInfo("%s", qPrintable(found));
    QVERIFY2(ours < line && ours < lastMonth && ours < naive, qPrintable(found));
    QVERIFY2(ourError / lineError <= 0.75, qPrintable(found));
    QVERIFY2(covered >= 0.75 * count && covered <= 0.85 * count, qPrintable(found));
}

TOKENMETER_TEST(tst_ForecastQuality);

} // namespace test_ForecastQuality

#include "tst_ForecastQuality.moc"
