// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/LineLoop.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

/// How fast each export format is read, in MB of 10^6 bytes a second by one thread: the rows of its fixture again and again, each copy
/// with other digits, so that they are records of their own. Prints a table in Markdown. measure_formats FIXTURES [MB]

using namespace tokenmeter;

namespace
{

constexpr std::pair<const char *, const char *> Samples[] = {
    {"cursor-csv", "cursor-csv/usage.csv"},
    {"openrouter-generations-csv", "openrouter-csv/openrouter_activity_2026-10-05.csv"},
    {"openai-usage-csv", "openai-usage-csv/completions_usage_2026-10-05_2026-10-05.csv"},
    {"anthropic-cost-csv", "anthropic-cost-csv/claude_api_cost_2026_10.csv"},
    {"focus-csv", "focus-csv/focus-1.2.csv"},
    {"langfuse", "langfuse/observations.jsonl"},
    {"helicone", "helicone/helicone-export.jsonl"},
    {"otlp-genai", "otlp-genai/traces.jsonl"},
    {"bedrock-invocation", "bedrock-invocation/20261005T090000_demo.json"},
};

std::string contentOf(const std::string &path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The rows again until there are so many bytes. @param text a table, or JSON lines
std::string multiplied(const std::string &text, std::size_t bytes)
{
    const bool isTable = !text.starts_with('{');
    const std::size_t begin = isTable ? text.find('\n') + 1 : 0;
    std::string out = text.substr(0, begin);
    std::string rows = text.substr(begin);
    if (!rows.ends_with('\n')) {
        rows += '\n';
    }
    for (unsigned copy = 0; out.size() < bytes; ++copy) {
        std::string changed = rows;
        // The last digits of what looks like an id: 16 in a row of letters and digits, or a time.
        const std::string number = std::to_string(100'000 + copy % 900'000);
        for (const std::string_view mark : {"00000000000", "aaaaaaaaaaaaa", "bbbbbbbbbbbbb", "obs-", "h-", "aaa19b7ec3c"}) {
            for (std::size_t at = 0; (at = changed.find(mark, at)) != std::string::npos; at += mark.size()) {
                changed.insert(at + mark.size(), number);
            }
        }
        out += changed;
    }
    return out;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "measure_formats FIXTURES [MB]\n");
        return 2;
    }
    const std::size_t bytes = std::size_t(argc > 2 ? std::atoi(argv[2]) : 50) * 1'000'000;
    const std::string path = (std::filesystem::temp_directory_path() / "measure_formats.data").string();
    std::printf("| format | MB/s | records and lines of bills |\n|---|---|---|\n");
    for (const auto &[id, file] : Samples) {
        const std::string text = multiplied(contentOf(std::string{argv[1]} + "/" + file), bytes);
        std::ofstream{path, std::ios::binary | std::ios::trunc}.write(text.data(), std::streamsize(text.size()));
        const Result<LogFile> log = LogFile::open(path);
        if (!log || formatById(id) == nullptr) {
            return 1;
        }
        LineLoop loop;
        std::size_t found = 0;
        const auto start = std::chrono::steady_clock::now();
        const Result<Done> done = loop.read(*formatById(id), {.path = path}, *log, {},
                                            [&](LineBatch &&batch) { found += batch.usage.records.size() + batch.charges.size(); });
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::printf("| %s | %.0f | %zu |\n", id, double(text.size()) / 1e6 / seconds, found);
        if (!done) {
            return 1;
        }
    }
    std::filesystem::remove(path);
    return 0;
}
