// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/Period.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Names of periods for the stepper: "November 2026", "Q4 2026", "2026", "1–18 Oct", "Today".
class PeriodText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PeriodText)
public:
    /// Quarters and years of shifted billing months have no usual name and are written as ranges.
    static QString label(const Period &period, LocalDay today);
};

} // namespace tokenmeter
