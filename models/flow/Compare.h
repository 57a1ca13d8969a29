// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Replay.h"
#include "analysis/ReplayPrices.h"
#include "core/Money.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "flow/Exchange.h"
#include "flow/Spend.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Which of the records in view are moved to another model; the others keep their actual cost.
struct CompareMove
{
    UsageFilter filter{};                    ///< raw names
    std::optional<std::int64_t> promptFrom{};  ///< tokens sent, inclusive
    std::optional<std::int64_t> promptBelow{}; ///< exclusive
    friend bool operator==(const CompareMove &, const CompareMove &) = default;
};

struct CompareRequest
{
    UsageFilter filter{}; ///< raw names
    Zone zone = Zone::utc();
    std::string currency{}; ///< empty: currencies stay apart
    std::vector<ReplayModel> models{};
    std::optional<CompareMove> move{};
    std::optional<UtcTime> at{}; ///< nothing: each record's own time
    ReplayAssumptions assumptions{};
    bool band = true;
    bool byDay = false; ///< with a course by local day
    ReadProgress progress{};
};

/// A model that did some of the work.
struct CompareUsed
{
    std::string key{}; ///< catalogue key, or the raw name; empty = the source did not say
    std::string id{}, displayName{}, family{};
    std::vector<std::string> rawModels{}; ///< what a filter on it must name
    std::set<std::string> providers{}; ///< raw names
    std::int64_t requests = 0;
    std::int64_t tokens = 0;
};

/// The records in view, read once, to be replayed any number of times.
struct CompareRecords
{
    ReplayInput input{};
    std::vector<ReplayVariant> variants{};
    struct Bucket
    {
        LocalDay day{};    ///< local
        LocalDay utcDay{}; ///< whose exchange rate counts
        friend auto operator<=>(const Bucket &, const Bucket &) = default;
    };
    std::vector<Bucket> buckets{}; ///< by number, in no order
    Spend total{};                 ///< of all in view, at list cost
    std::vector<CompareUsed> used{}; ///< by tokens, descending
    std::vector<OwnPrice> ownPrices{};
    ExchangeRates rates{};
};

/// Something that the figures of a model rest on.
struct Assumed
{
    enum class What : std::uint8_t {
        Tokenizer,      ///< band: tokens there for one here
        Answer,         ///< band
        CacheHit,       ///< band: the cache is of another kind
        WritesAsInput,  ///< writing into its cache costs what input costs
        NoCache,        ///< what was read from a cache is input
        HourAsFive,     ///< writes for an hour cost what five minutes cost
        MinCacheable,   ///< count: tokens below which nothing is cached
        ContextUnknown, ///< not checked
        StandardTier,   ///< count: requests whose service tier it does not sell
        StandardSpeed,  ///< count: requests that were fast
        SearchUnknown,  ///< count: requests whose web searches count nothing
        LowerBound,     ///< count: requests in rows of several, at the base tier
        FixedTime,      ///< prices of one moment
    };
    What what = What::Tokenizer;
    FactorBand band{};
    std::int64_t count = 0;
    friend bool operator==(const Assumed &, const Assumed &) = default;
};

/// An amount that could be lower or higher. One currency.
struct BandMoney
{
    Money cost{}, low{}, high{};
    friend bool operator==(const BandMoney &, const BandMoney &) = default;
};

struct ComparedModel
{
    ReplayModel model{};
    std::int64_t contextWindow = 0; ///< 0 = not known
    /// One a currency, by code. With what stayed where it was. Empty: nothing could be compared.
    std::vector<BandMoney> cost{};
    std::vector<Money> actual{}; ///< of the same requests, by code
    std::int64_t moved = 0;  ///< requests that were priced as this model's
    std::int64_t same = 0;   ///< of these: its own
    ReplayGaps gaps{};
    TokenCounts tokens{};    ///< of what was moved, as this model would have counted it
    std::vector<Assumed> assumed{};
    struct Day
    {
        LocalDay day{};
        std::vector<Money> cost{};   ///< by code; with what stayed
        std::vector<Money> actual{}; ///< of the same requests
    };
    std::vector<Day> days{}; ///< ascending; when asked for

    /// Of what it would have been sent, the part that it would have read from its cache. Nothing: nothing was sent.
    std::optional<double> cacheHit() const;
    bool isComparable() const { return !cost.empty(); }
};

struct Comparison
{
    std::string currency{};      ///< as asked for
    Spend total{};               ///< of all in view; costs in their own currencies
    std::vector<Money> actual{}; ///< of all in view, in the currency where it can be; by code
    std::int64_t movedRequests = 0, stayedRequests = 0;
    std::vector<ComparedModel> models{}; ///< one a model asked for, in that order
    std::vector<CompareUsed> used{};
    std::vector<UsedExchangeRate> rates{};
    std::vector<Problem> missing{}; ///< NoExchangeRate, one a pair: such amounts stay beside the others
};

/// Reads the records in view with progress. About 80 bytes a record.
Result<CompareRecords> readCompareRecords(LedgerReader &reader, Pricer &pricer, const CompareRequest &request);

/// Rates of the models for these records.
std::vector<ReplayTarget> compareTargets(Pricer &pricer, const CompareRecords &records, const CompareRequest &request);

/// Pure: no ledger, no pricer. Quick enough for a slider that moves, without the band.
Comparison compareOn(const CompareRecords &records, const std::vector<ReplayTarget> &targets, const CompareRequest &request);

/// All at once, in parts, so that memory does not grow with the ledger. Problems: BadArgument("currency", text) and the reader's.
/// @param partSize records that are held at once
Result<Comparison> compareOf(LedgerReader &reader, Pricer &pricer, const CompareRequest &request, std::size_t partSize = 200'000);

} // namespace tokenmeter
