// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Calculation.h"

#include <utility>

namespace tokenmeter
{

std::int64_t answeredAt(std::int64_t sent, std::int64_t share)
{
    const Int128 rest = WholeShare - share;
    return std::int64_t((2 * Int128{sent} * share + rest) / (2 * rest));
}

Result<Calculation> calculationOf(Pricer &pricer, std::span<const OwnPrice> ownPrices, const CalculationInput &input)
{
    const auto wrong = [](const char *field, std::int64_t value) { return Problem{.cause = Cause::BadArgument, .args = {field, std::to_string(value)}}; };
    if (input.answerShare && (*input.answerShare < 0 || *input.answerShare >= WholeShare)) {
        return wrong("answer-share", *input.answerShare);
    }
    if (input.cacheShare && (*input.cacheShare < 0 || *input.cacheShare > WholeShare)) {
        return wrong("cache-share", *input.cacheShare);
    }
    if (input.sent < 0 || input.sent > MostCalculatedTokens) {
        return wrong("input", input.sent);
    }
    Calculation calculation{.pasted = pastedTextOf(pricer, input.text, input.at)};
    CalculatorQuestion &question = calculation.question;
    question.requests = input.requests;
    question.growth = input.growth;
    question.freeTokens = input.freeTokens;
    question.batch = input.batch || calculation.pasted.isBatch;
    question.at = input.at;
    if (input.cacheShare) {
        question.cacheShare = factorOf(*input.cacheShare, WholeShare);
    }
    if (calculation.pasted.kind == PastedText::Kind::Nothing) {
        question.central.input = question.low.input = question.high.input = input.sent;
    } else {
        applyPasted(calculation.pasted, question);
    }
    if (question.counted != CalculatorQuestion::Counted::Usage) {
        for (TokenCounts *counts : {&question.low, &question.central, &question.high}) {
            counts->output = input.answerShare ? answeredAt(counts->input, *input.answerShare) : input.answered;
        }
    }
    std::vector<ReplayModel> models = input.models.empty() ? wellKnownModels(pricer, input.at) : std::vector<ReplayModel>{};
    for (const std::string &name : input.models) {
        Result<ReplayModel> model = replayModelOf(pricer, {}, name, ownPrices, input.at);
        if (model) {
            models.push_back(*std::move(model));
        } else {
            calculation.unknown.push_back(model.problem());
        }
    }
    Result<std::vector<CalculatedModel>> calculated = calculate(pricer, ownPrices, models, question);
    if (!calculated) {
        return calculated.problem();
    }
    calculation.models = *std::move(calculated);
    return calculation;
}

} // namespace tokenmeter
