// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Factor.h"
#include "core/Currency.h"
#include "core/Int128.h"
#include "core/TokenCounts.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// How a model sells what it has read before.
enum class CacheKind : std::uint8_t {
    None,      ///< everything sent is plain input
    Automatic, ///< reads are cheaper, writing costs what input costs
    Explicit,  ///< writes have a price of their own
};

/// What is assumed of work that another model does.
struct ReplayAssumptions
{
    /// Tokens of the same text between two tokenizers; within one it is 1.
    FactorBand tokenizer{factorOf(9, 10), {}, factorOf(115, 100)};
    /// How many more tokens a tokenizer makes of a text than most do, by name (analysis/Tokenizer.h); 1 where it is not named.
    std::map<std::string, Factor> tokenizers{{"claude-2026", factorOf(13, 10)}};
    /// Length of answers.
    FactorBand answer{factorOf(8, 10), {}, factorOf(13, 10)};
    /// Part of the cache reads that are reads there, too, where the cache is of another kind; 1 where it is of the same one.
    FactorBand cacheHit{factorOf(1, 2), factorOf(9, 10), {}};
    friend bool operator==(const ReplayAssumptions &, const ReplayAssumptions &) = default;
};
inline constexpr Factor LeastFactor{1, 20}; ///< of tokens and of answers
inline constexpr Factor MostFactor{8, 1};

/// Changes what "tokenizer=0.9:1:1.15", "tokenizer.claude-2026=1.3", "answer=1.2" or "cache=0.5:0.9:1" say: low, central and high, or
/// one number for all three. False: it is none of these.
bool readAssumption(std::string_view text, ReplayAssumptions &assumptions);
/// What readAssumption() reads, of everything that is not assumed by default.
std::vector<std::string> toTexts(const ReplayAssumptions &assumptions);

/// Tokens at `to` for what are tokens at `from`.
FactorBand tokenizerBand(const ReplayAssumptions &assumptions, const std::string &from, const std::string &to);

/// The ways of being served that can change a rate; a record's is an index into a list of them.
struct ReplayVariant
{
    std::string serviceTier{}; ///< raw
    std::string speed{};       ///< raw
    std::uint32_t flags = 0;   ///< UsageFlag: batch, thinking, explicit cache, aggregate, long prompt
    bool hourKnown = true;
    friend auto operator<=>(const ReplayVariant &, const ReplayVariant &) = default;
};

/// What all records of one model, rate and variant share.
struct ReplayOwn
{
    std::string model{};     ///< key
    std::string tokenizer{};
    CacheKind cache = CacheKind::None;
    Currency currency{};     ///< of the record's own price
    std::uint32_t variant = 0;
    bool priced = false;     ///< false: there is no actual to compare with
    bool aggregate = false;  ///< several requests in a row: neither tier nor context can be told
    friend auto operator<=>(const ReplayOwn &, const ReplayOwn &) = default;
};

/// Records in columns, in any order; quickest by time.
struct ReplayRecords
{
    std::vector<std::int64_t> timeMs{}, input{}, cacheRead{}, write5m{}, write1h{}, output{}, requests{};
    std::vector<Int128> actual{};        ///< attos in the currency of its own; 0 where that has no price
    std::vector<std::uint32_t> own{};    ///< index into ReplayInput::owns
    std::vector<std::uint32_t> bucket{}; ///< whose sums it is in, below ReplayInput::buckets
    std::vector<std::uint8_t> moved{};   ///< 0: stays where it was, at its actual cost
    std::vector<std::pair<std::uint32_t, RareCounts>> rare{}; ///< ascending by record; most have none
    std::size_t size() const { return timeMs.size(); }
    void add(std::int64_t ms, const TokenCounts &tokens, const RareCounts &rareCounts, std::int64_t requestCount, Int128 cost, std::uint32_t ownIndex,
             std::uint32_t bucketIndex, bool isMoved);
    void clear();
};

struct ReplayInput
{
    std::vector<ReplayOwn> owns{};
    std::uint32_t buckets = 1;
    ReplayRecords records{};
};

/// What a model asks in one tier at one time: attos for a token of each class.
struct ReplayPrice
{
    Currency currency{};
    std::int64_t input = 0, cacheRead = 0, write5m = 0, write1h = 0, output = 0;
    std::int64_t inputAudio = 0, cachedAudio = 0, outputAudio = 0, inputImage = 0, outputImage = 0;
    std::int64_t webSearch = 0; ///< one call
    CacheKind cache = CacheKind::None;
    friend bool operator==(const ReplayPrice &, const ReplayPrice &) = default;
};

/// Which price by the size of prompt and answer.
struct ReplayLadder
{
    std::vector<std::int64_t> promptFrom{0}; ///< ascending, the first is 0
    std::vector<std::int64_t> outputFrom{0}; ///< likewise
    std::vector<std::int32_t> prices{-1};    ///< promptFrom x outputFrom, into ReplayTarget::prices; -1 = no price
    bool losesTier = false; ///< the service tier that was asked for is not sold: standard
    bool losesFast = false;
    bool feeUnknown = false; ///< web searches count 0
    friend bool operator==(const ReplayLadder &, const ReplayLadder &) = default;
};

/// A time in which nothing changes but by size.
struct ReplaySegment
{
    std::int64_t fromMs = 0; ///< inclusive
    std::int64_t toMs = 0;   ///< exclusive
    std::vector<std::uint32_t> ladders{}; ///< one a variant, into ReplayTarget::ladders
};

/// A model to replay on. See analysis/ReplayPrices.h for how it is made.
struct ReplayTarget
{
    std::string key{};
    std::string tokenizer{};
    std::int64_t contextWindow = 0; ///< 0 = not known: not checked
    std::int64_t minCacheable = 0;  ///< prompts below it are plain input
    bool servesInputAudio = false, servesOutputAudio = false, servesInputImage = false, servesOutputImage = false;
    bool isAtFixedTime = false; ///< every record at one time: the same model's price may differ from the actual one
    std::vector<ReplaySegment> segments{}; ///< ascending, without gaps between them
    std::vector<ReplayLadder> ladders{};
    std::vector<ReplayPrice> prices{};
};

/// Low and high are the smallest and the largest of nine results of each record: an honest outer band, not a probability.
struct ReplaySum
{
    Int128 cost = 0, low = 0, high = 0;
    ReplaySum &operator+=(const ReplaySum &o)
    {
        cost += o.cost;
        low += o.low;
        high += o.high;
        return *this;
    }
    friend bool operator==(const ReplaySum &, const ReplaySum &) = default;
};

/// Why requests could not be compared, in requests.
struct ReplayGaps
{
    std::int64_t context = 0;  ///< prompt and answer do not fit
    std::int64_t unpriced = 0; ///< the model has no price at that time
    std::int64_t modality = 0; ///< audio or images that it does not serve
    std::int64_t noActual = 0; ///< the request itself has no price: nothing to compare with
    std::int64_t total() const { return context + unpriced + modality + noActual; }
    friend bool operator==(const ReplayGaps &, const ReplayGaps &) = default;
};

/// What one model would have cost.
struct ReplayOutcome
{
    /// By bucket, then currency (ReplayResult::currencies): of what was moved and could be compared.
    std::vector<ReplaySum> sums{};
    /// Likewise: actual cost of what was moved and could not be compared.
    std::vector<Int128> excluded{};
    std::int64_t moved = 0; ///< requests in `sums`
    std::int64_t same = 0;  ///< of these: this model's own, at their actual cost
    ReplayGaps gaps{};
    TokenCounts tokens{}; ///< at the central assumptions, as this model would have counted them; of `sums`
    std::int64_t lostTier = 0, lostFast = 0; ///< requests at the standard price for want of one
    std::int64_t unknownFees = 0;            ///< requests whose web searches count 0
    std::int64_t lowerBounds = 0;            ///< requests in rows of several
    friend bool operator==(const ReplayOutcome &, const ReplayOutcome &) = default;
};

struct ReplayResult
{
    std::vector<Currency> currencies{}; ///< ascending
    std::vector<ReplayOutcome> models{}; ///< one a target
    // By bucket, then currency; priced records alone.
    std::vector<Int128> actual{}; ///< of what was moved
    std::vector<Int128> stayed{}; ///< of what was not
    std::int64_t movedRequests = 0, stayedRequests = 0; ///< with those that have no price
    std::int64_t stayedUnpriced = 0;                    ///< requests
};

struct ReplayOptions
{
    bool band = true;        ///< false: low and high equal the central cost
    unsigned threads = 0;    ///< 0 = all cores
    const std::atomic<bool> *stop = nullptr; ///< set by another thread: the result is then not to be used
};

/// Prices every record as each model would have: its tiers, cache rules and limits. On the record's own model at its own time the
/// actual cost, whatever is assumed. Exact; the order of records and the number of threads do not show.
ReplayResult replay(const ReplayInput &input, const std::vector<ReplayTarget> &targets, const ReplayAssumptions &assumptions,
                    const ReplayOptions &options = {});

/// Adds the answer for other records on the same targets. Buckets of one number are one; currencies are joined.
void addTo(ReplayResult &sum, const ReplayResult &part);

} // namespace tokenmeter
