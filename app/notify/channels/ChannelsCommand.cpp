// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/Dispatcher.h"

#include "notify/channels/ChannelsCommand.h"

#include "FreshRead.h"
#include "Json.h"
#include "Output.h"
#include "flow/BudgetAlerts.h"
#include "format/ProblemText.h"
#include "notify/ChannelsOutput.h"
#include "notify/channels/KeyringStore.h"
#include "notify/channels/Owner.h"
#include "notify/channels/Senders.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QEventLoop>
#include <QFile>
#include <QUuid>

namespace tokenmeter
{
namespace
{

using Action = AlertsCommand::Action;
constexpr std::chrono::seconds LongestLook{10};
constexpr qint64 LongestAddress = 4096;

struct ChannelsTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ChannelsTexts)
};

int failed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

/// One line of standard input: an address in the argument list could be read by every program of this computer.
QString typedAddress()
{
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? QString::fromUtf8(input.readLine(LongestAddress)).trimmed() : QString{};
}

int add(const CommandContext &context, const AlertsCommand &command)
{
    SettingsStore store{SettingsStore::defaultFile()};
    ChannelSettings settings = loadChannels(store);
    Channel channel;
    channel.kind = parseChannelKind(command.channel).value_or(ChannelKind::Desktop);
    channel.form = parseWebhookForm(command.form).value_or(WebhookForm::Json);
    channel.label = text(command.label);
    for (const std::string &word : command.command) {
        channel.command << text(word);
    }
    const bool isWebhook = channel.kind == ChannelKind::Webhook;
    const QString address = isWebhook ? typedAddress() : QString{};
    const Result<std::string> name = addChannel(settings, channel, address);
    if (!name) {
        return failed(name.problem());
    }
    if (isWebhook) {
        if (const Result<Done> kept = KeyringStore{}.write(*name, address); !kept) {
            return failed(kept.problem());
        }
    }
    saveChannels(store, settings);
    return printChannels(context, settings, *name);
}

int remove(const CommandContext &context, const AlertsCommand &command)
{
    SettingsStore store{SettingsStore::defaultFile()};
    ChannelSettings settings = loadChannels(store);
    if (std::erase_if(settings.channels, [&](const Channel &channel) { return channel.name == command.channel; }) == 0) {
        return failed({.cause = Cause::BadArgument, .args = {"channel", command.channel}});
    }
    saveChannels(store, settings);
    if (const Result<Done> gone = KeyringStore{}.write(command.channel, {}); !gone) {
        return failed(gone.problem());
    }
    return printChannels(context, settings);
}

int test(const CommandContext &context, const AlertsCommand &command)
{
    const ChannelSettings settings = loadChannels(SettingsStore{SettingsStore::defaultFile()});
    const Channel *channel = settings.byName(command.channel);
    if (channel == nullptr) {
        return failed({.cause = Cause::BadArgument, .args = {"channel", command.channel}});
    }
    const std::unique_ptr<Sender> sender = makeSender(*channel, std::make_shared<KeyringStore>(), QDBusConnection::sessionBus(), false);
    const std::string key = "test/" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    SendResult result;
    QEventLoop loop;
    bool isDone = false;
    sender->send(testMessage(key, context.environment.now), [&](const SendResult &answer) {
        result = answer;
        isDone = true;
        loop.quit();
    });
    if (!isDone) {
        loop.exec();
    }
    const bool isSent = result.how == SendResult::How::Sent;
    if (context.json) {
        printJson({{QStringLiteral("channel"), text(channel->name)}, {QStringLiteral("sent"), isSent}, {QStringLiteral("receipt"), text(result.receipt)}});
    }
    if (!isSent) {
        return failed({.cause = Cause::ChannelFailed, .args = {channel->name, result.receipt}});
    }
    if (!context.json) {
        print(ChannelsTexts::tr("%1 has taken the test message (%2).").arg(text(channel->name), text(result.receipt)) + QLatin1Char('\n'));
    }
    return ExitDone;
}

/// Stores what the budgets have to say now.
Result<Evaluation> evaluate(const CommandContext &context, const AlertsCommand &command, const ChannelSettings &settings)
{
    Result<FreshLedger> fresh = openFresh(context, command.cached, LongestLook);
    if (!fresh) {
        return fresh.problem();
    }
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return ledger.problem();
    }
    EvaluationRequest request;
    request.clock = context.environment.now;
    request.zone = context.zone;
    request.channels = settings.enabledNames();
    request.quiet = settings.quiet;
    return evaluateBudgets(*ledger->reader, *ledger->writer, *ledger->pricer, request);
}

int send(const CommandContext &context, const AlertsCommand &command)
{
    const ChannelSettings settings = loadChannels(SettingsStore{SettingsStore::defaultFile()});
    const Result<Evaluation> evaluation = evaluate(context, command, settings);
    if (!evaluation) {
        return failed(evaluation.problem());
    }
    Dispatcher::Options options;
    options.ledger = context.ledger.toStdString();
    options.settings = settings;
    options.zone = context.zone;
    options.clock = [fixed = context.environment.fixedNow, now = context.environment.now] { return fixed ? now : clockNow(); };
    options.owner = freshOwner();
    const auto secrets = std::make_shared<KeyringStore>();
    Dispatcher dispatcher{options, [secrets](const Channel &channel) { return makeSender(channel, secrets, QDBusConnection::sessionBus(), false); }};
    QEventLoop loop;
    std::optional<Problem> problem;
    QObject::connect(&dispatcher, &Dispatcher::idle, &loop, &QEventLoop::quit);
    QObject::connect(&dispatcher, &Dispatcher::failed, &loop, [&](const Problem &found) { problem = found; });
    dispatcher.start();
    loop.exec();
    const Dispatcher::Tally &tally = dispatcher.tally();
    if (context.json) {
        printJson({{QStringLiteral("stored"), qint64(evaluation->stored.size())},
                   {QStringLiteral("sent"), tally.sent},
                   {QStringLiteral("failed"), tally.failed},
                   {QStringLiteral("given_up"), tally.givenUp}});
    } else {
        print(ChannelsTexts::tr("%1 new, %2 sent, %3 to be tried again, %4 given up.", "alerts and their deliveries")
                  .arg(evaluation->stored.size())
                  .arg(tally.sent)
                  .arg(tally.failed)
                  .arg(tally.givenUp)
              + QLatin1Char('\n'));
    }
    return problem ? failed(*problem) : ExitDone;
}

} // namespace

int runChannels(const CommandContext &context, const AlertsCommand &command)
{
    switch (command.action) {
    case Action::Add: return add(context, command);
    case Action::Remove: return remove(context, command);
    case Action::Test: return test(context, command);
    default: return send(context, command);
    }
}

} // namespace tokenmeter
