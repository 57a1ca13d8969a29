// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/CatalogueWriter.h"

#include "core/Decimal.h"
#include "core/Time.h"

namespace tokenmeter
{
namespace
{

using namespace tables;

std::string quoted(Text text)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            result += "\\u00";
            result += hex[std::size_t(c) >> 4U];
            result += hex[std::size_t(c) & 15U];
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string decimal(std::int64_t value, int scale)
{
    return quoted(formatDecimal(value, scale));
}

std::string clock(std::int32_t minutes)
{
    const auto two = [](std::int32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return quoted(two(minutes / 60) + ':' + two(minutes % 60));
}

/// An object being written. What has nothing to say is left out.
class Object
{
public:
    void add(const char *key, const std::string &json)
    {
        m_json += (m_json.empty() ? "" : ", ") + quoted(key) + ": " + json;
    }
    void text(const char *key, Text value)
    {
        if (!value.empty()) {
            add(key, quoted(value));
        }
    }
    void number(const char *key, std::int64_t value, std::int64_t none)
    {
        if (value != none) {
            add(key, std::to_string(value));
        }
    }
    template <typename Items, typename Write>
    void list(const char *key, const Items &items, Write &&write, bool evenEmpty = false)
    {
        if (items.empty() && !evenEmpty) {
            return;
        }
        std::string json;
        for (const auto &item : items) {
            json += (json.empty() ? "" : ", ") + write(item);
        }
        add(key, '[' + json + ']');
    }
    void texts(const char *key, const Texts &items, bool evenEmpty = false)
    {
        list(key, items, [](Text item) { return quoted(item); }, evenEmpty);
    }
    void period(const Period &period)
    {
        text("from", period.from);
        text("to", period.to);
    }
    void prices(const Prices &prices)
    {
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if (prices[i] != NoPrice) {
                add(PriceClassNames[i].data(), decimal(prices[i], 12));
            }
        }
    }
    std::string done() const { return '{' + m_json + '}'; }

private:
    std::string m_json;
};

std::string rowJson(const Row &row)
{
    Object object;
    object.period(row.period);
    if (row.mode != "standard") {
        object.text("mode", row.mode);
    }
    object.number("tier_min_context", row.tierMinContext, 0);
    object.number("tier_max_output", row.tierMaxOutput, -1);
    object.list("daily_windows_utc", row.windows, [](const Window &window) {
        return "{\"from\": " + clock(window.from) + ", \"to\": " + clock(window.to) + '}';
    });
    if (row.weekdaysFromMs != Never) {
        object.add("windows_on", "{\"weekdays_from\": " + quoted(toRfc3339(utcFromMs(row.weekdaysFromMs)))
                       + ", \"utc_offset_minutes\": " + std::to_string(row.weekdayOffsetMinutes) + '}');
    }
    object.prices(row.prices);
    object.text("status", row.status);
    object.texts("sources", row.sources);
    object.text("seen", row.seen);
    object.texts("derived", row.derived);
    object.text("note", row.note);
    return object.done();
}

std::string tierJson(const ServiceTier &tier)
{
    Object object;
    object.text("name", tier.name);
    object.period(tier.period);
    if (tier.multiplier == 0) {
        Object prices;
        prices.prices(tier.prices);
        object.add("prices", prices.done());
    } else {
        object.add("multiplier", decimal(tier.multiplier, 6));
    }
    if (tier.notMultiplied != 0) {
        std::string names;
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if ((tier.notMultiplied >> i & 1U) != 0) {
                names += (names.empty() ? "" : ", ") + quoted(PriceClassNames[i]);
            }
        }
        object.add("not_multiplied", '[' + names + ']');
    }
    object.texts("sources", tier.sources, true);
    object.text("note", tier.note);
    return object.done();
}

std::string regionJson(const Region &region)
{
    Object object;
    object.text("scope", region.scope);
    object.period(region.period);
    object.add("multiplier", decimal(region.multiplier, 6));
    object.text("note", region.note);
    return object.done();
}

std::string modelJson(const Model &model, const Tables &tables)
{
    Object object;
    object.text("key", model.key);
    object.text("provider", tables.providers[std::size_t(model.provider)].id);
    object.text("id", model.id);
    object.text("display_name", model.displayName);
    object.text("family", model.family);
    object.text("currency", model.currency.code());
    object.texts("aliases", model.aliases);
    object.texts("patterns", model.patterns);
    object.number("context_window", model.contextWindow, 0);
    object.number("max_output", model.maxOutput, 0);
    object.text("released", model.released);
    object.text("retired", model.retired);
    if (model.hostRegional != One) {
        object.add("host_regional_multiplier", decimal(model.hostRegional, 6));
    }
    object.list("prices", model.rows, &rowJson);
    object.list("service_tiers", model.tiers, &tierJson);
    object.list("regions", model.regions, &regionJson);
    if (!model.fees.empty()) {
        Object fees;
        for (const Fee &fee : model.fees) {
            fees.add(std::string{fee.name}.c_str(), decimal(fee.atto, 15));
        }
        object.add("fees", fees.done());
    }
    object.texts("notes", model.notes);
    return object.done();
}

std::string providerJson(const Provider &provider, const Tables &tables)
{
    static constexpr const char *kinds[] = {"lab", "host", "router", "host-without-list"};
    Object object;
    object.text("id", provider.id);
    object.text("name", provider.name);
    object.text("kind", kinds[std::size_t(provider.kind)]);
    object.text("currency", provider.currency.isNone() ? std::string{} : provider.currency.code());
    object.texts("names", provider.names, true);
    object.texts("prefixes", provider.prefixes, true);
    if (provider.resoldAtList) {
        object.add("resold_at_list", "true");
    }
    if (provider.namedOnly) {
        object.add("named_only", "true");
    }
    object.text("fast_tier", provider.fastTier);
    if (provider.kind == ProviderKind::Router) {
        std::string serves = provider.servesAll ? "\"*\"" : "";
        for (const std::int32_t index : provider.serves) {
            serves += (serves.empty() ? "" : ", ") + quoted(tables.providers[std::size_t(index)].id);
        }
        object.add("serves", '[' + serves + ']');
    }
    object.text("tier_rule", provider.tierRule);
    object.text("tier_metric", provider.tierMetric);
    object.text("evidence", provider.evidence);
    object.text("time_of_day", provider.timeOfDay);
    return object.done();
}

std::string moveJson(const AliasMove &move, const Tables &tables)
{
    Object object;
    object.text("alias", move.alias);
    object.text("provider", tables.providers[std::size_t(move.provider)].id);
    object.text("model", tables.models[std::size_t(move.model)].key);
    object.period(move.period);
    object.text("status", move.status);
    return object.done();
}

template <typename Items, typename Write>
std::string lines(const char *key, const Items &items, Write &&write)
{
    std::string json = ",\n" + quoted(key) + ": [";
    bool isFirst = true;
    for (const auto &item : items) {
        json += (isFirst ? "\n" : ",\n") + write(item);
        isFirst = false;
    }
    return json + ']';
}

} // namespace

std::string catalogueToJson(const Tables &tables)
{
    return "{\"schema\": 1, \"version\": " + quoted(tables.version) + ", \"newest_source\": " + quoted(tables.newestSource)
        + lines("providers", tables.providers, [&](const Provider &provider) { return providerJson(provider, tables); })
        + lines("alias_moves", tables.moves, [&](const AliasMove &move) { return moveJson(move, tables); })
        + lines("models", tables.models, [&](const Model &model) { return modelJson(model, tables); }) + "}\n";
}

} // namespace tokenmeter
