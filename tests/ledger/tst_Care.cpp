// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/Ledger.h"
#include "ledger/LedgerSupport.h"

#include <QtTest>

#include <filesystem>
#include <fstream>

namespace test_Care
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

class tst_Care : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verifyFinds_data();
    void verifyFinds();
    void verifyFindsOtherRates();
    void rebuildMends();
    void damagedPages();
    void repriceAll();
    void repriceOnlyUnpriced();
    void repriceStops();
    void repriceAmounts();
    void interrupted();
    void userFacts();
    void facade();
    void supersededRead();
};

void tst_Care::verifyFinds_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("check");
    const auto row = [](const char *sql, const char *check) { QTest::newRow(sql) << QString::fromLatin1(sql) << QString::fromLatin1(check); };
    row("UPDATE rollup_quarter SET input = input + 1 WHERE quarter = (SELECT min(quarter) FROM rollup_quarter)", "rollups");
    row("DELETE FROM rollup_quarter WHERE quarter = (SELECT max(quarter) FROM rollup_quarter)", "rollups");
    row("UPDATE rollup_day SET output = output - 1 WHERE day = (SELECT min(day) FROM rollup_day)", "rollups");
    row("DELETE FROM rollup_day WHERE day = (SELECT max(day) FROM rollup_day)", "rollups");
    row("UPDATE rollup_day SET day = day + 1000 WHERE day = (SELECT max(day) FROM rollup_day)", "rollups");
    row("UPDATE rollup_session SET records = records + 1 WHERE session_id = (SELECT max(session_id) FROM rollup_session)", "sessions");
    row("DELETE FROM rollup_session WHERE session_id = (SELECT max(session_id) FROM rollup_session)", "sessions");
    row("UPDATE usage SET output = output + 1 WHERE id = (SELECT min(id) FROM usage WHERE flags & 1879048194 = 0)", "rollups");
    row("DELETE FROM usage WHERE id = (SELECT min(id) FROM usage WHERE flags & 1879048194 = 0)", "sessions");
    row("DELETE FROM rate WHERE id = 1", "rates");
    row("DELETE FROM name WHERE text = 'opus'", "foreign keys");
    row("UPDATE usage SET batch_id = 99", "foreign keys");
    row("UPDATE usage SET context_id = 9999 WHERE id = 1", "foreign keys");
}

void tst_Care::verifyFinds()
{
    QFETCH(QString, sql);
    QFETCH(QString, check);
    const TempFolder place;
    {
        auto writer = openWriter(place.path(), *Zone::byId("Europe/Berlin"));
        appendAll(*writer, soup(31, 4, 50));
        QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    }
    runSql(place.path(), "PRAGMA foreign_keys=OFF;" + sql.toStdString());
    const QString failures = QString::fromStdString(verifyFailures(place.path()));
    QVERIFY2(failures.contains(check), qPrintable(failures));
}

void tst_Care::verifyFindsOtherRates()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, soup(31, 4, 50), testRates(2));
    QVERIFY(QString::fromStdString(verifyFailures(place.path())).startsWith(QLatin1String("rates: ")));
}

void tst_Care::rebuildMends()
{
    const TempFolder place;
    auto writer = openWriter(place.path(), *Zone::byId("Asia/Kathmandu"));
    appendAll(*writer, soup(31, 4, 50));
    runSql(place.path(), "UPDATE rollup_quarter SET input = 0; DELETE FROM rollup_day; UPDATE rollup_session SET output = 1");
    QVERIFY(bool(writer->rebuildRollups()));
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

void tst_Care::damagedPages()
{
    const TempFolder place;
    {
        auto writer = openWriter(place.path());
        appendAll(*writer, soup(31, 10, 200));
    }
    const std::int64_t page = askSql(place.path(), "SELECT rootpage FROM sqlite_schema WHERE name = 'usage_identity'");
    {
        std::fstream file{place.path(), std::ios::in | std::ios::out | std::ios::binary};
        file.seekp((page - 1) * 4096 + 8);
        file << std::string(200, '\xAA');
    }
    auto reader = openReader(place.path());
    const auto checks = reader->verify(nullptr);
    QVERIFY(checks ? !checks->front().ok : checks.problem().cause == Cause::LedgerCorrupt);
}

void tst_Care::repriceAll()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    const std::vector<FileBatch> batches = soup(33, 6, 50);
    appendAll(*writer, batches, testRates(3));
    const std::string before = fingerprintOf(place.path());
    std::int64_t priced = 0;
    for (const Fact &fact : reference(batches)) {
        priced += fact.context.serving.model == "opus" || fact.context.serving.model == "haiku" ? 1 : 0;
    }
    QVERIFY(priced > 0);
    const auto changed = writer->reprice(false, testRates());
    // the unpriced rates of the two price lists have keys of their own as well
    QCOMPARE(*changed, std::int64_t(reference(batches).size()));
    QCOMPARE(*writer->reprice(false, testRates()), 0);
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
    QCOMPARE(fingerprintOf(place.path()), before);
}

void tst_Care::repriceOnlyUnpriced()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    UsageContext opus;
    opus.serving.model = "opus";
    UsageContext mystery;
    mystery.serving.model = "mystery";
    appendAll(*writer, {batchOf("/logs/a", {{record("a", "2026-10-05T09:00:00Z", {.input = 10}), opus},
                                            {record("b", "2026-10-05T09:00:00Z", {.input = 7}), mystery}})});
    QCOMPARE(openReader(place.path())->summary()->unpricedRecords, 1);
    const std::vector<LedgerReader::ModelVolume> volumes = *openReader(place.path())->models();
    QCOMPARE(volumes.front().model, std::string{"mystery"});
    QCOMPARE(volumes.front().unpricedTokens, 7);
    Rate own;
    own.key = 4711;
    own.unpriced = Unpriced::No;
    own.currency = Currency{"USD"};
    own.source = "own price";
    QCOMPARE(*writer->reprice(true, [&](const UsageRecord &, const Serving &) -> const Rate & { return own; }), 1);
    auto reader = openReader(place.path());
    QCOMPARE(reader->summary()->unpricedRecords, 0);
    const UsageCells cells = *reader->usage({}, {Dimension::Model}, Zone::utc());
    for (const UsageCell &cell : cells.cells) {
        QCOMPARE(cells.rates.at(cell.rate).key == 4711, cells.names.at(cell.key[0]) == "mystery");
    }
    // Where only an amount is known it is not counted as priced, and waits for no price either.
    Rate amount;
    amount.key = 4712;
    amount.unpriced = Unpriced::AmountOnly;
    QCOMPARE(*writer->reprice(false, [&](const UsageRecord &, const Serving &serving) -> const Rate & { return serving.model == "opus" ? amount : own; }), 1);
    QCOMPARE(openReader(place.path())->summary()->unpricedRecords, 1);
    for (const LedgerReader::ModelVolume &volume : *openReader(place.path())->models()) {
        QCOMPARE(volume.unpricedRequests, 0);
    }
}

void tst_Care::repriceStops()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, soup(33, 2, 20), testRates(3));
    std::stop_source stop;
    stop.request_stop();
    const auto changed = writer->reprice(false, testRates(), stop.get_token());
    QVERIFY(!changed);
    QCOMPARE(int(changed.problem().cause), int(Cause::Cancelled));
    QVERIFY(*writer->reprice(false, testRates()) > 0); // what was left
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

/// Of six records two have an amount and no tokens, and were priced at 0; a third such has the rate already, a fourth waits for a price. The
/// others keep what they have, though today's prices are others.
void tst_Care::repriceAmounts()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    Rate amount;
    amount.key = 4712;
    amount.unpriced = Unpriced::AmountOnly;
    Rate nothing;
    nothing.key = 4713;
    nothing.unpriced = Unpriced::No;
    nothing.currency = Currency{"USD"};
    nothing.matchedBy = "no-usage";
    const RateSource usual = testRates();
    const RateSource before = [&](const UsageRecord &record, const Serving &serving) -> const Rate & {
        return serving.region == "known" ? amount : serving.region == "waits" || record.tokens.total() > 0 ? usual(record, serving) : nothing;
    };
    const RateSource dearer = testRates(3);
    const RateSource now = [&](const UsageRecord &record, const Serving &serving) -> const Rate & {
        return record.tokens.total() > 0 || record.reportedAmount.empty() ? dearer(record, serving) : amount;
    };
    const auto line = [](const char *id, const char *model, std::int64_t input, const char *reported, const char *region = "") {
        UsageRecord one = record(id, "2026-10-05T09:00:00Z", {.input = input});
        one.reportedAmount = reported;
        one.reportedCurrency = *reported == '\0' ? "" : "USD";
        UsageContext context;
        context.serving.model = model;
        context.serving.region = region;
        return std::pair{one, context};
    };
    appendAll(*writer,
              {batchOf("/logs/a", {line("a", "", 0, "1.25"), line("b", "opus", 0, "0.5"), line("c", "", 0, "2", "known"), line("d", "mystery", 0, "3", "waits"),
                                   line("e", "opus", 10, "4"), line("f", "haiku", 0, "")})},
              before);
    QCOMPARE(openReader(place.path())->summary()->unpricedRecords, 2); // c and d
    const auto journal = [&] { return askSql(place.path(), "SELECT count(*) FROM journal"); };
    const std::string facts = fingerprintOf(place.path());
    const std::int64_t decisions = journal();
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(int(writer->repriceAmounts(now, stop.get_token()).problem().cause), int(Cause::Cancelled));
    QCOMPARE(*writer->repriceAmounts(now), 3); // a, b and d
    QCOMPARE(openReader(place.path())->summary()->unpricedRecords, 4);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage u JOIN rate r ON r.id = u.rate_id WHERE r.unpriced = 5"), 4);
    QCOMPARE(askSql(place.path(), "SELECT sum(records) FROM rollup_day d JOIN rate r ON r.id = d.rate_id WHERE r.unpriced = 5"), 4);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM usage u JOIN rate r ON r.id = u.rate_id WHERE u.input = 10 AND r.input = 15000000000000"), 1);
    QCOMPARE(journal(), decisions);
    QCOMPARE(fingerprintOf(place.path()), facts);
    const auto checks = openReader(place.path())->verify(nullptr);
    QVERIFY(checks && std::all_of(checks->begin(), checks->end(), [](const VerifyCheck &check) { return check.ok; }));
    // Once: what comes later has its rate from its import.
    appendAll(*writer, {batchOf("/logs/b", {line("g", "", 0, "1")})}, before);
    appendAll(*writer, {batchOf("/logs/c", {{line("h", "", 0, "2")}})}, before);
    QCOMPARE(*writer->repriceAmounts(now), 0);
    // Stopped behind g, the row before the last, the next call looks at h alone; from the very beginning it finds g.
    runSql(place.path(), "UPDATE note SET value = (SELECT CAST(max(id) - 1 AS TEXT) FROM usage) WHERE name = 'amounts_repriced_to'");
    QCOMPARE(*writer->repriceAmounts(now), 1);
    const auto unpricedOf = [&](const std::string &row) {
        return askSql(place.path(), "SELECT r.unpriced FROM usage u JOIN rate r ON r.id = u.rate_id WHERE u.id = (SELECT " + row + " FROM usage)");
    };
    QCOMPARE(unpricedOf("max(id)"), 5);
    QCOMPARE(unpricedOf("max(id) - 1"), 0);
    runSql(place.path(), "UPDATE note SET value = '0' WHERE name = 'amounts_repriced_to'");
    QCOMPARE(*writer->repriceAmounts(now), 1);
}

void tst_Care::interrupted()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    appendAll(*writer, soup(34, 10, 200));
    auto reader = openReader(place.path());
    std::atomic<bool> done = false;
    std::thread other{[&] {
        while (!done) {
            reader->interrupt();
        }
    }};
    bool cancelled = false;
    for (int i = 0; i < 200 && !cancelled; ++i) {
        const auto fingerprint = reader->fingerprint();
        cancelled = !fingerprint && fingerprint.problem().cause == Cause::Cancelled;
    }
    done = true;
    other.join();
    QVERIFY(cancelled);
    QVERIFY(bool(reader->fingerprint())); // usable afterwards
}

void tst_Care::userFacts()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    auto reader = openReader(place.path());
    const UtcTime now = parseTime("2026-11-24T12:00:00Z")->time;
    OwnPrice price;
    price.uuid = "1f";
    price.model = "mystery";
    price.currency = "USD";
    price.input = "3.5";
    price.output = "7";
    QVERIFY(bool(writer->addOwnPrice(price, now)));
    QCOMPARE(reader->ownPrices()->size(), std::size_t{1});
    QVERIFY(reader->ownPrices()->front() == price);
    QVERIFY(bool(writer->removeOwnPrice("1f", now)));
    QVERIFY(bool(writer->removeOwnPrice("never there", now)));
    QVERIFY(reader->ownPrices()->empty());

    const ExchangeRate later{*parseDay("2026-11-20"), Currency{"EUR"}, Currency{"USD"}, "1.09", "ECB"};
    ExchangeRate earlier = later;
    earlier.day = *parseDay("2026-11-19");
    QVERIFY(bool(writer->setExchangeRate(later, now)));
    QVERIFY(bool(writer->setExchangeRate(earlier, now)));
    ExchangeRate again = later;
    again.rate = "1.10";
    QVERIFY(bool(writer->setExchangeRate(again, now)));
    QVERIFY(*reader->exchangeRates() == (std::vector<ExchangeRate>{earlier, again}));

    QVERIFY(bool(writer->acceptCatalogue("2026-11-23", "", now)));
    QCOMPARE(reader->catalogue()->version, std::string{"2026-11-23"});
    QCOMPARE(reader->summary()->catalogueVersion, std::string{"2026-11-23"});
    QVERIFY(bool(writer->setNote("family-slot:kimi", "3")));
    QVERIFY(bool(writer->setNote("family-slot:kimi", "4")));
    QCOMPARE(*reader->note("family-slot:kimi"), std::string{"4"});
    QCOMPARE(*reader->note("none"), std::string{});
    // added, removed, three exchange rates, catalogue; what removed nothing and notes are no decisions
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM journal"), 6);
}

void tst_Care::facade()
{
    const TempFolder place;
    Ledger ledger{{.path = place.path()}};
    QCOMPARE(int(ledger.read([](LedgerReader &reader) { return reader.summary(); }).result().problem().cause), int(Cause::LedgerMissing));
    const auto appended = ledger.write([](LedgerWriter &writer) {
        const std::vector<FileBatch> batches = soup(35, 2, 30);
        return writer.append(batches, testRates());
    });
    QVERIFY(bool(appended.result()));
    const auto renamed = ledger.write([](LedgerWriter &writer) { return writer.setNote("a", "b"); });
    QVERIFY(bool(renamed.result()));
    QFuture<Result<std::string>> notes[8];
    for (auto &note : notes) {
        note = ledger.read([](LedgerReader &reader) { return reader.note("a"); });
    }
    for (auto &note : notes) {
        QCOMPARE(*note.result(), std::string{"b"});
    }
}

void tst_Care::supersededRead()
{
    const TempFolder place;
    Ledger ledger{{.path = place.path(), .readers = 1}};
    QVERIFY(bool(ledger.write([](LedgerWriter &writer) { return writer.setNote("a", "b"); }).result()));
    std::atomic<bool> runs = false;
    ReadTicket first;
    const auto older = ledger.read(
        [&](LedgerReader &reader) -> Result<std::string> {
            runs = true;
            for (;;) { // until the interrupt meets a query
                const Result<std::string> fingerprint = reader.fingerprint();
                if (!fingerprint) {
                    return fingerprint;
                }
            }
        },
        first);
    ReadTicket second;
    const auto waiting = ledger.read([](LedgerReader &reader) { return reader.note("a"); }, second);
    second.cancel(); // before it runs
    while (!older.isFinished()) {
        first.cancel();
    }
    QCOMPARE(int(older.result().problem().cause), int(Cause::Cancelled));
    QCOMPARE(int(waiting.result().problem().cause), int(Cause::Cancelled));
    QCOMPARE(*ledger.read([](LedgerReader &reader) { return reader.note("a"); }).result(), std::string{"b"});
}

TOKENMETER_TEST(tst_Care);

} // namespace test_Care

#include "tst_Care.moc"
