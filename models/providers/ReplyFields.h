// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ChargeAmount.h"
#include "core/Time.h"
#include "providers/Http.h"
#include "providers/PolledPage.h"
#include "providers/ReplyJson.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// A reply as a tree, after its status was looked at. Problems: those of problemOfStatus() and of ReplyJson::parse().
Result<ReplyJson> jsonOf(const HttpReply &reply);

/// Text of a string or a number, without blanks at its ends, cut to a thousand bytes. Empty for everything else.
std::string plainText(JsonNode node);
/// A string in its whole length, for cursors, which are sent back as they came. Also a number's text.
std::string cursorText(JsonNode node);
/// A whole number from 0 to MaxTokensPerClass, written as number or string ("3", "3.0"). Nothing for anything else.
std::optional<std::int64_t> wholeNumber(JsonNode node);

/// A quantity in units of 10^power tokens as tokens, rounded: ("820.5", 3) -> 820500. Nothing for anything negative or too large.
std::optional<std::int64_t> wholeTokens(std::string_view quantity, int power);
/// "usd" -> "USD". Nothing is guessed when it is empty.
std::string currencyText(std::string_view text);
/// The list of that name in an object (or the object itself where it is one and the name is empty). A reply without it is of
/// another shape, and reading it as "nothing" would erase what is there. Problem: ReplyUnexpected, field: the name
Result<JsonNode> listOf(JsonNode root, std::string_view name);
/// `has_more` and `next_page`, as OpenAI's and Anthropic's reports write them.
void takeNextPage(JsonNode root, PolledPage &page);
/// `has_more` and `last_id` of their lists of things.
void takeLastId(JsonNode root, PolledPage &page);

/// Reads the fields of one object of a reply, in any order. What is written in another type than meant is reported to the page
/// as ReplyUnexpected with its place, and read as missing. Remembers what was asked for, so that the rest can be kept as text.
class ReplyFields
{
public:
    /// @param place of the object in the reply: "data[].results[]"; the page outlives this
    ReplyFields(JsonNode object, std::string place, PolledPage &page);

    /// A string, or a number as it was written. Empty: missing, null or of another type.
    std::string text(std::string_view name);
    /// A decimal number or a string that holds one. Missing and null are no problem.
    std::optional<ChargeAmount> amount(std::string_view name, MoneyUnit unit = MoneyUnit::Major);
    /// The same as plain decimal text, for quantities.
    std::string decimal(std::string_view name);
    /// A count from 0 to MaxTokensPerClass; larger ones are clamped and reported (CountTooLarge), negative ones are unexpected.
    std::optional<std::int64_t> count(std::string_view name);
    /// RFC 3339, a bare day (midnight UTC), or seconds since the epoch.
    std::optional<UtcTime> time(std::string_view name);
    std::optional<LocalDay> day(std::string_view name);
    std::optional<bool> flag(std::string_view name);
    /// A nested value, for the caller to read. Counts as asked for.
    JsonNode node(std::string_view name);
    /// A nested object's fields; none where it is missing.
    ReplyFields nested(std::string_view name);
    /// Fields that say nothing worth keeping.
    void ignore(std::initializer_list<std::string_view> names);

    void unexpected(std::string_view name);
    /// The fields nobody asked for that hold something, as text: at most 40, each cut to 500 bytes.
    OtherFields rest() const;

private:
    JsonNode m_object;
    std::string m_place;
    PolledPage &m_page;
    std::vector<std::string_view> m_asked{};
};

} // namespace tokenmeter
