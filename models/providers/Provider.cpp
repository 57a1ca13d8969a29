// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Provider.h"

#include "providers/apis/Alibaba.h"
#include "providers/apis/Anthropic.h"
#include "providers/apis/AwsCostExplorer.h"
#include "providers/apis/AzureCost.h"
#include "providers/apis/DeepSeek.h"
#include "providers/apis/Fireworks.h"
#include "providers/apis/GitHubCopilot.h"
#include "providers/apis/GoogleBilling.h"
#include "providers/apis/Langfuse.h"
#include "providers/apis/LiteLlm.h"
#include "providers/apis/Moonshot.h"
#include "providers/apis/OpenAi.h"
#include "providers/apis/OpenRouter.h"
#include "providers/apis/SiliconFlow.h"
#include "providers/apis/Volcengine.h"
#include "providers/apis/Xai.h"

#include <algorithm>

namespace tokenmeter
{

bool ApiReport::doesYield(Yield yield) const
{
    return std::find(yields.begin(), yields.end(), yield) != yields.end();
}

bool ProviderApi::has(Insight insight) const
{
    return std::find(insights.begin(), insights.end(), insight) != insights.end();
}

bool ProviderApi::has(Caveat caveat) const
{
    return std::find(caveats.begin(), caveats.end(), caveat) != caveats.end();
}

const std::vector<ProviderApi> &providerApis()
{
    static const std::vector<ProviderApi> all{
        openAiApi(),
        anthropicApi(),
        openRouterApi(),
        alibabaApi(),
        deepSeekApi(),
        moonshotApi(),
        siliconFlowApi(),
        liteLlmApi(),
        gitHubCopilotApi(),
        xaiApi(),
        fireworksApi(),
        googleBillingApi(),
        awsCostExplorerApi(),
        azureCostApi(),
        volcengineApi(),
        langfuseApi(),
    };
    return all;
}

const ProviderApi *providerApiById(std::string_view id)
{
    for (const ProviderApi &api : providerApis()) {
        if (api.id == id) {
            return &api;
        }
    }
    return nullptr;
}

} // namespace tokenmeter
