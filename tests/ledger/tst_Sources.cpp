// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/LedgerSupport.h"
#include "support/TestMain.h"

#include "ledger/CoverOrder.h"
#include "ledger/FilterJson.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <random>
#include <set>
#include <tuple>

namespace test_Sources
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d %s", int(result.problem().cause), result.problem().args.empty() ? "" : result.problem().args.back().c_str());
    }
    return *std::move(result);
}

const SourceKey LogA{"claude-code", "/a"};
const SourceKey LogB{"claude-code", "/b"};
const SourceKey Export{"anthropic-usage-csv", "/export.csv"};
const SourceKey Gateway{"litellm", "/sums.json"};
const SourceKey DeepSeek{"deepseek-usage-csv", "/deepseek.csv"};
const SourceKey Days{"ccusage", "/days.json"};

const std::vector<FormatTells> Tells{{.format = "anthropic-usage-csv", .tells = SourceTells::Buckets, .eastMinutes = 0},
                                     {.format = "deepseek-usage-csv", .tells = SourceTells::Buckets, .eastMinutes = 480},
                                     {.format = "litellm", .tells = SourceTells::Sums, .eastMinutes = 0},
                                     {.format = "ccusage", .tells = SourceTells::Tracker, .eastMinutes = {}},
                                     {.format = "helicone", .tells = SourceTells::Gateway, .eastMinutes = {}},
                                     {.format = "tokscale", .tells = SourceTells::Tracker, .eastMinutes = {}}};

UtcTime now()
{
    return parseTime("2026-11-24T12:00:00Z")->time;
}

struct Line
{
    std::string id{};
    const char *time = "2026-10-01T10:00:00Z";
    std::int64_t tokens = 0;
    std::string model{"opus"};
    std::string provider{"anthropic"};
    std::string agent{};
    std::int64_t output = 0; ///< beside the tokens, which are input
};

FileBatch batch(const SourceKey &source, const std::string &path, const std::vector<Line> &lines)
{
    FileBatch all;
    all.source = source;
    all.path = path;
    for (const Line &line : lines) {
        const bool isDay = std::string_view{line.time}.size() == 10;
        UsageRecord one = record(line.id, isDay ? (std::string{line.time} + "T12:00:00Z").c_str() : line.time, {.input = line.tokens, .output = line.output});
        one.precision = isDay ? Precision::Day : Precision::Instant;
        one.flags = isDay ? std::uint32_t{AggregateFlag} : 0U;
        one.offset = std::int64_t(all.usage.records.size()) * 100;
        one.context = std::uint32_t(all.usage.contexts.size());
        all.usage.contexts.push_back({.attribution = {.session = "s", .agent = line.agent}, .serving = {.provider = line.provider, .model = line.model}});
        all.usage.records.push_back(one);
    }
    return all;
}

struct Desk
{
    explicit Desk(const Zone &zone = Zone::utc()) : writer{openWriter(folder.path(), zone)}, reader{openReader(folder.path())} {}

    void add(const std::vector<FileBatch> &batches)
    {
        appendAll(*writer, batches);
        covered = must(writer->settleOverlaps(Tells));
    }
    /// Of all records that count.
    std::int64_t tokens() const
    {
        const UsageCells cells = must(reader->usage({}, {}, Zone::utc()));
        std::int64_t sum = 0;
        for (const UsageCell &cell : cells.cells) {
            sum += cell.tokens.total();
        }
        return sum;
    }
    /// The same from the records.
    std::int64_t tokensOfRecords(UsageFilter::Excluded which = UsageFilter::Excluded::Without) const
    {
        std::int64_t sum = 0;
        for (const RecordRow &row : rows(which)) {
            sum += row.tokens.total();
        }
        return sum;
    }
    std::vector<RecordRow> rows(UsageFilter::Excluded which) const
    {
        return must(reader->records({.filter = {.excluded = which}, .descending = false, .limit = 10'000}, Zone::utc())).rows;
    }
    SourceFacts facts(const SourceKey &key) const
    {
        for (const SourceFacts &one : must(reader->sourceFacts())) {
            if (one.key == key) {
                return one;
            }
        }
        return {};
    }
    std::string wrong() const { return verifyFailures(folder.path()); }
    /// Takes out the record of so many tokens.
    void takeOut(std::int64_t tokensOfIt)
    {
        for (const RecordRow &row : rows(UsageFilter::Excluded::With)) {
            if (row.tokens.input == tokensOfIt) {
                must(writer->setExcluded({.records = {row.id}}, true, "by hand", now()));
                return;
            }
        }
        QFAIL("no such record");
    }
    void choose(const SourceKey &first, const SourceKey &second, std::optional<OverlapChoice> choice, const char *provider = "")
    {
        must(writer->setOverlapChoice({first, second, provider}, choice, {}, now()));
    }

    TempFolder folder{};
    std::unique_ptr<LedgerWriter> writer;
    std::unique_ptr<LedgerReader> reader;
    std::int64_t covered = 0;
};

/// r1 of A alone, r2 of both, r3 of A and taken out by the user, r4 of B alone.
std::vector<FileBatch> twoLogs()
{
    return {batch(LogA, "/a/1", {{.id = "r1", .tokens = 1}, {.id = "r2", .tokens = 20}, {.id = "r3", .tokens = 300}}),
            batch(LogB, "/b/1", {{.id = "r4", .tokens = 4000}, {.id = "r2", .tokens = 20}})};
}

std::string causeOf(const auto &result)
{
    return result ? std::string{"fine"} : result.problem().cause == Cause::BadArgument ? result.problem().args.front() : std::string{"another"};
}

} // namespace

/// What the user decides of sources, and which of several that tell the same counts.
class tst_Sources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statesAreDecisions();
    void badInput();
    void forgetsWithRecords();
    void forgottenRecordsComeBackWithACopy();
    void forgottenWhileItIsRead();
    void forgettingDoesNotDependOnOrder();
    void factsAndFiles();
    void duplicates();
    void filteredBySource();
    void duplicatesOfAFileInTwoSources();
    void duplicatesInPages();
    void linesMergedInAFile();
    void whatStandsBackTellsItself();
    void readsAgain();
    void cacheDecidedWhileItIsRead();
    void requestsCoverBuckets();
    void choicesAndUndo();
    void userExclusionsStay();
    void unnamedModelsCoverTheDay();
    void daysAreCutAsTheExportCutsThem();
    void circlesEndWithOne();
    void onlyWhatCountsCovers();
    void exportsOfOneConsole();
    void exportThatIsNotGroupedByModel();
    void takenOutStaysOut();
    void daysWithoutTokens();
    void namesOfFilesDecideNothing();
    void nothingIsLostAndNothingTwice();
    void coverOrder();
    void trackersYieldToTheirTools();
    void trackersYieldToAnyStoreOfATool();
    void trackersYieldToNoOtherFork();
    void trackersBesideACopiedFork();
    void sumsOverToolsYieldByModel();
    void trackersAmongThemselves();
    void exportsOfOneTracker();
    void daysOfAnUnknownTool();
    void equalDaysAreOfOneTool();
    void takenOutOfLogsStaysOut();
    void gatewaysRepeatTools();
    void spellingsOfOneProvider();
    void namesOfProvidersAndModels();
    void unrelatedGatewaysCount();
    void settlesAfterAStop();
    void settlingWhatWasTouchedIsSettlingAll_data();
    void settlingWhatWasTouchedIsSettlingAll();
    void onlyTouchedDaysAreRead();
    void olderLedgers();
};

void tst_Sources::statesAreDecisions()
{
    Desk desk;
    desk.add(twoLogs());
    const auto stateOf = [&](const SourceKey &key) { return desk.facts(key).state; };
    must(desk.writer->setSourceState(LogA, SourceState::Paused, false, "noise", now()));
    QCOMPARE(stateOf(LogA), SourceState::Paused);
    QCOMPARE(stateOf(LogB), SourceState::Read);
    QCOMPARE(desk.tokens(), 4321); // what was read counts
    must(desk.writer->setSourceState(LogA, SourceState::Paused, false, "noise", now())); // no decision
    must(desk.writer->setSourceState(LogA, SourceState::Read, false, {}, now()));
    must(desk.writer->setSourceState(LogA, SourceState::Forgotten, false, "sold", now()));
    QCOMPARE(desk.tokens(), 4321);
    const std::vector<JournalEntry> journal = must(desk.reader->journal(10));
    QCOMPARE(journal.size(), std::size_t{3});
    QCOMPARE(journal[0].action, std::string{"source forgotten"});
    QCOMPARE(journal[0].subject, std::string{"claude-code /a"});
    QCOMPARE(journal[0].detail, std::string{"sold"});
    QCOMPARE(journal[1].action, std::string{"source resumed"});
    QCOMPARE(journal[2].action, std::string{"source paused"});
    for (const SourceState expected : {SourceState::Read, SourceState::Paused, SourceState::Read}) {
        must(desk.writer->undo(now()));
        QCOMPARE(stateOf(LogA), expected);
    }
    QCOMPARE(desk.writer->undo(now()).problem().cause, Cause::NothingToUndo);
    QCOMPARE(desk.wrong(), std::string{});
}

void tst_Sources::badInput()
{
    Desk desk;
    desk.add(twoLogs());
    const SourceKey nobody{"claude-code", "/nowhere"};
    QCOMPARE(causeOf(desk.writer->setSourceState(nobody, SourceState::Paused, false, "x", now())), std::string{"source"});
    QCOMPARE(causeOf(desk.writer->setSourceState(LogA, SourceState::Forgotten, true, " \t", now())), std::string{"why"});
    QCOMPARE(causeOf(desk.writer->rescanSource(nobody, now())), std::string{"source"});
    QCOMPARE(causeOf(desk.writer->setOverlapChoice({LogA, nobody, {}}, OverlapChoice::Both, {}, now())), std::string{"source"});
    QCOMPARE(causeOf(desk.reader->sourceFiles(nobody)), std::string{"source"});
    QCOMPARE(causeOf(desk.reader->sourceProblems(nobody, 10)), std::string{"source"});
    QCOMPARE(causeOf(desk.reader->sourceDuplicates(nobody)), std::string{"source"});
    QCOMPARE(causeOf(desk.reader->forgetEffect(nobody)), std::string{"source"});
    QVERIFY(must(desk.reader->journal(10)).empty());
}

/// 4321 tokens less the 300 that the user took out; without r1, which no other source has, 4020.
void tst_Sources::forgetsWithRecords()
{
    Desk desk;
    desk.add(twoLogs());
    const std::vector<RecordRow> all = desk.rows(UsageFilter::Excluded::With);
    const auto r3 = std::find_if(all.begin(), all.end(), [](const RecordRow &row) { return row.tokens.input == 300; });
    must(desk.writer->setExcluded({.records = {r3->id}}, true, "test", now()));
    QCOMPARE(desk.tokens(), 4021);
    const std::string fingerprint = fingerprintOf(desk.folder.path());
    const ForgetEffect before = must(desk.reader->forgetEffect(LogA));
    QCOMPARE(before.records, 1);
    QCOMPARE(before.shared, 1);
    const ForgetEffect effect = must(desk.writer->setSourceState(LogA, SourceState::Forgotten, true, "not mine", now()));
    QCOMPARE(effect.records, 1);
    QCOMPARE(effect.shared, 1);
    QCOMPARE(desk.tokens(), 4020);
    QCOMPARE(desk.tokensOfRecords(), 4020);
    QCOMPARE(desk.tokensOfRecords(UsageFilter::Excluded::Only), 301);
    QCOMPARE(desk.facts(LogA).forgotten, 1);
    QCOMPARE(desk.facts(LogA).excluded, 1); // of two reasons the first
    QCOMPARE(desk.wrong(), std::string{});
    QCOMPARE(fingerprintOf(desk.folder.path()), fingerprint);
    QCOMPARE(must(desk.reader->journal(1)).front().action, std::string{"source forgotten with its records"});
    // B too: r2 and r4 go; r2 was left by A before.
    QCOMPARE(must(desk.writer->setSourceState(LogB, SourceState::Forgotten, true, "x", now())).records, 2);
    QCOMPARE(desk.tokens(), 0);
    QCOMPARE(desk.wrong(), std::string{});
    // A comes back with what is its own: r1 and r2.
    QCOMPARE(must(desk.writer->setSourceState(LogA, SourceState::Read, false, {}, now())).records, 2);
    QCOMPARE(desk.tokens(), 21);
    for (const std::int64_t tokens : {0, 4020, 4021}) {
        must(desk.writer->undo(now()));
        QCOMPARE(desk.tokens(), tokens);
        QCOMPARE(desk.tokensOfRecords(), tokens);
        QCOMPARE(desk.wrong(), std::string{});
    }
    must(desk.writer->undo(now())); // the exclusion
    QCOMPARE(desk.tokens(), 4321);
    must(desk.writer->rebuildRollups());
    QCOMPARE(desk.tokens(), 4321);
}

void tst_Sources::forgottenRecordsComeBackWithACopy()
{
    Desk desk;
    desk.add({twoLogs()[0]});
    must(desk.writer->setSourceState(LogA, SourceState::Forgotten, true, "x", now()));
    QCOMPARE(desk.tokens(), 0);
    desk.add({twoLogs()[1]});
    QCOMPARE(desk.tokens(), 4020);
    QCOMPARE(desk.wrong(), std::string{});
    // Reading A's file once more, as a copy elsewhere, brings the rest.
    FileBatch copy = twoLogs()[0];
    copy.source = {"claude-code", "/c"};
    copy.path = "/c/1";
    desk.add({copy});
    QCOMPARE(desk.tokens(), 4321);
    QCOMPARE(desk.wrong(), std::string{});
}

void tst_Sources::forgottenWhileItIsRead()
{
    Desk desk;
    const std::vector<FileBatch> logs = twoLogs();
    must(desk.writer->beginImport(now()));
    must(desk.writer->append(std::span{logs}.first(1), testRates()));
    const auto other = openWriter(desk.folder.path());
    must(other->setSourceState(LogA, SourceState::Forgotten, true, "x", now()));
    const std::vector<FileBatch> more{batch(LogA, "/a/2", {{.id = "late", .tokens = 7}})};
    must(desk.writer->append(more, testRates()));
    must(desk.writer->finishImport());
    QCOMPARE(desk.tokens(), 0);
    QCOMPARE(desk.facts(LogA).forgotten, 4);
    QCOMPARE(desk.wrong(), std::string{});
}

/// Random records with families and copies in two sources: forgetting one before the other was read, or after both were.
void tst_Sources::forgettingDoesNotDependOnOrder()
{
    for (unsigned seed = 1; seed <= 8; ++seed) {
        std::vector<FileBatch> batches = soup(seed, 6, 60);
        std::vector<FileBatch> ofA;
        std::vector<FileBatch> ofB;
        for (std::size_t i = 0; i < batches.size(); ++i) {
            batches[i].source = i % 2 == 0 ? LogA : LogB;
            (i % 2 == 0 ? ofA : ofB).push_back(batches[i]);
        }
        Desk after;
        appendAll(*after.writer, batches);
        must(after.writer->setSourceState(LogA, SourceState::Forgotten, true, "x", now()));
        Desk between;
        appendAll(*between.writer, ofA);
        must(between.writer->setSourceState(LogA, SourceState::Forgotten, true, "x", now()));
        appendAll(*between.writer, ofB);
        Desk before;
        appendAll(*before.writer, {ofA.front()}); // so that it is known
        must(before.writer->setSourceState(LogA, SourceState::Forgotten, true, "x", now()));
        appendAll(*before.writer, ofB);
        appendAll(*before.writer, ofA);
        Desk plain;
        appendAll(*plain.writer, batches);
        QCOMPARE(fingerprintOf(between.folder.path()), fingerprintOf(after.folder.path()));
        const std::int64_t left = must(after.reader->summary()).records;
        const std::int64_t tokens = after.tokens();
        QVERIFY(left > 0 && left < must(plain.reader->summary()).records);
        for (Desk *desk : {&after, &between, &before}) {
            QCOMPARE(desk->wrong(), std::string{});
            QCOMPARE(must(desk->reader->summary()).records, left);
            QCOMPARE(desk->tokens(), tokens);
            QCOMPARE(desk->tokensOfRecords(), desk->tokens());
            must(desk->writer->setSourceState(LogA, SourceState::Read, false, {}, now()));
            QCOMPARE(desk->tokens(), plain.tokens());
            QCOMPARE(desk->wrong(), std::string{});
        }
    }
}

void tst_Sources::factsAndFiles()
{
    Desk desk;
    std::vector<FileBatch> logs = twoLogs();
    logs[0].duplicateLines = 5;
    logs[0].duplicateTokens = 1234;
    logs[0].skippedLines = 2;
    logs[0].problems = {{.cause = Cause::BadNumber, .file = "/a/1", .offset = 30, .line = 4, .field = "usage.input"},
                        {.cause = Cause::NotJson, .file = "/a/1", .offset = 10}};
    logs[0].checkpoint = FileState{.path = "/a/1", .size = 900, .modifiedNs = 1'790'000'000'000'000'000, .headBytes = 800, .offset = 800, .parserVersion = 1};
    logs[0].fromStart = true;
    logs.push_back(batch(LogA, "/a/0", {{.id = "old", .time = "2026-09-30T23:59:59Z", .tokens = 50'000}}));
    desk.add(logs);
    const SourceFacts facts = desk.facts(LogA);
    QCOMPARE(facts.files, 2);
    QCOMPARE(facts.bytesRead, 800);
    QCOMPARE(facts.records + desk.facts(LogB).records, 5); // r1, r2, r3, r4, old: r2 once
    QCOMPARE(facts.problems, 2);
    QCOMPARE(facts.duplicateLines, 5);
    QCOMPARE(facts.duplicateTokens.value(), 1234);
    QCOMPARE(facts.skippedLines, 2);
    QCOMPARE(facts.notCounting(), 0);
    QCOMPARE(toRfc3339(*facts.oldest), std::string{"2026-09-30T23:59:59Z"});
    QCOMPARE(toRfc3339(*facts.newest), std::string{"2026-10-01T10:00:00Z"});
    QVERIFY(facts.lastRead == now());
    QVERIFY(!facts.machine.empty());
    const std::vector<SourceFile> files = must(desk.reader->sourceFiles(LogA));
    QCOMPARE(files.size(), std::size_t{2});
    QCOMPARE(files[0].path, std::string{"/a/0"});
    QVERIFY(!files[0].modified);
    QCOMPARE(files[1].size, 900);
    QCOMPARE(files[1].bytesRead, 800);
    QCOMPARE(msOf(*files[1].modified), 1'790'000'000'000);
    QCOMPARE(files[1].problems, 2);
    QCOMPARE(files[1].duplicateLines, 5);
    const std::vector<Problem> problems = must(desk.reader->sourceProblems(LogA, 10));
    QCOMPARE(problems.size(), std::size_t{2});
    QCOMPARE(problems[0].cause, Cause::NotJson);
    QCOMPARE(problems[1].field, std::string{"usage.input"});
    QCOMPARE(problems[1].line, 4);
    QCOMPARE(must(desk.reader->sourceProblems(LogA, 1)).size(), std::size_t{1});
    QVERIFY(must(desk.reader->sourceProblems(LogB, 10)).empty());
}

/// r2 stands in both logs and in a third file of A: from B's side one copy less, since of the others' places only its own count.
void tst_Sources::duplicates()
{
    Desk desk;
    std::vector<FileBatch> logs = twoLogs();
    logs.push_back(batch(LogA, "/a/2", {{.id = "r2", .tokens = 20}}));
    desk.add(logs);
    const SourceCopies copiesOfA = must(desk.reader->sourceDuplicates(LogA));
    const std::vector<DuplicateRule> &ofA = copiesOfA.rules;
    QCOMPARE(ofA.size(), std::size_t{1});
    QCOMPARE(ofA[0].rule, SameIdentity);
    QCOMPARE(ofA[0].records, 1);
    QCOMPARE(ofA[0].copies, 2);
    QCOMPARE(ofA[0].tokens, 40);
    // Two copies of 20 input tokens at 15e-6 dollars: 600 millionths. In totals: 1 + 20 + 300 tokens, less what the user took out.
    QCOMPARE(ofA[0].unpricedTokens, 0);
    QCOMPARE(ofA[0].cost, (std::vector{Money::fromAtto(Int128{600} * 1'000'000'000'000, Currency{"USD"})}));
    QCOMPARE(copiesOfA.tokens, desk.tokensOfRecords() - 4000);
    QCOMPARE(copiesOfA.cost, (std::vector{Money::fromAtto(Int128{copiesOfA.tokens} * 15 * 1'000'000'000'000, Currency{"USD"})}));
    QCOMPARE(ofA[0].examples.size(), std::size_t{1});
    const DuplicateGroup &group = ofA[0].examples[0];
    QCOMPARE(group.counted.file, std::string{"/a/1"}); // the smaller place
    QCOMPARE(group.counted.offset, 100);
    QCOMPARE(group.copies.size(), std::size_t{2});
    QCOMPARE(group.tokens, 20);
    QCOMPARE(group.model, std::string{"opus"});
    const auto inB = std::find_if(group.copies.begin(), group.copies.end(), [](const auto &place) { return place.source == LogB; });
    QVERIFY(inB != group.copies.end());
    QCOMPARE(inB->file, std::string{"/b/1"});
    QCOMPARE(inB->offset, 100);
    const std::vector<DuplicateRule> ofB = must(desk.reader->sourceDuplicates(LogB)).rules;
    QCOMPARE(ofB.size(), std::size_t{1});
    QCOMPARE(ofB[0].copies, 1);
    QCOMPARE(ofB[0].tokens, 20);
}

/// 1 and 20 tokens in one folder of Claude Code, 300 in another, 4,000 of Codex in the first: by format, by path, by both.
void tst_Sources::filteredBySource()
{
    Desk desk;
    desk.add({batch(LogA, "/a/1", {{.id = "r1", .tokens = 1}, {.id = "r2", .tokens = 20}}), batch(LogB, "/b/1", {{.id = "r3", .tokens = 300}}),
              batch({"codex", "/a"}, "/a/rollout", {{.id = "r4", .tokens = 4000}})});
    const std::vector<std::pair<std::vector<std::string>, std::int64_t>> asked{
        {{"claude-code"}, 321},       {{"/a"}, 4021},          {{"/b"}, 300},         {{"claude-code:/a"}, 21}, {{"codex:/a"}, 4000},
        {{"claude-code:/a", "/b"}, 321}, {{"codex", "/b"}, 4300}, {{"claude-code:/c"}, 0}, {{"/a/1"}, 0}};
    for (const auto &[sources, tokens] : asked) {
        const UsageFilter filter = must(readFilterText(filterText({.sources = sources})));
        std::int64_t sum = 0;
        const UsageCells cells = must(desk.reader->usage(filter, {}, Zone::utc()));
        for (const UsageCell &cell : cells.cells) {
            sum += cell.tokens.total();
        }
        QCOMPARE(sum, tokens);
        std::int64_t ofRecords = 0;
        const RecordPage page = must(desk.reader->records({.filter = filter, .limit = 100}, Zone::utc()));
        for (const RecordRow &row : page.rows) {
            ofRecords += row.tokens.total();
        }
        QCOMPARE(ofRecords, tokens);
    }
}

/// Two requests of 5 and 20 tokens, read by the file alone and then with its folder: each stands in one place. In another folder, which is read
/// twice as well, the second one is copied: one copy of 20 tokens, seen from every source that has one of the two places.
void tst_Sources::duplicatesOfAFileInTwoSources()
{
    const SourceKey file{"claude-code", "/p/a"};
    const SourceKey folder{"claude-code", "/p"};
    const SourceKey other{"claude-code", "/q"};
    const SourceKey above{"claude-code", "/q/b"};
    const std::vector<Line> lines{{.id = "r1", .tokens = 5}, {.id = "r2", .tokens = 20}};
    Desk desk;
    appendAll(*desk.writer, {batch(file, "/p/a", lines)});
    const AppendReport again = appendAll(*desk.writer, {batch(folder, "/p/a", lines)});
    QCOMPARE(again.added, 0);
    QCOMPARE(again.updated, 0); // nothing of them changed
    QCOMPARE(again.duplicate, 2);
    QVERIFY(must(desk.reader->sourceDuplicates(file)).rules.empty());
    QVERIFY(must(desk.reader->sourceDuplicates(folder)).rules.empty());
    QVERIFY(must(desk.reader->mergedCopies({}, now())).empty());
    for (const RecordRow &row : desk.rows(UsageFilter::Excluded::Without)) {
        QVERIFY(must(desk.reader->sightings(row.id)).empty());
    }
    for (const SourceKey &key : {above, other}) {
        appendAll(*desk.writer, {batch(key, "/q/b", {{.id = "r2", .tokens = 20}})});
    }
    for (const SourceKey &key : {file, folder, other, above}) {
        const std::vector<DuplicateRule> rules = must(desk.reader->sourceDuplicates(key)).rules;
        QCOMPARE(rules.size(), std::size_t{1});
        QCOMPARE(rules[0].records, 1);
        QCOMPARE(rules[0].copies, 1);
        QCOMPARE(rules[0].tokens, 20);
        QCOMPARE(rules[0].examples.at(0).copies.at(0).file, std::string{"/q/b"});
    }
    const std::vector<MergedCopies> merged = must(desk.reader->mergedCopies({}, now()));
    QCOMPARE(merged.size(), std::size_t{1});
    QCOMPARE(merged[0].copies, 1);
    QCOMPARE(desk.wrong(), std::string{});
}

/// Seven requests of 1, 10 ... 1,000,000 tokens that stand in both logs, the third and fourth at one moment: 1,111,111 tokens in copies. The newest
/// stands last in the files; of one moment the larger number goes first.
void tst_Sources::duplicatesInPages()
{
    constexpr std::array Times{"2026-10-01T10:00:00Z", "2026-10-01T11:00:00Z", "2026-10-01T12:00:00Z", "2026-10-01T12:00:00Z",
                               "2026-10-01T14:00:00Z", "2026-10-01T15:00:00Z", "2026-10-01T16:00:00Z"};
    std::vector<Line> lines;
    std::int64_t tokens = 1;
    for (const char *time : Times) {
        lines.push_back({.id = "r" + std::to_string(lines.size()), .time = time, .tokens = tokens});
        tokens *= 10;
    }
    lines.push_back({.id = "alone", .tokens = 5});
    std::vector<FileBatch> logs{batch(LogA, "/a/1", lines)};
    lines.pop_back();
    logs.push_back(batch(LogB, "/b/1", lines));
    Desk desk;
    desk.add(logs);
    const auto tokensIn = [](const std::vector<DuplicateGroup> &groups) {
        std::vector<std::int64_t> all;
        for (const DuplicateGroup &group : groups) {
            all.push_back(group.tokens);
        }
        return all;
    };
    const std::vector<DuplicateRule> newest = must(desk.reader->sourceDuplicates(LogB)).rules;
    QCOMPARE(newest.size(), std::size_t{1});
    QCOMPARE(newest[0].records, 7);
    QCOMPARE(newest[0].tokens, 1'111'111);
    const std::vector<DuplicateGroup> all = must(desk.reader->sourceDuplicates(LogB, {.rule = SameIdentity, .limit = SIZE_MAX})).rules.at(0).examples;
    QCOMPARE(all.size(), std::size_t{7});
    QCOMPARE(all[0].tokens, 1'000'000);
    QCOMPARE(all[5].tokens, 10);
    QCOMPARE(all[6].tokens, 1);
    QCOMPARE(all[3].tokens + all[4].tokens, 1'100); // of one moment
    QVERIFY(all[3].record > all[4].record);
    QCOMPARE(tokensIn(newest[0].examples), tokensIn({all.begin(), all.begin() + 5}));
    // In pages of any size each once, in the same order.
    for (const std::size_t size : {1U, 2U, 3U, 5U, 6U}) {
        std::vector<DuplicateGroup> paged = must(desk.reader->sourceDuplicates(LogB, {.limit = size})).rules.at(0).examples;
        for (;;) {
            const std::vector<DuplicateGroup> page = must(desk.reader->sourceDuplicateGroups(LogB, SameIdentity, paged.back().place(), size));
            if (page.empty()) {
                break;
            }
            QVERIFY(page.size() <= size);
            QCOMPARE(page[0].copies.size(), std::size_t{1});
            paged.insert(paged.end(), page.begin(), page.end());
        }
        QCOMPARE(tokensIn(paged), tokensIn(all));
    }
    // Sums do not depend on how many are shown, and another rule has none.
    const DuplicateRule none = must(desk.reader->sourceDuplicates(LogB, {.limit = 0})).rules.at(0);
    QCOMPARE(none.copies, 7);
    QVERIFY(none.examples.empty());
    QVERIFY(must(desk.reader->sourceDuplicates(LogB, {.rule = WeakIdentity})).rules.empty());
    QVERIFY(must(desk.reader->sourceDuplicateGroups(LogB, WeakIdentity, all[0].place(), 5)).empty());
    QCOMPARE(causeOf(desk.reader->sourceDuplicateGroups({"claude-code", "/nobody"}, SameIdentity, {}, 5)), std::string{"source"});
}

/// Five merged lines between bytes 30 and 700 that would have added 1,234 tokens; then one more up to byte 850 that adds 66. The other files have
/// six and two. Read anew, a file has what was found then; where nobody noted places before, a later line does not make up for them.
void tst_Sources::linesMergedInAFile()
{
    Desk desk;
    const auto piece = [](const char *path, std::int64_t offset, std::int64_t lines, std::int64_t tokens, OffsetSpan places, bool fromStart) {
        FileBatch one = batch(LogA, path, {});
        one.duplicateLines = lines;
        one.duplicateTokens = tokens;
        one.duplicatePlaces = places;
        one.checkpoint = FileState{.path = path, .size = offset, .headBytes = 10, .offset = offset, .parserVersion = 1};
        one.fromStart = fromStart;
        return one;
    };
    const auto files = [&](const std::optional<MergedFile> &after = {}, std::size_t limit = 10) { return must(desk.reader->sourceMergedFiles(LogA, after, limit)); };
    desk.add({piece("/a/1", 800, 5, 1234, {30, 700}, true), piece("/a/2", 500, 6, 60, {0, 400}, true), piece("/a/3", 500, 2, 20, {7, 9}, true),
              piece("/a/4", 500, 0, 0, {}, true), batch(LogB, "/b/1", {})});
    desk.add({piece("/a/1", 900, 1, 66, {700, 850}, false)});
    MergedFiles all = files();
    QCOMPARE(all.count, 3);
    QCOMPARE(all.files.size(), std::size_t{3});
    QCOMPARE(all.files[0].path, std::string{"/a/1"}); // six, as the next one, which comes behind it
    QCOMPARE(all.files[0].lines, 6);
    QCOMPARE(all.files[0].tokens.value(), 1300);
    QCOMPARE(all.files[0].places, (OffsetSpan{30, 850}));
    QCOMPARE(all.files[1].path, std::string{"/a/2"});
    QCOMPARE(all.files[2].lines, 2);
    QCOMPARE(files({}, 1).files.size(), std::size_t{1});
    QCOMPARE(files({}, 1).count, 3);
    QCOMPARE(files(all.files[0], 1).files.at(0).path, std::string{"/a/2"});
    QCOMPARE(files(all.files[1]).files.at(0).path, std::string{"/a/3"});
    QVERIFY(files(all.files[2]).files.empty());
    QCOMPARE(must(desk.reader->sourceMergedFiles(LogB, {}, 10)).count, 0);
    QCOMPARE(causeOf(desk.reader->sourceMergedFiles({"claude-code", "/nobody"}, {}, 10)), std::string{"source"});
    // The same piece once more, as from another process, moves nothing.
    desk.add({piece("/a/1", 900, 1, 66, {0, 990}, false)});
    QCOMPARE(files().files[0].places, (OffsetSpan{30, 850}));
    runSql(desk.folder.path(), "UPDATE file SET duplicate_first = NULL, duplicate_last = NULL WHERE path = '/a/2'");
    desk.add({piece("/a/2", 600, 3, 30, {400, 550}, false)});
    QCOMPARE(files().files[0].path, std::string{"/a/2"});
    QCOMPARE(files().files[0].lines, 9);
    QVERIFY(files().files[0].places.isEmpty());
    must(desk.writer->rescanSource(LogA, now()));
    FileBatch again = piece("/a/2", 600, 4, 40, {20, 550}, true);
    desk.add({again});
    all = files();
    const auto second = std::find_if(all.files.begin(), all.files.end(), [](const MergedFile &file) { return file.path == "/a/2"; });
    QVERIFY(second != all.files.end());
    QCOMPARE(second->lines, 4);
    QCOMPARE(second->places, (OffsetSpan{20, 550}));
    QCOMPARE(desk.wrong(), std::string{});
}

/// A session of two calls, 9 and 40 tokens of opus, and in another source its sum of 749 of haiku, which stands back: without the rule 749 tokens
/// at a millionth of a dollar more, not one of the calls once more. A weak line of 10 + 3 behind an answer of 10 + 5 would have added 13 tokens of
/// opus: 10 at 15 and 3 at 75 millionths are 375.
void tst_Sources::whatStandsBackTellsItself()
{
    FileBatch calls = batch(LogA, "/a/1", {{.id = "c1", .tokens = 9}, {.id = "c2", .tokens = 40}, {.id = "strong", .tokens = 10}, {.id = "weak", .tokens = 10}});
    FileBatch sums = batch(LogB, "/b/1", {{.id = "s", .time = "2026-10-01T11:00:00Z", .tokens = 749, .model = "haiku"}});
    for (const std::size_t call : {0U, 1U}) {
        calls.usage.records[call].family = familyOf({"session"});
    }
    sums.usage.records[0].family = familyOf({"session"});
    sums.usage.records[0].flags |= SidechainFlag;
    for (const std::size_t line : {2U, 3U}) {
        calls.usage.records[line].family = familyOf({"answer"});
        calls.usage.records[line].tokens.output = line == 2 ? 5 : 3;
    }
    calls.usage.records[3].flags |= WeakFlag;
    for (const bool sumsFirst : {false, true}) {
        Desk desk;
        desk.add({sumsFirst ? sums : calls});
        desk.add({sumsFirst ? calls : sums});
        QCOMPARE(desk.tokens(), 9 + 40 + 15);
        const auto ruleOf = [&](const SourceKey &source, SightingRule rule) {
            for (const DuplicateRule &one : must(desk.reader->sourceDuplicates(source)).rules) {
                if (one.rule == rule) {
                    return one;
                }
            }
            return DuplicateRule{};
        };
        const auto millionths = [](std::int64_t count) { return std::vector{Money::fromAtto(Int128{count} * 1'000'000'000'000, Currency{"USD"})}; };
        for (const SourceKey &source : {LogA, LogB}) {
            const DuplicateRule replay = ruleOf(source, SidechainReplay);
            QCOMPARE(replay.records, 1);
            QCOMPARE(replay.copies, 1);
            QCOMPARE(replay.tokens, 749);
            QCOMPARE(replay.cost, millionths(749));
        }
        const DuplicateRule weak = ruleOf(LogA, WeakIdentity);
        QCOMPARE(weak.tokens, 13);
        QCOMPARE(weak.cost, millionths(375));
        QCOMPARE(ruleOf(LogB, WeakIdentity).copies, 0);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

void tst_Sources::readsAgain()
{
    Desk desk;
    std::vector<FileBatch> logs = twoLogs();
    logs[0].checkpoint = FileState{.path = "/a/1", .size = 900, .headBytes = 900, .offset = 900, .parserVersion = 3};
    desk.add(logs);
    must(desk.writer->setNote(lookNoteOf(LogA), "seen"));
    must(desk.writer->rescanSource(LogA, now()));
    QCOMPARE(must(desk.reader->files(LogA)).front().parserVersion, 0); // no parser has that
    QCOMPARE(must(desk.reader->note(lookNoteOf(LogA))), std::string{});
    const JournalEntry entry = must(desk.reader->journal(1)).front();
    QCOMPARE(entry.action, std::string{"source to be read again"});
    QVERIFY(!entry.canUndo);
    logs[0].fromStart = true;
    desk.add(logs);
    QCOMPARE(desk.tokens(), 4321);
    QCOMPARE(must(desk.reader->files(LogA)).front().parserVersion, 3);
}

/// What an import read as it was before is left out, with its checkpoint; the next one reads the file again.
void tst_Sources::cacheDecidedWhileItIsRead()
{
    Desk desk;
    std::vector<FileBatch> logs = twoLogs();
    must(desk.writer->beginImport(now()));
    must(desk.writer->append(std::span{logs}.first(1), testRates()));
    must(openWriter(desk.folder.path())->setCacheReading(LogA, CacheReading::Beside, "copied", now()));
    std::vector<FileBatch> more{batch(LogA, "/a/2", {{.id = "late", .tokens = 7}}), logs[1]};
    more[0].checkpoint = FileState{.path = "/a/2", .size = 9, .headBytes = 9, .offset = 9, .parserVersion = 3};
    more[0].problems = {{.cause = Cause::NotJson, .file = "/a/2", .offset = 1}};
    must(desk.writer->append(more, testRates()));
    must(desk.writer->finishImport());
    QCOMPARE(desk.tokens(), 4321);
    QCOMPARE(desk.facts(LogA).problems, 0);
    QCOMPARE(desk.facts(LogA).cacheReading, CacheReading::Beside);
    for (const FileState &file : must(desk.reader->files(LogA))) {
        QVERIFY(file.path != "/a/2");
    }
    more[0].cacheReading = CacheReading::Beside;
    desk.add({more[0]});
    QCOMPARE(desk.tokens(), 4328);
    const JournalEntry entry = must(desk.reader->journal(1)).front();
    QCOMPARE(entry.action, std::string{"source cache decided"});
    QCOMPARE(entry.detail, std::string{"the input leaves cached tokens out: copied"});
    must(desk.writer->undo(now()));
    QCOMPARE(desk.facts(LogA).cacheReading, CacheReading::Told);
    QCOMPARE(causeOf(desk.writer->setCacheReading({"claude-code", "/nowhere"}, CacheReading::Beside, {}, now())), std::string{"source"});
    QCOMPARE(desk.wrong(), std::string{});
}

namespace
{

/// Log: opus on the 1st (10) and the 2nd (20). Export: opus on the 1st (100), haiku on the 1st (200), opus on the 3rd (400).
std::vector<FileBatch> logAndExport()
{
    return {batch(LogA, "/a/1", {{.id = "l1", .time = "2026-10-01T10:00:00Z", .tokens = 10}, {.id = "l2", .time = "2026-10-02T10:00:00Z", .tokens = 20}}),
            batch(Export, "/export.csv",
                  {{.id = "e1", .time = "2026-10-01", .tokens = 100},
                   {.id = "e2", .time = "2026-10-01", .tokens = 200, .model = "haiku"},
                   {.id = "e3", .time = "2026-10-03", .tokens = 400}})};
}

} // namespace

/// Only the export's opus of the 1st is told by the log: 10 + 20 + 200 + 400.
void tst_Sources::requestsCoverBuckets()
{
    std::string fingerprint;
    for (int order = 0; order < 4; ++order) {
        Desk desk;
        std::vector<FileBatch> batches = logAndExport();
        if (order == 1) {
            std::swap(batches[0], batches[1]);
        }
        if (order < 2) {
            desk.add({batches[0]});
            desk.add({batches[1]});
        } else {
            desk.add(batches);
        }
        if (order == 3) { // doubled
            desk.add(batches);
            QCOMPARE(desk.covered, 0);
        }
        QCOMPARE(desk.tokens(), 630);
        QCOMPARE(desk.tokensOfRecords(), 630);
        const std::vector<RecordRow> left = desk.rows(UsageFilter::Excluded::Only);
        QCOMPARE(left.size(), std::size_t{1});
        QCOMPARE(left[0].leftOut, NotCounted::Covered);
        QVERIFY(left[0].isExcluded());
        QCOMPARE(desk.facts(Export).covered, 1);
        QCOMPARE(desk.facts(Export).records, 2);
        QCOMPARE(desk.wrong(), std::string{});
        QVERIFY(must(desk.reader->journal(5)).empty()); // nobody decided anything
        if (order == 0) {
            fingerprint = fingerprintOf(desk.folder.path());
        }
        QCOMPARE(fingerprintOf(desk.folder.path()), fingerprint);
        const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QVERIFY(overlaps[0].pair.first == LogA && overlaps[0].pair.second == Export);
        QCOMPARE(overlaps[0].pair.provider, std::string{"anthropic"});
        QCOMPARE(toIso(overlaps[0].from), std::string{"2026-10-01"});
        QCOMPARE(toIso(overlaps[0].to), std::string{"2026-10-01"});
        QCOMPARE(overlaps[0].days, 1);
        QCOMPARE(overlaps[0].choice, OverlapChoice::First);
        QVERIFY(overlaps[0].isDefault);
        QCOMPARE(overlaps[0].records, 1);
        QCOMPARE(overlaps[0].tokens, 100);
        QVERIFY(*overlaps[0].left() == Export);
    }
}

/// The export: 100 + 200 + 400 and the log's 2nd, 20. Both: 730.
void tst_Sources::choicesAndUndo()
{
    Desk desk;
    desk.add(logAndExport());
    desk.choose(LogA, Export, OverlapChoice::Second, "anthropic");
    QCOMPARE(desk.tokens(), 720);
    QCOMPARE(desk.facts(LogA).covered, 1);
    const std::vector<Overlap> chosen = must(desk.reader->overlaps(Zone::utc()));
    QCOMPARE(chosen.at(0).choice, OverlapChoice::Second);
    QVERIFY(!chosen[0].isDefault);
    QCOMPARE(chosen[0].records, 1);
    QCOMPARE(chosen[0].tokens, 10);
    QCOMPARE(must(desk.reader->journal(1)).front().action, std::string{"overlap decided"});
    QCOMPARE(must(desk.reader->journal(1)).front().records, 2);
    // The other way round is the same choice.
    QCOMPARE(must(desk.writer->setOverlapChoice({Export, LogA, "anthropic"}, OverlapChoice::First, {}, now())), 0);
    desk.choose(Export, LogA, OverlapChoice::Both, "anthropic");
    QCOMPARE(desk.tokens(), 730);
    QCOMPARE(must(desk.reader->overlaps(Zone::utc())).at(0).records, 0);
    // Of another provider nothing was said.
    desk.choose(LogA, Export, std::nullopt, "anthropic");
    desk.choose(LogA, Export, OverlapChoice::Both, "openai");
    QCOMPARE(desk.tokens(), 630);
    // Any provider.
    desk.choose(LogA, Export, OverlapChoice::Both);
    QCOMPARE(desk.tokens(), 730);
    // What comes later is settled by the same choice.
    desk.add({batch(Export, "/export.csv", {{.id = "e4", .time = "2026-10-02", .tokens = 1000}})});
    QCOMPARE(desk.tokens(), 1730);
    for (const std::int64_t tokens : {630, 630, 1730, 1700, 630}) {
        must(desk.writer->undo(now()));
        QCOMPARE(desk.tokens(), tokens);
        QCOMPARE(desk.tokensOfRecords(), tokens);
        QCOMPARE(desk.wrong(), std::string{});
    }
    QCOMPARE(desk.writer->undo(now()).problem().cause, Cause::NothingToUndo);
}

void tst_Sources::userExclusionsStay()
{
    Desk desk;
    desk.add(logAndExport());
    const auto idOf = [&](std::int64_t tokens) {
        for (const RecordRow &row : desk.rows(UsageFilter::Excluded::With)) {
            if (row.tokens.input == tokens) {
                return row.id;
            }
        }
        return std::int64_t{0};
    };
    // The covered one as well as one that counts.
    must(desk.writer->setExcluded({.records = {idOf(100), idOf(400)}}, true, "by hand", now()));
    QCOMPARE(desk.tokens(), 230);
    QCOMPARE(desk.facts(Export).excluded, 2);
    QCOMPARE(desk.facts(Export).covered, 0);
    for (const OverlapChoice choice : {OverlapChoice::Both, OverlapChoice::Second, OverlapChoice::First}) {
        desk.choose(LogA, Export, choice);
        QCOMPARE(desk.tokens(), 230); // an export's row that is out covers nothing
        QCOMPARE(desk.wrong(), std::string{});
    }
    // Taken back into totals by hand, it is covered again.
    must(desk.writer->setExcluded({.records = {idOf(100)}}, false, {}, now()));
    QCOMPARE(desk.tokens(), 230);
    QCOMPARE(desk.facts(Export).covered, 1);
    // The log's record taken out covers nothing either.
    must(desk.writer->setExcluded({.records = {idOf(10)}}, true, "not mine", now()));
    QCOMPARE(desk.tokens(), 320); // 20 + 100 + 200
    must(desk.writer->undo(now()));
    QCOMPARE(desk.tokens(), 230);
    // A log that is forgotten with its records covers nothing, and covers again when it comes back.
    must(desk.writer->setSourceState(LogA, SourceState::Forgotten, true, "x", now()));
    QCOMPARE(desk.tokens(), 300);
    must(desk.writer->undo(now()));
    QCOMPARE(desk.tokens(), 230);
    QCOMPARE(desk.wrong(), std::string{});
}

/// What "mystery" is nobody knows: it may be the export's haiku. 10 + 20 + 5 + 400.
void tst_Sources::unnamedModelsCoverTheDay()
{
    Desk desk;
    desk.add(logAndExport());
    desk.add({batch(LogA, "/a/2", {{.id = "m", .time = "2026-10-01T12:00:00Z", .tokens = 5, .model = "mystery"}})});
    QCOMPARE(desk.tokens(), 435);
    // Another provider's is none of them.
    desk.add({batch(Export, "/export.csv", {{.id = "e9", .time = "2026-10-01", .tokens = 7000, .provider = "openai"}})});
    QCOMPARE(desk.tokens(), 7435);
    // A row without a name of its own may be anything that was asked for that day.
    desk.add({batch(Export, "/export.csv", {{.id = "e10", .time = "2026-10-02", .tokens = 90'000, .model = ""}})});
    QCOMPARE(desk.tokens(), 7435);
}

/// 23:30 UTC is the next day in Berlin, and 17:00 UTC is it eight hours east.
void tst_Sources::daysAreCutAsTheExportCutsThem()
{
    Desk desk{*Zone::byId("Europe/Berlin")};
    desk.add({batch(LogA, "/a/1", {{.id = "l1", .time = "2026-10-01T23:30:00Z", .tokens = 1}, {.id = "l2", .time = "2026-10-01T17:00:00Z", .tokens = 2, .provider = "deepseek"}}),
              batch(Export, "/export.csv", {{.id = "e1", .time = "2026-10-01", .tokens = 10}, {.id = "e2", .time = "2026-10-02", .tokens = 20}}),
              batch(DeepSeek, "/deepseek.csv", {{.id = "d1", .time = "2026-10-01", .tokens = 100, .provider = "deepseek"}, {.id = "d2", .time = "2026-10-02", .tokens = 200, .provider = "deepseek"}}),
              batch(Days, "/days.json", {{.id = "t1", .time = "2026-10-01", .tokens = 1000, .provider = "openai", .agent = "codex"}, {.id = "t2", .time = "2026-10-02", .tokens = 2000, .provider = "openai", .agent = "codex"}}),
              batch({"codex", "/c"}, "/c/1", {{.id = "c1", .time = "2026-10-01T23:00:00Z", .tokens = 4, .provider = "openai"}})});
    // Of the export the 1st, of DeepSeek's the 2nd, of the tracker the 2nd, which is the user's own.
    QCOMPARE(desk.tokens(), 1 + 2 + 20 + 100 + 1000 + 4);
    QCOMPARE(desk.wrong(), std::string{});
    // The user moves to Greenwich: only the tracker's day moves.
    must(desk.writer->setZone(Zone::utc()));
    QCOMPARE(desk.tokens(), 1 + 2 + 20 + 100 + 2000 + 4);
    QCOMPARE(desk.wrong(), std::string{});
}

/// The gateway's sums over the log, though the log goes before the export and the export before the sums: one of three counts.
void tst_Sources::circlesEndWithOne()
{
    Desk desk;
    desk.add({batch(LogA, "/a/1", {{.id = "l", .time = "2026-10-01T10:00:00Z", .tokens = 1}}),
              batch(Export, "/export.csv", {{.id = "e", .time = "2026-10-01", .tokens = 10}}),
              batch(Gateway, "/sums.json", {{.id = "g", .time = "2026-10-01", .tokens = 100}})});
    QCOMPARE(desk.tokens(), 1);
    desk.choose(Gateway, LogA, OverlapChoice::First);
    QCOMPARE(desk.tokens(), 100);
    desk.choose(Gateway, Export, OverlapChoice::Second);
    QCOMPARE(desk.tokens(), 10);
    QCOMPARE(desk.wrong(), std::string{});
    must(desk.writer->undo(now()));
    must(desk.writer->undo(now()));
    QCOMPARE(desk.tokens(), 1);
}

/// A console's buckets yield to one log and the days of a tracker to the buckets, but the log and the tracker tell of different tools.
void tst_Sources::onlyWhatCountsCovers()
{
    const SourceKey api{"api-jsonl", "/own.jsonl"};
    {
        // The program's 1 is in the console's 10, and so is Claude Code's 100, of which nothing else is left: 1 + 100.
        Desk desk;
        desk.add({batch(api, "/own.jsonl", {{.id = "p", .tokens = 1}}), batch(Export, "/export.csv", {{.id = "e", .time = "2026-10-01", .tokens = 10}}),
                  batch(Days, "/days.json", {{.id = "d", .time = "2026-10-01", .tokens = 100, .agent = "claude-code"}})});
        QCOMPARE(desk.tokens(), 101);
        // Once the program's log is out, the console tells of both.
        must(desk.writer->setSourceState(api, SourceState::Forgotten, true, "sold", now()));
        QCOMPARE(desk.tokens(), 10);
        must(desk.writer->undo(now()));
        QCOMPARE(desk.tokens(), 101);
        QCOMPARE(desk.wrong(), std::string{});
    }
    {
        // The console goes before one log and yields to the other: what counts in its place does not hold the first log's 20.
        Desk desk;
        desk.add({batch(LogA, "/a/1", {{.id = "l", .tokens = 20}}), batch(api, "/own.jsonl", {{.id = "p", .tokens = 1}}),
                  batch(Export, "/export.csv", {{.id = "e", .time = "2026-10-01", .tokens = 300}})});
        desk.choose(Export, LogA, OverlapChoice::First);
        QCOMPARE(desk.tokens(), 21);
        const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
        const auto withLog = std::find_if(overlaps.begin(), overlaps.end(), [](const Overlap &one) { return one.pair.first == LogA; });
        QVERIFY(withLog != overlaps.end());
        QCOMPARE(withLog->choice, OverlapChoice::Second);
        QCOMPARE(withLog->records, 0); // nothing of the log is out
        desk.choose(Export, api, OverlapChoice::First);
        QCOMPARE(desk.tokens(), 300);
        QCOMPARE(desk.wrong(), std::string{});
    }
    {
        // A sum over two tools goes before one log and yields to the other.
        const SourceKey codex{"codex", "/c"};
        Desk desk;
        desk.add({batch(LogA, "/a/1", {{.id = "l", .tokens = 20}}), batch(codex, "/c/1", {{.id = "c", .tokens = 3, .model = "gpt", .provider = "openai"}}),
                  batch(Days, "/days.json", {{.id = "d", .time = "2026-10-01", .tokens = 400, .agent = "claude-code+codex"}})});
        desk.choose(Days, LogA, OverlapChoice::First);
        QCOMPARE(desk.tokens(), 23);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

/// October by model, and once more by model and project: 30 tokens of opus on the 1st stand in both. On the 2nd they differ, as two
/// accounts' would, and haiku stands in one alone.
void tst_Sources::exportsOfOneConsole()
{
    const SourceKey byModel{"anthropic-usage-csv", "/by-model.csv"};
    const SourceKey byProject{"anthropic-usage-csv", "/by-project.csv"};
    Desk desk;
    desk.add({batch(byModel, "/by-model.csv",
                    {{.id = "m1", .time = "2026-10-01", .tokens = 30}, {.id = "m2", .time = "2026-10-02", .tokens = 400}, {.id = "m3", .time = "2026-10-01", .tokens = 5000, .model = "haiku"}}),
              batch(byProject, "/by-project.csv",
                    {{.id = "p1", .time = "2026-10-01", .tokens = 10}, {.id = "p2", .time = "2026-10-01", .tokens = 20}, {.id = "p3", .time = "2026-10-02", .tokens = 401},
                     {.id = "p4", .time = "2026-10-03", .tokens = 60'000}})});
    QCOMPARE(desk.tokens(), 30 + 400 + 401 + 5000 + 60'000);
    const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{1});
    QCOMPARE(overlaps[0].pair.first, byProject); // the finer one
    QVERIFY(overlaps[0].isByRecognition);
    QCOMPARE(overlaps[0].choice, OverlapChoice::First);
    QVERIFY(overlaps[0].isDefault);
    QCOMPARE(overlaps[0].days, 1);
    QCOMPARE(overlaps[0].records, 1);
    QCOMPARE(overlaps[0].tokens, 30);
    // The user knows better: both are the same account's, and the first was a day older.
    desk.choose(byProject, byModel, OverlapChoice::First);
    QCOMPARE(desk.tokens(), 30 + 401 + 5000 + 60'000);
    desk.choose(byProject, byModel, OverlapChoice::Second);
    QCOMPARE(desk.tokens(), 30 + 400 + 5000 + 60'000);
    desk.choose(byProject, byModel, OverlapChoice::Both);
    QCOMPARE(desk.tokens(), 60 + 400 + 401 + 5000 + 60'000);
    desk.choose(byProject, byModel, std::nullopt);
    QCOMPARE(desk.tokens(), 30 + 400 + 401 + 5000 + 60'000);
    QCOMPARE(desk.wrong(), std::string{});
}

/// One account's 1st by model, 10 + 20, and as a whole, 30: the finer one counts, in files of their own or in one folder. The 2nd is of another
/// account by its figures, 400 and 401, unless the user knows better; the 3rd only one of them has.
void tst_Sources::exportThatIsNotGroupedByModel()
{
    const SourceKey byModel{"anthropic-usage-csv", "/by-model.csv"};
    const SourceKey whole{"anthropic-usage-csv", "/whole.csv"};
    for (const bool isOneFolder : {false, true}) {
        for (const bool isReversed : {false, true}) {
            const SourceKey &second = isOneFolder ? byModel : whole;
            std::vector<FileBatch> batches{
                batch(byModel, "/a", {{.id = "m1", .time = "2026-10-01", .tokens = 10}, {.id = "m2", .time = "2026-10-01", .tokens = 20, .model = "haiku"}, {.id = "m3", .time = "2026-10-02", .tokens = 400}}),
                batch(second, "/b",
                      {{.id = "w1", .time = "2026-10-01", .tokens = 30, .model = ""}, {.id = "w2", .time = "2026-10-02", .tokens = 401, .model = ""},
                       {.id = "w3", .time = "2026-10-03", .tokens = 5000, .model = ""}, {.id = "w4", .time = "2026-10-04", .tokens = 60'000, .model = ""}})};
            if (isReversed) {
                std::reverse(batches.begin(), batches.end());
            }
            Desk desk;
            desk.add({batches[0]});
            desk.add({batches[1]});
            QCOMPARE(desk.tokens(), 30 + 400 + 401 + 5000 + 60'000);
            const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
            QCOMPARE(overlaps.size(), std::size_t{1});
            QCOMPARE(overlaps[0].pair.first, byModel); // though the other has more records
            QCOMPARE(overlaps[0].pair.second, second);
            QCOMPARE(overlaps[0].choice, OverlapChoice::First);
            QVERIFY(overlaps[0].isDefault && overlaps[0].isByRecognition);
            QCOMPARE(overlaps[0].records, 1);
            QCOMPARE(overlaps[0].tokens, 30);
            QCOMPARE(desk.wrong(), std::string{});
            desk.choose(byModel, second, OverlapChoice::First);
            QCOMPARE(desk.tokens(), 30 + 400 + 5000 + 60'000);
            desk.choose(byModel, second, OverlapChoice::Both);
            QCOMPARE(desk.tokens(), 60 + 400 + 401 + 5000 + 60'000);
            desk.choose(byModel, second, OverlapChoice::Second);
            QCOMPARE(desk.tokens(), 30 + 401 + 5000 + 60'000);
            desk.choose(byModel, second, std::nullopt);
            // What is taken out of the finer one the other does not bring back.
            desk.takeOut(10);
            QCOMPARE(desk.tokens(), 20 + 400 + 401 + 5000 + 60'000);
            QCOMPARE(desk.wrong(), std::string{});
        }
    }
}

/// One account's 1st by project, 10 + 20, and by model, 30: the finer one counts. What is taken out of it the other does not bring back, nor
/// does it make the two unequal. What is taken out of the one that yields changes nothing.
void tst_Sources::takenOutStaysOut()
{
    const SourceKey byModel{"anthropic-usage-csv", "/by-model.csv"};
    const SourceKey byProject{"anthropic-usage-csv", "/by-project.csv"};
    for (const bool isLate : {false, true}) {
        Desk desk;
        const FileBatch finer = batch(byProject, "/by-project.csv", {{.id = "p1", .time = "2026-10-01", .tokens = 10}, {.id = "p2", .time = "2026-10-01", .tokens = 20}});
        const FileBatch coarser = batch(byModel, "/by-model.csv", {{.id = "m1", .time = "2026-10-01", .tokens = 30}});
        desk.add({finer});
        if (!isLate) {
            desk.add({coarser});
        }
        desk.takeOut(10);
        if (isLate) { // what comes after the decision is the same usage, too
            desk.add({coarser});
        }
        QCOMPARE(desk.tokens(), 20);
        desk.takeOut(20);
        QCOMPARE(desk.tokens(), 0);
        QCOMPARE(desk.wrong(), std::string{});
        must(desk.writer->undo(now()));
        must(desk.writer->undo(now()));
        QCOMPARE(desk.tokens(), 30);
        desk.takeOut(30);
        QCOMPARE(desk.tokens(), 30);
        QCOMPARE(desk.wrong(), std::string{});
        // What was taken out of a source that is forgotten stands for nothing.
        must(desk.writer->undo(now()));
        desk.takeOut(10);
        must(desk.writer->setSourceState(byProject, SourceState::Forgotten, true, "x", now()));
        QCOMPARE(desk.tokens(), 30);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

/// Exports that have only searches, or nothing, on the 1st: of two accounts both count. Where the 2nd shows that it is one account, one does.
void tst_Sources::daysWithoutTokens()
{
    const SourceKey byModel{"anthropic-usage-csv", "/by-model.csv"};
    const SourceKey byProject{"anthropic-usage-csv", "/by-project.csv"};
    for (const bool isOneAccount : {false, true}) {
        Desk desk;
        desk.add({batch(byModel, "/by-model.csv", {{.id = "m1", .time = "2026-10-01", .tokens = 0}, {.id = "m2", .time = "2026-10-02", .tokens = 30}}),
                  batch(byProject, "/by-project.csv",
                        {{.id = "p1", .time = "2026-10-01", .tokens = 0}, {.id = "p2", .time = "2026-10-02", .tokens = isOneAccount ? 30 : 31}, {.id = "p3", .time = "2026-10-03", .tokens = 5}})});
        QCOMPARE(desk.facts(byModel).covered, isOneAccount ? 2 : 0);
        QCOMPARE(desk.facts(byProject).covered, 0);
        QCOMPARE(desk.tokens(), isOneAccount ? 35 : 66);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

/// Two exports of one console, a gateway's sums that the user puts before another console, and two logs of one gateway of which one has all
/// of the other: whatever the files are called.
void tst_Sources::namesOfFilesDecideNothing()
{
    for (const bool isRenamed : {false, true}) {
        const std::string names[] = {isRenamed ? "/z.csv" : "/a.csv", isRenamed ? "/a.csv" : "/z.csv"};
        const SourceKey first{"anthropic-usage-csv", names[0]};
        const SourceKey second{"anthropic-usage-csv", names[1]};
        Desk desk;
        desk.add({batch(first, names[0], {{.id = "x", .time = "2026-10-01", .tokens = 30}}), batch(second, names[1], {{.id = "y", .time = "2026-10-02", .tokens = 300}}),
                  batch(Gateway, "/sums.json", {{.id = "g1", .time = "2026-10-01", .tokens = 4000}, {.id = "g2", .time = "2026-10-02", .tokens = 50'000}}),
                  batch(DeepSeek, "/deepseek.csv", {{.id = "d", .time = "2026-10-05", .tokens = 7, .provider = "deepseek"}})});
        desk.choose(Gateway, DeepSeek, OverlapChoice::First);
        QCOMPARE(desk.tokens(), 30 + 300 + 7);
        // The sums before the first of the two: of the 1st they count, of the 2nd the second export does.
        desk.choose(Gateway, first, OverlapChoice::First);
        QCOMPARE(desk.tokens(), 4000 + 300 + 7);
        QCOMPARE(desk.wrong(), std::string{});

        const SourceKey whole{"helicone", names[0]};
        const SourceKey part{"helicone", names[1]};
        const std::vector<Line> three{{.id = "1", .time = "2026-10-01T10:00:00Z", .tokens = 100},
                                      {.id = "2", .time = "2026-10-01T10:20:00Z", .tokens = 200},
                                      {.id = "3", .time = "2026-10-01T11:00:00Z", .tokens = 300}};
        std::vector<Line> four = three;
        four.push_back({.id = "4", .time = "2026-10-01T12:00:00Z", .tokens = 45});
        for (Line &line : four) {
            line.id = "whole" + line.id;
        }
        Desk gateways;
        gateways.add({batch(whole, names[0], four), batch(part, names[1], three)});
        QCOMPARE(gateways.tokens(), 645);
        QCOMPARE(gateways.facts(part).covered, 3);
        QCOMPARE(gateways.wrong(), std::string{});
    }
}

/// Of random sources, days and choices: what is covered is in something that counts, and of two that tell the same and both count the
/// user wanted both. Told from the records alone.
void tst_Sources::nothingIsLostAndNothingTwice()
{
    const SourceKey api{"api-jsonl", "/own.jsonl"};
    const SourceKey codex{"codex", "/c"};
    const std::vector<SourceKey> sources{LogA, api, Export, Gateway, Days, codex};
    const auto rankOf = [](const std::string &format) { return format == Days.format ? 3 : format == Gateway.format ? 2 : format == Export.format ? 1 : 0; };
    std::mt19937 dice{11};
    const auto one = [&dice](int of) { return int(dice() % unsigned(of)); };
    for (int round = 0; round < 25; ++round) {
        Desk desk;
        std::vector<FileBatch> batches;
        for (const SourceKey &source : sources) {
            std::vector<Line> lines;
            const int count = one(4);
            for (int i = 0; i < count; ++i) {
                const bool isRequest = rankOf(source.format) == 0;
                Line line{.id = source.format + std::to_string(i), .tokens = 1};
                line.time = isRequest ? (one(2) == 0 ? "2026-10-01T10:00:00Z" : "2026-10-02T10:00:00Z") : (one(2) == 0 ? "2026-10-01" : "2026-10-02");
                line.model = one(2) == 0 ? "opus" : "haiku";
                const int tool = one(4);
                line.agent = source != Days ? "" : tool == 0 ? "codex" : tool == 1 ? "claude-code+codex" : "claude-code";
                lines.push_back(line);
            }
            batches.push_back(batch(source, source.root + "/f", lines));
        }
        desk.add(batches);
        std::vector<std::tuple<SourceKey, SourceKey, OverlapChoice>> choices;
        std::set<std::pair<SourceKey, SourceKey>> both;
        for (int i = one(3); i > 0; --i) {
            const SourceKey &first = sources[std::size_t(one(6))];
            const SourceKey &second = sources[std::size_t(one(6))];
            if (first == second || rankOf(first.format) == rankOf(second.format)) {
                continue;
            }
            const auto choice = OverlapChoice(one(3));
            desk.choose(first, second, choice);
            choices.push_back({first, second, choice});
            both.erase({first, second});
            both.erase({second, first});
            if (choice == OverlapChoice::Both) {
                both.insert({first, second});
                both.insert({second, first});
            }
        }
        // The same in another order, one import each, and all once more after the choices.
        Desk other;
        std::reverse(batches.begin(), batches.end());
        for (const FileBatch &each : batches) {
            other.add({each});
        }
        for (const auto &[first, second, choice] : choices) {
            other.choose(first, second, choice);
        }
        other.add(batches);
        QCOMPARE(other.tokens(), desk.tokens());
        QCOMPARE(other.rows(UsageFilter::Excluded::Only).size(), desk.rows(UsageFilter::Excluded::Only).size());
        const auto keyOf = [&](const RecordRow &row) {
            return *std::find_if(sources.begin(), sources.end(), [&](const SourceKey &key) { return key.format == row.sourceFormat; });
        };
        const auto isSum = [](const RecordRow &row) { return row.who.agent.find('+') != std::string::npos; };
        const auto toolsOf = [](const RecordRow &row) {
            return row.sourceFormat != Days.format       ? std::set{row.sourceFormat}
                : row.who.agent == "claude-code+codex" ? std::set<std::string>{"claude-code", "codex"}
                                                         : std::set{row.who.agent};
        };
        const auto isOneDay = [](const RecordRow &a, const RecordRow &b) { return Zone::utc().dayOf(a.time) == Zone::utc().dayOf(b.time); };
        const auto isByTool = [&](const RecordRow &a, const RecordRow &b) {
            const int ranks[] = {rankOf(a.sourceFormat), rankOf(b.sourceFormat)};
            const int least = std::min(ranks[0], ranks[1]);
            return std::max(ranks[0], ranks[1]) == 3 && (least == 0 || (least == 3 && isSum(a) != isSum(b)));
        };
        const auto same = [&](const RecordRow &a, const RecordRow &b) {
            const bool isModel = a.serving.model == b.serving.model;
            if (!isOneDay(a, b) || (rankOf(a.sourceFormat) == rankOf(b.sourceFormat) && !isByTool(a, b))) {
                return false;
            }
            if (!isByTool(a, b)) {
                return isModel;
            }
            const std::set<std::string> tools = toolsOf(b);
            const std::set<std::string> mine = toolsOf(a);
            const bool isTool = std::any_of(mine.begin(), mine.end(), [&](const std::string &tool) { return tools.contains(tool); });
            return isTool && (isModel || (!isSum(a) && !isSum(b)));
        };
        // What a program logged of its own calls may stand in a tool's log as well, by its figures.
        const auto mayRepeat = [&](const RecordRow &a, const RecordRow &b) {
            return a.sourceFormat != b.sourceFormat && rankOf(a.sourceFormat) == 0 && rankOf(b.sourceFormat) == 0
                && (a.sourceFormat == api.format || b.sourceFormat == api.format) && isOneDay(a, b) && a.serving.model == b.serving.model;
        };
        const std::vector<RecordRow> rows = desk.rows(UsageFilter::Excluded::With);
        // A sum over tools of which each has something that counts on that day.
        const auto isToldAsAWhole = [&](const RecordRow &row) {
            const std::set<std::string> tools = toolsOf(row);
            return isSum(row) && std::all_of(tools.begin(), tools.end(), [&](const std::string &tool) {
                return std::any_of(rows.begin(), rows.end(), [&](const RecordRow &twin) {
                    return twin.leftOut == NotCounted::No && !isSum(twin) && isOneDay(row, twin) && isByTool(row, twin) && toolsOf(twin).contains(tool);
                });
            });
        };
        for (const RecordRow &row : rows) {
            const bool isOut = row.leftOut == NotCounted::Covered;
            bool isElsewhere = isToldAsAWhole(row);
            QVERIFY(isOut || !isElsewhere || !choices.empty());
            for (const RecordRow &twin : rows) {
                if (twin.leftOut == NotCounted::No && same(row, twin)) {
                    isElsewhere = true;
                    QVERIFY(isOut || both.contains({keyOf(row), keyOf(twin)}));
                }
                isElsewhere = isElsewhere || (twin.leftOut == NotCounted::No && mayRepeat(row, twin));
            }
            QVERIFY(!isOut || isElsewhere);
        }
        QCOMPARE(desk.wrong(), std::string{});
    }
}

/// Whatever is said, somebody counts, and of two at most one covers the other.
void tst_Sources::coverOrder()
{
    std::mt19937 dice{7};
    for (int round = 0; round < 300; ++round) {
        const std::size_t count = 2 + dice() % 5;
        std::vector<int> ranks;
        for (std::size_t i = 0; i < count; ++i) {
            ranks.push_back(int(dice() % 4));
        }
        std::vector<CoverOrder::Choice> choices;
        for (unsigned i = 0; i < dice() % 8; ++i) {
            choices.push_back({dice() % count, dice() % count, dice() % 4 == 0});
        }
        const CoverOrder order{ranks, choices};
        std::size_t uncovered = 0;
        for (std::size_t i = 0; i < count; ++i) {
            bool isCovered = false;
            for (std::size_t j = 0; j < count; ++j) {
                QVERIFY(!(order.covers(i, j) && order.covers(j, i)));
                isCovered = isCovered || order.covers(j, i);
            }
            uncovered += isCovered ? 0 : 1;
        }
        QVERIFY(uncovered > 0);
        if (!choices.empty() && choices[0].winner != choices[0].loser) { // the first choice always holds
            QCOMPARE(order.covers(choices[0].winner, choices[0].loser), !choices[0].both);
        }
    }
}

/// Days of two tools: the one with a log yields, the other counts. A sum over both yields to either.
void tst_Sources::trackersYieldToTheirTools()
{
    Desk desk;
    desk.add({batch(Days, "/days.json",
                    {{.id = "t1", .time = "2026-10-01", .tokens = 1, .agent = "claude-code"},
                     {.id = "t2", .time = "2026-10-01", .tokens = 20, .agent = "codex"},
                     {.id = "t3", .time = "2026-10-02", .tokens = 300, .agent = "claude-code+codex"}})});
    QCOMPARE(desk.tokens(), 321);
    desk.add({batch(LogA, "/a/1", {{.id = "l", .time = "2026-10-01T10:00:00Z", .tokens = 4000, .model = "haiku", .provider = "another"}})});
    QCOMPARE(desk.tokens(), 4320);
    desk.add({batch(LogA, "/a/1", {{.id = "l2", .time = "2026-10-02T10:00:00Z", .tokens = 50'000}})});
    QCOMPARE(desk.tokens(), 54'020);
    QCOMPARE(desk.facts(Days).covered, 2);
    desk.choose(LogA, Days, OverlapChoice::Both);
    QCOMPARE(desk.tokens(), 54'321);
    QCOMPARE(desk.wrong(), std::string{});
}

/// Copilot keeps its usage in three places: any of them tells a tracker's day of it. Kilo CLI writes OpenCode's database, and names of
/// ledgers that were made before all were known ("qwen") mean the same tools. Hermes has no log here.
void tst_Sources::trackersYieldToAnyStoreOfATool()
{
    struct Store
    {
        const char *tracker;
        const char *format;
        const char *root;
    };
    for (const auto &[tracker, format, root] : {Store{"copilot", "copilot-store", "/log"}, Store{"copilot", "copilot-otel", "/log"}, Store{"copilot", "copilot-events", "/log"},
                                                Store{"qwen", "qwen-code", "/log"}, Store{"qwen-code", "qwen-code", "/log"}, Store{"cline", "cline-cli", "/log"},
                                                Store{"kilo", "opencode", "/home/u/.local/share/kilo"}, Store{"micode", "opencode", "/home/u/.local/share/mimocode"},
                                                Store{"openclaw", "pi", "/home/u/.openclaw/agents"}, Store{"pi", "pi", "/log"}, Store{"opencode", "opencode", "/log"}}) {
        Desk desk;
        desk.add({batch(Days, "/days.json",
                        {{.id = "t1", .time = "2026-10-01", .tokens = 1, .agent = tracker},
                         {.id = "t2", .time = "2026-10-02", .tokens = 20, .agent = tracker},
                         {.id = "t3", .time = "2026-10-01", .tokens = 300, .agent = "hermes"}})});
        QCOMPARE(desk.tokens(), 321);
        desk.add({batch({format, root}, std::string{root} + "/1", {{.id = "l", .time = "2026-10-01T10:00:00Z", .tokens = 4000, .model = "haiku"}})});
        QCOMPARE(desk.tokens(), 4320);
        const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QVERIFY(!overlaps[0].hasSumsOfTools);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

/// Forks write pi's format, and OpenCode's, in folders of their own: pi's one request of 10 says nothing of OpenClaw's 905,000 of that day, nor
/// OpenCode's of Kilo's. OpenClaw's own log does, whatever its model.
void tst_Sources::trackersYieldToNoOtherFork()
{
    const SourceKey pi{"pi", "/home/u/.pi/agent/sessions"};
    const SourceKey openClaw{"pi", "/home/u/.openclaw/agents"};
    const SourceKey openCode{"opencode", "/home/u/.local/share/opencode"};
    Desk desk;
    desk.add({batch(Days, "/days.json",
                    {{.id = "t1", .time = "2026-10-05", .tokens = 905'000, .agent = "openclaw"}, {.id = "t2", .time = "2026-10-06", .tokens = 804'000, .agent = "kilo"}}),
              batch(pi, pi.root + "/1", {{.id = "p", .time = "2026-10-05T10:00:00Z", .tokens = 10}}),
              batch(openCode, openCode.root + "/opencode.db", {{.id = "o", .time = "2026-10-06T10:00:00Z", .tokens = 2}})});
    QCOMPARE(desk.tokens(), 905'000 + 804'000 + 12);
    QCOMPARE(desk.facts(Days).covered, 0);
    QVERIFY(must(desk.reader->overlaps(Zone::utc())).empty());
    // Nor the other way round, if the user lets the tracker count.
    desk.choose(pi, Days, OverlapChoice::Second);
    QCOMPARE(desk.tokens(), 905'000 + 804'000 + 12);
    desk.choose(pi, Days, std::nullopt);
    desk.add({batch(openClaw, openClaw.root + "/1", {{.id = "c", .time = "2026-10-05T10:00:00Z", .tokens = 700, .model = "haiku"}})});
    QCOMPARE(desk.tokens(), 804'000 + 712);
    const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{1});
    QVERIFY(overlaps[0].pair.first == openClaw && overlaps[0].pair.second == Days && overlaps[0].tokens == 905'000);
    QCOMPARE(desk.wrong(), std::string{});
}

/// A log in pi's format in a folder of no tool's name. Of the 1st the tracker has only OpenClaw's opus, which the log has: it yields, and is listed. Of the
/// 2nd it has haiku, which the log does not have. Of the 3rd it has pi's own day, which the log tells, so that OpenClaw's is another's.
void tst_Sources::trackersBesideACopiedFork()
{
    const SourceKey copy{"pi", "/copies/of/somebody"};
    Desk desk;
    desk.add({batch(Days, "/days.json",
                    {{.id = "t1", .time = "2026-10-01", .tokens = 905'000, .agent = "openclaw"},
                     {.id = "t2", .time = "2026-10-02", .tokens = 300, .model = "haiku", .agent = "openclaw"},
                     {.id = "t3", .time = "2026-10-03", .tokens = 1, .agent = "pi"},
                     {.id = "t4", .time = "2026-10-03", .tokens = 50'000, .agent = "openclaw"}}),
              batch(copy, copy.root + "/1",
                    {{.id = "p1", .time = "2026-10-01T10:00:00Z", .tokens = 20},
                     {.id = "p2", .time = "2026-10-02T10:00:00Z", .tokens = 4000},
                     {.id = "p3", .time = "2026-10-03T10:00:00Z", .tokens = 600'000}})});
    QCOMPARE(desk.tokens(), 20 + 300 + 4000 + 50'000 + 600'000);
    const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{1});
    QCOMPARE(overlaps[0].records, 2);
    QCOMPARE(overlaps[0].tokens, 905'001);
    desk.choose(copy, Days, OverlapChoice::Second);
    QCOMPARE(desk.tokens(), 905'000 + 300 + 4000 + 1 + 50'000);
    QCOMPARE(desk.wrong(), std::string{});
}

/// One day of Claude Code and Codex in one sum, Codex's logs gone. Claude Code's log has opus: the sum's 10 of opus are left out, its 200
/// of haiku may be Codex's and count. Once a log of Codex tells anything of that day, all of the sum is told by the two.
void tst_Sources::sumsOverToolsYieldByModel()
{
    const SourceKey codex{"codex", "/c"};
    Desk desk;
    desk.add({batch(Days, "/days.json",
                    {{.id = "t1", .time = "2026-10-01", .tokens = 10, .agent = "claude-code+codex"},
                     {.id = "t2", .time = "2026-10-01", .tokens = 200, .model = "haiku", .agent = "claude-code+codex"}}),
              batch(LogA, "/a/1", {{.id = "l", .tokens = 3000}})});
    QCOMPARE(desk.tokens(), 3200);
    const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{1});
    QCOMPARE(overlaps[0].records, 1);
    QCOMPARE(overlaps[0].tokens, 10);
    QVERIFY(overlaps[0].hasSumsOfTools);
    desk.add({batch(codex, "/c/1", {{.id = "c", .tokens = 40'000, .provider = "openai"}})});
    QCOMPARE(desk.tokens(), 43'000);
    desk.choose(codex, Days, OverlapChoice::Both); // then Codex's part of the sum counts beside
    QCOMPARE(desk.tokens(), 43'200);
    desk.choose(codex, Days, std::nullopt);
    QCOMPARE(desk.tokens(), 43'000);
    QCOMPARE(desk.wrong(), std::string{});
    // The tracker goes before Claude Code's log. Of the 1st Codex's opus takes the sum's, so that the log's counts on, and nobody else has
    // the sum's haiku; of the 2nd the sum has opus and the log haiku, which is nothing of each other.
    desk.add({batch(LogA, "/a/2", {{.id = "l2", .time = "2026-10-02T10:00:00Z", .tokens = 500'000, .model = "haiku"}}),
              batch(Days, "/days.json", {{.id = "t3", .time = "2026-10-02", .tokens = 6'000'000, .agent = "claude-code+hermes"}})});
    desk.choose(Days, LogA, OverlapChoice::First);
    QCOMPARE(desk.tokens(), 3000 + 40'000 + 200 + 500'000 + 6'000'000);
    QCOMPARE(desk.wrong(), std::string{});
}

/// Two trackers have one day of one tool: one counts, whatever order. A sum over several yields to the day of the tool.
void tst_Sources::trackersAmongThemselves()
{
    const SourceKey other{"tokscale", "/graph.json"};
    std::vector<FileBatch> batches{batch(Days, "/days.json",
                                         {{.id = "t1", .time = "2026-10-01", .tokens = 1, .agent = "qwen"},
                                          {.id = "t2", .time = "2026-10-02", .tokens = 20, .agent = "claude-code+qwen-code"}}),
                                   batch(other, "/graph.json",
                                         {{.id = "g1", .time = "2026-10-01", .tokens = 300, .agent = "qwen-code"},
                                          {.id = "g2", .time = "2026-10-02", .tokens = 4000, .agent = "qwen-code"}})};
    for (const bool forwards : {true, false}) {
        Desk desk;
        desk.add({batches[forwards ? 0 : 1]});
        desk.add({batches[forwards ? 1 : 0]});
        QCOMPARE(desk.tokens(), 4001);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

/// ccusage's export of two computers, or two of one. Of the 1st 1000 + 500 and 700 + 900: neither holds the other, so they are two computers' and
/// count both. Of the 2nd 90 + 50 is held by 100 + 50, of the 5th the two are equal: one counts. The 3rd and the 4th have one each.
void tst_Sources::exportsOfOneTracker()
{
    const SourceKey one{"ccusage", "/one.json"};
    const SourceKey other{"ccusage", "/other.json"};
    const auto line = [](const char *id, const char *day, std::int64_t input, std::int64_t output) {
        return Line{.id = id, .time = day, .tokens = input, .agent = "claude-code", .output = output};
    };
    const std::vector<FileBatch> batches{
        batch(one, one.root, {line("a1", "2026-10-01", 1000, 500), line("a2", "2026-10-02", 100, 50), line("a3", "2026-10-03", 7, 0), line("a5", "2026-10-05", 40, 2)}),
        batch(other, other.root, {line("b1", "2026-10-01", 700, 900), line("b2", "2026-10-02", 90, 50), line("b4", "2026-10-04", 3, 0), line("b5", "2026-10-05", 40, 2)})};
    constexpr std::int64_t Usual = 1500 + 1600 + 150 + 7 + 3 + 42;
    Desk backwards;
    backwards.add({batches[1]});
    backwards.add({batches[0]});
    QCOMPARE(backwards.tokens(), Usual);
    Desk desk;
    desk.add(batches);
    QCOMPARE(desk.tokens(), Usual);
    std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{1});
    QVERIFY(overlaps[0].isOfExports && overlaps[0].isUncertain && overlaps[0].isDefault && overlaps[0].choice == OverlapChoice::Both);
    QCOMPARE(overlaps[0].days, 3);
    QCOMPARE(overlaps[0].records, 2);
    QCOMPARE(overlaps[0].tokens, 140 + 42);
    // Two computers: then all of both.
    desk.choose(one, other, OverlapChoice::Both);
    QCOMPARE(desk.tokens(), Usual + 140 + 42);
    overlaps = must(desk.reader->overlaps(Zone::utc()));
    QVERIFY(overlaps.size() == 1 && !overlaps[0].isDefault && !overlaps[0].isUncertain && overlaps[0].tokens == 0);
    // One computer, whose tracker was mended: what the other one has of these days and models is out, and its 4th counts on.
    desk.choose(one, other, OverlapChoice::First);
    QCOMPARE(desk.tokens(), 1500 + 150 + 7 + 42 + 3);
    overlaps = must(desk.reader->overlaps(Zone::utc()));
    QVERIFY(overlaps.size() == 1 && overlaps[0].records == 3 && overlaps[0].tokens == 1600 + 140 + 42);
    desk.choose(one, other, OverlapChoice::Second);
    QCOMPARE(desk.tokens(), 1600 + 140 + 3 + 42 + 7);
    desk.choose(one, other, std::nullopt);
    QCOMPARE(desk.tokens(), Usual);
    QCOMPARE(desk.wrong(), std::string{});
    // A log of the tool tells its day better than either.
    desk.add({batch(LogA, "/a/1", {{.id = "l", .tokens = 5}})});
    QCOMPARE(desk.tokens(), Usual - 1500 - 1600 + 5);
    overlaps = must(desk.reader->overlaps(Zone::utc()));
    QCOMPARE(overlaps.size(), std::size_t{3});
    const auto ofExports = std::find_if(overlaps.begin(), overlaps.end(), [](const Overlap &each) { return each.isOfExports; });
    QVERIFY(ofExports != overlaps.end() && !ofExports->isUncertain && ofExports->records == 2);
    QCOMPARE(desk.wrong(), std::string{});
}

/// Days of a tool that the tracker's file does not name: a model of a day yields to a log of any tool, and to another tracker's, that has it.
void tst_Sources::daysOfAnUnknownTool()
{
    const SourceKey openCode{"opencode", "/o"};
    const SourceKey goose{"goose", "/g"};
    const SourceKey other{"tokscale", "/graph.json"};
    const std::vector<FileBatch> batches{batch(Days, "/days.json",
                                               {{.id = "t1", .time = "2026-10-01", .tokens = 1},
                                                {.id = "t2", .time = "2026-10-01", .tokens = 20, .model = "haiku"},
                                                {.id = "t3", .time = "2026-10-02", .tokens = 300}}),
                                         batch(openCode, "/o/1", {{.id = "o", .tokens = 4000}}), batch(goose, "/g/1", {{.id = "g", .tokens = 50'000, .model = "haiku"}}),
                                         batch(other, "/graph.json", {{.id = "k", .time = "2026-10-02", .tokens = 600'000, .agent = "gemini-cli"}})};
    Desk desk;
    desk.add({batches[0]});
    QCOMPARE(desk.tokens(), 321);
    desk.add({batches[1]});
    QCOMPARE(desk.tokens(), 4320);
    desk.add({batches[2]});
    QCOMPARE(desk.tokens(), 54'300);
    // The user may say that the tracker's count.
    desk.choose(openCode, Days, OverlapChoice::Second);
    QCOMPARE(desk.tokens(), 50'301);
    desk.choose(openCode, Days, OverlapChoice::Both);
    QCOMPARE(desk.tokens(), 54'301);
    desk.choose(openCode, Days, std::nullopt);
    QCOMPARE(desk.tokens(), 54'300);
    desk.add({batches[3]});
    QCOMPARE(desk.tokens(), 654'000);
    for (const Overlap &overlap : must(desk.reader->overlaps(Zone::utc()))) {
        QVERIFY(overlap.pair.second == Days && !overlap.hasSumsOfTools);
    }
    QCOMPARE(desk.wrong(), std::string{});
    Desk backwards;
    for (auto each = batches.rbegin(); each != batches.rend(); ++each) {
        backwards.add({*each});
    }
    QCOMPARE(backwards.tokens(), 654'000);
}

/// What is taken for Claude Code's has Goose's tokens of the 1st: it is Goose's. One token more on the 2nd, or few on the 3rd, prove nothing.
void tst_Sources::equalDaysAreOfOneTool()
{
    const SourceKey goose{"goose", "/g"};
    Desk desk;
    desk.add({batch(Days, "/days.json",
                    {{.id = "t1", .time = "2026-10-01", .tokens = 5600, .agent = "claude-code"},
                     {.id = "t2", .time = "2026-10-02", .tokens = 5601, .agent = "claude-code"},
                     {.id = "t3", .time = "2026-10-03", .tokens = 500, .agent = "claude-code"}})});
    desk.add({batch(goose, "/g/1",
                    {{.id = "g1", .time = "2026-10-01T10:00:00Z", .tokens = 2600},
                     {.id = "g2", .time = "2026-10-01T11:00:00Z", .tokens = 3000},
                     {.id = "g3", .time = "2026-10-02T10:00:00Z", .tokens = 5600},
                     {.id = "g4", .time = "2026-10-03T10:00:00Z", .tokens = 500}})});
    QCOMPARE(desk.tokens(), 5600 + 5601 + 5600 + 500 + 500);
    QCOMPARE(desk.facts(Days).covered, 1);
    desk.choose(goose, Days, OverlapChoice::Second);
    QCOMPARE(desk.tokens(), 5600 + 5601 + 5600 + 500 + 500);
    QCOMPARE(desk.facts(goose).covered, 2);
    desk.choose(goose, Days, std::nullopt);
    QCOMPARE(desk.facts(Days).covered, 1);
    QCOMPARE(desk.wrong(), std::string{});
}

/// A bucket, a tracker's day, requests of a gateway that hold what a log holds, to the token: what the user takes out of the log they do not
/// bring back. A bucket that holds more comes back (userExclusionsStay).
void tst_Sources::takenOutOfLogsStaysOut()
{
    Desk desk;
    desk.add({batch(LogA, "/a/1", {{.id = "l1", .tokens = 1000}, {.id = "l2", .tokens = 200}}), batch(Export, "/export.csv", {{.id = "e", .time = "2026-10-01", .tokens = 1200}}),
              batch(Days, "/days.json", {{.id = "t", .time = "2026-10-01", .tokens = 1200, .agent = "claude-code"}})});
    QCOMPARE(desk.tokens(), 1200);
    desk.takeOut(1000);
    QCOMPARE(desk.tokens(), 200);
    desk.takeOut(200);
    QCOMPARE(desk.tokens(), 0);
    QCOMPARE(desk.wrong(), std::string{});
    must(desk.writer->undo(now()));
    must(desk.writer->undo(now()));
    QCOMPARE(desk.tokens(), 1200);
}

namespace
{

const SourceKey Helicone{"helicone", "/h.jsonl"};

/// On the 1st the gateway has the log's three requests, two seconds later; on the 2nd the log's one and another's; on the 3rd one alone; on the
/// 4th the log's one, of which a quarter of an hour ends in between.
std::vector<FileBatch> logAndGateway()
{
    return {batch(LogA, "/a/1",
                  {{.id = "l1", .time = "2026-10-01T10:00:00Z", .tokens = 100},
                   {.id = "l2", .time = "2026-10-01T10:20:00Z", .tokens = 200},
                   {.id = "l3", .time = "2026-10-01T11:00:00Z", .tokens = 300},
                   {.id = "l4", .time = "2026-10-02T10:00:00Z", .tokens = 40},
                   {.id = "l5", .time = "2026-10-04T10:29:59Z", .tokens = 60}}),
            batch(Helicone, "/h.jsonl",
                  {{.id = "h1", .time = "2026-10-01T10:00:02Z", .tokens = 100},
                   {.id = "h2", .time = "2026-10-01T10:20:02Z", .tokens = 200},
                   {.id = "h3", .time = "2026-10-01T11:00:02Z", .tokens = 300},
                   {.id = "h4", .time = "2026-10-02T10:00:02Z", .tokens = 40},
                   {.id = "h5", .time = "2026-10-02T12:00:00Z", .tokens = 5},
                   {.id = "h6", .time = "2026-10-03T10:00:00Z", .tokens = 7000},
                   {.id = "h7", .time = "2026-10-04T10:30:01Z", .tokens = 60}})};
}

std::int64_t idOf(const Desk &desk, const SourceKey &source, std::int64_t tokens)
{
    for (const RecordRow &row : desk.rows(UsageFilter::Excluded::With)) {
        if (row.sourceFormat == source.format && row.tokens.input == tokens) {
            return row.id;
        }
    }
    return 0;
}

} // namespace

/// The gateway yields on the 1st and the 4th, 660 tokens; of the 2nd it cannot be told: (600 + 60) + (40 + 45) + 7000 = 7745.
void tst_Sources::gatewaysRepeatTools()
{
    for (const int order : {0, 1, 2}) {
        std::vector<FileBatch> batches = logAndGateway();
        if (order == 1) {
            std::reverse(batches.begin(), batches.end());
        }
        Desk desk;
        if (order == 2) {
            desk.add(batches);
        } else {
            desk.add({batches[0]});
            desk.add({batches[1]});
        }
        QCOMPARE(desk.tokens(), 7745);
        QCOMPARE(desk.facts(Helicone).covered, 4);
        QCOMPARE(desk.facts(LogA).covered, 0);
        const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QCOMPARE(overlaps[0].pair.first, LogA);
        QCOMPARE(overlaps[0].secondTells, SourceTells::Gateway);
        QCOMPARE(overlaps[0].choice, OverlapChoice::First);
        QVERIFY(overlaps[0].isDefault && overlaps[0].isUncertain && overlaps[0].isByRecognition);
        QCOMPARE(overlaps[0].records, 4);
        QCOMPARE(overlaps[0].tokens, 660);
        QCOMPARE(overlaps[0].days, 3);
        QCOMPARE(desk.wrong(), std::string{});
        // The user knows: on days of both one counts, or both.
        desk.choose(LogA, Helicone, OverlapChoice::First);
        QCOMPARE(desk.tokens(), 660 + 40 + 7000);
        QVERIFY(!must(desk.reader->overlaps(Zone::utc()))[0].isUncertain);
        desk.choose(LogA, Helicone, OverlapChoice::Second);
        QCOMPARE(desk.tokens(), 660 + 45 + 7000);
        desk.choose(LogA, Helicone, OverlapChoice::Both);
        QCOMPARE(desk.tokens(), 2 * 660 + 85 + 7000);
        desk.choose(LogA, Helicone, std::nullopt);
        QCOMPARE(desk.tokens(), 7745);
        QCOMPARE(desk.wrong(), std::string{});
        // What is taken out of the log is not brought back by the gateway, nor are the others told twice.
        must(desk.writer->setExcluded({.records = {idOf(desk, LogA, 100)}}, true, "by hand", now()));
        QCOMPARE(desk.tokens(), 7645);
        must(desk.writer->setExcluded({.records = {idOf(desk, LogA, 200), idOf(desk, LogA, 300)}}, true, "by hand", now()));
        QCOMPARE(desk.tokens(), 7145);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

/// Claude Code on Bedrock names the model as Anthropic does, and no price list has that name there; Bedrock's log has its own. 100 + 200 + 300 in
/// both. What was chosen for a spelling before spellings were known holds for the provider, and is taken back under any.
void tst_Sources::spellingsOfOneProvider()
{
    const std::vector<ProviderName> known{{.name = "aws.bedrock", .provider = "amazon-bedrock"}, {.name = "amazon-bedrock", .provider = "amazon-bedrock"}, {.name = "bedrock", .provider = "amazon-bedrock"}};
    const auto told = [](const SourceKey &source, const std::string &id, const std::string &model, const std::string &provider) {
        return batch(source, source.root + "/log",
                     {{.id = id + "1", .time = "2026-10-01T10:00:00Z", .tokens = 100, .model = model, .provider = provider},
                      {.id = id + "2", .time = "2026-10-01T10:20:00Z", .tokens = 200, .model = model, .provider = provider},
                      {.id = id + "3", .time = "2026-10-01T10:40:00Z", .tokens = 300, .model = model, .provider = provider}});
    };
    for (const bool isChosen : {false, true}) {
        Desk desk;
        desk.add({told(LogA, "a", "claude-sonnet-4-5-20250929", "amazon-bedrock"), told(Helicone, "h", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "AWS.Bedrock")});
        QCOMPARE(desk.tokens(), 1200); // of two providers, as long as nobody says otherwise
        if (isChosen) {
            desk.choose(LogA, Helicone, OverlapChoice::Both, "AWS.Bedrock");
        }
        must(desk.writer->settleOverlaps(Tells, ProviderNames{known}));
        QCOMPARE(desk.tokens(), isChosen ? 1200 : 600);
        const std::vector<Overlap> overlaps = must(desk.reader->overlaps(Zone::utc()));
        QCOMPARE(overlaps.size(), std::size_t{1});
        QCOMPARE(overlaps[0].pair.provider, std::string{"amazon-bedrock"});
        QCOMPARE(overlaps[0].decidedFor, std::string{isChosen ? "AWS.Bedrock" : ""});
        QCOMPARE(overlaps[0].isDefault, !isChosen);
        // Decided anew, under another spelling, it is one decision.
        desk.choose(LogA, Helicone, OverlapChoice::Second, "bedrock");
        QCOMPARE(desk.facts(LogA).covered, 3);
        QCOMPARE(desk.tokens(), 600);
        QCOMPARE(askSql(desk.folder.path(), "SELECT count(*) FROM overlap_choice"), 1);
        desk.choose(LogA, Helicone, std::nullopt, "amazon-bedrock");
        QCOMPARE(askSql(desk.folder.path(), "SELECT count(*) FROM overlap_choice"), 0);
        QCOMPARE(desk.facts(LogA).covered, 0);
        QCOMPARE(desk.facts(Helicone).covered, 3);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

void tst_Sources::namesOfProvidersAndModels()
{
    const std::vector<ProviderName> known{{.name = "gcp.gemini", .provider = "google"}, {.name = "gemini", .provider = "google"}};
    const ProviderNames names{known};
    QCOMPARE(names.text(), std::string{"gcp.gemini\tgoogle\ngemini\tgoogle\n"});
    const ProviderNames again{std::string_view{names.text()}};
    for (const ProviderNames *each : {&names, &again}) {
        QCOMPARE(each->of(" Gemini\n"), std::string{"google"});
        QCOMPARE(each->of("gcp.gemini"), std::string{"google"});
        QCOMPARE(each->of("My Proxy"), std::string{"My Proxy"});
        QCOMPARE(each->of(""), std::string{});
    }
    QCOMPARE(ProviderNames{}.of("Gemini"), std::string{"Gemini"});
    for (const char *name : {"claude-sonnet-4-5", "claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4.5", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5@20250929",
                             "arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude-Sonnet-4-5[1m]", "anthropic/claude-sonnet-4.5:free"}) {
        QCOMPARE(bareModelOf(name), std::string{"claude-sonnet-4-5"});
    }
    QCOMPARE(bareModelOf("openai/gpt-5.2"), std::string{"gpt-5-2"});
    QCOMPARE(bareModelOf("gpt-4o-2024-08-06"), std::string{"gpt-4o-2024-08-06"}); // OpenAI's days are models of their own
    QCOMPARE(bareModelOf("deepseek-v3"), std::string{"deepseek-v3"});
    QCOMPARE(bareModelOf(""), std::string{});
    QCOMPARE(bareModelOf(":"), std::string{":"});
    QCOMPARE(bareModelOf("a."), std::string{"a-"});
}

/// Two requests of equal size may be chance; of three requests with other counts none recurs. Both count, and the user may still choose.
void tst_Sources::unrelatedGatewaysCount()
{
    for (const bool isEqual : {true, false}) {
        std::vector<FileBatch> batches = logAndGateway();
        batches[0].usage.records.resize(isEqual ? 2 : 3);
        batches[1].usage.records.resize(isEqual ? 2 : 3);
        if (!isEqual) {
            for (UsageRecord &one : batches[1].usage.records) {
                one.tokens.input += 1;
            }
        }
        const std::int64_t log = isEqual ? 300 : 600;
        const std::int64_t gateway = isEqual ? 300 : 603;
        Desk desk;
        desk.add(batches);
        QCOMPARE(desk.tokens(), log + gateway);
        QVERIFY(must(desk.reader->overlaps(Zone::utc())).empty());
        desk.choose(LogA, Helicone, OverlapChoice::First);
        QCOMPARE(desk.tokens(), log);
        QCOMPARE(must(desk.reader->overlaps(Zone::utc())).size(), std::size_t{1});
        desk.choose(LogA, Helicone, OverlapChoice::Second);
        QCOMPARE(desk.tokens(), gateway);
        QCOMPARE(desk.wrong(), std::string{});
    }
}

void tst_Sources::settlesAfterAStop()
{
    Desk desk;
    QVERIFY(must(desk.reader->areOverlapsSettled()));
    appendAll(*desk.writer, logAndExport());
    QVERIFY(!must(desk.reader->areOverlapsSettled()));
    QCOMPARE(desk.tokens(), 730);
    must(desk.writer->settleOverlaps(Tells));
    QVERIFY(must(desk.reader->areOverlapsSettled()));
    QCOMPARE(desk.tokens(), 630);
}

void tst_Sources::settlingWhatWasTouchedIsSettlingAll_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"UTC", "America/New_York"}) {
        QTest::addRow("logs, gateways, trackers, %s", zone) << 0 << QByteArray{zone};
        QTest::addRow("logs and exports of one cut, %s", zone) << 1 << QByteArray{zone};
        QTest::addRow("of many cuts, %s", zone) << 2 << QByteArray{zone};
    }
}

/// Two ledgers go through the same imports and decisions. One has what the last settling kept, the other never: it looks at all each time.
void tst_Sources::settlingWhatWasTouchedIsSettlingAll()
{
    QFETCH(int, which);
    QFETCH(QByteArray, zone);
    const SourceKey secondGateway{"helicone", "/h2.jsonl"};
    const SourceKey secondExport{"anthropic-usage-csv", "/export2.csv"};
    const SourceKey secondTracker{"tokscale", "/graph.json"};
    const std::vector<std::vector<SourceKey>> all{{LogA, LogB, Helicone, secondGateway, Days, secondTracker},
                                                  {LogA, Export, secondExport},
                                                  {LogA, Helicone, Export, secondExport, DeepSeek, Gateway, Days}};
    const std::vector<SourceKey> &sources = all[std::size_t(which)];
    std::mt19937 dice{unsigned(17 + which)};
    const auto one = [&dice](std::size_t of) { return std::size_t(dice() % unsigned(of)); };
    const std::optional<Zone> days = Zone::byId(zone.toStdString());
    QVERIFY(days);
    Desk kept{*days};
    Desk anew{*days};
    std::deque<std::string> times;
    int number = 0;
    const auto lineOf = [&](const SourceKey &source) {
        const SourceTells tells = [&] {
            const auto found = std::find_if(Tells.begin(), Tells.end(), [&](const FormatTells &each) { return each.format == source.format; });
            return found == Tells.end() ? SourceTells::Requests : found->tells;
        }();
        const bool isDay = tells == SourceTells::Sums ? one(2) == 0 : tells != SourceTells::Requests && tells != SourceTells::Gateway;
        const std::string day = "2026-10-" + std::to_string(11 + one(6));
        const char *clocks[] = {"T03:30:00Z", "T10:00:00Z", "T17:10:00Z", "T23:50:00Z"};
        times.push_back(isDay ? day : day + clocks[one(4)]);
        const char *models[] = {"opus", "haiku", "opus", "a model nobody knows"};
        const char *tools[] = {"claude-code", "claude-code+codex", "codex", ""};
        return Line{.id = "r" + std::to_string(++number),
                    .time = times.back().c_str(),
                    .tokens = std::int64_t(one(3)) * 1000,
                    .model = models[one(4)],
                    .agent = tells == SourceTells::Tracker ? tools[one(4)] : ""};
    };
    const auto onBoth = [&](const auto &act) {
        act(kept);
        runSql(anew.folder.path(), "DELETE FROM cover_memo");
        act(anew);
        must(kept.writer->settleOverlaps(Tells));
        runSql(anew.folder.path(), "DELETE FROM cover_memo");
        must(anew.writer->settleOverlaps(Tells));
    };
    const auto import = [&](std::vector<std::pair<SourceKey, std::vector<Line>>> batches) {
        std::vector<FileBatch> files;
        for (const auto &[source, lines] : batches) {
            files.push_back(batch(source, source.root + "/" + std::to_string(++number), lines));
        }
        onBoth([&](Desk &desk) { desk.add(files); });
    };
    for (const SourceKey &source : sources) {
        import({{source, {lineOf(source)}}});
    }
    /// What the two ledgers do not agree on.
    const auto differing = [&]() -> std::string {
        for (const char *sum : {"SELECT coalesce(sum(id * id), 0) FROM usage WHERE flags & 16777216 <> 0", "SELECT count(*) FROM rollup_left_out",
                                "SELECT coalesce(sum((day % 89 + 1) * (kind + 1) * (first + 3 * iif(kind = 0, second & 65535, second) + 7 * third + source_id "
                                "+ 11 * other_id)), 0) FROM cover_day",
                                "SELECT coalesce(sum(unicode(substr(whole, 7)) + length(whole)), 0) FROM cover_memo"}) {
            if (askSql(kept.folder.path(), sum) != askSql(anew.folder.path(), sum)) {
                return sum;
            }
        }
        return kept.tokens() == anew.tokens() ? "" : "tokens";
    };
    /// Another source tells a record that is covered, if there is one, and becomes its home.
    const auto takeOverCovered = [&] {
        const std::int64_t row = askSql(kept.folder.path(), "SELECT coalesce(min(id), 0) FROM usage WHERE flags & 16777216 <> 0");
        if (row == 0) {
            return;
        }
        const std::int64_t high = askSql(kept.folder.path(), "SELECT ident_high FROM usage WHERE id = " + std::to_string(row));
        std::vector<std::string> ids;
        for (int i = 1; i <= number; ++i) {
            for (const char *end : {"", "t", "a"}) {
                const std::string id = "r" + std::to_string(i) + end;
                if (std::int64_t(identityOf({id}).high) == high) {
                    ids.push_back(id);
                }
            }
        }
        const std::vector<RecordRow> rows = kept.rows(UsageFilter::Excluded::With);
        const auto of = std::find_if(rows.begin(), rows.end(), [row](const RecordRow &each) { return each.id == row; });
        QVERIFY(ids.size() == 1 && of != rows.end());
        const bool isOfFirst = of->sourceFormat == sources[0].format && of->file.starts_with(sources[0].root);
        const SourceKey &home = isOfFirst ? sources[1] : sources[0];
        const std::string name = std::to_string(++number);
        const char *time = home == Export ? "2026-10-13" : "2026-10-13T10:00:00Z";
        FileBatch file = batch(home, home.root + "/" + name, {{.id = "r" + name + "a", .time = time, .tokens = 3000}});
        file.usage.former.push_back({.record = 0, .identity = identityOf({ids.front()}), .isAlias = true});
        onBoth([&](Desk &desk) { desk.add({file}); });
        QCOMPARE(askSql(kept.folder.path(), "SELECT input FROM usage WHERE id = " + std::to_string(row)), 3000);
    };
    for (int step = 0; step < 30; ++step) {
        if (step % 10 == 9) {
            takeOverCovered();
            QCOMPARE(differing(), std::string{});
        }
        const std::size_t what = one(20);
        const SourceKey &first = sources[one(sources.size())];
        const SourceKey &second = sources[one(sources.size())];
        if (what < 8) {
            import({{first, {lineOf(first), lineOf(first)}}, {second, {lineOf(second)}}});
        } else if (what < 13) { // a request that the log and the gateway have, or a day in two exports
            const SourceKey &twin = sources[which == 1 ? 2 : which == 2 ? 1 : 2 + one(2)];
            std::vector<Line> lines{lineOf(which == 1 ? twin : sources.front()), lineOf(which == 1 ? twin : sources.front())};
            std::vector<Line> twins = lines;
            for (Line &line : twins) {
                line.id += "t";
            }
            import({{which == 1 ? sources[1] : sources.front(), lines}, {twin, twins}});
        } else if (what < 15) {
            const std::size_t drawn = one(4);
            const auto choice = drawn == 3 ? std::nullopt : std::optional{OverlapChoice(drawn)};
            if (first != second) {
                onBoth([&](Desk &desk) { desk.choose(first, second, choice, drawn == 0 ? "anthropic" : ""); });
            }
        } else if (what < 17) {
            const std::size_t place = one(1000);
            const bool isOut = one(3) != 0;
            onBoth([&](Desk &desk) {
                const std::vector<RecordRow> rows = desk.rows(UsageFilter::Excluded::With);
                must(desk.writer->setExcluded({.records = {rows[place % rows.size()].id}}, isOut, "by hand", now()));
            });
        } else if (what == 17) {
            onBoth([](Desk &desk) { [[maybe_unused]] const auto undone = desk.writer->undo(now()); }); // there may be nothing to undo
        } else if (what == 18) {
            const SourceState state = one(2) == 0 ? SourceState::Forgotten : SourceState::Read;
            onBoth([&](Desk &desk) { must(desk.writer->setSourceState(first, state, true, "why", now())); });
        } else {
            const std::int64_t factor = 1 + std::int64_t(one(3));
            onBoth([&](Desk &desk) { must(desk.writer->reprice(false, testRates(factor))); });
        }
        const std::string differs = differing();
        QVERIFY2(differs.empty(), (std::to_string(step) + " " + std::to_string(what) + ": " + differs).c_str());
    }
    // What the user says of the log's cached tokens, and takes back: the file is read anew each time.
    FileBatch cached = batch(LogA, LogA.root + "/cached",
                             {{.id = "c1", .time = "2026-10-12T10:00:00Z", .tokens = 1000},
                              {.id = "c2", .time = "2026-10-14T17:10:00Z", .tokens = 2000}});
    for (UsageRecord &each : cached.usage.records) {
        each.tokens.cacheRead = 500;
    }
    onBoth([&](Desk &desk) { desk.add({cached}); });
    QCOMPARE(differing(), std::string{});
    for (const CacheReading reading : {CacheReading::Beside, CacheReading::Told}) {
        onBoth([&](Desk &desk) { must(desk.writer->setCacheReading(LogA, reading, {}, now())); });
        QCOMPARE(differing(), std::string{});
        cached.cacheReading = reading;
        for (UsageRecord &each : cached.usage.records) {
            each.tokens.input += reading == CacheReading::Beside ? 500 : -500;
        }
        onBoth([&](Desk &desk) { desk.add({cached}); });
        QCOMPARE(differing(), std::string{});
        QCOMPARE(askSql(kept.folder.path(), "SELECT sum(input) FROM usage WHERE cache_read = 500"), reading == CacheReading::Beside ? 4000 : 3000);
    }
    onBoth([](Desk &desk) { must(desk.writer->reprice(false, testRates())); }); // the prices by which it is verified
    QCOMPARE(differing(), std::string{});
    QVERIFY2(kept.wrong().empty(), kept.wrong().c_str());
    must(kept.writer->rebuildRollups());
    must(kept.writer->settleOverlaps(Tells));
    QCOMPARE(kept.tokens(), anew.tokens());
}

/// The sums of an old day are taken away behind the ledger's back: an import of another day does not see it, since it reads that day alone, and
/// an import of nothing reads none. Only who knows nothing of the day looks at it.
void tst_Sources::onlyTouchedDaysAreRead()
{
    Desk desk;
    desk.add(logAndGateway());
    QCOMPARE(desk.facts(Helicone).covered, 4); // as gatewaysRepeatTools() tells: three of the 1st
    const auto daysKept = [&] { return askSql(desk.folder.path(), "SELECT count(DISTINCT day) FROM cover_day"); };
    QCOMPARE(daysKept(), 4);
    QCOMPARE(askSql(desk.folder.path(), "SELECT count(*) FROM cover_touched"), 0);
    // 1 October 2026 is 20,727 days after 1 January 1970.
    runSql(desk.folder.path(), "DELETE FROM rollup_quarter WHERE quarter / 96 = 20727");
    must(desk.writer->settleOverlaps(Tells));
    desk.add({batch(LogA, "/a/2", {{.id = "l6", .time = "2026-10-03T12:00:00Z", .tokens = 9}})});
    QCOMPARE(desk.facts(Helicone).covered, 4);
    QCOMPARE(daysKept(), 4);
    runSql(desk.folder.path(), "DELETE FROM cover_memo");
    must(desk.writer->settleOverlaps(Tells));
    QVERIFY(desk.facts(Helicone).covered < 4); // nothing of the log is left that the gateway's could be in
}

/// Version 9 took days of trackers out as the user's exclusions.
void tst_Sources::olderLedgers()
{
    Desk desk;
    appendAll(*desk.writer, {batch(Days, "/days.json", {{.id = "t1", .time = "2026-10-01", .tokens = 1, .agent = "claude-code"}, {.id = "t2", .time = "2026-10-05", .tokens = 50, .agent = "claude-code"}}),
                             batch(LogA, "/a/1", {{.id = "l", .time = "2026-10-01T10:00:00Z", .tokens = 20}, {.id = "x", .time = "2026-10-09T10:00:00Z", .tokens = 300}})});
    const auto idOf = [&](std::int64_t tokens) {
        for (const RecordRow &row : desk.rows(UsageFilter::Excluded::With)) {
            if (row.tokens.input == tokens) {
                return row.id;
            }
        }
        return std::int64_t{0};
    };
    must(desk.writer->setExcluded({.records = {idOf(300)}}, true, "mine", now()));
    must(desk.writer->setExcluded({.records = {idOf(1)}}, true, "the day has records of claude-code", now()));
    desk.writer.reset();
    desk.reader.reset();
    runSql(desk.folder.path(), DROP_SOURCES "UPDATE file SET duplicate_lines = 3 WHERE path = '/a/1'; PRAGMA user_version=9");
    desk.writer = openWriter(desk.folder.path());
    desk.reader = openReader(desk.folder.path());
    QCOMPARE(desk.tokens(), 70);
    QCOMPARE(desk.facts(Days).covered, 1);
    QCOMPARE(desk.facts(LogA).excluded, 1);
    QVERIFY(!desk.facts(LogA).duplicateTokens); // nobody counted them then
    QCOMPARE(desk.facts(LogA).uncountedLines, 3);
    QCOMPARE(desk.facts(Days).uncountedLines, 0);
    QCOMPARE(desk.facts(Days).duplicateTokens.value(), 0);
    QCOMPARE(desk.wrong(), std::string{});
    QCOMPARE(must(desk.writer->undo(now())).detail, std::string{"mine"}); // what nobody decided is not taken back
    QCOMPARE(desk.tokens(), 370);
    must(desk.writer->settleOverlaps(Tells));
    QCOMPARE(desk.tokens(), 370);
    QCOMPARE(desk.wrong(), std::string{});
}

TOKENMETER_TEST(tst_Sources);

} // namespace test_Sources

#include "tst_Sources.moc"
