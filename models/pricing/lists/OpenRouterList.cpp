// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/lists/ListReader.h"

#include <array>

namespace tokenmeter
{
namespace
{

using namespace tables;

constexpr std::array<ClassKey, 8> OpenRouterKeys{{{"prompt", InputPrice},
                                                  {"completion", OutputPrice},
                                                  {"input_cache_read", CachedInputPrice},
                                                  {"input_cache_write", CacheWrite5mPrice},
                                                  {"input_cache_write_1h", CacheWrite1hPrice},
                                                  {"audio", InputAudioPrice},
                                                  {"audio_output", OutputAudioPrice},
                                                  {"input_audio_cache", CachedAudioPrice}}};

/// HHMM as a number: 1630.
std::int32_t minuteOf(const ListNode &node)
{
    const std::int64_t clock = node.count();
    if (clock / 100 > 23 || clock % 100 > 59) {
        node.fail("not a time of the day");
    }
    return std::int32_t(clock / 100 * 60 + clock % 100);
}

/// What an override does not state stays as it is without it.
void addOverride(const ListNode &node, ListedModel &model)
{
    const std::optional<ListNode> prompt = node.find("min_prompt_tokens");
    const std::optional<ListNode> start = node.find("utc_start");
    if (prompt.has_value() == start.has_value()) {
        node.fail("neither a prompt's size nor hours, or both");
    }
    ListedRow row = model.rows.front();
    if (prompt) {
        row.minContext = prompt->count() + 1; // for prompts strictly greater
    } else {
        row.windows.push_back({.from = minuteOf(*start), .to = minuteOf(node.get("utc_end"))});
    }
    readClasses(node, OpenRouterKeys, PriceUnit::Token, row.prices);
    model.rows.push_back(std::move(row));
}

bool readModel(const ListNode &node, ListedModel &model)
{
    const std::string &id = node.get("id").text();
    const std::optional<ListNode> pricing = node.find("pricing");
    const std::optional<ListNode> prompt = pricing ? pricing->find("prompt") : std::nullopt;
    if (!prompt || prompt->isMinusOne() || !pricing->find("completion")) {
        return false;
    }
    const std::size_t slash = id.find('/');
    if (slash == std::string::npos) {
        node.fail("a name without its vendor");
    }
    model.provider = id.substr(0, slash);
    model.id = id.substr(slash + 1);
    if (const std::optional<ListNode> name = node.find("name")) {
        model.name = name->text();
    }
    if (const std::optional<ListNode> context = node.find("context_length")) {
        model.contextWindow = context->count();
    }
    if (const std::optional<ListNode> expires = node.find("expiration_date")) {
        model.retired = expires->dayOr({});
    }
    ListedRow row;
    readClasses(*pricing, OpenRouterKeys, PriceUnit::Token, row.prices);
    model.rows.push_back(std::move(row));
    if (const std::optional<ListNode> overrides = pricing->find("overrides")) {
        for (const ListNode &each : overrides->items()) {
            addOverride(each, model);
        }
    }
    return true;
}

} // namespace

Result<PublishedList> readOpenRouterList(std::string_view json)
{
    const Result<JsonTree> tree = listDocument(json, JsonTree::Kind::Object);
    if (!tree) {
        return tree.problem();
    }
    EntryReader reader;
    reader.list().isOfHosts = true;
    try {
        const ListNode data = ListNode{*tree, "document"}.get("data");
        for (const ListNode &node : data.items()) {
            reader.read(node.where(), [&](ListedModel &model) { return readModel(node, model); });
        }
    } catch (const BadEntry &bad) {
        reader.broken(bad);
    }
    return reader.done();
}

} // namespace tokenmeter
