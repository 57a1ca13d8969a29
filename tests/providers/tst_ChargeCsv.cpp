// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"
#include "providers/ChargeCsv.h"

namespace test_ChargeCsv
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_ChargeCsv : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void table();
    void missingColumns();
    void oddCells();
    void linesAreThoseOfTheFile();
};

namespace
{

const std::string Table = "\xEF\xBB\xBF" "Invoice number,123\r\n"
                          "Service description,SKU description,Usage start date,Usage amount,Usage unit,Cost ($),Credits,Note\r\n"
                          "Gemini API,\"Input, \"\"short\"\"\",2026-03-01,\"1,050,000\",count,\"$1,204.50\",-$0.50,a\r\n"
                          "Gemini API,Output,2026-03-02,27000,count,0.25,,\r\n"
                          "\r\n"
                          ",,,,,1204.25,,Total\r\n";

} // namespace

// By hand: 1204.50 - 0.50 + 0.25 = 1204.25; the row of the total has no day and is none.
void tst_ChargeCsv::table()
{
    const std::vector<std::string> header = chargeCsvHeader(Table);
    const ChargeCsvColumns columns = guessedChargeColumns(header);
    QCOMPARE(columns.cost, std::string{"Cost ($)"});
    QCOMPARE(columns.day, std::string{"Usage start date"});
    const Result<PolledPage> page = parseChargeCsv(Table, columns, std::chrono::minutes{0}, "USD");
    QVERIFY(page);
    QCOMPARE(page->charges.size(), std::size_t{2});
    QCOMPARE(billedSum(page->charges), std::string{"1204.25"});
    QCOMPARE(page->charges[0].sku, std::string{"Input, \"short\""});
    QCOMPARE(page->charges[0].quantity, std::string{"1050000"});
    QCOMPARE(page->charges[0].contracted->text, std::string{"1204.50"});
    QCOMPARE(page->charges[0].currency, std::string{"USD"});
    const OtherFields kept{{"Note", "a"}};
    QCOMPARE(page->charges[0].other, kept);
    QCOMPARE(page->problemCount, std::size_t{1});
    QVERIFY(page->isIncomplete);
}

void tst_ChargeCsv::missingColumns()
{
    const Result<PolledPage> none = parseChargeCsv("", {}, std::chrono::minutes{0}, "USD");
    QVERIFY(!none);
    QCOMPARE(none.problem().cause, Cause::ColumnMissing);
    const Result<PolledPage> other = parseChargeCsv("a,b\n1,2\n", {.day = "a", .cost = "c"}, std::chrono::minutes{0}, "USD");
    QCOMPARE(other.problem().args.front(), std::string{"c"});
}

void tst_ChargeCsv::oddCells()
{
    const ChargeCsvColumns columns{.day = "day", .cost = "cost", .credits = "credits", .currency = "cur"};
    const Result<PolledPage> page = parseChargeCsv("day,cost,credits,cur\n2026-03-01,-€5.10,,eur\n2026-03-01,free,,\n2026-03-01,5,much,\n"
                                                   "2026-03-01,\"1,5\",,\n2026-03-01,7 EUR\n2026-03-01 10:00,\"1",
                                                   columns, std::chrono::minutes{480}, "CNY");
    QVERIFY(page);
    QCOMPARE(page->charges.size(), std::size_t{6});
    QCOMPARE(page->charges[0].billed->text, std::string{"-5.10"});
    QCOMPARE(page->charges[0].currency, std::string{"EUR"});
    QCOMPARE(page->charges[0].from, at("2026-02-28T16:00:00Z"));
    QVERIFY(!page->charges[1].billed);
    QVERIFY(!page->charges[2].billed); // the credit is unknown, and so is the sum
    QVERIFY(!page->charges[3].billed); // a decimal comma is not guessed
    QCOMPARE(page->charges[4].billed->text, std::string{"7"});
    QCOMPARE(page->charges[4].currency, std::string{"CNY"});
    QCOMPARE(page->charges[5].billed->text, std::string{"1"});
    QCOMPARE(page->problemCount, std::size_t{3});
    QCOMPARE(page->problems[0].line, std::int64_t{3});
    QCOMPARE(page->problems[1].line, std::int64_t{4});
    QCOMPARE(page->problems[2].line, std::int64_t{5});
}

/// Lines are those of an editor: empty ones, a mark at the beginning, both kinds of ends and ends inside quotes count.
void tst_ChargeCsv::linesAreThoseOfTheFile()
{
    const Result<PolledPage> page = parseChargeCsv("\xEF\xBB\xBFInvoice\r\n\r\nday,cost,note\r\n2026-03-01,1,\"two\r\nlines\"\r\n2026-03-01,free,\r\rtotal,9,\n",
                                                   {.day = "day", .cost = "cost"}, std::chrono::minutes{0}, "USD");
    QVERIFY(page);
    QCOMPARE(page->problems.size(), std::size_t{2});
    QCOMPARE(page->problems[0].line, std::int64_t{6}); // "free"
    QCOMPARE(page->problems[1].line, std::int64_t{8}); // the total, behind an empty line
}

TOKENMETER_TEST(tst_ChargeCsv);

} // namespace test_ChargeCsv

#include "tst_ChargeCsv.moc"
