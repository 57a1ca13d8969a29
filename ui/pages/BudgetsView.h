// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/BurnDownChart.h"
#include "charts/BurnHistoryChart.h"
#include "itemmodels/PageTable.h"
#include "pages/BudgetsData.h"
#include "pages/Page.h"
#include "widgets/BudgetFacts.h"
#include "widgets/BudgetInbox.h"
#include "widgets/BudgetList.h"
#include "widgets/BudgetSuggestions.h"

#include <QCoreApplication>

#include <vector>

namespace tokenmeter
{

/// What the page says of its data. Values in, texts out.
class BudgetsView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BudgetsView)
public:
    BudgetsView(const PageContext &context, const NameBook &names) : m_context{context}, m_names{names} {}

    /// All usage first, then over, at risk, on track, without evidence, paused; inside of these by how much is used up.
    std::vector<const BudgetStatus *> ordered(const BudgetsData &data) const;
    BudgetRow row(const BudgetStatus &status) const;
    /// "1 over, 1 at risk"; empty when all is well.
    QString note(const BudgetsData &data) const;
    QString count(const BudgetsData &data) const;

    QString detailNote(const BudgetStatus &status) const; ///< "12 days left · likely $25 over"
    std::vector<BudgetFacts::Fact> facts(const BudgetStatus &status) const;
    /// What makes the figures uncertain, in a sentence; empty when nothing does.
    QString caveat(const BudgetStatus &status) const;
    BurnDownData burnDown(const BudgetStatus &status) const;
    BurnHistoryData history(const BudgetStatus &status) const;
    QString historyTitle(const BudgetStatus &status) const;
    /// "within the limit in 4 of 5", "forecast bands held in 4 of 5"
    QString historyNote(const BudgetStatus &status, const std::vector<ForecastMark> &marks) const;

    std::vector<InboxEntry> inbox(const BudgetsData &data) const;
    InboxRow inboxRow(const InboxEntry &entry, const BudgetsData &data) const;
    int unseen(const BudgetsData &data) const;

    BudgetSuggestions::Row suggestion(const SuggestedBudget &suggested) const;
    /// "In the last six months this would have warned 3 times, first on 22 Oct."
    QString backTest(const BackTest &test, const BudgetPeriod &period) const;
    BurnHistoryData backTestBars(const BackTest &test, const Budget &budget) const;
    /// A name for a budget that has none yet.
    QString suggestedName(const Budget &budget) const;

    PageTable table(const BudgetsData &data) const;

private:
    bool isSixMonths(LocalDay first) const;
    QString dayText(LocalDay day) const;
    QString spanText(const BudgetSpan &span) const;

    const PageContext &m_context;
    const NameBook &m_names;
};

} // namespace tokenmeter
