// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "AdviceOutput.h"
#include "CompareJson.h"
#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "analysis/Calculator.h"
#include "core/Decimal.h"
#include "flow/Advice.h"
#include "flow/Compare.h"
#include "format/CompareText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct CompareTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CompareTexts)
};

Problem wrongArgument(const char *option, const std::string &value)
{
    return {.cause = Cause::BadArgument, .args = {option, value}};
}

/// What --move says as options of a view; `move` gets the sizes of prompts.
Result<ViewOptions> moveOptions(const std::vector<std::string> &terms, CompareMove &move)
{
    ViewOptions options;
    for (const std::string &term : terms) {
        const std::size_t equals = term.find('=');
        const std::string key = term.substr(0, equals);
        const std::string value = equals == std::string::npos ? std::string{} : term.substr(equals + 1);
        const std::pair<const char *, std::vector<std::string> *> lists[] = {{"project", &options.projects}, {"session", &options.sessions},
                                                                             {"model", &options.models},     {"provider", &options.providers},
                                                                             {"source", &options.sources},   {"tag", &options.tags}};
        const auto list = std::find_if(std::begin(lists), std::end(lists), [&](const auto &entry) { return key == entry.first; });
        if (equals == std::string::npos) {
            return wrongArgument("--move", term);
        }
        if (list != std::end(lists)) {
            list->second->push_back(value);
        } else if (key == "from" || key == "to") {
            (key == "from" ? options.from : options.to) = value;
        } else if (key == "prompt-from" || key == "prompt-below") {
            const std::optional<Int128> tokens = parseDecimal(value, 0);
            if (!tokens || *tokens < 0 || *tokens > MaxTokensPerClass) {
                return wrongArgument("--move", term);
            }
            (key == "prompt-from" ? move.promptFrom : move.promptBelow) = std::int64_t(*tokens);
        } else {
            return wrongArgument("--move", term);
        }
    }
    return options;
}

/// Without the models to compare with, and with model filters as typed.
Result<CompareRequest> requestOf(const CommandContext &context, const CompareCommand &command)
{
    const Result<View> view = viewOf(context, command.view);
    if (!view) {
        return view.problem();
    }
    CompareRequest request{.filter = view->filter, .zone = view->zone, .currency = command.view.currency};
    if (!request.currency.empty() && Currency{request.currency}.isNone()) {
        return wrongArgument("--currency", request.currency);
    }
    if (!command.at.empty()) {
        const std::optional<ParsedTime> at = parseTime(command.at);
        if (!at) {
            return wrongArgument("--at", command.at);
        }
        request.at = at->time;
    }
    for (const std::string &text : command.assume) {
        if (!readAssumption(text, request.assumptions)) {
            return wrongArgument("--assume", text);
        }
    }
    if (!command.move.empty()) {
        request.move.emplace();
        Result<ViewOptions> options = moveOptions(command.move, *request.move);
        if (!options) {
            return options.problem();
        }
        options->timezone = command.view.timezone;
        const Result<View> moved = viewOf(context, *options);
        if (!moved) {
            return moved.problem().cause == Cause::BadArgument ? wrongArgument("--move", moved.problem().args.back()) : moved.problem();
        }
        request.move->filter = moved->filter;
    }
    return request;
}

QString amounts(const std::vector<Money> &list)
{
    QStringList texts;
    for (const Money money : list) {
        texts << MoneyText::amount(money);
    }
    return texts.isEmpty() ? NumberText::notApplicable() : texts.join(QStringLiteral(" + "));
}

QString costText(const ComparedModel &model, Money BandMoney::*figure)
{
    std::vector<Money> list;
    for (const BandMoney &band : model.cost) {
        list.push_back(band.*figure);
    }
    return amounts(list);
}

QString nameText(const ReplayModel &model)
{
    return text(model.displayName.empty() ? model.id : model.displayName) + (model.provider.empty() ? QString{} : QStringLiteral(" (") + text(model.provider) + QLatin1Char(')'));
}

QString tableOf(const Comparison &comparison)
{
    using Align = TextTable::Align;
    TextTable table{{{CompareTexts::tr("Model")},
                     {CompareTexts::tr("Cost of this work"), Align::Right},
                     {CompareTexts::tr("Low"), Align::Right},
                     {CompareTexts::tr("High"), Align::Right},
                     {CompareTexts::tr("Actual of the same requests"), Align::Right},
                     {CompareTexts::tr("Requests"), Align::Right},
                     {CompareTexts::tr("Left out"), Align::Right},
                     {CompareTexts::tr("Cache hits"), Align::Right}}};
    for (const ComparedModel &model : comparison.models) {
        table.addRow({nameText(model.model), model.isComparable() ? costText(model, &BandMoney::cost) : CompareTexts::tr("not comparable"),
                      costText(model, &BandMoney::low), costText(model, &BandMoney::high), amounts(model.actual), NumberText::whole(model.moved),
                      NumberText::whole(model.gaps.total()), ShareText::oneDecimal(model.tokens.cacheRead, model.tokens.prompt())});
    }
    const Spend &total = comparison.total;
    table.setTotal({CompareTexts::tr("Actual, %1", "21,480 requests").arg(TokenText::requests(total.requests)),
                    total.unpricedRequests > 0 ? CompareTexts::tr("at least %1").arg(amounts(comparison.actual)) : amounts(comparison.actual),
                    {}, {}, {}, {}, {}, {}});
    QString result = table.toText();
    if (comparison.stayedRequests > 0) {
        result += CompareTexts::tr("Not moved, at their actual cost: %1").arg(TokenText::requests(comparison.stayedRequests)) + QLatin1Char('\n');
    }
    for (const ComparedModel &model : comparison.models) {
        const QStringList gaps = CompareText::gaps(model.gaps, model.contextWindow);
        if (!gaps.isEmpty()) {
            result += CompareTexts::tr("%1, left out: %2").arg(nameText(model.model), gaps.join(QStringLiteral("; "))) + QLatin1Char('\n');
        }
        QStringList assumed;
        for (const Assumed &one : model.assumed) {
            assumed << CompareText::assumed(one);
        }
        if (!assumed.isEmpty()) {
            result += CompareTexts::tr("%1, assumed: %2").arg(nameText(model.model), assumed.join(QStringLiteral("; "))) + QLatin1Char('\n');
        }
    }
    for (const UsedExchangeRate &rate : comparison.rates) {
        result += CompareTexts::tr("Converted at %1 %2 per %3 (%4, %5).").arg(text(rate.rate), text(rate.to), text(rate.from), text(rate.source), text(toIso(rate.day)))
            + QLatin1Char('\n');
    }
    for (const Problem &problem : comparison.missing) {
        result += ProblemText::sentence(problem) + QLatin1Char('\n');
    }
    return result;
}

/// A name that stands for no model, and what looks like it.
QString unknownText(const Problem &problem)
{
    QStringList others;
    for (std::size_t i = 1; i < problem.args.size(); ++i) {
        others << text(problem.args[i]);
    }
    const QString name = text(problem.args.at(0));
    return others.isEmpty() ? CompareTexts::tr("%1 is no model of the price list. Set a price: tokenmeter prices set").arg(name)
                            : CompareTexts::tr("%1 is no model of the price list. Perhaps: %2").arg(name, others.join(QStringLiteral(", ")));
}

/// Reads all records at once, since each model's are replayed apart; then what plans serve, and all in order of time for the caches.
Result<Advice> adviceFor(LedgerAccess &ledger, CompareRequest &request, UtcTime now)
{
    const Result<CompareRecords> records = readCompareRecords(*ledger.reader, *ledger.pricer, request);
    if (!records) {
        return records.problem();
    }
    return adviceOn(*ledger.reader, *ledger.pricer, *records, request, now);
}

} // namespace

int runCompare(const CommandContext &context, const CompareCommand &command)
{
    if (command.models.empty() && !command.advice) {
        printError(CompareTexts::tr("Say what to compare with: --model, or --advice for what could be saved."));
        return ExitUsage;
    }
    if (command.advice && !command.move.empty()) {
        printError(CompareTexts::tr("--advice looks for what to move itself. Leave out --move."));
        return ExitUsage;
    }
    Result<CompareRequest> request = requestOf(context, command);
    if (!request) {
        printError(ProblemText::sentence(request.problem()));
        return ExitUsage;
    }
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger && ledger.problem().cause == Cause::LedgerMissing) {
        ledger = openForWriting(context.ledger, context.zone, context.environment.now); // an empty ledger answers zero
    }
    if (!ledger) {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    const Result<std::vector<OwnPrice>> ownPrices = ledger->reader->ownPrices();
    Result<Done> resolved = ownPrices ? resolveModels(*ledger, request->filter, context.environment.now) : Result<Done>{ownPrices.problem()};
    if (resolved && request->move) {
        resolved = resolveModels(*ledger, request->move->filter, context.environment.now);
    }
    if (!resolved) {
        printError(ProblemText::full(resolved.problem()));
        return ExitFailed;
    }
    std::vector<Problem> unknown;
    for (const std::string &name : command.models) {
        const Result<ReplayModel> model = replayModelOf(*ledger->pricer, {}, name, *ownPrices, request->at.value_or(context.environment.now));
        if (model) {
            request->models.push_back(*model);
        } else {
            unknown.push_back(model.problem());
        }
    }
    if (command.advice) {
        if (command.models.empty()) {
            request->models = wellKnownModels(*ledger->pricer, request->at.value_or(context.environment.now));
        }
        const Result<Advice> advice = adviceFor(*ledger, *request, context.environment.now);
        if (!advice) {
            printError(ProblemText::full(advice.problem()));
            return advice.problem().cause == Cause::BadArgument ? ExitUsage : ExitFailed;
        }
        if (context.json) {
            printJson({{QStringLiteral("advice"), adviceJson(*advice)}});
        } else {
            print(adviceText(*advice));
        }
        for (const Problem &problem : unknown) {
            printError(unknownText(problem));
        }
        return unknown.empty() ? ExitDone : ExitFailed;
    }
    const Result<Comparison> comparison = compareOf(*ledger->reader, *ledger->pricer, *request);
    if (!comparison) {
        printError(ProblemText::full(comparison.problem()));
        return comparison.problem().cause == Cause::BadArgument ? ExitUsage : ExitFailed;
    }
    if (context.json) {
        printJson(compareJson(*comparison, *request, unknown));
    } else if (comparison->total.requests == 0) {
        print(CompareTexts::tr("Nothing in this view.") + QLatin1Char('\n'));
    } else if (!comparison->models.empty()) {
        print(tableOf(*comparison));
    }
    for (const Problem &problem : unknown) {
        printError(unknownText(problem));
    }
    return unknown.empty() ? ExitDone : ExitFailed;
}

} // namespace tokenmeter
