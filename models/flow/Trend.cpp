// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Trend.h"

#include "flow/Annotations.h"
#include "flow/NearestDay.h"
#include "ledger/DayCutter.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

bool needsSessions(TrendMeasure measure)
{
    return measure == TrendMeasure::TokensPerSession || measure == TrendMeasure::RequestsPerSession;
}

std::optional<Dimension> dimensionOf(TrendDimension dimension)
{
    switch (dimension) {
    case TrendDimension::None:
    case TrendDimension::TokenClass:
        break;
    case TrendDimension::Model:
        return Dimension::Model;
    case TrendDimension::Provider:
        return Dimension::Provider;
    case TrendDimension::Project:
        return Dimension::Project;
    case TrendDimension::Source:
        return Dimension::Source;
    case TrendDimension::Tier:
        return Dimension::Tier;
    case TrendDimension::Agent:
        return Dimension::Agent;
    case TrendDimension::Tag:
        return Dimension::Tag;
    }
    return {};
}

/// Half up; the denominator is positive.
Int128 rounded(Int128 part, Int128 whole)
{
    return (part * 2 + whole) / (whole * 2);
}

std::optional<Int128> ratio(Int128 part, Int128 scale, Int128 whole)
{
    if (whole <= 0) {
        return {};
    }
    return rounded(part * scale, whole);
}

LocalDay lastOfStep(LocalDay day, TrendUnit unit, int firstDayOfWeek)
{
    switch (unit) {
    case TrendUnit::Hour:
    case TrendUnit::Day:
        break;
    case TrendUnit::Week:
        return day + days{6 - (int(weekday{day}.iso_encoding()) - firstDayOfWeek + 7) % 7};
    case TrendUnit::Month: {
        const year_month_day date{day};
        return LocalDay{date.year() / date.month() / last};
    }
    case TrendUnit::Year:
        return LocalDay{year_month_day{day}.year() / December / 31};
    }
    return day;
}

/// A cell that is being added up.
struct Sum
{
    TrendCell cell{};
    std::unordered_set<std::int64_t> sessions{};

    Sum &operator+=(const Sum &other)
    {
        cell.spend += other.cell.spend;
        cell.inCurrency += other.cell.inCurrency;
        cell.agentCost += other.cell.agentCost;
        cell.sessionTokens += other.cell.sessionTokens;
        cell.sessionRequests += other.cell.sessionRequests;
        sessions.insert(other.sessions.begin(), other.sessions.end());
        return *this;
    }
    TrendCell done() const
    {
        TrendCell result = cell;
        result.sessions = std::int64_t(sessions.size());
        return result;
    }
};

class Maker
{
public:
    Maker(LedgerReader &reader, Pricer &pricer, const TrendRequest &request)
        : m_reader{reader}, m_pricer{pricer}, m_request{request}, m_to{request.currency}, m_range{*request.filter.from, *request.filter.to},
          m_byClass{request.dimension == TrendDimension::TokenClass}, m_dimension{dimensionOf(request.dimension)}
    {
        m_trend.from = m_range.from;
        m_trend.to = m_range.to;
        m_trend.today = request.zone.dayOf(request.now);
        m_trend.currency = request.currency;
        m_trend.basis = request.basis.basis;
    }

    Result<Trend> make()
    {
        for (const auto step : {&Maker::readDays, &Maker::readSteps, &Maker::readProviders, &Maker::readPrevious, &Maker::readCalendar,
                                &Maker::readWeek, &Maker::readNearest}) {
            const Result<Done> done = (this->*step)();
            if (!done) {
                return done.problem();
            }
        }
        return std::move(m_trend);
    }

private:
    /// An answer with the places of its parts of a key; the size of the array where it was not asked for.
    struct Answer
    {
        GroupedUsage usage{};
        std::size_t time = MaxDimensions, member = MaxDimensions, agent = MaxDimensions, session = MaxDimensions;
    };
    Result<Answer> ask(DayRange range, std::optional<Dimension> time, bool members);
    void add(Sum &sum, const Answer &answer, const GroupedUsage::Row &row) const;
    TrendMember memberOf(const Answer &answer, const GroupedUsage::Row &row) const;
    bool isRequestsOnly(const Answer &answer, const GroupedUsage::Row &row) const
    {
        return m_byClass && answer.member < MaxDimensions && row.key[answer.member] == NoTokenPart;
    }
    bool isBilled() const { return m_request.basis.basis == ViewBasis::Billed; }
    bool hasData(LocalDay day) const { return m_days.contains(day.time_since_epoch().count()); }

    Result<Done> readDays();
    Result<Done> readSteps();
    Result<Done> readProviders();
    Result<Done> readPrevious();
    Result<Done> readCalendar();
    Result<Done> readWeek();
    Result<Done> readNearest();

    LedgerReader &m_reader;
    Pricer &m_pricer;
    const TrendRequest &m_request;
    Currency m_to;
    DayRange m_range;
    bool m_byClass;
    std::optional<Dimension> m_dimension;
    std::set<std::int64_t> m_days; ///< on which the ledger has anything
    DayRange m_year{};
    Trend m_trend;
};

Result<Maker::Answer> Maker::ask(DayRange range, std::optional<Dimension> time, bool members)
{
    GroupedRequest request;
    request.filter = m_request.filter;
    request.filter.from = range.from;
    request.filter.to = range.to;
    request.zone = m_request.zone;
    request.now = m_request.now;
    request.currency = m_request.currency;
    request.basis = m_request.basis;
    request.tagKey = m_request.tagKey;
    request.progress = m_request.progress;
    Answer answer;
    const auto want = [&](Dimension dimension) {
        const auto found = std::find(request.dimensions.begin(), request.dimensions.end(), dimension);
        const auto at = std::size_t(found - request.dimensions.begin());
        if (found == request.dimensions.end()) {
            request.dimensions.push_back(dimension);
        }
        return at;
    };
    if (time) {
        answer.time = want(*time);
    }
    if (members && m_dimension) {
        answer.member = want(*m_dimension);
    }
    if (m_request.measure == TrendMeasure::AgentShare) {
        answer.agent = want(Dimension::Agent);
    }
    if (needsSessions(m_request.measure)) {
        answer.session = want(Dimension::Session);
    }
    if (members && m_byClass) {
        answer.member = request.dimensions.size();
        request.byTokenPart = true;
    }
    Result<GroupedUsage> usage = groupedUsage(m_reader, m_pricer, request);
    if (!usage) {
        return usage.problem();
    }
    answer.usage = std::move(*usage);
    return answer;
}

void Maker::add(Sum &sum, const Answer &answer, const GroupedUsage::Row &row) const
{
    TrendCell &cell = sum.cell;
    cell.spend += row.spend;
    cell.inCurrency += row.inCurrency;
    if (answer.agent < MaxDimensions && !answer.usage.textOf(row, answer.agent).empty()) {
        cell.agentCost += row.inCurrency;
    }
    if (answer.session < MaxDimensions && !answer.usage.textOf(row, answer.session).empty()) {
        sum.sessions.insert(row.key[answer.session]);
        cell.sessionTokens += row.spend.totalTokens;
        cell.sessionRequests += row.spend.requests;
    }
}

TrendMember Maker::memberOf(const Answer &answer, const GroupedUsage::Row &row) const
{
    TrendMember member;
    if (answer.member >= MaxDimensions) {
        return member;
    }
    if (m_byClass) {
        member.part = TokenPart(row.key[answer.member]);
        member.key = std::to_string(row.key[answer.member]);
        return member;
    }
    if (m_dimension == Dimension::Model) {
        const JoinedModel &model = answer.usage.models[std::size_t(row.key[answer.member])];
        member.key = model.key;
        member.name = model.name;
        member.family = model.family;
        member.values = model.rawModels;
        return member;
    }
    member.key = member.name = answer.usage.textOf(row, answer.member);
    member.values = {member.name};
    return member;
}

/// The ledger's days with usage, filtered by nothing: a day on which nothing matches is a zero, one on which there is
/// nothing at all is a gap.
Result<Done> Maker::readDays()
{
    const Result<LedgerSummary> summary = m_reader.summary();
    if (!summary) {
        return summary.problem();
    }
    m_trend.ledger = *summary;
    const year_month_day shown{std::min(m_range.to, m_trend.today)};
    m_trend.year = int(shown.year());
    const year firstYear = shown.year() - years{std::max(1, m_request.calendarYears) - 1};
    m_trend.firstYear = int(firstYear);
    m_year = {LocalDay{firstYear / January / 1}, LocalDay{shown.year() / December / 31}};
    UsageFilter all;
    m_trend.previous = previousPeriodOf(m_range, m_trend.today);
    all.from = std::min({m_range.from, m_year.from, m_trend.previous.whole.from});
    all.to = std::max(m_range.to, m_year.to);
    // A bill may tell of days whose logs are gone.
    const Result<UsageCells> cells = usageOnBasis(isBilled() ? m_request.basis : BasisChoice{}, m_reader, m_pricer, all, {Dimension::Day}, m_request.zone, {}, m_request.now);
    if (!cells) {
        return cells.problem();
    }
    for (const UsageCell &cell : cells->cells) {
        m_days.insert(cell.key[0]);
    }
    if (const Result<std::vector<TagAssignment>> tags = m_reader.tagAssignments()) { // without tags there is nothing to choose
        std::set<std::string> keys;
        for (const TagAssignment &assignment : *tags) {
            keys.insert(assignment.tag.key);
        }
        m_trend.tagKeys.assign(keys.begin(), keys.end());
    }
    if (!m_days.empty()) {
        m_trend.firstDay = LocalDay{days{*m_days.begin()}};
    }
    return Done{};
}

Result<Done> Maker::readSteps()
{
    const bool hours = m_request.unit == TrendUnit::Hour;
    m_trend.steps = trendSteps(m_range, m_request.unit, m_request.zone, m_request.firstDayOfWeek);
    std::unordered_map<std::int64_t, std::size_t> stepOf;
    for (std::size_t i = 0; i < m_trend.steps.size(); ++i) {
        TrendStep &step = m_trend.steps[i];
        if (hours) {
            stepOf.emplace(quarterOf(*step.hour), i);
            const UtcTime end = i + 1 < m_trend.steps.size() ? *m_trend.steps[i + 1].hour : m_request.zone.startOf(m_range.to + days{1});
            step.future = *step.hour > m_request.now;
            step.running = !step.future && m_request.now < end;
        } else {
            step.future = step.from > m_trend.today;
            step.running = step.from <= m_trend.today && m_trend.today <= step.to;
        }
        for (LocalDay day = step.from; day <= step.to; day += days{1}) {
            if (!hours) {
                stepOf.emplace(day.time_since_epoch().count(), i);
            }
            step.hasData = step.hasData || (hasData(day) && !step.future);
        }
        // What has begun and holds nothing yet is a zero so far; in an empty ledger it is as nothing as the rest.
        step.hasData = step.hasData || (step.running && !m_days.empty());
    }

    Result<Answer> answer = ask(m_range, hours ? Dimension::Hour : Dimension::Day, true);
    if (!answer) {
        return answer.problem();
    }
    struct Part
    {
        TrendMember member{};
        std::unordered_map<std::size_t, Sum> cells{}; ///< by step: most of hundreds of projects have few
        Sum total{};
    };
    std::map<std::int64_t, Part> parts;
    std::vector<Sum> totals(m_trend.steps.size());
    Sum total;
    Sum dayOnly;
    for (const GroupedUsage::Row &row : answer->usage.rows) {
        add(total, *answer, row);
        const auto found = stepOf.find(row.key[answer->time]);
        if (found == stepOf.end()) {
            add(dayOnly, *answer, row);
            continue;
        }
        add(totals[found->second], *answer, row);
        if (isRequestsOnly(*answer, row)) {
            continue;
        }
        Part &part = parts[answer->member < MaxDimensions ? row.key[answer->member] : 0];
        if (part.cells.empty()) {
            part.member = memberOf(*answer, row);
        }
        add(part.cells[found->second], *answer, row);
        add(part.total, *answer, row);
    }
    for (const Sum &sum : totals) {
        m_trend.totals.push_back(sum.done());
    }
    m_trend.dayOnly = dayOnly.done();
    m_trend.total = total.done();
    m_trend.total.inCurrency = answer->usage.inCurrency; // with its currency, even when there is nothing
    m_trend.foreign = std::move(answer->usage.foreign);
    m_trend.rates = std::move(answer->usage.rates);
    m_trend.missingRates = std::move(answer->usage.missingRates);

    std::vector<Part *> order;
    for (auto &[key, part] : parts) {
        part.member.total = part.total.done();
        // What was used and stands on no bill has no billed cost, which is not the same as one of zero.
        const std::vector<Money> &cost = part.member.total.spend.cost;
        const bool isOnNoBill = isBilled() && m_request.measure == TrendMeasure::Cost && std::all_of(cost.begin(), cost.end(), [](const Money &each) { return each.isZero(); });
        if (!isOnNoBill) {
            order.push_back(&part);
        }
    }
    const auto weight = [&](const Part *part) {
        const TrendCell &cell = part->member.total;
        const TrendMeasure by = isRatio(m_request.measure) ? TrendMeasure::Cost : m_request.measure;
        return std::tuple{*valueOf(cell, by), cell.spend.totalTokens, cell.spend.requests};
    };
    // Token classes keep their own order, whatever their sums.
    if (!m_byClass) {
        std::stable_sort(order.begin(), order.end(), [&](const Part *a, const Part *b) {
            return weight(a) != weight(b) ? weight(a) > weight(b) : a->member.key < b->member.key;
        });
    }
    Sum otherTotal;
    std::vector<Sum> otherCells;
    for (std::size_t i = 0; i < order.size(); ++i) {
        Part &part = *order[i];
        if (i < m_request.mostSeries) {
            TrendSeries series{.member = std::move(part.member)};
            series.cells.resize(m_trend.steps.size());
            for (const auto &[step, sum] : part.cells) {
                series.cells[step] = sum.done();
            }
            m_trend.series.push_back(std::move(series));
            continue;
        }
        otherCells.resize(m_trend.steps.size());
        for (const auto &[step, sum] : part.cells) {
            otherCells[step] += sum;
        }
        otherTotal += part.total;
        m_trend.others.push_back(std::move(part.member));
    }
    if (!m_trend.others.empty()) {
        TrendSeries other;
        other.member.total = otherTotal.done();
        for (const Sum &sum : otherCells) {
            other.cells.push_back(sum.done());
        }
        m_trend.other = std::move(other);
    }
    return Done{};
}

/// A provider's family is that of the model it was paid most for.
Result<Done> Maker::readProviders()
{
    if (m_request.dimension != TrendDimension::Provider || m_trend.series.empty()) {
        return Done{};
    }
    GroupedRequest request;
    request.filter = m_request.filter;
    request.dimensions = {Dimension::Provider, Dimension::Model};
    request.zone = m_request.zone;
    request.now = m_request.now;
    request.currency = m_request.currency;
    request.basis = m_request.basis;
    const Result<GroupedUsage> usage = groupedUsage(m_reader, m_pricer, request);
    if (!usage) {
        return usage.problem();
    }
    for (TrendSeries &series : m_trend.series) {
        std::pair<Int128, std::int64_t> most{-1, -1};
        for (const GroupedUsage::Row &row : usage->rows) {
            const std::pair<Int128, std::int64_t> size{row.inCurrency.atto(), row.spend.totalTokens};
            if (usage->textOf(row, 0) == series.member.key && size > most) {
                const JoinedModel &model = usage->models[std::size_t(row.key[1])];
                series.member.family = model.family.empty() ? model.name : model.family;
                most = size;
            }
        }
    }
    return Done{};
}

Result<Done> Maker::readPrevious()
{
    if (!m_request.previous) {
        return Done{};
    }
    const bool hours = m_request.unit == TrendUnit::Hour;
    const DayRange whole = m_trend.previous.whole;
    const Result<Answer> answer = ask(whole, hours ? Dimension::Hour : Dimension::Day, true);
    if (!answer) {
        return answer.problem();
    }
    // Steps of the period before are the days that lie as far from its beginning; hours, those that do.
    std::unordered_map<std::int64_t, std::size_t> stepOf;
    std::unordered_map<std::int64_t, LocalDay> dayOf;
    if (hours) {
        const std::vector<TrendStep> steps = trendSteps(whole, TrendUnit::Hour, m_request.zone, m_request.firstDayOfWeek);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            stepOf.emplace(quarterOf(*steps[i].hour), i);
            dayOf.emplace(quarterOf(*steps[i].hour), steps[i].from);
        }
    } else {
        for (std::size_t i = 0; i < m_trend.steps.size(); ++i) {
            for (LocalDay day = m_trend.steps[i].from; day <= m_trend.steps[i].to; day += days{1}) {
                stepOf.emplace((whole.from + (day - m_range.from)).time_since_epoch().count(), i);
            }
        }
    }
    for (const TrendStep &step : m_trend.steps) {
        bool any = false;
        for (LocalDay day = step.from; day <= step.to; day += days{1}) {
            const LocalDay then = whole.from + (day - m_range.from);
            any = any || (whole.contains(then) && hasData(then));
        }
        m_trend.previousHasData.push_back(any);
    }
    std::vector<Sum> totals(m_trend.steps.size());
    std::map<std::string, Sum> members;
    Sum before;
    for (const GroupedUsage::Row &row : answer->usage.rows) {
        const std::int64_t time = row.key[answer->time];
        const auto found = stepOf.find(time);
        if (found != stepOf.end() && found->second < totals.size()) {
            add(totals[found->second], *answer, row);
        }
        const LocalDay day = !hours ? LocalDay{days{time}} : dayOf.contains(time) ? dayOf.at(time) : whole.from;
        if (!m_trend.previous.compared.contains(day)) {
            continue;
        }
        add(before, *answer, row);
        if (!isRequestsOnly(*answer, row)) {
            add(members[memberOf(*answer, row).key], *answer, row);
        }
    }
    for (const Sum &sum : totals) {
        m_trend.previousTotals.push_back(sum.done());
    }
    m_trend.before = before.done();
    std::vector<TrendMember *> inView;
    for (TrendSeries &series : m_trend.series) {
        inView.push_back(&series.member);
    }
    std::set<std::string> named;
    for (TrendMember *member : inView) {
        member->before = members[member->key].done();
        named.insert(member->key);
    }
    for (TrendMember &member : m_trend.others) {
        member.before = members[member.key].done();
    }
    if (m_trend.other) {
        // What was there before and is no more belongs to the others too, or the changes would not close.
        Sum rest;
        for (const auto &[key, sum] : members) {
            if (!named.contains(key)) {
                rest += sum;
            }
        }
        m_trend.other->member.before = rest.done();
    }
    return Done{};
}

Result<Done> Maker::readCalendar()
{
    const Result<Answer> answer = ask(m_year, Dimension::Day, false);
    if (!answer) {
        return answer.problem();
    }
    const auto length = std::size_t(m_year.length());
    std::vector<Sum> sums(length);
    Sum total;
    for (const GroupedUsage::Row &row : answer->usage.rows) {
        const auto at = std::size_t(row.key[answer->time] - m_year.from.time_since_epoch().count());
        add(sums[at], *answer, row);
        add(total, *answer, row);
    }
    for (std::size_t i = 0; i < length; ++i) {
        const LocalDay day = m_year.from + days{int(i)};
        m_trend.calendar.push_back({day, sums[i].done(), hasData(day) || (day == m_trend.today && !m_days.empty()), day == m_trend.today, day > m_trend.today});
    }
    m_trend.yearTotal = total.done();
    m_trend.yearTotal.inCurrency = answer->usage.inCurrency;
    return Done{};
}

Result<Done> Maker::readWeek()
{
    if (isBilled()) {
        return Done{};
    }
    const Result<Answer> answer = ask(m_range, Dimension::Hour, false);
    if (!answer) {
        return answer.problem();
    }
    std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> cellOf;
    for (const TrendStep &step : trendSteps(m_range, TrendUnit::Hour, m_request.zone, m_request.firstDayOfWeek)) {
        const std::pair<std::size_t, std::size_t> cell{weekday{step.from}.iso_encoding() - 1, std::size_t(step.hourOfDay)};
        cellOf.emplace(quarterOf(*step.hour), cell);
        if (*step.hour <= m_request.now && hasData(step.from)) {
            ++m_trend.week[cell.first][cell.second].hours;
        }
    }
    std::array<std::array<Sum, 24>, 7> sums{};
    Sum dayOnly;
    for (const GroupedUsage::Row &row : answer->usage.rows) {
        const auto found = cellOf.find(row.key[answer->time]);
        add(found == cellOf.end() ? dayOnly : sums[found->second.first][found->second.second], *answer, row);
    }
    for (std::size_t day = 0; day < sums.size(); ++day) {
        for (std::size_t hour = 0; hour < sums[day].size(); ++hour) {
            m_trend.week[day][hour].cell = sums[day][hour].done();
        }
    }
    m_trend.weekDayOnly = dayOnly.done();
    return Done{};
}

Result<Done> Maker::readNearest()
{
    if (!m_trend.isEmpty()) {
        return Done{};
    }
    const Result<std::optional<LocalDay>> nearest = nearestDataDay(m_reader, m_request.filter, m_request.zone);
    if (!nearest) {
        return nearest.problem();
    }
    m_trend.nearestDataDay = *nearest;
    return Done{};
}

} // namespace

bool isRatio(TrendMeasure measure)
{
    return measure >= TrendMeasure::CacheHitShare;
}

std::optional<Int128> valueOf(const TrendCell &cell, TrendMeasure measure)
{
    constexpr int million = 1'000'000;
    constexpr int thousand = 1'000;
    switch (measure) {
    case TrendMeasure::Cost:
        return cell.inCurrency.atto();
    case TrendMeasure::Tokens:
        return cell.spend.totalTokens;
    case TrendMeasure::Requests:
        return cell.spend.requests;
    case TrendMeasure::CacheHitShare:
        return ratio(cell.spend.tokens.cacheRead, million, cell.spend.tokens.prompt());
    case TrendMeasure::CostPerMillion:
        return ratio(cell.inCurrency.atto(), million, cell.spend.totalTokens - cell.spend.unpricedTokens);
    case TrendMeasure::TokensPerSession:
        return ratio(cell.sessionTokens, 1, cell.sessions);
    case TrendMeasure::RequestsPerSession:
        return ratio(cell.sessionRequests, thousand, cell.sessions);
    case TrendMeasure::AgentShare:
        return ratio(cell.agentCost.atto(), million, cell.inCurrency.atto());
    case TrendMeasure::InputAgain:
        return ratio(cell.spend.tokens.cacheRead, 1, cell.spend.requests);
    }
    return {};
}

std::vector<TrendStep> trendSteps(DayRange range, TrendUnit unit, const Zone &zone, int firstDayOfWeek)
{
    std::vector<TrendStep> steps;
    if (unit != TrendUnit::Hour) {
        for (LocalDay day = range.from; day <= range.to;) {
            TrendStep step;
            step.from = day;
            step.to = std::min(range.to, lastOfStep(day, unit, firstDayOfWeek));
            day = step.to + days{1};
            steps.push_back(step);
        }
        return steps;
    }
    DayCutter cutter{zone};
    for (LocalDay day = range.from; day <= range.to; day += days{1}) {
        const std::int64_t number = day.time_since_epoch().count();
        std::int64_t last = NoHour;
        for (std::int64_t quarter = cutter.firstOf(number); quarter < cutter.firstOf(number + 1); ++quarter) {
            const std::int64_t hour = cutter.hourOf(quarter);
            if (hour == last) {
                continue;
            }
            last = hour;
            TrendStep step;
            step.from = step.to = day;
            step.hour = utcFromMs(hour * QuarterMs);
            const std::int64_t local = quarter + zone.offsetAt(utcFromMs(quarter * QuarterMs)).count() / 900;
            step.hourOfDay = int(((local % QuartersADay) + QuartersADay) % QuartersADay / 4);
            step.again = !steps.empty() && steps.back().from == day && steps.back().hourOfDay == step.hourOfDay;
            steps.push_back(step);
        }
    }
    return steps;
}

Result<Trend> trendOf(LedgerReader &reader, Pricer &pricer, const TrendRequest &request)
{
    if (!request.filter.from || !request.filter.to || *request.filter.to < *request.filter.from) {
        return Problem{.cause = Cause::BadArgument, .args = {"period", request.filter.from ? toIso(*request.filter.from) : std::string{}}};
    }
    Result<std::vector<ReviewFact>> annotations = annotationsIn(reader, *request.filter.from, *request.filter.to);
    Result<Trend> trend = annotations ? Maker{reader, pricer, request}.make() : Result<Trend>{annotations.problem()};
    if (trend) {
        trend->annotations = *std::move(annotations);
    }
    return trend;
}

} // namespace tokenmeter
