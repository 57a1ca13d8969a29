// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"
#include "ledger/ReviewFactJson.h"

#include <QtTest>

#include <algorithm>

namespace test_Review
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

UtcTime moment(const char *text)
{
    return parseTime(text)->time;
}

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d %s", int(result.problem().cause), result.problem().args.empty() ? "" : result.problem().args.back().c_str());
    }
    return *std::move(result);
}

NamedPeriod october()
{
    return *parseNamedPeriod("2026-10");
}

PeriodClose closeOf(const NamedPeriod &period)
{
    return {.period = period,
            .zone = "Europe/Berlin",
            .currency = Currency{"USD"},
            .catalogue = "2026-11-23",
            .why = "agreed with the invoice",
            .figures = R"({"total":"1.5"})",
            .cells = R"({"version":1,"cells":[]})",
            .basisHash = std::string(64, 'a'),
            .records = 12};
}

struct ReviewDesk
{
    TempFolder folder{};
    std::unique_ptr<LedgerWriter> writer = openWriter(folder.path());
    std::unique_ptr<LedgerReader> reader = openReader(folder.path());

    PeriodClose close(const NamedPeriod &period, const char *time = "2026-11-03T10:00:00Z")
    {
        return must(writer->addClose(closeOf(period), {}, moment(time)));
    }
    std::size_t standing()
    {
        const std::vector<PeriodClose> all = must(reader->closes());
        return std::size_t(std::count_if(all.begin(), all.end(), [](const PeriodClose &one) { return one.isStanding(); }));
    }
    void undo() { must(writer->undo(moment("2026-12-01T00:00:00Z"))); }
};

PeriodBasis basisOf(LedgerReader &reader, const NamedPeriod &period = october(), const Zone &zone = Zone::utc(), std::optional<UtcTime> after = {})
{
    return must(reader.periodBasis({.from = period.from, .to = period.to, .zone = zone, .learnedAfter = after}));
}

PeriodBasis basisOf(const std::string &path, const NamedPeriod &period = october())
{
    return basisOf(*openReader(path), period);
}

/// What of a basis must not depend on the order of cells.
std::vector<std::string> shown(const PeriodBasis &basis)
{
    std::vector<std::string> lines;
    for (const BasisCell &cell : basis.cells) {
        lines.push_back(cell.source + ' ' + cell.model + ' ' + cell.project + (cell.isExcluded ? " excluded" : "") + (cell.isLate ? " late" : "") + ' '
                        + std::to_string(cell.rate->input) + ' ' + std::to_string(cell.requests) + ' ' + std::to_string(cell.tokens.total()) + ' '
                        + std::to_string(cell.rare.tokens()));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

FileBatch served(const std::string &path, const std::string &model, std::vector<UsageRecord> records, const std::string &project = "app")
{
    UsageContext context;
    context.attribution.project = project;
    context.serving = {.provider = "anthropic", .model = model, .serviceTier = {}, .speed = {}, .region = {}};
    std::vector<std::pair<UsageRecord, UsageContext>> rows;
    for (UsageRecord &one : records) {
        rows.emplace_back(std::move(one), context);
    }
    return batchOf(path, std::move(rows));
}

void importAt(LedgerWriter &writer, const std::vector<FileBatch> &batches, const char *time, const RateSource &rates = testRates())
{
    must(writer.beginImport(moment(time)));
    must(writer.append(batches, rates));
    must(writer.finishImport());
}

} // namespace

class tst_Review : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textsKeepEverything_data();
    void textsKeepEverything();
    void damagedTexts();
    void closedReadAndSealed();
    void sameDaysOnce();
    void reopenedWithAReason();
    void undoOfCloseAndReopening();
    void settledAdjustmentsFollowTheirCloses();
    void verifySeesWhatWasChanged_data();
    void verifySeesWhatWasChanged();
    void factsAndUndo();
    void factsOfAnotherKind();
    void hashOfAnotherImportOrder();
    void hashTellsOneChange_data();
    void hashTellsOneChange();
    void hashOfAnotherPriceListWithTheSamePrices();
    void basisIsCutInTheZone();
    void lateRecordsAreToldApart();
    void previewSaysWhatIsClosed();
    void olderLedgerGetsTheTables();
};

void tst_Review::textsKeepEverything_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < 5; ++i) {
        QTest::addRow("%d", i) << i;
    }
}

void tst_Review::textsKeepEverything()
{
    QFETCH(int, number);
    const std::vector<ReviewFactBody> facts{
        ReviewNote{.period = *parseNamedPeriod("2026-Q3"), .markdown = "a \"b\"\n\n\xE8\x8A\xB1 <b>"},
        WorkOutcome{.period = october(), .project = "app", .kind = "merged changes", .quantity = 12'500'000'001, .text = "of the team"},
        WorkOutcome{.period = october(),
                .kind = "money saved",
                .money = Money::fromAtto((Int128{1} << 100) + 7, Currency{"CNY"})}, // more than 64 bits
        Annotation{.day = *parseDay("2026-10-05"), .kind = Annotation::Kind::Incident, .text = "down"},
        Annotation{.day = *parseDay("2026-10-05"), .moment = moment("2026-10-05T09:30:00.125Z"), .kind = Annotation::Kind::PriceChange, .text = "up"},
    };
    const ReviewFactBody &fact = facts[std::size_t(number)];
    QVERIFY(must(readReviewFactText(kindOf(fact), reviewFactText(fact))) == fact);
}

void tst_Review::damagedTexts()
{
    QVERIFY(!readReviewFactText(ReviewFactKind::Note, R"({"period":"soon","markdown":"x"})"));
    QVERIFY(!readReviewFactText(ReviewFactKind::Outcome, R"({"period":"2026-10","kind":"x","quantity":"many"})"));
    QVERIFY(!readReviewFactText(ReviewFactKind::Annotation, R"({"day":"2026-10-05","kind":"party","text":"x"})"));
    QVERIFY(!readReviewFactText(ReviewFactKind(9), "{}"));
}

void tst_Review::closedReadAndSealed()
{
    ReviewDesk desk;
    const PeriodClose stored = desk.close(october());
    const std::vector<PeriodClose> all = must(desk.reader->closes());
    QCOMPARE(all.size(), std::size_t{1});
    QVERIFY(all.front() == stored);
    QCOMPARE(stored.figuresHash, std::string{"c299f700e5970cece1ae73a8a41a88ad127f2007fcde74786e9060946cdc242c"});
    QCOMPARE(stored.seal.size(), std::size_t{64});
    QVERIFY(stored.id > 0 && !stored.uuid.empty() && !stored.machine.empty());
    QVERIFY(stored.closed == moment("2026-11-03T10:00:00Z"));
    const JournalEntry entry = must(desk.reader->journal(1)).front();
    QCOMPARE(entry.action, std::string{"close"});
    QCOMPARE(entry.subject, std::string{"2026-10"});
    QCOMPARE(entry.detail, std::string{"agreed with the invoice"});
    QVERIFY(entry.canUndo);
    QCOMPARE(QString::fromStdString(verifyFailures(desk.folder.path())), QString{});
}

void tst_Review::sameDaysOnce()
{
    ReviewDesk desk;
    desk.close(october());
    const Result<PeriodClose> again = desk.writer->addClose(closeOf(october()), {}, moment("2026-11-04T00:00:00Z"));
    QVERIFY(!again);
    QCOMPARE(again.problem().args.front(), std::string{"period"});
    desk.close(*parseNamedPeriod("2026-Q4")); // a quarter around it may be
    QCOMPARE(desk.standing(), std::size_t{2});
}

void tst_Review::reopenedWithAReason()
{
    ReviewDesk desk;
    const std::int64_t id = desk.close(october()).id;
    QCOMPARE(desk.writer->reopenClose(id, " ", moment("2026-11-04T00:00:00Z")).problem().args.front(), std::string{"why"});
    QCOMPARE(desk.standing(), std::size_t{1});
    must(desk.writer->reopenClose(id, "a log was missing", moment("2026-11-04T00:00:00Z")));
    QVERIFY(!desk.writer->reopenClose(id, "again", moment("2026-11-05T00:00:00Z")));
    desk.close(october(), "2026-11-06T00:00:00Z");
    const std::vector<PeriodClose> all = must(desk.reader->closes());
    QCOMPARE(all.size(), std::size_t{2}); // the first one stays, with its reason
    QCOMPARE(all.front().reopened->why, std::string{"a log was missing"});
    QVERIFY(all.front().reopened->time == moment("2026-11-04T00:00:00Z"));
    QVERIFY(all.back().isStanding());
}

void tst_Review::undoOfCloseAndReopening()
{
    ReviewDesk desk;
    const std::int64_t id = desk.close(october()).id;
    must(desk.writer->reopenClose(id, "a log was missing", moment("2026-11-04T00:00:00Z")));
    desk.close(october());
    desk.undo(); // the second close
    QCOMPARE(desk.standing(), std::size_t{0});
    desk.undo(); // the reopening
    QCOMPARE(desk.standing(), std::size_t{1});
    QCOMPARE(must(desk.reader->closes()).size(), std::size_t{1});
    desk.undo(); // the first close
    QCOMPARE(desk.standing(), std::size_t{0});
    QCOMPARE(askSql(desk.folder.path(), "SELECT count(*) FROM period_close"), 2); // nothing is lost
    QCOMPARE(askSql(desk.folder.path(), "SELECT count(*) FROM reopening"), 1);
    QCOMPARE(QString::fromStdString(verifyFailures(desk.folder.path())), QString{});
}

void tst_Review::settledAdjustmentsFollowTheirCloses()
{
    ReviewDesk desk;
    const std::int64_t october = desk.close(test_Review::october()).id;
    const std::vector<SettledAdjustment> changes{
        {.close = october, .entries = "[]", .cells = R"({"version":1,"cells":[]})", .basisHash = std::string(64, 'b'), .records = 13}};
    const PeriodClose november = must(desk.writer->addClose(closeOf(*parseNamedPeriod("2026-11")), changes, moment("2026-12-02T00:00:00Z")));
    const std::vector<SettledAdjustment> settled = must(desk.reader->settledAdjustments());
    QCOMPARE(settled.size(), std::size_t{1});
    QCOMPARE(settled.front().shownIn, november.id);
    QCOMPARE(settled.front().close, october);
    QCOMPARE(settled.front().records, 13);
    must(desk.writer->reopenClose(november.id, "too early", moment("2026-12-03T00:00:00Z")));
    QVERIFY(must(desk.reader->settledAdjustments()).empty()); // pending again: nothing that stands shows them
    desk.undo();
    QCOMPARE(must(desk.reader->settledAdjustments()).size(), std::size_t{1});
    must(desk.writer->reopenClose(october, "all wrong", moment("2026-12-03T00:00:00Z")));
    QVERIFY(must(desk.reader->settledAdjustments()).empty());
}

void tst_Review::verifySeesWhatWasChanged_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("figures") << QStringLiteral("UPDATE period_close SET figures = '{}'");
    QTest::newRow("figures and their hash")
        << QStringLiteral("UPDATE period_close SET figures = '{}', figures_hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'");
    QTest::newRow("cells") << QStringLiteral("UPDATE period_close SET cells = '{}'");
    QTest::newRow("reason") << QStringLiteral("UPDATE period_close SET why = ''");
    QTest::newRow("days") << QStringLiteral("UPDATE period_close SET to_day = to_day - 1, kind = 4");
    QTest::newRow("time") << QStringLiteral("UPDATE period_close SET closed_ms = closed_ms - 86400000");
    QTest::newRow("adjustment") << QStringLiteral("UPDATE adjustment SET entries = '[{}]'");
}

void tst_Review::verifySeesWhatWasChanged()
{
    QFETCH(QString, sql);
    ReviewDesk desk;
    const std::vector<SettledAdjustment> changes{{.close = desk.close(october()).id, .entries = "[]", .cells = "{}", .basisHash = "b"}};
    must(desk.writer->addClose(closeOf(*parseNamedPeriod("2026-11")), changes, moment("2026-12-02T00:00:00Z")));
    QCOMPARE(QString::fromStdString(verifyFailures(desk.folder.path())), QString{});
    runSql(desk.folder.path(), sql.toStdString());
    QVERIFY(verifyFailures(desk.folder.path()).find("closes") != std::string::npos);
}

void tst_Review::factsAndUndo()
{
    ReviewDesk desk;
    const ReviewNote note{.period = october(), .markdown = "Tests were re-run."};
    const ReviewFact stored = must(desk.writer->addReviewFact(note, moment("2026-11-03T00:00:00Z")));
    ReviewNote longer = note;
    longer.markdown += " Twice.";
    const ReviewFact changed = must(desk.writer->editReviewFact(stored.id, longer, moment("2026-11-04T00:00:00Z")));
    QVERIFY(changed.changed == moment("2026-11-04T00:00:00Z") && changed.created == moment("2026-11-03T00:00:00Z"));
    QCOMPARE(changed.uuid, stored.uuid);
    must(desk.writer->editReviewFact(stored.id, longer, moment("2026-11-05T00:00:00Z"))); // no decision
    QCOMPARE(must(desk.reader->journal(10)).size(), std::size_t{2});
    must(desk.writer->removeReviewFact(stored.id, ReviewFactKind::Note, moment("2026-11-05T00:00:00Z")));
    QVERIFY(must(desk.reader->reviewFacts()).empty());
    QCOMPARE(must(desk.reader->journal(1)).front().action, std::string{"note removed"});
    QVERIFY(must(desk.reader->journal(10)).front().detail.find("Tests") == std::string::npos);
    desk.undo();
    QCOMPARE(must(desk.reader->reviewFacts()).front().note()->markdown, longer.markdown);
    desk.undo();
    QCOMPARE(must(desk.reader->reviewFacts()).front().note()->markdown, note.markdown);
    desk.undo();
    QVERIFY(must(desk.reader->reviewFacts()).empty());
    QCOMPARE(askSql(desk.folder.path(), "SELECT count(*) FROM review_fact"), 1);
    QCOMPARE(QString::fromStdString(verifyFailures(desk.folder.path())), QString{});
}

void tst_Review::factsOfAnotherKind()
{
    ReviewDesk desk;
    const std::int64_t id
        = must(desk.writer->addReviewFact(Annotation{.day = october().from, .text = "v2"}, moment("2026-11-03T00:00:00Z"))).id;
    QCOMPARE(desk.writer->removeReviewFact(id, ReviewFactKind::Note, {}).problem().args.front(), std::string{"note"});
    QVERIFY(!desk.writer->editReviewFact(id, WorkOutcome{.period = october(), .kind = "tickets"}, {}));
    QVERIFY(!desk.writer->removeReviewFact(id + 1, ReviewFactKind::Annotation, {}));
    QVERIFY(!desk.writer->addReviewFact(Annotation{.day = october().from}, {})); // says nothing
    QCOMPARE(must(desk.reader->reviewFacts()).size(), std::size_t{1});
}

void tst_Review::hashOfAnotherImportOrder()
{
    const std::vector<FileBatch> batches = soup(11, 8, 150);
    const TempFolder one;
    appendAll(*openWriter(one.path()), batches);
    const NamedPeriod all = *parseNamedPeriod("2026");
    const PeriodBasis expected = basisOf(one.path(), all);
    QVERIFY(expected.records > 50);
    for (unsigned seed = 1; seed < 3; ++seed) {
        const TempFolder other;
        const auto writer = openWriter(other.path());
        must(writer->beginImport(moment("2026-11-24T12:00:00Z")));
        const std::vector<FileBatch> reordered = stirred(batches, seed, true);
        for (const FileBatch &batch : reordered) {
            must(writer->append({&batch, 1}, testRates()));
        }
        must(writer->finishImport());
        const PeriodBasis basis = basisOf(other.path(), all);
        QCOMPARE(basis.hash, expected.hash);
        QCOMPARE(basis.records, expected.records);
        QCOMPARE(shown(basis), shown(expected));
    }
}

void tst_Review::hashTellsOneChange_data()
{
    QTest::addColumn<int>("change");
    int number = 0;
    for (const char *what : {"one token", "one price", "one exclusion", "one record more", "another project", "another moment", "a rare count"}) {
        QTest::newRow(what) << number++;
    }
}

void tst_Review::hashTellsOneChange()
{
    QFETCH(int, change);
    const auto filled = [](const std::string &path, int changed) {
        const auto writer = openWriter(path);
        std::vector<UsageRecord> records;
        for (int i = 0; i < 50; ++i) {
            records.push_back(record(std::to_string(i), changed == 5 && i == 7 ? "2026-10-05T10:00:01Z" : "2026-10-05T10:00:00Z", {.input = 100 + i}));
        }
        records[7].tokens.input += changed == 0 ? 1 : 0;
        records[7].rare.inputAudio = changed == 6 ? 1 : 0;
        if (changed == 3) {
            records.push_back(record("more", "2026-10-05T10:00:00Z", {.input = 1}));
        }
        appendAll(*writer, {served("/a.jsonl", "opus", records, changed == 4 ? "other" : "app")}, testRates(changed == 1 ? 2 : 1));
        if (changed == 2) {
            must(writer->setExcluded({.records = {3}}, true, "twice", moment("2026-11-01T00:00:00Z")));
        }
    };
    const TempFolder plain;
    const TempFolder same;
    const TempFolder other;
    filled(plain.path(), -1);
    filled(same.path(), -1);
    filled(other.path(), change);
    QCOMPARE(basisOf(same.path()).hash, basisOf(plain.path()).hash);
    QVERIFY(basisOf(other.path()).hash != basisOf(plain.path()).hash);
    if (change == 2) { // and back
        must(openWriter(other.path())->undo(moment("2026-11-02T00:00:00Z")));
        QCOMPARE(basisOf(other.path()).hash, basisOf(plain.path()).hash);
    }
}

void tst_Review::hashOfAnotherPriceListWithTheSamePrices()
{
    const TempFolder folder;
    const auto writer = openWriter(folder.path());
    appendAll(*writer, {served("/a.jsonl", "opus", {record("1", "2026-10-05T10:00:00Z", {.input = 5})})});
    const PeriodBasis before = basisOf(folder.path());
    const RateSource plain = testRates();
    Rate renamed;
    const RateSource other = [&](const UsageRecord &usage, const Serving &serving) -> const Rate & {
        renamed = plain(usage, serving);
        renamed.source = "a newer list";
        renamed.key += 1;
        return renamed;
    };
    QCOMPARE(must(writer->reprice(false, other)), 1);
    QCOMPARE(basisOf(folder.path()).hash, before.hash);
    QCOMPARE(must(writer->reprice(false, testRates(3))), 1);
    QVERIFY(basisOf(folder.path()).hash != before.hash);
}

void tst_Review::basisIsCutInTheZone()
{
    const TempFolder folder;
    const auto writer = openWriter(folder.path());
    UsageRecord dayOnly = record("day", "2026-10-31T00:00:00Z", {.input = 1'000});
    dayOnly.precision = Precision::Day;
    appendAll(*writer, {served("/a.jsonl", "opus",
                               {record("before", "2026-09-30T21:59:59Z", {.input = 1}), record("first", "2026-09-30T22:00:00Z", {.input = 10}),
                                record("last", "2026-10-31T22:59:59Z", {.input = 100}), record("after", "2026-10-31T23:00:00Z", {.input = 10'000}), dayOnly})});
    const auto tokens = [&](const char *zone) {
        std::int64_t sum = 0;
        for (const BasisCell &cell : basisOf(*openReader(folder.path()), october(), *Zone::byId(zone)).cells) {
            sum += cell.tokens.input;
        }
        return sum;
    };
    QCOMPARE(tokens("Europe/Berlin"), 1'110);
    QCOMPARE(tokens("UTC"), 11'100);
    QCOMPARE(tokens("Pacific/Kiritimati"), 1'000 + 11); // 14 hours ahead: September's end is its October; a day stays where it is
}

void tst_Review::lateRecordsAreToldApart()
{
    const TempFolder folder;
    const auto writer = openWriter(folder.path());
    importAt(*writer, {served("/a.jsonl", "opus", {record("1", "2026-10-05T10:00:00Z", {.input = 5})})}, "2026-11-01T00:00:00Z");
    importAt(*writer, {served("/b.jsonl", "opus", {record("2", "2026-10-06T10:00:00Z", {.input = 7})})}, "2026-11-05T00:00:00Z");
    const auto reader = openReader(folder.path());
    const PeriodBasis basis = basisOf(*reader, october(), Zone::utc(), moment("2026-11-03T00:00:00Z"));
    QCOMPARE(shown(basis), (std::vector<std::string>{"claude-code opus app 15000000000000 1 5 0", "claude-code opus app late 15000000000000 1 7 0"}));
    QCOMPARE(basis.hash, basisOf(*reader).hash); // when they were learned does not matter to it
}

void tst_Review::previewSaysWhatIsClosed()
{
    ReviewDesk desk;
    appendAll(*desk.writer, {served("/a.jsonl", "opus",
                                    {record("1", "2026-10-05T10:00:00Z", {.input = 1'000'000}), record("2", "2026-10-06T10:00:00Z", {.input = 1'000'000}),
                                     record("3", "2026-11-06T10:00:00Z", {.input = 1'000'000})})});
    desk.close(october());
    const UsageFilter oneDay{.from = *parseDay("2026-10-06"), .to = *parseDay("2026-10-06")};
    QCOMPARE(must(desk.writer->setExcluded({.filter = oneDay}, true, "twice", moment("2026-11-04T00:00:00Z"))), 1);
    const RepricePreview preview = must(desk.reader->previewReprice(testRates(2)));
    QCOMPARE(preview.records, 3);
    QCOMPARE(preview.closed.size(), std::size_t{1});
    QCOMPARE(toText(preview.closed.front().period), std::string{"2026-10"});
    QCOMPARE(preview.closed.front().records, 1); // what is excluded is in no total
    // A prompt of a million tokens is priced as a large one: 30 USD, then twice that.
    QVERIFY(preview.closed.front().before == std::vector{Money::fromAtto(Int128{30} * 1'000'000'000'000'000'000, Currency{"USD"})});
    QVERIFY(preview.closed.front().after == std::vector{Money::fromAtto(Int128{60} * 1'000'000'000'000'000'000, Currency{"USD"})});
    must(desk.writer->reopenClose(must(desk.reader->closes()).front().id, "x", moment("2026-11-05T00:00:00Z")));
    QVERIFY(must(desk.reader->previewReprice(testRates(2))).closed.empty());
}

void tst_Review::olderLedgerGetsTheTables()
{
    const TempFolder folder;
    openWriter(folder.path());
    runSql(folder.path(), DROP_REVIEW "PRAGMA user_version=8");
    const auto writer = openWriter(folder.path());
    QVERIFY(must(writer->addReviewFact(ReviewNote{.period = october(), .markdown = "x"}, {})).id > 0);
}

TOKENMETER_TEST(tst_Review);

} // namespace test_Review

#include "tst_Review.moc"
