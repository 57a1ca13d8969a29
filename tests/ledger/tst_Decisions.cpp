// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"

#include <QtTest>

#include <set>
#include <thread>

namespace test_Decisions
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr UtcTime Now = utcFromMs(1'800'000'000'000);

std::vector<RecordRow> everyRecord(LedgerReader &reader, UsageFilter filter = {})
{
    const auto page = reader.records({.filter = std::move(filter), .descending = false, .limit = 100'000}, Zone::utc());
    if (!page) {
        qFatal("cannot read");
    }
    return page->rows;
}

/// What the ledger says of each record, without local numbers; and the sums.
std::string stateOf(const std::string &path)
{
    auto reader = openReader(path);
    std::multiset<std::string> rows;
    for (const RecordRow &row : everyRecord(*reader, {.excluded = UsageFilter::Excluded::With})) {
        std::string text = std::to_string(msOf(row.time)) + ' ' + row.who.session + ' ' + row.who.project + ' ' + row.serving.model + ' '
            + std::to_string(row.tokens.total()) + ' ' + std::to_string(row.tokens.output) + (row.isExcluded() ? " out" : "");
        for (const Tag &tag : row.tags) {
            text += ' ' + tag.key + '=' + tag.value;
        }
        rows.insert(text);
    }
    std::string state;
    for (const std::string &row : rows) {
        state += row + '\n';
    }
    const auto cells = reader->usage({}, {Dimension::Model, Dimension::Tag}, Zone::utc(), {.tagKey = "client", .progress = {}});
    for (const UsageCell &cell : cells->cells) {
        state += cells->names.at(cell.key[0]) + ' ' + cells->names.at(cell.key[1]) + ' ' + std::to_string(cell.requests) + ' '
            + std::to_string(cell.tokens.total()) + '\n';
    }
    return state;
}

UsageRecord at(const char *id, std::int64_t input)
{
    return record(id, "2026-10-05T10:00:00Z", {.input = input});
}

UsageContext in(const char *session, const char *project)
{
    UsageContext context;
    context.attribution.session = session;
    context.attribution.project = project;
    context.serving.model = "opus";
    return context;
}

std::string clientOf(LedgerReader &reader, std::int64_t input)
{
    for (const RecordRow &row : everyRecord(reader, {.excluded = UsageFilter::Excluded::With})) {
        if (row.tokens.input == input) {
            for (const Tag &tag : row.tags) {
                if (tag.key == "client") {
                    return tag.value;
                }
            }
        }
    }
    return "-";
}

TagTarget session(const char *name) { return {.scope = TagScope::Session, .records = {}, .name = name}; }
TagTarget project(const char *name) { return {.scope = TagScope::Project, .records = {}, .name = name}; }
TagTarget records(UsageFilter filter) { return {.scope = TagScope::Record, .records = {.records = {}, .filter = std::move(filter)}, .name = {}}; }

} // namespace

class tst_Decisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validTags_data();
    void validTags();
    void precedence();
    void laterRecordsToo();
    void exclusion();
    void importedAgain_data();
    void importedAgain();
    void undoIsExact_data();
    void undoIsExact();
    void absorbedRecords();
    void manyRecords();
    void journalTells();
    void twoWriters();
    void verifyFindsOrphans_data();
    void verifyFindsOrphans();
};

void tst_Decisions::validTags_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *name, const QString &key, const QString &value, bool valid) { QTest::newRow(name) << key << value << valid; };
    const QString a = QStringLiteral("a");
    row("plain", a, a, true);
    row("unicode", QStringLiteral("客户"), QStringLiteral("größe 1 = \"x\": 😀"), true);
    row("no key", {}, a, false);
    row("no value", a, {}, false);
    row("blank in key", QStringLiteral("a b"), a, false);
    row("equals in key", QStringLiteral("a=b"), a, false);
    row("colon in key", QStringLiteral("a:b"), a, false);
    row("quote in key", QStringLiteral("a\"b"), a, false);
    row("control in key", QStringLiteral("a\x01"), a, false);
    row("newline in value", a, QStringLiteral("a\nb"), false);
    row("64 letters", QString{64, QChar{0xE9}}, a, true);
    row("65 letters", QString{65, QChar{0xE9}}, a, false);
    row("200 letters", a, QString{200, QChar{0xE9}}, true);
    row("201 letters", a, QString{201, QChar{0xE9}}, false);
}

void tst_Decisions::validTags()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, valid);
    QCOMPARE(isValidTag({key.toStdString(), value.toStdString()}), valid);
    if (!valid && !value.isEmpty()) {
        const TempFolder place;
        const auto set = openWriter(place.path())->setTag(session("s"), {key.toStdString(), value.toStdString()}, Now);
        QCOMPARE(int(set.problem().cause), int(Cause::BadArgument));
        QCOMPARE(set.problem().args.at(0), std::string{"tag"});
    }
}

void tst_Decisions::precedence()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {batchOf("/logs/a", {{at("a", 1), in("s1", "p1")}, {at("b", 2), in("s1", "p1")}, {at("c", 3), in("s2", "p1")},
                                            {at("d", 4), in("s3", "p2")}})});
    auto reader = openReader(place.path());
    const auto clients = [&] {
        std::string text;
        for (const std::int64_t input : {1, 2, 3, 4}) {
            text += clientOf(*reader, input) + ' ';
        }
        return text;
    };
    const UsageFilter second{.bounds = {{RecordBound::Of::Input, RecordBound::Is::Equal, 2}}};
    QCOMPARE(*writer->setTag(project("p1"), {"client", "P"}, Now), 3);
    QCOMPARE(clients(), std::string{"P P P - "});
    QCOMPARE(*writer->setTag(session("s1"), {"client", "S"}, Now), 2);
    QCOMPARE(clients(), std::string{"S S P - "});
    QCOMPARE(*writer->setTag(records(second), {"client", "R"}, Now), 1);
    QCOMPARE(clients(), std::string{"S R P - "});
    QCOMPARE(*writer->setTag(session("s1"), {"client", "T"}, Now), 1); // the second has its own
    QCOMPARE(clients(), std::string{"T R P - "});
    QCOMPARE(*writer->setTag(project("p1"), {"client", "Q"}, Now), 1); // only c shows its project's
    QCOMPARE(clients(), std::string{"T R Q - "});
    QCOMPARE(*writer->setTag(session("s1"), {"client", "T"}, Now), 0);
    QCOMPARE(*writer->setTag(session("s1"), {"client", {}}, Now), 1);
    QCOMPARE(clients(), std::string{"Q R Q - "});
    QCOMPARE(*writer->setTag(records(second), {"client", {}}, Now), 1);
    QCOMPARE(clients(), std::string{"Q Q Q - "});
    QCOMPARE(*writer->setTag(records(second), {"client", "Q"}, Now), 0); // its own now, and the same
    QCOMPARE(*writer->setTag(project("p1"), {"client", {}}, Now), 2);
    QCOMPARE(clients(), std::string{"- Q - - "});
    const auto tags = reader->tagAssignments();
    QVERIFY(tags && tags->size() == 1);
    QCOMPARE(tags->front().records, 1);
    for (int i = 0; i < 9; ++i) { // ten decisions, and one of these changed nothing
        QVERIFY(bool(writer->undo(Now)));
    }
    QCOMPARE(clients(), std::string{"- - - - "});
    QCOMPARE(int(writer->undo(Now).problem().cause), int(Cause::NothingToUndo));
}

void tst_Decisions::laterRecordsToo()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    QCOMPARE(*writer->setTag(project("p1"), {"client", "P"}, Now), 0);
    QCOMPARE(*writer->setTag(session("s1"), {"client", "S"}, Now), 0);
    appendAll(*writer, {batchOf("/logs/a", {{at("a", 1), in("s1", "p1")}, {at("b", 2), in("s2", "p1")}})});
    auto reader = openReader(place.path());
    QCOMPARE(clientOf(*reader, 1), std::string{"S"});
    QCOMPARE(clientOf(*reader, 2), std::string{"P"});
}

void tst_Decisions::exclusion()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    const std::vector<FileBatch> batches{batchOf("/logs/a", {{at("a", 1), in("s1", "p1")}, {at("b", 2), in("s2", "p1")}})};
    appendAll(*writer, batches);
    auto reader = openReader(place.path());
    const auto total = [&] {
        std::int64_t sum = 0;
        const auto cells = reader->usage({}, {}, Zone::utc());
        for (const UsageCell &cell : cells->cells) {
            sum += cell.tokens.input;
        }
        return sum;
    };
    QCOMPARE(*writer->setExcluded({.records = {}, .filter = UsageFilter{.sessions = {"s2"}}}, true, "not mine", Now), 1);
    QCOMPARE(*writer->setExcluded({.records = {}, .filter = UsageFilter{.sessions = {"s2"}}}, true, "again", Now), 0);
    QCOMPARE(total(), 1);
    appendAll(*writer, batches); // the same file again
    QCOMPARE(total(), 1);
    QCOMPARE(reader->recordCounts({.excluded = UsageFilter::Excluded::With}, Zone::utc())->excluded, 1);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QCOMPARE(*writer->setExcluded({.records = {}, .filter = UsageFilter{.sessions = {"s2"}}}, false, "mine", Now), 1);
    QCOMPARE(total(), 3);
    QVERIFY(bool(writer->undo(Now)));
    QCOMPARE(total(), 1);
    QVERIFY(bool(writer->undo(Now)));
    QCOMPARE(total(), 3);
    const auto journal = reader->journal(10);
    QCOMPARE(journal->size(), std::size_t{4}); // what changed nothing is no decision
    QCOMPARE(journal->at(3).action, std::string{"exclude"});
    QCOMPARE(journal->at(3).subject, std::string{"session s2"});
    QCOMPARE(journal->at(3).detail, std::string{"not mine"});
    QVERIFY(journal->at(3).undone && !journal->at(3).canUndo);
}

void tst_Decisions::importedAgain_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 6; ++seed) {
        QTest::addRow("%u", seed) << seed;
    }
}

/// Decisions stand when the same lines come again, in any order.
void tst_Decisions::importedAgain()
{
    QFETCH(unsigned, seed);
    const std::vector<FileBatch> batches = soup(seed, 6, 40);
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, batches);
    const std::string facts = fingerprintOf(place.path());
    const UsageFilter large{.bounds = {{RecordBound::Of::Output, RecordBound::Is::Greater, 600}}};
    QVERIFY(*writer->setExcluded({.records = {}, .filter = large}, true, "large", Now) > 0);
    QVERIFY(*writer->setTag(records({.bounds = {{RecordBound::Of::Output, RecordBound::Is::Less, 200}}}), {"client", "small"}, Now) > 0);
    QVERIFY(*writer->setTag(project("p1"), {"client", "one"}, Now) > 0);
    const std::string decided = stateOf(place.path());
    QCOMPARE(fingerprintOf(place.path()), facts); // decisions are no facts of the logs
    appendAll(*writer, stirred(batches, seed + 100, true));
    QCOMPARE(QString::fromStdString(stateOf(place.path())), QString::fromStdString(decided));
    QCOMPARE(fingerprintOf(place.path()), facts);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QVERIFY(bool(writer->rebuildRollups()));
    QCOMPARE(QString::fromStdString(stateOf(place.path())), QString::fromStdString(decided));
}

void tst_Decisions::undoIsExact_data()
{
    importedAgain_data();
}

void tst_Decisions::undoIsExact()
{
    QFETCH(unsigned, seed);
    const std::vector<FileBatch> batches = soup(seed + 20, 6, 40);
    const TempFolder place;
    std::vector<std::string> states;
    const auto decide = [&](const auto &body) {
        states.push_back(stateOf(place.path()));
        auto writer = openWriter(place.path()); // each in a process of its own, as it were
        const auto changed = body(*writer);
        QVERIFY(bool(changed));
        if (stateOf(place.path()) == states.back()) {
            states.pop_back();
            if (*openReader(place.path())->undoable() && changed) {
                QVERIFY(*changed == 0);
            }
        }
    };
    {
        auto writer = openWriter(place.path());
        appendAll(*writer, batches);
    }
    const UsageFilter high{.bounds = {{RecordBound::Of::Output, RecordBound::Is::Greater, 500}}};
    const UsageFilter middle{.bounds = {{RecordBound::Of::Output, RecordBound::Is::Greater, 300}, {RecordBound::Of::Output, RecordBound::Is::Less, 700}}};
    decide([&](LedgerWriter &writer) { return writer.setExcluded({.records = {}, .filter = high}, true, "a", Now); });
    decide([&](LedgerWriter &writer) { return writer.setTag(records({.models = {"opus"}}), {"client", "x"}, Now); });
    decide([&](LedgerWriter &writer) { return writer.setTag(project("p1"), {"client", "y"}, Now); });
    decide([&](LedgerWriter &writer) { return writer.setExcluded({.records = {}, .filter = middle}, true, "b", Now); });
    decide([&](LedgerWriter &writer) { return writer.setTag(session("s1"), {"client", "z"}, Now); });
    decide([&](LedgerWriter &writer) { return writer.setTag(records(middle), {"client", "w"}, Now); });
    decide([&](LedgerWriter &writer) { return writer.setExcluded({.records = {}, .filter = high}, false, "c", Now); });
    decide([&](LedgerWriter &writer) { return writer.setTag(session("s1"), {"client", {}}, Now); });
    QVERIFY(states.size() >= 7);
    while (!states.empty()) {
        auto writer = openWriter(place.path());
        const auto expected = *openReader(place.path())->undoable();
        const auto taken = writer->undo(Now);
        QVERIFY(taken && expected);
        QCOMPARE(taken->uuid, expected->uuid);
        QCOMPARE(QString::fromStdString(stateOf(place.path())), QString::fromStdString(states.back()));
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
        states.pop_back();
    }
    QVERIFY(!*openReader(place.path())->undoable());
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM tag_record"), 0);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage WHERE flags & 33554432 <> 0"), 0);
}

/// A weak record was excluded, then taken in by a strong one; undo finds it there.
void tst_Decisions::absorbedRecords()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    UsageRecord weak = at("weak", 7);
    weak.family = 5;
    weak.flags = WeakFlag;
    UsageRecord strong = at("strong", 7);
    strong.family = 5;
    appendAll(*writer, {batchOf("/logs/a", {{weak, in("s", "p")}})});
    QCOMPARE(*writer->setExcluded({.records = {}, .filter = UsageFilter{}}, true, "x", Now), 1);
    appendAll(*writer, {batchOf("/logs/b", {{strong, in("s", "p")}})});
    auto reader = openReader(place.path());
    QCOMPARE(everyRecord(*reader).size(), std::size_t{0});
    QCOMPARE(everyRecord(*reader, {.excluded = UsageFilter::Excluded::Only}).size(), std::size_t{1});
    QVERIFY(bool(writer->undo(Now)));
    QCOMPARE(everyRecord(*reader).size(), std::size_t{1});
    // The shown one, decided both ways, and its lines again after each.
    for (const bool excluded : {true, false}) {
        QCOMPARE(*writer->setExcluded({.records = {}, .filter = UsageFilter{}}, excluded, "x", Now), 1);
        appendAll(*writer, {batchOf("/logs/c", {{weak, in("s", "p")}, {strong, in("s", "p")}})});
        strong.tokens.output += 1; // changes the shadow
        appendAll(*writer, {batchOf("/logs/b", {{strong, in("s", "p")}})});
        QCOMPARE(everyRecord(*reader).size(), excluded ? std::size_t{0} : std::size_t{1});
        QCOMPARE(everyRecord(*reader, {.excluded = UsageFilter::Excluded::With}).size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    }
}

void tst_Decisions::manyRecords()
{
    constexpr int Many = 45'000; // more than two transactions
    const TempFolder place;
    auto writer = openWriter(place.path());
    FileBatch batch = batchOf("/logs/a", {{at("first", 0), in("s", "p")}});
    for (int i = 1; i < Many; ++i) {
        UsageRecord r = at(("n" + std::to_string(i)).c_str(), i);
        r.time += std::chrono::milliseconds{std::int64_t(i) * 500};
        r.end = r.time;
        batch.usage.records.push_back(r);
    }
    appendAll(*writer, {batch});
    QCOMPARE(*writer->setExcluded({.records = {}, .filter = UsageFilter{}}, true, "all", Now), Many);
    auto reader = openReader(place.path());
    QCOMPARE(reader->recordCounts({}, Zone::utc())->records, 0);
    QCOMPARE(reader->journal(10)->size(), std::size_t{1});
    QCOMPARE(reader->journal(10)->front().records, Many);
    QCOMPARE(writer->undo(Now)->records, Many);
    QCOMPARE(reader->recordCounts({}, Zone::utc())->records, Many);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

void tst_Decisions::journalTells()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, {batchOf("/logs/a", {{at("a", 1), in("s1", "p1")}})});
    QVERIFY(bool(writer->setTag(session("s1"), {"client", "a"}, Now)));
    QVERIFY(bool(writer->addOwnPrice({.uuid = "u", .model = "m"}, Now)));
    auto reader = openReader(place.path());
    const auto journal = reader->journal(10);
    QCOMPARE(journal->size(), std::size_t{2});
    QCOMPARE(journal->at(0).action, std::string{"own price added"});
    QVERIFY(!journal->at(0).canUndo);
    QCOMPARE(journal->at(1).action, std::string{"tag"});
    QCOMPARE(journal->at(1).subject, std::string{"session s1"});
    QCOMPARE(journal->at(1).detail, std::string{"client=a"});
    QCOMPARE(journal->at(1).records, 1);
    QVERIFY(journal->at(1).canUndo);
    QCOMPARE(reader->undoable()->value().uuid, journal->at(1).uuid); // the price is not in its way
    QCOMPARE(reader->journal(1)->size(), std::size_t{1});
}

void tst_Decisions::twoWriters()
{
    const TempFolder place;
    {
        auto writer = openWriter(place.path());
        FileBatch batch = batchOf("/logs/a", {{at("first", 0), in("s", "p")}});
        for (int i = 1; i < 2000; ++i) {
            batch.usage.records.push_back(at(("n" + std::to_string(i)).c_str(), i));
        }
        appendAll(*writer, {batch});
    }
    const auto work = [&](bool excludes) {
        auto writer = openWriter(place.path());
        for (int i = 0; i < 20; ++i) {
            const UsageFilter part{.bounds = {{RecordBound::Of::Input, RecordBound::Is::AtLeast, i * 100},
                                              {RecordBound::Of::Input, RecordBound::Is::Less, i * 100 + 150}},
                                   .excluded = UsageFilter::Excluded::With};
            const auto done = excludes ? writer->setExcluded({.records = {}, .filter = part}, i % 3 != 2, "t", Now)
                                       : writer->setTag(records(part), {"client", std::to_string(i % 4)}, Now);
            if (!done) {
                qFatal("cause %d", int(done.problem().cause));
            }
            if (i % 5 == 4 && !writer->undo(Now)) {
                qFatal("cannot undo");
            }
        }
    };
    std::thread one{work, true};
    std::thread two{work, false};
    one.join();
    two.join();
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    auto writer = openWriter(place.path());
    while (writer->undo(Now)) {
    }
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    auto reader = openReader(place.path());
    QCOMPARE(reader->recordCounts({}, Zone::utc())->records, 2000);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM tag_record"), 0);
}

void tst_Decisions::verifyFindsOrphans_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("check");
    const auto row = [](const char *sql, const char *check) { QTest::newRow(sql) << QString::fromLatin1(sql) << QString::fromLatin1(check); };
    row("INSERT INTO tag_record VALUES (9999, 1, 1, 1)", "foreign keys");
    row("UPDATE tag_record SET value_id = 9999", "foreign keys");
    row("UPDATE usage SET flags = flags & ~33554432", "foreign keys");
    row("UPDATE tag SET subject_id = 9999", "foreign keys");
    row("UPDATE tag SET journal = 9999", "foreign keys");
    row("DELETE FROM journal WHERE action = 'exclude'", "foreign keys");
    row("UPDATE usage SET flags = flags | 2", "rollups");
    row("UPDATE context SET newest_ms = newest_ms - 1", "times");
}

void tst_Decisions::verifyFindsOrphans()
{
    QFETCH(QString, sql);
    QFETCH(QString, check);
    const TempFolder place;
    {
        auto writer = openWriter(place.path());
        appendAll(*writer, {batchOf("/logs/a", {{at("a", 1), in("s1", "p1")}, {at("b", 2), in("s2", "p1")}})});
        QVERIFY(bool(writer->setTag(session("s1"), {"client", "a"}, Now)));
        QVERIFY(bool(writer->setTag(records({.sessions = {"s2"}}), {"client", "a"}, Now)));
        QVERIFY(bool(writer->setExcluded({.records = {}, .filter = UsageFilter{.sessions = {"s2"}}}, true, "x", Now)));
    }
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    runSql(place.path(), "PRAGMA foreign_keys=OFF;" + sql.toStdString());
    const QString failures = QString::fromStdString(verifyFailures(place.path()));
    QVERIFY2(failures.contains(check), qPrintable(failures));
}

TOKENMETER_TEST(tst_Decisions);

} // namespace test_Decisions

#include "tst_Decisions.moc"
