// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/FilterJson.h"
#include "ledger/LedgerSupport.h"

#include <QtTest>

#include <array>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace test_Budgets
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const std::vector<std::string> Channels{"desktop", "mail"};

UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d", int(result.problem().cause));
    }
    return *std::move(result);
}

Budget team(Int128 limit = 50)
{
    Budget budget;
    budget.name = "team";
    budget.limit = limit;
    budget.thresholds = {50, 80, 100};
    return budget;
}

Alert reached(int threshold, const char *period = "2026-10-01T00:00:00Z", AlertNotice notice = AlertNotice::Deliver)
{
    Alert alert;
    alert.key = {.subject = "b", .periodStart = at(period), .kind = AlertKind::Threshold, .threshold = threshold};
    alert.notice = notice;
    alert.subjectName = "team";
    alert.currency = Currency{"USD"};
    alert.limit = alert.available = 50;
    alert.spent = (Int128{1} << 100) + 7; // more than 64 bits
    alert.detail = "session s1";
    return alert;
}

struct Desk
{
    TempFolder folder{};
    std::unique_ptr<LedgerWriter> writer = openWriter(folder.path());
    std::unique_ptr<LedgerReader> reader = openReader(folder.path());

    std::vector<Alert> store(std::initializer_list<Alert> alerts, const char *due = "2026-10-15T12:00:00Z")
    {
        const std::vector<Alert> list{alerts};
        return must(writer->storeAlerts(list, Channels, at(due), at("2026-10-15T12:00:00Z")));
    }
    std::vector<Delivery> claim(const char *now, const char *owner = "one", const char *channel = "desktop")
    {
        return must(writer->claimDeliveries(channel, owner, at(now), std::chrono::minutes{2}));
    }
};

QStringList namesOf(LedgerReader &reader)
{
    QStringList names;
    for (const Budget &budget : must(reader.budgets())) {
        names << QString::fromStdString(budget.name) + QLatin1Char('=') + QString::number(qint64(budget.limit)) + QLatin1Char('r')
                + QString::number(budget.revision) + (budget.paused ? QStringLiteral("p") : QString{});
    }
    return names;
}

} // namespace

class tst_Budgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingComesBack();
    void refusesWhatIsNone();
    void editsRaiseTheRevision();
    void undoTakesBackEachStep();
    void undoneRevisionIsNotGivenOutAgain();
    void anotherUnitBeginsTheChainAnew();
    void stepsAscendWhenTheClockGoesBack();
    void filters_data();
    void filters();
    void filterTextIsOneForEqualFilters();
    void filtersThatAreNotUnderstood_data();
    void filtersThatAreNotUnderstood();
    void keysAreStoredOnce();
    void onlyDeliveredOnesGoOut();
    void claims();
    void crashBetweenStoreAndSend();
    void finishing();
    void acknowledgeSnoozeMute();
    void inboxPages();
    void notesAndMarks();
    void twoProcessesStoreAndDeliverOnce();
    void olderLedgersGetTheTables();
};

void tst_Budgets::everythingComesBack()
{
    Desk desk;
    Budget budget = team(0);
    budget.limit = Int128{12'345'678'901} * 1'000'000'000'000'000'000;
    budget.filter = filterText({.providers = {"anthropic"}});
    budget.period = *parseBudgetPeriod("quarter");
    budget.period.anchorDay = 15;
    budget.period.firstWeekday = 6;
    budget.currency = Currency{"CNY"};
    budget.warnForecast = true;
    budget.warnAnomaly = false;
    budget.rollover = Rollover::Both;
    budget.carryCap = 7;
    budget.paused = true;
    const Budget stored = must(desk.writer->addBudget(budget, at("2026-10-01T00:00:00Z")));
    QCOMPARE(stored.id, 1);
    QVERIFY(!stored.uuid.empty());
    QVERIFY(must(desk.reader->budgets()) == std::vector<Budget>{stored});
    QVERIFY(*must(desk.reader->budget(1)) == stored);
    QVERIFY(!must(desk.reader->budget(2)));
    Budget expected = budget;
    expected.id = 1;
    expected.uuid = stored.uuid;
    expected.created = expected.chainFrom = at("2026-10-01T00:00:00Z");
    expected.limits = {{.since = expected.created, .limit = budget.limit, .revision = 0}};
    QVERIFY(stored == expected);
    // Tokens, no cap, a range.
    Budget tokens = team(1'000'000);
    tokens.currency = Currency{};
    tokens.thresholds.clear();
    tokens.period = *parseBudgetPeriod("2026-10-01..2026-10-31");
    const Budget second = must(desk.writer->addBudget(tokens, at("2026-10-02T00:00:00Z")));
    QVERIFY(*must(desk.reader->budget(2)) == second);
    QVERIFY(second.countsTokens() && !second.carryCap && second.thresholds.empty());
}

void tst_Budgets::refusesWhatIsNone()
{
    Desk desk;
    Budget budget = team();
    budget.name.clear();
    QCOMPARE(desk.writer->addBudget(budget, {}).problem().args.front(), std::string{"--name"});
    budget = team();
    budget.id = 7;
    QCOMPARE(desk.writer->editBudget(budget, {}).problem().args, (std::vector<std::string>{"budget", "7"}));
    QCOMPARE(desk.writer->removeBudget(7, {}).problem().args, (std::vector<std::string>{"budget", "7"}));
    QVERIFY(must(desk.reader->budgets()).empty());
    QVERIFY(must(desk.reader->journal(10)).empty());
}

void tst_Budgets::editsRaiseTheRevision()
{
    Desk desk;
    Budget budget = must(desk.writer->addBudget(team(), at("2026-10-01T00:00:00Z")));
    budget.name = "crew";
    budget = must(desk.writer->editBudget(budget, at("2026-10-02T00:00:00Z")));
    QCOMPARE(budget.revision, 0);
    budget.limit = 60;
    budget = must(desk.writer->editBudget(budget, at("2026-10-03T00:00:00Z")));
    QCOMPARE(budget.revision, 1);
    budget.thresholds = {90};
    budget = must(desk.writer->editBudget(budget, at("2026-10-04T00:00:00Z")));
    QCOMPARE(budget.revision, 2);
    QVERIFY(must(desk.writer->editBudget(budget, at("2026-10-05T00:00:00Z"))) == budget); // nothing changed
    QVERIFY(*must(desk.reader->budget(1)) == budget);
    QCOMPARE(budget.limits.size(), std::size_t{3});
    QVERIFY(limitAt(budget, at("2026-10-02T12:00:00Z")).limit == 50);
    QVERIFY(limitAt(budget, at("2026-10-03T00:00:00Z")).limit == 60);
    QCOMPARE(must(desk.reader->journal(10)).size(), std::size_t{4});
}

void tst_Budgets::undoTakesBackEachStep()
{
    Desk desk;
    Budget budget = must(desk.writer->addBudget(team(), at("2026-10-01T00:00:00Z")));
    const Budget first = budget;
    budget.limit = 60;
    budget = must(desk.writer->editBudget(budget, at("2026-10-02T00:00:00Z")));
    budget.paused = true;
    must(desk.writer->editBudget(budget, at("2026-10-03T00:00:00Z")));
    must(desk.writer->removeBudget(1, at("2026-10-04T00:00:00Z")));
    QCOMPARE(namesOf(*desk.reader), QStringList{});
    const auto undo = [&] { return QString::fromStdString(must(desk.writer->undo(at("2026-10-05T00:00:00Z"))).action); };
    QCOMPARE(undo(), QStringLiteral("budget removed"));
    QCOMPARE(namesOf(*desk.reader), QStringList{QStringLiteral("team=60r1p")});
    QCOMPARE(undo(), QStringLiteral("budget paused"));
    QCOMPARE(namesOf(*desk.reader), QStringList{QStringLiteral("team=60r1")});
    QCOMPARE(undo(), QStringLiteral("budget changed"));
    QVERIFY(*must(desk.reader->budget(1)) == first); // the step of the limit is gone, too
    QCOMPARE(undo(), QStringLiteral("budget added"));
    QCOMPARE(namesOf(*desk.reader), QStringList{});
    QCOMPARE(desk.writer->undo({}).problem().cause, Cause::NothingToUndo);
}

// The old revision's alerts are in the store: it stands again after an undo, and the next edit gets one that nobody has used.
void tst_Budgets::undoneRevisionIsNotGivenOutAgain()
{
    Desk desk;
    Budget budget = must(desk.writer->addBudget(team(), at("2026-10-01T00:00:00Z")));
    budget.limit = 200;
    must(desk.writer->editBudget(budget, at("2026-10-02T00:00:00Z")));
    must(desk.writer->undo(at("2026-10-03T00:00:00Z")));
    QCOMPARE(namesOf(*desk.reader), QStringList{QStringLiteral("team=50r0")});
    budget.limit = 150;
    must(desk.writer->editBudget(budget, at("2026-10-04T00:00:00Z")));
    QCOMPARE(namesOf(*desk.reader), QStringList{QStringLiteral("team=150r2")});
}

void tst_Budgets::anotherUnitBeginsTheChainAnew()
{
    Desk desk;
    Budget budget = must(desk.writer->addBudget(team(), at("2026-08-01T00:00:00Z")));
    budget.limit = 60;
    budget = must(desk.writer->editBudget(budget, at("2026-09-01T00:00:00Z")));
    QCOMPARE(toRfc3339(budget.chainFrom), std::string{"2026-08-01T00:00:00Z"});
    budget.currency = Currency{"CNY"};
    budget = must(desk.writer->editBudget(budget, at("2026-10-01T00:00:00Z")));
    QCOMPARE(toRfc3339(budget.chainFrom), std::string{"2026-10-01T00:00:00Z"});
    QCOMPARE(budget.limits.size(), std::size_t{1});
    QVERIFY(*must(desk.reader->budget(1)) == budget);
    must(desk.writer->undo(at("2026-10-02T00:00:00Z")));
    const Budget before = *must(desk.reader->budget(1));
    QCOMPARE(before.currency.code(), std::string{"USD"});
    QCOMPARE(before.limits.size(), std::size_t{2});
    QCOMPARE(toRfc3339(before.created), std::string{"2026-08-01T00:00:00Z"});
}

void tst_Budgets::stepsAscendWhenTheClockGoesBack()
{
    Desk desk;
    Budget budget = must(desk.writer->addBudget(team(), at("2026-10-10T00:00:00Z")));
    budget.limit = 60;
    budget = must(desk.writer->editBudget(budget, at("2026-10-01T00:00:00Z")));
    QVERIFY(*must(desk.reader->budget(1)) == budget);
    QVERIFY(limitAt(budget, at("2026-10-10T00:00:00Z")).limit == 60);
}

void tst_Budgets::filters_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", R"({"providers":["anthropic","openai"]})", R"({"models":["claude-*"]})", R"({"agents":[""],"projects":["a \"b\" <c>"]})",
                             R"({"tags":[{"key":"client","value":"a"},{"key":"","value":"x"}]})", R"({"sources":["codex"],"tiers":["batch"]})",
                             R"({"bounds":[{"is":">=","of":"cost","value":"1000000000000000000000"}],"priced":false})",
                             R"({"excluded":"with","from":"2026-10-01","text":"api","to":"2026-10-31"})",
                             R"({"after":"2026-10-01T00:00:00Z","excluded":"only","sessions":["s1"],"up_to":"2026-10-01T05:00:00Z"})"}) {
        QTest::newRow(text) << QByteArray{text};
    }
}

void tst_Budgets::filters()
{
    QFETCH(QByteArray, text);
    const UsageFilter filter = must(readFilterText(text.toStdString()));
    QCOMPARE(filterText(filter), text.toStdString());
    QVERIFY(must(readFilterText(filterText(filter))) == filter);
    QCOMPARE(filter == UsageFilter{}, text.isEmpty());
}

void tst_Budgets::filterTextIsOneForEqualFilters()
{
    QCOMPARE(filterText({.models = {"b", "a", "b"}}), filterText({.models = {"a", "b"}}));
    QVERIFY(filterText({.models = {"a"}}) != filterText({.providers = {"a"}}));
}

void tst_Budgets::filtersThatAreNotUnderstood_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("key");
    const auto row = [](const char *text, const char *key) { QTest::newRow(text) << QByteArray{text} << QByteArray{key}; };
    row("no json", "");
    row("[]", "");
    row(R"({"colours":["red"]})", "colours"); // of a later version: it must not let everything through
    row(R"({"models":"a"})", "models");
    row(R"({"models":[1]})", "models");
    row(R"({"tags":["a"]})", "tags");
    row(R"({"bounds":[{"is":"~","of":"cost","value":"1"}]})", "bounds");
    row(R"({"from":"October"})", "from");
    row(R"({"excluded":"maybe"})", "excluded");
    row(R"({"priced":"no"})", "priced");
}

void tst_Budgets::filtersThatAreNotUnderstood()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, key);
    const Result<UsageFilter> filter = readFilterText(text.toStdString());
    QVERIFY(!filter);
    QCOMPARE(filter.problem().args, (std::vector<std::string>{"filter", key.toStdString()}));
}

void tst_Budgets::keysAreStoredOnce()
{
    Desk desk;
    const std::vector<Alert> stored = desk.store({reached(50), reached(80)});
    QCOMPARE(stored.size(), std::size_t{2});
    QVERIFY(*must(desk.reader->alert(stored[0].id)) == stored[0]); // every figure comes back
    QVERIFY(desk.store({reached(50), reached(80)}).empty());
    QCOMPARE(desk.store({reached(80), reached(100)}).size(), std::size_t{1});
    QCOMPARE(desk.store({reached(50, "2026-11-01T00:00:00Z")}).size(), std::size_t{1});
    Alert other = reached(50);
    other.key.revision = 1;
    QCOMPARE(desk.store({other}).size(), std::size_t{1});
    QCOMPARE(must(desk.reader->alertsSince(at("2026-11-01T00:00:00Z"))).size(), std::size_t{1});
    QCOMPARE(must(desk.reader->alertsSince(at("2026-10-01T00:00:00Z"))).size(), std::size_t{5});
}

void tst_Budgets::onlyDeliveredOnesGoOut()
{
    Desk desk;
    const std::vector<Alert> stored
        = desk.store({reached(50, "2026-10-01T00:00:00Z", AlertNotice::PassedTogether), reached(80),
                      reached(90, "2026-10-01T00:00:00Z", AlertNotice::YourChange), reached(95, "2026-10-01T00:00:00Z", AlertNotice::Late)});
    QList<qsizetype> counts;
    for (const Alert &alert : stored) {
        counts << qsizetype(must(desk.reader->deliveries(alert.id)).size());
    }
    QCOMPARE(counts, (QList<qsizetype>{0, 2, 0, 0}));
}

void tst_Budgets::claims()
{
    Desk desk;
    desk.store({reached(80)}, "2026-10-16T05:00:00Z"); // quiet hours until then
    QVERIFY(desk.claim("2026-10-16T04:59:59Z").empty());
    const std::vector<Delivery> mine = desk.claim("2026-10-16T05:00:00Z");
    QCOMPARE(mine.size(), std::size_t{1});
    QCOMPARE(mine[0].attempts, 1);
    QVERIFY(desk.claim("2026-10-16T05:00:01Z", "two").empty());
    QCOMPARE(desk.claim("2026-10-16T05:00:01Z", "two", "mail").size(), std::size_t{1}); // another channel is another matter
    QVERIFY(desk.claim("2026-10-16T05:00:01Z", "two", "webhook").empty());
    // The clock goes back by two days: a claim from the future is no claim.
    QCOMPARE(desk.claim("2026-10-14T05:00:00Z", "two").size(), std::size_t{1});
}

void tst_Budgets::crashBetweenStoreAndSend()
{
    Desk desk;
    desk.store({reached(80)});
    const std::vector<Delivery> claimed = desk.claim("2026-10-15T12:00:00Z", "crashes");
    desk.writer.reset();
    desk.writer = openWriter(desk.folder.path());
    QVERIFY(desk.claim("2026-10-15T12:01:59Z", "next").empty()); // it may still be at it
    const std::vector<Delivery> again = desk.claim("2026-10-15T12:02:00Z", "next");
    QCOMPARE(again.size(), std::size_t{1});
    QCOMPARE(again[0].idempotencyKey, claimed[0].idempotencyKey);
    QCOMPARE(again[0].attempts, 2);
    // Should the first one be alive after all, its word does not count any more.
    QVERIFY(!must(desk.writer->finishDelivery(claimed[0].id, "crashes", {.how = DeliveryOutcome::How::Sent}, at("2026-10-15T12:02:01Z"))));
    QVERIFY(must(desk.writer->finishDelivery(again[0].id, "next", {.how = DeliveryOutcome::How::Sent, .receipt = "42"}, at("2026-10-15T12:02:02Z"))));
    QVERIFY(desk.claim("2026-10-15T13:00:00Z", "next").empty());
}

void tst_Budgets::finishing()
{
    Desk desk;
    const std::int64_t alert = desk.store({reached(80)})[0].id;
    const std::int64_t id = desk.claim("2026-10-15T12:00:00Z")[0].id;
    DeliveryOutcome retry{.how = DeliveryOutcome::How::Retry, .receipt = "timeout", .retryAt = at("2026-10-15T12:05:00Z")};
    QVERIFY(must(desk.writer->finishDelivery(id, "one", retry, at("2026-10-15T12:00:30Z"))));
    QCOMPARE(must(desk.reader->deliveries(alert))[0].state, DeliveryState::Failed);
    QVERIFY(desk.claim("2026-10-15T12:04:59Z").empty());
    QCOMPARE(desk.claim("2026-10-15T12:05:00Z").size(), std::size_t{1});
    QVERIFY(must(desk.writer->finishDelivery(id, "one", {.how = DeliveryOutcome::How::GiveUp, .receipt = "refused"}, at("2026-10-15T12:05:01Z"))));
    const Delivery done = must(desk.reader->deliveries(alert))[0];
    QCOMPARE(done.state, DeliveryState::GivenUp);
    QCOMPARE(done.receipt, std::string{"refused"});
    QVERIFY(desk.claim("2026-10-20T00:00:00Z").empty());
}

void tst_Budgets::acknowledgeSnoozeMute()
{
    Desk desk;
    const std::int64_t first = desk.store({reached(50)})[0].id;
    QVERIFY(desk.writer->acknowledgeAlert(first, at("2026-10-15T12:01:00Z")));
    QVERIFY(desk.claim("2026-10-15T13:00:00Z").empty()); // nothing more goes out
    QVERIFY(must(desk.reader->alert(first))->acknowledged);

    QVERIFY(desk.writer->snoozeAlert(first, at("2026-10-16T08:00:00Z"), Channels));
    QVERIFY(!must(desk.reader->alert(first))->acknowledged);
    QVERIFY(desk.claim("2026-10-16T07:59:59Z").empty());
    const std::vector<Delivery> again = desk.claim("2026-10-16T08:00:00Z");
    QCOMPARE(again.size(), std::size_t{1});
    QVERIFY(again[0].idempotencyKey != must(desk.reader->deliveries(first))[0].idempotencyKey);
    QCOMPARE(must(desk.reader->alerts({})).size(), std::size_t{1}); // delivered again, not stored again

    QVERIFY(desk.writer->muteAlert(first, at("2026-10-16T09:00:00Z")));
    const std::vector<Alert> later = desk.store({reached(80)});
    QCOMPARE(later[0].notice, AlertNotice::Muted);
    QVERIFY(must(desk.reader->deliveries(later[0].id)).empty());
    QCOMPARE(desk.store({reached(80, "2026-11-01T00:00:00Z")})[0].notice, AlertNotice::Deliver); // the next period speaks again
    QCOMPARE(desk.writer->acknowledgeAlert(99, {}).problem().args, (std::vector<std::string>{"alert", "99"}));
    QVERIFY(!desk.writer->snoozeAlert(99, {}, Channels));
    QVERIFY(!desk.writer->muteAlert(99, {}));
    const std::vector<std::int64_t> ids{first};
    QVERIFY(desk.writer->markAlerts(ids, {}));
    QVERIFY(must(desk.reader->alert(first))->noLongerSo);
    QVERIFY(desk.writer->markAlerts({}, ids));
    QVERIFY(!must(desk.reader->alert(first))->noLongerSo);
}

void tst_Budgets::inboxPages()
{
    Desk desk;
    const Budget budget = must(desk.writer->addBudget(team(), at("2026-10-01T00:00:00Z")));
    for (int i = 1; i <= 5; ++i) {
        Alert alert = reached(i);
        alert.key.subject = budget.uuid;
        const std::vector<Alert> list{alert};
        must(desk.writer->storeAlerts(list, {}, {}, at("2026-10-10T00:00:00Z") + std::chrono::hours{i}));
    }
    desk.store({reached(9)}); // of a budget that is not there
    std::vector<Alert> page = must(desk.reader->alerts({.budget = budget.uuid, .limit = 3}));
    QCOMPARE(page.size(), std::size_t{3});
    QCOMPARE(page[0].key.threshold, 5);
    page = must(desk.reader->alerts({.budget = budget.uuid, .storedBefore = page.back().stored, .limit = 3}));
    QCOMPARE(page.size(), std::size_t{2});
    QCOMPARE(must(desk.reader->alerts({})).size(), std::size_t{6});
    QCOMPARE(must(desk.reader->alerts({.openOnly = true})).size(), std::size_t{5});
    QVERIFY(desk.writer->acknowledgeAlert(page[0].id, {}));
    QCOMPARE(must(desk.reader->alerts({.openOnly = true})).size(), std::size_t{4});
    QVERIFY(desk.writer->removeBudget(budget.id, at("2026-10-20T00:00:00Z")));
    QCOMPARE(must(desk.reader->alerts({.openOnly = true})).size(), std::size_t{0});
    QCOMPARE(must(desk.reader->alerts({})).size(), std::size_t{6}); // they stay
}

void tst_Budgets::notesAndMarks()
{
    Desk desk;
    QVERIFY(!must(desk.reader->latestEvaluation()));
    const std::vector<BudgetNote> notes{{.budget = "b", .revision = 2, .evaluated = at("2026-10-15T12:00:00Z"), .state = "ok", .spent = 5, .available = 50}};
    QVERIFY(desk.writer->noteEvaluation(notes, at("2026-10-15T12:00:00Z")));
    QVERIFY(must(desk.reader->budgetNotes()) == notes);
    QCOMPARE(*must(desk.reader->latestEvaluation()), at("2026-10-15T12:00:00Z"));
    QVERIFY(desk.writer->noteEvaluation({}, at("2026-10-10T00:00:00Z"))); // the clock was ahead
    QCOMPARE(*must(desk.reader->latestEvaluation()), at("2026-10-10T00:00:00Z"));
    ForecastMark mark{.budget = "b", .periodStart = at("2026-10-01T00:00:00Z"), .percent = 50, .stored = at("2026-10-16T00:00:00Z"), .low = 1, .expected = 2, .high = 3};
    const std::vector<ForecastMark> marks{mark};
    QVERIFY(desk.writer->storeForecastMarks(marks));
    mark.low = 9;
    const std::vector<ForecastMark> later{mark};
    QVERIFY(desk.writer->storeForecastMarks(later)); // never computed again
    QVERIFY(must(desk.reader->forecastMarks("b")) == marks);
}

// Both see 40 go to 120 % at once, store it, and try to send whatever there is. Each alert is stored once and sent once.
void tst_Budgets::twoProcessesStoreAndDeliverOnce()
{
    const TempFolder folder;
    openWriter(folder.path());
    std::array<int, 2> pipes{};
    QCOMPARE(::pipe(pipes.data()), 0);
    std::array<pid_t, 4> children{};
    for (std::size_t i = 0; i < children.size(); ++i) {
        children[i] = ::fork();
        if (children[i] == 0) {
            auto writer = LedgerWriter::open(folder.path(), {.busyTimeoutMs = 60'000});
            const std::string owner = "process " + std::to_string(i);
            std::int64_t counts[2]{};
            for (int period = 1; period <= 9 && writer; ++period) {
                const std::string month = "2026-0" + std::to_string(period) + "-01T00:00:00Z";
                const std::vector<Alert> alerts{reached(50, month.c_str(), AlertNotice::PassedTogether), reached(80, month.c_str())};
                const auto stored = (*writer)->storeAlerts(alerts, Channels, at("2026-10-15T12:00:00Z"), at("2026-10-15T12:00:00Z"));
                const auto claimed = (*writer)->claimDeliveries("desktop", owner, at("2026-10-15T12:00:00Z"), std::chrono::minutes{2});
                if (!stored || !claimed) {
                    _exit(1);
                }
                counts[0] += std::int64_t(stored->size());
                for (const Delivery &delivery : *claimed) {
                    const auto done = (*writer)->finishDelivery(delivery.id, owner, {.how = DeliveryOutcome::How::Sent}, at("2026-10-15T12:00:01Z"));
                    counts[1] += done && *done ? 1 : 0;
                }
            }
            _exit(::write(pipes[1], counts, sizeof counts) == ssize_t(sizeof counts) ? 0 : 2);
        }
    }
    std::int64_t stored = 0;
    std::int64_t sent = 0;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        std::int64_t counts[2]{};
        QCOMPARE(::read(pipes[0], counts, sizeof counts), ssize_t(sizeof counts));
        stored += counts[0];
        sent += counts[1];
    }
    ::close(pipes[0]);
    ::close(pipes[1]);
    QCOMPARE(stored, 18);
    QCOMPARE(sent, 9);
    QCOMPARE(askSql(folder.path(), "SELECT count(*) FROM alert"), 18);
    QCOMPARE(askSql(folder.path(), "SELECT count(*) FROM delivery WHERE channel = 'desktop' AND state = 2 AND attempts = 1"), 9);
    QCOMPARE(verifyFailures(folder.path()), std::string{});
}

void tst_Budgets::olderLedgersGetTheTables()
{
    const TempFolder folder;
    {
        const auto writer = openWriter(folder.path());
        appendAll(*writer, soup(1, 2, 20));
    }
    const std::string before = fingerprintOf(folder.path());
    runSql(folder.path(), "DROP TABLE delivery; DROP TABLE alert; DROP TABLE forecast_mark; DROP TABLE budget_note; DROP TABLE journal_budget; "
                          "DROP TABLE budget_step; DROP TABLE budget; " DROP_REVIEW DROP_PAYERS DROP_BILLING DROP_PLANS "PRAGMA user_version=4");
    const auto writer = openWriter(folder.path());
    QVERIFY(writer->addBudget(team(), at("2026-10-01T00:00:00Z")));
    QCOMPARE(fingerprintOf(folder.path()), before); // budgets are no facts from logs
}

TOKENMETER_TEST(tst_Budgets);

} // namespace test_Budgets

#include "tst_Budgets.moc"
