// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdviceOutput.h"

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
    }
    return {};
}

QJsonValue modelOrNull(const std::string &key)
{
    return key.empty() ? QJsonValue{} : QJsonValue{text(key)};
}

} // namespace

QJsonObject adviceJson(const Advice &advice)
{
    QJsonArray lines, mix, caches;
    for (const AdviceLine &line : advice.lines) {
        QJsonArray names;
        for (const std::string &raw : line.used.rawModels) {
            names.append(text(raw));
        }
        lines.append(QJsonObject{{QStringLiteral("kind"), kindOf(line.kind)},
                                 {QStringLiteral("from"), modelOrNull(line.used.key)},
                                 {QStringLiteral("to"), modelOrNull(line.target.key)},
                                 {QStringLiteral("requests"), qint64(line.requests)},
                                 {QStringLiteral("actual"), toJson(line.actual)},
                                 {QStringLiteral("saving"), savingJson(line.saving)},
                                 {QStringLiteral("assumption"), AdviceText::assumption(line)},
                                 {QStringLiteral("records"), QJsonObject{{QStringLiteral("models"), names}}},
                                 {QStringLiteral("in_mix"), line.inMix}});
    }
    for (const Saving &saving : advice.mix) {
        mix.append(savingJson(saving));
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
        result += table.toText() + AdviceTexts::tr("Lines of one model exclude each other, and so do cache lines and all others.") + QLatin1Char('\n');
    }
    QStringList sentences{AdviceText::nothing(advice), AdviceText::mix(advice)};
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
