// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReconcilePage.h"

#include "AccountServices.h"
#include "format/DateText.h"
#include "format/ProblemText.h"
#include "format/ReconcileText.h"
#include "pages/AccountsView.h"
#include "pages/PageScroll.h"
#include "providers/Provider.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/CompactCombo.h"
#include "widgets/EmptyState.h"
#include "widgets/NoteBox.h"
#include "widgets/PeriodStepper.h"
#include "widgets/Pill.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

const QString ReconcileAccount = QStringLiteral("reconcile.account");
const QString ReconcileMonth = QStringLiteral("reconcile.month");
const QString ReconcileCurrency = QStringLiteral("reconcile.currency");
constexpr std::size_t MostMonths = 24; ///< in the menu

LocalDay reconcileDay(year_month month)
{
    return LocalDay{local_days{month / 1}};
}

QString monthWord(year_month month)
{
    return QString::fromStdString(toIso(reconcileDay(month)).substr(0, 7));
}

constexpr int LongestAccountName = 220; ///< beside other things

QString shortAccount(const std::string &name, const QWidget &place)
{
    return QFontMetrics{place.font()}.elidedText(visibleText(name), Qt::ElideMiddle, px(LongestAccountName));
}

std::optional<year_month> monthOfWord(const QString &word)
{
    const std::optional<LocalDay> day = word.isEmpty() ? std::nullopt : parseDay(word.toStdString() + "-01");
    if (!day) {
        return std::nullopt;
    }
    const year_month_day date{*day};
    return date.year() / date.month();
}

} // namespace

ReconcilePage::ReconcilePage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
}

ReconcilePage::~ReconcilePage() = default;

void ReconcilePage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    m_head = new QWidget{content};
    auto *head = new QHBoxLayout{m_head};
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(px(space::s2));
    m_account = new CompactCombo{m_head};
    m_account->setAccessibleName(tr("Account"));
    m_stepper = new PeriodStepper{m_head};
    m_currency = new CompactCombo{m_head};
    m_currency->setAccessibleName(tr("Currency of the bill"));
    m_badge = new Pill{m_head};
    head->addWidget(m_account);
    head->addWidget(m_stepper);
    head->addWidget(m_currency);
    head->addStretch(1);
    head->addWidget(m_badge);

    m_failure = new NoteBox{content};
    m_notes = new NoteBox{content};
    m_kpis = new KpiStrip{content};
    m_kpis->setAccessibleName(tr("Billed against metered"));

    m_chartCard = new Card{tr("From metered to billed"), content};
    m_chartCard->setBottomPadding(size::chartCardBottom);
    m_base = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_chartCard};
    m_chartCard->addTitleControl(m_base);
    m_chart = new WaterfallChart{m_chartCard};
    m_chartCard->content()->addWidget(m_chart, 1);

    m_stepsCard = new Card{tr("Step by step"), content};
    m_stepsCard->setSidePadding(size::treeInset);
    m_stepsCard->setBottomPadding(size::listCardBottom);
    m_steps = new StepList{m_stepsCard};
    m_steps->setAccessibleName(tr("Step by step"));
    m_stepsCard->content()->addWidget(m_steps);
    m_emptyCard = m_scroll->addEmptyCard();
    m_emptyCard->setMinimumHeight(px(size::accountCard));

    auto *menu = new CardMenu{m_chartCard, m_chart};
    connect(menu, &CardMenu::tableWanted, this, &ReconcilePage::tableWanted);
    connect(m_account, &QComboBox::activated, this, [this](int index) {
        if (m_data && index >= 0 && std::size_t(index) < m_data->accounts.size()) {
            want(ReconcileAccount, QString::fromStdString(m_data->accounts[std::size_t(index)].name));
        }
    });
    connect(m_currency, &QComboBox::textActivated, this, [this](const QString &code) { want(ReconcileCurrency, code); });
    connect(m_stepper, &PeriodStepper::previousRequested, this, [this] { stepPeriod(false); });
    connect(m_stepper, &PeriodStepper::nextRequested, this, [this] { stepPeriod(true); });
    connect(m_stepper, &PeriodStepper::presentRequested, this, [this] { showPresent(); });
    connect(m_stepper, &PeriodStepper::chooserRequested, this, [this] {
        monthMenu()->popup(m_stepper->mapToGlobal(m_stepper->labelRect().bottomLeft() + QPoint{0, px(space::s1)}));
    });
    const auto lineOfMark = [this](int mark) { return view().marks().at(std::size_t(mark)); };
    connect(m_chart, &ChartWidget::markPicked, this, [this, lineOfMark](int mark) { open(lineOfMark(mark)); });
    connect(m_chart, &ChartWidget::markExplained, this, [this, lineOfMark](int mark) { explain(lineOfMark(mark)); });
    connect(m_steps, &StepList::opened, this, [this](int row) { open(std::size_t(row)); });
    connect(m_steps, &StepList::explained, this, [this](int row) { explain(std::size_t(row)); });
    connect(m_kpis, &KpiStrip::cellActivated, this, [this](int cell) {
        // Billed, metered, the difference (what makes it is the list below), what is left.
        const std::size_t last = m_lines.size() - 1;
        const std::size_t lines[] = {last, 0, 0, last - 1};
        if (cell != 2) {
            open(lines[cell]);
        } else {
            m_steps->setFocus(Qt::OtherFocusReason);
        }
    });
    connect(m_scroll->empty(), &EmptyState::actionTriggered, this, [this] {
        const std::optional<year_month> nearest = m_data && m_data->chosen ? nearestBill(*m_data) : std::nullopt;
        if (m_way == Way::Month && nearest) {
            goToMonth(*nearest);
        } else {
            openAccounts();
        }
    });
    setTabOrder(m_account, m_stepper);
    setTabOrder(m_stepper, m_currency);
    setTabOrder(m_currency, m_kpis);
    setTabOrder(m_kpis, m_chart);
    setTabOrder(m_chart, m_steps);
}

EmptyState *ReconcilePage::emptyState() const
{
    return m_scroll->empty();
}

QString ReconcilePage::note() const
{
    return (m_failure->isHidden() ? QString{} : m_failure->sentence() + QLatin1Char('\n')) + (m_notes->isHidden() ? QString{} : m_notes->sentence());
}

QString ReconcilePage::option(const QString &name) const
{
    const auto found = m_context.view.options.find(name);
    return found == m_context.view.options.end() ? QString{} : found->second;
}

void ReconcilePage::want(const QString &name, const QString &value)
{
    ViewState view = m_context.view;
    view.options[name] = value;
    Q_EMIT viewWanted(view);
}

void ReconcilePage::goToMonth(year_month month)
{
    want(ReconcileMonth, monthWord(month));
}

void ReconcilePage::openAccounts()
{
    ViewState view = m_context.view;
    view.page = QStringLiteral("accounts");
    Q_EMIT viewWanted(view);
}

bool ReconcilePage::stepPeriod(bool forward)
{
    if (!m_data || !m_data->chosen) {
        return true;
    }
    const year_month_day today{m_data->request.providerZone.dayOf(m_context.now)};
    const year_month next = m_data->request.month + months{forward ? 1 : -1};
    if (next <= today.year() / today.month()) {
        goToMonth(next);
    }
    return true;
}

bool ReconcilePage::showPresent()
{
    if (m_data && m_data->chosen) {
        const year_month_day today{m_data->request.providerZone.dayOf(m_context.now)};
        goToMonth(today.year() / today.month());
    }
    return true;
}

void ReconcilePage::show(const PageContext &context, bool)
{
    m_context = context;
    if (!m_data) {
        startWaiting();
    }
    askData();
}

void ReconcilePage::askData()
{
    const ReconcileQuestion question{.account = option(ReconcileAccount).toStdString(), .month = monthOfWord(option(ReconcileMonth)), .zone = m_context.zone, .now = m_context.now};
    ask(
        m_answer, QStringLiteral("reconcile"), [question](WindowServices::Reading reading) { return reconcileDataOf(reading, question); },
        [this](const Result<ReconcileData> &answer) {
            stopWaiting();
            if (answer) {
                m_data = *answer;
                fill();
            }
        });
}

void ReconcilePage::setCardsLoading(bool loading)
{
    m_kpis->setLoading(loading);
    m_chartCard->setLoading(loading);
    m_stepsCard->setLoading(loading);
    arrange();
}

bool ReconcilePage::hasBill() const
{
    return m_data && !m_data->month.currencies.empty();
}

std::size_t ReconcilePage::currencyIndex() const
{
    const std::vector<MonthReconciliation> &bills = m_data->month.currencies;
    const std::string wanted = option(ReconcileCurrency).toStdString();
    const auto found = std::find_if(bills.begin(), bills.end(), [&](const MonthReconciliation &each) { return each.currency.code() == wanted; });
    return found == bills.end() ? 0 : std::size_t(found - bills.begin());
}

ReconcileView ReconcilePage::view() const
{
    return {m_context, *m_data, currencyIndex(), names()};
}

void ReconcilePage::fillHead()
{
    m_account->clear();
    int chosen = -1;
    for (const BillingAccount &account : m_data->accounts) {
        chosen = m_data->chosen && account.id == m_data->chosen->account.id ? m_account->count() : chosen;
        m_account->addItem(shortAccount(account.name, *m_account));
        m_account->setItemData(m_account->count() - 1, visibleText(account.name), Qt::ToolTipRole);
    }
    m_account->setCurrentIndex(chosen);
    m_account->updateGeometry();
    const year_month_day today{m_data->request.providerZone.dayOf(m_context.now)};
    m_stepper->setText(DateText::month(reconcileDay(m_data->request.month)));
    m_stepper->setCanGoForward(m_data->request.month < today.year() / today.month());
    m_currency->clear();
    for (const MonthReconciliation &each : m_data->month.currencies) {
        m_currency->addItem(QString::fromStdString(each.currency.code()));
    }
    m_currency->setVisible(m_currency->count() > 1);
    m_badge->setVisible(hasBill());
    m_badgeWords.clear();
    if (hasBill()) {
        m_currency->setCurrentIndex(int(currencyIndex()));
        const auto [tone, words] = view().badge();
        m_badge->setState(tone, words);
        m_badgeWords = words;
    }
    // Figures that are old say so.
    QString failure;
    if (m_data->chosen && AccountsView::isFailing(*m_data->chosen)) {
        const AccountCardTexts texts = AccountsView{m_context}.card(*m_data->chosen, {.mayAsk = services().accounts().mayAsk()});
        failure = tr("The account cannot be read: %1 What is shown is what was read before.").arg(texts.problem);
    }
    m_failure->setNote(Tone::Negative, failure);
}

void ReconcilePage::fillEmpty()
{
    EmptyState *empty = m_scroll->empty();
    m_way = Way::Accounts;
    if (!m_data->chosen) {
        empty->setTexts(tr("No account yet"),
                        tr("Logs tell what was used; a bill to compare it with comes from an account at a provider. Add one on the page Accounts, or import a table of "
                           "costs into it: tokenmeter accounts import-csv."),
                        tr("Open Accounts"));
        return;
    }
    const QString name = visibleText(m_data->chosen->account.name);
    const QString month = DateText::month(reconcileDay(m_data->request.month));
    if (const std::optional<year_month> nearest = nearestBill(*m_data)) {
        m_way = Way::Month;
        const QString there = DateText::month(reconcileDay(*nearest));
        empty->setTexts(tr("%1 has no bill for %2", "an account, a month").arg(name, month), tr("The nearest bill is that of %1.").arg(there), tr("Go to %1").arg(there));
        return;
    }
    const ProviderApi *api = providerApiById(m_data->chosen->account.provider);
    const bool tells = api == nullptr || std::any_of(api->reports.begin(), api->reports.end(), [](const ApiReport &report) { return report.doesYield(Yield::Charges); });
    empty->setTexts(tr("%1 has no bill for %2", "an account, a month").arg(name, month),
                    tells ? tr("Nothing was read of it yet. The next sync asks for it; a table of costs from the provider's console serves, too: tokenmeter accounts import-csv.")
                          : tr("This provider's interface tells a balance and no bill. A table of costs from its console serves: tokenmeter accounts import-csv."),
                    tr("Open Accounts"));
}

void ReconcilePage::fill()
{
    fillHead();
    m_lines.clear();
    if (hasBill()) {
        const ReconcileView shown = view();
        m_lines = shown.lines();
        m_kpis->setCells(shown.cells());
        m_chart->setData(shown.waterfall());
        m_base->setText(m_chart->baseSentence());
        m_base->setVisible(!m_chart->baseSentence().isEmpty());
        m_chartCard->setTotal(shortAccount(m_data->chosen->account.name, *m_chartCard));
        m_steps->setRows(shown.rows());
        m_notes->setNote(Tone::Neutral, shown.notes().join(QLatin1Char('\n')));
    } else {
        m_notes->setNote(Tone::Neutral, {});
        fillEmpty();
    }
    arrange();
}

void ReconcilePage::arrange()
{
    const bool isEmpty = m_data && !hasBill();
    const bool hasAccount = m_data && m_data->chosen;
    m_head->setVisible(hasAccount);
    m_emptyCard->setVisible(isEmpty);
    for (QWidget *each : std::initializer_list<QWidget *>{m_kpis, m_chartCard, m_stepsCard}) {
        each->setVisible(!isEmpty);
    }
    m_kpis->setNarrow(PageScroll::windowWidth(this) < px(size::narrowBelow));
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    for (int row = 0; row < grid->rowCount(); ++row) {
        grid->setRowStretch(row, 0);
    }
    int row = 0;
    for (QWidget *each : std::initializer_list<QWidget *>{m_head, m_failure, m_notes, m_kpis, m_chartCard, m_stepsCard, m_emptyCard}) {
        if (!each->isHidden()) {
            grid->addWidget(each, row++, 0);
        }
    }
    grid->setRowStretch(row, 1);
}

void ReconcilePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void ReconcilePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange && m_data) {
        fill();
    }
    Page::changeEvent(event);
}

QMenu *ReconcilePage::monthMenu()
{
    delete m_menu;
    m_menu = new QMenu{this};
    if (m_data) {
        std::size_t count = 0;
        for (auto month = m_data->months.rbegin(); month != m_data->months.rend() && count < MostMonths; ++month, ++count) {
            QAction *action = m_menu->addAction(DateText::month(reconcileDay(*month)));
            action->setCheckable(true);
            action->setChecked(*month == m_data->request.month);
            connect(action, &QAction::triggered, this, [this, month = *month] { goToMonth(month); });
        }
    }
    if (m_menu->isEmpty()) {
        m_menu->addAction(tr("No month has a bill"))->setEnabled(false);
    }
    return m_menu;
}

void ReconcilePage::open(std::size_t at)
{
    if (at >= m_lines.size()) {
        return;
    }
    const ReconcileLineView &line = m_lines[at];
    switch (line.opens) {
    case ReconcileLineView::Opens::Nothing:
        Q_EMIT message(tr("%1 is zero: there is nothing behind it.").arg(ReconcileView::title(line)), false);
        return;
    case ReconcileLineView::Opens::Records:
        if (const std::optional<ViewState> records = view().records(line)) {
            Q_EMIT viewWanted(*records);
        } else {
            showCharges(line); // the bill alone knows of it
        }
        return;
    case ReconcileLineView::Opens::Edge:
        showEdge();
        return;
    case ReconcileLineView::Opens::Charges:
        showCharges(line);
        return;
    }
}

void ReconcilePage::explain(std::size_t at)
{
    if (at >= m_lines.size()) {
        return;
    }
    const ReconcileLineView &line = m_lines[at];
    if (line.opens == ReconcileLineView::Opens::Edge) {
        showEdge();
    } else if (line.amount == 0) {
        open(at);
    } else {
        Q_EMIT tableWanted(view().parts(line));
    }
}

void ReconcilePage::showCharges(const ReconcileLineView &line)
{
    const Currency currency = m_data->month.currencies[currencyIndex()].currency;
    ask(
        m_linesAnswer, QStringLiteral("reconcile.charges"),
        [request = m_data->request, currency](WindowServices::Reading reading) { return chargesOfMonth(reading.reader, reading.pricer, request, currency); },
        [this, line](const Result<std::vector<PlacedCharge>> &charges) {
            if (charges && hasBill()) {
                Q_EMIT tableWanted(view().charges(line, *charges));
            }
        });
}

void ReconcilePage::showEdge()
{
    ask(
        m_linesAnswer, QStringLiteral("reconcile.edge"), [request = m_data->request](WindowServices::Reading reading) { return edgeRecords(reading.reader, request); },
        [this](const Result<std::vector<EdgeRecord>> &records) {
            if (records && hasBill()) {
                Q_EMIT tableWanted(view().edge(*records));
            }
        });
}

std::vector<PageTable> ReconcilePage::tables() const
{
    if (!hasBill()) {
        return {};
    }
    const ReconcileView shown = view();
    std::vector<PageTable> tables{shown.table()};
    tables.push_back(shown.parts(m_lines.back())); // by day
    return tables;
}

QString ReconcilePage::totalText() const
{
    return hasBill() ? m_lines.back().shown : QString{};
}

} // namespace tokenmeter
