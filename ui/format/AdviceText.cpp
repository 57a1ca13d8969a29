// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/AdviceText.h"

#include "format/CompareText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

namespace tokenmeter
{
namespace
{

QString shownModel(const std::string &displayName, const std::string &id)
{
    return visibleText(displayName.empty() ? id : displayName);
}

} // namespace

QString AdviceText::name(const AdviceLine &line)
{
    const QString used = shownModel(line.used.displayName, line.used.id);
    switch (line.kind) {
    case AdviceLine::Kind::Model: return tr("%1: its work on %2", "models").arg(used, shownModel(line.target.displayName, line.target.id));
    case AdviceLine::Kind::Batch: return tr("%1: as batches", "a model").arg(used);
    case AdviceLine::Kind::HourCache: return tr("Cache writes for an hour");
    case AdviceLine::Kind::FiveCache: return tr("Cache writes for five minutes");
    case AdviceLine::Kind::ModelBatch: return tr("%1: its work on %2, as batches", "models").arg(used, shownModel(line.target.displayName, line.target.id));
    case AdviceLine::Kind::Quota:
        return tr("%1: its work on %2, from the free quota “%3”", "models, plan").arg(used, shownModel(line.target.displayName, line.target.id), visibleText(line.plan.name));
    case AdviceLine::Kind::Credit:
        return tr("%1: its work on %2, from the credit “%3”", "models, plan").arg(used, shownModel(line.target.displayName, line.target.id), visibleText(line.plan.name));
    case AdviceLine::Kind::DropPlan:
        return line.saving.atLeast == line.actual ? tr("Without “%1”, which nothing used").arg(visibleText(line.plan.name))
                                                  : tr("Without “%1”: what it covered, at list price").arg(visibleText(line.plan.name));
    }
    return {};
}

QString AdviceText::saved(const AdviceLine &line)
{
    const QString amount = MoneyText::amount(line.saving.atLeast);
    const bool isExact = line.saving.atLeast == line.saving.atMost && line.kind != AdviceLine::Kind::HourCache;
    return isExact ? amount : tr("at least %1").arg(amount);
}

QString AdviceText::band(const AdviceLine &line)
{
    if (line.kind == AdviceLine::Kind::DropPlan) {
        return tr("of its fee of %1 for these days").arg(MoneyText::amount(line.actual));
    }
    const QString of = tr("of %1 for %2", "amount, requests").arg(MoneyText::amount(line.actual), TokenText::requests(line.requests));
    if (line.saving.atLeast == line.saving.atMost) {
        return of;
    }
    return tr("likely %1, at most %2, %3", "amounts saved; of what")
        .arg(MoneyText::amount(line.saving.likely), MoneyText::amount(line.saving.atMost), of);
}

QString AdviceText::mustHold(const AdviceLine &line)
{
    switch (line.kind) {
    case AdviceLine::Kind::Model:
    case AdviceLine::Kind::ModelBatch:
    case AdviceLine::Kind::Quota:
    case AdviceLine::Kind::Credit: {
        QStringList texts{tr("the other model does the work as well")};
        if (line.kind == AdviceLine::Kind::ModelBatch) {
            texts << tr("answers may take up to a day");
        } else if (line.kind == AdviceLine::Kind::Quota) {
            texts << tr("the %1 that are left for it are drawn first, and nothing else needs them", "4,000 tokens").arg(TokenText::tokens(line.tokensLeft));
        } else if (line.kind == AdviceLine::Kind::Credit) {
            texts << tr("the %1 of credit that are left would end unused").arg(MoneyText::amount(line.creditLeft));
        }
        for (const Assumed &one : line.assumed) {
            texts << CompareText::assumed(one);
        }
        return tr("Assumed: %1.").arg(texts.join(tr("; ", "between two clauses")));
    }
    case AdviceLine::Kind::Batch: return tr("Assumed: answers may take up to a day.");
    case AdviceLine::Kind::HourCache: return tr("Assumed: no other session kept the same text in the cache.");
    case AdviceLine::Kind::DropPlan:
        if (line.saving.atLeast == line.actual) {
            return tr("Assumed: nothing will need it.");
        }
        return tr("Assumed: what it covered would have been paid at list price, less discounts: %1.").arg(MoneyText::amount(line.actual - line.saving.atLeast));
    case AdviceLine::Kind::FiveCache: return tr("Assumed: what was read later than five minutes would have been written again.");
    }
    return {};
}

QString AdviceText::assumption(const AdviceLine &line)
{
    QString result = mustHold(line);
    if (!line.discounts.empty()) {
        QStringList names;
        for (const Plan &plan : line.discounts) {
            names << tr("“%1”", "plan").arg(visibleText(plan.name));
        }
        result += QLatin1Char(' ') + tr("Less discounts in force: %1.", "plans").arg(names.join(tr(", ", "between names")));
    }
    return result;
}

QString AdviceText::assumptionKey(const AdviceLine &line)
{
    switch (line.kind) {
    case AdviceLine::Kind::Model: return QStringLiteral("same-quality");
    case AdviceLine::Kind::Batch: return QStringLiteral("answers-within-a-day");
    case AdviceLine::Kind::HourCache: return QStringLiteral("not-cached-by-another-session");
    case AdviceLine::Kind::FiveCache: return QStringLiteral("later-reads-written-again");
    case AdviceLine::Kind::ModelBatch: return QStringLiteral("same-quality-within-a-day");
    case AdviceLine::Kind::Quota: return QStringLiteral("same-quality-on-free-quota");
    case AdviceLine::Kind::Credit: return QStringLiteral("same-quality-on-credit-that-ends");
    case AdviceLine::Kind::DropPlan: return QStringLiteral("covered-work-at-list-price");
    }
    return {};
}

QStringList AdviceText::plans(const Advice &advice)
{
    QStringList texts;
    bool covers = false;
    for (const PlanVerdict &verdict : advice.plans) {
        const QString name = visibleText(verdict.plan.name);
        const QString value = MoneyText::amount(verdict.value);
        const QString fee = MoneyText::amount(verdict.fee);
        covers = covers || !verdict.value.isZero();
        if (verdict.isUnused()) {
            texts << tr("“%1” covered nothing in these days, for %2 of its fee.", "plan").arg(name, fee);
        } else if (verdict.value.atto() >= verdict.fee.atto()) {
            texts << (verdict.isAtLeast ? tr("“%1” covered at least %2 at list price, for %3 of its fee: worth it.", "plan") : tr("“%1” covered %2 at list price, for %3 of its fee: worth it.", "plan"))
                         .arg(name, value, fee);
        } else {
            texts << (verdict.isAtLeast ? tr("“%1” covered at least %2 at list price, for %3 of its fee: whether it is worth it cannot be told, as a part has no price.", "plan")
                                        : tr("“%1” covered %2 at list price, for %3 of its fee: less than it costs.", "plan"))
                         .arg(name, value, fee);
        }
    }
    if (covers) {
        texts << tr("What a subscription covers costs nothing more: moving that part saves nothing, as long as the fee is paid.");
    }
    if (advice.judgesNoPlan) {
        texts << tr("Subscriptions are not judged here, since a filter hides a part of what they cover.");
    }
    return texts;
}

QString AdviceText::mix(const Advice &advice)
{
    QStringList sums;
    for (const Saving &saving : advice.mix) {
        sums << (saving.atLeast == saving.atMost ? MoneyText::amount(saving.atLeast)
                                                 : tr("at least %1, likely %2, at most %3").arg(MoneyText::amount(saving.atLeast), MoneyText::amount(saving.likely), MoneyText::amount(saving.atMost)));
    }
    return sums.isEmpty() ? QString{} : tr("The cheapest mix saves %1.").arg(sums.join(QStringLiteral(" + ")));
}

QString AdviceText::nothing(const Advice &advice)
{
    return advice.lines.empty() ? tr("Nothing can surely be saved: %1 other models and batches were tried, and none is cheaper at the dearest end of its band.").arg(NumberText::whole(Int128(advice.tried)))
                                : QString{};
}

QStringList AdviceText::caches(const Advice &advice)
{
    QStringList texts;
    for (const CacheAdvice &cache : advice.caches) {
        const auto amount = [&](Int128 atto) { return MoneyText::amount(Money::fromAtto(atto, cache.currency)); };
        QString sentence = tr("Caching, at list price: reads saved %1, writes cost %2 more than plain input.").arg(amount(cache.returned.savedByReads), amount(cache.returned.premiumOfWrites));
        if (cache.returned.neverReadTokens > 0) {
            const QString lost = cache.lostAtLeast == cache.lostAtMost ? MoneyText::amount(cache.lostAtMost)
                                                                       : tr("%1 to %2", "amounts").arg(MoneyText::amount(cache.lostAtLeast), MoneyText::amount(cache.lostAtMost));
            sentence += QLatin1Char(' ') + tr("Lost on %1 that were written and never read: %2.").arg(TokenText::tokens(cache.returned.neverReadTokens), lost);
        }
        texts << sentence;
    }
    return texts;
}

QString AdviceText::leftOut(const Advice &advice)
{
    return advice.unpriced > 0 ? tr("Without a price, and in no line: %1.").arg(TokenText::requests(advice.unpriced)) : QString{};
}

} // namespace tokenmeter
