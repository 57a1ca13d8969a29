// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Overview.h"

#include "flow/Annotations.h"
#include "analysis/Forecast.h"
#include "flow/Amounts.h"
#include "flow/DayPace.h"
#include "flow/ModelNames.h"
#include "flow/NearestDay.h"
#include "flow/OverviewPeriods.h"
#include "flow/OverviewProjection.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int HistoryDays = 200; // as far back as a forecast looks
constexpr std::size_t NewestProblems = 20;

/// What cache reads would have cost as plain input, less what they did cost and less the surcharge of writes.
Money cacheSavingOf(const TokenCounts &tokens, const Rate &rate)
{
    const Int128 saved = Int128{tokens.cacheRead} * (rate.input - rate.cacheRead);
    const Int128 premium = Int128{tokens.cacheWrite5m} * (rate.cacheWrite5m - rate.input)
        + Int128{tokens.cacheWrite1h} * (rate.cacheWrite1h - rate.input);
    return Money::fromAtto(saved - premium, rate.currency);
}

/// Makes the overview in steps. The members are what the steps share.
class Maker
{
public:
    Maker(LedgerReader &reader, Pricer &pricer, const OverviewRequest &request)
        : m_reader{reader},
          m_pricer{pricer},
          m_request{request},
          m_to{request.currency},
          m_period{request.filter.from.value_or(LocalDay{}), request.filter.to.value_or(LocalDay{})},
          m_today{request.zone.dayOf(request.now)},
          m_previous{previousPeriodOf(m_period, m_today)},
          m_running{m_period.contains(m_today)},
          m_names{pricer, request.now}
    {
    }

    Result<OverviewData> make()
    {
        m_data.from = m_period.from;
        m_data.to = m_period.to;
        m_data.today = m_today;
        m_data.currency = m_request.currency;
        m_data.basis = m_request.basis.basis;
        m_data.previousFrom = m_previous.compared.from;
        m_data.previousTo = m_previous.compared.to;
        for (const auto step : {&Maker::readLedger, &Maker::readUsage, &Maker::readProjects, &Maker::project, &Maker::findNearestDay}) {
            const Result<Done> done = (this->*step)();
            if (!done) {
                return done.problem();
            }
        }
        return std::move(m_data);
    }

private:
    struct ModelDay
    {
        std::string key{};
        LocalDay day{};
        friend auto operator<=>(const ModelDay &, const ModelDay &) = default;
    };

    Result<Done> readLedger();
    Result<Done> readUsage();
    Result<Done> readProjects();
    Result<Done> project();
    Result<Done> findNearestDay();

    void listNames(const std::vector<LedgerReader::ModelVolume> &models);
    /// Asks with UTC days as well, where something has to be converted.
    Result<UsageCells> usageOf(const DayRange &range, std::vector<Dimension> dimensions);
    Result<UsageCells> onBasis(const UsageFilter &filter, const std::vector<Dimension> &dimensions)
    {
        return usageOnBasis(m_request.basis, m_reader, m_pricer, filter, dimensions, m_request.zone, {}, m_request.now);
    }
    struct Joined
    {
        std::string key{}; ///< what joins raw names
        const Pricer::ModelName &name;
    };
    Joined joined(const std::string &raw, const Rate &rate);
    void addToModel(const Joined &model, const UsageCell &cell, const Rate &rate, const std::string &raw, LocalDay day);
    std::size_t indexOf(LocalDay day) const { return std::size_t((day - m_period.from).count()); }
    Money zero() const { return Money::fromAtto(0, m_to); }

    LedgerReader &m_reader;
    Pricer &m_pricer;
    const OverviewRequest &m_request;
    Currency m_to;
    DayRange m_period;
    LocalDay m_today;
    PreviousPeriod m_previous;
    bool m_running;
    ModelNames m_names;
    ExchangeRates m_rates;
    std::map<std::string, std::string> m_providers; ///< by raw model
    std::map<std::string, ModelSeries> m_models;    ///< by what joins their raw names
    LocalDay m_historyFrom{};
    std::vector<Money> m_history; ///< converted, one a day from m_historyFrom to the day before today
    bool m_foreign = false;       ///< something in view is not in the asked currency
    OverviewData m_data;
};

Result<Done> Maker::readLedger()
{
    const Result<LedgerSummary> summary = m_reader.summary();
    if (!summary) {
        return summary.problem();
    }
    const Result<std::vector<SourceStatus>> sources = m_reader.sources();
    if (!sources) {
        return sources.problem();
    }
    const Result<std::vector<LedgerReader::ModelVolume>> models = m_reader.models();
    if (!models) {
        return models.problem();
    }
    const Result<std::vector<Problem>> problems = m_reader.problems(NewestProblems);
    if (!problems) {
        return problems.problem();
    }
    const Result<std::vector<ExchangeRate>> rates = m_reader.exchangeRates();
    if (!rates) {
        return rates.problem();
    }
    const Result<UsageCells> projects = m_reader.usage({}, {Dimension::Project}, m_request.zone);
    if (!projects) {
        return projects.problem();
    }
    m_data.ledger = *summary;
    m_data.sources = *sources;
    m_data.problems = *problems;
    m_rates = ExchangeRates{*rates};
    std::set<std::string> names;
    for (const UsageCell &cell : projects->cells) {
        names.insert(nameOf(*projects, cell.key[0]));
    }
    names.erase(std::string{});
    m_data.allProjects.assign(names.begin(), names.end());
    listNames(*models);
    return Done{};
}

void Maker::listNames(const std::vector<LedgerReader::ModelVolume> &models)
{
    std::set<std::string> providers;
    std::set<std::string> formats;
    std::map<std::string, std::pair<Pricer::ModelName, std::set<std::string>>> byKey;
    for (const LedgerReader::ModelVolume &volume : models) {
        providers.insert(volume.provider);
        m_providers.emplace(volume.model, volume.provider);
        if (volume.unpricedRequests > 0) {
            m_data.unpricedModels.push_back(volume);
        }
        if (!volume.model.empty()) {
            const Pricer::ModelName &name = m_names.of(volume.provider, volume.model, {});
            auto &entry = byKey[name.key.empty() ? volume.model : name.key];
            entry.first = name;
            entry.second.insert(volume.model);
        }
    }
    for (const SourceStatus &source : m_data.sources) {
        formats.insert(source.key.format);
    }
    providers.erase(std::string{});
    m_data.allProviders.assign(providers.begin(), providers.end());
    m_data.allSources.assign(formats.begin(), formats.end());
    std::vector<std::pair<Pricer::ModelName, std::set<std::string>>> sorted;
    for (auto &[key, entry] : byKey) {
        sorted.push_back(std::move(entry));
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto &a, const auto &b) { return a.first.displayName < b.first.displayName; });
    for (auto &[name, raws] : sorted) {
        m_data.allModels.push_back(std::move(name));
        m_data.allRawModels.emplace_back(raws.begin(), raws.end());
    }
}

Result<UsageCells> Maker::usageOf(const DayRange &range, std::vector<Dimension> dimensions)
{
    UsageFilter filter = m_request.filter;
    filter.from = range.from;
    filter.to = range.to;
    if (!m_foreign) {
        Result<UsageCells> cells = onBasis(filter, dimensions);
        if (!cells) {
            return cells;
        }
        m_foreign = std::any_of(cells->rates.begin(), cells->rates.end(), [&](const auto &rate) {
            return rate.second.isPriced() && rate.second.currency != m_to;
        });
        if (!m_foreign) {
            dimensions.push_back(Dimension::UtcDay);
            cells->dimensions = std::move(dimensions); // no key is filled: nothing looks at it without a conversion
            return cells;
        }
    }
    dimensions.push_back(Dimension::UtcDay);
    return onBasis(filter, dimensions);
}

Maker::Joined Maker::joined(const std::string &raw, const Rate &rate)
{
    const auto provider = m_providers.find(raw);
    const Pricer::ModelName &name = m_names.of(provider == m_providers.end() ? std::string{} : provider->second, raw, rate.modelKey);
    return {name.key.empty() ? raw : name.key, name};
}

void Maker::addToModel(const Joined &model, const UsageCell &cell, const Rate &rate, const std::string &raw, LocalDay day)
{
    ModelSeries &series = m_models[model.key];
    if (series.daily.empty()) {
        const std::size_t length = std::size_t(m_period.length());
        series.name = model.name.displayName.empty() ? raw : model.name.displayName;
        series.key = model.key;
        series.family = model.name.family;
        series.inCurrency = zero();
        series.daily.assign(length, zero());
        series.dailyTokens.assign(length, 0);
        series.dailyRequests.assign(length, 0);
        series.dailyUnpriced.assign(length, 0);
    }
    if (std::find(series.rawModels.begin(), series.rawModels.end(), raw) == series.rawModels.end()) {
        series.rawModels.push_back(raw);
    }
    addCell(series.spend, cell, rate);
    series.dailyTokens[indexOf(day)] += cell.tokens.total() + cell.rare.tokens();
    series.dailyRequests[indexOf(day)] += cell.requests;
    series.dailyUnpriced[indexOf(day)] += rate.isPriced() ? 0 : cell.requests;
}

Result<Done> Maker::readUsage()
{
    // One question for the period, the one before and the forecast's history, which overlap more often than not.
    m_historyFrom = m_today - days{HistoryDays};
    DayRange range{m_previous.whole.from, m_period.to};
    if (m_running) {
        range.from = std::min(range.from, m_historyFrom);
    }
    const Result<UsageCells> cells = usageOf(range, {Dimension::Day, Dimension::Model});
    if (!cells) {
        return cells.problem();
    }
    Amounts<ModelDay> inView{m_to};
    Amounts<LocalDay> before{m_to};
    Amounts<int> savings{m_to};
    const std::size_t length = std::size_t(m_period.length());
    m_data.hasData.assign(length, false);
    for (const UsageCell &cell : cells->cells) {
        const LocalDay day{days{cell.key[0]}};
        const std::string &raw = nameOf(*cells, cell.key[1]);
        const LocalDay utcDay{days{cell.key[2]}};
        const Rate &rate = rateOf(*cells, cell);
        const Money cost = rate.isPriced() ? costOf(cell, rate) : Money{};
        if (m_period.contains(day)) {
            addCell(m_data.total, cell, rate);
            const Joined model = joined(raw, rate);
            addToModel(model, cell, rate, raw, day);
            m_data.hasData[indexOf(day)] = true;
            if (rate.isPriced()) {
                inView.add({model.key, day}, utcDay, cost);
                if (m_data.basis == ViewBasis::List) {
                    savings.add(0, utcDay, cacheSavingOf(cell.tokens, rate));
                }
            }
            continue;
        }
        if (m_previous.compared.contains(day)) {
            addCell(m_data.previous, cell, rate);
        }
        if (rate.isPriced()) {
            before.add(day, utcDay, cost);
        }
    }

    const auto view = inView.convert(m_rates);
    m_data.dailyCost.assign(length, zero());
    m_data.inCurrency = zero();
    for (const auto &[place, amount] : view.byEntry) {
        ModelSeries &series = m_models.at(place.key);
        series.daily[indexOf(place.day)] += amount;
        series.inCurrency += amount;
        m_data.dailyCost[indexOf(place.day)] += amount;
        m_data.inCurrency += amount;
    }
    m_data.foreign = view.foreign;
    m_data.rates = view.rates;
    m_data.missingRates = view.missing;
    m_data.cacheSaved = savings.convert(m_rates).of(0, m_to);

    const auto past = before.convert(m_rates);
    m_data.previousInCurrency = zero();
    for (LocalDay day = m_previous.whole.from; day <= m_previous.whole.to; day += days{1}) {
        m_data.previousDailyCost.push_back(past.of(day, m_to));
        if (m_previous.compared.contains(day)) {
            m_data.previousInCurrency += past.of(day, m_to);
        }
    }
    for (LocalDay day = m_historyFrom; m_running && day < m_today; day += days{1}) {
        m_history.push_back(m_period.contains(day) ? m_data.dailyCost[indexOf(day)] : past.of(day, m_to));
    }

    const std::optional<LocalDay> first = m_data.ledger.oldest ? std::optional{m_request.zone.dayOf(*m_data.ledger.oldest)} : std::nullopt;
    for (LocalDay day = m_period.from; first && day <= std::min(m_period.to, m_today); day += days{1}) {
        m_data.hasData[indexOf(day)] = m_data.hasData[indexOf(day)] || day >= *first;
    }
    for (auto &[key, series] : m_models) {
        m_data.models.push_back(std::move(series));
    }
    std::stable_sort(m_data.models.begin(), m_data.models.end(), [](const ModelSeries &a, const ModelSeries &b) {
        return std::tuple{-a.inCurrency.atto(), -a.spend.totalTokens} < std::tuple{-b.inCurrency.atto(), -b.spend.totalTokens};
    });
    return Done{};
}

Result<Done> Maker::readProjects()
{
    const Result<UsageCells> cells = usageOf(m_period, {Dimension::Project});
    if (!cells) {
        return cells.problem();
    }
    std::map<std::string, NamedSpend> byName;
    Amounts<std::string> amounts{m_to};
    for (const UsageCell &cell : cells->cells) {
        const std::string &name = nameOf(*cells, cell.key[0]);
        const Rate &rate = rateOf(*cells, cell);
        NamedSpend &entry = byName[name];
        entry.name = name;
        addCell(entry.spend, cell, rate);
        if (rate.isPriced()) {
            amounts.add(name, LocalDay{days{cell.key[1]}}, costOf(cell, rate));
        }
    }
    const auto converted = amounts.convert(m_rates);
    for (auto &[name, entry] : byName) {
        entry.inCurrency = converted.of(name, m_to);
        m_data.projects.push_back(std::move(entry));
    }
    std::stable_sort(m_data.projects.begin(), m_data.projects.end(), [](const NamedSpend &a, const NamedSpend &b) {
        return std::tuple{-a.inCurrency.atto(), -a.spend.totalTokens} < std::tuple{-b.inCurrency.atto(), -b.spend.totalTokens};
    });
    return Done{};
}

Result<Done> Maker::project()
{
    m_data.projection.expected = m_data.projection.low = m_data.projection.high = zero();
    if (!m_running || m_data.basis == ViewBasis::Billed) {
        return Done{}; // bills come late: what is missing of a month would be forecast as nothing
    }
    UsageFilter filter = m_request.filter;
    filter.from = m_today - days{DayPace::Days};
    filter.to = m_today - days{1};
    const Result<UsageCells> hours = onBasis(filter, {Dimension::Hour});
    if (!hours) {
        return hours.problem();
    }
    DayPace pace{m_request.now, m_request.zone};
    for (const UsageCell &cell : hours->cells) {
        const Rate &rate = rateOf(*hours, cell);
        if (!rate.isPriced() || cell.key[0] == NoHour) {
            continue;
        }
        const UtcTime begin = utcFromMs(cell.key[0] * 900'000);
        double amount = costOf(cell, rate).toDouble();
        if (rate.currency != m_to) {
            const auto found = m_rates.find(rate.currency, m_to, LocalDay{floor<days>(begin).time_since_epoch()});
            amount *= found ? double(found->rate.mantissa) / std::pow(10.0, found->rate.scale) : 0;
        }
        pace.add(begin, amount);
    }
    m_data.projection = projectionOf({.period = m_period,
                                      .today = m_today,
                                      .elapsedShare = pace.elapsedShare(),
                                      .firstDay = m_historyFrom,
                                      .history = m_history,
                                      .spentToday = m_data.dailyCost[indexOf(m_today)],
                                      .spent = m_data.inCurrency,
                                      .currency = m_to});
    return Done{};
}

Result<Done> Maker::findNearestDay()
{
    if (m_data.total.requests > 0 || !m_data.total.cost.empty()) {
        return Done{};
    }
    const Result<std::optional<LocalDay>> nearest = nearestDataDay(m_reader, m_request.filter, m_request.zone);
    if (!nearest) {
        return nearest.problem();
    }
    m_data.nearestDataDay = *nearest;
    return Done{};
}

} // namespace

Result<OverviewData> overviewOf(LedgerReader &reader, Pricer &pricer, const OverviewRequest &request)
{
    if (!request.filter.from || !request.filter.to || *request.filter.to < *request.filter.from) {
        return Problem{.cause = Cause::BadArgument, .args = {"period", request.filter.from ? toIso(*request.filter.from) : std::string{}}};
    }
    if (Currency{request.currency}.isNone()) {
        return Problem{.cause = Cause::BadArgument, .args = {"currency", request.currency}};
    }
    Result<std::vector<ReviewFact>> annotations = annotationsIn(reader, *request.filter.from, *request.filter.to);
    Result<OverviewData> data = annotations ? Maker{reader, pricer, request}.make() : Result<OverviewData>{annotations.problem()};
    if (data) {
        data->annotations = *std::move(annotations);
    }
    return data;
}

} // namespace tokenmeter
