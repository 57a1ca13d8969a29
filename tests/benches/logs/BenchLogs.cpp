// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_logs [MEGABYTES] [FORMAT...]: how quickly one thread reads each format, out of the system's cache, beside Claude Code's lines. Logs
// have a line of talk and a line of usage in turn, both with the same text of 2 KiB, so that formats differ by what they do and not by what
// their users say; tables and databases have rows. Prints a Markdown table; exit status 1 when a format of lines needs more than twice
// Claude Code's time for a byte, or a record is missing.
#include "LogShapes.h"
#include "import/LineLoop.h"
#include "import/Profile.h"
#include "import/formats/Generic.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

using namespace tokenmeter;

namespace
{

constexpr int Runs = 5;
constexpr double MostTimes = 2;

struct Measured
{
    double seconds = 0;
    std::int64_t records = 0;
};

/// Of this thread's CPU: nothing is waited for, and neighbours do not count.
double threadSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

Measured readOnce(const Format &format, const Written &written, const std::filesystem::path &folder)
{
    LineLoop loop;
    Measured measured;
    const double begin = threadSeconds();
    for (const std::filesystem::path &path : written.files) {
        const Result<LogFile> log = LogFile::open(path.string());
        const FileContext file{.path = path.string(), .relativePath = path.lexically_relative(folder).string()};
        const auto take = [&](LineBatch &&batch) { measured.records += std::int64_t(batch.usage.records.size() + batch.charges.size()); };
        if (!log || !loop.read(format, file, *log, {}, take)) {
            return {};
        }
    }
    measured.seconds = threadSeconds() - begin;
    return measured;
}

/// The fixture's profile stands for all.
std::optional<Format> formatOf(const Shape &shape)
{
    if (shape.format != std::string_view{"generic"}) {
        const Format *const format = formatById(shape.format);
        return format == nullptr ? std::nullopt : std::optional{*format};
    }
    std::ifstream in{FIXTURES "/generic/profile.json"};
    const Result<Profile> profile = parseProfile(std::string{std::istreambuf_iterator<char>{in}, {}});
    return profile ? std::optional{genericFormat(*profile)} : std::nullopt;
}

const char *nameOf(const Shape &shape, bool isLog)
{
    switch (shape.kind) {
    case Kind::Lines:
        return isLog ? "lines" : "export";
    case Kind::List:
        return "document";
    case Kind::Files:
        return "a document a request";
    case Kind::Rows:
        return "database";
    }
    return "";
}

} // namespace

int main(int count, char **arguments)
{
    const std::int64_t bytes = (count > 1 ? std::atoll(arguments[1]) : 64) << 20;
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "bench_logs";
    std::printf("| format | | bytes a request | MB/s | requests/s | time for a byte, Claude Code's = 1 |\n|---|---|---|---|---|---|\n");
    bool isGood = true;
    double reference = 0;
    for (const Shape &shape : shapes()) {
        const bool isWanted = count < 3 || reference == 0 || std::any_of(arguments + 2, arguments + count, [&](std::string_view name) { return name == shape.format; });
        const std::optional<Format> format = isWanted ? formatOf(shape) : std::nullopt;
        if (!format) {
            isGood = isGood && !isWanted;
            continue;
        }
        const Written written = writeShape(shape, folder, bytes);
        Measured best;
        for (int run = 0; run < Runs; ++run) {
            const Measured measured = readOnce(*format, written, folder);
            if (run == 0 || measured.seconds < best.seconds) {
                best = measured;
            }
        }
        std::filesystem::remove_all(folder);
        const double perByte = best.seconds / double(written.bytes);
        reference = reference == 0 ? perByte : reference;
        const bool isLog = shape.kind == Kind::Lines && !format->wholeFile && *shape.talk != '\0';
        const bool isWhole = best.records == written.requests;
        isGood = isGood && isWhole && (!isLog || perByte <= MostTimes * reference);
        std::printf("| %s | %s | %lld | %.0f | %.0f | %.2f |\n", shape.format, nameOf(shape, isLog), static_cast<long long>(written.bytes / written.requests),
                    double(written.bytes) / 1e6 / best.seconds, double(best.records) / best.seconds, perByte / reference);
        if (!isWhole) {
            std::printf("%s: %lld records of %lld\n", shape.format, static_cast<long long>(best.records), static_cast<long long>(written.requests));
        }
    }
    return isGood ? EXIT_SUCCESS : EXIT_FAILURE;
}
