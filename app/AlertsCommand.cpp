// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/DateText.h"
#include "format/ProblemText.h"
#include "notify/AlertJson.h"
#include "notify/AlertText.h"
#include "notify/Channels.h"
#include "notify/ChannelsOutput.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

namespace tokenmeter
{
namespace
{

using Action = AlertsCommand::Action;

struct AlertsTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AlertsTexts)
};

int failed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

QString stateText(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Pending: return AlertsTexts::tr("waiting");
    case DeliveryState::Claimed: return AlertsTexts::tr("being sent");
    case DeliveryState::Sent: return AlertsTexts::tr("sent");
    case DeliveryState::Failed: return AlertsTexts::tr("failed, will be tried again");
    case DeliveryState::GivenUp: return AlertsTexts::tr("given up");
    }
    return {};
}

QString deliveryText(const std::vector<Delivery> &deliveries)
{
    QStringList parts;
    for (const Delivery &delivery : deliveries) {
        QString part = AlertsTexts::tr("%1 %2", "a channel, and what became of a message").arg(text(delivery.channel), stateText(delivery.state));
        if (!delivery.receipt.empty()) {
            part += QStringLiteral(" (%1)").arg(text(delivery.receipt));
        }
        parts << part;
    }
    return parts.isEmpty() ? AlertsTexts::tr("inbox") : parts.join(QStringLiteral(", "));
}

int list(const CommandContext &context, const AlertsCommand &command)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<std::vector<Alert>> alerts = ledger->reader->alerts({.budget = {}, .openOnly = !command.all, .storedBefore = {}});
    if (!alerts) {
        return failed(alerts.problem());
    }
    const UtcTime now = context.environment.now;
    QJsonArray array;
    TextTable table{{{AlertsTexts::tr("Number")}, {AlertsTexts::tr("Stored")}, {AlertsTexts::tr("Alert")}, {AlertsTexts::tr("Delivery")}}};
    for (const Alert &alert : *alerts) {
        const Result<std::vector<Delivery>> deliveries = ledger->reader->deliveries(alert.id);
        if (!deliveries) {
            return failed(deliveries.problem());
        }
        QJsonObject json = toJson(alert, *deliveries, now);
        json.insert(QStringLiteral("text"), AlertText::headline(alert));
        array.append(json);
        table.addRow({QString::number(alert.id), DateText::moment(alert.stored, context.zone, context.zone.dayOf(now)), AlertText::headline(alert),
                      deliveryText(*deliveries)});
    }
    if (context.json) {
        printJson({{QStringLiteral("alerts"), array}});
    } else {
        print(alerts->empty() ? AlertsTexts::tr("There are no open alerts.") + QLatin1Char('\n') : table.toText());
    }
    return ExitDone;
}

Result<UtcTime> untilOf(const CommandContext &context, const AlertsCommand &command)
{
    if (!command.until.empty()) {
        const std::optional<ParsedTime> until = parseTime(command.until);
        return until && until->time > context.environment.now ? Result<UtcTime>{until->time}
                                                              : Problem{.cause = Cause::BadArgument, .args = {"--until", command.until}};
    }
    static const QRegularExpression form{QStringLiteral("^([1-9]\\d{0,3})([mhd])$")};
    const QRegularExpressionMatch match = form.match(QString::fromStdString(command.span));
    if (!match.hasMatch()) {
        return Problem{.cause = Cause::BadArgument, .args = {"--for", command.span}};
    }
    const QChar unit = match.captured(2).front();
    const std::chrono::minutes one{unit == QLatin1Char('m') ? 1 : unit == QLatin1Char('h') ? 60 : 24 * 60};
    return context.environment.now + one * match.captured(1).toInt();
}

int decide(const CommandContext &context, const AlertsCommand &command)
{
    const ChannelSettings settings = loadChannels(SettingsStore{SettingsStore::defaultFile()});
    const Result<UtcTime> until = untilOf(context, command);
    if (!until) {
        return failed(until.problem());
    }
    LedgerWriter::Options options;
    options.create = false;
    const Result<std::unique_ptr<LedgerWriter>> writer = LedgerWriter::open(context.ledger.toStdString(), options);
    if (!writer) {
        return failed(writer.problem());
    }
    const UtcTime now = context.environment.now;
    const UtcTime due = dueAt(settings.quiet, *until, context.zone);
    QJsonArray ids;
    for (const std::int64_t id : command.ids) {
        const Result<Done> done = command.action == Action::Acknowledge ? (*writer)->acknowledgeAlert(id, now)
            : command.action == Action::Mute                            ? (*writer)->muteAlert(id, now)
                                                                        : (*writer)->snoozeAlert(id, due, settings.enabledNames());
        if (!done) {
            return failed(done.problem());
        }
        ids.append(qint64(id));
    }
    if (context.json) {
        QJsonObject json{{QStringLiteral("alerts"), ids}};
        if (command.action == Action::Snooze) {
            json.insert(QStringLiteral("until"), rfc3339(due));
        }
        printJson(json);
    } else if (command.action == Action::Snooze) {
        print(AlertsTexts::tr("Snoozed until %1.").arg(DateText::moment(due, context.zone, context.zone.dayOf(now))) + QLatin1Char('\n'));
    } else {
        print(AlertsTexts::tr("%n alert(s) acknowledged.", nullptr, int(command.ids.size())) + QLatin1Char('\n'));
    }
    return ExitDone;
}

int quiet(const CommandContext &context, const AlertsCommand &command)
{
    SettingsStore store{SettingsStore::defaultFile()};
    ChannelSettings settings = loadChannels(store);
    if (!command.quiet.empty()) {
        const std::optional<QuietHours> hours = parseQuietHours(text(command.quiet));
        if (!hours) {
            return failed({.cause = Cause::BadArgument, .args = {"hours", command.quiet}});
        }
        settings.quiet = *hours;
        saveChannels(store, settings);
    }
    return printChannels(context, settings);
}

} // namespace

int runAlerts(const CommandContext &context, const AlertsCommand &command)
{
    switch (command.action) {
    case Action::List:
        return list(context, command);
    case Action::Quiet:
    case Action::Channels:
        return quiet(context, command);
    default:
        return decide(context, command);
    }
}

} // namespace tokenmeter
