// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"
#include "pages/PlansView.h"

#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QPushButton;

namespace tokenmeter
{

class Card;
class CumulativeChart;
class EmptyState;
class KpiStrip;
class PageScroll;
class PlanCard;
class PlanDialog;
class PlanOrderDialog;
class SheetModel;
class TextLabel;
class TreeTable;

/// What was agreed with providers, what is left of it, and was it worth it? The month with and without plans, a card a plan, and of a
/// subscription each cycle against its fee. Has a scope of its own.
class PlansPage : public Page
{
    Q_OBJECT
public:
    PlansPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~PlansPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override;
    bool hasOwnScope() const override { return true; }
    bool needsUsage() const override { return false; }
    std::vector<PageTable> tables() const override;

    // For tests.
    const std::vector<PlanCard *> &cards() const { return m_cards; }
    KpiStrip *month() const { return m_month; }
    CumulativeChart *chart() const { return m_chart; }
    TreeTable *cycleTable() const { return m_cycles; }
    SheetModel *cycleModel() const { return m_cycleModel; }
    EmptyState *emptyState() const;
    QPushButton *addButton() const { return m_add; }
    PlanDialog *dialog() const;
    QPushButton *orderButton() const { return m_order; }
    PlanOrderDialog *orderDialog() const;
    QString verdict() const;
    QString note() const;

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void buildWorth();
    void askData();
    void fill();
    void fillWorth();
    void fillCycle();
    void arrange();
    PlanCard *newCard();
    const PlanStanding *standingAt(const PlanCard *card) const;
    /// The subscription whose cycles are shown; null where there is none.
    const PlanStanding *shownStanding() const;
    void showWorth(const std::string &uuid);

    void openDialog(const Plan &plan);
    void store(PlanDialog *dialog, const Plan &plan);
    void remove(const Plan &plan);
    void openOrder();

    PageContext m_context;
    std::optional<PlansData> m_data;
    NewestAnswer m_answer;
    std::string m_shown{};     ///< uuid of the subscription whose cycles are shown; empty = the first
    std::optional<std::size_t> m_cycle{}; ///< of it; nothing = the last
    bool m_isFilling = false;
    std::vector<PlanCard *> m_cards;

    PageScroll *m_scroll = nullptr;
    QWidget *m_head = nullptr;
    TextLabel *m_summary = nullptr;
    QPushButton *m_order = nullptr;
    QPushButton *m_add = nullptr;
    KpiStrip *m_month = nullptr;
    TextLabel *m_note = nullptr;
    Card *m_worthCard = nullptr;
    QComboBox *m_plans = nullptr;
    TextLabel *m_verdict = nullptr;
    TextLabel *m_meaning = nullptr;
    CumulativeChart *m_chart = nullptr;
    Card *m_cyclesCard = nullptr;
    TreeTable *m_cycles = nullptr;
    SheetModel *m_cycleModel = nullptr;
    CycleSheet m_sheet{};
    Card *m_waiting = nullptr; ///< blocks, while the first answer is awaited
    Card *m_emptyCard = nullptr;
};

} // namespace tokenmeter
