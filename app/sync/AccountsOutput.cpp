// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/AccountsOutput.h"

#include "Json.h"
#include "Output.h"
#include "format/DateText.h"
#include "format/ProblemText.h"
#include "format/ProviderText.h"
#include "sync/ProviderWords.h"
#include "sync/SyncSchedule.h"

#include <QJsonArray>

#include <algorithm>

namespace tokenmeter
{
namespace
{

struct AccountsTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AccountsTexts)
};

QJsonValue timeJson(const std::optional<UtcTime> &time)
{
    return time ? QJsonValue{text(toRfc3339(*time))} : QJsonValue{};
}

QJsonValue problemJson(const std::optional<Problem> &problem)
{
    return problem ? QJsonValue{toJson(*problem)} : QJsonValue{};
}

QString placeWord(KeyPlace place)
{
    switch (place) {
    case KeyPlace::Keyring: return QStringLiteral("keyring");
    case KeyPlace::File: return QStringLiteral("file");
    case KeyPlace::Environment: return QStringLiteral("environment");
    }
    return {};
}

QString placeText(KeyPlace place)
{
    switch (place) {
    case KeyPlace::Keyring: return AccountsTexts::tr("keyring");
    case KeyPlace::File: return AccountsTexts::tr("file");
    case KeyPlace::Environment: return AccountsTexts::tr("environment");
    }
    return {};
}

QString endWord(ReportEnd end)
{
    switch (end) {
    case ReportEnd::Stored: return QStringLiteral("stored");
    case ReportEnd::PutOff: return QStringLiteral("later");
    case ReportEnd::Refused: return QStringLiteral("refused");
    case ReportEnd::Stopped: return QStringLiteral("stopped");
    }
    return {};
}

std::vector<ReportState> statesOf(const AccountBook &book, std::int64_t account)
{
    std::vector<ReportState> states;
    std::copy_if(book.states.begin(), book.states.end(), std::back_inserter(states), [&](const ReportState &state) { return state.account == account; });
    return states;
}

/// The newest success of any report.
std::optional<UtcTime> lastOf(const std::vector<ReportState> &states)
{
    std::optional<UtcTime> last;
    for (const ReportState &state : states) {
        last = std::max(last, state.lastSuccess);
    }
    return last;
}

std::optional<UtcTime> nextOf(const BillingAccount &account, const std::vector<ReportState> &states, UtcTime now)
{
    return nextWake({&account, 1}, states, now);
}

QString momentText(const CommandContext &context, const std::optional<UtcTime> &time)
{
    return time ? DateText::moment(*time, context.zone, context.zone.dayOf(context.environment.now)) : AccountsTexts::tr("never");
}

QString nextText(const CommandContext &context, const BillingAccount &account, const std::vector<ReportState> &states)
{
    if (isImportedBill(account)) {
        return AccountsTexts::tr("imported files");
    }
    if (account.paused) {
        return AccountsTexts::tr("paused");
    }
    const std::optional<UtcTime> next = nextOf(account, states, context.environment.now);
    return next && *next <= context.environment.now ? AccountsTexts::tr("now") : momentText(context, next);
}

QString providerName(const std::string &id)
{
    const ProviderApi *api = providerApiById(id);
    return api == nullptr ? text(id) : text(api->name);
}

QJsonObject stateJson(const ReportState &state)
{
    return {{QStringLiteral("report"), text(state.report)},
            {QStringLiteral("read_to"), timeJson(state.readTo)},
            {QStringLiteral("last_try"), timeJson(state.lastTry)},
            {QStringLiteral("last_success"), timeJson(state.lastSuccess)},
            {QStringLiteral("due"), timeJson(state.due)},
            {QStringLiteral("failures"), state.failures},
            {QStringLiteral("stopped"), state.stopped},
            {QStringLiteral("incomplete"), state.isIncomplete},
            {QStringLiteral("unread_fields"), qint64(state.problemCount)},
            {QStringLiteral("problem"), problemJson(state.problem)}};
}

QJsonObject providerJson(const ProviderApi &api)
{
    QJsonArray sees;
    QJsonArray cannot;
    for (const Insight insight : ProviderText::insights()) {
        (api.has(insight) ? sees : cannot).append(wordOf(insight));
    }
    QJsonArray caveats;
    for (const Caveat caveat : api.caveats) {
        caveats.append(wordOf(caveat));
    }
    QJsonArray fields;
    for (const KeyField &field : api.fields) {
        fields.append(QJsonObject{{QStringLiteral("field"), text(field.id)},
                                  {QStringLiteral("secret"), field.isSecret},
                                  {QStringLiteral("optional"), field.isOptional},
                                  {QStringLiteral("example"), text(field.example)}});
    }
    QJsonArray reports;
    for (const ApiReport &report : api.reports) {
        QJsonArray yields;
        for (const Yield yield : report.yields) {
            yields.append(wordOf(yield));
        }
        reports.append(QJsonObject{{QStringLiteral("report"), text(report.id)},
                                   {QStringLiteral("yields"), yields},
                                   {QStringLiteral("interval_minutes"), qint64(report.interval.count())}});
    }
    return {{QStringLiteral("provider"), text(api.id)},
            {QStringLiteral("name"), text(api.name)},
            {QStringLiteral("key"), wordOf(api.need)},
            {QStringLiteral("key_page"), text(api.keyPage)},
            {QStringLiteral("key_hint"), text(api.keyHint)},
            {QStringLiteral("fields"), fields},
            {QStringLiteral("sees"), sees},
            {QStringLiteral("cannot_see"), cannot},
            {QStringLiteral("caveats"), caveats},
            {QStringLiteral("calls_cost_money"), api.callsCostMoney},
            {QStringLiteral("tried_for_real"), api.triedForReal},
            {QStringLiteral("reports"), reports}};
}

QString providerText(const ProviderApi &api)
{
    QStringList sees;
    QStringList cannot;
    for (const Insight insight : ProviderText::insights()) {
        (api.has(insight) ? sees : cannot) << ProviderText::insight(insight);
    }
    QStringList lines{QStringLiteral("%1 (%2)").arg(text(api.name), text(api.id))};
    lines << AccountsTexts::tr("Key: %1").arg(ProviderText::need(api.need));
    if (!api.keyPage.empty()) {
        lines << AccountsTexts::tr("Made at: %1").arg(text(api.keyPage)) + (api.keyHint.empty() ? QString{} : QStringLiteral(" (%1)").arg(text(api.keyHint)));
    }
    lines << AccountsTexts::tr("Tells: %1").arg(sees.join(AccountsTexts::tr(", ", "between the things of a list")));
    if (!cannot.isEmpty()) {
        lines << AccountsTexts::tr("Does not tell: %1").arg(cannot.join(AccountsTexts::tr(", ", "between the things of a list")));
    }
    for (const Caveat caveat : api.caveats) {
        lines << ProviderText::caveat(caveat);
    }
    if (!api.triedForReal) {
        lines << ProviderText::untried();
    }
    return lines.join(QStringLiteral("\n  ")) + QLatin1Char('\n');
}

} // namespace

void printAccounts(const CommandContext &context, const AccountBook &book)
{
    QJsonArray array;
    TextTable table{{{AccountsTexts::tr("Account")}, {AccountsTexts::tr("Provider")}, {AccountsTexts::tr("Key")}, {AccountsTexts::tr("Last sync")},
                     {AccountsTexts::tr("Next")}}};
    QString sentences;
    for (const BillingAccount &account : book.accounts) {
        const std::vector<ReportState> states = statesOf(book, account.id);
        QJsonArray reports;
        for (const ReportState &state : states) {
            reports.append(stateJson(state));
            if (state.problem) {
                sentences += QStringLiteral("%1, %2: %3\n").arg(visibleText(account.name), text(state.report), ProblemText::sentence(*state.problem));
            }
        }
        if (isStopped(states)) {
            sentences += AccountsTexts::tr("%1 is stopped. When its key is right again: tokenmeter accounts resume").arg(visibleText(account.name))
                + QLatin1Char('\n');
        }
        array.append(QJsonObject{{QStringLiteral("id"), qint64(account.id)},
                                 {QStringLiteral("name"), text(account.name)},
                                 {QStringLiteral("provider"), text(account.provider)},
                                 {QStringLiteral("base_url"), account.base.empty() ? QJsonValue{} : QJsonValue{text(account.base)}},
                                 {QStringLiteral("key_in"), placeWord(account.keyPlace)},
                                 {QStringLiteral("paused"), account.paused},
                                 {QStringLiteral("stopped"), isStopped(states)},
                                 {QStringLiteral("last_success"), timeJson(lastOf(states))},
                                 {QStringLiteral("next"), timeJson(nextOf(account, states, context.environment.now))},
                                 {QStringLiteral("reports"), reports}});
        table.addRow({text(account.name), providerName(account.provider), placeText(account.keyPlace), momentText(context, lastOf(states)),
                      nextText(context, account, states)});
    }
    if (context.json) {
        printJson({{QStringLiteral("accounts"), array}});
    } else {
        print(book.accounts.empty() ? AccountsTexts::tr("There are no accounts; nothing is asked of any provider. See: tokenmeter accounts providers") + QLatin1Char('\n')
                                    : table.toText() + sentences);
    }
}

void printProviders(bool json)
{
    QJsonArray array;
    QStringList paragraphs;
    for (const ProviderApi &api : providerApis()) {
        array.append(providerJson(api));
        paragraphs << providerText(api);
    }
    if (json) {
        printJson({{QStringLiteral("providers"), array}});
    } else {
        print(paragraphs.join(QLatin1Char('\n')));
    }
}

void printTest(const CommandContext &context, const ProviderApi &api, const BillingAccount &account, const std::vector<ReportTest> &tests)
{
    QJsonArray reports;
    QString lines;
    for (const ReportTest &test : tests) {
        QJsonArray words;
        QStringList names;
        for (const Yield yield : test.report->yields) {
            words.append(wordOf(yield));
            names << ProviderText::yield(yield);
        }
        reports.append(QJsonObject{{QStringLiteral("report"), text(test.report->id)},
                                   {QStringLiteral("yields"), words},
                                   {QStringLiteral("seen"), !test.problem},
                                   {QStringLiteral("rows"), qint64(test.rows)},
                                   {QStringLiteral("problem"), problemJson(test.problem)}});
        const QString what = QStringLiteral("%1 (%2)").arg(names.join(AccountsTexts::tr(", ", "between the things of a list")), text(test.report->id));
        lines += test.problem        ? AccountsTexts::tr("This key cannot see: %1. %2").arg(what, ProblemText::sentence(*test.problem))
            : test.rows == 0         ? AccountsTexts::tr("This key can see: %1; nothing is there now.").arg(what)
                                     : AccountsTexts::tr("This key can see: %1.").arg(what);
        lines += QLatin1Char('\n');
    }
    if (context.json) {
        QJsonObject document = providerJson(api);
        document.insert(QStringLiteral("account"), text(account.name));
        document.insert(QStringLiteral("reports"), reports);
        printJson(document);
    } else {
        print(lines + QLatin1Char('\n') + providerText(api));
    }
}

void printSync(const CommandContext &context, const AccountBook &before, const AccountBook &after, const std::vector<AccountResult> &results)
{
    QJsonArray array;
    TextTable table{{{AccountsTexts::tr("Account")},
                     {AccountsTexts::tr("Rows stored"), TextTable::Align::Right},
                     {AccountsTexts::tr("Changed"), TextTable::Align::Right},
                     {AccountsTexts::tr("Problems"), TextTable::Align::Right},
                     {AccountsTexts::tr("Next")}}};
    QString sentences;
    for (const AccountResult &result : results) {
        const auto account = std::find_if(before.accounts.begin(), before.accounts.end(), [&](const BillingAccount &each) { return each.id == result.account; });
        if (account == before.accounts.end()) {
            continue;
        }
        const QString name = visibleText(account->name);
        std::int64_t stored = 0;
        std::int64_t changed = 0;
        int problems = 0;
        QJsonArray reports;
        const auto tell = [&](const Problem &problem, const std::string &report) {
            ++problems;
            sentences += (report.empty() ? name : QStringLiteral("%1, %2").arg(name, text(report))) + QStringLiteral(": ") + ProblemText::sentence(problem)
                + QLatin1Char('\n');
        };
        if (result.isBusy) {
            sentences += AccountsTexts::tr("%1 is being polled by another process.").arg(name) + QLatin1Char('\n');
        }
        if (result.problem) {
            tell(*result.problem, {});
        }
        for (const ReportResult &report : result.reports) {
            stored += report.stored;
            changed += report.changed;
            if (report.problem) {
                tell(*report.problem, report.report);
            }
            reports.append(QJsonObject{{QStringLiteral("report"), text(report.report)},
                                       {QStringLiteral("state"), endWord(report.end)},
                                       {QStringLiteral("stored"), qint64(report.stored)},
                                       {QStringLiteral("changed"), qint64(report.changed)},
                                       {QStringLiteral("balances"), qint64(report.balances)},
                                       {QStringLiteral("unread_fields"), qint64(report.fieldProblems)},
                                       {QStringLiteral("problem"), problemJson(report.problem)},
                                       {QStringLiteral("next"), report.end == ReportEnd::Stopped ? QJsonValue{} : QJsonValue{text(toRfc3339(report.due))}}});
        }
        const std::vector<ReportState> states = statesOf(after, result.account);
        array.append(QJsonObject{{QStringLiteral("id"), qint64(result.account)},
                                 {QStringLiteral("name"), text(account->name)},
                                 {QStringLiteral("busy"), result.isBusy},
                                 {QStringLiteral("stored"), qint64(stored)},
                                 {QStringLiteral("changed"), qint64(changed)},
                                 {QStringLiteral("problem"), problemJson(result.problem)},
                                 {QStringLiteral("stopped"), isStopped(states)},
                                 {QStringLiteral("next"), timeJson(nextOf(*account, states, context.environment.now))},
                                 {QStringLiteral("reports"), reports}});
        table.addRow({text(account->name), QString::number(stored), QString::number(changed), QString::number(problems), nextText(context, *account, states)});
    }
    if (context.json) {
        printJson({{QStringLiteral("accounts"), array}});
    } else {
        print(results.empty() ? AccountsTexts::tr("There is no account to poll.") + QLatin1Char('\n') : table.toText() + sentences);
    }
}

} // namespace tokenmeter
