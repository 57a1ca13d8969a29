// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/CompareData.h"

#include "flow/CompareWhole.h"
#include "flow/ModelNames.h"
#include "flow/NearestDay.h"
#include "flow/Spend.h"
#include "pricing/CatalogueTables.h"

#include <QFile>

#include <algorithm>
#include <set>

namespace tokenmeter
{
namespace
{

constexpr std::size_t SuggestedUsed = 5;
constexpr std::size_t SuggestedOthers = 4;

const tables::Model *listedModel(const Catalogue &catalogue, const std::string &key)
{
    const auto &models = tablesOf(catalogue).models;
    const auto found = std::find_if(models.begin(), models.end(), [&](const tables::Model &model) { return model.key == key; });
    return found == models.end() ? nullptr : &*found;
}

CompareFacts factsOf(Pricer &pricer, const ReplayModel &model, UtcTime now)
{
    CompareFacts facts;
    const tables::Model *listed = listedModel(pricer.catalogue(), model.key);
    if (listed != nullptr) {
        facts.contextWindow = listed->contextWindow;
        facts.maxOutput = listed->maxOutput;
        std::set<std::string> options;
        for (const tables::ServiceTier &tier : listed->tiers) {
            if (tier.period.holds(msOf(now))) {
                options.insert(std::string{tier.name});
            }
        }
        for (const tables::Row &row : listed->rows) {
            if (row.mode == "fast" && row.period.holds(msOf(now))) {
                options.insert("fast");
            }
        }
        facts.options.assign(options.begin(), options.end());
    }
    const auto rateAt = [&](std::int64_t prompt) -> const Rate & {
        return pricer.rateOf({.provider = model.provider, .model = model.id, .time = now, .tokens = {.input = prompt, .output = 1}});
    };
    const Rate &rate = rateAt(1);
    facts.isPriced = rate.isPriced();
    facts.currency = rate.currency;
    facts.input = rate.input;
    facts.cacheRead = rate.cacheRead;
    facts.write5m = rate.cacheWrite5m;
    facts.write1h = rate.cacheWrite1h;
    facts.output = rate.output;
    facts.cache = cacheKindOf(rate);
    facts.source = rate.source;
    facts.from = rate.effectiveFrom;
    std::set<std::int64_t> steps;
    for (const tables::Row &row : listed ? listed->rows : tables::List<tables::Row>{}) {
        if (row.tierMinContext > 0 && row.mode == "standard" && row.period.holds(msOf(now))) {
            steps.insert(row.tierMinContext);
        }
    }
    if (!steps.empty() && facts.isPriced) {
        const Rate &upper = rateAt(*steps.begin());
        facts.tierFrom = *steps.begin();
        facts.tierInput = upper.input;
        facts.tierOutput = upper.output;
    }
    return facts;
}

std::vector<CompareChoice> choicesOf(Pricer &pricer, const CompareRecords &records, UtcTime now)
{
    std::vector<CompareChoice> choices;
    const auto isUsed = [&](const std::string &key) {
        return std::any_of(records.used.begin(), records.used.end(), [&](const CompareUsed &used) { return used.key == key; });
    };
    const auto &tables = tablesOf(pricer.catalogue());
    for (const tables::Model &model : tables.models) {
        const bool isServed = std::any_of(model.rows.begin(), model.rows.end(), [&](const tables::Row &row) { return row.period.holds(msOf(now)); });
        const std::string key{model.key};
        if (isServed && !key.empty()) {
            const std::string provider = key.substr(0, key.find('/'));
            choices.push_back({.model = {.key = key, .provider = provider, .id = std::string{model.id}, .displayName = std::string{model.displayName},
                                         .family = std::string{model.family}},
                               .isUsed = isUsed(key)});
        }
    }
    for (const OwnPrice &price : records.ownPrices) {
        if (const Result<ReplayModel> own = replayModelOf(pricer, price.provider, price.model, records.ownPrices, now); own && own->key.find('/') == std::string::npos) {
            choices.push_back({.model = *own, .isUsed = isUsed(own->key)});
        }
    }
    std::stable_sort(choices.begin(), choices.end(), [](const CompareChoice &a, const CompareChoice &b) { return a.isUsed && !b.isUsed; });
    return choices;
}

std::vector<Benchmark> builtInBenchmarks()
{
    QFile file{QStringLiteral(":/prices/benchmarks.json")};
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray json = file.readAll();
    Result<std::vector<Benchmark>> benchmarks = benchmarksFrom({json.constData(), std::size_t(json.size())});
    return benchmarks ? *std::move(benchmarks) : std::vector<Benchmark>{};
}

/// Those that were asked for, or that are suggested, as far as the price list has them.
void chooseModels(CompareBasis &basis, Pricer &pricer, const CompareQuestion &question)
{
    const std::vector<std::string> keys = question.models.empty() ? suggestedModels(basis.records, basis.choices, basis.benchmarks) : question.models;
    for (const std::string &key : keys) {
        const auto choice = std::find_if(basis.choices.begin(), basis.choices.end(), [&](const CompareChoice &one) { return one.model.key == key; });
        if (choice != basis.choices.end() && basis.models.size() < MostCompared) {
            basis.models.push_back(choice->model);
            basis.facts.push_back(factsOf(pricer, choice->model, question.now));
        } else if (choice != basis.choices.end()) {
            ++basis.beyond;
        } else {
            basis.unknown.push_back(key);
        }
    }
}

/// Models in use by what the sums say, so that some can be suggested before the records are read.
std::vector<CompareUsed> usedIn(const UsageCells &cells, Pricer &pricer, UtcTime now)
{
    ModelNames names{pricer, now};
    std::vector<CompareUsed> used;
    for (const UsageCell &cell : cells.cells) {
        const Rate &rate = rateOf(cells, cell);
        const std::string &raw = nameOf(cells, cell.key[1]);
        const Pricer::ModelName &name = names.of(nameOf(cells, cell.key[0]), raw, rate.modelKey);
        const std::string key = name.key.empty() ? raw : name.key;
        auto same = std::find_if(used.begin(), used.end(), [&](const CompareUsed &one) { return one.key == key; });
        if (same == used.end()) {
            same = used.insert(same, {.key = key, .id = name.id, .displayName = name.displayName, .family = name.family});
        }
        same->requests += cell.requests;
        same->tokens += cell.tokens.total() + cell.rare.tokens();
    }
    std::stable_sort(used.begin(), used.end(), [](const CompareUsed &a, const CompareUsed &b) { return a.tokens > b.tokens; });
    return used;
}

} // namespace

std::vector<std::string> suggestedModels(const CompareRecords &records, const std::vector<CompareChoice> &choices, const std::vector<Benchmark> &benchmarks)
{
    std::vector<std::string> keys;
    std::set<std::string> families;
    const auto choiceOf = [&](const std::string &key) {
        return std::find_if(choices.begin(), choices.end(), [&](const CompareChoice &choice) { return choice.model.key == key; });
    };
    for (const CompareUsed &used : records.used) {
        if (keys.size() < SuggestedUsed && choiceOf(used.key) != choices.end()) {
            keys.push_back(used.key);
            families.insert(used.family);
        }
    }
    // "Coding" first, since that is what most of the work in logs of agents is.
    const auto coding = std::find_if(benchmarks.begin(), benchmarks.end(), [](const Benchmark &benchmark) { return benchmark.name.find("Coding") != std::string::npos; });
    if (coding == benchmarks.end()) {
        return keys;
    }
    std::vector<const BenchmarkScore *> best;
    for (const BenchmarkScore &score : coding->scores) {
        best.push_back(&score);
    }
    std::stable_sort(best.begin(), best.end(), [](const BenchmarkScore *a, const BenchmarkScore *b) { return a->score > b->score; });
    std::size_t others = 0;
    for (const BenchmarkScore *score : best) {
        const auto choice = choiceOf(score->model);
        if (others < SuggestedOthers && choice != choices.end() && families.insert(choice->model.family).second) {
            keys.push_back(score->model);
            ++others;
        }
    }
    return keys;
}

Result<CompareData> compareDataOf(WindowServices::Reading reading, const CompareQuestion &question, std::int64_t most)
{
    CompareRequest request = question.request;
    request.progress = reading.progress;
    const Result<UsageCells> sums = reading.reader.usage(request.filter, {}, request.zone);
    if (!sums) {
        return sums.problem();
    }
    std::int64_t requests = 0;
    for (const UsageCell &cell : sums->cells) {
        requests += cell.requests;
    }
    if (requests > most) {
        auto basis = std::make_shared<CompareBasis>();
        basis->tooMany = requests;
        return CompareData{.basis = std::move(basis), .comparison = {}};
    }
    Result<CompareRecords> records = readCompareRecords(reading.reader, reading.pricer, request);
    if (!records) {
        return records.problem();
    }
    auto basis = std::make_shared<CompareBasis>();
    basis->records = *std::move(records);
    if (basis->records.total.requests == 0) {
        const Result<std::optional<LocalDay>> nearest = nearestDataDay(reading.reader, request.filter, request.zone);
        basis->nearestDay = nearest ? *nearest : std::nullopt;
    }
    basis->benchmarks = builtInBenchmarks();
    basis->choices = choicesOf(reading.pricer, basis->records, question.now);
    chooseModels(*basis, reading.pricer, question);
    request.models = basis->models;
    basis->targets = compareTargets(reading.pricer, basis->records, request);
    Comparison comparison = compareOn(basis->records, basis->targets, request);
    return CompareData{.basis = std::move(basis), .comparison = std::move(comparison)};
}

Result<CompareData> compareWholeDataOf(WindowServices::Reading reading, const CompareQuestion &question)
{
    CompareRequest request = question.request;
    request.progress = reading.progress;
    auto basis = std::make_shared<CompareBasis>();
    basis->isWhole = true;
    basis->benchmarks = builtInBenchmarks();
    const Result<UsageCells> cells = reading.reader.usage(request.filter, {Dimension::Provider, Dimension::Model}, request.zone);
    Result<std::vector<OwnPrice>> ownPrices = cells ? reading.reader.ownPrices() : Result<std::vector<OwnPrice>>{cells.problem()};
    if (!ownPrices) {
        return ownPrices.problem();
    }
    basis->records.used = usedIn(*cells, reading.pricer, question.now);
    basis->records.ownPrices = *std::move(ownPrices);
    basis->choices = choicesOf(reading.pricer, basis->records, question.now);
    chooseModels(*basis, reading.pricer, question);
    request.models = basis->models;
    Result<WholeComparison> whole = compareWhole(reading.reader, reading.pricer, request);
    if (!whole) {
        return whole.problem();
    }
    basis->records = std::move(whole->records);
    return CompareData{.basis = std::move(basis), .comparison = std::move(whole->comparison)};
}

} // namespace tokenmeter
