// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Budget.h"
#include "core/Zone.h"
#include "format/MeasureText.h"

#include <QCoreApplication>
#include <QString>

#include <set>
#include <vector>

namespace tokenmeter
{

/// Budgets and alerts in words. Names are made visible (control characters), amounts are for people.
class BudgetText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BudgetText)
public:
    /// Amounts in the unit of a budget or alert: money, or tokens where there is no currency.
    static MeasureText measure(Currency currency);
    /// "list cost", "effective cost"
    static QString basis(CostBasis basis);
    /// "monthly", "monthly from day 12", "weekly", "any 5 hours", "1–31 Oct".
    static QString period(const BudgetPeriod &period, LocalDay today);
    /// A short name of one of its periods, for below a bar: "Oct", "12 Oct", "Q3", "2026".
    static QString periodLabel(const BudgetPeriod &period, LocalDay firstDay);
    /// Names object and amount: "Night runs is over its limit by $2.40".
    static QString alert(const Alert &alert, const Zone &zone, LocalDay today);
    /// Why, and what became of it. @param together thresholds that were passed at the same time, per cent
    static QString alertDetail(const Alert &alert, const std::vector<int> &together, UtcTime now, const Zone &zone);
    /// What it was about, in days: first and last one, inclusive.
    static std::pair<LocalDay, LocalDay> alertDays(const Alert &alert, const Zone &zone);

    /// Waits for the user: the badge counts these.
    static bool isUnseen(const Alert &alert, UtcTime now);
};

} // namespace tokenmeter
