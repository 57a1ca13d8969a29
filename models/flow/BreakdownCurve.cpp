// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BreakdownCurve.h"

#include <algorithm>

namespace tokenmeter
{

ConcentrationCurve ConcentrationCurve::of(std::vector<Int128> values)
{
    ConcentrationCurve curve;
    std::sort(values.begin(), values.end(), [](Int128 a, Int128 b) { return a > b; });
    Int128 sum = 0;
    for (Int128 &value : values) {
        sum += value;
        value = sum;
    }
    curve.sums = std::move(values);
    if (sum > 0) {
        const auto enough = std::find_if(curve.sums.begin(), curve.sums.end(),
                                         [sum](Int128 part) { return part * 100 >= sum * ConcentrationPercent; });
        curve.most = std::size_t(enough - curve.sums.begin()) + 1;
    }
    return curve;
}

Result<Concentration> concentrationOf(LedgerReader &reader, Pricer &pricer, const BreakdownRequest &request)
{
    GroupedRequest grouped{.filter = request.filter,
                           .dimensions = {Dimension::Session},
                           .zone = request.zone,
                           .now = request.now,
                           .currency = request.currency,
                           .basis = request.basis,
                           .progress = request.progress};
    Result<GroupedUsage> usage = groupedUsage(reader, pricer, grouped);
    if (!usage) {
        return usage.problem();
    }
    Concentration result;
    result.currency = Currency{request.currency};
    result.outside = Money::fromAtto(0, result.currency);
    const bool anySession = std::any_of(usage->rows.begin(), usage->rows.end(),
                                        [&](const GroupedUsage::Row &row) { return !usage->textOf(row, 0).empty(); });
    if (!anySession) {
        result.of = Concentration::Of::Projects;
        grouped.dimensions = {Dimension::Project};
        usage = groupedUsage(reader, pricer, grouped);
        if (!usage) {
            return usage.problem();
        }
    }
    std::vector<Int128> cost;
    std::vector<Int128> tokens;
    std::vector<Int128> requests;
    for (const GroupedUsage::Row &row : usage->rows) {
        if (anySession && usage->textOf(row, 0).empty()) {
            result.outside += row.inCurrency;
            result.outsideRequests += row.spend.requests;
            continue;
        }
        cost.push_back(row.inCurrency.atto());
        tokens.push_back(row.spend.totalTokens);
        requests.push_back(row.spend.requests);
        result.unpricedRequests += row.spend.unpricedRequests;
    }
    result.cost = ConcentrationCurve::of(std::move(cost));
    result.tokens = ConcentrationCurve::of(std::move(tokens));
    result.requests = ConcentrationCurve::of(std::move(requests));
    return result;
}

} // namespace tokenmeter
