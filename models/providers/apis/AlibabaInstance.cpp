// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/AlibabaInstance.h"

#include <algorithm>
#include <vector>

namespace tokenmeter
{
namespace
{

std::vector<std::string_view> segments(std::string_view id)
{
    std::vector<std::string_view> result;
    std::size_t at = 0;
    while (at <= id.size()) {
        const std::size_t end = std::min(id.find(';', at), id.size());
        result.push_back(id.substr(at, end - at));
        at = end + 1;
    }
    return result;
}

struct TokenKind
{
    TokenClass tokenClass = TokenClass::Unknown;
    std::string_view contextTier{};
};

bool take(std::string_view &text, std::string_view word)
{
    const bool has = text.starts_with(word);
    text.remove_prefix(has ? word.size() : 0);
    return has;
}

/// (context_<tier>_)?(input|output)_token(s)?(_cache...)?
TokenKind tokenKindOf(std::string_view text)
{
    TokenKind kind;
    if (take(text, "context_")) {
        const std::size_t end = text.find('_');
        if (end == std::string_view::npos) {
            return {};
        }
        kind.contextTier = text.substr(0, end);
        text.remove_prefix(end + 1);
    }
    const bool isInput = take(text, "input_token");
    if (!isInput && !take(text, "output_token")) {
        return {};
    }
    take(text, "s");
    if (text.empty()) {
        kind.tokenClass = isInput ? TokenClass::Input : TokenClass::Output;
    } else if (isInput && text == "_cache") {
        kind.tokenClass = TokenClass::CacheRead;
    } else if (isInput && text.starts_with("_cache") && text.find("creat") != std::string_view::npos) {
        kind.tokenClass = TokenClass::CacheWrite;
    }
    return kind;
}

} // namespace

AlibabaInstance alibabaInstanceOf(std::string_view id)
{
    const std::vector<std::string_view> parts = segments(id);
    AlibabaInstance instance;
    for (std::size_t at = 1; at < parts.size(); ++at) {
        const TokenKind kind = tokenKindOf(parts[at]);
        if (kind.tokenClass == TokenClass::Unknown) {
            continue;
        }
        instance.tokenClass = kind.tokenClass;
        instance.contextTier = kind.contextTier;
        const auto named = std::find_if(parts.begin(), parts.end(),
                                        [](std::string_view part) { return part.find('/') != std::string_view::npos; });
        if (named != parts.end()) { // <id>;VENDOR/Model;<key>;<workspace>;<region>;international;input_tokens;<sku>
            const auto position = std::size_t(named - parts.begin());
            instance.model = *named;
            instance.key = position + 1 < at ? parts[position + 1] : std::string_view{};
            instance.workspace = position + 2 < at ? parts[position + 2] : std::string_view{};
            return instance;
        }
        instance.model = parts[at - 1];
        instance.workspace = at >= 2 ? parts[at - 2] : std::string_view{};
        const bool isOld = at >= 3 && parts[0] == "text_token"; // the oldest begin with a billing type instead of a key
        instance.key = at >= 3 && !isOld ? parts[at - 3] : std::string_view{};
        instance.channel = at + 2 < parts.size() || (isOld && at + 1 < parts.size()) ? parts[at + 1] : std::string_view{};
        return instance;
    }
    return instance;
}

} // namespace tokenmeter
