// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ModelNames.h"

#include <algorithm>

namespace tokenmeter
{

const Pricer::ModelName &ModelNames::of(const std::string &provider, const std::string &raw, const std::string &modelKey)
{
    const auto key = std::tuple{provider, raw, modelKey};
    const auto known = m_known.find(key);
    return known != m_known.end() ? known->second : m_known.emplace(key, resolve(provider, raw, modelKey)).first->second;
}

Pricer::ModelName ModelNames::resolve(const std::string &provider, const std::string &raw, const std::string &modelKey)
{
    Pricer::ModelName name = raw.empty() ? Pricer::ModelName{} : m_pricer.nameOf(provider, raw, m_at);
    if (modelKey.empty() || name.key == modelKey) {
        return name;
    }
    // An alias that has moved on since: ask for what it stood for.
    const std::size_t slash = modelKey.find('/');
    const std::string vendor = slash == std::string::npos ? std::string{} : modelKey.substr(0, slash);
    const std::string id = slash == std::string::npos ? modelKey : modelKey.substr(slash + 1);
    for (const std::string &asked : {vendor, std::string{}}) {
        name = m_pricer.nameOf(asked, id, m_at);
        if (name.key == modelKey) {
            return name;
        }
    }
    return {.key = modelKey, .id = id, .displayName = id, .family = {}};
}

bool modelMatches(std::span<const std::string> patterns, const std::string &raw, const Pricer::ModelName &name)
{
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) {
        if (!pattern.empty() && pattern.back() == '*') {
            const std::string_view start = std::string_view{pattern}.substr(0, pattern.size() - 1);
            return raw.starts_with(start) || name.id.starts_with(start) || name.key.starts_with(start);
        }
        return raw == pattern || (!pattern.empty() && (name.id == pattern || name.key == pattern));
    });
}

} // namespace tokenmeter
