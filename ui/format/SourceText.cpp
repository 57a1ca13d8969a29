// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/SourceText.h"

#include "core/MappedFormat.h"
#include "flow/KnownSources.h"
#include "format/ProblemText.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

/// Names of formats that are more than a proper name.
constexpr std::array NamesWithWords{
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "API responses (JSON lines)"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "Amazon Bedrock invocation log"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "Anthropic Console cost"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "Anthropic Console usage"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "Azure cost export"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "Cursor usage export"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "DeepSeek cost export"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "DeepSeek usage export"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "FOCUS cost export"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "GitHub Copilot sessions"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "GitHub Copilot telemetry"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "LiteLLM proxy"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "OpenAI cost export"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "OpenAI usage export"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "OpenRouter activity by day"),
    QT_TRANSLATE_NOOP("tokenmeter::SourceText", "OpenRouter generations"),
};

} // namespace

QString shownFormatName(const QString &name)
{
    const auto isIt = [&](const char *each) { return name == QLatin1String(each); };
    const auto *found = std::find_if(NamesWithWords.begin(), NamesWithWords.end(), isIt);
    return found == NamesWithWords.end() ? visibleText(name) : QCoreApplication::translate("tokenmeter::SourceText", *found);
}

QString sourceName(const std::string &formatId)
{
    if (const std::optional<std::string_view> profile = profileOfFormat(formatId)) {
        return visibleText(std::string{*profile}); // as its maker wrote it
    }
    const std::string name = formatNameOf(formatId);
    return name.empty() ? visibleText(formatId) : shownFormatName(QString::fromStdString(name));
}

} // namespace tokenmeter
