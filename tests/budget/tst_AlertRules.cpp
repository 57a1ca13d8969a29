// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "BudgetSupport.h"
#include "budget/AlertRules.h"
#include "budget/EvaluationClock.h"
#include "budget/QuietHours.h"

#include <QtTest>

#include <set>

namespace test_AlertRules
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

/// A budget, its store of alerts, and evaluations of it: what the ledger and the flow do, without either.
class Desk
{
public:
    explicit Desk(Budget made) : budget{std::move(made)} {}

    BudgetStatus status() const
    {
        BudgetStatus status;
        status.budget = budget;
        PeriodFigures &figures = status.current;
        figures.span = spanAt(budget.period, now, Zone::utc());
        figures.limit = figures.available = budget.limit;
        figures.revision = budget.revision;
        figures.spent = spent;
        figures.rest = figures.available - spent;
        figures.incomplete = unpriced > 0;
        figures.unpricedRequests = unpriced;
        figures.state = stateOf(spent, budget.limit, budget.thresholds, figures.incomplete);
        status.state = figures.state;
        status.now = now;
        status.past = past;
        status.forecast = forecast;
        return status;
    }

    AlertDecision evaluate()
    {
        const BudgetStatus seen = status();
        const AlertDecision decision = decideAlerts(seen, stored, !budget.paused && !evaluated.contains(budget.revision));
        evaluated.insert(budget.revision);
        for (const std::int64_t id : decision.noLongerSo) {
            stored[std::size_t(id)].noLongerSo = true;
        }
        for (const std::int64_t id : decision.soAgain) {
            stored[std::size_t(id)].noLongerSo = false;
        }
        for (Alert alert : decision.store) {
            alert.id = std::int64_t(stored.size());
            stored.push_back(alert);
        }
        return decision;
    }

    Budget budget;
    UtcTime now = at("2026-10-15T12:00:00Z");
    Int128 spent = 0;
    std::int64_t unpriced = 0;
    std::vector<PeriodFigures> past{};
    std::optional<BudgetForecast> forecast{};
    std::vector<Alert> stored{};
    std::set<int> evaluated{};
};

QString nameOf(const Alert &alert)
{
    switch (alert.key.kind) {
    case AlertKind::Threshold: return QString::number(alert.key.threshold);
    case AlertKind::Exceeded: return QStringLiteral("exceeded");
    case AlertKind::Forecast: return QStringLiteral("forecast");
    case AlertKind::Unpriced: return QStringLiteral("unpriced");
    case AlertKind::Anomaly: return QStringLiteral("anomaly");
    case AlertKind::Runaway: return QStringLiteral("runaway");
    default: break; // no alert of these rules
    }
    return {};
}

/// "50 80(together) exceeded": what is stored, with its notice unless it is delivered.
QString wordsOf(const AlertDecision &decision)
{
    QStringList words;
    for (const Alert &alert : decision.store) {
        constexpr std::array notices{"", "(together)", "(your change)", "(late)", "(muted)"};
        words << nameOf(alert) + QLatin1String(notices[std::size_t(alert.notice)]);
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

class tst_AlertRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void referenceCases_data();
    void referenceCases();
    void everyJumpDeliversOnce_data();
    void everyJumpDeliversOnce();
    void editThatHoldsAtOnceStaysInTheInbox();
    void pauseStoresNothing();
    void lateRecordsOfAPastPeriod();
    void rangeThatIsOver();
    void pastPeriodOfAnOlderRevision();
    void unpricedIsSaidOnce();
    void forecastAlert();
    void noLongerSoAndAgain();
    void rollingHoldsAcrossBlocks();
    void ranks();
    void clockBack_data();
    void clockBack();
    void quietHours_data();
    void quietHours();
};

void tst_AlertRules::referenceCases_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = cases("09-budgets.json")[QLatin1String("alerts")].toArray();
    QCOMPARE(rows.size(), 6);
    for (const QJsonValue value : rows) {
        QTest::newRow(qPrintable(value[QLatin1String("name")].toString())) << value.toObject();
    }
}

void tst_AlertRules::referenceCases()
{
    QFETCH(QJsonObject, row);
    std::vector<int> thresholds;
    for (const QJsonValue threshold : row[QLatin1String("thresholds")].toArray()) {
        thresholds.push_back(threshold.toInt());
    }
    Budget budget = monthly("0", thresholds);
    budget.limit = usdOf(row[QLatin1String("limit")]);
    Desk desk{budget};
    const auto startOf = [](int period) { return period == 1 ? at("2026-10-15T00:00:00Z") : at("2026-11-15T00:00:00Z"); };
    for (const QJsonValue value : row[QLatin1String("expected")].toArray()) {
        const QString event = value[QLatin1String("event")][0].toString();
        const QJsonValue argument = value[QLatin1String("event")][1];
        if (event == QLatin1String("spent")) {
            desk.spent = usdOf(argument);
        } else if (event == QLatin1String("limit")) {
            desk.budget.limit = usdOf(argument);
            ++desk.budget.revision;
        } else {
            desk.now = startOf(argument.toInt());
            desk.spent = 0;
        }
        const AlertDecision decision = desk.evaluate();
        QStringList stored, delivered;
        for (const Alert &alert : decision.store) {
            const QString name = QStringLiteral("p%1/r%2/%3")
                                     .arg(alert.key.periodStart == spanAt(budget.period, startOf(1), Zone::utc()).from ? 1 : 2)
                                     .arg(alert.key.revision)
                                     .arg(nameOf(alert));
            stored << name;
            delivered << (alert.notice == AlertNotice::Deliver ? QStringList{name} : QStringList{});
        }
        QCOMPARE(stored, value[QLatin1String("stored")].toVariant().toStringList());
        QCOMPARE(delivered, value[QLatin1String("delivered")].toVariant().toStringList());
        QCOMPARE(std::string{tokenmeter::nameOf(desk.status().state)}, value[QLatin1String("state")].toString().toStdString());
    }
}

void tst_AlertRules::everyJumpDeliversOnce_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("stored");
    const auto row = [](int from, int to, const char *stored) { QTest::addRow("%d to %d", from, to) << from << to << QString::fromLatin1(stored); };
    row(0, 49, "");
    row(0, 50, "50");
    row(40, 120, "50(together) 80(together) 100(together) exceeded");
    row(50, 80, "80");
    row(50, 100, "80(together) 100");
    row(80, 100, "100");
    row(100, 101, "exceeded");
    row(101, 400, "");
    row(120, 40, "");
}

void tst_AlertRules::everyJumpDeliversOnce()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, stored);
    Desk desk{monthly("100")};
    desk.spent = usd(std::to_string(from));
    desk.evaluate();
    desk.spent = usd(std::to_string(to));
    QCOMPARE(wordsOf(desk.evaluate()), stored);
    QCOMPARE(wordsOf(desk.evaluate()), QString{});
}

void tst_AlertRules::editThatHoldsAtOnceStaysInTheInbox()
{
    Desk desk{monthly("200")};
    desk.spent = usd("90");
    QCOMPARE(wordsOf(desk.evaluate()), QString{});
    desk.budget.limit = usd("100");
    desk.budget.revision = 1;
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("50(your change) 80(your change)"));
    desk.spent = usd("100");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("100")); // from then on it is news
}

void tst_AlertRules::pauseStoresNothing()
{
    Desk desk{monthly("100")};
    desk.budget.paused = true;
    desk.spent = usd("90");
    QVERIFY(desk.evaluate().isEmpty());
    QCOMPARE(desk.status().state, BudgetState::Warning); // still evaluated
    desk.budget.paused = false;
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("50(together) 80"));
}

void tst_AlertRules::lateRecordsOfAPastPeriod()
{
    Desk desk{monthly("100")};
    PeriodFigures september = desk.status().current;
    september.span = spanOf(desk.budget.period, dayAt("2026-09-10"), Zone::utc());
    september.spent = usd("85");
    desk.past = {september};
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("50(late) 80(late)"));
    desk.past[0].spent = usd("130");
    desk.spent = usd("60");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("100(late) exceeded(late) 50"));
}

void tst_AlertRules::rangeThatIsOver()
{
    Budget budget = monthly("100", {80});
    budget.period = *parseBudgetPeriod("2026-10-01..2026-10-14");
    Desk desk{budget};
    desk.now = at("2026-10-14T23:59:59Z");
    desk.spent = usd("90");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("80"));
    desk.now = at("2026-10-15T00:00:00Z");
    desk.spent = usd("101");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("exceeded(late)"));
}

void tst_AlertRules::pastPeriodOfAnOlderRevision()
{
    Desk desk{monthly("100")};
    PeriodFigures september = desk.status().current;
    september.span = spanOf(desk.budget.period, dayAt("2026-09-10"), Zone::utc());
    september.spent = usd("130");
    desk.past = {september};
    desk.budget.revision = 1; // edited in October: September's thresholds are not known any more
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("exceeded(late)"));
    QCOMPARE(desk.stored.front().key.revision, 0);
}

void tst_AlertRules::unpricedIsSaidOnce()
{
    Desk desk{monthly("100")};
    desk.unpriced = 3;
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("unpriced"));
    QCOMPARE(desk.stored.front().unpricedRequests, 3);
    desk.unpriced = 9;
    desk.spent = usd("60");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("50"));
}

void tst_AlertRules::forecastAlert()
{
    Desk desk{monthly("100")};
    desk.forecast = BudgetForecast{.evidence = ForecastEvidence::Enough, .low = usd("101"), .expected = usd("130"), .willExceed = true};
    desk.spent = usd("55");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("50")); // nobody asked for forecasts
    desk.budget.warnForecast = true;
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("forecast"));
    desk.spent = usd("120");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("80(together) 100(together) exceeded"));
    Desk other{monthly("100")};
    other.budget.warnForecast = true;
    other.forecast = desk.forecast;
    other.spent = usd("85");
    QCOMPARE(wordsOf(other.evaluate()), QStringLiteral("50(together) 80(together) forecast"));
}

void tst_AlertRules::noLongerSoAndAgain()
{
    Desk desk{monthly("100")};
    desk.spent = usd("85");
    desk.evaluate();
    desk.spent = usd("60");
    AlertDecision decision = desk.evaluate();
    QCOMPARE(decision.noLongerSo, (std::vector<std::int64_t>{1})); // 80; 50 still holds
    QVERIFY(decision.store.empty());
    QVERIFY(desk.evaluate().isEmpty());
    desk.spent = usd("90");
    decision = desk.evaluate();
    QCOMPARE(decision.soAgain, (std::vector<std::int64_t>{1}));
    QVERIFY(decision.store.empty());
}

void tst_AlertRules::rollingHoldsAcrossBlocks()
{
    Budget budget = monthly("100", {80});
    budget.period = *parseBudgetPeriod("rolling:5h");
    Desk desk{budget};
    desk.spent = usd("90");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("80"));
    for (int hour = 0; hour < 12; ++hour) { // three blocks on end, always above
        desk.now += hours{1};
        QVERIFY(desk.evaluate().isEmpty());
    }
    desk.spent = usd("10"); // records have aged out
    QCOMPARE(desk.evaluate().noLongerSo.size(), std::size_t{1});
    desk.now += hours{5};
    desk.spent = usd("95");
    QCOMPARE(wordsOf(desk.evaluate()), QStringLiteral("80"));
    desk.spent = usd("10");
    desk.evaluate();
    desk.spent = usd("95"); // in the same block of hours: the key exists
    QCOMPARE(wordsOf(desk.evaluate()), QString{});
}

void tst_AlertRules::ranks()
{
    const auto rank = [](AlertKind kind, int threshold = 0) { return rankOf({.kind = kind, .threshold = threshold}); };
    QVERIFY(rank(AlertKind::Exceeded) > rank(AlertKind::Forecast));
    QVERIFY(rank(AlertKind::Forecast) > rank(AlertKind::Threshold, 1000));
    QVERIFY(rank(AlertKind::Threshold, 100) > rank(AlertKind::Threshold, 80));
    QVERIFY(rank(AlertKind::Threshold, 1) > rank(AlertKind::Unpriced));
}

void tst_AlertRules::clockBack_data()
{
    QTest::addColumn<QByteArray>("clock");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<bool>("behind");
    QTest::addColumn<bool>("wasAhead");
    const QByteArray latest{"2026-10-15T12:00:00Z"};
    QTest::newRow("ahead") << QByteArray{"2026-10-15T12:00:01Z"} << QByteArray{"2026-10-15T12:00:01Z"} << false << false;
    QTest::newRow("equal") << latest << latest << false << false;
    QTest::newRow("a second behind") << QByteArray{"2026-10-15T11:59:59Z"} << latest << true << false;
    QTest::newRow("24 h behind") << QByteArray{"2026-10-14T12:00:00Z"} << latest << true << false;
    QTest::newRow("more than that") << QByteArray{"2026-10-14T11:59:59Z"} << QByteArray{"2026-10-14T11:59:59Z"} << false << true;
}

void tst_AlertRules::clockBack()
{
    QFETCH(QByteArray, clock);
    QFETCH(QByteArray, now);
    QFETCH(bool, behind);
    QFETCH(bool, wasAhead);
    const EvaluationMoment moment = momentOf(at(clock.constData()), at("2026-10-15T12:00:00Z"));
    QCOMPARE(toRfc3339(moment.now), now.toStdString());
    QCOMPARE(moment.clockIsBehind, behind);
    QCOMPARE(moment.clockWasAhead, wasAhead);
    QCOMPARE(momentOf(at(clock.constData()), std::nullopt).now, at(clock.constData()));
}

void tst_AlertRules::quietHours_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("due");
    const auto row = [](const char *name, int from, int to, const char *now, const char *due) {
        QTest::newRow(name) << from << to << QByteArray{now} << QByteArray{due};
    };
    // Berlin; 22:00 to 07:00.
    row("in the day", 1320, 420, "2026-10-15T12:00:00Z", "2026-10-15T12:00:00Z");
    row("before midnight", 1320, 420, "2026-10-15T20:30:15Z", "2026-10-16T05:00:00Z");
    row("after midnight", 1320, 420, "2026-10-16T01:00:00Z", "2026-10-16T05:00:00Z");
    row("its first minute", 1320, 420, "2026-10-15T20:00:00Z", "2026-10-16T05:00:00Z");
    row("its end", 1320, 420, "2026-10-16T05:00:00Z", "2026-10-16T05:00:00Z");
    row("the night of 25 hours", 1320, 420, "2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z");
    row("the night of 23 hours", 1320, 420, "2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z");
    row("ends at an hour that is skipped", 1320, 150, "2026-03-28T21:30:00Z", "2026-03-29T01:00:00Z"); // 02:30 is 03:00
    row("not over midnight", 720, 780, "2026-10-15T10:30:00Z", "2026-10-15T11:00:00Z"); // 12:00 to 13:00
    row("empty", 720, 720, "2026-10-15T10:00:00Z", "2026-10-15T10:00:00Z");
}

void tst_AlertRules::quietHours()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QByteArray, now);
    QFETCH(QByteArray, due);
    QuietHours quiet{.enabled = true, .fromMinute = from, .toMinute = to};
    QCOMPARE(toRfc3339(dueAt(quiet, at(now.constData()), zone("Europe/Berlin"))), due.toStdString());
    quiet.enabled = false;
    QCOMPARE(dueAt(quiet, at(now.constData()), zone("Europe/Berlin")), at(now.constData()));
}

TOKENMETER_TEST(tst_AlertRules);

} // namespace test_AlertRules

#include "tst_AlertRules.moc"
