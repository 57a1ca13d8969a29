// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "import/Csv.h"
#include "import/CsvNumber.h"
#include "import/CsvTime.h"

#include <QtTest>

namespace test_Csv
{

using namespace tokenmeter;

namespace
{

/// "1@0:a|b;2@4:c|d" = row number @ offset : cells; '!' behind a row with bad quoting, "unclosed 3@9" at the end.
std::string rowsOf(const std::string &text, char delimiter = ',')
{
    CsvReader reader{text, delimiter};
    CsvRow row;
    std::string all;
    while (reader.next(row)) {
        all += (all.empty() ? "" : ";") + std::to_string(row.number) + "@" + std::to_string(row.offset) + ":";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            all += (i == 0 ? "" : "|") + std::string{row.cells[i]};
        }
        all += row.badQuoting ? "!" : "";
    }
    if (reader.unclosed()) {
        all += " unclosed " + std::to_string(reader.unclosed()->number) + "@" + std::to_string(reader.unclosed()->offset);
    }
    return all;
}

} // namespace

class tst_Csv : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rows_data();
    void rows();
    void delimiters_data();
    void delimiters();
    void headers();
    void everyCutOfATableEnds();
    void counts_data();
    void counts();
    void amounts_data();
    void amounts();
    void scaling();
    void times_data();
    void times();
    void localTimes_data();
    void localTimes();
};

void tst_Csv::rows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rows");
    QTest::newRow("plain") << QByteArray{"a,b\nc,d\n"} << QByteArray{"1@0:a|b;2@4:c|d"};
    QTest::newRow("no last newline") << QByteArray{"a,b\nc,d"} << QByteArray{"1@0:a|b;2@4:c|d"};
    QTest::newRow("CRLF") << QByteArray{"a,b\r\nc,d\r\n"} << QByteArray{"1@0:a|b;2@5:c|d"};
    QTest::newRow("CR alone") << QByteArray{"a,b\rc,d"} << QByteArray{"1@0:a|b;2@4:c|d"};
    QTest::newRow("byte order mark") << QByteArray{"\xEF\xBB\xBF" "a,b\n"} << QByteArray{"1@3:a|b"};
    QTest::newRow("mark and quotes") << QByteArray{"\xEF\xBB\xBF" "\"a\",b\n"} << QByteArray{"1@3:a|b"};
    QTest::newRow("quoted delimiter") << QByteArray{"\"a,b\",c"} << QByteArray{"1@0:a,b|c"};
    QTest::newRow("doubled quotes") << QByteArray{"\"say \"\"hi\"\"\",\"\"\"\""} << QByteArray{"1@0:say \"hi\"|\""};
    QTest::newRow("newline in a cell") << QByteArray{"\"a\nb\",c\nd,e"} << QByteArray{"1@0:a\nb|c;2@8:d|e"};
    QTest::newRow("empty cells") << QByteArray{"a,,\"\"\n"} << QByteArray{"1@0:a||"};
    QTest::newRow("empty rows count") << QByteArray{"a\n\n\nb\n"} << QByteArray{"1@0:a;4@4:b"};
    QTest::newRow("ragged") << QByteArray{"a,b\nc\nd,e,f\n"} << QByteArray{"1@0:a|b;2@4:c;3@6:d|e|f"};
    QTest::newRow("quote inside a plain cell") << QByteArray{"5\" disk,b"} << QByteArray{"1@0:5\" disk|b"};
    QTest::newRow("text behind a quote") << QByteArray{"\"a\"x,b\nc,d"} << QByteArray{"1@0:a|b!;2@7:c|d"};
    QTest::newRow("never closed") << QByteArray{"a,b\n\"c,d\ne,f\n"} << QByteArray{"1@0:a|b unclosed 2@4"};
    QTest::newRow("empty") << QByteArray{} << QByteArray{};
}

void tst_Csv::rows()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rows);
    QCOMPARE(QByteArray::fromStdString(rowsOf(text.toStdString())), rows);
}

void tst_Csv::delimiters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("delimiter");
    QTest::newRow("comma") << QByteArray{"a,b,c\n1,2,3\n"} << ',';
    QTest::newRow("semicolon with decimal commas") << QByteArray{"a;b\n1,5;2,5\n1,25;3,0\n"} << ';';
    QTest::newRow("tab with commas in texts") << QByteArray{"a\tb\nx, y\tz\n"} << '\t';
    QTest::newRow("pipe") << QByteArray{"a|b|c\n1|2|3\n"} << '|';
    QTest::newRow("quoted semicolons") << QByteArray{"a,b\n\"x;y;z\",2\n"} << ',';
    QTest::newRow("one column") << QByteArray{"a\n1\n"} << ',';
    QTest::newRow("ragged") << QByteArray{"a;b;c\n1;2\n"} << ';';
}

void tst_Csv::delimiters()
{
    QFETCH(QByteArray, text);
    QFETCH(char, delimiter);
    QCOMPARE(detectDelimiter(text.toStdString()), delimiter);
}

void tst_Csv::headers()
{
    CsvReader reader{"Total_Tokens,total tokens,Input (w/ Cache Write),Input (w/o Cache Write), Cost ", ','};
    CsvRow row;
    QVERIFY(reader.next(row));
    const CsvHeader header{row};
    QCOMPARE(header.find("total tokens").value(), std::size_t{1}); // exact goes first
    QCOMPARE(header.find("TOTAL-TOKENS").value(), std::size_t{0});
    QCOMPARE(header.find("Input (w/ Cache Write)").value(), std::size_t{2});
    QCOMPARE(header.find("input w/o cache write").value(), std::size_t{3});
    QCOMPARE(header.find("Cost").value(), std::size_t{4});
    QVERIFY(!header.find("Cost to you"));
    QVERIFY(!header.find(""));
}

void tst_Csv::everyCutOfATableEnds()
{
    const std::string text = "a,\"b\"\"c\"\r\n\"d\ne\",f\n\"\",g\"h\n";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        CsvReader reader{std::string_view{text}.substr(0, size), ','};
        CsvRow row;
        std::int64_t before = -1;
        int rows = 0;
        while (reader.next(row)) {
            QVERIFY(row.offset > before);
            before = row.offset;
            ++rows;
        }
        QVERIFY(rows <= 3);
    }
}

void tst_Csv::counts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("factor");
    QTest::addColumn<qlonglong>("value");
    QTest::addColumn<int>("problem");
    const int none = -1;
    QTest::newRow("integer") << QByteArray{"42"} << 1 << 42LL << none;
    QTest::newRow("float") << QByteArray{" 42.0 "} << 1 << 42LL << none;
    QTest::newRow("exponent") << QByteArray{"1e3"} << 1 << 1000LL << none;
    QTest::newRow("empty") << QByteArray{""} << 1 << 0LL << none;
    QTest::newRow("NaN") << QByteArray{"NaN"} << 1 << 0LL << none;
    QTest::newRow("thousands of tokens") << QByteArray{"1.2345"} << 1000 << 1235LL << none; // 1234.5 rounded
    QTest::newRow("negative") << QByteArray{"-7"} << 1 << 0LL << int(Cause::NegativeCount);
    QTest::newRow("half a token") << QByteArray{"1.5"} << 1 << 0LL << int(Cause::BadNumber);
    QTest::newRow("separators unasked") << QByteArray{"1,234"} << 1 << 0LL << int(Cause::BadNumber);
    QTest::newRow("word") << QByteArray{"many"} << 1 << 0LL << int(Cause::BadNumber);
    QTest::newRow("a trillion and one") << QByteArray{"1000000000001"} << 1 << 1000000000000LL << int(Cause::CountTooLarge);
    QTest::newRow("scaled beyond") << QByteArray{"1e30"} << 1000 << 1000000000000LL << int(Cause::CountTooLarge);
}

void tst_Csv::counts()
{
    QFETCH(QByteArray, text);
    QFETCH(int, factor);
    QFETCH(qlonglong, value);
    QFETCH(int, problem);
    const CountText count = countOfText(text.toStdString(), factor);
    QCOMPARE(count.value, value);
    QCOMPARE(count.problem ? int(*count.problem) : -1, problem);
}

void tst_Csv::amounts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("decimal");
    QTest::addColumn<QByteArray>("amount");
    QTest::newRow("plain") << QByteArray{"0.0010"} << '\0' << QByteArray{"0.0010"};
    QTest::newRow("dollar") << QByteArray{"$0.19"} << '\0' << QByteArray{"0.19"};
    QTest::newRow("negative dollar") << QByteArray{"-$5"} << '\0' << QByteArray{"-5"};
    QTest::newRow("yuan") << QByteArray{"\xC2\xA5" "3.5"} << '\0' << QByteArray{"3.5"};
    QTest::newRow("euro behind") << QByteArray{"3,50 \xE2\x82\xAC"} << ',' << QByteArray{"3.50"};
    QTest::newRow("code") << QByteArray{"USD 1.5"} << '\0' << QByteArray{"1.5"};
    QTest::newRow("thousands") << QByteArray{"$1,234.56"} << '.' << QByteArray{"1234.56"};
    QTest::newRow("thousands, German") << QByteArray{"1.234,56"} << ',' << QByteArray{"1234.56"};
    QTest::newRow("thousands unasked") << QByteArray{"1,234.56"} << '\0' << QByteArray{"none"};
    QTest::newRow("word") << QByteArray{"Included"} << '.' << QByteArray{"none"};
    QTest::newRow("dash") << QByteArray{"-"} << '.' << QByteArray{"none"};
    QTest::newRow("empty") << QByteArray{""} << '.' << QByteArray{"none"};
}

void tst_Csv::amounts()
{
    QFETCH(QByteArray, text);
    QFETCH(char, decimal);
    QFETCH(QByteArray, amount);
    QCOMPARE(QByteArray::fromStdString(amountOfText(text.toStdString(), decimal).value_or("none")), amount);
}

void tst_Csv::scaling()
{
    QCOMPARE(multiplied("12.5", "0.01").value(), std::string{"0.125"}); // cents
    QCOMPARE(multiplied("0.1", "3").value(), std::string{"0.3"}); // binary floating point says 0.30000000000000004
    QVERIFY(!multiplied("1e22", "1000000"));
}

void tst_Csv::times_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("time");
    const QByteArray automatic;
    QTest::newRow("RFC 3339") << QByteArray{"2026-10-05T09:00:00Z"} << automatic << QByteArray{"2026-10-05T09:00:00Z 0"};
    QTest::newRow("slashes") << QByteArray{"2026/10/05 09:00:00"} << automatic << QByteArray{"2026-10-05T09:00:00Z 0"};
    QTest::newRow("seconds") << QByteArray{"1791190800"} << automatic << QByteArray{"2026-10-05T09:00:00Z 0"};
    QTest::newRow("seconds and a fraction") << QByteArray{"1791190800.25"} << automatic << QByteArray{"2026-10-05T09:00:00.250Z 0"};
    QTest::newRow("milliseconds") << QByteArray{"1791190800250"} << automatic << QByteArray{"2026-10-05T09:00:00.250Z 0"};
    QTest::newRow("huge") << QByteArray{"1e40"} << automatic << QByteArray{"none"};
    QTest::newRow("zero") << QByteArray{"0"} << automatic << QByteArray{"none"};
    QTest::newRow("word") << QByteArray{"today"} << automatic << QByteArray{"none"};
    QTest::newRow("German") << QByteArray{"5.10.2026 9:07"} << QByteArray{"%d.%m.%Y %H:%M"} << QByteArray{"2026-10-05T09:07:00Z 1"};
    QTest::newRow("American day") << QByteArray{"10/05/2026"} << QByteArray{"%m/%d/%Y"} << QByteArray{"2026-10-05T00:00:00Z 3"};
    QTest::newRow("fraction") << QByteArray{"20261005090000.5"} << QByteArray{"%Y%m%d%H%M%S.%f"} << QByteArray{"2026-10-05T09:00:00.500Z 0"};
    QTest::newRow("no such day") << QByteArray{"31/02/2026"} << QByteArray{"%d/%m/%Y"} << QByteArray{"none"};
    QTest::newRow("rest") << QByteArray{"05/10/2026 x"} << QByteArray{"%d/%m/%Y"} << QByteArray{"none"};
}

void tst_Csv::times()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, time);
    const std::optional<ParsedTime> read = pattern.isEmpty() ? timeOfText(text.toStdString())
                                                             : timeOfPattern(text.toStdString(), pattern.toStdString());
    QCOMPARE(QByteArray::fromStdString(read ? toRfc3339(read->time) + " " + std::to_string(int(read->precision)) : "none"), time);
}

void tst_Csv::localTimes_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("utc");
    QTest::newRow("summer in Berlin") << "Europe/Berlin" << "2026-10-05T11:00:00Z" << "2026-10-05T09:00:00Z";
    QTest::newRow("winter in Berlin") << "Europe/Berlin" << "2026-11-05T11:00:00Z" << "2026-11-05T10:00:00Z";
    QTest::newRow("repeated hour: the first") << "Europe/Berlin" << "2026-10-25T02:30:00Z" << "2026-10-25T00:30:00Z";
    QTest::newRow("skipped hour") << "Europe/Berlin" << "2026-03-29T02:30:00Z" << "2026-03-29T01:30:00Z";
    QTest::newRow("Kathmandu") << "Asia/Kathmandu" << "2026-10-05T14:45:00Z" << "2026-10-05T09:00:00Z";
}

void tst_Csv::localTimes()
{
    QFETCH(QString, zone);
    QFETCH(QString, local);
    QFETCH(QString, utc);
    const UtcTime time = utcOfLocal(parseTime(local.toStdString())->time, *Zone::byId(zone.toStdString()));
    QCOMPARE(QString::fromStdString(toRfc3339(time)), utc);
}

TOKENMETER_TEST(tst_Csv);

} // namespace test_Csv

#include "tst_Csv.moc"
