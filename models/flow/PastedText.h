// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Calculator.h"
#include "analysis/TextTokens.h"
#include "pricing/Pricer.h"

#include <cstdint>
#include <string_view>

namespace tokenmeter
{

/// What a pasted text says of the tokens of a request. Nothing of the text itself is kept.
struct PastedText
{
    enum class Kind : std::uint8_t {
        Nothing,    ///< blank
        Text,       ///< `tokens` is estimated by its characters
        Response,   ///< an answer of an API with its own counts: `counts`, exact
        Unreadable, ///< looks like such an answer, but its counts could not be read: estimated as text
    };
    Kind kind = Kind::Nothing;
    std::int64_t bytes = 0; ///< of all of it, as UTF-8
    TextClasses classes{};
    TokenBand tokens{};
    // Of a response:
    TokenCounts counts{};
    RareCounts rare{};
    ReplayModel model{}; ///< that answered; key empty = not said or not known
    bool isBatch = false;
    std::int64_t responses = 0; ///< more than one: `counts` is their mean, half up
};

/// Reads the responses that the format "API responses (JSON lines)" reads, over one line or many; everything else is text.
PastedText pastedTextOf(Pricer &pricer, std::string_view text, UtcTime now);

/// Puts the counts of a pasted text that is not Nothing into a question; of a text it knows no answer.
void applyPasted(const PastedText &pasted, CalculatorQuestion &question);

} // namespace tokenmeter
