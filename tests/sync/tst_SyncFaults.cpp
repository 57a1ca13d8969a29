// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SyncSupport.h"

#include "format/ProblemText.h"
#include "support/Patience.h"
#include "support/TestMain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace test_SyncFaults
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using Kind = FakeFault::Kind;


class tst_SyncFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void losesNothingAndRepairs_data();
    void losesNothingAndRepairs();
    void limitThatPassesIsWaitedFor();
    void longPausesAreKept();
    void pagesCutInTheMiddleReplaceNothing();
    void aRefusedKeyStopsTheAccount();
    void aForbiddenReportStopsAlone();
    void anOptionalReportMayBeRefused();
    void failuresWaitLongerEachTime();
    void oneAccountDoesNotBlockAnother();
    void claimedByAnother();
    void noKey();
    void cancelled();
};

void tst_SyncFaults::losesNothingAndRepairs_data()
{
    QTest::addColumn<FakeFault>("fault");
    QTest::addColumn<int>("cause");
    const auto row = [](const char *name, FakeFault fault, Cause cause) {
        fault.path = QStringLiteral("/costs");
        QTest::newRow(name) << fault << int(cause);
    };
    row("400", {.status = 400}, Cause::RequestRefused);
    row("401", {.status = 401}, Cause::KeyRefused);
    row("403", {.status = 403}, Cause::KeyNotAllowed);
    row("404", {.status = 404}, Cause::NotFoundThere);
    row("429", {.status = 429}, Cause::RateLimited);
    row("500", {.status = 500}, Cause::ServiceFailed);
    row("502 in HTML", {.status = 502}, Cause::ServiceFailed);
    row("malformed", {.kind = Kind::Malformed}, Cause::ReplyCutShort);
    row("cut", {.kind = Kind::Cut}, Cause::ReplyCutShort);
    row("HTML", {.kind = Kind::Html}, Cause::ReplyNotJson);
    row("endless", {.kind = Kind::EndlessPages}, Cause::PagingTooLong);
    row("in a circle", {.kind = Kind::RepeatedCursor}, Cause::PagingBroken);
    row("drip", {.kind = Kind::Drip}, Cause::TookTooLong);
    row("silent", {.kind = Kind::Silent}, Cause::TookTooLong);
    row("reset", {.kind = Kind::Reset}, Cause::NotReached);
    row("redirect", {.kind = Kind::Redirect, .to = "https://evil.example.com/costs"}, Cause::RedirectRefused);
    row("huge", {.kind = Kind::Huge, .bytes = 3LL * 1024 * 1024}, Cause::ReplyTooLarge);
}

void tst_SyncFaults::losesNothingAndRepairs()
{
    QFETCH(FakeFault, fault);
    QFETCH(int, cause);
    const auto server = patientProvider("openai");
    Desk desk{"openai", *server};
    desk.limits = {.connect = std::chrono::milliseconds{400}, .total = std::chrono::milliseconds{400}, .body = 1024LL * 1024};
    if (fault.kind == Kind::EndlessPages) {
        desk.limits = {};
    }
    desk.sync();
    const std::string before = desk.billed();
    QCOMPARE(before, std::string{"0.891125"});

    desk.now += std::chrono::hours{8}; // everything is due
    server->fail(fault);
    const AccountResult result = desk.sync();
    QVERIFY(result.hasFailed());
    const ReportResult costs = Desk::of(result, "costs");
    QVERIFY(costs.problem);
    QCOMPARE(int(costs.problem->cause), cause);
    QVERIFY(!ProblemText::sentence(*costs.problem).isEmpty());
    QCOMPARE(desk.billed(), before);
    const ReportState state = desk.state("costs");
    QCOMPARE(state.failures, 1);
    QCOMPARE(int(state.problem->cause), cause);
    QVERIFY(state.stopped || state.due > desk.now);
    QVERIFY(server->requests().size() < 1'000);
    QVERIFY(desk.waited <= std::chrono::seconds{180});

    server->heal();
    desk.now = std::max(state.due, desk.now) + std::chrono::hours{1};
    desk.sync(state.stopped ? Ask::Every : Ask::Due);
    QCOMPARE(desk.billed(), before);
    const ReportState repaired = desk.state("costs");
    QVERIFY(!repaired.problem && repaired.failures == 0 && !repaired.stopped);
    QCOMPARE(*repaired.lastSuccess, desk.now);
}

void tst_SyncFaults::limitThatPassesIsWaitedFor()
{
    const auto server = patientProvider("openai");
    server->fail({.kind = Kind::Status, .times = 1, .path = QStringLiteral("/costs"), .status = 429, .retryAfter = "7"});
    server->fail({.kind = Kind::Html, .times = 1, .path = QStringLiteral("/completions")});
    server->fail({.kind = Kind::WrongType, .path = QStringLiteral("/images")});
    Desk desk{"openai", *server};
    const AccountResult result = desk.sync();
    QVERIFY(!result.hasFailed());
    QCOMPARE(desk.billed(), std::string{"0.891125"});
    QVERIFY(desk.waited >= std::chrono::seconds{7 + 30} && desk.waited <= std::chrono::seconds{9 + 38});
}

void tst_SyncFaults::longPausesAreKept()
{
    const auto server = patientProvider("openai");
    server->fail({.kind = Kind::Status, .status = 429, .retryAfter = "7200"});
    Desk desk{"openai", *server};
    const AccountResult result = desk.sync();
    QCOMPARE(result.reports.size(), std::size_t{1}); // the others are not even tried
    QCOMPARE(desk.waited, std::chrono::seconds{0});
    QVERIFY(result.reports.front().due >= desk.now + std::chrono::hours{2});
    server->heal();
    server->forget();
    desk.now += std::chrono::hours{1};
    QVERIFY(desk.sync().reports.empty());
    QVERIFY(server->requests().empty());
    desk.now += std::chrono::hours{2};
    QVERIFY(!desk.sync().hasFailed());
}

void tst_SyncFaults::pagesCutInTheMiddleReplaceNothing()
{
    const auto server = patientProvider("openai");
    Desk desk{"openai", *server};
    desk.sync();
    const std::size_t before = desk.charges().size();
    // The first page now says less, the second is never brought.
    QJsonObject less = QJsonDocument::fromJson(recorded(QStringLiteral("openai"), QStringLiteral("costs_page1.json"))).object();
    less[QStringLiteral("data")] = QJsonArray{};
    server->answerInstead(QStringLiteral("costs_page1.json"), QJsonDocument{less}.toJson());
    server->answerInstead(QStringLiteral("costs_page2.json"), "{\"data\": [");
    desk.now += std::chrono::hours{8};
    QCOMPARE(Desk::of(desk.sync(), "costs").end, ReportEnd::PutOff);
    QCOMPARE(desk.charges().size(), before);
}

void tst_SyncFaults::aRefusedKeyStopsTheAccount()
{
    const auto server = patientProvider("openai");
    Desk desk{"openai", *server};
    desk.key = QStringLiteral("sk-wrong-key-of-tests");
    const AccountResult result = desk.sync();
    QCOMPARE(result.reports.size(), std::size_t{1});
    QCOMPARE(result.reports.front().end, ReportEnd::Stopped);
    QCOMPARE(server->requests().size(), std::size_t{1});
    desk.now += std::chrono::hours{100};
    QVERIFY(desk.sync().reports.empty()); // nothing more is asked
    QCOMPARE(server->requests().size(), std::size_t{1});
    desk.key = QString::fromLatin1(FakeProvider::firstKey());
    QVERIFY(!desk.sync(Ask::Every).hasFailed());
    QVERIFY(!desk.state("costs").stopped);
}

/// A key without the right to see costs may still see usage: 403 is said of one report, 401 of the key.
void tst_SyncFaults::aForbiddenReportStopsAlone()
{
    const auto server = patientProvider("openai");
    server->fail({.kind = Kind::Status, .path = QStringLiteral("/costs"), .status = 403});
    Desk desk{"openai", *server};
    const AccountResult result = desk.sync();
    QVERIFY(result.hasFailed());
    QCOMPARE(Desk::of(result, "costs").end, ReportEnd::Stopped);
    QCOMPARE(Desk::of(result, "usage-completions").end, ReportEnd::Stored);
    QVERIFY(Desk::of(result, "usage-completions").stored > 0);
    QVERIFY(desk.state("costs").stopped);
    QVERIFY(!desk.state("usage-completions").stopped);

    server->heal();
    server->forget();
    desk.now += std::chrono::hours{100};
    QVERIFY(!desk.sync().hasFailed()); // the others go on, this one waits for the user
    const std::vector<FakeRequest> asked = server->requests();
    QVERIFY(!asked.empty());
    QVERIFY(std::none_of(asked.begin(), asked.end(), [](const FakeRequest &request) { return request.path.endsWith(QLatin1String{"/costs"}); }));
    QVERIFY(desk.charges().empty());
    desk.sync(Ask::Every);
    QCOMPARE(desk.billed(), std::string{"0.891125"});
    QVERIFY(!desk.state("costs").stopped);
}

void tst_SyncFaults::anOptionalReportMayBeRefused()
{
    const auto server = patientProvider("openrouter"); // an ordinary key sees /key and nothing else
    server->fail({.kind = Kind::Status, .path = QStringLiteral("/credits"), .status = 403});
    server->fail({.kind = Kind::Status, .path = QStringLiteral("/activity"), .status = 403});
    Desk desk{"openrouter", *server};
    const AccountResult result = desk.sync();
    QVERIFY(!result.hasFailed());
    QCOMPARE(Desk::of(result, "key").end, ReportEnd::Stored);
    QCOMPARE(Desk::of(result, "activity").end, ReportEnd::Refused);
    QVERIFY(Desk::of(result, "activity").due >= desk.now + std::chrono::hours{24});
}

void tst_SyncFaults::failuresWaitLongerEachTime()
{
    const auto server = patientProvider("deepseek");
    Desk desk{"deepseek", *server};
    server->fail({.kind = Kind::Status, .status = 500});
    std::chrono::milliseconds last{0};
    for (int i = 0; i < 12; ++i) {
        desk.sync();
        const ReportState state = desk.state("balance");
        const std::chrono::milliseconds pause = state.due - desk.now;
        QVERIFY2(pause * 4 >= last * 3, "a share of the wait is by chance");
        QVERIFY(pause <= std::chrono::hours{1} + std::chrono::minutes{15});
        last = pause;
        desk.now = state.due;
    }
    QVERIFY(last >= std::chrono::minutes{45});
    server->heal();
    QVERIFY(!desk.sync().hasFailed());
}

void tst_SyncFaults::oneAccountDoesNotBlockAnother()
{
    const auto bad = patientProvider("deepseek");
    const auto good = patientProvider("moonshot");
    bad->fail({.kind = Kind::Silent});
    Desk desk{"deepseek", *bad};
    BillingAccount other = desk.account;
    other.id = 0;
    other.uuid.clear();
    other.provider = "moonshot";
    other.name = "other";
    other.base = good->base().toStdString();
    BillingAccount third = other;
    third.name = "third";
    third.provider = desk.account.provider;
    third.base = desk.account.base;
    const std::unique_ptr<LedgerWriter> writer = must(LedgerWriter::open(desk.ledger(), {}));
    other = must(writer->addAccount(other, desk.now));
    third = must(writer->addAccount(third, desk.now));
    SyncRunner::Options options = desk.options();
    options.wait = [](const CancelFlag &, std::chrono::seconds) { return true; };
    SyncRunner runner{options};
    std::map<std::int64_t, bool> failed;
    QObject::connect(&runner, &SyncRunner::accountDone, this, [&](const AccountResult &result) { failed[result.account] = result.hasFailed(); });
    QSignalSpy finished{&runner, &SyncRunner::finished};
    runner.start({desk.account, third, other}, Ask::Due);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, LongestMs);
    QCOMPARE(failed, (std::map<std::int64_t, bool>{{desk.account.id, true}, {third.id, true}, {other.id, false}}));
    QCOMPARE(desk.balances().size(), std::size_t{1});
}

void tst_SyncFaults::claimedByAnother()
{
    const auto server = patientProvider("deepseek");
    Desk desk{"deepseek", *server};
    const std::unique_ptr<LedgerWriter> writer = must(LedgerWriter::open(desk.ledger(), {}));
    QVERIFY(must(writer->claimAccount(desk.account.id, "another", desk.now, desk.now + std::chrono::minutes{5})));
    const AccountResult busy = desk.sync();
    QVERIFY(busy.isBusy && !busy.hasFailed());
    QVERIFY(server->requests().empty());
    desk.now += std::chrono::minutes{6}; // the other one died
    QVERIFY(!desk.sync().isBusy);
    QCOMPARE(desk.balances().size(), std::size_t{1});
}

void tst_SyncFaults::noKey()
{
    const auto server = patientProvider("deepseek");
    Desk desk{"deepseek", *server};
    desk.key.clear();
    const AccountResult result = desk.sync();
    QVERIFY(result.problem && result.problem->cause == Cause::KeyMissing);
    QVERIFY(server->requests().empty());
    QCOMPARE(desk.state("balance").problem->cause, Cause::KeyMissing);
    QVERIFY(desk.state("balance").due > desk.now);
}

void tst_SyncFaults::cancelled()
{
    const auto server = patientProvider("deepseek");
    Desk desk{"deepseek", *server};
    CancelFlag cancel;
    cancel.cancel();
    QVERIFY(syncAccount(desk.options(), cancel, desk.account, Ask::Due).isCancelled);
    QVERIFY(server->requests().empty());
    QVERIFY(!desk.sync().hasFailed()); // and the claim is free
}

TOKENMETER_TEST(tst_SyncFaults);

} // namespace test_SyncFaults

#include "tst_SyncFaults.moc"
