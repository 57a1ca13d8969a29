// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Replay.h"
#include "core/OwnPrice.h"
#include "core/Rate.h"
#include "core/Time.h"
#include "pricing/Pricer.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace tokenmeter
{

/// A model as it is asked for.
struct ReplayModel
{
    std::string key{};         ///< catalogue key, or the raw name where only an own price knows it
    std::string provider{};    ///< "anthropic"; empty = nobody in particular
    std::string id{};          ///< "claude-opus-5"
    std::string displayName{};
    std::string family{};      ///< catalogue family; empty = unknown
    friend bool operator==(const ReplayModel &, const ReplayModel &) = default;
};

/// What a name means: an id, an alias, a catalogue key, "provider/model", or a raw name with a price of the user's own.
/// Problems: UnknownModel with the name, then names that look alike or among which it cannot choose.
Result<ReplayModel> replayModelOf(Pricer &pricer, const std::string &provider, const std::string &name, std::span<const OwnPrice> ownPrices, UtcTime at);

/// Smallest prompt that is cached, for want of a figure in the catalogue: the smallest that vendors document.
inline constexpr std::int64_t UsualMinCacheable = 1024;

/// When the records are.
struct ReplayTimes
{
    std::int64_t fromMs = 0; ///< inclusive
    std::int64_t toMs = 0;   ///< exclusive
    std::optional<UtcTime> at{}; ///< every record priced at this moment
};

/// Resolves the model's rates by asking the pricer once for each time, size and variant that can change one.
ReplayTarget replayTargetOf(Pricer &pricer, const ReplayModel &model, std::span<const OwnPrice> ownPrices, std::span<const ReplayVariant> variants,
                            const ReplayTimes &times);

/// How a rate's model sells its cache. A class that costs what input costs has no price of its own.
CacheKind cacheKindOf(const Rate &rate);

} // namespace tokenmeter
