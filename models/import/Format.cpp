// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Format.h"

#include "import/formats/ApiJsonl.h"
#include "import/formats/BedrockLog.h"
#include "import/formats/BillFiles.h"
#include "import/formats/ClaudeCode.h"
#include "import/formats/Codex.h"
#include "import/formats/ConsoleCsv.h"
#include "import/formats/CursorCsv.h"
#include "import/formats/Helicone.h"
#include "import/formats/Langfuse.h"
#include "import/formats/LiteLlm.h"
#include "import/formats/OpenRouterCsv.h"
#include "import/formats/OtlpGenAi.h"
#include "import/formats/TrackerJson.h"

namespace tokenmeter
{

const std::vector<Format> &formats()
{
    static const std::vector<Format> all{
        claudeCodeFormat(),
        codexFormat(),
        cursorCsvFormat(),
        openRouterGenerationsFormat(),
        openRouterDailyFormat(),
        anthropicUsageFormat(),
        openAiUsageFormat(),
        deepSeekUsageFormat(),
        liteLlmFormat(),
        langfuseFormat(),
        heliconeFormat(),
        otlpGenAiFormat(),
        bedrockLogFormat(),
        anthropicCostFormat(),
        openAiCostFormat(),
        deepSeekCostFormat(),
        focusFormat(),
        azureCostFormat(),
        ccusageFormat(),
        tokscaleFormat(),
        apiJsonlFormat(),
    };
    return all;
}

const Format *formatById(std::string_view id)
{
    for (const Format &format : formats()) {
        if (format.id == id) {
            return &format;
        }
    }
    return nullptr;
}

} // namespace tokenmeter
