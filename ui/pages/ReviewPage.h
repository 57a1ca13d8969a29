// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"
#include "pages/ReviewClosing.h"
#include "pages/ReviewReading.h"
#include "pages/ReviewView.h"
#include "print/ReviewFile.h"

#include <optional>
#include <vector>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QMenu;
class QPushButton;

namespace tokenmeter
{

class Card;
class Checklist;
class EmptyState;
class LinkButton;
class NoteBox;
class PageScroll;
class PeriodStepper;
class Pill;
class TextLabel;

/// What did the period cost, why did it change, does it agree with the bill, and is it done? A period at a time, with a checklist that
/// leads to its close. Has a scope of its own. Option: "review.period" = "2026-10", "2026-Q3", "2026", "2026-10-01..2026-10-15".
class ReviewPage : public Page
{
    Q_OBJECT
public:
    ReviewPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~ReviewPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override { return m_answer.isPending() || m_fileAnswer.isPending() || isDeciding(); }
    bool hasOwnScope() const override { return true; }
    bool stepPeriod(bool forward) override;
    bool showPresent() override;
    std::vector<PageTable> tables() const override;
    QString totalText() const override;

    // For tests.
    PeriodStepper *stepper() const { return m_stepper; }
    Checklist *checklist() const { return m_checklist; }
    KpiStrip *kpis() const { return m_kpis; }
    WaterfallChart *chart() const { return m_chart; }
    StepList *effects() const { return m_effects; }
    MoverList *movers() const { return m_movers; }
    PillTable *reconciled() const { return m_reconciled; }
    StepList *unusual() const { return m_unusual; }
    PillTable *budgets() const { return m_budgets; }
    EmptyState *emptyState() const;
    QString headline() const;
    QString note() const;
    NoteList *noteList() const { return m_noteList; }
    StepList *outcomes() const { return m_outcomes; }
    StepList *adjustments() const { return m_adjustments; }
    QPushButton *continueButton() const { return m_continue; }
    QMenu *periodMenu();
    const std::optional<ReviewReading> &reading() const { return m_data; }
    QCheckBox *aliasBox() const { return m_aliases; }
    /// Writes what is shown; also what the links do with the file that was chosen.
    void write(ReviewForm form, const QString &file);

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildHead(QWidget *content);
    void buildCards(QWidget *content);
    void connectAll();
    void arrange();
    void arrangeEmpty();
    void askData();
    void fill();
    void fillHead();
    void fillFigures();
    void fillLists();
    void fillEmpty();
    NamedPeriod period() const;
    bool hasFigures() const;
    std::size_t waterfallIndex() const;
    ReviewView view() const;
    /// Calls with what is shown.
    template <class Body>
    auto closing(Body body) const
    {
        const ReviewView shown = view();
        return body(ReviewClosing{m_context, *m_data, shown});
    }
    QString option(const QString &name) const;
    void want(const QString &name, const QString &value);
    void goTo(const NamedPeriod &period);
    void openPage(const QString &page);

    void openStep(const ReviewStep &step);
    void explainStep(const ReviewStep &step);
    void openExcluded(int row);
    void openCheck(ReviewClosing::Step step);
    void goOn();
    void closePeriod();
    void reopenPeriod();
    void storeNote(qint64 id, const QString &markdown);
    void removeFact(qint64 id, ReviewFactKind kind);
    void openOutcome(std::optional<std::size_t> row);
    void annotate(LocalDay day);
    void buildOutputs();
    void askAndWrite(ReviewForm form);
    /// What leaves the window: with other names for projects where that was chosen.
    ReviewData outgoing() const;

    PageContext m_context;
    std::optional<ReviewReading> m_data;
    NewestAnswer m_answer;
    NewestAnswer m_fileAnswer;
    std::vector<ReviewMover> m_shownMovers;

    PageScroll *m_scroll = nullptr;
    QWidget *m_head = nullptr;
    PeriodStepper *m_stepper = nullptr;
    Pill *m_state = nullptr;
    QComboBox *m_currency = nullptr;
    NoteBox *m_notes = nullptr;
    Card *m_checkCard = nullptr;
    Checklist *m_checklist = nullptr;
    QPushButton *m_continue = nullptr;
    QPushButton *m_preview = nullptr;
    QWidget *m_outputs = nullptr;
    QBoxLayout *m_outputLinks = nullptr; ///< below each other, or side by side where the checklist is
    QCheckBox *m_aliases = nullptr;
    Card *m_headlineCard = nullptr;
    TextLabel *m_headline = nullptr;
    TextLabel *m_reasons = nullptr;
    TextLabel *m_tasks = nullptr;
    KpiStrip *m_kpis = nullptr;
    Card *m_chartCard = nullptr;
    TextLabel *m_base = nullptr;
    WaterfallChart *m_chart = nullptr;
    Card *m_effectsCard = nullptr;
    StepList *m_effects = nullptr;
    Card *m_moversCard = nullptr;
    MoverList *m_movers = nullptr;
    Card *m_reconciledCard = nullptr;
    PillTable *m_reconciled = nullptr;
    Card *m_unusualCard = nullptr;
    StepList *m_unusual = nullptr;
    Card *m_budgetsCard = nullptr;
    PillTable *m_budgets = nullptr;
    Card *m_excludedCard = nullptr;
    StepList *m_excluded = nullptr;
    Card *m_notesCard = nullptr;
    NoteList *m_noteList = nullptr;
    Card *m_outcomesCard = nullptr;
    StepList *m_outcomes = nullptr;
    TextLabel *m_noOutcome = nullptr;
    Card *m_adjustmentsCard = nullptr;
    StepList *m_adjustments = nullptr;
    Card *m_plansCard = nullptr;
    StepList *m_plans = nullptr;
    Card *m_emptyCard = nullptr;
    QMenu *m_menu = nullptr;
};

} // namespace tokenmeter
