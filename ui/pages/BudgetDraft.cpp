// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BudgetDraft.h"

#include "core/Decimal.h"
#include "core/Money.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::int64_t MostUnits = 1'000'000'000'000;      ///< of money
constexpr std::int64_t MostTokens = 1'000'000'000'000'000; ///< leaves room for a thousand times as much
constexpr int MostThreshold = 1000;
constexpr qsizetype MostThresholds = 20;

/// Digits with a point; groups of three taken together. A single comma that groups nothing is a decimal one.
QString plainNumber(QString text)
{
    static const QRegularExpression grouped{QStringLiteral("^-?\\d{1,3}(,\\d{3})+(\\.\\d*)?$")};
    if (grouped.match(text).hasMatch()) {
        return text.remove(QLatin1Char(','));
    }
    return text.replace(QLatin1Char(','), QLatin1Char('.'));
}

} // namespace

BudgetDraft::Read<Int128> BudgetDraft::limit(const QString &written, Currency currency)
{
    QString text = written;
    text.remove(QRegularExpression{QStringLiteral("[\\s$¥€]")});
    text.replace(QChar{0x2212}, QLatin1Char('-')); // a minus sign that was copied from a figure
    if (text.isEmpty()) {
        return {.refusal = tr("Enter an amount. 0 is allowed: then any spend is over the limit.")};
    }
    int zeros = 0;
    if (currency.isNone()) {
        const QString units = QStringLiteral("kmb");
        const qsizetype unit = units.indexOf(text.back().toLower());
        if (unit >= 0) {
            zeros = 3 * (int(unit) + 1);
            text.chop(1);
        }
    }
    const int scale = currency.isNone() ? zeros : MoneyScale;
    const std::string number = plainNumber(text).toStdString();
    static const QRegularExpression decimal{QStringLiteral("^-?(\\d+\\.?\\d*|\\.\\d+)$")};
    if (!decimal.match(QString::fromStdString(number)).hasMatch()) {
        return {.refusal = tr("“%1” is not an amount. Write digits, such as 50 or 12.50.").arg(written.trimmed())};
    }
    if (number.front() == '-') {
        return {.refusal = tr("A limit is not negative. Write 0 if any spend is too much.")};
    }
    const QString digits = QString::fromStdString(number).section(QLatin1Char('.'), 0, 0);
    const std::optional<Int128> value = digits.size() > 18 ? std::nullopt : parseDecimal(number, scale);
    if (digits.size() <= 18 && !value) {
        return {.refusal = currency.isNone() ? tr("Tokens are counted whole.") : tr("An amount has at most 18 decimals.")};
    }
    const Int128 most = currency.isNone() ? Int128{MostTokens} : Int128{MostUnits} * 1'000'000'000'000'000'000;
    if (!value || *value > most) {
        return {.refusal = tr("This is more than anybody has spent. The largest limit is %1.")
                               .arg(currency.isNone() ? QStringLiteral("1,000,000,000,000,000") : QStringLiteral("1,000,000,000,000"))};
    }
    return {.value = value};
}

BudgetDraft::Read<std::vector<int>> BudgetDraft::thresholds(const QString &written)
{
    std::vector<int> thresholds;
    QString text = written;
    text.replace(QRegularExpression{QStringLiteral("[%;，、]")}, QStringLiteral(","));
    text.replace(QRegularExpression{QStringLiteral("\\s+")}, QStringLiteral(","));
    const QStringList parts = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (parts.size() > MostThresholds) {
        return {.refusal = tr("There are at most %1 thresholds.").arg(MostThresholds)};
    }
    for (const QString &part : parts) {
        bool ok = false;
        const int value = part.toInt(&ok);
        if (!ok) {
            return {.refusal = tr("“%1” is not a threshold. Write whole numbers of per cent, such as 50, 80, 100.").arg(part)};
        }
        if (value < 1 || value > MostThreshold) {
            return {.refusal = tr("A threshold lies between 1 and %1 per cent.").arg(MostThreshold)};
        }
        thresholds.push_back(value);
    }
    std::sort(thresholds.begin(), thresholds.end());
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
    return {.value = thresholds};
}

QString BudgetDraft::text(Int128 limit, Currency currency)
{
    return QString::fromStdString(formatDecimal(limit, currency.isNone() ? 0 : MoneyScale));
}

QString BudgetDraft::text(const std::vector<int> &thresholds)
{
    QStringList parts;
    for (const int threshold : thresholds) {
        parts << QString::number(threshold);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace tokenmeter
