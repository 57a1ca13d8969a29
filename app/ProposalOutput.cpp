// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProposalOutput.h"

#include "Json.h"
#include "Output.h"
#include "flow/Pricing.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/PriceChangeText.h"

#include <QCoreApplication>

namespace tokenmeter
{
namespace
{

struct ProposalTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ProposalTexts)
};

QJsonArray amountsJson(const std::vector<Money> &amounts)
{
    QJsonArray array;
    for (const Money &money : amounts) {
        array.append(toJson(money));
    }
    return array;
}

QString amountsText(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money &money : amounts) {
        texts << MoneyText::amount(money);
    }
    return texts.isEmpty() ? NumberText::notApplicable() : texts.join(QStringLiteral(" + "));
}

QString closedText(const RepricePreview &preview)
{
    QString lines;
    for (const RepricePreview::InClosed &one : preview.closed) {
        lines += ProposalTexts::tr("%1 is closed and its figures stay: what %2 of these records would move, from %3 to %4, is shown as an adjustment in "
                                   "the open month.")
                     .arg(text(toText(one.period)), NumberText::whole(one.records), amountsText(one.before), amountsText(one.after))
            + QLatin1Char('\n');
    }
    return lines;
}

} // namespace

QJsonArray changesJson(const std::vector<CatalogueChange> &changes)
{
    QJsonArray array;
    for (const CatalogueChange &change : changes) {
        array.append(QJsonObject{{QStringLiteral("model"), text(change.model)},
                                 {QStringLiteral("change"), PriceChangeText::kind(change.kind)},
                                 {QStringLiteral("mode"), text(change.mode)},
                                 {QStringLiteral("min_context"), qint64(change.contextTier)},
                                 {QStringLiteral("from"), text(change.from)},
                                 {QStringLiteral("to"), text(change.to)},
                                 {QStringLiteral("class"), text(change.priceClass)},
                                 {QStringLiteral("before"), text(change.before)},
                                 {QStringLiteral("after"), text(change.after)},
                                 {QStringLiteral("guarded"), change.guards != 0}});
    }
    return array;
}

QJsonObject movesJson(const RepricePreview &preview)
{
    QJsonArray closed;
    for (const RepricePreview::InClosed &one : preview.closed) {
        closed.append(QJsonObject{{QStringLiteral("period"), text(toText(one.period))},
                                  {QStringLiteral("records"), qint64(one.records)},
                                  {QStringLiteral("before"), amountsJson(one.before)},
                                  {QStringLiteral("after"), amountsJson(one.after)}});
    }
    return {{QStringLiteral("records"), qint64(preview.records)},
            {QStringLiteral("newly_priced"), qint64(preview.newlyPriced)},
            {QStringLiteral("newly_unpriced"), qint64(preview.newlyUnpriced)},
            {QStringLiteral("before"), amountsJson(preview.before)},
            {QStringLiteral("after"), amountsJson(preview.after)},
            {QStringLiteral("closed"), closed}};
}

QString changesText(const std::vector<CatalogueChange> &changes)
{
    TextTable table{{{ProposalTexts::tr("Model")},
                     {ProposalTexts::tr("Change")},
                     {ProposalTexts::tr("From")},
                     {ProposalTexts::tr("Context from"), TextTable::Align::Right},
                     {ProposalTexts::tr("Class")},
                     {ProposalTexts::tr("Before"), TextTable::Align::Right},
                     {ProposalTexts::tr("After"), TextTable::Align::Right},
                     {ProposalTexts::tr("Look closely")}}};
    for (const CatalogueChange &change : changes) {
        table.addRow({text(change.model), PriceChangeText::kind(change.kind), text(change.from),
                      change.contextTier == 0 ? QString{} : NumberText::whole(change.contextTier), text(change.priceClass),
                      text(change.before), text(change.after), PriceChangeText::guards(change.guards)});
    }
    return changes.empty() ? QString{} : table.toText();
}

QString movesText(const RepricePreview &preview)
{
    return preview.records == 0
        ? ProposalTexts::tr("No record of this ledger would get another amount.") + QLatin1Char('\n')
        : ProposalTexts::tr("%1 records would move from %2 to %3; %4 of them had no price, %5 would have none.")
                .arg(NumberText::whole(preview.records), amountsText(preview.before), amountsText(preview.after),
                     NumberText::whole(preview.newlyPriced), NumberText::whole(preview.newlyUnpriced))
            + QLatin1Char('\n') + closedText(preview);
}

Result<RepricePreview> previewOf(LedgerReader &reader, const std::shared_ptr<const Catalogue> &catalogue)
{
    const Result<std::vector<OwnPrice>> own = reader.ownPrices();
    if (!own) {
        return own.problem();
    }
    Pricer proposed{catalogue, *own};
    return reader.previewReprice(rateSourceOf(proposed));
}

} // namespace tokenmeter
