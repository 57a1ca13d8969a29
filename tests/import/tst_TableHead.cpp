// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "import/Inclusion.h"
#include "import/ProfilePreview.h"
#include "import/TableHead.h"
#include "import/formats/Generic.h"

#include <QtTest>

namespace test_TableHead
{

using namespace tokenmeter;

namespace
{

QByteArray cellsOf(const TableHead &table)
{
    QByteArray text;
    for (const std::string &column : table.columns) {
        text += '[' + QByteArray::fromStdString(column) + ']';
    }
    for (const RawRow &row : table.rows) {
        text += ' ' + QByteArray::number(qint64(row.line)) + ':';
        for (const std::string &cell : row.cells) {
            text += QByteArray::fromStdString(cell) + '|';
        }
        text += row.isPassedOver ? "over" : "";
    }
    return text;
}

Profile kindOf(Profile::Kind kind)
{
    Profile profile;
    profile.name = "p";
    profile.kind = kind;
    return profile;
}

} // namespace

/// The first rows of a file as they are written.
class tst_TableHead : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rows_data();
    void rows();
    void troubles_data();
    void troubles();
    void headerless();
    void listsKnowTheirPlaces();
    void onlyTheFirstRows();
    void whatFits();
    void evidence();
    void versions();
};

void tst_TableHead::rows_data()
{
    using Kind = Profile::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("csv") << int(Kind::Csv) << QByteArray{"a,b\n1,\"x,\ny\"\n2,z\n"} << QByteArray{"[a][b] 2:1|x,\ny| 4:2|z|"};
    QTest::newRow("byte order mark, CRLF, semicolons") << int(Kind::Csv) << QByteArray{"\xEF\xBB\xBF" "a;b\r\n1;2\r\n"} << QByteArray{"[a][b] 2:1|2|"};
    QTest::newRow("ragged") << int(Kind::Csv) << QByteArray{"a,b\n1\n1,2,3\n"} << QByteArray{"[a][b] 2:1| 3:1|2|"};
    QTest::newRow("an open quote") << int(Kind::Csv) << QByteArray{"a,b\n1,2\n\"3,4\n"} << QByteArray{"[a][b] 2:1|2| 3:"};
    QTest::newRow("tabs") << int(Kind::Tsv) << QByteArray{"a\tb\n1\t2\n"} << QByteArray{"[a][b] 2:1|2|"};
    QTest::newRow("json lines") << int(Kind::Jsonl) << QByteArray{"{\"t\":1,\"u\":{\"i\":2}}\nno\n\n{\"u\":{\"o\":3},\"t\":4}\n"}
                                << QByteArray{"[t][u.i][u.o] 1:1|2| 2: 4:4||3|"};
    QTest::newRow("json list") << int(Kind::Json) << QByteArray{"[{\"t\":1},\n 7,\n{\"t\":2}]"} << QByteArray{"[t] 1:1| 2: 3:2|"};
}

void tst_TableHead::rows()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(cellsOf(tableHead(kindOf(Profile::Kind(kind)), text.toStdString(), true)), expected);
}

void tst_TableHead::troubles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("trouble");
    QTest::newRow("empty") << QByteArray{} << int(HeadTrouble::Empty);
    QTest::newRow("blanks") << QByteArray{"\xEF\xBB\xBF \n\n"} << int(HeadTrouble::Empty);
    QTest::newRow("UTF-16") << QByteArray{"\xFF\xFE" "a\0,\0b\0", 8} << int(HeadTrouble::Utf16);
    QTest::newRow("binary") << QByteArray{"SQLite\0x", 8} << int(HeadTrouble::Binary);
    QTest::newRow("one column") << QByteArray{"a\n1\n"} << int(HeadTrouble::OneColumn);
    QTest::newRow("a header alone") << QByteArray{"a,b\n"} << int(HeadTrouble::NoRows);
    QTest::newRow("a list that does not end") << QByteArray{"[{\"a\":1},"} << int(HeadTrouble::NotJson);
    QTest::newRow("no list") << QByteArray{"{\n\"a\": 1\n}"} << int(HeadTrouble::NotJson);
    QTest::newRow("fine") << QByteArray{"a,b\n1,2\n"} << int(HeadTrouble::None);
}

void tst_TableHead::troubles()
{
    QFETCH(QByteArray, text);
    QFETCH(int, trouble);
    const std::string head = text.toStdString();
    QCOMPARE(int(tableHead(guessProfile(head), head, true).trouble), trouble);
}

/// A table without names has its columns numbered, and is read by these numbers.
void tst_TableHead::headerless()
{
    const std::string text = "2026-10-05,gpt-5.2,10,3\n2026-10-06,gpt-5.2,20,4\n";
    QVERIFY(tableHead(kindOf(Profile::Kind::Csv), text, true).looksHeaderless);
    Profile profile = kindOf(Profile::Kind::Csv);
    profile.headerRow = 0;
    profile.timestamp.from = {"1"};
    profile.model.from = {"2"};
    profile.input.from = {"3"};
    profile.output.from = {"4"};
    const TableHead table = tableHead(profile, text, true);
    QVERIFY(!table.looksHeaderless);
    QCOMPARE(cellsOf(table), QByteArray{"[1][2][3][4] 1:2026-10-05|gpt-5.2|10|3| 2:2026-10-06|gpt-5.2|20|4|"});
    const ProfilePreview preview = previewProfile(profile, text, true);
    QCOMPARE(preview.tokens.input, std::int64_t{30});
    QCOMPARE(preview.left, std::int64_t{0});
    const Result<Profile> again = parseProfile(profileToJson(profile));
    QVERIFY(again && *again == profile);
}

/// Each row of a list is a place of its own, also in one line, behind blanks and in a file whose letters are mended.
void tst_TableHead::listsKnowTheirPlaces()
{
    Profile profile = kindOf(Profile::Kind::Json);
    profile.recordsPath = "data.rows";
    profile.timestamp.from = {"t"};
    profile.input.from = {"i"};
    const std::string text = " {\"data\":{\"rows\":[{\"t\":\"2026-10-05\",\"i\":1},\n{\"t\":\"\xFF\",\"i\":2},{\"t\":\"2026-10-06\",\"i\":3}]}}";
    const ProfilePreview preview = previewProfile(profile, text, true);
    const TableHead table = tableHead(profile, text, true);
    QCOMPARE(preview.rows.size(), std::size_t{3});
    QCOMPARE(table.rows.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(preview.rows[i].offset, table.rows[i].offset);
        QCOMPARE(text.substr(std::size_t(preview.rows[i].offset), 4), std::string{"{\"t\""});
        QCOMPARE(preview.rows[i].isRead, i != 1);
        QCOMPARE(preview.rows[i].line, std::int64_t{i == 0 ? 1 : 2});
    }
    QVERIFY(!table.isUtf8);
    QCOMPARE(listPaths(text), std::vector<std::string>{"data.rows"});
    QCOMPARE(guessProfile("{\n \"meta\": 1,\n \"items\": [{\"timestamp\":\"2026-10-05\",\"input_tokens\":4}]\n}").recordsPath, std::string{"items"});
}

void tst_TableHead::onlyTheFirstRows()
{
    std::string text = "a,b\n";
    for (int i = 0; i < 150; ++i) {
        text += std::to_string(i) + ",x\n";
    }
    const TableHead table = tableHead(kindOf(Profile::Kind::Csv), text, true);
    QCOMPARE(table.rows.size(), PreviewRows);
    QVERIFY(table.hasMore);
    QCOMPARE(text.substr(std::size_t(table.end), 4), std::string{"100,"});
    const TableHead cut = tableHead(kindOf(Profile::Kind::Csv), "a,b\n1,2\n3,", false);
    QCOMPARE(cellsOf(cut), QByteArray{"[a][b] 2:1|2|"}); // the last row may go on
    std::string wide = "c0";
    for (int i = 1; i < 1200; ++i) {
        wide += ",c" + std::to_string(i);
    }
    QCOMPARE(tableHead(kindOf(Profile::Kind::Csv), wide + "\n", true).columns.size(), MostColumns);
    const std::string letters(5000, 'x');
    QCOMPARE(tableHead(kindOf(Profile::Kind::Csv), "a,b\n1," + letters + "\n", true).rows.at(0).cells.at(1).size(), std::size_t{1024});
}

void tst_TableHead::whatFits()
{
    Profile profile = kindOf(Profile::Kind::Csv);
    profile.timestamp.from = {"When"};
    profile.input.from = {"in", "input_tokens"};
    profile.project.from = {"team"};
    QVERIFY(fitsColumns(profile, tableHead(profile, "when,Input Tokens,team\n1,2,3\n", true)));
    QVERIFY(!fitsColumns(profile, tableHead(profile, "when,Input Tokens\n1,2\n", true)));
    profile.project.constant = "mine"; // takes the column's place
    QVERIFY(fitsColumns(profile, tableHead(profile, "when,Input Tokens\n1,2\n", true)));
    Profile lines = profile;
    lines.kind = Profile::Kind::Jsonl;
    QVERIFY(fitsColumns(lines, tableHead(lines, "{\"When\":1,\"in\":2}\n", true)));
    QVERIFY(!fitsColumns(lines, tableHead(lines, "{\"when\":1,\"in\":2}\n", true)));
}

/// 100 in with 60 cached, 10 out with 4 of it reasoned: 110 in all when the cache lies inside and reasoning, too.
void tst_TableHead::evidence()
{
    Profile profile = kindOf(Profile::Kind::Csv);
    profile.timestamp.from = {"t"};
    profile.input.from = {"i"};
    profile.cacheRead.from = {"r"};
    profile.output.from = {"o"};
    profile.reasoning.from = {"q"};
    profile.total.from = {"all"};
    const std::string text = "t,i,r,o,q,all\n1,100,60,10,4,110\n1,5,0,1,0,6\n1,100,60,10,0,170\n1,2,3,0,0,\n";
    const Inclusion all = inclusionOf(profile, text);
    QCOMPARE(all.cacheRead, (PartEvidence{.rows = 2, .inside = 1, .beside = 1, .larger = 1, .exampleWhole = 100, .examplePart = 60}));
    QCOMPARE(all.reasoning, (PartEvidence{.rows = 1, .inside = 1, .beside = 0, .larger = 0, .exampleWhole = 10, .examplePart = 4}));
    QCOMPARE(all.cacheWrite, PartEvidence{});
    profile.inputIncludesCacheRead = false; // then nothing explains 110
    QCOMPARE(inclusionOf(profile, text).reasoning.inside, std::int64_t{0});
    profile.total = {};
    QCOMPARE(inclusionOf(profile, text).cacheRead.rows, std::int64_t{0});
}

namespace
{

/// FNV-1a over what the profile says: the version that ledgers have from the first parser of mappings.
std::int32_t firstVersionOf(Profile profile)
{
    profile.name = "any";
    std::uint32_t hash = 2166136261U;
    for (const char c : profileToJson(profile)) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return std::int32_t(hash & 0x7FFFFFFFU);
}

} // namespace

/// What a profile is called changes no record; what it says does.
void tst_TableHead::versions()
{
    Profile profile = kindOf(Profile::Kind::Csv);
    profile.timestamp.from = {"t"};
    profile.input.from = {"i"};
    const std::int32_t before = genericFormat(profile).parserVersion;
    QVERIFY(before > 1);
    profile.name = "another";
    QCOMPARE(genericFormat(profile).parserVersion, before);
    profile.tokenScale = 1000;
    QVERIFY(genericFormat(profile).parserVersion != before);
    // Files that the first parser read are of their profile still, and of no other.
    const Format format = genericFormat(profile);
    const std::int32_t first = firstVersionOf(profile);
    QVERIFY(first != format.parserVersion);
    QVERIFY(format.isVersion(first) && format.isVersion(format.parserVersion));
    QVERIFY(!format.isVersion(before) && !format.isVersion(0));
    profile.tokenScale = 1;
    QVERIFY(!genericFormat(profile).isVersion(first));
}

TOKENMETER_TEST(tst_TableHead);

} // namespace test_TableHead

#include "tst_TableHead.moc"
