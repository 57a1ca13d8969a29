// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/AnswerStats.h"

#include "core/Rate.h"
#include "core/UsageRecord.h"
#include "ledger/DayCutter.h"
#include "ledger/RecordScan.h"
#include "ledger/UsageTable.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

constexpr std::int64_t Exact = 64;      ///< sizes below have a bucket each
constexpr int StepsAnOctave = 32;

std::size_t bucketOf(std::int64_t size)
{
    if (size < Exact) {
        return std::size_t(std::max<std::int64_t>(size, 0));
    }
    const int octave = int(std::bit_width(std::uint64_t(size))) - 1; // 6 and up
    const std::int64_t step = (size >> (octave - 5)) - StepsAnOctave;
    return std::size_t(Exact + (octave - 6) * StepsAnOctave + step);
}

double middleOf(std::size_t bucket)
{
    const auto index = std::int64_t(bucket);
    if (index < Exact) {
        return double(index);
    }
    const std::int64_t octave = 6 + (index - Exact) / StepsAnOctave;
    const std::int64_t step = (index - Exact) % StepsAnOctave;
    const double width = double(std::int64_t{1} << (octave - 5));
    return double((StepsAnOctave + step) << (octave - 5)) + (width - 1) / 2;
}

/// A record with what its context says.
struct ScannedRow
{
    std::int64_t id = 0;
    std::int64_t timeMs = 0;
    Precision precision = Precision::Instant;
    std::uint32_t flags = 0; ///< without the stored bits
    std::int64_t requests = 0;
    std::int64_t rateId = 0;
    std::int64_t session = 0;
    const FacetRow *facet = nullptr;
    TokenCounts tokens{};
    RareCounts rare{};
};

/// Visits the records that the filter lets through, in any order.
template <class Visit>
void scan(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter, const Zone &zone,
          const ReadProgress &progress, const Visit &visit)
{
    dictionaries.refresh();
    RecordFilter records{connection, dictionaries, filter};
    DayCutter cutter{zone};
    const std::int64_t from = filter.from ? filter.from->time_since_epoch().count() : INT64_MIN;
    const std::int64_t to = filter.to ? filter.to->time_since_epoch().count() : INT64_MAX;
    const MsRange within{filter.from ? std::min(cutter.firstOf(from), from * QuartersADay) * QuarterMs : INT64_MIN,
                         filter.to ? std::max(cutter.firstOf(to + 1), (to + 1) * QuartersADay) * QuarterMs - 1 : INT64_MAX};
    RecordScan reading{connection, dictionaries, snapshot, progress};
    const ScanOf of = filter.excluded == UsageFilter::Excluded::Without ? ScanOf::NotExcluded
        : filter.excluded == UsageFilter::Excluded::Only                ? ScanOf::Excluded
                                                                        : ScanOf::All;
    const ScanPlan plan = of == ScanOf::Excluded
        ? reading.planOfExcluded(within)
        : reading.plan([&](std::int64_t context) { return records.ofContext(context).passes; }, within, records.looksAtTags());
    const auto wants = [&](std::int64_t context, std::uint32_t flags) {
        return records.ofContext(context).passes || (records.looksAtTags() && (flags & TaggedStored) != 0);
    };
    const std::unique_ptr<RowFloor> floor = records.floor();
    reading.scan(plan, of, wants, floor.get(), [&](const ScanRow &read) {
        const std::int64_t day = cutter.dayOf(quarterOf(utcFromMs(read.ms)), read.precision);
        if (day < from || day > to || !records.ofRecord(read).passes) {
            return;
        }
        const ContextRow &context = dictionaries.contexts()[std::size_t(read.context)];
        visit(ScannedRow{.id = read.id,
               .timeMs = read.ms,
               .precision = read.precision,
               .flags = read.flags & ~StoredBits,
               .requests = read.requests,
               .rateId = read.rate,
               .session = context.session,
               .facet = &dictionaries.facet(context.facet),
               .tokens = read.tokens,
               .rare = read.rare});
    });
}

/// The cost of a session by slots of a width that doubles as its life grows: what is kept of a session is bounded, and the
/// order of its records does not show. Slots are counted from 1970, so two of them always make one of the next width.
class Course
{
public:
    void add(std::int64_t ms, Money cost)
    {
        m_first = std::min(m_first, ms);
        m_last = std::max(m_last, ms);
        if (cost.isZero()) {
            return;
        }
        const std::pair key{ms >> m_shift, cost.currency()};
        const auto at = std::lower_bound(m_slots.begin(), m_slots.end(), key, [](const Slot &slot, const auto &k) {
            return std::tie(slot.index, slot.currency) < std::tie(k.first, k.second);
        });
        if (at != m_slots.end() && at->index == key.first && at->currency == key.second) {
            at->atto += cost.atto();
        } else {
            m_slots.insert(at, {key.first, key.second, cost.atto()});
        }
        while (m_slots.back().index - m_slots.front().index >= FineSlots) {
            widen();
        }
    }
    bool onlyDays = true;

    SessionCourse result(std::string session) const
    {
        SessionCourse course{.session = std::move(session), .first = utcFromMs(m_first), .last = utcFromMs(m_last), .onlyDays = onlyDays};
        const double length = double(m_last - m_first) + 1;
        for (const Slot &slot : m_slots) {
            // A slot may reach beyond the session at either end.
            const double middle = std::clamp((double(slot.index) + 0.5) * double(std::int64_t{1} << m_shift) - double(m_first), 0.0,
                                             length - 1);
            const int index = std::clamp(int(middle / length * SessionCourse::Parts), 0, SessionCourse::Parts - 1);
            const auto same = std::find_if(course.parts.begin(), course.parts.end(), [&](const SessionCourse::Part &part) {
                return part.index == index && part.cost.currency() == slot.currency;
            });
            const Money cost = Money::fromAtto(slot.atto, slot.currency);
            if (same == course.parts.end()) {
                course.parts.push_back({index, cost});
            } else {
                same->cost += cost;
            }
        }
        return course;
    }

private:
    static constexpr std::int64_t FineSlots = 4 * SessionCourse::Parts;
    struct Slot
    {
        std::int64_t index = 0;
        Currency currency{};
        Int128 atto = 0;
    };

    void widen()
    {
        ++m_shift;
        std::vector<Slot> wider;
        for (Slot &slot : m_slots) {
            slot.index >>= 1;
            const auto same = std::find_if(wider.rbegin(), wider.rend(), [&](const Slot &other) {
                return other.index == slot.index && other.currency == slot.currency;
            });
            if (same == wider.rend()) {
                wider.push_back(slot);
            } else {
                same->atto += slot.atto;
            }
        }
        std::sort(wider.begin(), wider.end(),
                  [](const Slot &a, const Slot &b) { return std::tie(a.index, a.currency) < std::tie(b.index, b.currency); });
        m_slots = std::move(wider);
    }

    int m_shift = 12; ///< four seconds
    std::int64_t m_first = INT64_MAX;
    std::int64_t m_last = INT64_MIN;
    std::vector<Slot> m_slots{};
};

} // namespace

void SizeHistogram::add(std::int64_t size)
{
    const std::size_t bucket = bucketOf(size);
    if (bucket >= m_buckets.size()) {
        m_buckets.resize(bucket + 1);
    }
    ++m_buckets[bucket];
    ++m_count;
    m_sum += size;
}

double SizeHistogram::nth(std::int64_t index) const
{
    std::int64_t before = 0;
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        before += m_buckets[bucket];
        if (before > index) {
            return middleOf(bucket);
        }
    }
    return 0;
}

double SizeHistogram::median() const
{
    return m_count == 0 ? 0 : (nth((m_count - 1) / 2) + nth(m_count / 2)) / 2;
}

SizeHistogram &SizeHistogram::operator+=(const SizeHistogram &other)
{
    m_buckets.resize(std::max(m_buckets.size(), other.m_buckets.size()));
    for (std::size_t i = 0; i < other.m_buckets.size(); ++i) {
        m_buckets[i] += other.m_buckets[i];
    }
    m_count += other.m_count;
    m_sum += other.m_sum;
    return *this;
}

std::vector<ModelAnswers> queryAnswers(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                                       const Zone &zone, const ReadProgress &progress)
{
    std::map<std::pair<std::int64_t, std::int64_t>, ModelAnswers> byModelAndRate;
    scan(connection, dictionaries, snapshot, filter, zone, progress, [&](const ScannedRow &row) {
        ModelAnswers &answers = byModelAndRate[{row.facet->model, row.rateId}];
        const std::size_t reason = std::size_t(stopReasonOf(row.flags));
        answers.stops[std::min(reason, answers.stops.size() - 1)] += row.requests;
        if (row.requests == 1 && (row.flags & AggregateFlag) == 0) {
            answers.output.add(row.tokens.output + row.rare.outputAudio + row.rare.outputImage);
        }
    });
    std::map<std::pair<std::string, std::string>, ModelAnswers> byName;
    for (auto &[key, answers] : byModelAndRate) {
        const std::string name = dictionaries.nameOf(key.first);
        const std::string &modelKey = dictionaries.rate(key.second).modelKey;
        ModelAnswers &sum = byName[{name, modelKey}];
        sum.model = name;
        sum.modelKey = modelKey;
        sum.output += answers.output;
        for (std::size_t i = 0; i < sum.stops.size(); ++i) {
            sum.stops[i] += answers.stops[i];
        }
    }
    std::vector<ModelAnswers> result;
    for (auto &[key, answers] : byName) {
        result.push_back(std::move(answers));
    }
    return result;
}

std::vector<SessionCourse> querySessionCourses(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                                               const Zone &zone, const ReadProgress &progress)
{
    std::unordered_map<std::int64_t, Course> courses;
    scan(connection, dictionaries, snapshot, filter, zone, progress, [&](const ScannedRow &row) {
        Course &course = courses[row.session];
        course.onlyDays = course.onlyDays && row.precision >= Precision::Day;
        const Rate &rate = dictionaries.rate(row.rateId);
        course.add(row.timeMs, rate.isPriced() ? costOf(row.tokens, row.rare, rate) : Money{});
    });
    std::vector<SessionCourse> result;
    result.reserve(courses.size());
    for (const auto &[session, course] : courses) {
        result.push_back(course.result(dictionaries.nameOf(session)));
    }
    std::sort(result.begin(), result.end(), [](const SessionCourse &a, const SessionCourse &b) { return a.session < b.session; });
    return result;
}

std::vector<SessionTurn> querySessionTurns(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                                           const Zone &zone, const ReadProgress &progress)
{
    std::vector<SessionTurn> turns;
    scan(connection, dictionaries, snapshot, filter, zone, progress, [&](const ScannedRow &row) {
        const Rate &rate = dictionaries.rate(row.rateId);
        turns.push_back({.id = row.id,
                         .time = utcFromMs(row.timeMs),
                         .precision = row.precision,
                         .flags = row.flags,
                         .requests = row.requests,
                         .tokens = row.tokens,
                         .rare = row.rare,
                         .priced = rate.isPriced(),
                         .cost = rate.isPriced() ? costOf(row.tokens, row.rare, rate) : Money{},
                         .model = dictionaries.nameOf(row.facet->model),
                         .modelKey = rate.modelKey,
                         .agent = dictionaries.nameOf(row.facet->agent)});
    });
    std::sort(turns.begin(), turns.end(),
              [](const SessionTurn &a, const SessionTurn &b) { return std::tie(a.time, a.id) < std::tie(b.time, b.id); });
    return turns;
}

} // namespace tokenmeter
