// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/RecordScan.h"

#include "ledger/DayCutter.h"
#include "ledger/TableScan.h"
#include "ledger/UsageTable.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Rows between two renewals.
constexpr std::int64_t RowsAnIndexChunk = 20'000; ///< each a jump into the table
/// From this part of the ledger on, reading all of it in order is quicker than jumping.
constexpr double WidePart = 0.2;

/// As the index counts: towards zero.
std::int64_t indexQuarter(std::int64_t ms)
{
    return ms / QuarterMs;
}

MsRanges joined(MsRanges ranges)
{
    std::sort(ranges.begin(), ranges.end());
    MsRanges apart;
    for (const MsRange &range : ranges) {
        if (range.first > range.second) {
            continue;
        }
        if (!apart.empty() && indexQuarter(range.first) <= indexQuarter(apart.back().second) + 1) {
            apart.back().second = std::max(apart.back().second, range.second);
        } else {
            apart.push_back(range);
        }
    }
    return apart;
}

} // namespace

void RecordScan::report(double part)
{
    if (m_progress) {
        m_progress(std::clamp(part, 0.0, 1.0));
    }
}

bool RecordScan::read(std::int64_t id, ScanRow &row)
{
    Query &query = m_connection.query("SELECT " TOKENMETER_SCAN_COLUMNS " FROM usage WHERE id = ?").with(id);
    const bool found = query.step() && isScanned(std::uint32_t(query.integer(2)), ScanOf::All);
    if (found) {
        readScanRow(m_connection, query, row);
    }
    query.reset();
    return found;
}

ScanPlan RecordScan::plan(const std::function<bool(std::int64_t)> &wantsContext, MsRange within, bool withTagged)
{
    MsRanges ranges;
    std::int64_t oldest = INT64_MAX;
    std::int64_t newest = INT64_MIN;
    const std::vector<ContextRow> &contexts = m_dictionaries.contexts();
    for (std::size_t id = 0; id < contexts.size(); ++id) {
        const ContextRow &context = contexts[id];
        if (context.facet < 0 || context.oldest > context.newest) {
            continue;
        }
        oldest = std::min(oldest, context.oldest);
        newest = std::max(newest, context.newest);
        if (wantsContext(std::int64_t(id))) {
            ranges.emplace_back(std::max(context.oldest, within.first), std::min(context.newest, within.second));
        }
    }
    if (withTagged) {
        Query &query = m_connection.query("SELECT DISTINCT time_ms / 900000 FROM usage WHERE id IN (SELECT usage_id FROM tag_record)").with();
        while (query.step()) {
            const std::int64_t quarter = query.integer(0);
            ranges.emplace_back(std::max((quarter - 1) * QuarterMs + 1, within.first),
                                std::min((quarter + 1) * QuarterMs - 1, within.second));
        }
        query.reset();
    }
    ScanPlan plan;
    plan.ranges = joined(std::move(ranges));
    double covered = 0;
    for (const MsRange &range : plan.ranges) {
        covered += double(range.second - range.first) + double(QuarterMs);
    }
    plan.isNarrow = plan.ranges.empty() || covered < WidePart * (double(newest) - double(oldest));
    return plan;
}

ScanPlan RecordScan::planOfExcluded(MsRange within)
{
    ScanPlan plan{.ranges = {}, .isNarrow = true};
    Query &query = m_connection
                       .query("SELECT DISTINCT time_ms / 900000 FROM usage INDEXED BY usage_left_out WHERE flags & 25165826 <> 0 AND "
                              "time_ms / 900000 BETWEEN ? AND ?")
                       .with(indexQuarter(within.first), indexQuarter(within.second));
    while (query.step()) {
        const std::int64_t quarter = query.integer(0);
        plan.ranges.emplace_back((quarter - 1) * QuarterMs + 1, (quarter + 1) * QuarterMs - 1);
    }
    query.reset();
    plan.ranges = joined(std::move(plan.ranges));
    return plan;
}

void RecordScan::scan(const ScanPlan &plan, ScanOf of, const WantsContext &wants, const RowFloor *floor,
                      const std::function<void(const ScanRow &)> &use)
{
    if (plan.isNarrow || of == ScanOf::Excluded) {
        walk(plan.ranges, false, of, wants, [&](const ScanRow &row) {
            use(row);
            return true;
        });
        return;
    }
    RowChoice choice{.of = of};
    const std::size_t contexts = m_dictionaries.contexts().size();
    choice.contexts.resize(contexts);
    choice.taggedContexts.resize(contexts);
    for (std::size_t context = 0; context < contexts; ++context) {
        choice.contexts[context] = wants(std::int64_t(context), 0);
        choice.taggedContexts[context] = wants(std::int64_t(context), TaggedStored);
    }
    const auto known = std::int64_t(contexts);
    scanTable(m_connection, m_snapshot, choice, floor,
              [&](const ScanRow &row) {
                  if (row.context < known || wants(row.context, row.flags)) {
                      use(row);
                  }
              },
              [this](double part) { report(part); });
}

std::optional<std::int64_t> RecordScan::walk(const MsRanges &ranges, bool descending, ScanOf of, const WantsContext &wants,
                                             const std::function<bool(const ScanRow &)> &use, std::int64_t most)
{
    std::vector<ScanRow> bucket;
    std::int64_t bucketQuarter = 0;
    std::int64_t looked = 0;
    std::int64_t lookedInChunk = 0;
    const auto flush = [&] {
        std::sort(bucket.begin(), bucket.end(), [descending](const ScanRow &a, const ScanRow &b) {
            return descending ? std::tie(b.ms, b.id) < std::tie(a.ms, a.id) : std::tie(a.ms, a.id) < std::tie(b.ms, b.id);
        });
        const bool goOn = std::all_of(bucket.begin(), bucket.end(), use);
        bucket.clear();
        return goOn;
    };
    double total = 0;
    for (const MsRange &range : ranges) {
        total += double(range.second - range.first) + double(QuarterMs);
    }
    double done = 0;
    const bool excludedOnly = of == ScanOf::Excluded;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const MsRange &range = descending ? ranges[ranges.size() - 1 - i] : ranges[i];
        std::int64_t first = indexQuarter(range.first);
        std::int64_t last = indexQuarter(range.second);
        while (first <= last) {
            // The words of a partial index must stand in the query.
            Query &query = m_connection.query(
                excludedOnly ? (descending ? "SELECT " TOKENMETER_SCAN_COLUMNS " FROM usage INDEXED BY usage_left_out WHERE flags & 25165826 <> 0 "
                                             "AND time_ms / 900000 BETWEEN ? AND ? ORDER BY time_ms / 900000 DESC"
                                           : "SELECT " TOKENMETER_SCAN_COLUMNS " FROM usage INDEXED BY usage_left_out WHERE flags & 25165826 <> 0 "
                                             "AND time_ms / 900000 BETWEEN ? AND ? ORDER BY time_ms / 900000")
                             : (descending ? "SELECT " TOKENMETER_SCAN_COLUMNS " FROM usage INDEXED BY usage_time WHERE "
                                             "time_ms / 900000 BETWEEN ? AND ? ORDER BY time_ms / 900000 DESC"
                                           : "SELECT " TOKENMETER_SCAN_COLUMNS " FROM usage INDEXED BY usage_time WHERE "
                                             "time_ms / 900000 BETWEEN ? AND ? ORDER BY time_ms / 900000"));
            query.with(first, last);
            bool cut = false;
            bool stop = false;
            while (query.step()) {
                const std::int64_t ms = query.integer(3);
                const std::int64_t quarter = indexQuarter(ms);
                if (quarter != bucketQuarter) {
                    stop = !flush();
                    bucketQuarter = quarter;
                    cut = !stop && (lookedInChunk >= RowsAnIndexChunk || looked >= most);
                    if (stop || cut) {
                        break;
                    }
                }
                ++looked;
                ++lookedInChunk;
                const auto flags = std::uint32_t(query.integer(2));
                if (ms >= range.first && ms <= range.second && isScanned(flags, of) && wants(query.integer(1), flags)) {
                    readScanRow(m_connection, query, bucket.emplace_back());
                }
            }
            query.reset();
            if (stop) {
                return std::nullopt;
            }
            if (!cut) {
                if (!flush()) {
                    return std::nullopt;
                }
                break;
            }
            (descending ? last : first) = bucketQuarter;
            if (looked >= most) {
                return descending ? (bucketQuarter + 1) * QuarterMs - 1 : bucketQuarter * QuarterMs;
            }
            const double inRange = descending ? double(range.second) - double(bucketQuarter) * double(QuarterMs)
                                              : double(bucketQuarter) * double(QuarterMs) - double(range.first);
            report((done + inRange) / total);
            lookedInChunk = 0;
            m_snapshot.renew();
        }
        done += double(range.second - range.first) + double(QuarterMs);
    }
    return std::nullopt;
}

} // namespace tokenmeter
