// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/Budgets.h"
#include "flow/EffectiveCost.h"

#include <QtTest>

#include <deque>
#include <random>

namespace test_CreditMemo
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

const std::vector<Dimension> Small{Dimension::Day, Dimension::Provider, Dimension::Model, Dimension::Source};
const std::vector<Dimension> Wide{Dimension::Day, Dimension::Provider, Dimension::Model, Dimension::Source, Dimension::Project, Dimension::Agent, Dimension::Tier};
const std::string SmallNote = "credits:1:4:5:8"; ///< by its dimensions

Plan planOf(PlanKind kind, const char *name, const char *from)
{
    Plan plan;
    plan.name = name;
    plan.kind = kind;
    plan.from = at(from);
    if (kind == PlanKind::Pack) {
        plan.currency = Currency{"USD"};
        plan.face = money("20").atto();
        plan.paid = money("13").atto();
    }
    return plan;
}

/// Half a year of usage under five plans that come and end.
struct MemoDesk
{
    TestLedger ledger{};
    Zone zone = Zone::byId("Europe/Berlin").value();
    UtcTime now = at("2026-11-15T12:00:00Z");
    std::deque<std::string> times{};
    std::mt19937_64 random{7};

    MemoDesk()
    {
        std::vector<Use> uses;
        for (int i = 0; i < 400; ++i) {
            uses.push_back(use(at("2026-05-20T00:00:00Z") + minutes{i * 640}));
        }
        ledger.add(uses);
        add(planOf(PlanKind::Pack, "first", "2026-06-01T00:00:00Z"));
        Plan second = planOf(PlanKind::Pack, "second", "2026-08-10T00:00:00Z");
        second.until = at("2026-10-01T00:00:00Z");
        add(second);
        Plan quota = planOf(PlanKind::Quota, "free", "2026-07-01T00:00:00Z");
        quota.tokens = 90'000;
        quota.perModel = true;
        add(quota);
        Plan deal = planOf(PlanKind::Discount, "deal", "2026-09-01T00:00:00Z");
        deal.multiplier = 870'000'001;
        deal.models = {"plain"};
        add(deal);
        Plan subscription = planOf(PlanKind::Subscription, "plan", "2026-10-15T00:00:00Z");
        subscription.currency = Currency{"USD"};
        subscription.fee = money("20").atto();
        subscription.sources = {"codex"};
        add(subscription);
    }
    Plan add(const Plan &plan) { return *ledger.writer().addPlan(plan, now); }
    Use use(UtcTime time)
    {
        times.push_back(toRfc3339(time));
        const auto pick = [this](std::uint64_t n) { return std::int64_t(random() % n); };
        return {.time = times.back().c_str(),
                .model = pick(4) == 0 ? "yuan" : pick(9) == 0 ? "mystery" : "plain",
                .tokens = {.input = pick(30'000), .cacheRead = pick(9'000), .output = pick(3'000)},
                .project = pick(2) == 0 ? "a" : "b",
                .session = pick(3) == 0 ? "s1" : "s2",
                .source = pick(4) == 0 ? "codex" : "claude-code",
                .precision = pick(12) == 0 ? Precision::Day : Precision::Instant};
    }
    /// By cell, for people; by a walk over everything.
    QStringList whole(const std::vector<Dimension> &dimensions, LocalDay from)
    {
        UsageFilter filter;
        filter.from = from;
        return shown(effectiveUsage(ledger.reader(), ledger.pricer(), filter, dimensions, zone, {}, now)->cells);
    }
    QStringList kept(const std::vector<Dimension> &dimensions, LocalDay from, LedgerNotes &notes)
    {
        return shown(*effectiveCells(ledger.reader(), ledger.pricer(), from, dimensions, zone, {}, now, notes));
    }
    static QStringList shown(const UsageCells &cells)
    {
        QStringList lines;
        for (const UsageCell &cell : cells.cells) {
            QString line;
            for (const std::int64_t part : cell.key) {
                line += QString::number(part) + QLatin1Char(' ');
            }
            lines << line + QStringLiteral("at %1: %2 saved").arg(cell.rate).arg(QString::fromStdString(Money::fromAtto(cell.saved, Currency{"USD"}).toDecimalText()));
        }
        return lines;
    }
    void store(const LedgerNotes &notes)
    {
        for (const auto &[name, text] : notes) {
            QVERIFY(bool(ledger.writer().setNote(name, text)));
        }
    }
    CreditMemo memo() { return readMemoText(*ledger.reader().note(SmallNote)).value_or(CreditMemo{}); }
    /// Both ways the same, and what is kept afterwards holds.
    void compare()
    {
        for (const auto &dimensions : {Small, Wide}) {
            for (const LocalDay from : {LocalDay{year{2026} / 5 / 1}, LocalDay{year{2026} / 10 / 7}}) {
                LedgerNotes notes;
                const QStringList expected = whole(dimensions, from);
                QVERIFY(!expected.isEmpty());
                QCOMPARE(kept(dimensions, from, notes), expected);
                store(notes);
                LedgerNotes again;
                QCOMPARE(kept(dimensions, from, again), expected);
                QVERIFY(again.empty()); // nothing new to keep
            }
        }
    }
};

} // namespace

class tst_CreditMemo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textsSurvive();
    void damagedTextsAreNoMemo_data();
    void damagedTextsAreNoMemo();
    void sameAsAWalkOverEverything_data();
    void sameAsAWalkOverEverything();
    void whatIsKeptIsUsed();
    void aLateRecordCostsItsMonth();
    void budgetsKeepAndUseIt();
};

void tst_CreditMemo::textsSurvive()
{
    CreditMemo memo{.question = UINT64_MAX, .marks = {}};
    QVERIFY(readMemoText(memoText(memo)) == memo);
    PlanUse use{.drawn = Int128{1} << 100, .cash = -5, .tokens = {{"", 3}, {"a b=\n", INT64_MAX}}, .last = at("2026-11-01T00:00:00Z"), .atMost = true};
    SavedCell cell{.key = {20'000, -1, 7}, .rate = 3, .saved = -(Int128{1} << 90)};
    memo.marks.push_back({.day = LocalDay{days{20'000}}, .usage = 5, .use = {use, {}}, .cells = {cell, {}}});
    memo.marks.push_back({.day = LocalDay{days{20'001}}, .usage = 6, .use = {}, .cells = {}});
    QVERIFY(readMemoText(memoText(memo)) == memo);
}

void tst_CreditMemo::damagedTextsAreNoMemo_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("nothing") << QByteArray{};
    QTest::addRow("another version") << QByteArray{"credits-0 1 1 0"};
    QTest::addRow("cut") << QByteArray{"credits-1 1 1 1 20000 5 0"};
    QTest::addRow("more than it says") << QByteArray{"credits-1 1 1 0 9"};
    QTest::addRow("words") << QByteArray{"credits-1 one 1 0"};
    QTest::addRow("too many dimensions") << QByteArray{"credits-1 1 99 0"};
    QTest::addRow("huge") << QByteArray{"credits-1 1 1 99999999999999"};
    QTest::addRow("days that go back") << QByteArray{"credits-1 1 1 2 20000 5 0 0 20000 5 0 0"};
    QTest::addRow("name without its sign") << QByteArray{"credits-1 1 1 1 20000 5 1 0 0 0 0 1 61 5 0"};
}

void tst_CreditMemo::damagedTextsAreNoMemo()
{
    QFETCH(QByteArray, text);
    QVERIFY(!readMemoText(text.toStdString()));
    MemoDesk desk;
    QVERIFY(bool(desk.ledger.writer().setNote(SmallNote, text.toStdString())));
    LedgerNotes notes;
    const LocalDay from{year{2026} / 5 / 1};
    QCOMPARE(desk.kept(Small, from, notes), desk.whole(Small, from));
    QVERIFY(readMemoText(notes[SmallNote]));
}

void tst_CreditMemo::sameAsAWalkOverEverything_data()
{
    QTest::addColumn<QString>("zone");
    for (const char *zone : {"Europe/Berlin", "UTC", "America/New_York", "Asia/Kathmandu"}) {
        QTest::addRow("%s", zone) << QString::fromLatin1(zone);
    }
}

/// Whatever happens between two questions.
void tst_CreditMemo::sameAsAWalkOverEverything()
{
    QFETCH(QString, zone);
    MemoDesk desk;
    desk.zone = Zone::byId(zone.toStdString()).value();
    desk.compare();
    desk.now += days{1}; // time passes, nothing is used
    desk.compare();
    desk.ledger.add({desk.use(desk.now - hours{3}), desk.use(desk.now - hours{1})});
    desk.compare();
    desk.ledger.add({desk.use(at("2026-08-31T23:30:00Z")), desk.use(at("2026-09-01T00:00:00Z"))}); // known late
    desk.compare();
    desk.now += days{40}; // over a month's end and more
    desk.compare();
    UsageFilter mistake;
    mistake.from = mistake.to = LocalDay{year{2026} / 7 / 3};
    const auto excluded = desk.ledger.writer().setExcluded({.filter = mistake}, true, "test", desk.now);
    QVERIFY(excluded && *excluded > 0);
    desk.compare();
    QVERIFY(bool(desk.ledger.writer().undo(desk.now)));
    desk.compare();
    Plan late = planOf(PlanKind::Pack, "late", "2026-06-20T00:00:00Z");
    late = desk.add(late);
    desk.compare();
    late.paid = money("1").atto();
    QVERIFY(bool(desk.ledger.writer().editPlan(late, desk.now)));
    desk.compare();
    desk.now -= days{30}; // a clock that goes back
    desk.compare();
}

void tst_CreditMemo::whatIsKeptIsUsed()
{
    MemoDesk desk;
    const LocalDay from{year{2026} / 5 / 1};
    LedgerNotes notes;
    const QStringList before = desk.kept(Small, from, notes);
    desk.store(notes);
    CreditMemo memo = desk.memo();
    QCOMPARE(int(memo.marks.size()), 7); // June to November, and yesterday
    QVERIFY(!memo.marks[3].cells.empty());
    memo.marks[3].cells.front().saved += money("1000").atto();
    desk.store({{SmallNote, memoText(memo)}});
    LedgerNotes again;
    QVERIFY(desk.kept(Small, from, again) != before); // it came from there
    // Of another question nothing is believed.
    memo.question ^= 1;
    desk.store({{SmallNote, memoText(memo)}});
    QCOMPARE(desk.kept(Small, from, again), before);
}

void tst_CreditMemo::aLateRecordCostsItsMonth()
{
    MemoDesk desk;
    const LocalDay from{year{2026} / 5 / 1};
    LedgerNotes notes;
    desk.kept(Small, from, notes);
    desk.store(notes);
    const CreditMemo before = desk.memo();
    desk.ledger.add({desk.use(at("2026-09-20T12:00:00Z"))});
    notes.clear();
    desk.kept(Small, from, notes);
    desk.store(notes);
    const CreditMemo after = desk.memo();
    QCOMPARE(after.marks.size(), before.marks.size());
    for (std::size_t i = 0; i < after.marks.size(); ++i) {
        QCOMPARE(after.marks[i].day, before.marks[i].day);
        QCOMPARE(after.marks[i] == before.marks[i], after.marks[i].day <= LocalDay{year{2026} / 9 / 1});
    }
}

/// Budgets on effective cost by day, by hours, of a project, of a tag that only the ledger can find.
void tst_CreditMemo::budgetsKeepAndUseIt()
{
    MemoDesk desk;
    Budget all;
    all.name = "all";
    all.limit = money("15").atto();
    all.basis = CostBasis::Effective;
    Budget project = all;
    project.filter = R"({"projects":["a"]})";
    Budget window = all;
    window.period = *parseBudgetPeriod("rolling:264h");
    Budget text = all;
    text.filter = R"({"text":"a"})";
    const std::vector<Budget> budgets{all, project, window, text};
    const auto spent = [&](LedgerNotes *notes) {
        QStringList texts;
        for (const BudgetStatus &status : *budgetStatusesOf(desk.ledger.reader(), desk.ledger.pricer(), budgets, desk.now, desk.zone, {}, notes)) {
            texts << QString::fromStdString(Money::fromAtto(status.current.spent, status.budget.currency).toDecimalText());
        }
        return texts;
    };
    LedgerNotes notes;
    const QStringList first = spent(&notes);
    QCOMPARE(int(notes.size()), 4); // by names, and by names and projects; each by UTC day as well, since yuan are converted
    desk.store(notes);
    LedgerNotes again;
    QCOMPARE(spent(&again), first);
    QVERIFY(again.empty());
    // What a window of hours costs depends on what was drawn long before: told so by a memo that says otherwise.
    CreditMemo memo = desk.memo();
    for (PlanUse &use : memo.marks.back().use) {
        use = {};
    }
    for (CreditMark &mark : memo.marks) {
        mark.use = memo.marks.back().use;
    }
    desk.store({{SmallNote, memoText(memo)}});
    QVERIFY(spent(&again)[2] != first[2]);
}

TOKENMETER_TEST(tst_CreditMemo);

} // namespace test_CreditMemo

#include "tst_CreditMemo.moc"
