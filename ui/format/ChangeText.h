// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Change between two periods of the same length: always an arrow and words, never a colour alone.
class ChangeText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ChangeText)
public:
    /// "▲ 13.9 % more than 1–18 Oct ($492.89)"; without the amount when `beforeText` is empty.
    /// From zero: "new: nothing in 1–18 Oct"; to zero: "gone"; equal: "the same as 1–18 Oct".
    static QString sentence(Int128 now, Int128 before, const QString &period, const QString &beforeText = {});
    /// For tables: "▲ 12.4 %", "▼ 3.0 %", "new", "gone", "–" (nothing in both).
    static QString brief(Int128 now, Int128 before);
    /// Difference of two shares in percentage points: "▲ 1.6 points". Parts and totals of both periods.
    /// "–" when one of the totals is zero.
    static QString points(Int128 partNow, Int128 totalNow, Int128 partBefore, Int128 totalBefore);
};

} // namespace tokenmeter
