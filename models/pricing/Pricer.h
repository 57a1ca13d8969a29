// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/OwnPrice.h"
#include "core/Rate.h"
#include "core/Result.h"
#include "core/UsageRecord.h"
#include "pricing/Catalogue.h"

#include <memory>
#include <string>
#include <vector>

namespace tokenmeter
{

/// One request to be priced. Texts are raw.
struct PriceQuery
{
    std::string provider{}; ///< as the source declares it; empty = not said
    std::string model{};
    UtcTime time{};
    TokenCounts tokens{};
    RareCounts rare{};
    std::string serviceTier{}; ///< "batch", "flex", "priority", ...; empty or "standard"/"default" = standard
    std::string speed{};       ///< "fast" or empty
    std::string region{};
    std::uint32_t flags = 0; ///< UsageFlag: batch, thinking, explicit cache, aggregate, long prompt
    std::string reportedAmount{}; ///< decimal text as the source wrote it; empty = the source did not say
};

/// Whether the pricer can use it. Problem: BadPrice with the text that is wrong. Prices that fail are left out by Pricer.
Result<Done> checkOwnPrice(const OwnPrice &price);

/// Chooses rates by the rules of the catalogue (README.md here has the order of steps). Not thread-safe: one a thread.
/// The references it hands out live as long as it does.
class Pricer
{
public:
    Pricer(std::shared_ptr<const Catalogue> catalogue, std::vector<OwnPrice> ownPrices);
    ~Pricer();

    const Rate &rateOf(const PriceQuery &query);
    /// The same for a stored record; caches by serving, so that a million records cost a look-up each.
    const Rate &rateOf(const UsageRecord &record, const Serving &serving);

    /// What a raw name resolves to, for labels and groups. Without a match: key empty, id = the raw name.
    struct ModelName
    {
        std::string key{};         ///< "anthropic/claude-opus-4-1"
        std::string id{};          ///< "claude-opus-4-1": the name less decorations
        std::string displayName{}; ///< "Claude Opus 4.1"
        std::string family{};      ///< "claude-opus"
    };
    ModelName nameOf(const std::string &provider, const std::string &model, UtcTime at);
    /// Keys of the models among which an ambiguous name could not choose; else empty.
    std::vector<std::string> candidatesOf(const std::string &provider, const std::string &model, UtcTime at);
    const Catalogue &catalogue() const;
    /// How many different rates were handed out. Grows with prices and tiers met, never with records.
    std::size_t rateCount() const;
    /// Names that look alike, for a suggestion; never used to price.
    std::vector<std::string> nearest(const std::string &model, std::size_t count) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tokenmeter
