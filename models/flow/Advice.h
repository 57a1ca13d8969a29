// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/CacheReturn.h"
#include "flow/Compare.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What is saved: not less than `atLeast`, likely `likely`, not more than `atMost`. One currency.
struct Saving
{
    Money atLeast{}, likely{}, atMost{};
    friend bool operator==(const Saving &, const Saving &) = default;
};

/// One way to have paid less for the work in view. It is given only where the replay says so with its whole band: even at the dearest
/// end it would have cost less.
struct AdviceLine
{
    enum class Kind : std::uint8_t {
        Model,     ///< `target` does what `used` did
        Batch,     ///< the same model at its batch price; answers may take up to a day
        HourCache, ///< cache writes for an hour in place of five minutes; the saving is "at least"
        FiveCache, ///< for five minutes in place of an hour
    };
    Kind kind = Kind::Model;
    CompareUsed used{};    ///< whose records it rests on; of the caches empty: all in view
    ReplayModel target{};  ///< of Model
    std::int64_t requests = 0;
    Money actual{};        ///< of these requests; of the caches of their cache classes alone
    Saving saving{};
    std::vector<Assumed> assumed{};
    bool inMix = false;
};

/// What caching returned for the work in view, in one currency.
struct CacheAdvice
{
    Currency currency{};
    CacheReturn returned{};
    /// Written and never read. The true loss lies between `lostAtLeast`, as if every read from elsewhere had been one of these, and `lostAtMost`.
    Money lostAtLeast{}, lostAtMost{};
};

struct Advice
{
    /// By what they save at least, descending. Those of one model exclude each other, and so do the caches and everything else: they are
    /// added nowhere.
    std::vector<AdviceLine> lines{};
    /// The cheapest mix: of each model's lines the one that saves most at least (`inMix`). Their records are apart, so their savings add
    /// up; one a currency, by code. Empty: nothing can be saved that way.
    std::vector<Saving> mix{};
    std::vector<CacheAdvice> caches{}; ///< by code; only where there were writes or reads
    std::int64_t unpriced = 0;         ///< requests without a price, about which nothing is said
    std::size_t tried = 0;             ///< models that were tried for each of those in use
};

/// Lines of models and batch for what was read. @param request its models are those that are tried; assumptions and currency count
Advice adviceOf(Pricer &pricer, const CompareRecords &records, const CompareRequest &request);

/// Adds what caching returned, and its lines: another pass, in order of time. Amounts stay in their own currencies.
Result<Done> addCacheAdvice(LedgerReader &reader, const CompareRequest &request, UtcTime now, Advice &advice);

} // namespace tokenmeter
