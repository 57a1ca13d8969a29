// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BudgetsPage.h"

#include "pages/PageMarks.h"
#include "format/DateText.h"
#include "format/ProblemText.h"
#include "ledger/FilterJson.h"
#include "pages/BudgetDialog.h"
#include "pages/BudgetScope.h"
#include "pages/BudgetText.h"
#include "pages/PageScroll.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "widgets/MenuButton.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

const QString HideOption = QStringLiteral("budgets/suggestions-hidden");
constexpr std::size_t FewAlerts = 5;
constexpr int ListPart = 46; ///< of the width, beside the right column
constexpr int MorningHour = 9;

} // namespace

BudgetsPage::BudgetsPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
    connectParts();
    arrange();
}

BudgetsPage::~BudgetsPage() = default;

void BudgetsPage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();

    m_listCard = new Card{tr("Budgets"), content};
    m_listCard->setSidePadding(size::treeInset);
    m_listCard->setBottomPadding(size::listCardBottom);
    m_new = new QPushButton{tr("New budget…"), m_listCard};
    m_new->setProperty("primary", true);
    m_listCard->addTitleControl(m_new);
    // One child a card: what a card hides while it waits keeps its place, and these come and go.
    const auto bodyOf = [](Card *card) {
        auto *body = new QWidget{card};
        auto *layout = new QVBoxLayout{body};
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        card->content()->addWidget(body, 1);
        return layout;
    };
    m_list = new BudgetList{m_listCard};
    m_list->setAccessibleName(tr("Budgets"));
    m_empty = new EmptyState{m_listCard};
    m_empty->setMinimumHeight(px(size::budgetRow) * 2);
    m_suggestions = new BudgetSuggestions{m_listCard};
    m_stretch = new QWidget{m_listCard};
    m_stretch->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_legend = new BudgetLegend{m_listCard};
    m_legend->setContentsMargins(0, 0, 0, 0);
    auto *legendRow = new QWidget{m_listCard};
    auto *legendLayout = new QHBoxLayout{legendRow};
    legendLayout->setContentsMargins(px(space::s3), px(space::s2), px(space::s3), px(space::s1));
    legendLayout->addWidget(m_legend);
    QVBoxLayout *list = bodyOf(m_listCard);
    list->addWidget(m_list);
    list->addWidget(m_empty);
    list->addWidget(m_suggestions);
    list->addWidget(m_stretch, 1);
    list->addWidget(legendRow);

    m_right = new QWidget{content};
    auto *right = new QVBoxLayout{m_right};
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(size::cardGap);

    m_detailCard = new Card{{}, m_right};
    m_detailCard->setBottomPadding(size::chartCardBottom);
    m_more = new MenuButton{tr("More"), m_detailCard};
    m_edit = new QPushButton{tr("Edit…"), m_detailCard};
    m_detailCard->addTitleControl(m_edit);
    m_detailCard->addTitleControl(m_more);
    m_facts = new BudgetFacts{m_detailCard};
    m_caveat = new QWidget{m_detailCard};
    auto *caveat = new QHBoxLayout{m_caveat};
    caveat->setContentsMargins(0, 0, 0, px(space::s1));
    caveat->setSpacing(px(space::s3));
    m_caveatText = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_caveat};
    m_caveatText->setWordWrap(true);
    m_caveatLink = new LinkButton{tr("Show them"), m_caveat};
    caveat->addWidget(m_caveatText, 1);
    caveat->addWidget(m_caveatLink, 0, Qt::AlignTop);
    m_burnDown = new BurnDownChart{m_detailCard};
    m_burnDown->setAccessibleName(tr("What is left, day by day"));
    QVBoxLayout *detail = bodyOf(m_detailCard);
    detail->addWidget(m_facts);
    detail->addWidget(m_caveat);
    detail->addWidget(m_burnDown, 1);

    m_historyCard = new Card{{}, m_right};
    m_historyCard->setBottomPadding(size::listCardBottom);
    m_history = new BurnHistoryChart{m_historyCard};
    m_history->setAccessibleName(tr("Past periods"));
    m_historyCard->content()->addWidget(m_history, 1);

    m_inboxCard = new Card{tr("Alerts"), m_right};
    m_inboxCard->setSidePadding(size::treeInset);
    m_inboxCard->setBottomPadding(size::listCardBottom);
    m_inbox = new BudgetInbox{m_inboxCard};
    m_allAlerts = new LinkButton{{}, m_inboxCard};
    QVBoxLayout *alerts = bodyOf(m_inboxCard);
    alerts->addWidget(m_inbox);
    auto *more = new QHBoxLayout;
    more->setContentsMargins(space::s2, 0, 0, 0);
    more->addWidget(m_allAlerts);
    more->addStretch();
    alerts->addLayout(more);
    alerts->addStretch();
    right->addWidget(m_detailCard, 3);
    right->addWidget(m_historyCard, 1);
    right->addWidget(m_inboxCard);

    for (CardMenu *menu : {new CardMenu{m_detailCard, m_burnDown}, new CardMenu{m_historyCard, m_history}}) {
        connect(menu, &CardMenu::tableWanted, this, &BudgetsPage::tableWanted);
    }
    setTabOrder(m_new, m_list);
    setTabOrder(m_list, m_suggestions);
    setTabOrder(m_suggestions, m_edit);
    setTabOrder(m_edit, m_more);
    setTabOrder(m_more, m_burnDown);
    setTabOrder(m_burnDown, m_history);
    setTabOrder(m_history, m_inbox);
}

void BudgetsPage::connectParts()
{
    const auto begin = [this] {
        Budget budget;
        budget.currency = Currency{m_context.view.currency.toStdString()};
        budget.basis = m_data ? m_data->usualBasis : CostBasis::List;
        budget.warnForecast = true;
        openDialog(budget);
    };
    connect(m_new, &QPushButton::clicked, this, begin);
    connect(m_empty, &EmptyState::actionTriggered, this, [this, begin] {
        if (m_hasFailed) {
            startWaiting();
            askData();
        } else {
            begin();
        }
    });
    connect(m_list, &BudgetList::picked, this, [this](int row) {
        m_selected = m_order[std::size_t(row)]->budget.uuid;
        fillDetail();
    });
    const auto edit = [this](int row) {
        if (const BudgetStatus *status = statusAt(row)) {
            openDialog(status->budget);
        }
    };
    connect(m_list, &BudgetList::editWanted, this, edit);
    connect(m_list, &BudgetList::removeWanted, this, &BudgetsPage::remove);
    connect(m_list, &BudgetList::explained, this, &BudgetsPage::explain);
    connect(m_list, &RowControl::contextRequested, this, [this](int row, const QPoint &at) {
        m_list->setSelected(row);
        m_selected = m_order[std::size_t(row)]->budget.uuid;
        fillDetail();
        rowMenu(row)->popup(at);
    });
    connect(m_edit, &QPushButton::clicked, this, [this, edit] { edit(m_list->selected()); });
    connect(m_more, &MenuButton::aboutToOpen, this, [this] {
        m_more->menu()->clear();
        for (QAction *action : rowMenu(m_list->selected())->actions()) {
            m_more->menu()->addAction(action);
        }
    });
    connect(m_caveatLink, &LinkButton::clicked, this, [this] {
        if (const BudgetStatus *status = selected()) {
            showUsage(status->budget.filter, status->current.span.firstDay, status->current.span.endDay - days{1}, status->budget.currency,
                      QStringLiteral("records"), true);
        }
    });
    connect(m_burnDown, &ChartWidget::markPicked, this, [this](int mark) {
        if (const BudgetStatus *status = selected()) {
            const LocalDay day = m_burnDown->dayOf(mark);
            showUsage(status->budget.filter, day, day, status->budget.currency, QStringLiteral("breakdown"));
        }
    });
    connect(m_history, &ChartWidget::markPicked, this, [this](int mark) {
        if (const BudgetStatus *status = selected()) {
            const BurnHistoryData::Period &period = m_history->periodOf(mark);
            showUsage(status->budget.filter, period.from, period.to, status->budget.currency, QStringLiteral("breakdown"));
        }
    });
    connect(m_suggestions, &BudgetSuggestions::chosen, this, [this](int row) {
        Budget budget = (*m_suggested)[std::size_t(row)].budget;
        budget.warnForecast = budget.period.kind != BudgetPeriod::Kind::Day;
        openDialog(budget);
    });
    connect(m_suggestions, &BudgetSuggestions::hideWanted, this, [this] {
        services().store(HideOption, QByteArrayLiteral("yes"));
        fillSuggestions();
    });
    connect(m_inbox, &BudgetInbox::opened, this, [this](int row) { openAlert(*m_entries[std::size_t(row)].alert); });
    connect(m_inbox, &BudgetInbox::acknowledged, this, [this](int row) { acknowledge(m_entries[std::size_t(row)].ids); });
    connect(m_inbox, &BudgetInbox::snoozeWanted, this, [this](int row, const QPoint &at) {
        delete m_menu;
        m_menu = new QMenu{this};
        addSnoozeActions(*m_menu, m_entries[std::size_t(row)].alert->id);
        m_menu->popup(at);
    });
    connect(m_inbox, &RowControl::contextRequested, this, [this](int row, const QPoint &at) { alertMenu(row)->popup(at); });
    connect(m_inboxCard, &Card::linkActivated, this, [this] {
        std::vector<std::int64_t> ids;
        for (const InboxEntry &entry : m_entries) {
            if (BudgetText::isUnseen(*entry.alert, m_context.now)) {
                ids.insert(ids.end(), entry.ids.begin(), entry.ids.end());
            }
        }
        acknowledge(ids);
    });
    connect(m_allAlerts, &LinkButton::clicked, this, [this] {
        m_showsAllAlerts = !m_showsAllAlerts;
        fillInbox();
    });
}

bool BudgetsPage::isBusy() const
{
    const BudgetDialog *open = dialog();
    return m_answer.isPending() || m_suggestionsAnswer.isPending() || m_decisions > 0 || (open != nullptr && open->isBusy());
}

BudgetDialog *BudgetsPage::dialog() const
{
    const QList<BudgetDialog *> dialogs = findChildren<BudgetDialog *>();
    for (BudgetDialog *each : dialogs) {
        if (each->isVisible()) {
            return each;
        }
    }
    return nullptr;
}

void BudgetsPage::show(const PageContext &context, bool)
{
    m_context = context;
    if (!m_data) {
        startWaiting();
    }
    askData();
}

void BudgetsPage::askData()
{
    const UtcTime now = m_context.now;
    const Zone zone = m_context.zone;
    ask(
        m_answer, QStringLiteral("budgets"), [now, zone](WindowServices::Reading reading) { return budgetsDataOf(reading, now, zone); },
        [this](const Result<BudgetsData> &answer) {
            stopWaiting();
            if (answer) {
                m_hasFailed = false;
                m_data = *answer;
                fill();
                askSuggestions();
            } else if (!m_data && answer.problem().cause != Cause::Cancelled) {
                showFailure(answer.problem()); // what was shown before stays
            }
        });
}

void BudgetsPage::askSuggestions()
{
    if (!m_data->statuses.empty() && !services().stored(HideOption).isEmpty()) {
        m_suggested.emplace();
        fillSuggestions();
        return;
    }
    std::vector<Budget> present;
    for (const BudgetStatus &status : m_data->statuses) {
        present.push_back(status.budget);
    }
    ask(
        m_suggestionsAnswer, QStringLiteral("budgets.suggestions"),
        [present, names = names(), currency = Currency{m_context.view.currency.toStdString()}, basis = m_data->usualBasis, now = m_context.now, zone = m_context.zone](
            WindowServices::Reading reading) { return suggestedBudgetsOf(reading, present, names, currency, basis, now, zone); },
        [this](const Result<std::vector<SuggestedBudget>> &answer) {
            if (answer) {
                m_suggested = *answer;
                fillSuggestions();
            }
        });
}

void BudgetsPage::setCardsLoading(bool loading)
{
    for (Card *card : {m_listCard, m_detailCard, m_historyCard, m_inboxCard}) {
        card->setLoading(loading);
    }
    if (!loading && m_data) {
        fill(); // what is shown depends on what there is
    }
}

void BudgetsPage::fill()
{
    const BudgetsView view{m_context, names()};
    m_order = view.ordered(*m_data);
    if (!m_wanted.empty() && statusOf(m_wanted) != nullptr) {
        m_selected = std::exchange(m_wanted, {});
    }
    std::vector<BudgetRow> rows;
    int chosen = m_order.empty() ? -1 : 0;
    bool isThere = false;
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        rows.push_back(view.row(*m_order[i]));
        if (m_order[i]->budget.uuid == m_selected) {
            chosen = int(i);
            isThere = true;
        }
    }
    if (!isThere && !m_order.empty()) {
        // What is over or at risk is what one comes for.
        const auto worst = std::find_if(rows.begin(), rows.end(), [](const BudgetRow &row) { return row.tone == Tone::Negative; });
        chosen = worst == rows.end() ? 0 : int(worst - rows.begin());
        m_selected = m_order[std::size_t(chosen)]->budget.uuid;
    }
    const bool isEmpty = rows.empty();
    m_list->setRows(std::move(rows));
    m_list->setSelected(chosen);
    m_list->setVisible(!isEmpty);
    m_legend->parentWidget()->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_new->setVisible(!isEmpty);
    m_listCard->setTitle(isEmpty ? tr("Budgets") : view.count(*m_data));
    m_listCard->setTotal(view.note(*m_data));
    fillDetail();
    fillInbox();
    fillSuggestions();
    arrange();
}

void BudgetsPage::select(const std::string &uuid)
{
    m_wanted = uuid;
    if (m_data) {
        fill();
    }
}

void BudgetsPage::fillDetail()
{
    const BudgetStatus *status = selected();
    m_detailCard->setVisible(status != nullptr);
    m_historyCard->setVisible(status != nullptr && !status->current.span.isRolling && status->budget.period.kind != BudgetPeriod::Kind::Range);
    if (status == nullptr) {
        return;
    }
    const BudgetsView view{m_context, names()};
    m_detailCard->setTitle(visibleText(status->budget.name));
    m_detailCard->setTotal(view.detailNote(*status));
    m_facts->setFacts(view.facts(*status));
    const QString caveat = view.caveat(*status);
    m_caveat->setVisible(!caveat.isEmpty());
    m_caveatText->setText(caveat);
    m_caveatLink->setVisible(status->current.unpricedRequests > 0);
    m_burnDown->setData(view.burnDown(*status));
    m_burnDown->setTimeMarks(timeMarksOf(m_data->annotations, m_context.zone));
    m_historyCard->setTitle(view.historyTitle(*status));
    const auto marks = m_data->marks.find(status->budget.uuid);
    m_historyCard->setTotal(view.historyNote(*status, marks == m_data->marks.end() ? std::vector<ForecastMark>{} : marks->second));
    m_history->setData(view.history(*status));
}

void BudgetsPage::fillInbox()
{
    const BudgetsView view{m_context, names()};
    m_entries = view.inbox(*m_data);
    const int unseen = view.unseen(*m_data);
    const std::size_t all = m_entries.size();
    std::vector<InboxRow> rows;
    for (std::size_t i = 0; i < (m_showsAllAlerts ? all : std::min(all, FewAlerts)); ++i) {
        rows.push_back(view.inboxRow(m_entries[i], *m_data));
    }
    m_inbox->setRows(std::move(rows));
    m_inbox->setNothing(tr("No alerts yet. What a budget warns of is kept here."));
    m_inboxCard->setTotal(unseen > 0 ? tr("%n new", nullptr, unseen) : QString{});
    m_inboxCard->setLink(unseen > 0 ? tr("Acknowledge all") : QString{});
    m_inboxCard->setVisible(!m_order.empty() || all > 0);
    m_allAlerts->setVisible(all > FewAlerts);
    m_allAlerts->setText(m_showsAllAlerts ? tr("Show fewer") : tr("Show all %1").arg(all));
    m_allAlerts->setAccessibleName(m_allAlerts->text());
}

void BudgetsPage::fillSuggestions()
{
    const bool isHidden = !services().stored(HideOption).isEmpty() && !m_order.empty();
    std::vector<BudgetSuggestions::Row> rows;
    const BudgetsView view{m_context, names()};
    if (m_suggested && !isHidden) {
        for (const SuggestedBudget &suggested : *m_suggested) {
            rows.push_back(view.suggestion(suggested));
        }
    }
    m_suggestions->setRows(rows);
    fillEmpty();
}

/// What stands in place of the list, and only what is true: suggestions come later, or not at all.
void BudgetsPage::fillEmpty()
{
    QString hint = tr("A budget warns before the money is gone.");
    if (!m_data->hasUsage) {
        hint = tr("A budget warns before the money is gone. What it counts comes from your logs.");
    } else if (m_suggested && m_suggested->empty()) {
        hint = tr("A budget warns before the money is gone. There is not enough usage with a known cost in %1 yet to suggest an amount.").arg(m_context.view.currency);
    } else if (m_suggested) {
        hint = tr("A budget warns before the money is gone. Begin with one of the suggestions below, or with your own.");
    }
    m_empty->setTexts(tr("No budget yet"), hint, tr("New budget…"));
}

void BudgetsPage::showFailure(const Problem &problem)
{
    m_hasFailed = true;
    m_listCard->setTitle(tr("Budgets"));
    m_listCard->setTotal({});
    m_new->hide();
    m_list->hide();
    m_legend->parentWidget()->hide();
    m_suggestions->setRows({});
    m_empty->show();
    m_empty->setTexts(tr("Budgets cannot be shown"), ProblemText::full(problem), tr("Try again"));
    arrange();
}

void BudgetsPage::arrange()
{
    QGridLayout *grid = m_scroll->grid();
    const int wide = PageScroll::windowWidth(this);
    const bool isNarrow = wide < px(size::narrowBelow);
    const bool isWide = wide >= px(size::wideFrom);
    m_scroll->clearGrid();
    const bool isEmpty = m_data ? m_order.empty() && m_data->alerts.empty() : m_hasFailed;
    m_right->setVisible(!isEmpty);
    m_listCard->setMinimumWidth(0);
    m_listCard->setMaximumWidth(QWIDGETSIZE_MAX);
    if (isNarrow || isEmpty) {
        grid->addWidget(m_listCard, 0, 0, 1, 2);
        grid->addWidget(m_right, 1, 0, 1, 2);
        grid->setRowStretch(0, isEmpty ? 1 : 0);
        grid->setRowStretch(1, isEmpty ? 0 : 1);
    } else {
        grid->addWidget(m_listCard, 0, 0);
        grid->addWidget(m_right, 0, 1);
        grid->setRowStretch(0, 1);
        grid->setRowStretch(1, 0);
    }
    if (isWide && !isEmpty) {
        m_listCard->setFixedWidth(px(size::budgetListWide));
    }
    grid->setColumnStretch(0, isWide ? 0 : ListPart);
    grid->setColumnStretch(1, 100 - ListPart);
}

void BudgetsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void BudgetsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange && m_data) {
        fill();
    }
    Page::changeEvent(event);
}

const BudgetStatus *BudgetsPage::statusAt(int row) const
{
    return row >= 0 && std::size_t(row) < m_order.size() ? m_order[std::size_t(row)] : nullptr;
}

int BudgetsPage::rowOf(const std::string &uuid) const
{
    const auto found = std::find_if(m_order.begin(), m_order.end(), [&](const BudgetStatus *status) { return status->budget.uuid == uuid; });
    return found == m_order.end() ? -1 : int(found - m_order.begin());
}

const BudgetStatus *BudgetsPage::statusOf(const std::string &uuid) const
{
    return statusAt(rowOf(uuid));
}

const BudgetStatus *BudgetsPage::selected() const
{
    return statusOf(m_selected);
}

template <class T, class Then>
void BudgetsPage::decide(const QFuture<Result<T>> &decision, Then then)
{
    ++m_decisions;
    unsettle();
    whenAnswered(this, decision, [this, then](const Result<T> &answer) {
        --m_decisions;
        if (answer) {
            then(*answer);
        } else if (answer.problem().cause != Cause::Cancelled) {
            Q_EMIT failed(answer.problem());
        }
        settle();
    });
}

void BudgetsPage::openDialog(const Budget &budget)
{
    auto *dialog = new BudgetDialog{services(), names(), m_context, budget, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const std::optional<Budget> entered = dialog->budget()) {
            const QString name = visibleText(entered->name);
            store(*entered, entered->id == 0 ? tr("“%1” is watched from now on.").arg(name) : tr("“%1” was changed.").arg(name));
        }
    });
    connect(dialog, &BudgetDialog::settled, this, [this] {
        unsettle();
        settle();
    });
    dialog->open();
}

void BudgetsPage::store(const Budget &budget, const QString &sentence)
{
    decide(budget.id == 0 ? services().addBudget(budget) : services().editBudget(budget), [this, sentence](const Budget &stored) {
        select(stored.uuid);
        Q_EMIT message(sentence, true);
    });
}

void BudgetsPage::remove(int row)
{
    const BudgetStatus *status = statusAt(row);
    if (status == nullptr) {
        return;
    }
    // The one that takes its place is selected next.
    const std::size_t next = std::size_t(row) + 1 < m_order.size() ? std::size_t(row) + 1 : row > 0 ? std::size_t(row) - 1 : 0;
    const std::string after = m_order[next]->budget.uuid;
    decide(services().removeBudget(status->budget.id), [this, after, name = visibleText(status->budget.name)](const Done &) {
        select(after);
        Q_EMIT message(tr("“%1” was removed; its alerts are kept.").arg(name), true);
    });
}

void BudgetsPage::duplicate(int row)
{
    if (const BudgetStatus *status = statusAt(row)) {
        openDialog(duplicateOf(status->budget, tr("%1, copy").arg(QString::fromStdString(status->budget.name)).toStdString()));
    }
}

void BudgetsPage::setPaused(int row, bool paused)
{
    if (const BudgetStatus *status = statusAt(row)) {
        Budget budget = status->budget;
        budget.paused = paused;
        const QString name = visibleText(budget.name);
        store(budget, paused ? tr("“%1” is paused.").arg(name) : tr("“%1” is watched again.").arg(name));
    }
}

void BudgetsPage::explain(int row)
{
    const BudgetStatus *status = statusAt(row);
    if (status == nullptr) {
        return;
    }
    ViewState view;
    view.filter = BudgetScope::terms(status->budget.filter, names());
    UsageFilter filter = usageFilterOf(view, names());
    filter.from = status->current.span.firstDay;
    filter.to = status->current.span.endDay - days{1};
    if (status->current.span.isRolling) {
        filter.after = status->current.span.from;
        filter.upTo = status->current.span.to;
    }
    Q_EMIT whyWanted(WhySum{.title = visibleText(status->budget.name) + QStringLiteral(" · ") + DateText::period(*filter.from, *filter.to, m_context.today),
                            .filter = filter});
}

void BudgetsPage::showUsage(const std::string &filter, LocalDay from, LocalDay to, Currency currency, const QString &page, bool unpricedOnly)
{
    ViewState view = m_context.view;
    view.page = page;
    view.filter = BudgetScope::terms(filter, names());
    if (unpricedOnly) {
        view.filter.set(FilterKey::Unpriced, {{.text = QStringLiteral("yes")}});
    }
    view.period = customPeriod(from, to);
    for (const PeriodKind kind : {PeriodKind::Day, PeriodKind::Week, PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year}) {
        const Period named = periodAt(kind, from, m_context.rules);
        if (named.from == from && named.to == to) {
            view.period = named; // steps go on from there
        }
    }
    if (currency.isNone()) {
        view.measure = Measure::Tokens;
    } else {
        view.measure = Measure::Cost;
        view.currency = QString::fromStdString(currency.code());
    }
    Q_EMIT viewWanted(view);
}

void BudgetsPage::showUsage(int row, const QString &page)
{
    if (const BudgetStatus *status = statusAt(row)) {
        showUsage(status->budget.filter, status->current.span.firstDay, status->current.span.endDay - days{1}, status->budget.currency, page);
    }
}

QMenu *BudgetsPage::rowMenu(int row)
{
    delete m_menu;
    m_menu = new QMenu{this};
    const BudgetStatus *status = statusAt(row);
    if (status == nullptr) {
        return m_menu;
    }
    // Rows may be others by the time that one is chosen.
    const std::string uuid = status->budget.uuid;
    const auto add = [this, uuid](const QString &text, auto run) {
        connect(m_menu->addAction(text), &QAction::triggered, this, [this, uuid, run] {
            if (const int at = rowOf(uuid); at >= 0) {
                run(at);
            }
        });
    };
    const bool paused = status->budget.paused;
    add(tr("Edit…"), [this](int at) { openDialog(statusAt(at)->budget); });
    add(tr("Duplicate…"), [this](int at) { duplicate(at); });
    add(paused ? tr("Watch again") : tr("Pause"), [this, paused](int at) { setPaused(at, !paused); });
    add(tr("Remove"), [this](int at) { remove(at); });
    m_menu->addSeparator();
    add(tr("Show its usage in Trends"), [this](int at) { showUsage(at, QStringLiteral("trends")); });
    add(tr("Show its usage in Breakdown"), [this](int at) { showUsage(at, QStringLiteral("breakdown")); });
    add(tr("Show its usage in Records"), [this](int at) { showUsage(at, QStringLiteral("records")); });
    m_menu->addSeparator();
    add(tr("Why this amount…"), [this](int at) { explain(at); });
    return m_menu;
}

void BudgetsPage::openAlert(const Alert &alert)
{
    const BudgetStatus *status = statusOf(alert.key.subject);
    const std::string filter = status ? status->budget.filter
        : alert.isAboutModel()        ? filterText({.models = {alert.key.subject}})
                                      : std::string{};
    const auto [from, to] = BudgetText::alertDays(alert, m_context.zone);
    QString page = QStringLiteral("breakdown");
    switch (alert.key.kind) {
    case AlertKind::Forecast:
        page = QStringLiteral("trends");
        break;
    case AlertKind::Unpriced:
        page = QStringLiteral("records");
        break;
    case AlertKind::Anomaly:
    case AlertKind::AnomalyHour:
    case AlertKind::Runaway:
        page = QStringLiteral("sessions");
        break;
    case AlertKind::SyncFailing:
    case AlertKind::CreditLow: {
        ViewState view = m_context.view;
        view.page = QStringLiteral("accounts");
        Q_EMIT viewWanted(view);
        return;
    }
    case AlertKind::PlanLow:
    case AlertKind::PlanExpiring: {
        ViewState view = m_context.view;
        view.page = QStringLiteral("plans");
        Q_EMIT viewWanted(view);
        return;
    }
    case AlertKind::Threshold:
    case AlertKind::Exceeded:
    case AlertKind::PriceChange:
    case AlertKind::Retirement:
        break;
    }
    showUsage(filter, from, to, alert.currency, page, alert.key.kind == AlertKind::Unpriced);
}

void BudgetsPage::acknowledge(const std::vector<std::int64_t> &ids)
{
    decide(services().acknowledgeAlerts(ids), [](const Done &) {});
}

void BudgetsPage::addSnoozeActions(QMenu &menu, std::int64_t alert)
{
    const UtcTime now = m_context.now;
    const LocalDay today = m_context.zone.dayOf(now);
    const auto morning = [&](LocalDay day) { return m_context.zone.startOf(day) + hours{MorningHour}; };
    const std::chrono::weekday weekday{today};
    const LocalDay monday = today + days{(8 - int(weekday.iso_encoding())) % 7 == 0 ? 7 : (8 - int(weekday.iso_encoding())) % 7};
    const std::pair<QString, UtcTime> choices[] = {{tr("Snooze for an hour"), now + hours{1}},
                                                   {tr("Snooze until tomorrow morning"), morning(today + days{1})},
                                                   {tr("Snooze until Monday morning"), morning(monday)}};
    for (const auto &[text, until] : choices) {
        connect(menu.addAction(text), &QAction::triggered, this, [this, alert, until = until] {
            decide(services().snoozeAlert(alert, until), [this, until](const Done &) {
                Q_EMIT message(tr("Snoozed until %1.").arg(DateText::moment(until, m_context.zone, m_context.today)), false);
            });
        });
    }
}

QMenu *BudgetsPage::alertMenu(int row)
{
    delete m_menu;
    m_menu = new QMenu{this};
    if (row < 0 || std::size_t(row) >= m_entries.size()) {
        return m_menu;
    }
    const InboxEntry &entry = m_entries[std::size_t(row)];
    const Alert &alert = *entry.alert;
    connect(m_menu->addAction(tr("Open")), &QAction::triggered, this, [this, copy = alert] { openAlert(copy); });
    if (const BudgetStatus *status = statusOf(alert.key.subject)) {
        connect(m_menu->addAction(tr("Show the budget")), &QAction::triggered, this, [this, uuid = status->budget.uuid] {
            select(uuid);
        });
    }
    if (BudgetText::isUnseen(alert, m_context.now)) {
        m_menu->addSeparator();
        connect(m_menu->addAction(tr("Acknowledge")), &QAction::triggered, this, [this, ids = entry.ids] { acknowledge(ids); });
        addSnoozeActions(*m_menu, alert.id);
        connect(m_menu->addAction(tr("Mute this budget until its next period")), &QAction::triggered, this, [this, id = alert.id] {
            decide(services().muteAlert(id), [this](const Done &) { Q_EMIT message(tr("What else it has to say in this period stays in the inbox."), false); });
        });
    }
    return m_menu;
}

std::vector<PageTable> BudgetsPage::tables() const
{
    if (!m_data || m_order.empty()) {
        return {};
    }
    return {BudgetsView{m_context, names()}.table(*m_data)};
}

} // namespace tokenmeter
