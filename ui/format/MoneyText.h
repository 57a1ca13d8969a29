// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace tokenmeter
{

/// Amounts for people. USD and CNY have symbols ($, ¥), every other currency its code ("EUR 12.40").
/// Rounded half away from zero, only here.
class MoneyText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::MoneyText)
public:
    /// A figure by itself: "$561.42"; below 1 four decimals, below 0.01 two significant digits, zero "$0.00".
    static QString amount(Money money);
    /// A forecast or a band: no decimals from 100 on: "$935", "$64.20".
    static QString forecast(Money money);
    /// With `decimals` places, for lists whose parts must agree with their sum. What is not zero never looks like zero:
    /// "< $0.01".
    static QString fixed(Money money, int decimals);
    /// Places that suit a list of this total: 2, or more when the whole list is less than 1.
    static int decimalsFor(Money total);
    /// Every digit: "$0.190625". For copying and for the explanation of an amount.
    static QString full(Money money);
    /// A label of an axis whose steps are `step` (both in units of the currency): "$250", "$1.2 k", "$3 M".
    static QString axis(double value, double step, double largest, Currency currency);
    /// "$", "¥" or "EUR" with a no-break space after it.
    static QString symbol(Currency currency);
    /// Of several currencies, which never add up: "$1.20 + ¥3.40". Empty when there is none.
    static QString several(const std::vector<Money> &amounts);
    /// "no price"
    static QString noPrice();

    /// A difference as it is shown, with a plus where it is one: "+$1.20", "< +$0.01".
    static QString withPlus(const QString &shown, Int128 difference);
    /// Rounds parts to `decimals` places so that they add up to the rounded total. Parts that round to the nearest are
    /// kept where possible; the last part takes the rest first when `lastTakesRest`, else those nearest to the other side.
    static std::vector<Money> closing(const std::vector<Money> &parts, Money total, int decimals, bool lastTakesRest);
    /// The same for steps that lead from one total to another: both stay as they are shown elsewhere.
    static std::vector<Money> bridging(const std::vector<Money> &steps, Money from, Money to, int decimals);
};

} // namespace tokenmeter
