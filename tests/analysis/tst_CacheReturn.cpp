// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/CacheReturn.h"
#include "core/Decimal.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <random>

namespace test_CacheReturn
{

using namespace tokenmeter;

namespace
{

constexpr std::int64_t CacheNano = 1'000'000'000; // attos

UtcTime second(std::int64_t t)
{
    return utcFromMs(t * 1000);
}

CacheRequest requestAt(std::int64_t t, std::int64_t read, std::int64_t write5m, std::int64_t write1h)
{
    return {.time = second(t), .read = read, .write5m = write5m, .write1h = write1h,
            .inputPrice = 3'000'000'000'000, .readPrice = 300'000'000'000, .write5mPrice = 3'750'000'000'000, .write1hPrice = 6'000'000'000'000};
}

} // namespace

class tst_CacheReturn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases();
    void edgesOfALife();
    void identitiesOverRandomRequests();
    void addsUp();
};

void tst_CacheReturn::cases()
{
    QFile file{QStringLiteral(FIXTURES "/analysis-cases/07-cache-return.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray();
    QCOMPARE(cases.size(), 5);
    for (const QJsonValue one : cases) {
        std::vector<std::int64_t> prices;
        for (const QJsonValue price : one[QLatin1String("prices")].toArray()) {
            prices.push_back(std::int64_t(*parseDecimal(price.toString().toStdString(), 12)));
        }
        CacheLineage lineage;
        for (const QJsonValue r : one[QLatin1String("requests")].toArray()) {
            lineage.add({.time = second(r[QLatin1String("t")].toInteger()),
                         .read = r[QLatin1String("cr")].toInteger(),
                         .write5m = r[QLatin1String("w5")].toInteger(),
                         .write1h = r[QLatin1String("w1")].toInteger(),
                         .inputPrice = prices[0],
                         .readPrice = prices[1],
                         .write5mPrice = prices[2],
                         .write1hPrice = prices[3]});
        }
        const CacheReturn result = lineage.finish(second(one[QLatin1String("now")].toInteger()));
        const QJsonValue expected = one[QLatin1String("expected")];
        const auto check = [&](const char *key, Int128 value) {
            const Int128 wanted = Int128{expected[QLatin1String(key)].toInteger()} * (QLatin1String(key).endsWith(QLatin1String("_nano")) ? CacheNano : 1);
            QVERIFY2(expected.toObject().contains(QLatin1String(key)) && value == wanted,
                     qPrintable(one[QLatin1String("name")].toString() + QLatin1Char(' ') + QLatin1String(key) + QLatin1Char(' ')
                                + QString::fromStdString(formatDecimal(value, 0))));
        };
        check("saved_by_reads_nano", result.savedByReads);
        check("premium_of_writes_nano", result.premiumOfWrites);
        check("net_nano", result.net());
        check("never_read_tokens", result.neverReadTokens);
        check("lost_on_never_read_nano", result.lostOnNeverRead);
        check("pending_tokens", result.pendingTokens);
        check("read_from_elsewhere_tokens", result.elsewhereTokens);
        check("cache_cost_nano", result.cost);
        check("if_one_hour_nano", result.costIfOneHour);
        check("if_five_minutes_nano", result.costIfFiveMinutes);
        check("rewritten_after_expiry_tokens", result.rewrittenTokens);
    }
}

/// Equality counts as alive; a pause of exactly five minutes is none that a longer life would help.
void tst_CacheReturn::edgesOfALife()
{
    CacheLineage lineage;
    lineage.add(requestAt(0, 0, 100, 0));
    QCOMPARE(lineage.finish(second(300)).pendingTokens, 100);
    QCOMPARE(lineage.finish(second(301)).neverReadTokens, 100);
    CacheLineage read = lineage;
    read.add(requestAt(300, 100, 0, 0));
    QCOMPARE(read.finish(second(300)).elsewhereTokens, 0);
    CacheLineage late = lineage;
    late.add(requestAt(301, 100, 0, 0));
    QCOMPARE(late.finish(second(301)).elsewhereTokens, 100);
    CacheLineage again = lineage;
    again.add(requestAt(300, 0, 100, 0));
    QCOMPARE(again.finish(second(300)).rewrittenTokens, 0);
    CacheLineage hour = lineage;
    hour.add(requestAt(3600, 0, 100, 0));
    QCOMPARE(hour.finish(second(3600)).rewrittenTokens, 100);
    CacheLineage longer = lineage;
    longer.add(requestAt(3601, 0, 100, 0));
    QCOMPARE(longer.finish(second(3601)).rewrittenTokens, 0);
}

/// net = what plain input would have cost, less what was paid; every written token is read, never read, or pending.
void tst_CacheReturn::identitiesOverRandomRequests()
{
    std::mt19937 dice{7};
    for (int round = 0; round < 200; ++round) {
        CacheLineage lineage;
        std::int64_t t = 0;
        std::int64_t written = 0;
        Int128 plain = 0;
        for (int i = 0; i < 30; ++i) {
            t += std::int64_t(dice() % 900);
            const CacheRequest request = requestAt(t, std::int64_t(dice() % 5000), std::int64_t(dice() % 3 * 700), std::int64_t(dice() % 2 * 900));
            written += request.write5m + request.write1h;
            plain += Int128{request.read + request.write5m + request.write1h} * request.inputPrice;
            lineage.add(request);
        }
        const CacheReturn result = lineage.finish(second(t));
        QVERIFY(result.net() == plain - result.cost);
        QVERIFY(result.neverReadTokens + result.pendingTokens <= written);
        QVERIFY(result.lostOnNeverRead >= 0 && result.lostOnNeverRead <= result.premiumOfWrites);
    }
}

void tst_CacheReturn::addsUp()
{
    CacheLineage one, two;
    one.add(requestAt(0, 10, 20, 30));
    two.add(requestAt(5, 1, 2, 3));
    CacheReturn sum = one.finish(second(10));
    sum += two.finish(second(10));
    QCOMPARE(sum.pendingTokens, 55);
    QCOMPARE(sum.elsewhereTokens, 11);
}

TOKENMETER_TEST(tst_CacheReturn);

} // namespace test_CacheReturn

#include "tst_CacheReturn.moc"
