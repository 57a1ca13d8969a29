// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter::testing
{

/// Damages texts as disks, editors, crashed tools and hostile people do. The same seed damages in the same way.
class Mutator
{
public:
    explicit Mutator(std::uint64_t seed) : m_random{seed} {}

    /// One to four damages anywhere.
    std::string damaged(std::string text);
    /// Whether the last damages left every text at its place: then no content can have become a name.
    bool keptPlaces() const { return m_keptPlaces; }
    /// 0 to `end` - 1; 0 when there is nothing to choose from.
    std::size_t below(std::size_t end) { return end == 0 ? 0 : std::size_t(m_random() % end); }

private:
    struct Span
    {
        std::size_t begin = 0;
        std::size_t size = 0;
    };
    void damage(std::string &text);
    void insert(std::string &text, std::string_view what);
    void swapTokens(std::string &text);
    void replaceNumber(std::string &text);
    void nest(std::string &text);
    void mergeLines(std::string &text);
    Span anySpan(const std::string &text, std::size_t most);
    /// Strings in their quotes, numbers and words.
    static std::vector<Span> tokensOf(std::string_view text);

    std::mt19937_64 m_random;
    bool m_keptPlaces = true;
};

} // namespace tokenmeter::testing
