// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/GroupedUsage.h"
#include "flow/OverviewPeriods.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What the series are.
enum class TrendDimension : std::uint8_t { None, Model, Provider, Project, Source, Tier, Agent, Tag, TokenClass };
/// How long a step is. Weeks and months are cut at the ends of the period.
enum class TrendUnit : std::uint8_t { Hour, Day, Week, Month, Year };
/// What is measured. From CacheHitShare on they are ratios: they have no stack, and no value where the denominator is zero.
enum class TrendMeasure : std::uint8_t {
    Cost,
    Tokens,
    Requests,
    CacheHitShare,      ///< cache reads / input of all kinds; as in the overview
    CostPerMillion,     ///< cost of what has a price / its tokens
    TokensPerSession,   ///< usage whose session is known
    RequestsPerSession, ///< likewise
    AgentShare,         ///< cost of usage that names an agent / cost
    InputAgain,         ///< cache reads / requests: how long a request's repeated beginning is
};
bool isRatio(TrendMeasure measure);

struct TrendRequest
{
    UsageFilter filter{}; ///< from and to are the period in view, both inclusive, both set
    Zone zone = Zone::utc();
    UtcTime now{};
    std::string currency{"USD"};
    TrendDimension dimension = TrendDimension::Model;
    std::string tagKey{}; ///< of TrendDimension::Tag
    TrendUnit unit = TrendUnit::Day;
    TrendMeasure measure = TrendMeasure::Cost; ///< ranks the series, and says whether sessions or agents are asked for
    bool previous = false; ///< ask for the period before
    int firstDayOfWeek = 1; ///< 1 = Monday ... 7 = Sunday
    std::size_t mostSeries = 8;
    BasisChoice basis{}; ///< billed: no hours, no sessions, sources, agents, tags and token classes; a measure up to Requests
    int calendarYears = 1; ///< how many years of days, the last one among them
    ReadProgress progress{};
};

/// Sums of one series in one step.
struct TrendCell
{
    Spend spend{};
    Money inCurrency{}; ///< the part of spend.cost that is in the currency or could be converted to it
    Money agentCost{};  ///< the part of inCurrency whose usage names an agent; only with TrendMeasure::AgentShare
    std::int64_t sessions = 0; ///< distinct ones; these three only with the measures a session
    std::int64_t sessionTokens = 0;
    std::int64_t sessionRequests = 0;
    friend bool operator==(const TrendCell &, const TrendCell &) = default;
};

/// In attos of the currency; counts; millionths of one (shares); thousandths (requests a session); whole tokens (tokens a
/// session, input again), all rounded half up. Nothing where a ratio's denominator is zero.
std::optional<Int128> valueOf(const TrendCell &cell, TrendMeasure measure);

struct TrendStep
{
    LocalDay from{}, to{};          ///< inclusive; of an hour its day
    std::optional<UtcTime> hour{};  ///< first moment of an hour step
    int hourOfDay = -1;             ///< local clock, 0 to 23
    bool again = false;             ///< the second of two hours of one name, when the clock is put back
    /// False where the ledger, whatever the filter, has nothing on its days: before the first record, a gap, the future. What is
    /// running counts as known.
    bool hasData = false;
    bool running = false;
    bool future = false;
};

/// One of the things the dimension tells apart.
struct TrendMember
{
    std::string key{};    ///< catalogue key or raw name of a model; the name otherwise; empty = the source did not say
    std::string name{};   ///< display name; for token classes empty
    std::string family{}; ///< of a model; of a provider the family of its largest model
    std::vector<std::string> values{}; ///< what a filter on it must name, raw
    std::optional<TokenPart> part{};   ///< of TrendDimension::TokenClass
    TrendCell total{};                 ///< of the steps
    TrendCell before{};                ///< of the compared days of the period before
};

struct TrendSeries
{
    TrendMember member{}; ///< of "Other" only the sums
    std::vector<TrendCell> cells{}; ///< one a step
};

struct Trend
{
    LocalDay from{}, to{}, today{};
    std::string currency{};
    ViewBasis basis = ViewBasis::List;
    std::vector<ReviewFact> annotations{}; ///< of the steps' days, in the order they were made
    std::vector<TrendStep> steps{};
    std::vector<TrendSeries> series{};    ///< largest first
    std::optional<TrendSeries> other{};   ///< everything beyond the series
    std::vector<TrendMember> others{};    ///< what is in it, largest first
    std::vector<TrendCell> totals{};      ///< one a step
    TrendCell dayOnly{};                  ///< in an hour view: usage whose hour is not known; in no step and no series
    TrendCell total{};                    ///< of the steps and of dayOnly: what `report` says
    std::vector<Money> foreign{};         ///< parts of total.spend.cost without an exchange rate
    std::vector<UsedExchangeRate> rates{};
    std::vector<Problem> missingRates{};

    PreviousPeriod previous{};                ///< as in the overview
    std::vector<TrendCell> previousTotals{};  ///< one a step, of the days that lie as far from the beginning; empty = not asked
    std::vector<bool> previousHasData{};      ///< beside previousTotals: as TrendStep::hasData
    TrendCell before{};                       ///< of previous.compared

    std::vector<std::string> tagKeys{};       ///< that a dimension Tag could have, sorted
    LedgerSummary ledger{};
    std::optional<LocalDay> firstDay{};       ///< first with data in the ledger, as far as the year and the period reach
    std::optional<LocalDay> nearestDataDay{}; ///< when the period is empty

    struct Day
    {
        LocalDay day{};
        TrendCell cell{};
        bool hasData = false, running = false, future = false;
    };
    int firstYear = 0, year = 0;
    std::vector<Day> calendar{}; ///< every day up to the end of the year of the period's last day, or of today when that is earlier
    TrendCell yearTotal{};       ///< of the calendar

    struct WeekHour
    {
        TrendCell cell{};
        std::int64_t hours = 0; ///< how many there were in the period up to now, on days with data; a skipped one is none
    };
    std::array<std::array<WeekHour, 24>, 7> week{}; ///< Monday first; of billed cost nothing, since no bill tells hours
    TrendCell weekDayOnly{};                        ///< in no cell of it

    /// No usage, and no line of a bill: that there is one for nothing is a figure, too.
    bool isEmpty() const { return total.spend.requests == 0 && total.inCurrency.isZero() && foreign.empty(); }
};

/// Pure over what the reader answers. Problems: BadArgument for a period, a currency; and the reader's.
Result<Trend> trendOf(LedgerReader &reader, Pricer &pricer, const TrendRequest &request);

/// Steps without their states, as trendOf() makes them.
std::vector<TrendStep> trendSteps(DayRange range, TrendUnit unit, const Zone &zone, int firstDayOfWeek);

} // namespace tokenmeter
