// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/TokenText.h"

#include "format/NumberText.h"

#include <QList>

#include <cmath>

namespace tokenmeter
{
namespace
{

struct Unit
{
    int exponent = 0;
    QString name{};
};

/// Largest first. Chinese counts in steps of ten thousand.
QList<Unit> units()
{
    if (NumberText::isChinese()) {
        return {{12, QStringLiteral("万亿")}, {8, QStringLiteral("亿")}, {4, QStringLiteral("万")}};
    }
    return {{12, QStringLiteral("T")}, {9, QStringLiteral("B")}, {6, QStringLiteral("M")}, {3, QStringLiteral("k")}};
}

} // namespace

QString TokenText::exact(std::int64_t count)
{
    return NumberText::whole(count);
}

QString TokenText::shortForm(std::int64_t count)
{
    const Int128 size = count < 0 ? -Int128{count} : Int128{count};
    const bool chinese = NumberText::isChinese();
    for (const Unit &unit : units()) {
        // 999.5 k has no three digits left: it is 1.00 M.
        const Int128 from = powerOfTen(unit.exponent);
        const Int128 carried = chinese || unit.exponent == 3 ? from : from - from / 2000;
        if (size >= carried) {
            return NumberText::threeDigits(count, unit.exponent) + NumberText::Nbsp + unit.name;
        }
    }
    return exact(count);
}

QString TokenText::axis(double value, double step, double largest)
{
    Unit chosen;
    for (const Unit &unit : units()) {
        if (largest >= std::pow(10.0, unit.exponent)) {
            chosen = unit;
            break;
        }
    }
    const double scaled = step / std::pow(10.0, chosen.exponent);
    int decimals = 0;
    for (double rest = scaled; decimals < 3 && std::abs(rest - std::round(rest)) > 1e-6; rest *= 10) {
        ++decimals;
    }
    const QString number = NumberText::locale().toString(value / std::pow(10.0, chosen.exponent), 'f', decimals);
    return chosen.name.isEmpty() || value == 0 ? NumberText::whole(Int128(std::llround(value))) : number + NumberText::Nbsp + chosen.name;
}

QString TokenText::requests(std::int64_t count)
{
    return count == 1 ? tr("1 request") : tr("%1 requests").arg(exact(count));
}

QString TokenText::tokens(std::int64_t count)
{
    return count == 1 ? tr("1 token") : tr("%1 tokens").arg(exact(count));
}

} // namespace tokenmeter
