// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PlansView.h"

#include "core/Decimal.h"
#include "core/Shares.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/SourceText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <climits>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::size_t MostQuotaModels = 4; ///< that a card names
constexpr int PerMillePlaces = 1;

Money ofPlan(const Plan &plan, Int128 atto)
{
    return Money::fromAtto(atto, plan.currency);
}

QString listComma()
{
    return NumberText::isChinese() ? QStringLiteral("、") : QStringLiteral(", ");
}

QString namesOr(const std::vector<std::string> &names, const QString &otherwise, QString (*shown)(const std::string &))
{
    QStringList texts;
    for (const std::string &name : names) {
        texts << shown(name);
    }
    return texts.isEmpty() ? otherwise : texts.join(listComma());
}

Icon iconOfKind(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Subscription:
        return Icon::Refresh;
    case PlanKind::Quota:
        return Icon::Add;
    case PlanKind::Discount:
        return Icon::Percent;
    case PlanKind::Pack:
        break;
    }
    return Icon::Bank;
}

int wholeCount(std::int64_t count)
{
    return int(std::min<std::int64_t>(count, INT_MAX));
}

/// The only step into binary floating point: the length of a bar.
double partOf(Int128 part, Int128 all)
{
    return all > 0 ? double(part) / double(all) : 0;
}

} // namespace

PageTable CycleSheet::table(const QString &title) const
{
    PageTable table;
    table.title = title;
    for (const SheetColumn &column : columns) {
        table.columns << column.title;
    }
    for (const std::vector<SheetCell> &row : rows) {
        std::vector<PageTable::Cell> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back({.text = row[i].text, .exact = row[i].exact, .number = i > 0});
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

QString PlansView::kind(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Subscription:
        return tr("Subscription");
    case PlanKind::Quota:
        return tr("Free quota");
    case PlanKind::Discount:
        return tr("Discount");
    case PlanKind::Pack:
        break;
    }
    return tr("Prepaid credit");
}

QString PlansView::cycleWords(const PlanCycle &cycle) const
{
    switch (cycle.kind) {
    case PlanCycle::Kind::Month:
        return tr("a month");
    case PlanCycle::Kind::Year:
        return tr("a year");
    case PlanCycle::Kind::Days:
        break;
    }
    return tr("every %n day(s)", nullptr, cycle.days);
}

QString PlansView::terms(const Plan &plan) const
{
    switch (plan.kind) {
    case PlanKind::Subscription:
        return tr("%1 %2", "a fee, and how often").arg(MoneyText::amount(ofPlan(plan, plan.fee)), cycleWords(plan.cycle));
    case PlanKind::Quota: {
        const QString tokens = tr("%1 tokens").arg(TokenText::shortForm(plan.tokens));
        return plan.perModel ? tr("%1 for each model").arg(tokens) : tokens;
    }
    case PlanKind::Discount:
        return tr("%1 % off the list price").arg(QString::fromStdString(formatDecimal(Plan::MultiplierOne - plan.multiplier, 7)));
    case PlanKind::Pack:
        break;
    }
    return tr("%1 of credit for %2").arg(MoneyText::amount(ofPlan(plan, plan.face)), MoneyText::amount(ofPlan(plan, plan.paid)));
}

QString PlansView::scope(const Plan &plan)
{
    const auto plainName = [](const std::string &name) { return visibleText(name); };
    return namesOr(plan.models, tr("all models"), plainName) + QStringLiteral(" · ") + namesOr(plan.providers, tr("all providers"), plainName)
        + QStringLiteral(" · ") + namesOr(plan.sources, tr("all sources"), [](const std::string &name) { return visibleText(sourceName(name)); });
}

QString PlansView::validity(const Plan &plan) const
{
    const LocalDay today = m_context.today;
    const LocalDay first = m_context.zone.dayOf(plan.from);
    if (!plan.until) {
        return tr("from %1 on", "a plan that does not end").arg(DateText::day(first, today));
    }
    const QString range = DateText::range(first, lastDayOf(plan, m_context.zone), today);
    const int left = *daysLeft(plan, today, m_context.zone);
    return left < 0 || first > today ? range
        : left == 0                  ? tr("%1, ends today").arg(range)
                                     : tr("%1, %2", "days of a plan, how many are left").arg(range, tr("%n day(s) left", nullptr, left));
}

std::pair<Tone, QString> PlansView::state(const PlanStanding &standing) const
{
    const LocalDay today = m_context.today;
    switch (standing.state) {
    case PlanStanding::State::Ahead:
        return {Tone::Neutral, tr("From %1").arg(DateText::day(m_context.zone.dayOf(standing.plan.from), today))};
    case PlanStanding::State::UsedUp:
        return {Tone::Neutral, tr("Used up")};
    case PlanStanding::State::Over:
        return standing.expired && *standing.expired > 0 ? std::pair{Tone::Warning, tr("Expired unused")} : std::pair{Tone::Neutral, tr("Over")};
    case PlanStanding::State::InForce:
        break;
    }
    if (isEndingSoon(standing, m_context.now)) {
        const int left = *daysLeft(standing.plan, today, m_context.zone);
        return {Tone::Warning, left == 0 ? tr("Ends today") : tr("Ends in %n day(s)", nullptr, left)};
    }
    if (isNearlyUsed(standing)) {
        return {Tone::Warning, tr("%1 % used").arg(standing.usedPercent())};
    }
    return {Tone::Positive, tr("In force")};
}

QString PlansView::amounts(const std::vector<Money> &amounts) const
{
    return amounts.empty() ? MoneyText::amount(Money::fromAtto(0, m_data.month.list.currency())) : MoneyText::several(amounts);
}

bool PlansView::isAtLeast() const
{
    return m_data.month.unpricedRequests > 0 || !m_data.month.foreign.empty();
}

QString PlansView::monthOf(const PlanStanding &standing) const
{
    const auto found = std::find_if(m_data.month.shares.begin(), m_data.month.shares.end(), [&](const PlanShare &share) { return share.plan.id == standing.plan.id; });
    if (found == m_data.month.shares.end()) {
        return tr("nothing drawn");
    }
    const QString drawn = amounts(found->drawn);
    switch (standing.plan.kind) {
    case PlanKind::Subscription:
        return tr("included %1 at list price").arg(drawn);
    case PlanKind::Quota:
        return tr("%1 tokens free, %2 at list price").arg(TokenText::shortForm(found->tokens), drawn);
    case PlanKind::Discount:
        return tr("%1 less than list").arg(drawn);
    case PlanKind::Pack:
        break;
    }
    return tr("drew %1 of credit, bought for %2").arg(drawn, MoneyText::amount(ofPlan(standing.plan, found->cash)));
}

PlanCardTexts PlansView::card(const PlanStanding &standing) const
{
    const Plan &plan = standing.plan;
    PlanCardTexts texts;
    texts.icon = iconOfKind(plan.kind);
    texts.name = visibleText(plan.name);
    texts.kind = kind(plan.kind);
    std::tie(texts.tone, texts.state) = state(standing);
    const bool isOver = standing.state == PlanStanding::State::Over;
    PlanMarks marks{.drawn = standing.usedPercent() / 100.0};
    const auto withTime = [&] {
        if (standing.state == PlanStanding::State::InForce) {
            marks.timeGone = timeGone(plan, m_context.now);
        }
        marks.spoken = texts.drawn + QStringLiteral(", ") + texts.left;
        if (marks.timeGone) {
            marks.spoken += QStringLiteral(", ") + tr("%1 % of its time has gone").arg(int(*marks.timeGone * 100));
        }
        texts.bar = marks;
    };

    texts.facts.append({plan.kind == PlanKind::Subscription ? tr("Fee") : tr("Gives"), terms(plan)});
    if (plan.kind == PlanKind::Pack) {
        const QString all = MoneyText::amount(ofPlan(plan, plan.face));
        const QString rest = MoneyText::amount(ofPlan(plan, standing.creditLeft()));
        marks.drawn = partOf(standing.use.drawn, plan.face);
        marks.expired = isOver ? partOf(standing.creditLeft(), plan.face) : 0;
        marks.atMost = standing.use.atMost && !isOver;
        texts.drawn = tr("%1 drawn").arg(MoneyText::amount(ofPlan(plan, standing.use.drawn)));
        texts.left = isOver                ? tr("%1 of %2 expired").arg(rest, all)
            : standing.use.atMost ? tr("at most %1 of %2 unused").arg(rest, all)
                                  : tr("%1 of %2 unused").arg(rest, all);
        withTime();
        const QString paid = tr("%1 of %2").arg(MoneyText::amount(ofPlan(plan, standing.cashLeft())), MoneyText::amount(ofPlan(plan, plan.paid)));
        texts.facts.append({isOver ? tr("Paid, expired") : tr("Paid, unused"), paid});
    } else if (plan.kind == PlanKind::Quota) {
        const QString all = TokenText::shortForm(plan.tokens);
        const std::int64_t rest = standing.tokensLeft();
        marks.drawn = partOf(plan.tokens - rest, plan.tokens);
        marks.expired = isOver ? partOf(rest, plan.tokens) : 0;
        texts.drawn = tr("%1 drawn").arg(TokenText::shortForm(plan.tokens - rest));
        texts.left = isOver ? tr("%1 of %2 expired").arg(TokenText::shortForm(rest), all) : tr("%1 of %2 left").arg(TokenText::shortForm(rest), all);
        withTime();
        if (plan.perModel && !standing.use.tokens.empty()) {
            std::vector<std::pair<std::string, std::int64_t>> models{standing.use.tokens.begin(), standing.use.tokens.end()};
            std::stable_sort(models.begin(), models.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
            QStringList parts;
            for (std::size_t i = 0; i < std::min(models.size(), MostQuotaModels); ++i) {
                parts << tr("%1: %2 left", "a model, tokens").arg(visibleText(models[i].first), TokenText::shortForm(plan.tokens - models[i].second));
            }
            if (models.size() > MostQuotaModels) {
                parts << tr("and %n more", nullptr, wholeCount(std::int64_t(models.size() - MostQuotaModels)));
            }
            texts.facts.append({tr("By model"), parts.join(listComma())});
        }
    }
    texts.facts.append({plan.kind == PlanKind::Subscription ? tr("Includes") : tr("Serves"), scope(plan)});
    texts.facts.append({tr("Valid"), validity(plan)});
    texts.facts.append({DateText::monthName(m_context.today), monthOf(standing)});
    if (!standing.cycles.empty()) {
        texts.verdict = verdict(standing, standing.cycles.back());
        texts.hasWorth = true;
    } else if (standing.expired && *standing.expired > 0) {
        texts.verdict = tr("Credit that had cost %1 expired unused on %2.")
                            .arg(MoneyText::amount(ofPlan(plan, *standing.expired)), DateText::day(lastDayOf(plan, m_context.zone), m_context.today));
    } else if (isEndingSoon(standing, m_context.now) && plan.kind == PlanKind::Pack) {
        texts.verdict = tr("What is not drawn by %1 expires.").arg(DateText::day(lastDayOf(plan, m_context.zone), m_context.today));
    }
    return texts;
}

bool PlansView::hasDiscount(const CycleDays &days) const
{
    return std::any_of(m_data.standings.begin(), m_data.standings.end(), [&](const PlanStanding &each) {
        const Plan &plan = each.plan;
        return plan.kind == PlanKind::Discount && plan.from < m_context.zone.startOf(days.to) && (!plan.until || *plan.until > m_context.zone.startOf(days.from));
    });
}

QString PlansView::verdict(const PlanStanding &standing, const PlanCycleWorth &cycle) const
{
    const QString amount = MoneyText::amount(ofPlan(standing.plan, cycle.worth.value));
    const QString atLeast = cycle.isAtLeast() ? tr("at least %1").arg(amount) : amount;
    // What a discount would have taken off is no merit of the subscription.
    const QString value = hasDiscount(cycle.days) ? tr("%1 (less discounts)").arg(atLeast) : atLeast;
    const QString fee = MoneyText::amount(ofPlan(standing.plan, standing.plan.fee));
    if (standing.plan.fee == 0) {
        return tr("Worth %1 at list price, without a fee.").arg(value);
    }
    if (cycle.worth.breakEvenDay) {
        return tr("Worth %1 at list price for %2; broke even on %3.").arg(value, fee, breakEven(cycle));
    }
    if (cycle.likelyBreakEven) {
        return tr("Worth %1 at list price so far, for %2; likely to break even on %3.").arg(value, fee, DateText::day(*cycle.likelyBreakEven, m_context.today));
    }
    return cycle.isOpen ? tr("Worth %1 at list price so far, for %2; no break-even in sight.").arg(value, fee)
                        : tr("Worth %1 at list price for %2; it did not break even.").arg(value, fee);
}

QString PlansView::breakEven(const PlanCycleWorth &cycle) const
{
    if (cycle.worth.breakEvenDay) {
        return DateText::day(cycle.days.from + days{*cycle.worth.breakEvenDay - 1}, m_context.today);
    }
    return cycle.likelyBreakEven ? tr("likely %1", "a day").arg(DateText::day(*cycle.likelyBreakEven, m_context.today)) : NumberText::notApplicable();
}

QString PlansView::cycleName(const PlanCycleWorth &cycle) const
{
    return DateText::range(cycle.days.from, cycle.days.to - days{1}, m_context.today);
}

CumulativeData PlansView::course(const PlanStanding &standing, std::size_t index) const
{
    const Plan &plan = standing.plan;
    const PlanCycleWorth &cycle = standing.cycles[index];
    CumulativeData data;
    data.title = tr("Included by %1, at list price").arg(visibleText(plan.name));
    data.from = cycle.days.from;
    data.to = cycle.days.to - days{1};
    data.today = m_context.today;
    data.measure = MeasureText{Measure::Cost, plan.currency};
    data.daily = cycle.daily;
    if (index > 0) {
        data.previousDaily = standing.cycles[index - 1].daily;
        data.previousName = DateText::monthShort(standing.cycles[index - 1].days.from);
    }
    if (plan.fee > 0) {
        data.limit = plan.fee;
        data.limitName = tr("Fee %1").arg(MoneyText::amount(ofPlan(plan, plan.fee)));
        if (cycle.worth.breakEvenDay) {
            data.flag = CumulativeFlag{.day = cycle.days.from + days{*cycle.worth.breakEvenDay - 1}, .name = tr("broke even %1").arg(breakEven(cycle))};
        } else if (cycle.likelyBreakEven) {
            data.flag = CumulativeFlag{.day = *cycle.likelyBreakEven, .name = tr("likely %1", "a day").arg(DateText::day(*cycle.likelyBreakEven, m_context.today)), .isLikely = true};
        }
    }
    return data;
}

CycleSheet PlansView::cycles(const PlanStanding &standing) const
{
    const Plan &plan = standing.plan;
    CycleSheet sheet;
    sheet.columns = {{.title = tr("Cycle")},
                     {.title = tr("At list price"), .toolTip = tr("What the usage that was included would have cost, after discounts. It was not spent.")},
                     {.title = tr("Fee")},
                     {.title = tr("More than the fee")},
                     {.title = tr("Of the fee")},
                     {.title = tr("Break-even")}};
    const auto money = [&](Int128 atto, bool isAtLeast, CellTone tone) {
        const QString amount = MoneyText::amount(ofPlan(plan, atto));
        return SheetCell{.text = isAtLeast ? tr("at least %1").arg(amount) : amount,
                         .shorter = isAtLeast ? QStringLiteral("≥ ") + amount : QString{},
                         .exact = QString::fromStdString(formatDecimal(atto, MoneyScale)),
                         .tone = tone};
    };
    for (std::size_t i = standing.cycles.size(); i-- > 0;) {
        const PlanCycleWorth &cycle = standing.cycles[i];
        const QString ratio = cycle.worth.perMille ? NumberText::decimal(*cycle.worth.perMille, PerMillePlaces, PerMillePlaces) + NumberText::Nbsp + QLatin1Char('%')
                                                   : NumberText::notApplicable();
        sheet.rows.push_back({{.text = cycle.isOpen ? tr("%1, running", "days of a cycle").arg(cycleName(cycle)) : cycleName(cycle), .shorter = cycleName(cycle)},
                              money(cycle.worth.value, cycle.isAtLeast(), CellTone::Strong),
                              money(plan.fee, false, CellTone::Normal),
                              money(cycle.worth.net, cycle.isAtLeast(), CellTone::Normal),
                              {.text = ratio},
                              {.text = breakEven(cycle)}});
        sheet.cycles.push_back(i);
    }
    return sheet;
}

std::vector<KpiCell> PlansView::month() const
{
    const PlanMonth &month = m_data.month;
    const QString range = DateText::range(month.from, month.to, m_context.today);
    const auto figure = [&](Money money) { return isAtLeast() ? tr("at least %1").arg(MoneyText::amount(money)) : MoneyText::amount(money); };
    const Money saved = month.list - month.effective;
    KpiCell list{.label = tr("List cost, %1").arg(range), .figure = figure(month.list), .exact = MoneyText::full(month.list), .comparison = tr("at the prices of the price list")};
    KpiCell effective{.label = tr("Effective cost"), .figure = figure(month.effective), .exact = MoneyText::full(month.effective), .comparison = tr("left to pay after plans")};
    KpiCell less{.label = tr("Saved by plans"), .figure = MoneyText::amount(saved), .exact = MoneyText::full(saved)};
    less.comparison = month.list.atto() > 0
        ? tr("%1 % of the list cost").arg(NumberText::decimal(quotientOf(saved.atto(), 1000, month.list.atto()).floor, 1, 1))
        : tr("before fees");
    less.context = tr("before fees");
    const std::vector<Money> feeSums = sumOf(month.lines, PlanLine::Kind::Fee);
    const std::vector<Money> expiredSums = sumOf(month.lines, PlanLine::Kind::ExpiredCredit);
    KpiCell fees{.label = tr("Fees"), .figure = amounts(feeSums), .comparison = tr("by day, in no cost")};
    KpiCell expired{.label = tr("Expired credit"), .figure = amounts(expiredSums), .comparison = tr("paid, never used")};
    return {list, effective, less, fees, expired};
}

QString PlansView::monthNote() const
{
    const PlanMonth &month = m_data.month;
    QStringList parts;
    if (month.unpricedRequests > 0) {
        parts << tr("%n request(s) without a price in no sum", nullptr, wholeCount(month.unpricedRequests));
    }
    if (!month.foreign.empty()) {
        parts << tr("plus %1 without an exchange rate").arg(amounts(month.foreign));
    }
    if (month.rates.size() == 1) {
        const UsedExchangeRate &rate = month.rates.front();
        const bool turned = !rate.published.empty(); // in the direction in which it was published, which is the one people know
        parts << tr("converted at %1 %2 per %3, %4 %5", "rate, currency, for one unit of currency, publisher, day")
                     .arg(visibleText(turned ? rate.published : rate.rate), visibleText(turned ? rate.from : rate.to), visibleText(turned ? rate.to : rate.from),
                          visibleText(rate.source), DateText::day(rate.day, m_context.today));
    } else if (!month.rates.empty()) {
        parts << tr("other currencies at the rates of each day");
    }
    return parts.join(QStringLiteral(" · "));
}

QString PlansView::summary() const
{
    const auto ending = int(std::count_if(m_data.standings.begin(), m_data.standings.end(), [this](const PlanStanding &each) { return isEndingSoon(each, m_context.now); }));
    const QString count = tr("%n plan(s)", nullptr, int(m_data.standings.size()));
    return ending > 0 ? count + tr(", ", "between two counts") + tr("%n ending soon", nullptr, ending) : count;
}

QString PlansView::overlap(const Plan &plan, const std::vector<const Plan *> &others) const
{
    if (others.empty()) {
        return {};
    }
    const QString name = visibleText(others.front()->name);
    switch (plan.kind) {
    case PlanKind::Subscription:
        return tr("“%1” includes some of the same usage at the same time. The one that ends first counts it; both fees are due.").arg(name);
    case PlanKind::Discount:
        return tr("“%1” is taken off some of the same usage at the same time. Both are, one after the other.").arg(name);
    case PlanKind::Quota:
    case PlanKind::Pack:
        break;
    }
    return tr("“%1” serves some of the same usage at the same time. The one that ends first is drawn first.").arg(name);
}

PageTable PlansView::table() const
{
    PageTable table;
    table.title = tr("Plans and credits");
    table.columns = {tr("Plan"), tr("Kind"), tr("Terms"), tr("Serves"), tr("Valid"), tr("State"), tr("Drawn"), tr("Left"), DateText::monthName(m_context.today)};
    for (const PlanStanding &standing : m_data.standings) {
        const PlanCardTexts texts = card(standing);
        std::vector<PageTable::Cell> row;
        for (const QString &text : {texts.name, texts.kind, terms(standing.plan), scope(standing.plan), validity(standing.plan), texts.state,
                                    texts.bar ? texts.drawn : NumberText::notApplicable(), texts.bar ? texts.left : NumberText::notApplicable(), monthOf(standing)}) {
            row.push_back({.text = text});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace tokenmeter
