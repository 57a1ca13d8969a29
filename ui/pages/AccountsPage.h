// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/AccountsView.h"
#include "pages/Page.h"

#include <optional>
#include <vector>

class QPushButton;

namespace tokenmeter
{

class AccountCard;
class AccountCards;
class AccountDialog;
class AccountRemoveDialog;
class Card;
class EmptyState;
class PageScroll;
class TextLabel;

/// What do providers bill? A card an account: what it sees, when it was asked and will be, what is wrong. Nothing is asked of
/// anybody before there is one. Has a scope of its own: period and filter of the window do not matter here.
class AccountsPage : public Page
{
    Q_OBJECT
public:
    AccountsPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~AccountsPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override;
    bool hasOwnScope() const override { return true; }
    bool needsUsage() const override { return false; }
    std::vector<PageTable> tables() const override;

    // For tests.
    const std::vector<AccountCard *> &cards() const;
    EmptyState *emptyState() const;
    QPushButton *addButton() const { return m_add; }
    AccountDialog *dialog() const;
    AccountRemoveDialog *removeDialog() const;

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void askData();
    void fill();
    void arrange();

    PageContext m_context;
    std::optional<AccountsData> m_data;
    NewestAnswer m_answer;
    AccountCards *m_cards = nullptr;

    PageScroll *m_scroll = nullptr;
    QWidget *m_head = nullptr;
    TextLabel *m_summary = nullptr;
    QPushButton *m_add = nullptr;
    Card *m_waiting = nullptr; ///< blocks, while the first answer is awaited
    Card *m_emptyCard = nullptr;
};

} // namespace tokenmeter
