// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "core/UsageRecord.h"
#include "import/BatchSink.h"
#include "import/Format.h"
#include "support/Corpus.h"
#include "support/TestMain.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

namespace test_Corpus
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

Corpus make(const QString &kind, const QTemporaryDir &folder, std::int64_t bytes, unsigned seed)
{
    const std::string path = folder.path().toStdString();
    return kind == QStringLiteral("codex") ? writeCodexCorpus(path, bytes, seed)
        : kind == QStringLiteral("api")    ? writeApiCorpus(path, bytes, seed)
        : kind == QStringLiteral("dense")  ? writeClaudeCorpus(path, bytes, seed, ClaudeShape::Dense)
                                           : writeClaudeCorpus(path, bytes, seed);
}

std::string contentOf(const std::string &path)
{
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
}

bool isNear(double expected, double value, double tolerance)
{
    if (std::abs(value - expected) > tolerance * expected) {
        qWarning("%f is not near %f", value, expected);
        return false;
    }
    return true;
}

} // namespace

class tst_Corpus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalSeedsGiveEqualBytes_data();
    void equalSeedsGiveEqualBytes();
    void shape_data();
    void shape();
    void holdsWhatRealTreesHold();
    void jsonTellsTheTotals();
    void parserFindsTheTotals_data();
    void parserFindsTheTotals();
};

void tst_Corpus::equalSeedsGiveEqualBytes_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"claude", "dense", "codex", "api"}) {
        QTest::newRow(kind) << QString::fromLatin1(kind);
    }
}

void tst_Corpus::equalSeedsGiveEqualBytes()
{
    QFETCH(QString, kind);
    QTemporaryDir a;
    QTemporaryDir b;
    QTemporaryDir c;
    const Corpus first = make(kind, a, 300'000, 5);
    const Corpus second = make(kind, b, 300'000, 5);
    const Corpus other = make(kind, c, 300'000, 6);
    QVERIFY(first.cells == second.cells);
    QVERIFY(first.cells != other.cells);
    QCOMPARE(first.files.size(), second.files.size());
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < first.files.size(); ++i) {
        const std::string text = contentOf(first.files[i]);
        QVERIFY(text == contentOf(second.files[i]));
        bytes += std::int64_t(text.size());
    }
    QCOMPARE(first.bytes, bytes);
    QVERIFY(bytes >= 300'000);
    CorpusTokens sum;
    for (const auto &[key, tokens] : first.cells) {
        sum += tokens;
        QVERIFY(key.first < "2026-11-01");
    }
    QVERIFY(sum == first.total);
}

void tst_Corpus::shape_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<double>("recordsPerMb");
    QTest::addColumn<double>("usageLinesPerMb");
    QTest::addColumn<double>("usageShare"); // of bytes
    QTest::addColumn<double>("filesPerMb");
    QTest::newRow("claude") << QStringLiteral("claude") << 78.0 << 155.0 << 0.30 << 2.6;
    QTest::newRow("dense") << QStringLiteral("dense") << 275.0 << 546.0 << 0.51 << 2.6;
    // 54,352 records and 1,110 files in 510 MB
    QTest::newRow("codex") << QStringLiteral("codex") << 106.6 << 130.0 << 0.07 << 2.18;
}

void tst_Corpus::shape()
{
    QFETCH(QString, kind);
    QFETCH(double, recordsPerMb);
    QFETCH(double, usageLinesPerMb);
    QFETCH(double, usageShare);
    QFETCH(double, filesPerMb);
    QTemporaryDir folder;
    const Corpus corpus = make(kind, folder, 60'000'000, 1);
    const double mb = double(corpus.bytes) / 1e6;
    QVERIFY(isNear(recordsPerMb, double(corpus.total.requests) / mb, 0.2));
    QVERIFY(isNear(usageLinesPerMb, double(corpus.usageLines) / mb, 0.2));
    QVERIFY(isNear(usageShare, double(corpus.usageBytes) / double(corpus.bytes), 0.2));
    QVERIFY(isNear(filesPerMb, double(corpus.files.size()) / mb, 0.2));
}

void tst_Corpus::holdsWhatRealTreesHold()
{
    QTemporaryDir folder;
    const Corpus corpus = make(QStringLiteral("claude"), folder, 20'000'000, 3);
    std::string all;
    for (const std::string &file : corpus.files) {
        all += file;
        all += contentOf(file);
    }
    for (const char *text : {"/subagents/", "\"isSidechain\":true", "\"agent_progress\"", "<synthetic>", "\\ud83d\"", "\"toolUseResult\"",
                             "\"input\":{\"id\":null"}) {
        QVERIFY2(all.find(text) != std::string::npos, text);
    }
    QVERIFY(corpus.damagedLines > 0);
    QVERIFY(corpus.peerEffects.at("ccusage").at("no requestId").requests > 0);
    QVERIFY(corpus.peerEffects.at("tokscale").at("side-chain replay").requests > 0);
    QVERIFY(corpus.usageLines > corpus.total.requests);
}

void tst_Corpus::jsonTellsTheTotals()
{
    QTemporaryDir folder;
    const Corpus corpus = make(QStringLiteral("api"), folder, 200'000, 3);
    const QJsonObject told = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(corpus))).object();
    QCOMPARE(told[QStringLiteral("bytes")].toInteger(), corpus.bytes);
    QCOMPARE(told[QStringLiteral("total")][QStringLiteral("requests")].toInteger(), corpus.total.requests);
    const QJsonArray cells = told[QStringLiteral("cells")].toArray();
    QCOMPARE(std::size_t(cells.size()), corpus.cells.size());
    qint64 output = 0;
    for (const QJsonValue cell : cells) {
        output += cell[QStringLiteral("output")].toInteger();
    }
    QCOMPARE(output, corpus.total.output);
}

void tst_Corpus::parserFindsTheTotals_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("format");
    QTest::newRow("claude") << QStringLiteral("claude") << QStringLiteral("claude-code");
    QTest::newRow("dense") << QStringLiteral("dense") << QStringLiteral("claude-code");
    QTest::newRow("api") << QStringLiteral("api") << QStringLiteral("api-jsonl");
}

/// Codex is left to the ledger's tests: a fork's replay is found there, by identities over several files.
void tst_Corpus::parserFindsTheTotals()
{
    QFETCH(QString, kind);
    QFETCH(QString, format);
    QTemporaryDir folder;
    const Corpus corpus = make(kind, folder, 5'000'000, 11);
    const Format *reader = formatById(format.toStdString());
    QVERIFY(reader != nullptr);
    BatchSink sink{""};
    for (const std::string &path : corpus.files) {
        const std::unique_ptr<LineParser> parser = reader->makeParser({.path = path, .relativePath = path.substr(path.rfind('/') + 1)});
        const std::string text = contentOf(path);
        std::string padded = text + std::string(64, ' ');
        for (std::size_t start = 0, end = 0; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
            const std::string_view line = std::string_view{text}.substr(start, end - start);
            const bool wanted = reader->needles.empty()
                || std::any_of(reader->needles.begin(), reader->needles.end(), [&](std::string_view n) { return line.find(n) != line.npos; });
            if (wanted) {
                parser->parse(std::string_view{padded}.substr(start, end - start), std::int64_t(start), sink);
            }
        }
    }
    const LineBatch batch = sink.take();
    // A side-chain's copy of what stands outside side-chains under another request is a replay.
    std::set<std::uint64_t> outside;
    for (const UsageRecord &record : batch.usage.records) {
        if (!record.has(SidechainFlag) && record.family != 0) {
            outside.insert(record.family);
        }
    }
    std::map<std::pair<std::string, std::string>, CorpusTokens> found;
    for (const UsageRecord &record : batch.usage.records) {
        if (record.has(SidechainFlag) && outside.contains(record.family)) {
            continue;
        }
        const TokenCounts &t = record.tokens;
        found[{toRfc3339(record.time).substr(0, 10), batch.usage.contexts[record.context].serving.model}] +=
            {record.requests, t.input, t.cacheRead, t.cacheWrite5m, t.cacheWrite1h, t.output, t.reasoning};
    }
    QCOMPARE(found.size(), corpus.cells.size());
    QVERIFY(found == corpus.cells);
}

TOKENMETER_TEST(tst_Corpus);

} // namespace test_Corpus

#include "tst_Corpus.moc"
