// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Int128.h"

#include <QString>

namespace tokenmeter
{

/// What is measured.
enum class Measure { Cost, Tokens, Requests };

/// Texts of one measure, so that charts and lists need not know which it is. A value is exact: attos of `currency`
/// for Cost, a count for the others.
class MeasureText
{
public:
    MeasureText() = default;
    MeasureText(Measure measure, Currency currency) : m_measure{measure}, m_currency{currency} {}

    /// A value is in millionths of one: "94.1 %". Axes are in percent.
    static MeasureText share() { return MeasureText{Form::Share}; }
    /// A value is in thousandths: "12.4".
    static MeasureText thousandths() { return MeasureText{Form::Thousandths}; }

    Measure measure() const { return m_measure; }
    Currency currency() const { return m_currency; }

    QString figure(Int128 value) const;                ///< "$561.42", "872 M", "21,480"
    QString exact(Int128 value) const;                 ///< "$561.42" to the cent, "872,153,001"
    QString inList(Int128 value, Int128 total) const;  ///< like its neighbours in a list of this total
    QString forecast(Int128 value) const;
    /// Value and step as drawn: units of the currency, or counts.
    QString axis(double value, double step, double largest) const;
    /// The only step into binary floating point.
    double drawn(Int128 value) const;

private:
    enum class Form { Plain, Share, Thousandths };
    explicit MeasureText(Form form) : m_measure{Measure::Requests}, m_form{form} {}

    Measure m_measure = Measure::Cost;
    Form m_form = Form::Plain; ///< of what is no plain count or amount
    Currency m_currency{};
};

} // namespace tokenmeter
