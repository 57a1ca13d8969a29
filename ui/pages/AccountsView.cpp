// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountsView.h"

#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProviderText.h"
#include "providers/Provider.h"

#include <algorithm>
#include <climits>

namespace tokenmeter
{
namespace
{

const ReportState *stateOfReport(const AccountStanding &standing, std::string_view report)
{
    const auto found = std::find_if(standing.states.begin(), standing.states.end(), [&](const ReportState &state) { return state.report == report; });
    return found == standing.states.end() ? nullptr : &*found;
}

/// The provider said that this key may not see the report; the others go on.
bool isRefused(const ReportState &state)
{
    return !state.stopped && state.problem && (state.problem->cause == Cause::KeyNotAllowed || state.problem->cause == Cause::NotFoundThere);
}

/// Of several the one to be told: what stops everything, then what failed, then fields that could not be read.
const ReportState *worstOf(const AccountStanding &standing)
{
    const auto rank = [](const ReportState &state) { return !state.problem ? 0 : isRefused(state) ? 1 : state.failures == 0 ? 2 : state.stopped ? 4 : 3; };
    const ReportState *worst = nullptr;
    for (const ReportState &state : standing.states) {
        if (rank(state) > (worst == nullptr ? 0 : rank(*worst))) {
            worst = &state;
        }
    }
    return worst;
}

int failedReports(const AccountStanding &standing)
{
    return int(std::count_if(standing.states.begin(), standing.states.end(),
                             [](const ReportState &state) { return state.problem && state.failures > 0 && !isRefused(state); }));
}

/// Whether a report that brings charges was read at least once: before that, none is no statement about money.
bool wasEverBilled(const AccountStanding &standing)
{
    // The reports of imported bills are none that a provider is asked for.
    const ProviderApi *api = isImportedBill(standing.account) ? nullptr : providerApiById(standing.account.provider);
    return std::any_of(standing.states.begin(), standing.states.end(), [&](const ReportState &state) {
        return state.lastSuccess && (api == nullptr || std::any_of(api->reports.begin(), api->reports.end(), [&](const ApiReport &report) {
                   return report.id == state.report && report.doesYield(Yield::Charges);
               }));
    });
}

/// At least one report's last try went well.
bool isAnyFine(const AccountStanding &standing)
{
    return std::any_of(standing.states.begin(), standing.states.end(),
                       [](const ReportState &state) { return state.lastSuccess && state.failures == 0 && !state.stopped; });
}

void addYields(QStringList &names, const ApiReport &report)
{
    for (const Yield yield : report.yields) {
        if (yield != Yield::Handover) {
            names << ProviderText::yield(yield);
        }
    }
    names.removeDuplicates();
}

} // namespace

bool AccountsView::isFailing(const AccountStanding &standing)
{
    return !standing.account.paused && (isStopped(standing.states) || (failedReports(standing) > 0 && !isAnyFine(standing)));
}

QString AccountsView::moment(UtcTime time) const
{
    return DateText::moment(time, m_context.zone, m_context.today);
}

QString AccountsView::billed(const AccountStanding &standing) const
{
    const QString month = DateText::monthName(m_context.today);
    const ProviderApi *api = providerApiById(standing.account.provider);
    if (standing.billedLines == 0 && !isImportedBill(standing.account) && api != nullptr && !api->has(Insight::BilledCost)) {
        return tr("not told by this provider");
    }
    if (standing.billedLines == 0 && !wasEverBilled(standing)) {
        return tr("not known yet");
    }
    QStringList amounts;
    for (const Money &amount : standing.billed) {
        amounts << MoneyText::amount(amount);
    }
    if (amounts.isEmpty()) {
        return standing.linesWithoutAmount > 0 ? tr("%n line(s) without an amount in %1", nullptr, int(std::min<std::int64_t>(standing.linesWithoutAmount, INT_MAX))).arg(month)
                                               : tr("nothing in %1 so far").arg(month);
    }
    const QString sum = amounts.join(tr(", ", "between two amounts"));
    return standing.linesWithoutAmount > 0 ? tr("at least %1 in %2").arg(sum, month) : tr("%1 in %2", "an amount, a month").arg(sum, month);
}

QString AccountsView::balance(const AccountStanding &standing) const
{
    QStringList amounts;
    std::optional<UtcTime> asked;
    for (const BalanceSnapshot &balance : standing.balances) {
        const std::optional<ChargeAmount> &left = balance.available ? balance.available : balance.total;
        if (left && !balance.currency.empty()) {
            amounts << MoneyText::amount(Money::fromAtto(left->atto, Currency{balance.currency}));
            asked = std::max(asked, std::optional{balance.time});
        }
    }
    return amounts.isEmpty() ? QString{} : tr("%1, %2", "amounts, when they were asked").arg(amounts.join(tr(", ", "between two amounts")), moment(*asked));
}

QString AccountsView::next(const AccountStanding &standing, const AccountActivity &activity) const
{
    if (activity.isSyncing) {
        return tr("under way");
    }
    if (isImportedBill(standing.account)) {
        return tr("never: its bills are imported as files");
    }
    if (standing.account.paused) {
        return tr("not while it is paused");
    }
    if (!activity.mayAsk) {
        return tr("never: nothing is asked in the demo");
    }
    const std::optional<UtcTime> due = nextSyncOf(standing);
    if (!due) {
        return tr("not before the key is right");
    }
    if (!activity.isOnline) {
        return tr("when there is a network");
    }
    return *due <= m_context.now ? tr("now") : moment(*due);
}

QString AccountsView::keyPlace(const BillingAccount &account)
{
    switch (account.keyPlace) {
    case KeyPlace::Keyring:
        return tr("in the desktop's secret store");
    case KeyPlace::File:
        return tr("in a file that only you can read");
    case KeyPlace::Environment:
        break;
    }
    QStringList names;
    for (const auto &[field, variable] : account.variables) {
        names << visibleText(variable);
    }
    return tr("in the environment: %1").arg(names.join(tr(", ", "between the things of a list")));
}

AccountCardTexts AccountsView::card(const AccountStanding &standing, const AccountActivity &activity) const
{
    const BillingAccount &account = standing.account;
    const ProviderApi *api = providerApiById(account.provider);
    AccountCardTexts texts;
    texts.icon = api != nullptr && api->has(Insight::BilledCost) ? Icon::Bank : Icon::Polled;
    texts.name = visibleText(account.name);
    texts.provider = (api == nullptr ? visibleText(account.provider) : QString::fromUtf8(api->name.data(), qsizetype(api->name.size())))
        + (account.base.empty() ? QString{} : QStringLiteral(" · ") + visibleText(account.base));
    texts.isPaused = account.paused;
    texts.mayPause = !isImportedBill(account); // stored as paused, so that nobody asks
    texts.isSyncing = activity.isSyncing;
    texts.maySync = activity.mayAsk && api != nullptr && !isImportedBill(account);
    texts.whyNotSync = isImportedBill(account) ? tr("Nothing is asked of this account: its bills are imported as files.")
        : api == nullptr ? tr("This version does not know the provider.") : activity.mayAsk ? QString{} : tr("In the demo nothing is asked of anybody.");

    // The state, in words.
    const int failed = failedReports(standing);
    const bool someRefused = std::any_of(standing.states.begin(), standing.states.end(), isRefused);
    const ReportState *worst = worstOf(standing);
    if (activity.isSyncing) {
        texts.tone = Tone::Accent;
        texts.state = tr("Syncing");
    } else if (isImportedBill(account)) {
        texts.tone = Tone::Neutral;
        texts.state = tr("Imported bills");
    } else if (account.paused) {
        texts.tone = Tone::Neutral;
        texts.state = tr("Paused");
    } else if (isStopped(standing.states)) {
        texts.tone = Tone::Negative;
        texts.state = tr("Stopped");
    } else if (failed > 0) {
        texts.tone = isAnyFine(standing) ? Tone::Warning : Tone::Negative;
        texts.state = isAnyFine(standing) ? tr("%n problem(s)", nullptr, failed) : tr("Failed");
    } else if (!lastSyncOf(standing)) {
        texts.tone = Tone::Neutral;
        texts.state = tr("Not asked yet");
    } else if (someRefused) {
        texts.tone = Tone::Warning;
        texts.state = tr("Partly allowed");
    } else if (worst != nullptr) {
        texts.tone = Tone::Warning;
        texts.state = tr("Partly read");
    } else {
        texts.tone = Tone::Positive;
        texts.state = tr("Up to date");
    }

    texts.facts = {{tr("Billed"), billed(standing)}};
    if (const QString left = balance(standing); !left.isEmpty()) {
        texts.facts.append({tr("Balance"), left});
    }
    if (standing.firstDay) {
        texts.facts.append({tr("Covers"), DateText::range(*standing.firstDay, *standing.lastDay, m_context.today)});
    }
    const std::optional<UtcTime> last = lastSyncOf(standing);
    texts.facts.append({tr("Last sync"), last ? moment(*last) : tr("never")});
    texts.facts.append({tr("Next sync"), next(standing, activity)});
    if (!isImportedBill(account)) { // nobody is asked with it
        texts.facts.append({tr("Key"), keyPlace(account)});
    }

    if (api != nullptr) {
        QStringList sees;
        QStringList cannot;
        for (const ApiReport &report : api->reports) {
            if (const ReportState *state = stateOfReport(standing, report.id)) {
                if (isRefused(*state)) {
                    addYields(cannot, report);
                } else if (state->lastSuccess) {
                    addYields(sees, report);
                }
            }
        }
        const QString comma = tr(", ", "between the things of a list");
        texts.sees = sees.isEmpty() ? QString{} : tr("This key sees: %1.").arg(sees.join(comma));
        texts.cannotSee = cannot.isEmpty() ? QString{} : tr("It may not see: %1.").arg(cannot.join(comma));
    }
    if (worst != nullptr && !(isRefused(*worst) && failed == 0)) {
        texts.problem = ProblemText::sentence(*worst->problem);
        texts.problemTone = isFailing(standing) ? Tone::Negative : Tone::Warning;
        if (isStopped(standing.states)) {
            texts.problem += QLatin1Char(' ') + tr("Nothing is asked until then; what was read before stays.");
        }
    }
    return texts;
}

QString AccountsView::summary(const AccountsData &data) const
{
    const auto failing = int(std::count_if(data.accounts.begin(), data.accounts.end(), isFailing));
    const QString count = tr("%n account(s)", nullptr, int(data.accounts.size()));
    return failing > 0 ? count + tr(", ", "between two counts") + tr("%n failing", nullptr, failing) : count;
}

PageTable AccountsView::table(const AccountsData &data) const
{
    PageTable table;
    table.title = tr("Accounts");
    table.columns = {tr("Account"), tr("Provider"), tr("State"), tr("Billed"), tr("Last sync"), tr("Next sync"), tr("Problem")};
    for (const AccountStanding &standing : data.accounts) {
        const AccountCardTexts texts = card(standing, {});
        const std::optional<UtcTime> last = lastSyncOf(standing);
        std::vector<PageTable::Cell> row;
        for (const QString &text : {texts.name, texts.provider, texts.state, billed(standing), last ? moment(*last) : tr("never"), next(standing, {}), texts.problem}) {
            row.push_back({.text = text});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace tokenmeter
