// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Result.h"
#include "pricing/CatalogueTables.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// One price of a model as a public list states it. In US dollars, the lists' only currency.
struct ListedRow
{
    std::string from{};          ///< UTC day, or RFC 3339; from then on, inclusive; empty = the list does not say
    std::int64_t minContext = 0; ///< least prompt size; the whole request then pays this row
    std::vector<tables::Window> windows{}; ///< minutes of the UTC day at which it holds; empty = at the rest of them
    tables::Prices prices = tables::NoPrices; ///< NoPrice = not stated, which is never zero
    friend bool operator==(const ListedRow &, const ListedRow &) = default;
};

/// What a service tier costs, below any context step.
struct ListedTier
{
    std::string name{}; ///< "batch", "flex", "priority"
    tables::Prices prices = tables::NoPrices;
    friend bool operator==(const ListedTier &, const ListedTier &) = default;
};

/// A model as a list names it. Input and output of every row are stated.
struct ListedModel
{
    std::string place{};    ///< in the list's JSON, for people
    std::string provider{}; ///< as the list writes it
    std::string id{};       ///< as the list writes it, less the provider where the list writes both as one
    std::string name{};     ///< for people; empty = none
    std::int64_t contextWindow = 0; ///< tokens; 0 = not stated
    std::int64_t maxOutput = 0;     ///< tokens; 0 = not stated
    std::string released{}; ///< UTC day; empty = not stated
    std::string retired{};  ///< UTC day from which it is no longer served; empty = not stated
    bool isDeprecated = false; ///< said without a day
    std::vector<ListedRow> rows{};
    std::vector<ListedTier> tiers{};
    /// All rows cost nothing: a subscription's model or a free one, which a list does not tell apart.
    bool isZero() const;
    friend bool operator==(const ListedModel &, const ListedModel &) = default;
};

/// What a public price list says, read whole.
struct PublishedList
{
    std::vector<ListedModel> models{};
    std::int64_t unpriced = 0; ///< entries without a price for tokens: unknown, or priced by the image, the second, the character
    std::vector<Problem> problems{}; ///< BadCatalogue, args: place, what is wrong there; that entry was left out
    /// Whose price stands for an open model: such a list shows the cheapest host's, not the lab's.
    bool isOfHosts = false;
};

/// The four readers. Each takes the whole file. Prices per token and per million become one unit; digits come from the number's text.
/// More than twelve decimals of a price per million are the noise of somebody's binary numbers and are rounded off.
/// Problem: BadCatalogue with the place: not JSON, not this list's shape, more entries than any real one, no priced model, or more than
/// a tenth of the entries broken (negative or absurd prices, wrong types), since then the rest is not to be believed either.
Result<PublishedList> readModelsDev(std::string_view json);    ///< https://models.dev/api.json
Result<PublishedList> readOpenRouterList(std::string_view json); ///< https://openrouter.ai/api/v1/models
Result<PublishedList> readLiteLlmList(std::string_view json);  ///< model_prices_and_context_window.json of LiteLLM
Result<PublishedList> readGenaiPrices(std::string_view json);  ///< prices/new_data/v2/data.json of genai-prices

/// Where a list is and who reads it.
struct PriceListSource
{
    std::string id{};   ///< for the command line: "models.dev"
    std::string name{}; ///< as it stands in the sources of a price row
    std::string base{}; ///< scheme and host
    std::string path{};
    Result<PublishedList> (*read)(std::string_view json) = nullptr;
};
/// In the order in which they are offered.
std::vector<PriceListSource> priceListSources();

} // namespace tokenmeter
