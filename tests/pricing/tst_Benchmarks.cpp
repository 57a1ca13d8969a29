// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"
#include "pricing/Benchmarks.h"
#include "pricing/CatalogueTables.h"

#include <QtTest>

namespace test_Benchmarks
{

using namespace tokenmeter;

class tst_Benchmarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shippedScores();
    void oneScoreAModel();
    void brokenOnesAreRefused();
};

/// Every score is of a model that has a price, is a number, and says where it is from.
void tst_Benchmarks::shippedScores()
{
    const Result<std::vector<Benchmark>> benchmarks = benchmarksFrom(readFile(SOURCE_ROOT "/resources/prices/benchmarks.json"));
    QVERIFY(bool(benchmarks));
    QVERIFY(benchmarks->size() > 10U);
    const auto &models = tablesOf(*Catalogue::builtIn()).models;
    std::size_t scores = 0;
    for (const Benchmark &benchmark : *benchmarks) {
        QVERIFY(!benchmark.name.empty() && !benchmark.unit.empty());
        QVERIFY(benchmark.readOn.empty() || parseDay(benchmark.readOn));
        for (const BenchmarkScore &score : benchmark.scores) {
            const bool isKnown = std::any_of(models.begin(), models.end(), [&](const tables::Model &model) { return model.key == score.model; });
            QVERIFY2(isKnown, score.model.c_str());
            QVERIFY2(score.score > 0 && !score.source.empty(), score.model.c_str());
            QCOMPARE(score.readOn, benchmark.readOn); // dates are never mixed
            ++scores;
        }
    }
    QVERIFY(scores > 200U);
    // The figures of the source, one by one.
    const auto coding = std::find_if(benchmarks->begin(), benchmarks->end(), [](const Benchmark &benchmark) { return benchmark.name == "AA Coding Index"; });
    QVERIFY(coding != benchmarks->end());
    QCOMPARE(coding->scores.size(), 55U);
    QCOMPARE(coding->of("anthropic/claude-opus-5")->text, std::string{"78"});
    QCOMPARE(coding->of("anthropic/claude-opus-5")->score, 78'000);
    QVERIFY(coding->of("anthropic/claude-opus-4") == nullptr || coding->of("anthropic/claude-opus-4")->score > 0);
    QVERIFY(coding->of("nobody/nothing") == nullptr);
    QVERIFY(benchmarks->front().scores.size() >= benchmarks->back().scores.size());
}

void tst_Benchmarks::oneScoreAModel()
{
    const Result<std::vector<Benchmark>> benchmarks = benchmarksFrom(R"({"scores": [
        {"model": "a/x", "benchmark": "B", "score": "84.0", "unit": "percent", "source": "s"},
        {"model": "a/x", "benchmark": "B", "score": "86.4", "unit": "percent", "source": "s"},
        {"model": "a/x", "benchmark": "B", "score": "12", "unit": "percent", "read_on": "2026-08-01", "source": "s"}]})");
    QVERIFY(bool(benchmarks));
    QCOMPARE(benchmarks->size(), 2U); // another day is another scale
    QCOMPARE(benchmarks->at(0).scores.size(), 1U);
    QCOMPARE(benchmarks->at(0).of("a/x")->score, 86'400);
}

void tst_Benchmarks::brokenOnesAreRefused()
{
    for (const char *json : {"", "[1", R"({"scores": [{"model": "a/x", "benchmark": "B", "score": "n/a", "unit": "u", "source": "s"}]})",
                             R"({"scores": [{"benchmark": "B", "score": "1", "unit": "u", "source": "s"}]})",
                             R"({"scores": [{"model": "a/x", "benchmark": "B", "score": "1", "unit": "u"}]})"}) {
        const Result<std::vector<Benchmark>> benchmarks = benchmarksFrom(json);
        QVERIFY2(!benchmarks && benchmarks.problem().cause == Cause::BadCatalogue, json);
    }
}

TOKENMETER_TEST(tst_Benchmarks);

} // namespace test_Benchmarks

#include "tst_Benchmarks.moc"
