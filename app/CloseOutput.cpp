// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "CloseOutput.h"

#include "Json.h"
#include "Output.h"
#include "core/Decimal.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ReviewText.h"

#include <QCoreApplication>

#include <algorithm>

namespace tokenmeter
{
namespace
{

struct CloseTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CloseTexts)
};

QJsonArray moneyJson(const std::vector<Money> &amounts)
{
    QJsonArray array;
    for (const Money &money : amounts) {
        array.append(toJson(money));
    }
    return array;
}

QString moneyText(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money &money : amounts) {
        texts << MoneyText::amount(money);
    }
    return texts.isEmpty() ? NumberText::notApplicable() : texts.join(QStringLiteral(" + "));
}

QJsonObject adjustmentJson(const Adjustment &one, const NamedPeriod &shownIn, bool isSettled)
{
    return {{QStringLiteral("cause"), QString::fromLatin1(keyOf(one.cause).data(), qsizetype(keyOf(one.cause).size()))},
            {QStringLiteral("source"), text(one.source)},
            {QStringLiteral("provider"), orNull(one.provider)},
            {QStringLiteral("model"), orNull(one.model)},
            {QStringLiteral("project"), orNull(one.project)},
            {QStringLiteral("other"), orNull(one.other)},
            {QStringLiteral("requests"), qint64(one.requests)},
            {QStringLiteral("tokens"), qint64(one.tokens.total() + one.rare.tokens())},
            {QStringLiteral("amounts"), moneyJson(one.amounts)},
            {QStringLiteral("shown_in"), text(toText(shownIn))},
            {QStringLiteral("settled"), isSettled}};
}

const char *lackKey(OpenPoints::Lack lack)
{
    switch (lack) {
    case OpenPoints::Lack::Running: return "running";
    case OpenPoints::Lack::NoBill: return "no_bill";
    case OpenPoints::Lack::Gaps: return "incomplete";
    case OpenPoints::Lack::Unread: return "unread_charges";
    case OpenPoints::Lack::Undecided: return "payer_undecided";
    case OpenPoints::Lack::Residual: break;
    }
    return "residual";
}

/// With the command that helps.
QString lackText(const OpenPoints::Account &account)
{
    const QString what = ReviewText::lack(account);
    switch (account.lack) {
    case OpenPoints::Lack::NoBill:
    case OpenPoints::Lack::Gaps: return CloseTexts::tr("%1 Poll it with: tokenmeter sync").arg(what);
    case OpenPoints::Lack::Undecided: return CloseTexts::tr("%1 Say it with: tokenmeter accounts payer").arg(what);
    case OpenPoints::Lack::Residual: return CloseTexts::tr("%1 See: tokenmeter reconcile").arg(what);
    case OpenPoints::Lack::Running:
    case OpenPoints::Lack::Unread: break;
    }
    return what;
}

QString stateText(const CloseStanding &standing)
{
    return standing.isUnchanged() ? CloseTexts::tr("unchanged") : CloseTexts::tr("%n adjustment(s)", nullptr, int(standing.adjustmentCount()));
}

} // namespace

QJsonObject closeJson(const PeriodClose &close)
{
    const Result<ClosedCells> cells = readClosedCells(close.cells);
    QJsonObject json{{QStringLiteral("period"), text(toText(close.period))},
                     {QStringLiteral("from"), text(toIso(close.period.from))},
                     {QStringLiteral("to"), text(toIso(close.period.to))},
                     {QStringLiteral("timezone"), text(close.zone)},
                     {QStringLiteral("id"), text(close.uuid)},
                     {QStringLiteral("closed_at"), text(toRfc3339(close.closed))},
                     {QStringLiteral("so_far"), close.soFar},
                     {QStringLiteral("why"), text(close.why)},
                     {QStringLiteral("currency"), orNull(close.currency.code())},
                     {QStringLiteral("catalogue"), text(close.catalogue)},
                     {QStringLiteral("records"), qint64(close.records)},
                     {QStringLiteral("figures_sha256"), text(close.figuresHash)},
                     {QStringLiteral("basis_sha256"), text(close.basisHash)},
                     {QStringLiteral("total"), cells ? moneyJson(cells->totals()) : QJsonArray{}},
                     {QStringLiteral("unpriced_requests"), qint64(cells ? cells->unpricedRequests() : 0)}};
    if (close.reopened) {
        json.insert(QStringLiteral("reopened"), QJsonObject{{QStringLiteral("at"), text(toRfc3339(close.reopened->time))},
                                                            {QStringLiteral("why"), text(close.reopened->why)}});
    }
    return json;
}

QJsonObject standingJson(const CloseStanding &standing)
{
    QJsonObject json = closeJson(standing.close);
    QJsonArray list;
    for (const CloseStanding::Settled &settled : standing.settled) {
        for (const Adjustment &one : settled.adjustments) {
            list.append(adjustmentJson(one, settled.shownIn, true));
        }
    }
    for (const Adjustment &one : standing.pending) {
        list.append(adjustmentJson(one, standing.shownIn, false));
    }
    json.insert(QStringLiteral("state"), standing.isUnchanged() ? QStringLiteral("unchanged") : QStringLiteral("adjusted"));
    json.insert(QStringLiteral("basis_unchanged"), standing.isBasisSame ? QJsonValue{*standing.isBasisSame} : QJsonValue{});
    json.insert(QStringLiteral("counted_in_open_month"), standing.isCounted);
    json.insert(QStringLiteral("adjustments"), list);
    return json;
}

QJsonObject openPointsJson(const OpenPoints &points)
{
    QJsonArray unpriced;
    for (const OpenPoints::Unpriced &one : points.unpriced) {
        unpriced.append(QJsonObject{{QStringLiteral("provider"), orNull(one.provider)},
                                    {QStringLiteral("model"), orNull(one.model)},
                                    {QStringLiteral("requests"), qint64(one.requests)},
                                    {QStringLiteral("tokens"), qint64(one.tokens)}});
    }
    QJsonArray accounts;
    for (const OpenPoints::Account &one : points.accounts) {
        accounts.append(QJsonObject{{QStringLiteral("account"), text(one.name)},
                                    {QStringLiteral("month"), text(toText(one.month))},
                                    {QStringLiteral("lack"), QLatin1String(lackKey(one.lack))},
                                    {QStringLiteral("residual_ppm"), one.residualPpm ? QJsonValue{qint64(*one.residualPpm)} : QJsonValue{}}});
    }
    return {{QStringLiteral("over"), points.isOver}, {QStringLiteral("unpriced"), unpriced}, {QStringLiteral("unreconciled"), accounts}};
}

QString closedTable(const std::vector<CloseStanding> &standings, const std::vector<PeriodClose> &all)
{
    if (all.empty()) {
        return CloseTexts::tr("Nothing is closed. Close a month with: tokenmeter close 2026-10") + QLatin1Char('\n');
    }
    TextTable table{{{CloseTexts::tr("Period")},
                     {CloseTexts::tr("Closed")},
                     {CloseTexts::tr("Frozen"), TextTable::Align::Right},
                     {CloseTexts::tr("Adjusted by"), TextTable::Align::Right},
                     {CloseTexts::tr("State")},
                     {CloseTexts::tr("Why")}}};
    QString lines;
    for (const PeriodClose &close : all) {
        const auto found = std::find_if(standings.begin(), standings.end(), [&](const CloseStanding &one) { return one.close.id == close.id; });
        if (found == standings.end()) {
            const Result<ClosedCells> cells = readClosedCells(close.cells);
            table.addRow({text(toText(close.period)), text(toRfc3339(close.closed)), cells ? moneyText(cells->totals()) : QString{}, {},
                          CloseTexts::tr("reopened"), close.reopened ? text(close.reopened->why) : QString{}});
            continue;
        }
        std::vector<Adjustment> adjustments = found->pending;
        for (const CloseStanding::Settled &settled : found->settled) {
            adjustments.insert(adjustments.end(), settled.adjustments.begin(), settled.adjustments.end());
        }
        table.addRow({text(toText(close.period)), text(toRfc3339(close.closed)), moneyText(found->frozen.totals()),
                      adjustments.empty() ? QString{} : moneyText(sumOf(adjustments)), stateText(*found), text(close.why)});
        const auto tell = [&](const Adjustment &one, const NamedPeriod &shownIn) {
            lines += CloseTexts::tr("%1, %2: %3, model %4, project %5, shown in %6")
                         .arg(text(toText(close.period)), ReviewText::cause(one.cause), moneyText(one.amounts),
                              one.model.empty() ? NumberText::notApplicable() : text(one.model),
                              one.project.empty() ? NumberText::notApplicable() : text(one.project), text(toText(shownIn)))
                + QLatin1Char('\n');
        };
        for (const CloseStanding::Settled &settled : found->settled) {
            for (const Adjustment &one : settled.adjustments) {
                tell(one, settled.shownIn);
            }
        }
        for (const Adjustment &one : found->pending) {
            tell(one, found->shownIn);
        }
    }
    return table.toText() + lines;
}

QString openPointsText(const OpenPoints &points)
{
    QString lines;
    for (const OpenPoints::Unpriced &one : points.unpriced) {
        lines += CloseTexts::tr("%1 has no price: %2 requests, %3 tokens. Set one with: tokenmeter prices set")
                     .arg(one.model.empty() ? NumberText::notApplicable() : text(one.model), NumberText::whole(one.requests), NumberText::whole(one.tokens))
            + QLatin1Char('\n');
    }
    for (const OpenPoints::Account &one : points.accounts) {
        lines += lackText(one) + QLatin1Char('\n');
    }
    return lines;
}

QJsonArray pendingJson(const std::vector<CloseStanding> &standings)
{
    QJsonArray array;
    for (const CloseStanding &standing : standings) {
        if (!standing.pending.empty()) {
            array.append(QJsonObject{{QStringLiteral("period"), text(toText(standing.close.period))},
                                     {QStringLiteral("adjustments"), moneyJson(sumOf(standing.pending))},
                                     {QStringLiteral("shown_in"), text(toText(standing.shownIn))}});
        }
    }
    return array;
}

QString pendingText(const std::vector<CloseStanding> &standings)
{
    QString lines;
    for (const CloseStanding &standing : standings) {
        if (!standing.pending.empty()) {
            lines += CloseTexts::tr("%1 is closed and its figures stay: %2 is shown as an adjustment in %3. See: tokenmeter closed")
                         .arg(text(toText(standing.close.period)), moneyText(sumOf(standing.pending)), text(toText(standing.shownIn)))
                + QLatin1Char('\n');
        }
    }
    return lines;
}

} // namespace tokenmeter
