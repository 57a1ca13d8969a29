// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"
#include "core/TokenCounts.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tokenmeter
{

/// Counts of a report, in the disjoint classes of TokenCounts and RareCounts. Missing: the source does not tell, which is not 0.
struct ReportedCounts
{
    std::optional<std::int64_t> input{}; ///< uncached text input; all input where `inputHoldsCache`
    std::optional<std::int64_t> cacheRead{};
    std::optional<std::int64_t> cacheWrite5m{}; ///< also writes of unknown lifetime
    std::optional<std::int64_t> cacheWrite1h{};
    std::optional<std::int64_t> output{};
    std::optional<std::int64_t> reasoning{}; ///< part of output; never added
    std::optional<std::int64_t> inputAudio{};
    std::optional<std::int64_t> cachedAudio{};
    std::optional<std::int64_t> outputAudio{};
    std::optional<std::int64_t> inputImage{};
    std::optional<std::int64_t> outputImage{};
    std::optional<std::int64_t> webSearches{}; ///< calls
    bool inputHoldsCache = false;       ///< cache reads and writes are inside `input` and cannot be told apart
    bool cacheLifetimeUnknown = false;  ///< cacheWrite5m holds writes whose lifetime was not said

    /// The known counts; what is missing stands as 0 in there, so ask the fields before saying "none".
    TokenCounts tokens() const;
    RareCounts rare() const;
    /// No count at all is known.
    bool isEmpty() const;
    friend bool operator==(const ReportedCounts &, const ReportedCounts &) = default;
};

/// One row of a usage report: a stretch of time and what was used in it.
struct UsageBucket
{
    UtcTime from{}; ///< inclusive
    UtcTime to{};   ///< exclusive
    std::optional<LocalDay> day{}; ///< set when the row is known by a day: that day in the zone in which the source cuts days
    std::string account{};
    std::string endpoint{}; ///< "completions", "images": what was called
    std::string provider{}; ///< who served, where a gateway tells; empty: the account's own
    std::string model{};
    std::string project{};
    std::string keyLabel{}; ///< id or label of the key, never a key
    std::string user{};
    std::string tier{};        ///< service tier
    std::string contextTier{}; ///< step of the context window
    std::string speed{};
    std::string region{};
    bool isBatch = false;
    std::optional<std::int64_t> requests{};
    ReportedCounts counts{};
    std::string quantity{}; ///< what is counted in something else than tokens: plain decimal
    std::string unit{};     ///< "images", "characters", "seconds", "bytes", "sessions", "calls"
    /// What the source reckons this cost, or what was paid elsewhere through the user's own keys. Never billed cost.
    std::optional<ChargeAmount> estimate{};
    std::string currency{};                 ///< of the estimate
    OtherFields other{};
};

} // namespace tokenmeter
