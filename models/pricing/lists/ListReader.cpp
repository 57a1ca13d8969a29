// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/lists/ListReader.h"

#include "core/Decimal.h"
#include "core/Time.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostBytes = 32U << 20;
constexpr std::size_t MostEntries = 50'000;
constexpr std::size_t MostRows = 64;
constexpr std::size_t LongestText = 300;
constexpr std::size_t MostProblems = 100; ///< kept; the count decides whether the list is used at all
constexpr std::int64_t MostPerMillion = 10'000'000'000'000'000; ///< 10,000 dollars: ten times the dearest there is
constexpr std::int64_t MostTokens = 999'999'999'999; ///< one more is the most that a catalogue takes for the beginning of a step

Problem badList(std::string where, std::string what)
{
    return Problem{.cause = Cause::BadCatalogue, .args = {std::move(where), std::move(what)}};
}

/// Hours at one price are one row, however many entries the list writes for them.
void joinHours(ListedModel &model)
{
    std::vector<ListedRow> joined;
    for (ListedRow &row : model.rows) {
        const auto same = std::find_if(joined.begin(), joined.end(), [&](const ListedRow &other) {
            return !row.windows.empty() && !other.windows.empty() && row.from == other.from && row.minContext == other.minContext
                && row.prices == other.prices;
        });
        if (same == joined.end()) {
            joined.push_back(std::move(row));
        } else {
            same->windows.insert(same->windows.end(), row.windows.begin(), row.windows.end());
        }
    }
    model.rows = std::move(joined);
}

void checkRows(const ListedModel &model)
{
    if (model.rows.size() > MostRows || model.tiers.size() > MostRows) {
        throw BadEntry{model.place, "more prices than any model has"};
    }
    for (std::size_t i = 0; i < model.rows.size(); ++i) {
        const ListedRow &row = model.rows[i];
        if (!isPriced(row.prices)) {
            throw BadEntry{model.place, "a step without the price of input or output"};
        }
        for (std::size_t j = 0; j < i; ++j) {
            const ListedRow &other = model.rows[j];
            if (row.from == other.from && row.minContext == other.minContext && row.windows.empty() == other.windows.empty()) {
                throw BadEntry{model.place, "two prices for the same requests"};
            }
        }
    }
}

} // namespace

bool ListedModel::isZero() const
{
    return std::all_of(rows.begin(), rows.end(), [](const ListedRow &row) {
        return row.prices[tables::InputPrice] == 0 && row.prices[tables::OutputPrice] == 0;
    });
}

std::optional<ListNode> ListNode::find(std::string_view key) const
{
    std::optional<ListNode> found;
    for (const auto &[name, value] : members()) {
        if (name != key) {
            continue;
        }
        if (found) {
            throw BadEntry{m_where + '.' + name, "repeated key"};
        }
        found = ListNode{value, m_where + '.' + name};
    }
    return found && found->m_json->kind == JsonTree::Kind::Null ? std::nullopt : found;
}

ListNode ListNode::get(std::string_view key) const
{
    const std::optional<ListNode> found = find(key);
    if (!found) {
        throw BadEntry{m_where + '.' + std::string{key}, "missing"};
    }
    return *found;
}

std::vector<ListNode> ListNode::items() const
{
    if (m_json->kind != JsonTree::Kind::List) {
        fail("not a list");
    }
    std::vector<ListNode> result;
    for (const JsonTree &item : m_json->items) {
        result.emplace_back(item, m_where + '[' + std::to_string(result.size()) + ']');
    }
    return result;
}

const std::vector<std::pair<std::string, JsonTree>> &ListNode::members() const
{
    if (!isObject()) {
        fail("not an object");
    }
    return m_json->members;
}

ListNode ListNode::member(std::size_t index) const
{
    const auto &[name, value] = members()[index];
    return {value, m_where.empty() ? name : m_where + '.' + name};
}

const std::string &ListNode::text() const
{
    if (!isText()) {
        fail("not a text");
    }
    if (m_json->text.empty() || m_json->text.size() > LongestText) {
        fail("an empty or overlong text");
    }
    return m_json->text;
}

std::string ListNode::dayOr(std::string otherwise) const
{
    // Some lists write months, years or words here.
    return isText() && parseDay(m_json->text) ? m_json->text : std::move(otherwise);
}

std::int64_t ListNode::count() const
{
    const std::optional<Int128> value
        = m_json->kind == JsonTree::Kind::Number ? parseDecimal(m_json->text, 0) : std::optional<Int128>{};
    if (!value) {
        fail("not a whole number");
    }
    if (*value < 0 || *value > MostTokens) {
        fail("out of range");
    }
    return std::int64_t(*value);
}

bool ListNode::isMinusOne() const
{
    return (isText() || m_json->kind == JsonTree::Kind::Number) && parseDecimal(m_json->text, 0) == std::optional<Int128>{-1};
}

std::int64_t ListNode::price(int scale) const
{
    const std::optional<Int128> value
        = isText() || m_json->kind == JsonTree::Kind::Number ? parseDecimalRounded(m_json->text, scale) : std::optional<Int128>{};
    if (!value) {
        fail("not a decimal number");
    }
    if (*value < 0) {
        fail("a negative price");
    }
    if (*value > MostPerMillion) {
        fail("a price higher than any");
    }
    return std::int64_t(*value);
}

void readClasses(const ListNode &from, std::span<const ClassKey> keys, PriceUnit unit, tables::Prices &prices)
{
    for (const ClassKey &key : keys) {
        if (const std::optional<ListNode> price = from.find(key.key)) {
            prices[key.priceClass] = unit == PriceUnit::Million ? price->perMillion() : price->perToken();
        }
    }
    // A class at no cost beside input that has one: these lists write 0 for what a model does not have.
    for (std::size_t i = 0; i < tables::PriceClassCount; ++i) {
        if (i != tables::InputPrice && i != tables::OutputPrice && prices[i] == 0 && prices[tables::InputPrice] != 0) {
            prices[i] = tables::NoPrice;
        }
    }
}

void EntryReader::read(const std::string &where, const std::function<bool(ListedModel &model)> &read)
{
    try {
        ListedModel model;
        model.place = where;
        if (!read(model)) {
            ++m_list.unpriced;
            return;
        }
        joinHours(model);
        checkRows(model);
        m_list.models.push_back(std::move(model));
    } catch (const BadEntry &bad) {
        broken(bad);
    }
}

void EntryReader::broken(const BadEntry &bad)
{
    m_list.problems.push_back(badList(bad.where, bad.what));
}

Result<PublishedList> EntryReader::done()
{
    const std::size_t entries = m_list.models.size() + m_list.problems.size();
    if (entries + std::size_t(m_list.unpriced) > MostEntries) {
        return badList("document", "more models than any list has");
    }
    if (m_list.problems.size() * 10 > entries) {
        return m_list.problems.front(); // the first one shows what is wrong with the list
    }
    if (m_list.models.empty()) {
        return badList("document", "no model with a price");
    }
    if (m_list.problems.size() > MostProblems) {
        m_list.problems.resize(MostProblems);
    }
    return std::move(m_list);
}

Result<JsonTree> listDocument(std::string_view json, JsonTree::Kind kind)
{
    if (json.size() > MostBytes) {
        return badList("document", "too large");
    }
    Result<JsonTree> tree = parseJson(json);
    if (tree && tree->kind != kind) {
        return badList("document", kind == JsonTree::Kind::Object ? "not an object" : "not a list");
    }
    return tree;
}

} // namespace tokenmeter
