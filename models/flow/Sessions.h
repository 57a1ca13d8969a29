// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Result.h"
#include "core/StopReason.h"
#include "core/Zone.h"
#include "flow/GroupedUsage.h"
#include "ledger/AnswerStats.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

struct SessionsRequest
{
    UsageFilter filter{}; ///< both days set
    Zone zone = Zone::utc();
    UtcTime now{}; ///< when names without a rate are read; see ModelNames
    std::string currency{"USD"};
    std::size_t limit = 5000; ///< sessions that are listed by themselves
    ReadProgress progress{};
};

/// One session with its usage in the period. A session that was at work before counts with what the period holds.
struct SessionRow
{
    std::string name{};    ///< raw; empty = all usage whose source names no session
    std::string project{}; ///< where most of it was spent; empty = the source did not say
    std::int64_t projects = 0;
    std::vector<std::size_t> models{}; ///< into SessionsData::models, dearest first
    Spend spend{};
    Money inCurrency{};
    std::int64_t subAgents = 0; ///< that have a name
    Money ofSubAgents{};        ///< their part of inCurrency
    UtcTime first{}, last{};    ///< of its requests in the period
    bool onlyDays = false;      ///< no request has a time of day: `first` and `last` are dates
    std::vector<double> course{}; ///< cost over its life in equal parts; empty = nothing was priced

    /// Of what was sent, the part that came from caches. Nothing when nothing was sent.
    std::optional<double> cacheHit() const;
    std::optional<double> tokensPerTurn() const;
};

struct SessionsData
{
    std::string currency{};
    std::vector<SessionRow> rows{}; ///< by cost, then tokens, descending; usage without a session is one of them
    std::int64_t sessions = 0;      ///< with a name
    std::int64_t otherSessions = 0; ///< beyond the limit: summed up in `other`
    SessionRow other{};
    std::vector<JoinedModel> models{};
    Spend total{};      ///< sum of the rows and `other`, to the last digit
    Money inCurrency{}; ///< likewise
    std::vector<Money> foreign{};          ///< parts of total.cost without an exchange rate
    std::vector<UsedExchangeRate> rates{};
    std::vector<Problem> missingRates{};
    std::optional<LocalDay> nearestDataDay{}; ///< when the period is empty
};

/// Pure over what the reader answers. Problems: BadArgument for a currency that is none or a period without both days;
/// and the reader's.
Result<SessionsData> sessionsOf(LedgerReader &reader, Pricer &pricer, const SessionsRequest &request);

/// Not a helper's: the answers of the main conversation. Codex names what ran without a terminal "exec", and what is not
/// settled yet "unfinished".
bool isMainAgent(const std::string &agent);

struct SessionDetailRequest
{
    UsageFilter filter{}; ///< of the page; its sessions are replaced
    std::string session{};
    Zone zone = Zone::utc();
    UtcTime now{};
    std::string currency{"USD"};
    ReadProgress progress{};
};

struct SessionDetail
{
    std::string name{};
    std::string currency{};
    Spend total{};
    Money inCurrency{}; ///< the list's up to an atto of rounding, where something was converted
    std::vector<Money> foreign{};
    UtcTime first{}, last{};
    bool onlyDays = false;

    /// A request, or a bucket of an export.
    struct Turn
    {
        std::int64_t record = 0; ///< for WhyRecord
        UtcTime time{};
        Precision precision = Precision::Instant;
        std::string model{}; ///< display name
        std::string agent{};
        std::int64_t prompt = 0, output = 0;
        StopReason stop = StopReason::Unknown;
        bool priced = false;
        Money inCurrency{}; ///< 0 where it could not be converted
    };
    std::vector<Turn> dearest{}; ///< the twenty with the largest cost, then tokens

    struct Part
    {
        std::string name{};   ///< of an agent, raw; display name of a model
        std::string family{}; ///< of a model
        bool isMain = false;  ///< agents: the main conversation, first
        bool isSide = false;  ///< agents: side questions of an agent without a name
        Spend spend{};
        Money inCurrency{};
    };
    std::vector<Part> agents{}; ///< the main one, then by cost
    std::vector<Part> models{}; ///< by cost

    /// One turn, or as many that follow each other as keep the list at MostPoints.
    struct Point
    {
        UtcTime time{}; ///< of the first
        std::int64_t turns = 0;
        Money cost{};
        std::int64_t prompt = 0; ///< the largest of the main conversation's; 0 = none of them is of it
    };
    std::vector<Point> points{};
    static constexpr std::size_t MostPoints = 120;
    static constexpr std::size_t MostTurns = 20;
};

Result<SessionDetail> sessionDetailOf(LedgerReader &reader, Pricer &pricer, const SessionDetailRequest &request);

/// What a model's answers were like.
struct ModelAnswerRow
{
    JoinedModel model{};
    Spend spend{};
    Money inCurrency{};
    std::int64_t sessions = 0;          ///< with a name, in which it answered
    std::int64_t sessionRequests = 0;   ///< requests of these
    StopCounts stops{};
    SizeHistogram output{};

    std::optional<double> callsPerSession() const;
    /// Of the answers whose end is known. Nothing when none is.
    std::optional<double> share(StopReason reason) const;
    /// Of all answers.
    std::optional<double> unknownShare() const;
};

struct ModelAnswersData
{
    std::string currency{};
    std::vector<ModelAnswerRow> rows{}; ///< by requests, descending
    ModelAnswerRow total{};             ///< sums of the rows; its sessions are counted once
};

Result<ModelAnswersData> modelAnswersOf(LedgerReader &reader, Pricer &pricer, const SessionsRequest &request);

} // namespace tokenmeter
