// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "core/Decimal.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct RatesTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::RatesTexts)
};

Result<ExchangeRate> rateOf(const RatesCommand &command, UtcTime now)
{
    const auto wrong = [](const char *name, const std::string &value) {
        return Problem{.cause = Cause::BadArgument, .args = {name, value}};
    };
    ExchangeRate rate;
    rate.from = Currency{command.from};
    rate.to = Currency{command.to};
    if (rate.from.isNone()) {
        return wrong("FROM", command.from);
    }
    if (rate.to.isNone() || rate.to == rate.from) {
        return wrong("TO", command.to);
    }
    const std::optional<LocalDay> day = command.day.empty() ? Zone::utc().dayOf(now) : parseDay(command.day);
    if (!day) {
        return wrong("--day", command.day);
    }
    rate.day = *day;
    if (command.action == RatesCommand::Action::Remove) {
        return rate;
    }
    const std::optional<Int128> value = parseDecimal(command.rate, MoneyScale);
    if (!value || *value <= 0) {
        return wrong("RATE", command.rate);
    }
    rate.rate = command.rate;
    rate.source = command.source;
    return rate;
}

int listRates(const CommandContext &context)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    const Result<std::vector<ExchangeRate>> rates
        = ledger ? ledger->reader->exchangeRates() : Result<std::vector<ExchangeRate>>{ledger.problem()};
    if (!rates) {
        printError(ProblemText::full(rates.problem()));
        return ExitFailed;
    }
    QJsonArray array;
    TextTable table{{{RatesTexts::tr("Day")},
                     {RatesTexts::tr("From")},
                     {RatesTexts::tr("To")},
                     {RatesTexts::tr("Rate"), TextTable::Align::Right},
                     {RatesTexts::tr("Source")}}};
    for (const ExchangeRate &rate : *rates) {
        const QStringList row{text(toIso(rate.day)), text(rate.from.code()), text(rate.to.code()), text(rate.rate),
                              text(rate.source)};
        table.addRow(row);
        array.append(QJsonObject{{QStringLiteral("day"), row[0]},
                                 {QStringLiteral("from"), row[1]},
                                 {QStringLiteral("to"), row[2]},
                                 {QStringLiteral("rate"), row[3]},
                                 {QStringLiteral("source"), row[4]}});
    }
    if (context.json) {
        printJson({{QStringLiteral("rates"), array}});
    } else {
        print(rates->empty() ? RatesTexts::tr("No exchange rates are stored. Ask for them with: tokenmeter rates fetch, or add one with: tokenmeter rates set USD CNY 7.1187")
                      + QLatin1Char('\n')
                             : table.toText());
    }
    return ExitDone;
}

} // namespace

int runRates(const CommandContext &context, const RatesCommand &command)
{
    if (command.action == RatesCommand::Action::List) {
        return listRates(context);
    }
    const bool removes = command.action == RatesCommand::Action::Remove;
    const Result<ExchangeRate> rate = rateOf(command, context.environment.now);
    if (!rate) {
        printError(ProblemText::sentence(rate.problem()));
        return ExitUsage;
    }
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    const Result<Done> done = !ledger ? Result<Done>{ledger.problem()}
        : removes ? ledger->writer->removeExchangeRate(rate->day, rate->from, rate->to, context.environment.now)
                  : ledger->writer->setExchangeRate(*rate, context.environment.now);
    if (!done) {
        printError(ProblemText::full(done.problem()));
        return ExitFailed;
    }
    if (context.json) {
        QJsonObject answer{{QStringLiteral("day"), text(toIso(rate->day))},
                           {QStringLiteral("from"), text(rate->from.code())},
                           {QStringLiteral("to"), text(rate->to.code())}};
        if (removes) {
            answer.insert(QStringLiteral("removed"), true);
        } else {
            answer.insert(QStringLiteral("rate"), text(rate->rate));
        }
        printJson(answer);
    } else {
        print((removes ? RatesTexts::tr("The rate from %1 to %2 of %3 is removed.")
                             .arg(text(rate->from.code()), text(rate->to.code()), text(toIso(rate->day)))
                       : RatesTexts::tr("From %1 on, 1 %2 is %3 %4.")
                             .arg(text(toIso(rate->day)), text(rate->from.code()), text(rate->rate), text(rate->to.code())))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
