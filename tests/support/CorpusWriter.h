// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Corpus.h"

#include <cstdio>
#include <string_view>

namespace tokenmeter::testing
{

/// Random numbers that are the same with every standard library.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_state{seed * 0x9E3779B97F4A7C15ULL + 1} {}
    std::uint64_t next();
    std::int64_t below(std::int64_t n) { return std::int64_t(next() % std::uint64_t(n)); }
    /// Both ends inclusive.
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    bool chance(double probability) { return double(next() >> 11) * 0x1p-53 < probability; }
    double logNormal(double median, double sigma);

private:
    std::uint64_t m_state;
};

/// Log-normal sizes that walk through the distribution evenly, so that a small corpus has the mean of a large one.
class EvenSizes
{
public:
    EvenSizes(double median, double sigma) : m_median{median}, m_sigma{sigma} {}
    double next();

private:
    double m_median;
    double m_sigma;
    double m_at = 0.5;
};

/// Appends text that is already safe inside a JSON string: words, escapes, letters of several bytes.
class Filler
{
public:
    explicit Filler(Dice &dice);
    /// Rounded up to whole blocks of 64 bytes.
    void append(std::string &out, std::int64_t bytes, Dice &dice) const;

private:
    std::string m_pool;
};

void appendNumber(std::string &out, std::int64_t value);
void appendHex(std::string &out, std::uint64_t value, int digits);
/// Random letters and digits, as in the ids of providers.
void appendId(std::string &out, std::string_view prefix, int letters, Dice &dice);
void appendUuid(std::string &out, Dice &dice);
/// `2026-10-05T09:00:03.123Z`
void appendTime(std::string &out, std::int64_t ms);
/// `2026-10-05`
std::string dayOf(std::int64_t ms);

inline constexpr std::int64_t DayMs = 86'400'000;
/// 2026-11-01T00:00:00Z: every record of a corpus is older.
inline constexpr std::int64_t CorpusEnd = 1'793'491'200'000;

/// One file of a corpus: collects lines, writes them in large pieces, keeps the corpus' counts.
class CorpusFile
{
public:
    CorpusFile(Corpus &corpus, const std::string &path);
    ~CorpusFile();
    CorpusFile(const CorpusFile &) = delete;
    CorpusFile &operator=(const CorpusFile &) = delete;

    /// Where the next line is written; end it with endLine().
    std::string &line() { return m_buffer; }
    /// The line written since the last end, without its newline.
    std::string_view pending() const { return std::string_view{m_buffer}.substr(m_lineStart); }
    void endLine(bool hasUsage);
    /// Ends the file in the middle of a line.
    void endTorn();
    std::int64_t bytes() const { return m_written + std::int64_t(m_buffer.size()); }

private:
    void flush();
    Corpus &m_corpus;
    std::FILE *m_file;
    std::string m_buffer;
    std::size_t m_lineStart = 0;
    std::int64_t m_written = 0;
};

/// Counts a request once.
void count(Corpus &corpus, std::int64_t ms, const std::string &model, const CorpusTokens &tokens);

} // namespace tokenmeter::testing
