// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/EffectiveCost.h"

#include "flow/Spend.h"

#include <algorithm>
#include <map>
#include <tuple>

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

/// Inclusive: no record before it can be in the view.
UtcTime startOf(const UsageFilter &filter, const Zone &zone)
{
    const UtcTime start = filter.from ? std::min(zone.startOf(*filter.from), UtcTime{filter.from->time_since_epoch()}) : UtcTime::min();
    return filter.after ? std::max(start, *filter.after) : start;
}

/// Whether some plan can have done something for the view.
bool reaches(const std::vector<Plan> &plans, const UsageFilter &filter, UtcTime end, const Zone &zone)
{
    const UtcTime start = startOf(filter, zone);
    return std::any_of(plans.begin(), plans.end(), [&](const Plan &plan) { return plan.from < end && (!plan.until || *plan.until > start); });
}

template <class Wanted>
UsageCell *cellOf(UsageCells &cells, const Wanted &wanted, std::int64_t rate)
{
    const auto found = std::lower_bound(cells.cells.begin(), cells.cells.end(), std::tie(wanted.key, rate), [](const UsageCell &cell, const auto &place) {
        return std::tie(cell.key, cell.rate) < place;
    });
    return found != cells.cells.end() && found->key == wanted.key && found->rate == rate ? &*found : nullptr;
}

/// Sums of what was saved, by cell.
using SavedSums = std::map<std::pair<std::array<std::int64_t, MaxDimensions>, std::int64_t>, Int128>;

/// One walk over all usage whose result is kept by month, and up to the day before yesterday.
class KeptWalk
{
public:
    KeptWalk(LedgerReader &reader, CreditRun &run, std::vector<Dimension> dimensions, const Zone &zone, const UsageOptions &options, UtcTime now, LedgerNotes &notes)
        : m_reader{reader}, m_run{run}, m_notes{notes}, m_dimensions{std::move(dimensions)}, m_zone{zone}, m_options{options}, m_today{zone.dayOf(now)}
    {
        m_name = "credits";
        for (const Dimension dimension : m_dimensions) {
            m_name += ':' + std::to_string(int(dimension));
        }
        OrderedSum question;
        question.add(m_run.rules());
        question.add(m_name);
        m_question = question.value();
    }

    /// What an earlier walk kept, as far as it still holds.
    Result<Done> recall();
    /// What is behind the marks is known; walks over the rest, makes new ones and has them kept.
    Result<Done> walk();
    /// Marks are missing, or did not hold any more.
    bool isOld() const { return m_isOld || m_memo.marks.empty() || m_memo.marks.back().day < m_today - days{1}; }
    const CreditMemo &memo() const { return m_memo; }

    /// Of what lies behind the marks, and after them.
    template <class Use>
    void eachSaved(Use use) const
    {
        for (const CreditMark &mark : m_memo.marks) {
            std::for_each(mark.cells.begin(), mark.cells.end(), use);
        }
        for (const auto &[place, saved] : m_rest) {
            use(SavedCell{.key = place.first, .rate = place.second, .saved = saved});
        }
    }

private:
    bool isMonthStart(LocalDay day) const { return unsigned(year_month_day{day}.day()) == 1; }
    std::vector<LocalDay> daysToMark(LocalDay after) const;

    LedgerReader &m_reader;
    CreditRun &m_run;
    LedgerNotes &m_notes;
    std::vector<Dimension> m_dimensions;
    Zone m_zone;
    UsageOptions m_options;
    LocalDay m_today;
    std::string m_name;
    std::uint64_t m_question = 0;
    CreditMemo m_memo{};
    SavedSums m_rest{};
    bool m_isOld = false;
};

Result<Done> KeptWalk::recall()
{
    const auto fresh = m_notes.find(m_name);
    const Result<std::string> kept = fresh != m_notes.end() ? Result<std::string>{fresh->second} : m_reader.note(m_name);
    if (!kept) {
        return kept.problem();
    }
    std::optional<CreditMemo> memo = readMemoText(*kept);
    if (memo && memo->question == m_question) {
        m_memo = *std::move(memo);
        // A day more than is behind the mark: what is only known by day may lie before the day begins here.
        const auto firstOther = std::find_if(m_memo.marks.begin(), m_memo.marks.end(), [&](const CreditMark &mark) {
            return mark.usage != m_run.usageUpTo(mark.day) || mark.use.size() != m_run.plans().size();
        });
        m_isOld = firstOther != m_memo.marks.end();
        m_memo.marks.erase(firstOther, m_memo.marks.end());
    }
    m_memo.question = m_question;
    return Done{};
}

/// Starts of months, and yesterday's: today is being written, and what comes a little late still is.
std::vector<LocalDay> KeptWalk::daysToMark(LocalDay after) const
{
    std::vector<LocalDay> marks;
    const LocalDay last = m_today - days{1};
    const year_month_day date{after};
    for (year_month month = date.year() / date.month(); LocalDay{month / 1} <= last; month += months{1}) {
        if (LocalDay{month / 1} > after) {
            marks.push_back(LocalDay{month / 1});
        }
    }
    if (last > after && (marks.empty() || marks.back() != last)) {
        marks.push_back(last);
    }
    return marks;
}

Result<Done> KeptWalk::walk()
{
    std::optional<CreditRun::Start> start;
    SavedSums chunk;
    LocalDay after = m_run.firstDay().value_or(m_today) - days{1};
    if (!m_memo.marks.empty()) {
        after = m_memo.marks.back().day;
        start = CreditRun::Start{.from = m_zone.startOf(after), .use = m_memo.marks.back().use};
    }
    const std::vector<LocalDay> toMark = daysToMark(after);
    if (!toMark.empty() && !m_memo.marks.empty() && !isMonthStart(m_memo.marks.back().day)) {
        // Only starts of months stay; the next mark takes over what this one had.
        for (const SavedCell &cell : m_memo.marks.back().cells) {
            chunk[{cell.key, cell.rate}] = cell.saved;
        }
        m_memo.marks.pop_back();
    }
    const std::size_t kept = m_memo.marks.size();
    CreditRun::Walk walk;
    walk.start = start;
    for (const LocalDay day : toMark) {
        walk.stops.push_back(m_zone.startOf(day));
    }
    walk.begin = [&] {
        m_memo.marks.resize(kept);
        m_rest = chunk;
    };
    walk.use = [&](const OrderedRecord &record, const CreditedRecord &credited) {
        if (const Int128 saved = credited.list - credited.effective(); record.isInView && saved != 0) {
            m_rest[{record.key, record.rateId}] += saved;
        }
    };
    walk.stopped = [&](std::size_t stop, const std::vector<PlanUse> &use) {
        CreditMark mark{.day = toMark[stop], .usage = m_run.usageUpTo(toMark[stop]), .use = use, .cells = {}};
        for (const auto &[place, saved] : m_rest) {
            mark.cells.push_back({.key = place.first, .rate = place.second, .saved = saved});
        }
        m_memo.marks.push_back(std::move(mark));
        m_rest.clear();
    };
    walk.begin();
    const OrderedQuestion view{.from = {}, .to = UtcTime::max(), .wants = {}, .filter = {}, .dimensions = m_dimensions, .zone = m_zone, .options = m_options};
    const Result<std::vector<PlanUse>> done = m_run.run(m_reader, view, walk);
    if (!done) {
        return done.problem();
    }
    if (m_isOld || !toMark.empty()) {
        m_notes[m_name] = memoText(m_memo);
        m_isOld = false;
    }
    return Done{};
}

/// The latest state of the plans that is kept of a moment at or before `time`; nothing: from the first plan on.
Result<std::optional<CreditRun::Start>> startBefore(LedgerReader &reader, CreditRun &run, UtcTime time, const Zone &zone, UtcTime now, LedgerNotes &notes)
{
    KeptWalk walk{reader, run, {Dimension::Day, Dimension::Provider, Dimension::Model, Dimension::Source}, zone, {}, now, notes};
    if (const Result<Done> recalled = walk.recall(); !recalled) {
        return recalled.problem();
    }
    const std::vector<CreditMark> &marks = walk.memo().marks;
    const auto latest = [&] {
        return std::find_if(marks.rbegin(), marks.rend(), [&](const CreditMark &mark) { return zone.startOf(mark.day) <= time; });
    };
    if (latest() == marks.rend() || walk.isOld()) {
        if (const Result<Done> walked = walk.walk(); !walked) {
            return walked.problem();
        }
    }
    const auto mark = latest();
    return mark == marks.rend() ? std::optional<CreditRun::Start>{} : CreditRun::Start{.from = zone.startOf(mark->day), .use = mark->use};
}

} // namespace

Result<EffectiveUsage> effectiveUsage(LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const std::vector<Dimension> &dimensions,
                                      const Zone &zone, const UsageOptions &options, UtcTime now, LedgerNotes *notes)
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
        UsageCell *const cell = record.isInView ? cellOf(usage.cells, record, record.rateId) : nullptr;
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
    CreditRun::Walk walk{.begin = begin, .use = use};
    if (notes != nullptr) {
        Result<std::optional<CreditRun::Start>> start = startBefore(reader, *run, startOf(filter, zone), zone, now, *notes);
        if (!start) {
            return start.problem();
        }
        walk.start = *std::move(start);
    }
    const Result<std::vector<PlanUse>> done = run->run(reader, view, walk);
    if (!done) {
        return done.problem();
    }
    std::copy_if(shares.begin(), shares.end(), std::back_inserter(usage.shares),
                 [](const PlanShare &share) { return !share.drawn.empty() || share.tokens != 0; });
    return usage;
}

Result<UsageCells> effectiveCells(LedgerReader &reader, Pricer &pricer, LocalDay from, const std::vector<Dimension> &dimensions, const Zone &zone,
                                  const UsageOptions &options, UtcTime now, LedgerNotes &notes)
{
    UsageFilter filter;
    filter.from = from;
    Result<UsageCells> cells = reader.usage(filter, dimensions, zone, options);
    if (!cells) {
        return cells;
    }
    Result<CreditRun> run = CreditRun::of(reader, pricer, now, zone);
    if (!run) {
        return run.problem();
    }
    if (run->isEmpty()) {
        return cells;
    }
    KeptWalk walk{reader, *run, dimensions, zone, options, now, notes};
    if (const Result<Done> recalled = walk.recall(); !recalled) {
        return recalled.problem();
    }
    if (const Result<Done> walked = walk.walk(); !walked) {
        return walked.problem();
    }
    walk.eachSaved([&](const SavedCell &saved) {
        // Days before `from`, and what was written after the sums were read, are in no cell.
        if (UsageCell *const cell = cellOf(*cells, saved, saved.rate)) {
            cell->saved += saved.saved;
        }
    });
    return cells;
}

} // namespace tokenmeter
