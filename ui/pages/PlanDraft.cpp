// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PlanDraft.h"

#include "core/Decimal.h"
#include "core/Money.h"
#include "format/ProblemText.h"

#include <QRegularExpression>

namespace tokenmeter
{
namespace
{

constexpr qsizetype MostDigits = 13; ///< before the point, of money: more than anybody pays
constexpr std::int64_t MostTokensGiven = 1'000'000'000'000'000;
constexpr int PercentPlaces = 7; ///< a multiplier has nine decimals

/// Digits with a point, without signs of currency and per cent; empty where it is no such number. Groups of three are taken
/// together; a single comma that groups nothing is a decimal one.
QString numberOf(QString text)
{
    text.remove(QRegularExpression{QStringLiteral("[\\s$¥€%]")});
    static const QRegularExpression grouped{QStringLiteral("^\\d{1,3}(,\\d{3})+(\\.\\d*)?$")};
    if (grouped.match(text).hasMatch()) {
        text.remove(QLatin1Char(','));
    }
    text.replace(QLatin1Char(','), QLatin1Char('.'));
    static const QRegularExpression decimal{QStringLiteral("^(\\d+\\.?\\d*|\\.\\d+)$")};
    return decimal.match(text).hasMatch() ? text : QString{};
}

} // namespace

PlanDraft::Read<Int128> PlanDraft::amount(const QString &written)
{
    if (written.trimmed().isEmpty()) {
        return {.refusal = tr("Enter an amount, such as 20 or 12.50.")};
    }
    const QString number = numberOf(written);
    if (number.isEmpty()) {
        return {.refusal = tr("“%1” is not an amount. Write digits, such as 20 or 12.50.").arg(written.trimmed())};
    }
    if (number.section(QLatin1Char('.'), 0, 0).size() > MostDigits) {
        return {.refusal = tr("This is more than anybody has paid.")};
    }
    const std::optional<Int128> value = parseDecimal(number.toStdString(), MoneyScale);
    return value ? Read<Int128>{.value = value} : Read<Int128>{.refusal = tr("An amount has at most 18 decimals.")};
}

PlanDraft::Read<std::int64_t> PlanDraft::tokens(const QString &written)
{
    QString text = written.trimmed();
    if (text.isEmpty()) {
        return {.refusal = tr("Enter how many tokens are free, such as 1,000,000 or 1 M.")};
    }
    const qsizetype unit = QStringLiteral("kmb").indexOf(text.back().toLower());
    if (unit >= 0) {
        text.chop(1);
    }
    const QString number = numberOf(text);
    const std::optional<Int128> value = number.isEmpty() || number.size() > MostDigits + 6 ? std::nullopt : parseDecimal(number.toStdString(), unit >= 0 ? 3 * (int(unit) + 1) : 0);
    if (!value) {
        return {.refusal = tr("“%1” is not a number of tokens. Write digits, such as 1,000,000 or 1 M.").arg(written.trimmed())};
    }
    if (*value <= 0 || *value > MostTokensGiven) {
        return {.refusal = tr("A quota gives between 1 and 1,000,000,000,000,000 tokens.")};
    }
    return {.value = std::int64_t(*value)};
}

PlanDraft::Read<std::int64_t> PlanDraft::percentOff(const QString &written)
{
    if (written.trimmed().isEmpty()) {
        return {.refusal = tr("Enter how much is taken off, such as 15.")};
    }
    const QString number = numberOf(written);
    const std::optional<Int128> off = number.isEmpty() ? std::nullopt : parseDecimal(number.toStdString(), PercentPlaces);
    if (!off) {
        return {.refusal = tr("“%1” is not a number of per cent with at most 7 decimals.").arg(written.trimmed())};
    }
    if (*off > Plan::MultiplierOne) {
        return {.refusal = tr("Not more than 100 per cent can be taken off.")};
    }
    return {.value = Plan::MultiplierOne - std::int64_t(*off)};
}

QString PlanDraft::refusal(const Problem &problem)
{
    const std::string option = problem.args.empty() ? std::string{} : problem.args.front();
    if (option == "--name") {
        return tr("Enter a name of at most 400 bytes, so that an alert can say what it is about.");
    }
    if (option == "--to") {
        return tr("The plan ends before it begins.");
    }
    if (option == "--source") {
        return tr("Choose the sources that run on this subscription: a source can use paid credit beside it.");
    }
    if (option == "--credit") {
        return tr("Credit is more than nothing.");
    }
    return ProblemText::sentence(problem);
}

QString PlanDraft::amountText(Int128 atto)
{
    return QString::fromStdString(formatDecimal(atto, MoneyScale));
}

QString PlanDraft::percentText(std::int64_t multiplier)
{
    return QString::fromStdString(formatDecimal(Plan::MultiplierOne - multiplier, PercentPlaces));
}

} // namespace tokenmeter
