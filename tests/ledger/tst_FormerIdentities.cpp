// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"

#include <QtTest>

namespace test_FormerIdentities
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr UtcTime Decided = utcFromMs(1'800'000'000'000);

UsageRecord used(const std::string &id, std::int64_t input, std::uint64_t family = 0)
{
    UsageRecord r = record(id, "2026-10-05T10:00:00Z", {.input = input});
    r.family = family;
    return r;
}

UsageContext of(const char *session)
{
    UsageContext context;
    context.attribution.session = session;
    context.serving.model = "opus";
    return context;
}

/// What the record at `index` was called before, without a family.
void called(FileBatch &batch, std::uint32_t index, const std::string &before)
{
    batch.usage.former.push_back({.record = index, .identity = identityOf({before})});
}

std::int64_t inputIn(const std::string &path)
{
    std::int64_t sum = 0;
    const UsageCells cells = *openReader(path)->usage({}, {}, Zone::utc());
    for (const UsageCell &cell : cells.cells) {
        sum += cell.tokens.input;
    }
    return sum;
}

RecordSelection withInput(std::int64_t input)
{
    return {.records = {}, .filter = UsageFilter{.bounds = {{RecordBound::Of::Input, RecordBound::Is::Equal, input}}}};
}

/// As an older parser told the file.
std::vector<FileBatch> before()
{
    FileBatch file = batchOf("/logs/a", {{used("1", 100), of("s")},      // is one of a family now, and was read wrongly
                                         {used("2", 20), of("s")},       // excluded by the user
                                         {used("trace", 70), of("s")},   // two events that were joined: 70 and 30
                                         {used("4", 8), of("s")},        // excluded; stands under its new identity, too
                                         {used("4 now", 8), of("s")}});
    FileBatch other = batchOf("/other/a", {{used("other's", 5), of("s")}}); // what another source has is not this one's
    other.source = {"codex", "/other"};
    return {file, other};
}

/// As it is told now.
FileBatch now()
{
    FileBatch file = batchOf("/logs/a", {{used("1 now", 60, familyOf({"f"})), of("s")},
                                         {used("2 now", 20), of("s")},
                                         {used("event a", 70), of("s")},
                                         {used("event b", 30), of("s")},
                                         {used("4 now", 8), of("s")},
                                         {used("other's now", 5), of("s")}});
    called(file, 5, "other's");
    called(file, 0, "1");
    called(file, 1, "2");
    called(file, 2, "trace");
    called(file, 3, "trace");
    called(file, 4, "4");
    called(file, 4, "4"); // a copy of the record in the batch says it once more
    return file;
}

} // namespace

/// Records that a mended parser calls otherwise than the one that stored them.
class tst_FormerIdentities : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takenOver();
    void anotherFile();
    void withinOneAppend();
    void outOfAFamily();
    void decisionsMove();
    void ownDecisionsHold();
    void ownInclusionHolds();
    void homeIsGone();
    void otherReadingLeavesOthersPlaces();
    void daysOfOneFile();
    void daysOfTwoFiles();
    void joinedDaysComeApart();
};

/// 60 + 70 + 30 + 5 of the other source and 5 of this one count: 170. Excluded stay 20 and 8.
void tst_FormerIdentities::takenOver()
{
    const TempFolder place;
    const std::string fresh = place.path("fresh.db");
    appendAll(*openWriter(fresh), {before()[1], now()});
    for (const bool atOnce : {true, false}) {
        const std::string path = place.path(atOnce ? "once.db" : "pieces.db");
        auto writer = openWriter(path);
        appendAll(*writer, before());
        QCOMPARE(*writer->setTag({.scope = TagScope::Record, .records = withInput(100), .name = {}}, {"client", "C"}, Decided), 1);
        QCOMPARE(*writer->setExcluded(withInput(20), true, "not mine", Decided), 1);
        const std::int64_t tagged = askSql(path, "SELECT usage_id FROM tag_record");
        const std::string high = std::to_string(std::int64_t(identityOf({"4"}).high));
        const RecordSelection four{.records = {askSql(path, "SELECT id FROM usage WHERE ident_high = " + high)}, .filter = {}};
        QCOMPARE(*writer->setExcluded(four, true, "not mine", Decided), 1);
        QCOMPARE(inputIn(path), 100 + 70 + 8 + 5);
        for (int times = 0; times < 2; ++times) {
            if (atOnce) {
                appendAll(*writer, {now()});
            } else {
                const FileBatch whole = now();
                for (std::uint32_t i = 0; i < whole.usage.records.size(); ++i) {
                    FileBatch piece = batchOf("/logs/a", {{whole.usage.records[i], of("s")}});
                    for (FormerIdentity former : whole.usage.former) {
                        if (former.record == i) {
                            former.record = 0;
                            piece.usage.former.push_back(former);
                        }
                    }
                    appendAll(*writer, {piece});
                }
            }
            QCOMPARE(inputIn(path), 170);
            QCOMPARE(QString::fromStdString(fingerprintOf(path)), QString::fromStdString(fingerprintOf(fresh)));
            QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
            QCOMPARE(askSql(path, "SELECT count(*) FROM usage"), 7);
            QCOMPARE(askSql(path, "SELECT sum(input) FROM usage WHERE flags & 2 <> 0"), 28);
            // The tag is on the same row, which is the new record now.
            QCOMPARE(askSql(path, "SELECT usage_id FROM tag_record"), tagged);
            QCOMPARE(askSql(path, "SELECT input FROM usage JOIN tag_record ON usage_id = id"), 60);
        }
        QVERIFY(bool(writer->undo(Decided))); // what was decided of the row that is gone is the other's: 170 + 8
        QCOMPARE(inputIn(path), 178);
        QVERIFY(bool(writer->undo(Decided))); // + 20
        QCOMPARE(inputIn(path), 198);
    }
}

/// The file that an older parser read is gone: what it gave stays, and counts once.
void tst_FormerIdentities::anotherFile()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, before());
    FileBatch later = batchOf("/logs/b", {{used("9 now", 1), of("s")}});
    called(later, 0, "9");
    appendAll(*writer, {later});
    QCOMPARE(inputIn(place.path()), 100 + 20 + 70 + 8 + 8 + 5 + 1);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 7);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// A line that is replaced by a later one of the file, whether both are stored together or one after the other.
void tst_FormerIdentities::withinOneAppend()
{
    const TempFolder place;
    FileBatch both = batchOf("/logs/a", {{used("log", 6000), of("")}, {used("span", 700), of("s")}});
    called(both, 1, "log");
    const FileBatch log = batchOf("/logs/a", {{used("log", 6000), of("")}});
    FileBatch span = batchOf("/logs/a", {{used("span", 700), of("s")}});
    called(span, 0, "log");
    appendAll(*openWriter(place.path("both.db")), {both});
    appendAll(*openWriter(place.path("two.db")), {log, span});
    const auto writer = openWriter(place.path("later.db"));
    appendAll(*writer, {log});
    QCOMPARE(inputIn(place.path("later.db")), 6000);
    const AppendReport report = appendAll(*writer, {span});
    QCOMPARE(report.added, 0);
    QCOMPARE(report.updated, 1);
    for (const char *name : {"both.db", "two.db", "later.db"}) {
        QCOMPARE(inputIn(place.path(name)), 700);
        QCOMPARE(fingerprintOf(place.path(name)), fingerprintOf(place.path("both.db")));
        QCOMPARE(QString::fromStdString(verifyFailures(place.path(name))), QString{});
    }
}

/// A strong record that had taken in a weak one (both asked 50) belongs elsewhere: the weak one counts again, 50 + 40.
void tst_FormerIdentities::outOfAFamily()
{
    const TempFolder place;
    const std::uint64_t family = familyOf({"f"});
    UsageRecord weak = used("weak", 50, family);
    weak.flags |= WeakFlag;
    auto writer = openWriter(place.path());
    appendAll(*writer, {batchOf("/logs/a", {{used("strong", 50, family), of("s")}, {weak, of("s")}})});
    QCOMPARE(inputIn(place.path()), 50);
    FileBatch moved = batchOf("/logs/a", {{used("strong now", 40), of("s")}});
    moved.usage.former.push_back({.record = 0, .identity = identityOf({"strong"}), .family = family});
    appendAll(*writer, {moved});
    QCOMPARE(inputIn(place.path()), 90);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 2);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

namespace
{

RecordSelection rowOf(const std::string &path, const std::string &id)
{
    return {.records = {askSql(path, "SELECT id FROM usage WHERE ident_high = " + std::to_string(std::int64_t(identityOf({id}).high)))}, .filter = {}};
}

/// The older row, 8, and the one that stands under its new identity, 8 as well, which the file says next.
std::vector<FileBatch> bothOfOne()
{
    return {batchOf("/logs/a", {{used("old", 8), of("s")}, {used("new", 8), of("s")}})};
}
FileBatch newIsOld()
{
    FileBatch file = batchOf("/logs/a", {{used("new", 8), of("s")}});
    called(file, 0, "old");
    return file;
}

} // namespace

/// The older row had a tag, another one that was taken away, and was excluded: all that is the other row's, and is taken back there.
void tst_FormerIdentities::decisionsMove()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, bothOfOne());
    const RecordSelection old = rowOf(place.path(), "old");
    const std::int64_t standing = rowOf(place.path(), "new").records[0];
    const auto decide = [&](const Tag &tag) { QCOMPARE(*writer->setTag({.scope = TagScope::Record, .records = old, .name = {}}, tag, Decided), 1); };
    decide({"client", "A"});
    decide({"client", "B"});
    decide({"phase", "one"});
    QCOMPARE(*writer->setExcluded(old, true, "not mine", Decided), 1);
    appendAll(*writer, {newIsOld()});
    const auto tags = [&] { return askSql(place.path(), "SELECT count(*) FROM tag_record WHERE usage_id = " + std::to_string(standing)); };
    const auto valueOf = [&](const char *value) {
        return askSql(place.path(), "SELECT count(*) FROM tag_record JOIN name ON name.id = value_id WHERE text = '" + std::string{value} + "'");
    };
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 1);
    QCOMPARE(inputIn(place.path()), 0);
    QCOMPARE(tags(), 2);
    QCOMPARE(valueOf("B"), 1);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM journal_record WHERE usage_id = " + std::to_string(standing)), 4);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QVERIFY(bool(writer->undo(Decided))); // the exclusion
    QCOMPARE(inputIn(place.path()), 8);
    QVERIFY(bool(writer->undo(Decided))); // the phase
    QCOMPARE(tags(), 1);
    QVERIFY(bool(writer->undo(Decided))); // B instead of A
    QCOMPARE(valueOf("A"), 1);
    QVERIFY(bool(writer->undo(Decided)));
    QCOMPARE(tags(), 0);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// Where both rows were decided of, the one that stays has its own tag and its own exclusion; undo takes these back and not the other's.
void tst_FormerIdentities::ownDecisionsHold()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, bothOfOne());
    for (const char *id : {"old", "new"}) {
        QCOMPARE(*writer->setTag({.scope = TagScope::Record, .records = rowOf(place.path(), id), .name = {}}, {"client", id}, Decided), 1);
        QCOMPARE(*writer->setExcluded(rowOf(place.path(), id), true, "not mine", Decided), 1);
    }
    appendAll(*writer, {newIsOld()});
    QCOMPARE(inputIn(place.path()), 0);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM tag_record"), 1);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM tag_record JOIN name ON name.id = value_id WHERE text = 'new'"), 1);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM journal_record"), 2);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QVERIFY(bool(writer->undo(Decided)));
    QCOMPARE(inputIn(place.path()), 8);
    QVERIFY(bool(writer->undo(Decided)));
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM tag_record"), 0);
    QVERIFY(bool(writer->undo(Decided))); // of the row that is gone
    QVERIFY(bool(writer->undo(Decided)));
    QCOMPARE(inputIn(place.path()), 8);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// The row that stays was taken out and in again, the one that goes is out: the 8 count, and undo says of the row that stays what its own
/// entries say.
void tst_FormerIdentities::ownInclusionHolds()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, bothOfOne());
    QCOMPARE(*writer->setExcluded(rowOf(place.path(), "new"), true, "not mine", Decided), 1);
    QCOMPARE(*writer->setExcluded(rowOf(place.path(), "new"), false, "mine", Decided), 1);
    QCOMPARE(*writer->setExcluded(rowOf(place.path(), "old"), true, "not mine", Decided), 1);
    QCOMPARE(inputIn(place.path()), 8);
    appendAll(*writer, {newIsOld()});
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 1);
    QCOMPARE(inputIn(place.path()), 8);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM journal_record"), 2);
    QVERIFY(bool(writer->undo(Decided))); // of the row that is gone
    QCOMPARE(inputIn(place.path()), 8);
    QVERIFY(bool(writer->undo(Decided))); // the inclusion
    QCOMPARE(inputIn(place.path()), 0);
    QVERIFY(bool(writer->undo(Decided)));
    QCOMPARE(inputIn(place.path()), 8);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// Two sources told one request, 100; what its row calls its own place is gone when the other one tells it anew, 60: once. The first one told it,
/// too, so without the second it stays; when it is there again it is where the record stands, and the second a copy.
void tst_FormerIdentities::homeIsGone()
{
    const TempFolder place;
    const SourceKey first{"claude-code", "/a"};
    const SourceKey second{"claude-code", "/b"};
    const auto told = [](const SourceKey &source, const std::string &id, std::int64_t input) {
        FileBatch file = batchOf(source.root + "/log", {{used(id, input), of("s")}});
        file.source = source;
        return file;
    };
    const auto mended = [&](const SourceKey &source) {
        FileBatch file = told(source, "new", 60);
        called(file, 0, "old");
        return file;
    };
    auto writer = openWriter(place.path());
    appendAll(*writer, {told(first, "old", 100), told(second, "old", 100)});
    const auto home = [&](const char *path) {
        return askSql(place.path(), "SELECT count(*) FROM usage u JOIN context c ON c.id = u.context_id JOIN file f ON f.id = c.file_id WHERE f.path = '"
                                        + std::string{path} + "'");
    };
    const auto copies = [&](const char *path) {
        return askSql(place.path(), "SELECT count(*) FROM sighting s JOIN file f ON f.id = s.file_id WHERE s.rule = 0 AND f.path = '"
                                        + std::string{path} + "'");
    };
    QCOMPARE(home("/a/log"), 1);
    appendAll(*writer, {mended(second)});
    QCOMPARE(inputIn(place.path()), 60);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 1);
    QCOMPARE(home("/b/log"), 1);
    QCOMPARE(copies("/a/log"), 1);
    QCOMPARE(copies("/b/log"), 0);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QVERIFY(bool(writer->setSourceState(second, SourceState::Forgotten, true, "not mine", Decided)));
    QCOMPARE(inputIn(place.path()), 60);
    QVERIFY(bool(writer->undo(Decided)));
    appendAll(*writer, {mended(first)});
    QCOMPARE(inputIn(place.path()), 60);
    QCOMPARE(home("/a/log"), 1);
    QCOMPARE(copies("/a/log"), 0);
    QCOMPARE(copies("/b/log"), 1);
    const std::string fresh = place.path("fresh.db");
    appendAll(*openWriter(fresh), {mended(first), mended(second)});
    QCOMPARE(fingerprintOf(place.path()), fingerprintOf(fresh));
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// Two sources told one request of 60 beside 40 cached ones. Of the first the user says that the input leaves these out: 100, under another
/// identity. The second one's is another request then, 60, and no copy.
void tst_FormerIdentities::otherReadingLeavesOthersPlaces()
{
    const TempFolder place;
    const SourceKey first{"claude-code", "/a"};
    const SourceKey second{"claude-code", "/b"};
    const auto told = [](const SourceKey &source, const std::string &id, std::int64_t input) {
        UsageRecord one = used(id, input);
        one.tokens.cacheRead = 40;
        FileBatch file = batchOf(source.root + "/log", {{one, of("s")}});
        file.source = source;
        return file;
    };
    auto writer = openWriter(place.path());
    appendAll(*writer, {told(first, "inside", 60), told(second, "inside", 60)});
    QCOMPARE(inputIn(place.path()), 60);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 1);
    QVERIFY(bool(writer->setCacheReading(first, CacheReading::Beside, "copied", Decided)));
    FileBatch anew = told(first, "beside", 100);
    anew.cacheReading = CacheReading::Beside;
    anew.usage.former.push_back({.record = 0, .identity = identityOf({"inside"}), .isOtherReading = true});
    appendAll(*writer, {anew});
    QCOMPARE(inputIn(place.path()), 100);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 0);
    appendAll(*writer, {told(second, "inside", 60)});
    QCOMPARE(inputIn(place.path()), 160);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 0);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

namespace
{

/// A tracker's sum of one day, tool and model, known by its counts.
UsageRecord daySum(std::int64_t input, std::int64_t output)
{
    UsageRecord r = record("day " + std::to_string(input) + ' ' + std::to_string(output), "2026-10-05T12:00:00Z", {.input = input, .output = output});
    r.flags = AggregateFlag | RestatedFlag;
    r.precision = Precision::Day;
    r.family = familyOf({"day"});
    return r;
}

FileBatch exported(const std::string &path, const UsageRecord &day)
{
    FileBatch file = batchOf(path, {{day, of("")}});
    file.isWhole = true;
    return file;
}

/// What it counts of input and of output, and how many rows there are.
std::string daysIn(const std::string &path)
{
    std::int64_t input = 0;
    std::int64_t output = 0;
    const UsageCells cells = *openReader(path)->usage({}, {}, Zone::utc());
    for (const UsageCell &cell : cells.cells) {
        input += cell.tokens.input;
        output += cell.tokens.output;
    }
    return std::to_string(input) + ' ' + std::to_string(output) + " of " + std::to_string(askSql(path, "SELECT count(*) FROM usage"));
}

} // namespace

/// A file that is written anew: the day has grown, or was counted otherwise. One figure counts, as it was written, and what the user decided of it
/// stays. A figure of neither would be 120 + 60.
void tst_FormerIdentities::daysOfOneFile()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {exported("/logs/a", daySum(100, 40))});
    QCOMPARE(*writer->setTag({.scope = TagScope::Record, .records = withInput(100), .name = {}}, {"client", "C"}, Decided), 1);
    QCOMPARE(*writer->setExcluded(withInput(100), true, "not mine", Decided), 1);
    const AppendReport report = appendAll(*writer, {exported("/logs/a", daySum(120, 50))});
    QCOMPARE(report.added, 0);
    QCOMPARE(report.updated, 1);
    QCOMPARE(daysIn(place.path()), std::string{"0 0 of 1"}); // is excluded still
    QCOMPARE(askSql(place.path(), "SELECT input FROM usage JOIN tag_record ON usage_id = id"), 120);
    appendAll(*writer, {exported("/logs/a", daySum(115, 60))}); // 175 after 170
    QVERIFY(bool(writer->undo(Decided)));
    QVERIFY(bool(writer->undo(Decided)));
    QCOMPARE(daysIn(place.path()), std::string{"115 60 of 1"});
    appendAll(*writer, {exported("/logs/a", daySum(100, 40))}); // its oldest state, from a backup
    QCOMPARE(daysIn(place.path()), std::string{"115 60 of 1"});
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// Files of one folder, 100 + 40 and 90 + 50: two computers'. The second one's later state, 130 + 50, holds both, and is taken for theirs.
void tst_FormerIdentities::daysOfTwoFiles()
{
    const TempFolder place;
    const std::vector<FileBatch> files{exported("/logs/a", daySum(100, 40)), exported("/logs/b", daySum(90, 50)), exported("/logs/c", daySum(130, 50))};
    {
        auto writer = openWriter(place.path("two.db"));
        appendAll(*writer, {files[0], files[1]});
        QCOMPARE(daysIn(place.path("two.db")), std::string{"190 90 of 2"});
        appendAll(*writer, {files[2]});
    }
    appendAll(*openWriter(place.path("once.db")), files);
    appendAll(*openWriter(place.path("back.db")), {files[2], files[1], files[0]});
    auto writer = openWriter(place.path("last.db"));
    appendAll(*writer, {files[2]});
    appendAll(*writer, {files[0]});
    appendAll(*writer, {files[1]});
    for (const char *name : {"two.db", "once.db", "back.db", "last.db"}) {
        QCOMPARE(daysIn(place.path(name)), std::string{"130 50 of 1"});
        QCOMPARE(fingerprintOf(place.path(name)), fingerprintOf(place.path("once.db")));
        QCOMPARE(QString::fromStdString(verifyFailures(place.path(name))), QString{});
    }
}

/// An older version knew a day by its tool and model alone, and joined what two sources said of it: 100 + 40 and 90 + 50 became 100 + 50. Read
/// again they are the two that they are, in either order, and none of the three counts beside.
void tst_FormerIdentities::joinedDaysComeApart()
{
    const TempFolder place;
    const SourceKey elsewhere{"claude-code", "/elsewhere"};
    for (const bool forwards : {true, false}) {
        const std::string path = place.path(forwards ? "forwards.db" : "backwards.db");
        auto writer = openWriter(path);
        const auto joined = [](std::int64_t input, std::int64_t output) {
            UsageRecord r = record("joined", "2026-10-05T12:00:00Z", {.input = input, .output = output});
            r.flags = AggregateFlag;
            r.precision = Precision::Day;
            return r;
        };
        FileBatch other = exported("/elsewhere/b", joined(90, 50));
        other.source = elsewhere;
        appendAll(*writer, {exported("/logs/a", joined(100, 40)), other});
        QCOMPARE(daysIn(path), std::string{"100 50 of 1"});
        FileBatch mine = exported("/logs/a", daySum(100, 40));
        called(mine, 0, "joined");
        other = exported("/elsewhere/b", daySum(90, 50));
        other.source = elsewhere;
        called(other, 0, "joined");
        appendAll(*writer, {forwards ? mine : other});
        QCOMPARE(daysIn(path), std::string{forwards ? "100 40 of 1" : "90 50 of 1"});
        appendAll(*writer, {forwards ? other : mine});
        QCOMPARE(daysIn(path), std::string{"190 90 of 2"});
        QCOMPARE(askSql(path, "SELECT count(*) FROM sighting"), 0);
        QCOMPARE(fingerprintOf(path), fingerprintOf(place.path("forwards.db")));
        QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
    }
}

TOKENMETER_TEST(tst_FormerIdentities);

} // namespace test_FormerIdentities

#include "tst_FormerIdentities.moc"
