// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Budget.h"
#include "ledger/Query.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What the last evaluation of a budget saw: tells an edit that nobody has evaluated yet, and lets a window show something
/// before it has asked.
struct BudgetNote
{
    std::string budget{}; ///< uuid; empty = of all budgets together
    int revision = 0;
    UtcTime evaluated{};
    std::string state{}; ///< "ok", "warning", "exceeded", "unknown"
    Int128 spent = 0;
    Int128 available = 0;
    friend bool operator==(const BudgetNote &, const BudgetNote &) = default;
};

/// The band as it was at 25, 50 or 75 % of a period's days: stored once, never computed again, so that "held in 9 of 11" is true.
struct ForecastMark
{
    std::string budget{}; ///< uuid
    UtcTime periodStart{};
    int percent = 50; ///< 25, 50, 75
    UtcTime stored{};
    Int128 low = 0, expected = 0, high = 0; ///< totals of the period, in the budget's unit
    friend bool operator==(const ForecastMark &, const ForecastMark &) = default;
};

struct AlertQuery
{
    std::optional<std::string> budget{}; ///< uuid; "" = of all usage; nothing = every one
    bool openOnly = false;     ///< neither acknowledged nor of a removed budget
    std::optional<UtcTime> storedBefore{}; ///< exclusive; to page through the inbox
    std::size_t limit = 200;   ///< newest first
};

/// What delivering came to.
struct DeliveryOutcome
{
    enum class How : std::uint8_t { Sent, Retry, GiveUp };
    How how = How::Sent;
    std::string receipt{};           ///< the channel's id of the message, or the name of a cause; never content or secrets
    std::optional<UtcTime> retryAt{}; ///< of Retry
};

/// The bodies of the reader's and writer's methods. Inside a transaction. Throw.
namespace budgetbook
{
std::vector<Budget> budgets(Connection &connection);
std::optional<Budget> budget(Connection &connection, std::int64_t id);
std::vector<BudgetNote> notes(Connection &connection);
std::optional<UtcTime> latestEvaluation(Connection &connection);
std::vector<ForecastMark> forecastMarks(Connection &connection, const std::string &budget);
std::vector<Alert> alerts(Connection &connection, const AlertQuery &query);
std::vector<Alert> alertsSince(Connection &connection, UtcTime periodStart);
std::optional<Alert> alert(Connection &connection, std::int64_t id);
std::vector<Delivery> deliveries(Connection &connection, std::int64_t alert);
std::optional<UtcTime> nextDelivery(Connection &connection, const std::string &channel, UtcTime now);

/// Definition, revision and step. @return the budget as stored
Budget add(Connection &connection, Budget budget, UtcTime now);
Budget edit(Connection &connection, const Budget &before, Budget after, UtcTime now);
void remove(Connection &connection, std::int64_t id, UtcTime now);
/// Undoes what an entry of the journal did to a budget; nothing when it did none.
void takeBack(Connection &connection, std::int64_t sequence, UtcTime now);
/// Notes beside an entry of the journal what a budget was before it.
void noteBefore(Connection &connection, std::int64_t sequence, std::int64_t id, const std::optional<Budget> &before);

void setNotes(Connection &connection, std::span<const BudgetNote> notes);
void setLatestEvaluation(Connection &connection, UtcTime now);
void storeMarks(Connection &connection, std::span<const ForecastMark> marks);
std::vector<Alert> store(Connection &connection, std::span<const Alert> alerts, std::span<const std::string> channels, UtcTime due, UtcTime now);
void setNoLongerSo(Connection &connection, std::span<const std::int64_t> ids, bool noLonger);
void acknowledge(Connection &connection, std::int64_t id, UtcTime now);
void snooze(Connection &connection, std::int64_t id, UtcTime until, std::span<const std::string> channels);
void mute(Connection &connection, std::int64_t id, UtcTime now);
std::vector<Delivery> claim(Connection &connection, const std::string &channel, const std::string &owner, UtcTime now, UtcTime until, std::size_t most);
void noteReceipt(Connection &connection, std::int64_t alert, const std::string &channel, const std::string &receipt);
bool finish(Connection &connection, std::int64_t delivery, const std::string &owner, const DeliveryOutcome &outcome, UtcTime now);
} // namespace budgetbook

} // namespace tokenmeter
