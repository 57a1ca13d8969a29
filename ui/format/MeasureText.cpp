// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/MeasureText.h"

#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"

namespace tokenmeter
{
namespace
{

constexpr int Million = 1'000'000;
constexpr int ThousandthsScale = 3;

} // namespace

QString MeasureText::figure(Int128 value) const
{
    if (m_form == Form::Share) {
        return ShareText::oneDecimal(value, Million);
    }
    if (m_form == Form::Thousandths) {
        return NumberText::decimal(value, ThousandthsScale, 1);
    }
    switch (m_measure) {
    case Measure::Cost:
        return MoneyText::amount(Money::fromAtto(value, m_currency));
    case Measure::Tokens:
        return TokenText::shortForm(std::int64_t(value));
    case Measure::Requests:
        break;
    }
    return TokenText::exact(std::int64_t(value));
}

QString MeasureText::exact(Int128 value) const
{
    return m_measure == Measure::Cost || m_form != Form::Plain ? figure(value) : TokenText::exact(std::int64_t(value));
}

QString MeasureText::inList(Int128 value, Int128 total) const
{
    if (m_measure != Measure::Cost) {
        return figure(value);
    }
    return MoneyText::fixed(Money::fromAtto(value, m_currency), MoneyText::decimalsFor(Money::fromAtto(total, m_currency)));
}

QString MeasureText::forecast(Int128 value) const
{
    return m_measure == Measure::Cost ? MoneyText::forecast(Money::fromAtto(value, m_currency)) : figure(value);
}

QString MeasureText::axis(double value, double step, double largest) const
{
    if (m_form != Form::Plain) {
        constexpr int digits = 6;
        const QString number = NumberText::locale().toString(value, 'g', digits);
        return m_form == Form::Share ? number + NumberText::Nbsp + QLatin1Char('%') : number;
    }
    return m_measure == Measure::Cost ? MoneyText::axis(value, step, largest, m_currency) : TokenText::axis(value, step, largest);
}

double MeasureText::drawn(Int128 value) const
{
    if (m_form != Form::Plain) {
        return double(value) / (m_form == Form::Share ? Million / 100.0 : 1000.0);
    }
    return m_measure == Measure::Cost ? Money::fromAtto(value, m_currency).toDouble() : double(value);
}

} // namespace tokenmeter
