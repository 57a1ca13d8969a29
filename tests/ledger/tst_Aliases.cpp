// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"

#include <QtTest>

#include <algorithm>
#include <array>

namespace test_Aliases
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr UtcTime Decided = utcFromMs(1'800'000'000'000);

struct Line
{
    std::string id{};
    std::int64_t input = 0;
    std::uint64_t family = 0;
    std::vector<std::pair<std::string, std::uint64_t>> aliases{}; ///< with their families
};

FileBatch fileOf(const SourceKey &source, const std::string &path, const std::vector<Line> &lines)
{
    FileBatch file;
    file.source = source;
    file.path = path;
    UsageContext context;
    context.attribution.session = "s";
    context.serving.model = "opus";
    file.usage.contexts.push_back(context);
    for (const Line &line : lines) {
        UsageRecord r = record(line.id, "2026-10-05T10:00:00Z", {.input = line.input});
        r.family = line.family;
        r.offset = 100 * std::int64_t(file.usage.records.size());
        const auto index = std::uint32_t(file.usage.records.size());
        file.usage.records.push_back(r);
        for (const auto &[id, family] : line.aliases) {
            file.usage.former.push_back({.record = index, .identity = identityOf({id}), .family = family, .isAlias = true});
        }
    }
    return file;
}

const SourceKey First{"claude-code", "/first"};
const SourceKey Second{"claude-code", "/second"};

std::int64_t inputOf(const std::string &path)
{
    std::int64_t sum = 0;
    const UsageCells cells = *openReader(path)->usage({}, {}, Zone::utc());
    for (const UsageCell &cell : cells.cells) {
        sum += cell.tokens.input;
    }
    return sum;
}

RecordSelection numberOf(const std::string &path, const std::string &id)
{
    return {.records = {askSql(path, "SELECT id FROM usage WHERE ident_high = " + std::to_string(std::int64_t(identityOf({id}).high)))}, .filter = {}};
}

/// A request as an export without bodies tells it, by the gateway's number, and as one with bodies does, by the answer's id; each beside another.
FileBatch poor(const SourceKey &source = First, const std::string &path = "/first/poor")
{
    return fileOf(source, path, {{"number", 100}, {"x", 7}});
}
FileBatch rich(const SourceKey &source = First, const std::string &path = "/first/rich")
{
    return fileOf(source, path, {{"answer", 60, 0, {{"number", 0}}}, {"y", 9}});
}

} // namespace

/// Requests that are told under two identities, by lines of which one knows the other's.
class tst_Aliases : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyOrder_data();
    void anyOrder();
    void countsOfRuns();
    void inFamilies();
    void oneBehindAnother();
    void oneOfTwo();
    void manyRecords();
    void sourcesForgotten();
    void decisions();
    void olderParsersAreOfOneSource();
    void placesInDocumentsMove();
    void ownPlaceIsNoCopy();
    void recordThatTakesItsPlaceBack();
    void sharedInAnyOrder();
    void sharedLater();
};

void tst_Aliases::anyOrder_data()
{
    QTest::addColumn<int>("places");
    QTest::newRow("one file") << 0;
    QTest::newRow("two files") << 1;
    QTest::newRow("two sources") << 2;
}

/// 60 of the answer, 7 and 9 of the others: 76. The 100 of the number are the answer's.
void tst_Aliases::anyOrder()
{
    QFETCH(int, places);
    const FileBatch a = poor();
    const FileBatch b = places == 0 ? rich(First, "/first/poor") : places == 1 ? rich() : rich(Second, "/second/rich");
    const TempFolder place;
    std::string fingerprint;
    int count = 0;
    for (const std::vector<FileBatch> &order : {std::vector{a, b}, std::vector{b, a}, std::vector{a, b, a, b}, std::vector{b, a, b, a}, std::vector{b, b, a, a}}) {
        for (const bool together : {true, false}) {
            const std::string path = place.path(("ledger" + std::to_string(++count) + ".db").c_str());
            auto writer = openWriter(path);
            if (together) {
                appendAll(*writer, order);
            } else {
                for (const FileBatch &batch : order) {
                    appendAll(*writer, {batch});
                }
            }
            QCOMPARE(inputOf(path), 76);
            QCOMPARE(askSql(path, "SELECT count(*) FROM usage"), 3);
            QCOMPARE(askSql(path, "SELECT count(*) FROM record_alias"), 1);
            QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
            fingerprint = fingerprint.empty() ? fingerprintOf(path) : fingerprint;
            QCOMPARE(fingerprintOf(path), fingerprint);
            // The other file is a place of the record, too, whichever came first.
            QCOMPARE(askSql(path, "SELECT count(*) FROM sighting s JOIN file f ON f.id = s.file_id WHERE f.path = '/first/poor' AND s.rule = 0"), places == 0 ? 0 : 1);
        }
    }
}

/// What is told once more is a duplicate; what is taken over changes.
void tst_Aliases::countsOfRuns()
{
    const TempFolder place;
    const auto poorFirst = openWriter(place.path("a.db"));
    appendAll(*poorFirst, {poor()});
    const AppendReport taken = appendAll(*poorFirst, {rich()});
    QCOMPARE(taken.added, 1);
    QCOMPARE(taken.updated, 1);
    QCOMPARE(taken.duplicate, 0);
    const auto richFirst = openWriter(place.path("b.db"));
    appendAll(*richFirst, {rich()});
    const AppendReport copied = appendAll(*richFirst, {poor()});
    QCOMPARE(copied.added, 1);
    QCOMPARE(copied.updated, 0);
    QCOMPARE(copied.duplicate, 1);
}

/// A log knows the trace, its span the session: one hash in two families. The log's family has a sum that the log hides, and nothing else:
/// with the log gone the sum of 500 counts, in any order. 700 + 500.
void tst_Aliases::inFamilies()
{
    const std::uint64_t trace = familyOf({"trace"});
    const std::uint64_t session = familyOf({"session"});
    FileBatch log = fileOf(First, "/first/log", {{"r1", 6000, trace}, {"sum", 500, trace}});
    log.usage.records[0].flags |= WeakFlag;
    log.usage.records[1].flags |= SidechainFlag;
    FileBatch span = fileOf(Second, "/second/span", {{"r1", 700, session, {{"r1", trace}, {"by span", trace}}}});
    span.usage.records[0].flags |= WeakFlag;
    const TempFolder place;
    appendAll(*openWriter(place.path("log.db")), {log});
    QCOMPARE(inputOf(place.path("log.db")), 6000);
    int count = 0;
    for (const std::vector<FileBatch> &order : {std::vector{log, span}, std::vector{span, log}}) {
        for (const bool together : {true, false}) {
            const std::string path = place.path((std::to_string(++count) + ".db").c_str());
            auto writer = openWriter(path);
            if (together) {
                appendAll(*writer, order);
            } else {
                appendAll(*writer, {order[0]});
                appendAll(*writer, {order[1]});
            }
            QCOMPARE(inputOf(path), 1200);
            QCOMPARE(fingerprintOf(path), fingerprintOf(place.path("1.db")));
            QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
        }
    }
}

/// The best line names the better one, which names the poor one: 3 in each of the six orders.
void tst_Aliases::oneBehindAnother()
{
    const std::array<FileBatch, 3> lines{fileOf(First, "/first/1", {{"poor", 1}}), fileOf(First, "/first/2", {{"better", 2, 0, {{"poor", 0}}}}),
                                         fileOf(Second, "/second/3", {{"best", 3, 0, {{"better", 0}}}})};
    const TempFolder place;
    std::array<std::size_t, 3> order{0, 1, 2};
    int count = 0;
    do {
        for (const bool together : {true, false}) {
            const std::string path = place.path((std::to_string(++count) + ".db").c_str());
            auto writer = openWriter(path);
            if (together) {
                appendAll(*writer, {lines[order[0]], lines[order[1]], lines[order[2]]});
            } else {
                for (const std::size_t which : order) {
                    appendAll(*writer, {lines[which]});
                }
            }
            QCOMPARE(inputOf(path), 3);
            QCOMPARE(askSql(path, "SELECT count(*) FROM usage"), 1);
            QCOMPARE(fingerprintOf(path), fingerprintOf(place.path("1.db")));
            QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
        }
    } while (std::next_permutation(order.begin(), order.end()));
}

/// Two records name one alias (parts of what it joined), and one record names two: 4 + 5 + 6, where 90, 50 and 60 were told.
void tst_Aliases::oneOfTwo()
{
    const FileBatch poorer = fileOf(First, "/first/1", {{"joined", 90}, {"left", 50}, {"right", 60}});
    const FileBatch better = fileOf(First, "/first/2", {{"part a", 4, 0, {{"joined", 0}}}, {"part b", 5, 0, {{"joined", 0}}}, {"whole", 6, 0, {{"left", 0}, {"right", 0}}}});
    const TempFolder place;
    appendAll(*openWriter(place.path("1.db")), {poorer, better});
    auto second = openWriter(place.path("2.db"));
    appendAll(*second, {better});
    appendAll(*second, {poorer});
    auto third = openWriter(place.path("3.db"));
    appendAll(*third, {poorer});
    appendAll(*third, {better});
    for (const char *name : {"1.db", "2.db", "3.db"}) {
        QCOMPARE(inputOf(place.path(name)), 15);
        QCOMPARE(fingerprintOf(place.path(name)), fingerprintOf(place.path("1.db")));
        QCOMPARE(QString::fromStdString(verifyFailures(place.path(name))), QString{});
    }
}

/// More records than are looked up one by one, and an alias that another process notes in between: 30,000 records of 1 of which 300 are
/// aliases of records of 2, and one more of each.
void tst_Aliases::manyRecords()
{
    constexpr int Records = 30'000;
    constexpr int Each = 100;
    const TempFolder place;
    std::vector<Line> poorer;
    std::vector<Line> better;
    for (int i = 0; i < Records; ++i) {
        poorer.push_back({"poor " + std::to_string(i), 1});
        if (i % Each == 0) {
            better.push_back({"better " + std::to_string(i), 2, 0, {{"poor " + std::to_string(i), 0}}});
        }
    }
    auto writer = openWriter(place.path());
    appendAll(*writer, {fileOf(First, "/first/better", better)});
    QVERIFY(bool(writer->beginImport(Decided)));
    const RateSource rates = testRates();
    QVERIFY(bool(writer->append(std::vector{fileOf(First, "/first/poor", poorer)}, rates)));
    const std::int64_t sum = Records - 300 + 2 * 300;
    QCOMPARE(inputOf(place.path()), sum);
    appendAll(*openWriter(place.path()), {fileOf(Second, "/second/better", {{"better last", 2, 0, {{"poor last", 0}}}})});
    QVERIFY(bool(writer->append(std::vector{fileOf(First, "/first/last", {{"poor last", 1}})}, rates)));
    QVERIFY(bool(writer->finishImport()));
    QCOMPARE(inputOf(place.path()), sum + 2);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// The poor file's source tells the request, too: forgetting the rich one's with its records leaves it, 60 + 7; forgetting both leaves nothing.
void tst_Aliases::sourcesForgotten()
{
    const FileBatch a = poor();
    const FileBatch b = rich(Second, "/second/rich");
    const TempFolder place;
    int count = 0;
    for (const std::vector<FileBatch> &order : {std::vector{a, b}, std::vector{b, a}}) {
        for (const bool early : {false, true}) { // forgotten before the second of them was read
            const std::string path = place.path((std::to_string(++count) + ".db").c_str());
            auto writer = openWriter(path);
            const auto forget = [&](const SourceKey &source) { return bool(writer->setSourceState(source, SourceState::Forgotten, true, "not mine", Decided)); };
            appendAll(*writer, {order[0]});
            if (early) {
                QVERIFY(forget(order[0].source));
            }
            appendAll(*writer, {order[1]});
            if (!early) {
                QVERIFY(forget(Second));
            }
            const bool isSecond = !early || order[0].source == Second;
            QCOMPARE(inputOf(path), isSecond ? 67 : 69); // of the first one's the answer and y are left
            QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
            QVERIFY(forget(isSecond ? First : Second));
            QCOMPARE(inputOf(path), 0);
            QVERIFY(bool(writer->undo(Decided)));
            QCOMPARE(inputOf(path), isSecond ? 67 : 69);
            QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
        }
    }
}

/// What the user decided of the row that is another's now is said of that one, and undo takes it back: where the row is taken over, and where
/// the answer stood already, from a log that knows no number.
void tst_Aliases::decisions()
{
    for (const bool stands : {false, true}) {
        const TempFolder place;
        auto writer = openWriter(place.path());
        if (stands) {
            appendAll(*writer, {fileOf(Second, "/second/log", {{"answer", 60}})});
        }
        appendAll(*writer, {poor()});
        const RecordSelection row = numberOf(place.path(), "number");
        QCOMPARE(*writer->setTag({.scope = TagScope::Record, .records = row, .name = {}}, {"client", "C"}, Decided), 1);
        QCOMPARE(*writer->setExcluded(row, true, "not mine", Decided), 1);
        appendAll(*writer, {rich()});
        appendAll(*writer, {poor()});
        QCOMPARE(inputOf(place.path()), 16); // 7 + 9
        QCOMPARE(askSql(place.path(), "SELECT input FROM usage JOIN tag_record ON usage_id = id"), 60);
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
        QVERIFY(bool(writer->undo(Decided)));
        QCOMPARE(inputOf(place.path()), 76);
        QVERIFY(bool(writer->undo(Decided)));
        QCOMPARE(askSql(place.path(), "SELECT count(*) FROM tag_record"), 0);
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    }
}

/// An identity of an older parser may be another source's for another request, now and later: 100 + 7 + 60 + 9, and 1 of a third.
void tst_Aliases::olderParsersAreOfOneSource()
{
    FileBatch mended = rich(Second, "/second/rich");
    mended.usage.former[0].isAlias = false;
    const TempFolder place;
    auto writer = openWriter(place.path("1.db"));
    appendAll(*writer, {poor()});
    appendAll(*writer, {mended});
    QCOMPARE(inputOf(place.path("1.db")), 176);
    auto other = openWriter(place.path("2.db"));
    appendAll(*other, {mended});
    appendAll(*other, {poor()});
    appendAll(*other, {fileOf(First, "/first/third", {{"third", 1}})});
    QCOMPARE(inputOf(place.path("2.db")), 177);
    for (const char *name : {"1.db", "2.db"}) {
        QCOMPARE(askSql(place.path(name), "SELECT count(*) FROM record_alias"), 0);
        QCOMPARE(QString::fromStdString(verifyFailures(place.path(name))), QString{});
    }
}

/// A document that is written anew tells of a record that another file has, by two aliases and at other places each time: two copies, not more.
void tst_Aliases::placesInDocumentsMove()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {fileOf(Second, "/second/rich", {{"whole", 6, 0, {{"left", 0}, {"right", 0}}}})});
    const std::array<std::array<std::int64_t, 2>, 5> looks{{{100, 200}, {200, 300}, {50, 60}, {50, 60}, {60, 50}}};
    for (const auto &[left, right] : looks) {
        FileBatch document = fileOf(First, "/first/document", {{"left", 50}, {"right", 60}});
        document.isWhole = true;
        document.usage.records[0].offset = left;
        document.usage.records[1].offset = right;
        appendAll(*writer, {document});
        QCOMPARE(inputOf(place.path()), 6);
        QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 2);
        for (const std::int64_t offset : {left, right}) {
            QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting WHERE rule = 0 AND offset = " + std::to_string(offset)), 1);
        }
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    }
}

/// The second file had a copy of the number and tells the answer now: it is where the record stands, and the first one is its only copy.
void tst_Aliases::ownPlaceIsNoCopy()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {fileOf(First, "/first/1", {{"number", 100}}), fileOf(First, "/first/2", {{"number", 100}})});
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 1);
    appendAll(*writer, {fileOf(First, "/first/2", {{"answer", 60, 0, {{"number", 0}}}})});
    QCOMPARE(inputOf(place.path()), 60);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting"), 1);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sighting s JOIN file f ON f.id = s.file_id WHERE f.path = '/first/1'"), 1);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// The source of the answer says later that the number, with 100, tells what the answer told: 100 + 9, and 7 of another. The answer, met again
/// elsewhere, is the better one still: 60. What another source says of the answer is of another answer.
void tst_Aliases::recordThatTakesItsPlaceBack()
{
    const auto later = [](const SourceKey &source, const std::string &path) {
        FileBatch file = poor(source, path);
        file.usage.former.push_back({.record = 0, .identity = identityOf({"answer"})});
        return file;
    };
    const TempFolder place;
    const std::string path = place.path("1.db");
    auto writer = openWriter(path);
    appendAll(*writer, {rich()});
    appendAll(*writer, {later(Second, "/second/later")});
    QCOMPARE(inputOf(path), 60 + 9 + 7);
    appendAll(*writer, {later(First, "/first/later")});
    QCOMPARE(inputOf(path), 100 + 9 + 7);
    QCOMPARE(askSql(path, "SELECT count(*) FROM record_alias"), 0);
    QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
    appendAll(*writer, {later(First, "/first/later")}); // once more
    QCOMPARE(inputOf(path), 100 + 9 + 7);
    appendAll(*writer, {rich(Second, "/second/rich")});
    QCOMPARE(inputOf(path), 60 + 9 + 7);
    QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
}

namespace
{

/// Copies of requests under names of their own; what they have in common is shared.
FileBatch copies(const SourceKey &source, const std::string &path, const std::vector<Line> &lines)
{
    FileBatch file = fileOf(source, path, lines);
    for (FormerIdentity &each : file.usage.former) {
        each.isShared = true;
    }
    return file;
}

} // namespace

/// Three copies of 60, 60 and 61 under names of their own, in three files of two sources, and one that knows only what they have in common, which an
/// older parser told as 5; beside them 7. The largest counts: 61 + 7, in one row, whatever came first.
void tst_Aliases::sharedInAnyOrder()
{
    std::vector<FileBatch> order{copies(First, "/first/a", {{"m1", 60, 0, {{"what", 0}}}, {"x", 7}}), copies(First, "/first/b", {{"m2", 60, 0, {{"what", 0}}}}),
                                 copies(Second, "/second/c", {{"m3", 61, 0, {{"what", 0}}}}), fileOf(Second, "/second/d", {{"what", 5}})};
    std::vector<std::size_t> places{0, 1, 2, 3};
    const TempFolder place;
    std::string fingerprint;
    int count = 0;
    do {
        for (const bool together : {true, false}) {
            const std::string path = place.path(("ledger" + std::to_string(++count) + ".db").c_str());
            auto writer = openWriter(path);
            std::vector<FileBatch> all;
            for (const std::size_t each : places) {
                all.push_back(order[each]);
            }
            for (int times = 0; times < 2; ++times) {
                if (together) {
                    appendAll(*writer, all);
                } else {
                    for (const FileBatch &batch : all) {
                        appendAll(*writer, {batch});
                    }
                }
                QCOMPARE(inputOf(path), 68);
                QCOMPARE(askSql(path, "SELECT count(*) FROM usage"), 2);
            }
            QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
            fingerprint = fingerprint.empty() ? fingerprintOf(path) : fingerprint;
            QCOMPARE(fingerprintOf(path), fingerprint);
        }
    } while (std::next_permutation(places.begin(), places.end()));
    // In one file.
    FileBatch one = copies(First, "/first/a", {{"m1", 60, 0, {{"what", 0}}}, {"x", 7}, {"m2", 60, 0, {{"what", 0}}}, {"m3", 61, 0, {{"what", 0}}}});
    const std::string path = place.path("one.db");
    appendAll(*openWriter(path), {one});
    QCOMPARE(inputOf(path), 68);
    QCOMPARE(askSql(path, "SELECT count(*) FROM usage"), 2);
}

/// Two records of 60 and 50 that turn out to be one when the first is told anew: 60 count, and 7 beside. What was decided of either row holds.
void tst_Aliases::sharedLater()
{
    for (const char *decided : {"m1", "m2"}) {
        const TempFolder place;
        auto writer = openWriter(place.path());
        appendAll(*writer, {copies(First, "/first/a", {{"m1", 60, 0, {{"then", 0}}}, {"x", 7}}), copies(First, "/first/b", {{"m2", 50, 0, {{"now", 0}}}})});
        QCOMPARE(inputOf(place.path()), 117);
        QCOMPARE(*writer->setTag({.scope = TagScope::Record, .records = numberOf(place.path(), decided), .name = {}}, {"client", "C"}, Decided), 1);
        QCOMPARE(*writer->setExcluded(numberOf(place.path(), decided), true, "not mine", Decided), 1);
        appendAll(*writer, {copies(First, "/first/a", {{"m1", 60, 0, {{"now", 0}}}, {"x", 7}})});
        QCOMPARE(inputOf(place.path()), 7);
        QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 2);
        QCOMPARE(askSql(place.path(), "SELECT input FROM usage JOIN tag_record ON usage_id = id"), 60);
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
        QVERIFY(bool(writer->undo(Decided)));
        QCOMPARE(inputOf(place.path()), 67);
        // Either name, and all that they had in common, is the one record now.
        appendAll(*writer, {fileOf(Second, "/second/c", {{"m2", 50}, {"then", 1}, {"now", 2}, {"m1", 60}})});
        QCOMPARE(inputOf(place.path()), 67);
        QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage"), 2);
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    }
}

TOKENMETER_TEST(tst_Aliases);

} // namespace test_Aliases

#include "tst_Aliases.moc"
