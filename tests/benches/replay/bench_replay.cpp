// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_replay [RUNS]: replays a year of invented agent work on models of the built-in catalogue, by number of records and of models,
// with the central assumptions alone (what a slider that moves asks for) and with the band. Prints a Markdown table of medians.
// Exit status 1 when 100,000 records on 50 models take 100 ms or more without the band.
#include "analysis/Replay.h"
#include "analysis/ReplayPrices.h"
#include "analysis/Tokenizer.h"
#include "core/UsageRecord.h"
#include "pricing/CatalogueTables.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <thread>

using namespace tokenmeter;

namespace
{

using Clock = std::chrono::steady_clock;

constexpr std::int64_t DayMs = 86'400'000;
constexpr int Days = 365;
const std::int64_t FirstMs = msOf(parseTime("2025-11-01T00:00:00Z")->time);

/// Long prompts that are mostly read from caches, short answers, three models, thinking now and then.
ReplayInput workOf(std::size_t records, Pricer &pricer)
{
    std::mt19937_64 dice{1};
    ReplayInput input;
    input.buckets = Days;
    for (const char *model : {"anthropic/claude-opus-4-1", "anthropic/claude-sonnet-4-5", "openai/gpt-5"}) {
        const std::string key{model};
        const std::size_t slash = key.find('/');
        const Pricer::ModelName name = pricer.nameOf(key.substr(0, slash), key.substr(slash + 1), utcFromMs(FirstMs));
        for (std::uint32_t variant = 0; variant < 2; ++variant) {
            input.owns.push_back({.model = key, .tokenizer = tokenizerOf(key, name.family), .cache = slash == 6 ? CacheKind::Automatic : CacheKind::Explicit,
                                  .currency = Currency{"USD"}, .variant = variant, .priced = true});
        }
    }
    for (std::size_t i = 0; i < records; ++i) {
        const std::int64_t ms = FirstMs + std::int64_t(i) * (Days * DayMs / std::int64_t(records));
        input.records.add(ms, {std::int64_t(dice() % 2000), std::int64_t(dice() % 180'000), std::int64_t(dice() % 6000), 0, std::int64_t(dice() % 3000)}, {}, 1,
                          Int128{dice() % 1'000'000} * 1'000'000'000, std::uint32_t(dice() % input.owns.size()), std::uint32_t((ms - FirstMs) / DayMs), true);
    }
    return input;
}

std::vector<ReplayTarget> targetsOf(std::size_t count, Pricer &pricer)
{
    const std::vector<ReplayVariant> variants{{}, {.flags = ThinkingFlag}};
    std::vector<ReplayTarget> targets;
    for (const tables::Model &model : tablesOf(pricer.catalogue()).models) {
        const bool isChat = model.contextWindow >= 200'000 && !model.rows.empty();
        if (isChat && targets.size() < count) {
            const ReplayModel asked{.key = std::string{model.key}, .provider = std::string{model.key.substr(0, model.key.find('/'))}, .id = std::string{model.id},
                                    .displayName = std::string{model.displayName}, .family = std::string{model.family}};
            targets.push_back(replayTargetOf(pricer, asked, {}, variants, {.fromMs = FirstMs, .toMs = FirstMs + Days * DayMs}));
        }
    }
    return targets;
}

struct Spent
{
    double wall = 0, cpu = 0; ///< ms; the processor's of all threads
};

template <class Body>
Spent medianOf(int runs, const Body &body)
{
    std::vector<double> times, cpu;
    for (int run = 0; run <= runs; ++run) {
        const auto begin = Clock::now();
        const std::clock_t cpuBegin = std::clock();
        body();
        if (run > 0) { // the first one warms
            times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
            cpu.push_back(double(std::clock() - cpuBegin) * 1000 / CLOCKS_PER_SEC);
        }
    }
    std::sort(times.begin(), times.end());
    std::sort(cpu.begin(), cpu.end());
    return {times[times.size() / 2], cpu[cpu.size() / 2]};
}

} // namespace

int main(int argc, char **argv)
{
    const int runs = argc > 1 ? std::max(1, std::atoi(argv[1])) : 7;
    Pricer pricer{Catalogue::builtIn(), {}};
    ReplayAssumptions moved;
    moved.tokenizer.central = factorOf(105, 100); // as a slider that was moved: nothing is a factor of one
    moved.answer.central = factorOf(11, 10);

    std::printf("%u threads, medians of %d\n\n| records | models | centre ms | CPU ms | CPU ns a pair | band ms | CPU ms | rates ms |\n|---|---|---|---|---|---|---|---|\n",
                std::thread::hardware_concurrency(), runs);
    double judged = 0;
    for (const auto &[records, models] : {std::pair<std::size_t, std::size_t>{12'500, 50}, {25'000, 50}, {50'000, 50}, {100'000, 50}, {200'000, 50},
                                          {100'000, 10}, {100'000, 100}}) {
        const ReplayInput input = workOf(records, pricer);
        std::vector<ReplayTarget> targets;
        const Spent rates = medianOf(1, [&] { targets = targetsOf(models, pricer); });
        const Spent centre = medianOf(runs, [&] { replay(input, targets, moved, {.band = false}); });
        const Spent band = medianOf(std::max(1, runs / 3), [&] { replay(input, targets, moved); });
        std::printf("| %zu | %zu | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", records, targets.size(), centre.wall, centre.cpu,
                    centre.cpu * 1e6 / double(records * targets.size()), band.wall, band.cpu, rates.wall);
        judged = records == 100'000 && models == 50 ? centre.wall : judged;
    }
    std::printf("\n100,000 records on 50 models, centre: %.1f ms, to be under 100\n", judged);
    return judged < 100 ? 0 : 1;
}
