// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Compare.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tokenmeter
{

/// What a comparison of models says.
class CompareText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CompareText)
public:
    /// "answers 0.8 to 1.3 times as long, likely as long"
    static QString assumed(const Assumed &assumed);
    /// Why requests are left out: "3 requests: longer than its context of 1,048,576 tokens". Empty where none is.
    static QStringList gaps(const ReplayGaps &gaps, std::int64_t contextWindow);
    /// "0.9 to 1.15, likely 1", or one number.
    static QString band(const FactorBand &band);
    /// "1.3"
    static QString factor(Factor factor);
};

} // namespace tokenmeter
