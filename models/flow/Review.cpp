// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Review.h"

#include "analysis/Anomaly.h"
#include "flow/Budgets.h"
#include "flow/ChangeFeed.h"
#include "flow/ExcessCauses.h"
#include "flow/ReviewFacts.h"
#include "flow/ScopeSeries.h"
#include "flow/Spend.h"
#include "ledger/FilterJson.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::size_t MostUnusualDays = 12;

class Reviewer
{
public:
    Reviewer(LedgerReader &reader, Pricer &pricer, const ReviewRequest &request)
        : m_reader{reader}, m_pricer{pricer}, m_request{request}, m_periods{reviewPeriodsOf(request.period, request.zone.dayOf(request.now))}
    {
    }

    Result<ReviewData> review()
    {
        if (m_request.currency.isNone()) {
            return Problem{.cause = Cause::BadArgument, .args = {"currency", {}}};
        }
        m_data.period = m_request.period;
        m_data.zone = m_request.zone.id();
        m_data.currency = m_request.currency;
        m_data.made = m_request.now;
        m_data.isRunning = m_periods.isRunning;
        m_data.isAhead = m_periods.isAhead;
        m_data.scope = m_request.filter == UsageFilter{} ? std::string{} : filterText(m_request.filter);
        for (const auto step : {&Reviewer::readLedger, &Reviewer::readChange, &Reviewer::readYearBefore, &Reviewer::readSessions, &Reviewer::readDays, &Reviewer::readBudgets,
                                &Reviewer::readBills, &Reviewer::readDecisions, &Reviewer::readPlans, &Reviewer::readFacts}) {
            const Result<Done> done = (this->*step)();
            if (!done) {
                return done.problem();
            }
        }
        return std::move(m_data);
    }

private:
    Result<Done> readLedger()
    {
        const Result<LedgerSummary> summary = m_reader.summary();
        if (!summary) {
            return summary.problem();
        }
        m_data.catalogueVersion = summary->catalogueVersion;
        m_firstDay = summary->oldest ? std::optional{m_request.zone.dayOf(*summary->oldest)} : std::nullopt;
        return Done{};
    }

    Result<ChangeFeed> feedOf(DayRange before, DayRange after)
    {
        return changeFeedOf(m_reader, m_pricer,
                            {.filter = m_request.filter, .before = before, .after = after, .zone = m_request.zone, .now = m_request.now, .currency = m_request.currency, .progress = m_request.progress});
    }

    ReviewSum sumOf(DayRange range, const std::vector<ChangeCell> &cells) const
    {
        ReviewSum sum{.days = range};
        for (const ChangeCell &cell : cells) {
            sum.cost += cell.display;
            sum.requests += cell.requests;
            sum.tokens += cell.tokens;
            sum.totalTokens += cell.totalTokens;
            sum.unpricedRequests += cell.unpricedRequests;
            sum.unpricedTokens += cell.currency.isNone() ? cell.totalTokens : 0;
        }
        sum.hasData = m_firstDay && *m_firstDay <= range.to;
        sum.isPartial = sum.hasData && *m_firstDay > range.from;
        return sum;
    }

    Result<Done> readChange()
    {
        const Result<ChangeFeed> feed = feedOf(m_periods.compared, m_periods.inView);
        if (!feed) {
            return feed.problem();
        }
        m_data.before = sumOf(m_periods.compared, feed->cells[0]);
        m_data.now = sumOf(m_periods.inView, feed->cells[1]);
        m_data.waterfalls.push_back({m_request.currency, splitChange(feed->inCurrency.before, feed->inCurrency.after)});
        for (const ChangeFeed::Side &side : feed->foreign) {
            const ReviewWaterfall &alone = m_data.waterfalls.emplace_back(side.currency, splitChange(side.before, side.after));
            if (alone.change.after != 0) {
                m_data.foreign.push_back(Money::fromAtto(alone.change.after, side.currency));
            }
        }
        m_data.rates = feed->rates;
        for (const Problem &missing : feed->missingRates) {
            m_data.missingRates.push_back(missing.args.at(0) + '/' + missing.args.at(1) + " since " + missing.args.at(2));
        }
        for (const auto &[key, name] : feed->modelNames) {
            const std::set<std::string> &raw = feed->rawModels.at(key);
            m_data.models[key] = {name, {raw.begin(), raw.end()}};
        }
        fold(feed->cells[1]);
        return Done{};
    }

    static void addTo(ReviewCell &sum, const ChangeCell &cell)
    {
        sum.requests += cell.requests;
        sum.tokens += cell.tokens;
        sum.totalTokens += cell.totalTokens;
        sum.cost += cell.display;
        sum.unpricedRequests += cell.unpricedRequests;
        if (cell.alone == 0) {
            return;
        }
        const auto place = std::lower_bound(sum.foreign.begin(), sum.foreign.end(), cell.currency, [](Money amount, Currency currency) { return amount.currency() < currency; });
        if (place != sum.foreign.end() && place->currency() == cell.currency) {
            *place += Money::fromAtto(cell.alone, cell.currency);
        } else {
            sum.foreign.insert(place, Money::fromAtto(cell.alone, cell.currency));
        }
    }

    void fold(const std::vector<ChangeCell> &cells)
    {
        std::map<std::pair<std::string, std::string>, ReviewCell> days;
        std::map<std::pair<std::string, std::string>, ReviewCell> projects;
        std::map<std::string, ReviewUnpriced> unpriced;
        for (const ChangeCell &cell : cells) {
            addTo(days[{toIso(cell.day), cell.model}], cell);
            addTo(projects[{cell.project, cell.model}], cell);
            if (cell.unpricedRequests > 0) {
                ReviewUnpriced &one = unpriced[cell.model];
                one.requests += cell.unpricedRequests;
                one.tokens += cell.totalTokens;
            }
        }
        for (auto &[key, cell] : days) {
            std::tie(cell.day, cell.model) = key;
            m_data.byDay.push_back(std::move(cell));
        }
        for (auto &[key, cell] : projects) {
            std::tie(cell.project, cell.model) = key;
            m_data.byProject.push_back(std::move(cell));
        }
        for (auto &[model, one] : unpriced) {
            one.model = model;
            m_data.unpriced.push_back(std::move(one));
        }
        std::stable_sort(m_data.unpriced.begin(), m_data.unpriced.end(), [](const ReviewUnpriced &a, const ReviewUnpriced &b) { return a.tokens > b.tokens; });
    }

    Result<Done> readYearBefore()
    {
        m_data.yearBefore = sumOf(m_periods.yearBefore, {});
        if (!m_data.yearBefore.hasData) {
            return Done{};
        }
        // A range that is empty on the other side: only its own cells are wanted.
        const Result<ChangeFeed> feed = feedOf(m_periods.yearBefore, {m_periods.yearBefore.from, m_periods.yearBefore.from});
        if (!feed) {
            return feed.problem();
        }
        m_data.yearBefore = sumOf(m_periods.yearBefore, feed->cells[0]);
        return Done{};
    }

    Result<std::int64_t> sessionsIn(DayRange range)
    {
        UsageFilter filter = m_request.filter;
        filter.from = range.from;
        filter.to = range.to;
        const Result<UsageCells> cells = m_reader.usage(filter, {Dimension::Session}, m_request.zone, {.tagKey = {}, .progress = m_request.progress});
        if (!cells) {
            return cells.problem();
        }
        std::int64_t count = 0;
        std::int64_t last = 0; // the cells are sorted by session; 0 stands for usage without one
        for (const UsageCell &cell : cells->cells) {
            count += cell.key[0] != 0 && cell.key[0] != last ? 1 : 0;
            last = cell.key[0];
        }
        return count;
    }

    Result<Done> readSessions()
    {
        for (ReviewSum *sum : {&m_data.before, &m_data.now}) {
            const Result<std::int64_t> sessions = sessionsIn(sum->days);
            if (!sessions) {
                return sessions.problem();
            }
            sum->sessions = *sessions;
        }
        return Done{};
    }

    static double shown(Int128 atto) { return double(atto) / 1e18; }
    /// What statistics say is rounded to a billionth.
    static Int128 rounded(double amount) { return Int128(std::llround(amount * 1e9)) * 1'000'000'000; }

    Result<Done> readDays()
    {
        const LocalDay first = m_periods.inView.from - days{ForecastHistoryDays};
        const LocalDay today = m_request.zone.dayOf(m_request.now);
        const LocalDay last = std::min(m_periods.inView.to, today);
        if (last < m_periods.inView.from) {
            return Done{};
        }
        const ScopeRequest scope{.filter = m_request.filter, .currency = m_request.currency, .from = first};
        const Result<std::vector<BudgetSeries>> series = scopeSeries(m_reader, m_pricer, std::span{&scope, 1}, m_request.now, m_request.zone, m_request.progress);
        if (!series) {
            return series.problem();
        }
        const BudgetSeries &all = series->front();
        forecast(all, first, last);
        for (LocalDay day = m_periods.inView.from; day <= last && m_data.unusual.size() < MostUnusualDays; day += days{1}) {
            AnomalyInput input{.firstDay = day - days{ForecastHistoryDays}, .day = shown(all.on(day).amount)};
            for (LocalDay past = input.firstDay; past < day; past += days{1}) {
                input.daily.push_back(shown(all.on(past).amount));
            }
            const Anomaly anomaly = anomalyOf(input);
            if (anomaly.flag) {
                const Result<Done> done = explain(day, all.on(day).amount, rounded(anomaly.expected));
                if (!done) {
                    return done.problem();
                }
            }
        }
        return Done{};
    }

    Result<Done> explain(LocalDay day, Int128 spent, Int128 expected)
    {
        ReviewUnusualDay unusual{.day = day, .spent = spent, .expected = expected};
        for (const auto &[dimension, causes] : {std::pair{Dimension::Model, &unusual.models}, std::pair{Dimension::Project, &unusual.projects}}) {
            const Result<std::vector<ExcessPart>> parts = excessCausesOf(m_reader, m_pricer,
                                                                         {.filter = m_request.filter, .day = day, .expected = expected, .dimension = dimension, .zone = m_request.zone, .now = m_request.now, .currency = m_request.currency});
            if (!parts) {
                return parts.problem();
            }
            for (std::size_t i = 0; i < namedParts(*parts, spent - expected); ++i) {
                causes->push_back({(*parts)[i].key, (*parts)[i].excess});
            }
        }
        m_data.unusual.push_back(std::move(unusual));
        return Done{};
    }

    /// As it would have been made in the morning after the middle day, of what is known today about the days before.
    void forecast(const BudgetSeries &all, LocalDay first, LocalDay last)
    {
        const LocalDay middle = m_periods.inView.from + days{(m_periods.inView.length() - 1) / 2};
        if (middle > last || m_periods.inView.length() < 2) {
            return;
        }
        ForecastInput input{.firstDay = first, .periodFrom = m_periods.inView.from, .periodTo = m_periods.inView.to + days{1}, .priceSteps = {}};
        for (LocalDay day = first; day <= middle; day += days{1}) {
            input.daily.push_back(shown(all.on(day).amount));
        }
        const Forecast made = forecastOf(input);
        if (made.evidence != ForecastEvidence::None) {
            m_data.forecast = {.on = middle, .low = rounded(made.total.low), .expected = rounded(made.total.expected), .high = rounded(made.total.high)};
        }
    }

    Result<Done> readBudgets()
    {
        const Result<std::vector<Budget>> budgets = m_reader.budgets();
        if (!budgets) {
            return budgets.problem();
        }
        const UtcTime end = m_request.zone.startOf(m_periods.inView.to + days{1});
        const UtcTime at = std::min(m_request.now, end - milliseconds{1});
        std::vector<Budget> known;
        std::copy_if(budgets->begin(), budgets->end(), std::back_inserter(known),
                     [&](const Budget &budget) { return !budget.period.isRolling() && budget.chainFrom < end; });
        const Result<std::vector<BudgetStatus>> statuses = budgetStatusesOf(m_reader, m_pricer, known, at, m_request.zone, m_request.progress);
        if (!statuses) {
            return statuses.problem();
        }
        for (const BudgetStatus &status : *statuses) {
            const PeriodFigures &figures = status.current;
            if (!figures.span.contains(at)) {
                continue; // of a range that is over, or has not begun
            }
            m_data.budgets.push_back({.name = status.budget.name,
                                      .currency = status.budget.currency,
                                      .from = figures.span.firstDay,
                                      .to = figures.span.endDay - days{1},
                                      .limit = figures.limit,
                                      .available = figures.available,
                                      .spent = figures.spent,
                                      .state = figures.state,
                                      .atLeast = figures.incomplete});
        }
        return Done{};
    }

    Result<Done> readBills()
    {
        if (!m_request.calendarOf) {
            return Done{};
        }
        const Result<std::vector<BillingAccount>> accounts = m_reader.accounts();
        if (!accounts) {
            return accounts.problem();
        }
        const year_month_day from{m_periods.inView.from};
        const year_month_day to{m_periods.inView.to};
        for (const BillingAccount &account : *accounts) {
            for (year_month month = from.year() / from.month(); month <= to.year() / to.month(); month += months{1}) {
                const Result<Done> done = readBill(account, month);
                if (!done) {
                    return done.problem();
                }
            }
        }
        return Done{};
    }

    Result<Done> readBill(const BillingAccount &account, year_month month)
    {
        ProviderCalendar calendar = m_request.calendarOf(account.provider);
        const Result<AccountMonth> bill = reconcileMonth(m_reader, m_pricer,
                                                         {.account = account,
                                                          .month = month,
                                                          .userZone = m_request.zone,
                                                          .providerZone = calendar.zone,
                                                          .repeatedReports = std::move(calendar.repeatedReports),
                                                          .now = m_request.now});
        if (!bill) {
            return bill.problem();
        }
        const ReviewReconciled head{.account = account.name, .provider = account.provider, .month = toIso(local_days{month / 1}).substr(0, 7)};
        for (const MonthReconciliation &each : bill->currencies) {
            ReviewReconciled line = head;
            line.currency = each.currency;
            line.metered = each.input.meteredInView;
            line.billed = each.input.billed;
            line.residual = each.result.residual;
            line.residualPpm = each.result.residualPpm;
            line.badge = each.result.badge;
            m_data.reconciled.push_back(std::move(line));
        }
        if (bill->currencies.empty()) {
            m_data.reconciled.push_back(head);
        }
        return Done{};
    }

    Result<Done> readDecisions()
    {
        UsageFilter filter = m_request.filter;
        filter.from = m_periods.inView.from;
        filter.to = m_periods.inView.to;
        filter.excluded = UsageFilter::Excluded::Only;
        const Result<UsageCells> excluded = m_reader.usage(filter, {Dimension::Source}, m_request.zone, {.tagKey = {}, .progress = m_request.progress});
        if (!excluded) {
            return excluded.problem();
        }
        Spend spend;
        for (const UsageCell &cell : excluded->cells) {
            addCell(spend, cell, rateOf(*excluded, cell));
        }
        m_data.excludedRequests = spend.requests;
        m_data.excludedCost = spend.cost;
        const Result<std::vector<MergedCopies>> merged
            = m_reader.mergedCopies(m_request.zone.startOf(m_periods.inView.from), m_request.zone.startOf(m_periods.inView.to + days{1}));
        if (!merged) {
            return merged.problem();
        }
        for (const MergedCopies &each : *merged) {
            m_data.merged.push_back({int(each.rule), each.records, each.copies});
        }
        return Done{};
    }

    Result<Done> readPlans()
    {
        const Result<std::vector<PlanStanding>> standings = planStandingsOf(m_reader, m_pricer, m_request.now, m_request.zone, m_request.progress);
        if (!standings) {
            return standings.problem();
        }
        m_data.planLines = planLinesOf(*standings, m_periods.inView.from, m_periods.inView.to, m_request.zone.dayOf(m_request.now), m_request.zone);
        return Done{};
    }

    Result<Done> readFacts() { return readReviewFacts(m_reader, m_pricer, m_request, m_data); }

    LedgerReader &m_reader;
    Pricer &m_pricer;
    const ReviewRequest &m_request;
    ReviewPeriods m_periods;
    std::optional<LocalDay> m_firstDay{};
    ReviewData m_data{};
};

} // namespace

Result<ReviewData> reviewOf(LedgerReader &reader, Pricer &pricer, const ReviewRequest &request)
{
    return Reviewer{reader, pricer, request}.review();
}

} // namespace tokenmeter
