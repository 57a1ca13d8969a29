// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Time.h"
#include "pricing/lists/ListReader.h"

#include <array>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace tables;

constexpr std::array<ClassKey, 10> GenaiKeys{{{"input_mtok", InputPrice},
                                              {"output_mtok", OutputPrice},
                                              {"cache_read_mtok", CachedInputPrice},
                                              {"cache_write_mtok", CacheWrite5mPrice},
                                              {"cache_write_1h_mtok", CacheWrite1hPrice},
                                              {"input_audio_mtok", InputAudioPrice},
                                              {"output_audio_mtok", OutputAudioPrice},
                                              {"cache_audio_read_mtok", CachedAudioPrice},
                                              {"input_image_mtok", InputImagePrice},
                                              {"output_image_mtok", OutputImagePrice}}};

/// A class's price by the least size of a prompt.
using Steps = std::map<std::int64_t, std::int64_t>;

Steps stepsOf(const ListNode &price)
{
    if (!price.isObject()) {
        return {{0, price.perMillion()}};
    }
    Steps steps{{0, price.get("base").perMillion()}};
    for (const ListNode &tier : price.get("tiers").items()) {
        const std::int64_t start = tier.get("start").count() + 1; // fires for prompts strictly greater
        if (!steps.emplace(start, tier.get("price").perMillion()).second) {
            tier.fail("two prices for the same requests");
        }
    }
    return steps;
}

/// One row for each size at which any class changes. Empty when input or output has no price.
std::vector<ListedRow> rowsOf(const ListNode &prices)
{
    std::map<PriceClass, Steps> stated;
    std::set<std::int64_t> sizes;
    for (const ClassKey &key : GenaiKeys) {
        if (const std::optional<ListNode> price = prices.find(key.key)) {
            const Steps &steps = stated.emplace(key.priceClass, stepsOf(*price)).first->second;
            for (const auto &[size, value] : steps) {
                sizes.insert(size);
            }
        }
    }
    std::vector<ListedRow> rows;
    if (!stated.contains(InputPrice) || !stated.contains(OutputPrice)) {
        return rows;
    }
    for (const std::int64_t size : sizes) {
        ListedRow row{.minContext = size};
        for (const auto &[priceClass, steps] : stated) {
            row.prices[priceClass] = std::prev(steps.upper_bound(size))->second;
        }
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if (i != InputPrice && i != OutputPrice && row.prices[i] == 0 && row.prices[InputPrice] != 0) {
                row.prices[i] = NoPrice; // as in the other lists: 0 stands for what a model does not have
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// "16:30:00Z" as minutes.
std::int32_t minuteOf(const ListNode &node)
{
    const std::string &clock = node.text();
    const std::optional<ParsedTime> time = parseTime("2000-01-01T" + clock);
    const std::int64_t minutes = time ? (msOf(time->time) - msOf(parseTime("2000-01-01")->time)) / 60'000 : -1;
    if (minutes < 0 || minutes >= 24 * 60 || !clock.ends_with('Z')) {
        node.fail("not a time of the day in UTC");
    }
    return std::int32_t(minutes);
}

/// A list of prices: the one without a constraint, then those from a day on, or those of some hours.
void readPriceList(const ListNode &list, ListedModel &model)
{
    bool hasDates = false;
    bool hasHours = false;
    for (const ListNode &item : list.items()) {
        std::vector<ListedRow> rows = rowsOf(item.get("prices"));
        const std::optional<ListNode> constraint = item.find("constraint");
        if (const std::optional<ListNode> start = constraint ? constraint->find("start_date") : std::nullopt) {
            if (!parseDay(start->text())) {
                start->fail("not a day");
            }
            hasDates = true;
            for (ListedRow &row : rows) {
                row.from = start->text();
            }
        } else if (constraint) {
            hasHours = true;
            for (ListedRow &row : rows) {
                row.windows.push_back({.from = minuteOf(constraint->get("start_time")), .to = minuteOf(constraint->get("end_time"))});
            }
        }
        model.rows.insert(model.rows.end(), rows.begin(), rows.end());
    }
    if (hasDates && hasHours) {
        list.fail("prices from a day on beside prices of some hours");
    }
}

bool readModel(const ListNode &node, const std::string &provider, ListedModel &model)
{
    model.provider = provider;
    model.id = node.get("id").text();
    if (const std::optional<ListNode> name = node.find("name")) {
        model.name = name->text();
    }
    if (const std::optional<ListNode> context = node.find("context_window")) {
        model.contextWindow = context->count();
    }
    if (const std::optional<ListNode> deprecated = node.find("deprecated")) {
        model.isDeprecated = deprecated->isTrue();
    }
    const ListNode prices = node.get("prices");
    if (prices.isObject()) {
        model.rows = rowsOf(prices);
    } else {
        readPriceList(prices, model);
    }
    return !model.rows.empty();
}

} // namespace

Result<PublishedList> readGenaiPrices(std::string_view json)
{
    const Result<JsonTree> tree = listDocument(json, JsonTree::Kind::List);
    if (!tree) {
        return tree.problem();
    }
    EntryReader reader;
    const ListNode root{*tree, "document"};
    for (const ListNode &provider : root.items()) {
        try {
            const std::string id = provider.get("id").text();
            for (const ListNode &node : provider.get("models").items()) {
                reader.read(node.where(), [&](ListedModel &model) { return readModel(node, id, model); });
            }
        } catch (const BadEntry &bad) {
            reader.broken(bad);
        }
    }
    return reader.done();
}

} // namespace tokenmeter
