// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "CsvSupport.h"
#include "import/ProfilePreview.h"
#include "import/formats/Generic.h"

namespace test_ProfilePreview
{

using namespace tokenmeter;
using namespace tokenmeter::testing::files;

Profile profileOf(const std::string &columns, const std::string &semantics, const std::string &kind = "csv")
{
    const Result<Profile> profile
        = parseProfile(R"({"profile":"p","file":{"kind":")" + kind + R"("},"columns":{)" + columns + R"(},"semantics":{)" + semantics + "}}");
    if (!profile) {
        qFatal("the test's profile is refused");
    }
    return *profile;
}

/// What a wizard or the command line shows before anything is imported.
class tst_ProfilePreview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsTokensMoneyProblems();
    void unitsAndZones_data();
    void unitsAndZones();
    void insideAndBeside();
    void onlyTheFirstRows();
    void anIncompleteEnd();
    void whatIsWrongWithTheProfile();
    void listsOfJson();
    void sameAsTheImport();
    void problemsHoldNoContent();
    void names();
};

/// 10 + 20 tokens in, 1 + 2 out; 0.10 + 0.25 dollars.
void tst_ProfilePreview::rowsTokensMoneyProblems()
{
    const Profile profile = profileOf(R"("timestamp":{"from":["t"]},"input":{"from":["i"]},"output":{"from":["o"]},"cost":{"from":["c"],"currency":"USD"})", "");
    const std::string text = "t,i,o,c\n2026-10-05,10,1,0.10\nnever,1,1,1\n2026-10-06,20,2,0.25\n2026-10-07,-3,4,\n2026-10-08\n";
    const ProfilePreview preview = previewProfile(profile, text, true);
    QCOMPARE(preview.rows.size(), std::size_t{5});
    QCOMPARE(preview.left, std::int64_t{2});
    QVERIFY(preview.problems.empty());
    QCOMPARE(preview.tokens.input, std::int64_t{30});
    QCOMPARE(preview.tokens.output, std::int64_t{7});
    QCOMPARE(preview.requests, std::int64_t{3});
    const std::vector<std::pair<std::string, std::string>> amounts{{"USD", "0.35"}};
    QVERIFY(preview.amounts == amounts);
    const PreviewRow &bad = preview.rows[1];
    QVERIFY(!bad.isRead && bad.line == 3 && bad.problems.size() == 1 && bad.problems[0].cause == Cause::BadTime && bad.problems[0].line == 3);
    const PreviewRow &negative = preview.rows[3];
    QVERIFY(negative.isRead && negative.line == 5 && negative.problems.at(0).cause == Cause::NegativeCount);
    QVERIFY(preview.rows[4].problems.at(0).cause == Cause::ColumnMissing);
}

void tst_ProfilePreview::unitsAndZones_data()
{
    QTest::addColumn<QByteArray>("timestamp");
    QTest::addColumn<QByteArray>("cost");
    QTest::addColumn<QByteArray>("semantics");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("expected"); // time, input, amount
    QTest::newRow("thousands of tokens, cents") << QByteArray{} << QByteArray{R"(,"scale":0.01)"} << QByteArray{R"("token_scale":1000)"}
                                               << QByteArray{"2026-10-05T09:00:00Z,1.5,250"} << QByteArray{"2026-10-05T09:00:00Z 1500 2.5"};
    QTest::newRow("millions of tokens") << QByteArray{} << QByteArray{} << QByteArray{R"("token_scale":1000000)"} << QByteArray{"2026-10-05T09:00:00Z,0.25,1"}
                                        << QByteArray{"2026-10-05T09:00:00Z 250000 1"};
    QTest::newRow("a clock of Shanghai") << QByteArray{R"(,"zone":"Asia/Shanghai")"} << QByteArray{} << QByteArray{} << QByteArray{"2026-10-05 09:00:00,7,1"}
                                         << QByteArray{"2026-10-05T01:00:00Z 7 1"};
    QTest::newRow("a pattern") << QByteArray{R"(,"format":"%d.%m.%Y %H:%M","zone":"Europe/Berlin")"} << QByteArray{} << QByteArray{}
                               << QByteArray{"05.10.2026 09:30,7,1"} << QByteArray{"2026-10-05T07:30:00Z 7 1"};
    QTest::newRow("seconds since the epoch") << QByteArray{R"(,"format":"epoch")"} << QByteArray{} << QByteArray{} << QByteArray{"1791190800,7,1"}
                                             << QByteArray{"2026-10-05T09:00:00Z 7 1"};
    QTest::newRow("decimal commas") << QByteArray{} << QByteArray{} << QByteArray{R"("decimal":",")"} << QByteArray{"2026-10-05T09:00:00Z,1.234,\"1.000,50\""}
                                    << QByteArray{"2026-10-05T09:00:00Z 1234 1000.5"};
}

void tst_ProfilePreview::unitsAndZones()
{
    QFETCH(QByteArray, timestamp);
    QFETCH(QByteArray, cost);
    QFETCH(QByteArray, semantics);
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, expected);
    const Profile profile = profileOf(R"("timestamp":{"from":["t"])" + timestamp.toStdString() + R"(},"input":{"from":["i"]},"cost":{"from":["c"],"currency":"USD")"
                                          + cost.toStdString() + "}",
                                      semantics.toStdString());
    const ProfilePreview preview = previewProfile(profile, "t,i,c\n" + row.toStdString() + "\n", true);
    QCOMPARE(preview.rows.size(), std::size_t{1});
    QVERIFY(preview.rows[0].isRead);
    QCOMPARE(QByteArray::fromStdString(toRfc3339(preview.rows[0].record.time) + " " + std::to_string(preview.tokens.input) + " " + preview.amounts.at(0).second), expected);
}

/// The same row by the two readings: 100 with 60 cached inside are 40 + 60; beside they are 100 + 60.
void tst_ProfilePreview::insideAndBeside()
{
    const std::string columns = R"("timestamp":{"from":["t"]},"input":{"from":["i"]},"cache_read":{"from":["r"]},"output":{"from":["o"]},"reasoning":{"from":["q"]})";
    const std::string text = "t,i,r,o,q\n2026-10-05,100,60,10,4\n";
    const ProfilePreview inside = previewProfile(profileOf(columns, R"("input_includes_cache_read":true,"output_includes_reasoning":true)"), text, true);
    QCOMPARE(counts(inside.rows.at(0).record), std::string{"40+60+0+0>10(4)"});
    const ProfilePreview beside = previewProfile(profileOf(columns, R"("input_includes_cache_read":false,"output_includes_reasoning":false)"), text, true);
    QCOMPARE(counts(beside.rows.at(0).record), std::string{"100+60+0+0>14(4)"});
}

void tst_ProfilePreview::onlyTheFirstRows()
{
    const Profile profile = profileOf(R"("timestamp":{"from":["t"]},"input":{"from":["i"]})", "");
    std::string text = "t,i\n";
    for (int i = 0; i < 300; ++i) {
        text += "2026-10-05T09:00:00Z,1\n";
    }
    const ProfilePreview preview = previewProfile(profile, text, true);
    QCOMPARE(preview.rows.size(), PreviewRows);
    QCOMPARE(preview.tokens.input, std::int64_t{100}); // the sums are of what is shown
    QCOMPARE(preview.rows.back().line, std::int64_t{101});
}

void tst_ProfilePreview::anIncompleteEnd()
{
    const Profile profile = profileOf(R"("timestamp":{"from":["t"]},"input":{"from":["i"]})", "");
    const std::string text = "t,i\n2026-10-05,12\n2026-10-05,3";
    QCOMPARE(previewProfile(profile, text, false).tokens.input, std::int64_t{12});
    QCOMPARE(previewProfile(profile, text, true).tokens.input, std::int64_t{15});
    QVERIFY(previewProfile(profile, "", true).rows.empty());
}

void tst_ProfilePreview::whatIsWrongWithTheProfile()
{
    Profile profile = profileOf(R"("timestamp":{"from":["t"]},"input":{"from":["i"]})", "");
    const ProfilePreview renamed = previewProfile(profile, "t,tokens\n2026-10-05,12\n", true);
    QVERIFY(renamed.rows.empty() && renamed.problems.size() == 1 && renamed.problems[0].cause == Cause::ColumnMissing);
    profile.cacheRead.from = {"r"}; // the choice is open
    const ProfilePreview open = previewProfile(profile, "t,i,r\n2026-10-05,12,1\n", true);
    QVERIFY(open.rows.empty() && open.problems.at(0).cause == Cause::AmbiguousSemantics);
}

void tst_ProfilePreview::listsOfJson()
{
    const Profile profile = profileOf(R"("timestamp":{"from":["t"]},"input":{"from":["use.i"]})", "", "json");
    const ProfilePreview preview = previewProfile(profile, R"([{"t":"2026-10-05","use":{"i":5}},{"t":"x","use":{"i":7}},{"t":"2026-10-06","use":{"i":8}}])", true);
    QCOMPARE(preview.rows.size(), std::size_t{3});
    QCOMPARE(preview.left, std::int64_t{1});
    QCOMPARE(preview.tokens.input, std::int64_t{13});
    QVERIFY(preview.problems.empty());
    QVERIFY(!preview.rows[1].isRead && preview.rows[1].problems.at(0).cause == Cause::BadTime);
}

/// What is shown is what would be imported.
void tst_ProfilePreview::sameAsTheImport()
{
    const Result<Profile> profile = parseProfile(fixture("generic/profile.json"));
    QVERIFY(profile);
    const std::string text = fixture("generic/usage.csv");
    const ListSink imported = readText(genericFormat(*profile), text);
    const ProfilePreview preview = previewProfile(*profile, text, true);
    std::set<std::string> shown;
    for (const PreviewRow &row : preview.rows) {
        if (row.isRead) {
            shown.insert(line(Found{row.record, row.context}));
        }
    }
    QVERIFY(!shown.empty());
    QVERIFY(shown == reduced(imported));
}

void tst_ProfilePreview::problemsHoldNoContent()
{
    const Profile profile = profileOf(R"("timestamp":{"from":["t"]},"input":{"from":["i"]},"cost":{"from":["c"],"currency":"USD"})", "");
    const ProfilePreview preview = previewProfile(profile, "t,i,c\nSECRET,1,1\n2026-10-05,SECRET,1\n2026-10-05,1,SECRET\n2026-10-05,1\n\"SECRET", true);
    int told = 0;
    for (const PreviewRow &row : preview.rows) {
        for (const Problem &problem : row.problems) {
            ++told;
            QVERIFY(problem.field.find("SECRET") == std::string::npos && problem.args.empty());
        }
    }
    QVERIFY(told >= 5);
}

void tst_ProfilePreview::names()
{
    for (const char *good : {"a", "my export 2", "x_1-b.c", "\xE8\xB4\xA6\xE5\x8D\x95"}) {
        QVERIFY2(isProfileName(good), good);
    }
    for (const std::string &bad : {std::string{}, std::string{"../a"}, std::string{"a/b"}, std::string{".a"}, std::string{" a"}, std::string{"a "}, std::string(65, 'a'), std::string{"a\n"},
                                   std::string{"a\xff"}}) {
        QVERIFY2(!isProfileName(bad), bad.c_str());
    }
}

TOKENMETER_TEST(tst_ProfilePreview);

} // namespace test_ProfilePreview

#include "tst_ProfilePreview.moc"
