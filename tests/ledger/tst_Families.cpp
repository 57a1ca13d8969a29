// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "core/SessionTeller.h"
#include "ledger/LedgerSupport.h"

#include <QtTest>

#include <array>

namespace test_Families
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

struct Line
{
    const char *id;
    std::uint32_t flags;
    std::int64_t input;
    std::int64_t output;
    bool family;
    Precision precision = Precision::Instant;
    const char *time = "2026-10-05T09:00:00Z";
    const char *part = ""; ///< of its family
};

FileBatch batchOfLine(const Line &line, int number)
{
    UsageRecord r = record(line.id, line.time, {.input = line.input, .output = line.output});
    r.flags = line.flags;
    r.precision = line.precision;
    r.family = line.family ? familyOf({"message 1"}) : 0;
    r.identity = sessionTellerOf(r.flags) != SessionTeller::None ? inPart(r.identity, line.part) : r.identity;
    UsageContext context;
    context.serving.model = "opus";
    context.attribution.session = "s" + std::to_string(number);
    return batchOf("/logs/" + std::to_string(number), {{r, context}});
}

} // namespace

/// What copies of one answer become, in every order of arrival, in one append and in several.
class tst_Families : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rules_data();
    void rules();
    void hiddenRowsAreNotLost();
    void severalAppendsOfOneRun();
    void countsOfARun();
    void collision_data();
    void collision();
    void halfASharedHash();
    void rateFollowsTheMerge();
    void sightings();
    void documentsMove();
    void copiesInDocumentsMove();
};

void tst_Families::rules_data()
{
    QTest::addColumn<std::vector<Line>>("lines");
    QTest::addColumn<int>("records");
    QTest::addColumn<std::int64_t>("input");
    QTest::addColumn<std::int64_t>("output");
    const auto row = [](const char *name, std::vector<Line> lines, int records, std::int64_t input, std::int64_t output) {
        QTest::newRow(name) << lines << records << input << output;
    };
    row("snapshots of a streamed answer", {{"a", 0, 10, 1, true}, {"a", 0, 10, 50, true}, {"a", 0, 10, 20, true}}, 1, 10, 50);
    row("side-chain replay of a parent's answer", {{"a", 0, 10, 5, true}, {"b", SidechainFlag, 10, 5, true}}, 1, 10, 5);
    row("two replays", {{"a", 0, 10, 5, true}, {"b", SidechainFlag, 10, 5, true}, {"c", SidechainFlag, 10, 5, true}}, 1, 10, 5);
    row("side-chain alone counts", {{"b", SidechainFlag, 10, 5, true}}, 1, 10, 5);
    row("two side-chain requests of one message", {{"b", SidechainFlag, 10, 5, true}, {"c", SidechainFlag, 10, 5, true}}, 2, 20, 10);
    row("two requests outside side-chains", {{"a", 0, 10, 5, true}, {"b", 0, 10, 5, true}}, 2, 20, 10);
    row("side-chain of no family", {{"a", 0, 10, 5, true}, {"b", SidechainFlag, 10, 5, false}}, 2, 20, 10);
    row("same request inside and outside", {{"a", 0, 10, 5, true}, {"a", SidechainFlag, 10, 9, true}}, 1, 10, 9);
    row("weak copy of a strong one", {{"a", 0, 10, 5, true}, {"w", WeakFlag, 10, 9, true}}, 1, 10, 9);
    row("weak with another prompt", {{"a", 0, 10, 5, true}, {"w", WeakFlag, 11, 9, true}}, 2, 21, 14);
    row("weak alone", {{"w", WeakFlag, 10, 9, true}, {"w", WeakFlag, 10, 3, true}}, 1, 10, 9);
    row("weak outside makes a side-chain one count outside",
        {{"a", SidechainFlag, 10, 5, true}, {"w", WeakFlag, 10, 5, true}, {"b", SidechainFlag, 12, 5, true}}, 1, 10, 5);
    row("weak in a side-chain, replayed", {{"a", 0, 10, 5, true}, {"w", WeakFlag | SidechainFlag, 10, 9, true}}, 1, 10, 9);
    row("one id for all answers, also those of a side-chain",
        {{"w1", WeakFlag, 1, 1, true}, {"w2", WeakFlag, 2, 1, true}, {"w3", WeakFlag | SidechainFlag, 999, 7, true}}, 3, 1002, 9);
    row("the same beside a strong one", {{"a", 0, 10, 5, true}, {"w", WeakFlag | SidechainFlag, 11, 9, true}}, 2, 21, 14);
    // Two agents of 10 and 20 tokens, and their session's 30 of another store.
    const std::uint32_t side = SidechainFlag;
    row("sums of agents and of their session", {{"a", side, 10, 5, true}, {"b", side, 20, 5, true}, {"s", side, 30, 10, true, Precision::Session}}, 2, 30, 10);
    row("sums of a session alone", {{"s", side, 30, 10, true, Precision::Session}, {"t", side, 7, 1, true, Precision::Session}}, 2, 37, 11);
    row("sums of agents and of a session, and a call",
        {{"w", WeakFlag, 9, 1, true}, {"a", side, 10, 5, true}, {"s", side, 30, 10, true, Precision::Session}}, 1, 9, 1);
    row("a session outside side-chains and a part of it", {{"a", 0, 30, 5, true, Precision::Session}, {"b", side, 10, 5, true}}, 1, 30, 5);
    // Requests of 50 tokens were taken out of a log; 4 were asked after that, and taken out with the sum of those: 54. Then 59.
    const std::uint32_t sum = SidechainFlag | AggregateFlag | RemovedFlag;
    const Line fifty{"1", sum, 50, 5, true, Precision::Instant, "2026-10-05T09:00:01Z"};
    const Line more{"0", sum, 54, 6, true, Precision::Instant, "2026-10-05T09:00:02Z"};
    const Line most{"2", sum, 59, 7, true, Precision::Instant, "2026-10-05T09:00:03Z"};
    const auto continued = [](Line line) {
        line.flags |= ContinuedFlag;
        return line;
    };
    row("sums of what was taken out: the newest", {fifty, more, most}, 1, 59, 7);
    row("the oldest after which more is known", {fifty, continued(more), continued(most)}, 1, 54, 6);
    row("more is known later", {fifty, more, continued(fifty)}, 1, 50, 5);
    row("one of what was taken out is known", {fifty, continued(more), {"a", 0, 20, 2, true}}, 1, 20, 2);
    row("a sum of what was taken out beside one of a helper", {fifty, more, {"a", side | AggregateFlag, 9, 1, true}}, 2, 63, 7);
    // A session that does not say when it began, at three looks; and when it does say so.
    const auto ofSession = [](Line line) {
        line.precision = Precision::Session;
        return line;
    };
    row("sums of a session as it grew: the newest", {ofSession(fifty), ofSession(most), ofSession(more)}, 1, 59, 7);
    row("sums of a session as it grew, and of the whole", {ofSession(fifty), ofSession(more), {"a", AggregateFlag, 59, 7, true, Precision::Session}}, 1, 59, 7);
    // Several logs of one session. Only the best of them counts, and two calls with equal prompts stay two.
    const auto told = [](const char *id, SessionTeller teller, std::int64_t input, std::int64_t output, const char *part = "") {
        const Precision precision = teller == SessionTeller::Session ? Precision::Session : Precision::Instant;
        return Line{id, withSessionTeller(0, teller), input, output, true, precision, "2026-10-05T09:00:00Z", part};
    };
    using enum SessionTeller;
    row("the store and the telemetry of two calls with equal prompts",
        {told("a", Store, 100, 5), told("b", Store, 100, 900), told("c", Call, 100, 5, "t"), told("d", Call, 100, 900, "t")}, 2, 200, 905);
    row("the store knows less than the telemetry", {told("a", Store, 10, 1), told("c", Call, 10, 1, "t"), told("d", Call, 20, 2, "t")}, 1, 10, 1);
    row("telemetry and a sum of the session", {told("c", Agent, 10, 1, "t"), told("e", Session, 30, 3)}, 1, 10, 1);
    row("sums of a session that was taken up again", {told("e", Session, 30, 3), told("f", Session, 7, 1)}, 2, 37, 4);
    row("of each trace the best kind",
        {told("a", Agent, 50, 5, "t"), told("b", Call, 7, 1, "u"), told("c", Agent, 8, 2, "u"), told("d", CallLog, 7, 1, "u"), told("e", Turn, 50, 6, "t")}, 2, 57, 7);
    row("a call of no trace may be of any", {told("a", Agent, 50, 5, "t"), told("b", CallLog, 7, 1)}, 1, 7, 1);
    row("logs of calls of no trace beside spans", {told("a", Call, 50, 5, "t"), told("b", CallLog, 7, 1)}, 2, 57, 6);
    // Beside what an older parser read: a row of the store, a call and two sums.
    row("the store's row is an older parser's", {{"a", 0, 10, 1, true}, told("c", Call, 10, 1, "t"), told("d", Call, 10, 9, "t")}, 1, 10, 1);
    row("the store's row is not", {told("a", Store, 10, 1), {"w", WeakFlag, 10, 9, true}, {"b", side, 20, 2, true}, {"s", side, 30, 3, true, Precision::Session}}, 1, 10, 1);
    row("a call is an older parser's", {{"w", WeakFlag, 10, 9, true}, told("e", Session, 10, 9), told("b", Agent, 10, 9, "t")}, 1, 10, 9);
    row("a sum is an older parser's", {{"s", side, 30, 3, true, Precision::Session}, told("e", Session, 7, 1), {"b", side, 20, 2, true}}, 1, 20, 2);
    // The strong record's prompt grows while it streams: then the weak one is no copy of it.
    row("strong grows away from the weak", {{"a", 0, 10, 5, true}, {"w", WeakFlag, 10, 9, true}, {"a", 0, 20, 5, true}}, 2, 30, 14);
}

void tst_Families::rules()
{
    QFETCH(std::vector<Line>, lines);
    QFETCH(int, records);
    QFETCH(std::int64_t, input);
    QFETCH(std::int64_t, output);
    std::vector<FileBatch> batches;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        batches.push_back(batchOfLine(lines[i], int(i)));
    }
    std::vector<std::size_t> order(batches.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::string fingerprint;
    do {
        for (const bool together : {true, false}) {
            const TempFolder place;
            auto writer = openWriter(place.path());
            std::vector<FileBatch> arrived;
            for (const std::size_t i : order) {
                arrived.push_back(batches[i]);
            }
            if (together) {
                appendAll(*writer, arrived);
            } else {
                for (const FileBatch &batch : arrived) {
                    appendAll(*writer, {batch});
                }
            }
            auto reader = openReader(place.path());
            QCOMPARE(reader->summary()->records, records);
            const UsageCells cells = *reader->usage({}, {}, Zone::utc());
            QCOMPARE(cells.cells.size(), std::size_t{1});
            QCOMPARE(cells.cells[0].tokens.input, input);
            QCOMPARE(cells.cells[0].tokens.output, output);
            if (fingerprint.empty()) {
                fingerprint = *reader->fingerprint();
            }
            QCOMPARE(*reader->fingerprint(), fingerprint);
            QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
        }
    } while (std::next_permutation(order.begin(), order.end()));
}

void tst_Families::hiddenRowsAreNotLost()
{
    // A replay that later turns out to stand outside side-chains as well counts after all.
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {batchOfLine({"a", 0, 10, 5, true}, 0)});
    QCOMPARE(appendAll(*writer, {batchOfLine({"b", SidechainFlag, 10, 5, true}, 1)}).added, 0);
    const AppendReport report = appendAll(*writer, {batchOfLine({"b", 0, 10, 5, true}, 2)});
    QCOMPARE(report.added, 1);
    QCOMPARE(openReader(place.path())->summary()->records, 2);
}

void tst_Families::severalAppendsOfOneRun()
{
    // The first import of a ledger does not look up what it wrote itself; what another process wrote meanwhile it must.
    for (const bool byAnother : {false, true}) {
        const TempFolder place;
        auto writer = openWriter(place.path());
        auto another = openWriter(place.path());
        QVERIFY(writer->beginImport(parseTime("2026-11-24T12:00:00Z")->time));
        const auto append = [&](const Line &line, int number) {
            const std::vector<FileBatch> batches{batchOfLine(line, number)};
            return bool(writer->append(batches, testRates()));
        };
        QVERIFY(append({"x", 0, 1, 1, false}, 0));
        if (byAnother) {
            appendAll(*another, {batchOfLine({"a", 0, 10, 5, true}, 1)});
        } else {
            QVERIFY(append({"a", 0, 10, 5, true}, 1));
        }
        QVERIFY(append({"b", SidechainFlag, 10, 5, true}, 2)); // a replay of "a"
        QVERIFY(writer->finishImport());
        QCOMPARE(openReader(place.path())->summary()->records, 2);
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    }
}

void tst_Families::countsOfARun()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    QVERIFY(bool(writer->beginImport({})));
    FileBatch first = batchOfLine({"a", 0, 10, 5, true}, 0);
    first.duplicateLines = 3;
    const std::vector<FileBatch> run{first, batchOfLine({"b", 0, 10, 5, true}, 1), batchOfLine({"a", 0, 10, 9, true}, 2)};
    for (const FileBatch &batch : run) {
        QVERIFY(bool(writer->append({&batch, 1}, testRates())));
    }
    AppendReport report = *writer->finishImport(); // 3 lines + 3 merged before: a and b are new, the change of a is no update
    QCOMPARE(report.added, 2);
    QCOMPARE(report.updated, 0);
    QCOMPARE(report.duplicate, 4);
    report = appendAll(*writer, {run[0], batchOfLine({"a", 0, 10, 20, true}, 3), batchOfLine({"a", 0, 10, 30, true}, 4)});
    QCOMPARE(report.added, 0);
    QCOMPARE(report.updated, 1); // a, once
    QCOMPARE(report.duplicate, 5);
}

void tst_Families::collision_data()
{
    QTest::addColumn<bool>("family");
    QTest::newRow("alone") << false;
    QTest::newRow("in one family") << true;
}

void tst_Families::collision()
{
    QFETCH(const bool, family);
    const TempFolder place;
    auto writer = openWriter(place.path());
    FileBatch one = batchOfLine({"a", 0, 10, 5, family}, 0);
    FileBatch two = batchOfLine({"a", 0, 7, 5, family}, 1);
    two.usage.records[0].identity.low ^= 1U;
    QCOMPARE(appendAll(*writer, {one, two}).added, 2);
    QCOMPARE(appendAll(*writer, {two, one}).duplicate, 2);
    auto reader = openReader(place.path());
    QCOMPARE(reader->usage({}, {}, Zone::utc())->cells[0].tokens.input, 17);
    const std::vector<Problem> problems = *reader->problems(10);
    QCOMPARE(problems.size(), std::size_t{1});
    QCOMPARE(int(problems[0].cause), int(Cause::IdentityCollision));
    QCOMPARE(problems[0].file, std::string{"/logs/1"});
}

/// Two families whose hashes share a half lie between each other in the index; neither's rules touch the other.
void tst_Families::halfASharedHash()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    std::vector<FileBatch> batches;
    const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    for (int i = 0; i < 6; ++i) {
        // Even ones of one family, odd ones of the other; the first of each stands outside side-chains.
        batches.push_back(batchOfLine({names[i], i < 2 ? 0U : std::uint32_t{SidechainFlag}, 10 + i, 5, false}, i));
        batches.back().usage.records[0].family = i % 2 == 0 ? 0xABCDEF01'80000000U : 0xABCDEF01'80000001U;
    }
    batches.push_back(batchOfLine({"z", SidechainFlag, 100, 5, false}, 6)); // alone in a third
    batches.back().usage.records[0].family = 0xABCDEF01'00000007U;
    appendAll(*writer, batches);
    // What counts: 10 + 11 outside side-chains, and 100, which replays nothing.
    QCOMPARE(openReader(place.path())->usage({}, {}, Zone::utc())->cells[0].tokens.input, 121);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 7);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

void tst_Families::rateFollowsTheMerge()
{
    // 150,000 is at the base rate, 250,000 at the long-context one: the merged record has the second alone.
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {batchOfLine({"a", 0, 150'000, 5, false}, 0)});
    appendAll(*writer, {batchOfLine({"a", 0, 250'000, 5, false}, 0)});
    const UsageCells cells = *openReader(place.path())->usage({}, {Dimension::Model}, Zone::utc());
    QCOMPARE(cells.cells.size(), std::size_t{1});
    QCOMPARE(cells.rates.at(cells.cells[0].rate).contextTier, 200'000);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

void tst_Families::sightings()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    const std::vector<FileBatch> lines{batchOfLine({"a", 0, 10, 5, true}, 0), batchOfLine({"a", 0, 10, 5, true}, 1),
                                       batchOfLine({"b", SidechainFlag, 10, 5, true}, 2)};
    appendAll(*writer, lines);
    appendAll(*writer, lines);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 2);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting s JOIN file f ON f.id = s.file_id WHERE f.path = '/logs/2' AND s.rule = 1"), 1);
}

/// A document that its owner writes anew: a record stands where it was seen last, below or above, and is neither new nor changed. Of logs
/// the first place stays.
void tst_Families::documentsMove()
{
    for (const bool isDocument : {true, false}) {
        const TempFolder place;
        auto writer = openWriter(place.path());
        const auto at = [&](std::int64_t offset) {
            FileBatch batch = batchOfLine({"a", 0, 10, 5, false}, 0);
            batch.isWhole = isDocument;
            batch.usage.records[0].offset = offset;
            const AppendReport report = appendAll(*writer, {batch});
            return std::pair{askSql(place.path(), "SELECT offset FROM usage"), report.added + report.updated};
        };
        QCOMPARE(at(0).first, 0); // as ledgers have it that were written before documents told places
        QCOMPARE(at(300), (std::pair{std::int64_t{isDocument ? 300 : 0}, std::int64_t{0}}));
        QCOMPARE(at(200), (std::pair{std::int64_t{isDocument ? 200 : 0}, std::int64_t{0}}));
        QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 0);
        QCOMPARE(verifyFailures(place.path()), std::string{});
    }
}

/// Copies that stand in documents move with them and do not become more: one by its identity in /logs/1, of which /logs/0 counts, and two
/// replays of a family in /logs/2, of which one moves to where the other stood.
void tst_Families::copiesInDocumentsMove()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {batchOfLine({"a", 0, 10, 5, true}, 0)});
    const auto read = [&](std::int64_t copy, std::int64_t first, std::int64_t second) {
        FileBatch one = batchOfLine({"a", 0, 10, 5, true}, 1);
        one.usage.records[0].offset = copy;
        FileBatch two = batchOfLine({"b", SidechainFlag, 10, 5, true}, 2);
        two.usage.records[0].offset = first;
        two.usage.records.push_back(batchOfLine({"c", SidechainFlag, 10, 5, true}, 2).usage.records[0]);
        two.usage.records[1].offset = second;
        one.isWhole = two.isWhole = true;
        appendAll(*writer, {one, two});
    };
    const auto count = [&](const char *path, int rule, std::int64_t offset) {
        return askSql(place.path(), "SELECT count(*) FROM sighting s JOIN file f ON f.id = s.file_id WHERE f.path = '" + std::string{path} + "' AND s.rule = "
                                        + std::to_string(rule) + " AND s.offset = " + std::to_string(offset));
    };
    const std::array<std::array<std::int64_t, 3>, 4> looks{{{10, 100, 200}, {40, 200, 300}, {20, 50, 60}, {20, 50, 60}}};
    for (const auto &[copy, first, second] : looks) {
        read(copy, first, second);
        QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 3);
        QCOMPARE(count("/logs/1", SameIdentity, copy), 1);
        QCOMPARE(count("/logs/2", SidechainReplay, first), 1);
        QCOMPARE(count("/logs/2", SidechainReplay, second), 1);
        QCOMPARE(verifyFailures(place.path()), std::string{});
    }
}

TOKENMETER_TEST(tst_Families);

} // namespace test_Families

#include "tst_Families.moc"
