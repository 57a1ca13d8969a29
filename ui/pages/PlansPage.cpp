// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PlansPage.h"

#include "format/ProblemText.h"
#include "pages/PageScroll.h"
#include "pages/PlanDialog.h"
#include "pages/PlanOrderDialog.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/CompactCombo.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "widgets/TreeDelegate.h"
#include "widgets/TreeTable.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <set>

namespace tokenmeter
{
namespace
{

constexpr int GridColumns = 12; ///< divides by two, three and four
constexpr int MostCyclesShown = 8;
constexpr int LeastCyclesShown = 4;

} // namespace

PlansPage::PlansPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
}

PlansPage::~PlansPage() = default;

void PlansPage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    m_head = new QWidget{content};
    auto *head = new QHBoxLayout{m_head};
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(px(space::s3));
    m_summary = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_head};
    m_add = new QPushButton{tr("Add plan…"), m_head};
    m_add->setProperty("primary", true);
    head->addWidget(m_summary, 1);
    m_order = new QPushButton{tr("Order of drawing…"), m_head};
    head->addWidget(m_order);
    head->addWidget(m_add);
    m_month = new KpiStrip{content};
    m_month->setAccessibleName(tr("This month with plans"));
    m_note = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, content};
    m_note->setWordWrap(true);
    buildWorth();
    m_waiting = new Card{tr("Plans and credits"), content};
    m_waiting->setMinimumHeight(px(size::accountCard));
    m_waiting->hide();
    m_emptyCard = m_scroll->addEmptyCard();
    m_emptyCard->setMinimumHeight(px(size::accountCard));

    const auto add = [this] { openDialog(PlanDialog::freshPlan(PlanKind::Subscription, m_context, Currency{m_context.view.currency.toStdString()})); };
    connect(m_add, &QPushButton::clicked, this, add);
    connect(m_order, &QPushButton::clicked, this, &PlansPage::openOrder);
    connect(m_scroll->empty(), &EmptyState::actionTriggered, this, add);
    connect(m_month, &KpiStrip::cellActivated, this, [this](int cell) {
        if (cell <= 1) { // list and effective cost, by what they are made of
            ViewState next = m_context.view;
            next.page = QStringLiteral("breakdown");
            next.basis = cell == 0 ? ViewBasis::List : ViewBasis::Effective;
            next.measure = Measure::Cost;
            next.filter = {};
            Q_EMIT viewWanted(next);
        }
    });
}

void PlansPage::buildWorth()
{
    QWidget *content = m_scroll->content();
    m_worthCard = new Card{tr("Is my plan worth it?"), content};
    m_worthCard->setBottomPadding(size::chartCardBottom);
    m_worthCard->setMinimumHeight(px(size::chartCard));
    m_plans = new CompactCombo{m_worthCard};
    m_plans->setAccessibleName(tr("Subscription"));
    m_worthCard->addTitleControl(m_plans);
    m_verdict = new TextLabel{Theme::Role::Body, TextLabel::Tone::Strong, m_worthCard};
    m_verdict->setWordWrap(true);
    m_meaning = new TextLabel{tr("Value at list price, less discounts, of what was included, summed up day by day. It was not spent: the fee was."), Theme::Role::Small, TextLabel::Tone::Normal, m_worthCard};
    m_meaning->setWordWrap(true);
    m_chart = new CumulativeChart{m_worthCard};
    m_worthCard->content()->addWidget(m_verdict);
    m_worthCard->content()->addWidget(m_meaning);
    m_worthCard->content()->addWidget(m_chart, 1);
    auto *menu = new CardMenu{m_worthCard, m_chart};
    connect(menu, &CardMenu::tableWanted, this, &PlansPage::tableWanted);

    m_cyclesCard = new Card{tr("Cycles"), content};
    m_cyclesCard->setSidePadding(size::treeInset);
    m_cyclesCard->setBottomPadding(space::s3);
    m_cycles = new TreeTable{m_cyclesCard};
    m_cycles->setRootIsDecorated(false);
    m_cycles->setItemDelegate(new TreeDelegate{m_cycles});
    m_cycles->setAccessibleName(tr("Cycles"));
    m_cycleModel = new SheetModel{this};
    m_cycles->setModel(m_cycleModel);
    m_cyclesCard->content()->addWidget(m_cycles, 1);

    connect(m_plans, &QComboBox::currentIndexChanged, this, [this](int) {
        if (!m_isFilling) {
            showWorth(m_plans->currentData().toString().toStdString());
        }
    });
    connect(m_cycles->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (!m_isFilling && index.isValid() && std::size_t(index.row()) < m_sheet.cycles.size()) {
            m_cycle = m_sheet.cycles[std::size_t(index.row())];
            fillCycle();
        }
    });
}

EmptyState *PlansPage::emptyState() const
{
    return m_scroll->empty();
}

PlanDialog *PlansPage::dialog() const
{
    for (PlanDialog *each : findChildren<PlanDialog *>()) {
        if (each->isVisible()) {
            return each;
        }
    }
    return nullptr;
}

PlanOrderDialog *PlansPage::orderDialog() const
{
    for (PlanOrderDialog *each : findChildren<PlanOrderDialog *>()) {
        if (each->isVisible()) {
            return each;
        }
    }
    return nullptr;
}

QString PlansPage::verdict() const
{
    return m_verdict->text();
}

QString PlansPage::note() const
{
    return m_note->text();
}

bool PlansPage::isBusy() const
{
    return m_answer.isPending() || isDeciding();
}

void PlansPage::show(const PageContext &context, bool)
{
    m_context = context;
    if (!m_data) {
        startWaiting();
    }
    askData();
}

void PlansPage::askData()
{
    ask(
        m_answer, QStringLiteral("plans"),
        [now = m_context.now, zone = m_context.zone, currency = Currency{m_context.view.currency.toStdString()}](WindowServices::Reading reading) {
            return plansDataOf(reading, now, zone, currency);
        },
        [this](const Result<PlansData> &answer) {
            stopWaiting();
            if (answer) {
                m_data = *answer;
                fill();
            } else if (!m_data && answer.problem().cause != Cause::Cancelled) {
                m_scroll->empty()->setTexts(tr("The plans could not be read"), ProblemText::sentence(answer.problem()));
                m_emptyCard->show();
                arrange();
            }
        });
}

void PlansPage::setCardsLoading(bool loading)
{
    m_waiting->setVisible(loading);
    m_waiting->setLoading(loading);
    if (loading) {
        m_emptyCard->hide();
        arrange();
    }
}

const PlanStanding *PlansPage::standingAt(const PlanCard *card) const
{
    const auto found = std::find(m_cards.begin(), m_cards.end(), card);
    const auto at = std::size_t(found - m_cards.begin());
    return m_data && at < m_data->standings.size() ? &m_data->standings[at] : nullptr;
}

const PlanStanding *PlansPage::shownStanding() const
{
    if (!m_data) {
        return nullptr;
    }
    const PlanStanding *first = nullptr;
    for (const PlanStanding &standing : m_data->standings) {
        if (!standing.cycles.empty() && standing.plan.uuid == m_shown) {
            return &standing;
        }
        first = first == nullptr && !standing.cycles.empty() ? &standing : first;
    }
    return first;
}

PlanCard *PlansPage::newCard()
{
    auto *card = new PlanCard{m_scroll->content()};
    // Cards may be others' by the time that one is clicked: whose it is is looked up then.
    const auto with = [this, card](auto run) {
        return [this, card, run] {
            if (const PlanStanding *standing = standingAt(card)) {
                run(Plan{standing->plan});
            }
        };
    };
    connect(card, &PlanCard::editWanted, this, with([this](const Plan &plan) { openDialog(plan); }));
    connect(card, &PlanCard::removeWanted, this, with([this](const Plan &plan) { remove(plan); }));
    connect(card, &PlanCard::worthWanted, this, with([this](const Plan &plan) {
                showWorth(plan.uuid);
                m_scroll->ensureWidgetVisible(m_worthCard);
            }));
    return card;
}

void PlansPage::fill()
{
    const PlansView view{m_context, *m_data};
    const std::size_t count = m_data->standings.size();
    while (m_cards.size() > count) {
        m_cards.back()->hide();
        m_cards.back()->deleteLater();
        m_cards.pop_back();
    }
    while (m_cards.size() < count) {
        m_cards.push_back(newCard());
    }
    for (std::size_t i = 0; i < count; ++i) {
        m_cards[i]->setTexts(view.card(m_data->standings[i]));
        m_cards[i]->show();
    }
    m_summary->setText(view.summary());
    m_month->setCells(view.month());
    m_note->setText(view.monthNote());
    m_scroll->empty()->setTexts(tr("No plan yet"),
                                tr("Usage often costs something else than its list price: a subscription includes it, a free quota or prepaid credit covers it, a discount makes it "
                                   "cheaper. Say what you have agreed, and every page can show what is left to pay, what is left of it and until when, and whether it is worth its fee."),
                                tr("Add plan…"));
    fillWorth();
    arrange();
}

void PlansPage::fillWorth()
{
    const PlanStanding *shown = shownStanding();
    if (shown == nullptr) {
        return;
    }
    m_isFilling = true;
    m_plans->clear();
    for (const PlanStanding &standing : m_data->standings) {
        if (!standing.cycles.empty()) {
            m_plans->addItem(visibleText(standing.plan.name), QString::fromStdString(standing.plan.uuid));
        }
    }
    m_plans->setCurrentIndex(m_plans->findData(QString::fromStdString(shown->plan.uuid)));
    m_sheet = PlansView{m_context, *m_data}.cycles(*shown);
    m_cycleModel->setSheet(m_sheet.columns, m_sheet.rows);
    std::vector<int> columns(m_sheet.columns.size());
    std::iota(columns.begin(), columns.end(), 0);
    m_cycles->measureAnew();
    m_cycles->setColumns(columns, {2, 3});
    m_cycles->setMinimumHeight(px(size::tableHeader) + std::clamp(int(m_sheet.rows.size()), LeastCyclesShown, MostCyclesShown) * px(size::rowTree) + px(space::s1));
    if (!m_cycle || *m_cycle >= shown->cycles.size()) {
        m_cycle = shown->cycles.size() - 1;
    }
    const auto row = std::find(m_sheet.cycles.begin(), m_sheet.cycles.end(), *m_cycle) - m_sheet.cycles.begin();
    m_cycles->setCurrentIndex(m_cycleModel->index(int(row), 0));
    m_isFilling = false;
    fillCycle();
}

void PlansPage::fillCycle()
{
    const PlanStanding *shown = shownStanding();
    if (shown == nullptr || !m_cycle || *m_cycle >= shown->cycles.size()) {
        return;
    }
    const PlansView view{m_context, *m_data};
    const PlanCycleWorth &cycle = shown->cycles[*m_cycle];
    m_worthCard->setTotal(view.cycleName(cycle));
    m_verdict->setText(view.verdict(*shown, cycle));
    CumulativeData course = view.course(*shown, *m_cycle);
    m_chart->setAccessibleName(course.title);
    m_chart->setData(std::move(course));
}

void PlansPage::showWorth(const std::string &uuid)
{
    m_shown = uuid;
    m_cycle.reset();
    fillWorth();
}

void PlansPage::arrange()
{
    const bool hasPlans = m_data && !m_data->standings.empty();
    const bool hasWorth = shownStanding() != nullptr;
    const bool isEmpty = m_data ? !hasPlans : !m_emptyCard->isHidden();
    const bool isNarrow = PageScroll::windowWidth(this) < px(size::narrowBelow);
    m_emptyCard->setVisible(isEmpty);
    m_head->setVisible(hasPlans);
    m_month->setVisible(hasPlans);
    m_month->setNarrow(isNarrow);
    m_note->setVisible(hasPlans && !m_note->text().isEmpty());
    m_worthCard->setVisible(hasPlans && hasWorth);
    m_cyclesCard->setVisible(hasPlans && hasWorth);
    m_plans->setVisible(m_plans->count() > 1);
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    for (int column = 0; column < GridColumns; ++column) {
        grid->setColumnStretch(column, 1);
    }
    for (int row = 0; row < grid->rowCount(); ++row) {
        grid->setRowStretch(row, 0);
    }
    int row = 0;
    if (!hasPlans) {
        grid->addWidget(isEmpty ? m_emptyCard : m_waiting, row++, 0, 1, GridColumns);
    } else {
        grid->addWidget(m_head, row++, 0, 1, GridColumns);
        grid->addWidget(m_month, row++, 0, 1, GridColumns);
        grid->addWidget(m_note, row++, 0, 1, GridColumns);
        const int span = GridColumns / PageScroll::cardColumns(this);
        int column = 0;
        for (PlanCard *card : m_cards) {
            if (column + span > GridColumns) {
                column = 0;
                ++row;
            }
            grid->addWidget(card, row, column, 1, span);
            column += span;
        }
        ++row;
        if (isNarrow) {
            grid->addWidget(m_worthCard, row++, 0, 1, GridColumns);
            grid->addWidget(m_cyclesCard, row++, 0, 1, GridColumns);
        } else {
            grid->addWidget(m_worthCard, row, 0, 1, GridColumns / 2);
            grid->addWidget(m_cyclesCard, row++, GridColumns / 2, 1, GridColumns / 2);
        }
    }
    grid->setRowStretch(row, 1);
    QWidget *before = m_month;
    setTabOrder(m_order, m_add);
    setTabOrder(m_add, m_month);
    for (PlanCard *card : m_cards) {
        for (LinkButton *link : {card->worthLink(), card->editLink(), card->removeLink()}) {
            setTabOrder(before, link);
            before = link;
        }
    }
    for (QWidget *next : std::initializer_list<QWidget *>{m_plans, m_chart, m_cycles}) {
        setTabOrder(before, next);
        before = next;
    }
}

void PlansPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void PlansPage::openDialog(const Plan &plan)
{
    auto *dialog = new PlanDialog{services(), names(), m_context, m_data.value_or(PlansData{}), plan, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PlanDialog::planWanted, this, [this, dialog](const Plan &entered) { store(dialog, entered); });
    dialog->open();
}

void PlansPage::store(PlanDialog *dialog, const Plan &plan)
{
    const bool isNew = plan.id == 0;
    const QPointer<PlanDialog> open{dialog};
    decide(
        isNew ? services().addPlan(plan) : services().editPlan(plan),
        [this, isNew, open](const Plan &stored) {
            if (open) {
                open->accept();
            }
            const QString name = visibleText(stored.name);
            Q_EMIT message(isNew ? tr("“%1” was added.").arg(name) : tr("“%1” was changed.").arg(name), true);
        },
        [open](const QString &why) {
            if (open) {
                open->refuse(why);
            }
        });
}

void PlansPage::openOrder()
{
    std::set<std::string> providers; // of usage, of plans, and of orders
    for (const NameBook::Choice &choice : names().choices(FilterKey::Provider)) {
        providers.insert(choice.raw.begin(), choice.raw.end());
    }
    const PlansData known = m_data.value_or(PlansData{});
    for (const PlanStanding &standing : known.standings) {
        providers.insert(standing.plan.providers.begin(), standing.plan.providers.end());
    }
    for (const PlanOrder &order : known.orders) {
        providers.insert(order.provider);
    }
    providers.erase(std::string{});
    auto *dialog = new PlanOrderDialog{known.orders, {providers.begin(), providers.end()}, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QPointer<PlanOrderDialog> open{dialog};
    connect(dialog, &PlanOrderDialog::orderWanted, this, [this, open](const std::string &provider, const std::optional<PlanKinds> &kinds) {
        decide(
            services().setPlanOrder(provider, kinds),
            [this, open](const Done &) {
                if (open) {
                    open->accept();
                }
                Q_EMIT message(tr("Plans are drawn in this order now, in the past, too."), true);
            },
            [open](const QString &why) {
                if (open) {
                    open->refuse(why);
                }
            });
    });
    dialog->open();
}

void PlansPage::remove(const Plan &plan)
{
    decide(
        services().removePlan(plan.id), [this, name = visibleText(plan.name)](const Done &) { Q_EMIT message(tr("“%1” was removed, as if it had never been.").arg(name), true); },
        [this](const QString &why) { Q_EMIT message(why, false); });
}

std::vector<PageTable> PlansPage::tables() const
{
    if (!m_data || m_data->standings.empty()) {
        return {};
    }
    std::vector<PageTable> all{PlansView{m_context, *m_data}.table()};
    if (!m_sheet.rows.empty() && !m_cyclesCard->isHidden()) {
        all.push_back(m_sheet.table(m_cyclesCard->title()));
    }
    return all;
}

} // namespace tokenmeter
