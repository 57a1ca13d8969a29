// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Advice.h"

#include <functional>
#include <optional>
#include <string>

namespace tokenmeter
{

/// The priced records of one model, with everything that they need. @param wants which of them; not given: all
CompareRecords recordsOf(const CompareRecords &all, const std::string &key, const std::function<bool(const ReplayOwn &)> &wants = {});

/// What is saved when the whole band lies below the actual cost, in one currency; else nothing.
std::optional<Saving> savingOf(const ComparedModel &compared);

/// By currency, then by what is saved at least, descending.
bool isBefore(const AdviceLine &a, const AdviceLine &b);

/// Fills Advice::mix and AdviceLine::inMix from the lines and verdicts.
void chooseMix(Advice &advice);

} // namespace tokenmeter
