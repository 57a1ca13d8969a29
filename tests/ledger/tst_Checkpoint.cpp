// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/Checkpoint.h"
#include "ledger/LedgerSupport.h"

#include <QtTest>

namespace test_Checkpoint
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

FileState stateAt(std::int64_t offset)
{
    FileState state;
    state.path = "/logs/a";
    state.device = 1;
    state.inode = UINT64_MAX; // all bits survive
    state.size = 5'000;
    state.headHash = 3;
    state.headBytes = 4096;
    state.parserVersion = 2;
    state.offset = offset;
    return state;
}

} // namespace

class tst_Checkpoint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void steps_data();
    void steps();
    void storedAndRead();
    void countersAndProblems();
    void pieceBeforeItsPredecessor();
};

void tst_Checkpoint::steps_data()
{
    QTest::addColumn<FileState>("next");
    QTest::addColumn<bool>("fromStart");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, FileState next, bool fromStart, CheckpointStep expected) {
        QTest::newRow(name) << next << fromStart << int(expected);
    };
    const auto changed = [](std::int64_t offset, auto change) {
        FileState state = stateAt(offset);
        change(state);
        return state;
    };
    row("further", stateAt(2'000), false, CheckpointStep::Advance);
    row("the same", stateAt(1'000), false, CheckpointStep::Ignore);
    row("the same, looked at later", changed(1'000, [](FileState &s) { s.modifiedNs = 5; }), false, CheckpointStep::Refresh);
    row("behind", stateAt(500), false, CheckpointStep::Ignore);
    row("from the start, behind another process", stateAt(500), true, CheckpointStep::Ignore);
    row("from the start, equal to another process", stateAt(1'000), true, CheckpointStep::Ignore);
    row("from the start, further", stateAt(2'000), true, CheckpointStep::Restart);
    row("replaced by another file", changed(500, [](FileState &s) { s.inode = 9; }), true, CheckpointStep::Restart);
    row("other head", changed(500, [](FileState &s) { s.headHash = 9; }), true, CheckpointStep::Restart);
    row("mended parser", changed(500, [](FileState &s) { s.parserVersion = 3; }), true, CheckpointStep::Restart);
    row("cut in place", changed(500, [](FileState &s) { s.size = 600; }), true, CheckpointStep::Restart);
    row("a short file whose head grew", changed(2'000, [](FileState &s) { s.headHash = 9; }), false, CheckpointStep::Advance);
    row("stale, of the file before", changed(500, [](FileState &s) { s.inode = 9; }), false, CheckpointStep::Ignore);
}

void tst_Checkpoint::steps()
{
    QFETCH(FileState, next);
    QFETCH(bool, fromStart);
    QFETCH(int, expected);
    QCOMPARE(int(checkpointStep(stateAt(1'000), next, fromStart)), expected);
    QCOMPARE(int(checkpointStep(std::nullopt, next, fromStart)), int(CheckpointStep::Restart));
}

void tst_Checkpoint::storedAndRead()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    FileBatch batch = batchOf("/logs/a", {});
    batch.checkpoint = stateAt(1'000);
    batch.checkpoint->parserState = std::string("a\0b\xff", 4);
    appendAll(*writer, {batch, batchOf("/logs/unread", {})});
    auto reader = openReader(place.path());
    QVERIFY(reader->file("/logs/a")->value() == *batch.checkpoint);
    QVERIFY(!reader->file("/logs/unread")->has_value());
    const std::vector<FileState> files = *reader->files(batch.source);
    QCOMPARE(files.size(), std::size_t{1});
    QVERIFY(files[0] == *batch.checkpoint);
    QVERIFY(reader->files({"claude-code", "/elsewhere"})->empty());
}

void tst_Checkpoint::countersAndProblems()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    const auto piece = [](std::int64_t offset, bool fromStart) {
        FileBatch batch = batchOf("/logs/a", {});
        batch.checkpoint = stateAt(offset);
        batch.fromStart = fromStart;
        batch.skippedLines = 2;
        batch.duplicateLines = 1;
        batch.problems = {{.cause = Cause::NotJson, .offset = offset - 10}, {.cause = Cause::BadNumber, .offset = offset - 10, .field = "usage.input", .args = {"x", "y"}}};
        return batch;
    };
    const auto skipped = [&] { return askSql(place.path(), "SELECT skipped_lines FROM file"); };
    const auto problems = [&] { return openReader(place.path())->problems(100)->size(); };
    QCOMPARE(appendAll(*writer, {piece(1'000, true)}).skippedLines, 2);
    appendAll(*writer, {piece(2'000, false)});
    QCOMPARE(skipped(), 4);
    QCOMPARE(problems(), std::size_t{4});
    // another process with the same pieces: nothing is counted twice
    appendAll(*writer, {piece(1'000, true), piece(2'000, false)});
    QCOMPARE(skipped(), 4);
    QCOMPARE(problems(), std::size_t{4});
    // replaced: only what the new reading found is left
    FileBatch fresh = piece(500, true);
    fresh.checkpoint->inode = 77;
    appendAll(*writer, {fresh});
    QCOMPARE(skipped(), 2);
    QCOMPARE(problems(), std::size_t{2});
    const Problem newest = openReader(place.path())->problems(1)->front();
    QCOMPARE(newest.field, std::string{"usage.input"});
    QCOMPARE(newest.args, (std::vector<std::string>{"x", "y"}));
    QCOMPARE(openReader(place.path())->sources()->front().problems, 2);
}

void tst_Checkpoint::pieceBeforeItsPredecessor()
{
    // Two threads read one file: the second piece arrives first, without a checkpoint.
    const TempFolder place;
    auto writer = openWriter(place.path());
    FileBatch second = batchOf("/logs/a", {{record("b", "2026-10-05T09:00:00Z", {.input = 1}), {}}});
    second.skippedLines = 1;
    second.problems = {{.cause = Cause::NotJson, .offset = 1'500}};
    FileBatch first = batchOf("/logs/a", {{record("a", "2026-10-05T09:00:00Z", {.input = 1}), {}}});
    first.fromStart = true;
    first.skippedLines = 2;
    first.problems = {{.cause = Cause::NotJson, .offset = 100}};
    first.checkpoint = stateAt(2'000);
    QVERIFY(bool(writer->beginImport({})));
    QVERIFY(bool(writer->append({&second, 1}, testRates())));
    QVERIFY(!openReader(place.path())->file("/logs/a")->has_value());
    QVERIFY(bool(writer->append({&first, 1}, testRates())));
    QCOMPARE(writer->finishImport()->added, 2);
    QCOMPARE(askSql(place.path(), "SELECT skipped_lines FROM file"), 3);
    QCOMPARE(openReader(place.path())->problems(9)->size(), std::size_t{2});
}

TOKENMETER_TEST(tst_Checkpoint);

} // namespace test_Checkpoint

#include "tst_Checkpoint.moc"
