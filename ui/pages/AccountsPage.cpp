// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountsPage.h"

#include "AccountServices.h"
#include "format/ProblemText.h"
#include "pages/AccountDialog.h"
#include "pages/AccountRemoveDialog.h"
#include "pages/PageScroll.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int FewColumns = 2;  ///< narrow windows
constexpr int SomeColumns = 3;
constexpr int ManyColumns = 4; ///< wide ones

int columnsFor(int windowWidth)
{
    return windowWidth < px(size::narrowBelow) ? FewColumns : windowWidth < px(size::wideFrom) ? SomeColumns : ManyColumns;
}

template <class Dialog>
Dialog *openDialogOf(const QWidget &page)
{
    for (Dialog *each : page.findChildren<Dialog *>()) {
        if (each->isVisible()) {
            return each;
        }
    }
    return nullptr;
}

} // namespace

AccountsPage::AccountsPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
    connect(&services.accounts(), &AccountServices::syncingChanged, this, [this] {
        if (m_data) {
            m_context.now = this->services().now();
            fill();
        }
    });
}

AccountsPage::~AccountsPage() = default;

void AccountsPage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    m_head = new QWidget{content};
    auto *head = new QHBoxLayout{m_head};
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(px(space::s3));
    m_summary = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_head};
    m_add = new QPushButton{tr("Add account…"), m_head};
    m_add->setProperty("primary", true);
    head->addWidget(m_summary, 1);
    head->addWidget(m_add);
    m_waiting = new Card{tr("Accounts"), content};
    m_waiting->setMinimumHeight(px(size::accountCard));
    m_waiting->hide();
    m_emptyCard = m_scroll->addEmptyCard();
    m_emptyCard->setMinimumHeight(px(size::accountCard));
    const auto add = [this] { openDialog({}); };
    connect(m_add, &QPushButton::clicked, this, add);
    connect(m_scroll->empty(), &EmptyState::actionTriggered, this, add);
}

EmptyState *AccountsPage::emptyState() const
{
    return m_scroll->empty();
}

AccountDialog *AccountsPage::dialog() const
{
    return openDialogOf<AccountDialog>(*this);
}

AccountRemoveDialog *AccountsPage::removeDialog() const
{
    return openDialogOf<AccountRemoveDialog>(*this);
}

bool AccountsPage::isBusy() const
{
    return m_answer.isPending() || isDeciding();
}

void AccountsPage::show(const PageContext &context, bool)
{
    m_context = context;
    if (!m_data) {
        startWaiting();
    }
    askData();
}

void AccountsPage::askData()
{
    ask(
        m_answer, QStringLiteral("accounts"),
        [today = m_context.today, zone = m_context.zone](WindowServices::Reading reading) { return accountsDataOf(reading, today, zone); },
        [this](const Result<AccountsData> &answer) {
            stopWaiting();
            if (answer) {
                m_data = *answer;
                fill();
            }
        });
}

void AccountsPage::setCardsLoading(bool loading)
{
    m_waiting->setVisible(loading);
    m_waiting->setLoading(loading);
    if (loading) {
        arrange();
    }
}

AccountActivity AccountsPage::activityOf(const AccountStanding &standing) const
{
    const AccountServices &accounts = services().accounts();
    return {.isSyncing = accounts.isSyncing(standing.account.id), .mayAsk = accounts.mayAsk(), .isOnline = accounts.isOnline()};
}

const AccountStanding *AccountsPage::standingAt(AccountCard *card) const
{
    const auto found = std::find(m_cards.begin(), m_cards.end(), card);
    const auto at = std::size_t(found - m_cards.begin());
    return m_data && at < m_data->accounts.size() ? &m_data->accounts[at] : nullptr;
}

AccountCard *AccountsPage::newCard()
{
    auto *card = new AccountCard{m_scroll->content()};
    card->setMinimumHeight(px(size::accountCard));
    // Cards may be others' by the time that one is clicked: whose it is is looked up then.
    const auto with = [this, card](auto run) {
        return [this, card, run](auto... args) {
            if (const AccountStanding *standing = standingAt(card)) {
                run(BillingAccount{standing->account}, args...);
            }
        };
    };
    connect(card, &AccountCard::syncWanted, this, with([this](const BillingAccount &account) { services().accounts().syncNow(account.id); }));
    connect(card, &AccountCard::cancelWanted, this, [this] { services().accounts().cancelSync(); });
    connect(card, &AccountCard::pauseWanted, this, [this, card](bool pauses) {
        if (const AccountStanding *standing = standingAt(card)) {
            const QString name = visibleText(standing->account.name);
            decide(services().accounts().setPaused(standing->account, pauses), [this, name, pauses](const Done &) {
                Q_EMIT message(pauses ? tr("%1 is paused: nothing is asked until you let it go on.").arg(name) : tr("%1 goes on.").arg(name), false);
            });
        }
    });
    connect(card, &AccountCard::editWanted, this, with([this](const BillingAccount &account) { openDialog(account); }));
    connect(card, &AccountCard::removeWanted, this, with([this](const BillingAccount &account) { askToRemove(account); }));
    return card;
}

void AccountsPage::fill()
{
    const AccountsView view{m_context};
    const std::size_t count = m_data->accounts.size();
    while (m_cards.size() > count) {
        m_cards.back()->hide();
        m_cards.back()->deleteLater();
        m_cards.pop_back();
    }
    while (m_cards.size() < count) {
        m_cards.push_back(newCard());
    }
    for (std::size_t i = 0; i < count; ++i) {
        m_cards[i]->setTexts(view.card(m_data->accounts[i], activityOf(m_data->accounts[i])));
        m_cards[i]->show();
    }
    const bool mayAsk = services().accounts().mayAsk();
    m_summary->setText(view.summary(*m_data));
    m_add->setEnabled(mayAsk);
    m_add->setToolTip(mayAsk ? QString{} : tr("In the demo nothing is asked of anybody."));
    m_scroll->empty()->setTexts(tr("No account yet"),
                                tr("Logs tell what was used; only a provider can tell what it bills. With a key of yours its billing interface is asked for that, now and "
                                   "then, and what it answers stays on this computer. Nothing is asked of anybody before you add an account."),
                                tr("Add account…"));
    arrange();
}

void AccountsPage::arrange()
{
    const bool isEmpty = m_data && m_data->accounts.empty();
    m_emptyCard->setVisible(isEmpty);
    m_head->setVisible(!isEmpty && m_data.has_value());
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    const int columns = columnsFor(PageScroll::windowWidth(this));
    for (int column = 0; column < ManyColumns; ++column) {
        grid->setColumnStretch(column, column < columns ? 1 : 0);
    }
    for (int row = 0; row < grid->rowCount(); ++row) {
        grid->setRowStretch(row, 0);
    }
    int row = 0;
    if (isEmpty || !m_data) {
        grid->addWidget(isEmpty ? m_emptyCard : m_waiting, row++, 0, 1, columns);
    } else {
        grid->addWidget(m_head, row++, 0, 1, columns);
        for (std::size_t i = 0; i < m_cards.size(); ++i) {
            grid->addWidget(m_cards[i], row + int(i) / columns, int(i) % columns);
        }
        row += (int(m_cards.size()) + columns - 1) / columns;
    }
    grid->setRowStretch(row, 1);
    QWidget *before = m_add;
    for (AccountCard *card : m_cards) {
        setTabOrder(before, card);
        before = card;
    }
}

void AccountsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void AccountsPage::openDialog(const BillingAccount &account)
{
    QStringList taken;
    for (const AccountStanding &standing : m_data ? m_data->accounts : std::vector<AccountStanding>{}) {
        if (standing.account.id != account.id) {
            taken << QString::fromStdString(standing.account.name);
        }
    }
    auto *dialog = new AccountDialog{services().accounts(), account, taken, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AccountDialog::kept, this, [this, isNew = account.id == 0](const BillingAccount &stored) {
        const QString name = visibleText(stored.name);
        Q_EMIT message(isNew ? tr("%1 is added.").arg(name) : tr("%1 is changed.").arg(name), false);
        askData();
    });
    dialog->open();
}

void AccountsPage::askToRemove(const BillingAccount &account)
{
    auto *dialog = new AccountRemoveDialog{account, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, account] {
        decide(services().accounts().remove(account, dialog->withData()), [this, name = visibleText(account.name)](const Done &) {
            Q_EMIT message(tr("%1 is removed.").arg(name), false);
            askData();
        });
    });
    dialog->open();
}

std::vector<PageTable> AccountsPage::tables() const
{
    if (!m_data || m_data->accounts.empty()) {
        return {};
    }
    return {AccountsView{m_context}.table(*m_data)};
}

} // namespace tokenmeter
