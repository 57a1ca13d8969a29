// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/TextTokens.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

/// Hundredths of a token that a character makes.
struct TokensPerCharacter
{
    std::int64_t low, central, high;
};

// What vendors say: DeepSeek's documentation of token usage gives about 0.3 tokens for an English and 0.6 for a Chinese character;
// four characters of English a token is the rule of thumb of most others. The catalogue's README, section 10, knows one figure more:
// newer Claude models count about 30 % more (analysis/Tokenizer.h). All ends of the bands, and the factors of digits, marks, breaks
// and other scripts, are UNVERIFIED: no vendor publishes them. They are wide for it, and everything made of them is an estimate.
constexpr TokensPerCharacter Cjk{50, 75, 130};
constexpr TokensPerCharacter Letters{20, 26, 40}; // 0.3 with its share of blanks and punctuation, which are counted apart here
constexpr TokensPerCharacter Digits{33, 50, 100}; // three digits a token, or each its own
constexpr TokensPerCharacter Marks{50, 80, 100};
constexpr TokensPerCharacter Breaks{50, 100, 150};
constexpr TokensPerCharacter Other{40, 80, 250};
constexpr std::int64_t HundredthsOfToken = 100;

constexpr std::uint32_t NoCharacter = 0xFFFFFFFFU;

/// The character at `at`, which moves behind it; NoCharacter and one byte further where there is none.
std::uint32_t nextCharacter(std::string_view text, std::size_t &at)
{
    const auto byte = [&](std::size_t i) { return std::uint32_t(static_cast<unsigned char>(text[i])); };
    const std::uint32_t first = byte(at);
    if (first < 0x80U) {
        ++at;
        return first;
    }
    const std::size_t size = first >= 0xF0U && first < 0xF5U ? 4 : first >= 0xE0U && first < 0xF0U ? 3 : first >= 0xC2U && first < 0xE0U ? 2 : 0;
    if (size == 0 || text.size() - at < size) {
        ++at;
        return NoCharacter;
    }
    std::uint32_t code = first & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) {
            ++at;
            return NoCharacter;
        }
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> Least{0, 0, 0x80, 0x800, 0x10000}; // by size: shorter ones are written longer than they are
    if (code < Least[size] || code > 0x10FFFFU || (code >= 0xD800U && code < 0xE000U)) {
        ++at;
        return NoCharacter;
    }
    at += size;
    return code;
}

bool isWithin(std::uint32_t code, std::uint32_t first, std::uint32_t last)
{
    return first <= code && code <= last;
}

bool isSpace(std::uint32_t code)
{
    return code == ' ' || isWithin(code, '\t', '\r') || code == 0xA0U || isWithin(code, 0x2000, 0x200A) || code == 0x3000U;
}

bool isCjk(std::uint32_t code)
{
    return isWithin(code, 0x1100, 0x11FF) || isWithin(code, 0x2E80, 0x9FFF) || isWithin(code, 0xA960, 0xA97F) || isWithin(code, 0xAC00, 0xD7FF)
        || isWithin(code, 0xF900, 0xFAFF) || isWithin(code, 0xFE30, 0xFE4F) || isWithin(code, 0xFF00, 0xFFEF) || isWithin(code, 0x20000, 0x3FFFF);
}

bool isLetter(std::uint32_t code)
{
    return isWithin(code, 'a', 'z') || isWithin(code, 'A', 'Z') || (isWithin(code, 0xC0, 0x24F) && code != 0xD7U && code != 0xF7U) || isWithin(code, 0x1E00, 0x1EFF);
}

bool isMark(std::uint32_t code)
{
    return isWithin(code, '!', '~') || isWithin(code, 0xA1, 0xBF) || code == 0xD7U || code == 0xF7U || isWithin(code, 0x2010, 0x2027) || isWithin(code, 0x2030, 0x205E)
        || isWithin(code, 0x20A0, 0x20CF) || isWithin(code, 0x2190, 0x22FF);
}

} // namespace

TextClasses textClassesOf(std::string_view utf8)
{
    TextClasses classes;
    if (utf8.size() > MostTextBytes) {
        classes.isCut = true;
        std::size_t end = MostTextBytes;
        while (end > MostTextBytes - 4 && (static_cast<unsigned char>(utf8[end]) & 0xC0U) == 0x80U) {
            --end; // not through a character
        }
        utf8 = utf8.substr(0, end);
    }
    std::int64_t blanks = 0; // of the run that is open
    bool isOnlyBlank = true;
    const auto closeRun = [&] {
        classes.breaks += blanks > 1 || (blanks == 1 && !isOnlyBlank) ? 1 : 0;
        blanks = 0;
        isOnlyBlank = true;
    };
    for (std::size_t at = 0; at < utf8.size();) {
        const std::uint32_t code = nextCharacter(utf8, at);
        ++classes.characters;
        if (isSpace(code)) {
            ++blanks;
            isOnlyBlank = isOnlyBlank && code == ' ';
            continue;
        }
        closeRun();
        if (code == NoCharacter) {
            ++classes.damaged;
            ++classes.other;
        } else if (isLetter(code)) {
            ++classes.letters;
        } else if (isWithin(code, '0', '9')) {
            ++classes.digits;
        } else if (isCjk(code)) {
            ++classes.cjk;
        } else if (isMark(code)) {
            ++classes.marks;
        } else {
            ++classes.other;
        }
    }
    closeRun();
    return classes;
}

TokenBand estimatedTokens(const TextClasses &classes)
{
    const auto sumAt = [&](std::int64_t TokensPerCharacter::*end) {
        return classes.cjk * Cjk.*end + classes.letters * Letters.*end + classes.digits * Digits.*end + classes.marks * Marks.*end
            + classes.breaks * Breaks.*end + classes.other * Other.*end;
    };
    if (classes.characters == 0) {
        return {};
    }
    // Outwards at the ends, half up in the middle; what is not empty is a token.
    TokenBand band{.low = sumAt(&TokensPerCharacter::low) / HundredthsOfToken,
                   .central = (sumAt(&TokensPerCharacter::central) + HundredthsOfToken / 2) / HundredthsOfToken,
                   .high = (sumAt(&TokensPerCharacter::high) + HundredthsOfToken - 1) / HundredthsOfToken};
    band.low = std::max<std::int64_t>(band.low, 1);
    band.central = std::max(band.central, band.low);
    band.high = std::max(band.high, band.central);
    return band;
}

} // namespace tokenmeter
