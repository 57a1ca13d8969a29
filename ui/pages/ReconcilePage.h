// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"
#include "pages/ReconcileView.h"

#include <optional>
#include <vector>

class QComboBox;
class QMenu;

namespace tokenmeter
{

class Card;
class EmptyState;
class NoteBox;
class PageScroll;
class PeriodStepper;
class Pill;
class TextLabel;

/// Does the month agree with the invoice? One account and month: from what was metered to what is billed, step by step, each
/// step open to its records or its lines of the bill. Has a scope of its own. Options: "reconcile.account" = a name,
/// "reconcile.month" = "2026-10", "reconcile.currency" = a code.
class ReconcilePage : public Page
{
    Q_OBJECT
public:
    ReconcilePage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~ReconcilePage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override { return m_answer.isPending() || m_linesAnswer.isPending(); }
    bool hasOwnScope() const override { return true; }
    bool needsUsage() const override { return false; }
    bool stepPeriod(bool forward) override;
    bool showPresent() override;
    std::vector<PageTable> tables() const override;
    QString totalText() const override;

    // For tests.
    QComboBox *accountBox() const { return m_account; }
    QComboBox *currencyBox() const { return m_currency; }
    PeriodStepper *stepper() const { return m_stepper; }
    KpiStrip *kpis() const { return m_kpis; }
    WaterfallChart *chart() const { return m_chart; }
    StepList *steps() const { return m_steps; }
    EmptyState *emptyState() const;
    QString badge() const { return m_badgeWords; }
    QString note() const;
    QMenu *monthMenu();

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void arrange();
    void askData();
    void fill();
    void fillHead();
    void fillEmpty();
    bool hasBill() const;
    std::size_t currencyIndex() const;
    ReconcileView view() const;
    QString option(const QString &name) const;
    void want(const QString &name, const QString &value);
    void goToMonth(std::chrono::year_month month);
    void openAccounts();

    void open(std::size_t line);
    void explain(std::size_t line);
    void showCharges(const ReconcileLineView &line);
    void showEdge();

    PageContext m_context;
    std::optional<ReconcileData> m_data;
    std::vector<ReconcileLineView> m_lines;
    NewestAnswer m_answer;
    NewestAnswer m_linesAnswer;
    QString m_badgeWords;

    PageScroll *m_scroll = nullptr;
    QWidget *m_head = nullptr;
    QComboBox *m_account = nullptr;
    PeriodStepper *m_stepper = nullptr;
    QComboBox *m_currency = nullptr;
    Pill *m_badge = nullptr;
    NoteBox *m_failure = nullptr;
    NoteBox *m_notes = nullptr;
    KpiStrip *m_kpis = nullptr;
    Card *m_chartCard = nullptr;
    TextLabel *m_base = nullptr;
    WaterfallChart *m_chart = nullptr;
    Card *m_stepsCard = nullptr;
    StepList *m_steps = nullptr;
    Card *m_emptyCard = nullptr;
    enum class Way { Accounts, Month } m_way = Way::Accounts; ///< where the empty state's button leads
    QMenu *m_menu = nullptr;
};

} // namespace tokenmeter
