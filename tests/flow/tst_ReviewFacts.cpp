// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/Closing.h"
#include "flow/ReviewAliases.h"
#include "flow/ReviewCsv.h"
#include "flow/ReviewFacts.h"
#include "flow/ReviewJson.h"

#include <QtTest>

#include <numeric>

namespace test_ReviewFacts
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

class tst_ReviewFacts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatOneCost_data();
    void whatOneCost();
    void factsAreInTheDocument();
    void aliasesReachWhatIsWritten();
    void closedPeriodIsShownAsItWas();
    void filterAsksForToday();
};

namespace
{

constexpr const char *Now = "2027-01-10T12:00:00Z"; // behind the test ledger's imports
/// 1,000 tokens of `plain` cost 0.01.
constexpr const char *October = "2026-10-10T12:00:00Z";

ReviewRequest ask(const char *period)
{
    ReviewRequest request;
    request.period = *parseNamedPeriod(period);
    request.now = parseTime(Now)->time;
    return request;
}

ReviewData shown(TestLedger &ledger, const ReviewRequest &request)
{
    Result<ReviewData> review = shownReviewOf(ledger.reader(), ledger.pricer(), request);
    if (!review) {
        qFatal("review failed, cause %d", int(review.problem().cause));
    }
    return *std::move(review);
}

void closeOctober(TestLedger &ledger)
{
    const CloseRequest request{.period = *parseNamedPeriod("2026-10"),
                               .currency = Currency{"USD"},
                               .figures = reviewText(shown(ledger, ask("2026-10"))),
                               .now = parseTime(Now)->time};
    QVERIFY(closePeriod(ledger.writer(), ledger.reader(), request));
}

} // namespace

void tst_ReviewFacts::whatOneCost_data()
{
    QTest::addColumn<QString>("cost");
    QTest::addColumn<qint64>("billionths");
    QTest::addColumn<QString>("expected");
    QTest::newRow("four of one dollar") << "1" << qint64(4'000'000'000) << "0.25";
    QTest::newRow("two and a half hours") << "1" << qint64(2'500'000'000) << "0.4";
    QTest::newRow("three of one: rounded in the last of 18 places") << "1" << qint64(3'000'000'000) << "0.333333333333333333";
    QTest::newRow("two thirds") << "2" << qint64(3'000'000'000) << "0.666666666666666667";
    QTest::newRow("none") << "1" << qint64(0) << "";
}

void tst_ReviewFacts::whatOneCost()
{
    QFETCH(QString, cost);
    QFETCH(qint64, billionths);
    QFETCH(QString, expected);
    const std::optional<Int128> one = costOfOne({.kind = "tickets", .quantity = billionths}, money(cost.toUtf8().constData()).atto());
    QCOMPARE(one.has_value(), !expected.isEmpty());
    if (one) {
        QCOMPARE(*one, money(expected.toUtf8().constData()).atto());
    }
    QVERIFY(!costOfOne({.kind = "money saved", .quantity = 0, .money = money("5")}, money("1").atto()));
}

void tst_ReviewFacts::factsAreInTheDocument()
{
    TestLedger ledger;
    ledger.add({{.time = October, .model = "plain", .tokens = {.input = 1'000}, .project = "shop"}, {.time = October, .model = "plain", .tokens = {.input = 3'000}, .project = "docs"}});
    const UtcTime now = parseTime(Now)->time;
    const NamedPeriod october = *parseNamedPeriod("2026-10");
    QVERIFY(ledger.writer().addReviewFact(ReviewNote{october, "the load test ran *twice*"}, now));
    QVERIFY(ledger.writer().addReviewFact(ReviewNote{*parseNamedPeriod("2026-09"), "another month"}, now));
    QVERIFY(ledger.writer().addReviewFact(WorkOutcome{.period = october, .project = "docs", .kind = "tickets", .quantity = 6'000'000'000}, now));
    const ReviewData review = shown(ledger, ask("2026-10"));
    QCOMPARE(review.notes.size(), 1U);
    QCOMPARE(review.notes.front().markdown, "the load test ran *twice*");
    QCOMPARE(review.outcomes.size(), 1U);
    QCOMPARE(review.outcomes.front().cost, money("0.03").atto());
    QCOMPARE(*review.outcomes.front().costOfOne(), money("0.005").atto());
    const Result<ReviewData> again = reviewIn(reviewText(review));
    QVERIFY(again);
    QCOMPARE(again->notes, review.notes);
    QCOMPARE(again->outcomes, review.outcomes);
    QCOMPARE(reviewText(*again), reviewText(review));
}

void tst_ReviewFacts::aliasesReachWhatIsWritten()
{
    TestLedger ledger;
    ledger.add({{.time = October, .model = "plain", .tokens = {.input = 1'000}, .project = "secretproject"}});
    const UtcTime now = parseTime(Now)->time;
    const NamedPeriod october = *parseNamedPeriod("2026-10");
    QVERIFY(ledger.writer().addReviewFact(ReviewNote{october, "secretproject was late"}, now));
    QVERIFY(ledger.writer().addReviewFact(WorkOutcome{.period = october, .project = "secretproject", .kind = "tickets", .quantity = 1'000'000'000, .text = "of secretproject"}, now));
    ReviewData review = shown(ledger, ask("2026-10"));
    review.corrections.push_back({.of = october, .project = "secretproject"});
    const std::string text = reviewText(aliased(review, letteredAliases(review, "Project ")));
    QVERIFY(text.find("secretproject") == std::string::npos);
    QVERIFY(text.find("Project A was late") != std::string::npos);
}

void tst_ReviewFacts::closedPeriodIsShownAsItWas()
{
    TestLedger ledger;
    ledger.add({{.time = October, .model = "plain", .tokens = {.input = 1'000}}});
    closeOctober(ledger);
    const std::string frozen = reviewText(shown(ledger, ask("2026-10")));
    // Another record: October stays to the last byte, in every form that is made of it; December, which is under review, shows the correction.
    ledger.add({{.time = October, .model = "plain", .tokens = {.input = 2'000}}});
    const ReviewData closed = shown(ledger, ask("2026-10"));
    QCOMPARE(reviewText(closed), frozen);
    QCOMPARE(closed.now.cost, money("0.01").atto());
    const ReviewData december = shown(ledger, ask("2026-12"));
    QCOMPARE(december.corrections.size(), 1U);
    QCOMPARE(december.corrections.front().cause, AdjustmentCause::RecordsChanged);
    QCOMPARE(december.corrections.front().amounts, std::vector{money("0.02")});
    QCOMPARE(toText(december.corrections.front().of), "2026-10");
    const Result<ReviewData> again = reviewIn(reviewText(december));
    QVERIFY(again);
    QCOMPARE(again->corrections, december.corrections);
    const Result<ReviewData> today = reviewOf(ledger.reader(), ledger.pricer(), ask("2026-10"));
    QVERIFY(today);
    QCOMPARE(closed.now.cost + december.corrections.front().amounts.front().atto(), today->now.cost);
}

void tst_ReviewFacts::filterAsksForToday()
{
    TestLedger ledger;
    ledger.add({{.time = October, .model = "plain", .tokens = {.input = 1'000}}, {.time = October, .model = "plain", .tokens = {.input = 1'000}, .project = "docs"}});
    closeOctober(ledger);
    ReviewRequest request = ask("2026-10");
    request.filter.projects = {"docs"};
    const ReviewData part = shown(ledger, request);
    QCOMPARE(part.now.cost, money("0.01").atto());
    QVERIFY(!part.scope.empty());
}

TOKENMETER_TEST(tst_ReviewFacts);

} // namespace test_ReviewFacts

#include "tst_ReviewFacts.moc"
