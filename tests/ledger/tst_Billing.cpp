// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/BillingColumns.h"
#include "ledger/LedgerSupport.h"

#include <QtTest>

namespace test_Billing
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d", int(result.problem().cause));
    }
    return *std::move(result);
}

BillingAccount named(const char *name)
{
    BillingAccount account;
    account.provider = "openai";
    account.name = name;
    account.base = "https://gateway.example";
    account.keyPlace = KeyPlace::Environment;
    account.fields = {{"team", "t-1"}};
    account.variables = {{"key", "OPENAI_ADMIN_KEY"}};
    account.interval = minutes{30};
    return account;
}

Charge line(const char *from, const char *billed, const char *model = "gpt-4o")
{
    Charge charge;
    charge.from = at(from);
    charge.to = charge.from + days{1};
    charge.billed = amountOf(billed);
    charge.currency = "USD";
    charge.model = model;
    return charge;
}

/// A ledger with one account whose report "costs" is polled.
struct Desk
{
    TempFolder folder{};
    std::unique_ptr<LedgerWriter> writer = openWriter(folder.path());
    std::unique_ptr<LedgerReader> reader = openReader(folder.path());
    BillingAccount account = must(writer->addAccount(named("work"), at("2026-10-01T00:00:00Z")));

    PolledSlice slice(const char *from, const char *to, std::vector<Charge> charges)
    {
        return {.account = account.id,
                .report = "costs",
                .from = at(from),
                .to = at(to),
                .asked = at("2026-10-10T12:00:00Z"),
                .replacesCharges = true,
                .charges = std::move(charges)};
    }
    SliceReport store(const PolledSlice &slice)
    {
        return must(writer->storeSlice(slice, {.account = account.id, .report = slice.report, .readTo = slice.to, .due = slice.to}));
    }
    QStringList billed()
    {
        QStringList all;
        for (const OfAccount<Charge> &charge : must(reader->charges({}))) {
            all << QString::fromStdString(toRfc3339(charge.row.from).substr(5, 5) + ' ' + (charge.row.billed ? charge.row.billed->text : "-"));
        }
        return all;
    }
};

/// Sets each member to something that no other has.
class Filler
{
public:
    void operator()(const char *name, std::string &value) { value = std::string{name} + '\x1E' + std::to_string(++m_count); }
    void operator()(const char *, UtcTime &value) { value = at("2026-10-05T00:00:00Z") + milliseconds{++m_count}; }
    void operator()(const char *, std::optional<UtcTime> &value) { value = at("2026-10-05T00:00:00Z") + milliseconds{++m_count}; }
    void operator()(const char *, std::optional<LocalDay> &value) { value = LocalDay{days{20'000 + ++m_count}}; }
    void operator()(const char *, std::optional<std::int64_t> &value) { value = ++m_count; }
    void operator()(const char *, ChargeAmount &value) { value = *amountOf("-1234567890.123456789012345678901" + std::to_string(++m_count)); }
    void operator()(const char *name, std::optional<ChargeAmount> &value) { (*this)(name, value.emplace()); }
    void operator()(const char *, OtherFields &value) { value = {{"b", "\"quoted\""}, {"a", "中文"}, {"b", ""}}; }
    template <class Number>
        requires std::is_enum_v<Number>
    void operator()(const char *, Number &value)
    {
        value = Number(2);
    }
    template <class... Flags>
    void flags(const char *, Flags &...values)
    {
        ((values = (++m_count % 2) == 0), ...);
    }

private:
    int m_count = 0;
};

/// Every member in words of its own, so that a test does not trust the code that stores.
class Print
{
public:
    void operator()(const char *, const std::string &value) { add(value); }
    void operator()(const char *, UtcTime value) { add(std::to_string(msOf(value))); }
    void operator()(const char *, const std::optional<UtcTime> &value) { add(value ? std::to_string(msOf(*value)) : "none"); }
    void operator()(const char *, const std::optional<LocalDay> &value) { add(value ? toIso(*value) : "none"); }
    void operator()(const char *, const std::optional<std::int64_t> &value) { add(value ? std::to_string(*value) : "none"); }
    void operator()(const char *, const ChargeAmount &value) { add(value.text + '/' + std::to_string(double(value.atto))); }
    void operator()(const char *name, const std::optional<ChargeAmount> &value) { value ? (*this)(name, *value) : add("none"); }
    void operator()(const char *, const OtherFields &fields)
    {
        for (const auto &[name, value] : fields) {
            add(name + '=' + value);
        }
    }
    template <class Number>
        requires std::is_enum_v<Number>
    void operator()(const char *, Number value)
    {
        add(std::to_string(int(value)));
    }
    template <class... Flags>
    void flags(const char *, const Flags &...values)
    {
        (add(values ? "yes" : "no"), ...);
    }
    QByteArray text() const { return QByteArray::fromStdString(m_text); }

private:
    void add(const std::string &value) { m_text += value + '|'; }
    std::string m_text{};
};

template <class Row>
QByteArray sketch(const Row &row)
{
    Print print;
    columnsOf(row, print);
    return print.text();
}

} // namespace

class tst_Billing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accountsComeBack();
    void namesAreUnique();
    void everyColumnComesBack();
    void missingIsNotZero();
    void restatedStretchIsReplaced();
    void rowsOutsideAreLeftOut();
    void sameAnswerWritesNothing();
    void balancesAndTopUpsOnce();
    void factsAreReplacedAndNamesRenamed();
    void reportStates();
    void claims();
    void removedAccounts();
    void linesOfSources();
    void billedDaysFollowTheLines();
    void linesOfFilesStayApart();
    void aBillThatFailsChangesNothing();
    void othersWriteWhileABillIsPutTogether();
    void olderLedgersGetTheTables();
};

void tst_Billing::accountsComeBack()
{
    Desk desk;
    const std::vector<BillingAccount> accounts = must(desk.reader->accounts());
    QCOMPARE(int(accounts.size()), 1);
    BillingAccount expected = named("work");
    expected.id = accounts[0].id;
    expected.uuid = accounts[0].uuid;
    expected.created = at("2026-10-01T00:00:00Z");
    QVERIFY(!expected.uuid.empty());
    QVERIFY(accounts[0] == expected);
    expected.paused = true;
    expected.name = "other";
    QVERIFY(desk.writer->editAccount(expected, at("2026-10-02T00:00:00Z")));
    QVERIFY(must(desk.reader->accounts()) == std::vector{expected});
    QCOMPARE(must(desk.reader->journal(10)).size(), std::size_t{2});
}

void tst_Billing::namesAreUnique()
{
    Desk desk;
    for (const char *name : {"work", ""}) {
        const Result<BillingAccount> second = desk.writer->addAccount(named(name), at("2026-10-01T00:00:00Z"));
        QVERIFY(!second);
        QVERIFY(second.problem().cause == Cause::BadArgument);
    }
    QVERIFY(desk.writer->addAccount(named("home"), at("2026-10-01T00:00:00Z")));
    QVERIFY(desk.writer->removeAccount(desk.account.id, false, at("2026-10-02T00:00:00Z")));
    QVERIFY(desk.writer->addAccount(named("work"), at("2026-10-03T00:00:00Z"))); // the name is free again
}

void tst_Billing::everyColumnComesBack()
{
    Desk desk;
    Charge charge;
    UsageBucket bucket;
    BalanceSnapshot balance;
    TopUp topUp;
    AccountFact fact;
    columnsOf(charge, Filler{});
    columnsOf(bucket, Filler{});
    columnsOf(balance, Filler{});
    columnsOf(topUp, Filler{});
    columnsOf(fact, Filler{});
    PolledSlice slice = desk.slice("2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z", {charge});
    slice.replacesUsage = true;
    slice.buckets = {bucket};
    slice.balances = {balance};
    slice.topUps = {topUp};
    slice.facts = {fact};
    QCOMPARE(desk.store(slice).stored, std::int64_t{4});
    const auto charges = must(desk.reader->charges({}));
    QCOMPARE(int(charges.size()), 1);
    QCOMPARE(sketch(charges[0].row), sketch(charge));
    QCOMPARE(charges[0].report, std::string{"costs"});
    QVERIFY(charges[0].account == desk.account.id);
    QVERIFY(charges[0].asked == slice.asked);
    QCOMPARE(sketch(must(desk.reader->usageBuckets({})).at(0).row), sketch(bucket));
    QCOMPARE(sketch(must(desk.reader->balances({})).at(0).row), sketch(balance));
    QCOMPARE(sketch(must(desk.reader->topUps({})).at(0).row), sketch(topUp));
    QCOMPARE(sketch(must(desk.reader->accountFacts(desk.account.id)).at(0).row), sketch(fact));
}

void tst_Billing::missingIsNotZero()
{
    Desk desk;
    Charge none;
    none.from = at("2026-10-05T00:00:00Z");
    none.to = none.from + days{1};
    Charge zero = none;
    zero.billed = amountOf("0.00");
    zero.tokens = 0;
    desk.store(desk.slice("2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z", {none, zero}));
    const auto charges = must(desk.reader->charges({}));
    QVERIFY(!charges[0].row.billed && !charges[0].row.tokens && !charges[0].row.day);
    QCOMPARE(charges[1].row.billed->text, std::string{"0.00"});
    QVERIFY(charges[1].row.tokens == std::int64_t{0});
}

void tst_Billing::restatedStretchIsReplaced()
{
    Desk desk;
    desk.store(desk.slice("2026-10-01T00:00:00Z", "2026-10-04T00:00:00Z",
                          {line("2026-10-01T00:00:00Z", "1"), line("2026-10-02T00:00:00Z", "2"), line("2026-10-03T00:00:00Z", "3")}));
    // The last two days again: one was restated, one is gone, one is new. The first day is not touched.
    const SliceReport report = desk.store(desk.slice("2026-10-02T00:00:00Z", "2026-10-05T00:00:00Z",
                                                     {line("2026-10-02T00:00:00Z", "2.5"), line("2026-10-04T00:00:00Z", "4")}));
    QCOMPARE(report.stored, std::int64_t{2});
    QCOMPARE(report.changed, std::int64_t{2});
    QCOMPARE(desk.billed(), (QStringList{QStringLiteral("10-01 1"), QStringLiteral("10-02 2.5"), QStringLiteral("10-04 4")}));
    // Another report's rows of the same days are another matter.
    PolledSlice other = desk.slice("2026-10-01T00:00:00Z", "2026-10-05T00:00:00Z", {});
    other.report = "invoices";
    desk.store(other);
    QCOMPARE(desk.billed().size(), 3);
}

void tst_Billing::rowsOutsideAreLeftOut()
{
    Desk desk;
    const SliceReport report = desk.store(desk.slice("2026-10-02T00:00:00Z", "2026-10-03T00:00:00Z",
                                                     {line("2026-10-01T23:00:00Z", "1"), line("2026-10-02T00:00:00Z", "2"), line("2026-10-03T00:00:00Z", "3")}));
    QCOMPARE(report.outside, std::int64_t{2});
    QCOMPARE(desk.billed(), QStringList{QStringLiteral("10-02 2")});
}

void tst_Billing::sameAnswerWritesNothing()
{
    Desk desk;
    PolledSlice slice = desk.slice("2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", {line("2026-10-01T00:00:00Z", "1"), line("2026-10-02T00:00:00Z", "2", "o3")});
    desk.store(slice);
    std::swap(slice.charges[0], slice.charges[1]); // in another order
    slice.asked += hours{1};
    const SliceReport report = desk.store(slice);
    QCOMPARE(report.changed, std::int64_t{0});
    QVERIFY(must(desk.reader->charges({})).at(0).asked == at("2026-10-10T12:00:00Z"));
}

void tst_Billing::balancesAndTopUpsOnce()
{
    Desk desk;
    PolledSlice slice = desk.slice("2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", {});
    slice.balances = {{.time = at("2026-10-01T10:00:00Z"), .currency = "CNY", .total = amountOf("110.5")}};
    slice.topUps = {{.time = at("2026-10-01T09:00:00Z"), .currency = "CNY", .amount = *amountOf("50")}};
    desk.store(slice);
    slice.balances.push_back({.time = at("2026-10-01T11:00:00Z"), .currency = "CNY", .total = amountOf("100")});
    desk.store(slice);
    QCOMPARE(int(must(desk.reader->balances({})).size()), 2);
    QCOMPARE(int(must(desk.reader->topUps({})).size()), 1);
    QCOMPARE(int(must(desk.reader->balances({.from = at("2026-10-01T10:30:00Z")})).size()), 1);
    QCOMPARE(int(must(desk.reader->balances({.account = desk.account.id + 1})).size()), 0);
}

void tst_Billing::factsAreReplacedAndNamesRenamed()
{
    Desk desk;
    PolledSlice slice = desk.slice("2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", {});
    slice.facts = {{.kind = FactKind::KeyLabel, .text = "a"}, {.kind = FactKind::SpendLimit, .amount = amountOf("20")}};
    slice.names = {{.kind = NameKind::Project, .id = "p1", .name = "shop"}};
    desk.store(slice);
    slice.facts = {{.kind = FactKind::KeyLabel, .text = "b"}};
    slice.names = {{.kind = NameKind::Project, .id = "p1", .name = "store", .isArchived = true}, {.kind = NameKind::Key, .id = "p1", .name = "key"}};
    desk.store(slice);
    slice.facts.clear(); // says nothing about facts
    desk.store(slice);
    const auto facts = must(desk.reader->accountFacts(desk.account.id));
    QCOMPARE(int(facts.size()), 1);
    QCOMPARE(facts[0].row.text, std::string{"b"});
    const std::vector<IdName> names = must(desk.reader->accountNames(desk.account.id));
    QCOMPARE(int(names.size()), 2);
    QCOMPARE(names[0].name, std::string{"store"});
    QVERIFY(names[0].isArchived);
}

void tst_Billing::reportStates()
{
    Desk desk;
    ReportState state{.account = desk.account.id, .report = "costs", .due = at("2026-10-01T00:00:00Z")};
    QVERIFY(desk.writer->setReportState(state));
    QVERIFY(must(desk.reader->reportStates()) == std::vector{state});
    state.readTo = at("2026-10-02T00:00:00Z");
    state.lastTry = state.lastSuccess = at("2026-10-03T00:00:00Z");
    state.failures = 3;
    state.stopped = true;
    state.isIncomplete = true;
    state.problem = Problem{.cause = Cause::BadArgument, .field = "amount.value", .args = {"one", "", "three"}};
    state.problemCount = 12;
    QVERIFY(desk.writer->setReportState(state));
    QVERIFY(must(desk.reader->reportStates()) == std::vector{state});
    const Result<Done> nobody = desk.writer->setReportState({.account = 77, .report = "costs"});
    QVERIFY(!nobody && nobody.problem().cause == Cause::BadArgument);
}

void tst_Billing::claims()
{
    Desk desk;
    const std::int64_t id = desk.account.id;
    const UtcTime now = at("2026-10-01T12:00:00Z");
    QVERIFY(must(desk.writer->claimAccount(id, "one", now, now + minutes{5})));
    QVERIFY(!must(desk.writer->claimAccount(id, "two", now + minutes{4}, now + minutes{9})));
    QVERIFY(must(desk.writer->claimAccount(id, "one", now + minutes{4}, now + minutes{9}))); // longer
    QVERIFY(desk.writer->releaseAccount(id, "two")); // not its own
    QVERIFY(!must(desk.writer->claimAccount(id, "two", now + minutes{5}, now + minutes{9})));
    QVERIFY(must(desk.writer->claimAccount(id, "two", now + minutes{9}, now + minutes{14}))); // the first one died
    QVERIFY(must(desk.writer->claimAccount(id, "one", now - days{1}, now))); // the clock was a day ahead when "two" claimed
    QVERIFY(desk.writer->releaseAccount(id, "one"));
    QVERIFY(must(desk.writer->claimAccount(id, "two", now, now + minutes{1})));
    QVERIFY(!must(desk.writer->claimAccount(id + 1, "two", now, now + minutes{1})));
}

void tst_Billing::removedAccounts()
{
    Desk desk;
    const PolledSlice slice = desk.slice("2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", {line("2026-10-01T00:00:00Z", "1")});
    desk.store(slice);
    QVERIFY(desk.writer->setPayer({.format = "codex", .account = desk.account.id}, at("2026-10-03T00:00:00Z")));
    QVERIFY(desk.writer->setPayer({.format = "claude-code"}, at("2026-10-03T00:00:00Z")));
    QVERIFY(desk.writer->removeAccount(desk.account.id, false, at("2026-10-04T00:00:00Z")));
    QVERIFY(must(desk.reader->accounts()).empty());
    QVERIFY(must(desk.reader->payers()) == std::vector<SourcePayer>{{.format = "claude-code"}}); // who pays now is to be said anew
    QVERIFY(must(desk.reader->reportStates()).empty());
    QCOMPARE(desk.billed(), QStringList{QStringLiteral("10-01 1")}); // what it brought stays
    const auto late = desk.writer->storeSlice(slice, {.account = desk.account.id, .report = "costs"}); // a poll that was on its way
    QVERIFY(!late && late.problem().cause == Cause::BadArgument);

    desk.account = must(desk.writer->addAccount(named("again"), at("2026-10-05T00:00:00Z")));
    desk.store(desk.slice("2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", {line("2026-10-02T00:00:00Z", "2")}));
    QVERIFY(desk.writer->removeAccount(desk.account.id, true, at("2026-10-06T00:00:00Z")));
    QCOMPARE(desk.billed(), QStringList{QStringLiteral("10-01 1")});
    for (const VerifyCheck &check : must(desk.reader->verify(nullptr))) {
        QVERIFY2(check.ok, check.name.c_str());
    }
}

/// Two lines of 1 October in one file and one of the 3rd that ends with the 4th in another. What was asked of the provider is of no file.
void tst_Billing::linesOfSources()
{
    Desk desk;
    for (const char *path : {"/bill.csv", "/second.csv", "/other.csv"}) {
        FileBatch file;
        file.source = {"focus-csv", path};
        file.path = path;
        file.checkpoint = FileState{.path = path, .size = 9, .headBytes = 9, .offset = 9, .parserVersion = 1};
        appendAll(*desk.writer, {file});
    }
    Charge last = line("2026-10-03T00:00:00Z", "3");
    last.day = {};
    last.to = at("2026-10-05T00:00:00Z");
    const BillStretch stretch{.account = desk.account.id, .report = "focus-csv:a", .from = at("2026-10-01T00:00:00Z"), .to = at("2026-10-06T00:00:00Z"), .asked = {}};
    const auto filed = [&](const char *file, std::vector<Charge> charges) {
        return FiledCharges{.file = file, .modifiedNs = 7, .from = stretch.from, .to = stretch.to, .charges = std::move(charges)};
    };
    const BillMerge merge = [&](const std::vector<FiledCharges> &) -> Result<std::vector<FiledCharges>> {
        return std::vector<FiledCharges>{filed("/bill.csv", {line("2026-10-01T00:00:00Z", "1"), line("2026-10-01T00:00:00Z", "2")}), filed("/second.csv", {last})};
    };
    QVERIFY(desk.writer->storeBill(stretch, merge, {.account = desk.account.id, .report = stretch.report}));
    desk.store(desk.slice("2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", {line("2026-10-02T00:00:00Z", "4")}));
    const auto billed = [&](const char *root) {
        for (const SourceFacts &facts : must(desk.reader->sourceFacts())) {
            if (facts.key.root == root) {
                return facts.billed;
            }
        }
        return SourceFacts::Billed{.lines = -1};
    };
    QCOMPARE(billed("/bill.csv").lines, 2);
    QCOMPARE(toIso(*billed("/bill.csv").first), std::string{"2026-10-01"});
    QCOMPARE(toIso(*billed("/bill.csv").last), std::string{"2026-10-01"});
    QCOMPARE(billed("/second.csv").lines, 1);
    QCOMPARE(toIso(*billed("/second.csv").first), std::string{"2026-10-03"});
    QCOMPARE(toIso(*billed("/second.csv").last), std::string{"2026-10-04"});
    QCOMPARE(billed("/other.csv").lines, 0);
    QVERIFY(!billed("/other.csv").first);
}

/// A look at the sources reads sums that the lines keep, never the lines: it tells the same when those are not there any more.
void tst_Billing::billedDaysFollowTheLines()
{
    Desk desk;
    FileBatch file;
    file.source = {"focus-csv", "/bill.csv"};
    file.path = "/bill.csv";
    file.checkpoint = FileState{.path = "/bill.csv", .size = 9, .headBytes = 9, .offset = 9, .parserVersion = 1};
    appendAll(*desk.writer, {file});
    const BillStretch stretch{.account = desk.account.id, .report = "focus-csv:a", .from = at("2026-10-01T00:00:00Z"), .to = at("2026-10-06T00:00:00Z"), .asked = {}};
    const auto store = [&](std::vector<Charge> charges) {
        const BillMerge merge = [&](const std::vector<FiledCharges> &) -> Result<std::vector<FiledCharges>> {
            return std::vector<FiledCharges>{{.file = "/bill.csv", .modifiedNs = 7, .from = stretch.from, .to = stretch.to, .charges = charges}};
        };
        must(desk.writer->storeBill(stretch, merge, {.account = desk.account.id, .report = stretch.report}));
    };
    const auto billed = [&] {
        const SourceFacts::Billed all = must(desk.reader->sourceFacts()).at(0).billed;
        return std::to_string(all.lines) + (all.first ? " " + toIso(*all.first) + " " + toIso(*all.last) : std::string{});
    };
    const auto rows = [&] { return askSql(desk.folder.path(), "SELECT count(*) FROM billed_days"); };
    std::vector<Charge> all;
    for (int i = 0; i < 1000; ++i) {
        all.push_back(line(i % 2 == 0 ? "2026-10-02T00:00:00Z" : "2026-10-03T00:00:00Z", std::to_string(i).c_str()));
    }
    store(all);
    QCOMPARE(billed(), std::string{"1000 2026-10-02 2026-10-03"});
    QCOMPARE(rows(), 2); // a row a day
    all.resize(1); // of the 2nd
    store(all);
    QCOMPARE(billed(), std::string{"1 2026-10-02 2026-10-02"});
    QCOMPARE(rows(), 1);
    runSql(desk.folder.path(), "UPDATE charge SET from_ms = from_ms + 259200000, to_ms = to_ms + 259200000");
    QCOMPARE(billed(), std::string{"1 2026-10-05 2026-10-05"});
    runSql(desk.folder.path(), "UPDATE charge SET file = ''");
    QCOMPARE(billed(), std::string{"0"});
    runSql(desk.folder.path(), "UPDATE charge SET file = '/bill.csv'; DROP TRIGGER charge_of_file_went; DELETE FROM charge");
    QCOMPARE(billed(), std::string{"1 2026-10-05 2026-10-05"});
}

/// "file modified told-days: amounts" of each file.
QStringList filesIn(const std::vector<FiledCharges> &files)
{
    QStringList all;
    for (const FiledCharges &file : files) {
        std::string text = file.file + " " + std::to_string(file.modifiedNs) + " " + toRfc3339(file.from).substr(5, 5) + " " + toRfc3339(file.to).substr(5, 5) + ":";
        for (const Charge &charge : file.charges) {
            text += " " + charge.billed->text;
        }
        all << QString::fromStdString(text);
    }
    return all;
}

/// What the merge is given is what it gave before, file by file; what stays is not written; a line that another file tells now has not
/// changed; and the report never becomes shorter.
void tst_Billing::linesOfFilesStayApart()
{
    Desk desk;
    const BillStretch stretch{.account = desk.account.id, .report = "bill", .from = at("2026-10-01T00:00:00Z"), .to = at("2026-10-05T00:00:00Z"), .asked = at("2026-10-10T12:00:00Z")};
    const auto filed = [&](const char *file, std::vector<Charge> charges) {
        return FiledCharges{.file = file, .modifiedNs = 7, .from = stretch.from, .to = stretch.to, .charges = std::move(charges)};
    };
    QStringList held;
    const auto store = [&](const std::vector<FiledCharges> &files, const char *readTo) {
        const BillMerge merge = [&](std::vector<FiledCharges> stored) -> Result<std::vector<FiledCharges>> {
            held = filesIn(stored);
            return files;
        };
        return must(desk.writer->storeBill(stretch, merge, {.account = desk.account.id, .report = "bill", .readTo = at(readTo)}));
    };
    const auto ids = [&] { return askSql(desk.folder.path(), "SELECT coalesce(sum(id * id), 0) FROM charge WHERE report = 'bill'"); };
    const auto readTo = [&] {
        for (const ReportState &state : must(desk.reader->reportStates())) {
            if (state.report == "bill") {
                return toRfc3339(state.readTo.value_or(UtcTime{}));
            }
        }
        return std::string{};
    };
    desk.store(desk.slice("2026-10-01T00:00:00Z", "2026-10-05T00:00:00Z", {line("2026-10-02T00:00:00Z", "64")})); // polled, another report
    const std::vector<FiledCharges> two{filed("/a.csv", {line("2026-10-01T00:00:00Z", "1"), line("2026-10-02T00:00:00Z", "2")}), filed("/b.csv", {line("2026-10-02T00:00:00Z", "4")})};
    QVERIFY((store(two, "2026-10-04T00:00:00Z") == SliceReport{.stored = 3}));
    QVERIFY(held.isEmpty());
    const std::int64_t before = ids();
    QVERIFY((store(two, "2026-10-03T00:00:00Z") == SliceReport{.stored = 3}));
    QCOMPARE(held, (QStringList{QStringLiteral("/a.csv 7 10-01 10-05: 1 2"), QStringLiteral("/b.csv 7 10-01 10-05: 4")}));
    QCOMPARE(ids(), before);
    QCOMPARE(readTo(), std::string{"2026-10-04T00:00:00Z"});

    // The 2 is told by /c.csv now: one row is written anew, none has changed. Then 4 becomes 8: one has. The row of the 9th is outside.
    QVERIFY((store({filed("/a.csv", {line("2026-10-01T00:00:00Z", "1")}), filed("/b.csv", {line("2026-10-02T00:00:00Z", "4")}), filed("/c.csv", {line("2026-10-02T00:00:00Z", "2")})},
                   "2026-10-05T00:00:00Z")
             == SliceReport{.stored = 3}));
    QVERIFY(ids() != before);
    QCOMPARE(readTo(), std::string{"2026-10-05T00:00:00Z"});
    QVERIFY((store({filed("/b.csv", {line("2026-10-02T00:00:00Z", "8"), line("2026-10-09T00:00:00Z", "16")}), filed("/c.csv", {line("2026-10-02T00:00:00Z", "2")})},
                   "2026-10-05T00:00:00Z")
             == SliceReport{.stored = 2, .changed = 2, .outside = 1})); // the 1 is gone, the 4 differs
    QCOMPARE(held, (QStringList{QStringLiteral("/a.csv 7 10-01 10-05: 1"), QStringLiteral("/b.csv 7 10-01 10-05: 4"), QStringLiteral("/c.csv 7 10-01 10-05: 2")}));
    QStringList billed = desk.billed();
    billed.sort();
    QCOMPARE(billed, (QStringList{QStringLiteral("10-02 2"), QStringLiteral("10-02 64"), QStringLiteral("10-02 8")}));
}

void tst_Billing::aBillThatFailsChangesNothing()
{
    Desk desk;
    const BillStretch stretch{.account = desk.account.id, .report = "bill", .from = at("2026-10-01T00:00:00Z"), .to = at("2026-10-05T00:00:00Z"), .asked = {}};
    const auto store = [&](const BillMerge &merge, const BillStretch &where) { return desk.writer->storeBill(where, merge, {.account = where.account, .report = "bill"}); };
    const BillMerge good = [](const std::vector<FiledCharges> &) -> Result<std::vector<FiledCharges>> {
        return std::vector<FiledCharges>{{.file = "/a.csv", .charges = {line("2026-10-01T00:00:00Z", "1")}}};
    };
    QVERIFY(store(good, stretch));
    const auto stopped = store([](const std::vector<FiledCharges> &) -> Result<std::vector<FiledCharges>> { return Problem{.cause = Cause::Cancelled}; }, stretch);
    QVERIFY(!stopped && stopped.problem().cause == Cause::Cancelled);
    QCOMPARE(desk.billed(), QStringList{QStringLiteral("10-01 1")});
    BillStretch nobody = stretch;
    nobody.account = 99;
    const auto refused = store(good, nobody);
    QVERIFY(!refused && refused.problem().cause == Cause::BadArgument);
    QVERIFY(store(good, stretch)); // the connection goes on to work
}

/// Somebody stores a line each time the bill is put together. Twice it is done anew from what the ledger has then, the third time nobody
/// can come between; nobody's line is lost, and nobody waits.
void tst_Billing::othersWriteWhileABillIsPutTogether()
{
    Desk desk;
    const std::unique_ptr<LedgerWriter> other = openWriter(desk.folder.path());
    const BillStretch stretch{.account = desk.account.id, .report = "bill", .from = at("2026-10-01T00:00:00Z"), .to = at("2026-10-05T00:00:00Z"), .asked = {}};
    const auto storeMore = [&](LedgerWriter &writer, const char *file, const char *amount) {
        const BillMerge merge = [&](std::vector<FiledCharges> stored) -> Result<std::vector<FiledCharges>> {
            stored.push_back({.file = file, .modifiedNs = 7, .charges = {line("2026-10-01T00:00:00Z", amount)}});
            return stored;
        };
        return writer.storeBill(stretch, merge, {.account = desk.account.id, .report = "bill"});
    };
    std::vector<std::size_t> seen;
    int interruptions = 1;
    const BillMerge merge = [&](std::vector<FiledCharges> stored) -> Result<std::vector<FiledCharges>> {
        seen.push_back(stored.size());
        if (int(seen.size()) <= interruptions) {
            const std::string file = "/other" + std::to_string(seen.size()) + "-" + std::to_string(interruptions) + ".csv";
            if (!storeMore(*other, file.c_str(), seen.size() == 1 ? "1" : "2")) {
                return Problem{.cause = Cause::Cancelled};
            }
        }
        stored.push_back({.file = "/mine" + std::to_string(interruptions) + ".csv", .modifiedNs = 7, .charges = {line("2026-10-02T00:00:00Z", "4")}});
        return stored;
    };
    const ReportState state{.account = desk.account.id, .report = "bill"};
    QCOMPARE(must(desk.writer->storeBill(stretch, merge, state)).stored, 2);
    QCOMPARE(seen, (std::vector<std::size_t>{0, 1}));
    seen.clear();
    interruptions = 2;
    QCOMPARE(must(desk.writer->storeBill(stretch, merge, state)).stored, 5);
    QCOMPARE(seen, (std::vector<std::size_t>{2, 3, 4}));
    QStringList billed = desk.billed();
    billed.sort();
    QCOMPARE(billed, (QStringList{QStringLiteral("10-01 1"), QStringLiteral("10-01 1"), QStringLiteral("10-01 2"), QStringLiteral("10-02 4"), QStringLiteral("10-02 4")}));
    seen.clear(); // polled lines of other reports may be given the numbers of lines that went: they count, too
    interruptions = 0;
    QVERIFY(desk.writer->storeBill(stretch, [&](std::vector<FiledCharges> stored) -> Result<std::vector<FiledCharges>> {
        seen.push_back(stored.size());
        if (seen.size() == 1) {
            const PolledSlice slice = desk.slice("2026-10-01T00:00:00Z", "2026-10-05T00:00:00Z", {line("2026-10-03T00:00:00Z", "8")});
            if (!other->storeSlice(slice, {.account = desk.account.id, .report = slice.report})) {
                return Problem{.cause = Cause::Cancelled};
            }
        }
        return stored;
    }, state));
    QCOMPARE(seen.size(), std::size_t{2});
}

void tst_Billing::olderLedgersGetTheTables()
{
    TempFolder folder;
    openWriter(folder.path());
    runSql(folder.path(), DROP_REVIEW DROP_PAYERS DROP_BILLING DROP_PLANS "PRAGMA user_version=5");
    const std::unique_ptr<LedgerWriter> writer = openWriter(folder.path());
    QVERIFY(writer->addAccount(named("work"), at("2026-10-01T00:00:00Z")));
}

TOKENMETER_TEST(tst_Billing);

} // namespace test_Billing

#include "tst_Billing.moc"
