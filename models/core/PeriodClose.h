// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/NamedPeriod.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tokenmeter
{

/// Why a closed period was opened again. Kept for ever.
struct Reopening
{
    UtcTime time{};
    std::string machine{}; ///< a hash
    std::string why{};
    friend bool operator==(const Reopening &, const Reopening &) = default;
};

/// A period whose figures the user has frozen.
struct PeriodClose
{
    std::int64_t id = 0; ///< number in this ledger
    std::string uuid{};
    std::string machine{}; ///< a hash
    UtcTime closed{};
    NamedPeriod period{};
    std::string zone{};   ///< IANA name: in which the days are cut
    Currency currency{};  ///< in which the figures were shown; none: currencies kept apart
    bool soFar = false;   ///< closed before it was over
    std::string catalogue{}; ///< version of the price list in use
    std::string why{};
    std::string figures{};     ///< JSON, as it was shown; of no meaning to the ledger
    std::string figuresHash{}; ///< SHA-256 of `figures`, hex
    std::string cells{};       ///< JSON: what the figures add up (analysis/ClosedCells.h)
    std::string basisHash{};   ///< over records and prices: see PeriodBasis
    std::int64_t records = 0;  ///< that it stands on
    std::string seal{};        ///< SHA-256 over all of the above, hex
    std::optional<Reopening> reopened{};

    bool isStanding() const { return !reopened; }
    friend bool operator==(const PeriodClose &, const PeriodClose &) = default;
};

/// What had changed in a closed period by the time a later one was closed; it is shown in that one from then on.
struct SettledAdjustment
{
    std::string uuid{};
    std::string machine{}; ///< a hash
    UtcTime settled{};
    std::int64_t close = 0;   ///< PeriodClose::id of what changed
    std::int64_t shownIn = 0; ///< PeriodClose::id of what shows it
    std::string entries{};    ///< JSON (analysis/Adjustments.h)
    std::string cells{};      ///< JSON: of the closed period, as it was then
    std::string basisHash{};
    std::int64_t records = 0;
    std::string seal{}; ///< SHA-256 over all of the above but the ids, hex
    friend bool operator==(const SettledAdjustment &, const SettledAdjustment &) = default;
};

} // namespace tokenmeter
