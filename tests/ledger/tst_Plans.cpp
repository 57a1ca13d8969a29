// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"
#include "ledger/OrderedRecords.h"
#include "ledger/PlanJson.h"

#include <QtTest>

namespace test_Plans
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

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

Plan pack()
{
    Plan plan;
    plan.name = "Prepaid";
    plan.kind = PlanKind::Pack;
    plan.providers = {"alibaba"};
    plan.models = {"qwen*", "a \"b\""};
    plan.from = at("2026-10-01T00:00:00Z");
    plan.currency = Currency{"CNY"};
    plan.face = (Int128{1} << 100) + 7; // more than 64 bits
    plan.paid = 5;
    return plan;
}

struct PlanDesk
{
    TempFolder folder{};
    std::unique_ptr<LedgerWriter> writer = openWriter(folder.path());
    std::unique_ptr<LedgerReader> reader = openReader(folder.path());
    PlanSheet sheet() { return must(reader->plans()); }
};

FileBatch served(const std::string &path, const std::string &model, std::vector<UsageRecord> records)
{
    UsageContext context;
    context.serving = {.provider = "anthropic", .model = model, .serviceTier = {}, .speed = {}, .region = {}};
    std::vector<std::pair<UsageRecord, UsageContext>> rows;
    for (UsageRecord &one : records) {
        rows.emplace_back(std::move(one), context);
    }
    return batchOf(path, std::move(rows));
}

} // namespace

class tst_Plans : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textsKeepEverything_data();
    void textsKeepEverything();
    void damagedText();
    void storedAndRead();
    void whatIsRefused();
    void undoTakesBackEachStep();
    void orderOfAProviderAndUndo();
    void olderLedgerGetsTheTables();
    void recordsComeInOrderWhateverTheImport();
    void recordsKnowTheirCell();
};

void tst_Plans::textsKeepEverything_data()
{
    QTest::addColumn<int>("kind");
    for (const PlanKind kind : UsualPlanKinds) {
        QTest::newRow(std::string{toText(kind)}.c_str()) << int(kind);
    }
}

void tst_Plans::textsKeepEverything()
{
    QFETCH(int, kind);
    Plan plan = pack();
    plan.kind = PlanKind(kind);
    plan.sources = {"claude-code"};
    plan.until = at("2026-12-31T23:00:00Z");
    // Of each kind only its own fields.
    const Plan plain;
    if (plan.kind != PlanKind::Pack) {
        plan.face = plan.paid = 0;
    }
    if (plan.kind == PlanKind::Subscription) {
        plan.fee = (Int128{1} << 90) + 1;
        plan.cycle = *parsePlanCycle("30d");
    } else if (plan.kind != PlanKind::Pack) {
        plan.currency = {};
    }
    if (plan.kind == PlanKind::Quota) {
        plan.tokens = 9'007'199'254'740'993; // no double holds it
        plan.perModel = true;
    }
    if (plan.kind == PlanKind::Discount) {
        plan.multiplier = 850'000'001;
    }
    const Plan read = must(readPlanText(planText(plan)));
    QVERIFY(read == plan);
    QVERIFY(!(read == plain));
}

void tst_Plans::damagedText()
{
    for (const char *text : {"", "{}", "[]", R"({"kind":"gift"})", R"({"kind":"pack","face":"1.5"})", R"({"kind":"subscription","cycle":"never"})"}) {
        const Result<Plan> read = readPlanText(text);
        QVERIFY2(!read, text);
        QCOMPARE(read.problem().cause, Cause::BadArgument);
    }
}

void tst_Plans::storedAndRead()
{
    PlanDesk desk;
    QVERIFY(desk.sheet().plans.empty());
    const Plan stored = must(desk.writer->addPlan(pack(), at("2026-10-02T00:00:00Z")));
    QVERIFY(stored.id > 0 && !stored.uuid.empty());
    QVERIFY(desk.sheet().plans == std::vector<Plan>{stored});
    Plan dearer = stored;
    dearer.paid = 6;
    dearer.uuid = "forged";
    const Plan edited = must(desk.writer->editPlan(dearer, at("2026-10-03T00:00:00Z")));
    QCOMPARE(edited.uuid, stored.uuid);
    QVERIFY(desk.sheet().plans == std::vector<Plan>{edited});
    must(desk.writer->editPlan(edited, at("2026-10-03T00:00:00Z"))); // changes nothing: no decision
    QCOMPARE(must(desk.reader->journal(10)).size(), std::size_t{2});
    must(desk.writer->removePlan(stored.id, at("2026-10-04T00:00:00Z")));
    QVERIFY(desk.sheet().plans.empty());
}

void tst_Plans::whatIsRefused()
{
    PlanDesk desk;
    Plan nameless = pack();
    nameless.name.clear();
    QCOMPARE(desk.writer->addPlan(nameless, {}).problem().args[0], std::string{"--name"});
    Plan unknown = pack();
    unknown.id = 7;
    QCOMPARE(desk.writer->editPlan(unknown, {}).problem().args[0], std::string{"plan"});
    QCOMPARE(desk.writer->removePlan(7, {}).problem().args[1], std::string{"7"});
    QVERIFY(must(desk.reader->journal(10)).empty());
}

void tst_Plans::undoTakesBackEachStep()
{
    PlanDesk desk;
    const Plan stored = must(desk.writer->addPlan(pack(), at("2026-10-02T00:00:00Z")));
    Plan renamed = stored;
    renamed.name = "Other";
    must(desk.writer->editPlan(renamed, at("2026-10-03T00:00:00Z")));
    must(desk.writer->removePlan(stored.id, at("2026-10-04T00:00:00Z")));
    const auto undo = [&] { return QString::fromStdString(must(desk.writer->undo(at("2026-10-05T00:00:00Z"))).action); };
    QCOMPARE(undo(), QStringLiteral("plan removed"));
    QVERIFY(desk.sheet().plans == std::vector<Plan>{renamed});
    QCOMPARE(undo(), QStringLiteral("plan changed"));
    QVERIFY(desk.sheet().plans == std::vector<Plan>{stored});
    QCOMPARE(undo(), QStringLiteral("plan added"));
    QVERIFY(desk.sheet().plans.empty());
    QCOMPARE(desk.writer->undo({}).problem().cause, Cause::NothingToUndo);
}

void tst_Plans::orderOfAProviderAndUndo()
{
    PlanDesk desk;
    const PlanKinds packFirst{PlanKind::Pack, PlanKind::Quota, PlanKind::Subscription, PlanKind::Discount};
    must(desk.writer->setPlanOrder("alibaba", packFirst, at("2026-10-02T00:00:00Z")));
    must(desk.writer->setPlanOrder("alibaba", packFirst, at("2026-10-02T00:00:00Z")));
    const std::vector<PlanOrder> expected{{.provider = "alibaba", .kinds = packFirst}};
    QVERIFY(desk.sheet().orders == expected);
    QCOMPARE(must(desk.reader->journal(10)).size(), std::size_t{1});
    must(desk.writer->setPlanOrder("alibaba", std::nullopt, at("2026-10-03T00:00:00Z")));
    QVERIFY(desk.sheet().orders.empty());
    must(desk.writer->undo(at("2026-10-04T00:00:00Z")));
    QVERIFY(desk.sheet().orders == expected);
    must(desk.writer->undo(at("2026-10-04T00:00:00Z")));
    QVERIFY(desk.sheet().orders.empty());
}

void tst_Plans::olderLedgerGetsTheTables()
{
    TempFolder folder;
    openWriter(folder.path());
    runSql(folder.path(), DROP_REVIEW DROP_PAYERS DROP_PLANS "PRAGMA user_version=6");
    auto writer = openWriter(folder.path());
    QVERIFY(must(writer->addPlan(pack(), {})).id > 0);
}

// Two of one moment: which is first must not depend on which was imported first.
void tst_Plans::recordsComeInOrderWhateverTheImport()
{
    const std::vector<FileBatch> batches{
        served("/a.jsonl", "opus", {record("late", "2026-10-05T12:00:00Z", {.input = 4}), record("tie 1", "2026-10-05T10:00:00Z", {.input = 2})}),
        served("/b.jsonl", "opus", {record("tie 2", "2026-10-05T10:00:00Z", {.input = 3}), record("early", "2026-10-04T10:00:00Z", {.input = 1})}),
        served("/c.jsonl", "haiku", {record("other model", "2026-10-05T09:00:00Z", {.input = 9})}),
        served("/d.jsonl", "opus", {record("outside", "2026-10-06T00:00:00Z", {.input = 8}), record("tie 3", "2026-10-05T10:00:00Z", {.input = 5})})};
    const auto orderOf = [&](const std::vector<std::size_t> &files) {
        TempFolder folder;
        const auto writer = openWriter(folder.path());
        for (const std::size_t file : files) {
            appendAll(*writer, {batches[file]});
        }
        std::vector<std::int64_t> seen;
        OrderedQuestion question;
        question.from = at("2026-10-04T00:00:00Z");
        question.to = at("2026-10-06T00:00:00Z");
        question.wants = [](const OrderedServing &serving) { return serving.model == "opus" && serving.provider == "anthropic"; };
        must(openReader(folder.path())->recordsInOrder(question, {.begin = [&] { seen.clear(); },
                                                                 .record = [&](const OrderedRecord &row) { seen.push_back(row.tokens.input); }}));
        return seen;
    };
    const std::vector<std::int64_t> order = orderOf({0, 1, 2, 3});
    QCOMPARE(order.size(), std::size_t{5});
    QCOMPARE(order.front(), std::int64_t{1});
    QCOMPARE(order.back(), std::int64_t{4});
    QCOMPARE(orderOf({3, 2, 1, 0}), order);
    QCOMPARE(orderOf({1, 3, 0, 2}), order);
}

void tst_Plans::recordsKnowTheirCell()
{
    TempFolder folder;
    const auto writer = openWriter(folder.path());
    appendAll(*writer, {served("/a.jsonl", "opus", {record("one", "2026-10-04T23:30:00Z", {.input = 1}), record("two", "2026-10-05T10:00:00Z", {.input = 2})}),
                        served("/b.jsonl", "haiku", {record("three", "2026-10-05T11:00:00Z", {.input = 4})})});
    const auto reader = openReader(folder.path());
    const Zone berlin = *Zone::byId("Europe/Berlin");
    UsageFilter filter;
    filter.models = {"opus"};
    filter.from = filter.to = parseDay("2026-10-05");
    const std::vector<Dimension> dimensions{Dimension::Day, Dimension::Model};
    const UsageCells cells = must(reader->usage(filter, dimensions, berlin));
    QCOMPARE(cells.cells.size(), std::size_t{1}); // 23:30 UTC is the next day in Berlin
    std::int64_t inView = 0;
    std::int64_t all = 0;
    OrderedQuestion question{.from = at("2026-10-01T00:00:00Z"), .to = at("2026-11-01T00:00:00Z"),
                             .wants = [](const OrderedServing &) { return true; }, .filter = filter, .dimensions = dimensions, .zone = berlin};
    must(reader->recordsInOrder(question, {.begin = [&] { inView = all = 0; },
                                           .record = [&](const OrderedRecord &row) {
                                               all += row.tokens.input;
                                               inView += row.isInView ? row.tokens.input : 0;
                                               QVERIFY(!row.isInView || (row.key == cells.cells[0].key && row.rateId == cells.cells[0].rate));
                                           }}));
    QCOMPARE(all, std::int64_t{7});
    QCOMPARE(inView, std::int64_t{3});
}

TOKENMETER_TEST(tst_Plans);

} // namespace test_Plans


#include "tst_Plans.moc"
