// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ReviewText.h"

#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "core/Decimal.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <numeric>

namespace tokenmeter
{
namespace
{

Int128 sizeOf(Int128 value)
{
    return value < 0 ? -value : value;
}

Money inCurrency(const ReviewData &review, Int128 atto)
{
    return Money::fromAtto(atto, review.currency);
}

bool isSmall(Int128 effect, const Change &change)
{
    constexpr Int128 OneUnit = Int128{1'000'000'000} * 1'000'000'000;
    return sizeOf(effect) < OneUnit && sizeOf(effect) * 200 < std::max(change.before, change.after);
}

/// Places that suit both ends.
int decimalsOf(const Change &change, Currency currency)
{
    return MoneyText::decimalsFor(Money::fromAtto(std::max(change.before, change.after), currency));
}

} // namespace

QString ReviewText::period(const NamedPeriod &period)
{
    const std::chrono::year_month_day first{period.from};
    const int year = int(first.year());
    switch (period.kind) {
    case NamedPeriod::Kind::Month: return DateText::month(period.from);
    case NamedPeriod::Kind::Quarter: return tr("Q%1 %2", "a quarter and its year").arg((unsigned(first.month()) - 1) / 3 + 1).arg(year);
    case NamedPeriod::Kind::Year: return tr("%1", "a year").arg(year);
    case NamedPeriod::Kind::Day:
    case NamedPeriod::Kind::Range: break;
    }
    return DateText::range(period.from, period.to, LocalDay{});
}

QString ReviewText::shortPeriod(DayRange days)
{
    switch (const NamedPeriod period = namedPeriod(days.from, days.to); period.kind) {
    case NamedPeriod::Kind::Month: return DateText::monthName(days.from);
    case NamedPeriod::Kind::Day:
    case NamedPeriod::Kind::Range: return DateText::range(days.from, days.to, days.to);
    default: return ReviewText::period(period);
    }
}

QString ReviewText::headline(const ReviewData &review)
{
    const QString name = review.period.kind == NamedPeriod::Kind::Month ? DateText::monthName(review.period.from) : period(review.period);
    if (review.isAhead) {
        return tr("%1 has not begun.", "a period").arg(name);
    }
    if (!review.now.hasData) {
        return tr("%1 lies before the first record.", "a period").arg(name);
    }
    const Int128 difference = review.now.cost - review.before.cost;
    const int decimals = decimalsOf(review.change(), review.currency);
    const QString cost = MoneyText::fixed(inCurrency(review, review.now.cost), decimals);
    const QString least = review.now.unpricedRequests > 0 ? tr("at least %1", "an amount").arg(cost) : cost;
    const QString spent = review.isRunning ? tr("%1 has cost %2 so far", "a period, an amount").arg(name, least) : tr("%1 cost %2", "a period, an amount").arg(name, least);
    if (!review.before.hasData) {
        return tr("%1.", "a clause that becomes a sentence").arg(spent);
    }
    const QString before = shortPeriod(review.before.days);
    if (difference == 0) {
        return tr("%1, as much as %2.", "a clause, a period").arg(spent, before);
    }
    const QString size = MoneyText::fixed(inCurrency(review, sizeOf(difference)), decimals);
    return difference > 0 ? tr("%1, which is %2 more than %3.", "a clause, an amount, a period").arg(spent, size, before)
                          : tr("%1, which is %2 less than %3.", "a clause, an amount, a period").arg(spent, size, before);
}

QString ReviewText::reasons(const ReviewData &review)
{
    QStringList sentences;
    if (review.before.hasData && review.now.hasData) {
        // The strongest effects of the side that won, then what worked against it.
        const Change &change = review.change();
        const bool isRise = change.after >= change.before;
        std::vector<std::size_t> with;
        Int128 against = 0;
        std::vector<std::size_t> opposed;
        for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
            if (change.effects[i] != 0 && !isSmall(change.effects[i], change)) {
                ((change.effects[i] > 0) == isRise ? with : opposed).push_back(i);
            }
        }
        const auto bySize = [&](std::size_t a, std::size_t b) { return sizeOf(change.effects[a]) > sizeOf(change.effects[b]); };
        std::stable_sort(with.begin(), with.end(), bySize);
        std::stable_sort(opposed.begin(), opposed.end(), bySize);
        const auto named = [&](const std::vector<std::size_t> &effects, std::size_t most) {
            QStringList parts;
            for (std::size_t i = 0; i < std::min(most, effects.size()); ++i) {
                parts << tr("%1 (%2)", "an effect and its amount").arg(effect(ChangeEffect(effects[i])), signedAmount(change.effects[effects[i]], review.currency));
            }
            return parts.join(tr(", ", "between two effects"));
        };
        for (const std::size_t i : opposed) {
            against += change.effects[i];
        }
        if (!with.empty()) {
            sentences << (isRise ? tr("Most of the rise: %1.") : tr("Most of the fall: %1.")).arg(named(with, 2));
        }
        if (!opposed.empty()) {
            sentences << (isRise ? tr("Took back %2: %1.", "%2 is an amount, %1 are effects") : tr("Worked against it with %2: %1.", "%2 is an amount, %1 are effects"))
                             .arg(named(opposed, 2), MoneyText::amount(inCurrency(review, sizeOf(against))));
        }
    }
    if (!review.isAhead && review.now.hasData) {
        if (!review.yearBefore.hasData) {
            sentences << tr("The year before has no data.");
        } else {
            sentences << tr("A year before it was %1.", "an amount").arg(MoneyText::amount(inCurrency(review, review.yearBefore.cost)));
        }
    }
    return sentences.join(sentenceGap());
}

QString ReviewText::tokensAgainstTasks(const ReviewData &review)
{
    const ReviewSum &now = review.now;
    const ReviewSum &before = review.before;
    const std::int64_t tokensNow = now.totalTokens - now.unpricedTokens;
    const std::int64_t tokensBefore = before.totalTokens - before.unpricedTokens;
    if (tokensNow <= 0 || tokensBefore <= 0 || now.sessions == 0 || before.sessions == 0 || before.cost == 0) {
        return {};
    }
    constexpr Int128 Million = 1'000'000;
    const Int128 price = roundedDivision(now.cost * Million, tokensNow);
    const Int128 priceBefore = roundedDivision(before.cost * Million, tokensBefore);
    const Int128 size = roundedDivision(Int128{now.totalTokens}, now.sessions);
    const Int128 sizeBefore = roundedDivision(Int128{before.totalTokens}, before.sessions);
    const QString tokens = tr("A million tokens cost %1 (%2)", "an amount and its change").arg(MoneyText::amount(inCurrency(review, price)), ChangeText::brief(price, priceBefore));
    const QString task = tr("a session took %1 tokens (%2) and cost %3 (%4)", "tokens and change, amount and change")
                             .arg(TokenText::shortForm(std::int64_t(size)), ChangeText::brief(size, sizeBefore), MoneyText::amount(inCurrency(review, roundedDivision(now.cost, now.sessions))),
                                  ChangeText::brief(roundedDivision(now.cost, now.sessions), roundedDivision(before.cost, before.sessions)));
    const QString both = tr("%1; %2.", "two clauses").arg(tokens, task);
    if (price < priceBefore && size > sizeBefore) {
        return both + sentenceGap() + tr("Cheaper tokens, but more of them for each session.");
    }
    return both;
}

QStringList ReviewText::caveats(const ReviewData &review)
{
    QStringList list;
    if (review.isRunning) {
        list << tr("The period is not over: its first %n day(s) are compared with as many of the one before.", nullptr, review.before.days.length());
    }
    if (review.now.isPartial) {
        list << tr("The first record lies inside this period: the days before it are not known.");
    } else if (review.before.isPartial) {
        list << tr("The first record lies inside the period before, so a part of the rise is only that more is known.");
    }
    if (review.now.unpricedRequests > 0) {
        list << tr("%n request(s) have no price here and are in no amount.", nullptr, int(review.now.unpricedRequests));
    }
    for (const Money &amount : review.foreign) {
        list << tr("%1 stands apart: there is no exchange rate to %2 on every day.", "an amount, a currency").arg(MoneyText::amount(amount), QString::fromStdString(review.currency.code()));
    }
    if (review.excludedRequests > 0) {
        list << tr("%n request(s) were excluded by you and are in no figure.", nullptr, int(review.excludedRequests));
    }
    return list;
}

QString ReviewText::effect(ChangeEffect effect)
{
    switch (effect) {
    case ChangeEffect::Volume: return tr("Requests");
    case ChangeEffect::ModelMix: return tr("Model mix");
    case ChangeEffect::Intensity: return tr("Tokens per request");
    case ChangeEffect::AnswerShare: return tr("Length of answers");
    case ChangeEffect::Cache: return tr("Cache");
    case ChangeEffect::Price: return tr("Prices");
    case ChangeEffect::Service: return tr("Speed tier");
    case ChangeEffect::Tier: return tr("Long context");
    case ChangeEffect::Currency: return tr("Exchange rate");
    case ChangeEffect::NewProjects: return tr("New projects");
    case ChangeEffect::GoneProjects: return tr("Gone projects");
    case ChangeEffect::Coverage: return tr("Not comparable");
    }
    return {};
}

QString ReviewText::meaning(ChangeEffect effect)
{
    switch (effect) {
    case ChangeEffect::Volume: return tr("More or fewer requests, at the mix, size and price that they had.");
    case ChangeEffect::ModelMix: return tr("The same work done by dearer or cheaper models, new ones among them.");
    case ChangeEffect::Intensity: return tr("More or fewer tokens in a request: longer conversations, larger files.");
    case ChangeEffect::AnswerShare: return tr("Answers that are a larger or smaller part of the tokens; they cost most.");
    case ChangeEffect::Cache: return tr("What of a prompt came from the cache, was written to it, or was paid in full.");
    case ChangeEffect::Price: return tr("Prices that changed on a day, each at the usage it met.");
    case ChangeEffect::Service: return tr("Batch, flex, priority, fast mode and regions, against the standard price.");
    case ChangeEffect::Tier: return tr("Prompts above a size from which the price steps up, and other conditions of a price.");
    case ChangeEffect::Currency: return tr("The same amounts, converted at other exchange rates.");
    case ChangeEffect::NewProjects: return tr("All cost of projects that had no request in the period before.");
    case ChangeEffect::GoneProjects: return tr("All cost of projects that have no request any more.");
    case ChangeEffect::Coverage: return tr("Models that had requests without a price in one of the periods: not like for like.");
    }
    return {};
}

namespace
{

/// What of two periods is behind an effect, where a short figure says it.
QString detailOf(ChangeEffect effect, const ReviewData &review)
{
    const ReviewSum &now = review.now;
    const ReviewSum &before = review.before;
    switch (effect) {
    case ChangeEffect::Volume: return ChangeText::brief(now.requests, before.requests);
    case ChangeEffect::Intensity:
        return now.requests > 0 && before.requests > 0 ? ChangeText::brief(roundedDivision(now.totalTokens, now.requests), roundedDivision(before.totalTokens, before.requests)) : QString{};
    case ChangeEffect::AnswerShare: return now.totalTokens > 0 ? ShareText::oneDecimal(now.tokens.output, now.totalTokens) : QString{};
    case ChangeEffect::Cache: return now.tokens.prompt() > 0 ? ShareText::oneDecimal(now.tokens.cacheRead, now.tokens.prompt()) : QString{};
    default: return {};
    }
}

} // namespace

std::vector<ReviewStep> ReviewText::steps(const ReviewData &review, std::size_t waterfall, bool foldsSmall)
{
    const Change &change = review.waterfalls.at(waterfall).change;
    const Currency currency = review.waterfalls[waterfall].currency;
    std::vector<ReviewStep> steps{{.kind = ReviewStep::Kind::Before, .value = change.before, .name = shortPeriod(review.before.days)}};
    ReviewStep small{.kind = ReviewStep::Kind::SmallEffects, .name = tr("Small effects"), .meaning = tr("What is less than half a per cent each, together; the table has them one by one.")};
    int folded = 0;
    for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
        const Int128 value = change.effects[i];
        if (foldsSmall && value == 0) {
            continue;
        }
        if (foldsSmall && isSmall(value, change)) {
            small.value += value;
            ++folded;
            continue;
        }
        const auto which = ChangeEffect(i);
        steps.push_back({.effect = which, .value = value, .name = effect(which), .detail = waterfall == 0 ? detailOf(which, review) : QString{}, .meaning = meaning(which)});
    }
    if (folded > 0) {
        steps.push_back(small);
    }
    steps.push_back({.kind = ReviewStep::Kind::After, .value = change.after, .name = shortPeriod(review.now.days)});

    const int decimals = decimalsOf(change, currency);
    const Money before = Money::fromAtto(change.before, currency), after = Money::fromAtto(change.after, currency);
    std::vector<Money> parts;
    for (std::size_t i = 1; i + 1 < steps.size(); ++i) {
        parts.push_back(Money::fromAtto(steps[i].value, currency));
    }
    const std::vector<Money> closed = MoneyText::bridging(parts, before, after, decimals);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // What is not zero and would show as zero says so.
        const bool vanishes = closed[i].atto() == 0 && parts[i].atto() != 0;
        steps[i + 1].shown = MoneyText::withPlus(MoneyText::fixed(vanishes ? parts[i] : closed[i], decimals), parts[i].atto());
    }
    steps.front().shown = MoneyText::fixed(before, decimals);
    steps.back().shown = MoneyText::fixed(after, decimals);
    return steps;
}

QString ReviewText::absoluteSum(const Change &change, Currency currency)
{
    const Int128 sum = std::accumulate(change.effects.begin(), change.effects.end(), Int128{0}, [](Int128 all, Int128 effect) { return all + sizeOf(effect); });
    return tr("up and down together %1", "an amount").arg(MoneyText::amount(Money::fromAtto(sum, currency)));
}

QString ReviewText::tokenClass(ChangeClass part)
{
    switch (part.kind) {
    case ChangeClass::Kind::Fee: return tr("Web searches");
    case ChangeClass::Kind::Output:
        switch (part.number) {
        case 0: return tr("Output");
        case 1: return tr("Audio output");
        default: return tr("Image output");
        }
    case ChangeClass::Kind::Prompt: break;
    }
    switch (part.number) {
    case 0: return tr("Input");
    case 1: return tr("Cache read");
    case 2: return tr("Cache write, 5 min");
    case 3: return tr("Cache write, 1 h");
    case 4: return tr("Audio input");
    case 5: return tr("Cached audio");
    default: return tr("Image input");
    }
}

QString ReviewText::reconciled(const ReviewReconciled &line)
{
    if (line.currency.isNone()) {
        return tr("Bill not in yet");
    }
    switch (line.badge) {
    case ReconcileBadge::Incomplete: return tr("Days missing");
    case ReconcileBadge::TotalCompared: return tr("Total compared");
    case ReconcileBadge::Within: break;
    }
    if (line.residual == 0) {
        return tr("Exact");
    }
    if (!line.residualPpm) {
        return tr("Unexplained");
    }
    constexpr int PercentScale = 4; // parts per million to per cent
    const int decimals = *line.residualPpm < 1'000 ? 4 : 1;
    return tr("Within %1 %").arg(NumberText::decimal(*line.residualPpm, PercentScale, *line.residualPpm < 1'000 ? std::min(decimals, 2) : decimals));
}

QString ReviewText::amountOf(const ReviewBudget &budget, Int128 amount)
{
    return budget.currency.isNone() ? TokenText::shortForm(std::int64_t(amount)) : MoneyText::amount(Money::fromAtto(amount, budget.currency));
}

QString ReviewText::budget(const ReviewBudget &budget)
{
    const Int128 rest = budget.available - budget.spent;
    if (rest < 0) {
        return tr("%1 over", "an amount").arg(amountOf(budget, -rest));
    }
    const QString under = tr("%1 under", "an amount").arg(amountOf(budget, rest));
    return budget.atLeast ? tr("at most %1", "an amount that is under").arg(under) : under;
}

QString ReviewText::mergeRule(int rule)
{
    switch (SightingRule(rule)) {
    case SameIdentity: return tr("the same answer, told by the provider's own id");
    case SidechainReplay: return tr("an answer that a side question repeated");
    case WeakIdentity: return tr("a line without a request id, told by message and prompt");
    }
    return {};
}

QString ReviewText::merged(const ReviewData &review)
{
    std::int64_t records = 0;
    std::int64_t copies = 0;
    for (const ReviewMerged &each : review.merged) {
        records += each.records;
        copies += each.copies;
    }
    return copies == 0 ? tr("none found") : tr("%1, counted once", "copies").arg(tr("%n copies", nullptr, int(copies)));
}

QString ReviewText::planLine(const PlanLine &line)
{
    const QString name = QString::fromStdString(line.name);
    return line.kind == PlanLine::Kind::Fee ? tr("%1, fee for these days", "a plan").arg(name) : tr("%1, credit that expired unused", "a plan").arg(name);
}

QString ReviewText::forecastVerdict(const ReviewData &review)
{
    if (!review.forecast) {
        return {};
    }
    const ReviewForecast &forecast = *review.forecast;
    const QString band = MoneyText::forecast(inCurrency(review, forecast.low)) + NumberText::EnDash + MoneyText::forecast(inCurrency(review, forecast.high));
    if (review.isRunning) {
        return tr("between %1", "a band of amounts").arg(band);
    }
    const bool held = forecast.low <= review.now.cost && review.now.cost <= forecast.high;
    return held ? tr("band %1 held", "a band of amounts").arg(band) : tr("band %1 missed", "a band of amounts").arg(band);
}

QString ReviewText::outcomeKind(const std::string &kind)
{
    if (kind == UsualOutcomeKinds[0]) {
        return tr("merged changes");
    }
    if (kind == UsualOutcomeKinds[1]) {
        return tr("tickets");
    }
    if (kind == UsualOutcomeKinds[2]) {
        return tr("hours");
    }
    return kind == MoneySavedKind ? tr("money saved") : visibleText(kind);
}

QString ReviewText::quantity(const WorkOutcome &outcome)
{
    return outcome.money ? MoneyText::amount(*outcome.money) : QString::fromStdString(formatDecimal(outcome.quantity, WorkOutcome::QuantityScale));
}

QString ReviewText::cause(AdjustmentCause cause)
{
    switch (cause) {
    case AdjustmentCause::LateRecords: return tr("late records");
    case AdjustmentCause::PriceChanged: return tr("price changed");
    case AdjustmentCause::Excluded: return tr("excluded");
    case AdjustmentCause::Included: return tr("included again");
    case AdjustmentCause::ProjectChanged: return tr("other project");
    case AdjustmentCause::SourceChanged: return tr("other source counted");
    case AdjustmentCause::RecordsChanged: break;
    }
    return tr("records changed");
}

QString ReviewText::adjustment(const Adjustment &adjustment)
{
    const QString model = adjustment.model.empty() ? tr("no model") : visibleText(adjustment.model);
    const QString project = adjustment.project.empty() ? tr("no project") : visibleText(adjustment.project);
    const QString of = tr("%1: %2 in %3", "a cause, a model, a project").arg(cause(adjustment.cause), model, project);
    if (!adjustment.other.empty()) {
        return tr("%1, before %2", "a change and what it was before").arg(of, visibleText(adjustment.other));
    }
    return adjustment.requests == 0 ? of : tr("%1, %2", "a change and a number of requests").arg(of, TokenText::requests(adjustment.requests));
}

QString ReviewText::lack(const OpenPoints::Account &account)
{
    const QString name = visibleText(account.name);
    const QString month = period(account.month);
    switch (account.lack) {
    case OpenPoints::Lack::Running: return tr("The provider's month %2 of %1 is not over.").arg(name, month);
    case OpenPoints::Lack::NoBill: return tr("There is no bill of %1 for %2.").arg(name, month);
    case OpenPoints::Lack::Gaps: return tr("The bill of %1 does not reach to the end of %2.").arg(name, month);
    case OpenPoints::Lack::Unread: return tr("The bill of %1 for %2 has charges without an amount or a currency.").arg(name, month);
    case OpenPoints::Lack::Undecided: return tr("Nobody said who pays for a log format that counts for %1 in %2.").arg(name, month);
    case OpenPoints::Lack::Residual: break;
    }
    const QString part = account.residualPpm ? tr("%1 %", "per cent").arg(NumberText::decimal(Int128{*account.residualPpm}, 4, 2)) : tr("all");
    return tr("Of the bill of %1 for %2, %3 is not explained.").arg(name, month, part);
}

QString ReviewText::sentenceGap()
{
    return NumberText::isChinese() ? QString{} : QStringLiteral(" ");
}

QString ReviewText::signedAmount(Int128 atto, Currency currency)
{
    return MoneyText::withPlus(MoneyText::amount(Money::fromAtto(atto, currency)), atto);
}

} // namespace tokenmeter
