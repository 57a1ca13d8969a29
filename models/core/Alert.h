// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Int128.h"
#include "core/Time.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Stored: never renumber.
enum class AlertKind : std::uint8_t {
    Threshold = 1,
    Exceeded = 2,
    Forecast = 3, ///< even the low end of the forecast is above what is available
    Unpriced = 4, ///< usage without a price inside: the budget's state cannot be told
    Anomaly = 5,  ///< a day far outside its own history
    Runaway = 6,  ///< a rate far outside its own history: something loops, or works at night
    AnomalyHour = 7, ///< an hour far outside its own history
    PriceChange = 8, ///< a model in use will have another price
    Retirement = 9,  ///< a model in use will not be served any more
    SyncFailing = 10, ///< a billing account could not be read; threshold 1: it was refused
    CreditLow = 11,   ///< what an account has left does not last much longer
    PlanLow = 12,      ///< most or all of a free quota or of prepaid credit is gone
    PlanExpiring = 13, ///< a free quota or prepaid credit ends soon, and something is left
};

/// Two alerts with equal keys are one, over restarts, crashes, changes of the clock and several processes.
struct AlertKey
{
    /// What it is about: a budget's uuid; empty = all usage (of anomalies and runaways); a model's catalogue key (of PriceChange
    /// and Retirement); an account's uuid (of SyncFailing and CreditLow); a plan's
    /// (of PlanLow and PlanExpiring).
    std::string subject{};
    /// Of Anomaly and AnomalyHour: start of the day or hour; of Runaway: of the episode; of PriceChange and Retirement: the moment
    /// from which it holds; of SyncFailing: of the last success; of CreditLow: when money last came in; of PlanLow: when
    /// the plan begins; of PlanExpiring: when it ends; of a rolling budget: see rollingKeyStart().
    UtcTime periodStart{};
    int revision = 0;      ///< of the budget's limit
    AlertKind kind = AlertKind::Threshold;
    int threshold = 0;     ///< per cent, of Threshold and PlanLow; see SyncFailing
    friend bool operator==(const AlertKey &, const AlertKey &) = default;
    friend auto operator<=>(const AlertKey &, const AlertKey &) = default;
};

/// Who is told. Stored: never renumber.
enum class AlertNotice : std::uint8_t {
    Deliver = 0,       ///< to every channel
    PassedTogether = 1, ///< passed at the same time as a higher one, which is delivered
    YourChange = 2,    ///< an edit made it hold at once: in the inbox only
    Late = 3,          ///< of a period that is over: in the inbox only
    Muted = 4,         ///< the user muted the budget for this period: in the inbox only
};

/// One alert with the figures as they were when it was stored. Amounts in the unit of the budget (see Budget).
struct Alert
{
    std::int64_t id = 0; ///< number in this ledger
    std::string uuid{};
    AlertKey key{};
    AlertNotice notice = AlertNotice::Deliver;
    UtcTime stored{};
    UtcTime periodEnd{}; ///< exclusive
    std::int64_t budgetId = 0; ///< 0 = all usage
    std::string subjectName{}; ///< of the budget, model, account or plan, as it was
    Currency currency{};       ///< none: tokens
    Int128 limit = 0;
    Int128 available = 0;
    /// Of Anomaly, AnomalyHour: the day, the hour; of Runaway: the window; of PriceChange, Retirement: the last 28 days;
    /// of CreditLow: an average day; of PlanLow, PlanExpiring: what is gone
    Int128 spent = 0;
    /// Of Forecast: the expected total; of Anomaly, AnomalyHour: a usual day or hour; of Runaway: the largest window before; of
    /// PriceChange: what the last 28 days would have cost at the new price; of CreditLow, PlanLow, PlanExpiring: what is left.
    Int128 expected = 0;
    Int128 low = 0, high = 0; ///< of Forecast; of Runaway: the rate an hour, and what it comes to by the next usual hour
    std::int64_t unpricedRequests = 0;
    std::int64_t unpricedTokens = 0;
    std::string detail{};  ///< names that explain it (session, model, project), never content; may be empty

    bool isAboutAccount() const { return key.kind == AlertKind::SyncFailing || key.kind == AlertKind::CreditLow; }
    bool isAboutPlan() const { return key.kind == AlertKind::PlanLow || key.kind == AlertKind::PlanExpiring; }
    bool isAboutModel() const { return key.kind == AlertKind::PriceChange || key.kind == AlertKind::Retirement; }

    bool noLongerSo = false; ///< the figures do not say so any more (repricing, a correction)
    std::optional<UtcTime> acknowledged{};
    std::optional<UtcTime> snoozedUntil{};
    std::optional<UtcTime> muted{};
    friend bool operator==(const Alert &, const Alert &) = default;
};

/// exceeded > runaway > anomaly > anomaly of an hour > forecast > thresholds, the higher the more > unpriced > what lies ahead.
int rankOf(const AlertKey &key);

/// Stored: never renumber.
enum class DeliveryState : std::uint8_t { Pending = 0, Claimed = 1, Sent = 2, Failed = 3, GivenUp = 4 };

/// One alert on its way to one channel.
struct Delivery
{
    std::int64_t id = 0;
    std::int64_t alert = 0;  ///< Alert::id
    std::string channel{};   ///< name that the program gave: "desktop", "mail", "webhook:1"
    DeliveryState state = DeliveryState::Pending;
    UtcTime due{};           ///< not before: quiet hours, snooze, the next attempt
    int attempts = 0;        ///< that began
    std::string idempotencyKey{}; ///< the same at every attempt, another after a snooze
    std::string claimedBy{}; ///< process
    UtcTime claimedUntil{};  ///< then the claim of a process that died is free again
    UtcTime finished{};
    std::string receipt{};   ///< what the channel answered: its id of the message, or the name of a cause
    friend bool operator==(const Delivery &, const Delivery &) = default;
};

} // namespace tokenmeter
