// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountCards.h"

#include "AccountServices.h"
#include "format/ProblemText.h"
#include "pages/AccountDialog.h"
#include "pages/AccountRemoveDialog.h"
#include "pages/AccountsView.h"
#include "pages/OpenDialog.h"
#include "theme/Theme.h"
#include "widgets/AccountCard.h"

#include <algorithm>

namespace tokenmeter
{

AccountCards::AccountCards(AccountServices &accounts, QWidget *content, QWidget *page)
    : QObject{page}, m_accounts{accounts}, m_content{content}, m_page{page}
{
}

AccountDialog *AccountCards::dialog() const
{
    return openDialogOf<AccountDialog>(*m_page);
}

AccountRemoveDialog *AccountCards::removeDialog() const
{
    return openDialogOf<AccountRemoveDialog>(*m_page);
}

const AccountStanding *AccountCards::standingAt(AccountCard *card) const
{
    const auto found = std::find(m_cards.begin(), m_cards.end(), card);
    const auto at = std::size_t(found - m_cards.begin());
    return at < m_data.accounts.size() ? &m_data.accounts[at] : nullptr;
}

AccountCard *AccountCards::newCard()
{
    auto *card = new AccountCard{m_content};
    card->setMinimumHeight(px(size::accountCard));
    // Cards may be others' by the time that one is clicked: whose it is is looked up then.
    const auto with = [this, card](auto run) {
        return [this, card, run](auto... args) {
            if (const AccountStanding *standing = standingAt(card)) {
                run(BillingAccount{standing->account}, args...);
            }
        };
    };
    connect(card, &AccountCard::syncWanted, this, with([this](const BillingAccount &account) { m_accounts.syncNow(account.id); }));
    connect(card, &AccountCard::cancelWanted, this, [this] { m_accounts.cancelSync(); });
    connect(card, &AccountCard::pauseWanted, this, with([this](const BillingAccount &account, bool pauses) {
                const QString name = visibleText(account.name);
                Q_EMIT decided(m_accounts.setPaused(account, pauses),
                               pauses ? tr("%1 is paused: nothing is asked until you let it go on.").arg(name) : tr("%1 goes on.").arg(name));
            }));
    connect(card, &AccountCard::editWanted, this, with([this](const BillingAccount &account) { openDialog(account); }));
    connect(card, &AccountCard::removeWanted, this, with([this](const BillingAccount &account) { askToRemove(account); }));
    return card;
}

void AccountCards::fill(const AccountsData &data, const PageContext &context)
{
    m_data = data;
    const AccountsView view{context};
    const std::size_t count = m_data.accounts.size();
    while (m_cards.size() > count) {
        m_cards.back()->hide();
        m_cards.back()->deleteLater();
        m_cards.pop_back();
    }
    while (m_cards.size() < count) {
        m_cards.push_back(newCard());
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t id = m_data.accounts[i].account.id;
        m_cards[i]->setTexts(view.card(m_data.accounts[i],
                                       {.isSyncing = m_accounts.isSyncing(id), .mayAsk = m_accounts.mayAsk(), .isOnline = m_accounts.isOnline()}));
        m_cards[i]->show();
    }
}

void AccountCards::openDialog(const BillingAccount &account)
{
    QStringList taken;
    for (const AccountStanding &standing : m_data.accounts) {
        if (standing.account.id != account.id) {
            taken << QString::fromStdString(standing.account.name);
        }
    }
    auto *dialog = new AccountDialog{m_accounts, account, taken, m_page};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AccountDialog::kept, this, [this, isNew = account.id == 0](const BillingAccount &kept) {
        const QString name = visibleText(kept.name);
        Q_EMIT stored(isNew ? tr("%1 is added.").arg(name) : tr("%1 is changed.").arg(name));
    });
    dialog->open();
}

void AccountCards::askToRemove(const BillingAccount &account)
{
    auto *dialog = new AccountRemoveDialog{account, m_page};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, account] {
        Q_EMIT decided(m_accounts.remove(account, dialog->withData()), tr("%1 is removed.").arg(visibleText(account.name)));
    });
    dialog->open();
}

} // namespace tokenmeter
