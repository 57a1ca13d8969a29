// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"
#include "core/Result.h"
#include "pages/AccountsData.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <vector>

class QWidget;

namespace tokenmeter
{

class AccountCard;
class AccountDialog;
class AccountRemoveDialog;
struct PageContext;

/// The cards of billing accounts and what they do when they are clicked, for the pages that show them. Where the cards stand
/// is the page's matter.
class AccountCards : public QObject
{
    Q_OBJECT
public:
    /// @param content parent of the cards, @param page of the dialogs
    AccountCards(AccountServices &accounts, QWidget *content, QWidget *page);

    /// One card an account, in their order.
    void fill(const AccountsData &data, const PageContext &context);
    const std::vector<AccountCard *> &cards() const { return m_cards; }
    /// An account without a number is a new one.
    void openDialog(const BillingAccount &account);

    // For tests; nothing where none is open.
    AccountDialog *dialog() const;
    AccountRemoveDialog *removeDialog() const;

Q_SIGNALS:
    /// The user has decided something. @param said when it is done
    void decided(const QFuture<tokenmeter::Result<tokenmeter::Done>> &decision, const QString &said);
    /// The dialog has stored an account. @param said what to tell
    void stored(const QString &said);

private:
    AccountCard *newCard();
    const AccountStanding *standingAt(AccountCard *card) const;
    void askToRemove(const BillingAccount &account);

    AccountServices &m_accounts;
    QWidget *m_content;
    QWidget *m_page;
    AccountsData m_data{};
    std::vector<AccountCard *> m_cards{};
};

} // namespace tokenmeter
