// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/CacheReturn.h"
#include "core/Plan.h"
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
        ModelBatch, ///< `target` does it at its batch price
        Quota,      ///< `target` does it, and `plan` has free tokens left for it
        Credit,     ///< likewise with credit that was paid for, and ends
        DropPlan,   ///< without the subscription `plan`: what it covered, at list price, is less than its fee
    };
    Kind kind = Kind::Model;
    CompareUsed used{};    ///< whose records it rests on; of the caches and of DropPlan empty: all in view
    ReplayModel target{};  ///< of Model, ModelBatch, Quota and Credit
    Plan plan{};           ///< of Quota, Credit and DropPlan
    std::int64_t tokensLeft = 0; ///< of Quota, for `target`
    Money creditLeft{};          ///< of Credit, at face value
    std::int64_t requests = 0;   ///< 0 of DropPlan
    /// Of these requests, at list price less the discounts that are in force now; of the caches of their cache classes alone, at list price;
    /// of DropPlan its fee for the days in view.
    Money actual{};
    Saving saving{};
    std::vector<Assumed> assumed{};
    std::vector<Plan> discounts{}; ///< negotiated ones that make `actual` and the saving what they are, in the order in which they were made
    bool inMix = false;
};

/// A subscription that is in force: was it worth its fee in the days in view?
struct PlanVerdict
{
    Plan plan{};
    Money fee{};   ///< of these days up to today
    Money value{}; ///< at list price, less discounts, of what it covered
    bool isAtLeast = false; ///< some of it has no price, or no exchange rate to the fee's currency
    bool isUnused() const { return !isAtLeast && value.isZero(); }
};

/// What caching returned for the work in view, in one currency, at list price.
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
    /// The cheapest mix: at most one line of each model and of each plan, so that they save most at least together (`inMix`); and
    /// subscriptions that nothing used. Their records are apart, so their savings add up; one a currency, by code, each by itself the
    /// best with what the codes before it left of the plans. Empty: nothing can be saved that way.
    std::vector<Saving> mix{};
    std::vector<PlanVerdict> plans{};  ///< in the order they were made
    bool judgesNoPlan = false;         ///< there are subscriptions, but a filter hides a part of what they cover
    std::vector<CacheAdvice> caches{}; ///< by code; only where there were writes or reads
    std::int64_t unpriced = 0;         ///< requests without a price, about which nothing is said
    std::size_t tried = 0;             ///< models that were tried for each of those in use
};

/// Everything that could have been paid less for what was read, or for a subscription. Work is judged at list price less the negotiated
/// discounts that are in force now, on both sides. A plan that is bound to sources of logs is offered for no other model: nobody can say
/// whether that source can use it; a discount of that kind makes only savings smaller. Reads the plans, what they serve once where there
/// are any, and the work in view once more, in order of time, for the caches.
/// @param request its models are those that are tried; assumptions and currency count. What caching returned stays in its own currencies
Result<Advice> adviceOn(LedgerReader &reader, Pricer &pricer, const CompareRecords &records, const CompareRequest &request, UtcTime now);

} // namespace tokenmeter
