// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/BudgetsView.h"
#include "pages/Page.h"

#include <optional>
#include <vector>

class QMenu;
class QPushButton;

namespace tokenmeter
{

class BudgetDialog;
class Card;
class EmptyState;
class MenuButton;
class PageScroll;
class TextLabel;
class LinkButton;

/// Will the money last? Every budget with its bar, the chosen one's course, forecast and past periods beside it, and the
/// inbox of alerts. Has a scope of its own: period and filter of the window do not matter here.
class BudgetsPage : public Page
{
    Q_OBJECT
public:
    BudgetsPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~BudgetsPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override;
    bool hasOwnScope() const override { return true; }
    std::vector<PageTable> tables() const override;

    // For tests.
    BudgetList *list() const { return m_list; }
    BudgetInbox *inbox() const { return m_inbox; }
    BudgetSuggestions *suggestions() const { return m_suggestions; }
    BudgetFacts *facts() const { return m_facts; }
    BurnDownChart *burnDown() const { return m_burnDown; }
    BurnHistoryChart *history() const { return m_history; }
    Card *listCard() const { return m_listCard; }
    Card *detailCard() const { return m_detailCard; }
    Card *historyCard() const { return m_historyCard; }
    Card *inboxCard() const { return m_inboxCard; }
    EmptyState *emptyState() const { return m_empty; }
    QPushButton *newButton() const { return m_new; }
    QPushButton *editButton() const { return m_edit; }
    BudgetDialog *dialog() const;
    /// What a row offers: made as a right click would make it.
    QMenu *rowMenu(int row);
    QMenu *alertMenu(int row);
    const std::vector<const BudgetStatus *> &shown() const { return m_order; }

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectParts();
    void arrange();
    void askData();
    void askSuggestions();
    void fill();
    void select(const std::string &uuid);
    void fillDetail();
    void fillInbox();
    void fillSuggestions();
    void fillEmpty();
    void showFailure(const Problem &problem);

    const BudgetStatus *selected() const;
    const BudgetStatus *statusAt(int row) const;
    int rowOf(const std::string &uuid) const; ///< -1 = none
    const BudgetStatus *statusOf(const std::string &uuid) const;

    void openDialog(const Budget &budget);
    void store(const Budget &budget, const QString &sentence);
    void remove(int row);
    void duplicate(int row);
    void setPaused(int row, bool paused);
    void explain(int row);
    /// The usage of a budget on another page, from its first to its last day of the period.
    void showUsage(const std::string &filter, LocalDay from, LocalDay to, Currency currency, const QString &page, bool unpricedOnly = false);
    void showUsage(int row, const QString &page);
    void openAlert(const Alert &alert);
    void acknowledge(const std::vector<std::int64_t> &ids);
    void addSnoozeActions(QMenu &menu, std::int64_t alert);
    /// A decision is under way: the answer is told, also when it fails.
    template <class T, class Then>
    void decide(const QFuture<Result<T>> &decision, Then then);

    PageContext m_context;
    std::optional<BudgetsData> m_data;
    std::vector<const BudgetStatus *> m_order; ///< into m_data
    std::vector<InboxEntry> m_entries;         ///< into m_data
    bool m_hasFailed = false; ///< nothing could be read, so nothing is shown but why
    std::optional<std::vector<SuggestedBudget>> m_suggested; ///< nothing until it was asked for
    std::string m_selected{}; ///< uuid
    std::string m_wanted{};   ///< uuid of what is to be selected once it is there
    bool m_showsAllAlerts = false;
    int m_decisions = 0;      ///< under way
    NewestAnswer m_answer;
    NewestAnswer m_suggestionsAnswer;

    PageScroll *m_scroll = nullptr;
    Card *m_listCard = nullptr;
    QPushButton *m_new = nullptr;
    BudgetList *m_list = nullptr;
    EmptyState *m_empty = nullptr;
    BudgetSuggestions *m_suggestions = nullptr;
    QWidget *m_stretch = nullptr;
    BudgetLegend *m_legend = nullptr;
    QWidget *m_right = nullptr;
    Card *m_detailCard = nullptr;
    QPushButton *m_edit = nullptr;
    MenuButton *m_more = nullptr;
    BudgetFacts *m_facts = nullptr;
    QWidget *m_caveat = nullptr;
    TextLabel *m_caveatText = nullptr;
    LinkButton *m_caveatLink = nullptr;
    BurnDownChart *m_burnDown = nullptr;
    Card *m_historyCard = nullptr;
    BurnHistoryChart *m_history = nullptr;
    Card *m_inboxCard = nullptr;
    BudgetInbox *m_inbox = nullptr;
    LinkButton *m_allAlerts = nullptr;
    QMenu *m_menu = nullptr; ///< of the row that was clicked last
};

} // namespace tokenmeter
