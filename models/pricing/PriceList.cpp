// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/PriceList.h"

#include "core/Decimal.h"
#include "pricing/CataloguePrivate.h"

namespace tokenmeter
{
namespace
{

constexpr int PerMillionScale = 12; ///< attos per token are the price per million with twelve decimals

std::string priceText(std::int64_t atto)
{
    return atto == tables::NoPrice ? std::string{} : formatDecimal(atto, PerMillionScale);
}

PriceListRow rowOf(const tables::Row &row)
{
    PriceListRow result;
    result.from = row.period.from;
    result.to = row.period.to;
    result.mode = row.mode;
    result.minContext = row.tierMinContext;
    result.maxOutput = row.tierMaxOutput;
    result.hasHours = !row.windows.empty();
    result.input = priceText(row.prices[tables::InputPrice]);
    result.cachedInput = priceText(row.prices[tables::CachedInputPrice]);
    result.cacheWrite5m = priceText(row.prices[tables::CacheWrite5mPrice]);
    result.cacheWrite1h = priceText(row.prices[tables::CacheWrite1hPrice]);
    result.output = priceText(row.prices[tables::OutputPrice]);
    result.outputThinking = priceText(row.prices[tables::OutputThinkingPrice]);
    result.status = row.status;
    result.note = row.note;
    result.sources.assign(row.sources.begin(), row.sources.end());
    return result;
}

} // namespace

PriceListModel priceListOf(const Catalogue &catalogue, const std::string &key)
{
    PriceListModel result;
    const tables::Tables &all = tablesOf(catalogue);
    for (const tables::Model &model : all.models) {
        if (model.key == key) {
            result.key = model.key;
            result.displayName = model.displayName;
            result.provider = all.providers[std::size_t(model.provider)].name;
            result.currency = model.currency;
            result.contextWindow = model.contextWindow;
            for (const tables::Row &row : model.rows) {
                result.rows.push_back(rowOf(row));
            }
        }
    }
    return result;
}

} // namespace tokenmeter
