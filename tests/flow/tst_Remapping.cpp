// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include <QtTest>

#include "flow/KnownSources.h"
#include "import/formats/Generic.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>

namespace test_Remapping
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

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

UtcTime noon(const char *day)
{
    return parseTime(std::string{day} + "T12:00:00Z")->time;
}

void put(const std::string &path, const std::string &content, bool more = false)
{
    fs::create_directories(fs::path{path}.parent_path());
    std::ofstream{path, std::ios::binary | (more ? std::ios::app : std::ios::trunc)} << content;
}

Profile mapping(bool isInside, const std::string &name = "mine")
{
    Profile profile;
    profile.name = name;
    profile.timestamp.from = {"when"};
    profile.input.from = {"prompt_tokens"};
    profile.cacheRead.from = {"cached_tokens"};
    profile.output.from = {"completion_tokens"};
    profile.inputIncludesCacheRead = isInside;
    return profile;
}

const std::string Header = "when,prompt_tokens,cached_tokens,completion_tokens\n";
const std::string First = "2026-10-05T09:00:00Z,3000,1200,500\n";
const std::string Second = "2026-10-06T09:00:00Z,100,40,10\n";

/// A folder with tables, a ledger, and the profiles that were made so far.
struct Desk
{
    QTemporaryDir folder{};
    std::string base = fs::canonical(folder.path().toStdString()).string();
    std::string table = base + "/export.csv";
    ImportedLedger ledger{};
    std::deque<Format> formats{};

    const Format &made(const Profile &profile) { return formats.emplace_back(genericFormat(profile)); }
    ImportSummary read(Discovery found, const UtcTime now = noon("2026-11-24")) const
    {
        const auto writer = must(LedgerWriter::open(ledger.path(), {}));
        const auto reader = must(LedgerReader::open(ledger.path()));
        const auto pricer = must(pricerOf(*reader));
        return must(importLogs(*writer, *reader, rateSourceOf(*pricer), {.sources = std::move(found.sources), .now = now}, {}));
    }
    ImportSummary import(const Profile &profile, const std::string &path) { return read(scanAs(path, made(profile))); }
    /// What the window and the status line look at, with the profiles that are kept now. @return files read
    std::int64_t look(const std::vector<Profile> &kept)
    {
        std::vector<const Format *> shelf;
        for (const Profile &profile : kept) {
            shelf.push_back(&made(profile));
        }
        const FormatOfProfile formatOf = [&shelf](const std::string &id) -> const Format * {
            const auto found = std::find_if(shelf.begin(), shelf.end(), [&](const Format *format) { return format->id == id; });
            return found == shelf.end() ? nullptr : *found;
        };
        LedgerNotes notes;
        Discovery found = must(changedSources(*must(LedgerReader::open(ledger.path())), {.home = base + "/none"}, noon("2026-11-24"), notes, formatOf));
        return read(std::move(found)).filesRead;
    }
    std::unique_ptr<LedgerWriter> writer() const { return must(LedgerWriter::open(ledger.path(), {})); }
    /// "requests: input + cache reads > output"
    std::string sums() const
    {
        const auto reader = must(LedgerReader::open(ledger.path()));
        const UsageCells usage = must(reader->usage({}, {}, Zone::utc()));
        std::int64_t requests = 0;
        TokenCounts all;
        for (const UsageCell &cell : usage.cells) {
            requests += cell.requests;
            all += cell.tokens;
        }
        return std::to_string(requests) + ": " + std::to_string(all.input) + " + " + std::to_string(all.cacheRead) + " > " + std::to_string(all.output);
    }
    QString wrong() { return QString::fromStdString(ledger.whatIsWrong()); }
};

/// Number of the record of that moment; 0: there is none.
std::int64_t recordAt(const Desk &desk, const char *time)
{
    const auto reader = must(LedgerReader::open(desk.ledger.path()));
    for (std::int64_t id = 1; id <= 5; ++id) {
        if (const Result<RecordRow> row = reader->record(id); row && row->time == parseTime(time)->time) {
            return id;
        }
    }
    return 0;
}

RecordSelection inputOf(std::int64_t count)
{
    return {.records = {}, .filter = UsageFilter{.bounds = {{RecordBound::Of::Input, RecordBound::Is::Equal, count}}}};
}

} // namespace

/// Files that are read again after their profile was corrected: counted once.
class tst_Remapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void correctedProfileCountsOnce();
    void anotherProfileTakesTheFile();
    void idsAreReadAnewAsWell();
    void decisionsStayWithTheRow();
    void identitiesThatMove();
    void whatIsNotToldAnyMoreGoes();
    void whatIsRefusedStays();
    void whatTheFileHeldBeforeStays();
    void whatTheFileHeldBeforeComesBack();
    void whatTheParserBeforeReadIsReadAnew();
    void copiesOfTheFile();
    void whatAnotherToolTellsStaysItsOwn();
    void newFilesOfAFolder();
    void aGrowingFileAndItsZone();
};

/// 3000 + 100 with 1200 + 40 beside them and 500 + 10: 2 requests, 3100 + 1240 > 510. With the cached ones inside: 1860 + 1240 > 510. A fresh
/// ledger says the same, and so it is there and back.
void tst_Remapping::correctedProfileCountsOnce()
{
    Desk desk;
    put(desk.table, Header + First + Second);
    desk.import(mapping(false), desk.table);
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    const ImportSummary corrected = desk.import(mapping(true), desk.table);
    QCOMPARE(corrected.lines.added, std::int64_t{0});
    QCOMPARE(corrected.lines.updated, std::int64_t{2});
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    QCOMPARE(desk.wrong(), QString{});
    Desk fresh;
    put(fresh.table, Header + First + Second);
    fresh.import(mapping(true), fresh.table);
    QCOMPARE(desk.ledger.fingerprint(), fresh.ledger.fingerprint());
    QCOMPARE(desk.import(mapping(true), desk.table).filesUnchanged, std::int64_t{1});
    desk.import(mapping(false), desk.table);
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    // A look takes up what was kept under the name, and reads it once.
    QCOMPARE(desk.look({mapping(true)}), std::int64_t{1});
    QCOMPARE(desk.look({mapping(true)}), std::int64_t{0});
    QCOMPARE(desk.ledger.fingerprint(), fresh.ledger.fingerprint());
    const auto reader = must(LedgerReader::open(desk.ledger.path()));
    const std::vector<JournalEntry> journal = must(reader->journal(1));
    QCOMPARE(journal.at(0).action, std::string{"source read by another mapping"});
    QCOMPARE(journal.at(0).records, std::int64_t{2});
    QVERIFY(!journal.at(0).canUndo);
}

/// The same table under another name: its records are those of the newer source, and what grows is read by that one alone. Forgotten with its
/// records nothing is left of it: the older source has none.
void tst_Remapping::anotherProfileTakesTheFile()
{
    Desk desk;
    put(desk.table, Header + First);
    const Profile first = mapping(false, "first"), second = mapping(true, "second");
    desk.import(first, desk.table);
    desk.import(second, desk.table);
    QCOMPARE(desk.sums(), std::string{"1: 1800 + 1200 > 500"});
    put(desk.table, Second, true);
    QCOMPARE(desk.look({first, second}), std::int64_t{1});
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    QCOMPARE(desk.look({first, second}), std::int64_t{0});
    must(desk.writer()->setSourceState({"generic:second", desk.table}, SourceState::Forgotten, true, "a test", noon("2026-11-24")));
    QCOMPARE(desk.sums(), std::string{"0: 0 + 0 > 0"});
    desk.import(first, desk.table); // named again it is read by the first again
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    QCOMPARE(desk.wrong(), QString{});
}

/// A row with an id keeps its identity, and still the older reading's larger input must not stay.
void tst_Remapping::idsAreReadAnewAsWell()
{
    Desk desk;
    put(desk.table, "when,prompt_tokens,cached_tokens,completion_tokens,id\n2026-10-05T09:00:00Z,3000,1200,500,gen-1\n");
    for (const bool isInside : {false, true}) {
        Profile profile = mapping(isInside);
        profile.id.from = {"id"};
        profile.dedup = Profile::Dedup::Id;
        desk.import(profile, desk.table);
        QCOMPARE(desk.sums(), std::string{isInside ? "1: 1800 + 1200 > 500" : "1: 3000 + 1200 > 500"});
    }
    QCOMPARE(desk.wrong(), QString{});
}

/// The first row was taken out and tagged: it is out and tagged when it says 1800, and undo takes both back.
void tst_Remapping::decisionsStayWithTheRow()
{
    Desk desk;
    put(desk.table, Header + First + Second);
    desk.import(mapping(false), desk.table);
    QCOMPARE(must(desk.writer()->setTag({.scope = TagScope::Record, .records = inputOf(3000)}, {"client", "a"}, noon("2026-11-20"))), std::int64_t{1});
    QCOMPARE(must(desk.writer()->setExcluded(inputOf(3000), true, "test", noon("2026-11-21"))), std::int64_t{1});
    desk.import(mapping(true), desk.table);
    QCOMPARE(desk.sums(), std::string{"1: 60 + 40 > 10"});
    QCOMPARE(must(desk.writer()->undo(noon("2026-11-25"))).action, std::string{"exclude"});
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    const auto tagged = [&desk] { return must(must(LedgerReader::open(desk.ledger.path()))->tagAssignments()); };
    const std::vector<TagAssignment> tags = tagged();
    QCOMPARE(tags.size(), std::size_t{1});
    QCOMPARE(tags.at(0).records, std::int64_t{1});
    // It is the 1800 that carries it: given once more it changes nothing.
    QCOMPARE(must(desk.writer()->setTag({.scope = TagScope::Record, .records = inputOf(1800)}, {"client", "a"}, noon("2026-11-26"))), std::int64_t{0});
    QCOMPARE(desk.wrong(), QString{});
}

/// Each hour the same counts, read an hour later by another zone: the row of 10:00 is called what that of 9:00 was called before. The exclusion
/// stays with the line.
void tst_Remapping::identitiesThatMove()
{
    Desk desk;
    put(desk.table, Header + "2026-10-05 09:00:00,3000,0,500\n2026-10-05 10:00:00,3000,0,500\n2026-10-05 11:00:00,3000,0,500\n");
    Profile profile = mapping(true);
    desk.import(profile, desk.table);
    const std::int64_t ten = recordAt(desk, "2026-10-05T10:00:00Z");
    QVERIFY(ten != 0);
    QCOMPARE(must(desk.writer()->setExcluded({.records = {ten}, .filter = {}}, true, "test", noon("2026-11-21"))), std::int64_t{1});
    profile.zone = "Etc/GMT-1";
    desk.import(profile, desk.table);
    QCOMPARE(desk.sums(), std::string{"2: 6000 + 0 > 1000"});
    QCOMPARE(recordAt(desk, "2026-10-05T09:00:00Z"), ten); // 10:00 an hour east of Greenwich
    QCOMPARE(must(desk.writer()->undo(noon("2026-11-25"))).action, std::string{"exclude"});
    QCOMPARE(desk.sums(), std::string{"3: 9000 + 0 > 1500"});
    QCOMPARE(desk.wrong(), QString{});
}

/// The mapping passes over the second row now: it is in no total any more.
void tst_Remapping::whatIsNotToldAnyMoreGoes()
{
    Desk desk;
    put(desk.table, Header + First + Second);
    desk.import(mapping(true), desk.table);
    Profile fewer = mapping(true);
    fewer.skipRowsMatching = "2026-10-06";
    desk.import(fewer, desk.table);
    QCOMPARE(desk.sums(), std::string{"1: 1800 + 1200 > 500"});
    QCOMPARE(desk.wrong(), QString{});
}

/// A corrected mapping that cannot read the table, or misses a column, tells nothing: what was read counts on. So it does where the file is gone.
void tst_Remapping::whatIsRefusedStays()
{
    Desk desk;
    put(desk.table, Header + First + Second);
    desk.import(mapping(false), desk.table);
    Profile other = mapping(true);
    other.output.from = {"answer"};
    desk.import(other, desk.table);
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    QCOMPARE(desk.look({other}), std::int64_t{0}); // and it is not tried again until something changes
    Profile strict = mapping(true);
    strict.timeFormat = "epoch";
    QCOMPARE(desk.import(strict, desk.table).filesRefused, std::int64_t{1});
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    QCOMPARE(desk.look({mapping(true)}), std::int64_t{1}); // with a profile that says something else again
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    fs::remove(desk.table);
    QCOMPARE(desk.look({mapping(false)}), std::int64_t{0});
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
}

/// October was written over by November under the same path: October's rows cannot be read anew and stay, whether the profile was corrected
/// after November was read or with it. 3000 + 1200 > 500 as they were, 60 + 40 > 10 as they are.
void tst_Remapping::whatTheFileHeldBeforeStays()
{
    const std::string november = "2026-11-06T09:00:00Z,100,40,10\n";
    for (const bool isReadBetween : {true, false}) {
        Desk desk;
        put(desk.table, Header + First);
        desk.import(mapping(false), desk.table);
        put(desk.table, Header + november);
        if (isReadBetween) {
            desk.import(mapping(false), desk.table);
            QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
        }
        desk.import(mapping(true), desk.table);
        QCOMPARE(desk.sums(), std::string{"2: 3060 + 1240 > 510"});
        desk.import(mapping(false), desk.table);
        QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
        put(desk.table, Header + First + november); // both again: told again, October is a row of the file as any other
        desk.import(mapping(false), desk.table);
        QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
        desk.import(mapping(true), desk.table);
        QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
        QCOMPARE(desk.wrong(), QString{});
    }
}

/// October goes out of the file and comes back in it with a corrected profile: once, as the file tells it now, with what was decided of it.
/// 3000 - 1200 + 100 - 40.
void tst_Remapping::whatTheFileHeldBeforeComesBack()
{
    const std::string november = "2026-11-06T09:00:00Z,100,40,10\n";
    Desk desk;
    put(desk.table, Header + First);
    desk.import(mapping(false), desk.table);
    put(desk.table, Header + november);
    desk.import(mapping(false), desk.table);
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    const std::int64_t october = recordAt(desk, "2026-10-05T09:00:00Z");
    put(desk.table, Header + november + First); // and in another place than before
    desk.import(mapping(true), desk.table);
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    QCOMPARE(recordAt(desk, "2026-10-05T09:00:00Z"), october);
    QCOMPARE(desk.wrong(), QString{});
}

/// A version of the program that read the same profile otherwise: what it made of the file goes. 3000 - 1200 + 100 - 40.
void tst_Remapping::whatTheParserBeforeReadIsReadAnew()
{
    Desk desk;
    put(desk.table, Header + First + Second);
    Format &former = desk.formats.emplace_back(genericFormat(mapping(false)));
    former.parserVersion = genericFormat(mapping(true)).formerVersions.front();
    desk.read(scanAs(desk.table, former));
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    desk.import(mapping(true), desk.table);
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    QCOMPARE(desk.wrong(), QString{});
}

/// A copy of the table in the folder, and the folder read with the corrected profile, in one go or one after the other; and a table that was moved.
void tst_Remapping::copiesOfTheFile()
{
    Desk desk;
    put(desk.base + "/t/a.csv", Header + First);
    put(desk.base + "/t/b.csv", Header + First + Second);
    desk.import(mapping(false), desk.base + "/t");
    QCOMPARE(desk.sums(), std::string{"2: 3100 + 1240 > 510"});
    desk.import(mapping(true), desk.base + "/t");
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    QCOMPARE(desk.wrong(), QString{});

    Desk moved;
    put(moved.table, Header + First);
    moved.import(mapping(false), moved.table);
    fs::rename(moved.table, moved.base + "/archive.csv");
    moved.import(mapping(false), moved.base + "/archive.csv");
    moved.import(mapping(true), moved.base + "/archive.csv");
    QCOMPARE(moved.sums(), std::string{"1: 1800 + 1200 > 500"});
    QCOMPARE(moved.wrong(), QString{});
}

/// A request that an export of its provider tells, too: 1800 new and 1200 cached. The table's 3000 had won by its size; corrected it is 1800, and
/// the record is the export's as well: forgotten with the table's source it counts on.
void tst_Remapping::whatAnotherToolTellsStaysItsOwn()
{
    Desk desk;
    FileBatch told;
    told.source = {"openrouter-generations-csv", "/export"};
    told.path = "/export/g.csv";
    told.usage.contexts.push_back({});
    UsageRecord record;
    record.identity = identityOf({"gen-1"});
    record.time = record.end = parseTime("2026-10-05T09:00:00Z")->time;
    record.tokens = {.input = 1800, .cacheRead = 1200, .output = 500};
    told.usage.records.push_back(record);
    const auto append = [&] {
        const auto writer = desk.writer();
        const auto reader = must(LedgerReader::open(desk.ledger.path()));
        const auto pricer = must(pricerOf(*reader));
        must(writer->beginImport(noon("2026-11-24")));
        must(writer->append(std::vector{told}, rateSourceOf(*pricer)));
        must(writer->finishImport());
    };
    append();
    put(desk.table, "when,prompt_tokens,cached_tokens,completion_tokens,id\n2026-10-05T09:00:00Z,3000,1200,500,gen-1\n");
    Profile profile = mapping(false);
    profile.id.from = {"id"};
    profile.dedup = Profile::Dedup::Id;
    desk.import(profile, desk.table);
    QCOMPARE(desk.sums(), std::string{"1: 3000 + 1200 > 500"});
    profile.inputIncludesCacheRead = true;
    desk.import(profile, desk.table);
    QCOMPARE(desk.sums(), std::string{"1: 1800 + 1200 > 500"});
    append();
    QCOMPARE(desk.sums(), std::string{"1: 1800 + 1200 > 500"});
    must(desk.writer()->setSourceState({"generic:mine", desk.table}, SourceState::Forgotten, true, "a test", noon("2026-11-24")));
    QCOMPARE(desk.sums(), std::string{"1: 1800 + 1200 > 500"});
    QCOMPARE(desk.wrong(), QString{});
}

/// What is put into a folder that was imported with a profile is read by the next look; a table that another profile read is not.
void tst_Remapping::newFilesOfAFolder()
{
    Desk desk;
    const std::string tables = desk.base + "/t";
    put(tables + "/a.csv", Header + First);
    const Profile mine = mapping(true), other = mapping(false, "other");
    desk.import(mine, tables);
    QCOMPARE(desk.look({mine, other}), std::int64_t{0});
    put(tables + "/b.csv", Header + Second);
    QCOMPARE(desk.look({mine, other}), std::int64_t{1});
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    put(tables + "/c.csv", Header + "2026-10-07T09:00:00Z,100,40,10\n");
    desk.import(other, tables + "/c.csv");
    QCOMPARE(desk.sums(), std::string{"3: 1960 + 1280 > 520"});
    QCOMPARE(desk.look({mine, other}), std::int64_t{0});
    QCOMPARE(desk.sums(), std::string{"3: 1960 + 1280 > 520"});
}

/// A log of JSON lines that grows: its profile is kept with another zone, and the next line is read with it, the first one anew.
void tst_Remapping::aGrowingFileAndItsZone()
{
    Desk desk;
    const std::string log = desk.base + "/log.jsonl";
    Profile profile = mapping(true);
    profile.kind = Profile::Kind::Jsonl;
    put(log, R"({"when":"2026-10-05 09:00:00","prompt_tokens":3000,"cached_tokens":1200,"completion_tokens":500})"
             "\n");
    desk.import(profile, log);
    profile.zone = "Europe/Berlin";
    put(log, R"({"when":"2026-10-06 09:00:00","prompt_tokens":100,"cached_tokens":40,"completion_tokens":10})"
             "\n",
        true);
    QCOMPARE(desk.look({profile}), std::int64_t{1});
    QCOMPARE(desk.sums(), std::string{"2: 1860 + 1240 > 510"});
    QVERIFY(recordAt(desk, "2026-10-05T07:00:00Z") != 0 && recordAt(desk, "2026-10-05T09:00:00Z") == 0);
}

TOKENMETER_TEST(tst_Remapping);

} // namespace test_Remapping

#include "tst_Remapping.moc"
