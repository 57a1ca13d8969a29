// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "CsvSupport.h"
#include "import/formats/CursorCsv.h"

#include <random>

namespace test_CursorCsv
{

using namespace tokenmeter;
using namespace tokenmeter::testing::files;

namespace
{

const std::string Header2026 = "Date,Cloud Agent ID,Automation ID,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache "
                               "Write),Cache Read,Output Tokens,Total Tokens,Cost\n";

std::string one(const ListSink &sink)
{
    return sink.found.size() == 1 ? counts(sink.found[0].record) + " " + sink.found[0].record.reportedAmount
                                  : std::to_string(sink.found.size()) + " records";
}

} // namespace

class tst_CursorCsv : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sample();
    void layouts_data();
    void layouts();
    void amounts_data();
    void amounts();
    void damaged_data();
    void damaged();
    void aTornHeaderTellsNothing();
    void orderAndRepetitionDoNotMatter();
    void equalRowsAreCounted();
    void aChangedCostIsNoNewRecord();
    void dayOnly();
    void recognised();
};

void tst_CursorCsv::sample()
{
    const ListSink sink = readText(cursorCsvFormat(), fixture("cursor-csv/usage.csv"));
    QCOMPARE(differences(fixture("cursor-csv/expected.json"), sink.found), std::string{});
    QVERIFY(sink.problems.empty()); // 28342 + 775 + 105891 + 21282 = 156290: "w/" does not include "w/o"
    QCOMPARE(sink.skippedCount, 0);
    for (const Found &found : sink.found) {
        QVERIFY(found.context.serving.provider.empty());
    }
}

void tst_CursorCsv::layouts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    // 5 + 10 + 20 + 3 = 38
    QTest::newRow("old") << QByteArray{"Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost,Cost to you\n"
                                       "2026-10-05T09:00:00.000Z,gpt-5,5,10,20,3,38,$0.12,0\n"}
                         << QByteArray{"10+20+5+0>3(0) 0.12"};
    QTest::newRow("2025") << QByteArray{"Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
                                        "2026-10-05T09:00:00.000Z,On-Demand,gpt-5,No,5,10,20,3,38,0.12\n"}
                          << QByteArray{"10+20+5+0>3(0) 0.12"};
    QTest::newRow("team, all quoted, mark, CRLF")
        << QByteArray{"\xEF\xBB\xBF" "\"Date\",\"User\",\"Kind\",\"Model\",\"Max Mode\",\"Input (w/ Cache Write)\",\"Input (w/o Cache Write)\",\"Cache Read\",\"Output Tokens\",\"Total Tokens\",\"Cost\"\r\n"
                      "\"2026-10-05T09:00:00.000Z\",\"a@b.c\",\"Included\",\"gpt-5\",\"No\",\"5\",\"10\",\"20\",\"3\",\"38\",\"1,234.50\"\r\n"}
        << QByteArray{"10+20+5+0>3(0) 1234.50"};
    QTest::newRow("requests instead of cost")
        << QByteArray{"Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Requests\n"
                      "2026-10-05T09:00:00.000Z,Included,gpt-5,No,5,10,20,3,38,2\n"}
        << QByteArray{"10+20+5+0>3(0) "};
    QTest::newRow("columns moved") << QByteArray{"Model,Output Tokens,Cache Read,Input (w/o Cache Write),Input (w/ Cache Write),Date\n"
                                                 "gpt-5,3,20,10,5,2026-10-05T09:00:00.000Z\n"}
                                   << QByteArray{"10+20+5+0>3(0) "};
}

void tst_CursorCsv::layouts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const ListSink sink = readText(cursorCsvFormat(), text.toStdString());
    QCOMPARE(QByteArray::fromStdString(one(sink)), expected);
    QVERIFY(sink.problems.empty());
}

void tst_CursorCsv::amounts_data()
{
    QTest::addColumn<QByteArray>("kindAndCost");
    QTest::addColumn<QByteArray>("amount");
    QTest::newRow("included, with a value") << QByteArray{"Included|0.19"} << QByteArray{"0.19USD"};
    QTest::newRow("included") << QByteArray{"Included|Included"} << QByteArray{""};
    QTest::newRow("free") << QByteArray{"Free|Free"} << QByteArray{""};
    QTest::newRow("dash") << QByteArray{"Included|-"} << QByteArray{""};
    QTest::newRow("NaN") << QByteArray{"Included|NaN"} << QByteArray{""};
    QTest::newRow("not charged") << QByteArray{"Aborted, Not Charged|-"} << QByteArray{"0USD"};
    QTest::newRow("zero is real") << QByteArray{"On-Demand|0"} << QByteArray{"0USD"};
}

void tst_CursorCsv::amounts()
{
    QFETCH(QByteArray, kindAndCost);
    QFETCH(QByteArray, amount);
    const QList<QByteArray> parts = kindAndCost.split('|');
    const ListSink sink = readText(cursorCsvFormat(), Header2026 + "2026-10-05T09:00:00.000Z,,,\"" + parts[0].toStdString()
                                                          + "\",gpt-5,No,0,10,0,3,13," + parts[1].toStdString() + "\n");
    QCOMPARE(sink.found.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(sink.found[0].record.reportedAmount + sink.found[0].record.reportedCurrency), amount);
}

void tst_CursorCsv::damaged_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<int>("records");
    QTest::addColumn<int>("skipped");
    QTest::addColumn<int>("cause");
    QTest::newRow("cut") << QByteArray{"2026-10-05T09:00:00.000Z,,,Included,gpt"} << 0 << 1 << int(Cause::ColumnMissing);
    QTest::newRow("cell too many") << QByteArray{"2026-10-05T09:00:00.000Z,,,Errored, No Charge,m,No,0,1,0,0,1,0"} << 0 << 1 << int(Cause::BadQuoting);
    QTest::newRow("never closed") << QByteArray{"2026-10-05T09:00:00.000Z,,,\"Incl,m,No,0,1,0,0,1,0"} << 0 << 1 << int(Cause::BadQuoting);
    QTest::newRow("no date") << QByteArray{",,,Included,m,No,0,1,0,0,1,0"} << 0 << 1 << int(Cause::MissingField);
    QTest::newRow("bad date") << QByteArray{"yesterday,,,Included,m,No,0,1,0,0,1,0"} << 0 << 1 << int(Cause::BadTime);
    QTest::newRow("before tokens were sold") << QByteArray{"1999-10-05,,,Included,m,No,0,1,0,0,1,0"} << 0 << 1 << int(Cause::TimeTooEarly);
    QTest::newRow("total differs") << QByteArray{"2026-10-05,,,Included,m,No,0,1,0,0,7,0"} << 1 << 0 << int(Cause::TotalMismatch);
    QTest::newRow("not a number") << QByteArray{"2026-10-05,,,Included,m,No,x,1,0,0,1,0"} << 1 << 0 << int(Cause::BadNumber);
    QTest::newRow("negative") << QByteArray{"2026-10-05,,,Included,m,No,-5,1,0,0,1,0"} << 1 << 0 << int(Cause::NegativeCount);
}

void tst_CursorCsv::damaged()
{
    QFETCH(QByteArray, row);
    QFETCH(int, records);
    QFETCH(int, skipped);
    QFETCH(int, cause);
    const ListSink sink = readText(cursorCsvFormat(), Header2026 + row.toStdString() + "\n");
    QCOMPARE(int(sink.found.size()), records);
    QCOMPARE(sink.skippedCount, skipped);
    QVERIFY(sink.has(Cause(cause)));
    QCOMPARE(sink.problems[0].offset, std::int64_t(Header2026.size()));
    const ListSink headless = readText(cursorCsvFormat(), "Date,Model,Cost\n2026-10-05,m,1\n");
    QVERIFY(headless.has(Cause::ColumnMissing, "Input (w/ Cache Write)") && headless.found.empty());
}

/// A header that lost its newline holds a row: what stands in it must not come out as the name of a column.
void tst_CursorCsv::aTornHeaderTellsNothing()
{
    const ListSink sink = readText(cursorCsvFormat(), Header2026.substr(0, Header2026.size() - 1) + ",secret\n"
                                                          "2026-10-05,,,Included,m,No,0,1,0,0,1,0\n");
    QVERIFY(sink.has(Cause::ColumnMissing));
    QCOMPARE(sink.problems[0].field, std::string{});
    QVERIFY(readText(cursorCsvFormat(), Header2026 + "2026-10-05,,,Included\n").has(Cause::ColumnMissing, "Model"));
}

void tst_CursorCsv::orderAndRepetitionDoNotMatter()
{
    std::vector<std::string> rows;
    for (int i = 0; i < 30; ++i) {
        rows.push_back("2026-10-05T09:00:0" + std::to_string(i % 3) + ".000Z,,,Included,gpt-5,No,0," + std::to_string(1 + i % 5)
                       + ",0,0," + std::to_string(1 + i % 5) + ",0." + std::to_string(i % 7) + "\n");
    }
    const auto table = [&](std::size_t from, std::size_t to) {
        std::string text = Header2026;
        for (std::size_t i = from; i < to; ++i) {
            text += rows[i];
        }
        return text;
    };
    const std::set<std::string> expected = reduced(readText(cursorCsvFormat(), table(0, rows.size())));
    QCOMPARE(expected.size(), rows.size()); // every row is a request, equal ones too
    std::mt19937 random{1};
    for (int round = 0; round < 50; ++round) {
        std::shuffle(rows.begin(), rows.end(), random);
        ListSink sink = readText(cursorCsvFormat(), table(0, rows.size()));
        QVERIFY(reduced(sink) == expected);
        feed(cursorCsvFormat(), table(0, rows.size()), sink); // the same export again
        feed(cursorCsvFormat(), table(0, 10), sink);          // and a part of it
        QCOMPARE(reduced(sink).size(), expected.size());
    }
}

void tst_CursorCsv::equalRowsAreCounted()
{
    const std::string row = "2026-10-05T09:00:00.000Z,,,Included,gpt-5,No,0,10,0,3,13,0.01\n";
    ListSink sink = readText(cursorCsvFormat(), Header2026 + row + row);
    QCOMPARE(reduced(sink).size(), std::size_t{2});
    feed(cursorCsvFormat(), Header2026 + row + row + row, sink); // the larger number of an overlapping export
    QCOMPARE(reduced(sink).size(), std::size_t{3});
}

void tst_CursorCsv::aChangedCostIsNoNewRecord()
{
    const std::string row = "2026-10-05T09:00:00.000Z,,,";
    ListSink sink = readText(cursorCsvFormat(), Header2026 + row + "Included,gpt-5,No,0,10,0,3,13,Included\n");
    feed(cursorCsvFormat(), Header2026 + row + "On-Demand,gpt-5,No,0,10,0,3,13,0.02\n", sink);
    const std::set<std::string> records = reduced(sink);
    QCOMPARE(records.size(), std::size_t{1});
    QVERIFY(records.begin()->find("0.02USD") != std::string::npos);
}

void tst_CursorCsv::dayOnly()
{
    const ListSink sink = readText(cursorCsvFormat(), Header2026 + "2026-10-05,c-1,a-1,Included,gpt-5,No,0,10,0,3,13,1\n");
    QCOMPARE(sink.found.size(), std::size_t{1});
    QCOMPARE(toRfc3339(sink.found[0].record.time), std::string{"2026-10-05T12:00:00Z"});
    QCOMPARE(sink.found[0].record.precision, Precision::Day);
    QCOMPARE(sink.found[0].context.attribution.session, std::string{"c-1"});
}

void tst_CursorCsv::recognised()
{
    const Format format = cursorCsvFormat();
    QVERIFY(format.recognises("usage.csv", fixture("cursor-csv/usage.csv")) >= 90);
    QCOMPARE(format.recognises("usage.csv", fixture("generic/usage.csv")), 0);
    QCOMPARE(format.recognises("x", "{\"usage\":1}"), 0);
    QCOMPARE(format.recognises("x", ""), 0);
}

TOKENMETER_TEST(tst_CursorCsv);

} // namespace test_CursorCsv

#include "tst_CursorCsv.moc"
