// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "CsvSupport.h"
#include "core/StopReason.h"
#include "import/CsvNumber.h"
#include "import/formats/Generic.h"

#include <random>

namespace test_Generic
{

using namespace tokenmeter;
using namespace tokenmeter::testing::files;

namespace
{

/// A profile for "when,model,in,cached,written,out,thought,sum,price,id"; all counts inside their wholes.
Profile table()
{
    Profile p;
    p.name = "test";
    p.delimiter = ',';
    p.timestamp.from = {"when"};
    p.model.from = {"model"};
    p.input.from = {"in"};
    p.cacheRead.from = {"cached"};
    p.cacheWrite5m.from = {"written"};
    p.output.from = {"out"};
    p.reasoning.from = {"thought"};
    p.total.from = {"sum"};
    p.cost.from = {"price"};
    p.currency = "USD";
    p.id.from = {"id"};
    p.inputIncludesCacheRead = true;
    p.inputIncludesCacheWrite = true;
    p.outputIncludesReasoning = true;
    p.skipsBadRows = true; // what is wrong with single rows is told row by row
    return p;
}

const std::string Header = "when,model,in,cached,written,out,thought,sum,price,id\n";

std::string all(const ListSink &sink)
{
    std::string text;
    for (const Found &found : sink.found) {
        text += (text.empty() ? "" : "; ") + counts(found.record) + " " + found.record.reportedAmount + found.record.reportedCurrency;
    }
    return text;
}

std::string keyOf(const Result<Profile> &result)
{
    return result ? "good" : std::to_string(int(result.problem().cause)) + " " + (result.problem().args.empty() ? "" : result.problem().args[0]);
}

/// A small good profile with one part of its text replaced.
std::string profileWith(const std::string &part, const std::string &by)
{
    std::string text = R"({"profile":"p","version":1,"file":{"kind":"csv","delimiter":"auto","encoding":"utf-8","header_row":1},)"
                       R"("columns":{"timestamp":{"from":["t"],"format":"auto","zone":"UTC"},"input":{"from":["i"]},)"
                       R"("cache_read":{"from":["c"]},"output":{"from":["o"]},"cost":{"from":["p"],"currency":"USD","scale":1}},)"
                       R"("semantics":{"input_includes_cache_read":true,"token_scale":1,"zero_cost_is_real":false},"dedup":"row-hash"})";
    const std::size_t at = text.find(part);
    return at == std::string::npos ? "part not found" : text.replace(at, part.size(), by);
}

} // namespace

class tst_Generic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sample();
    void profileProblems_data();
    void profileProblems();
    void profilesComeBackEqual();
    void semantics_data();
    void semantics();
    void rows_data();
    void rows();
    void damagedRows_data();
    void damagedRows();
    void aBadRowRefusesTheFile();
    void aTornHeaderTellsNothing();
    void sumsBeyondTheLimit();
    void aRenamedColumnImportsNothing();
    void anUnusableProfileImportsNothing();
    void json_data();
    void json();
    void badBytesInAList();
    void orderAndRepetitionDoNotMatter();
    void idsAreTheProviders();
    void runningNumbersAreNoIdentity();
    void pagesAreProposed();
    void proposals_data();
    void proposals();
    void proposalsRead();
    void stopReasons();
    void separators_data();
    void separators();
    void currencies_data();
    void currencies();
    void amountsOfAnotherCurrency();
    void numbersOfTheSecondParser();
};

void tst_Generic::sample()
{
    const Result<Profile> profile = parseProfile(fixture("generic/profile.json"));
    QVERIFY(profile);
    const Format format = genericFormat(*profile);
    QCOMPARE(std::string{format.id}, std::string{"generic:demo"});
    QVERIFY(format.wholeFile);
    const ListSink sink = readText(format, fixture("generic/usage.csv"));
    QCOMPARE(differences(fixture("generic/expected.json"), sink.found), std::string{}); // 11:00 in Berlin is 09:00 UTC
    QVERIFY(sink.problems.empty());
}

void tst_Generic::profileProblems_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const std::string &json, Cause cause, const char *key) {
        QTest::newRow(name) << QByteArray::fromStdString(json) << QByteArray::number(int(cause)) + " " + key;
    };
    QTest::newRow("good") << QByteArray::fromStdString(profileWith("\"p\"", "\"q\"")) << QByteArray{"good"};
    row("no JSON", "profile: x", Cause::BadProfile, "profile");
    row("a list", "[]", Cause::BadProfile, "profile");
    row("nameless", profileWith(R"("profile":"p")", R"("profile":"")"), Cause::BadProfile, "profile");
    row("unknown key", profileWith(R"("dedup")", R"("dedupe")"), Cause::BadProfile, "dedupe");
    row("unknown column", profileWith(R"("output")", R"("outputs")"), Cause::BadProfile, "columns.outputs");
    row("unknown key in a column", profileWith(R"("from":["i"])", R"("form":["i"])"), Cause::BadProfile, "columns.input.form");
    row("from is no list", profileWith(R"("from":["i"])", R"("from":"i")"), Cause::BadProfile, "columns.input.from");
    row("empty name", profileWith(R"(["i"])", R"([""])"), Cause::BadProfile, "columns.input.from[0]");
    row("kind", profileWith(R"("csv")", R"("xlsx")"), Cause::BadProfile, "file.kind");
    row("delimiter", profileWith(R"("delimiter":"auto")", R"("delimiter":"ab")"), Cause::BadProfile, "file.delimiter");
    row("encoding", profileWith(R"("utf-8")", R"("utf-16")"), Cause::BadProfile, "file.encoding");
    row("header row", profileWith(R"("header_row":1)", R"("header_row":-1)"), Cause::BadProfile, "file.header_row");
    row("version", profileWith(R"("version":1)", R"("version":2)"), Cause::BadProfile, "version");
    row("bool as text", profileWith(R"("zero_cost_is_real":false)", R"("zero_cost_is_real":"no")"), Cause::BadProfile, "semantics.zero_cost_is_real");
    row("scale of tokens", profileWith(R"("token_scale":1)", R"("token_scale":1.5)"), Cause::BadProfile, "semantics.token_scale");
    row("replace-range", profileWith("row-hash", "replace-range"), Cause::BadProfile, "dedup");
    row("id without its column", profileWith("row-hash", "id"), Cause::BadProfile, "columns.id.from");
    row("no time", profileWith(R"("timestamp":{"from":["t"],)", R"("timestamp":{)"), Cause::BadProfile, "columns.timestamp.from");
    row("time format", profileWith(R"("format":"auto")", R"("format":"%Q")"), Cause::BadProfile, "columns.timestamp.format");
    row("zone", profileWith(R"("zone":"UTC")", R"("zone":"Europe/Nowhere")"), Cause::UnknownZone, "Europe/Nowhere");
    row("currency", profileWith(R"("USD")", R"("dollars")"), Cause::BadProfile, "columns.cost.currency");
    row("no currency", profileWith(R"("currency":"USD",)", ""), Cause::AmbiguousSemantics, "columns.cost.currency");
    row("scale", profileWith(R"("scale":1)", R"("scale":-1)"), Cause::BadProfile, "columns.cost.scale");
    row("undecided", profileWith(R"("input_includes_cache_read":true)", R"("input_includes_cache_read":null)"), Cause::AmbiguousSemantics, "semantics.input_includes_cache_read");
    row("undecided reasoning", profileWith(R"("output":{)", R"("reasoning":{"from":["r"]},"output":{)"), Cause::AmbiguousSemantics, "semantics.output_includes_reasoning");
    row("undecided writes", profileWith(R"("output":{)", R"("cache_write_1h":{"from":["r"]},"output":{)"), Cause::AmbiguousSemantics, "semantics.input_includes_cache_write");
}

void tst_Generic::profileProblems()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(keyOf(parseProfile(json.toStdString()))), expected);
}

void tst_Generic::profilesComeBackEqual()
{
    Profile p = table();
    p.name = "a \"quoted\"\nname \\ é";
    p.delimiter = '\t';
    p.costScale = "0.01";
    p.decimal = ',';
    p.tokenScale = 1000;
    p.provider.constant = "openai";
    p.inputIncludesCacheWrite = false;
    p.recordsPath = "a.b";
    p.dedup = Profile::Dedup::Id;
    for (const Profile &each : {table(), p}) {
        const Result<Profile> back = parseProfile(profileToJson(each));
        QVERIFY2(back, keyOf(back).c_str());
        QVERIFY(*back == each);
    }
}

void tst_Generic::semantics_data()
{
    QTest::addColumn<bool>("readInside");
    QTest::addColumn<bool>("writeInside");
    QTest::addColumn<bool>("reasoningInside");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("expected");
    // in 1000, cached 600, written 100, out 50, thought 30; the sum is right for the reading
    QTest::newRow("all inside") << true << true << true << QByteArray{"1000,600,100,50,30,1050"} << QByteArray{"300+600+100+0>50(30) "};
    QTest::newRow("reads beside") << false << true << true << QByteArray{"1000,600,100,50,30,1650"} << QByteArray{"900+600+100+0>50(30) "};
    QTest::newRow("writes beside") << true << false << true << QByteArray{"1000,600,100,50,30,1150"} << QByteArray{"400+600+100+0>50(30) "};
    QTest::newRow("reasoning beside") << true << true << false << QByteArray{"1000,600,100,50,30,1080"} << QByteArray{"300+600+100+0>80(30) "};
    QTest::newRow("all beside") << false << false << false << QByteArray{"1000,600,100,50,30,1780"} << QByteArray{"1000+600+100+0>80(30) "};
}

void tst_Generic::semantics()
{
    QFETCH(bool, readInside);
    QFETCH(bool, writeInside);
    QFETCH(bool, reasoningInside);
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, expected);
    Profile p = table();
    p.inputIncludesCacheRead = readInside;
    p.inputIncludesCacheWrite = writeInside;
    p.outputIncludesReasoning = reasoningInside;
    const ListSink sink = readText(genericFormat(p), Header + "2026-10-05T09:00:00Z,m," + row.toStdString() + ",,\n");
    QCOMPARE(QByteArray::fromStdString(all(sink)), expected);
    QVERIFY(sink.problems.empty());
    p.outputIncludesReasoning = !reasoningInside; // the total tells that the choice is wrong
    QVERIFY(readText(genericFormat(p), Header + "2026-10-05T09:00:00Z,m," + row.toStdString() + ",,\n").has(Cause::TotalMismatch, "total"));
}

void tst_Generic::rows_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("cost as written") << QByteArray{} << QByteArray{"2026-10-05,m,1,,,,,,0.10,"} << QByteArray{"1+0+0+0>0(0) 0.10USD"};
    QTest::newRow("cost only") << QByteArray{} << QByteArray{"2026-10-05,m,,,,,,,0.1,"} << QByteArray{"0+0+0+0>0(0) 0.1USD"};
    QTest::newRow("cents") << QByteArray{"cents"} << QByteArray{"2026-10-05,m,1,,,,,,12.5,"} << QByteArray{"1+0+0+0>0(0) 0.125USD"};
    QTest::newRow("zero is unknown") << QByteArray{} << QByteArray{"2026-10-05,m,1,,,,,,0.00,"} << QByteArray{"1+0+0+0>0(0) "};
    QTest::newRow("zero is real") << QByteArray{"zero"} << QByteArray{"2026-10-05,m,1,,,,,,0.00,"} << QByteArray{"1+0+0+0>0(0) 0.00USD"};
    QTest::newRow("no cost") << QByteArray{} << QByteArray{"2026-10-05,m,1,,,,,,n/a,"} << QByteArray{"1+0+0+0>0(0) "};
    QTest::newRow("thousands of tokens") << QByteArray{"K"} << QByteArray{"2026-10-05,m,1.5,0.5,,2,,,,"} << QByteArray{"1000+500+0+0>2000(0) "};
    QTest::newRow("separators") << QByteArray{"decimal"} << QByteArray{"2026-10-05,m,\"1.234\",,,,,,\"1.000,50\","} << QByteArray{"1234+0+0+0>0(0) 1000.50USD"};
    QTest::newRow("rows passed over") << QByteArray{"skip"} << QByteArray{"2026-10-05,m,1,,,,,,,\n2026-10-05,Total,99,,,,,,,"} << QByteArray{"1+0+0+0>0(0) "};
}

void tst_Generic::rows()
{
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, expected);
    Profile p = table();
    p.costScale = change == "cents" ? "0.01" : "1";
    p.zeroCostIsReal = change == "zero";
    p.tokenScale = change == "K" ? 1000 : 1;
    p.decimal = change == "decimal" ? ',' : '\0';
    p.skipRowsMatching = change == "skip" ? "Total" : "";
    const ListSink sink = readText(genericFormat(p), Header + row.toStdString() + "\n");
    QCOMPARE(QByteArray::fromStdString(all(sink)), expected);
    QVERIFY(sink.problems.empty());
}

void tst_Generic::damagedRows_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<int>("records");
    QTest::addColumn<int>("cause");
    QTest::newRow("no time") << QByteArray{",m,1,,,,,,,"} << 0 << int(Cause::MissingField);
    QTest::newRow("bad time") << QByteArray{"soon,m,1,,,,,,,"} << 0 << int(Cause::BadTime);
    QTest::newRow("before 2020") << QByteArray{"2019-01-01,m,1,,,,,,,"} << 0 << int(Cause::TimeTooEarly);
    QTest::newRow("neither tokens nor cost") << QByteArray{"2026-10-05,m,0,,,,,,,"} << 0 << int(Cause::MissingField);
    QTest::newRow("short row") << QByteArray{"2026-10-05,m,1"} << 0 << int(Cause::ColumnMissing);
    QTest::newRow("long row") << QByteArray{"2026-10-05,m,1,,,,,,,,,"} << 0 << int(Cause::BadQuoting);
    QTest::newRow("never closed") << QByteArray{"2026-10-05,\"m,1,,,,,,,"} << 0 << int(Cause::BadQuoting);
    QTest::newRow("bad number") << QByteArray{"2026-10-05,m,1,x,,,,,,"} << 0 << int(Cause::BadNumber); // a count must not be a silent 0
    QTest::newRow("two bad numbers") << QByteArray{"2026-10-05,m,\"12,000\",x,,,,,,"} << 0 << int(Cause::BadNumber);
    QTest::newRow("bad total") << QByteArray{"2026-10-05,m,1,,,,,many,,"} << 1 << int(Cause::BadNumber);
    QTest::newRow("another currency") << QByteArray{"2026-10-05,m,1,,,,,,\xE2\x82\xAC""12.40,"} << 1 << int(Cause::OtherCurrency);
    QTest::newRow("bad cost") << QByteArray{"2026-10-05,m,1,,,,,,cheap,"} << 1 << int(Cause::BadNumber);
    QTest::newRow("more cached than input") << QByteArray{"2026-10-05,m,1,5,,,,,,"} << 1 << int(Cause::SubsetLargerThanTotal);
    QTest::newRow("more reasoning than output") << QByteArray{"2026-10-05,m,1,,,3,9,,,"} << 1 << int(Cause::SubsetLargerThanTotal);
}

void tst_Generic::damagedRows()
{
    QFETCH(QByteArray, row);
    QFETCH(int, records);
    QFETCH(int, cause);
    const std::string good = "2026-10-05T09:00:00Z,m,7,,,,,7,,\n";
    const ListSink sink = readText(genericFormat(table()), Header + good + row.toStdString() + "\n");
    QCOMPARE(int(sink.found.size()), records + 1); // the row before is read
    QCOMPARE(sink.skippedCount, 1 - records);
    QVERIFY(sink.has(Cause(cause)));
    QCOMPARE(sink.problems[0].offset, std::int64_t(Header.size() + good.size()));
}

/// All or nothing, wherever the bad rows stand; the profile may say that they are left out. Of 25 bad rows the first ten are named.
void tst_Generic::aBadRowRefusesTheFile()
{
    Profile all = table();
    all.skipsBadRows = false;
    const std::string good = "2026-10-05T09:00:00Z,m,7,,,,,7,,\n";
    const std::string odd = "2026-10-05T09:00:00Z,m,7,,,,,8,,\n"; // its total does not add up, which is no reason to leave it out
    const std::string bad = "never,m,7,,,,,7,,\n";
    const ListSink fine = readText(genericFormat(all), Header + good + odd);
    QCOMPARE(fine.found.size(), std::size_t{2});
    QVERIFY(fine.has(Cause::TotalMismatch) && !fine.has(Cause::RowsRefused));

    std::string text = Header + good + odd;
    const std::int64_t first = std::int64_t(text.size());
    for (int i = 0; i < 25; ++i) {
        text += bad + good;
    }
    const ListSink refused = readText(genericFormat(all), text);
    QVERIFY(refused.found.empty());
    QCOMPARE(refused.skippedCount, 25);
    QCOMPARE(int(refused.problems.at(0).cause), int(Cause::RowsRefused));
    QCOMPARE(refused.problems[0].offset, first);
    QCOMPARE(refused.problems[0].field, std::string{"25"});
    QCOMPARE(refused.problems.size(), std::size_t{11});
    QCOMPARE(int(refused.problems[1].cause), int(Cause::BadTime));
    QCOMPARE(refused.problems[1].offset, first);

    const ListSink skipped = readText(genericFormat(table()), text);
    QCOMPARE(skipped.found.size(), std::size_t{27});
    QCOMPARE(skipped.skippedCount, 25);
    QVERIFY(!skipped.has(Cause::RowsRefused));
    // Kept as a part of the profile. What is read of a file is the same either way, and so is the version: what was read with one is looked at with the
    // other. One that does not say it has the version that it had before there was a choice.
    QVERIFY(profileToJson(table()).find("\"skip_bad_rows\": true") != std::string::npos);
    QVERIFY(profileToJson(all).find("skip_bad_rows") == std::string::npos);
    QVERIFY(*parseProfile(profileToJson(table())) == table());
    QCOMPARE(genericFormat(all).parserVersion, genericFormat(table()).parserVersion);
    Profile other = table();
    other.tokenScale = 1000;
    QVERIFY(!genericFormat(other).isVersion(genericFormat(all).parserVersion));
}

/// A header that lost its newline holds a row: what stands in it must not come out as the name of a column.
void tst_Generic::aTornHeaderTellsNothing()
{
    const std::string torn = Header.substr(0, Header.size() - 1);
    const ListSink sink = readText(genericFormat(table()), torn + ",secret\n2026-10-05,m,1,,,5,,,,\n");
    QVERIFY(sink.found.empty());
    QVERIFY(sink.has(Cause::ColumnMissing));
    for (const Problem &problem : sink.problems) {
        QVERIFY(problem.field.find("secret") == std::string::npos);
    }
    QVERIFY(readText(genericFormat(table()), Header + "2026-10-05,m,1\n").has(Cause::ColumnMissing, "cached"));
}

/// Two counts that are within the limit, in one class.
void tst_Generic::sumsBeyondTheLimit()
{
    Profile p = table();
    p.outputIncludesReasoning = false;
    const ListSink sink = readText(genericFormat(p), Header + "2026-10-05,m,1,,,1000000000000,9,,,\n");
    QCOMPARE(counts(sink.found.at(0).record), std::string{"1+0+0+0>1000000000000(9)"});
    QVERIFY(sink.has(Cause::CountTooLarge, "output"));
    QVERIFY(sink.found[0].record.has(ClampedFlag));
}

void tst_Generic::aRenamedColumnImportsNothing()
{
    const ListSink sink = readText(genericFormat(table()), "when,model,in,cached,written,output,thought,sum,price,id\n"
                                                           "2026-10-05,m,1,,,5,,,,\n");
    QVERIFY(sink.found.empty());
    QVERIFY(sink.has(Cause::ColumnMissing, "out"));
    Profile p = table();
    p.output.from = {"out", "output"}; // an alternative
    QCOMPARE(readText(genericFormat(p), "when,model,in,cached,written,output,thought,sum,price,id\n2026-10-05,m,1,,,5,,,,\n").found.size(), std::size_t{1});
}

void tst_Generic::anUnusableProfileImportsNothing()
{
    Profile p = table();
    p.inputIncludesCacheRead.reset();
    const ListSink sink = readText(genericFormat(p), Header + "2026-10-05,m,1,,,,,,,\n");
    QVERIFY(sink.found.empty());
    QVERIFY(sink.has(Cause::AmbiguousSemantics, "semantics.input_includes_cache_read"));
}

void tst_Generic::json_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("problems");
    const QByteArray a = R"({"at":"2026-10-05T09:00:00Z","use":{"in":10,"parts":[{"n":1},{"n":4}],"a.b":2},"big":[{"x":[1,2,{}]}]})";
    const QByteArray b = R"({"use":{"a.b":"3","parts":[{"n":0},{"n":null}],"in":20},"at":1791190800})";
    const QByteArray both{"6+4+0+0>2(0) ; 20+0+0+0>3(0) "};
    QTest::newRow("lines") << QByteArray{"jsonl"} << QByteArray{} << a + "\n\n" + b << both << 0;
    QTest::newRow("lines, mark, CRLF") << QByteArray{"jsonl"} << QByteArray{} << "\xEF\xBB\xBF" + a + "\r\n" + b + "\r\n" << both << 0;
    QTest::newRow("a damaged line") << QByteArray{"jsonl"} << QByteArray{} << a + "\n{\"at\":\n" + b << both << 1;
    QTest::newRow("list") << QByteArray{"json"} << QByteArray{} << "[" + a + ",\n" + b + "]" << both << 0;
    QTest::newRow("below a path") << QByteArray{"json"} << QByteArray{"data.rows"} << R"({"n":1,"data":{"x":[3],"rows":[)" + a + "," + b + R"(]},"z":[]})" << both << 0;
    QTest::newRow("no list there") << QByteArray{"json"} << QByteArray{"data.rows"} << QByteArray{R"({"rows":[]})"} << QByteArray{} << 1;
    QTest::newRow("list of something else") << QByteArray{"json"} << QByteArray{} << "[1," + a + "]" << QByteArray{"6+4+0+0>2(0) "} << 1;
    QTest::newRow("cut list: nothing") << QByteArray{"json"} << QByteArray{} << "[" + a + "," + b.left(20) << QByteArray{} << 1;
}

void tst_Generic::json()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QFETCH(int, problems);
    Profile p;
    p.name = "j";
    p.kind = kind == "json" ? Profile::Kind::Json : Profile::Kind::Jsonl;
    p.recordsPath = path.toStdString();
    p.timestamp.from = {"at"};
    p.input.from = {"use.nothing", "use.in"};
    p.cacheRead.from = {"use.parts[1].n"};
    p.output.from = {R"(use.a\.b)"};
    p.inputIncludesCacheRead = true;
    const ListSink strict = readText(genericFormat(p), text.toStdString());
    QCOMPARE(QByteArray::fromStdString(all(strict)), problems > 0 ? QByteArray{} : expected);
    QCOMPARE(strict.has(Cause::RowsRefused, ""), problems > 0);
    p.skipsBadRows = true;
    const ListSink sink = readText(genericFormat(p), text.toStdString());
    QCOMPARE(QByteArray::fromStdString(all(sink)), expected);
    QCOMPARE(int(sink.problems.size()), problems);
}

void tst_Generic::badBytesInAList()
{
    Profile p;
    p.name = "j";
    p.kind = Profile::Kind::Json;
    p.timestamp.from = {"at"};
    p.input.from = {"in"};
    const ListSink sink = readText(genericFormat(p), "[{\"at\":\"2026-10-05\",\"in\":1},{\"at\":\"2026-10-06\",\"in\":2,\"note\":\"\xFF\"}]");
    QCOMPARE(all(sink), std::string{"1+0+0+0>0(0) ; 2+0+0+0>0(0) "}); // once each, though the text is read twice
}

void tst_Generic::orderAndRepetitionDoNotMatter()
{
    std::vector<std::string> rows;
    for (int i = 0; i < 24; ++i) {
        rows.push_back("2026-10-05T09:00:0" + std::to_string(i % 4) + "Z,m," + std::to_string(1 + i % 3) + ",,,,,,,\n");
    }
    const auto text = [&](std::size_t from, std::size_t to) {
        std::string whole = Header;
        for (std::size_t i = from; i < to; ++i) {
            whole += rows[i];
        }
        return whole;
    };
    for (const Profile::Dedup dedup : {Profile::Dedup::RowHash, Profile::Dedup::None}) {
        Profile p = table();
        p.dedup = dedup;
        const Format format = genericFormat(p);
        const std::set<std::string> expected = reduced(readText(format, text(0, rows.size())));
        QCOMPARE(expected.size(), rows.size());
        std::mt19937 random{2};
        for (int round = 0; round < 50; ++round) {
            std::shuffle(rows.begin(), rows.end(), random);
            ListSink sink = readText(format, text(0, rows.size()));
            feed(format, text(0, rows.size()), sink);
            feed(format, text(0, random() % rows.size()), sink);
            QVERIFY(reduced(sink) == expected);
        }
    }
    // Rows that differ may come in any number of files.
    rows = {"2026-10-05,m,1,,,,,,,\n", "2026-10-06,m,1,,,,,,,\n", "2026-10-05,n,1,,,,,,,\n"};
    ListSink parts = readText(genericFormat(table()), text(0, 1));
    feed(genericFormat(table()), text(1, 3), parts);
    QVERIFY(reduced(parts) == reduced(readText(genericFormat(table()), text(0, 3))));
    // Another spelling of the same row is the same record.
    const ListSink other = readText(genericFormat(table()), Header + "2026/10/05,m,1.0,0,,,,1,,\n");
    QVERIFY(other.found.at(0).record.identity == parts.found.at(0).record.identity);
}

void tst_Generic::idsAreTheProviders()
{
    Profile p = table();
    p.dedup = Profile::Dedup::Id;
    const ListSink sink = readText(genericFormat(p), Header + "2026-10-05,m,1,,,,,,,gen-1\n2026-10-05,m,1,,,,,,,gen-1\n2026-10-05,m,1,,,,,,,\n");
    QCOMPARE(sink.found.size(), std::size_t{3});
    QVERIFY(sink.found[0].record.identity == identityOf({"gen-1"}));
    QCOMPARE(reduced(sink).size(), std::size_t{2}); // and the row without an id
}

/// Running numbers are nobody's identity: of two vendors, and of months that begin at 1 again, all rows count; the same file again, or
/// the month with more of it, adds only what is new. What a provider issued is the same everywhere.
void tst_Generic::runningNumbersAreNoIdentity()
{
    Profile p = table();
    p.dedup = Profile::Dedup::Id;
    const Format format = genericFormat(p);
    const std::string october = "2026-10-05,m,1,,,,,,,1\n2026-10-05,m,2,,,,,,,2\n";
    const std::string november = "2026-11-05,m,1,,,,,,,1\n2026-11-05,m,2,,,,,,,2\n";
    ListSink sink = readText(format, Header + october);
    feed(format, Header + november, sink);
    QCOMPARE(reduced(sink).size(), std::size_t{4});
    feed(format, Header + october + "2026-10-06,m,3,,,,,,,3\n", sink);
    QCOMPARE(reduced(sink).size(), std::size_t{5});
    Profile other = p;
    other.name = "other vendor";
    feed(genericFormat(other), Header + "2026-10-05,other,1,,,,,,,1\n", sink);
    QCOMPARE(reduced(sink).size(), std::size_t{6});
    feed(genericFormat(other), Header + october, sink); // the first file under another mapping
    QCOMPARE(reduced(sink).size(), std::size_t{6});
    const auto identity = [&](const std::string &id) { return readText(format, Header + "2026-10-05,m,1,,,,,,," + id + "\n").found.at(0).record.identity; };
    for (const char *issued : {"chatcmpl-1", "resp_1", "gen-1", "0190f3a2-7c1e-7b3a-9d55-0a1b2c3d4e5f"}) {
        QVERIFY(identity(issued) == identityOf({issued}));
    }
    QVERIFY(identity("0190f3a2-7c1e-7b3a-9d55-0a1b2c3d4e5") != identityOf({"0190f3a2-7c1e-7b3a-9d55-0a1b2c3d4e5"}));
    const ListSink message = readText(format, Header + "2026-10-05,m,7,4,2,,,,,msg_1\n");
    QVERIFY(message.found.at(0).record.identity == identityOf({"msg_1", "1", "2", "4"})); // 7 - 4 - 2, written, read: as transcripts
    QVERIFY(message.found.at(0).record.has(WeakFlag));
    // The first parser went by the id alone: what it stored is found by that, but where it is the same.
    QVERIFY(message.found.at(0).former == std::vector{identityOf({"msg_1"})});
    const ListSink numbered = readText(format, Header + october);
    QVERIFY(numbered.found.at(0).former == std::vector{identityOf({"1"})} && numbered.found.at(1).former == std::vector{identityOf({"2"})});
    QVERIFY(readText(format, Header + "2026-10-05,m,1,,,,,,,gen-1\n").found.at(0).former.empty());
    QVERIFY(readText(format, Header + "2026-10-05,m,1,,,,,,,\n").found.at(0).former.empty());
}

/// What an interface answers: its list is found in one page, and in a page a line.
void tst_Generic::pagesAreProposed()
{
    const std::string row = R"({"time":1791190800,"model":"m","prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"tags":[{"time":1}]})";
    const std::string page = R"({"status":"ok","results":{"rows":[)" + row + "," + row + R"(]},"links":["a"]})";
    const std::optional<Profile> one = proposeProfile(page);
    QVERIFY(one && one->kind == Profile::Kind::Json);
    QCOMPARE(one->recordsPath, std::string{"results.rows"});
    const std::optional<Profile> two = proposeProfile(page + "\n" + page + "\n");
    QVERIFY(two && two->kind == Profile::Kind::Jsonl);
    QCOMPARE(two->recordsPath, std::string{"results.rows"});
    const std::optional<Profile> plain = proposeProfile(row + "\n" + row + "\n");
    QVERIFY(plain && plain->kind == Profile::Kind::Jsonl && plain->recordsPath.empty());
    for (const auto &[profile, text, count] : {std::tuple{*one, page, std::size_t{2}}, std::tuple{*two, page + "\n" + page + "\n", std::size_t{4}}}) {
        const Result<Profile> kept = parseProfile(profileToJson(profile));
        QVERIFY2(kept, keyOf(kept).c_str());
        const ListSink sink = readText(genericFormat(*kept), text);
        QCOMPARE(sink.found.size(), count);
        QCOMPARE(counts(sink.found.at(1).record), std::string{"10+0+0+0>2(0)"});
        QVERIFY(sink.problems.empty());
    }
}

void tst_Generic::proposals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // time|model|input|read|write|output|reasoning|total|cost|id|reads writes reasoning
    QTest::newRow("OpenAI names, the total tells") << QByteArray{"created_at,Model,Prompt Tokens,cached_tokens,completion_tokens,reasoning_tokens,total_tokens,Cost (USD),id\n"
                                                                 "2026-10-05T09:00:00Z,m,100,60,20,5,120,0.1,a\n2026-10-05T09:00:00Z,m,7,0,1,0,8,0,b\n"}
                                                   << QByteArray{"created_at|Model|Prompt Tokens|cached_tokens||completion_tokens|reasoning_tokens|total_tokens|Cost (USD)|id|i-i"};
    QTest::newRow("all beside") << QByteArray{"ts;model;input_tokens;cache_read_tokens;cache_write_tokens;output_tokens;thoughts;total\n1791190800;m;100;60;7;20;5;192\n"}
                                << QByteArray{"ts|model|input_tokens|cache_read_tokens|cache_write_tokens|output_tokens|thoughts|total|||ooo"};
    QTest::newRow("two readings fit") << QByteArray{"ts,input_tokens,cached_tokens,output_tokens,reasoning_tokens,total\n1791190800,100,5,20,5,125\n"}
                                      << QByteArray{"ts||input_tokens|cached_tokens||output_tokens|reasoning_tokens|total|||?-?"};
    QTest::newRow("no total") << QByteArray{"ts,input_tokens,cached_tokens,output_tokens\n1791190800,100,5,20\n"}
                              << QByteArray{"ts||input_tokens|cached_tokens||output_tokens|||||?--"};
    QTest::newRow("nothing cached anywhere") << QByteArray{"ts,input_tokens,cached_tokens,output_tokens,total\n1791190800,100,0,20,120\n"}
                                             << QByteArray{"ts||input_tokens|cached_tokens||output_tokens||total|||?--"};
    QTest::newRow("uncached input") << QByteArray{"date,uncached_input_tokens,cache_read,cache_creation_tokens,output\n2026-10-05,1,2,3,4\n"}
                                    << QByteArray{"date||uncached_input_tokens|cache_read|cache_creation_tokens|output|||||oo-"};
    QTest::newRow("JSON lines, nested, last line cut") << QByteArray{"{\"time\":1791190800,\"model\":\"m\",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12}}\n{\"time\":17"}
                                                       << QByteArray{"time|model|usage.prompt_tokens|||usage.completion_tokens||usage.total_tokens|||---"};
    QTest::newRow("words of a team's own") << QByteArray{"When,Model used,Prompt tokens,Cached tokens,Answer tokens,All tokens,Cost (USD),Team\n2026-10-05 09:00:00,gpt-5.2,12000,8000,900,12900,0.0310,web\n"}
                                           << QByteArray{"When|Model used|Prompt tokens|Cached tokens||Answer tokens||All tokens|Cost (USD)||i--"};
    QTest::newRow("no time") << QByteArray{"model,input,output\nm,1,2\n"} << QByteArray{"none"};
    QTest::newRow("nothing to count") << QByteArray{"date,name\n2026-10-05,x\n"} << QByteArray{"none"};
    QTest::newRow("empty") << QByteArray{} << QByteArray{"none"};
}

void tst_Generic::proposals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const std::optional<Profile> p = proposeProfile(text.toStdString());
    std::string found = p ? "" : "none";
    if (p) {
        for (const auto member : {&Profile::timestamp, &Profile::model, &Profile::input, &Profile::cacheRead, &Profile::cacheWrite5m,
                                  &Profile::output, &Profile::reasoning, &Profile::total, &Profile::cost, &Profile::id}) {
            const ProfileColumn &column = (*p).*member;
            found += (column.from.empty() ? "" : column.from[0]) + "|";
        }
        const auto letter = [](const std::optional<bool> &choice, bool mapped) {
            return !mapped ? "-" : !choice ? "?" : *choice ? "i" : "o";
        };
        found += letter(p->inputIncludesCacheRead, p->cacheRead.isMapped());
        found += letter(p->inputIncludesCacheWrite, p->cacheWrite5m.isMapped());
        found += letter(p->outputIncludesReasoning, p->reasoning.isMapped());
    }
    QCOMPARE(QByteArray::fromStdString(found), expected);
}

/// A proposal without open questions is saved, read back and imports what it was made from.
void tst_Generic::proposalsRead()
{
    const std::string text = "created_at,Model,Prompt Tokens,cached_tokens,completion_tokens,total_tokens,Cost (USD),id\n"
                             "2026-10-05T09:00:00Z,m,100,60,20,120,0.1,a\n";
    const Result<Profile> profile = parseProfile(profileToJson(*proposeProfile(text)));
    QVERIFY2(profile, keyOf(profile).c_str());
    const ListSink sink = readText(genericFormat(*profile), text);
    QCOMPARE(all(sink), std::string{"40+60+0+0>20(0) 0.1USD"});
    QVERIFY(sink.problems.empty());
}

void tst_Generic::stopReasons()
{
    Profile profile = table();
    const std::string rows = "2026-10-05T09:00:00Z,m,9,0,0,5,0,14,,a,stop\n2026-10-05T09:00:01Z,m,9,0,0,5,0,14,,b,\n"
                             "2026-10-05T09:00:02Z,m,9,0,0,5,0,14,,c,length\n";
    const std::string header = "when,model,in,cached,written,out,thought,sum,price,id,why\n";
    const auto reasons = [&] {
        std::vector<StopReason> found;
        for (const Found &each : readText(genericFormat(profile), header + rows).found) {
            found.push_back(stopReasonOf(each.record.flags));
        }
        return found;
    };
    QVERIFY((reasons() == std::vector{StopReason::Unknown, StopReason::Unknown, StopReason::Unknown}));
    const ListSink without = readText(genericFormat(profile), header + rows);
    profile.stopReason.from = {"why"};
    QVERIFY((reasons() == std::vector{StopReason::EndOfTurn, StopReason::Unknown, StopReason::MaxTokens}));
    // A column that is mapped later finds the records of before.
    const ListSink with = readText(genericFormat(profile), header + rows);
    for (std::size_t i = 0; i < with.found.size(); ++i) {
        QVERIFY(with.found[i].record.identity == without.found.at(i).record.identity);
    }
    const Result<Profile> again = parseProfile(profileToJson(profile));
    QVERIFY(again && *again == profile);
}

/// What the cells can only be is proposed; where they do not tell, a row with such a count is left out and nothing is 0.
void tst_Generic::separators_data()
{
    QTest::addColumn<QByteArray>("rows"); // of: date;prompt_tokens;cost_usd
    QTest::addColumn<QByteArray>("decimal");
    QTest::addColumn<qint64>("tokens"); // of those that are read
    QTest::addColumn<QByteArray>("amount");
    QTest::newRow("plain") << QByteArray{"2026-10-05;12000;0.25\n"} << QByteArray{} << qint64{12000} << QByteArray{"0.25"};
    QTest::newRow("commas") << QByteArray{"2026-10-05;12,000;0.25\n"} << QByteArray{"."} << qint64{12000} << QByteArray{"0.25"};
    QTest::newRow("dots, twice") << QByteArray{"2026-10-05;1.234.567;1\n"} << QByteArray{","} << qint64{1234567} << QByteArray{"1"};
    QTest::newRow("a dot, and the cost tells") << QByteArray{"2026-10-05;1.234;0,25\n"} << QByteArray{","} << qint64{1234} << QByteArray{"0.25"};
    QTest::newRow("a dot alone") << QByteArray{"2026-10-05;1.234;1\n"} << QByteArray{} << qint64{0} << QByteArray{};
    QTest::newRow("blanks") << QByteArray{"2026-10-05;1 234;0.25\n"} << QByteArray{"."} << qint64{1234} << QByteArray{"0.25"};
    QTest::newRow("no-break blanks") << QByteArray{"2026-10-05;1\xE2\x80\xAF""234;0,25\n"} << QByteArray{","} << qint64{1234} << QByteArray{"0.25"};
    QTest::newRow("lakhs") << QByteArray{"2026-10-05;12,34,567;1\n"} << QByteArray{"."} << qint64{1234567} << QByteArray{"1"};
    QTest::newRow("both ways") << QByteArray{"2026-10-05;12,000;0,25\n"} << QByteArray{} << qint64{0} << QByteArray{};
    QTest::newRow("thousandths stay") << QByteArray{"2026-10-05;1.234.567;0.125\n"} << QByteArray{} << qint64{0} << QByteArray{};
}

void tst_Generic::separators()
{
    QFETCH(QByteArray, rows);
    QFETCH(QByteArray, decimal);
    QFETCH(qint64, tokens);
    QFETCH(QByteArray, amount);
    const std::string text = "date;prompt_tokens;cost_usd\n" + rows.toStdString();
    Profile profile = guessProfile(text);
    QCOMPARE(QByteArray(1, profile.decimal == '\0' ? ' ' : profile.decimal).trimmed(), decimal);
    QCOMPARE(profile.currency, std::string{"USD"});
    profile.skipsBadRows = true;
    const ListSink sink = readText(genericFormat(profile), text);
    QCOMPARE(qint64(sink.found.empty() ? 0 : sink.found.at(0).record.tokens.input), tokens);
    QCOMPARE(QByteArray::fromStdString(sink.found.empty() ? std::string{} : sink.found.at(0).record.reportedAmount), amount);
    QCOMPARE(sink.has(Cause::BadNumber, "input"), tokens == 0);
    // With the wrong sign for decimals "12,5" is no 125.
    QVERIFY(!ungrouped("12,5", '.') && !ungrouped("1,23", '.') && !ungrouped("0.125", ',') && !ungrouped("1,2345", '.'));
    QCOMPARE(ungrouped("-1,234.5", '.').value(), std::string{"-1234.5"});
}

void tst_Generic::currencies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("currency"); // empty: the user chooses
    QTest::newRow("bare") << QByteArray{"date,input,cost\n2026-10-05,1,7.00\n"} << QByteArray{};
    QTest::newRow("its name") << QByteArray{"date,input,Cost (USD)\n2026-10-05,1,7.00\n"} << QByteArray{"USD"};
    QTest::newRow("another name") << QByteArray{"date,input,cost_eur\n2026-10-05,1,7.00\n"} << QByteArray{"EUR"};
    QTest::newRow("dollars") << QByteArray{"date,input,cost\n2026-10-05,1,$7.00\n"} << QByteArray{"USD"};
    QTest::newRow("euros") << QByteArray{"date,input,cost\n2026-10-05,1,\xE2\x82\xAC""12.40\n2026-10-06,1,7\n"} << QByteArray{"EUR"};
    QTest::newRow("yuan or yen") << QByteArray{"date,input,cost\n2026-10-05,1,\xC2\xA5""7.00\n"} << QByteArray{};
    QTest::newRow("yuan by its code") << QByteArray{"date,input,cost\n2026-10-05,1,\xC2\xA5""7.00\n2026-10-06,1,7.00 CNY\n"} << QByteArray{"CNY"};
    QTest::newRow("a column") << QByteArray{"date,input,cost,Currency\n2026-10-05,1,7.00,CNY\n2026-10-06,1,\xC2\xA5""7.00,cny\n"} << QByteArray{"CNY"};
    QTest::newRow("dollars of a column") << QByteArray{"date,input,cost,currency\n2026-10-05,1,$7.00,CAD\n"} << QByteArray{"CAD"};
    QTest::newRow("two") << QByteArray{"date,input,cost\n2026-10-05,1,\xE2\x82\xAC""1\n2026-10-06,1,$1\n"} << QByteArray{};
    QTest::newRow("two of a column") << QByteArray{"date,input,cost,currency\n2026-10-05,1,1,USD\n2026-10-06,1,1,CNY\n"} << QByteArray{};
    QTest::newRow("the name and the cells") << QByteArray{"date,input,cost_usd\n2026-10-05,1,\xE2\x82\xAC""1\n"} << QByteArray{};
    QTest::newRow("beside it in JSON") << QByteArray{R"({"time":1791190800,"usage":{"prompt_tokens":1,"cost":"7.00","currency":"CNY"}})"
                                                     "\n"}
                                       << QByteArray{"CNY"};
}

void tst_Generic::currencies()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, currency);
    const Profile profile = guessProfile(text.toStdString());
    QVERIFY(profile.cost.isMapped());
    QCOMPARE(QByteArray::fromStdString(profile.currency), currency);
    const std::optional<Problem> problem = checkProfile(profile);
    QCOMPARE(problem ? problem->field : std::string{}, currency.isEmpty() ? std::string{"columns.cost.currency"} : std::string{});
}

/// The profile says USD. What a cell or a column says otherwise is not kept as dollars; the tokens are.
void tst_Generic::amountsOfAnotherCurrency()
{
    Profile p = table();
    const auto amountOf = [&p](const std::string &cell) { return all(readText(genericFormat(p), Header + "2026-10-05,m,1,,,,,," + cell + ",\n")); };
    for (const char *other : {"\xE2\x82\xAC""12.40", "\xC2\xA5""7.00", "7.00 CNY", "EUR 3", "12.40\xC2\xA0\xE2\x82\xAC"}) {
        QCOMPARE(amountOf(other), std::string{"1+0+0+0>0(0) "});
        QVERIFY(readText(genericFormat(p), Header + "2026-10-05,m,1,,,,,," + other + ",\n").has(Cause::OtherCurrency, "cost"));
    }
    for (const char *same : {"$12.40", "12.40 USD", "US$12.40", "12.40"}) {
        QCOMPARE(amountOf(same), std::string{"1+0+0+0>0(0) 12.40USD"});
    }
    p.currency = "EUR";
    QCOMPARE(amountOf("\xE2\x82\xAC""12.40"), std::string{"1+0+0+0>0(0) 12.40EUR"});
    p.currency = "CNY";
    QCOMPARE(amountOf("\xC2\xA5""7.00"), std::string{"1+0+0+0>0(0) 7.00CNY"});
    p.currency = "USD";
    const std::string header = "when,model,in,cached,written,out,thought,sum,price,id,currency\n";
    const ListSink sink = readText(genericFormat(p), header + "2026-10-05,m,1,,,,,,7.00,,CNY\n2026-10-06,m,1,,,,,,7.00,,usd\n2026-10-07,m,1,,,,,,7.00,,\n");
    QCOMPARE(all(sink), std::string{"1+0+0+0>0(0) ; 1+0+0+0>0(0) 7.00USD; 1+0+0+0>0(0) 7.00USD"});
    // The currency beside is of another amount, where the cost's own column names its.
    p.cost.from = {"price_usd"};
    const ListSink named = readText(genericFormat(p), "when,model,in,cached,written,out,thought,sum,price,id,currency,price_usd\n2026-10-05,m,1,,,,,,4.60,,EUR,5.00\n");
    QCOMPARE(all(named), std::string{"1+0+0+0>0(0) 5.00USD"});
    QCOMPARE(sink.problems.size(), std::size_t{1});
}

/// The parser before this one kept EUR 12.40 as dollars: the row of that is found again, and no other. Of two rows that it read alike the one that is
/// read as ever has the first number.
void tst_Generic::numbersOfTheSecondParser()
{
    Profile p = table();
    const Format format = genericFormat(p);
    const std::string bare = "2026-10-05,m,1,,,,,,12.40,\n", euro = "2026-10-05,m,1,,,,,,\xE2\x82\xAC""12.40,\n";
    const auto kept = [&](const std::string &rows) { return readText(format, Header + rows).found; };
    const std::vector<Found> two = kept(bare + bare); // as they were numbered
    const std::vector<Found> now = kept(euro + bare);
    QCOMPARE(now.size(), std::size_t{2});
    QVERIFY(now.at(0).former == std::vector{two.at(1).record.identity});
    QVERIFY(now.at(1).former.empty());
    QVERIFY(now.at(1).record.identity == two.at(0).record.identity);
    QVERIFY(kept(euro).at(0).former == std::vector{two.at(0).record.identity});
    QVERIFY(kept("2026-10-05,m,1,,,,,,\xE2\x82\xAC""0.00,\n").at(0).former.empty()); // a zero is no amount in either
    QVERIFY(format.isVersion(format.formerVersions.at(2)));
}

TOKENMETER_TEST(tst_Generic);

} // namespace test_Generic

#include "tst_Generic.moc"
