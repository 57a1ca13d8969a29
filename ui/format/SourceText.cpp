// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/SourceText.h"

#include "core/MappedFormat.h"
#include "format/ProblemText.h"

#include <QHash>
#include <QStringList>

namespace tokenmeter
{

QString sourceName(const std::string &formatId)
{
    // Words that are not written with one capital at their start.
    static const QHash<QString, QString> words{
        {QStringLiteral("cli"), QStringLiteral("CLI")},         {QStringLiteral("api"), QStringLiteral("API")},
        {QStringLiteral("csv"), QStringLiteral("CSV")},         {QStringLiteral("jsonl"), QStringLiteral("JSONL")},
        {QStringLiteral("json"), QStringLiteral("JSON")},       {QStringLiteral("otel"), QStringLiteral("OTel")},
        {QStringLiteral("genai"), QStringLiteral("GenAI")},     {QStringLiteral("aws"), QStringLiteral("AWS")},
        {QStringLiteral("opencode"), QStringLiteral("OpenCode")}, {QStringLiteral("litellm"), QStringLiteral("LiteLLM")},
        {QStringLiteral("openrouter"), QStringLiteral("OpenRouter")}, {QStringLiteral("openai"), QStringLiteral("OpenAI")},
        {QStringLiteral("focus"), QStringLiteral("FOCUS")},
    };
    // Ids that are not made of the words of the name.
    static const QHash<QString, QString> names{
        {QStringLiteral("copilot-store"), QStringLiteral("GitHub Copilot")},
        {QStringLiteral("copilot-otel"), QStringLiteral("GitHub Copilot telemetry")},
        {QStringLiteral("copilot-events"), QStringLiteral("GitHub Copilot sessions")},
        {QStringLiteral("pi"), QStringLiteral("pi")},
    };
    if (const std::optional<std::string_view> profile = profileOfFormat(formatId)) {
        return visibleText(std::string{*profile}); // as its maker wrote it
    }
    const auto named = names.constFind(visibleText(formatId));
    if (named != names.constEnd()) {
        return *named;
    }
    QStringList result;
    for (const QString &word : visibleText(formatId).split(QLatin1Char('-'), Qt::SkipEmptyParts)) {
        const QString known = words.value(word.toLower());
        result << (known.isEmpty() ? word.left(1).toUpper() + word.mid(1) : known);
    }
    return result.join(QLatin1Char(' '));
}

} // namespace tokenmeter
