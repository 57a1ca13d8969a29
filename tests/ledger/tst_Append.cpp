// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/LedgerSupport.h"

#include <QtTest>

namespace test_Append
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

class tst_Append : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstRecord();
    void orderDoesNotMatter_data();
    void orderDoesNotMatter();
};

void tst_Append::firstRecord()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    UsageContext context;
    context.serving.model = "opus";
    const AppendReport report = appendAll(*writer, {batchOf("/logs/a", {{record("a", "2026-10-05T09:00:00Z", {.input = 10, .output = 2}), context}})});
    QCOMPARE(report.added, 1);
    QCOMPARE(report.duplicate, 0);
    auto reader = openReader(place.path());
    QCOMPARE(reader->summary()->records, 1);
    const UsageCells cells = *reader->usage({}, {Dimension::Day, Dimension::Model}, Zone::utc());
    QCOMPARE(cells.cells.size(), std::size_t{1});
    QCOMPARE(cells.cells[0].key[0], 20731); // 2026-10-05
    QCOMPARE(cells.names.at(cells.cells[0].key[1]), std::string{"opus"});
    // 10 x 15e-6 + 2 x 75e-6
    QCOMPARE(costOf(cells.cells[0].tokens, {}, cells.rates.at(cells.cells[0].rate)).toDecimalText(), std::string{"0.000300000"});
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

void tst_Append::orderDoesNotMatter_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 12; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void tst_Append::orderDoesNotMatter()
{
    QFETCH(unsigned, seed);
    const std::vector<FileBatch> batches = soup(seed, 6, 60);
    const TempFolder place;
    std::int64_t lines = 0;
    std::string expected;
    for (const int variant : {0, 1, 2, 3}) {
        const std::string path = place.path(std::to_string(variant).c_str());
        auto writer = openWriter(path);
        const std::vector<FileBatch> pieces = variant == 0 ? batches : stirred(batches, seed * 10 + unsigned(variant), variant == 2);
        lines = 0;
        for (const FileBatch &piece : pieces) {
            lines += std::int64_t(piece.usage.records.size());
        }
        QVERIFY(writer->beginImport({}));
        for (std::size_t from = 0; from < pieces.size();) {
            const std::size_t size = variant == 3 ? 1 : std::min<std::size_t>(pieces.size() - from, 20);
            const auto report = writer->append(std::span{pieces}.subspan(from, size), testRates());
            QVERIFY(bool(report));
            from += size;
        }
        const AppendReport report = *writer->finishImport();
        QCOMPARE(report.added + report.updated + report.duplicate, lines);
        QCOMPARE(report.updated, 0);
        QCOMPARE(report.added, std::int64_t(reference(batches).size()));
        const std::string fingerprint = fingerprintOf(path);
        if (variant == 0) {
            expected = fingerprint;
        }
        QCOMPARE(QString::fromStdString(fingerprint), QString::fromStdString(expected));
        QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
    }
}

TOKENMETER_TEST(tst_Append);

} // namespace test_Append

#include "tst_Append.moc"
