// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/JsonTree.h"
#include "pricing/lists/PublishedList.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Leaves the entry being read; caught by readEntries().
struct BadEntry
{
    std::string where{};
    std::string what{};
};

/// A value of a list's JSON with its place. Unlike the catalogue's reader it passes over keys it does not know: these lists grow daily.
class ListNode
{
public:
    ListNode(const JsonTree &json, std::string where) : m_json{&json}, m_where{std::move(where)} {}

    const std::string &where() const { return m_where; }
    bool isObject() const { return m_json->kind == JsonTree::Kind::Object; }
    bool isTrue() const { return m_json->kind == JsonTree::Kind::True; }
    bool isText() const { return m_json->kind == JsonTree::Kind::String; }
    [[noreturn]] void fail(std::string what) const { throw BadEntry{m_where, std::move(what)}; }

    /// Nothing when the key is missing or null. Throws for a key that comes twice.
    std::optional<ListNode> find(std::string_view key) const;
    ListNode get(std::string_view key) const;
    std::vector<ListNode> items() const; ///< of a list
    const std::vector<std::pair<std::string, JsonTree>> &members() const; ///< of an object
    ListNode member(std::size_t index) const;

    const std::string &text() const; ///< of a string
    std::string dayOr(std::string otherwise) const; ///< of a string that is a day
    std::int64_t count() const; ///< a number of tokens; also written as 256000.0
    /// Attos per token of a price per million tokens, or of one token. Numbers and texts; never through binary floating point.
    std::int64_t perMillion() const { return price(12); }
    std::int64_t perToken() const { return price(18); }
    bool isMinusOne() const; ///< "depends on the model that is chosen"

private:
    std::int64_t price(int scale) const;

    const JsonTree *m_json;
    std::string m_where;
};

/// Which key states which class.
struct ClassKey
{
    std::string_view key{};
    tables::PriceClass priceClass{};
};

/// Reads the classes that are stated.
enum class PriceUnit : std::uint8_t { Million, Token };
void readClasses(const ListNode &from, std::span<const ClassKey> keys, PriceUnit unit, tables::Prices &prices);
inline bool isPriced(const tables::Prices &prices)
{
    return prices[tables::InputPrice] != tables::NoPrice && prices[tables::OutputPrice] != tables::NoPrice;
}

/// Reads entry by entry into a list. @param read fills the model; false: it has no price for tokens
/// A broken entry becomes a problem; too many of them, or no model at all, become the result.
class EntryReader
{
public:
    void read(const std::string &where, const std::function<bool(ListedModel &model)> &read);
    void alsoUnpriced() { ++m_list.unpriced; }
    void broken(const BadEntry &bad);
    Result<PublishedList> done();

    PublishedList &list() { return m_list; }

private:
    PublishedList m_list{};
};

/// Parses and checks size and outermost kind.
Result<JsonTree> listDocument(std::string_view json, JsonTree::Kind kind);

} // namespace tokenmeter
