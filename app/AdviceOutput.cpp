// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdviceOutput.h"

#include "CompareJson.h"
#include "Json.h"
#include "Output.h"
#include "format/AdviceText.h"
#include "format/MoneyText.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct AdviceTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AdviceTexts)
};

QJsonObject savingJson(const Saving &saving)
{
    return {{QStringLiteral("currency"), text(saving.atLeast.currency().code())},
            {QStringLiteral("at_least"), text(saving.atLeast.toDecimalText())},
            {QStringLiteral("likely"), text(saving.likely.toDecimalText())},
            {QStringLiteral("at_most"), text(saving.atMost.toDecimalText())}};
}

QString kindOf(AdviceLine::Kind kind)
{
    switch (kind) {
    case AdviceLine::Kind::Model: return QStringLiteral("model");
    case AdviceLine::Kind::Batch: return QStringLiteral("batch");
    case AdviceLine::Kind::HourCache: return QStringLiteral("cache-1h");
    case AdviceLine::Kind::FiveCache: return QStringLiteral("cache-5m");
    case AdviceLine::Kind::ModelBatch: return QStringLiteral("model-batch");
    case AdviceLine::Kind::Quota: return QStringLiteral("quota");
    case AdviceLine::Kind::Credit: return QStringLiteral("credit");
    case AdviceLine::Kind::DropPlan: return QStringLiteral("drop-plan");
    }
    return {};
}

/// What must hold: one key of the line, one of each thing that was assumed of the other model.
QJsonObject assumptionJson(const AdviceLine &line)
{
    QJsonArray parts;
    for (const Assumed &assumed : line.assumed) {
        parts.append(assumedJson(assumed));
    }
    return {{QStringLiteral("key"), AdviceText::assumptionKey(line)}, {QStringLiteral("text"), AdviceText::assumption(line)}, {QStringLiteral("parts"), parts}};
}

QJsonValue planOrNull(const AdviceLine &line)
{
    if (line.plan.uuid.empty()) {
        return {};
    }
    QJsonObject plan{{QStringLiteral("id"), qint64(line.plan.id)}, {QStringLiteral("name"), text(line.plan.name)}, {QStringLiteral("kind"), text(std::string{toText(line.plan.kind)})}};
    if (line.kind == AdviceLine::Kind::Quota) {
        plan.insert(QStringLiteral("tokens_left"), qint64(line.tokensLeft));
    } else if (line.kind == AdviceLine::Kind::Credit) {
        plan.insert(QStringLiteral("credit_left"), toJson(line.creditLeft));
    }
    return plan;
}

QJsonValue modelOrNull(const std::string &key)
{
    return key.empty() ? QJsonValue{} : QJsonValue{text(key)};
}

} // namespace

QJsonObject adviceJson(const Advice &advice)
{
    QJsonArray lines, mix, plans, caches;
    for (const AdviceLine &line : advice.lines) {
        QJsonArray names;
        for (const std::string &raw : line.used.rawModels) {
            names.append(text(raw));
        }
        QJsonArray sources; // of a subscription; what others rest on is named by its models
        for (const std::string &source : line.plan.sources) {
            sources.append(text(source));
        }
        QJsonArray discounts;
        for (const Plan &plan : line.discounts) {
            discounts.append(QJsonObject{{QStringLiteral("id"), qint64(plan.id)}, {QStringLiteral("name"), text(plan.name)}});
        }
        lines.append(QJsonObject{{QStringLiteral("kind"), kindOf(line.kind)},
                                 {QStringLiteral("from"), modelOrNull(line.used.key)},
                                 {QStringLiteral("to"), modelOrNull(line.target.key)},
                                 {QStringLiteral("requests"), qint64(line.requests)},
                                 {QStringLiteral("actual"), toJson(line.actual)},
                                 {QStringLiteral("saving"), savingJson(line.saving)},
                                 {QStringLiteral("assumption"), assumptionJson(line)},
                                 {QStringLiteral("plan"), planOrNull(line)},
                                 {QStringLiteral("discounts"), discounts},
                                 {QStringLiteral("records"), QJsonObject{{QStringLiteral("models"), names}, {QStringLiteral("sources"), sources}}},
                                 {QStringLiteral("in_mix"), line.inMix}});
    }
    for (const Saving &saving : advice.mix) {
        mix.append(savingJson(saving));
    }
    for (const PlanVerdict &verdict : advice.plans) {
        plans.append(QJsonObject{{QStringLiteral("id"), qint64(verdict.plan.id)},
                                 {QStringLiteral("name"), text(verdict.plan.name)},
                                 {QStringLiteral("fee"), toJson(verdict.fee)},
                                 {QStringLiteral("covered"), toJson(verdict.value)},
                                 {QStringLiteral("covered_is_at_least"), verdict.isAtLeast}});
    }
    for (const CacheAdvice &cache : advice.caches) {
        const auto amount = [&](Int128 atto) { return text(Money::fromAtto(atto, cache.currency).toDecimalText()); };
        caches.append(QJsonObject{{QStringLiteral("currency"), text(cache.currency.code())},
                                  {QStringLiteral("saved_by_reads"), amount(cache.returned.savedByReads)},
                                  {QStringLiteral("premium_of_writes"), amount(cache.returned.premiumOfWrites)},
                                  {QStringLiteral("net"), amount(cache.returned.net())},
                                  {QStringLiteral("never_read_tokens"), qint64(cache.returned.neverReadTokens)},
                                  {QStringLiteral("lost_at_least"), text(cache.lostAtLeast.toDecimalText())},
                                  {QStringLiteral("lost_at_most"), text(cache.lostAtMost.toDecimalText())},
                                  {QStringLiteral("pending_tokens"), qint64(cache.returned.pendingTokens)}});
    }
    return {{QStringLiteral("lines"), lines},
            {QStringLiteral("mix"), mix},
            {QStringLiteral("plans"), plans},
            {QStringLiteral("plans_not_judged"), advice.judgesNoPlan},
            {QStringLiteral("cache"), caches},
            {QStringLiteral("unpriced_requests"), qint64(advice.unpriced)},
            {QStringLiteral("models_tried"), qint64(advice.tried)}};
}

QString adviceText(const Advice &advice)
{
    QString result;
    if (!advice.lines.empty()) {
        TextTable table{{{AdviceTexts::tr("What")}, {AdviceTexts::tr("Saves"), TextTable::Align::Right}, {AdviceTexts::tr("Likely and at most")}, {AdviceTexts::tr("In the mix")}}};
        for (const AdviceLine &line : advice.lines) {
            table.addRow({AdviceText::name(line), AdviceText::saved(line), AdviceText::band(line), line.inMix ? AdviceTexts::tr("yes") : QString{}});
        }
        result += table.toText() + AdviceTexts::tr("Lines of one model exclude each other, lines of one plan do, and so do cache lines and all others.") + QLatin1Char('\n');
    }
    QStringList sentences{AdviceText::nothing(advice), AdviceText::mix(advice)};
    sentences += AdviceText::plans(advice);
    sentences += AdviceText::caches(advice);
    sentences << AdviceText::leftOut(advice);
    for (const AdviceLine &line : advice.lines) {
        if (line.inMix) {
            sentences << AdviceText::name(line) + QStringLiteral(". ") + AdviceText::assumption(line);
        }
    }
    for (const QString &sentence : sentences) {
        result += sentence.isEmpty() ? QString{} : sentence + QLatin1Char('\n');
    }
    return result;
}

} // namespace tokenmeter
