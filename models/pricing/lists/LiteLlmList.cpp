// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/lists/ListReader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace tables;

constexpr std::array<ClassKey, 8> LiteLlmKeys{{{"input_cost_per_token", InputPrice},
                                               {"output_cost_per_token", OutputPrice},
                                               {"cache_read_input_token_cost", CachedInputPrice},
                                               {"cache_creation_input_token_cost", CacheWrite5mPrice},
                                               {"cache_creation_input_token_cost_above_1hr", CacheWrite1hPrice},
                                               {"input_cost_per_audio_token", InputAudioPrice},
                                               {"output_cost_per_audio_token", OutputAudioPrice},
                                               {"cache_read_input_audio_token_cost", CachedAudioPrice}}};

/// "_above_200k_tokens" is 200,001. Nothing for any other text.
std::optional<std::int64_t> stepOf(std::string_view suffix)
{
    constexpr std::string_view before = "_above_";
    constexpr std::string_view after = "k_tokens";
    if (suffix.size() <= before.size() + after.size() || !suffix.starts_with(before) || !suffix.ends_with(after)) {
        return std::nullopt;
    }
    suffix = suffix.substr(before.size(), suffix.size() - before.size() - after.size());
    std::int64_t thousands = 0;
    const std::from_chars_result read = std::from_chars(suffix.data(), suffix.data() + suffix.size(), thousands);
    if (read.ec != std::errc{} || read.ptr != suffix.data() + suffix.size() || thousands <= 0 || thousands > 1'000'000) {
        return std::nullopt;
    }
    return thousands * 1000 + 1;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> TierSuffixes{
    {{"_batches", "batch"}, {"_flex", "flex"}, {"_priority", "priority"}}};

/// Steps and tiers stand beside the price, each under the price's name with an ending.
void readEndings(const ListNode &node, ListedModel &model)
{
    std::map<std::int64_t, Prices> steps;
    std::map<std::string_view, Prices> tiers;
    for (std::size_t i = 0; i < node.members().size(); ++i) {
        const std::string &key = node.members()[i].first;
        const JsonTree &value = node.members()[i].second;
        // The longest price's name that begins the key: one of them begins another.
        const ClassKey *stated = nullptr;
        for (const ClassKey &each : LiteLlmKeys) {
            if (key.size() > each.key.size() && key.starts_with(each.key) && (!stated || each.key.size() > stated->key.size())) {
                stated = &each;
            }
        }
        if (!stated || value.kind == JsonTree::Kind::Null) {
            continue;
        }
        const std::string_view ending = std::string_view{key}.substr(stated->key.size());
        const auto tier = std::find_if(TierSuffixes.begin(), TierSuffixes.end(), [&](const auto &each) { return each.first == ending; });
        if (const std::optional<std::int64_t> step = stepOf(ending)) {
            steps.try_emplace(*step, NoPrices).first->second[stated->priceClass] = node.member(i).perToken();
        } else if (tier != TierSuffixes.end()) {
            tiers.try_emplace(tier->second, NoPrices).first->second[stated->priceClass] = node.member(i).perToken();
        }
    }
    for (const auto &[minContext, prices] : steps) {
        // A step of one class alone leaves the others as they are.
        ListedRow row = model.rows.front();
        row.minContext = minContext;
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            row.prices[i] = prices[i] == NoPrice ? row.prices[i] : prices[i];
        }
        model.rows.push_back(std::move(row));
    }
    for (const auto &[name, prices] : tiers) {
        if (isPriced(prices)) {
            model.tiers.push_back({.name = std::string{name}, .prices = prices});
        }
    }
}

/// Prices by ranges of the prompt's size, in any order: [0, 32000], [32000, 128000], the upper end inclusive or null. What a range does
/// not state is as beside the ranges, where LiteLLM looks next.
void readRanges(const ListNode &node, const ListNode &ranges, ListedModel &model)
{
    for (const ListNode &step : ranges.items()) {
        const std::vector<ListNode> range = step.get("range").items();
        if (range.size() != 2) {
            step.fail("not a range");
        }
        const std::int64_t from = range.front().count();
        ListedRow row{.minContext = from == 0 ? 0 : from + 1};
        readClasses(node, LiteLlmKeys, PriceUnit::Token, row.prices);
        readClasses(step, LiteLlmKeys, PriceUnit::Token, row.prices);
        model.rows.push_back(std::move(row));
    }
    std::stable_sort(model.rows.begin(), model.rows.end(), [](const ListedRow &a, const ListedRow &b) { return a.minContext < b.minContext; });
    if (model.rows.empty() || model.rows.front().minContext != 0) {
        ranges.fail("no price for short prompts");
    }
}

bool readModel(const std::string &key, const ListNode &node, ListedModel &model)
{
    const std::optional<ListNode> mode = node.find("mode");
    const std::optional<ListNode> ranges = node.find("tiered_pricing");
    const bool isText = !mode || mode->text() == "chat" || mode->text() == "completion" || mode->text() == "responses";
    if (!isText || (!ranges && (!node.find("input_cost_per_token") || !node.find("output_cost_per_token")))) {
        return false;
    }
    model.id = key;
    model.provider = node.get("litellm_provider").text();
    const std::optional<ListNode> context = node.find("max_input_tokens");
    const std::optional<ListNode> output = node.find("max_output_tokens");
    model.contextWindow = context ? context->count() : 0;
    model.maxOutput = output ? output->count() : 0;
    if (const std::optional<ListNode> end = node.find("deprecation_date")) {
        model.retired = end->dayOr({});
    }
    if (ranges) {
        readRanges(node, *ranges, model);
    } else {
        ListedRow row;
        readClasses(node, LiteLlmKeys, PriceUnit::Token, row.prices);
        model.rows.push_back(std::move(row));
        readEndings(node, model);
    }
    return true;
}

} // namespace

Result<PublishedList> readLiteLlmList(std::string_view json)
{
    const Result<JsonTree> tree = listDocument(json, JsonTree::Kind::Object);
    if (!tree) {
        return tree.problem();
    }
    EntryReader reader;
    const ListNode root{*tree, {}};
    for (std::size_t i = 0; i < root.members().size(); ++i) {
        const std::string &key = root.members()[i].first;
        const ListNode node = root.member(i);
        if (key != "sample_spec") { // says what the keys mean
            reader.read(node.where(), [&](ListedModel &model) { return readModel(key, node, model); });
        }
    }
    return reader.done();
}

} // namespace tokenmeter
