// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"

namespace tokenmeter
{

/// What is said of a field when its line was counted all the same. Other causes say themselves what was done.
Cause inCountedLine(Cause cause);

} // namespace tokenmeter
