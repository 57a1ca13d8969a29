// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"

#include "core/UsageRecord.h"
#include "flow/Report.h"
#include "flow/Sessions.h"

#include <QtTest>

#include <cmath>
#include <numeric>
#include <random>

namespace test_Sessions
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

SessionsRequest ask(const char *from, const char *to, const char *currency = "USD")
{
    SessionsRequest request;
    request.filter.from = *parseDay(from);
    request.filter.to = *parseDay(to);
    request.now = parseTime("2026-11-24T12:00:00Z")->time;
    request.currency = currency;
    return request;
}

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("failed, cause %d", int(result.problem().cause));
    }
    return *std::move(result);
}

SessionsData made(TestLedger &ledger, const SessionsRequest &request)
{
    return must(sessionsOf(ledger.reader(), ledger.pricer(), request));
}

QString text(Money amount)
{
    return QString::fromStdString(amount.currency().code() + " " + amount.toDecimalText());
}

/// "name | project+n | first..last | models | requests | tokens | cost | unpriced | agents cost | cache"
QStringList table(const SessionsData &data)
{
    QStringList lines;
    for (const SessionRow &row : data.rows) {
        QStringList models;
        for (const std::size_t model : row.models) {
            models << QString::fromStdString(data.models.at(model).name);
        }
        const auto at = [](UtcTime time) { return QString::fromStdString(toRfc3339(time)).mid(5, 11); };
        lines << QStringList{QString::fromStdString(row.name),
                             QString::fromStdString(row.project) + QLatin1Char{'/'} + QString::number(row.projects),
                             at(row.first) + QStringLiteral("..") + at(row.last),
                             models.join(QLatin1Char{','}),
                             QString::number(row.spend.requests),
                             QString::number(row.spend.totalTokens),
                             text(row.inCurrency),
                             QString::number(row.spend.unpricedRequests),
                             QString::number(row.subAgents) + QLatin1Char{' '} + text(row.ofSubAgents),
                             row.cacheHit() ? QString::number(*row.cacheHit(), 'f', 3) : QStringLiteral("-")}
                     .join(QStringLiteral(" | "));
    }
    return lines;
}

constexpr std::uint32_t ended(StopReason reason)
{
    return withStopReason(0, reason);
}

/// Prices a million: plain USD 10 input, 1 cache read, 50 output; yuan CNY 4 input; free 0; mystery has none.
void fill(TestLedger &ledger)
{
    ledger.setRate("2026-10-01", "CNY", "USD", "0.14");
    ledger.add({
        // 0.1 M x 10 + 0.01 M x 50 = 1.50
        {.time = "2026-10-01T10:00:00Z", .tokens = {.input = 100'000, .output = 10'000}, .flags = ended(StopReason::ToolUse)},
        // 0.2 M x 1 + 0.002 M x 50 = 0.30
        {.time = "2026-10-01T10:30:00Z", .tokens = {.cacheRead = 200'000, .output = 2'000}, .flags = ended(StopReason::MaxTokens)},
        // 0.01 M x 10 + 0.001 M x 50 = 0.15
        {.time = "2026-10-01T11:00:00Z",
         .tokens = {.input = 10'000, .output = 1'000},
         .project = "lab",
         .agent = "helper",
         .flags = SidechainFlag | ended(StopReason::EndOfTurn)},
        // CNY 4 = 0.56
        {.time = "2026-10-02T08:00:00Z", .model = "yuan", .tokens = {.input = 1'000'000}, .session = "s2"},
        {.time = "2026-10-02T09:00:00Z", .model = "mystery", .tokens = {.input = 1'000}, .project = "", .session = "s2"},
        {.time = "2026-10-03T09:00:00Z", .model = "free", .tokens = {.input = 5'000, .output = 9}, .session = ""},
        // the same session in another month
        {.time = "2026-11-01T09:00:00Z", .tokens = {.input = 1'000'000}},
    });
}

} // namespace

class tst_Sessions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void golden();
    void courses();
    void filtersHold();
    void theRestIsOther();
    void emptyPeriodPointsToTheNearestDay();
    void everythingAddsUp();
    void detail();
    void detailOfALongSession();
    void answers();
    void whatIsNotKnown();
    void histograms();
    void badRequests();
};

void tst_Sessions::golden()
{
    TestLedger ledger;
    fill(ledger);
    const SessionsData data = made(ledger, ask("2026-10-01", "2026-10-31"));
    // 200,000 of 100,000 + 200,000 + 10,000 = 0.645
    QCOMPARE(table(data),
             (QStringList{
                 QStringLiteral("s1 | shop/2 | 10-01T10:00..10-01T11:00 | plain | 3 | 323000 | USD 1.950000000 | 0 | 1 USD 0.150000000 | 0.645"),
                 QStringLiteral("s2 | shop/2 | 10-02T08:00..10-02T09:00 | yuan,mystery | 2 | 1001000 | USD 0.560000000 | 1 | 0 USD 0.000000000 | 0.000"),
                 QStringLiteral(" | shop/1 | 10-03T09:00..10-03T09:00 | free | 1 | 5009 | USD 0.000000000 | 0 | 0 USD 0.000000000 | 0.000")}));
    QCOMPARE(data.sessions, 2);
    QCOMPARE(data.otherSessions, 0);
    QCOMPARE(text(data.inCurrency), QStringLiteral("USD 2.510000000"));
    QCOMPARE(data.total.requests, 6);
    QCOMPARE(data.total.unpricedRequests, 1);
    QVERIFY(data.foreign.empty());
    QCOMPARE(data.rates.size(), std::size_t{1});
    QCOMPARE(*data.rows[0].tokensPerTurn(), 323'000 / 3.0);
}

/// The first of the parts holds the first request, the last one the last.
void tst_Sessions::courses()
{
    TestLedger ledger;
    fill(ledger);
    const SessionsData data = made(ledger, ask("2026-10-01", "2026-10-31"));
    const std::vector<double> &course = data.rows[0].course;
    QCOMPARE(course.size(), std::size_t(SessionCourse::Parts));
    QCOMPARE(course.front(), 1.5);
    QCOMPARE(course[11] + course[12], 0.3); // half an hour of an hour, to one part
    QCOMPARE(course.back(), 0.15);
    QCOMPARE(std::accumulate(course.begin(), course.end(), 0.0), 1.95);
    QCOMPARE(std::accumulate(data.rows[1].course.begin(), data.rows[1].course.end(), 0.0), 0.56);
    QVERIFY(data.rows[2].course.empty()); // nothing was paid
    QVERIFY(!data.rows[2].onlyDays);
    ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000}, .session = "days", .precision = Precision::Day}});
    const SessionsData withDays = made(ledger, ask("2026-10-05", "2026-10-05"));
    QVERIFY(withDays.rows.at(0).onlyDays);
    QCOMPARE(withDays.rows[0].course.at(0), 10.0);
}

void tst_Sessions::filtersHold()
{
    TestLedger ledger;
    fill(ledger);
    SessionsRequest request = ask("2026-10-01", "2026-10-31");
    request.filter.agents = {"helper"};
    QCOMPARE(table(made(ledger, request)),
             QStringList{QStringLiteral("s1 | lab/1 | 10-01T11:00..10-01T11:00 | plain | 1 | 11000 | USD 0.150000000 | 0 | 1 USD 0.150000000 | 0.000")});
    request.filter.agents.clear();
    request.filter.sessions = {""};
    QCOMPARE(made(ledger, request).rows.size(), std::size_t{1});
    // 02:00 of 2 October in Tokyo is 17:00 of the first in UTC: nothing of the first is left but s1, which is before.
    SessionsRequest tokyo = ask("2026-10-02", "2026-10-02");
    tokyo.zone = *Zone::byId("Asia/Tokyo");
    QCOMPARE(made(ledger, tokyo).rows.at(0).spend.requests, 2);
    tokyo.filter.from = tokyo.filter.to = *parseDay("2026-10-01");
    QCOMPARE(made(ledger, tokyo).rows.at(0).spend.requests, 3);
}

void tst_Sessions::theRestIsOther()
{
    TestLedger ledger;
    fill(ledger);
    SessionsRequest request = ask("2026-10-01", "2026-10-31");
    request.limit = 2;
    const SessionsData data = made(ledger, request);
    // Usage without a session stands by itself, so s2 is the rest.
    QCOMPARE(data.rows.size(), std::size_t{2});
    QCOMPARE(QString::fromStdString(data.rows[0].name), QStringLiteral("s1"));
    QVERIFY(data.rows[1].name.empty());
    QCOMPARE(data.otherSessions, 1);
    QCOMPARE(text(data.other.inCurrency), QStringLiteral("USD 0.560000000"));
    QCOMPARE(data.other.spend.unpricedRequests, 1);
    QCOMPARE(data.sessions, 2);
}

void tst_Sessions::emptyPeriodPointsToTheNearestDay()
{
    TestLedger ledger;
    fill(ledger);
    const SessionsData data = made(ledger, ask("2026-09-01", "2026-09-30"));
    QVERIFY(data.rows.empty());
    QCOMPARE(QString::fromStdString(toIso(*data.nearestDataDay)), QStringLiteral("2026-10-01"));
    QVERIFY(!made(ledger, ask("2026-10-01", "2026-10-01")).nearestDataDay);
}

/// Random usage in two currencies: list, report and details agree.
void tst_Sessions::everythingAddsUp()
{
    std::mt19937 random{11};
    const auto pick = [&](int n) { return std::int64_t(random() % unsigned(n)); };
    TestLedger ledger;
    ledger.setRate("2026-09-30", "CNY", "USD", "0.1404756");
    std::vector<Use> uses;
    std::vector<std::string> times;
    for (int i = 0; i < 400; ++i) {
        times.push_back(toRfc3339(parseTime("2026-10-01T00:00:00Z")->time + std::chrono::minutes{pick(31 * 24 * 60)}));
    }
    for (int i = 0; i < 400; ++i) {
        uses.push_back({.time = times[std::size_t(i)].c_str(),
                        .model = std::array{"plain", "yuan", "mystery", "free"}[std::size_t(pick(4))],
                        .tokens = {.input = pick(99'999), .cacheRead = pick(999'999), .output = pick(9'999)},
                        .project = std::array{"", "a", "b"}[std::size_t(pick(3))],
                        .session = pick(9) == 0 ? std::string{} : "s" + std::to_string(pick(40)),
                        .agent = std::array{"", "", "x"}[std::size_t(pick(3))],
                        .flags = ended(StopReason(pick(10)))});
    }
    ledger.add(uses);
    for (const std::size_t limit : {std::size_t{5000}, std::size_t{7}}) {
        SessionsRequest request = ask("2026-10-04", "2026-10-20");
        request.limit = limit;
        const SessionsData data = made(ledger, request);
        Spend sum = data.other.spend;
        Money cost = data.other.inCurrency;
        for (const SessionRow &row : data.rows) {
            sum += row.spend;
            cost += row.inCurrency;
        }
        ReportRequest asked{.filter = request.filter, .groupBy = {ReportKey::Session}, .currency = "USD", .now = request.now};
        const Report report = must(reportOf(ledger.reader(), ledger.pricer(), asked));
        QVERIFY(sum == data.total);
        QCOMPARE(text(cost), text(data.inCurrency));
        QCOMPARE(text(data.inCurrency), text(report.total.cost.at(0)));
        QCOMPARE(data.total.requests, report.total.requests);
        QCOMPARE(data.total.totalTokens, report.total.totalTokens);
        QCOMPARE(std::int64_t(data.rows.size()) + data.otherSessions, std::int64_t(report.groups.size()));

        for (const SessionRow &row : data.rows) {
            const SessionDetail detail = must(sessionDetailOf(
                ledger.reader(), ledger.pricer(), {.filter = request.filter, .session = row.name, .now = request.now, .currency = "USD"}));
            QVERIFY(detail.total == row.spend);
            const Int128 apart = detail.inCurrency.atto() - row.inCurrency.atto();
            QVERIFY(apart < 100 && apart > -100); // attos: rounded by session here, by day over all sessions there
            Money parts = Money::fromAtto(0, Currency{"USD"});
            std::int64_t turns = 0;
            for (const SessionDetail::Part &part : detail.agents) {
                parts += part.inCurrency;
                turns += part.spend.requests;
            }
            QCOMPARE(text(parts), text(detail.inCurrency));
            QCOMPARE(turns, row.spend.requests);
            for (const SessionDetail::Part &part : detail.models) {
                parts -= part.inCurrency;
            }
            for (const SessionDetail::Point &point : detail.points) {
                parts += point.cost;
                turns -= point.turns;
            }
            QCOMPARE(text(parts), text(detail.inCurrency));
            QCOMPARE(turns, 0);
        }
        const ModelAnswersData answers = must(modelAnswersOf(ledger.reader(), ledger.pricer(), request));
        std::int64_t ends = 0;
        Spend models;
        for (const ModelAnswerRow &row : answers.rows) {
            models += row.spend;
            ends += std::accumulate(row.stops.begin(), row.stops.end(), std::int64_t{0});
        }
        QVERIFY(models == data.total);
        QCOMPARE(ends, data.total.requests);
        QCOMPARE(answers.total.sessions, data.sessions);
        QCOMPARE(answers.total.output.sum(), data.total.tokens.output);
    }
}

void tst_Sessions::detail()
{
    TestLedger ledger;
    fill(ledger);
    const SessionsRequest request = ask("2026-10-01", "2026-10-31");
    const auto of = [&](const char *session) {
        return must(sessionDetailOf(ledger.reader(), ledger.pricer(),
                                    {.filter = request.filter, .session = session, .now = request.now, .currency = "USD"}));
    };
    const SessionDetail detail = of("s1");
    QCOMPARE(text(detail.inCurrency), QStringLiteral("USD 1.950000000"));
    QStringList turns;
    for (const SessionDetail::Turn &turn : detail.dearest) {
        QVERIFY(turn.record > 0);
        turns << QStringLiteral("%1 %2 %3/%4 %5 %6")
                     .arg(QString::fromStdString(toRfc3339(turn.time)).mid(11, 5), text(turn.inCurrency))
                     .arg(turn.prompt)
                     .arg(turn.output)
                     .arg(int(turn.stop))
                     .arg(QString::fromStdString(turn.agent));
    }
    QCOMPARE(turns, (QStringList{QStringLiteral("10:00 USD 1.500000000 100000/10000 2 "), QStringLiteral("10:30 USD 0.300000000 200000/2000 5 "),
                                 QStringLiteral("11:00 USD 0.150000000 10000/1000 1 helper")}));
    QCOMPARE(detail.agents.size(), std::size_t{2});
    QVERIFY(detail.agents[0].isMain);
    QCOMPARE(text(detail.agents[0].inCurrency), QStringLiteral("USD 1.800000000"));
    QCOMPARE(detail.agents[1].name, std::string{"helper"});
    QCOMPARE(detail.agents[1].spend.requests, 1);
    QCOMPARE(detail.points.size(), std::size_t{3});
    QCOMPARE(detail.points[1].prompt, 200'000);
    QCOMPARE(detail.points[2].prompt, 0); // the helper has a context of its own
    const SessionDetail other = of("s2");
    QCOMPARE(other.dearest.size(), std::size_t{2});
    QVERIFY(!other.dearest[1].priced);
    QCOMPARE(other.models.size(), std::size_t{2});
    QVERIFY(of("nobody").dearest.empty());
    QCOMPARE(of("").total.requests, 1);
}

/// 1,000 turns: 20 are named, and the drawing has at most 120 points, which hold them all.
void tst_Sessions::detailOfALongSession()
{
    TestLedger ledger;
    std::vector<std::string> times;
    for (int i = 0; i < 1000; ++i) {
        times.push_back(toRfc3339(parseTime("2026-10-01T00:00:00Z")->time + std::chrono::seconds{i * 7}));
    }
    std::vector<Use> uses;
    for (int i = 0; i < 1000; ++i) {
        uses.push_back({.time = times[std::size_t(i)].c_str(), .tokens = {.input = 1000 + i}});
    }
    ledger.add(uses);
    const SessionDetail detail = must(sessionDetailOf(
        ledger.reader(), ledger.pricer(),
        {.filter = ask("2026-10-01", "2026-10-01").filter, .session = "s1", .now = parseTime("2026-11-24T12:00:00Z")->time}));
    QCOMPARE(detail.dearest.size(), std::size_t{20});
    QCOMPARE(detail.dearest[0].prompt, 1999);
    QCOMPARE(detail.dearest[19].prompt, 1980);
    QCOMPARE(detail.points.size(), std::size_t{112}); // 1000 / ceil(1000 / 120 = 8.3) = 111.1
    QCOMPARE(detail.points[0].turns, 9);
    QCOMPARE(detail.points[0].prompt, 1008);
    QCOMPARE(detail.points[111].turns, 1);
}

void tst_Sessions::answers()
{
    TestLedger ledger;
    fill(ledger);
    const ModelAnswersData data = must(modelAnswersOf(ledger.reader(), ledger.pricer(), ask("2026-10-01", "2026-10-31")));
    QCOMPARE(data.rows.size(), std::size_t{4});
    const ModelAnswerRow &plain = data.rows[0];
    QCOMPARE(plain.model.name, std::string{"plain"});
    QCOMPARE(*plain.callsPerSession(), 3.0);
    QCOMPARE(plain.output.mean(), 13'000 / 3.0); // 10,000 + 2,000 + 1,000
    QVERIFY(std::abs(plain.output.median() - 2'000) <= 2'000 * 0.016);
    QCOMPARE(*plain.share(StopReason::MaxTokens), 1 / 3.0);
    QCOMPARE(*plain.share(StopReason::Refusal), 0.0);
    QCOMPARE(*plain.unknownShare(), 0.0);
    QCOMPARE(data.total.sessions, 2);
    QCOMPARE(*data.total.callsPerSession(), 2.5); // 5 of the 6 requests have a session
    QCOMPARE(text(data.total.inCurrency), QStringLiteral("USD 2.510000000"));
}

/// Not known is not zero.
void tst_Sessions::whatIsNotKnown()
{
    TestLedger ledger;
    fill(ledger);
    ledger.add({{.time = "2026-10-09T09:00:00Z", .model = "free", .tokens = {.output = 70'000}, .flags = AggregateFlag, .requests = 7}});
    const ModelAnswersData data = must(modelAnswersOf(ledger.reader(), ledger.pricer(), ask("2026-10-01", "2026-10-31")));
    const auto row = [&](const char *name) {
        return *std::find_if(data.rows.begin(), data.rows.end(), [&](const ModelAnswerRow &each) { return each.model.name == name; });
    };
    QVERIFY(!row("yuan").share(StopReason::MaxTokens));
    QCOMPARE(*row("yuan").unknownShare(), 1.0);
    QCOMPARE(row("free").stops[0], 8);
    QCOMPARE(row("free").output.count(), 1); // a bucket of seven requests has no size of an answer
    QCOMPARE(*row("free").callsPerSession(), 7.0);
    const ModelAnswersData without = must(modelAnswersOf(ledger.reader(), ledger.pricer(), ask("2026-10-03", "2026-10-03")));
    QVERIFY(!without.rows.at(0).callsPerSession()); // its only usage names no session
    QVERIFY(!ModelAnswerRow{}.unknownShare());
}

void tst_Sessions::histograms()
{
    SizeHistogram empty;
    QCOMPARE(empty.median(), 0.0);
    QCOMPARE(empty.mean(), 0.0);
    std::mt19937 random{5};
    for (const double scale : {3.0, 8.0, 14.0, 26.0}) {
        for (const int count : {1, 2, 3, 1000}) {
            SizeHistogram all;
            SizeHistogram halves[2];
            std::vector<std::int64_t> sizes;
            for (int i = 0; i < count; ++i) {
                const auto size = std::int64_t(std::exp(double(random() % 1000) / 1000 * scale));
                sizes.push_back(size);
                all.add(size);
                halves[i % 2].add(size);
            }
            std::sort(sizes.begin(), sizes.end());
            const std::size_t n = sizes.size();
            const double median = double(sizes[(n - 1) / 2] + sizes[n / 2]) / 2;
            QVERIFY2(std::abs(all.median() - median) <= median * 0.016, qPrintable(QStringLiteral("%1 for %2").arg(all.median()).arg(median)));
            halves[0] += halves[1];
            QCOMPARE(halves[0].median(), all.median());
            QCOMPARE(all.sum(), std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}));
        }
    }
    SizeHistogram largest;
    largest.add(MaxTokensPerClass);
    QVERIFY(std::abs(largest.median() / double(MaxTokensPerClass) - 1) < 0.016);
}

void tst_Sessions::badRequests()
{
    TestLedger ledger;
    SessionsRequest request = ask("2026-10-02", "2026-10-01");
    QVERIFY(!sessionsOf(ledger.reader(), ledger.pricer(), request));
    request = ask("2026-10-01", "2026-10-02", "dollars");
    QVERIFY(!modelAnswersOf(ledger.reader(), ledger.pricer(), request));
    QVERIFY(!sessionDetailOf(ledger.reader(), ledger.pricer(), {.filter = request.filter, .currency = "dollars"}));
}

TOKENMETER_TEST(tst_Sessions);

} // namespace test_Sessions

#include "tst_Sessions.moc"
