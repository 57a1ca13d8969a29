// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Calculator.h"
#include "flow/PastedText.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tokenmeter
{

/// What a calculation says in words: the same in the window and on the command line.
class CalculatorText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CalculatorText)
public:
    /// "GPT-6 Sol (openai)"
    static QString name(const ReplayModel &model);
    /// Why there is no figure. Empty where there is one.
    static QString reason(const CalculatedModel &model);
    /// What the figures of a model rest on, beside what was asked.
    static QStringList notes(const CalculatedModel &model, const CalculatorQuestion &question);
    /// "about 1,200 tokens, 900 to 1,600", "1,200 tokens"
    static QString tokens(const TokenBand &band);
    /// What was found in a pasted text; empty: nothing was pasted.
    static QString pasted(const PastedText &pasted);
    /// Percent with up to two decimals, from hundredths of a percent: "2.5 %"
    static QString percent(std::int64_t hundredths);
};

} // namespace tokenmeter
