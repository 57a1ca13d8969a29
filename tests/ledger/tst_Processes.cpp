// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"

#include <QtTest>

#include <array>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace test_Processes
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// What an importer does: piece by piece, each with the checkpoint of its file. Ends the process with 0.
[[noreturn]] void importAndExit(const std::string &path, const std::vector<FileBatch> &pieces)
{
    auto writer = LedgerWriter::open(path, {.busyTimeoutMs = 60'000});
    if (!writer) {
        _exit(10 + int(writer.problem().cause));
    }
    if (!(*writer)->beginImport({})) {
        _exit(2);
    }
    for (const FileBatch &piece : pieces) {
        if (!(*writer)->append({&piece, 1}, testRates())) {
            _exit(3);
        }
    }
    _exit((*writer)->finishImport() ? 0 : 4);
}

/// Files in order, cut into pieces of ten lines; counters of ten duplicates and ten damaged lines a piece.
std::vector<FileBatch> piecesInOrder(const std::vector<FileBatch> &batches)
{
    std::vector<FileBatch> pieces;
    for (const FileBatch &batch : batches) {
        for (std::size_t from = 0; from < batch.usage.records.size(); from += 10) {
            FileBatch piece = batch;
            piece.usage.records.assign(batch.usage.records.begin() + std::ptrdiff_t(from),
                                       batch.usage.records.begin() + std::ptrdiff_t(std::min(from + 10, batch.usage.records.size())));
            piece.fromStart = from == 0;
            piece.duplicateLines = 10;
            piece.skippedLines = 10;
            FileState state;
            state.path = batch.path;
            state.inode = 7;
            state.size = 1'000'000;
            state.offset = std::int64_t(from + 10) * 100;
            piece.checkpoint = state;
            pieces.push_back(std::move(piece));
        }
    }
    return pieces;
}

std::string undisturbed(const std::vector<FileBatch> &pieces)
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, pieces);
    return fingerprintOf(place.path());
}

} // namespace

class tst_Processes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void threeAtOnce();
    void newLedgerOfMany();
    void killedAtAnyMoment();
    void killedWhileForgetting();
};

void tst_Processes::threeAtOnce()
{
    const std::vector<FileBatch> batches = soup(21, 8, 60);
    const std::vector<FileBatch> pieces = piecesInOrder(batches);
    const TempFolder place;
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            std::vector<FileBatch> mine = pieces;
            std::rotate(mine.begin(), mine.begin() + i * 12, mine.end()); // whole files: 6 pieces each
            importAndExit(place.path(), mine);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, std::to_string(status).c_str());
    }
    QCOMPARE(fingerprintOf(place.path()), undisturbed(pieces));
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    // 8 files of 6 pieces of 10: each piece was counted by whoever was first. Copies of earlier lines of a file come on top, unless the
    // record is known from another file: then they are sightings.
    QCOMPARE(askSql(place.path(), "SELECT sum(skipped_lines) FROM file"), 480);
    QVERIFY(askSql(place.path(), "SELECT sum(duplicate_lines) FROM file") >= 480);
}

void tst_Processes::newLedgerOfMany()
{
    for (int round = 0; round < 20; ++round) {
        const TempFolder place;
        std::vector<pid_t> children;
        for (int i = 0; i < 5; ++i) {
            const pid_t child = fork();
            if (child == 0) {
                importAndExit(place.path("deep/ledger.db"), {});
            }
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = 0;
            QCOMPARE(waitpid(child, &status, 0), child);
            QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, std::to_string(WEXITSTATUS(status)).c_str());
        }
    }
}

void tst_Processes::killedAtAnyMoment()
{
    const std::vector<FileBatch> pieces = piecesInOrder(soup(22, 6, 60));
    const std::string expected = undisturbed(pieces);
    std::mt19937 random{9};
    const TempFolder place;
    int killed = 0;
    for (int round = 0; round < 25; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            importAndExit(place.path(), pieces);
        }
        usleep(unsigned(random() % 40'000)); // the moment, not a wait for anything
        kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        killed += WIFSIGNALED(status) ? 1 : 0;
    }
    QVERIFY(killed > 0);
    const pid_t child = fork();
    if (child == 0) {
        importAndExit(place.path(), pieces);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    QCOMPARE(fingerprintOf(place.path()), expected);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QCOMPARE(askSql(place.path(), "SELECT sum(skipped_lines) FROM file"), 360); // 6 files x 6 pieces x 10
    QVERIFY(askSql(place.path(), "SELECT sum(duplicate_lines) FROM file") >= 360);
}

/// Forgotten with all its records or with none, whenever the process dies.
void tst_Processes::killedWhileForgetting()
{
    FileBatch log;
    log.source = {"claude-code", "/a"};
    log.path = "/a/1";
    log.usage.contexts.push_back({.attribution = {.session = "s"}, .serving = {.provider = "anthropic", .model = "opus"}});
    constexpr int Records = 300;
    for (int i = 0; i < Records; ++i) {
        log.usage.records.push_back(record("r" + std::to_string(i), "2026-10-01T10:00:00Z", {.input = 1}));
    }
    const TempFolder place;
    appendAll(*openWriter(place.path()), {log});
    const UtcTime now = parseTime("2026-11-24T12:00:00Z")->time;
    std::mt19937 random{5};
    int killed = 0;
    for (int round = 0; round < 12; ++round) {
        std::array<int, 2> ends{};
        QCOMPARE(pipe(ends.data()), 0);
        const pid_t child = fork();
        if (child == 0) {
            auto writer = LedgerWriter::open(place.path(), {.busyTimeoutMs = 60'000});
            static_cast<void>(write(ends[1], "x", 1));
            for (int i = 0; writer && i < 100; ++i) {
                static_cast<void>((*writer)->setSourceState(log.source, SourceState::Forgotten, true, "sold", now));
                static_cast<void>((*writer)->setSourceState(log.source, SourceState::Read, false, {}, now));
            }
            _exit(0);
        }
        char byte = 0;
        QCOMPARE(read(ends[0], &byte, 1), ssize_t{1});
        close(ends[0]);
        close(ends[1]);
        usleep(unsigned(random() % 200'000)); // the moment, not a wait for anything
        kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        killed += WIFSIGNALED(status) ? 1 : 0;
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
        const Result<std::vector<SourceFacts>> facts = openReader(place.path())->sourceFacts();
        QVERIFY(facts && facts->size() == 1);
        QCOMPARE(facts->front().forgotten, facts->front().recordsForgotten ? Records : 0);
        QCOMPARE(facts->front().records, facts->front().recordsForgotten ? 0 : Records);
    }
    QVERIFY(killed > 0);
}

TOKENMETER_TEST(tst_Processes);

} // namespace test_Processes

#include "tst_Processes.moc"
