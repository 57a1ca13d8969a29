// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Forecast.h"

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
using namespace std::chrono;

namespace
{

/// Daily series of eight kinds of users, the same on every machine.
class Series
{
public:
    Series(int kind, std::uint64_t seed) : m_kind{kind}, m_state{std::uint64_t{1000003} * std::uint64_t(kind) + seed} {}

    static std::uint64_t next(std::uint64_t &state)
    {
        state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    std::vector<double> make(LocalDay firstDay, int length)
    {
        const double base = 2 + 18 * uniform();
        const double a = uniform();
        const double b = uniform();
        const double c = uniform();
        std::vector<double> values;
        for (int i = 0; i < length; ++i) {
            const double z = normal();
            const double p = uniform();
            const double q = uniform();
            values.push_back(std::round(value(firstDay + days{i}, i, base, a, b, c, z, p, q) * 1e6) / 1e6);
        }
        return values;
    }

private:
    double uniform() { return double(next(m_state) >> 11) * 0x1.0p-53; }
    double normal()
    {
        double sum = -6;
        for (int i = 0; i < 12; ++i) {
            sum += uniform();
        }
        return sum;
    }
    double value(LocalDay day, int i, double base, double a, double b, double c, double z, double p, double q) const
    {
        constexpr std::array<double, 7> factors{1.25, 1.35, 1.35, 1.30, 1.15, 0.35, 0.25};
        const double usual = base * factors[weekday{day}.iso_encoding() - 1];
        const double w = usual * std::exp(0.35 * z - 0.06125);
        switch (m_kind) {
        case 0:
            return base * std::exp(0.25 * z - 0.03125);
        case 1:
            return w;
        case 2:
            return (p < 0.15 ? 0 : usual * std::exp(0.5 * z - 0.125)) + (q > 0.90 ? base * (3 + 90 * (q - 0.90)) : 0);
        case 3:
            return usual * std::pow(4 + 4 * b, std::clamp((i - 60 - 120 * a) / 80, 0.0, 1.0)) * std::exp(0.3 * z - 0.045);
        case 4: {
            const double s = std::floor(45 + 90 * a);
            const double l = std::floor(10 + 30 * b);
            const double s2 = std::floor(200 + 90 * c);
            const double l2 = std::floor(10 + 30 * a);
            return (i >= s && i < s + l) || (i >= s2 && i < s2 + l2) ? 0 : w;
        }
        case 5:
            return w * (i >= std::floor(60 + 90 * a) ? 1.8 + 1.7 * b : 1) * (i >= std::floor(190 + 100 * c) ? 0.3 + 0.3 * b : 1);
        case 6: {
            const year_month_day soon{day + days{2}};
            return w + (soon.month() != year_month_day{day}.month() ? base * (6 + 4 * p) : 0);
        }
        default:
            return p < 0.4 ? base * std::exp(0.9 * z - 0.405) / 0.4 : 0;
        }
    }

    int m_kind;
    std::uint64_t m_state;
};

constexpr int Kinds = 8;
const LocalDay FirstDay = *parseDay("2025-01-01");

} // namespace

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
        QCOMPARE(QString::number(Series::next(state)), value.toString());
    }
    const auto begins = [&](int kind, std::uint64_t seed, const char *key) {
        const QJsonArray expected = check[QLatin1String(key)].toArray();
        const std::vector<double> values = Series{kind, seed}.make(FirstDay, int(expected.size()));
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
    for (int kind = 0; kind < Kinds; ++kind) {
        for (std::uint64_t seed = 7001; seed < 7005; ++seed) {
            const std::vector<double> y = Series{kind, seed}.make(FirstDay, 365);
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
                    const Forecast forecast = forecastOf({.firstDay = FirstDay, .daily = {y.begin(), y.begin() + n},
                                                          .periodFrom = FirstDay + days{begin}, .periodTo = FirstDay + days{begin + length}});
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
