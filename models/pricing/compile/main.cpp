// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes the price catalogue as constants: compile_prices catalogue.json out.cpp
#include "pricing/CatalogueJson.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

using namespace tokenmeter;
using namespace tokenmeter::tables;

namespace
{

std::string text(Text value)
{
    std::string result = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result + "\"sv";
}

std::string number(std::int64_t value)
{
    if (value == Always) {
        return "Always";
    }
    return value == Never ? "Never" : std::to_string(value) + 'L';
}

std::string truth(bool value)
{
    return value ? "true" : "false";
}

/// One flat constant array of a type; lists are parts of it.
class Flat
{
public:
    Flat(std::string type, std::string name) : m_type{std::move(type)}, m_name{std::move(name)} {}
    template <typename Items, typename Writer>
    std::string part(const Items &items, Writer &&write)
    {
        if (items.empty()) {
            return "{}";
        }
        std::string lines;
        for (const auto &item : items) {
            lines += "    " + write(item) + ",\n"; // may itself add to other arrays
        }
        m_lines += lines;
        const std::string result = "{&" + m_name + '[' + std::to_string(m_count) + "], " + std::to_string(items.size()) + '}';
        m_count += items.size();
        return result;
    }
    void print(std::ostream &out) const
    {
        if (m_count > 0) {
            out << "constexpr " << m_type << ' ' << m_name << "[] = {\n" << m_lines << "};\n\n";
        }
    }

private:
    std::string m_type;
    std::string m_name;
    std::string m_lines;
    std::size_t m_count = 0;
};

class Writer
{
public:
    void write(const Tables &t, std::ostream &out)
    {
        const std::string providerList = m_providers.part(t.providers, [this](const Provider &p) { return provider(p); });
        const std::string modelList = m_models.part(t.models, [this](const Model &m) { return model(m); });
        const std::string moveList = m_moves.part(t.moves, [](const AliasMove &m) {
            return '{' + text(m.alias) + ", " + std::to_string(m.provider) + ", " + std::to_string(m.model) + ", " + period(m.period)
                + ", " + text(m.status) + '}';
        });
        const std::string nameList = m_names.part(t.names, [](const NameEntry &n) {
            return '{' + text(n.alias) + ", " + std::to_string(n.model) + '}';
        });
        out << "// Written by compile_prices from resources/prices/catalogue.json. Not to be edited.\n"
               "#include \"pricing/CataloguePrivate.h\"\n\n"
               "namespace tokenmeter\n{\n\nnamespace\n{\n\nusing namespace tables;\nusing namespace std::string_view_literals;\n\n";
        for (const Flat *flat : {&m_texts, &m_windows, &m_numbers, &m_rows, &m_tiers, &m_regions, &m_fees, &m_providers, &m_models,
                                 &m_moves, &m_names}) {
            flat->print(out);
        }
        out << "constexpr Tables all{" << text(t.version) << ", " << text(t.newestSource) << ", " << providerList << ", " << modelList
            << ", " << moveList << ", " << nameList << "};\n\n} // namespace\n\n"
            << "const tables::Tables &builtInTables()\n{\n    return all;\n}\n\n} // namespace tokenmeter\n";
    }

private:
    std::string texts(const Texts &list)
    {
        return m_texts.part(list, [](Text t) { return text(t); });
    }
    static std::string period(const Period &p)
    {
        return '{' + number(p.fromMs) + ", " + number(p.toMs) + ", " + text(p.from) + ", " + text(p.to) + '}';
    }
    static std::string prices(const Prices &prices)
    {
        std::string result = "{{";
        for (const std::int64_t price : prices) {
            result += number(price) + ", ";
        }
        return result + "}}";
    }
    static std::string currency(Currency c) { return "Currency{" + text(c.code()) + '}'; }
    std::string provider(const Provider &p)
    {
        static constexpr const char *kinds[] = {"Lab", "Host", "Router", "UnlistedHost"};
        return '{' + text(p.id) + ", " + text(p.name) + ", ProviderKind::" + kinds[std::size_t(p.kind)] + ", " + currency(p.currency)
            + ", " + texts(p.names) + ", " + texts(p.prefixes) + ", " + truth(p.resoldAtList) + ", " + truth(p.namedOnly) + ", "
            + text(p.fastTier) + ", " + truth(p.servesAll) + ", "
            + m_numbers.part(p.serves, [](std::int32_t n) { return std::to_string(n); }) + ", " + text(p.tierRule) + ", "
            + text(p.tierMetric) + ", " + text(p.evidence) + ", " + text(p.timeOfDay) + '}';
    }
    std::string row(const Row &r)
    {
        return '{' + period(r.period) + ", " + text(r.mode) + ", " + number(r.tierMinContext) + ", " + number(r.tierMaxOutput) + ", "
            + m_windows.part(r.windows,
                             [](const Window &w) { return '{' + std::to_string(w.from) + ", " + std::to_string(w.to) + '}'; })
            + ", " + number(r.weekdaysFromMs) + ", " + std::to_string(r.weekdayOffsetMinutes) + ", " + prices(r.prices) + ", "
            + text(r.status) + ", " + text(r.seen) + ", " + text(r.note) + ", " + texts(r.sources) + ", " + texts(r.derived) + '}';
    }
    std::string tier(const ServiceTier &t)
    {
        return '{' + text(t.name) + ", " + period(t.period) + ", " + number(t.multiplier) + ", " + prices(t.prices) + ", "
            + std::to_string(t.notMultiplied) + "U, " + texts(t.sources) + ", " + text(t.note) + '}';
    }
    std::string model(const Model &m)
    {
        return '{' + text(m.key) + ", " + std::to_string(m.provider) + ", " + text(m.id) + ", " + text(m.displayName) + ", "
            + text(m.family) + ", " + currency(m.currency) + ", " + texts(m.aliases) + ", " + texts(m.patterns) + ", "
            + number(m.contextWindow) + ", " + number(m.maxOutput) + ", " + text(m.released) + ", " + text(m.retired) + ", "
            + number(m.hostRegional) + ", " + m_rows.part(m.rows, [this](const Row &r) { return row(r); }) + ", "
            + m_tiers.part(m.tiers, [this](const ServiceTier &t) { return tier(t); }) + ", "
            + m_regions.part(m.regions,
                             [](const Region &r) {
                                 return '{' + text(r.scope) + ", " + period(r.period) + ", " + number(r.multiplier) + ", "
                                     + text(r.note) + '}';
                             })
            + ", " + m_fees.part(m.fees, [](const Fee &f) { return '{' + text(f.name) + ", " + number(f.atto) + '}'; }) + ", "
            + texts(m.notes) + '}';
    }

    Flat m_texts{"Text", "texts"};
    Flat m_windows{"Window", "windows"};
    Flat m_numbers{"std::int32_t", "numbers"};
    Flat m_rows{"Row", "rows"};
    Flat m_tiers{"ServiceTier", "tiers"};
    Flat m_regions{"Region", "regions"};
    Flat m_fees{"Fee", "fees"};
    Flat m_providers{"Provider", "providers"};
    Flat m_models{"Model", "models"};
    Flat m_moves{"AliasMove", "moves"};
    Flat m_names{"NameEntry", "names"};
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: compile_prices catalogue.json out.cpp\n";
        return 2;
    }
    std::ifstream in{argv[1], std::ios::binary};
    const std::string json{std::istreambuf_iterator<char>{in}, {}};
    const Result<std::shared_ptr<const OwnedTables>> tables = tablesFromJson(json);
    if (!tables) {
        std::cerr << argv[1] << ": " << tables.problem().args[0] << ": " << tables.problem().args[1] << '\n';
        return 1;
    }
    std::ostringstream text;
    Writer{}.write((*tables)->tables, text);
    std::ofstream out{argv[2], std::ios::binary};
    out << text.str();
    out.flush();
    return out ? 0 : 1;
}
