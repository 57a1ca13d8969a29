// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "Json.h"
#include "Output.h"
#include "ProposalOutput.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "sync/PriceListFetch.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct FetchPricesTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::FetchPricesTexts)
};

constexpr std::size_t MostShown = 10; ///< of what was left out; --json has all

/// Words of the JSON, and sentences.
const char *reasonWord(LeftOutReason reason)
{
    switch (reason) {
    case LeftOutReason::OtherCurrency: return "other currency";
    case LeftOutReason::ZeroPrice: return "zero price";
    case LeftOutReason::Disagreement: return "disagreement";
    case LeftOutReason::FewerSteps: return "fewer steps";
    case LeftOutReason::OtherHours: return "other hours";
    case LeftOutReason::EndedHere: return "ended here";
    case LeftOutReason::OtherAnnouncement: return "other announcement";
    case LeftOutReason::MixedTier: return "mixed tier";
    }
    return "";
}

QString reasonText(LeftOutReason reason)
{
    switch (reason) {
    case LeftOutReason::OtherCurrency: return FetchPricesTexts::tr("the provider bills in another currency");
    case LeftOutReason::ZeroPrice: return FetchPricesTexts::tr("a price of zero, which may mean a subscription");
    case LeftOutReason::Disagreement: return FetchPricesTexts::tr("two entries that differ");
    case LeftOutReason::FewerSteps: return FetchPricesTexts::tr("the list does not state all steps that the price has");
    case LeftOutReason::OtherHours: return FetchPricesTexts::tr("other hours of the day");
    case LeftOutReason::EndedHere: return FetchPricesTexts::tr("a step that has ended");
    case LeftOutReason::OtherAnnouncement: return FetchPricesTexts::tr("another future price is known");
    case LeftOutReason::MixedTier: return FetchPricesTexts::tr("a service tier without one factor");
    }
    return {};
}

QJsonArray leftOutJson(const std::vector<LeftOut> &all)
{
    QJsonArray array;
    for (const LeftOut &each : all) {
        array.append(QJsonObject{{QStringLiteral("listed"), text(each.listed)},
                                 {QStringLiteral("model"), each.model.empty() ? QJsonValue{} : QJsonValue{text(each.model)}},
                                 {QStringLiteral("why"), QString::fromLatin1(reasonWord(each.reason))},
                                 {QStringLiteral("detail"), text(each.detail)}});
    }
    return array;
}

QJsonArray retirementsJson(const std::vector<Retirement> &all)
{
    QJsonArray array;
    for (const Retirement &each : all) {
        QJsonValue successor;
        if (each.successor) {
            successor = QJsonObject{{QStringLiteral("model"), text(each.successor->model)},
                                    {QStringLiteral("currency"), text(each.successor->currency.code())},
                                    {QStringLiteral("input_before"), text(each.successor->inputBefore)},
                                    {QStringLiteral("input"), text(each.successor->input)},
                                    {QStringLiteral("output_before"), text(each.successor->outputBefore)},
                                    {QStringLiteral("output"), text(each.successor->output)}};
        }
        array.append(QJsonObject{{QStringLiteral("model"), text(each.model)},
                                 {QStringLiteral("day"), each.day.empty() ? QJsonValue{} : QJsonValue{text(each.day)}},
                                 {QStringLiteral("is_over"), each.isOver},
                                 {QStringLiteral("requests"), qint64(each.requests)},
                                 {QStringLiteral("cheaper"), successor}});
    }
    return array;
}

QString retirementLine(const Retirement &each)
{
    QString line = each.day.empty() ? FetchPricesTexts::tr("%1 is called deprecated, without a day.").arg(text(each.name))
        : each.isOver               ? FetchPricesTexts::tr("%1 is no longer served since %2.").arg(text(each.name), text(each.day))
                                    : FetchPricesTexts::tr("%1 is served until %2.").arg(text(each.name), text(each.day));
    line += QLatin1Char(' ') + FetchPricesTexts::tr("%n requests in 28 days.", nullptr, int(each.requests));
    if (each.successor) {
        const Successor &next = *each.successor;
        line += QLatin1Char(' ')
            + FetchPricesTexts::tr("Cheaper of the same line: %1, input %2 after %3, output %4 after %5 (%6 per million).")
                  .arg(text(next.name), text(next.input), text(next.inputBefore), text(next.output), text(next.outputBefore), text(next.currency.code()));
    }
    return line;
}

QString leftOutText(const std::vector<LeftOut> &all)
{
    QString lines;
    std::size_t shown = 0;
    for (const LeftOut &each : all) {
        if (each.reason != LeftOutReason::ZeroPrice && each.reason != LeftOutReason::OtherCurrency && shown++ < MostShown) {
            lines += FetchPricesTexts::tr("Left out: %1: %2.").arg(text(each.listed), reasonText(each.reason)) + QLatin1Char('\n');
        }
    }
    if (shown > MostShown) {
        lines += FetchPricesTexts::tr("Left out besides: %n entries.", nullptr, int(shown - MostShown)) + QLatin1Char('\n');
    }
    return lines;
}

QString fetchedText(const FetchedPrices &fetched)
{
    const ListMerge &merge = fetched.merge;
    QString lines = FetchPricesTexts::tr("%1: %2 models with a price, %3 of them known here.")
                        .arg(text(fetched.list), NumberText::whole(fetched.listed), NumberText::whole(merge.known))
        + (fetched.isUnchanged ? QLatin1Char(' ') + FetchPricesTexts::tr("The list is the one fetched before.") : QString{}) + QLatin1Char('\n');
    lines += leftOutText(merge.leftOut);
    if (!merge.guarded.empty()) {
        lines += FetchPricesTexts::tr("These changes look wrong and are left out. With --with-guarded they are proposed, too.") + QLatin1Char('\n')
            + changesText(merge.guarded);
    }
    for (const Retirement &each : fetched.retirements) {
        lines += retirementLine(each) + QLatin1Char('\n');
    }
    if (merge.json.empty()) {
        return lines + FetchPricesTexts::tr("It changes no price. Nothing is proposed.") + QLatin1Char('\n');
    }
    return lines
        + FetchPricesTexts::tr("Price list %1 against %2 in use: %3 changes.")
              .arg(text(merge.proposal.version), text(merge.proposal.currentVersion), NumberText::whole(std::int64_t(merge.proposal.changes.size())))
        + QLatin1Char('\n') + changesText(merge.proposal.changes) + movesText(fetched.preview)
        + FetchPricesTexts::tr("Nothing has moved yet. Use it with: tokenmeter prices accept") + QLatin1Char('\n');
}

QJsonObject fetchedJson(const FetchedPrices &fetched)
{
    const ListMerge &merge = fetched.merge;
    QJsonArray problems;
    for (const Problem &problem : fetched.problems) {
        problems.append(toJson(problem));
    }
    return {{QStringLiteral("list"), text(fetched.list)},
            {QStringLiteral("fetched"), text(toRfc3339(fetched.fetched))},
            {QStringLiteral("unchanged"), fetched.isUnchanged},
            {QStringLiteral("models"),
             QJsonObject{{QStringLiteral("priced"), qint64(fetched.listed)},
                         {QStringLiteral("unpriced"), qint64(fetched.unpriced)},
                         {QStringLiteral("known"), qint64(merge.known)},
                         {QStringLiteral("foreign"), qint64(merge.foreign)}}},
            {QStringLiteral("proposed"), merge.json.empty() ? QJsonValue{} : QJsonValue{text(merge.proposal.version)}},
            {QStringLiteral("current"), merge.json.empty() ? QJsonValue{} : QJsonValue{text(merge.proposal.currentVersion)}},
            {QStringLiteral("suspicious"), merge.proposal.isSuspicious()},
            {QStringLiteral("moves"), movesJson(fetched.preview)},
            {QStringLiteral("changes"), changesJson(merge.proposal.changes)},
            {QStringLiteral("guarded"), changesJson(merge.guarded)},
            {QStringLiteral("left_out"), leftOutJson(merge.leftOut)},
            {QStringLiteral("retirements"), retirementsJson(fetched.retirements)},
            {QStringLiteral("problems"), problems}};
}

} // namespace

int runFetchPrices(const CommandContext &context, const PricesCommand &command)
{
    const Result<FetchedPrices> fetched
        = fetchPrices(context.ledger.toStdString(), {.list = command.publicList, .base = command.base, .withGuarded = command.withGuarded},
                      context.environment.now);
    if (!fetched) {
        printError(ProblemText::full(fetched.problem()));
        return fetched.problem().cause == Cause::BadArgument ? ExitUsage : ExitFailed;
    }
    if (context.json) {
        printJson(fetchedJson(*fetched));
    } else {
        print(fetchedText(*fetched));
    }
    return ExitDone;
}

} // namespace tokenmeter
