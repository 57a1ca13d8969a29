// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_whole LEDGER [LOGS]: compares everything in a ledger with nine models, as the window does it in the background; first the newest
// eighth of its days, then a half, then all. Where the ledger is not there yet, it is made of the logs (make_corpus). Prints a Markdown
// table: records a second, the largest memory of each run above what the process had before, the longest time that a read transaction
// could have lasted (between two reports), and how soon it stops when it is told to. Linux.
#include "flow/CompareWhole.h"
#include "flow/Import.h"
#include "flow/Pricing.h"
#include "import/Discovery.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stop_token>
#include <string>
#include <thread>

using namespace tokenmeter;

namespace
{

using Clock = std::chrono::steady_clock;

const UtcTime Now = parseTime("2026-11-24T12:00:00Z")->time;

template <typename T>
T needed(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "cause %d: %s\n", int(result.problem().cause), result.problem().args.empty() ? "" : result.problem().args.front().c_str());
        std::exit(2);
    }
    return *std::move(result);
}

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Of this process, in kB: "VmRSS" or "VmHWM".
long memory(const char *name)
{
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name)) {
            return std::atol(line.c_str() + line.find(':') + 1);
        }
    }
    return 0;
}

void forgetPeak()
{
    std::ofstream{"/proc/self/clear_refs"} << "5";
}

void import(const std::string &ledger, const std::string &logs)
{
    const auto begin = Clock::now();
    const auto writer = needed(LedgerWriter::open(ledger, {}));
    const auto reader = needed(LedgerReader::open(ledger));
    const auto pricer = needed(pricerOf(*reader));
    ImportRequest request;
    request.sources = scan(logs).sources;
    request.now = Now;
    needed(importLogs(*writer, *reader, rateSourceOf(*pricer), request, std::stop_token{}));
    std::printf("imported in %.0f s\n", millisecondsSince(begin) / 1000);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "bench_whole LEDGER [LOGS]\n");
        return 2;
    }
    const std::string ledger = argv[1];
    if (!std::filesystem::exists(ledger) && argc > 2) {
        import(ledger, argv[2]);
    }
    const auto reader = needed(LedgerReader::open(ledger));
    const auto pricer = needed(pricerOf(*reader));
    CompareRequest request;
    for (const char *name : {"claude-opus-4-5", "claude-sonnet-4-5", "claude-haiku-4-5", "gpt-5", "gemini-2.5-pro", "gemini-2.5-flash", "deepseek-chat", "grok-4", "gpt-4.1"}) {
        if (Result<ReplayModel> model = replayModelOf(*pricer, {}, name, {}, Now)) {
            request.models.push_back(*std::move(model));
        }
    }
    request.byDay = true;
    const UsageCells days = needed(reader->usage({}, {Dimension::Day}, Zone::utc()));
    if (days.cells.empty()) {
        std::fprintf(stderr, "nothing in %s\n", argv[1]);
        return 2;
    }
    const LocalDay first{std::chrono::days{days.cells.front().key[0]}};
    const LocalDay last{std::chrono::days{days.cells.back().key[0]}};
    std::printf("%zu models, %lld days, %u threads\n\n| days | requests | s | requests/s | memory before MB | peak above MB | longest between reports ms |\n|---|---|---|---|---|---|---|\n",
                request.models.size(), (long long)(last - first).count() + 1, std::thread::hardware_concurrency());
    for (const int part : {8, 8, 2, 1}) { // the first one warms
        request.filter.from = last - (last - first) / part;
        request.filter.to = last;
        forgetPeak();
        const long before = memory("VmRSS");
        const auto begin = Clock::now();
        auto report = begin;
        double longest = 0;
        request.progress = [&](double) {
            longest = std::max(longest, millisecondsSince(report));
            report = Clock::now();
        };
        const WholeComparison whole = needed(compareWhole(*reader, *pricer, request));
        const double seconds = millisecondsSince(begin) / 1000;
        std::printf("| %lld | %lld | %.2f | %.0f | %.0f | %.0f | %.0f |\n", (long long)(last - *request.filter.from).count() + 1, (long long)whole.comparison.total.requests, seconds,
                    double(whole.comparison.total.requests) / seconds, double(before) / 1024, double(memory("VmHWM") - before) / 1024, longest);
    }
    request.progress = {};
    std::jthread stopper{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{700});
        reader->interrupt();
    }};
    const auto begin = Clock::now();
    const bool isDone = bool(compareWhole(*reader, *pricer, request));
    std::printf("\ntold to stop after 700 ms: %s after %.0f ms\n", isDone ? "done" : "stopped", millisecondsSince(begin));
    return 0;
}
