// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/TrackerYield.h"

#include "import/formats/TrackerJson.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::size_t PageRows = 1000;

LocalDay dayOf(const RecordRow &row)
{
    return LocalDay{floor<days>(row.time).time_since_epoch()}; // stored at noon of its day
}

/// Those that count.
Result<std::vector<RecordRow>> trackerRecords(LedgerReader &reader, const Zone &zone)
{
    RecordQuestion question;
    question.filter.sources.assign(std::begin(TrackerFormats), std::end(TrackerFormats));
    question.descending = false;
    question.limit = PageRows;
    std::vector<RecordRow> rows;
    for (;;) {
        Result<RecordPage> page = reader.records(question, zone);
        if (!page) {
            return page.problem();
        }
        rows.insert(rows.end(), page->rows.begin(), page->rows.end());
        if (page->atEnd || page->rows.empty()) {
            return rows;
        }
        question.place = placeOf(page->rows.back(), question.sort);
    }
}

Result<std::set<LocalDay>> daysWithRecords(LedgerReader &reader, const std::string &tool, LocalDay from, LocalDay to, const Zone &zone)
{
    const Result<RecordCounts> counts = reader.recordCounts({.from = from, .to = to, .sources = {tool}}, zone);
    if (!counts) {
        return counts.problem();
    }
    std::set<LocalDay> found;
    for (const RecordCounts::DayCount &each : counts->days) {
        found.insert(each.day);
    }
    return found;
}

/// Of several trackers that summed one day of one tool one counts: ccusage's sum of the tool alone, its sum over several, tokscale's.
int rankOf(const RecordRow &row)
{
    return row.sourceFormat == "tokscale" ? 2 : toolsOf(row.who.agent).size() > 1 ? 1 : 0;
}

std::map<std::pair<LocalDay, std::string>, int> betterRanks(const std::vector<RecordRow> &rows)
{
    std::map<std::pair<LocalDay, std::string>, int> best;
    for (const RecordRow &row : rows) {
        for (const std::string &tool : toolsOf(row.who.agent)) {
            const auto [place, isNew] = best.try_emplace({dayOf(row), tool}, rankOf(row));
            place->second = std::min(place->second, rankOf(row));
        }
    }
    return best;
}

} // namespace

Result<std::int64_t> yieldToRecords(LedgerWriter &writer, LedgerReader &reader, UtcTime now)
{
    const Result<std::vector<SourceKey>> sources = reader.sourceKeys();
    if (!sources) {
        return sources.problem();
    }
    if (std::none_of(sources->begin(), sources->end(), [](const SourceKey &key) { return isTracker(key.format); })) {
        return std::int64_t{0};
    }
    const Result<LedgerSummary> summary = reader.summary();
    if (!summary) {
        return summary.problem();
    }
    const Zone zone = Zone::byId(summary->zoneId).value_or(Zone::utc());
    const Result<std::vector<RecordRow>> rows = trackerRecords(reader, zone);
    if (!rows) {
        return rows.problem();
    }
    if (rows->empty()) {
        return std::int64_t{0};
    }
    const auto [first, last] = std::minmax_element(rows->begin(), rows->end(), [](const RecordRow &a, const RecordRow &b) { return a.time < b.time; });
    const auto betterRank = betterRanks(*rows);
    std::map<std::string, std::set<LocalDay>> byTool;
    std::map<std::string, std::vector<std::int64_t>> yielding; // by the tool they yield to
    for (const RecordRow &row : *rows) {
        for (const std::string &tool : toolsOf(row.who.agent)) {
            const auto [place, isNew] = byTool.try_emplace(tool);
            if (isNew) {
                Result<std::set<LocalDay>> found = daysWithRecords(reader, tool, dayOf(*first), dayOf(*last), zone);
                if (!found) {
                    return found.problem();
                }
                place->second = std::move(*found);
            }
            const bool hasRecords = place->second.contains(dayOf(row));
            if (hasRecords || betterRank.at({dayOf(row), tool}) < rankOf(row)) {
                yielding[hasRecords ? tool : "another tracker"].push_back(row.id);
                break;
            }
        }
    }
    std::int64_t taken = 0;
    for (const auto &[tool, ids] : yielding) {
        const Result<std::int64_t> done = writer.setExcluded({.records = ids, .zone = zone}, true, "the day has records of " + tool, now);
        if (!done) {
            return done.problem();
        }
        taken += *done;
    }
    return taken;
}

} // namespace tokenmeter
