// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ChangeFeed.h"

#include "flow/ModelNames.h"
#include "flow/Spend.h"
#include "pricing/RateSteps.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// A class of a cell's tokens with its price at a rate.
struct ClassOfRate
{
    ChangeClass part{};
    std::int64_t TokenCounts::*tokens = nullptr;
    std::int64_t RareCounts::*rare = nullptr;
    std::int64_t Rate::*price = nullptr;
};

using Kind = ChangeClass::Kind;
constexpr std::array<ClassOfRate, 11> Classes{{
    {{Kind::Prompt, 0}, &TokenCounts::input, nullptr, &Rate::input},
    {{Kind::Prompt, 1}, &TokenCounts::cacheRead, nullptr, &Rate::cacheRead},
    {{Kind::Prompt, 2}, &TokenCounts::cacheWrite5m, nullptr, &Rate::cacheWrite5m},
    {{Kind::Prompt, 3}, &TokenCounts::cacheWrite1h, nullptr, &Rate::cacheWrite1h},
    {{Kind::Prompt, 4}, nullptr, &RareCounts::inputAudio, &Rate::inputAudio},
    {{Kind::Prompt, 5}, nullptr, &RareCounts::cachedAudio, &Rate::cachedAudio},
    {{Kind::Prompt, 6}, nullptr, &RareCounts::inputImage, &Rate::inputImage},
    {{Kind::Output, 0}, &TokenCounts::output, nullptr, &Rate::output},
    {{Kind::Output, 1}, nullptr, &RareCounts::outputAudio, &Rate::outputAudio},
    {{Kind::Output, 2}, nullptr, &RareCounts::outputImage, &Rate::outputImage},
    {{Kind::Fee, 0}, nullptr, &RareCounts::webSearches, &Rate::webSearch},
}};

using GroupKey = std::tuple<std::string, std::string, Currency>; ///< project, model, currency

class Feeder
{
public:
    Feeder(LedgerReader &reader, Pricer &pricer, const ChangeRequest &request) : m_reader{reader}, m_pricer{pricer}, m_request{request}, m_names{pricer, request.now} {}

    Result<ChangeFeed> feed()
    {
        for (std::size_t period = 0; period < m_groups.size(); ++period) {
            const Result<Done> read = readPeriod(period);
            if (!read) {
                return read.problem();
            }
        }
        const Result<Done> converted = convert();
        if (!converted) {
            return converted.problem();
        }
        placeUnpriced();
        handOut();
        return std::move(m_feed);
    }

private:
    Result<Done> readPeriod(std::size_t period)
    {
        UsageFilter filter = m_request.filter;
        filter.from = period == 0 ? m_request.before.from : m_request.after.from;
        filter.to = period == 0 ? m_request.before.to : m_request.after.to;
        const Result<UsageCells> cells = m_reader.usage(filter, {Dimension::UtcDay, Dimension::Provider, Dimension::Model, Dimension::Project, Dimension::Day}, m_request.zone,
                                                        {.tagKey = {}, .progress = m_request.progress});
        if (!cells) {
            return cells.problem();
        }
        for (const UsageCell &cell : cells->cells) {
            addCell(period, *cells, cell);
        }
        return Done{};
    }

    void addCell(std::size_t period, const UsageCells &cells, const UsageCell &cell)
    {
        const Rate &rate = rateOf(cells, cell);
        const std::string &raw = nameOf(cells, cell.key[2]);
        const Pricer::ModelName &name = m_names.of(nameOf(cells, cell.key[1]), raw, rate.modelKey);
        const std::string &model = name.key.empty() ? raw : name.key;
        m_feed.modelNames.try_emplace(model, name.displayName.empty() ? raw : name.displayName);
        m_feed.rawModels[model].insert(raw);
        const std::string &project = nameOf(cells, cell.key[3]);
        const LocalDay day{days{cell.key[4]}};
        ChangeCell &sum = m_cells[period][{day, project, model, rate.isPriced() ? rate.currency : Currency{}}];
        sum.requests += cell.requests;
        sum.unpricedRequests += rate.isPriced() ? 0 : cell.requests;
        sum.tokens += cell.tokens;
        sum.totalTokens += cell.tokens.total() + cell.rare.tokens();
        if (!rate.isPriced()) {
            m_unpriced[{project, model}][period] += cell.requests;
            return;
        }
        const GroupKey key{project, model, rate.currency};
        ChangeGroup &group = m_groups[period][key];
        group.requests += cell.requests;
        const LocalDay utcDay{days{cell.key[0]}};
        const RateSteps &steps = stepsOf(cell.rate, rate, utcDay);
        for (const ClassOfRate &each : Classes) {
            const std::int64_t count = each.tokens != nullptr ? cell.tokens.*each.tokens : cell.rare.*each.rare;
            if (count == 0) {
                continue;
            }
            const Int128 actual = Int128{count} * rate.*each.price;
            const auto under = [&](std::int64_t price) { return price == 0 ? actual : Int128{count} * price; };
            ChangePart &part = group.parts[each.part];
            part.amount += count;
            part.actual += actual;
            part.service += under(steps.service.*each.price);
            part.base += under(steps.base.*each.price);
            m_dated[period][{key, each.part, day, utcDay}] += actual;
        }
    }

    const RateSteps &stepsOf(std::int64_t number, const Rate &rate, LocalDay utcDay)
    {
        const auto [place, isNew] = m_steps.try_emplace({number, utcDay});
        if (isNew) {
            place->second = rateStepsOf(m_pricer.catalogue(), rate, UtcTime{sys_days{utcDay.time_since_epoch()} + hours{12}});
        }
        return place->second;
    }

    Result<Done> convert()
    {
        const Result<std::vector<ExchangeRate>> known = m_reader.exchangeRates();
        if (!known) {
            return known.problem();
        }
        const ExchangeRates rates{*known};
        std::set<UsedExchangeRate> used;
        for (std::size_t period = 0; period < m_groups.size(); ++period) {
            convert(period, rates, used);
        }
        m_feed.rates.assign(used.begin(), used.end());
        return Done{};
    }

    /// Each period for itself, as a report of it does: a UTC day may be in both.
    void convert(std::size_t period, const ExchangeRates &rates, std::set<UsedExchangeRate> &used)
    {
        std::vector<DatedAmount> amounts;
        for (const auto &[place, actual] : m_dated[period]) {
            amounts.push_back({.day = std::get<3>(place), .currency = std::get<Currency>(std::get<0>(place)), .atto = actual});
        }
        const Conversion conversion = convertAll(amounts, m_request.currency, rates);
        std::size_t i = 0;
        for (const auto &[place, actual] : m_dated[period]) {
            const auto &[key, part, day, utcDay] = place;
            if (!conversion.done[i]) {
                m_alone.insert(std::get<Currency>(key));
            }
            m_groups[period][key].parts[part].display += conversion.converted[i];
            ChangeCell &cell = m_cells[period].at({day, std::get<0>(key), std::get<1>(key), std::get<2>(key)});
            cell.display += conversion.converted[i];
            cell.alone += actual;
            ++i;
        }
        used.insert(conversion.rates.begin(), conversion.rates.end());
        for (const Problem &missing : conversion.missing) {
            const bool isKnown = std::any_of(m_feed.missingRates.begin(), m_feed.missingRates.end(),
                                             [&](const Problem &each) { return each.args.at(0) == missing.args.at(0) && each.args.at(1) == missing.args.at(1); });
            if (!isKnown) {
                m_feed.missingRates.push_back(missing);
            }
        }
    }

    /// Usage without a price has no currency: it stands with what else the project used of the model, where it makes the change a matter
    /// of coverage, else with the display's.
    void placeUnpriced()
    {
        for (const auto &[names, requests] : m_unpriced) {
            Currency currency = m_request.currency;
            for (const auto &groups : m_groups) {
                const auto found = groups.lower_bound({names.first, names.second, Currency{}});
                if (found != groups.end() && std::get<0>(found->first) == names.first && std::get<1>(found->first) == names.second) {
                    currency = std::get<2>(found->first);
                }
            }
            for (std::size_t period = 0; period < m_groups.size(); ++period) {
                if (requests[period] > 0) {
                    ChangeGroup &group = m_groups[period][{names.first, names.second, currency}];
                    group.requests += requests[period];
                    group.unpriced += requests[period];
                }
            }
        }
    }

    void handOut()
    {
        m_feed.inCurrency.currency = m_request.currency;
        std::map<Currency, ChangeFeed::Side> alone;
        for (std::size_t period = 0; period < m_groups.size(); ++period) {
            for (auto &[key, group] : m_groups[period]) {
                group.project = std::get<0>(key);
                group.model = std::get<1>(key);
                group.currency = std::get<2>(key);
                ChangeFeed::Side *side = &m_feed.inCurrency;
                if (m_alone.contains(group.currency)) {
                    side = &alone[group.currency];
                    side->currency = group.currency;
                    for (auto &[part, values] : group.parts) {
                        values.display = values.actual;
                    }
                }
                (period == 0 ? side->before : side->after).push_back(std::move(group));
            }
        }
        for (auto &[currency, side] : alone) {
            m_feed.foreign.push_back(std::move(side));
        }
        for (std::size_t period = 0; period < m_cells.size(); ++period) {
            for (auto &[key, cell] : m_cells[period]) {
                std::tie(cell.day, cell.project, cell.model, cell.currency) = key;
                (m_alone.contains(cell.currency) ? cell.display : cell.alone) = 0;
                m_feed.cells[period].push_back(std::move(cell));
            }
        }
    }

    LedgerReader &m_reader;
    Pricer &m_pricer;
    const ChangeRequest &m_request;
    ModelNames m_names;
    std::array<std::map<GroupKey, ChangeGroup>, 2> m_groups{};
    /// What one local and UTC day of a group's class cost: exchange rates are for the latter.
    std::array<std::map<std::tuple<GroupKey, ChangeClass, LocalDay, LocalDay>, Int128>, 2> m_dated{};
    std::array<std::map<std::tuple<LocalDay, std::string, std::string, Currency>, ChangeCell>, 2> m_cells{};
    std::map<std::pair<std::string, std::string>, std::array<std::int64_t, 2>> m_unpriced{}; ///< requests by project and model
    std::map<std::pair<std::int64_t, LocalDay>, RateSteps> m_steps{};
    std::set<Currency> m_alone{};
    ChangeFeed m_feed{};
};

} // namespace

Result<ChangeFeed> changeFeedOf(LedgerReader &reader, Pricer &pricer, const ChangeRequest &request)
{
    return Feeder{reader, pricer, request}.feed();
}

} // namespace tokenmeter
