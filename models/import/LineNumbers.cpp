// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/LineNumbers.h"

#include "import/LogFile.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace tokenmeter
{
namespace
{

constexpr std::size_t ScanBlock = 256U << 10;
constexpr std::string_view DatabaseHead = "SQLite format 3";

bool isOpen(const Problem *problem)
{
    return problem->line == 0 && problem->offset >= 0 && !problem->file.empty();
}

/// @param wanted problems of this file, by offset
void numberIn(const LogFile &file, const std::vector<Problem *> &wanted, std::vector<char> &block, const std::stop_token &stop)
{
    auto next = wanted.begin();
    std::int64_t line = 1; // of the byte at `at`
    for (std::int64_t at = 0; next != wanted.end() && !stop.stop_requested();) {
        const std::int64_t got = file.readAt(at, block.data(), block.size());
        if (got <= 0) {
            return;
        }
        if (at == 0 && std::string_view{block.data(), std::size_t(got)}.starts_with(DatabaseHead)) {
            for (Problem *problem : wanted) {
                problem->offset = -1; // it was the number of a row, which nobody but its tool can look up
            }
            return;
        }
        const char *from = block.data();
        for (; next != wanted.end() && (*next)->offset < at + got; ++next) {
            const char *const to = block.data() + ((*next)->offset - at);
            line += std::count(from, to, '\n');
            from = to;
            (*next)->line = line;
        }
        line += std::count(from, static_cast<const char *>(block.data() + got), '\n');
        at += got;
    }
}

} // namespace

void numberLines(std::vector<Problem> &problems, const std::stop_token &stop)
{
    std::vector<Problem *> open;
    for (Problem &problem : problems) {
        if (isOpen(&problem)) {
            open.push_back(&problem);
        }
    }
    std::stable_sort(open.begin(), open.end(), [](const Problem *a, const Problem *b) {
        return std::tie(a->file, a->offset) < std::tie(b->file, b->offset);
    });
    std::vector<char> block(open.empty() ? 0 : ScanBlock);
    for (auto from = open.begin(); from != open.end();) {
        const auto to = std::find_if(from, open.end(), [&](const Problem *other) { return other->file != (*from)->file; });
        if (const Result<LogFile> file = LogFile::open((*from)->file)) {
            numberIn(*file, {from, to}, block, stop);
        }
        from = to;
    }
}

} // namespace tokenmeter
