// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountsPage.h"

#include "AccountServices.h"
#include "pages/AccountCards.h"
#include "pages/PageScroll.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>

namespace tokenmeter
{

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
    m_cards = new AccountCards{services().accounts(), content, this};
    connect(m_cards, &AccountCards::decided, this, [this](const QFuture<Result<Done>> &decision, const QString &said) {
        decide(decision, [this, said](const Done &) {
            Q_EMIT message(said, false);
            askData();
        });
    });
    connect(m_cards, &AccountCards::stored, this, [this](const QString &said) {
        Q_EMIT message(said, false);
        askData();
    });
    const auto add = [this] { m_cards->openDialog({}); };
    connect(m_add, &QPushButton::clicked, this, add);
    connect(m_scroll->empty(), &EmptyState::actionTriggered, this, add);
}

EmptyState *AccountsPage::emptyState() const
{
    return m_scroll->empty();
}

const std::vector<AccountCard *> &AccountsPage::cards() const
{
    return m_cards->cards();
}

AccountDialog *AccountsPage::dialog() const
{
    return m_cards->dialog();
}

AccountRemoveDialog *AccountsPage::removeDialog() const
{
    return m_cards->removeDialog();
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

void AccountsPage::fill()
{
    m_cards->fill(*m_data, m_context);
    const bool mayAsk = services().accounts().mayAsk();
    m_summary->setText(AccountsView{m_context}.summary(*m_data));
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
    const int columns = PageScroll::cardColumns(this);
    for (int column = 0; column < PageScroll::MostCardColumns; ++column) {
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
        for (std::size_t i = 0; i < cards().size(); ++i) {
            grid->addWidget(cards()[i], row + int(i) / columns, int(i) % columns);
        }
        row += (int(cards().size()) + columns - 1) / columns;
    }
    grid->setRowStretch(row, 1);
    QWidget *before = m_add;
    for (AccountCard *card : cards()) {
        setTabOrder(before, card);
        before = card;
    }
}

void AccountsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

std::vector<PageTable> AccountsPage::tables() const
{
    if (!m_data || m_data->accounts.empty()) {
        return {};
    }
    return {AccountsView{m_context}.table(*m_data)};
}

} // namespace tokenmeter
