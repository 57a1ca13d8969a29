// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/NumberText.h"

namespace tokenmeter
{
namespace
{

/// Decimal digits of a number that is not negative.
QString digitsOf(Int128 value)
{
    if (value == 0) {
        return QStringLiteral("0");
    }
    QString digits;
    for (; value != 0; value /= 10) {
        digits.prepend(QChar{u'0' + int(value % 10)});
    }
    return digits;
}

QString grouped(const QString &digits)
{
    constexpr qsizetype group = 3;
    const QString separator = NumberText::locale().groupSeparator();
    QString result;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % group == 0) {
            result += separator;
        }
        result += digits.at(i);
    }
    return result;
}

} // namespace

Int128 powerOfTen(int exponent)
{
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

Int128 roundedDivision(Int128 value, Int128 divisor)
{
    const Int128 quotient = value / divisor;
    const Int128 rest = value % divisor;
    const Int128 size = rest < 0 ? -rest : rest;
    // rest against divisor - rest, since doubling might not fit
    if (size >= divisor - size) {
        return quotient + (value < 0 ? -1 : 1);
    }
    return quotient;
}

QLocale NumberText::locale()
{
    const QLocale given;
    return given.language() == QLocale::C ? QLocale{QLocale::English, QLocale::UnitedStates} : given;
}

bool NumberText::isChinese()
{
    return QLocale{}.language() == QLocale::Chinese;
}

QString NumberText::whole(Int128 value)
{
    return value < 0 ? Minus + grouped(digitsOf(-value)) : grouped(digitsOf(value));
}

QString NumberText::decimal(Int128 value, int scale, int decimals)
{
    const Int128 rounded = scale >= decimals ? roundedDivision(value, powerOfTen(scale - decimals)) : value * powerOfTen(decimals - scale);
    if (decimals == 0) {
        return whole(rounded);
    }
    const Int128 size = rounded < 0 ? -rounded : rounded;
    const Int128 one = powerOfTen(decimals);
    QString text = grouped(digitsOf(size / one)) + locale().decimalPoint() + digitsOf(size % one).rightJustified(decimals, u'0');
    return rounded < 0 ? Minus + text : text;
}

QString NumberText::threeDigits(Int128 value, int scale)
{
    const Int128 size = value < 0 ? -value : value;
    const Int128 one = powerOfTen(scale);
    // Thresholds are where rounding to fewer places would already carry: 9.995 is "10.0".
    if (size * 1000 < one * 9995) {
        return decimal(value, scale, 2);
    }
    return decimal(value, scale, size * 100 < one * 9995 ? 1 : 0);
}

} // namespace tokenmeter
