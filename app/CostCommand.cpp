// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "pricing/Explain.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct CostTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CostTexts)
};

std::string providerOf(const std::string &modelKey)
{
    return modelKey.substr(0, modelKey.find('/'));
}

QString reasonOf(Unpriced reason)
{
    switch (reason) {
    case Unpriced::No: return {};
    case Unpriced::UnknownModel: return CostTexts::tr("no price for this model name");
    case Unpriced::AmbiguousModel: return CostTexts::tr("several models have this name; say which with --provider");
    case Unpriced::NoPriceForDate: return CostTexts::tr("no price for that date");
    case Unpriced::NoModelName: return CostTexts::tr("no model name");
    case Unpriced::AmountOnly: return CostTexts::tr("only an amount is known");
    }
    return {};
}

/// Its own prices count where a ledger is; the command also works without one.
Result<std::unique_ptr<Pricer>> pricerFor(const CommandContext &context)
{
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (ledger) {
        return std::move(ledger->pricer);
    }
    if (ledger.problem().cause == Cause::LedgerMissing) {
        return std::make_unique<Pricer>(Catalogue::builtIn(), std::vector<OwnPrice>{});
    }
    return ledger.problem();
}

int printUnpriced(const CommandContext &context, const CostCommand &command, const Rate &rate, const Pricer &pricer)
{
    QJsonArray nearest;
    QStringList names;
    for (const std::string &name : pricer.nearest(command.model, 5)) {
        nearest.append(text(name));
        names << text(name);
    }
    const QString reason = reasonOf(rate.unpriced);
    if (context.json) {
        printJson({{QStringLiteral("model"), text(command.model)},
                   {QStringLiteral("unpriced"), true},
                   {QStringLiteral("reason"), reason},
                   {QStringLiteral("nearest"), nearest}});
    } else {
        printError(names.isEmpty() ? CostTexts::tr("%1: %2.").arg(text(command.model), reason)
                                   : CostTexts::tr("%1: %2. Names that look alike: %3")
                                         .arg(text(command.model), reason, names.join(QStringLiteral(", "))));
    }
    return ExitFailed;
}

} // namespace

int runCost(const CommandContext &context, const CostCommand &command)
{
    PriceQuery query;
    query.model = command.model;
    query.provider = command.provider;
    query.time = context.environment.now;
    if (!command.at.empty()) {
        const std::optional<ParsedTime> at = parseTime(command.at);
        if (!at) {
            printError(ProblemText::sentence({.cause = Cause::BadArgument, .args = {"--at", command.at}}));
            return ExitUsage;
        }
        query.time = at->time;
    }
    query.tokens = {command.input, command.cacheRead, command.cacheWrite5m, command.cacheWrite1h, command.output,
                    command.reasoning};
    query.rare.inputAudio = command.inputAudio;
    query.rare.outputAudio = command.outputAudio;
    query.rare.inputImage = command.inputImage;
    query.rare.outputImage = command.outputImage;
    query.rare.webSearches = command.webSearches;
    query.serviceTier = command.tier;
    query.region = command.region;
    query.speed = command.fast ? "fast" : "";
    query.flags = (command.batch ? BatchFlag : 0U) | (command.thinking ? ThinkingFlag : 0U);

    const Result<std::unique_ptr<Pricer>> pricer = pricerFor(context);
    if (!pricer) {
        printError(ProblemText::full(pricer.problem()));
        return ExitFailed;
    }
    const Rate &rate = (*pricer)->rateOf(query);
    if (!rate.isPriced()) {
        return printUnpriced(context, command, rate, **pricer);
    }
    const Money amount = costOf(query.tokens, query.rare, rate);
    const Pricer::ModelName name = (*pricer)->nameOf(query.provider, query.model, query.time);
    QJsonArray parts;
    TextTable table{{{CostTexts::tr("Class")},
                     {CostTexts::tr("Count"), TextTable::Align::Right},
                     {CostTexts::tr("Price per million"), TextTable::Align::Right},
                     {CostTexts::tr("Factor"), TextTable::Align::Right},
                     {CostTexts::tr("Amount"), TextTable::Align::Right}}};
    for (const CostPart &part : partsOf(query.tokens, query.rare, rate)) {
        parts.append(QJsonObject{{QStringLiteral("class"), text(part.name)},
                                 {QStringLiteral("tokens"), qint64(part.count)},
                                 {QStringLiteral("price_per_million"), text(part.pricePerMillion)},
                                 {QStringLiteral("multiplier"), text(part.multiplier)},
                                 {QStringLiteral("amount"), text(part.amount.toDecimalText())}});
        table.addRow({text(part.name), NumberText::whole(part.count), text(part.pricePerMillion), text(part.multiplier),
                      MoneyText::full(part.amount)});
    }
    if (context.json) {
        printJson({{QStringLiteral("model"), text(name.id)},
                   {QStringLiteral("provider"), text(providerOf(rate.modelKey))},
                   {QStringLiteral("matched_by"), text(rate.matchedBy)},
                   {QStringLiteral("at"), text(toRfc3339(query.time))},
                   {QStringLiteral("currency"), text(amount.currency().code())},
                   {QStringLiteral("amount"), text(amount.toDecimalText())},
                   {QStringLiteral("unpriced"), false},
                   {QStringLiteral("parts"), parts},
                   {QStringLiteral("price"),
                    QJsonObject{{QStringLiteral("effective_from"), orNull(rate.effectiveFrom)},
                                {QStringLiteral("effective_to"), orNull(rate.effectiveTo)},
                                {QStringLiteral("mode"), text(rate.mode)},
                                {QStringLiteral("context_tier"), qint64(rate.contextTier)},
                                {QStringLiteral("service_tier"), orNull(rate.serviceTier)},
                                {QStringLiteral("source"), text(rate.source)}}}});
    } else {
        table.setTotal({CostTexts::tr("Total"), {}, {}, {}, MoneyText::full(amount)});
        print(table.toText()
              + CostTexts::tr("%1, matched by %2, price from %3 (%4)")
                    .arg(name.displayName.empty() ? text(name.id) : text(name.displayName), text(rate.matchedBy),
                         rate.effectiveFrom.empty() ? CostTexts::tr("the model's launch") : text(rate.effectiveFrom),
                         text(rate.source))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
