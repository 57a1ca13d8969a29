// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/ListMerge.h"

#include "core/Decimal.h"
#include "pricing/CataloguePrivate.h"
#include "pricing/CatalogueWriter.h"
#include "pricing/NameMatcher.h"

#include <algorithm>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace tables;

constexpr std::size_t LongestId = 120;

std::int64_t msOfDay(LocalDay day)
{
    return msOf(UtcTime{day.time_since_epoch()});
}

std::string lowered(std::string text)
{
    for (char &c : text) {
        c = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
    }
    return text;
}

/// The price that a class has in a row, its own or that of the class it falls back to (as makeRate).
std::int64_t priceIn(const Prices &prices, std::size_t priceClass)
{
    const auto of = [&](std::initializer_list<PriceClass> classes) {
        for (const PriceClass each : classes) {
            if (prices[each] != NoPrice) {
                return prices[each];
            }
        }
        return NoPrice;
    };
    switch (PriceClass(priceClass)) {
    case InputPrice:
    case CachedInputPrice:
    case CacheWrite5mPrice:
    case CacheWrite1hPrice:
    case InputAudioPrice:
    case InputImagePrice: return of({PriceClass(priceClass), InputPrice});
    case CachedInputExplicitPrice:
    case CachedAudioPrice: return of({PriceClass(priceClass), CachedInputPrice, InputPrice});
    case OutputPrice:
    case OutputThinkingPrice:
    case OutputAudioPrice:
    case OutputImagePrice: return of({PriceClass(priceClass), OutputPrice});
    case PriceClassCount: break;
    }
    return NoPrice;
}

/// Whether anything that is stated differs from what is in force.
bool differs(const Prices &ours, const Prices &stated)
{
    for (std::size_t i = 0; i < PriceClassCount; ++i) {
        if (stated[i] != NoPrice && stated[i] != priceIn(ours, i)) {
            return true;
        }
    }
    return false;
}

/// Rows of one beginning.
struct ListedGroup
{
    std::string from{};
    std::int64_t fromMs = Always;
    std::vector<const ListedRow *> rows{};
};

std::vector<ListedGroup> groupsOf(const ListedModel &listed)
{
    std::vector<ListedGroup> groups;
    for (const ListedRow &row : listed.rows) {
        const auto found = std::find_if(groups.begin(), groups.end(), [&](const ListedGroup &group) { return group.from == row.from; });
        if (found != groups.end()) {
            found->rows.push_back(&row);
            continue;
        }
        const std::optional<ParsedTime> time = row.from.empty() ? std::nullopt : parseTime(row.from);
        groups.push_back({.from = row.from, .fromMs = time ? msOf(time->time) : Always, .rows = {&row}});
    }
    std::sort(groups.begin(), groups.end(), [](const ListedGroup &a, const ListedGroup &b) { return a.fromMs < b.fromMs; });
    return groups;
}

/// Nobody is sure whether a step begins at its round number or one above; ours stays.
bool isSameStep(std::int64_t ours, std::int64_t stated)
{
    return ours == stated || (ours != 0 && stated != 0 && std::abs(ours - stated) <= 1);
}

/// A row that a list can state: standard mode, whatever the answer's length.
bool isListable(const Row &row)
{
    return row.mode == "standard" && row.tierMaxOutput == -1;
}

bool isSameLane(const Row &ours, const ListedRow &stated)
{
    return isListable(ours) && ours.windows.empty() == stated.windows.empty() && isSameStep(ours.tierMinContext, stated.minContext);
}

bool areSameHours(const Row &ours, const ListedRow &stated)
{
    std::set<std::pair<std::int32_t, std::int32_t>> a, b;
    for (const Window &window : ours.windows) {
        a.emplace(window.from, window.to);
    }
    for (const Window &window : stated.windows) {
        b.emplace(window.from, window.to);
    }
    return a == b;
}

std::string stepText(const ListedRow &row)
{
    return row.minContext == 0 ? std::string{} : std::to_string(row.minContext);
}

class Merger
{
public:
    Merger(const Catalogue &current, const PublishedList &list, const ListOrigin &origin, const std::set<std::string> &without)
        : m_now{tablesOf(current)}, m_list{list}, m_origin{origin}, m_without{without}, m_matcher{m_now}
    {
    }

    void run()
    {
        for (const ListedModel &listed : m_list.models) {
            sort(listed);
        }
        m_draft.models.assign(m_now.models.begin(), m_now.models.end());
        for (const auto &[index, entries] : m_known) {
            ++m_merge.known;
            mergeKnown(m_draft.models[std::size_t(index)], entries);
        }
        for (const auto &[key, entries] : m_new) {
            addNew(entries);
        }
        finish();
    }
    bool changesAnything() const { return m_isChanged; }
    std::string json() const { return catalogueToJson(m_draft.tables); }
    ListMerge &merge() { return m_merge; }

private:
    Text keep(std::string text) { return text.empty() ? Text{} : Text{m_draft.texts.emplace_back(std::move(text))}; }
    Texts keepAll(std::vector<std::string> all)
    {
        std::vector<Text> texts;
        for (std::string &text : all) {
            texts.push_back(keep(std::move(text)));
        }
        return texts.empty() ? Texts{} : Texts(m_draft.textLists.emplace_back(std::move(texts)));
    }
    std::string today() const { return toIso(m_origin.day); }
    void leaveOut(LeftOutReason reason, const ListedModel &listed, Text model, std::string detail = {})
    {
        m_merge.leftOut.push_back(
            {.reason = reason, .listed = listed.provider + '/' + listed.id, .model = std::string{model}, .detail = std::move(detail)});
    }

    // --- which entry is whose

    void sort(const ListedModel &listed)
    {
        const std::int32_t providerIndex = m_matcher.providerOf(listed.provider);
        const Provider *provider = providerIndex < 0 ? nullptr : &m_now.providers[std::size_t(providerIndex)];
        // What a router or a reseller asks says nothing about the list of the lab behind it; a host's cheapest price of an open model
        // neither.
        if (!provider || provider->kind == ProviderKind::Router || provider->kind == ProviderKind::UnlistedHost
            || (m_list.isOfHosts && !provider->resoldAtList)) {
            ++m_merge.foreign;
            return;
        }
        const Match match = m_matcher.match(listed.provider, listed.id, msOfDay(m_origin.day));
        const bool isPlain = !match.fast && !match.batch && !match.free && !match.thinking && match.hostMultiplier == One
            && match.region.empty() && !match.platformRegional && match.matchedBy.find("suffix") == std::string::npos
            && match.matchedBy.find("moving") == std::string::npos;
        const bool isOurs = match.model >= 0 && m_now.models[std::size_t(match.model)].provider == providerIndex;
        if (match.model >= 0 && !(isOurs && isPlain)) {
            ++m_merge.foreign; // a variant: fast, batch, a region's price
            return;
        }
        const Text key = match.model >= 0 ? m_now.models[std::size_t(match.model)].key : Text{};
        if (provider->currency != Currency{"USD"}) {
            leaveOut(LeftOutReason::OtherCurrency, listed, key);
            return;
        }
        if (listed.isZero() || listed.provider.find("plan") != std::string::npos) {
            leaveOut(LeftOutReason::ZeroPrice, listed, key);
            return;
        }
        if (match.model >= 0) {
            m_known[match.model].push_back(&listed);
        } else if (match.candidates.empty() && mayBeNew(listed, providerIndex)) {
            m_new[std::string{provider->id} + '/' + newId(listed, *provider)].push_back(&listed);
        }
    }
    static std::string newId(const ListedModel &listed, const Provider &provider)
    {
        std::string id = lowered(listed.id);
        for (const Text prefix : provider.prefixes) {
            if (id.starts_with(prefix)) {
                return id.substr(prefix.size());
            }
        }
        return id;
    }
    /// A name that leads nowhere today, without a provider neither, and that is one model's own: no snapshot, variant or moving alias.
    bool mayBeNew(const ListedModel &listed, std::int32_t providerIndex) const
    {
        const Provider &provider = m_now.providers[std::size_t(providerIndex)];
        const std::string id = newId(listed, provider);
        const bool isWord = std::all_of(id.begin(), id.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '/';
        });
        if (!isWord || id.empty() || id.size() > LongestId || id.ends_with("-latest") || listed.isDeprecated) {
            return false;
        }
        const Match alone = m_matcher.match({}, id, msOfDay(m_origin.day));
        const bool isTaken = std::any_of(m_now.names.begin(), m_now.names.end(), [&](const NameEntry &entry) { return entry.alias == id; })
            || std::any_of(m_now.moves.begin(), m_now.moves.end(), [&](const AliasMove &move) { return move.alias == id; });
        return provider.kind == ProviderKind::Host ? !isTaken : !isTaken && alone.model < 0 && alone.candidates.empty();
    }
    /// The entry that names the model as we do; else the one there is, unless several differ.
    const ListedModel *entryOf(const std::vector<const ListedModel *> &entries, Text id) const
    {
        for (const ListedModel *entry : entries) {
            if (lowered(entry->id) == lowered(std::string{id})) {
                return entry;
            }
        }
        const bool agree = std::all_of(entries.begin(), entries.end(), [&](const ListedModel *entry) {
            return entry->rows == entries.front()->rows && entry->tiers == entries.front()->tiers;
        });
        return agree ? entries.front() : nullptr;
    }

    // --- a model we know

    void mergeKnown(Model &model, const std::vector<const ListedModel *> &entries)
    {
        const ListedModel *listed = entryOf(entries, model.id);
        if (!listed) {
            leaveOut(LeftOutReason::Disagreement, *entries.front(), model.key);
            return;
        }
        if (!listed->retired.empty() || listed->isDeprecated) {
            m_merge.ends.push_back({.model = std::string{model.key}, .day = listed->retired});
        }
        if (m_without.contains(std::string{model.key})) {
            return;
        }
        if (model.retired.empty() && !listed->retired.empty()) {
            model.retired = keep(listed->retired);
            m_isChanged = true;
        }
        const std::vector<ListedGroup> groups = groupsOf(*listed);
        const std::int64_t now = msOfDay(m_origin.day);
        const ListedGroup *current = nullptr;
        for (const ListedGroup &group : groups) {
            current = group.fromMs <= now ? &group : current;
        }
        std::vector<Row> rows(model.rows.begin(), model.rows.end());
        if (current && !mergeCurrent(model, *listed, *current, rows)) {
            return;
        }
        for (const ListedGroup &group : groups) {
            if (group.fromMs > now) {
                announce(model, *listed, group, rows);
            }
        }
        if (!std::equal(rows.begin(), rows.end(), model.rows.begin(), model.rows.end())) {
            model.rows = List<Row>(m_draft.rows.emplace_back(std::move(rows)));
            m_isChanged = true;
        }
        mergeTiers(model, *listed);
    }
    static Row *rowAt(std::vector<Row> &rows, const ListedRow &stated, std::int64_t ms)
    {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return row.period.holds(ms) && isSameLane(row, stated); });
        return found == rows.end() ? nullptr : &*found;
    }
    /// False: nothing of this model may change.
    bool mergeCurrent(const Model &model, const ListedModel &listed, const ListedGroup &group, std::vector<Row> &rows)
    {
        const std::int64_t now = msOfDay(m_origin.day);
        bool changesPrice = false;
        for (const ListedRow *stated : group.rows) {
            const Row *ours = rowAt(rows, *stated, now);
            if (ours && !areSameHours(*ours, *stated)) {
                leaveOut(LeftOutReason::OtherHours, listed, model.key);
                return false;
            }
            changesPrice = changesPrice || (ours && differs(ours->prices, stated->prices));
        }
        // A list that knows fewer steps than we do would leave the others at their old prices: half a change.
        const bool knowsLess = std::any_of(rows.begin(), rows.end(), [&](const Row &row) {
            return row.period.holds(now) && row.mode == "standard"
                && std::none_of(group.rows.begin(), group.rows.end(), [&](const ListedRow *stated) { return isSameLane(row, *stated); });
        });
        if (changesPrice && knowsLess) {
            leaveOut(LeftOutReason::FewerSteps, listed, model.key);
            return false;
        }
        for (const ListedRow *stated : group.rows) {
            if (Row *ours = rowAt(rows, *stated, now)) {
                if (differs(ours->prices, stated->prices)) {
                    replace(model, rows, *ours, *stated, group);
                }
                continue;
            }
            const bool hasEnded = std::any_of(rows.begin(), rows.end(), [&](const Row &row) { return isSameLane(row, *stated); });
            if (hasEnded && stated->minContext != 0) {
                leaveOut(LeftOutReason::EndedHere, listed, model.key, stepText(*stated));
            } else {
                rows.push_back(untilNext(rows, fresh(*stated, group.from.empty() || group.fromMs < now ? today() : group.from, {}), *stated));
            }
        }
        return true;
    }
    /// Where a row begins that we already know of, this one ends.
    Row untilNext(const std::vector<Row> &rows, Row row, const ListedRow &stated) const
    {
        for (const Row &other : rows) {
            if (isSameLane(other, stated) && other.period.fromMs > row.period.fromMs && other.period.fromMs < row.period.toMs) {
                row.period.toMs = other.period.fromMs;
                row.period.to = other.period.from;
            }
        }
        return row;
    }
    void announce(const Model &model, const ListedModel &listed, const ListedGroup &group, std::vector<Row> &rows)
    {
        const std::int64_t now = msOfDay(m_origin.day);
        for (const ListedRow *stated : group.rows) {
            const bool isKnown = std::any_of(model.rows.begin(), model.rows.end(), [&](const Row &row) {
                return isSameLane(row, *stated) && row.period.fromMs > now;
            });
            Row *ours = rowAt(rows, *stated, group.fromMs);
            const bool isSame = ours && areSameHours(*ours, *stated) && !differs(ours->prices, stated->prices);
            if (isSame) {
                continue;
            }
            if (isKnown || !ours || !areSameHours(*ours, *stated)) {
                leaveOut(LeftOutReason::OtherAnnouncement, listed, model.key, group.from);
            } else {
                replace(model, rows, *ours, *stated, group);
            }
        }
    }
    /// Ends a row where the stated price begins, and begins one there.
    void replace(const Model &model, std::vector<Row> &rows, Row &ours, const ListedRow &stated, const ListedGroup &group)
    {
        // A day of the past is believed only inside our row: what we know of later changes stands.
        const bool isStated = !group.from.empty() && group.fromMs > ours.period.fromMs;
        const std::string from = isStated ? group.from : today();
        const std::int64_t fromMs = isStated ? group.fromMs : msOfDay(m_origin.day);
        Row next = fresh(stated, from, ours.period.to);
        next.period.toMs = ours.period.toMs;
        next.tierMinContext = ours.tierMinContext;
        next.windows = ours.windows;
        next.weekdaysFromMs = ours.weekdaysFromMs;
        next.weekdayOffsetMinutes = ours.weekdayOffsetMinutes;
        carry(model, ours, next);
        if (ours.period.fromMs >= fromMs) { // began today: taken over twice in a day
            next.period = ours.period;
            ours = next;
            return;
        }
        ours.period.to = keep(from);
        ours.period.toMs = fromMs;
        rows.push_back(next);
    }
    /// What the list does not state.
    void carry(const Model &model, const Row &before, Row &next)
    {
        std::vector<std::string> derived;
        std::string kept;
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if (next.prices[i] != NoPrice || before.prices[i] == NoPrice) {
                continue;
            }
            const bool isAnthropic = m_now.providers[std::size_t(model.provider)].id == "anthropic";
            if (i == CacheWrite1hPrice && isAnthropic && before.prices[InputPrice] != next.prices[InputPrice]) {
                next.prices[i] = next.prices[InputPrice] * 2; // the vendor's rule
                derived.emplace_back(PriceClassNames[i]);
            } else {
                next.prices[i] = before.prices[i];
                kept += (kept.empty() ? "" : ", ") + std::string{PriceClassNames[i]};
            }
        }
        next.derived = keepAll(std::move(derived));
        if (!kept.empty()) {
            next.note = keep(std::string{next.note} + " Kept from the row before, as the list does not state it: " + kept + '.');
        }
    }
    Row fresh(const ListedRow &stated, std::string from, Text to)
    {
        Row row;
        const std::optional<ParsedTime> begin = from.empty() ? std::nullopt : parseTime(from);
        row.period.fromMs = begin ? msOf(begin->time) : Always;
        row.period.from = keep(std::move(from));
        row.period.to = to;
        row.tierMinContext = stated.minContext;
        if (!stated.windows.empty()) {
            row.windows = List<Window>(m_draft.windows.emplace_back(stated.windows));
        }
        row.prices = stated.prices;
        row.status = "single_source";
        row.sources = keepAll({m_origin.name + ' ' + today()});
        row.seen = keep(today());
        row.note = keep("From the list of " + m_origin.name + " fetched on " + today()
                        + (stated.from.empty() ? ", which states no day for it." : "."));
        return row;
    }

    // --- service tiers

    void mergeTiers(Model &model, const ListedModel &listed)
    {
        const std::int64_t now = msOfDay(m_origin.day);
        const auto base = std::find_if(model.rows.begin(), model.rows.end(), [&](const Row &row) {
            return row.period.holds(now) && isListable(row) && row.tierMinContext == 0 && row.windows.empty();
        });
        if (base == model.rows.end()) {
            return;
        }
        std::vector<ServiceTier> tiers(model.tiers.begin(), model.tiers.end());
        bool isChanged = false;
        for (const ListedTier &stated : listed.tiers) {
            const auto ours = std::find_if(tiers.begin(), tiers.end(), [&](const ServiceTier &tier) { return tier.name == stated.name && tier.period.holds(now); });
            if (ours != tiers.end() && !tierDiffers(*ours, base->prices, stated.prices)) {
                continue;
            }
            ServiceTier tier{.name = keep(stated.name)};
            tier.multiplier = factorOf(base->prices, stated.prices);
            const bool hasSteps = std::any_of(model.rows.begin(), model.rows.end(), [&](const Row &row) {
                return row.period.holds(now) && row.tierMinContext != 0;
            });
            if (tier.multiplier == 0 && hasSteps) {
                leaveOut(LeftOutReason::MixedTier, listed, model.key, stated.name);
                continue;
            }
            if (tier.multiplier == 0) {
                tier.prices = stated.prices;
            }
            tier.period = {.fromMs = now, .from = keep(today())};
            tier.sources = keepAll({m_origin.name + ' ' + today()});
            if (ours != tiers.end()) {
                tier.period.to = ours->period.to;
                tier.period.toMs = ours->period.toMs;
                if (ours->period.fromMs >= now) {
                    tier.period.from = ours->period.from;
                    tier.period.fromMs = ours->period.fromMs;
                    *ours = tier;
                    isChanged = true;
                    continue;
                }
                ours->period.to = keep(today());
                ours->period.toMs = now;
            }
            tiers.push_back(tier);
            isChanged = true;
        }
        if (isChanged) {
            model.tiers = List<ServiceTier>(m_draft.tiers.emplace_back(std::move(tiers)));
            m_isChanged = true;
        }
    }
    static bool tierDiffers(const ServiceTier &ours, const Prices &base, const Prices &stated)
    {
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if (stated[i] == NoPrice) {
                continue;
            }
            const bool isLeft = (ours.notMultiplied >> i & 1U) != 0;
            const Int128 price = ours.multiplier == 0 ? Int128{priceIn(ours.prices, i)} * One
                                                      : Int128{priceIn(base, i)} * (isLeft ? One : ours.multiplier);
            if (price != Int128{stated[i]} * One) {
                return true;
            }
        }
        return false;
    }
    /// In millionths; 0 when the classes have no exact factor in common.
    static std::int64_t factorOf(const Prices &base, const Prices &stated)
    {
        if (base[InputPrice] <= 0) {
            return 0;
        }
        const Int128 scaled = Int128{stated[InputPrice]} * One;
        if (scaled % base[InputPrice] != 0 || scaled / base[InputPrice] <= 0 || scaled / base[InputPrice] > Int128{100} * One) {
            return 0;
        }
        const auto factor = std::int64_t(scaled / base[InputPrice]);
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if (stated[i] != NoPrice && Int128{stated[i]} * One != Int128{priceIn(base, i)} * factor) {
                return 0;
            }
        }
        return factor;
    }

    // --- a model we do not know

    void addNew(const std::vector<const ListedModel *> &entries)
    {
        const ListedModel *listed = entryOf(entries, entries.front()->id);
        const std::int32_t providerIndex = m_matcher.providerOf(entries.front()->provider);
        const Provider &provider = m_now.providers[std::size_t(providerIndex)];
        const std::string id = newId(*entries.front(), provider);
        const std::string key = std::string{provider.id} + '/' + id;
        if (!listed || m_without.contains(key)) {
            if (!listed) {
                leaveOut(LeftOutReason::Disagreement, *entries.front(), {});
            }
            return;
        }
        Model model;
        model.key = keep(key);
        model.provider = providerIndex;
        model.id = keep(id);
        model.displayName = keep(listed->name.empty() ? id : listed->name);
        model.family = model.id;
        model.currency = provider.currency;
        model.aliases = keepAll({id});
        model.contextWindow = listed->contextWindow;
        model.maxOutput = listed->maxOutput;
        model.released = keep(listed->released);
        model.retired = keep(listed->retired);
        std::vector<Row> rows;
        const std::vector<ListedGroup> groups = groupsOf(*listed);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            // Before the list's first day nothing is known of its price but the day of its release.
            const bool isReleased = !listed->released.empty() && msOfDay(*parseDay(listed->released)) <= msOfDay(m_origin.day);
            std::string from = !groups[i].from.empty() ? groups[i].from : isReleased ? listed->released : i + 1 < groups.size() ? std::string{} : today();
            std::optional<ParsedTime> begin = from.empty() ? std::nullopt : parseTime(from);
            if (i + 1 < groups.size() && begin && msOf(begin->time) >= groups[i + 1].fromMs) {
                from.clear();
            }
            for (const ListedRow *stated : groups[i].rows) {
                Row row = fresh(*stated, from, i + 1 < groups.size() ? keep(groups[i + 1].from) : Text{});
                row.period.toMs = i + 1 < groups.size() ? groups[i + 1].fromMs : Never;
                rows.push_back(row);
            }
        }
        model.rows = List<Row>(m_draft.rows.emplace_back(std::move(rows)));
        m_draft.models.push_back(model);
        mergeTiers(m_draft.models.back(), *listed);
        m_isChanged = true;
    }

    void finish()
    {
        m_draft.tables = m_now;
        m_draft.tables.version = keep(std::max(today(), std::string{m_now.version}));
        m_draft.tables.newestSource = keep(std::max(today(), std::string{m_now.newestSource}));
        m_draft.tables.models = List<Model>(m_draft.models);
    }

    const Tables &m_now;
    const PublishedList &m_list;
    const ListOrigin &m_origin;
    const std::set<std::string> &m_without;
    NameMatcher m_matcher;
    OwnedTables m_draft{};
    ListMerge m_merge{};
    std::map<std::int32_t, std::vector<const ListedModel *>> m_known;
    std::map<std::string, std::vector<const ListedModel *>> m_new;
    bool m_isChanged = false;
};

Result<ListMerge> mergeWithout(const Catalogue &current, const PublishedList &list, const ListOrigin &origin, const std::set<std::string> &without)
{
    Merger merger{current, list, origin, without};
    merger.run();
    ListMerge merge = std::move(merger.merge());
    if (!merger.changesAnything()) {
        return merge;
    }
    merge.json = merger.json();
    Result<Proposal> proposal = readProposal(current, merge.json);
    if (!proposal) {
        return proposal.problem();
    }
    merge.proposal = *std::move(proposal);
    return merge;
}

} // namespace

Result<ListMerge> mergeList(const Catalogue &current, const PublishedList &list, const ListOrigin &origin, bool withGuarded)
{
    Result<ListMerge> merge = mergeWithout(current, list, origin, {});
    if (!merge || withGuarded) {
        return merge;
    }
    std::set<std::string> suspicious;
    for (const CatalogueChange &change : merge->proposal.changes) {
        if (change.guards != 0) {
            suspicious.insert(change.model);
        }
    }
    if (suspicious.empty()) {
        return merge;
    }
    Result<ListMerge> rest = mergeWithout(current, list, origin, suspicious);
    if (rest) {
        for (const CatalogueChange &change : merge->proposal.changes) {
            if (suspicious.contains(change.model)) {
                rest->guarded.push_back(change);
            }
        }
    }
    return rest;
}

} // namespace tokenmeter
