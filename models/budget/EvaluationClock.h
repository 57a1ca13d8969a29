// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <optional>

namespace tokenmeter
{

/// The moment to evaluate at, when the clock may have gone back.
struct EvaluationMoment
{
    UtcTime now{};
    bool clockIsBehind = false; ///< at most 24 h behind the latest evaluation: that one's moment is kept. To be said once
    bool clockWasAhead = false; ///< further behind: the clock is believed, it may have been wrong before
};
EvaluationMoment momentOf(UtcTime clock, const std::optional<UtcTime> &latestEvaluation);

} // namespace tokenmeter
