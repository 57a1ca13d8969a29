// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/Benchmarks.h"

#include "core/Decimal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tokenmeter
{
namespace
{

Problem badScore(const std::string &where, const std::string &what)
{
    return {.cause = Cause::BadCatalogue, .args = {where, what}};
}

std::string textAt(const QJsonObject &json, const char *key)
{
    return json[QLatin1String(key)].toString().toStdString();
}

} // namespace

const BenchmarkScore *Benchmark::of(std::string_view model) const
{
    const auto found = std::lower_bound(scores.begin(), scores.end(), model, [](const BenchmarkScore &score, std::string_view key) { return score.model < key; });
    return found == scores.end() || found->model != model ? nullptr : &*found;
}

Result<std::vector<Benchmark>> benchmarksFrom(std::string_view json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray{json.data(), qsizetype(json.size())}, &error);
    if (error.error != QJsonParseError::NoError) {
        return badScore("benchmarks", error.errorString().toStdString());
    }
    std::vector<Benchmark> benchmarks;
    for (const QJsonValue value : document.object()[QLatin1String("scores")].toArray()) {
        const QJsonObject row = value.toObject();
        BenchmarkScore score{.model = textAt(row, "model"), .text = textAt(row, "score"), .source = textAt(row, "source"), .readOn = textAt(row, "read_on")};
        const std::optional<Int128> number = parseDecimalRounded(score.text, 3);
        const std::string name = textAt(row, "benchmark");
        if (!number || score.model.empty() || name.empty() || score.source.empty()) {
            return badScore("benchmarks " + name + ' ' + score.model, score.text);
        }
        score.score = std::int64_t(*number);
        const std::string id = score.readOn.empty() ? name : name + ' ' + score.readOn;
        auto place = std::find_if(benchmarks.begin(), benchmarks.end(), [&](const Benchmark &benchmark) { return benchmark.id == id; });
        if (place == benchmarks.end()) {
            place = benchmarks.insert(place, {.id = id, .name = name, .unit = textAt(row, "unit"), .readOn = score.readOn});
        }
        place->scores.push_back(std::move(score));
    }
    for (Benchmark &benchmark : benchmarks) {
        // Of several versions of a model under one key the best one stands.
        std::stable_sort(benchmark.scores.begin(), benchmark.scores.end(),
                         [](const BenchmarkScore &a, const BenchmarkScore &b) { return a.model != b.model ? a.model < b.model : a.score > b.score; });
        benchmark.scores.erase(std::unique(benchmark.scores.begin(), benchmark.scores.end(),
                                           [](const BenchmarkScore &a, const BenchmarkScore &b) { return a.model == b.model; }),
                               benchmark.scores.end());
    }
    std::stable_sort(benchmarks.begin(), benchmarks.end(), [](const Benchmark &a, const Benchmark &b) { return a.scores.size() > b.scores.size(); });
    return benchmarks;
}

} // namespace tokenmeter
