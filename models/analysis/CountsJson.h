// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/TokenCounts.h"

#include <QJsonObject>

#include <array>
#include <string_view>
#include <utility>

namespace tokenmeter
{

/// Names of counts in stored JSON, and where they stand. Stored: never rename.
inline constexpr std::array<std::pair<std::string_view, std::int64_t TokenCounts::*>, 6> TokenFields{{
    {"input", &TokenCounts::input},
    {"cache_read", &TokenCounts::cacheRead},
    {"cache_write_5m", &TokenCounts::cacheWrite5m},
    {"cache_write_1h", &TokenCounts::cacheWrite1h},
    {"output", &TokenCounts::output},
    {"reasoning", &TokenCounts::reasoning},
}};
inline constexpr std::array<std::pair<std::string_view, std::int64_t RareCounts::*>, 6> RareFields{{
    {"input_audio", &RareCounts::inputAudio},
    {"cached_audio", &RareCounts::cachedAudio},
    {"output_audio", &RareCounts::outputAudio},
    {"input_image", &RareCounts::inputImage},
    {"output_image", &RareCounts::outputImage},
    {"web_searches", &RareCounts::webSearches},
}};

/// Zeros are left out.
inline void insertCounts(QJsonObject &json, const TokenCounts &tokens, const RareCounts &rare)
{
    const auto insert = [&json](std::string_view name, std::int64_t count) {
        if (count != 0) {
            json.insert(QLatin1String(name.data(), qsizetype(name.size())), qint64(count));
        }
    };
    for (const auto &[name, field] : TokenFields) {
        insert(name, tokens.*field);
    }
    for (const auto &[name, field] : RareFields) {
        insert(name, rare.*field);
    }
}

inline void readCounts(const QJsonObject &json, TokenCounts &tokens, RareCounts &rare)
{
    for (const auto &[name, field] : TokenFields) {
        tokens.*field = json.value(QLatin1String(name.data(), qsizetype(name.size()))).toInteger();
    }
    for (const auto &[name, field] : RareFields) {
        rare.*field = json.value(QLatin1String(name.data(), qsizetype(name.size()))).toInteger();
    }
}

} // namespace tokenmeter
