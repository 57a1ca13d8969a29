// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ReconcileOutput.h"

#include "Json.h"
#include "Output.h"
#include "core/Decimal.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ReconcileText.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct ReconcileTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReconcileTexts)
};

QString badgeWord(ReconcileBadge badge)
{
    switch (badge) {
    case ReconcileBadge::Within: return QStringLiteral("reconciled");
    case ReconcileBadge::TotalCompared: return QStringLiteral("total_compared");
    case ReconcileBadge::Incomplete: return QStringLiteral("incomplete");
    }
    return {};
}

QString tokenClassWord(TokenClass tokenClass)
{
    switch (tokenClass) {
    case TokenClass::Unknown: return {};
    case TokenClass::Input: return QStringLiteral("input");
    case TokenClass::CacheRead: return QStringLiteral("cache_read");
    case TokenClass::CacheWrite5m: return QStringLiteral("cache_write_5m");
    case TokenClass::CacheWrite1h: return QStringLiteral("cache_write_1h");
    case TokenClass::CacheWrite: return QStringLiteral("cache_write");
    case TokenClass::Output: return QStringLiteral("output");
    case TokenClass::Reasoning: return QStringLiteral("reasoning");
    }
    return {};
}

QString monthText(std::chrono::year_month month)
{
    return text(toIso(LocalDay{std::chrono::local_days{month / 1}}).substr(0, 7));
}

QString decimal(Int128 atto)
{
    return text(formatDecimal(atto, MoneyScale, 9));
}

QJsonObject stepsJson(const ReconcileSteps &steps)
{
    QJsonObject json;
    for (std::size_t i = 0; i < ReconcileStepCount; ++i) {
        json[QLatin1String{keyOf(static_cast<ReconcileStep>(i))}] = decimal(steps[i]);
    }
    return json;
}

QJsonObject cellJson(const ReconcileCell &cell, const ReconcileSteps &steps, Int128 tierPart)
{
    const QString tokenClass = tokenClassWord(cell.tokenClass);
    return {{QStringLiteral("model"), text(cell.model)},
            {QStringLiteral("class"), tokenClass.isEmpty() ? QJsonValue{} : QJsonValue{tokenClass}},
            {QStringLiteral("tier"), cell.tier.empty() ? QJsonValue{} : QJsonValue{text(cell.tier)}},
            {QStringLiteral("tokens"), qint64(cell.tokens)},
            {QStringLiteral("billed_tokens"), cell.billedTokens ? QJsonValue{qint64(*cell.billedTokens)} : QJsonValue{}},
            {QStringLiteral("metered"), decimal(cell.metered)},
            {QStringLiteral("billed"), decimal(cell.billed)},
            {QStringLiteral("steps"), stepsJson(steps)},
            {QStringLiteral("tier_part"), cell.atTierPrices ? QJsonValue{decimal(tierPart)} : QJsonValue{}}};
}

QJsonObject currencyJson(const MonthReconciliation &month)
{
    QJsonArray cells;
    for (std::size_t i = 0; i < month.result.cells.size(); ++i) {
        cells.append(cellJson(month.input.cells[i], month.result.cells[i], month.result.tierParts[i]));
    }
    QJsonArray lines;
    for (const ReconcileLine &line : month.input.lines) {
        lines.append(QJsonObject{{QStringLiteral("step"), QLatin1String{keyOf(line.step)}},
                                 {QStringLiteral("text"), text(line.text)},
                                 {QStringLiteral("billed"), decimal(line.billed)},
                                 {QStringLiteral("metered"), decimal(line.metered)}});
    }
    QJsonArray ratios;
    for (const ConstantRatio &ratio : month.result.ratios) {
        ratios.append(QJsonObject{{QStringLiteral("model"), text(month.input.cells[ratio.cell].model)},
                                  {QStringLiteral("class"), tokenClassWord(month.input.cells[ratio.cell].tokenClass)},
                                  {QStringLiteral("ratio"), text(formatDecimal(ratio.billionths, 9))}});
    }
    return {{QStringLiteral("currency"), text(month.currency.code())},
            {QStringLiteral("metered"), decimal(month.input.meteredInView)},
            {QStringLiteral("steps"), stepsJson(month.result.steps)},
            {QStringLiteral("residual"), decimal(month.result.residual)},
            {QStringLiteral("billed"), decimal(month.input.billed)},
            {QStringLiteral("level"), int(month.input.detail)},
            {QStringLiteral("state"), badgeWord(month.result.badge)},
            {QStringLiteral("residual_ppm"), month.result.residualPpm ? QJsonValue{qint64(*month.result.residualPpm)} : QJsonValue{}},
            {QStringLiteral("cells"), cells},
            {QStringLiteral("lines"), lines},
            {QStringLiteral("constant_ratios"), ratios}};
}

QJsonObject accountJson(const NamedMonth &named)
{
    QJsonArray currencies;
    for (const MonthReconciliation &month : named.month.currencies) {
        currencies.append(currencyJson(month));
    }
    QJsonArray foreign;
    for (const Money &amount : named.month.foreign) {
        foreign.append(toJson(amount));
    }
    QJsonArray undecided;
    for (const std::string &format : named.month.undecidedFormats) {
        undecided.append(text(format));
    }
    return {{QStringLiteral("account"), text(named.account.name)},
            {QStringLiteral("provider"), text(named.account.provider)},
            {QStringLiteral("bills"), currencies},
            {QStringLiteral("metered_in_other_currencies"), foreign},
            {QStringLiteral("unpriced_requests"), qint64(named.month.unpricedRequests)},
            {QStringLiteral("unread_charges"), qint64(named.month.unreadCharges)},
            {QStringLiteral("undecided_formats"), undecided}};
}

QString billTable(const MonthReconciliation &month)
{
    const auto amount = [&](Int128 atto) { return MoneyText::full(Money::fromAtto(atto, month.currency)); };
    TextTable table{{{ReconcileTexts::tr("Step")}, {ReconcileTexts::tr("Amount"), TextTable::Align::Right}}};
    table.addRow({ReconcileText::metered(), amount(month.input.meteredInView)});
    for (std::size_t i = 0; i < ReconcileStepCount; ++i) {
        if (month.result.steps[i] != 0) {
            table.addRow({ReconcileText::step(static_cast<ReconcileStep>(i)), amount(month.result.steps[i])});
        }
    }
    table.addRow({ReconcileText::residual(), amount(month.result.residual)});
    table.setTotal({ReconcileText::billed(), amount(month.input.billed)});
    QString result = table.toText() + ReconcileText::badge(month.result) + QLatin1Char('\n');
    for (const ConstantRatio &ratio : month.result.ratios) {
        result += ReconcileText::ratio(month.input.cells[ratio.cell].model, ratio.billionths) + QLatin1Char('\n');
    }
    return result;
}

QString notesOf(const AccountMonth &month)
{
    QString notes;
    for (const Money &amount : month.foreign) {
        notes += ReconcileTexts::tr("%1 was metered in a currency that the bill does not have; it is in no figure.").arg(MoneyText::amount(amount)) + QLatin1Char('\n');
    }
    if (month.unpricedRequests > 0) {
        notes += ReconcileTexts::tr("%1 requests have no price here. See: tokenmeter prices list --unpriced").arg(NumberText::whole(month.unpricedRequests)) + QLatin1Char('\n');
    }
    for (const std::string &format : month.undecidedFormats) {
        notes += ReconcileTexts::tr("Nobody said who pays for what %1 logs; it is counted here. To say so: tokenmeter accounts payer").arg(visibleText(format)) + QLatin1Char('\n');
    }
    return notes;
}

} // namespace

void printReconciliations(const CommandContext &context, std::chrono::year_month month, const std::vector<NamedMonth> &accounts)
{
    if (context.json) {
        QJsonArray list;
        for (const NamedMonth &named : accounts) {
            list.append(accountJson(named));
        }
        printJson({{QStringLiteral("month"), monthText(month)}, {QStringLiteral("accounts"), list}});
        return;
    }
    if (accounts.empty()) {
        print(ReconcileTexts::tr("There is no billing account. To add one: tokenmeter accounts add") + QLatin1Char('\n'));
    }
    for (const NamedMonth &named : accounts) {
        print(ReconcileTexts::tr("%1, %2").arg(visibleText(named.account.name), monthText(month)) + QLatin1Char('\n'));
        if (named.month.currencies.empty()) {
            print(ReconcileTexts::tr("Nothing is billed in this month as far as the ledger knows. To read bills: tokenmeter sync, or tokenmeter accounts import-csv") + QLatin1Char('\n'));
        }
        for (const MonthReconciliation &bill : named.month.currencies) {
            print(billTable(bill));
        }
        print(notesOf(named.month));
    }
}

} // namespace tokenmeter
