// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/lists/PublishedList.h"

namespace tokenmeter
{

std::vector<PriceListSource> priceListSources()
{
    return {{.id = "models.dev", .name = "models.dev", .base = "https://models.dev", .path = "/api.json", .read = &readModelsDev},
            {.id = "openrouter",
             .name = "OpenRouter listing",
             .base = "https://openrouter.ai",
             .path = "/api/v1/models",
             .read = &readOpenRouterList},
            {.id = "litellm",
             .name = "litellm",
             .base = "https://raw.githubusercontent.com",
             .path = "/BerriAI/litellm/main/model_prices_and_context_window.json",
             .read = &readLiteLlmList},
            {.id = "genai-prices",
             .name = "genai-prices",
             .base = "https://raw.githubusercontent.com",
             .path = "/pydantic/genai-prices/main/prices/new_data/v2/data.json",
             .read = &readGenaiPrices}};
}

} // namespace tokenmeter
