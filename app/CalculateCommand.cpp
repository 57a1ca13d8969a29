// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "analysis/Calculator.h"
#include "core/Decimal.h"
#include "flow/PastedText.h"
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
constexpr std::int64_t WholePercent = 10'000; ///< hundredths of a percent

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

/// The answer's tokens where they are a share of all: sent * share / (1 - share), half up.
std::int64_t outputAt(std::int64_t sent, std::int64_t share)
{
    const Int128 rest = WholePercent - share;
    return std::int64_t((2 * Int128{sent} * share + rest) / (2 * rest));
}

struct Asked
{
    CalculatorQuestion question{};
    PastedText pasted{};
};

std::variant<Asked, Refusal> askedOf(const CommandContext &context, const CalculateCommand &command, Pricer &pricer)
{
    Asked asked;
    CalculatorQuestion &question = asked.question;
    question.at = context.environment.now;
    if (!command.at.empty()) {
        const std::optional<ParsedTime> at = parseTime(command.at);
        if (!at) {
            return wrongValue("--at", command.at);
        }
        question.at = at->time;
    }
    const std::optional<std::int64_t> growth = percentOf(command.growth, -MostGrowth, MostGrowth);
    if (!growth) {
        return wrongValue("--growth", command.growth);
    }
    question.growth = *growth;
    std::optional<std::int64_t> share;
    if (!command.outputShare.empty()) {
        share = percentOf(command.outputShare, 0, WholePercent - 1);
        if (!share) {
            return wrongValue("--output-share", command.outputShare);
        }
    }
    if (!command.cacheShare.empty()) {
        const std::optional<std::int64_t> cached = percentOf(command.cacheShare, 0, WholePercent);
        if (!cached) {
            return wrongValue("--cache-share", command.cacheShare);
        }
        question.cacheShare = factorOf(*cached, WholePercent);
    }
    for (const auto &[option, value] : {std::pair{"--input", command.input}, std::pair{"--output", command.output}}) {
        if (value && (*value < 0 || *value > MostCalculatedTokens)) {
            return wrongValue(option, std::to_string(*value));
        }
    }
    if (command.requests < 1 || command.requests > MostCalculatedRequests) {
        return wrongValue("--requests", std::to_string(command.requests));
    }
    if (command.freeTokens < 0 || command.freeTokens > MostFreeTokens) {
        return wrongValue("--free-tokens", std::to_string(command.freeTokens));
    }
    question.requests = command.requests;
    question.freeTokens = command.freeTokens;
    question.batch = command.batch;

    if (command.text.empty()) {
        if (command.input.value_or(0) + command.output.value_or(0) == 0) {
            return Refusal{CalculateTexts::tr("Say how large a request is: --input and --output in tokens, or --text with a file.")};
        }
        const std::int64_t sent = command.input.value_or(0);
        question.central = {.input = sent, .output = share ? outputAt(sent, *share) : command.output.value_or(0)};
        question.low = question.high = question.central;
        return asked;
    }
    const std::variant<QByteArray, Refusal> read = textOf(command.text);
    if (const Refusal *refusal = std::get_if<Refusal>(&read)) {
        return *refusal;
    }
    const QByteArray &content = std::get<QByteArray>(read);
    asked.pasted = pastedTextOf(pricer, {content.constData(), std::size_t(content.size())}, question.at);
    if (asked.pasted.kind == PastedText::Kind::Nothing) {
        return Refusal{CalculateTexts::tr("The text is empty."), ExitFailed};
    }
    if (asked.pasted.kind == PastedText::Kind::Response && (command.output || share)) {
        return Refusal{CalculateTexts::tr("The text is an answer of an API with counts of its own. Leave out --output and --output-share.")};
    }
    applyPasted(asked.pasted, command.output.value_or(0), question);
    if (share && asked.pasted.kind != PastedText::Kind::Response) {
        for (TokenCounts *counts : {&question.low, &question.central, &question.high}) {
            counts->output = outputAt(counts->input, *share);
        }
    }
    return asked;
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

QJsonObject calculationJson(const Asked &asked, const std::vector<CalculatedModel> &models, const std::vector<Problem> &unknown)
{
    const CalculatorQuestion &question = asked.question;
    const char *counted[] = {"given", "text", "usage"};
    QJsonArray requests, list;
    for (const std::int64_t month : requestsByMonth(question.requests, question.growth)) {
        requests.append(qint64(month));
    }
    for (const CalculatedModel &model : models) {
        list.append(modelJson(model));
    }
    for (const Problem &problem : unknown) {
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

QString tableOf(const Asked &asked, const std::vector<CalculatedModel> &models)
{
    using Align = TextTable::Align;
    const CalculatorQuestion &question = asked.question;
    QString result;
    if (asked.pasted.kind != PastedText::Kind::Nothing) {
        result += CalculatorText::pasted(asked.pasted) + QLatin1Char('\n');
    }
    TextTable table{{{CalculateTexts::tr("Model")},
                     {CalculateTexts::tr("A request"), Align::Right},
                     {CalculateTexts::tr("First month"), Align::Right},
                     {CalculateTexts::tr("Year"), Align::Right},
                     {CalculateTexts::tr("Notes")}}};
    for (const std::size_t i : cheapestFirst(models)) {
        const CalculatedModel &model = models[i];
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
    const std::variant<Asked, Refusal> asked = askedOf(context, command, *pricer);
    if (const Refusal *refusal = std::get_if<Refusal>(&asked)) {
        printError(refusal->sentence);
        return refusal->status;
    }
    const Asked &wanted = std::get<Asked>(asked);
    std::vector<Problem> unknown;
    std::vector<ReplayModel> models = command.models.empty() ? wellKnownModels(*pricer, wanted.question.at) : std::vector<ReplayModel>{};
    for (const std::string &name : command.models) {
        const Result<ReplayModel> model = replayModelOf(*pricer, {}, name, ownPrices, wanted.question.at);
        if (model) {
            models.push_back(*model);
        } else {
            unknown.push_back(model.problem());
        }
    }
    const Result<std::vector<CalculatedModel>> calculated = calculate(*pricer, ownPrices, models, wanted.question);
    if (!calculated) {
        printError(ProblemText::sentence(calculated.problem()));
        return ExitUsage;
    }
    if (context.json) {
        printJson(calculationJson(wanted, *calculated, unknown));
    } else if (!calculated->empty()) {
        print(tableOf(wanted, *calculated));
    }
    for (const Problem &problem : unknown) {
        printError(unknownModelText(problem));
    }
    return unknown.empty() ? ExitDone : ExitFailed;
}

} // namespace tokenmeter
