// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Sessions.h"

#include "flow/ModelNames.h"
#include "flow/NearestDay.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

std::optional<Problem> wrongWith(const UsageFilter &filter, const std::string &currency)
{
    if (!filter.from || !filter.to || *filter.to < *filter.from) {
        return Problem{.cause = Cause::BadArgument, .args = {"period", filter.from ? toIso(*filter.from) : std::string{}}};
    }
    if (Currency{currency}.isNone()) {
        return Problem{.cause = Cause::BadArgument, .args = {"currency", currency}};
    }
    return std::nullopt;
}

/// A row while it is added up.
struct Sum
{
    SessionRow row{};
    struct Share
    {
        Int128 cost = 0;
        std::int64_t tokens = 0;
    };
    std::map<std::int64_t, Share> projects{}; ///< by number of the name
    std::map<std::int64_t, Share> models{};   ///< by index
    std::set<std::int64_t> agents{};
};

/// Largest cost first, then tokens; equal ones by the smaller key.
std::vector<std::int64_t> bySize(const std::map<std::int64_t, Sum::Share> &shares)
{
    std::vector<std::int64_t> keys;
    for (const auto &[key, share] : shares) {
        keys.push_back(key);
    }
    std::stable_sort(keys.begin(), keys.end(), [&](std::int64_t a, std::int64_t b) {
        const Sum::Share &left = shares.at(a);
        const Sum::Share &right = shares.at(b);
        return std::tie(right.cost, right.tokens) < std::tie(left.cost, left.tokens);
    });
    return keys;
}

bool comesFirst(const SessionRow &a, const SessionRow &b)
{
    return std::tuple{-a.inCurrency.atto(), -a.spend.totalTokens, std::string_view{a.name}}
    < std::tuple{-b.inCurrency.atto(), -b.spend.totalTokens, std::string_view{b.name}};
}

/// For drawings only: as exact as a pixel.
double roughly(Money cost, Currency to, UtcTime at, const ExchangeRates &rates)
{
    if (cost.currency() == to) {
        return cost.toDouble();
    }
    const auto found = rates.find(cost.currency(), to, LocalDay{floor<days>(at).time_since_epoch()});
    return found ? cost.toDouble() * double(found->rate.mantissa) / std::pow(10.0, found->rate.scale) : 0;
}

Result<Done> addCourses(LedgerReader &reader, const SessionsRequest &request, SessionsData &data)
{
    const Result<std::vector<SessionCourse>> courses = reader.sessionCourses(request.filter, request.zone, request.progress);
    if (!courses) {
        return courses.problem();
    }
    const Result<std::vector<ExchangeRate>> stored = reader.exchangeRates();
    if (!stored) {
        return stored.problem();
    }
    const ExchangeRates rates{*stored};
    const Currency to{request.currency};
    for (SessionRow &row : data.rows) {
        const auto course = std::lower_bound(courses->begin(), courses->end(), row.name,
                                             [](const SessionCourse &each, const std::string &name) { return each.session < name; });
        if (course == courses->end() || course->session != row.name) {
            continue; // an import wrote between the two questions
        }
        row.first = course->first;
        row.last = course->last;
        row.onlyDays = course->onlyDays;
        for (const SessionCourse::Part &part : course->parts) {
            row.course.resize(std::size_t(SessionCourse::Parts));
            const auto into = (course->last - course->first) * part.index / SessionCourse::Parts;
            row.course[std::size_t(part.index)] += roughly(part.cost, to, course->first + into, rates);
        }
    }
    return Done{};
}

/// A session's turns in one currency, so that their sum is the converted total to the last digit.
struct ConvertedTurns
{
    std::vector<Money> amounts{};
    std::vector<Money> foreign{};
};

Result<ConvertedTurns> convertedTurns(LedgerReader &reader, const std::vector<SessionTurn> &turns, Currency to)
{
    ExchangeRates rates;
    if (std::any_of(turns.begin(), turns.end(), [&](const SessionTurn &turn) { return turn.priced && turn.cost.currency() != to; })) {
        const Result<std::vector<ExchangeRate>> stored = reader.exchangeRates();
        if (!stored) {
            return stored.problem();
        }
        rates = ExchangeRates{*stored};
    }
    std::vector<DatedAmount> amounts;
    for (const SessionTurn &turn : turns) {
        amounts.push_back({.day = LocalDay{floor<days>(turn.time).time_since_epoch()},
                           .currency = turn.priced ? turn.cost.currency() : to,
                           .atto = turn.priced ? turn.cost.atto() : 0});
    }
    const Conversion conversion = convertAll(amounts, to, rates);
    ConvertedTurns result;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        result.amounts.push_back(Money::fromAtto(conversion.done[i] ? conversion.converted[i] : 0, to));
        if (!conversion.done[i]) {
            addMoney(result.foreign, turns[i].cost);
        }
    }
    return result;
}

void addTurn(Spend &spend, const SessionTurn &turn)
{
    UsageCell cell;
    cell.requests = turn.requests;
    cell.tokens = turn.tokens;
    cell.rare = turn.rare;
    addCounts(spend, cell, turn.priced);
    if (turn.priced) {
        addMoney(spend.cost, turn.cost);
    }
}

bool isDearer(const SessionDetail::Part &a, const SessionDetail::Part &b)
{
    return std::tuple{-a.inCurrency.atto(), -a.spend.totalTokens, std::string_view{a.name}}
    < std::tuple{-b.inCurrency.atto(), -b.spend.totalTokens, std::string_view{b.name}};
}

std::vector<SessionDetail::Point> pointsOf(const std::vector<SessionTurn> &turns, const std::vector<Money> &costs, Currency to)
{
    std::vector<SessionDetail::Point> points;
    const std::size_t each = (turns.size() + SessionDetail::MostPoints - 1) / SessionDetail::MostPoints;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (i % each == 0) {
            points.push_back({.time = turns[i].time, .cost = Money::fromAtto(0, to)});
        }
        SessionDetail::Point &point = points.back();
        point.turns += turns[i].requests;
        point.cost += costs[i];
        if (isMainAgent(turns[i].agent) && (turns[i].flags & SidechainFlag) == 0) {
            point.prompt = std::max(point.prompt, turns[i].tokens.prompt() + turns[i].rare.prompt());
        }
    }
    return points;
}

} // namespace

bool isMainAgent(const std::string &agent)
{
    return agent.empty() || agent == "exec" || agent == "unfinished";
}

std::optional<double> SessionRow::cacheHit() const
{
    const std::int64_t prompt = spend.tokens.prompt() + spend.rare.prompt();
    return prompt == 0 ? std::nullopt : std::optional{double(spend.tokens.cacheRead + spend.rare.cachedAudio) / double(prompt)};
}

std::optional<double> SessionRow::tokensPerTurn() const
{
    return spend.requests == 0 ? std::nullopt : std::optional{double(spend.totalTokens) / double(spend.requests)};
}

Result<SessionsData> sessionsOf(LedgerReader &reader, Pricer &pricer, const SessionsRequest &request)
{
    if (std::optional<Problem> problem = wrongWith(request.filter, request.currency)) {
        return *std::move(problem);
    }
    GroupedRequest question;
    question.filter = request.filter;
    question.dimensions = {Dimension::Session, Dimension::Project, Dimension::Model, Dimension::Agent};
    question.zone = request.zone;
    question.now = request.now;
    question.currency = request.currency;
    question.progress = request.progress;
    Result<GroupedUsage> usage = groupedUsage(reader, pricer, question);
    if (!usage) {
        return usage.problem();
    }
    const Money zero = Money::fromAtto(0, Currency{request.currency});
    std::unordered_map<std::int64_t, Sum> sums;
    for (const GroupedUsage::Row &row : usage->rows) {
        Sum &sum = sums[row.key[0]];
        if (sum.row.spend.requests == 0 && sum.row.inCurrency.currency().isNone()) {
            sum.row.name = usage->textOf(row, 0);
            sum.row.inCurrency = sum.row.ofSubAgents = zero;
        }
        sum.row.spend += row.spend;
        sum.row.inCurrency += row.inCurrency;
        for (Sum::Share *share : {&sum.projects[row.key[1]], &sum.models[row.key[2]]}) {
            share->cost += row.inCurrency.atto();
            share->tokens += row.spend.totalTokens;
        }
        if (!isMainAgent(usage->textOf(row, 3))) {
            sum.agents.insert(row.key[3]);
            sum.row.ofSubAgents += row.inCurrency;
        }
    }
    SessionsData data;
    data.currency = request.currency;
    data.rows.reserve(sums.size());
    for (auto &[session, sum] : sums) {
        const auto project = usage->names.find(bySize(sum.projects).front());
        sum.row.project = project == usage->names.end() ? std::string{} : project->second;
        sum.row.projects = std::int64_t(sum.projects.size());
        for (const std::int64_t model : bySize(sum.models)) {
            sum.row.models.push_back(std::size_t(model));
        }
        sum.row.subAgents = std::int64_t(sum.agents.size());
        data.sessions += sum.row.name.empty() ? 0 : 1;
        data.rows.push_back(std::move(sum.row));
    }
    std::sort(data.rows.begin(), data.rows.end(), comesFirst);
    data.other.inCurrency = data.other.ofSubAgents = zero;
    if (data.rows.size() > request.limit) {
        // Usage without a session is not one of the others, however little it is.
        const auto unnamed = std::find_if(data.rows.begin(), data.rows.end(), [](const SessionRow &row) { return row.name.empty(); });
        if (unnamed != data.rows.end() && std::size_t(unnamed - data.rows.begin()) >= request.limit && request.limit > 0) {
            std::rotate(data.rows.begin() + std::ptrdiff_t(request.limit) - 1, unnamed, unnamed + 1);
        }
        for (std::size_t i = request.limit; i < data.rows.size(); ++i) {
            data.other.spend += data.rows[i].spend;
            data.other.inCurrency += data.rows[i].inCurrency;
            data.other.ofSubAgents += data.rows[i].ofSubAgents;
            data.other.subAgents += data.rows[i].subAgents;
        }
        data.otherSessions = std::int64_t(data.rows.size() - request.limit);
        data.rows.resize(request.limit);
    }
    data.models = std::move(usage->models);
    data.total = std::move(usage->total);
    data.inCurrency = usage->inCurrency;
    data.foreign = std::move(usage->foreign);
    data.rates = std::move(usage->rates);
    data.missingRates = std::move(usage->missingRates);
    if (data.rows.empty()) {
        Result<std::optional<LocalDay>> day = nearestDataDay(reader, request.filter, request.zone);
        if (!day) {
            return day.problem();
        }
        data.nearestDataDay = *day;
        return data;
    }
    const Result<Done> done = addCourses(reader, request, data);
    if (!done) {
        return done.problem();
    }
    return data;
}

Result<SessionDetail> sessionDetailOf(LedgerReader &reader, Pricer &pricer, const SessionDetailRequest &request)
{
    if (std::optional<Problem> problem = wrongWith(request.filter, request.currency)) {
        return *std::move(problem);
    }
    UsageFilter filter = request.filter;
    filter.sessions = {request.session};
    const Result<std::vector<SessionTurn>> turns = reader.sessionTurns(filter, request.zone, request.progress);
    if (!turns) {
        return turns.problem();
    }
    const Currency to{request.currency};
    const Result<ConvertedTurns> converted = convertedTurns(reader, *turns, to);
    if (!converted) {
        return converted.problem();
    }
    SessionDetail detail;
    detail.name = request.session;
    detail.currency = request.currency;
    detail.inCurrency = Money::fromAtto(0, to);
    detail.foreign = converted->foreign;
    detail.onlyDays = !turns->empty();
    ModelNames names{pricer, request.now};
    std::map<std::pair<std::string, bool>, SessionDetail::Part> agents;
    std::map<std::string, SessionDetail::Part> models;
    std::vector<std::size_t> order;
    const auto add = [&](SessionDetail::Part &part, std::size_t i) {
        if (part.inCurrency.currency().isNone()) {
            part.inCurrency = Money::fromAtto(0, to);
        }
        addTurn(part.spend, (*turns)[i]);
        part.inCurrency += converted->amounts[i];
    };
    for (std::size_t i = 0; i < turns->size(); ++i) {
        const SessionTurn &turn = (*turns)[i];
        addTurn(detail.total, turn);
        detail.inCurrency += converted->amounts[i];
        detail.onlyDays = detail.onlyDays && turn.precision >= Precision::Day;
        const bool isSide = turn.agent.empty() && (turn.flags & SidechainFlag) != 0;
        const bool isMain = isMainAgent(turn.agent) && !isSide;
        SessionDetail::Part &agent = agents[{isMain ? std::string{} : turn.agent, isSide}];
        agent.name = isMain ? std::string{} : turn.agent;
        agent.isMain = isMain;
        agent.isSide = isSide;
        add(agent, i);
        const Pricer::ModelName &name = names.of({}, turn.model, turn.modelKey);
        SessionDetail::Part &model = models[name.key.empty() ? turn.model : name.key];
        model.name = name.displayName.empty() ? turn.model : name.displayName;
        model.family = name.family;
        add(model, i);
        order.push_back(i);
    }
    for (auto &[key, agent] : agents) {
        detail.agents.push_back(std::move(agent));
    }
    std::sort(detail.agents.begin(), detail.agents.end(), [](const SessionDetail::Part &a, const SessionDetail::Part &b) {
        return a.isMain != b.isMain ? a.isMain : isDearer(a, b);
    });
    for (auto &[key, model] : models) {
        detail.models.push_back(std::move(model));
    }
    std::sort(detail.models.begin(), detail.models.end(), isDearer);
    if (!turns->empty()) {
        detail.first = turns->front().time;
        detail.last = turns->back().time;
    }
    const auto size = [&](std::size_t i) { return std::tuple{-converted->amounts[i].atto(), -(*turns)[i].tokens.total(), i}; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) < size(b); });
    order.resize(std::min(order.size(), SessionDetail::MostTurns));
    for (const std::size_t i : order) {
        const SessionTurn &turn = (*turns)[i];
        const Pricer::ModelName &name = names.of({}, turn.model, turn.modelKey);
        detail.dearest.push_back({.record = turn.id,
                                  .time = turn.time,
                                  .precision = turn.precision,
                                  .model = name.displayName.empty() ? turn.model : name.displayName,
                                  .agent = turn.agent,
                                  .prompt = turn.tokens.prompt() + turn.rare.prompt(),
                                  .output = turn.tokens.output + turn.rare.outputAudio + turn.rare.outputImage,
                                  .stop = stopReasonOf(turn.flags),
                                  .priced = turn.priced,
                                  .inCurrency = converted->amounts[i]});
    }
    detail.points = pointsOf(*turns, converted->amounts, to);
    return detail;
}

std::optional<double> ModelAnswerRow::callsPerSession() const
{
    return sessions == 0 ? std::nullopt : std::optional{double(sessionRequests) / double(sessions)};
}

std::optional<double> ModelAnswerRow::share(StopReason reason) const
{
    std::int64_t known = 0;
    for (std::size_t i = 1; i < stops.size(); ++i) {
        known += stops[i];
    }
    return known == 0 ? std::nullopt : std::optional{double(stops[std::size_t(reason)]) / double(known)};
}

std::optional<double> ModelAnswerRow::unknownShare() const
{
    std::int64_t all = 0;
    for (const std::int64_t count : stops) {
        all += count;
    }
    return all == 0 ? std::nullopt : std::optional{double(stops[0]) / double(all)};
}

Result<ModelAnswersData> modelAnswersOf(LedgerReader &reader, Pricer &pricer, const SessionsRequest &request)
{
    if (std::optional<Problem> problem = wrongWith(request.filter, request.currency)) {
        return *std::move(problem);
    }
    GroupedRequest question;
    question.filter = request.filter;
    question.dimensions = {Dimension::Model, Dimension::Session};
    question.zone = request.zone;
    question.now = request.now;
    question.currency = request.currency;
    question.progress = request.progress;
    const Result<GroupedUsage> usage = groupedUsage(reader, pricer, question);
    if (!usage) {
        return usage.problem();
    }
    const Result<std::vector<ModelAnswers>> answers = reader.answers(request.filter, request.zone, request.progress);
    if (!answers) {
        return answers.problem();
    }
    ModelAnswersData data;
    data.currency = request.currency;
    data.total.inCurrency = usage->inCurrency;
    data.total.spend = usage->total;
    std::map<std::string, std::size_t> byKey;
    for (const JoinedModel &model : usage->models) {
        byKey.emplace(model.key, data.rows.size());
        data.rows.push_back({.model = model, .inCurrency = Money::fromAtto(0, Currency{request.currency})});
    }
    std::set<std::int64_t> sessions;
    for (const GroupedUsage::Row &row : usage->rows) {
        ModelAnswerRow &into = data.rows[std::size_t(row.key[0])];
        into.spend += row.spend;
        into.inCurrency += row.inCurrency;
        if (row.key[1] != 0) {
            into.sessions += 1;
            into.sessionRequests += row.spend.requests;
            data.total.sessionRequests += row.spend.requests;
            sessions.insert(row.key[1]);
        }
    }
    data.total.sessions = std::int64_t(sessions.size());
    ModelNames names{pricer, request.now};
    for (const ModelAnswers &each : *answers) {
        const Pricer::ModelName &name = names.of({}, each.model, each.modelKey);
        const auto found = byKey.find(name.key.empty() ? each.model : name.key);
        if (found == byKey.end()) {
            continue; // an import wrote between the two questions
        }
        for (ModelAnswerRow *row : {&data.rows[found->second], &data.total}) {
            row->output += each.output;
            for (std::size_t i = 0; i < each.stops.size(); ++i) {
                row->stops[i] += each.stops[i];
            }
        }
    }
    std::stable_sort(data.rows.begin(), data.rows.end(), [](const ModelAnswerRow &a, const ModelAnswerRow &b) {
        return std::tuple{-a.spend.requests, std::string_view{a.model.key}} < std::tuple{-b.spend.requests, std::string_view{b.model.key}};
    });
    return data;
}

} // namespace tokenmeter
