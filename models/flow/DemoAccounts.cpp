// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/DemoAccounts.h"

#include "core/Zone.h"
#include "flow/DemoBill.h"

#include <array>
#include <initializer_list>
#include <string>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int BilledDays = 92;
constexpr int BilledMonths = 3;
constexpr int BalanceDays = 30;
constexpr std::array Weekday{6, 31, 28, 33, 36, 25, 4}; ///< dollars a day from Sunday on

/// How a report stands after a poll that went well `ago` before now.
ReportState read(const BillingAccount &account, const char *report, UtcTime now, minutes ago, minutes interval)
{
    ReportState state;
    state.account = account.id;
    state.report = report;
    state.lastTry = state.lastSuccess = state.readTo = now - ago;
    state.due = now - ago + interval;
    return state;
}

PolledSlice sliceOf(const ReportState &state, UtcTime from)
{
    PolledSlice slice;
    slice.account = state.account;
    slice.report = state.report;
    slice.from = from;
    slice.to = *state.readTo;
    slice.asked = *state.lastTry;
    return slice;
}

Charge chargeOf(LocalDay day, int length, const char *model, std::string amount, const char *currency)
{
    Charge charge;
    charge.from = Zone::utc().startOf(day);
    charge.to = charge.from + days{length};
    charge.day = length == 1 ? std::optional{day} : std::nullopt;
    charge.model = model;
    charge.billed = amountOf(amount);
    charge.currency = currency;
    return charge;
}

Result<Done> storedSlice(LedgerWriter &writer, const PolledSlice &slice, const ReportState &state)
{
    const Result<SliceReport> stored = writer.storeSlice(slice, state);
    return stored ? Result<Done>{Done{}} : stored.problem();
}

/// What the demo's parts are made with.
struct DemoDesk
{
    LedgerReader &reader;
    LedgerWriter &writer;
    Pricer &pricer;
    UtcTime now;
};

/// Dollars by day, and the known month in its place; all reports were read lately.
Result<Done> addAnthropic(const DemoDesk &desk, const BillingAccount &account)
{
    const UtcTime now = desk.now;
    LedgerWriter &writer = desk.writer;
    constexpr minutes Ago{27};
    const LocalDay today = Zone::utc().dayOf(now);
    const ReportState cost = read(account, "cost-report", now, Ago, hours{1});
    PolledSlice slice = sliceOf(cost, Zone::utc().startOf(today - days{BilledDays}));
    slice.replacesCharges = true;
    const year_month_day date{today};
    const year_month known = date.year() / date.month() - months{1};
    for (int back = BilledDays; back > 0; --back) {
        const LocalDay day = today - days{back};
        if (const year_month_day own{day}; own.year() / own.month() == known) {
            continue;
        }
        const int dollars = Weekday[weekday{day}.c_encoding()] + back % 5;
        slice.charges.push_back(chargeOf(day, 1, back % 3 == 0 ? "claude-sonnet-5" : "claude-opus-5", std::to_string(dollars) + '.' + std::to_string(10 + back % 80), "USD"));
    }
    // Before the bill: who pays decides what is on it.
    if (const Result<Done> payer = writer.setPayer({.format = "claude-code", .account = account.id}, now); !payer) {
        return payer.problem();
    }
    Result<DemoBill> bill = demoBill(desk.reader, desk.pricer, {.account = account, .month = known, .now = now});
    if (!bill) {
        return bill.problem();
    }
    slice.charges.insert(slice.charges.end(), bill->charges.begin(), bill->charges.end());
    const ReportState messages = read(account, "usage-messages", now, Ago, hours{1});
    PolledSlice usage = sliceOf(messages, slice.from);
    usage.replacesUsage = true;
    usage.buckets = std::move(bill->buckets);
    if (const Result<Done> stored = storedSlice(writer, usage, messages); !stored) {
        return stored.problem();
    }
    for (const char *report : {"organization", "claude-code"}) {
        if (const Result<Done> noted = writer.setReportState(read(account, report, now, Ago, hours{1})); !noted) {
            return noted.problem();
        }
    }
    return storedSlice(writer, slice, cost);
}

/// A balance that falls slowly.
Result<Done> addDeepSeek(const DemoDesk &desk, const BillingAccount &account)
{
    const UtcTime now = desk.now;
    LedgerWriter &writer = desk.writer;
    constexpr minutes Ago{12};
    const ReportState state = read(account, "balance", now, Ago, hours{1});
    PolledSlice slice = sliceOf(state, now - days{BalanceDays});
    for (int back = BalanceDays; back >= 0; --back) {
        BalanceSnapshot balance;
        balance.time = now - Ago - days{back};
        balance.currency = "CNY";
        balance.total = balance.available = balance.toppedUp = amountOf(std::to_string(212 + back) + ".40");
        slice.balances.push_back(std::move(balance));
    }
    return storedSlice(writer, slice, state);
}

/// Bills by month, read until the service failed this morning.
Result<Done> addAlibaba(const DemoDesk &desk, const BillingAccount &account)
{
    const UtcTime now = desk.now;
    LedgerWriter &writer = desk.writer;
    constexpr minutes Ago{hours{7}};
    const year_month_day today{Zone::utc().dayOf(now)};
    ReportState bill = read(account, "instance-bill", now, Ago, hours{6});
    const LocalDay first{local_days{today.year() / today.month() / 1}};
    const auto back = [&](int count) { return LocalDay{local_days{(year_month{today.year(), today.month()} - months{count}) / 1}}; };
    PolledSlice slice = sliceOf(bill, Zone::utc().startOf(back(BilledMonths)));
    slice.replacesCharges = true;
    for (int month = BilledMonths; month > 0; --month) {
        for (int day = 0; day < 28; ++day) {
            slice.charges.push_back(chargeOf(back(month) + days{day}, 1, "qwen3-max", std::to_string(9 + (day * month) % 7) + ".25", "CNY"));
        }
    }
    for (LocalDay day = first; day < Zone::utc().dayOf(now - Ago); day += days{1}) {
        slice.charges.push_back(chargeOf(day, 1, "qwen3-max", "11.80", "CNY"));
    }
    const auto fail = [&](ReportState &state) {
        state.lastTry = now - minutes{40};
        state.failures = 2;
        state.problem = Problem{.cause = Cause::ServiceFailed, .args = {"503"}};
        state.due = now + minutes{20};
    };
    fail(bill);
    ReportState balance = read(account, "balance", now, Ago, hours{1});
    fail(balance);
    if (const Result<Done> noted = writer.setReportState(balance); !noted) {
        return noted.problem();
    }
    return storedSlice(writer, slice, bill);
}

Result<Done> addOpenRouter(const DemoDesk &desk, const BillingAccount &account)
{
    const UtcTime now = desk.now;
    LedgerWriter &writer = desk.writer;
    for (const char *report : {"key", "credits"}) {
        if (const Result<Done> noted = writer.setReportState(read(account, report, now, minutes{days{9}}, hours{1})); !noted) {
            return noted.problem();
        }
    }
    return Done{};
}

} // namespace

Result<Done> addDemoAccounts(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, UtcTime now)
{
    const DemoDesk desk{reader, writer, pricer, now};
    struct Story
    {
        const char *provider;
        const char *name;
        std::initializer_list<std::pair<std::string, std::string>> variables;
        bool paused;
        Result<Done> (*add)(const DemoDesk &, const BillingAccount &);
    };
    const Story stories[] = {{"anthropic", "Anthropic, work", {{"key", "ANTHROPIC_ADMIN_KEY"}}, false, addAnthropic},
                             {"deepseek", "DeepSeek", {{"key", "DEEPSEEK_KEY"}}, false, addDeepSeek},
                             {"alibaba", "Alibaba Cloud bills", {{"access-key-id", "ALIBABA_ID"}, {"access-key-secret", "ALIBABA_SECRET"}}, false, addAlibaba},
                             {"openrouter", "OpenRouter, old", {{"key", "OPENROUTER_KEY"}}, true, addOpenRouter}};
    for (const Story &story : stories) {
        BillingAccount account;
        account.provider = story.provider;
        account.name = story.name;
        account.keyPlace = KeyPlace::Environment; // no secret of the demo is kept anywhere
        account.variables.assign(story.variables.begin(), story.variables.end());
        account.paused = story.paused;
        const Result<BillingAccount> added = writer.addAccount(account, now - days{BilledDays});
        if (!added) {
            return added.problem();
        }
        if (const Result<Done> done = story.add(desk, *added); !done) {
            return done.problem();
        }
    }
    return Done{};
}

} // namespace tokenmeter
