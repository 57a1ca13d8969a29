// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tokenmeter
{

/// What logs call a provider, and what it is.
struct ProviderName
{
    std::string_view name{}; ///< lower case, without tabs and newlines
    std::string_view provider{};
};

/// Which spellings are one provider: "aws.bedrock" and "bedrock" are "amazon-bedrock". A value; knows no catalogue, it is told the names.
class ProviderNames
{
public:
    ProviderNames() = default;
    explicit ProviderNames(std::span<const ProviderName> names);
    /// As text() wrote it.
    explicit ProviderNames(std::string_view text);
    std::string text() const;

    /// The provider that a log's text means, whatever its case; the text as it is where nobody knows it.
    std::string of(std::string_view raw) const;

private:
    std::unordered_map<std::string, std::string> m_providers;
};

/// What the name of a model says of the model alone, for logs that tell the same requests: without who serves it, Bedrock's regions and versions,
/// and the day of an Anthropic model ("us.anthropic.claude-sonnet-4-5-20250929-v1:0" and "anthropic/claude-sonnet-4-5" are "claude-sonnet-4-5").
/// Two models may come out as one, so it proves nothing where tokens do not.
std::string bareModelOf(std::string_view name);

} // namespace tokenmeter
