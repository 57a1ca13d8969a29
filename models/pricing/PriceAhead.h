// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Rate.h"
#include "core/Time.h"
#include "pricing/Catalogue.h"

#include <optional>
#include <string>

namespace tokenmeter
{

/// How the price of what a rate stands for changes, as far as the catalogue knows it. Both rates are of the plain price rows,
/// without the factors of service tier and region, which stay.
struct PriceAhead
{
    UtcTime at{}; ///< from this moment on
    Rate before{};
    Rate after{};
};

/// The end of the rate's price row, and the row that then applies to the same mode, context tier, answer length and hours.
/// Nothing when the row has no end, no row follows, both cost the same, or the rate is of no row of this catalogue (an own price,
/// unpriced). A rate that another version of the catalogue made counts where the row is still there.
std::optional<PriceAhead> priceAheadOf(const Catalogue &catalogue, const Rate &rate);

/// What these tokens of `rate` will cost, at its own factors. Rounded half up once a class, in attos.
Money costAhead(const TokenCounts &tokens, const RareCounts &rare, const Rate &rate, const PriceAhead &ahead);

struct ModelLife
{
    std::string displayName{};
    std::optional<UtcTime> until{}; ///< no longer served from this day on, 00:00 UTC; nothing = the catalogue does not say
};
/// Nothing for a model that is not in the catalogue.
std::optional<ModelLife> lifeOf(const Catalogue &catalogue, const std::string &modelKey);

} // namespace tokenmeter
