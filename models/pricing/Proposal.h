// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "pricing/Catalogue.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

enum class ChangeKind : std::uint8_t {
    ModelAdded,    ///< after: what it costs in the end
    ModelRemoved,
    PriceAdded,    ///< a row that begins where none did
    PriceRemoved,
    PriceClosed,   ///< an open row got an end
    PeriodChanged, ///< another end, for a row that had one, or none any more
    PriceChanged,  ///< one class of a row
    TierChanged,   ///< service tiers of a model
    RegionChanged,
    FeeChanged,
    CurrencyChanged,
    NamesChanged,  ///< aliases or patterns: usage may get another price
    MoveChanged,   ///< an alias that points elsewhere by date
    ProviderChanged,
    EndChanged,     ///< the day on which a model is no longer served: before, after
};

/// Why a change must not be taken without the user's word. Bits of CatalogueChange::guards.
enum ChangeGuard : std::uint32_t {
    TenTimesGuard = 1U << 0,        ///< more than ten times dearer or cheaper than the price before
    PaidToFreeGuard = 1U << 1,
    OutputBelowHalfGuard = 1U << 2, ///< output costs less than half of input
    ClosedRowGuard = 1U << 3,       ///< touches a price whose period had ended: history
    RemovedGuard = 1U << 4,         ///< usage that had a price would have none
    CurrencyGuard = 1U << 5,
};

struct CatalogueChange
{
    ChangeKind kind = ChangeKind::PriceChanged;
    std::string model{};      ///< key; of a provider or an alias: its name
    std::string mode{};       ///< of the row
    std::int64_t contextTier = 0;
    std::string from{};       ///< of the row, as the catalogue writes it; empty = since launch
    std::string to{};         ///< exclusive; empty = open
    std::string priceClass{}; ///< "input", "output", ...; empty when not about one class
    std::string before{};     ///< decimal text per million, or an end of a period; empty = none
    std::string after{};
    std::uint32_t guards = 0;
    friend bool operator==(const CatalogueChange &, const CatalogueChange &) = default;
};

/// What accepting another catalogue would change. Which usage moves and by how much is for flow to work out.
struct Proposal
{
    std::shared_ptr<const Catalogue> catalogue{};
    std::string currentVersion{};
    std::string version{};
    bool isOlder = false; ///< than the one in use
    std::vector<CatalogueChange> changes{}; ///< by model key of the current catalogue, then added models
    /// Whether anything is guarded, beyond the consent that every proposal needs.
    bool isSuspicious() const;
};

Proposal compareCatalogues(const Catalogue &current, std::shared_ptr<const Catalogue> proposed);

/// Reads and checks a file's text. Problem: BadCatalogue with the place.
Result<Proposal> readProposal(const Catalogue &current, std::string_view json);

} // namespace tokenmeter
