// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "core/Decimal.h"
#include "flow/Calculation.h"
#include "format/CalculatorText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tokenmeter
{
namespace
{

struct CalculateTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CalculateTexts)
};

constexpr int PercentPlaces = 2;

/// A usage error in words.
struct Refusal
{
    QString sentence{};
    int status = ExitUsage;
};

Refusal wrongValue(const char *option, const std::string &value)
{
    return {ProblemText::sentence({.cause = Cause::BadArgument, .args = {option, value}})};
}

/// Hundredths of a percent within bounds.
std::optional<std::int64_t> percentOf(const std::string &text, std::int64_t least, std::int64_t most)
{
    const std::optional<Int128> value = parseDecimal(text, PercentPlaces);
    return value && *value >= least && *value <= most ? std::optional{std::int64_t(*value)} : std::nullopt;
}

std::variant<QByteArray, Refusal> textOf(const std::string &place)
{
    QFile file;
    if (place == "-") {
        if (!file.open(stdin, QIODevice::ReadOnly)) {
            return Refusal{CalculateTexts::tr("Standard input cannot be read."), ExitFailed};
        }
    } else {
        const QString path = text(place);
        if (!QFileInfo{path}.isFile()) {
            return Refusal{CalculateTexts::tr("%1 is no file that can be read. Give one, or - for standard input.").arg(path), ExitFailed};
        }
        file.setFileName(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return Refusal{CalculateTexts::tr("%1 cannot be read: %2").arg(path, file.errorString()), ExitFailed};
        }
    }
    QByteArray content;
    for (QByteArray part = file.read(1 << 20); !part.isEmpty(); part = file.read(1 << 20)) { // a pipe hands over what it has
        content += part;
        if (std::size_t(content.size()) > MostTextBytes) {
            return Refusal{CalculateTexts::tr("The text is longer than %1 MB. Give a shorter one, or counts with --input and --output.").arg(MostTextBytes >> 20U), ExitFailed};
        }
    }
    return content;
}

std::variant<CalculationInput, Refusal> inputOf(const CommandContext &context, const CalculateCommand &command)
{
    CalculationInput input{.sent = command.input.value_or(0), .answered = command.output.value_or(0), .requests = command.requests,
                           .freeTokens = command.freeTokens, .batch = command.batch, .models = command.models, .at = context.environment.now};
    if (!command.at.empty()) {
        const std::optional<ParsedTime> at = parseTime(command.at);
        if (!at) {
            return wrongValue("--at", command.at);
        }
        input.at = at->time;
    }
    const std::optional<std::int64_t> growth = percentOf(command.growth, -MostGrowth, MostGrowth);
    if (!growth) {
        return wrongValue("--growth", command.growth);
    }
    input.growth = *growth;
    if (!command.outputShare.empty()) {
        input.answerShare = percentOf(command.outputShare, 0, WholeShare - 1);
        if (!input.answerShare) {
            return wrongValue("--output-share", command.outputShare);
        }
    }
    if (!command.cacheShare.empty()) {
        input.cacheShare = percentOf(command.cacheShare, 0, WholeShare);
        if (!input.cacheShare) {
            return wrongValue("--cache-share", command.cacheShare);
        }
    }
    if (command.text.empty()) {
        if (input.sent == 0 && input.answered == 0) {
            return Refusal{CalculateTexts::tr("Say how large a request is: --input and --output in tokens, or --text with a file.")};
        }
        return input;
    }
    const std::variant<QByteArray, Refusal> read = textOf(command.text);
    if (const Refusal *refusal = std::get_if<Refusal>(&read)) {
        return *refusal;
    }
    input.text = std::get<QByteArray>(read).toStdString();
    if (std::get<QByteArray>(read).trimmed().isEmpty()) {
        return Refusal{CalculateTexts::tr("The text is empty."), ExitFailed};
    }
    return input;
}

QJsonObject tokensJson(const TokenCounts &tokens)
{
    return {{QStringLiteral("input"), qint64(tokens.input)},
            {QStringLiteral("cache_read"), qint64(tokens.cacheRead)},
            {QStringLiteral("cache_write_5m"), qint64(tokens.cacheWrite5m)},
            {QStringLiteral("cache_write_1h"), qint64(tokens.cacheWrite1h)},
            {QStringLiteral("output"), qint64(tokens.output)}};
}

QJsonObject bandJson(const CalculatedBand &band)
{
    QJsonObject json = toJson(band.central);
    json.insert(QStringLiteral("low"), text(band.low.toDecimalText()));
    json.insert(QStringLiteral("high"), text(band.high.toDecimalText()));
    return json;
}

QJsonObject modelJson(const CalculatedModel &model)
{
    QJsonObject json{{QStringLiteral("model"), text(model.model.id)}, {QStringLiteral("provider"), text(model.model.provider)}};
    json.insert(QStringLiteral("context_window"), model.contextWindow > 0 ? QJsonValue{qint64(model.contextWindow)} : QJsonValue{});
    const char *reasons[] = {"", "no price", "context too small", "audio or images"};
    if (model.answer != CalculatedModel::Answer::Cost) {
        for (const char *figure : {"request", "month", "year"}) {
            json.insert(QLatin1String(figure), QJsonValue{});
        }
        json.insert(QStringLiteral("reason"), QLatin1String(reasons[std::size_t(model.answer)]));
        return json;
    }
    QJsonArray months;
    for (const Money month : model.months) {
        months.append(text(month.toDecimalText()));
    }
    json.insert(QStringLiteral("request"), bandJson(model.request));
    json.insert(QStringLiteral("month"), bandJson(model.month));
    json.insert(QStringLiteral("year"), bandJson(model.year));
    json.insert(QStringLiteral("months"), months);
    json.insert(QStringLiteral("tokens"), tokensJson(model.tokens));
    json.insert(QStringLiteral("free_requests"), qint64(model.freeRequests));
    json.insert(QStringLiteral("standard_price"), model.losesBatch);
    json.insert(QStringLiteral("not_cached"), model.losesCache);
    return json;
}

QJsonObject calculationJson(const Calculation &calculation)
{
    const CalculatorQuestion &question = calculation.question;
    const char *counted[] = {"given", "text", "usage"};
    QJsonArray requests, list;
    for (const std::int64_t month : requestsByMonth(question.requests, question.growth)) {
        requests.append(qint64(month));
    }
    for (const CalculatedModel &model : calculation.models) {
        list.append(modelJson(model));
    }
    for (const Problem &problem : calculation.unknown) {
        QJsonArray nearest;
        for (std::size_t i = 1; i < problem.args.size(); ++i) {
            nearest.append(text(problem.args[i]));
        }
        list.append(QJsonObject{{QStringLiteral("model"), text(problem.args.at(0))}, {QStringLiteral("reason"), QStringLiteral("unknown model")}, {QStringLiteral("nearest"), nearest}});
    }
    return {{QStringLiteral("counted"), QLatin1String(counted[std::size_t(question.counted)])},
            {QStringLiteral("estimate"), question.counted == CalculatorQuestion::Counted::Text},
            {QStringLiteral("tokens"), tokensJson(question.central)},
            {QStringLiteral("tokens_low"), tokensJson(question.low)},
            {QStringLiteral("tokens_high"), tokensJson(question.high)},
            {QStringLiteral("requests"), requests},
            {QStringLiteral("growth_percent"), text(formatDecimal(question.growth, PercentPlaces))},
            {QStringLiteral("at"), text(toRfc3339(question.at))},
            {QStringLiteral("models"), list}};
}

QString amountText(const CalculatedBand &band)
{
    return band.low == band.high ? MoneyText::amount(band.central)
                                 : CalculateTexts::tr("%1, %2 to %3", "amounts").arg(MoneyText::amount(band.central), MoneyText::amount(band.low), MoneyText::amount(band.high));
}

QString tableOf(const Calculation &calculation)
{
    using Align = TextTable::Align;
    const CalculatorQuestion &question = calculation.question;
    QString result;
    if (calculation.pasted.kind != PastedText::Kind::Nothing) {
        result += CalculatorText::pasted(calculation.pasted) + QLatin1Char('\n');
    }
    TextTable table{{{CalculateTexts::tr("Model")},
                     {CalculateTexts::tr("A request"), Align::Right},
                     {CalculateTexts::tr("First month"), Align::Right},
                     {CalculateTexts::tr("Year"), Align::Right},
                     {CalculateTexts::tr("Notes")}}};
    for (const std::size_t i : cheapestFirst(calculation.models)) {
        const CalculatedModel &model = calculation.models[i];
        if (model.answer != CalculatedModel::Answer::Cost) {
            table.addRow({CalculatorText::name(model.model), NumberText::notApplicable(), NumberText::notApplicable(), NumberText::notApplicable(), CalculatorText::reason(model)});
            continue;
        }
        table.addRow({CalculatorText::name(model.model), amountText(model.request), amountText(model.month), amountText(model.year),
                      CalculatorText::notes(model, question).join(QStringLiteral("; "))});
    }
    result += table.toText();
    const std::array<std::int64_t, CalculatedMonths> requests = requestsByMonth(question.requests, question.growth);
    result += CalculateTexts::tr("Requests: %1 in the first month, %2 in the twelfth. Prices of one moment for all of them.")
                  .arg(NumberText::whole(requests.front()), NumberText::whole(requests.back()))
        + QLatin1Char('\n');
    return result;
}

QString unknownModelText(const Problem &problem)
{
    QStringList others;
    for (std::size_t i = 1; i < problem.args.size(); ++i) {
        others << text(problem.args[i]);
    }
    const QString name = text(problem.args.at(0));
    return others.isEmpty() ? CalculateTexts::tr("%1 is no model of the price list. Set a price: tokenmeter prices set").arg(name)
                            : CalculateTexts::tr("%1 is no model of the price list. Perhaps: %2").arg(name, others.join(QStringLiteral(", ")));
}

} // namespace

int runCalculate(const CommandContext &context, const CalculateCommand &command)
{
    // Prices of one's own count where a ledger is; the command works without one.
    std::vector<OwnPrice> ownPrices;
    std::unique_ptr<Pricer> pricer;
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (ledger) {
        const Result<std::vector<OwnPrice>> own = ledger->reader->ownPrices();
        if (!own) {
            printError(ProblemText::full(own.problem()));
            return ExitFailed;
        }
        ownPrices = *own;
        pricer = std::move(ledger->pricer);
    } else if (ledger.problem().cause == Cause::LedgerMissing) {
        pricer = std::make_unique<Pricer>(Catalogue::builtIn(), std::vector<OwnPrice>{});
    } else {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    const std::variant<CalculationInput, Refusal> input = inputOf(context, command);
    if (const Refusal *refusal = std::get_if<Refusal>(&input)) {
        printError(refusal->sentence);
        return refusal->status;
    }
    const Result<Calculation> calculation = calculationOf(*pricer, ownPrices, std::get<CalculationInput>(input));
    if (!calculation) {
        Problem problem = calculation.problem();
        problem.args.front() = "--" + problem.args.front();
        printError(ProblemText::sentence(problem));
        return ExitUsage;
    }
    const bool isResponse = calculation->pasted.kind == PastedText::Kind::Response;
    if (isResponse && (command.output || !command.outputShare.empty())) {
        printError(CalculateTexts::tr("The text is an answer of an API with counts of its own. Leave out --output and --output-share."));
        return ExitUsage;
    }
    if (context.json) {
        printJson(calculationJson(*calculation));
    } else if (!calculation->models.empty()) {
        print(tableOf(*calculation));
    }
    for (const Problem &problem : calculation->unknown) {
        printError(unknownModelText(problem));
    }
    return calculation->unknown.empty() ? ExitDone : ExitFailed;
}

} // namespace tokenmeter
