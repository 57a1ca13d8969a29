// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/Pricer.h"

#include "pricing/CatalogueTables.h"
#include "pricing/NameMatcher.h"
#include "pricing/Nearest.h"
#include "pricing/OwnPriceBook.h"
#include "pricing/RowChoice.h"

#include <array>
#include <deque>
#include <unordered_map>

namespace tokenmeter
{

using namespace tables;

namespace
{

constexpr std::int64_t HourMs = 3'600'000;

struct ServingHash
{
    std::size_t operator()(const Serving &s) const
    {
        std::size_t result = 0;
        for (const std::string *text : {&s.provider, &s.model, &s.serviceTier, &s.speed, &s.region}) {
            result = result * 1'000'003 + std::hash<std::string>{}(*text);
        }
        return result;
    }
};

/// One request, whichever way it came.
struct Usage
{
    std::int64_t timeMs = 0;
    const TokenCounts &tokens;
    const RareCounts &rare;
    bool batch = false;
    bool thinking = false;
    bool explicitCache = false;
    bool aggregate = false;
    bool longPrompt = false; ///< of an aggregate: so its source says
    bool hourKnown = true;
    std::string_view reportedAmount{};

    std::int64_t prompt() const { return !aggregate ? tokens.prompt() + rare.prompt() : longPrompt ? LongPromptTokens : 0; }
    bool isEmpty() const { return tokens.total() == 0 && rare.isEmpty(); }
    /// What else than time and prompt can change the rate of a model without hours and output limits.
    int variant() const { return (batch ? 1 : 0) + (thinking || tokens.reasoning > 0 ? 2 : 0) + (explicitCache ? 4 : 0); }
};

/// The last rate of a meaning, with the span of times and prompts in which nothing can change it.
struct LastRate
{
    const Rate *rate = nullptr;
    std::int64_t fromMs = Always;
    std::int64_t toMs = Never;
    std::int64_t leastPrompt = 0;
    std::int64_t promptEnd = Never;
    int variant = 0;

    bool fits(const Usage &usage) const
    {
        const std::int64_t prompt = usage.prompt();
        return rate && fromMs <= usage.timeMs && usage.timeMs < toMs && leastPrompt <= prompt && prompt < promptEnd
            && variant == usage.variant();
    }
    static void narrow(std::int64_t bound, std::int64_t value, std::int64_t &from, std::int64_t &to)
    {
        if (bound <= value) {
            from = std::max(from, bound);
        } else {
            to = std::min(to, bound);
        }
    }
    void remember(const Rate &found, const Model &model, const Usage &usage)
    {
        *this = {.rate = nullptr, .variant = usage.variant()};
        const auto narrowTime = [&](const Period &period) {
            narrow(period.fromMs, usage.timeMs, fromMs, toMs);
            narrow(period.toMs, usage.timeMs, fromMs, toMs);
        };
        for (const Row &row : model.rows) {
            if (!row.windows.empty() || row.tierMaxOutput >= 0) {
                return; // hours and lengths of answers change the rate as well
            }
            narrowTime(row.period);
            narrow(row.tierMinContext, usage.prompt(), leastPrompt, promptEnd);
        }
        for (const ServiceTier &tier : model.tiers) {
            narrowTime(tier.period);
        }
        for (const Region &region : model.regions) {
            narrowTime(region.period);
        }
        rate = &found;
    }
};

/// What the pricer knows about one name while its meaning holds.
struct Meaning
{
    Match match{};
    bool fast = false;
    std::string tier{};   ///< empty = standard
    std::string region{}; ///< of the catalogue's regions
    std::int64_t hostMultiplier = One;
    /// Rates met so far: a handful, so they are searched in a row.
    std::vector<std::pair<RateChoice, const Rate *>> rates{};
    const Rate *without = nullptr; ///< unknown, ambiguous, free
    const Rate *gap = nullptr;     ///< no price for that date
    const Rate *nothing = nullptr; ///< unknown, but nothing was used either
    const Rate *amountOnly = nullptr; ///< only money was told
    LastRate last{};
};

struct Entry
{
    std::vector<const OwnPriceEntry *> own{};
    std::deque<Meaning> meanings{};
};

std::string tierOf(std::string_view text)
{
    const std::string tier = cleanedName(text);
    for (const char *standard : {"standard", "default", "auto", "none", "on_demand", "on-demand"}) {
        if (tier == standard) {
            return {};
        }
    }
    return tier;
}

/// A number other than zero: a digit above 0 before the exponent, if there is one. "0", "0.00" and "0e-7" are none.
bool isAmount(std::string_view text)
{
    return text.substr(0, text.find_first_of("eE")).find_first_of("123456789") != std::string_view::npos;
}

} // namespace

Result<Done> checkOwnPrice(const OwnPrice &price)
{
    const Result<OwnPriceEntry> read = readOwnPrice(price);
    if (!read) {
        return read.problem();
    }
    return Done{};
}

struct Pricer::Private
{
    Private(std::shared_ptr<const Catalogue> catalogue, const std::vector<OwnPrice> &prices)
        : keepAlive{std::move(catalogue)}, t{tablesOf(*keepAlive)}, matcher{t}
    {
        for (const OwnPrice &price : prices) {
            if (Result<OwnPriceEntry> read = readOwnPrice(price)) {
                own.push_back(*std::move(read));
            }
        }
        for (const OwnPriceEntry &entry : own) {
            intern(entry.rate);
        }
    }

    std::shared_ptr<const Catalogue> keepAlive;
    const Tables &t;
    NameMatcher matcher;
    std::deque<OwnPriceEntry> own;
    std::unordered_map<Serving, Entry, ServingHash> entries;
    /// Keys of `entries` by the address the caller's text had: callers keep their servings in arrays. Compared by value.
    struct Recent
    {
        const Serving *serving = nullptr;
        Entry *entry = nullptr;
    };
    std::array<Recent, 64> recent{};
    std::unordered_map<std::uint64_t, std::unique_ptr<const Rate>> rates;

    const Rate *intern(Rate rate)
    {
        seal(rate);
        std::unique_ptr<const Rate> &slot = rates[rate.key];
        if (!slot) {
            slot = std::make_unique<const Rate>(std::move(rate));
        }
        return slot.get();
    }

    Entry &entryOf(const Serving &serving)
    {
        const std::uint64_t spread = std::hash<const void *>{}(&serving) * 0x9e3779b97f4a7c15ULL;
        Recent &slot = recent[spread >> 58U]; // 64 places
        if (slot.serving && *slot.serving == serving) {
            return *slot.entry;
        }
        auto found = entries.find(serving);
        if (found == entries.end()) {
            Entry entry;
            const std::string name = cleanedName(serving.model);
            const std::string who = cleanedName(serving.provider);
            for (const OwnPriceEntry &price : own) {
                if (price.model == name && (price.provider.empty() || isSame(price.provider, who))) {
                    entry.own.push_back(&price);
                }
            }
            found = entries.emplace(serving, std::move(entry)).first;
        }
        slot = {&found->first, &found->second};
        return found->second;
    }
    /// The same text, or two names of one provider.
    bool isSame(const std::string &a, const std::string &b) const
    {
        const std::int32_t known = matcher.providerOf(a);
        return a == b || (known >= 0 && known == matcher.providerOf(b));
    }

    Meaning &meaningOf(Entry &entry, const Serving &serving, std::int64_t timeMs)
    {
        for (Meaning &meaning : entry.meanings) {
            if (meaning.match.validFromMs <= timeMs && timeMs < meaning.match.validToMs) {
                return meaning;
            }
        }
        Meaning meaning{.match = matcher.match(serving.provider, serving.model, timeMs)};
        Match &match = meaning.match;
        meaning.tier = tierOf(serving.serviceTier);
        if (meaning.tier == "free") { // how a router's exports write the suffix of the name
            Match free = matcher.match(serving.provider, serving.model + ":free", timeMs);
            match = free.free ? std::move(free) : std::move(match);
        }
        meaning.fast = match.fast || cleanedName(serving.speed) == "fast" || meaning.tier == "fast";
        meaning.region = match.region.empty() ? cleanedName(serving.region) : match.region;
        meaning.hostMultiplier = match.hostMultiplier;
        if (match.model >= 0) {
            const Model &model = modelOf(match);
            if (meaning.tier == "fast") {
                meaning.tier = std::string{t.providers[std::size_t(model.provider)].fastTier};
            }
            if (match.platformRegional && !meaning.region.empty() && meaning.region != "global") {
                meaning.hostMultiplier = model.hostRegional;
            }
        }
        return entry.meanings.emplace_back(std::move(meaning));
    }
    const Model &modelOf(const Match &match) const { return t.models[std::size_t(match.model)]; }

    const Rate &rateOf(const Serving &serving, const Usage &usage)
    {
        Entry &entry = entryOf(serving);
        if (usage.isEmpty() && isAmount(usage.reportedAmount)) {
            return amountOnly(meaningOf(entry, serving, usage.timeMs));
        }
        if (!entry.own.empty()) {
            if (const OwnPriceEntry *price = ownPriceAt(entry.own, usage.timeMs)) {
                return *rates.at(price->rate.key);
            }
        }
        Meaning &meaning = meaningOf(entry, serving, usage.timeMs);
        if (meaning.last.fits(usage)) {
            return *meaning.last.rate;
        }
        if (meaning.match.free) {
            if (!meaning.without) {
                meaning.without = intern(freeRate(meaning.match));
            }
            return *meaning.without;
        }
        if (meaning.match.model < 0) {
            return unpriced(meaning, serving, usage);
        }
        const Model &model = modelOf(meaning.match);
        const RowQuestion question{.timeMs = usage.timeMs,
                                   .promptTokens = usage.prompt(),
                                   .outputTokens = usage.tokens.output,
                                   .fast = meaning.fast,
                                   .hourKnown = usage.hourKnown};
        RateChoice choice{.row = chooseRow(model, question), .hostMultiplier = meaning.hostMultiplier};
        if (!choice.row) {
            if (!meaning.gap) {
                Rate rate;
                rate.unpriced = Unpriced::NoPriceForDate;
                rate.modelKey = std::string{model.key};
                rate.matchedBy = meaning.match.matchedBy;
                meaning.gap = intern(std::move(rate));
            }
            return *meaning.gap;
        }
        const bool batch = usage.batch || meaning.match.batch || meaning.tier == "batch";
        if (batch) {
            // fast mode is not sold in batches
            choice.tier = choice.row->mode == "fast" ? nullptr : chooseTier(model, "batch", usage.timeMs);
        } else if (!meaning.tier.empty()) {
            choice.tier = chooseTier(model, meaning.tier, usage.timeMs);
        }
        if (!meaning.region.empty()) {
            choice.region = chooseRegion(model, meaning.region, usage.timeMs);
        }
        const Prices &prices = choice.row->prices;
        choice.thinking = prices[OutputThinkingPrice] != NoPrice
            && (usage.thinking || meaning.match.thinking || usage.tokens.reasoning > 0);
        choice.explicitCache = usage.explicitCache && prices[CachedInputExplicitPrice] != NoPrice;
        for (const auto &[known, rate] : meaning.rates) {
            if (known == choice) {
                meaning.last.remember(*rate, model, usage);
                return *rate;
            }
        }
        Rate rate = makeRate(model, choice, t.version);
        rate.matchedBy = meaning.match.matchedBy;
        return *meaning.rates.emplace_back(choice, intern(std::move(rate))).second;
    }

    const Rate &unpriced(Meaning &meaning, const Serving &serving, const Usage &usage)
    {
        if (usage.isEmpty()) {
            if (!meaning.nothing) {
                Rate rate = freeRate(meaning.match);
                rate.matchedBy = "no-usage";
                meaning.nothing = intern(std::move(rate));
            }
            return *meaning.nothing;
        }
        if (!meaning.without) {
            Rate rate;
            rate.unpriced = cleanedName(serving.model).empty() ? Unpriced::NoModelName
                : meaning.match.candidates.size() > 1          ? Unpriced::AmbiguousModel
                                                               : Unpriced::UnknownModel;
            meaning.without = intern(std::move(rate));
        }
        return *meaning.without;
    }
    /// Every price times no tokens is 0, also of a known model, a free one or the user's own: that would hide the money.
    const Rate &amountOnly(Meaning &meaning)
    {
        if (!meaning.amountOnly) {
            Rate rate;
            rate.unpriced = Unpriced::AmountOnly;
            if (meaning.match.model >= 0) {
                rate.modelKey = std::string{modelOf(meaning.match).key};
                rate.matchedBy = meaning.match.matchedBy;
            }
            meaning.amountOnly = intern(std::move(rate));
        }
        return *meaning.amountOnly;
    }
    /// Nothing to pay: a router's free variant, or a record without usage.
    Rate freeRate(const Match &match) const
    {
        Rate rate;
        rate.unpriced = Unpriced::No;
        rate.currency = Currency{"USD"};
        if (match.model >= 0) {
            rate.modelKey = std::string{modelOf(match).key};
            rate.currency = modelOf(match).currency;
        } else if (match.provider >= 0 && !t.providers[std::size_t(match.provider)].currency.isNone()) {
            rate.currency = t.providers[std::size_t(match.provider)].currency;
        }
        rate.matchedBy = match.matchedBy.empty() ? "router-suffix" : match.matchedBy;
        rate.source = "catalogue " + std::string{t.version};
        rate.mode = "standard";
        return rate;
    }
};

Pricer::Pricer(std::shared_ptr<const Catalogue> catalogue, std::vector<OwnPrice> ownPrices)
    : d{std::make_unique<Private>(std::move(catalogue), ownPrices)}
{
}
Pricer::~Pricer() = default;

const Rate &Pricer::rateOf(const PriceQuery &q)
{
    const Usage usage{.timeMs = msOf(q.time),
                      .tokens = q.tokens,
                      .rare = q.rare,
                      .batch = (q.flags & BatchFlag) != 0,
                      .thinking = (q.flags & ThinkingFlag) != 0,
                      .explicitCache = (q.flags & ExplicitCacheFlag) != 0,
                      .aggregate = (q.flags & AggregateFlag) != 0,
                      .longPrompt = (q.flags & LongPromptFlag) != 0,
                      .hourKnown = true,
                      .reportedAmount = q.reportedAmount};
    return d->rateOf({q.provider, q.model, q.serviceTier, q.speed, q.region}, usage);
}

const Rate &Pricer::rateOf(const UsageRecord &r, const Serving &serving)
{
    const bool hourKnown = r.precision <= Precision::Hour && msOf(r.end) - msOf(r.time) <= HourMs;
    const Usage usage{.timeMs = msOf(r.time),
                      .tokens = r.tokens,
                      .rare = r.rare,
                      .batch = r.has(BatchFlag),
                      .thinking = r.has(ThinkingFlag),
                      .explicitCache = r.has(ExplicitCacheFlag),
                      .aggregate = r.has(AggregateFlag) || r.requests > 1,
                      .longPrompt = r.has(LongPromptFlag),
                      .hourKnown = hourKnown,
                      .reportedAmount = r.reportedAmount};
    return d->rateOf(serving, usage);
}

Pricer::ModelName Pricer::nameOf(const std::string &provider, const std::string &model, UtcTime at)
{
    const Serving serving{.provider = provider, .model = model};
    const Match &match = d->meaningOf(d->entryOf(serving), serving, msOf(at)).match;
    if (match.model < 0) {
        return {.key = {}, .id = model, .displayName = model, .family = {}};
    }
    const Model &found = d->modelOf(match);
    return {std::string{found.key}, std::string{found.id}, std::string{found.displayName}, std::string{found.family}};
}

std::vector<std::string> Pricer::candidatesOf(const std::string &provider, const std::string &model, UtcTime at)
{
    const Serving serving{.provider = provider, .model = model};
    std::vector<std::string> keys;
    for (const std::int32_t index : d->meaningOf(d->entryOf(serving), serving, msOf(at)).match.candidates) {
        keys.emplace_back(d->t.models[std::size_t(index)].key);
    }
    return keys;
}

const Catalogue &Pricer::catalogue() const
{
    return *d->keepAlive;
}

std::size_t Pricer::rateCount() const
{
    return d->rates.size();
}

std::vector<std::string> Pricer::nearest(const std::string &model, std::size_t count) const
{
    return nearestModels(d->t, model, count);
}

} // namespace tokenmeter
