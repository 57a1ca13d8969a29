// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// Without blanks and control characters at either end.
std::string_view trimmedText(std::string_view text);

/// A token count written as text.
struct CountText
{
    std::int64_t value = 0; ///< 0 to MaxTokensPerClass
    bool present = false;   ///< neither empty nor a word for nothing ("-", "NaN", "null", "N/A")
    std::optional<Cause> problem{}; ///< NegativeCount and BadNumber (value 0), CountTooLarge (clamped)
};

/// `3`, `3.0`, `3e2`, times `factor`.
CountText countOfText(std::string_view text, std::int64_t factor = 1);

/// An amount without signs of currency ($, US$, ¥, €, £, a code of three letters). With `decimal` ('.' or ',') the
/// other one, blanks and apostrophes are taken for separators of thousands and removed; without it they are errors.
/// @return plain decimal text as it was written; nothing when the rest is not a decimal number
std::optional<std::string> amountOfText(std::string_view text, char decimal = '\0');

/// The number's text with separators of thousands removed and '.' for the decimal sign, as amountOfText() does.
std::string withoutSeparators(std::string_view text, char decimal);

/// The same where separators stand only where thousands end ("1,234,567", "12,34,567", "1 234", "1'234"; no-break blanks, too): with '.' for the
/// decimal sign "12,5" is no number, rather than 125. Without `decimal` the text as it is.
/// @return nothing when separators stand elsewhere, or when it is no number
std::optional<std::string> ungrouped(std::string_view text, char decimal);

/// countOfText() of ungrouped(): a count that has none of what it needs is BadNumber.
CountText groupedCount(std::string_view text, char decimal, std::int64_t factor = 1);

/// amountOfText() of an amount whose separators stand where thousands end.
std::optional<std::string> groupedAmount(std::string_view text, char decimal);

/// What an amount says of its currency: a sign ("$", "US$", "¥", "€", "£") or a code of three capital letters; empty: nothing. Part of the text.
std::string_view currencyMark(std::string_view amount);
/// Whether it may be meant: "$" is any dollar, "¥" CNY or JPY, and what is nobody's sign is a code.
/// @param currency a code
bool mayMean(std::string_view mark, std::string_view currency);
/// The one currency that it means; empty where there are several. "$" alone is the one that everybody calls so.
std::string_view meantBy(std::string_view mark);

/// Exact product of two decimal texts, digits below 1e-24 rounded. Nothing when one is no number or too large.
std::optional<std::string> multiplied(std::string_view amount, std::string_view factor);

} // namespace tokenmeter
