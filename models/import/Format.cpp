// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Format.h"

#include "import/formats/Amp.h"
#include "import/formats/ApiJsonl.h"
#include "import/formats/BedrockLog.h"
#include "import/formats/BillFiles.h"
#include "import/formats/ClaudeCode.h"
#include "import/formats/Cline.h"
#include "import/formats/ClineCli.h"
#include "import/formats/Codex.h"
#include "import/formats/ConsoleCsv.h"
#include "import/formats/CopilotEvents.h"
#include "import/formats/CopilotOtel.h"
#include "import/formats/CopilotStore.h"
#include "import/formats/Crush.h"
#include "import/formats/CursorCsv.h"
#include "import/formats/Droid.h"
#include "import/formats/GeminiCli.h"
#include "import/formats/Goose.h"
#include "import/formats/Helicone.h"
#include "import/formats/Kimi.h"
#include "import/formats/Langfuse.h"
#include "import/formats/LiteLlm.h"
#include "import/formats/OpenCode.h"
#include "import/formats/OpenRouterCsv.h"
#include "import/formats/OtlpGenAi.h"
#include "import/formats/Pi.h"
#include "import/formats/QwenCode.h"
#include "import/formats/TrackerJson.h"
#include "import/formats/Zed.h"

namespace tokenmeter
{

const std::vector<Format> &formats()
{
    static const std::vector<Format> all{
        claudeCodeFormat(),
        codexFormat(),
        geminiCliFormat(),
        qwenCodeFormat(),
        openCodeFormat(),
        copilotStoreFormat(),
        copilotOtelFormat(),
        copilotEventsFormat(),
        clineFormat(),
        rooCodeFormat(),
        kiloCodeFormat(),
        clineCliFormat(),
        gooseFormat(),
        ampFormat(),
        droidFormat(),
        kimiFormat(),
        piFormat(),
        crushFormat(),
        zedFormat(),
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
