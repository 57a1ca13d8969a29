// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/CumulativeChart.h"
#include "itemmodels/PageTable.h"
#include "itemmodels/SheetModel.h"
#include "pages/Page.h"
#include "pages/PlansData.h"
#include "widgets/KpiStrip.h"
#include "widgets/PlanCard.h"

#include <QCoreApplication>

#include <vector>

namespace tokenmeter
{

/// The cycles of one subscription, the newest first.
struct CycleSheet
{
    std::vector<SheetColumn> columns{};
    std::vector<std::vector<SheetCell>> rows{};
    std::vector<std::size_t> cycles{}; ///< of a row: index into PlanStanding::cycles
    PageTable table(const QString &title) const;
};

/// What the page says of plans. Values in, texts out; knows no widget. Amounts that a plan covered are values at list price and
/// never called spent.
class PlansView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PlansView)
public:
    PlansView(const PageContext &context, const PlansData &data) : m_context{context}, m_data{data} {}

    /// "3 plans, 1 ends soon"
    QString summary() const;
    /// List, effective, saved, fees, expired: of the month so far.
    std::vector<KpiCell> month() const;
    /// Exchange rates and what is in no sum; empty = nothing is to be known.
    QString monthNote() const;
    PlanCardTexts card(const PlanStanding &standing) const;
    PageTable table() const;

    // Of a subscription.
    /// "Worth $212.00 at list price for $100.00; broke even on 9 Nov."
    QString verdict(const PlanStanding &standing, const PlanCycleWorth &cycle) const;
    QString cycleName(const PlanCycleWorth &cycle) const;
    CumulativeData course(const PlanStanding &standing, std::size_t cycle) const;
    CycleSheet cycles(const PlanStanding &standing) const;

    static QString kind(PlanKind kind);
    QString terms(const Plan &plan) const;   ///< "$20.00 of credit for $16.00"
    static QString scope(const Plan &plan);  ///< "claude-opus* · anthropic · all sources"
    QString validity(const Plan &plan) const; ///< "1–30 Nov 2026, 12 days left"
    /// What a plan's kind does where another one serves the same usage at the same time.
    QString overlap(const Plan &plan, const std::vector<const Plan *> &others) const;

private:
    std::pair<Tone, QString> state(const PlanStanding &standing) const;
    QString cycleWords(const PlanCycle &cycle) const;
    QString monthOf(const PlanStanding &standing) const;
    QString breakEven(const PlanCycleWorth &cycle) const;
    QString amounts(const std::vector<Money> &amounts) const;
    bool isAtLeast() const;
    bool hasDiscount(const CycleDays &days) const; ///< of any plan, at some time of them

    const PageContext &m_context;
    const PlansData &m_data;
};

} // namespace tokenmeter
