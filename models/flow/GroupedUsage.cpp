// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/GroupedUsage.h"

#include "flow/Amounts.h"
#include "flow/ModelNames.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using Key = std::array<std::int64_t, MaxDimensions>;

/// Numbers for models that are one.
class Joiner
{
public:
    Joiner(ModelNames &names, std::vector<JoinedModel> &models) : m_names{names}, m_models{models} {}

    std::int64_t indexOf(std::int64_t rawId, const std::string &raw, const Rate &rate)
    {
        const auto known = m_byRate.find({rawId, rate.key});
        if (known != m_byRate.end()) {
            return known->second;
        }
        const Pricer::ModelName &name = m_names.of({}, raw, rate.modelKey);
        const std::string &key = name.key.empty() ? raw : name.key;
        const auto [place, isNew] = m_byKey.try_emplace(key, std::int64_t(m_models.size()));
        if (isNew) {
            m_models.push_back({.key = key, .id = name.id, .name = name.displayName.empty() ? raw : name.displayName, .family = name.family});
        }
        std::vector<std::string> &raws = m_models[std::size_t(place->second)].rawModels;
        if (std::find(raws.begin(), raws.end(), raw) == raws.end()) {
            raws.push_back(raw);
        }
        m_byRate.emplace(std::pair{rawId, rate.key}, place->second);
        return place->second;
    }

private:
    ModelNames &m_names;
    std::vector<JoinedModel> &m_models;
    std::map<std::string, std::int64_t> m_byKey;
    std::map<std::pair<std::int64_t, std::uint64_t>, std::int64_t> m_byRate;
};

/// A cell in parts of one class each. What is informational only, reasoning, goes with the output.
std::vector<std::pair<std::int64_t, UsageCell>> partsOf(const UsageCell &cell)
{
    std::vector<std::pair<std::int64_t, UsageCell>> parts;
    UsageCell blank = cell;
    blank.tokens = {};
    blank.rare = {};
    parts.emplace_back(NoTokenPart, blank);
    blank.requests = 0;
    const auto add = [&](TokenPart part, const TokenCounts &tokens, const RareCounts &rare) {
        if (tokens != TokenCounts{} || !rare.isEmpty()) {
            UsageCell &one = parts.emplace_back(std::int64_t(part), blank).second;
            one.tokens = tokens;
            one.rare = rare;
        }
    };
    const TokenCounts &t = cell.tokens;
    add(TokenPart::Input, {.input = t.input}, {});
    add(TokenPart::CacheRead, {.cacheRead = t.cacheRead}, {});
    add(TokenPart::CacheWrite, {.cacheWrite5m = t.cacheWrite5m, .cacheWrite1h = t.cacheWrite1h}, {});
    add(TokenPart::Output, {.output = t.output, .reasoning = t.reasoning}, {});
    add(TokenPart::Other, {}, cell.rare);
    return parts;
}

bool needsConversion(const UsageCells &cells, Currency to)
{
    return std::any_of(cells.rates.begin(), cells.rates.end(),
                       [&](const auto &rate) { return rate.second.isPriced() && rate.second.currency != to; });
}

} // namespace

const std::string &GroupedUsage::textOf(const Row &row, std::size_t dimension) const
{
    static const std::string none;
    if (dimensions[dimension] == Dimension::Model) {
        return models[std::size_t(row.key[dimension])].key;
    }
    const auto name = names.find(row.key[dimension]);
    return name == names.end() ? none : name->second;
}

Result<GroupedUsage> groupedUsage(LedgerReader &reader, Pricer &pricer, const GroupedRequest &request)
{
    const Currency to{request.currency};
    if (to.isNone()) {
        return Problem{.cause = Cause::BadArgument, .args = {"currency", request.currency}};
    }
    if (request.dimensions.size() + (request.byTokenPart ? 1 : 0) >= MaxDimensions) {
        return Problem{.cause = Cause::BadArgument, .args = {"group-by", std::to_string(request.dimensions.size())}};
    }
    if (request.byTokenPart && request.basis.basis != ViewBasis::List) {
        return Problem{.cause = Cause::BadArgument, .args = {"group-by", "class"}};
    }
    const UsageOptions options{.tagKey = request.tagKey, .progress = request.progress};
    Result<UsageCells> cells = usageOnBasis(request.basis, reader, pricer, request.filter, request.dimensions, request.zone, options, request.now);
    if (!cells) {
        return cells.problem();
    }
    const std::size_t utcDay = request.dimensions.size();
    ExchangeRates rates;
    const bool converts = needsConversion(*cells, to);
    if (converts) {
        std::vector<Dimension> dimensions = request.dimensions;
        dimensions.push_back(Dimension::UtcDay);
        cells = usageOnBasis(request.basis, reader, pricer, request.filter, dimensions, request.zone, options, request.now);
        if (!cells) {
            return cells.problem();
        }
        const Result<std::vector<ExchangeRate>> stored = reader.exchangeRates();
        if (!stored) {
            return stored.problem();
        }
        rates = ExchangeRates{*stored};
    }

    GroupedUsage grouped;
    grouped.dimensions = request.dimensions;
    grouped.inCurrency = Money::fromAtto(0, to);
    const auto asked = std::find(request.dimensions.begin(), request.dimensions.end(), Dimension::Model);
    const std::size_t modelAt = std::size_t(asked - request.dimensions.begin());
    ModelNames names{pricer, request.now};
    Joiner joiner{names, grouped.models};
    std::map<Key, GroupedUsage::Row> rows;
    Amounts<Key> amounts{to};
    for (const UsageCell &cell : cells->cells) {
        const Rate &rate = rateOf(*cells, cell);
        Key key{};
        std::copy_n(cell.key.begin(), utcDay, key.begin());
        if (modelAt < utcDay) {
            key[modelAt] = joiner.indexOf(cell.key[modelAt], nameOf(*cells, cell.key[modelAt]), rate);
        }
        const auto add = [&](const UsageCell &part) {
            GroupedUsage::Row &row = rows[key];
            row.key = key;
            addCell(row.spend, part, rate);
            addCell(grouped.total, part, rate);
            if (!rate.isPriced()) {
                return;
            }
            const Money cost = costOf(part, rate);
            if (converts) {
                amounts.add(key, LocalDay{std::chrono::days{cell.key[utcDay]}}, cost);
            } else {
                row.inCurrency += cost;
            }
        };
        if (!request.byTokenPart) {
            add(cell);
            continue;
        }
        for (const auto &[part, tokens] : partsOf(cell)) {
            key[utcDay] = part;
            add(tokens);
        }
    }
    const auto converted = amounts.convert(rates);
    grouped.rows.reserve(rows.size());
    for (auto &[key, row] : rows) {
        row.inCurrency = converts ? converted.of(key, to) : Money::fromAtto(row.inCurrency.atto(), to);
        grouped.inCurrency += row.inCurrency;
        grouped.rows.push_back(std::move(row));
    }
    grouped.names = std::move(cells->names);
    grouped.foreign = converted.foreign;
    grouped.rates = converted.rates;
    grouped.missingRates = converted.missing;
    return grouped;
}

} // namespace tokenmeter
