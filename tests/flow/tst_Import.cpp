// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

namespace test_Import
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

namespace
{

std::string contentOf(const std::string &path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write(const fs::path &path, std::string_view content)
{
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary}.write(content.data(), std::streamsize(content.size()));
}

std::string differences(const std::map<std::pair<std::string, std::string>, CorpusTokens> &is,
                        const std::map<std::pair<std::string, std::string>, CorpusTokens> &shall)
{
    std::string text;
    for (const auto &[key, tokens] : shall) {
        const auto found = is.find(key);
        if (found == is.end()) {
            text += key.first + " " + key.second + " is missing\n";
        } else if (!(found->second == tokens)) {
            text += key.first + " " + key.second + ": " + std::to_string(found->second.requests) + " requests, "
                + std::to_string(found->second.output) + " output instead of " + std::to_string(tokens.requests) + ", "
                + std::to_string(tokens.output) + "\n";
        }
    }
    for (const auto &[key, tokens] : is) {
        if (shall.count(key) == 0) {
            text += key.first + " " + key.second + " was invented\n";
        }
    }
    return text.substr(0, 2000);
}

Corpus writeCorpus(const QString &kind, const std::string &folder, std::int64_t bytes, unsigned seed)
{
    return kind == QStringLiteral("claude") ? writeClaudeCorpus(folder, bytes, seed)
        : kind == QStringLiteral("dense")   ? writeClaudeCorpus(folder, bytes, seed, ClaudeShape::Dense)
        : kind == QStringLiteral("codex")   ? writeCodexCorpus(folder, bytes, seed)
                                            : writeApiCorpus(folder, bytes, seed);
}

} // namespace

/// Invariants 1 and 2: whatever happens to the files, the ledger ends the same.
class tst_Import : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalsTheGeneratorsTotals_data() { kinds(); }
    void equalsTheGeneratorsTotals();
    void anyArrangementGivesOneLedger_data() { kinds(); }
    void anyArrangementGivesOneLedger();
    void growingFilesAreReadFromTheirTail_data() { kinds(); }
    void growingFilesAreReadFromTheirTail();
    void splitAndMergedFiles_data();
    void splitAndMergedFiles();
    void aStoppedImportGoesOn();
    void unchangedFilesAreNotOpened();
    void replacedAndShortenedFilesAreReadAgain();
    void recordsStayWhenTheLogIsDeleted();
    void movedFileGoesOn();

private:
    static void kinds();
};

void tst_Import::kinds()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"claude", "dense", "codex", "api"}) {
        QTest::newRow(kind) << QString::fromLatin1(kind);
    }
}

void tst_Import::equalsTheGeneratorsTotals()
{
    QFETCH(QString, kind);
    QTemporaryDir folder;
    const Corpus corpus = writeCorpus(kind, folder.path().toStdString(), 3'000'000, 5);
    ImportedLedger ledger;
    const ImportSummary summary = ledger.import({folder.path().toStdString()}, 2);
    QCOMPARE(summary.filesFailed, 0);
    QCOMPARE(summary.filesFound, std::int64_t(corpus.files.size()));
    QCOMPARE(QString::fromStdString(differences(ledger.cells(), corpus.cells)), QString{});
    QCOMPARE(summary.lines.added, corpus.total.requests);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

void tst_Import::anyArrangementGivesOneLedger()
{
    QFETCH(QString, kind);
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString() + "/a";
    const Corpus corpus = writeCorpus(kind, base, 1'000'000, 9);
    ImportedLedger reference;
    const ImportSummary first = reference.import({base}, 1);
    const std::string fingerprint = reference.fingerprint();
    QCOMPARE(first.lines.added, corpus.total.requests);
    const std::int64_t lines = first.lines.added + first.lines.updated + first.lines.duplicate;

    // Again, and by more threads.
    for (const unsigned threads : {1U, 2U, 3U, 4U}) {
        ImportedLedger ledger;
        const ImportSummary summary = ledger.import({base}, threads);
        QCOMPARE(ledger.fingerprint(), fingerprint);
        QCOMPARE(summary.lines.added, first.lines.added);
        QCOMPARE(summary.lines.updated, first.lines.updated);
        QCOMPARE(summary.lines.duplicate, first.lines.duplicate);
    }
    // Doubled: a whole copy in another place, imported after, before, and together with the original.
    const std::string copy = folder.path().toStdString() + "/b";
    fs::copy(base, copy, fs::copy_options::recursive);
    const ImportSummary again = reference.import({copy}, 2);
    QCOMPARE(again.lines.added, 0);
    QCOMPARE(again.lines.updated, 0);
    QCOMPARE(again.lines.duplicate, lines);
    QCOMPARE(reference.fingerprint(), fingerprint);
    {
        ImportedLedger ledger;
        ledger.import({copy, base}, 2);
        QCOMPARE(ledger.fingerprint(), fingerprint);
    }
    // File by file in a random order, each under another name.
    std::vector<std::string> files = corpus.files;
    std::shuffle(files.begin(), files.end(), std::mt19937{3});
    ImportedLedger shuffled;
    int number = 0;
    for (const std::string &file : files) {
        const std::string renamed = folder.path().toStdString() + "/c/" + std::to_string(number++) + ".jsonl";
        write(renamed, contentOf(file));
        shuffled.import({renamed}, 1);
    }
    QCOMPARE(shuffled.fingerprint(), fingerprint);
    QCOMPARE(QString::fromStdString(shuffled.whatIsWrong()), QString{});
}

void tst_Import::growingFilesAreReadFromTheirTail()
{
    QFETCH(QString, kind);
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString() + "/a";
    const std::string live = folder.path().toStdString() + "/live";
    const Corpus corpus = writeCorpus(kind, base, 300'000, 11);
    ImportedLedger reference;
    reference.import({base});

    // The files grow by pieces cut anywhere, also inside a line and a character.
    ImportedLedger ledger;
    std::mt19937 random{17};
    std::map<std::string, std::size_t> written;
    for (int round = 0; round < 6; ++round) {
        for (const std::string &file : corpus.files) {
            const std::string content = contentOf(file);
            std::size_t &size = written[file];
            size = round == 5 ? content.size() : std::min(content.size(), size + random() % (content.size() / 3 + 2));
            write(live + file.substr(base.size()), std::string_view{content}.substr(0, size));
        }
        ledger.import({live}, 1 + unsigned(round) % 3);
    }
    QCOMPARE(ledger.fingerprint(), reference.fingerprint());
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

void tst_Import::splitAndMergedFiles_data()
{
    // Codex files carry state from line to line: a piece of one is not a log of its own.
    QTest::addColumn<QString>("kind");
    QTest::newRow("claude") << QStringLiteral("claude");
    QTest::newRow("api") << QStringLiteral("api");
}

void tst_Import::splitAndMergedFiles()
{
    QFETCH(QString, kind);
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString() + "/a";
    const Corpus corpus = writeCorpus(kind, base, 500'000, 13);
    ImportedLedger reference;
    reference.import({base});

    std::string merged;
    ImportedLedger split;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < corpus.files.size(); ++i) {
        const std::string content = contentOf(corpus.files[i]);
        merged += content + (content.ends_with('\n') ? "" : "\n");
        const std::size_t middle = content.find('\n', content.size() / 2);
        const std::size_t cut = middle == std::string::npos ? content.size() : middle + 1;
        for (const auto &[name, part] : {std::pair{"first", content.substr(0, cut)}, std::pair{"second", content.substr(cut)}}) {
            const std::string path = folder.path().toStdString() + "/split/" + std::to_string(i) + name + ".jsonl";
            write(path, part);
            if (part.find("usage") != std::string::npos) {
                parts.push_back(path);
            }
        }
    }
    std::shuffle(parts.begin(), parts.end(), std::mt19937{19});
    split.import(parts, 3);
    QCOMPARE(split.fingerprint(), reference.fingerprint());

    const std::string one = folder.path().toStdString() + "/merged/all.jsonl";
    write(one, merged);
    ImportedLedger whole;
    whole.import({one}, 2);
    QCOMPARE(whole.fingerprint(), reference.fingerprint());
}

void tst_Import::aStoppedImportGoesOn()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    writeClaudeCorpus(base, 4'000'000, 21);
    ImportedLedger reference;
    reference.import({base});
    ImportedLedger ledger;
    std::stop_source stop;
    stop.request_stop();
    const ImportSummary summary = ledger.import({base}, 2, stop.get_token());
    QVERIFY(summary.cancelled);
    QVERIFY(!ledger.import({base}, 2).cancelled);
    QCOMPARE(ledger.fingerprint(), reference.fingerprint());
}

void tst_Import::unchangedFilesAreNotOpened()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const Corpus corpus = writeClaudeCorpus(base, 500'000, 23);
    ImportedLedger ledger;
    ledger.import({base});
    // Content that would be found changed, if anybody looked: same size, same time, same inode.
    const fs::path file = corpus.files.front();
    const auto time = fs::last_write_time(file);
    std::string content = contentOf(file.string());
    std::replace(content.begin(), content.end(), 'e', 'x');
    write(file, content);
    fs::last_write_time(file, time);
    const ImportSummary summary = ledger.import({base});
    QCOMPARE(summary.filesUnchanged, std::int64_t(corpus.files.size()));
    QCOMPARE(summary.filesRead, 0);
    QCOMPARE(summary.bytesRead, 0);
}

void tst_Import::replacedAndShortenedFilesAreReadAgain()
{
    QTemporaryDir folder;
    const std::string line = R"({"type":"assistant","timestamp":"2026-10-05T09:00:0%1.000Z","sessionId":"s","uuid":"u%1",)"
                             R"("message":{"id":"msg_%1","model":"claude-opus-4-1","usage":{"input_tokens":1,"output_tokens":2}},"requestId":"req_%1"})";
    const auto lineOf = [&](int n) { return QString::fromStdString(line).arg(n).toStdString() + "\n"; };
    const std::string file = folder.path().toStdString() + "/s.jsonl";
    ImportedLedger ledger;
    write(file, lineOf(1) + lineOf(2));
    QCOMPARE(ledger.import({file}).lines.added, 2);
    write(file, lineOf(3)); // shorter
    QCOMPARE(ledger.import({file}).lines.added, 1);
    write(file, lineOf(4) + lineOf(5) + lineOf(6)); // longer, and another beginning
    QCOMPARE(ledger.import({file}).lines.added, 3);
    write(file, lineOf(4) + lineOf(5) + lineOf(6) + lineOf(7)); // grew
    const ImportSummary grown = ledger.import({file});
    QCOMPARE(grown.lines.added, 1);
    QCOMPARE(grown.bytesRead, std::int64_t(lineOf(7).size()));
}

void tst_Import::recordsStayWhenTheLogIsDeleted()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString() + "/a";
    writeClaudeCorpus(base, 300'000, 29);
    ImportedLedger ledger;
    ledger.import({base});
    const std::string before = ledger.fingerprint();
    fs::remove_all(base);
    ledger.import({base});
    QCOMPARE(ledger.fingerprint(), before);
}

void tst_Import::movedFileGoesOn()
{
    QTemporaryDir folder;
    const std::string home = folder.path().toStdString();
    const Corpus corpus = writeCodexCorpus(home, 200'000, 31);
    ImportedLedger ledger;
    ledger.import({home});
    const std::string before = ledger.fingerprint();
    // Codex archives a session by moving its file.
    for (const std::string &file : corpus.files) {
        if (file.find("/sessions/") != std::string::npos) {
            fs::create_directories(home + "/.codex/archived_sessions");
            fs::rename(file, home + "/.codex/archived_sessions/" + fs::path{file}.filename().string());
            break;
        }
    }
    const ImportSummary summary = ledger.import({home});
    QCOMPARE(summary.lines.added, 0);
    QCOMPARE(summary.bytesRead, 0);
    QCOMPARE(ledger.fingerprint(), before);
}

TOKENMETER_TEST(tst_Import);

} // namespace test_Import

#include "tst_Import.moc"
