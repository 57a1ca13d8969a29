// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/lists/ListReader.h"

#include <array>

namespace tokenmeter
{
namespace
{

using namespace tables;

constexpr std::array<ClassKey, 7> ModelsDevKeys{{{"input", InputPrice},
                                                 {"output", OutputPrice},
                                                 {"cache_read", CachedInputPrice},
                                                 {"cache_write", CacheWrite5mPrice},
                                                 {"reasoning", OutputThinkingPrice}, // of the whole answer, where a lab prices thinking apart
                                                 {"input_audio", InputAudioPrice},
                                                 {"output_audio", OutputAudioPrice}}};

void addRow(const ListNode &cost, std::int64_t minContext, ListedModel &model)
{
    ListedRow row{.minContext = minContext};
    readClasses(cost, ModelsDevKeys, PriceUnit::Million, row.prices);
    if (row.prices[OutputThinkingPrice] == row.prices[OutputPrice]) {
        row.prices[OutputThinkingPrice] = NoPrice;
    }
    model.rows.push_back(std::move(row));
}

void addSteps(const ListNode &cost, ListedModel &model)
{
    const std::optional<ListNode> steps = cost.find("tiers");
    if (!steps) {
        // Written for programs that know one step only; where both are, it says the same.
        if (const std::optional<ListNode> above = cost.find("context_over_200k")) {
            addRow(*above, 200'001, model);
        }
        return;
    }
    for (const ListNode &step : steps->items()) {
        const ListNode tier = step.get("tier");
        if (const std::optional<ListNode> type = tier.find("type"); type && type->text() != "context") {
            step.fail("a step by something other than the prompt's size");
        }
        addRow(step, tier.get("size").count() + 1, model);
    }
}

bool readModel(const ListNode &node, const std::string &provider, ListedModel &model)
{
    const std::optional<ListNode> cost = node.find("cost");
    if (!cost || !cost->find("input") || !cost->find("output")) {
        return false;
    }
    model.provider = provider;
    model.id = node.get("id").text();
    if (const std::optional<ListNode> name = node.find("name")) {
        model.name = name->text();
    }
    if (const std::optional<ListNode> released = node.find("release_date")) {
        model.released = released->dayOr({});
    }
    if (const std::optional<ListNode> status = node.find("status")) {
        model.isDeprecated = status->isText() && status->text() == "deprecated";
    }
    if (const std::optional<ListNode> limit = node.find("limit")) {
        const std::optional<ListNode> context = limit->find("context");
        const std::optional<ListNode> output = limit->find("output");
        model.contextWindow = context ? context->count() : 0;
        model.maxOutput = output ? output->count() : 0;
    }
    addRow(*cost, 0, model);
    addSteps(*cost, model);
    return true;
}

} // namespace

Result<PublishedList> readModelsDev(std::string_view json)
{
    const Result<JsonTree> tree = listDocument(json, JsonTree::Kind::Object);
    if (!tree) {
        return tree.problem();
    }
    EntryReader reader;
    const ListNode root{*tree, {}};
    for (std::size_t i = 0; i < root.members().size(); ++i) {
        const ListNode provider = root.member(i);
        try {
            const std::string id = provider.get("id").text();
            const ListNode models = provider.get("models");
            for (std::size_t j = 0; j < models.members().size(); ++j) {
                const ListNode node = models.member(j);
                reader.read(node.where(), [&](ListedModel &model) { return readModel(node, id, model); });
            }
        } catch (const BadEntry &bad) {
            reader.broken(bad);
        }
    }
    return reader.done();
}

} // namespace tokenmeter
