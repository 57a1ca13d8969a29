// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include "flow/KnownSources.h"
#include "flow/Pricing.h"

#include <QtTest>

#include <filesystem>
#include <fstream>

#include <sqlite3.h>

#include <zlib.h>

namespace test_UnreadFiles
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

namespace
{

template <typename T>
T given(Result<T> result)
{
    if (!result) {
        qFatal("cause %d", int(result.problem().cause));
    }
    return *std::move(result);
}

void put(const std::string &path, const std::string &content)
{
    fs::create_directories(fs::path{path}.parent_path());
    std::ofstream{path, std::ios::binary | std::ios::trunc}.write(content.data(), std::streamsize(content.size()));
}

std::string bytesOf(const std::string &path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string claudeLine(int number)
{
    const std::string n = std::to_string(number);
    return "{\"type\":\"assistant\",\"timestamp\":\"2026-10-01T10:00:00.000Z\",\"sessionId\":\"s1\",\"uuid\":\"u" + n + "\",\"message\":{\"id\":\"msg_" + n
        + "\",\"model\":\"m\",\"usage\":{\"input_tokens\":10,\"output_tokens\":1}},\"requestId\":\"req_" + n + "\"}\n";
}

QByteArray openCodeRow(int number)
{
    const QByteArray created = QByteArray::number(1'791'190'800'000 + number * 10'000);
    return "INSERT INTO message VALUES ('msg_" + QByteArray::number(number) + "','ses'," + created + ',' + created
        + ",'{\"role\":\"assistant\",\"modelID\":\"m\",\"providerID\":\"p\",\"time\":{\"created\":" + created + ",\"completed\":" + created
        + "},\"cost\":0,\"tokens\":{\"input\":10,\"output\":1,\"reasoning\":0,\"cache\":{\"read\":0,\"write\":0}}}');";
}
const QByteArray OpenCodeTable = "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);";

/// A machine of its own with a ledger, and a connection that sees whether anybody writes to that.
class Desk
{
public:
    Desk() : writer{given(LedgerWriter::open(at("ledger.db"), {}))}, reader{given(LedgerReader::open(at("ledger.db")))}, pricer{given(pricerOf(*reader))}
    {
        if (sqlite3_open(at("ledger.db").c_str(), &m_watch) != SQLITE_OK) {
            qFatal("no ledger to watch");
        }
    }
    Desk(const Desk &) = delete;
    Desk &operator=(const Desk &) = delete;
    ~Desk() { sqlite3_close(m_watch); }

    std::string at(const std::string &name) const { return m_folder.path().toStdString() + '/' + name; }
    DiscoveryPlaces places() const { return {.home = at("home")}; }

    ImportSummary read(Discovery found)
    {
        ImportRequest request{.sources = std::move(found.sources), .discoveryProblems = std::move(found.problems), .now = parseTime("2026-11-24T12:00:00Z")->time};
        return given(importLogs(*writer, *reader, rateSourceOf(*pricer), request, {}));
    }
    ImportSummary import() { return read(discover(places())); }
    ImportSummary import(const std::string &path) { return read(scan(path)); }
    /// As a window looks.
    ImportSummary look() { return read(given(knownSources(*reader, places()))); }
    /// As "budget check" looks.
    ImportSummary glance()
    {
        LedgerNotes notes;
        Discovery found = given(changedSources(*reader, places(), fromNow(), notes));
        const ImportSummary summary = read(std::move(found));
        for (const auto &[name, text] : notes) {
            static_cast<void>(writer->setNote(name, text));
        }
        return summary;
    }

    std::vector<SourceFacts> facts() { return given(reader->sourceFacts()); }
    std::vector<Problem> problems() { return given(reader->problems(100)); }
    /// Changes with everything that another connection writes.
    std::int64_t version()
    {
        sqlite3_stmt *statement = nullptr;
        std::int64_t number = -1;
        if (sqlite3_prepare_v2(m_watch, "PRAGMA data_version", -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
            number = sqlite3_column_int64(statement, 0);
        }
        sqlite3_finalize(statement);
        return number;
    }

private:
    static UtcTime fromNow() { return utcFromMs(QDateTime::currentMSecsSinceEpoch()); }

    QTemporaryDir m_folder;
    sqlite3 *m_watch = nullptr;

public:
    std::unique_ptr<LedgerWriter> writer;
    std::unique_ptr<LedgerReader> reader;
    std::unique_ptr<Pricer> pricer;
};

} // namespace

/// What could not be read is kept with its source until it can be, or is gone.
class tst_UnreadFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDamagedDatabase();
    void aDatabaseAtWork();
    void anUnreadableDatabaseAlone();
    void aTornPackedFile();
    void aLinkThatLeadsOut();
    void aFileThatNobodyKnows();
};

void tst_UnreadFiles::aDamagedDatabase()
{
    Desk desk;
    const std::string path = desk.at("home/.local/share/opencode/opencode.db");
    makeDatabase(QString::fromStdString(path), OpenCodeTable + openCodeRow(1) + openCodeRow(2));
    desk.import();
    QCOMPARE(desk.facts().at(0).records, 2);
    QCOMPARE(desk.facts().at(0).problems, 0);
    const std::string good = bytesOf(path);
    put(path, std::string(good.size(), 'x'));
    QCOMPARE(desk.look().troubles, 1);
    QCOMPARE(desk.facts().at(0).problems, 1);
    QCOMPARE(desk.facts().at(0).records, 2);
    const Problem kept = desk.problems().at(0);
    QCOMPARE(kept.cause, Cause::FileUnreadable);
    QCOMPARE(kept.file, path);
    QCOMPARE(kept.offset, -1);
    QCOMPARE(kept.line, 0);
    // Looked at again and again, it is said once, and nothing is written.
    const std::int64_t version = desk.version();
    QCOMPARE(desk.look().troubles, 0);
    QCOMPARE(desk.look().filesFailed, 1);
    QCOMPARE(desk.version(), version);
    QCOMPARE(desk.facts().at(0).problems, 1);
    put(path, good);
    QCOMPARE(desk.look().troubles, 1);
    QCOMPARE(desk.facts().at(0).problems, 0);
    QCOMPARE(desk.facts().at(0).records, 2);
    // Damaged once more, and then gone: so is what was said of it.
    put(path, std::string(good.size(), 'y'));
    desk.look();
    QCOMPARE(desk.facts().at(0).problems, 1);
    fs::remove(path);
    desk.look();
    QCOMPARE(desk.facts().at(0).problems, 0);
    const std::int64_t after = desk.version();
    desk.look();
    QCOMPARE(desk.version(), after);
}

/// Its owner holds it: that passes, and is no problem of the source; one that was known before stays until somebody can look.
void tst_UnreadFiles::aDatabaseAtWork()
{
    Desk desk;
    const std::string path = desk.at("home/.local/share/opencode/opencode.db");
    makeDatabase(QString::fromStdString(path), OpenCodeTable + openCodeRow(1));
    desk.import();
    {
        Owner owner{QString::fromStdString(path)};
        owner.run(openCodeRow(2));
        owner.run("BEGIN EXCLUSIVE");
        const std::int64_t version = desk.version();
        const ImportSummary held = desk.look();
        QCOMPARE(held.filesFailed, 1);
        QCOMPARE(held.troubles, 0);
        QCOMPARE(desk.version(), version);
        QCOMPARE(desk.facts().at(0).problems, 0);
        owner.run("COMMIT");
    }
    QCOMPARE(desk.look().lines.added, 1);
    QCOMPARE(desk.facts().at(0).problems, 0);
}

/// Of a known tool nothing can be read: it has its row all the same, with one file and no record.
void tst_UnreadFiles::anUnreadableDatabaseAlone()
{
    Desk desk;
    const std::string path = desk.at("home/.local/share/opencode/opencode.db");
    put(path, std::string(4096, 'x'));
    desk.import();
    const std::vector<SourceFacts> facts = desk.facts();
    QCOMPARE(facts.size(), std::size_t{1});
    QCOMPARE(facts[0].key.format, std::string{"opencode"});
    QCOMPARE(facts[0].problems, 1);
    QCOMPARE(facts[0].files, 1);
    QCOMPARE(facts[0].records, 0);
    fs::remove(path);
    makeDatabase(QString::fromStdString(path), OpenCodeTable + openCodeRow(1));
    desk.look();
    QCOMPARE(desk.facts().at(0).problems, 0);
    QCOMPARE(desk.facts().at(0).records, 1);
}

/// Of 400 lines those before the cut count; the rest comes with the whole file. A glance that did not come by keeps what is known.
void tst_UnreadFiles::aTornPackedFile()
{
    Desk desk;
    const std::string path = desk.at("logs/z.jsonl.gz");
    std::string text;
    for (int i = 0; i < 400; ++i) {
        text += claudeLine(i * 7919);
    }
    fs::create_directories(desk.at("logs"));
    gzFile file = ::gzopen(path.c_str(), "wb");
    QVERIFY(file != nullptr);
    QCOMPARE(::gzwrite(file, text.data(), unsigned(text.size())), int(text.size()));
    QCOMPARE(::gzclose(file), Z_OK);
    const std::string whole = bytesOf(path);
    put(path, whole.substr(0, whole.size() * 2 / 3));
    put(desk.at("logs/good.jsonl"), claudeLine(1));
    desk.import(desk.at("logs"));
    QCOMPARE(desk.facts().at(0).problems, 1);
    QCOMPARE(desk.problems().at(0).cause, Cause::PackedDamaged);
    QCOMPARE(desk.problems().at(0).file, path);
    QVERIFY(desk.facts().at(0).records < 401);
    desk.look();
    QCOMPARE(desk.facts().at(0).problems, 1);
    // Long ago, so that the second glance, which asks for what may have changed, leaves it out.
    const auto longAgo = fs::file_time_type::clock::now() - std::chrono::hours{24 * 40};
    fs::last_write_time(path, longAgo);
    fs::last_write_time(desk.at("logs"), longAgo);
    desk.glance();
    desk.glance();
    QCOMPARE(desk.facts().at(0).problems, 1);
    put(path, whole);
    QCOMPARE(desk.look().filesFailed, 0);
    QCOMPARE(desk.facts().at(0).problems, 0);
    QCOMPARE(desk.facts().at(0).records, 401);
}

void tst_UnreadFiles::aLinkThatLeadsOut()
{
    Desk desk;
    put(desk.at("home/.claude/projects/-p/s1.jsonl"), claudeLine(1));
    put(desk.at("elsewhere/s2.jsonl"), claudeLine(2));
    fs::create_directory_symlink(desk.at("elsewhere"), desk.at("home/.claude/projects/q"));
    desk.import();
    QCOMPARE(desk.facts().size(), std::size_t{1});
    QCOMPARE(desk.facts().at(0).problems, 1);
    QCOMPARE(desk.facts().at(0).files, 1); // the link is none
    QCOMPARE(desk.facts().at(0).records, 1);
    QCOMPARE(desk.problems().at(0).cause, Cause::SymlinkOutsideRoot);
    const std::int64_t version = desk.version();
    desk.look();
    QCOMPARE(desk.version(), version);
    QCOMPARE(desk.facts().at(0).problems, 1);
    fs::remove(desk.at("home/.claude/projects/q"));
    desk.look();
    QCOMPARE(desk.facts().at(0).problems, 0);
    QCOMPARE(desk.facts().at(0).files, 1);
}

/// Not even the beginning can be read, so that it is of no format: it belongs to the folder, once, whatever formats lie in that.
void tst_UnreadFiles::aFileThatNobodyKnows()
{
    Desk desk;
    put(desk.at("logs/good.jsonl"), claudeLine(1));
    const std::string api = bytesOf(FIXTURES "/bedrock-invocation/20261005T090000_demo.json");
    put(desk.at("logs/object.json"), api);
    put(desk.at("logs/z.jsonl.gz"), std::string{"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff", 11});
    desk.import(desk.at("logs"));
    QCOMPARE(desk.facts().size(), std::size_t{2});
    QCOMPARE(desk.facts().at(0).problems + desk.facts().at(1).problems, 1);
    QCOMPARE(desk.problems().at(0).file, desk.at("logs/z.jsonl.gz"));
    const std::int64_t version = desk.version();
    QCOMPARE(desk.look().troubles, 0);
    QCOMPARE(desk.version(), version);
    put(desk.at("logs/z.jsonl.gz"), claudeLine(2));
    desk.look();
    QCOMPARE(desk.facts().at(0).problems + desk.facts().at(1).problems, 0);
}

TOKENMETER_TEST(tst_UnreadFiles);

} // namespace test_UnreadFiles

#include "tst_UnreadFiles.moc"
