// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <QLocale>
#include <QString>

#include <cstdint>

namespace tokenmeter
{

/// Exact numbers for people, in the default QLocale. What the other classes of this folder are made of.
class NumberText
{
public:
    static constexpr QChar Minus{0x2212};
    static constexpr QChar Nbsp{0x00A0}; ///< between number and unit, so that they do not part
    static constexpr QChar EnDash{0x2013};

    /// The default locale; English where it is "C", which groups no digits.
    static QLocale locale();
    static bool isChinese();

    /// "1,941,207,388", "−12"
    static QString whole(Int128 value);
    /// value / 10^scale with exactly `decimals` places, rounded half away from zero. "1,234.50"
    static QString decimal(Int128 value, int scale, int decimals);
    /// value / 10^scale with three significant digits, rounded half away from zero: "1.94", "52.0", "872".
    static QString threeDigits(Int128 value, int scale);
    /// Not known, or not applicable.
    static QString notApplicable() { return QString{EnDash}; }
};

/// 10^exponent; exponent 0 to 38.
Int128 powerOfTen(int exponent);
/// value / divisor, rounded half away from zero; divisor > 0.
Int128 roundedDivision(Int128 value, Int128 divisor);

} // namespace tokenmeter
