// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Calculator.h"
#include "flow/PastedText.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

inline constexpr std::int64_t WholeShare = 10'000; ///< shares are in hundredths of a percent

/// Planned work as a user says it.
struct CalculationInput
{
    std::string text{}; ///< not blank: its tokens, or the counts of the response that it is, in place of `sent`
    std::int64_t sent = 0, answered = 0;      ///< tokens of a request
    std::optional<std::int64_t> answerShare{}; ///< of all tokens, below WholeShare, in place of `answered`
    std::optional<std::int64_t> cacheShare{};  ///< of what is sent; nothing: none, or as a response says
    std::int64_t requests = 1;
    std::int64_t growth = 0; ///< as CalculatorQuestion's
    std::int64_t freeTokens = 0;
    bool batch = false;
    std::vector<std::string> models{}; ///< names or keys; empty: wellKnownModels()
    UtcTime at{};
    friend bool operator==(const CalculationInput &, const CalculationInput &) = default;
};

struct Calculation
{
    PastedText pasted{};
    CalculatorQuestion question{};
    std::vector<CalculatedModel> models{}; ///< one a model that was found, in the order asked for
    std::vector<Problem> unknown{};        ///< UnknownModel, of the others
};

/// The answer's tokens where they are a share of all: sent * share / (1 - share), half up. @param share 0 to below WholeShare
std::int64_t answeredAt(std::int64_t sent, std::int64_t share);

/// What calculate() says. A response's own answer stands, whatever `answered` is; one that was sent as a batch is priced as one.
/// Problems: BadArgument with the name of the field ("answer-share", "cache-share" and calculate()'s).
Result<Calculation> calculationOf(Pricer &pricer, std::span<const OwnPrice> ownPrices, const CalculationInput &input);

} // namespace tokenmeter
