// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/TimeMarks.h"
#include "core/ReviewFact.h"
#include "core/Zone.h"

#include <vector>

namespace tokenmeter
{

/// The annotations among facts, as charts flag them; oldest first.
std::vector<TimeMark> timeMarksOf(const std::vector<ReviewFact> &facts, const Zone &zone);

} // namespace tokenmeter
