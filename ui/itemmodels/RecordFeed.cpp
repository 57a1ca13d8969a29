// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/RecordFeed.h"

#include "flow/ModelNames.h"
#include "itemmodels/Answer.h"

#include <algorithm>
#include <limits>

namespace tokenmeter
{
namespace
{

using Loaded = RecordFeed::Loaded;

constexpr std::int64_t Margin = 100;      ///< rows that are loaded ahead of what is on screen
constexpr std::int64_t WalkAtMost = 400;  ///< further away a new window is cheaper than walking there
constexpr std::size_t BeforeRows = 60;    ///< above the place of a jump, so that scrolling up a little needs no question
constexpr std::int64_t ReadThrough = 20'000; ///< rows that may be read to reach a rank in an order by value
constexpr int SearchSteps = 24;

RecordBound::Of boundOf(RecordSort sort)
{
    switch (sort) {
    case RecordSort::Tokens:
        return RecordBound::Of::Tokens;
    case RecordSort::Input:
        return RecordBound::Of::Input;
    case RecordSort::CacheRead:
        return RecordBound::Of::CacheRead;
    case RecordSort::CacheWrite:
        return RecordBound::Of::CacheWrite;
    case RecordSort::Output:
        return RecordBound::Of::Output;
    case RecordSort::Time:
    case RecordSort::Cost:
        break;
    }
    return RecordBound::Of::Cost;
}

Result<Loaded> named(RecordPage page, Pricer &pricer)
{
    Loaded loaded{.page = std::move(page)};
    std::map<RecordFeed::NameKey, Pricer::ModelName> &names = loaded.names;
    for (const RecordRow &row : loaded.page.rows) {
        const RecordFeed::NameKey key{row.serving.model, row.rate.modelKey};
        if (!names.contains(key)) {
            names.emplace(key, ModelNames{pricer, row.time}.of(row.serving.provider, row.serving.model, row.rate.modelKey));
        }
    }
    return loaded;
}

/// Rows around a place: some before it, a page after it.
Result<Loaded> around(WindowServices::Reading &reading, RecordQuestion question, const Zone &zone)
{
    question.limit = RecordFeed::PageRows;
    question.backwards = false;
    Result<RecordPage> after = reading.reader.records(question, zone, reading.progress);
    if (!after) {
        return after.problem();
    }
    question.backwards = true;
    question.limit = BeforeRows;
    Result<RecordPage> before = reading.reader.records(question, zone, reading.progress);
    if (!before) {
        return before.problem();
    }
    RecordPage page = *std::move(before);
    const std::size_t count = page.rows.size();
    page.atEnd = after->atEnd;
    std::move(after->rows.begin(), after->rows.end(), std::back_inserter(page.rows));
    Result<Loaded> loaded = named(std::move(page), reading.pricer);
    if (loaded) {
        loaded->before = count;
    }
    return loaded;
}

/// The place of a rank in an order by value, for which no index tells: by counting what is larger, until near enough.
Result<RecordPlace> placeOfRank(WindowServices::Reading &reading, const RecordQuestion &question, const Zone &zone, std::int64_t rank)
{
    RecordQuestion first = question;
    first.descending = true;
    first.place.reset();
    first.limit = 1;
    const Result<RecordPage> largest = reading.reader.records(first, zone, reading.progress);
    if (!largest) {
        return largest.problem();
    }
    Int128 low = 0;
    Int128 high = largest->rows.empty() ? 0 : placeOf(largest->rows.front(), question.sort).key;
    for (int step = 0; step < SearchSteps && low < high; ++step) {
        const Int128 middle = low + (high - low) / 2;
        UsageFilter filter = question.filter;
        filter.bounds.push_back({.of = boundOf(question.sort),
                                 .is = question.descending ? RecordBound::Is::Greater : RecordBound::Is::Less,
                                 .value = middle});
        const Result<RecordCounts> counts = reading.reader.recordCounts(filter, zone, reading.progress);
        if (!counts) {
            return counts.problem();
        }
        const bool isBefore = counts->records <= rank; // the place is at or behind `middle`
        if (std::abs(counts->records - rank) < std::int64_t(RecordFeed::PageRows)) {
            low = high = middle;
        } else if (isBefore == question.descending) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    const std::int64_t outside = question.descending ? std::numeric_limits<std::int64_t>::max() : -1;
    return RecordPlace{.key = low, .id = outside};
}

/// Rows at a rank of an order by value.
Result<Loaded> atRank(WindowServices::Reading &reading, RecordQuestion question, const Zone &zone, std::int64_t rank, std::int64_t count)
{
    question.place.reset();
    const std::int64_t fromEnd = count - rank;
    if (std::min(rank, fromEnd) > ReadThrough) {
        const Result<RecordPlace> place = placeOfRank(reading, question, zone, rank);
        if (!place) {
            return place.problem();
        }
        question.place = *place;
        return around(reading, question, zone);
    }
    question.backwards = fromEnd < rank;
    const std::int64_t reach = question.backwards ? fromEnd + std::int64_t(BeforeRows) : rank + std::int64_t(RecordFeed::PageRows);
    question.limit = std::size_t(std::max<std::int64_t>(reach, std::int64_t(RecordFeed::PageRows)));
    Result<RecordPage> read = reading.reader.records(question, zone, reading.progress);
    if (!read) {
        return read.problem();
    }
    RecordPage page = *std::move(read);
    std::size_t before = 0;
    if (question.backwards) {
        // The last rows, of which the first ones are around the rank.
        const std::size_t kept = std::min(page.rows.size(), BeforeRows + RecordFeed::PageRows);
        page.atEnd = page.atEnd && kept == page.rows.size();
        page.rows.resize(kept);
        before = std::min(BeforeRows, kept);
    } else {
        const std::size_t dropped = std::min(page.rows.size(), std::size_t(std::max<std::int64_t>(0, rank - std::int64_t(BeforeRows))));
        page.atStart = dropped == 0;
        page.rows.erase(page.rows.begin(), page.rows.begin() + std::ptrdiff_t(dropped));
        before = std::min(std::size_t(rank) - dropped, page.rows.size());
    }
    Result<Loaded> loaded = named(std::move(page), reading.pricer);
    if (loaded) {
        loaded->before = before;
    }
    return loaded;
}

} // namespace

void RecordFeed::ask(const Question &question)
{
    m_question = question;
    m_jumpId.reset();
    m_fresh = m_countsFresh = false;
    load(Load::Restart, {}, 0);
    askCounts();
}

void RecordFeed::dropStale()
{
    if (!m_fresh) {
        m_rows.clear();
        m_first = 0;
        m_atStart = m_atEnd = false;
        if (!m_countsFresh) {
            forgetCounts();
        }
        Q_EMIT rowsChanged();
    }
}

void RecordFeed::forgetCounts()
{
    m_counts.reset();
    m_before.clear();
    m_days.clear();
}

void RecordFeed::askAgain(std::int64_t rank)
{
    m_wanted = {rank, rank};
    if (const RecordRow *row = rank > 0 ? rowAt(rank) : nullptr) {
        load(Load::Jump, placeBefore(*row), rank);
    } else {
        load(Load::Restart, {}, 0);
    }
    askCounts();
}

void RecordFeed::clear()
{
    ++m_generation;
    ++m_countGeneration;
    m_loading = m_counting = false;
    m_rows.clear();
    m_names.clear();
    forgetCounts();
    m_first = 0;
    m_atStart = m_atEnd = false;
    m_wanted = {0, 0};
    m_jumpId.reset();
}

std::int64_t RecordFeed::count() const
{
    const std::int64_t loadedEnd = m_first + std::int64_t(m_rows.size());
    if (m_atEnd) {
        return loadedEnd;
    }
    return std::max(m_counts ? m_counts->records : 0, loadedEnd);
}

const RecordRow *RecordFeed::rowAt(std::int64_t rank) const
{
    const std::int64_t at = rank - m_first;
    return at >= 0 && at < std::int64_t(m_rows.size()) ? &m_rows[std::size_t(at)] : nullptr;
}

std::optional<std::int64_t> RecordFeed::rankOf(std::int64_t id) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].id == id) {
            return m_first + std::int64_t(i);
        }
    }
    return std::nullopt;
}

const Pricer::ModelName &RecordFeed::modelOf(const RecordRow &row) const
{
    static const Pricer::ModelName unknown;
    const auto found = m_names.find({row.serving.model, row.rate.modelKey});
    return found == m_names.end() ? unknown : found->second;
}

RecordPlace RecordFeed::placeBefore(const RecordRow &row) const
{
    RecordPlace place = placeOf(row, m_question.sort);
    place.id += m_question.descending ? 1 : -1;
    return place;
}

void RecordFeed::want(std::int64_t first, std::int64_t last)
{
    m_wanted = {first, last};
    const std::int64_t end = m_first + std::int64_t(m_rows.size());
    const bool isFar = first > end + WalkAtMost || last < m_first - WalkAtMost || m_rows.empty();
    if (m_loading && (m_kind == Load::Restart || !isFar)) {
        return;
    }
    if (m_loading && m_kind == Load::Jump && std::abs(m_target - first) < Margin) {
        return;
    }
    if (m_rows.empty() && (m_atEnd || !m_counts)) {
        return;
    }
    if (isFar) {
        jump(first);
    } else if (first < m_first + Margin && !m_atStart) {
        load(Load::Backward, placeOf(m_rows.front(), m_question.sort), 0);
    } else if (last > end - Margin && !m_atEnd) {
        load(Load::Forward, placeOf(m_rows.back(), m_question.sort), 0);
    }
}

void RecordFeed::jumpTo(const RecordRow &row)
{
    m_jumpId = row.id;
    if (const std::optional<std::int64_t> rank = rankOf(row.id)) {
        m_jumpId.reset();
        Q_EMIT jumped(*rank);
        return;
    }
    std::int64_t rank = 0;
    if (m_question.sort == RecordSort::Time) {
        const LocalDay day = dayOf(row);
        for (std::size_t i = 0; i < m_days.size(); ++i) {
            rank = m_days[i] == day ? m_before[i] : rank;
        }
    }
    load(Load::Jump, placeBefore(row), rank);
}

std::optional<LocalDay> RecordFeed::dayAt(std::int64_t rank) const
{
    if (m_question.sort != RecordSort::Time || m_days.empty()) {
        return std::nullopt;
    }
    const auto after = std::upper_bound(m_before.begin(), m_before.end(), rank);
    return m_days[std::size_t(std::max<std::ptrdiff_t>(0, after - m_before.begin() - 1))];
}

void RecordFeed::jump(std::int64_t rank)
{
    rank = std::clamp<std::int64_t>(rank, 0, std::max<std::int64_t>(0, count() - 1));
    const std::optional<LocalDay> day = dayAt(rank);
    if (!day || std::min(rank, count() - rank) <= std::int64_t(PageRows)) {
        load(Load::Jump, {}, rank);
        return;
    }
    // Within its day a record's time is guessed from its rank; the border of the day corrects it.
    const std::size_t at = std::size_t(std::find(m_days.begin(), m_days.end(), *day) - m_days.begin());
    const std::int64_t next = at + 1 < m_before.size() ? m_before[at + 1] : m_counts->records;
    const std::int64_t start = msOf(m_question.zone.startOf(*day));
    const std::int64_t end = msOf(m_question.zone.startOf(*day + std::chrono::days{1}));
    const double part = double(rank - m_before[at]) / double(std::max<std::int64_t>(1, next - m_before[at]));
    const std::int64_t inside = std::int64_t(part * double(end - start));
    load(Load::Jump, placeOfTime(utcFromMs(m_question.descending ? end - inside : start + inside)), rank);
}

void RecordFeed::load(Load kind, const std::optional<RecordPlace> &place, std::int64_t rank)
{
    m_loading = true;
    m_kind = kind;
    m_target = rank;
    const std::uint64_t generation = ++m_generation;
    RecordQuestion question{.filter = m_question.filter, .sort = m_question.sort, .descending = m_question.descending, .place = place,
                            .backwards = kind == Load::Backward, .limit = PageRows};
    const auto body = [question, zone = m_question.zone, kind, rank, all = count()](WindowServices::Reading reading) -> Result<Loaded> {
        if (kind == Load::Jump) {
            return question.place ? around(reading, question, zone) : atRank(reading, question, zone, rank, all);
        }
        Result<RecordPage> page = reading.reader.records(question, zone, reading.progress);
        return page ? named(*std::move(page), reading.pricer) : Result<Loaded>{page.problem()};
    };
    whenAnswered(this, m_services.ask(QStringLiteral("records.page"), body), [this, generation, kind, rank](const Result<Loaded> &answer) {
        if (generation != m_generation) {
            return;
        }
        m_loading = false;
        if (answer) {
            take(kind, rank, *answer);
        } else if (answer.problem().cause != Cause::Cancelled) {
            Q_EMIT failed(answer.problem());
        }
        finish();
    });
}

void RecordFeed::take(Load kind, std::int64_t rank, const Loaded &loaded)
{
    const RecordPage &page = loaded.page;
    m_names.insert(loaded.names.begin(), loaded.names.end());
    switch (kind) {
    case Load::Restart:
    case Load::Jump:
        m_rows.assign(page.rows.begin(), page.rows.end());
        m_first = kind == Load::Restart ? 0 : rank - std::int64_t(loaded.before);
        m_atStart = kind == Load::Restart || page.atStart;
        m_atEnd = page.atEnd;
        if (!m_fresh) {
            m_fresh = true;
            if (!m_countsFresh) {
                forgetCounts(); // of the question before
            }
            m_wanted = {0, 0};
            Q_EMIT restarted();
        }
        break;
    case Load::Forward:
        m_rows.insert(m_rows.end(), page.rows.begin(), page.rows.end());
        m_atEnd = page.atEnd;
        trim(true);
        break;
    case Load::Backward:
        m_rows.insert(m_rows.begin(), page.rows.begin(), page.rows.end());
        m_first -= std::int64_t(page.rows.size());
        m_atStart = page.atStart;
        trim(false);
        break;
    }
    calibrate();
    if (m_jumpId && kind == Load::Jump) {
        const std::optional<std::int64_t> found = rankOf(*m_jumpId);
        m_jumpId.reset();
        if (found) {
            Q_EMIT jumped(*found);
        }
    }
    Q_EMIT rowsChanged();
    if (kind == Load::Forward || kind == Load::Backward || kind == Load::Jump) {
        want(m_wanted.first, m_wanted.second);
    }
}

void RecordFeed::trim(bool atFront)
{
    while (m_rows.size() > WindowRows) {
        if (atFront) {
            m_rows.pop_front();
            ++m_first;
            m_atStart = false;
        } else {
            m_rows.pop_back();
            m_atEnd = false;
        }
    }
}

void RecordFeed::askCounts()
{
    m_counting = true;
    const std::uint64_t generation = ++m_countGeneration;
    const auto body = [filter = m_question.filter, zone = m_question.zone](WindowServices::Reading reading) {
        return reading.reader.recordCounts(filter, zone, reading.progress);
    };
    whenAnswered(this, m_services.ask(QStringLiteral("records.count"), body), [this, generation](const Result<RecordCounts> &answer) {
        if (generation != m_countGeneration) {
            return;
        }
        m_counting = false;
        if (answer) {
            m_countsFresh = true;
            m_counts = *answer;
            m_days.clear();
            m_before.clear();
            for (const RecordCounts::DayCount &day : m_counts->days) {
                m_days.push_back(day.day);
            }
            std::vector<std::int64_t> sizes;
            for (const RecordCounts::DayCount &day : m_counts->days) {
                sizes.push_back(day.records);
            }
            if (m_question.descending) {
                std::reverse(m_days.begin(), m_days.end());
                std::reverse(sizes.begin(), sizes.end());
            }
            std::int64_t sum = 0;
            for (const std::int64_t size : sizes) {
                m_before.push_back(sum);
                sum += size;
            }
            if (!m_loading) {
                calibrate();
            }
            Q_EMIT countsChanged();
        } else if (answer.problem().cause != Cause::Cancelled) {
            Q_EMIT failed(answer.problem());
        }
        finish();
    });
}

void RecordFeed::calibrate()
{
    if (m_rows.empty()) {
        return;
    }
    std::int64_t first = m_first;
    if (m_atStart) {
        first = 0;
    } else if (m_atEnd && m_counts) {
        first = std::max<std::int64_t>(0, m_counts->records - std::int64_t(m_rows.size()));
    } else if (m_question.sort == RecordSort::Time && !m_days.empty()) {
        for (std::size_t i = 1; i < m_rows.size(); ++i) {
            if (dayOf(m_rows[i]) == dayOf(m_rows[i - 1])) {
                continue;
            }
            const auto day = std::find(m_days.begin(), m_days.end(), dayOf(m_rows[i]));
            if (day != m_days.end()) {
                first = m_before[std::size_t(day - m_days.begin())] - std::int64_t(i);
                break;
            }
        }
    }
    const std::int64_t by = first - m_first;
    if (by != 0) {
        m_first = first;
        m_wanted = {m_wanted.first + by, m_wanted.second + by};
        Q_EMIT shifted(by);
    }
}

void RecordFeed::readBetween(const RecordRow &one, const RecordRow &other, std::int64_t distance, std::function<void(std::vector<RecordRow>)> handler)
{
    constexpr std::int64_t Slack = 1'000; // ranks may be estimates
    const bool down = distance >= 0;
    RecordQuestion question{.filter = m_question.filter, .sort = m_question.sort, .descending = m_question.descending,
                            .place = placeOf(one, m_question.sort), .backwards = !down,
                            .limit = std::size_t(std::min(std::abs(distance) + Slack, ReadThrough))};
    const auto body = [question, zone = m_question.zone, down, other = other.id](WindowServices::Reading reading) -> Result<std::vector<RecordRow>> {
        Result<RecordPage> page = reading.reader.records(question, zone, reading.progress);
        if (!page) {
            return page.problem();
        }
        std::vector<RecordRow> &rows = page->rows;
        const auto end = std::find_if(rows.begin(), rows.end(), [other](const RecordRow &row) { return row.id == other; });
        if (end != rows.end()) {
            down ? rows.erase(end + 1, rows.end()) : rows.erase(rows.begin(), end);
        }
        return std::move(rows);
    };
    whenAnswered(this, m_services.ask(QStringLiteral("records.range"), body),
                 [this, handler = std::move(handler)](const Result<std::vector<RecordRow>> &answer) {
                     if (answer) {
                         handler(*answer);
                     } else if (answer.problem().cause != Cause::Cancelled) {
                         Q_EMIT failed(answer.problem());
                     }
                 });
}

void RecordFeed::finish()
{
    if (!isBusy()) {
        Q_EMIT idle();
    }
}

} // namespace tokenmeter
