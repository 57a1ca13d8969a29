// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/MoneyText.h"

#include "core/Decimal.h"
#include "format/NumberText.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace tokenmeter
{
namespace
{

Int128 sizeOf(Money money)
{
    return money.atto() < 0 ? -money.atto() : money.atto();
}

QString withSymbol(bool negative, const QString &number, Currency currency)
{
    const QString text = MoneyText::symbol(currency) + number;
    return negative ? NumberText::Minus + text : text;
}

QString positive(Int128 atto, int decimals)
{
    return NumberText::decimal(atto, MoneyScale, decimals);
}

/// Below one millionth nothing more is shown.
constexpr int MostDecimals = 6;

} // namespace

QString MoneyText::symbol(Currency currency)
{
    if (currency == Currency{"USD"} || currency.isNone()) {
        return QStringLiteral("$");
    }
    if (currency == Currency{"CNY"}) {
        return QStringLiteral("¥");
    }
    return QString::fromStdString(currency.code()) + NumberText::Nbsp;
}

int MoneyText::decimalsFor(Money total)
{
    const Int128 size = sizeOf(total);
    if (size == 0 || size >= powerOfTen(MoneyScale)) {
        return 2;
    }
    // From 0.01 on four; below, two significant digits: 0.0012 has four places, 0.00012 five.
    int decimals = 4;
    for (Int128 limit = powerOfTen(MoneyScale - 3); size < limit && decimals < MostDecimals; limit /= 10) {
        ++decimals;
    }
    return decimals;
}

QString MoneyText::amount(Money money)
{
    return fixed(money, decimalsFor(money));
}

QString MoneyText::fixed(Money money, int decimals)
{
    const Int128 size = sizeOf(money);
    if (size != 0 && roundedDivision(size, powerOfTen(MoneyScale - decimals)) == 0) {
        const QString least = withSymbol(money.atto() < 0, positive(powerOfTen(MoneyScale - decimals), decimals), money.currency());
        return (money.atto() < 0 ? QStringLiteral("> ") : QStringLiteral("< ")) + least;
    }
    return withSymbol(money.atto() < 0, positive(size, decimals), money.currency());
}

QString MoneyText::forecast(Money money)
{
    const Int128 size = sizeOf(money);
    if (size >= 100 * powerOfTen(MoneyScale)) {
        return withSymbol(money.atto() < 0, positive(size, 0), money.currency());
    }
    return amount(money);
}

QString MoneyText::full(Money money)
{
    // A number in full is copied into other programs; grouped integers still follow the locale.
    const std::string text = formatDecimal(sizeOf(money), MoneyScale, 2);
    const std::size_t point = text.find('.');
    const QString fraction = QString::fromStdString(text.substr(point + 1));
    const QString number = NumberText::whole(sizeOf(money) / powerOfTen(MoneyScale)) + NumberText::locale().decimalPoint() + fraction;
    return withSymbol(money.atto() < 0, number, money.currency());
}

QString MoneyText::axis(double value, double step, double largest, Currency currency)
{
    struct Unit
    {
        double size;
        QString name;
    };
    const bool chinese = NumberText::isChinese();
    Unit unit{1, {}};
    if (chinese && largest >= 1e5) {
        unit = largest >= 1e9 ? Unit{1e8, QStringLiteral("亿")} : Unit{1e4, QStringLiteral("万")};
    } else if (!chinese && largest > 1000) {
        unit = largest >= 1e9 ? Unit{1e9, QStringLiteral("B")} : largest >= 1e6 ? Unit{1e6, QStringLiteral("M")} : Unit{1e3, QStringLiteral("k")};
        // A hundred dollars is not "$0.1 k": up to a few thousand the plain number is the shorter one.
        if (largest < 1e4) {
            unit = {1, {}};
        }
    }
    const double scaled = step / unit.size;
    int decimals = 0;
    for (double rest = scaled; decimals < MostDecimals && std::abs(rest - std::round(rest)) > 1e-6; rest *= 10) {
        ++decimals;
    }
    if (unit.name.isEmpty() && decimals == 1) {
        decimals = 2; // cents come in pairs
    }
    const QString number = NumberText::locale().toString(std::abs(value) / unit.size, 'f', decimals);
    const QString text = withSymbol(value < 0, number, currency);
    return unit.name.isEmpty() || value == 0 ? text : text + NumberText::Nbsp + unit.name;
}

QString MoneyText::several(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money &money : amounts) {
        texts << amount(money);
    }
    return texts.join(QStringLiteral(" + "));
}

QString MoneyText::noPrice()
{
    return tr("no price");
}

std::vector<Money> MoneyText::closing(const std::vector<Money> &parts, Money total, int decimals, bool lastTakesRest)
{
    const Int128 unit = powerOfTen(MoneyScale - decimals);
    std::vector<Int128> rounded;
    rounded.reserve(parts.size());
    Int128 rest = roundedDivision(total.atto(), unit);
    for (const Money part : parts) {
        rounded.push_back(roundedDivision(part.atto(), unit));
        rest -= rounded.back();
    }
    if (lastTakesRest && !rounded.empty()) {
        rounded.back() += rest;
        rest = 0;
    }
    // Largest remainder: whoever was rounded furthest away from the needed side gives one unit.
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto error = [&](std::size_t i) { return parts[i].atto() - rounded[i] * unit; };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rest > 0 ? error(a) > error(b) : error(a) < error(b); });
    for (std::size_t i = 0; rest != 0 && i < order.size(); ++i) {
        const Int128 step = rest > 0 ? 1 : -1;
        rounded[order[i]] += step;
        rest -= step;
    }
    std::vector<Money> result;
    result.reserve(parts.size());
    for (const Int128 value : rounded) {
        result.push_back(Money::fromAtto(value * unit, total.currency()));
    }
    return result;
}

QString MoneyText::withPlus(const QString &shown, Int128 difference)
{
    if (difference <= 0) {
        return shown;
    }
    const bool isBelow = shown.startsWith(QLatin1String("< "));
    return isBelow ? QStringLiteral("< +") + shown.mid(2) : QLatin1Char('+') + shown;
}

std::vector<Money> MoneyText::bridging(const std::vector<Money> &steps, Money from, Money to, int decimals)
{
    const Int128 unit = powerOfTen(MoneyScale - decimals);
    const Int128 way = roundedDivision(to.atto(), unit) - roundedDivision(from.atto(), unit);
    return closing(steps, Money::fromAtto(way * unit, to.currency()), decimals, false);
}

} // namespace tokenmeter
