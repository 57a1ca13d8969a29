// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/Guarded.h"
#include "ledger/LedgerSupport.h"
#include "ledger/RowFloor.h"
#include "ledger/Schema.h"
#include "ledger/TableScan.h"
#include "ledger/UsageTable.h"

#include <QtTest>

#include <set>

namespace test_TableScan
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const std::atomic<std::uint32_t> Uninterrupted{0};

/// Small enough that both threads get chunks and must wait for each other.
constexpr ScanSizes Small{.idsAChunk = 7, .chunksForTwo = 2, .rowsABatch = 3};
constexpr ScanSizes Alone{.idsAChunk = 7, .chunksForTwo = INT64_MAX, .rowsABatch = 3};

/// Rows by number; a row that came twice is there twice.
std::multiset<std::int64_t> scanned(const std::string &path, const RowChoice &choice, const ScanSizes &sizes,
                                    std::optional<RecordBound> bound = std::nullopt)
{
    const auto rows = guarded([&] {
        const auto connection = openForReading(path, builtInMigrations());
        ReaderDictionaries dictionaries{*connection};
        Snapshot snapshot{*connection, Uninterrupted, true};
        dictionaries.refresh();
        std::unique_ptr<RowFloor> floor;
        if (bound) {
            floor = std::make_unique<RowFloor>(bound->of, dictionaries);
            floor->raiseTo({&*bound, 1});
        }
        std::multiset<std::int64_t> ids;
        scanTable(*connection, snapshot, choice, floor.get(), [&](const ScanRow &row) { ids.insert(row.id); }, {}, sizes);
        snapshot.end();
        return ids;
    });
    return rows ? *rows : std::multiset<std::int64_t>{-1};
}

std::multiset<std::int64_t> asked(const std::string &path, const std::string &where)
{
    const auto rows = guarded([&] {
        const auto connection = openForReading(path, builtInMigrations());
        Query query{connection->database(), "SELECT id FROM usage WHERE flags & 1879048192 = 0 AND " + where};
        std::multiset<std::int64_t> ids;
        while (query.step()) {
            ids.insert(query.integer(0));
        }
        return ids;
    });
    return rows ? *rows : std::multiset<std::int64_t>{-2};
}

} // namespace

/// Reading the whole table on two threads: each row once, whatever is passed over, whoever writes meanwhile.
class tst_TableScan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyRowOnce();
    void choices();
    void floorsPassOverTooSmallRowsOnly_data();
    void floorsPassOverTooSmallRowsOnly();
    void aWriterInBetweenIsNoticed();
    void whatUseThrowsEndsBothThreads();

private:
    TempFolder m_place;
    std::string m_path;
};

void tst_TableScan::initTestCase()
{
    m_path = m_place.path();
    auto writer = openWriter(m_path);
    appendAll(*writer, soup(7, 12, 60));
    QVERIFY(askSql(m_path, "SELECT count(*) FROM usage WHERE flags & 1879048192 <> 0") > 0); // hidden ones
    QVERIFY(askSql(m_path, "SELECT count(*) FROM usage_rare") > 0);
    QVERIFY(askSql(m_path, "SELECT max(id) FROM usage") > 20 * Small.idsAChunk);
}

void tst_TableScan::everyRowOnce()
{
    for (const ScanOf of : {ScanOf::NotExcluded, ScanOf::Excluded, ScanOf::All}) {
        const std::multiset<std::int64_t> expected = asked(
            m_path, of == ScanOf::All ? "1" : of == ScanOf::Excluded ? "flags & 2 <> 0" : "flags & 2 = 0");
        QVERIFY(!expected.empty());
        QVERIFY(scanned(m_path, {.of = of}, Small) == expected);
        QVERIFY(scanned(m_path, {.of = of}, Alone) == expected);
    }
}

void tst_TableScan::choices()
{
    RowChoice choice{.of = ScanOf::All};
    const auto contexts = std::size_t(askSql(m_path, "SELECT max(id) FROM context"));
    for (std::size_t context = 0; context <= contexts / 2; ++context) {
        choice.contexts.push_back(context % 3 == 0);
    }
    // The upper half is not known to the choice and must pass.
    const std::string half = std::to_string(contexts / 2);
    QVERIFY(scanned(m_path, choice, Small) == asked(m_path, "(context_id % 3 = 0 OR context_id > " + half + ")"));
}

void tst_TableScan::floorsPassOverTooSmallRowsOnly_data()
{
    QTest::addColumn<int>("of");
    QTest::addColumn<double>("least"); // tokens, or dollars
    QTest::addColumn<QString>("mustFind");
    QTest::addColumn<QString>("mayFind");
    const QString rare = QStringLiteral(" OR id IN (SELECT usage_id FROM usage_rare)");
    const QString sum = QStringLiteral("input + cache_read + cache_write_5m + cache_write_1h + output");
    QTest::newRow("output") << int(RecordBound::Of::Output) << 900.0 << QStringLiteral("output >= 900") << QStringLiteral("output >= 900") + rare;
    QTest::newRow("input") << int(RecordBound::Of::Input) << 101.0 << QStringLiteral("input >= 101") << QStringLiteral("input >= 101") + rare;
    QTest::newRow("cache write") << int(RecordBound::Of::CacheWrite) << 7.0 << QStringLiteral("cache_write_5m >= 7")
                                 << QStringLiteral("cache_write_5m >= 7") + rare;
    QTest::newRow("cache read") << int(RecordBound::Of::CacheRead) << 1.0 << QStringLiteral("cache_read >= 1") << QStringLiteral("cache_read >= 1") + rare;
    QTest::newRow("tokens") << int(RecordBound::Of::Tokens) << 2000.0 << sum + QStringLiteral(" >= 2000") << sum + QStringLiteral(" >= 2000") + rare;
    QTest::newRow("more than there is") << int(RecordBound::Of::Tokens) << 1e15 << QStringLiteral("0") << QStringLiteral("0") + rare;
    // opus above 200,000 tokens: 30 dollars a million of input; 300,000 of them are 9 dollars
    QTest::newRow("cost") << int(RecordBound::Of::Cost) << 9.0
                          << QStringLiteral("input >= 300000 AND rate_id IN (SELECT id FROM rate WHERE input = 30000000000000)")
                          << QStringLiteral("input >= 200000") + rare;
}

void tst_TableScan::floorsPassOverTooSmallRowsOnly()
{
    QFETCH(const int, of);
    QFETCH(const double, least);
    QFETCH(const QString, mustFind);
    QFETCH(const QString, mayFind);
    const bool isCost = RecordBound::Of(of) == RecordBound::Of::Cost;
    const RecordBound bound{RecordBound::Of(of), RecordBound::Is::AtLeast, Int128(least) * (isCost ? 1'000'000'000'000'000'000 : 1)};
    const std::multiset<std::int64_t> found = scanned(m_path, {.of = ScanOf::All}, Small, bound);
    const std::multiset<std::int64_t> must = asked(m_path, '(' + mustFind.toStdString() + ')');
    const std::multiset<std::int64_t> may = asked(m_path, '(' + mayFind.toStdString() + ')');
    QVERIFY(must.empty() == (mustFind == QLatin1String("0")));
    QVERIFY(std::includes(found.begin(), found.end(), must.begin(), must.end()));
    QVERIFY(std::includes(may.begin(), may.end(), found.begin(), found.end()));
    // An upper bound tells nothing of what is too small.
    const RecordBound upper{RecordBound::Of(of), RecordBound::Is::AtMost, bound.value};
    QVERIFY(scanned(m_path, {.of = ScanOf::All}, Small, upper) == asked(m_path, "1"));
}

void tst_TableScan::aWriterInBetweenIsNoticed()
{
    const auto connection = openForReading(m_path, builtInMigrations());
    Snapshot snapshot{*connection, Uninterrupted, true};
    bool written = false;
    bool moved = false;
    try {
        scanTable(*connection, snapshot, {.of = ScanOf::All}, nullptr,
                  [&](const ScanRow &) {
                      if (!std::exchange(written, true)) {
                          runSql(m_path, "INSERT INTO note (name, value) VALUES ('scan', '1')");
                      }
                  },
                  {}, Small);
    } catch (const Snapshot::Moved &) {
        moved = true;
    }
    QVERIFY(moved);
    connection->settle();
    runSql(m_path, "DELETE FROM note");
}

void tst_TableScan::whatUseThrowsEndsBothThreads()
{
    const auto connection = openForReading(m_path, builtInMigrations());
    for (int after = 1; after < 100; after += 13) {
        Snapshot snapshot{*connection, Uninterrupted, true};
        int seen = 0;
        bool thrown = false;
        try {
            scanTable(*connection, snapshot, {.of = ScanOf::All}, nullptr,
                      [&](const ScanRow &) {
                          if (++seen == after) {
                              throw LedgerFailure{{.cause = Cause::Cancelled}};
                          }
                      },
                      {}, Small);
        } catch (const LedgerFailure &) {
            thrown = true;
        }
        QVERIFY(thrown);
        connection->settle();
    }
}

TOKENMETER_TEST(tst_TableScan);

} // namespace test_TableScan

#include "tst_TableScan.moc"
