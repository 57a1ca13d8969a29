// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CorpusWriter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <stdexcept>

namespace tokenmeter::testing
{

CorpusTokens &CorpusTokens::operator+=(const CorpusTokens &o)
{
    requests += o.requests;
    input += o.input;
    cacheRead += o.cacheRead;
    cacheWrite5m += o.cacheWrite5m;
    cacheWrite1h += o.cacheWrite1h;
    output += o.output;
    reasoning += o.reasoning;
    return *this;
}

CorpusTokens &CorpusTokens::operator-=(const CorpusTokens &o)
{
    requests -= o.requests;
    input -= o.input;
    cacheRead -= o.cacheRead;
    cacheWrite5m -= o.cacheWrite5m;
    cacheWrite1h -= o.cacheWrite1h;
    output -= o.output;
    reasoning -= o.reasoning;
    return *this;
}

std::uint64_t Dice::next()
{
    // splitmix64
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

double Dice::logNormal(double median, double sigma)
{
    const double u = (double(next() >> 11) + 1.0) * 0x1p-53;
    const double v = double(next() >> 11) * 0x1p-53;
    return median * std::exp(sigma * std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v));
}

double EvenSizes::next()
{
    m_at += std::numbers::phi - 1.0; // steps of the golden ratio fill the unit interval evenly
    m_at -= std::floor(m_at);
    double low = -4.0;
    double high = 4.0;
    for (int i = 0; i < 50; ++i) {
        const double z = (low + high) / 2.0;
        (0.5 * std::erfc(-z / std::numbers::sqrt2) < m_at ? low : high) = z;
    }
    return m_median * std::exp(m_sigma * low);
}

namespace
{
constexpr std::size_t BlockSize = 64;
constexpr std::size_t Blocks = 16384;
} // namespace

Filler::Filler(Dice &dice)
{
    static constexpr std::array<std::string_view, 20> Words{
        "ledger ", "return ", "const ", "value ", "the ", "of ", "demo ", "parse ", "index ", "if ", "for ", "line ",
        "\\n", "\\t", "\\\"key\\\": ", "\\\"usage\\\":{", "\\u00e9", "\u00fc", "\u91d1\u989d ", "0x1f "};
    m_pool.reserve(BlockSize * Blocks);
    for (std::size_t block = 0; block < Blocks; ++block) {
        const std::size_t end = (block + 1) * BlockSize;
        for (;;) {
            const std::string_view word = Words[std::size_t(dice.below(dice.chance(0.9) ? 14 : 20))];
            if (m_pool.size() + word.size() > end) {
                break;
            }
            m_pool += word;
        }
        m_pool.resize(end, '.');
    }
}

void Filler::append(std::string &out, std::int64_t bytes, Dice &dice) const
{
    std::size_t left = (std::size_t(bytes) + BlockSize - 1) / BlockSize;
    while (left > 0) {
        const std::size_t from = std::size_t(dice.below(std::int64_t(Blocks)));
        const std::size_t blocks = std::min(left, Blocks - from);
        out.append(m_pool, from * BlockSize, blocks * BlockSize);
        left -= blocks;
    }
}

void appendNumber(std::string &out, std::int64_t value)
{
    std::array<char, 24> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    out.append(text.data(), end);
}

void appendHex(std::string &out, std::uint64_t value, int digits)
{
    for (int i = digits - 1; i >= 0; --i) {
        out += "0123456789abcdef"[(value >> (4 * i)) & 15U];
    }
}

void appendId(std::string &out, std::string_view prefix, int letters, Dice &dice)
{
    out += prefix;
    std::uint64_t bits = 0;
    for (int i = 0; i < letters; ++i) {
        if (i % 10 == 0) {
            bits = dice.next();
        }
        out += "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789abcdefg"[bits & 63U];
        bits >>= 6;
    }
}

void appendUuid(std::string &out, Dice &dice)
{
    const std::uint64_t high = dice.next();
    const std::uint64_t low = dice.next();
    appendHex(out, high >> 32, 8);
    out += '-';
    appendHex(out, high >> 16, 4);
    out += "-4";
    appendHex(out, high, 3);
    out += "-a";
    appendHex(out, low >> 52, 3);
    out += '-';
    appendHex(out, low, 12);
}

namespace
{

void appendPadded(std::string &out, std::int64_t value, int digits)
{
    for (std::int64_t power = digits == 4 ? 1000 : digits == 3 ? 100 : 10; power > 0; power /= 10) {
        out += char('0' + value / power % 10);
    }
}

void appendDay(std::string &out, std::int64_t ms)
{
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{ms / DayMs}}};
    appendPadded(out, int(day.year()), 4);
    out += '-';
    appendPadded(out, unsigned(day.month()), 2);
    out += '-';
    appendPadded(out, unsigned(day.day()), 2);
}

} // namespace

void appendTime(std::string &out, std::int64_t ms)
{
    appendDay(out, ms);
    const std::int64_t rest = ms % DayMs;
    out += 'T';
    appendPadded(out, rest / 3'600'000, 2);
    out += ':';
    appendPadded(out, rest / 60'000 % 60, 2);
    out += ':';
    appendPadded(out, rest / 1000 % 60, 2);
    out += '.';
    appendPadded(out, rest % 1000, 3);
    out += 'Z';
}

std::string dayOf(std::int64_t ms)
{
    std::string text;
    appendDay(text, ms);
    return text;
}

CorpusFile::CorpusFile(Corpus &corpus, const std::string &path) : m_corpus{corpus}
{
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    m_file = std::fopen(path.c_str(), "wb");
    if (m_file == nullptr) {
        throw std::runtime_error{"cannot write " + path};
    }
    std::setvbuf(m_file, nullptr, _IONBF, 0);
    corpus.files.push_back(path);
}

CorpusFile::~CorpusFile()
{
    flush();
    std::fclose(m_file);
}

void CorpusFile::endLine(bool hasUsage)
{
    m_buffer += '\n';
    ++m_corpus.lines;
    if (hasUsage) {
        ++m_corpus.usageLines;
        m_corpus.usageBytes += std::int64_t(m_buffer.size() - m_lineStart);
    }
    if (m_buffer.size() > (4U << 20)) {
        flush();
    }
    m_lineStart = m_buffer.size();
}

void CorpusFile::endTorn()
{
    m_lineStart = m_buffer.size();
    ++m_corpus.damagedLines;
}

void CorpusFile::flush()
{
    if (std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_file) != m_buffer.size()) {
        std::perror("corpus"); // a destructor may not throw; the totals will not match a cut file
    }
    m_written += std::int64_t(m_buffer.size());
    m_corpus.bytes += std::int64_t(m_buffer.size());
    m_buffer.clear();
}

void count(Corpus &corpus, std::int64_t ms, const std::string &model, const CorpusTokens &tokens)
{
    corpus.cells[{dayOf(ms), model}] += tokens;
    corpus.total += tokens;
}

namespace
{

void appendTokens(std::string &out, const CorpusTokens &t)
{
    const auto field = [&](const char *name, std::int64_t value, const char *separator) {
        out += '"';
        out += name;
        out += "\": ";
        appendNumber(out, value);
        out += separator;
    };
    field("requests", t.requests, ", ");
    field("input", t.input, ", ");
    field("cache_read", t.cacheRead, ", ");
    field("cache_write_5m", t.cacheWrite5m, ", ");
    field("cache_write_1h", t.cacheWrite1h, ", ");
    field("output", t.output, ", ");
    field("reasoning", t.reasoning, "");
}

} // namespace

std::string toJson(const Corpus &corpus)
{
    std::string out = "{\"bytes\": ";
    appendNumber(out, corpus.bytes);
    out += ", \"files\": ";
    appendNumber(out, std::int64_t(corpus.files.size()));
    out += ", \"lines\": ";
    appendNumber(out, corpus.lines);
    out += ", \"usage_lines\": ";
    appendNumber(out, corpus.usageLines);
    out += ", \"usage_bytes\": ";
    appendNumber(out, corpus.usageBytes);
    out += ", \"damaged_lines\": ";
    appendNumber(out, corpus.damagedLines);
    out += ",\n \"total\": {";
    appendTokens(out, corpus.total);
    out += "},\n \"peers\": {";
    std::string_view separator;
    for (const auto &[peer, effects] : corpus.peerEffects) {
        out.append(separator).append("\n  \"").append(peer).append("\": {");
        std::string_view inner;
        for (const auto &[cause, tokens] : effects) {
            out.append(inner).append("\n   \"").append(cause).append("\": {");
            appendTokens(out, tokens);
            out += '}';
            inner = ",";
        }
        out += '}';
        separator = ",";
    }
    out += "},\n \"cells\": [";
    separator = "";
    for (const auto &[key, tokens] : corpus.cells) {
        out.append(separator).append("\n  {\"day\": \"").append(key.first).append("\", \"model\": \"").append(key.second);
        out += "\", ";
        appendTokens(out, tokens);
        out += '}';
        separator = ",";
    }
    out += "]}\n";
    return out;
}

} // namespace tokenmeter::testing
