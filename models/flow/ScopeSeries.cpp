// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ScopeSeries.h"

#include "flow/Amounts.h"
#include "flow/DayPace.h"
#include "flow/EffectiveCost.h"
#include "flow/ModelNames.h"
#include "flow/PricesAhead.h"
#include "ledger/FilterJson.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

bool namesOnly(const UsageFilter &filter)
{
    const bool asksSingly = std::any_of(filter.sources.begin(), filter.sources.end(), isSingleSource); // a group names the format alone
    return !asksSingly && filter.sessions.empty() && filter.bounds.empty() && filter.text.empty() && !filter.priced
        && filter.excluded == UsageFilter::Excluded::Without;
}

bool isWide(const UsageFilter &filter)
{
    return !filter.projects.empty() || !filter.agents.empty() || !filter.tiers.empty();
}

/// The one key that all its tags are of; empty when there are several, none, or a tag of any key.
std::string onlyTagKey(const UsageFilter &filter)
{
    const auto &tags = filter.tags;
    const bool one = !tags.empty()
        && std::all_of(tags.begin(), tags.end(), [&](const TagTerm &term) { return !term.key.empty() && term.key == tags.front().key; });
    return one ? tags.front().key : std::string{};
}

bool has(const std::vector<std::string> &wanted, const std::string &name)
{
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

/// Requests that one question to the ledger answers.
struct Batch
{
    std::vector<std::size_t> requests{};
    std::string tagKey{};
    std::optional<UsageFilter> own{}; ///< of one filter alone, which the ledger decides but for the models
    int rollingHours = 0;
    CostBasis basis = CostBasis::List;
};

std::string batchKeyOf(const ScopeRequest &request)
{
    const std::string hours = std::to_string(int(request.basis)) + '/' + std::to_string(request.rollingHours) + '/';
    const UsageFilter &filter = request.filter;
    const std::string tagKey = onlyTagKey(filter);
    if (!namesOnly(filter) || (!filter.tags.empty() && tagKey.empty())) {
        return hours + "own/" + filterText(filter);
    }
    return hours + (!tagKey.empty() ? "tag/" + tagKey : isWide(filter) ? "wide" : "small");
}

/// Texts of a group of usage.
struct Group
{
    std::string provider{}, model{}, source{}, project{}, agent{}, tier{}, tag{};
};

class Scan
{
public:
    Scan(LedgerReader &reader, Pricer &pricer, std::span<const ScopeRequest> requests, UtcTime now, const Zone &zone, const ReadProgress &progress)
        : m_reader{reader}, m_pricer{pricer}, m_catalogue{pricer.catalogue()}, m_names{pricer, now}, m_requests{requests}, m_now{now}, m_zone{zone}, m_progress{progress}, m_series(requests.size())
    {
    }

    Result<std::vector<BudgetSeries>> run();
    LedgerNotes notes() const { return m_notes; }

private:
    Result<Done> answer(const Batch &batch);
    Result<Done> readPace(const Batch &batch);
    Result<UsageCells> ask(const Batch &batch, UsageFilter filter, std::optional<Dimension> time, bool utcDays);
    std::vector<Dimension> facetsOf(const Batch &batch) const;
    const std::vector<std::size_t> &takersOf(const Batch &batch, const UsageCells &cells, const UsageCell &cell, std::size_t firstFacet);
    bool matches(const ScopeRequest &request, const Batch &batch, const Group &group, const Rate &rate);
    Result<Done> readRates();
    double worthOf(const UsageCell &cell, const Rate &rate, Currency currency, LocalDay utcDay) const;
    void add(std::size_t request, LocalDay day, LocalDay utcDay, const UsageCell &cell, const Rate &rate);
    void finish(std::size_t request);
    ScopeAmount &place(BudgetSeries &series, std::size_t request, LocalDay day);

    LedgerReader &m_reader;
    Pricer &m_pricer;
    const Catalogue &m_catalogue;
    ModelNames m_names;
    std::span<const ScopeRequest> m_requests;
    UtcTime m_now;
    Zone m_zone;
    ReadProgress m_progress;
    std::vector<BudgetSeries> m_series;
    std::optional<ExchangeRates> m_rates;
    std::vector<Dimension> m_facets;
    std::map<std::vector<std::int64_t>, std::vector<std::size_t>> m_takers; ///< of the batch at hand, by group and rate
    std::map<std::size_t, Amounts<LocalDay>> m_amounts;
    LedgerNotes m_notes;
};

std::vector<Dimension> Scan::facetsOf(const Batch &batch) const
{
    if (batch.own) {
        return {Dimension::Provider, Dimension::Model};
    }
    bool wide = false;
    for (const std::size_t request : batch.requests) {
        wide = wide || isWide(m_requests[request].filter);
    }
    std::vector<Dimension> facets{Dimension::Provider, Dimension::Model, Dimension::Source};
    if (wide) {
        facets.insert(facets.end(), {Dimension::Project, Dimension::Agent, Dimension::Tier});
    }
    if (!batch.tagKey.empty()) {
        facets.push_back(Dimension::Tag);
    }
    return facets;
}

Result<UsageCells> Scan::ask(const Batch &batch, UsageFilter filter, std::optional<Dimension> time, bool utcDays)
{
    if (batch.own) {
        UsageFilter own = *batch.own;
        own.models.clear();
        own.from = filter.from;
        own.to = filter.to;
        own.after = filter.after;
        own.upTo = filter.upTo;
        filter = own;
    }
    std::vector<Dimension> dimensions;
    dimensions.reserve(m_facets.size() + 2);
    if (time) {
        dimensions.push_back(*time);
    }
    std::copy(m_facets.begin(), m_facets.end(), std::back_inserter(dimensions));
    if (utcDays) {
        dimensions.push_back(Dimension::UtcDay);
    }
    const UsageOptions options{.tagKey = batch.tagKey, .quarterHours = false, .progress = m_progress};
    // How a day usually goes is much the same on either basis, and is asked for on list cost.
    if (batch.basis == CostBasis::List || time == Dimension::Hour) {
        return m_reader.usage(filter, dimensions, m_zone, options);
    }
    if (!batch.own && batch.tagKey.empty() && time == Dimension::Day) {
        return effectiveCells(m_reader, m_pricer, *filter.from, dimensions, m_zone, options, m_now, m_notes);
    }
    Result<EffectiveUsage> usage = effectiveUsage(m_reader, m_pricer, filter, dimensions, m_zone, options, m_now, &m_notes);
    return usage ? Result<UsageCells>{std::move(usage->cells)} : Result<UsageCells>{usage.problem()};
}

bool Scan::matches(const ScopeRequest &request, const Batch &batch, const Group &group, const Rate &rate)
{
    const UsageFilter &filter = request.filter;
    if (!filter.models.empty() && !modelMatches(filter.models, group.model, m_names.of(group.provider, group.model, rate.modelKey))) {
        return false;
    }
    if (batch.own) {
        return true;
    }
    const bool tagged = filter.tags.empty()
        || std::any_of(filter.tags.begin(), filter.tags.end(), [&](const TagTerm &term) { return term.value == group.tag; });
    return tagged && has(filter.providers, group.provider) && has(filter.sources, group.source) && has(filter.projects, group.project)
        && has(filter.agents, group.agent) && has(filter.tiers, group.tier);
}

const std::vector<std::size_t> &Scan::takersOf(const Batch &batch, const UsageCells &cells, const UsageCell &cell, std::size_t firstFacet)
{
    std::vector<std::int64_t> key(cell.key.begin() + std::ptrdiff_t(firstFacet), cell.key.begin() + std::ptrdiff_t(firstFacet + m_facets.size()));
    key.push_back(cell.rate);
    const auto known = m_takers.find(key);
    if (known != m_takers.end()) {
        return known->second;
    }
    Group group;
    for (std::size_t i = 0; i < m_facets.size(); ++i) {
        const std::string &text = nameOf(cells, cell.key[firstFacet + i]);
        switch (m_facets[i]) {
        case Dimension::Provider:
            group.provider = text;
            break;
        case Dimension::Model:
            group.model = text;
            break;
        case Dimension::Source:
            group.source = text;
            break;
        case Dimension::Project:
            group.project = text;
            break;
        case Dimension::Agent:
            group.agent = text;
            break;
        case Dimension::Tier:
            group.tier = text;
            break;
        default:
            group.tag = text;
            break;
        }
    }
    std::vector<std::size_t> takers;
    for (const std::size_t request : batch.requests) {
        if (matches(m_requests[request], batch, group, rateOf(cells, cell))) {
            takers.push_back(request);
        }
    }
    return m_takers.emplace(std::move(key), std::move(takers)).first->second;
}

ScopeAmount &Scan::place(BudgetSeries &series, std::size_t request, LocalDay day)
{
    if (m_requests[request].rollingHours > 0) {
        return series.rolling;
    }
    const auto index = std::size_t((day - series.firstDay).count());
    if (series.days.size() <= index) {
        series.days.resize(index + 1);
    }
    return series.days[index];
}

double Scan::worthOf(const UsageCell &cell, const Rate &rate, Currency currency, LocalDay utcDay) const
{
    static const ExchangeRates none;
    return rate.isPriced() ? (m_rates ? *m_rates : none).roughly(costOf(cell, rate), currency, utcDay).value_or(0) : 0;
}

Result<Done> Scan::readRates()
{
    if (!m_rates) {
        const Result<std::vector<ExchangeRate>> stored = m_reader.exchangeRates();
        if (!stored) {
            return stored.problem();
        }
        m_rates.emplace(*stored);
    }
    return Done{};
}

void Scan::add(std::size_t request, LocalDay day, LocalDay utcDay, const UsageCell &cell, const Rate &rate)
{
    const Currency currency = m_requests[request].currency;
    BudgetSeries &series = m_series[request];
    if (m_requests[request].rollingHours == 0 && day < series.firstDay) {
        return; // another request of the batch looks farther back
    }
    ScopeAmount &amount = place(series, request, day);
    amount.requests += cell.requests;
    if (currency.isNone()) {
        amount.amount += cell.tokens.total();
        return;
    }
    if (!rate.isPriced()) {
        amount.unpricedRequests += cell.requests;
        amount.unpricedTokens += cell.tokens.total() + cell.rare.tokens();
        return;
    }
    const Money cost = costOf(cell, rate);
    if (rate.currency == currency) {
        amount.amount += cost.atto();
    } else if (cost.isZero()) {
        return;
    } else if (m_rates && m_rates->find(rate.currency, currency, utcDay)) {
        m_amounts.try_emplace(request, currency).first->second.add(day, utcDay, cost);
    } else {
        series.foreign.push_back({day, cost});
        const std::vector<std::string> pair{rate.currency.code(), currency.code()};
        const bool isNamed = std::any_of(series.missingRates.begin(), series.missingRates.end(),
                                         [&](const Problem &known) { return known.args[0] == pair[0] && known.args[1] == pair[1]; });
        if (!isNamed) {
            series.missingRates.push_back({.cause = Cause::NoExchangeRate, .args = {pair[0], pair[1], toIso(utcDay)}});
        }
    }
}

void Scan::finish(std::size_t request)
{
    const auto amounts = m_amounts.find(request);
    if (amounts == m_amounts.end()) {
        return;
    }
    const auto converted = amounts->second.convert(*m_rates);
    BudgetSeries &series = m_series[request];
    for (const auto &[day, money] : converted.byEntry) {
        place(series, request, day).amount += money.atto();
    }
    for (const Money &money : converted.foreign) { // too large or small to convert exactly
        series.foreign.push_back({m_zone.dayOf(m_now), money});
    }
    series.missingRates.insert(series.missingRates.end(), converted.missing.begin(), converted.missing.end());
}

Result<Done> Scan::answer(const Batch &batch)
{
    m_takers.clear();
    m_amounts.clear();
    m_facets = facetsOf(batch);
    UsageFilter filter;
    const bool rolling = batch.rollingHours > 0;
    std::set<Currency> wanted;
    for (const std::size_t request : batch.requests) {
        m_series[request].firstDay = m_requests[request].from;
        filter.from = filter.from ? std::min(*filter.from, m_requests[request].from) : m_requests[request].from;
        if (!m_requests[request].currency.isNone()) {
            wanted.insert(m_requests[request].currency);
        }
    }
    if (rolling) {
        filter.after = m_now - hours{batch.rollingHours};
        filter.upTo = m_now;
        filter.from.reset();
    }
    const std::optional<Dimension> time = rolling ? std::nullopt : std::optional{Dimension::Day};
    Result<UsageCells> cells = ask(batch, filter, time, false);
    if (!cells) {
        return cells.problem();
    }
    bool converts = false;
    for (const auto &[id, rate] : cells->rates) {
        converts = converts || (rate.isPriced() && !wanted.empty() && (wanted.size() > 1 || *wanted.begin() != rate.currency));
    }
    if (converts) {
        // Exchange rates are published for UTC days, which only the larger rollup knows.
        cells = ask(batch, filter, time, true);
        if (!cells) {
            return cells.problem();
        }
        if (const Result<Done> read = readRates(); !read) {
            return read;
        }
    }
    const std::size_t firstFacet = rolling ? 0 : 1;
    const PriceSteps noSteps{m_catalogue, cells->rates, m_zone.dayOf(m_now), m_zone};
    std::map<std::size_t, PriceSteps> steps;
    for (const UsageCell &cell : cells->cells) {
        const LocalDay day = rolling ? m_zone.dayOf(m_now) : LocalDay{days{cell.key[0]}};
        const LocalDay utcDay = converts ? LocalDay{days{cell.key[firstFacet + m_facets.size()]}} : day;
        const Rate &rate = rateOf(*cells, cell);
        for (const std::size_t request : takersOf(batch, *cells, cell, firstFacet)) {
            add(request, day, utcDay, cell, rate);
            const Currency currency = m_requests[request].currency;
            if (!noSteps.isEmpty() && !rolling && !currency.isNone()) {
                steps.try_emplace(request, noSteps).first->second.add(day, cell, rate, worthOf(cell, rate, currency, utcDay));
            }
        }
    }
    for (const std::size_t request : batch.requests) {
        finish(request);
    }
    for (const auto &[request, gathered] : steps) {
        m_series[request].priceSteps = gathered.steps();
    }
    return rolling ? Result<Done>{Done{}} : readPace(batch);
}

Result<Done> Scan::readPace(const Batch &batch)
{
    const bool wanted
        = std::any_of(batch.requests.begin(), batch.requests.end(), [&](std::size_t request) { return m_requests[request].withPace; });
    if (!wanted) {
        return Done{};
    }
    UsageFilter filter;
    filter.from = m_zone.dayOf(m_now) - days{DayPace::Days};
    filter.to = m_zone.dayOf(m_now) - days{1};
    m_takers.clear();
    const Result<UsageCells> cells = ask(batch, filter, Dimension::Hour, false);
    if (!cells) {
        return cells.problem();
    }
    std::map<std::size_t, DayPace> paces;
    for (const std::size_t request : batch.requests) {
        paces.emplace(request, DayPace{m_now, m_zone});
    }
    for (const UsageCell &cell : cells->cells) {
        if (cell.key[0] == NoHour) {
            continue;
        }
        const UtcTime hour = utcFromMs(cell.key[0] * 900'000);
        const Rate &rate = rateOf(*cells, cell);
        for (const std::size_t request : takersOf(batch, *cells, cell, 1)) {
            const Currency currency = m_requests[request].currency;
            paces.at(request).add(hour, currency.isNone() ? double(cell.tokens.total())
                                                          : worthOf(cell, rate, currency, LocalDay{floor<days>(hour).time_since_epoch()}));
        }
    }
    for (const auto &[request, pace] : paces) {
        m_series[request].elapsedShare = pace.elapsedShare();
    }
    return Done{};
}

Result<std::vector<BudgetSeries>> Scan::run()
{
    std::map<std::string, Batch> batches;
    for (std::size_t i = 0; i < m_requests.size(); ++i) {
        const ScopeRequest &request = m_requests[i];
        const std::string key = batchKeyOf(request);
        Batch &batch = batches[key];
        batch.requests.push_back(i);
        batch.rollingHours = request.rollingHours;
        batch.basis = request.basis;
        const std::string tagKey = onlyTagKey(request.filter);
        if (!namesOnly(request.filter) || (!request.filter.tags.empty() && tagKey.empty())) {
            batch.own = request.filter;
        } else {
            batch.tagKey = tagKey;
        }
    }
    for (const auto &[key, batch] : batches) {
        if (const Result<Done> done = answer(batch); !done) {
            return done.problem();
        }
    }
    return std::move(m_series);
}

} // namespace

Result<std::vector<BudgetSeries>> scopeSeries(LedgerReader &reader, Pricer &pricer, std::span<const ScopeRequest> requests, UtcTime now,
                                              const Zone &zone, const ReadProgress &progress, LedgerNotes *notes)
{
    Scan scan{reader, pricer, requests, now, zone, progress};
    Result<std::vector<BudgetSeries>> series = scan.run();
    if (notes != nullptr) {
        *notes = scan.notes();
    }
    return series;
}

} // namespace tokenmeter
