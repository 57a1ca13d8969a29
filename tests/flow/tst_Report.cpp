// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"

#include "flow/ModelNames.h"
#include "flow/Report.h"
#include "flow/ReportKeys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <random>

namespace test_Report
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

ReportRequest ask(std::string_view groupBy, const char *zone = "UTC")
{
    ReportRequest request;
    request.zone = *Zone::byId(zone);
    request.now = parseTime("2026-11-24T12:00:00Z")->time;
    if (!readGroupBy(groupBy, request)) {
        qFatal("bad grouping in a test");
    }
    return request;
}

Report made(TestLedger &ledger, const ReportRequest &request)
{
    Result<Report> report = reportOf(ledger.reader(), ledger.pricer(), request);
    if (!report) {
        qFatal("report failed, cause %d", int(report.problem().cause));
    }
    return *std::move(report);
}

/// "2026-10-25|plain: 2 requests, 300 tokens, USD 0.003, unpriced 0/0"
QString line(const Spend &spend)
{
    QString text = QStringLiteral("%1 requests, %2 tokens").arg(spend.requests).arg(spend.totalTokens);
    for (const Money amount : spend.cost) {
        text += QStringLiteral(", %1 %2").arg(QString::fromStdString(amount.currency().code()), QString::fromStdString(amount.toDecimalText()));
    }
    if (spend.unpricedRequests > 0) {
        text += QStringLiteral(", unpriced %1/%2").arg(spend.unpricedRequests).arg(spend.unpricedTokens);
    }
    return text;
}

QStringList lines(const Report &report)
{
    QStringList result;
    for (const ReportGroup &group : report.groups) {
        QStringList key;
        for (const std::optional<std::string> &part : group.key) {
            key << (part ? QString::fromStdString(*part) : QStringLiteral("null"));
        }
        result << key.join(QLatin1Char('|')) + QStringLiteral(": ") + line(group.spend);
    }
    return result;
}

#define SAME(report, ...) QCOMPARE(lines(report).join(QLatin1Char('\n')), (QStringList{__VA_ARGS__}).join(QLatin1Char('\n')))

} // namespace

class tst_Report : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void groupByTexts_data();
    void groupByTexts();
    void weekTexts_data();
    void weekTexts();
    void hourTexts_data();
    void hourTexts();
    void emptyLedger();
    void golden();
    void total();
    void bothHoursOfAClockChange();
    void dayOfAClockChangeHas25Hours();
    void weekAndMonthFromOneQuestion();
    void rowsKnownByDay();
    void missingNamesAreNull();
    void rawNamesJoinUnlessAsked();
    void modelFilters_data();
    void modelFilters();
    void otherFilters();
    void twoCurrenciesStayApart();
    void convertedByTheDay();
    void convertedAtUtcMidnight();
    void missingRateIsNamed();
    void everyGroupingAtOnce();
    void totalIsTheSumOfItsGroups();
    void json();
    void jsonConverted();
};

void tst_Report::groupByTexts_data()
{
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out");
    QTest::newRow("none") << "" << "";
    QTest::newRow("two") << "day,model" << "day model";
    QTest::newRow("tag") << "tag:client,hour" << "tag hour (client)";
    QTest::newRow("all") << "hour,day,week,month,provider,model,project,session,source,account,tier,agent"
                         << "hour day week month provider model project session source account tier agent";
    QTest::newRow("unknown") << "day,modle" << "refused: modle";
    QTest::newRow("twice") << "day,day" << "refused: day";
    QTest::newRow("tag without key") << "tag" << "refused: tag";
    QTest::newRow("key without tag") << "day:x" << "refused: day:x";
    QTest::newRow("empty word") << "day,,model" << "refused: ";
}

void tst_Report::groupByTexts()
{
    QFETCH(QString, in);
    QFETCH(QString, out);
    ReportRequest request;
    const Result<Done> done = readGroupBy(in.toStdString(), request);
    if (!done) {
        QCOMPARE(QStringLiteral("refused: ") + QString::fromStdString(done.problem().args.at(1)), out);
        return;
    }
    QStringList names;
    for (const ReportKey key : request.groupBy) {
        names << QString::fromUtf8(nameOf(key).data(), qsizetype(nameOf(key).size()));
    }
    QCOMPARE(names.join(QLatin1Char(' ')) + (request.tagKey.empty() ? QString{} : QStringLiteral(" (%1)").arg(QString::fromStdString(request.tagKey))), out);
}

void tst_Report::weekTexts_data()
{
    QTest::addColumn<QString>("monday");
    QTest::addColumn<QString>("week");
    QTest::newRow("in the year") << "2026-11-02" << "2026-W45";
    QTest::newRow("first, begins in the old year") << "2025-12-29" << "2026-W01";
    QTest::newRow("53rd, ends in the new year") << "2026-12-28" << "2026-W53";
    QTest::newRow("first, begins on 4 January") << "2027-01-04" << "2027-W01";
}

void tst_Report::weekTexts()
{
    QFETCH(QString, monday);
    QFETCH(QString, week);
    QCOMPARE(QString::fromStdString(weekText(*parseDay(monday.toStdString()))), week);
}

void tst_Report::hourTexts_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("hour");
    QTest::newRow("UTC") << "2026-10-25T02:00:00Z" << "UTC" << "2026-10-25T02:00+00:00";
    QTest::newRow("first of two") << "2026-10-25T00:00:00Z" << "Europe/Berlin" << "2026-10-25T02:00+02:00";
    QTest::newRow("second of two") << "2026-10-25T01:00:00Z" << "Europe/Berlin" << "2026-10-25T02:00+01:00";
    QTest::newRow("west, the day before") << "2026-10-25T02:00:00Z" << "America/St_Johns" << "2026-10-24T23:30-02:30";
    QTest::newRow("45 minutes") << "2026-10-24T18:15:00Z" << "Asia/Kathmandu" << "2026-10-25T00:00+05:45";
}

void tst_Report::hourTexts()
{
    QFETCH(QString, start);
    QFETCH(QString, zone);
    QFETCH(QString, hour);
    QCOMPARE(QString::fromStdString(hourText(parseTime(start.toStdString())->time, *Zone::byId(zone.toStdString()))), hour);
}

void tst_Report::emptyLedger()
{
    TestLedger ledger;
    const Report report = made(ledger, ask("day,model"));
    QVERIFY(report.groups.empty());
    QVERIFY(report.total == Spend{});
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(report))).object();
    QCOMPARE(json[QLatin1String("groups")].toArray().size(), 0);
    QCOMPARE(json[QLatin1String("total")].toObject()[QLatin1String("requests")].toInteger(), 0);
    QVERIFY(json[QLatin1String("from")].isNull());
}

void tst_Report::golden()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-01T12:00:00Z", .model = "plain", .tokens = {.input = 1000, .output = 100}},
        {.time = "2026-10-01T13:00:00Z", .model = "plain", .tokens = {.input = 1, .cacheRead = 10, .cacheWrite5m = 100, .cacheWrite1h = 1000, .output = 0}},
        {.time = "2026-10-01T14:00:00Z", .model = "free", .tokens = {.input = 500, .output = 500}},
        {.time = "2026-10-02T12:00:00Z", .model = "plain", .tokens = {.input = 3, .output = 1, .reasoning = 1}},
        {.time = "2026-10-02T12:00:00Z", .model = "who-knows", .tokens = {.input = 70, .output = 7}},
    });
    // 1000 x 10e-6 + 100 x 50e-6 = 0.015; 1e-5 + 1e-5 + 0.00125 + 0.02 = 0.02127; sum 0.03627.
    SAME(made(ledger, ask("day,model")),
         QStringLiteral("2026-10-01|free: 1 requests, 1000 tokens, USD 0.000000000"),
         QStringLiteral("2026-10-01|plain: 2 requests, 2211 tokens, USD 0.036270000"),
         QStringLiteral("2026-10-02|plain: 1 requests, 4 tokens, USD 0.000080000"), // 3e-5 + 5e-5; reasoning is in output
         QStringLiteral("2026-10-02|who-knows: 1 requests, 77 tokens, unpriced 1/77"));
}

void tst_Report::total()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-01T12:00:00Z", .tokens = {.input = 1}},
        {.time = "2026-10-31T23:59:59Z", .tokens = {.input = 2}},
        {.time = "2026-11-01T00:00:00Z", .tokens = {.input = 4}},
        {.time = "2026-10-31T23:59:59Z", .model = "who-knows", .tokens = {.input = 8}},
    });
    ReportRequest request = ask("");
    Report report = made(ledger, request);
    QVERIFY(report.groups.empty());
    QCOMPARE(line(report.total), QStringLiteral("4 requests, 15 tokens, USD 0.000070000, unpriced 1/8"));
    request.filter.from = parseDay("2026-10-01");
    request.filter.to = parseDay("2026-10-31"); // inclusive
    QCOMPARE(line(made(ledger, request).total), QStringLiteral("3 requests, 11 tokens, USD 0.000030000, unpriced 1/8"));
}

void tst_Report::bothHoursOfAClockChange()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-24T23:30:00Z", .tokens = {.input = 1}},  // 01:30 +02:00
        {.time = "2026-10-25T00:30:00Z", .tokens = {.input = 2}},  // 02:30 +02:00
        {.time = "2026-10-25T01:30:00Z", .tokens = {.input = 4}},  // 02:30 +01:00
        {.time = "2026-10-25T01:59:59Z", .tokens = {.input = 8}},
        {.time = "2026-10-25T02:00:00Z", .tokens = {.input = 16}}, // 03:00 +01:00
    });
    SAME(made(ledger, ask("hour", "Europe/Berlin")),
         QStringLiteral("2026-10-25T01:00+02:00: 1 requests, 1 tokens, USD 0.000010000"),
         QStringLiteral("2026-10-25T02:00+02:00: 1 requests, 2 tokens, USD 0.000020000"),
         QStringLiteral("2026-10-25T02:00+01:00: 2 requests, 12 tokens, USD 0.000120000"),
         QStringLiteral("2026-10-25T03:00+01:00: 1 requests, 16 tokens, USD 0.000160000"));
}

void tst_Report::dayOfAClockChangeHas25Hours()
{
    TestLedger ledger;
    std::vector<std::string> times;
    for (UtcTime t = parseTime("2026-10-24T00:30:00Z")->time; t < parseTime("2026-10-27T00:00:00Z")->time; t += hours{1}) {
        times.push_back(toRfc3339(t));
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back({.time = time.c_str(), .tokens = {.input = 1}});
    }
    ledger.add(uses);
    SAME(made(ledger, ask("day", "Europe/Berlin")),
         QStringLiteral("2026-10-24: 22 requests, 22 tokens, USD 0.000220000"),
         QStringLiteral("2026-10-25: 25 requests, 25 tokens, USD 0.000250000"),
         QStringLiteral("2026-10-26: 24 requests, 24 tokens, USD 0.000240000"),
         QStringLiteral("2026-10-27: 1 requests, 1 tokens, USD 0.000010000"));
}

void tst_Report::weekAndMonthFromOneQuestion()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-31T12:00:00Z", .tokens = {.input = 1}}, // Saturday
        {.time = "2026-11-01T12:00:00Z", .tokens = {.input = 2}}, // Sunday of the same week
        {.time = "2026-11-02T12:00:00Z", .tokens = {.input = 4}},
    });
    SAME(made(ledger, ask("week,month")),
         QStringLiteral("2026-W44|2026-10: 1 requests, 1 tokens, USD 0.000010000"),
         QStringLiteral("2026-W44|2026-11: 1 requests, 2 tokens, USD 0.000020000"),
         QStringLiteral("2026-W45|2026-11: 1 requests, 4 tokens, USD 0.000040000"));
    SAME(made(ledger, ask("week")),
         QStringLiteral("2026-W44: 2 requests, 3 tokens, USD 0.000030000"),
         QStringLiteral("2026-W45: 1 requests, 4 tokens, USD 0.000040000"));
    SAME(made(ledger, ask("month")),
         QStringLiteral("2026-10: 1 requests, 1 tokens, USD 0.000010000"),
         QStringLiteral("2026-11: 2 requests, 6 tokens, USD 0.000060000"));
}

void tst_Report::rowsKnownByDay()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-05T00:00:00Z", .tokens = {.input = 1}, .precision = Precision::Day},
        {.time = "2026-10-05T09:00:00Z", .tokens = {.input = 2}},
    });
    // On its date in every zone, and without an hour; still in the total.
    SAME(made(ledger, ask("day", "America/Los_Angeles")), QStringLiteral("2026-10-05: 2 requests, 3 tokens, USD 0.000030000"));
    const Report byHour = made(ledger, ask("hour", "America/Los_Angeles"));
    SAME(byHour, QStringLiteral("null: 1 requests, 1 tokens, USD 0.000010000"),
         QStringLiteral("2026-10-05T02:00-07:00: 1 requests, 2 tokens, USD 0.000020000"));
    QCOMPARE(byHour.total.requests, 2);
    SAME(made(ledger, ask("hour,day,week,month", "America/Los_Angeles")),
         QStringLiteral("null|2026-10-05|2026-W41|2026-10: 1 requests, 1 tokens, USD 0.000010000"),
         QStringLiteral("2026-10-05T02:00-07:00|2026-10-05|2026-W41|2026-10: 1 requests, 2 tokens, USD 0.000020000"));
}

void tst_Report::missingNamesAreNull()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1}, .project = "", .session = ""}, {.tokens = {.input = 2}, .project = "shop", .session = "s"}});
    SAME(made(ledger, ask("project,session")), QStringLiteral("null|null: 1 requests, 1 tokens, USD 0.000010000"),
         QStringLiteral("shop|s: 1 requests, 2 tokens, USD 0.000020000"));
    SAME(made(ledger, ask("account,tag:client")), QStringLiteral("null|untagged: 2 requests, 3 tokens, USD 0.000030000"));
}

void tst_Report::rawNamesJoinUnlessAsked()
{
    TestLedger ledger;
    ledger.add({
        {.model = "claude-opus-4-1-20250805", .tokens = {.input = 1000}, .provider = "anthropic"},
        {.model = "claude-opus-4-1", .tokens = {.output = 1000}, .provider = "anthropic"},
    });
    ReportRequest request = ask("model");
    // 1000 x 15e-6 + 1000 x 75e-6
    SAME(made(ledger, request), QStringLiteral("claude-opus-4-1: 2 requests, 2000 tokens, USD 0.090000000"));
    request.rawModels = true;
    SAME(made(ledger, request), QStringLiteral("claude-opus-4-1: 1 requests, 1000 tokens, USD 0.075000000"),
         QStringLiteral("claude-opus-4-1-20250805: 1 requests, 1000 tokens, USD 0.015000000"));
}

void tst_Report::modelFilters_data()
{
    QTest::addColumn<QStringList>("models");
    QTest::addColumn<int>("tokens");
    QTest::newRow("resolved name takes both raw ones") << QStringList{QStringLiteral("claude-opus-4-1")} << 3;
    QTest::newRow("raw name") << QStringList{QStringLiteral("claude-opus-4-1-20250805")} << 1;
    QTest::newRow("catalogue key") << QStringList{QStringLiteral("anthropic/claude-opus-4-1")} << 3;
    QTest::newRow("pattern") << QStringList{QStringLiteral("claude-*")} << 3;
    QTest::newRow("pattern of an unknown model") << QStringList{QStringLiteral("who*")} << 8;
    QTest::newRow("two") << QStringList{QStringLiteral("who-knows"), QStringLiteral("plain")} << 12;
    QTest::newRow("everything") << QStringList{QStringLiteral("*")} << 31;
    QTest::newRow("no such") << QStringList{QStringLiteral("claude")} << 0;
    QTest::newRow("without a name") << QStringList{QString{}} << 16;
}

void tst_Report::modelFilters()
{
    QFETCH(QStringList, models);
    QFETCH(int, tokens);
    TestLedger ledger;
    ledger.add({
        {.model = "claude-opus-4-1-20250805", .tokens = {.input = 1}, .provider = "anthropic"},
        {.model = "claude-opus-4-1", .tokens = {.input = 2}, .provider = "anthropic"},
        {.model = "plain", .tokens = {.input = 4}},
        {.model = "who-knows", .tokens = {.input = 8}},
        {.model = "", .tokens = {.input = 16}},
    });
    ReportRequest request = ask("");
    for (const QString &model : models) {
        request.filter.models.push_back(model.toStdString());
    }
    QCOMPARE(int(made(ledger, request).total.totalTokens), tokens);
}

void tst_Report::otherFilters()
{
    TestLedger ledger;
    ledger.add({
        {.tokens = {.input = 1}, .project = "a", .session = "x", .provider = "p", .source = "codex"},
        {.tokens = {.input = 2}, .project = "b", .session = "x", .agent = "review", .tier = "batch"},
        {.tokens = {.input = 4}, .project = "", .session = "y"},
    });
    const auto tokens = [&](UsageFilter filter) {
        ReportRequest request = ask("");
        request.filter = std::move(filter);
        return int(made(ledger, request).total.totalTokens);
    };
    QCOMPARE(tokens({.projects = {"a", "b"}}), 3);
    QCOMPARE(tokens({.projects = {""}}), 4);
    QCOMPARE(tokens({.sessions = {"x"}}), 3);
    QCOMPARE(tokens({.providers = {"p"}}), 1);
    QCOMPARE(tokens({.sources = {"claude-code"}}), 6);
    QCOMPARE(tokens({.agents = {"review"}}), 2);
    QCOMPARE(tokens({.tiers = {"batch"}}), 2);
    QCOMPARE(tokens({.projects = {"a"}, .sessions = {"y"}}), 0);
}

void tst_Report::twoCurrenciesStayApart()
{
    TestLedger ledger;
    ledger.add({{.model = "yuan", .tokens = {.input = 250}}, {.model = "plain", .tokens = {.input = 1}}});
    SAME(made(ledger, ask("project")), QStringLiteral("shop: 2 requests, 251 tokens, CNY 0.001000000, USD 0.000010000"));
}

void tst_Report::convertedByTheDay()
{
    TestLedger ledger;
    ledger.setRate("2026-10-01", "USD", "CNY", "7.1");
    ledger.setRate("2026-10-03", "USD", "CNY", "7.2");
    ledger.add({
        {.time = "2026-10-02T23:59:59Z", .model = "plain", .tokens = {.input = 100'000}}, // 1 USD x 7.1
        {.time = "2026-10-03T00:00:00Z", .model = "plain", .tokens = {.input = 100'000}}, // 1 USD x 7.2
        {.time = "2026-10-03T00:00:00Z", .model = "yuan", .tokens = {.input = 250'000}},  // 1 CNY
    });
    ReportRequest request = ask("model");
    request.currency = "CNY";
    Report report = made(ledger, request);
    SAME(report, QStringLiteral("plain: 2 requests, 200000 tokens, CNY 14.300000000"),
         QStringLiteral("yuan: 1 requests, 250000 tokens, CNY 1.000000000"));
    QCOMPARE(line(report.total), QStringLiteral("3 requests, 450000 tokens, CNY 15.300000000"));
    QCOMPARE(int(report.rates.size()), 2);
    QVERIFY(report.missing.empty());
    // The other way round: 1 CNY / 7.2 = 0.138888888889 to twelve digits.
    request.currency = "USD";
    report = made(ledger, request);
    SAME(report, QStringLiteral("plain: 2 requests, 200000 tokens, USD 2.000000000"),
         QStringLiteral("yuan: 1 requests, 250000 tokens, USD 0.138888888889"));
    QCOMPARE(report.rates.at(0).rate, std::string{"0.138888888889"});
}

void tst_Report::convertedAtUtcMidnight()
{
    // 05:00 in Kathmandu is 23:15 UTC: one local hour holds two UTC days, each with its rate.
    TestLedger ledger;
    ledger.setRate("2026-10-01", "USD", "CNY", "7");
    ledger.setRate("2026-10-02", "USD", "CNY", "8");
    ledger.add({
        {.time = "2026-10-01T23:50:00Z", .model = "plain", .tokens = {.input = 100'000}},
        {.time = "2026-10-02T00:05:00Z", .model = "plain", .tokens = {.input = 100'000}},
        {.time = "2026-10-01T00:00:00Z", .model = "plain", .tokens = {.input = 100'000}, .precision = Precision::Day},
    });
    ReportRequest request = ask("hour", "Asia/Kathmandu");
    request.currency = "CNY";
    SAME(made(ledger, request), QStringLiteral("null: 1 requests, 100000 tokens, CNY 7.000000000"),
         QStringLiteral("2026-10-02T05:00+05:45: 2 requests, 200000 tokens, CNY 15.000000000"));
}

void tst_Report::missingRateIsNamed()
{
    TestLedger ledger;
    ledger.setRate("2026-10-03", "CNY", "USD", "0.14");
    ledger.add({
        {.time = "2026-10-02T12:00:00Z", .model = "yuan", .tokens = {.input = 250'000}},
        {.time = "2026-10-03T12:00:00Z", .model = "yuan", .tokens = {.input = 250'000}},
    });
    ReportRequest request = ask("model");
    request.currency = "USD";
    const Report report = made(ledger, request);
    SAME(report, QStringLiteral("yuan: 2 requests, 500000 tokens, CNY 1.000000000, USD 0.140000000"));
    QCOMPARE(int(report.missing.size()), 1);
    QVERIFY(report.missing[0].cause == Cause::NoExchangeRate);
    QVERIFY((report.missing[0].args == std::vector<std::string>{"CNY", "USD", "2026-10-02"}));
    request.currency = "dollars";
    QVERIFY(!reportOf(ledger.reader(), ledger.pricer(), request));
}

void tst_Report::everyGroupingAtOnce()
{
    TestLedger ledger;
    ledger.add({{.tokens = {.input = 1}, .provider = "p", .agent = "a", .tier = "batch"}});
    ReportRequest request = ask("hour,day,week,month,provider,model,project,session,source,account,tier,agent,tag:client");
    request.currency = "USD";
    const Report report = made(ledger, request);
    QCOMPARE(int(report.groups.size()), 1);
    QVERIFY(lines(report).at(0).startsWith(
        QStringLiteral("2026-10-01T12:00+00:00|2026-10-01|2026-W40|2026-10|p|plain|shop|s1|claude-code|null|batch|a|untagged: 1 requests")));
}

void tst_Report::totalIsTheSumOfItsGroups()
{
    TestLedger ledger;
    ledger.setRate("2026-10-01", "USD", "EUR", "0.857342");
    ledger.setRate("2026-10-01", "CNY", "EUR", "0.120431");
    ledger.setRate("2026-10-09", "CNY", "EUR", "0.120977");
    std::mt19937_64 random{5};
    std::vector<std::string> times;
    for (int i = 0; i < 1000; ++i) {
        times.push_back(toRfc3339(parseTime("2026-10-01T00:00:00Z")->time + minutes{random() % (20 * 1440)}));
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back({.time = time.c_str(),
                        .model = std::array{"plain", "yuan", "free", "who-knows", "claude-opus-4-1"}[random() % 5],
                        .tokens = {.input = std::int64_t(random() % 100'000), .cacheRead = std::int64_t(random() % 1'000'000), .output = std::int64_t(random() % 9'999)},
                        .project = std::array{"a", "b", ""}[random() % 3],
                        .session = std::to_string(random() % 40)});
    }
    ledger.add(uses);
    for (const char *currency : {"", "EUR", "USD", "JPY"}) {
        ReportRequest whole = ask("", "Asia/Kathmandu");
        whole.currency = currency;
        const Spend expected = made(ledger, whole).total;
        for (const char *groupBy : {"hour", "day", "week", "month", "model", "project,day", "session", "hour,model,session", "tier"}) {
            ReportRequest request = ask(groupBy, "Asia/Kathmandu");
            request.currency = currency;
            const Report report = made(ledger, request);
            Spend sum;
            for (const ReportGroup &group : report.groups) {
                sum += group.spend;
            }
            QVERIFY(sum == report.total);
            QVERIFY2(sum == expected, groupBy);
        }
    }
}

void tst_Report::json()
{
    TestLedger ledger;
    ledger.add({
        {.model = "plain", .tokens = {.input = 1, .cacheRead = 2, .cacheWrite5m = 3, .cacheWrite1h = 4, .output = 5, .reasoning = 1}, .project = ""},
        {.model = "who-knows", .tokens = {.input = 1}, .rare = {.outputImage = 9}},
    });
    ReportRequest request = ask("day,project", "Europe/Berlin");
    request.filter.from = parseDay("2026-10-01");
    request.filter.to = parseDay("2026-10-31");
    // 1e-5 + 2e-6 + 3.75e-5 + 8e-5 + 2.5e-4 = 0.0003795
    const char *expected = R"({
      "from": "2026-10-01", "to": "2026-10-31", "timezone": "Europe/Berlin", "basis": "list",
      "groups": [
        {"key": {"day": "2026-10-01", "project": null}, "requests": 1,
         "tokens": {"input": 1, "cache_read": 2, "cache_write_5m": 3, "cache_write_1h": 4, "output": 5, "reasoning": 1, "total": 15},
         "cost": [{"currency": "USD", "amount": "0.000379500"}], "unpriced": {"requests": 0, "tokens": 0}},
        {"key": {"day": "2026-10-01", "project": "shop"}, "requests": 1,
         "tokens": {"input": 1, "cache_read": 0, "cache_write_5m": 0, "cache_write_1h": 0, "output": 0, "reasoning": 0, "total": 10, "output_image": 9},
         "cost": [], "unpriced": {"requests": 1, "tokens": 10}}],
      "total": {"requests": 2,
         "tokens": {"input": 2, "cache_read": 2, "cache_write_5m": 3, "cache_write_1h": 4, "output": 5, "reasoning": 1, "total": 25, "output_image": 9},
         "cost": [{"currency": "USD", "amount": "0.000379500"}], "unpriced": {"requests": 1, "tokens": 10}}})";
    QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(made(ledger, request)))), QJsonDocument::fromJson(expected));
}

void tst_Report::jsonConverted()
{
    TestLedger ledger;
    ledger.setRate("2026-09-30", "EUR", "USD", "1.25");
    ledger.setRate("2026-09-30", "EUR", "CNY", "8");
    ledger.add({{.model = "yuan", .tokens = {.input = 250'000}}});
    ReportRequest request = ask("tag:client");
    request.currency = "USD";
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(made(ledger, request)))).object();
    // 1 CNY x 1.25 / 8
    QCOMPARE(json[QLatin1String("rates")], QJsonValue(QJsonDocument::fromJson(
        R"([{"from": "CNY", "to": "USD", "rate": "0.15625", "day": "2026-09-30", "source": "ECB", "derived": true, "via": "EUR"}])").array()));
    QCOMPARE(json[QLatin1String("missing_rates")], QJsonValue(QJsonArray{}));
    const QJsonObject group = json[QLatin1String("groups")].toArray().at(0).toObject();
    QCOMPARE(group[QLatin1String("key")], QJsonValue(QJsonDocument::fromJson(R"({"tag:client": "untagged"})").object()));
    QCOMPARE(group[QLatin1String("cost")], QJsonValue(QJsonDocument::fromJson(R"([{"currency": "USD", "amount": "0.156250000"}])").array()));
}

TOKENMETER_TEST(tst_Report);

} // namespace test_Report

#include "tst_Report.moc"
