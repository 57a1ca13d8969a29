// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/Proposal.h"

#include "core/Decimal.h"
#include "pricing/CatalogueTables.h"

#include <map>
#include <set>
#include <tuple>

namespace tokenmeter
{

using namespace tables;

namespace
{

using Lane = std::tuple<Text, std::int64_t, std::int64_t, bool>; ///< rows that follow each other in time

Lane laneOf(const Row &row)
{
    return {row.mode, row.tierMinContext, row.tierMaxOutput, !row.windows.empty()};
}

std::string priceText(std::int64_t price)
{
    return price == NoPrice ? std::string{} : formatDecimal(price, 12);
}

std::uint32_t guardsOf(std::int64_t before, std::int64_t after)
{
    if (before == NoPrice || after == NoPrice || before == after) {
        return 0;
    }
    if (before > 0 && after == 0) {
        return PaidToFreeGuard;
    }
    const bool jumps = before > 0 && (Int128{after} > Int128{before} * 10 || Int128{after} * 10 < Int128{before});
    return jumps ? std::uint32_t{TenTimesGuard} : 0U;
}

std::uint32_t shapeGuards(const Row &row)
{
    return Int128{row.prices[OutputPrice]} * 2 < Int128{row.prices[InputPrice]} ? std::uint32_t{OutputBelowHalfGuard} : 0U;
}

CatalogueChange rowChange(ChangeKind kind, const Model &model, const Row &row)
{
    return {.kind = kind,
            .model = std::string{model.key},
            .mode = std::string{row.mode},
            .contextTier = row.tierMinContext,
            .from = std::string{row.period.from},
            .to = std::string{row.period.to}};
}

/// The row before this one; when its lane is new, another row of its mode and time (a new tier beside the base price).
const Row *predecessor(const Model &model, const Row &row)
{
    const Row *best = nullptr;
    for (const Row &other : model.rows) {
        if (laneOf(other) == laneOf(row) && other.period.fromMs < row.period.fromMs
            && (!best || other.period.fromMs > best->period.fromMs)) {
            best = &other;
        }
    }
    for (const Row &other : model.rows) {
        if (!best && &other != &row && other.mode == row.mode && other.period.fromMs < row.period.toMs
            && row.period.fromMs < other.period.toMs) {
            best = &other;
        }
    }
    return best;
}

/// A tier with prices of its own against the dearest input of the model; a multiplier cannot be zero.
std::uint32_t tierGuards(const Model &model)
{
    std::uint32_t guards = 0;
    for (const ServiceTier &tier : model.tiers) {
        for (const Row &row : model.rows) {
            if (tier.multiplier == 0) {
                guards |= guardsOf(row.prices[InputPrice], tier.prices[InputPrice])
                    | guardsOf(row.prices[OutputPrice], tier.prices[OutputPrice]);
            } else {
                guards |= guardsOf(One, tier.multiplier);
            }
        }
    }
    return guards;
}

/// Names that mean this model today and would not any more.
bool losesNames(const Model &before, const Model &after)
{
    return std::any_of(before.aliases.begin(), before.aliases.end(), [&](Text alias) {
        return std::find(after.aliases.begin(), after.aliases.end(), alias) == after.aliases.end();
    });
}

class Comparison
{
public:
    Comparison(const Tables &current, const Tables &proposed) : m_current{current}, m_proposed{proposed} {}

    std::vector<CatalogueChange> run()
    {
        std::map<Text, const Model *> proposed;
        for (const Model &model : m_proposed.models) {
            proposed.emplace(model.key, &model);
        }
        std::set<Text> known;
        for (const Model &model : m_current.models) {
            known.insert(model.key);
            const auto found = proposed.find(model.key);
            if (found == proposed.end()) {
                m_changes.push_back({.kind = ChangeKind::ModelRemoved, .model = std::string{model.key}, .guards = RemovedGuard});
            } else {
                compareModels(model, *found->second);
            }
        }
        for (const Model &model : m_proposed.models) {
            if (!known.contains(model.key)) {
                CatalogueChange change{.kind = ChangeKind::ModelAdded, .model = std::string{model.key}};
                const Row *last = nullptr; // what it costs in the end, for short prompts
                for (const Row &row : model.rows) {
                    change.guards |= shapeGuards(row);
                    const bool isPlain = row.mode == "standard" && row.tierMinContext == 0 && row.tierMaxOutput == -1 && row.windows.empty();
                    last = isPlain && (!last || row.period.fromMs > last->period.fromMs) ? &row : last;
                }
                if (last) {
                    change.mode = std::string{last->mode};
                    change.from = std::string{last->period.from};
                    change.after = priceText(last->prices[InputPrice]) + '/' + priceText(last->prices[OutputPrice]);
                }
                m_changes.push_back(std::move(change));
            }
        }
        compareMoves();
        compareProviders();
        return std::move(m_changes);
    }

private:
    void add(ChangeKind kind, const Model &model, std::uint32_t guards = 0)
    {
        m_changes.push_back({.kind = kind, .model = std::string{model.key}, .guards = guards});
    }
    void compareModels(const Model &before, const Model &after)
    {
        if (before.currency != after.currency) {
            m_changes.push_back({.kind = ChangeKind::CurrencyChanged,
                                 .model = std::string{before.key},
                                 .before = before.currency.code(),
                                 .after = after.currency.code(),
                                 .guards = CurrencyGuard});
        }
        compareRows(before, after);
        if (before.retired != after.retired) {
            m_changes.push_back({.kind = ChangeKind::EndChanged,
                                 .model = std::string{before.key},
                                 .before = std::string{before.retired},
                                 .after = std::string{after.retired}});
        }
        if (!(before.tiers == after.tiers)) {
            add(ChangeKind::TierChanged, before, tierGuards(after));
        }
        if (!(before.regions == after.regions) || before.hostRegional != after.hostRegional) {
            add(ChangeKind::RegionChanged, before);
        }
        if (!(before.fees == after.fees)) {
            add(ChangeKind::FeeChanged, before);
        }
        if (!(before.aliases == after.aliases) || !(before.patterns == after.patterns)) {
            add(ChangeKind::NamesChanged, before, losesNames(before, after) ? std::uint32_t{RemovedGuard} : 0U);
        }
    }
    void compareRows(const Model &before, const Model &after)
    {
        std::map<std::tuple<Lane, std::int64_t>, const Row *> rows;
        for (const Row &row : after.rows) {
            rows.emplace(std::tuple{laneOf(row), row.period.fromMs}, &row);
        }
        std::set<const Row *> paired;
        for (const Row &row : before.rows) {
            const auto found = rows.find({laneOf(row), row.period.fromMs});
            if (found == rows.end()) {
                CatalogueChange change = rowChange(ChangeKind::PriceRemoved, before, row);
                change.guards = RemovedGuard;
                m_changes.push_back(std::move(change));
                continue;
            }
            paired.insert(found->second);
            compareRow(before, row, *found->second);
        }
        for (const Row &row : after.rows) {
            if (!paired.contains(&row)) {
                addRow(after, row);
            }
        }
    }
    void compareRow(const Model &model, const Row &before, const Row &after)
    {
        const bool wasClosed = before.period.toMs != Never;
        const std::uint32_t history = wasClosed ? std::uint32_t{ClosedRowGuard} : 0U;
        if (before.period.toMs != after.period.toMs || !(before.windows == after.windows)
            || before.weekdaysFromMs != after.weekdaysFromMs || before.weekdayOffsetMinutes != after.weekdayOffsetMinutes) {
            CatalogueChange change = rowChange(wasClosed ? ChangeKind::PeriodChanged : ChangeKind::PriceClosed, model, after);
            if (!wasClosed && after.period.toMs == Never) {
                change.kind = ChangeKind::PeriodChanged;
            }
            change.before = std::string{before.period.to};
            change.after = std::string{after.period.to};
            change.guards = history;
            m_changes.push_back(std::move(change));
        }
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if (before.prices[i] == after.prices[i]) {
                continue;
            }
            CatalogueChange change = rowChange(ChangeKind::PriceChanged, model, after);
            change.priceClass = std::string{PriceClassNames[i]};
            change.before = priceText(before.prices[i]);
            change.after = priceText(after.prices[i]);
            change.guards = guardsOf(before.prices[i], after.prices[i]) | history;
            if (i == InputPrice || i == OutputPrice) {
                change.guards |= shapeGuards(after);
            }
            m_changes.push_back(std::move(change));
        }
    }
    void addRow(const Model &model, const Row &row)
    {
        CatalogueChange change = rowChange(ChangeKind::PriceAdded, model, row);
        change.guards = shapeGuards(row);
        if (const Row *last = predecessor(model, row)) {
            for (std::size_t i = 0; i < PriceClassCount; ++i) {
                change.guards |= guardsOf(last->prices[i], row.prices[i]);
            }
            change.before = priceText(last->prices[InputPrice]) + '/' + priceText(last->prices[OutputPrice]);
        }
        change.after = priceText(row.prices[InputPrice]) + '/' + priceText(row.prices[OutputPrice]);
        m_changes.push_back(std::move(change));
    }
    void compareMoves()
    {
        using Facts = std::tuple<Text, Text, Text, std::int64_t, std::int64_t>;
        const auto factsOf = [](const Tables &t) {
            std::set<Facts> facts;
            for (const AliasMove &move : t.moves) {
                facts.emplace(move.alias, t.providers[std::size_t(move.provider)].id, t.models[std::size_t(move.model)].key,
                              move.period.fromMs, move.period.toMs);
            }
            return facts;
        };
        const std::set<Facts> before = factsOf(m_current);
        const std::set<Facts> after = factsOf(m_proposed);
        std::set<Text> changed;
        for (const auto &[mine, other] : {std::pair{&before, &after}, std::pair{&after, &before}}) {
            for (const Facts &fact : *mine) {
                if (!other->contains(fact)) {
                    changed.insert(std::get<0>(fact));
                }
            }
        }
        for (const Text alias : changed) {
            m_changes.push_back({.kind = ChangeKind::MoveChanged, .model = std::string{alias}});
        }
    }
    void compareProviders()
    {
        const auto servedBy = [](const Tables &t, const Provider &p) {
            std::set<Text> ids;
            for (const std::int32_t index : p.serves) {
                ids.insert(t.providers[std::size_t(index)].id);
            }
            return ids;
        };
        std::map<Text, const Provider *> proposed;
        for (const Provider &p : m_proposed.providers) {
            proposed.emplace(p.id, &p);
        }
        std::set<Text> changed;
        for (const Provider &p : m_current.providers) {
            const auto found = proposed.find(p.id);
            if (found == proposed.end()) {
                changed.insert(p.id);
                continue;
            }
            const Provider &q = *found->second;
            const bool same = p.kind == q.kind && p.currency == q.currency && p.names == q.names && p.prefixes == q.prefixes
                && p.resoldAtList == q.resoldAtList && p.namedOnly == q.namedOnly && p.fastTier == q.fastTier
                && p.servesAll == q.servesAll && servedBy(m_current, p) == servedBy(m_proposed, q);
            if (!same) {
                changed.insert(p.id);
            }
            proposed.erase(found);
        }
        for (const auto &[id, provider] : proposed) {
            changed.insert(id);
        }
        for (const Text id : changed) {
            m_changes.push_back({.kind = ChangeKind::ProviderChanged, .model = std::string{id}});
        }
    }

    const Tables &m_current;
    const Tables &m_proposed;
    std::vector<CatalogueChange> m_changes;
};

} // namespace

bool Proposal::isSuspicious() const
{
    return isOlder || std::any_of(changes.begin(), changes.end(), [](const CatalogueChange &c) { return c.guards != 0; });
}

Proposal compareCatalogues(const Catalogue &current, std::shared_ptr<const Catalogue> proposed)
{
    Proposal proposal{.catalogue = proposed, .currentVersion = current.version(), .version = proposed->version()};
    proposal.isOlder = proposal.version < proposal.currentVersion; // ISO days
    proposal.changes = Comparison{tablesOf(current), tablesOf(*proposed)}.run();
    return proposal;
}

Result<Proposal> readProposal(const Catalogue &current, std::string_view json)
{
    Result<std::shared_ptr<const Catalogue>> read = Catalogue::fromJson(json);
    if (!read) {
        return read.problem();
    }
    return compareCatalogues(current, *read);
}

} // namespace tokenmeter
