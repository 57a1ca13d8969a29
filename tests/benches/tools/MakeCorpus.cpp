// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Corpus.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>

namespace
{

void spread(const std::vector<std::string> &files, int days)
{
    namespace fs = std::filesystem;
    const fs::file_time_type now = fs::file_time_type::clock::now();
    for (std::size_t i = 0; days > 0 && i < files.size(); ++i) {
        fs::last_write_time(files[i], now - std::chrono::hours{24} * days * std::int64_t(i) / std::int64_t(files.size()));
    }
}

} // namespace

/// make_corpus --kind claude|dense|codex|api --bytes N --seed S --out DIR [--days N]
/// Writes DIR/home (the logs) and DIR/totals.json (what they mean).
int main(int argc, char **argv)
{
    using namespace tokenmeter::testing;
    CLI::App app{"Writes synthetic usage logs and the totals they mean"};
    std::string kind = "claude";
    std::int64_t bytes = 20'000'000;
    unsigned seed = 1;
    std::string out;
    int days = 0;
    app.add_option("--kind", kind, "Shape of the corpus")->check(CLI::IsMember({"claude", "dense", "codex", "api"}));
    app.add_option("--bytes", bytes, "Size to reach")->check(CLI::PositiveNumber);
    app.add_option("--seed", seed, "Equal seeds give equal bytes");
    app.add_option("--out", out, "Folder to write to")->required();
    app.add_option("--days", days, "Spread the files' times evenly over the last days; default: all are written now");
    CLI11_PARSE(app, argc, argv);
    try {
        const std::string home = out + "/home";
        const Corpus corpus = kind == "codex"  ? writeCodexCorpus(home, bytes, seed)
                              : kind == "api"  ? writeApiCorpus(home, bytes, seed)
                              : kind == "dense" ? writeClaudeCorpus(home, bytes, seed, ClaudeShape::Dense)
                                                : writeClaudeCorpus(home, bytes, seed);
        spread(corpus.files, days);
        std::ofstream totals{out + "/totals.json"};
        totals << toJson(corpus);
        totals.close();
        if (!totals) {
            throw std::runtime_error{"cannot write totals.json"};
        }
        const double megabytes = double(corpus.bytes) / 1e6;
        std::printf("%s: %.0f MB in %zu files (%.2f a MB), %lld records (%.0f a MB), %.0f usage lines a MB of %.2f kB, %.0f %% of bytes\n",
                    kind.c_str(), megabytes, corpus.files.size(), double(corpus.files.size()) / megabytes,
                    static_cast<long long>(corpus.total.requests), double(corpus.total.requests) / megabytes,
                    double(corpus.usageLines) / megabytes, double(corpus.usageBytes) / double(corpus.usageLines) / 1000.0,
                    100.0 * double(corpus.usageBytes) / double(corpus.bytes));
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "make_corpus: %s\n", problem.what());
        return 1;
    }
    return 0;
}
