// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"
#include "pages/SourcesData.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

class QPushButton;

namespace tokenmeter
{

class AccountCard;
class AccountCards;
class Card;
class DropHint;
class EmptyState;
class ForgottenList;
class OverlapDialog;
class PageScroll;
class ProblemsDialog;
class SourceCard;
class SourceDuplicatesDialog;
class SourceForgetDialog;
class StatementList;
class TableDialog;
class TextLabel;

/// Where does all this come from, and does anything count twice? Tools that are not read and sources that tell the same first, then a card a source and an account,
/// then what was forgotten, then what can be added. Has a scope of its own: period and filter of the window do not matter here.
class SourcesPage : public Page
{
    Q_OBJECT
public:
    SourcesPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~SourcesPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override;
    bool hasOwnScope() const override { return true; }
    bool needsUsage() const override { return false; }
    std::vector<PageTable> tables() const override;

    // For tests.
    const std::vector<SourceCard *> &cards() const { return m_cards; }
    const std::vector<AccountCard *> &accountCards() const;
    StatementList *newTools() const { return m_newTools; }
    StatementList *overlaps() const { return m_overlaps; }
    ForgottenList *forgotten() const { return m_forgotten; }
    EmptyState *emptyState() const;
    QPushButton *addButton() const { return m_add; }
    QPushButton *addAccountButton() const { return m_addAccount; }
    QString summary() const;
    QString watchLimit() const; ///< empty while all logs are watched
    SourceForgetDialog *forgetDialog() const;
    OverlapDialog *overlapDialog() const;
    TableDialog *tableDialog() const;
    ProblemsDialog *problemsDialog() const;
    SourceDuplicatesDialog *duplicatesDialog() const;

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void buildHead();
    void connectAccounts();
    void askData();
    void fill();
    void fillCards();
    void showWatchLimit();
    void showNewTools();
    void newToolActivated(int tool, int verb);
    void importTool(const NewTool &tool);
    void arrange();
    void orderTabs();
    SourceCard *newCard();
    const SourceEntry *entryAt(const SourceCard *card) const;
    QString nameOf(const SourceKey &source) const;

    void chooseWhatToAdd();
    void scan(const SourceKey &source);
    /// What came of it.
    QString scanned(const SourceKey &source, const ImportOutcome &outcome) const;
    void setState(const SourceKey &source, SourceState state, bool withRecords);
    void setCacheReading(const SourceKey &source, bool leavesOut);
    void showRecords(const SourceFacts &facts);
    void openFiles(const SourceKey &source);
    void openProblems(const SourceEntry &entry);
    struct ListedDuplicates;
    void openDuplicates(const SourceKey &source);
    void askMoreDuplicates(SourceDuplicatesDialog *dialog, const std::shared_ptr<ListedDuplicates> &listed, std::size_t section);
    void askToForget(const SourceEntry &entry);
    void fillOverlaps();
    void overlapActivated(int statement, int verb);
    void openChoice(const OverlapDays &days);

    PageContext m_context;
    std::optional<SourcesData> m_data;
    NewestAnswer m_answer;
    NewestAnswer m_detail; ///< of whichever dialog was asked for last
    NewestAnswer m_more;   ///< that a dialog shows, likewise
    std::set<SourceKey> m_reading; ///< since the user wants it
    ImportProgress m_progress{};

    std::vector<NewTool> m_offered{}; ///< in the order of their statements
    QStringList m_taken{};            ///< formats whose import was asked for since the page was opened: they are not offered meanwhile

    std::vector<SourceCard *> m_cards;
    AccountCards *m_accounts = nullptr;
    PageScroll *m_scroll = nullptr;
    QWidget *m_head = nullptr;
    TextLabel *m_summary = nullptr;
    TextLabel *m_watchLimit = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_addAccount = nullptr;
    StatementList *m_newTools = nullptr;
    StatementList *m_overlaps = nullptr;
    std::vector<std::size_t> m_shownOverlaps{}; ///< in the order of their statements
    bool m_showsIdlePairs = false;
    ForgottenList *m_forgotten = nullptr;
    DropHint *m_drop = nullptr;
    Card *m_waiting = nullptr; ///< blocks, while the first answer is awaited
    Card *m_emptyCard = nullptr;
};

} // namespace tokenmeter
