// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BasisUsage.h"

#include "flow/EffectiveCost.h"
#include "flow/ModelNames.h"
#include "flow/ToldTwice.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// The words of filters and groups; the window says them in its own.
const char *wordOfDimension(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Hour: return "hour";
    case Dimension::Month: return "month";
    case Dimension::Session: return "session";
    case Dimension::Source: return "source";
    case Dimension::Agent: return "agent";
    case Dimension::Tag: return "tag";
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::UtcDay:
    case Dimension::Provider:
    case Dimension::Model:
    case Dimension::Project:
    case Dimension::Tier: break;
    }
    return nullptr;
}

Result<Done> checkBill(const UsageFilter &filter, const std::vector<Dimension> &dimensions)
{
    for (const Dimension dimension : dimensions) {
        if (const char *word = wordOfDimension(dimension)) {
            return Problem{.cause = Cause::BadArgument, .args = {"group-by", word}};
        }
    }
    const std::pair<const char *, bool> unknown[] = {{"session", !filter.sessions.empty()},
                                                     {"source", !filter.sources.empty()},
                                                     {"agent", !filter.agents.empty()},
                                                     {"tag", !filter.tags.empty()},
                                                     {"text", !filter.text.empty()},
                                                     {"size", !filter.bounds.empty() || !filter.records.empty()},
                                                     {"excluded", filter.excluded != UsageFilter::Excluded::Without},
                                                     {"unpriced", filter.priced.has_value()},
                                                     {"hour", filter.after || filter.upTo}};
    for (const auto &[word, isAsked] : unknown) {
        if (isAsked) {
            return Problem{.cause = Cause::BadArgument, .args = {word, "billed"}};
        }
    }
    return Done{};
}

/// Negative, as no number of the ledger's is (FNV-1a).
std::int64_t numberOf(const std::string &name)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char byte : name) {
        hash = (hash ^ std::uint8_t(byte)) * 0x100000001B3ULL;
    }
    return -1 - std::int64_t(hash >> 2);
}

bool isNameDimension(Dimension dimension)
{
    return dimension == Dimension::Provider || dimension == Dimension::Model || dimension == Dimension::Project || dimension == Dimension::Tier;
}

bool holdsName(const std::vector<std::string> &names, const std::string &name)
{
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// The rollup's answer, to which a bill's lines are added.
class BillCells
{
public:
    BillCells(UsageCells &cells, Pricer &pricer, const UsageFilter &filter, const Zone &zone, UtcTime now)
        : m_cells{cells}, m_filter{filter}, m_zone{zone}, m_names{pricer, now}
    {
        for (const auto &[id, name] : cells.names) {
            know(name, id);
        }
        // What was metered keeps its model and costs nothing here.
        for (auto &[id, rate] : cells.rates) {
            Rate free;
            free.key = rate.key;
            free.unpriced = Unpriced::No;
            free.currency = rate.currency;
            free.modelKey = rate.modelKey;
            rate = std::move(free);
            m_lowestRate = std::min(m_lowestRate, id);
        }
        for (UsageCell &cell : cells.cells) {
            cell.saved = 0;
        }
        for (const std::string &raw : filter.models) {
            m_models.insert(keyOf({}, raw));
        }
    }

    /// A name that the ledger has, whether or not it is in view: its number is the same in every answer.
    void know(const std::string &name, std::int64_t id) { m_ids.try_emplace(name, id); }

    void take(const BillingAccount &account, const Charge &charge)
    {
        const LocalDay day = charge.day ? *charge.day : m_zone.dayOf(charge.from);
        const Currency currency{charge.currency};
        const bool isIn = !charge.isOtherProduct && charge.billed && !currency.isNone() && (!m_filter.from || day >= *m_filter.from) && (!m_filter.to || day <= *m_filter.to)
            && holdsName(m_filter.providers, account.provider) && holdsName(m_filter.projects, charge.project) && holdsName(m_filter.tiers, charge.tier)
            && (m_models.empty() || m_models.contains(keyOf(account.provider, charge.model)));
        if (!isIn) {
            return;
        }
        UsageCell cell;
        for (std::size_t i = 0; i < m_cells.dimensions.size(); ++i) {
            cell.key[i] = partOf(m_cells.dimensions[i], account, charge, day);
        }
        cell.rate = rateIn(currency, charge.model.empty() ? std::string{} : keyOf(account.provider, charge.model));
        cell.saved = -charge.billed->atto;
        m_cells.cells.push_back(cell);
    }

private:
    const std::string &keyOf(const std::string &provider, const std::string &raw)
    {
        const Pricer::ModelName &name = m_names.of(provider, raw, {});
        return name.key.empty() ? raw : name.key;
    }
    std::int64_t idOf(const std::string &name)
    {
        // Answers are compared by numbers, so a name that only bills have gets one that depends on nothing else.
        const std::int64_t id = m_ids.try_emplace(name, numberOf(name)).first->second;
        m_cells.names.emplace(id, name);
        return id;
    }
    std::int64_t rateIn(Currency currency, const std::string &modelKey)
    {
        const auto [found, isNew] = m_rates.try_emplace({currency, modelKey}, m_lowestRate - 1);
        if (isNew) {
            --m_lowestRate;
            Rate rate;
            rate.key = std::uint64_t(found->second);
            rate.unpriced = Unpriced::No;
            rate.currency = currency;
            rate.modelKey = modelKey;
            m_cells.rates.emplace(found->second, std::move(rate));
        }
        return found->second;
    }
    std::int64_t partOf(Dimension dimension, const BillingAccount &account, const Charge &charge, LocalDay day)
    {
        switch (dimension) {
        case Dimension::Day:
        case Dimension::UtcDay: return day.time_since_epoch().count();
        case Dimension::Week: return (day - (std::chrono::weekday{day} - Monday)).time_since_epoch().count();
        case Dimension::Provider: return idOf(account.provider);
        case Dimension::Model: return idOf(charge.model);
        case Dimension::Project: return idOf(charge.project);
        case Dimension::Tier: return idOf(charge.tier);
        default: return 0;
        }
    }

    UsageCells &m_cells;
    const UsageFilter &m_filter;
    const Zone &m_zone;
    ModelNames m_names;
    std::map<std::string, std::int64_t> m_ids{};
    std::map<std::pair<Currency, std::string>, std::int64_t> m_rates{};
    std::int64_t m_lowestRate = 0;
    std::set<std::string> m_models{};
};

Result<UsageCells> billedUsage(const RepeatedReports &repeated, LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const std::vector<Dimension> &dimensions,
                               const Zone &zone, const UsageOptions &options, UtcTime now)
{
    if (const Result<Done> fine = checkBill(filter, dimensions); !fine) {
        return fine.problem();
    }
    Result<UsageCells> cells = reader.usage(filter, dimensions, zone, options);
    if (!cells) {
        return cells;
    }
    cells->dimensions = dimensions;
    const Result<std::vector<BillingAccount>> accounts = reader.accounts();
    if (!accounts) {
        return accounts.problem();
    }
    BillingQuery query; // a day more at both ends: days are the source's, or the user's
    if (filter.from) {
        query.from = zone.startOf(*filter.from) - days{1};
    }
    if (filter.to) {
        query.to = zone.startOf(*filter.to) + days{2};
    }
    const Result<std::vector<OfAccount<Charge>>> charges = reader.charges(query);
    if (!charges) {
        return charges.problem();
    }
    BillCells bill{*cells, pricer, filter, zone, now};
    for (const Dimension dimension : dimensions) {
        if (isNameDimension(dimension)) {
            const Result<UsageCells> all = reader.usage({}, {dimension}, zone);
            if (!all) {
                return all.problem();
            }
            for (const auto &[id, name] : all->names) {
                bill.know(name, id);
            }
        }
    }
    for (const BillingAccount &account : *accounts) {
        std::vector<OfAccount<Charge>> own;
        std::copy_if(charges->begin(), charges->end(), std::back_inserter(own), [&](const OfAccount<Charge> &charge) { return charge.account == account.id; });
        const std::vector<RepeatedReport> repeats = repeated ? repeated(account.provider) : std::vector<RepeatedReport>{};
        const ToldTwice twice{repeats, own};
        for (const OfAccount<Charge> &charge : own) {
            if (!twice.holds(charge.report, charge.row.from, charge.row.to)) {
                bill.take(account, charge.row);
            }
        }
    }
    std::sort(cells->cells.begin(), cells->cells.end(), [](const UsageCell &a, const UsageCell &b) { return std::tie(a.key, a.rate) < std::tie(b.key, b.rate); });
    return cells;
}

/// effectiveUsage() asks for all models; which of them are meant is told by a part of the key that nobody else looks at.
Result<UsageCells> effectiveOfModels(LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const std::vector<Dimension> &dimensions, const Zone &zone,
                                     const UsageOptions &options, UtcTime now)
{
    std::vector<Dimension> asked = dimensions;
    const auto model = std::find(asked.begin(), asked.end(), Dimension::Model);
    const auto at = std::size_t(model - asked.begin());
    if (!filter.models.empty() && model == asked.end()) {
        asked.push_back(Dimension::Model);
    }
    Result<EffectiveUsage> usage = effectiveUsage(reader, pricer, filter, asked, zone, options, now);
    if (!usage) {
        return usage.problem();
    }
    UsageCells cells = std::move(usage->cells);
    if (!filter.models.empty()) {
        std::erase_if(cells.cells, [&](const UsageCell &cell) { return !holdsName(filter.models, nameOf(cells, cell.key[at])); });
    }
    return cells;
}

} // namespace

Result<UsageCells> usageOnBasis(const BasisChoice &choice, LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const std::vector<Dimension> &dimensions,
                                const Zone &zone, const UsageOptions &options, UtcTime now)
{
    switch (choice.basis) {
    case ViewBasis::List: break;
    case ViewBasis::Effective: return effectiveOfModels(reader, pricer, filter, dimensions, zone, options, now);
    case ViewBasis::Billed: return billedUsage(choice.repeated, reader, pricer, filter, dimensions, zone, options, now);
    }
    return reader.usage(filter, dimensions, zone, options);
}

} // namespace tokenmeter
