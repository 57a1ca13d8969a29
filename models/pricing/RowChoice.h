// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Rate.h"
#include "pricing/CatalogueTables.h"

#include <cstdint>
#include <string>

namespace tokenmeter
{

/// What of one request decides its row.
struct RowQuestion
{
    std::int64_t timeMs = 0;
    std::int64_t promptTokens = 0; ///< all input classes; of a bucket what its source says of each request, else 0: its tier cannot be told
    std::int64_t outputTokens = 0;
    bool fast = false;
    bool hourKnown = true; ///< false: rows with daily windows are left out
};

/// The row in force, or null when the dates have a gap. Fast without a fast row in force falls back to standard.
const tables::Row *chooseRow(const tables::Model &model, const RowQuestion &question);

/// The tier or region of that name in force, or null.
const tables::ServiceTier *chooseTier(const tables::Model &model, std::string_view name, std::int64_t timeMs);
const tables::Region *chooseRegion(const tables::Model &model, std::string_view scope, std::int64_t timeMs);

/// Everything that makes a rate.
struct RateChoice
{
    const tables::Row *row = nullptr;
    const tables::ServiceTier *tier = nullptr;
    const tables::Region *region = nullptr;
    std::int64_t hostMultiplier = tables::One;
    bool thinking = false;
    bool explicitCache = false;
    friend bool operator==(const RateChoice &, const RateChoice &) = default;
};

/// Prices times factors in 1e-18 per token, fees per call (never multiplied), texts of origin except matchedBy; key not set.
/// Exact for every row of the built-in catalogue (a test walks all of them); else rounded half up once.
Rate makeRate(const tables::Model &model, const RateChoice &choice, std::string_view catalogueVersion);

/// Sets Rate::key from all other fields.
void seal(Rate &rate);

} // namespace tokenmeter
