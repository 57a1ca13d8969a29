// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"
#include "providers/HttpTime.h"
#include "providers/Retry.h"
#include "providers/StatusProblem.h"
#include "providers/Url.h"

#include <sstream>

namespace test_Polling
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// The rules that all providers share: pages, ranges, retries, addresses, secrets.
class tst_Polling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pages();
    void endlessPages();
    void longCursors();
    void statuses_data();
    void statuses();
    void retries();
    void exponential();
    void waits_data();
    void waits();
    void httpTimes();
    void spans();
    void ranges();
    void openMonths();
    void slices();
    void addresses();
    void secrets();
};

namespace
{

PolledPage pageTo(std::optional<std::string> next, bool saysMore)
{
    PolledPage page;
    page.next = std::move(next);
    page.saysMore = saysMore;
    return page;
}

const UtcTime Now = at("2026-03-05T06:07:08Z");

} // namespace

void tst_Polling::pages()
{
    PageWalk walk;
    QCOMPARE(**walk.after(pageTo("a", true)), std::string{"a"});
    QCOMPARE(**walk.after(pageTo("b", true)), std::string{"b"});
    QVERIFY(!*walk.after(pageTo({}, false)));
    const Result<std::optional<std::string>> lost = PageWalk{}.after(pageTo({}, true));
    QVERIFY(!lost);
    QCOMPARE(lost.problem().cause, Cause::PagingBroken);
    const Result<std::optional<std::string>> empty = PageWalk{}.after(pageTo("", true));
    QVERIFY(!empty);
    PageWalk again;
    QVERIFY(again.after(pageTo("a", true)));
    QVERIFY(again.after(pageTo("b", true)));
    const Result<std::optional<std::string>> back = again.after(pageTo("a", true));
    QVERIFY(!back);
    QCOMPARE(back.problem().cause, Cause::PagingBroken);
    QCOMPARE(back.problem().args.front(), std::string{"3"});
}

void tst_Polling::endlessPages()
{
    PageWalk walk;
    int asked = 0;
    for (;; ++asked) {
        const Result<std::optional<std::string>> next = walk.after(pageTo("c" + std::to_string(asked), true));
        if (!next) {
            QCOMPARE(next.problem().cause, Cause::PagingTooLong);
            break;
        }
    }
    QCOMPARE(asked + 1, PageWalk::MostPages);
}

void tst_Polling::longCursors()
{
    const std::string cursor(5000, 'c'); // sent back whole, where texts that are shown are cut
    const Result<PolledPage> page =
        parsed("openai", "costs", reply(200, R"({"data":[],"has_more":true,"next_page":")" + cursor + "\"}"), sampleInput());
    QVERIFY(page);
    QCOMPARE(*page->next, cursor);
    const Result<PolledPage> aws = parsed(
        "aws", "cost-and-usage", reply(200, R"({"ResultsByTime":[],"NextPageToken":")" + cursor + "\"}"), sampleInput());
    QCOMPARE(*aws->next, cursor);
}

void tst_Polling::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("cause"); // -1: no problem
    const auto row = [](int status, const char *file, Cause cause) {
        QTest::addRow("%d %s", status, file) << status << QByteArray{file} << int(cause);
    };
    QTest::newRow("200") << 200 << QByteArray{} << -1;
    QTest::newRow("204") << 204 << QByteArray{} << -1;
    row(400, "openai/error_400_group_by.json", Cause::RequestRefused);
    row(401, "openai/error_401.json", Cause::KeyRefused);
    row(403, "openai/error_403_scope.json", Cause::KeyNotAllowed);
    row(429, "openai/error_429.json", Cause::RateLimited);
    row(429, "openai/error_429_no_retry_after.json", Cause::RateLimited);
    row(500, "openai/error_500.json", Cause::ServiceFailed);
    row(502, "openai/error_502.html", Cause::ServiceFailed);
    row(400, "anthropic/error_400_limit.json", Cause::RequestRefused);
    row(401, "anthropic/error_401.json", Cause::KeyRefused);
    row(403, "anthropic/error_403.json", Cause::KeyNotAllowed);
    row(404, "anthropic/error_404.json", Cause::NotFoundThere);
    row(429, "anthropic/error_429_spend_cap.json", Cause::RateLimited);
    row(529, "anthropic/error_529.json", Cause::ServiceFailed);
    row(402, "openrouter/error_402.json", Cause::RequestRefused);
    row(503, "openrouter/error_503.json", Cause::ServiceFailed);
    row(401, "deepseek/error_401.json", Cause::KeyRefused);
    row(401, "litellm/error_401.json", Cause::KeyRefused);
    row(404, "github-copilot/error_404.json", Cause::NotFoundThere);
    row(401, "xai/error_401.json", Cause::KeyRefused);
    row(404, "fireworks/error_404.json", Cause::NotFoundThere);
    row(400, "google/error_400.json", Cause::RequestRefused);
    row(401, "google/error_401.json", Cause::KeyRefused);
    row(403, "google/error_403.json", Cause::KeyNotAllowed);
    row(403, "google/error_403_quota.json", Cause::RateLimited);
    row(404, "google/error_404.json", Cause::NotFoundThere);
    row(503, "google/error_503.json", Cause::ServiceFailed);
    row(404, "volcengine/error_404_route.json", Cause::NotFoundThere);
    row(301, "", Cause::RequestRefused); // a redirect that was not followed
    row(408, "", Cause::ServiceFailed);
    row(0, "", Cause::ServiceFailed);
}

void tst_Polling::statuses()
{
    QFETCH(int, status);
    QFETCH(QByteArray, file);
    QFETCH(int, cause);
    const HttpReply answer = reply(status, file.isEmpty() ? std::string{} : fixture(file.toStdString()));
    const std::optional<Problem> problem = problemOfStatus(answer);
    QCOMPARE(problem ? int(problem->cause) : -1, cause);
    if (problem) {
        QCOMPARE(problem->args, std::vector<std::string>{std::to_string(status)}); // and nothing of what it said
        QVERIFY(problem->field.empty());
    }
}

void tst_Polling::retries()
{
    const auto kind = [](Cause cause, bool optional = false) {
        return retryAfter({.cause = cause, .isOptional = optional}, 0, Now).kind;
    };
    QCOMPARE(kind(Cause::KeyRefused), RetryKind::StopAccount);
    QCOMPARE(kind(Cause::KeyRefused, true), RetryKind::StopAccount);
    QCOMPARE(kind(Cause::KeyNotAllowed), RetryKind::StopReport);
    QCOMPARE(kind(Cause::KeyNotAllowed, true), RetryKind::SkipReport);
    QCOMPARE(kind(Cause::SignatureRefused), RetryKind::StopAccount);
    QCOMPARE(kind(Cause::CredentialUnusable), RetryKind::StopAccount);
    QCOMPARE(kind(Cause::CredentialUnusable, true), RetryKind::SkipReport); // its token was refused before
    QCOMPARE(kind(Cause::RequestRefused), RetryKind::GiveUp); // never again unchanged
    QCOMPARE(kind(Cause::NotFoundThere), RetryKind::GiveUp);
    QCOMPARE(kind(Cause::NotFoundThere, true), RetryKind::SkipReport);
    QCOMPARE(kind(Cause::PagingBroken), RetryKind::GiveUp);
    QCOMPARE(kind(Cause::ReplyTooLarge), RetryKind::GiveUp);
    QCOMPARE(kind(Cause::ReplyUnexpected), RetryKind::GiveUp);
    QCOMPARE(kind(Cause::DataNotReady), RetryKind::GiveUp);
    QCOMPARE(kind(Cause::ReplyCutShort), RetryKind::Wait);
    QCOMPARE(kind(Cause::ReplyNotJson), RetryKind::Wait);
    QCOMPARE(kind(Cause::RateLimited), RetryKind::Wait);
    const HttpReply gone = reply(410, "{}");
    QCOMPARE(retryAfter({.cause = Cause::RequestRefused, .reply = &gone}, 0, Now).kind, RetryKind::StartAgain);
    QCOMPARE(retryAfter({.cause = Cause::RequestRefused, .reply = &gone, .attempt = 3}, 0, Now).kind, RetryKind::GiveUp);
    // GitHub's secondary limits are told by 403
    const HttpReply limited = reply(403, "{}", {{"Retry-After", "60"}});
    QCOMPARE(problemOfStatus(limited)->cause, Cause::RateLimited);
}

void tst_Polling::exponential()
{
    const auto wait = [](int attempt, std::uint32_t random) {
        return retryAfter({.attempt = attempt}, random, Now).wait.count();
    };
    QCOMPARE(wait(1, 0), 30);
    QCOMPARE(wait(2, 0), 60);
    QCOMPARE(wait(3, 0), 120);
    QCOMPARE(wait(7, 0), 1920);
    QCOMPARE(wait(8, 0), 2880);
    constexpr std::uint32_t Most = 0xFFFF'FFFF;
    QCOMPARE(wait(1, Most), 36); // up to a quarter longer, never shorter
    for (int attempt = 1; attempt <= 8; ++attempt) {
        QVERIFY(wait(attempt, Most) <= 3600);
        QVERIFY(wait(attempt, Most) >= wait(attempt, 0));
    }
    QCOMPARE(retryAfter({.attempt = 9}, 0, Now).kind, RetryKind::GiveUp);
}

void tst_Polling::waits_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("also"); // a second header, name: value
    QTest::addColumn<int>("wait");        // -1: nothing is asked
    const auto row = [](const char *name, const char *value, int wait, const char *also = "") {
        QTest::addRow("%s %s", name, value) << QByteArray{name} << QByteArray{value} << QByteArray{also} << wait;
    };
    row("Retry-After", "7", 7);
    row("retry-after", "12", 12);
    row("Retry-After", "0", 0);
    row("Retry-After", "Thu, 05 Mar 2026 06:08:08 GMT", 60);
    row("Retry-After", "Thu, 05 Mar 2026 06:00:00 GMT", 0); // past
    row("Retry-After", "999999", 86400);                    // at most a day
    row("Retry-After", "soon", -1);
    row("Retry-After", "-5", -1);
    row("retry-after-ms", "1500", 2);
    row("x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after", "20", 20);
    row("x-ms-ratelimit-microsoft.costmanagement-entity-retry-after", "20", 45,
        "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after: 45");
    row("X-RateLimit-Reset", "1772690888", 60); // seconds since the epoch: 2026-03-05T06:08:08Z
    row("X-RateLimit-Reset", "1772690888000", 60);
    row("x-ratelimit-reset", "30", 30);
    row("anthropic-ratelimit-requests-reset", "2026-03-05T06:07:38Z", 30, "anthropic-ratelimit-requests-remaining: 0");
    row("anthropic-ratelimit-requests-reset", "2026-03-05T06:07:38Z", -1, "anthropic-ratelimit-requests-remaining: 5");
    row("x-ratelimit-reset-requests", "6m0s", 360, "x-ratelimit-remaining-requests: 0");
    row("x-ratelimit-reset-tokens", "20ms", 1, "x-ratelimit-remaining-tokens: 0");
    row("Server", "nginx", -1);
}

void tst_Polling::waits()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, also);
    QFETCH(int, wait);
    HttpReply answer = reply(429, {}, {{name.toStdString(), value.toStdString()}});
    if (const qsizetype colon = also.indexOf(": "); colon > 0) {
        answer.headers.emplace_back(also.left(colon).toStdString(), also.mid(colon + 2).toStdString());
    }
    const std::optional<seconds> asked = waitAsked(answer, Now);
    QCOMPARE(asked ? int(asked->count()) : -1, wait);
    if (asked) {
        const RetryDecision decision = retryAfter({.cause = Cause::RateLimited, .reply = &answer}, 0xFFFF'FFFF, Now);
        QCOMPARE(decision.kind, RetryKind::Wait);
        QVERIFY(decision.wait >= *asked); // never earlier than asked
    }
}

void tst_Polling::httpTimes()
{
    const UtcTime expected = at("1994-11-06T08:49:37Z");
    QCOMPARE(parseHttpTime("Sun, 06 Nov 1994 08:49:37 GMT", Now), std::optional{expected});
    QCOMPARE(parseHttpTime("Sunday, 06-Nov-94 08:49:37 GMT", Now), std::optional{expected});
    QCOMPARE(parseHttpTime("Sun Nov  6 08:49:37 1994", Now), std::optional{expected});
    QCOMPARE(parseHttpTime("Sunday, 06-Nov-26 08:49:37 GMT", Now), std::optional{at("2026-11-06T08:49:37Z")});
    for (const char *bad : {"", "soon", "Sun, 31 Feb 2026 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
                            "Sun, 06 Nox 1994 08:49:37 GMT", "Sun, 06 Nov 199 08:49:37 GMT", "1 2 3 4 5 6"}) {
        QVERIFY2(!parseHttpTime(bad, Now), bad);
    }
}

void tst_Polling::spans()
{
    const auto span = [](const char *text) { return parseSpan(text).value_or(seconds{-1}).count(); };
    QCOMPARE(span("12"), 12);
    QCOMPARE(span("1.5"), 2);
    QCOMPARE(span("1s"), 1);
    QCOMPARE(span("6m0s"), 360);
    QCOMPARE(span("1h2m3s"), 3723);
    QCOMPARE(span("20ms"), 1);
    for (const char *bad : {"", "s", "1x", "1s2", "-1", "1e9", "99999999999999999999999", "9999999999", "1..2"}) {
        QVERIFY2(!parseSpan(bad), bad);
    }
}

void tst_Polling::ranges()
{
    const ReadPlan plan{.overlap = days{2}, .firstRead = days{31}};
    const PollRange first = rangeToRead(plan, Now, std::nullopt);
    QCOMPARE(first.from, at("2026-02-02T00:00:00Z"));
    QCOMPARE(first.to, at("2026-03-06T00:00:00Z"));
    QCOMPARE(rangeToRead(plan, Now, at("2026-03-05T00:00:00Z")).from, at("2026-03-03T00:00:00Z"));
    QCOMPARE(rangeToRead(plan, Now, at("2026-03-06T00:00:00Z")).from, at("2026-03-03T00:00:00Z")); // the end of today lies ahead
    QCOMPARE(rangeToRead(plan, Now, at("2026-01-10T00:00:00Z")).from, at("2026-01-08T00:00:00Z")); // after a long pause
    const ReadPlan beijing{.zone = hours{8}, .overlap = days{1}};
    const PollRange there = rangeToRead(beijing, at("2026-03-05T17:00:00Z"), at("2026-03-05T16:00:00Z")); // the 6th, 01:00
    QCOMPARE(there.from, at("2026-03-04T16:00:00Z"));
    QCOMPARE(there.to, at("2026-03-06T16:00:00Z"));
}

void tst_Polling::openMonths()
{
    const ReadPlan plan{.overlap = days{2}, .openMonthUntil = 10};
    QCOMPARE(rangeToRead(plan, Now, at("2026-03-05T00:00:00Z")).from, at("2026-02-01T00:00:00Z"));
    QCOMPARE(rangeToRead(plan, at("2026-03-11T00:00:00Z"), at("2026-03-10T00:00:00Z")).from, at("2026-03-08T00:00:00Z"));
    QCOMPARE(rangeToRead(plan, at("2026-01-10T23:59:59Z"), at("2026-01-10T00:00:00Z")).from, at("2025-12-01T00:00:00Z"));
    const ReadPlan monthly{.slice = Slice::Month, .overlap = days{1}};
    const PollRange month = rangeToRead(monthly, Now, at("2026-03-05T00:00:00Z"));
    QCOMPARE(month.from, at("2026-03-01T00:00:00Z"));
    QCOMPARE(month.to, at("2026-04-01T00:00:00Z"));
}

void tst_Polling::slices()
{
    const PollRange range{at("2026-02-27T00:00:00Z"), at("2026-03-02T00:00:00Z")};
    QCOMPARE(slicesOf({}, range), std::vector<PollRange>{range});
    QCOMPARE(slicesOf({.slice = Slice::Day}, range).size(), std::size_t{3});
    QCOMPARE(slicesOf({.slice = Slice::Month}, range).size(), std::size_t{2});
    QCOMPARE(slicesOf({.slice = Slice::Now}, range).size(), std::size_t{1});
    const std::vector<PollRange> pieces = slicesOf({.longest = days{2}}, range);
    QCOMPARE(pieces.size(), std::size_t{2});
    QCOMPARE(pieces[0].to, pieces[1].from);
    QCOMPARE(pieces[1].to, range.to);
    QVERIFY(slicesOf({.slice = Slice::Day}, {range.to, range.from}).empty());
    // every plan's slices join without a gap
    for (const ProviderApi &api : providerApis()) {
        for (const ApiReport &report : api.reports) {
            const PollRange whole = rangeToRead(report.plan, Now, std::nullopt);
            UtcTime end = whole.from;
            for (const PollRange &slice : slicesOf(report.plan, whole)) {
                QCOMPARE(slice.from, end);
                end = slice.to;
            }
            QCOMPARE(end, whole.to);
        }
    }
}

void tst_Polling::addresses()
{
    for (const char *good : {"https://api.example.com", "https://10.0.0.1:8443/x", "http://localhost:1", "http://127.0.0.1/",
                             "http://127.1.2.3:80", "http://[::1]:4000/v1", "HTTP://LOCALHOST"}) {
        QVERIFY2(mayCarryAKey(good), good);
    }
    for (const char *bad : {"", "http://api.example.com", "http://localhost.example.com", "http://127.0.0.1.example.com", "ftp://localhost",
                            "https://", "api.example.com", "https://user@api.example.com", "http://127.0.0.1@example.com",
                            "http://[::2]", "http://127.0.0", "http://1270.0.0.1"}) {
        QVERIFY2(!mayCarryAKey(bad), bad);
    }
    const UrlParts parts = urlParts("https://u:p@Host.Example:8443/a/b?c=d&e#f");
    QCOMPARE(parts.host, std::string{"host.example:8443"});
    QCOMPARE(parts.path, std::string{"/a/b"});
    QCOMPARE(parts.query, std::string{"c=d&e"});
    QCOMPARE(joinedUrl("https://a/", "/b", {{"c d", "é"}}), std::string{"https://a/b?c%20d=%C3%A9"});
}

void tst_Polling::secrets()
{
    const Credentials keys = allKeys();
    std::ostringstream out;
    out << keys << Secret{"hunter2"};
    QVERIFY(!keys.leakInto(out.str()));
    QVERIFY(out.str().find("hunter2") == std::string::npos);
    QVERIFY(out.str().find("access-key-secret") != std::string::npos); // names are ours
    QVERIFY(keys.leakInto("x" + std::string{keys.get("key")} + "y"));
    const HttpRequest request{.url = "https://user:password@host/path?key=secret#part"};
    QCOMPARE(request.logText(), std::string{"GET https://host/path"});
}

TOKENMETER_TEST(tst_Polling);

} // namespace test_Polling

#include "tst_Polling.moc"
