// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/EffectiveCost.h"

#include "flow/Spend.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// Exclusive: no record at or after it can be in the view. Rows that are only known by day lie on their date in UTC.
UtcTime endOf(const UsageFilter &filter, const Zone &zone)
{
    UtcTime end = UtcTime::max();
    if (filter.to) {
        const LocalDay after = *filter.to + days{1};
        end = std::max(zone.startOf(after), UtcTime{after.time_since_epoch()});
    }
    return filter.upTo ? std::min(end, *filter.upTo + milliseconds{1}) : end;
}

/// Whether some plan can have done something for the view.
bool reaches(const std::vector<Plan> &plans, const UsageFilter &filter, UtcTime end, const Zone &zone)
{
    UtcTime start = filter.from ? std::min(zone.startOf(*filter.from), UtcTime{filter.from->time_since_epoch()}) : UtcTime::min();
    start = filter.after ? std::max(start, *filter.after) : start;
    return std::any_of(plans.begin(), plans.end(), [&](const Plan &plan) { return plan.from < end && (!plan.until || *plan.until > start); });
}

UsageCell *cellOf(UsageCells &cells, const OrderedRecord &record)
{
    const auto found = std::lower_bound(cells.cells.begin(), cells.cells.end(), record, [](const UsageCell &cell, const OrderedRecord &wanted) {
        return std::tie(cell.key, cell.rate) < std::tie(wanted.key, wanted.rateId);
    });
    return found != cells.cells.end() && found->key == record.key && found->rate == record.rateId ? &*found : nullptr;
}

} // namespace

Result<EffectiveUsage> effectiveUsage(LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const std::vector<Dimension> &dimensions,
                                      const Zone &zone, const UsageOptions &options, UtcTime now)
{
    // A raw name may have stood for several models, so the rates decide which usage a model filter means.
    UsageFilter asked = filter;
    asked.models.clear();
    Result<UsageCells> cells = reader.usage(asked, dimensions, zone, options);
    if (!cells) {
        return cells.problem();
    }
    EffectiveUsage usage{.cells = *std::move(cells), .shares = {}};
    Result<CreditRun> run = CreditRun::of(reader, pricer, now, zone);
    if (!run) {
        return run.problem();
    }
    const UtcTime end = endOf(filter, zone);
    if (run->isEmpty() || !reaches(run->plans(), filter, end, zone)) {
        return usage;
    }
    std::vector<PlanShare> shares;
    const OrderedQuestion view{.from = {}, .to = end, .wants = {}, .filter = asked, .dimensions = dimensions, .zone = zone, .options = options};
    const auto begin = [&] {
        shares.clear();
        for (const Plan &plan : run->plans()) {
            shares.push_back({.plan = plan, .drawn = {}, .cash = 0, .tokens = 0});
        }
        for (UsageCell &cell : usage.cells.cells) {
            cell.saved = 0;
        }
    };
    const auto use = [&](const OrderedRecord &record, const CreditedRecord &credited) {
        // What was written after the sums were read is in neither.
        UsageCell *const cell = record.isInView ? cellOf(usage.cells, record) : nullptr;
        if (cell == nullptr) {
            return;
        }
        cell->saved += credited.list - credited.effective();
        if (!run->isOfModels(filter.models, record)) {
            return;
        }
        for (const CreditDraw &draw : credited.draws) {
            PlanShare &share = shares[draw.plan];
            if (record.rate->isPriced()) {
                addMoney(share.drawn, Money::fromAtto(draw.drawn, record.rate->currency));
            }
            share.cash += draw.cash;
            share.tokens += draw.tokens;
        }
    };
    const Result<std::vector<PlanUse>> done = run->run(reader, view, begin, use);
    if (!done) {
        return done.problem();
    }
    std::copy_if(shares.begin(), shares.end(), std::back_inserter(usage.shares),
                 [](const PlanShare &share) { return !share.drawn.empty() || share.tokens != 0; });
    return usage;
}

} // namespace tokenmeter
