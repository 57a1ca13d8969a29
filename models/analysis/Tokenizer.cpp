// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Tokenizer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tokenmeter
{
namespace
{

/// Families whose first word is not the maker's usual one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> Makers{{
    {"o", "gpt"}, {"codex", "gpt"}, {"chatgpt", "gpt"}, {"qwq", "qwen"}, {"moonshot", "kimi"},
    {"codestral", "mistral"}, {"devstral", "mistral"}, {"magistral", "mistral"}, {"ministral", "mistral"}, {"open", "mistral"},
    {"pixtral", "mistral"}, {"voxtral", "mistral"}, {"baidu", "ernie"}, {"tencent", "hunyuan"},
}};

/// "4-7" of "claude-opus-4-7": a two-digit number, 47. 0 when there is none.
int versionAfter(std::string_view key, std::string_view line)
{
    const std::size_t at = key.find(line);
    if (at == std::string_view::npos) {
        return 0;
    }
    const auto digit = [](std::string_view text) { return !text.empty() && text.front() >= '0' && text.front() <= '9' ? text.front() - '0' : -1; };
    const std::string_view rest = key.substr(at + line.size());
    const int major = digit(rest);
    if (major < 0) {
        return 0;
    }
    // A date of eight digits is no minor version.
    const std::string_view after = rest.size() > 2 && (rest[1] == '-' || rest[1] == '.') ? rest.substr(2) : std::string_view{};
    const int minor = after.size() == 1 || (after.size() > 1 && digit(after.substr(1)) < 0) ? std::max(0, digit(after)) : 0;
    return major * 10 + minor;
}

bool isNewClaude(std::string_view key)
{
    return key.find("claude-fable") != std::string_view::npos || key.find("claude-mythos") != std::string_view::npos
        || versionAfter(key, "claude-opus-") >= 47 || versionAfter(key, "claude-sonnet-") >= 50;
}

} // namespace

std::string tokenizerOf(std::string_view key, std::string_view family)
{
    if (family.empty() || family == "embedding") {
        return std::string{key};
    }
    const std::size_t end = std::min(family.find_first_of("-0123456789"), family.size());
    const std::string_view word = family.substr(0, std::max<std::size_t>(end, 1));
    if (word == "claude") {
        return isNewClaude(key) ? "claude-2026" : "claude";
    }
    const auto maker = std::find_if(Makers.begin(), Makers.end(), [&](const auto &entry) { return entry.first == word; });
    return std::string{maker == Makers.end() ? word : maker->second};
}

} // namespace tokenmeter
