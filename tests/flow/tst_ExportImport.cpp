// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "flow/BillFiles.h"
#include "flow/Reconcile.h"
#include "flow/Pricing.h"

#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <zlib.h>

namespace test_ExportImport
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

std::string contentOf(const std::string &path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write(const std::string &path, const std::string &content)
{
    std::ofstream{path, std::ios::binary | std::ios::trunc}.write(content.data(), std::streamsize(content.size()));
}

void writeGzip(const std::string &path, const std::string &content)
{
    gzFile file = ::gzopen(path.c_str(), "wb");
    if (file == nullptr || ::gzwrite(file, content.data(), unsigned(content.size())) != int(content.size()) || ::gzclose(file) != Z_OK) {
        qFatal("cannot write a packed file");
    }
}

std::vector<OfAccount<Charge>> chargesIn(const ImportedLedger &ledger)
{
    const auto reader = LedgerReader::open(ledger.path());
    return *(*reader)->charges({});
}

std::string sumOf(const std::vector<OfAccount<Charge>> &charges)
{
    ChargeAmount sum;
    for (const OfAccount<Charge> &each : charges) {
        sum = tokenmeter::sumOf(sum, *each.row.billed);
    }
    return sum.text;
}

std::vector<BillingAccount> accountsIn(const ImportedLedger &ledger)
{
    const auto reader = LedgerReader::open(ledger.path());
    return *(*reader)->accounts();
}

/// Exports and bills through the whole import: packed, again, changed, in any order.
class tst_ExportImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void packedFilesAreReadOnceUntilTheyChange();
    void aCutPackedFileIsReadAgain();
    void billsBecomeCharges();
    void aLaterBillReplaces();
    void onePartReplacesItself();
    void partsOfOneExport();
    void anyOrderOfFiles();
    void ledgersFromBeforeFilesWereNoted();
    void anInvoiceThatComesLater();
    void aFileWithAnotherMonth();
    void twoAccounts();
    void billsAreNotAllHeld();
    void ofTwoExportsTheLaterOne();
    void exportsOfSelections();
    void joinsTheOnlyPolledAccount();
    void severalAccountsInOneBill();
    void billsReconcile();
    void trackersYield();
    void trackersAlone();
    void trackersOfTwoComputers();
};

void tst_ExportImport::packedFilesAreReadOnceUntilTheyChange()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const std::string text = contentOf(FIXTURES "/bedrock-invocation/20261005T090000_demo.json");
    const std::string path = base + "/object.json.gz";
    writeGzip(path, text);
    ImportedLedger packed;
    const ImportSummary first = packed.import({base});
    QCOMPARE(first.lines.added, 2);
    QCOMPARE(first.filesFailed, 0);
    const ImportSummary again = packed.import({base});
    QCOMPARE(again.filesUnchanged, 1);
    QCOMPARE(again.filesRead, 0);
    // Unpacked beside it, the same records.
    write(base + "/object.json", text);
    const ImportSummary both = packed.import({base});
    QCOMPARE(both.lines.added, 0);
    QCOMPARE(both.lines.duplicate, 2);
    ImportedLedger plain;
    plain.import({base + "/object.json"});
    QCOMPARE(packed.cells().size(), plain.cells().size());
    // Replaced by one with a record more: the whole is read again, and one is new.
    const std::string line = text.substr(0, text.find('\n') + 1);
    writeGzip(path, text + QString::fromStdString(line).replace(QStringLiteral("000000000001"), QStringLiteral("000000000009")).toStdString());
    const ImportSummary grown = packed.import({base});
    QCOMPARE(grown.lines.added, 1);
    QCOMPARE(grown.lines.duplicate, 2);
    QCOMPARE(packed.import({base}).filesUnchanged, 2);
    QCOMPARE(QString::fromStdString(packed.whatIsWrong()), QString{});
}

void tst_ExportImport::aCutPackedFileIsReadAgain()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString() + "/a.json.gz";
    std::string text;
    for (int i = 0; i < 400; ++i) {
        text += R"({"schemaType":"ModelInvocationLog","timestamp":"2026-10-05T09:00:00Z","requestId":"r-)" + std::to_string(i * 7919)
            + R"(","modelId":"m","input":{"inputTokenCount":)" + std::to_string(i + 1) + R"(},"output":{"outputTokenCount":1}})" "\n";
    }
    writeGzip(path, text);
    const std::string whole = contentOf(path);
    write(path, whole.substr(0, whole.size() * 2 / 3));
    ImportedLedger ledger;
    const ImportSummary cut = ledger.import({path});
    QCOMPARE(cut.filesFailed, 1);
    QCOMPARE(cut.problems.at(0).cause, Cause::PackedDamaged);
    QVERIFY(cut.lines.added > 0 && cut.lines.added < 400);
    write(path, whole);
    const ImportSummary rest = ledger.import({path});
    QCOMPARE(rest.filesFailed, 0);
    QCOMPARE(cut.lines.added + rest.lines.added, 400);
    QCOMPARE(ledger.import({path}).filesUnchanged, 1);
    ImportedLedger once;
    once.import({path});
    QCOMPARE(ledger.fingerprint(), once.fingerprint());
}

/// Anthropic: 0.30 + 0.75 + 0.27 = 1.32.
void tst_ExportImport::billsBecomeCharges()
{
    ImportedLedger ledger;
    const std::string file = FIXTURES "/anthropic-cost-csv/claude_api_cost_2026_10.csv";
    const ImportSummary summary = ledger.import({file});
    QCOMPARE(summary.billedLines, 3);
    QCOMPARE(summary.lines.added, 0); // no usage of it
    QCOMPARE(summary.sources.at(0).records, 3);
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"1.32"});
    const std::vector<BillingAccount> accounts = accountsIn(ledger);
    QCOMPARE(accounts.size(), std::size_t{1});
    QVERIFY(isImportedBill(accounts[0]) && accounts[0].paused);
    QCOMPARE(accounts[0].provider, std::string{"anthropic"});
    QCOMPARE(ledger.import({file}).filesUnchanged, 1);
    // The same file under another name replaces, and doubles nothing.
    QTemporaryDir folder;
    const std::string copy = folder.path().toStdString() + "/copy.csv";
    fs::copy_file(file, copy);
    QCOMPARE(ledger.import({copy}).billedLines, 3);
    QCOMPARE(chargesIn(ledger).size(), std::size_t{3});
    QCOMPARE(accountsIn(ledger).size(), std::size_t{1});
}

const std::string CostHeader = "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd\n";

std::string costRow(const std::string &day, const std::string &amount)
{
    return day + ",Claude Sonnet 4.5,Default,k,message,,output," + amount + "\n";
}

/// A stretch of days is replaced by a later export of them; days outside it stay.
void tst_ExportImport::aLaterBillReplaces()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    ImportedLedger ledger;
    write(base + "/a.csv", CostHeader + costRow("2026-10-01", "1") + costRow("2026-10-02", "2") + costRow("2026-10-03", "4"));
    write(base + "/b.csv", CostHeader + costRow("2026-10-02", "2.5") + costRow("2026-10-04", "8"));
    ledger.import({base + "/a.csv"});
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"7"});
    ledger.import({base + "/b.csv"});
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"11.5"}); // 1 + 2.5 + 8: the third has nothing any more
    write(base + "/empty.csv", CostHeader);
    ledger.import({base + "/empty.csv"});
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"11.5"});
}

/// Of FOCUS a billing period as a whole: what is not in its later export is gone, whatever days it is of; other periods stay.
void tst_ExportImport::onePartReplacesItself()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const std::string header = "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargePeriodStart,ServiceName,ProviderName\n";
    const auto row = [](const std::string &period, const std::string &day, const std::string &amount) {
        return amount + ",acc,USD," + period + ",Usage," + day + ",Azure OpenAI,Microsoft\n";
    };
    ImportedLedger ledger;
    write(base + "/oct.csv", header + row("2026-10-01", "2026-10-05", "1") + row("2026-10-01", "2026-09-30", "-0.5"));
    write(base + "/nov.csv", header + row("2026-11-01", "2026-11-05", "4"));
    ledger.import({base + "/oct.csv", base + "/nov.csv"});
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"4.5"});
    write(base + "/later.csv", header + row("2026-10-01", "2026-10-05", "2"));
    ledger.import({base + "/later.csv"});
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"6"}); // 2 + 4
}

const std::string FocusHeader = "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargePeriodStart,ServiceName,ProviderName,SkuMeter\n";

std::string focusRow(const std::string &day, const std::string &meter, const std::string &amount)
{
    return amount + ",acc,USD,2026-10-01,Usage," + day + ",Azure OpenAI,Microsoft," + meter + "\n";
}

void setModified(const std::string &path, int hoursAgo)
{
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours{hoursAgo});
}

/// An export that is delivered in parts: 1 + 2 and 4 + 8, of the same days. One meter of a day stands in both parts, where they were cut.
void tst_ExportImport::partsOfOneExport()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    writeGzip(base + "/part_0.csv.gz", FocusHeader + focusRow("2026-10-05", "inp", "1") + focusRow("2026-10-06", "outp", "2") + focusRow("2026-10-07", "inp", "0.25"));
    writeGzip(base + "/part_1.csv.gz", FocusHeader + focusRow("2026-10-05", "cached inp", "4") + focusRow("2026-10-06", "batch", "8") + focusRow("2026-10-07", "inp", "0.5"));
    setModified(base + "/part_0.csv.gz", 2);
    setModified(base + "/part_1.csv.gz", 1);
    ImportedLedger ledger;
    QCOMPARE(ledger.import({base}).billedLines, 6);
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"15.75"});
    QCOMPARE(ledger.import({base}).filesUnchanged, 2);
    // One part is written again: 1 + 2 + 0.25 of the other, which has not changed, stay beside 4.5 + 8 + 0.5.
    writeGzip(base + "/part_1.csv.gz", FocusHeader + focusRow("2026-10-05", "cached inp", "4.5") + focusRow("2026-10-06", "batch", "8") + focusRow("2026-10-07", "inp", "0.5"));
    const ImportSummary part = ledger.import({base});
    QCOMPARE(part.filesUnchanged, 1);
    QCOMPARE(part.billedLines, 3);
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"16.25"});
    // The month's next delivery, in one file, replaces both: 1 + 4 + 2.5 + 8 + 1.
    write(base + "/later.csv",
          FocusHeader + focusRow("2026-10-05", "inp", "1") + focusRow("2026-10-05", "cached inp", "4") + focusRow("2026-10-06", "outp", "2.5") + focusRow("2026-10-06", "batch", "8")
              + focusRow("2026-10-07", "inp", "1"));
    ledger.import({base + "/later.csv"});
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"16.5"});
}

/// "account report day meter amount", sorted.
QStringList billedLinesIn(const ImportedLedger &ledger)
{
    QStringList lines;
    for (const OfAccount<Charge> &each : chargesIn(ledger)) {
        lines << QString::fromStdString(std::to_string(each.account) + " " + each.report + " " + toRfc3339(each.row.from).substr(0, 10) + " " + each.row.sku + " " + each.row.billed->text);
    }
    lines.sort();
    return lines;
}

/// Two parts, an earlier delivery of the same month, and another month's file, of one account; the ledger holds the same in each order of
/// importing them one by one, and from one import of all: October 1 + 4 + 8, November 32.
void tst_ExportImport::anyOrderOfFiles()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const std::string november = "32,acc,USD,2026-11-01,Usage,2026-11-05,Azure OpenAI,Microsoft,inp\n";
    write(base + "/draft.csv", FocusHeader + focusRow("2026-10-05", "inp", "0.5") + focusRow("2026-10-05", "gone", "64") + focusRow("2026-10-06", "outp", "4.25"));
    write(base + "/part_0.csv", FocusHeader + focusRow("2026-10-05", "inp", "1") + focusRow("2026-10-06", "outp", "4"));
    write(base + "/part_1.csv", FocusHeader + focusRow("2026-10-07", "batch", "8"));
    write(base + "/november.csv", FocusHeader + november);
    std::vector<std::string> files{base + "/draft.csv", base + "/part_0.csv", base + "/part_1.csv", base + "/november.csv"};
    for (std::size_t i = 0; i < files.size(); ++i) {
        setModified(files[i], int(files.size() - i));
    }
    ImportedLedger together;
    together.import({base});
    QCOMPARE(sumOf(chargesIn(together)), std::string{"45"});
    const QStringList expected = billedLinesIn(together);
    std::sort(files.begin(), files.end());
    int orders = 0;
    do {
        if (++orders % 5 != 1) { // five of the 24; flow's BillMerge is tried in all orders
            continue;
        }
        ImportedLedger ledger;
        for (const std::string &each : files) {
            ledger.import({each});
        }
        QCOMPARE(billedLinesIn(ledger), expected);
        const auto reader = LedgerReader::open(ledger.path());
        const std::vector<ReportState> states = *(*reader)->reportStates();
        QCOMPARE(states.size(), std::size_t{2});
        for (const ReportState &state : states) {
            QCOMPARE(toRfc3339(*state.readTo).substr(0, 10), std::string{state.report == "focus-csv:2026-10" ? "2026-10-08" : "2026-11-06"});
        }
    } while (std::next_permutation(files.begin(), files.end()));
}

/// Lines that an older version stored get their files when those are read again, as they are once: so the part that is written again
/// leaves the other. 1 + 2 and 4, then 1 + 2 and 4.5.
void tst_ExportImport::ledgersFromBeforeFilesWereNoted()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    write(base + "/part_0.csv", FocusHeader + focusRow("2026-10-05", "inp", "1") + focusRow("2026-10-06", "inp", "2"));
    write(base + "/part_1.csv", FocusHeader + focusRow("2026-10-05", "outp", "4"));
    ImportedLedger ledger;
    ledger.import({base});
    makeDatabase(QString::fromStdString(ledger.path()), "UPDATE charge SET file = '', file_ns = 0, told_from_ms = 0, told_to_ms = 0; UPDATE file SET parser_version = 2");
    const ImportSummary again = ledger.import({base});
    QCOMPARE(again.filesUnchanged, 0);
    QCOMPARE(again.billedLines, 3);
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"7"});
    write(base + "/part_1.csv", FocusHeader + focusRow("2026-10-05", "outp", "4.5"));
    QCOMPARE(ledger.import({base}).filesUnchanged, 1);
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"7.5"});
}

/// A month's export before and after it has an invoice, in one folder: 2.5 + 4 of the later one.
void tst_ExportImport::anInvoiceThatComesLater()
{
    const auto azure = [](const char *day, const char *amount, const char *invoice) {
        return std::string{day} + ",Azure OpenAI,gpt 4o Inp glbl Tokens,1K,5," + amount + ",USD,sub," + invoice + "\n";
    };
    const auto focus = [](const char *day, const char *amount, const char *invoice) {
        return std::string{amount} + ",acc,USD,2026-10-01,Usage," + day + ",Azure OpenAI,Microsoft,inp," + invoice + "\n";
    };
    const std::string azureHeader = "Date,MeterCategory,MeterName,UnitOfMeasure,Quantity,Cost,BillingCurrency,SubscriptionId,InvoiceId\n";
    const std::string focusHeader = FocusHeader.substr(0, FocusHeader.size() - 1) + ",InvoiceId\n";
    for (const bool isAzure : {true, false}) {
        const auto row = [&](const char *day, const char *amount, const char *invoice) { return isAzure ? azure(day, amount, invoice) : focus(day, amount, invoice); };
        QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        write(base + "/mid.csv", (isAzure ? azureHeader : focusHeader) + row("2026-10-05", "2", "") + row("2026-10-06", "3", ""));
        write(base + "/final.csv", (isAzure ? azureHeader : focusHeader) + row("2026-10-05", "2.5", "INV-7") + row("2026-10-06", "4", "INV-7"));
        setModified(base + "/mid.csv", 5);
        setModified(base + "/final.csv", 1);
        ImportedLedger ledger;
        ledger.import({base});
        QCOMPARE(sumOf(chargesIn(ledger)), std::string{"6.5"});
    }
}

/// A file that is written over with another month, as a download of always the same name, takes nothing of what it told before, also
/// where a copy of that lies beside it.
void tst_ExportImport::aFileWithAnotherMonth()
{
    for (const bool isCopied : {false, true}) {
        QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        ImportedLedger ledger;
        write(base + "/cost.csv", CostHeader + costRow("2026-10-01", "1") + costRow("2026-10-02", "2"));
        ledger.import({base});
        if (isCopied) {
            fs::copy_file(base + "/cost.csv", base + "/october.csv");
            ledger.import({base});
        }
        write(base + "/cost.csv", CostHeader + costRow("2026-11-01", "4"));
        ledger.import({base});
        QCOMPARE(sumOf(chargesIn(ledger)), std::string{"7"});
    }
}

/// The lines of one account take nothing of the other's: 3 of a, 4 of b.
void tst_ExportImport::twoAccounts()
{
    const std::string header = "start_time,end_time,amount_value,amount_currency,line_item,organization_id\n";
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    ImportedLedger ledger;
    write(base + "/both.csv", header + "1791158400,1791244800,1,usd,x,org-a\n1791158400,1791244800,4,usd,x,org-b\n");
    ledger.import({base});
    write(base + "/later.csv", header + "1791158400,1791244800,3,usd,x,org-a\n");
    ledger.import({base});
    QCOMPARE(sumOf(chargesIn(ledger)), std::string{"7"});
    QCOMPARE(accountsIn(ledger).size(), std::size_t{2});
}

/// Lines that are too many to be held are stored in between, also in an import of bills alone; the ledger holds the same. Five files of
/// ten lines, each the next day's, with the day before restated as 1: held are at most 15 lines, so after two, four and all five.
void tst_ExportImport::billsAreNotAllHeld()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    for (int day = 1; day <= 5; ++day) {
        std::string text = CostHeader;
        for (int key = 0; key < 5; ++key) {
            for (const int each : {day, day + 1}) {
                text += "2026-10-0" + std::to_string(each) + ",Claude Sonnet 4.5,Default,k" + std::to_string(key) + ",message,,output," + (each == day ? "1" : "2") + "\n";
            }
        }
        const std::string path = base + "/" + std::to_string(day) + ".csv";
        write(path, text);
        setModified(path, 10 - day);
    }
    ImportedLedger whole;
    QCOMPARE(whole.import({base}).billStores, 1);
    QCOMPARE(sumOf(chargesIn(whole)), std::string{"35"}); // five keys: 1 of the first five days, 2 of the sixth
    ImportedLedger bounded;
    bounded.limits = {.queuedRecords = 20, .billedLines = 15};
    QCOMPARE(bounded.import({base}).billStores, 3);
    QCOMPARE(billedLinesIn(bounded), billedLinesIn(whole));
    QCOMPARE(bounded.import({base}).filesUnchanged, 5);
}

/// Two exports of one month in one folder, read at once: the one that was written later counts, in whatever order they are named.
/// What was corrected away (the third day) is gone; what only one of them tells of other days stays.
void tst_ExportImport::ofTwoExportsTheLaterOne()
{
    const std::string early = CostHeader + costRow("2026-10-01", "1") + costRow("2026-10-02", "2") + costRow("2026-10-03", "4");
    const std::string late = CostHeader + costRow("2026-10-02", "2.5") + costRow("2026-10-04", "8");
    for (const auto &[first, second] : {std::pair{"/v1.csv", "/v2.csv"}, std::pair{"/v2.csv", "/v1.csv"}}) {
        QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        write(base + first, early);
        write(base + second, late);
        setModified(base + first, 5);
        setModified(base + second, 1);
        ImportedLedger ledger;
        ledger.import({base});
        QCOMPARE(sumOf(chargesIn(ledger)), std::string{"11.5"}); // 1 + 2.5 + 8
        // A copy of the later one adds nothing.
        fs::copy_file(base + second, base + "/copy.csv");
        ledger.import({base});
        QCOMPARE(sumOf(chargesIn(ledger)), std::string{"11.5"});
    }
}

/// Exports of a workspace, or of a resource, say nothing of the others, be they imported together or one after the other.
void tst_ExportImport::exportsOfSelections()
{
    const auto ofWorkspace = [](const std::string &name, const std::string &amount) {
        return CostHeader + "2026-10-01,Claude Sonnet 4.5," + name + ",k,message,,output," + amount + "\n" + "2026-10-09,Claude Sonnet 4.5," + name
            + ",k,message,,output," + amount + "\n";
    };
    const auto ofResource = [](const std::string &name, const std::string &amount) {
        return "Date,MeterCategory,MeterName,UnitOfMeasure,Quantity,Cost,BillingCurrency,SubscriptionId,ResourceId,MeterId\n10/05/2026,Azure OpenAI,gpt 4o Inp "
               "glbl Tokens,1K,5,"
            + amount + ",USD,sub," + name + ",m1\n";
    };
    for (const bool isAzure : {false, true}) {
        const auto text = [&](const std::string &name, const std::string &amount) { return isAzure ? ofResource(name, amount) : ofWorkspace(name, amount); };
        const std::string both = isAzure ? "5" : "10";  // 1 + 4, of two days each
        const std::string again = isAzure ? "6" : "12"; // 2 + 4
        for (const bool isTogether : {true, false}) {
            QTemporaryDir folder;
            const std::string base = folder.path().toStdString();
            ImportedLedger ledger;
            write(base + "/a.csv", text("A", "1"));
            if (!isTogether) {
                ledger.import({base});
            }
            write(base + "/b.csv", text("B", "4"));
            ledger.import({base});
            QCOMPARE(sumOf(chargesIn(ledger)), both);
            write(base + "/later.csv", text("A", "2"));
            ledger.import({base});
            QCOMPARE(sumOf(chargesIn(ledger)), again);
            QCOMPARE(chargesIn(ledger).size(), std::size_t(isAzure ? 2 : 4));
        }
    }
}

void tst_ExportImport::joinsTheOnlyPolledAccount()
{
    const BillingAccount polled{.id = 4, .provider = "openai", .name = "mine"};
    const BillingAccount other{.id = 5, .provider = "openai", .name = "theirs"};
    BillingAccount imported{.id = 6, .provider = "openai", .name = "bills", .fields = {{ImportedBillField, "org-1"}}};
    const BillSlices::BilledAccount bill{"openai", "org-1", true};
    QCOMPARE(accountOfBill({polled}, bill), 0);
    QCOMPARE(accountOfBill({polled, other}, bill), -1);
    QCOMPARE(accountOfBill({polled, imported}, bill), 1);
    QCOMPARE(accountOfBill({imported}, {"openai", "org-2", true}), -1);
    QCOMPARE(accountOfBill({polled}, {"openai", "org-1", false}), -1);
    QCOMPARE(accountOfBill({}, bill), -1);
}

void tst_ExportImport::severalAccountsInOneBill()
{
    std::vector<BilledLine> lines;
    for (const char *account : {"a", "b", "a"}) {
        BilledLine line{.provider = "openai"};
        line.charge.account = account;
        line.charge.from = parseTime("2026-10-05")->time;
        line.charge.to = line.charge.from + std::chrono::hours{24};
        lines.push_back(line);
    }
    const BillSlices bill = slicesOfBills({{"a.csv", 0, lines}}, "openai-cost-csv", {});
    QCOMPARE(bill.billedAccounts.size(), std::size_t{2});
    QCOMPARE(bill.parts.size(), std::size_t{2});
    QCOMPARE(bill.parts[0].files.size(), std::size_t{1});
    QCOMPARE(bill.parts[0].files[0].charges.size(), std::size_t{2});
    QCOMPARE(bill.parts[0].files[0].file, std::string{"a.csv"});
    QCOMPARE(bill.parts[0].stretch.report, std::string{"openai-cost-csv"});
    QCOMPARE(toRfc3339(bill.parts[0].stretch.to), std::string{"2026-10-06T00:00:00Z"});
    QVERIFY(!bill.parts[0].isWholePart);
}

/// What the reconciliation makes of it: the bill's 0.75 for output beside what usage of the same day costs.
void tst_ExportImport::billsReconcile()
{
    ImportedLedger ledger;
    ledger.import({FIXTURES "/anthropic-cost-csv/claude_api_cost_2026_10.csv", FIXTURES "/anthropic-usage-csv/claude_api_tokens_2026_10.csv"});
    const auto reader = LedgerReader::open(ledger.path());
    const auto pricer = pricerOf(**reader);
    ReconcileRequest request;
    request.account = accountsIn(ledger).at(0);
    request.month = std::chrono::year{2026} / 10;
    request.now = parseTime("2026-11-24T12:00:00Z")->time;
    const Result<AccountMonth> month = reconcileMonth(**reader, **pricer, request);
    QVERIFY(month);
    QCOMPARE(month->currencies.size(), std::size_t{1});
    // By the list of prices: 100,000 at 3.00, 20,000 at 3.75, 5,000 at 6.00, 900,000 at 0.30 and 50,000 at 15.00 a million.
    QVERIFY(month->currencies[0].input.billed == parseDecimal("1.32", 18).value());
    std::set<std::string> models;
    for (const ReconcileCell &cell : month->currencies[0].input.cells) {
        models.insert(cell.model);
    }
    QVERIFY2(models.size() <= 2, "the bill's name of the model is not the ledger's"); // Sonnet by both names, and Haiku
}

std::int64_t tokensIn(const ImportedLedger &ledger, UsageFilter::Excluded excluded = UsageFilter::Excluded::Without)
{
    const auto reader = LedgerReader::open(ledger.path());
    const UsageFilter filter{.excluded = excluded};
    std::int64_t total = 0;
    RecordQuestion question{.filter = filter, .limit = 10'000};
    const Result<RecordPage> page = (*reader)->records(question, Zone::utc());
    for (const RecordRow &row : page->rows) {
        total += row.tokens.total();
    }
    return total;
}

/// Claude Code's logs and ccusage's sum of them, in either order: the logs count alone, in records and in rollups. (The sum is from
/// ccusage itself, run over these logs: 14,847 tokens of four models.)
void tst_ExportImport::trackersYield()
{
    const std::string logs = FIXTURES "/claude-code/home/.claude/projects";
    const std::string sums = FIXTURES "/ccusage/claude-daily.json";
    ImportedLedger plain;
    plain.import({logs});
    const std::int64_t expected = tokensIn(plain);
    const auto rollup = [](const ImportedLedger &ledger) {
        const auto reader = LedgerReader::open(ledger.path());
        return (*reader)->summary()->records;
    };
    for (const bool logsFirst : {true, false}) {
        ImportedLedger ledger;
        const ImportSummary one = ledger.import({logsFirst ? logs : sums});
        QCOMPARE(one.yielded, 0);
        if (!logsFirst) {
            QCOMPARE(tokensIn(ledger), 14'847);
        }
        const ImportSummary other = ledger.import({logsFirst ? sums : logs});
        QCOMPARE(other.yielded, 4);
        QCOMPARE(tokensIn(ledger), expected);
        QCOMPARE(rollup(ledger), rollup(plain));
        QCOMPARE(tokensIn(ledger, UsageFilter::Excluded::Only), 14'847); // to be seen, with the reason
        const auto reader = LedgerReader::open(ledger.path());
        const Result<RecordPage> left = (*reader)->records({.filter = {.excluded = UsageFilter::Excluded::Only}}, Zone::utc());
        QVERIFY(std::all_of(left->rows.begin(), left->rows.end(), [](const RecordRow &row) { return row.leftOut == NotCounted::Covered; }));
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
        // Again: nothing changes.
        QCOMPARE(ledger.import({logs, sums}).yielded, 0);
        QCOMPARE(tokensIn(ledger), expected);
    }
}

/// Without logs the sums count, and of two that tell one day of one tool one does, in any order of importing.
void tst_ExportImport::trackersAlone()
{
    const std::vector<std::string> files{FIXTURES "/tokscale/layout-1.json", FIXTURES "/ccusage/claude-daily.json"};
    for (const bool forwards : {true, false}) {
        ImportedLedger ledger;
        ledger.import({files[forwards ? 0 : 1]});
        if (forwards) {
            QCOMPARE(tokensIn(ledger), 12'910 + 11'007 + 2'150); // of two days; 17 + 340 + 9050 + 1600; 500 + 120 + 30 + 1500
        }
        QCOMPARE(ledger.import({files[forwards ? 1 : 0]}).yielded, 1);
        QCOMPARE(tokensIn(ledger), 12'910 + 14'847 + 2'150); // of the 5th ccusage's sum of Claude Code
        // Codex's logs take out Codex's day alone.
        QCOMPARE(ledger.import({FIXTURES "/codex/home/.codex"}).yielded, 1);
        QCOMPARE(tokensIn(ledger, UsageFilter::Excluded::Only), 11'007 + 2'150);
    }
}

/// ccusage's exports of two computers, 1000 + 500 + 2000 and 700 + 900 + 100 of one day and model: 5200 and not 1000 + 900 + 2000. The first one's later
/// export, 1200 + 600 + 2500, is in its place, written over it or beside it; a copy changes nothing. Any order.
void tst_ExportImport::trackersOfTwoComputers()
{
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const auto day = [](int input, int output, int cacheRead) {
        return R"({"daily":[{"date":"2026-10-01","inputTokens":0,"cacheCreationTokens":0,"modelBreakdowns":[{"modelName":"claude-opus-4-1","inputTokens":)" + std::to_string(input)
            + R"(,"outputTokens":)" + std::to_string(output) + R"(,"cacheCreationTokens":0,"cacheReadTokens":)" + std::to_string(cacheRead) + R"(,"cost":0.5}]}],"totals":{}})";
    };
    const std::string one = base + "/m1.json";
    const std::string other = base + "/m2.json";
    const std::string later = base + "/m1-later.json";
    write(one, day(1000, 500, 2000));
    write(other, day(700, 900, 100));
    ImportedLedger ledger;
    ledger.import({one});
    ledger.import({other});
    QCOMPARE(tokensIn(ledger), 3500 + 1700);
    write(base + "/copy.json", day(1000, 500, 2000));
    ledger.import({base + "/copy.json"});
    QCOMPARE(tokensIn(ledger), 3500 + 1700);
    write(later, day(1200, 600, 2500));
    QCOMPARE(ledger.import({later}).yielded, 1);
    QCOMPARE(tokensIn(ledger), 4300 + 1700);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    ImportedLedger backwards;
    for (const std::string &path : {later, base + "/copy.json", other, one}) {
        backwards.import({path});
    }
    QCOMPARE(tokensIn(backwards), 4300 + 1700);
    QCOMPARE(QString::fromStdString(backwards.fingerprint()), QString::fromStdString(ledger.fingerprint()));
    ImportedLedger over;
    over.import({one});
    write(one, day(1200, 600, 2500) + "\n");
    const ImportSummary grown = over.import({one});
    QCOMPARE(grown.lines.added, 0);
    QCOMPARE(grown.lines.updated, 1);
    QCOMPARE(tokensIn(over), 4300);
    over.import({other});
    QCOMPARE(tokensIn(over), 4300 + 1700);
    QCOMPARE(QString::fromStdString(over.whatIsWrong()), QString{});
}

TOKENMETER_TEST(tst_ExportImport);

} // namespace test_ExportImport

#include "tst_ExportImport.moc"
