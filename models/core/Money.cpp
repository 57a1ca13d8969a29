// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Money.h"

#include "core/Decimal.h"

#include <cstdio>
#include <cstdlib>

namespace tokenmeter
{

std::string Money::toDecimalText() const
{
    return formatDecimal(m_atto, MoneyScale, 9);
}

void Money::take(Currency other)
{
    if (m_currency.isNone()) {
        m_currency = other;
    } else if (!other.isNone() && !(other == m_currency)) {
        std::fputs("tokenmeter: two currencies were added without a rate; stopping rather than showing a wrong sum\n", stderr);
        std::abort();
    }
}

Money &Money::operator+=(Money other)
{
    take(other.m_currency);
    m_atto += other.m_atto;
    return *this;
}

Money &Money::operator-=(Money other)
{
    take(other.m_currency);
    m_atto -= other.m_atto;
    return *this;
}

} // namespace tokenmeter
