// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "CsvSupport.h"
#include "import/Json.h"
#include "import/formats/BillFiles.h"
#include "import/formats/BillLines.h"

#include <random>

namespace test_BillFiles
{

using namespace tokenmeter;
using namespace tokenmeter::testing::files;

const std::string AzureTable =
    "Date,SubscriptionId,ResourceGroup,MeterCategory,MeterSubCategory,MeterName,UnitOfMeasure,Quantity,CostInBillingCurrency,BillingCurrencyCode,ChargeType,InvoiceSectionName\n"
    "10/05/2026,sub-1,rg,Cognitive Services,Azure OpenAI,gpt 4o 1120 cached Inp glbl Tokens,1K,1200,1.50,EUR,Usage,team\n"
    "10/05/2026,sub-1,rg,Cognitive Services,Azure OpenAI,gpt 4o 1120 Batch Outp glbl Tokens,1M,0.2,2.25,EUR,Usage,team\n"
    "2026-10-06,sub-1,rg,Storage,Blob,Hot LRS Data Stored,1 GB/Month,3,0.10,EUR,Usage,team\n"
    "2026-10-06,sub-1,rg,Foundry Models,,gpt 5.2 Inp glbl Tokens,1K,5,-0.01,EUR,RoundingAdjustment,team\n";

struct Case
{
    const char *format;
    std::string text;
    std::vector<std::string> lines;
};

/// "provider part|day|model class tier|billed currency|tokens|project key"
std::string line(const BilledLine &billed)
{
    const Charge &c = billed.charge;
    return billed.provider + " " + billed.part + "|" + (c.day ? toIso(*c.day) : toRfc3339(c.from)) + "|" + c.model + " " + std::to_string(int(c.tokenClass)) + " "
        + c.tier + "|" + (c.billed ? c.billed->text : "-") + " " + c.currency + "|" + (c.tokens ? std::to_string(*c.tokens) : "-") + "|" + c.project + " " + c.keyLabel
        + (c.category != ChargeCategory::Usage ? " category " + std::to_string(int(c.category)) : "") + (c.isOtherProduct ? " other" : "");
}

const std::vector<Case> &cases()
{
    // Sums by hand: Anthropic 0.30 + 0.75 + 0.27 = 1.32; OpenAI 0.00383598 + 0.5 = 0.50383598; FOCUS 1.50 + 2.00 = 3.50 beside 0.70 of
    // tax; 1200 of 1K tokens = 1,200,000; 0.2 of 1M = 200,000.
    static const std::vector<Case> all{
        {"anthropic-cost-csv",
         fixture("anthropic-cost-csv/claude_api_cost_2026_10.csv"),
         {"anthropic |2026-10-05|Claude Sonnet 4.5 1 |0.30 USD|-|Default demo-key", "anthropic |2026-10-05|Claude Sonnet 4.5 6 |0.75 USD|-|Default demo-key",
          "anthropic |2026-10-05|Claude Sonnet 4.5 2 |0.27 USD|-|Default demo-key"}},
        {"openai-cost-csv",
         fixture("openai-cost-csv/cost_2026-10-05_2026-10-06.csv"),
         {"openai |2026-10-05|gpt-5-nano 6 |0.003835980000000000000000000000 USD|-|Proj A key_1", "openai |2026-10-05|gpt-5.2 1 |0.5 USD|1000|Proj A key_1"}},
        {"focus-csv",
         fixture("focus-csv/focus-1.2.csv"),
         {"azure 2026-10|2026-10-05|gpt 5.2 1 |1.50 USD|1200000|demo-openai ", "azure 2026-10|2026-10-05|gpt 5.2 6 |2.00 USD|200000|demo-openai ",
          "azure 2026-10|2026-10-05| 0 |0.70 USD|-|demo-sub  category 1 other"}},
        {"azure-cost-csv",
         AzureTable,
         {"azure sub-1|2026-10-05|gpt 4o 1120 2 |1.50 EUR|1200000|rg ", "azure sub-1|2026-10-05|gpt 4o 1120 6 batch|2.25 EUR|200000|rg ",
          "azure sub-1|2026-10-06| 0 |0.10 EUR|-|rg  other", "azure sub-1|2026-10-06|gpt 5.2 1 |-0.01 EUR|5000|rg  category 3"}},
        {"deepseek-cost-csv",
         "user_id,start_time_iso,end_time_iso,model,wallet_type,cost,currency\nu,2026-10-05T00:00:00+08:00,2026-10-06T00:00:00+08:00,deepseek-chat,topped_up,0.0123,CNY\n",
         {"deepseek |2026-10-05|deepseek-chat 0 |0.0123 CNY|-| "}},
    };
    return all;
}

ListSink read(const char *format, const std::string &text)
{
    return readText(*formatById(format), text);
}

std::multiset<std::string> linesOf(const ListSink &sink)
{
    std::multiset<std::string> lines;
    for (const BilledLine &each : sink.charges) {
        lines.insert(line(each));
    }
    return lines;
}

/// Bills as files: charges, never usage.
class tst_BillFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goldenLines();
    void recognised();
    void anyOrderAndAnyCut();
    void hostile();
    void wrongEncoding();
    void damagedRows_data();
    void damagedRows();
    void meters_data();
    void meters();
    void metersReadOtherwise();
    void units();
    void measures();
    void nothingIsLost();
    void openAiItems();
    void periods();
    void spacesAndCaseOfAzure();
};

void tst_BillFiles::goldenLines()
{
    for (const Case &each : cases()) {
        const ListSink sink = read(each.format, each.text);
        QCOMPARE(linesOf(sink), std::multiset<std::string>(each.lines.begin(), each.lines.end()));
        QVERIFY(sink.found.empty() && sink.problems.empty()); // no usage of it
        QCOMPARE(sink.skippedCount, 0);
    }
    const ListSink deepSeek = read("deepseek-cost-csv", cases().back().text);
    QCOMPARE(toRfc3339(deepSeek.charges[0].charge.from), std::string{"2026-10-04T16:00:00Z"}); // its day begins at eight hours east
    const ListSink focus = read("focus-csv", fixture("focus-csv/focus-1.2.csv"));
    QVERIFY(focus.charges[0].isWholePart && focus.charges[0].charge.account == "acc-1" && focus.charges[0].charge.effective->text == "1.50");
}

void tst_BillFiles::recognised()
{
    for (const Case &each : cases()) {
        for (const Format &format : formats()) {
            const int score = format.recognises ? format.recognises("x.csv", each.text) : 0;
            QVERIFY2((score > 0) == (format.id == each.format), std::string{format.id}.c_str());
        }
        QVERIFY(read(each.format, "a,b\n1,2\n").has(Cause::ColumnMissing));
    }
}

void tst_BillFiles::anyOrderAndAnyCut()
{
    std::mt19937 random{3};
    for (const Case &each : cases()) {
        const std::size_t header = each.text.find('\n') + 1;
        std::vector<std::string> rows;
        for (std::size_t at = header; at < each.text.size();) {
            const std::size_t end = each.text.find('\n', at) + 1;
            rows.push_back(each.text.substr(at, end - at));
            at = end;
        }
        for (int round = 0; round < 10; ++round) {
            std::shuffle(rows.begin(), rows.end(), random);
            std::string text = each.text.substr(0, header);
            for (const std::string &row : rows) {
                text += row;
            }
            QCOMPARE(linesOf(read(each.format, text)).size(), each.lines.size());
        }
        for (std::size_t size = 0; size < each.text.size(); ++size) {
            QVERIFY(read(each.format, each.text.substr(0, size)).charges.size() <= each.lines.size());
        }
    }
}

void tst_BillFiles::hostile()
{
    for (const Case &each : cases()) {
        for (const std::string_view value : {"1e400", "NaN", "0x10", "--5", "99999999999999999999999999999999999999", "1,2,3", "\"", "\xff", "2026-13-45"}) {
            for (std::size_t at = each.text.find('\n'); at + 1 < each.text.size(); at += 3) {
                std::string text = each.text;
                text.insert(at, value);
                const ListSink sink = read(each.format, text);
                for (const BilledLine &billed : sink.charges) {
                    QVERIFY(billed.charge.billed && !billed.charge.currency.empty() && billed.charge.from < billed.charge.to);
                }
                for (const Problem &problem : sink.problems) {
                    QVERIFY(problem.args.empty() && problem.field.size() < 40);
                }
            }
        }
    }
}

void tst_BillFiles::wrongEncoding()
{
    for (const Case &each : cases()) {
        const QString wide = QString::fromStdString(each.text);
        QVERIFY(read(each.format, "\xff\xfe" + std::string{reinterpret_cast<const char *>(wide.utf16()), std::size_t(wide.size()) * 2}).charges.empty());
        std::string latin = each.text;
        latin[latin.rfind(',') - 1] = '\xe9';
        for (const BilledLine &billed : read(each.format, latin).charges) {
            for (const auto &[name, value] : billed.charge.other) {
                QVERIFY(!json::mendedUtf8(value));
            }
            QVERIFY(!json::mendedUtf8(line(billed)));
        }
    }
}

void tst_BillFiles::damagedRows_data()
{
    QTest::addColumn<QByteArray>("row"); // of OpenAI's table
    QTest::addColumn<int>("cause");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("no number") << QByteArray{"1791158400,abc,usd,x"} << int(Cause::BadNumber) << QByteArray{"amount_value"};
    QTest::newRow("no currency") << QByteArray{"1791158400,0.5,,x"} << int(Cause::MissingField) << QByteArray{"amount_currency"};
    QTest::newRow("no day") << QByteArray{",0.5,usd,x"} << int(Cause::MissingField) << QByteArray{"start_time"};
    QTest::newRow("before anybody paid") << QByteArray{"1000000000,0.5,usd,x"} << int(Cause::TimeTooEarly) << QByteArray{"start_time"};
    QTest::newRow("short") << QByteArray{"1791158400,0.5"} << int(Cause::ColumnMissing) << QByteArray{};
}

void tst_BillFiles::damagedRows()
{
    QFETCH(QByteArray, row);
    QFETCH(int, cause);
    QFETCH(QByteArray, field);
    const std::string header = "start_time,amount_value,amount_currency,line_item\n";
    const ListSink sink = read("openai-cost-csv", header + row.toStdString() + "\n1791158400,0.25,usd,kept\n");
    QCOMPARE(sink.charges.size(), std::size_t{1});
    QCOMPARE(sink.skippedCount, 1);
    QVERIFY(sink.has(Cause(cause), field.toStdString()));
    QCOMPARE(sink.problems[0].offset, std::int64_t(header.size()));
}

void tst_BillFiles::meters_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("input") << QByteArray{"gpt 4o 1120 Inp glbl Tokens"} << QByteArray{"gpt 4o 1120 1"};
    QTest::newRow("cached") << QByteArray{"gpt-4.1-mini cchd Inp regnl"} << QByteArray{"gpt-4.1-mini 2"};
    QTest::newRow("output") << QByteArray{"o4-mini opt dz Tokens"} << QByteArray{"o4-mini 6"};
    QTest::newRow("batch") << QByteArray{"gpt 4o Batch Outp"} << QByteArray{"gpt 4o 6 batch"};
    QTest::newRow("input in hyphens") << QByteArray{"gpt-4o-0806-Inp-glbl Tokens"} << QByteArray{"gpt-4o-0806 1"};
    QTest::newRow("cached in hyphens") << QByteArray{"gpt-4o-mini-0718-cchd-Inp-glbl Tokens"} << QByteArray{"gpt-4o-mini-0718 2"};
    QTest::newRow("batch in hyphens") << QByteArray{"gpt-4o-0806-Batch-Outp-glbl Tokens"} << QByteArray{"gpt-4o-0806 6 batch"};
    QTest::newRow("hyphens behind blanks") << QByteArray{"gpt-4.1-mini cchd-Inp-regnl Tokens"} << QByteArray{"gpt-4.1-mini 2"};
    QTest::newRow("hyphens of the model alone") << QByteArray{"qwen2.5-14b-1m-global Inp glbl"} << QByteArray{"qwen2.5-14b-1m-global 1"};
    QTest::newRow("written to the cache") << QByteArray{"claude-x-cache-write-Inp-glbl"} << QByteArray{"claude-x 5"};
    QTest::newRow("written to the cache, in blanks") << QByteArray{"claude x cache write Inp glbl"} << QByteArray{"claude x 5"};
    QTest::newRow("no cache to write to") << QByteArray{"palmyra-write Inp"} << QByteArray{"palmyra-write 1"};
    QTest::newRow("neither, in hyphens") << QByteArray{"Text-Records"} << QByteArray{"Text-Records 0"};
    QTest::newRow("neither") << QByteArray{"Text Records"} << QByteArray{"Text Records 0"};
    QTest::newRow("both") << QByteArray{"m Inp Outp"} << QByteArray{"m 0"};
    QTest::newRow("nothing") << QByteArray{} << QByteArray{" 0"};
}

void tst_BillFiles::meters()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, words);
    const MeterWords is = meterWords(name.toStdString());
    QCOMPARE(QByteArray::fromStdString(is.model + " " + std::to_string(int(is.tokenClass)) + (is.isBatch ? " batch" : "")), words);
}

/// What a mended parser reads out of a meter's name makes no other line of the same bill; where it is a column of its own it does.
void tst_BillFiles::metersReadOtherwise()
{
    Charge before;
    before.sku = "gpt-4o-0806-Batch-Outp-glbl Tokens";
    Charge now = before;
    now.model = "gpt-4o-0806";
    now.tokenClass = TokenClass::Output;
    now.tier = "batch";
    for (const char *format : {"azure-cost-csv", "focus-csv"}) {
        QVERIFY(lineOfBill(format, before) == lineOfBill(format, now));
        Charge other = now;
        other.sku = "gpt-4o-0806-Outp-glbl Tokens";
        QVERIFY(lineOfBill(format, other) != lineOfBill(format, now));
    }
    QVERIFY(lineOfBill("anthropic-cost-csv", before) != lineOfBill("anthropic-cost-csv", now));
}

void tst_BillFiles::units()
{
    for (const auto &[unit, factor] : {std::pair{"1K Tokens", 1000}, std::pair{"1K", 1000}, std::pair{"1M", 1'000'000}, std::pair{"1M Tokens", 1'000'000},
                                       std::pair{"Tokens", 1}, std::pair{"1 Token", 1}, std::pair{"1 GB/Month", 0}, std::pair{"1", 0}, std::pair{"", 0}}) {
        QCOMPARE(tokensOfUnit(unit), std::int64_t{factor});
    }
}

/// A quantity counts in its own unit: 1200 of 1K tokens are 1,200,000 though a unit of tokens stands in an empty pair before; and
/// Azure's unit "1" is a token where the meter is one of tokens.
void tst_BillFiles::measures()
{
    const auto focus = [](const std::string &values) {
        const ListSink sink = read("focus-csv", "BilledCost,BillingCurrency,ChargePeriodStart,ServiceName,ConsumedQuantity,ConsumedUnit,PricingQuantity,PricingUnit\n1,USD,2026-10-05,Azure OpenAI," + values + "\n");
        const Charge &c = sink.charges.at(0).charge;
        return c.quantity + " " + c.unit + " " + (c.tokens ? std::to_string(*c.tokens) : "-");
    };
    QCOMPARE(focus(",Tokens,1200,1K Tokens"), std::string{"1200 1K Tokens 1200000"});
    QCOMPARE(focus("5,Tokens,1200,1K Tokens"), std::string{"5 Tokens 5"});
    QCOMPARE(focus("5,Requests,1200,1K Tokens"), std::string{"1200 1K Tokens 1200000"});
    QCOMPARE(focus("5,Requests,2,Hours"), std::string{"5 Requests -"});
    const OtherFields kept{{"ConsumedQuantity", "5"}, {"ConsumedUnit", "Requests"}};
    QVERIFY(read("focus-csv", "BilledCost,BillingCurrency,ChargePeriodStart,ServiceName,ConsumedQuantity,ConsumedUnit,PricingQuantity,PricingUnit\n1,USD,2026-10-05,Azure OpenAI,5,Requests,2,1K\n").charges.at(0).charge.other == kept);
    const auto azure = [](const std::string &meter) {
        const ListSink sink = read("azure-cost-csv", "Date,MeterCategory,MeterName,UnitOfMeasure,Quantity,Cost,BillingCurrency\n2026-10-05,Azure OpenAI," + meter + ",1,1500,0.5,USD\n");
        return sink.charges.at(0).charge.tokens.value_or(-1);
    };
    QCOMPARE(azure("gpt 4o Inp glbl Tokens"), std::int64_t{1500});
    QCOMPARE(azure("Provisioned Managed Units"), std::int64_t{-1});
}

/// Columns that nothing stands for are kept by their names.
void tst_BillFiles::nothingIsLost()
{
    const ListSink sink = read("azure-cost-csv", AzureTable);
    const OtherFields expected{{"InvoiceSectionName", "team"}};
    QVERIFY(sink.charges.at(0).charge.other == expected);
    const ListSink anthropic = read("anthropic-cost-csv", fixture("anthropic-cost-csv/claude_api_cost_2026_10.csv"));
    const OtherFields others{{"api_key_id", "apikey_x"}, {"api_key_status", "active"}};
    QVERIFY(anthropic.charges.at(0).charge.other == others);
}

void tst_BillFiles::openAiItems()
{
    const auto itemOf = [](const std::string &item) {
        const ListSink sink = read("openai-cost-csv", "start_time,amount_value,amount_currency,line_item\n1791158400,-0.25,usd,\"" + item + "\"\n");
        const Charge &c = sink.charges.at(0).charge;
        return c.model + "|" + std::to_string(int(c.tokenClass)) + "|" + c.tier + "|" + std::to_string(int(c.category));
    };
    QCOMPARE(itemOf("gpt-5.2, cached input, batch"), std::string{"gpt-5.2|2|batch|3"});
    QCOMPARE(itemOf("gpt-5.2, output_tokens"), std::string{"gpt-5.2|6||3"});
    QCOMPARE(itemOf("web search, tool calls"), std::string{"|0||3"});
    QCOMPARE(itemOf("Credit grant"), std::string{"|0||2"});
}

void tst_BillFiles::periods()
{
    const std::string header = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ServiceName\n";
    const ListSink hour = read("focus-csv", header + "1,usd,2026-10-05 09:00:00,2026-10-05 10:00:00,Azure OpenAI\n");
    QVERIFY(!hour.charges.at(0).charge.day && hour.charges[0].charge.to - hour.charges[0].charge.from == std::chrono::hours{1});
    const ListSink day = read("focus-csv", header + "1,usd,2026-10-05,,Azure OpenAI\n");
    QCOMPARE(toIso(*day.charges.at(0).charge.day), std::string{"2026-10-05"});
    const ListSink turned = read("focus-csv", header + "1,usd,2026-10-05T00:00:00Z,2026-10-04T00:00:00Z,Azure OpenAI\n");
    QVERIFY(turned.charges.empty() && turned.has(Cause::BadTime, "ChargePeriodEnd") && turned.skippedCount == 1);
}

void tst_BillFiles::spacesAndCaseOfAzure()
{
    const ListSink sink = read("azure-cost-csv", "date,Meter Category,meterName,unit of measure,QUANTITY,cost,billing currency\n2026-10-05,Azure OpenAI,gpt Inp,1K,2,0.5,usd\n");
    QCOMPARE(sink.charges.size(), std::size_t{1});
    QCOMPARE(line(sink.charges[0]), std::string{"azure |2026-10-05|gpt 1 |0.5 USD|2000| "});
    QVERIFY(sink.charges[0].charge.other.empty()); // each stands for something, however it is spelled
}

TOKENMETER_TEST(tst_BillFiles);

} // namespace test_BillFiles

#include "tst_BillFiles.moc"
