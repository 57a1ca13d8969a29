// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Advice.h"
#include "flow/AdviceDiscounts.h"

#include <functional>
#include <optional>
#include <string>

namespace tokenmeter
{

/// The priced records of one model, with everything that they need. @param wants which of them; not given: all
CompareRecords recordsOf(const CompareRecords &all, const std::string &key, const std::function<bool(const ReplayOwn &)> &wants = {});

/// What is saved when the whole band lies below the actual cost, in one currency; else nothing.
std::optional<Saving> savingOf(const ComparedModel &compared);

/// Lines of models and batch for what was read.
Advice workAdvice(Pricer &pricer, const CompareRecords &records, const CompareRequest &request, const AdviceDiscounts &discounts);

/// Adds what plans that are in force now could do for the work in view, and what subscriptions did for their fee.
Result<Done> addPlanAdvice(LedgerReader &reader, Pricer &pricer, const CompareRecords &records, const CompareRequest &request, UtcTime now,
                           const AdviceDiscounts &discounts, Advice &advice);

/// Adds what caching returned, and its lines.
Result<Done> addCacheAdvice(LedgerReader &reader, const CompareRequest &request, UtcTime now, Advice &advice);

/// By currency, then by what is saved at least, descending.
bool isBefore(const AdviceLine &a, const AdviceLine &b);

/// Fills Advice::mix and AdviceLine::inMix from the lines and verdicts.
void chooseMix(Advice &advice);

} // namespace tokenmeter
