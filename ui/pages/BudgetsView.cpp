// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BudgetsView.h"

#include "core/Decimal.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"
#include "pages/BudgetScope.h"
#include "pages/BudgetText.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int EvidenceDays = 3; ///< complete days that a forecast needs

MeasureText textOf(const BudgetStatus &status)
{
    return BudgetText::measure(status.budget.currency);
}

bool isOver(const BudgetStatus &status)
{
    return status.state == BudgetState::Exceeded;
}

bool hasForecast(const BudgetStatus &status)
{
    return status.forecast && status.forecast->evidence != ForecastEvidence::None;
}

bool isAtRisk(const BudgetStatus &status)
{
    return !isOver(status) && (status.state == BudgetState::Warning || (hasForecast(status) && status.forecast->mayExceed));
}

bool lacksEvidence(const BudgetStatus &status)
{
    return status.forecast && status.forecast->evidence == ForecastEvidence::None;
}

double part(Int128 value, Int128 whole)
{
    return whole > 0 ? double(value) / double(whole) : value > whole ? budgetbar::most() : 0;
}

/// The highest threshold that is reached, per cent; 0 = none.
int reached(const BudgetStatus &status)
{
    int highest = 0;
    for (const int threshold : status.budget.thresholds) {
        if (isReached(threshold, status.current.spent, status.current.available)) {
            highest = threshold;
        }
    }
    return highest;
}

QString viewPercent(int value)
{
    return NumberText::whole(value) + NumberText::Nbsp + QLatin1Char('%');
}

/// List cost is what every figure is on unless something else is said.
QString basisNote(const Budget &budget)
{
    return budget.countsTokens() || budget.basis == CostBasis::List ? QString{} : BudgetText::basis(budget.basis);
}

/// Of what is available; "over" where nothing is.
QString usedText(const BudgetStatus &status)
{
    const PeriodFigures &now = status.current;
    return now.available > 0 ? ShareText::whole(now.spent, now.available) : QString{};
}

} // namespace

QString BudgetsView::dayText(LocalDay day) const
{
    return DateText::day(day, m_context.today);
}

QString BudgetsView::spanText(const BudgetSpan &span) const
{
    return DateText::period(span.firstDay, span.endDay - days{1}, m_context.today);
}

std::vector<const BudgetStatus *> BudgetsView::ordered(const BudgetsData &data) const
{
    std::vector<const BudgetStatus *> order;
    for (const BudgetStatus &status : data.statuses) {
        order.push_back(&status);
    }
    const auto rank = [](const BudgetStatus &status) {
        const bool isAll = status.budget.filter.empty();
        const int state = status.budget.paused ? 5 : isOver(status) ? 0 : isAtRisk(status) ? 1 : status.state == BudgetState::Unknown ? 2 : lacksEvidence(status) ? 4 : 3;
        return std::tuple{status.budget.paused, !isAll, state, -status.ratio.toDouble()};
    };
    std::stable_sort(order.begin(), order.end(), [&](const BudgetStatus *a, const BudgetStatus *b) { return rank(*a) < rank(*b); });
    return order;
}

QString BudgetsView::count(const BudgetsData &data) const
{
    return tr("%n budget(s)", nullptr, int(data.statuses.size()));
}

QString BudgetsView::note(const BudgetsData &data) const
{
    int over = 0, risk = 0, unknown = 0;
    for (const BudgetStatus &status : data.statuses) {
        if (status.budget.paused) {
            continue;
        }
        over += isOver(status) ? 1 : 0;
        risk += isAtRisk(status) ? 1 : 0;
        unknown += status.state == BudgetState::Unknown ? 1 : 0;
    }
    QStringList parts;
    if (over > 0) {
        parts << tr("%n over", nullptr, over);
    }
    if (risk > 0) {
        parts << tr("%n at risk", nullptr, risk);
    }
    if (unknown > 0) {
        parts << tr("%n unknown", nullptr, unknown);
    }
    return parts.join(tr(", ", "between two counts"));
}

BudgetRow BudgetsView::row(const BudgetStatus &status) const
{
    const Budget &budget = status.budget;
    const PeriodFigures &now = status.current;
    const MeasureText text = textOf(status);
    BudgetRow row;
    row.name = visibleText(budget.name);
    row.scope = BudgetScope::words(BudgetScope::terms(budget.filter, m_names), m_names) + QStringLiteral(" · ") + BudgetText::period(budget.period, m_context.today);
    if (const QString basis = basisNote(budget); !basis.isEmpty()) {
        row.scope += QStringLiteral(" · ") + basis;
    }
    row.spent = status.atLeast ? tr("at least %1").arg(text.figure(now.spent)) : text.figure(now.spent);
    const QString used = usedText(status);
    row.of = tr("of %1").arg(text.forecast(now.available)) + (used.isEmpty() ? QString{} : QStringLiteral("  ·  ") + used);

    // The state, in words.
    if (budget.paused) {
        row.tone = Tone::Neutral;
        row.state = tr("Paused");
    } else if (isOver(status)) {
        row.tone = Tone::Negative;
        row.state = tr("Over by %1").arg(text.figure(now.spent - now.available));
    } else if (status.state == BudgetState::Unknown) {
        row.tone = Tone::Warning;
        row.state = status.missingRates.empty() ? tr("Unknown, no price for %1").arg(TokenText::requests(now.unpricedRequests)) : tr("Unknown, no exchange rate");
    } else if (hasForecast(status) && status.forecast->mayExceed) {
        row.tone = Tone::Warning;
        row.state = status.forecast->breach.expected ? tr("Likely over on %1").arg(dayText(*status.forecast->breach.expected)) : tr("Likely over");
    } else if (const int threshold = reached(status); threshold > 0) {
        row.tone = Tone::Warning;
        row.state = tr("Past %1").arg(viewPercent(threshold));
    } else if (lacksEvidence(status)) {
        row.tone = Tone::Neutral;
        row.state = tr("Not enough evidence");
    } else {
        row.tone = Tone::Positive;
        row.state = tr("On track");
    }

    // What can still be done.
    if (budget.paused) {
        row.right = tr("No alerts while it is paused");
    } else if (isOver(status)) {
        row.right = now.span.isRolling ? tr("Nothing left for now")
                  : budget.period.kind == BudgetPeriod::Kind::Range ? tr("Nothing left")
                                                                    : tr("Nothing left until %1").arg(dayText(now.span.endDay));
    } else if (status.safeToday) {
        const QString amount = text.figure(*status.safeToday);
        row.right = status.safeTodayAtMost ? tr("at most %1 is safe today").arg(amount) : tr("%1 is safe today").arg(amount);
    } else if (now.span.isRolling) {
        row.right = tr("%1 left for now").arg(text.figure(now.rest));
    } else if (m_context.now < now.span.from) {
        row.right = tr("Begins on %1").arg(dayText(now.span.firstDay));
    } else {
        row.right = tr("Ended on %1").arg(dayText(now.span.endDay - days{1}));
    }

    BudgetMarks &marks = row.marks;
    marks.spent = part(now.spent, now.available);
    marks.fill = isOver(status) ? BudgetMarks::Fill::Over : row.tone == Tone::Warning && status.state != BudgetState::Unknown ? BudgetMarks::Fill::Warning
                                                                                                                              : BudgetMarks::Fill::Calm;
    marks.atLeast = status.atLeast;
    marks.faint = budget.paused;
    if (!now.span.isRolling && m_context.now >= now.span.from) {
        marks.now = std::clamp(double((m_context.now - now.span.from).count()) / double(std::max<std::int64_t>(1, (now.span.to - now.span.from).count())), 0.0, 1.0);
    }
    if (hasForecast(status) && !budget.paused && !isOver(status)) {
        marks.likely = part(status.forecast->expected, now.available);
        marks.low = part(status.forecast->low, now.available);
        marks.high = part(status.forecast->high, now.available);
    }
    if (marks.spent > budgetbar::most() && !used.isEmpty()) {
        marks.over = used;
    }

    QStringList spoken{row.name + QStringLiteral(": ") + row.spent + QLatin1Char(' ') + row.of, row.state};
    if (marks.now) {
        spoken << tr("%1 of the period gone").arg(viewPercent(int(*marks.now * 100)));
    }
    if (marks.likely) {
        spoken << tr("likely %1").arg(text.forecast(status.forecast->expected));
    }
    spoken << row.right << row.scope;
    row.spoken = spoken.join(tr(", ", "between parts of a sentence"));
    return row;
}

QString BudgetsView::detailNote(const BudgetStatus &status) const
{
    const PeriodFigures &now = status.current;
    QStringList parts;
    if (!now.span.isRolling && now.span.contains(m_context.now)) {
        const int days = int((now.span.endDay - m_context.today).count()) - 1;
        parts << (days > 0 ? tr("%n day(s) left", nullptr, days) : tr("last day"));
    }
    if (hasForecast(status) && !isOver(status)) {
        const Int128 left = now.available - status.forecast->expected;
        const MeasureText text = textOf(status);
        parts << (left < 0 ? tr("likely %1 over").arg(text.forecast(-left)) : tr("likely %1 left").arg(text.forecast(left)));
    }
    if (const QString basis = basisNote(status.budget); !basis.isEmpty()) {
        parts << basis;
    }
    return parts.join(QStringLiteral(" · "));
}

std::vector<BudgetFacts::Fact> BudgetsView::facts(const BudgetStatus &status) const
{
    const PeriodFigures &now = status.current;
    const MeasureText text = textOf(status);
    std::vector<BudgetFacts::Fact> facts;
    const QString of = now.carriedIn == 0 ? tr("of %1").arg(text.forecast(now.available))
                     : now.carriedIn > 0  ? tr("of %1, %2 carried in").arg(text.forecast(now.available), text.forecast(now.carriedIn))
                                          : tr("of %1, %2 overspent before").arg(text.forecast(now.available), text.forecast(-now.carriedIn));
    if (now.rest < 0) {
        facts.push_back({.name = tr("Over"), .value = text.figure(-now.rest), .note = of, .isBad = true});
    } else {
        facts.push_back({.name = status.atLeast ? tr("Left, at most") : tr("Left"), .value = text.figure(now.rest), .note = of});
    }
    if (status.safeToday && now.rest >= 0) {
        facts.push_back({.name = status.safeTodayAtMost ? tr("Safe today, at most") : tr("Safe to spend today"),
                         .value = text.figure(*status.safeToday),
                         .tip = tr("Spending this much every day, more on days that usually cost more, ends exactly at the limit.")});
    }
    if (hasForecast(status)) {
        const BudgetForecast &forecast = *status.forecast;
        QString prices;
        for (const ScopePriceStep &step : forecast.priceSteps) {
            prices += QLatin1Char('\n')
                    + tr("From %1 a usual day costs %2 % of what it costs now, by the new price of %3.")
                          .arg(dayText(step.day), NumberText::whole(std::llround(step.factor * 100)), visibleText(step.models));
        }
        facts.push_back({.name = tr("Likely end"),
                         .value = text.forecast(forecast.expected),
                         .note = tr("%1 to %2", "two amounts").arg(text.forecast(forecast.low), text.forecast(forecast.high)),
                         .tip = (forecast.evidence == ForecastEvidence::Thin ? tr("Little evidence: %n day(s) of history.", nullptr, forecast.days)
                                                                             : tr("From %n day(s) of history.", nullptr, forecast.days))
                              + QLatin1Char('\n') + tr("In four of five cases the end lies between %1 and %2.").arg(text.forecast(forecast.low), text.forecast(forecast.high))
                              + prices});
        if (!forecast.breach.already) {
            const auto day = [this](const std::optional<LocalDay> &at) { return at ? dayText(*at) : tr("not in this period"); };
            facts.push_back({.name = tr("Passes the limit"),
                             .value = forecast.breach.expected ? dayText(*forecast.breach.expected) : forecast.breach.earliest ? tr("not expected") : tr("no"),
                             .note = !forecast.breach.expected && forecast.breach.earliest ? tr("%1 at the earliest").arg(dayText(*forecast.breach.earliest)) : QString{},
                             .tip = tr("Earliest: %1\nExpected: %2\nLatest: %3").arg(day(forecast.breach.earliest), day(forecast.breach.expected), day(forecast.breach.latest))});
        }
    } else if (lacksEvidence(status)) {
        facts.push_back({.name = tr("Likely end"),
                         .value = tr("not enough evidence"),
                         .note = tr("needs %n more day(s)", nullptr, std::max(1, EvidenceDays - status.forecast->days))});
    }
    return facts;
}

QString BudgetsView::caveat(const BudgetStatus &status) const
{
    QStringList parts;
    const PeriodFigures &now = status.current;
    if (now.unpricedRequests > 0) {
        parts << tr("%1 (%2) have no price. They are in no amount, so what is spent is at least this.")
                     .arg(TokenText::requests(now.unpricedRequests), TokenText::tokens(now.unpricedTokens));
    }
    if (!status.foreign.empty()) {
        QStringList amounts;
        for (const Money &amount : status.foreign) {
            amounts << MoneyText::amount(amount);
        }
        parts << tr("%1 could not be converted to %2: there is no exchange rate.")
                     .arg(amounts.join(tr(", ", "between two amounts")), QString::fromStdString(status.budget.currency.code()));
    }
    return parts.join(QLatin1Char(' '));
}

BurnDownData BudgetsView::burnDown(const BudgetStatus &status) const
{
    const MeasureText text = textOf(status);
    BurnDownData data;
    data.title = visibleText(status.budget.name);
    data.measure = text;
    data.today = m_context.today;
    data.available = status.current.available;
    data.points = burnDownOf(status);
    data.thresholds = status.budget.thresholds;
    data.atLeast = status.atLeast;
    if (hasForecast(status)) {
        const BudgetForecast &forecast = *status.forecast;
        data.breach = forecast.breach.expected;
        data.mayExceed = forecast.mayExceed;
        const Int128 left = status.current.available - forecast.expected;
        data.endName = left < 0 ? tr("likely %1 over").arg(text.forecast(-left)) : tr("likely %1 left").arg(text.forecast(left));
    }
    data.nothing = tr("A rolling window has no course: it always ends now.");
    return data;
}

QString BudgetsView::historyTitle(const BudgetStatus &status) const
{
    switch (status.budget.period.kind) {
    case BudgetPeriod::Kind::Day:
        return tr("Past days");
    case BudgetPeriod::Kind::Week:
        return tr("Past weeks");
    case BudgetPeriod::Kind::Month:
        return tr("Past months");
    case BudgetPeriod::Kind::Quarter:
        return tr("Past quarters");
    case BudgetPeriod::Kind::Year:
        return tr("Past years");
    case BudgetPeriod::Kind::Rolling:
    case BudgetPeriod::Kind::Range:
        break;
    }
    return tr("Past periods");
}

BurnHistoryData BudgetsView::history(const BudgetStatus &status) const
{
    BurnHistoryData data;
    data.title = historyTitle(status);
    data.measure = textOf(status);
    data.nothing = tr("A budget like this one has no past periods.");
    if (status.current.span.isRolling || status.budget.period.kind == BudgetPeriod::Kind::Range) {
        return data;
    }
    const auto add = [&](const PeriodFigures &figures, bool isPresent) {
        data.periods.push_back({.label = BudgetText::periodLabel(status.budget.period, figures.span.firstDay),
                                .name = spanText(figures.span),
                                .from = figures.span.firstDay,
                                .to = figures.span.endDay - days{1},
                                .spent = figures.spent,
                                .available = figures.available,
                                .isPresent = isPresent,
                                .atLeast = figures.incomplete});
        if (figures.carriedIn != 0) {
            data.periods.back().notes << tr("%1 carried in").arg(data.measure.figure(figures.carriedIn));
        }
        if (figures.incomplete) {
            data.periods.back().notes << tr("%1 without a price").arg(TokenText::requests(figures.unpricedRequests));
        }
    };
    for (const PeriodFigures &past : status.past) {
        add(past, false);
    }
    add(status.current, true);
    return data;
}

QString BudgetsView::historyNote(const BudgetStatus &status, const std::vector<ForecastMark> &marks) const
{
    QStringList parts;
    if (!status.past.empty()) {
        const auto within = std::count_if(status.past.begin(), status.past.end(), [](const PeriodFigures &past) { return past.rest >= 0; });
        parts << tr("within the limit in %1 of %2").arg(within).arg(status.past.size());
    }
    int held = 0, known = 0;
    for (const ForecastMark &mark : marks) {
        for (const PeriodFigures &past : status.past) {
            if (past.span.from == mark.periodStart) {
                ++known;
                held += mark.low <= past.spent && past.spent <= mark.high ? 1 : 0;
            }
        }
    }
    if (known > 0) {
        parts << tr("forecast bands held in %1 of %2").arg(held).arg(known);
    }
    return parts.join(QStringLiteral(" · "));
}

std::vector<InboxEntry> BudgetsView::inbox(const BudgetsData &data) const
{
    std::vector<InboxEntry> entries = inboxOf(data.alerts);
    // What waits comes first; inside of that the newest.
    std::stable_partition(entries.begin(), entries.end(), [this](const InboxEntry &entry) { return BudgetText::isUnseen(*entry.alert, m_context.now); });
    return entries;
}

InboxRow BudgetsView::inboxRow(const InboxEntry &entry, const BudgetsData &data) const
{
    const Alert &alert = *entry.alert;
    InboxRow row;
    switch (alert.key.kind) {
    case AlertKind::Exceeded:
        row.tone = Tone::Negative;
        row.icon = Icon::Remove;
        row.jump = tr("Opens what the period is made of");
        break;
    case AlertKind::Threshold:
        row.jump = tr("Opens what the period is made of");
        break;
    case AlertKind::Forecast:
        row.icon = Icon::Trends;
        row.jump = tr("Opens how the period moves");
        break;
    case AlertKind::Unpriced:
        row.tone = Tone::Neutral;
        row.icon = Icon::Prices;
        row.jump = tr("Opens the records without a price");
        break;
    case AlertKind::Anomaly:
    case AlertKind::AnomalyHour:
    case AlertKind::Runaway:
        row.icon = Icon::Unusual;
        row.jump = tr("Opens the sessions of that day");
        break;
    case AlertKind::SyncFailing:
    case AlertKind::CreditLow:
    case AlertKind::PlanLow:
    case AlertKind::PlanExpiring:
        row.icon = Icon::Refresh;
        break;
    case AlertKind::PriceChange:
    case AlertKind::Retirement:
        row.tone = Tone::Neutral;
        row.icon = Icon::Prices;
        row.jump = tr("Opens what the model was used for");
        break;
    }
    row.sentence = BudgetText::alert(alert, m_context.zone, m_context.today);
    row.detail = BudgetText::alertDetail(alert, entry.together, m_context.now, m_context.zone);
    row.date = DateText::moment(alert.stored, m_context.zone, m_context.today);
    QStringList channels;
    if (const auto found = data.deliveries.find(alert.id); found != data.deliveries.end()) {
        for (const Delivery &delivery : found->second) {
            const QString channel = visibleText(delivery.channel);
            switch (delivery.state) {
            case DeliveryState::Sent:
                channels << channel;
                break;
            case DeliveryState::Failed:
            case DeliveryState::GivenUp:
                channels << tr("%1 failed", "a way of delivery").arg(channel);
                break;
            case DeliveryState::Pending:
            case DeliveryState::Claimed:
                channels << tr("%1 waits", "a way of delivery").arg(channel);
                break;
            }
        }
    }
    channels.removeDuplicates();
    row.channels = channels.isEmpty() ? tr("Inbox only") : channels.join(tr(", ", "between two names"));
    row.isNew = BudgetText::isUnseen(alert, m_context.now);
    row.isOver = alert.noLongerSo;
    return row;
}

int BudgetsView::unseen(const BudgetsData &data) const
{
    const std::vector<InboxEntry> entries = inboxOf(data.alerts);
    return int(std::count_if(entries.begin(), entries.end(), [this](const InboxEntry &entry) { return BudgetText::isUnseen(*entry.alert, m_context.now); }));
}

bool BudgetsView::isSixMonths(LocalDay first) const
{
    constexpr days nearly{150}; // periods that are complete begin later
    return m_context.today - first >= nearly;
}

QString BudgetsView::suggestedName(const Budget &budget) const
{
    return BudgetScope::words(BudgetScope::terms(budget.filter, m_names), m_names);
}

BudgetSuggestions::Row BudgetsView::suggestion(const SuggestedBudget &suggested) const
{
    const Budget &budget = suggested.budget;
    const QString amount = BudgetText::measure(budget.currency).forecast(budget.limit);
    const QString scope = suggestedName(budget);
    const bool isAll = budget.filter.empty();
    const bool isDay = budget.period.kind == BudgetPeriod::Kind::Day;
    const QString title = isAll ? (isDay ? tr("At most %1 a day on everything").arg(amount) : tr("At most %1 a month on everything").arg(amount))
                                : (isDay ? tr("At most %1 a day on %2").arg(amount, scope) : tr("At most %1 a month on %2").arg(amount, scope));
    const BackTest &test = suggested.backTest;
    if (test.periods.empty()) {
        return {.title = title, .detail = backTest(test, budget.period)};
    }
    const int warnings = int(test.delivered);
    const LocalDay first = test.periods.front().figures.span.firstDay;
    const QString detail = isSixMonths(first) ? (warnings == 0 ? tr("In six months: no warning") : tr("In six months: %n warning(s)", nullptr, warnings))
                         : warnings == 0      ? tr("Since %1: no warning").arg(dayText(first))
                                              : tr("Since %1: %n warning(s)", nullptr, warnings).arg(dayText(first));
    return {.title = title, .detail = detail};
}

QString BudgetsView::backTest(const BackTest &test, const BudgetPeriod &period) const
{
    if (period.isRolling() || period.kind == BudgetPeriod::Kind::Range) {
        return tr("A budget like this one cannot be tried on the past.");
    }
    if (test.periods.empty()) {
        return tr("There is no complete period in your history yet to try this on.");
    }
    std::vector<LocalDay> warned;
    for (const BackTestPeriod &each : test.periods) {
        for (const BackTestPeriod::Warning &warning : each.delivered) {
            warned.push_back(warning.day);
        }
    }
    const LocalDay first = test.periods.front().figures.span.firstDay;
    const QString since = isSixMonths(first) ? tr("In the last six months") : tr("Since %1").arg(dayText(first));
    if (warned.empty()) {
        return tr("%1 this would not have warned.", "since when").arg(since);
    }
    if (warned.size() == 1) {
        return tr("%1 this would have warned once, on %2.", "since when, and a day").arg(since, dayText(warned.front()));
    }
    return tr("%1 this would have warned %n times, first on %2, last on %3.", "since when, and two days", int(warned.size()))
        .arg(since, dayText(warned.front()), dayText(warned.back()));
}

BurnHistoryData BudgetsView::backTestBars(const BackTest &test, const Budget &budget) const
{
    BurnHistoryData data;
    data.title = tr("Tried on the past");
    data.measure = BudgetText::measure(budget.currency);
    for (const BackTestPeriod &each : test.periods) {
        const PeriodFigures &figures = each.figures;
        data.periods.push_back({.label = BudgetText::periodLabel(budget.period, figures.span.firstDay),
                                .name = spanText(figures.span),
                                .from = figures.span.firstDay,
                                .to = figures.span.endDay - days{1},
                                .spent = figures.spent,
                                .available = figures.available,
                                .atLeast = figures.incomplete});
        for (const BackTestPeriod::Warning &warning : each.delivered) {
            data.periods.back().notes << (warning.threshold == 0 ? tr("over on %1").arg(dayText(warning.day))
                                                                 : tr("%1 on %2", "a threshold and a day").arg(viewPercent(warning.threshold), dayText(warning.day)));
        }
    }
    return data;
}

PageTable BudgetsView::table(const BudgetsData &data) const
{
    PageTable table;
    table.title = tr("Budgets");
    table.columns = {tr("Name"), tr("Counts"), tr("Period"), tr("From"), tr("To"), tr("Spent"), tr("Available"), tr("Unit"), tr("State"), tr("Likely end"), tr("Basis")};
    for (const BudgetStatus *status : ordered(data)) {
        const MeasureText text = textOf(*status);
        const Budget &budget = status->budget;
        const auto amount = [&](Int128 value) {
            return PageTable::Cell{.text = text.exact(value), .exact = QString::fromStdString(formatDecimal(value, budget.countsTokens() ? 0 : MoneyScale)), .number = true};
        };
        const auto day = [&](LocalDay value) { return PageTable::Cell{.text = DateText::full(value), .exact = QString::fromStdString(toIso(value))}; };
        const BudgetRow shown = row(*status);
        table.rows.push_back({{.text = shown.name},
                              {.text = BudgetScope::words(BudgetScope::terms(budget.filter, m_names), m_names)},
                              {.text = BudgetText::period(budget.period, m_context.today), .exact = QString::fromStdString(toText(budget.period))},
                              day(status->current.span.firstDay),
                              day(status->current.span.endDay - days{1}),
                              amount(status->current.spent),
                              amount(status->current.available),
                              {.text = budget.countsTokens() ? tr("tokens") : QString::fromStdString(budget.currency.code())},
                              {.text = shown.state, .exact = QString::fromUtf8(nameOf(status->state).data(), qsizetype(nameOf(status->state).size()))},
                              hasForecast(*status) ? amount(status->forecast->expected) : PageTable::Cell{.text = NumberText::notApplicable()},
                              {.text = budget.countsTokens() ? NumberText::notApplicable() : BudgetText::basis(budget.basis)}});
    }
    return table;
}

} // namespace tokenmeter
