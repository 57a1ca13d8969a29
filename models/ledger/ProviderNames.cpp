// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ProviderNames.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

/// Trimmed, lower case.
std::string plainName(std::string_view text)
{
    const auto isBlank = [](char each) { return each == ' ' || each == '\t' || each == '\r' || each == '\n'; };
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back())) {
        text.remove_suffix(1);
    }
    std::string name{text};
    std::transform(name.begin(), name.end(), name.begin(), [](char each) { return each >= 'A' && each <= 'Z' ? char(each - 'A' + 'a') : each; });
    return name;
}

bool areDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

/// "us." and "anthropic." of a name of Bedrock's; "gpt-5." of "gpt-5.2" is no such word.
std::string_view withoutHosts(std::string_view name)
{
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        const std::string_view word = name.substr(0, dot);
        const bool isWord = !word.empty() && std::all_of(word.begin(), word.end(), [](char each) { return (each >= 'a' && each <= 'z') || each == '-'; });
        if (!isWord || dot + 1 == name.size()) {
            break;
        }
        name.remove_prefix(dot + 1);
    }
    return name;
}

/// "-v1" and the like, "-20250929".
std::string_view withoutNumberAfter(std::string_view name, std::string_view mark, std::size_t digits)
{
    const std::size_t at = name.rfind(mark);
    const std::string_view number = at == std::string_view::npos ? std::string_view{} : name.substr(at + mark.size());
    return at > 0 && areDigits(number) && (digits == 0 || number.size() == digits) ? name.substr(0, at) : name;
}

} // namespace

ProviderNames::ProviderNames(std::span<const ProviderName> names)
{
    for (const ProviderName &each : names) {
        m_providers.try_emplace(std::string{each.name}, each.provider);
    }
}

ProviderNames::ProviderNames(std::string_view text)
{
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        const std::size_t tab = line.find('\t');
        if (tab != std::string_view::npos) {
            m_providers.try_emplace(std::string{line.substr(0, tab)}, line.substr(tab + 1));
        }
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
}

std::string ProviderNames::text() const
{
    std::string text;
    for (const auto &[name, provider] : std::map<std::string, std::string>{m_providers.begin(), m_providers.end()}) {
        text += name + '\t' + provider + '\n';
    }
    return text;
}

std::string ProviderNames::of(std::string_view raw) const
{
    const auto found = m_providers.find(plainName(raw));
    return found == m_providers.end() ? std::string{raw} : found->second;
}

std::string bareModelOf(std::string_view name)
{
    const std::string whole = plainName(name);
    std::string_view bare = whole;
    bare.remove_prefix(bare.rfind('/') == std::string_view::npos ? 0 : bare.rfind('/') + 1);
    bare = withoutHosts(bare);
    const std::size_t colon = bare.find(':');
    const bool hasVersion = colon != std::string_view::npos && areDigits(bare.substr(colon + 1));
    bare = bare.substr(0, std::min({colon, bare.find('@'), bare.find('['), bare.size()}));
    if (hasVersion) {
        bare = withoutNumberAfter(bare, "-v", 0);
    }
    bare = withoutNumberAfter(bare, "-20", 6);
    std::string model{bare.empty() ? std::string_view{whole} : bare};
    std::replace(model.begin(), model.end(), '.', '-');
    return model;
}

} // namespace tokenmeter
