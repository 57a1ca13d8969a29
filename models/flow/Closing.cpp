// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Closing.h"

#include "flow/Reconcile.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::int64_t MostResidualPpm = 10'000; // one per cent

ClosedCell cellAt(const Rate &rate, const TokenCounts &tokens, const RareCounts &rare)
{
    return {.price = priceKeyOf(rate),
            .currency = rate.isPriced() ? rate.currency : Currency{},
            .tokens = tokens,
            .rare = rare,
            .atto = costOf(tokens, rare, rate).atto()};
}

Result<Zone> zoneNamed(const std::string &id)
{
    const std::optional<Zone> zone = Zone::byId(id);
    return zone ? Result<Zone>{*zone} : Problem{.cause = Cause::UnknownZone, .args = {id}};
}

Result<Done> addSums(LedgerReader &reader, const NamedPeriod &period, const Zone &zone, bool excluded, std::vector<ClosedCell> &cells)
{
    UsageFilter filter;
    filter.from = period.from;
    filter.to = period.to;
    filter.excluded = excluded ? UsageFilter::Excluded::Only : UsageFilter::Excluded::Without;
    const Result<UsageCells> sums = reader.usage(filter, {Dimension::Source, Dimension::Provider, Dimension::Model, Dimension::Project}, zone);
    if (!sums) {
        return sums.problem();
    }
    const auto name = [&sums](std::int64_t id) {
        const auto found = sums->names.find(id);
        return found == sums->names.end() ? std::string{} : found->second;
    };
    for (const UsageCell &sum : sums->cells) {
        ClosedCell cell = cellAt(sums->rates.at(sum.rate), sum.tokens, sum.rare);
        cell.source = name(sum.key[0]);
        cell.provider = name(sum.key[1]);
        cell.model = name(sum.key[2]);
        cell.project = name(sum.key[3]);
        cell.isExcluded = excluded;
        cell.requests = sum.requests;
        cells.push_back(std::move(cell));
    }
    return Done{};
}

std::vector<OpenPoints::Unpriced> unpricedOf(const ClosedCells &cells)
{
    std::map<std::pair<std::string, std::string>, OpenPoints::Unpriced> models;
    for (const ClosedCell &cell : cells.cells) {
        if (!cell.isExcluded && cell.currency.isNone()) {
            OpenPoints::Unpriced &one = models[{cell.provider, cell.model}];
            one.provider = cell.provider;
            one.model = cell.model;
            one.requests += cell.requests;
            one.tokens += cell.tokens.total() + cell.rare.tokens();
        }
    }
    std::vector<OpenPoints::Unpriced> list;
    for (auto &[key, one] : models) {
        list.push_back(std::move(one));
    }
    std::stable_sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.tokens > b.tokens; });
    return list;
}

std::optional<OpenPoints::Account> lackOf(const AccountMonth &month, const std::string &name, const NamedPeriod &days)
{
    using Lack = OpenPoints::Lack;
    OpenPoints::Account one{.name = name, .month = days};
    if (month.isRunning || month.hasGaps || month.currencies.empty() || month.unreadCharges > 0 || !month.undecidedFormats.empty()) {
        one.lack = month.isRunning ? Lack::Running : month.hasGaps ? Lack::Gaps : month.currencies.empty() ? Lack::NoBill : month.unreadCharges > 0 ? Lack::Unread : Lack::Undecided;
        return one;
    }
    for (const MonthReconciliation &currency : month.currencies) {
        const Reconciliation &result = currency.result;
        if (result.residual != 0 && result.residualPpm.value_or(MostResidualPpm + 1) > MostResidualPpm) {
            one.lack = Lack::Residual;
            one.residualPpm = result.residualPpm;
            return one;
        }
    }
    return std::nullopt;
}

bool isShorter(const PeriodClose &a, const PeriodClose &b)
{
    return std::pair{a.period.days(), a.id} < std::pair{b.period.days(), b.id};
}

/// Reads stored texts and compares them with today.
class Standings
{
public:
    Standings(LedgerReader &reader, UtcTime now, LookAt look, const ReadProgress &progress) : m_reader{reader}, m_now{now}, m_look{look}, m_progress{progress}
    {
    }

    Result<std::vector<CloseStanding>> all()
    {
        Result<std::vector<PeriodClose>> closes = m_reader.closes();
        Result<std::vector<SettledAdjustment>> settled = m_reader.settledAdjustments();
        if (!closes || !settled) {
            return closes ? settled.problem() : closes.problem();
        }
        m_closes = *std::move(closes);
        std::erase_if(m_closes, [](const PeriodClose &close) { return !close.isStanding(); });
        m_settled = *std::move(settled);
        std::vector<CloseStanding> list;
        for (const PeriodClose &close : m_closes) {
            Result<CloseStanding> one = standingOf(close);
            if (!one) {
                return one.problem();
            }
            list.push_back(*std::move(one));
        }
        return list;
    }

private:
    Result<CloseStanding> standingOf(const PeriodClose &close)
    {
        const Result<Zone> zone = zoneNamed(close.zone);
        Result<ClosedCells> frozen = readClosedCells(close.cells);
        if (!zone || !frozen) {
            return zone ? frozen.problem() : zone.problem();
        }
        CloseStanding standing{.close = close, .frozen = *std::move(frozen)};
        standing.shownIn = adjustmentMonth(m_closes, close.period, zone->dayOf(m_now));
        standing.isCounted = std::none_of(m_closes.begin(), m_closes.end(), [&](const PeriodClose &other) {
            return other.id != close.id && other.period.overlaps(close.period) && isShorter(other, close);
        });
        ClosedCells base = standing.frozen;
        UtcTime since = close.closed;
        std::string hash = close.basisHash;
        for (const SettledAdjustment &one : m_settled) {
            if (one.close != close.id) {
                continue;
            }
            Result<std::vector<Adjustment>> entries = readAdjustments(one.entries);
            Result<ClosedCells> cells = readClosedCells(one.cells);
            if (!entries || !cells) {
                return entries ? cells.problem() : entries.problem();
            }
            standing.settled.push_back({.shownIn = periodOf(one.shownIn), .time = one.settled, .adjustments = *std::move(entries)});
            base = *std::move(cells);
            since = one.settled;
            hash = one.basisHash;
        }
        if (m_look == LookAt::Sums) {
            const Result<ClosedCells> sums = periodSums(m_reader, close.period, *zone);
            if (!sums) {
                return sums.problem();
            }
            if (*sums == base) {
                return standing;
            }
        }
        Result<PeriodCells> today = periodCells(m_reader, close.period, *zone, since, m_progress);
        if (!today) {
            return today.problem();
        }
        standing.pending = adjustments(base, today->cells);
        standing.isBasisSame = today->basisHash == hash;
        standing.today = *std::move(today);
        return standing;
    }

    NamedPeriod periodOf(std::int64_t close) const
    {
        const auto found = std::find_if(m_closes.begin(), m_closes.end(), [close](const PeriodClose &one) { return one.id == close; });
        return found == m_closes.end() ? NamedPeriod{} : found->period;
    }

    LedgerReader &m_reader;
    UtcTime m_now;
    LookAt m_look;
    const ReadProgress &m_progress;
    std::vector<PeriodClose> m_closes{};
    std::vector<SettledAdjustment> m_settled{};
};

NamedPeriod monthAfter(const NamedPeriod &month)
{
    return monthHolding(month.to + days{1});
}

} // namespace

Result<PeriodCells> periodCells(LedgerReader &reader, const NamedPeriod &period, const Zone &zone, std::optional<UtcTime> learnedAfter,
                                const ReadProgress &progress)
{
    const Result<PeriodBasis> basis = reader.periodBasis({.from = period.from, .to = period.to, .zone = zone, .learnedAfter = learnedAfter}, progress);
    if (!basis) {
        return basis.problem();
    }
    std::vector<ClosedCell> cells;
    for (const BasisCell &sum : basis->cells) {
        ClosedCell cell = cellAt(*sum.rate, sum.tokens, sum.rare);
        cell.source = sum.source;
        cell.provider = sum.provider;
        cell.model = sum.model;
        cell.project = sum.project;
        cell.isExcluded = sum.isExcluded;
        cell.isLate = sum.isLate;
        cell.requests = sum.requests;
        cells.push_back(std::move(cell));
    }
    return PeriodCells{.cells = closedCells(std::move(cells)), .basisHash = basis->hash, .records = basis->records};
}

Result<ClosedCells> periodSums(LedgerReader &reader, const NamedPeriod &period, const Zone &zone)
{
    std::vector<ClosedCell> cells;
    for (const bool excluded : {false, true}) {
        if (const Result<Done> added = addSums(reader, period, zone, excluded, cells); !added) {
            return added.problem();
        }
    }
    return closedCells(std::move(cells));
}

Result<OpenPoints> openPointsOf(LedgerReader &reader, Pricer &pricer, const NamedPeriod &period, const Zone &zone,
                                std::span<const AccountToReconcile> accounts, UtcTime now)
{
    const Result<ClosedCells> cells = periodSums(reader, period, zone);
    if (!cells) {
        return cells.problem();
    }
    OpenPoints points{.isOver = period.to < zone.dayOf(now), .unpriced = unpricedOf(*cells)};
    for (const AccountToReconcile &one : accounts) {
        for (NamedPeriod month = monthHolding(period.from); month.from <= period.to; month = monthAfter(month)) {
            if (month.from < period.from) {
                continue;
            }
            const year_month_day first{month.from};
            const Result<AccountMonth> compared = reconcileMonth(reader, pricer,
                                                                 {.account = one.account,
                                                                  .month = first.year() / first.month(),
                                                                  .userZone = zone,
                                                                  .providerZone = one.providerZone,
                                                                  .repeatedReports = one.repeatedReports,
                                                                  .now = now});
            if (!compared) {
                return compared.problem();
            }
            if (const std::optional<OpenPoints::Account> lack = lackOf(*compared, one.account.name, month)) {
                points.accounts.push_back(*lack);
            }
        }
    }
    return points;
}

std::size_t CloseStanding::adjustmentCount() const
{
    std::size_t count = pending.size();
    for (const Settled &one : settled) {
        count += one.adjustments.size();
    }
    return count;
}

NamedPeriod adjustmentMonth(std::span<const PeriodClose> closes, const NamedPeriod &closed, LocalDay today)
{
    const auto mayShow = [&](const NamedPeriod &month) {
        return month.from > closed.to && std::none_of(closes.begin(), closes.end(), [&](const PeriodClose &close) {
                   return close.isStanding() && close.period.contains(month);
               });
    };
    NamedPeriod month = monthHolding(today);
    if (const NamedPeriod before = monthHolding(month.from - days{1}); mayShow(before)) {
        return before;
    }
    while (!mayShow(month)) {
        month = monthAfter(month);
    }
    return month;
}

Result<std::vector<CloseStanding>> closeStandings(LedgerReader &reader, UtcTime now, LookAt look, const ReadProgress &progress)
{
    return Standings{reader, now, look, progress}.all();
}

Result<NamedPeriod> daysToClose(const CloseRequest &request)
{
    const LocalDay today = request.zone.dayOf(request.now);
    if (request.period.to < today) {
        return request.period;
    }
    if (request.period.from > today || !request.soFar) {
        return Problem{.cause = Cause::BadArgument, .args = {"period", toText(request.period)}};
    }
    return namedPeriod(request.period.from, today);
}

Result<PeriodClose> closePeriod(LedgerWriter &writer, LedgerReader &reader, const CloseRequest &request, const ReadProgress &progress)
{
    const Result<NamedPeriod> period = daysToClose(request);
    if (!period) {
        return period.problem();
    }
    const Result<LedgerSummary> summary = reader.summary();
    const Result<std::vector<CloseStanding>> standings = closeStandings(reader, request.now, LookAt::Sums, progress);
    if (!summary || !standings) {
        return summary ? standings.problem() : summary.problem();
    }
    std::vector<SettledAdjustment> settled;
    for (const CloseStanding &standing : *standings) {
        const NamedPeriod &earlier = standing.close.period;
        if (standing.pending.empty() || !standing.isCounted || earlier.overlaps(*period) || !period->contains(standing.shownIn)) {
            continue;
        }
        // Entries and cells of one look, or what is written between two would be in neither.
        settled.push_back({.close = standing.close.id,
                           .entries = adjustmentsJson(standing.pending),
                           .cells = closedCellsJson(withoutLateness(standing.today->cells)),
                           .basisHash = standing.today->basisHash,
                           .records = standing.today->records});
    }
    const Result<PeriodCells> cells = periodCells(reader, *period, request.zone, {}, progress);
    if (!cells) {
        return cells.problem();
    }
    const PeriodClose close{.period = *period,
                            .zone = request.zone.id(),
                            .currency = request.currency,
                            .soFar = request.period.to >= request.zone.dayOf(request.now),
                            .catalogue = summary->catalogueVersion,
                            .why = request.why,
                            .figures = request.figures,
                            .cells = closedCellsJson(cells->cells),
                            .basisHash = cells->basisHash,
                            .records = cells->records};
    return writer.addClose(close, settled, request.now);
}

} // namespace tokenmeter
