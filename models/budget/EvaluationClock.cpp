// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/EvaluationClock.h"

namespace tokenmeter
{

EvaluationMoment momentOf(UtcTime clock, const std::optional<UtcTime> &latestEvaluation)
{
    constexpr std::chrono::hours MostBehind{24};
    if (!latestEvaluation || clock >= *latestEvaluation) {
        return {.now = clock};
    }
    if (*latestEvaluation - clock <= MostBehind) {
        return {.now = *latestEvaluation, .clockIsBehind = true};
    }
    return {.now = clock, .clockWasAhead = true};
}

} // namespace tokenmeter
