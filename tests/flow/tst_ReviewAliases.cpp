// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/ReviewAliases.h"
#include "flow/ReviewCsv.h"
#include "flow/ReviewJson.h"
#include "ledger/FilterJson.h"

#include <QtTest>

#include <numeric>

namespace test_ReviewAliases
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

/// Projects of several costs, one that is gone, one with an unusual day, a scope and a budget that name them.
ReviewData secretReview()
{
    TestLedger ledger;
    static std::vector<std::string> times;
    times.clear();
    times.reserve(100);
    std::vector<Use> uses;
    for (int i = 0; i < 61; ++i) {
        times.push_back(toIso(*parseDay("2026-08-20") + days{i}) + "T12:00:00Z");
        uses.push_back({.time = times.back().c_str(), .tokens = {.input = 1'000 + 10 * (i % 7)}, .project = "/home/dev/secret-shop"});
    }
    uses.push_back({.time = "2026-10-19T15:00:00Z", .tokens = {.input = 200'000}, .project = "secret-loadtest"});
    uses.push_back({.time = "2026-10-19T15:00:00Z", .tokens = {.input = 2}, .project = "secret-tool"});
    uses.push_back({.time = "2026-10-19T15:00:00Z", .tokens = {.input = 2}, .project = "secret-site"});
    uses.push_back({.time = "2026-10-19T15:00:00Z", .tokens = {.input = 2}, .project = ""});
    uses.push_back({.time = "2026-09-19T15:00:00Z", .tokens = {.input = 1}, .project = "secret-gone"});
    ledger.add(uses);
    ReviewRequest request;
    request.period = *parseNamedPeriod("2026-10");
    request.now = parseTime("2026-12-20T12:00:00Z")->time;
    Result<ReviewData> review = reviewOf(ledger.reader(), ledger.pricer(), request);
    if (!review || review->unusual.empty()) {
        qFatal("no review with an unusual day");
    }
    UsageFilter scope;
    scope.projects = {"secret-loadtest", "/home/dev/secret-shop"};
    scope.text = "secret-tool";
    review->scope = filterText(scope);
    review->budgets.push_back({.name = "Limit of secret-shop", .currency = Currency{"USD"}});
    return *std::move(review);
}

} // namespace

class tst_ReviewAliases : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lettersByCostThenName()
    {
        const ProjectAliases aliases = letteredAliases(secretReview(), "Project ");
        const ProjectAliases expected{{"secret-loadtest", "Project A"}, {"/home/dev/secret-shop", "Project B"}, {"secret-site", "Project C"}, {"secret-tool", "Project D"}, {"secret-gone", "Project E"}};
        QVERIFY(aliases == expected);
    }

    void lettersGoOnBehindZ()
    {
        ReviewData review;
        for (int i = 0; i < 60; ++i) {
            review.byProject.push_back({.project = "p" + std::to_string(100 + i)});
        }
        const ProjectAliases aliases = letteredAliases(review, "");
        QCOMPARE(aliases.at("p100"), "A");
        QCOMPARE(aliases.at("p125"), "Z");
        QCOMPARE(aliases.at("p126"), "AA");
        QCOMPARE(aliases.at("p152"), "BA");
    }

    void noNameIsLeftAnywhere()
    {
        const ReviewData review = secretReview();
        const std::string before = reviewText(review);
        const ReviewData renamed = aliased(review, letteredAliases(review, "Project "));
        for (const std::string &text : {reviewText(renamed), reviewProjectsCsv(renamed), reviewDaysCsv(renamed)}) {
            QVERIFY2(text.find("secret") == std::string::npos, text.c_str());
        }
        QCOMPARE(reviewText(review), before);
        QCOMPARE(renamed.budgets.back().name, "Limit of Project B");
        QCOMPARE(renamed.unusual.front().projects.front().name, "Project A");
        QCOMPARE(readFilterText(renamed.scope)->projects.front(), "Project A");
        // No figure changes, and what has no project has none.
        QCOMPARE(renamed.now, review.now);
        QCOMPARE(renamed.byProject.size(), review.byProject.size());
        QVERIFY(renamed.byProject.front().project.empty());
        QCOMPARE(renamed.change().effects, review.change().effects);
        QCOMPARE(renamed.change().leaves.size(), review.change().leaves.size());
    }

    void projectsThatShareANameBecomeOne()
    {
        const ReviewData review = secretReview();
        const ProjectAliases given{{"secret-loadtest", "Client"}, {"secret-shop", "Client"}, {"/home/dev/secret-shop/", "never"}};
        const ReviewData renamed = aliased(review, namedAliases(review, given, "Project "));
        QCOMPARE(renamed.byProject.size(), review.byProject.size() - 1);
        const auto sum = [](const ReviewData &each) {
            return std::accumulate(each.byProject.begin(), each.byProject.end(), Int128{0}, [](Int128 all, const ReviewCell &cell) { return all + cell.cost; });
        };
        QCOMPARE(sum(renamed), sum(review));
        QCOMPARE(renamed.byProject[1].project, "Client");
        QCOMPARE(renamed.byProject[2].project, "Project C"); // forgotten ones are not named by accident
        QVERIFY(reviewText(renamed).find("secret") == std::string::npos);
    }

    void wordsAreReplacedWhole()
    {
        const ProjectAliases aliases{{"app", "A"}, {"app-api", "B"}, {"/x/店铺", "C"}};
        QCOMPARE(aliasedText("app, app-api, application, 店铺预算", aliases), "A, B, application, C预算");
        QCOMPARE(aliasedText("", aliases), "");
    }

    void filesAreRead()
    {
        const ProjectAliases expected{{"a,b", "One"}, {"c", "Two \"2\""}};
        const Result<ProjectAliases> csv = readAliases("name,alias\r\n\"a,b\",One\r\nc,\"Two \"\"2\"\"\"\r\n");
        QVERIFY(csv && *csv == expected);
        const Result<ProjectAliases> json = readAliases(" {\"a,b\": \"One\", \"c\": \"Two \\\"2\\\"\"}");
        QVERIFY(json && *json == expected);
    }

    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("where");
        QTest::newRow("one cell") << QByteArray{"a,b\nc\n"} << QByteArray{"line 2"};
        QTest::newRow("no alias") << QByteArray{"a,\n"} << QByteArray{"line 1"};
        QTest::newRow("open quote") << QByteArray{"a,\"b\n"} << QByteArray{"line 1"};
        QTest::newRow("no JSON") << QByteArray{"{\"a\": "} << QByteArray{"byte 6"};
        QTest::newRow("no text") << QByteArray{"{\"a\": 1}"} << QByteArray{"a"};
    }
    void damagedFilesAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, where);
        const Result<ProjectAliases> read = readAliases(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.problem().cause, Cause::BadArgument);
        QCOMPARE(read.problem().args, (std::vector<std::string>{"aliases", where.toStdString()}));
    }
};

TOKENMETER_TEST(tst_ReviewAliases);

} // namespace test_ReviewAliases

#include "tst_ReviewAliases.moc"
