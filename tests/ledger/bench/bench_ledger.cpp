// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_ledger [RECORDS] [FOLDER]: inserts random records in shuffled order and prints how fast, how large, and how long
// queries take. Shape: two years, 40 projects, 8 models of 3 providers, 3 sources, 80 records a session, 70 % of the records with
// a family, 10 % of those in side-chains.
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

using namespace tokenmeter;
using Clock = std::chrono::steady_clock;

namespace
{

/// Of this process: steadier than the clock on the wall when other programs run.
double cpuSeconds()
{
    return double(std::clock()) / double(CLOCKS_PER_SEC);
}

double cpuSpent = 0;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

constexpr std::int64_t RecordsASession = 80;
constexpr std::size_t RecordsAFile = 160;
constexpr std::size_t RecordsATransaction = 50'000;
constexpr int Models = 8;

RateSource rates()
{
    auto all = std::make_shared<std::vector<Rate>>();
    for (int model = 0; model < Models; ++model) {
        Rate rate;
        rate.key = std::uint64_t(model + 1);
        rate.unpriced = Unpriced::No;
        rate.currency = Currency{"USD"};
        rate.input = rate.output = 1'000'000'000'000 * (model + 1);
        all->push_back(rate);
    }
    return [all](const UsageRecord &, const Serving &serving) -> const Rate & {
        return (*all)[std::size_t(serving.model.back() - '0')];
    };
}

/// One file: two sessions of one project, each with one model.
FileBatch fileOf(std::size_t number, std::size_t records)
{
    std::mt19937_64 random{number};
    const auto pick = [&](std::uint64_t n) { return random() % n; };
    FileBatch batch;
    const std::uint64_t source = pick(3);
    batch.source = {source == 0 ? "claude-code" : source == 1 ? "codex" : "qwen-code", "/home/user/.logs"};
    batch.path = "/home/user/.logs/projects/some-project/" + std::to_string(number) + ".jsonl";
    const std::string project = "/home/user/src/project-" + std::to_string(pick(40));
    for (int half = 0; half < 2; ++half) {
        UsageContext context;
        const auto model = int(pick(Models));
        context.attribution.session = "5f0c7c2e-0000-4000-8000-" + std::to_string(number * 2 + std::size_t(half));
        context.attribution.project = project;
        context.serving.provider = std::string{"provider-"} + char('0' + model % 3);
        context.serving.model = std::string{"model-"} + char('0' + model);
        context.serving.serviceTier = "standard";
        batch.usage.contexts.push_back(context);
    }
    // 1 Jan 2025 to 31 Dec 2026
    std::int64_t ms = 1'735'689'600'000 + std::int64_t(pick(730ULL * 86'400'000));
    for (std::size_t i = 0; i < records; ++i) {
        UsageRecord r;
        r.identity = {random(), random()};
        const bool hasFamily = pick(10) < 7;
        r.family = hasFamily ? random() | 1U : 0;
        r.flags = hasFamily && pick(10) == 0 ? std::uint32_t(SidechainFlag) : 0U;
        ms += std::int64_t(pick(90'000));
        r.time = utcFromMs(ms);
        r.end = r.time;
        r.offset = std::int64_t(i) * 6'400;
        r.tokens = {std::int64_t(pick(3'000)), std::int64_t(pick(150'000)), std::int64_t(pick(6'000)), 0, std::int64_t(pick(1'500)), 0};
        r.context = i < records / 2 ? 0 : 1;
        batch.usage.records.push_back(r);
    }
    FileState state;
    state.path = batch.path;
    state.inode = number;
    state.size = state.offset = std::int64_t(records) * 6'400;
    batch.checkpoint = state;
    batch.fromStart = true;
    return batch;
}

template <class T>
T orStop(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "failed: cause %d %s\n", int(result.problem().cause),
                     result.problem().args.empty() ? "" : result.problem().args.front().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

void measure(const char *name, const std::function<std::size_t()> &query)
{
    std::vector<double> times;
    std::size_t cells = 0;
    const double cpu = cpuSeconds();
    for (int i = 0; i < 7; ++i) {
        const auto start = Clock::now();
        cells = query();
        times.push_back(millisecondsSince(start));
    }
    std::sort(times.begin(), times.end());
    std::printf("%-46s %8.1f ms   (slowest %.1f, CPU %.1f, %zu cells)\n", name, times[3], times.back(), (cpuSeconds() - cpu) * 1000 / 7, cells);
}

std::int64_t import(LedgerWriter &writer, std::size_t records, const std::vector<std::size_t> &files)
{
    const RateSource rateSource = rates();
    std::int64_t spent = 0;
    cpuSpent = 0;
    orStop(writer.beginImport(utcFromMs(1'800'000'000'000)));
    std::vector<FileBatch> batches;
    std::size_t collected = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::size_t size = std::min(RecordsAFile, records - files[i] * RecordsAFile);
        batches.push_back(fileOf(files[i], size));
        collected += size;
        if (collected >= RecordsATransaction || i + 1 == files.size()) {
            const auto start = Clock::now();
            const double cpu = cpuSeconds();
            orStop(writer.append(batches, rateSource));
            cpuSpent += cpuSeconds() - cpu;
            spent += std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
            batches.clear();
            collected = 0;
        }
    }
    const auto start = Clock::now();
    const double cpu = cpuSeconds();
    const AppendReport report = orStop(writer.finishImport());
    cpuSpent += cpuSeconds() - cpu;
    spent += std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
    std::printf("added %lld, updated %lld, duplicate %lld\n", static_cast<long long>(report.added),
                static_cast<long long>(report.updated), static_cast<long long>(report.duplicate));
    return spent;
}

} // namespace

int main(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const std::size_t records = argc > 1 ? std::size_t(std::atoll(argv[1])) : 1'000'000;
    const std::filesystem::path folder = argc > 2 ? argv[2] : std::filesystem::temp_directory_path() / "tokenmeter-bench-ledger";
    const bool readsOnly = std::getenv("BENCH_READ") != nullptr; // what an earlier run kept
    if (!readsOnly) {
        std::filesystem::remove_all(folder);
    }
    const std::string path = folder / "ledger.db";

    std::vector<std::size_t> files((records + RecordsAFile - 1) / RecordsAFile);
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i] = i;
    }
    std::shuffle(files.begin(), files.end(), std::mt19937_64{42});
    if (!readsOnly) {
        auto writer = orStop(LedgerWriter::open(path, {}));
        const std::int64_t micros = import(*writer, records, files);
        const auto bytes = std::filesystem::file_size(path);
        std::printf("%zu records, %zu files, %zu a transaction\n", records, files.size(), RecordsATransaction);
        std::printf("insert   %10.0f records/s   (%.2f s, CPU %.2f s = %.0f records/s)\n", double(records) * 1e6 / double(micros),
                    double(micros) / 1e6, cpuSpent, double(records) / cpuSpent);
        std::printf("size     %10.1f bytes/record\n", double(bytes) / double(records));
        if (std::getenv("BENCH_AGAIN") != nullptr) {
            const std::int64_t again = import(*writer, records, files);
            std::printf("again    %10.0f records/s   (%.2f s, CPU %.2f s = %.0f records/s)\n", double(records) * 1e6 / double(again),
                        double(again) / 1e6, cpuSpent, double(records) / cpuSpent);
        }
    }
    const auto start = Clock::now();
    auto reader = orStop(LedgerReader::open(path));
    const Zone utc = Zone::utc();
    const Zone kathmandu = Zone::byId("Asia/Kathmandu").value_or(utc);
    UsageFilter month;
    month.from = parseDay("2026-05-01");
    month.to = parseDay("2026-05-31");
    orStop(reader->usage(month, {Dimension::Day, Dimension::Model}, utc));
    std::printf("%-46s %8.1f ms\n", "open and first query", millisecondsSince(start));
    const auto query = [&](const UsageFilter &filter, std::vector<Dimension> dimensions, const Zone &zone) {
        return [&reader, filter, dimensions, zone] { return orStop(reader->usage(filter, dimensions, zone)).cells.size(); };
    };
    measure("one month by day x model", query(month, {Dimension::Day, Dimension::Model}, utc));
    measure("one month by day x model, another zone", query(month, {Dimension::Day, Dimension::Model}, kathmandu));
    measure("one month by day x project", query(month, {Dimension::Day, Dimension::Project}, utc));
    measure("one month by project", query(month, {Dimension::Project}, utc));
    measure("one month by hour", query(month, {Dimension::Hour}, utc));
    measure("one month by session", query(month, {Dimension::Session}, utc));
    measure("all time by day x model", query({}, {Dimension::Day, Dimension::Model}, utc));
    measure("all time by day x model, another zone", query({}, {Dimension::Day, Dimension::Model}, kathmandu));
    measure("all time by project", query({}, {Dimension::Project}, utc));
    measure("all time by session", query({}, {Dimension::Session}, utc));
    measure("all time by month x project", query({}, {Dimension::Month, Dimension::Project}, utc));
    const auto basis = [&](LocalDay from, LocalDay to) {
        return [&reader, from, to] { return std::size_t(orStop(reader->periodBasis({.from = from, .to = to})).records); };
    };
    measure("basis of one month, hashed", basis(*month.from, *month.to));
    measure("basis of all time, hashed", basis(*parseDay("2020-01-01"), *parseDay("2030-12-31")));
    measure("summary", [&] { return std::size_t(orStop(reader->summary()).records); });
    measure("sources", [&] { return orStop(reader->sources()).size(); });
    measure("models", [&] { return orStop(reader->models()).size(); });
    const auto page = [&](RecordQuestion question) {
        return [&reader, &utc, question] { return orStop(reader->records(question, utc)).rows.size(); };
    };
    const UtcTime middle = parseTime("2026-01-01T12:00:00Z")->time;
    const std::string someSession = orStop(reader->records({.place = placeOfTime(middle), .limit = 1}, utc)).rows.at(0).who.session;
    UsageFilter session;
    session.sessions = {someSession};
    UsageFilter dear; // 4,250 of at most 4,500 tokens at the dearest of eight prices: one record in a thousand
    dear.bounds = {{RecordBound::Of::Cost, RecordBound::Is::Greater, Int128{34'000'000'000'000'000}}};
    UsageFilter text;
    text.text = "PROJECT-1";
    if (std::getenv("BENCH_SCANS") != nullptr) {
        measure("sum by model, cost > X", query(dear, {Dimension::Model}, utc));
        measure("page of 200 by cost", page({.sort = RecordSort::Cost}));
        measure("counts by day, text", [&] { return std::size_t(orStop(reader->recordCounts(text, utc)).records); });
        return 0;
    }
    measure("page of 200 by time, newest", page({}));
    measure("page of 200 by time, in the middle", page({.place = placeOfTime(middle)}));
    measure("page of 200 by time, backwards", page({.place = placeOfTime(middle), .backwards = true}));
    measure("page of 200 by cost", page({.sort = RecordSort::Cost}));
    measure("page of 200 by time, cost > X", page({.filter = dear}));
    measure("sum by model, cost > X", query(dear, {Dimension::Model}, utc));
    measure("counts by day", [&] { return std::size_t(orStop(reader->recordCounts({}, utc)).records); });
    measure("counts by day, cost > X", [&] { return std::size_t(orStop(reader->recordCounts(dear, utc)).records); });
    measure("counts by day, text", [&] { return std::size_t(orStop(reader->recordCounts(text, utc)).records); });
    measure("one session: its records", page({.filter = session}));
    measure("one session by day x model", query(session, {Dimension::Day, Dimension::Model}, utc));
    {
        auto writer = orStop(LedgerWriter::open(path, {}));
        for (int project = 0; project < 10; ++project) {
            orStop(writer->setTag({.scope = TagScope::Project, .records = {}, .name = "/home/user/src/project-" + std::to_string(project)},
                                  {"client", std::to_string(project % 3)}, middle));
        }
    }
    const UsageOptions byClient{.tagKey = "client", .progress = {}};
    measure("all time by month x tag, projects tagged",
            [&] { return orStop(reader->usage({}, {Dimension::Month, Dimension::Tag}, utc, byClient)).cells.size(); });
    {
        auto writer = orStop(LedgerWriter::open(path, {}));
        orStop(writer->setTag({.scope = TagScope::Session, .records = {}, .name = someSession}, {"client", "x"}, middle));
    }
    measure("all time by month x tag, one session, too",
            [&] { return orStop(reader->usage({}, {Dimension::Month, Dimension::Tag}, utc, byClient)).cells.size(); });
    {
        auto writer = orStop(LedgerWriter::open(path, {}));
        const auto deciding = Clock::now();
        const std::int64_t changed = orStop(writer->setExcluded({.records = {}, .filter = month}, true, "bench", middle));
        std::printf("%-46s %8.1f ms   (%lld records)\n", "exclude a month", millisecondsSince(deciding), static_cast<long long>(changed));
        const auto undoing = Clock::now();
        orStop(writer->undo(middle));
        std::printf("%-46s %8.1f ms\n", "undo it", millisecondsSince(undoing));
    }
    const auto printing = Clock::now();
    const std::string fingerprint = orStop(reader->fingerprint());
    std::printf("%-46s %8.1f ms   %s\n", "fingerprint", millisecondsSince(printing), fingerprint.substr(0, 16).c_str());
    const auto verifying = Clock::now();
    for (const VerifyCheck &check : orStop(reader->verify(nullptr))) {
        std::printf("%s %s %s; ", check.name.c_str(), check.ok ? "ok" : "WRONG", check.detail.c_str());
    }
    std::printf("verify %.0f ms\n", millisecondsSince(verifying));
    if (std::getenv("BENCH_KEEP") == nullptr) {
        std::filesystem::remove_all(folder);
    }
    return 0;
}
