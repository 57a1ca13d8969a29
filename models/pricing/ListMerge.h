// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"
#include "pricing/Proposal.h"
#include "pricing/lists/PublishedList.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Where the prices of a list come from, for the rows that it makes.
struct ListOrigin
{
    std::string name{}; ///< PriceListSource::name
    LocalDay day{};     ///< UTC day on which it was fetched: from then on its prices hold where it states no day itself
};

/// Why a price of a known provider was not taken over.
enum class LeftOutReason : std::uint8_t {
    OtherCurrency, ///< the provider bills in another one; nothing is converted
    ZeroPrice,     ///< a subscription's model or a free one
    Disagreement,  ///< two entries of the list for one model
    FewerSteps,    ///< it states another price, but not the steps or hours that we know
    OtherHours,    ///< hours other than those we know
    EndedHere,     ///< a step that our catalogue closed
    OtherAnnouncement, ///< a future price other than the one we know
    MixedTier,     ///< a service tier that is no single factor, of a model with steps
};

struct LeftOut
{
    LeftOutReason reason = LeftOutReason::ZeroPrice;
    std::string listed{}; ///< provider/id as the list writes them
    std::string model{};  ///< key; empty when it would be a new model
    std::string detail{}; ///< a step, a day, a tier; empty = the whole entry
    friend bool operator==(const LeftOut &, const LeftOut &) = default;
};

/// That a list says a model of ours ends.
struct ListedEnd
{
    std::string model{}; ///< key
    std::string day{};   ///< UTC day; empty = said without one
    friend bool operator==(const ListedEnd &, const ListedEnd &) = default;
};

struct ListMerge
{
    std::string json{};      ///< of the proposed catalogue; empty when nothing would change
    Proposal proposal{};     ///< catalogue is null when nothing would change
    std::vector<CatalogueChange> guarded{}; ///< changes of models that were left out for their guards
    std::vector<LeftOut> leftOut{};
    std::vector<ListedEnd> ends{};
    std::int64_t known = 0;   ///< models of ours that the list prices
    std::int64_t foreign = 0; ///< entries of providers whose list is not ours to know: routers, resellers, unknown ones
};

/// A public list on top of a catalogue, as one to be proposed. What may change, and nothing else:
/// - a model that the list's name means exactly, at the same provider: the row in force ends where the other price begins, which is the
///   day the list states, else origin.day; what cost something else before keeps its row, so no older usage gets another price;
/// - prices the list announces for later, where we know none;
/// - a service tier whose price differs; the day on which a model is said to end, where we know none;
/// - a model that no name leads to yet, of a provider whose list we know, from its day of release, or origin.day.
/// Nothing is removed. What the list does not state stays as it was. Lists of dollars never touch another currency.
/// Changes with a guard are left out, their model whole, unless `withGuarded`.
/// Problem: BadCatalogue, when what came out is no catalogue.
Result<ListMerge> mergeList(const Catalogue &current, const PublishedList &list, const ListOrigin &origin, bool withGuarded = false);

} // namespace tokenmeter
