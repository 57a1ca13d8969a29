// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReviewPage.h"

#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "flow/ReviewJson.h"
#include "pages/AnnotationDialog.h"
#include "flow/ReviewAliases.h"
#include "pages/PageScroll.h"
#include "print/ReviewPrint.h"
#include "shell/PeriodMenu.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/Checklist.h"
#include "widgets/CompactCombo.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteBox.h"
#include "widgets/PeriodStepper.h"
#include "widgets/Pill.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

const QString ReviewPeriodOption = QStringLiteral("review.period");
const QString ReviewCurrencyOption = QStringLiteral("review.currency");
constexpr std::size_t MostMovers = 6;
constexpr int MenuMonths = 14;
constexpr int MenuQuarters = 4;
constexpr int MenuYears = 2;

/// The last month that is over: the user's own, which may begin on another day than the first.
NamedPeriod usualReviewPeriod(const PageContext &context)
{
    const Period month = previousPeriod(periodAt(PeriodKind::Month, context.today, context.rules), context.rules);
    return namedPeriod(month.from, month.to);
}

} // namespace

ReviewPage::ReviewPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
}

ReviewPage::~ReviewPage() = default;

void ReviewPage::buildHead(QWidget *content)
{
    m_head = new QWidget{content};
    auto *head = new QHBoxLayout{m_head};
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(px(space::s2));
    m_stepper = new PeriodStepper{m_head};
    m_state = new Pill{m_head};
    m_currency = new CompactCombo{m_head};
    m_currency->setAccessibleName(tr("Currency of the waterfall"));
    head->addWidget(m_stepper);
    head->addWidget(m_state);
    head->addStretch(1);
    m_preview = new QPushButton{tr("Print preview"), m_head};
    head->addWidget(m_currency);
    head->addWidget(m_preview);
}

void ReviewPage::buildCards(QWidget *content)
{
    const auto listCard = [&](const QString &title, QWidget *list, const QString &name) {
        auto *card = new Card{title, content};
        card->setSidePadding(size::treeInset);
        card->setBottomPadding(size::listCardBottom);
        list->setParent(card);
        list->setAccessibleName(name);
        card->content()->addWidget(list);
        card->content()->addStretch(1);
        return card;
    };
    const auto tableCard = [&](const QString &title, QWidget *list, const QString &name) {
        auto *card = new Card{title, content};
        card->setBottomPadding(size::listCardBottom);
        list->setParent(card);
        list->setAccessibleName(name);
        card->content()->addWidget(list);
        card->content()->addStretch(1);
        return card;
    };
    m_checklist = new Checklist;
    m_checkCard = tableCard(tr("Checklist"), m_checklist, tr("Checklist"));
    m_continue = new QPushButton{m_checkCard};
    m_continue->setProperty("primary", true);
    m_checkCard->content()->insertWidget(1, m_continue);
    m_checkCard->content()->setSpacing(px(space::s3));
    m_checkCard->setBottomPadding(size::cardPadding);
    buildOutputs();
    m_headlineCard = new Card{{}, content};
    m_headline = new TextLabel{Theme::Role::Page, TextLabel::Tone::Strong, m_headlineCard};
    m_reasons = new TextLabel{Theme::Role::Body, TextLabel::Tone::Normal, m_headlineCard};
    m_tasks = new TextLabel{Theme::Role::Small, TextLabel::Tone::Faint, m_headlineCard};
    for (TextLabel *label : {m_headline, m_reasons, m_tasks}) {
        label->setWordWrap(true);
        m_headlineCard->content()->addWidget(label);
    }
    m_headlineCard->content()->setSpacing(px(space::s2));
    m_kpis = new KpiStrip{content};
    m_kpis->setAccessibleName(tr("The period in five figures"));

    m_chartCard = new Card{tr("Why it changed"), content};
    m_chartCard->setBottomPadding(size::chartCardBottom);
    m_base = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_chartCard};
    m_chartCard->addTitleControl(m_base);
    m_chart = new WaterfallChart{m_chartCard};
    m_chartCard->content()->addWidget(m_chart, 1);

    m_movers = new MoverList;
    m_moversCard = tableCard(tr("Top movers"), m_movers, tr("Top movers"));
    m_reconciled = new PillTable;
    m_reconciledCard = tableCard(tr("Metered against billed"), m_reconciled, tr("Metered against billed"));
    m_reconciled->setHeaders(tr("Account"), {tr("Metered"), tr("Billed")}, tr("State"));
    m_budgets = new PillTable;
    m_budgetsCard = tableCard(tr("Budgets"), m_budgets, tr("Budgets"));
    m_budgets->setHeaders(tr("Budget"), {tr("Available"), tr("Spent")}, tr("Outcome"));
    m_effects = new StepList;
    m_effectsCard = listCard(tr("Effect by effect"), m_effects, tr("Effect by effect"));
    m_unusual = new StepList;
    m_unusualCard = listCard(tr("Unusual days"), m_unusual, tr("Unusual days"));
    m_excluded = new StepList;
    m_excludedCard = listCard(tr("Not in the figures"), m_excluded, tr("Not in the figures"));
    m_noteList = new NoteList;
    m_notesCard = tableCard(tr("Notes"), m_noteList, tr("Notes"));
    m_outcomes = new StepList;
    m_outcomesCard = listCard(tr("What came of it"), m_outcomes, tr("What came of it"));
    m_outcomesCard->setLink(tr("Add an outcome"));
    m_noOutcome = new TextLabel{tr("Merged changes, tickets, hours, money saved: enter what the work brought, and see what one of it cost."), Theme::Role::Small, TextLabel::Tone::Faint, m_outcomesCard};
    m_noOutcome->setWordWrap(true);
    auto *hint = new QWidget{m_outcomesCard};
    auto *inside = new QVBoxLayout{hint};
    inside->setContentsMargins(px(size::cardPadding - size::treeInset), 0, px(size::cardPadding - size::treeInset), 0);
    inside->addWidget(m_noOutcome);
    m_outcomesCard->content()->insertWidget(0, hint);
    m_adjustments = new StepList;
    m_adjustmentsCard = listCard(tr("Corrections of closed periods"), m_adjustments, tr("Corrections of closed periods"));
    m_plans = new StepList;
    m_plansCard = listCard(tr("Subscriptions and credit"), m_plans, tr("Subscriptions and credit"));
}

void ReviewPage::buildOutputs()
{
    m_outputs = new QWidget{m_checkCard};
    auto *layout = new QVBoxLayout{m_outputs};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *title = new TextLabel{tr("Output"), Theme::Role::Label, TextLabel::Tone::Strong, m_outputs};
    layout->addWidget(title);
    m_outputLinks = new QBoxLayout{QBoxLayout::TopToBottom};
    m_outputLinks->setSpacing(0);
    layout->addLayout(m_outputLinks);
    const std::pair<ReviewForm, QString> forms[] = {{ReviewForm::Pdf, tr("PDF report…")},
                                                    {ReviewForm::Html, tr("Web page, one file…")},
                                                    {ReviewForm::DaysCsv, tr("CSV: day × model…")},
                                                    {ReviewForm::ProjectsCsv, tr("CSV: project × model…")},
                                                    {ReviewForm::FocusCsv, tr("FOCUS 1.0 CSV…")},
                                                    {ReviewForm::Json, tr("JSON, all figures…")}};
    for (const auto &[form, text] : forms) {
        auto *link = new LinkButton{text, m_outputs};
        m_outputLinks->addWidget(link, 0, Qt::AlignLeft);
        connect(link, &LinkButton::clicked, this, [this, which = form] { askAndWrite(which); });
    }
    m_aliases = new QCheckBox{tr("Project A, B… for names"), m_outputs};
    m_aliases->setToolTip(tr("In files and on paper projects get letters in place of their names."));
    layout->addWidget(m_aliases);
    m_checkCard->content()->insertWidget(2, m_outputs);
}

void ReviewPage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    buildHead(content);
    m_notes = new NoteBox{content};
    buildCards(content);
    m_emptyCard = m_scroll->addEmptyCard();
    m_emptyCard->setMinimumHeight(px(size::accountCard));
    connectAll();
    QWidget *before = m_stepper;
    for (QWidget *next : std::initializer_list<QWidget *>{m_currency, m_checklist, m_kpis, m_chart, m_movers, m_reconciled, m_effects, m_unusual, m_budgets, m_excluded, m_plans, m_noteList, m_outcomes, m_adjustments}) {
        setTabOrder(before, next);
        before = next;
    }
}

void ReviewPage::connectAll()
{
    auto *menu = new CardMenu{m_chartCard, m_chart};
    connect(menu, &CardMenu::tableWanted, this, &ReviewPage::tableWanted);
    connect(m_stepper, &PeriodStepper::previousRequested, this, [this] { stepPeriod(false); });
    connect(m_stepper, &PeriodStepper::nextRequested, this, [this] { stepPeriod(true); });
    connect(m_stepper, &PeriodStepper::presentRequested, this, [this] { showPresent(); });
    connect(m_stepper, &PeriodStepper::chooserRequested, this, [this] {
        periodMenu()->popup(m_stepper->mapToGlobal(m_stepper->labelRect().bottomLeft() + QPoint{0, px(space::s1)}));
    });
    connect(m_currency, &QComboBox::textActivated, this, [this](const QString &code) { want(ReviewCurrencyOption, code); });
    connect(m_chart, &ChartWidget::markPicked, this, [this](int mark) { openStep(view().bars(waterfallIndex()).at(std::size_t(mark))); });
    connect(m_chart, &ChartWidget::markExplained, this, [this](int mark) { explainStep(view().bars(waterfallIndex()).at(std::size_t(mark))); });
    connect(m_effects, &StepList::opened, this, [this](int row) { openStep(view().effectSteps(waterfallIndex()).at(std::size_t(row))); });
    connect(m_effects, &StepList::explained, this, [this](int row) { explainStep(view().effectSteps(waterfallIndex()).at(std::size_t(row))); });
    connect(m_movers, &MoverList::activated, this, [this](int row) { Q_EMIT viewWanted(view().recordsOf(m_shownMovers.at(std::size_t(row)))); });
    connect(m_reconciled, &PillTable::activated, this, [this](int row) { Q_EMIT viewWanted(view().reconcileView(std::size_t(row))); });
    connect(m_budgets, &PillTable::activated, this, [this] { openPage(QStringLiteral("budgets")); });
    connect(m_plans, &StepList::opened, this, [this] { openPage(QStringLiteral("plans")); });
    connect(m_unusual, &StepList::opened, this, [this](int row) { Q_EMIT viewWanted(view().recordsOfDay(m_data->review.unusual.at(std::size_t(row)).day)); });
    connect(m_excluded, &StepList::opened, this, &ReviewPage::openExcluded);
    connect(m_unusual, &StepList::explained, this, [this](int row) { annotate(m_data->review.unusual.at(std::size_t(row)).day); });
    connect(m_checklist, &Checklist::activated, this, [this](int step) { openCheck(ReviewClosing::Step(step)); });
    connect(m_continue, &QPushButton::clicked, this, &ReviewPage::goOn);
    const auto preview = [this] {
        if (hasFigures()) {
            ReviewPrint{outgoing(), QFileInfo{services().ledgerPath()}.fileName()}.preview(this);
        }
    };
    connect(m_preview, &QPushButton::clicked, this, preview);
    m_preview->setToolTip(m_preview->text() + QStringLiteral(" (") + QKeySequence{QKeySequence::Print}.toString(QKeySequence::NativeText) + QLatin1Char(')'));
    connect(new QShortcut{QKeySequence::Print, this}, &QShortcut::activated, this, preview);
    connect(m_noteList, &NoteList::noteWanted, this, &ReviewPage::storeNote);
    connect(m_noteList, &NoteList::removeWanted, this, [this](qint64 id) { removeFact(id, ReviewFactKind::Note); });
    connect(m_noteList, &NoteList::linkWanted, this, [](const QUrl &address) { QDesktopServices::openUrl(address); });
    connect(m_outcomesCard, &Card::linkActivated, this, [this] { openOutcome(std::nullopt); });
    connect(m_outcomes, &StepList::opened, this, [this](int row) { openOutcome(std::size_t(row)); });
    connect(m_outcomes, &StepList::explained, this, [this] { Q_EMIT tableWanted(closing([](const ReviewClosing &shown) { return shown.outcomes(); })); });
    connect(m_adjustments, &StepList::opened, this, [this](int row) { goTo(closing([row](const ReviewClosing &shown) { return shown.adjusted(std::size_t(row)); })); });
    connect(m_kpis, &KpiStrip::cellActivated, this, [this](int cell) {
        if (const std::optional<ViewState> wanted = hasFigures() ? view().cellViews().at(std::size_t(cell)) : std::nullopt) {
            Q_EMIT viewWanted(*wanted);
        }
    });
    connect(m_scroll->empty(), &EmptyState::actionTriggered, this, [this] {
        if (m_data && m_data->nearestDataDay) {
            goTo(monthHolding(*m_data->nearestDataDay));
        } else {
            openPage(QStringLiteral("overview"));
        }
    });
}

EmptyState *ReviewPage::emptyState() const
{
    return m_scroll->empty();
}

QString ReviewPage::headline() const
{
    return m_headline->text();
}

QString ReviewPage::note() const
{
    return m_notes->isHidden() ? QString{} : m_notes->sentence();
}

QString ReviewPage::option(const QString &name) const
{
    const auto found = m_context.view.options.find(name);
    return found == m_context.view.options.end() ? QString{} : found->second;
}

void ReviewPage::want(const QString &name, const QString &value)
{
    ViewState view = m_context.view;
    view.options[name] = value;
    Q_EMIT viewWanted(view);
}

void ReviewPage::goTo(const NamedPeriod &period)
{
    want(ReviewPeriodOption, QString::fromStdString(toText(period)));
}

void ReviewPage::openPage(const QString &page)
{
    ViewState view = m_context.view;
    view.page = page;
    Q_EMIT viewWanted(view);
}

NamedPeriod ReviewPage::period() const
{
    return parseNamedPeriod(option(ReviewPeriodOption).toStdString()).value_or(usualReviewPeriod(m_context));
}

bool ReviewPage::stepPeriod(bool forward)
{
    const NamedPeriod next = neighbourOf(period(), forward);
    if (!forward || next.from <= m_context.today) {
        goTo(next);
    }
    return true;
}

bool ReviewPage::showPresent()
{
    goTo(usualReviewPeriod(m_context));
    return true;
}

void ReviewPage::show(const PageContext &context, bool)
{
    m_context = context;
    if (!m_data) {
        startWaiting();
    }
    askData();
}

void ReviewPage::askData()
{
    const ReviewQuestion question{.period = period(), .zone = m_context.zone, .now = m_context.now, .currency = Currency{m_context.view.currency.toStdString()}};
    ask(
        m_answer, QStringLiteral("review"), [question](WindowServices::Reading reading) { return reviewReadingOf(reading, question); },
        [this](const Result<ReviewReading> &answer) {
            stopWaiting();
            if (answer) {
                m_data = *answer;
                fill();
            }
        });
}

void ReviewPage::setCardsLoading(bool loading)
{
    m_kpis->setLoading(loading);
    for (Card *card : {m_headlineCard, m_chartCard, m_moversCard, m_reconciledCard, m_effectsCard, m_checkCard}) {
        card->setLoading(loading);
    }
    arrange();
}

bool ReviewPage::hasFigures() const
{
    return m_data && m_data->review.now.requests > 0;
}

std::size_t ReviewPage::waterfallIndex() const
{
    const std::vector<ReviewWaterfall> &all = m_data->review.waterfalls;
    const std::string wanted = option(ReviewCurrencyOption).toStdString();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ReviewWaterfall &each) { return each.currency.code() == wanted; });
    return found == all.end() ? 0 : std::size_t(found - all.begin());
}

ReviewView ReviewPage::view() const
{
    return {m_context, m_data->review, names()};
}

void ReviewPage::fillHead()
{
    const ReviewData &review = m_data->review;
    m_stepper->setText(ReviewText::period(review.period));
    m_stepper->setCanGoForward(neighbourOf(review.period, true).from <= m_context.today);
    closing([this](const ReviewClosing &shown) {
        m_state->setState(shown.stateTone(), shown.stateWords());
        m_checklist->setSteps(shown.steps());
        m_continue->setText(shown.nextAction());
        m_continue->setEnabled(shown.next() != ReviewClosing::Step::Close || !m_data->review.isRunning || m_data->isClosed());
        m_continue->setToolTip(m_continue->isEnabled() ? QString{} : tr("The period is not over yet."));
        return true;
    });
    m_currency->clear();
    for (const ReviewWaterfall &each : review.waterfalls) {
        m_currency->addItem(QString::fromStdString(each.currency.code()));
    }
    m_currency->setVisible(review.waterfalls.size() > 1);
    m_currency->setCurrentIndex(int(waterfallIndex()));
}

void ReviewPage::fillFigures()
{
    const ReviewData &review = m_data->review;
    const ReviewView shown = view();
    const std::size_t which = waterfallIndex();
    const ReviewWaterfall &waterfall = review.waterfalls[which];
    m_headline->setText(ReviewText::headline(review));
    m_reasons->setText(ReviewText::reasons(review));
    m_reasons->setVisible(!m_reasons->text().isEmpty());
    m_tasks->setText(ReviewText::tokensAgainstTasks(review));
    m_tasks->setVisible(!m_tasks->text().isEmpty());
    const QStringList closed = closing([](const ReviewClosing &what) { return what.notes(); });
    m_notes->setNote(m_data->isClosed() ? Tone::Positive : Tone::Neutral, (closed + ReviewText::caveats(review)).join(QLatin1Char('\n')));
    m_kpis->setCells(shown.cells());
    m_chart->setData(shown.waterfall(which));
    m_chartCard->setTotal(ReviewText::signedAmount(waterfall.change.after - waterfall.change.before, waterfall.currency));
    const QString base = m_chart->baseSentence();
    m_base->hide(); // it takes its place when it is shown
    m_base->setText(base.isEmpty() ? tr("each part opens its records") : tr("%1; each part opens its records", "where the base is cut").arg(base));
    m_base->show();
    m_effects->setRows(shown.effectRows(which));
    m_effectsCard->setTotal(ReviewText::absoluteSum(waterfall.change, waterfall.currency));
}

void ReviewPage::fillLists()
{
    const ReviewView shown = view();
    m_shownMovers = shown.movers(MostMovers);
    m_movers->setMovers(shown.moverRows(m_shownMovers));
    m_reconciled->setRows(shown.reconciledRows());
    m_reconciledCard->setTotal(tr("list and billed cost"));
    m_unusual->setRows(shown.unusualRows());
    m_budgets->setRows(shown.budgetRows());
    m_excluded->setRows(shown.excludedRows());
    m_plans->setRows(shown.planRows());
    closing([this](const ReviewClosing &what) {
        m_noteList->setNotes(what.noteRows());
        m_outcomes->setRows(what.outcomeRows());
        m_adjustments->setRows(what.adjustmentRows());
        return true;
    });
    m_notesCard->setTotal(m_data->notes.empty() ? QString{} : QString::number(m_data->notes.size()));
    m_noOutcome->setVisible(m_data->outcomes.empty());
    m_outcomes->setVisible(!m_data->outcomes.empty());
}

void ReviewPage::fillEmpty()
{
    const ReviewData &review = m_data->review;
    const QString name = ReviewText::period(review.period);
    const QString title = review.isAhead ? tr("%1 has not begun").arg(name) : tr("Nothing was used in %1").arg(name);
    if (m_data->nearestDataDay) {
        m_scroll->empty()->setTexts(title, tr("The nearest day with records is %1.").arg(DateText::day(*m_data->nearestDataDay, m_context.today)), tr("Go there"));
    } else {
        m_scroll->empty()->setTexts(title, tr("The ledger has no records at all."), tr("Open Overview"));
    }
}

void ReviewPage::fill()
{
    fillHead();
    if (hasFigures()) {
        fillFigures();
        fillLists();
    } else {
        m_notes->setNote(Tone::Neutral, {});
        fillEmpty();
    }
    arrange();
}

void ReviewPage::arrange()
{
    const bool isEmpty = m_data && !hasFigures();
    const int width = PageScroll::windowWidth(this);
    const bool isNarrow = width < px(size::narrowBelow);
    m_emptyCard->setVisible(isEmpty);
    for (QWidget *each : std::initializer_list<QWidget *>{m_checkCard, m_headlineCard, m_kpis, m_chartCard, m_moversCard, m_effectsCard}) {
        each->setVisible(!isEmpty);
    }
    m_reconciledCard->setVisible(!isEmpty && m_data && !m_data->review.reconciled.empty());
    m_unusualCard->setVisible(!isEmpty && m_data && !m_data->review.unusual.empty());
    m_budgetsCard->setVisible(!isEmpty && m_data && !m_data->review.budgets.empty());
    m_excludedCard->setVisible(!isEmpty && m_data && !m_excluded->rows().empty());
    m_plansCard->setVisible(!isEmpty && m_data && !m_data->review.planLines.empty());
    m_preview->setVisible(!isEmpty);
    m_notesCard->setVisible(!isEmpty);
    m_outcomesCard->setVisible(!isEmpty);
    m_adjustmentsCard->setVisible(!isEmpty && !m_adjustments->rows().empty());
    m_checklist->setSideBySide(isNarrow);
    m_outputLinks->setDirection(isNarrow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_state->setVisible(!isEmpty);
    m_checkCard->setMinimumWidth(isNarrow ? 0 : px(size::reviewSide));
    m_checkCard->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : px(size::reviewSide));
    m_kpis->setNarrow(isNarrow);
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    for (int row = 0; row < grid->rowCount(); ++row) {
        grid->setRowStretch(row, 0);
    }
    constexpr int Columns = 12;
    // The checklist stands left of everything but the head; where there is no place, above it.
    const bool hasSide = !isNarrow && !m_checkCard->isHidden();
    const int first = hasSide ? 1 : 0;
    grid->setColumnStretch(0, hasSide ? 0 : 1);
    for (int column = 1; column <= Columns; ++column) {
        grid->setColumnStretch(column, column < first + Columns ? 1 : 0);
    }
    int row = 0;
    const auto full = [&](QWidget *widget) {
        if (!widget->isHidden()) {
            grid->addWidget(widget, row++, first, 1, Columns);
        }
    };
    /// Side by side, each with its part of the width; hidden ones leave theirs to the others.
    const auto pair = [&](QWidget *left, QWidget *right, int leftColumns) {
        if (isNarrow || left->isHidden() || right->isHidden()) {
            full(left);
            full(right);
            return;
        }
        grid->addWidget(left, row, first, 1, leftColumns);
        grid->addWidget(right, row++, first + leftColumns, 1, Columns - leftColumns);
    };
    grid->addWidget(m_head, row++, 0, 1, Columns + first);
    if (!m_notes->isHidden()) {
        grid->addWidget(m_notes, row++, 0, 1, Columns + first);
    }
    const int top = row;
    if (!hasSide) {
        full(m_checkCard);
    }
    for (QWidget *each : std::initializer_list<QWidget *>{m_headlineCard, m_kpis, m_chartCard}) {
        full(each);
    }
    pair(m_moversCard, m_reconciledCard, 5);
    pair(m_notesCard, m_outcomesCard, 5);
    full(m_adjustmentsCard);
    full(m_effectsCard);
    full(m_unusualCard);
    pair(m_budgetsCard, m_plansCard, 7);
    full(m_excludedCard);
    full(m_emptyCard);
    if (hasSide) {
        grid->addWidget(m_checkCard, top, 0, row - top, 1, Qt::AlignTop);
    }
    grid->setRowStretch(row, 1);
}

void ReviewPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void ReviewPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange && m_data) {
        fill();
    }
    Page::changeEvent(event);
}

QMenu *ReviewPage::periodMenu()
{
    delete m_menu;
    m_menu = new QMenu{this};
    const NamedPeriod shown = period();
    const auto add = [&](const NamedPeriod &each) {
        QAction *action = m_menu->addAction(ReviewText::period(each));
        action->setCheckable(true);
        action->setChecked(each == shown);
        connect(action, &QAction::triggered, this, [this, each] { goTo(each); });
    };
    const auto addSome = [&](PeriodKind kind, int count) {
        Period each = periodAt(kind, m_context.today, m_context.rules);
        for (int i = 0; i < count; ++i, each = previousPeriod(each, m_context.rules)) {
            add(namedPeriod(each.from, each.to));
        }
        m_menu->addSeparator();
    };
    addSome(PeriodKind::Month, MenuMonths);
    addSome(PeriodKind::Quarter, MenuQuarters);
    addSome(PeriodKind::Year, MenuYears);
    connect(m_menu->addAction(tr("Choose days…")), &QAction::triggered, this, [this, shown] {
        if (const std::optional<Period> days = PeriodMenu::askForDays(this, customPeriod(shown.from, shown.to))) {
            goTo(namedPeriod(days->from, days->to));
        }
    });
    return m_menu;
}

void ReviewPage::openStep(const ReviewStep &step)
{
    if (const std::optional<ViewState> records = view().records(step, waterfallIndex())) {
        Q_EMIT viewWanted(*records);
    } else {
        Q_EMIT message(tr("%1 is zero: there is nothing behind it.").arg(step.name), false);
    }
}

void ReviewPage::explainStep(const ReviewStep &step)
{
    Q_EMIT tableWanted(view().parts(step, waterfallIndex()));
}

void ReviewPage::openExcluded(int row)
{
    const ReviewData &review = m_data->review;
    const auto at = std::size_t(row);
    if (at < review.unpriced.size()) {
        const auto model = review.models.find(review.unpriced[at].model);
        const std::string raw = model == review.models.end() || model->second.raw.empty() ? review.unpriced[at].model : model->second.raw.front();
        Q_EMIT setPriceWanted({}, QString::fromStdString(raw));
    } else if (at >= review.unpriced.size() + review.merged.size()) {
        ViewState records = view().recordsOfDay(review.now.days.from);
        records.period = customPeriod(review.now.days.from, review.now.days.to);
        records.filter.set(FilterKey::Excluded, {FilterTerm{.text = QStringLiteral("only")}});
        Q_EMIT viewWanted(records);
    }
}

void ReviewPage::openCheck(ReviewClosing::Step step)
{
    const auto bring = [this](QWidget *card, QWidget *focus) {
        m_scroll->ensureWidgetVisible(card);
        focus->setFocus(Qt::OtherFocusReason);
    };
    switch (step) {
    case ReviewClosing::Step::Unpriced: openPage(QStringLiteral("prices")); return;
    case ReviewClosing::Step::Duplicates:
        if (!m_excludedCard->isHidden()) {
            bring(m_excludedCard, m_excluded);
        }
        return;
    case ReviewClosing::Step::Unusual:
        if (!m_unusualCard->isHidden()) {
            bring(m_unusualCard, m_unusual);
            const auto open = std::find_if(m_data->review.unusual.begin(), m_data->review.unusual.end(), [&](const ReviewUnusualDay &day) { return !m_data->isExplained(day.day); });
            if (open != m_data->review.unusual.end()) {
                annotate(open->day);
            }
        }
        return;
    case ReviewClosing::Step::Reconcile:
        if (m_data->review.reconciled.empty()) {
            openPage(QStringLiteral("accounts"));
        } else {
            const std::vector<OpenPoints::Account> &open = m_data->open.accounts;
            const auto row = std::find_if(m_data->review.reconciled.begin(), m_data->review.reconciled.end(),
                                          [&](const ReviewReconciled &line) { return !open.empty() && line.account == open.front().name; });
            Q_EMIT viewWanted(view().reconcileView(row == m_data->review.reconciled.end() ? 0 : std::size_t(row - m_data->review.reconciled.begin())));
        }
        return;
    case ReviewClosing::Step::Notes:
        bring(m_notesCard, m_noteList);
        m_noteList->write();
        return;
    case ReviewClosing::Step::Close:
        if (m_data->isClosed()) {
            reopenPeriod();
        } else if (!m_data->review.isRunning) {
            closePeriod();
        }
        return;
    }
}

void ReviewPage::goOn()
{
    if (hasFigures()) {
        openCheck(closing([](const ReviewClosing &shown) { return shown.next(); }));
    }
}

void ReviewPage::closePeriod()
{
    auto *dialog = new ReasonDialog{closing([](const ReviewClosing &shown) { return shown.closing(); }), this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CloseRequest request{.period = m_data->review.period,
                                   .zone = m_context.zone,
                                   .currency = m_data->review.currency,
                                   .why = dialog->reason().toStdString(),
                                   .figures = reviewText(m_data->review),
                                   .now = m_context.now};
        decide(
            services().closePeriod(request), [this](const PeriodClose &close) { Q_EMIT message(tr("%1 is closed.", "a period").arg(ReviewText::period(close.period)), true); });
    });
    dialog->open();
}

void ReviewPage::reopenPeriod()
{
    auto *dialog = new ReasonDialog{closing([](const ReviewClosing &shown) { return shown.reopening(); }), this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const NamedPeriod period = m_data->review.period;
        decide(
            services().reopenClose(m_data->standing->close.id, dialog->reason()),
            [this, period](const Done &) { Q_EMIT message(tr("%1 is open again.", "a period").arg(ReviewText::period(period)), true); });
    });
    dialog->open();
}

void ReviewPage::storeNote(qint64 id, const QString &markdown)
{
    ReviewNote note{.period = m_data->review.period, .markdown = markdown.toStdString()};
    for (const ReviewFact &fact : m_data->notes) {
        if (fact.id == id) {
            note.period = fact.note()->period;
        }
    }
    decide(
        id == 0 ? services().addReviewFact(note) : services().editReviewFact(id, note), [this](const ReviewFact &) { Q_EMIT message(tr("The note is kept."), true); });
}

void ReviewPage::removeFact(qint64 id, ReviewFactKind kind)
{
    decide(
        services().removeReviewFact(id, kind), [this](const Done &) { Q_EMIT message(tr("It was removed."), true); });
}

void ReviewPage::openOutcome(std::optional<std::size_t> row)
{
    const bool isNew = !row;
    const ReviewFact fact = isNew ? ReviewFact{} : m_data->outcomes.at(*row).fact;
    const WorkOutcome before = isNew ? WorkOutcome{.period = m_data->review.period} : *fact.outcome();
    std::vector<std::string> keys;
    for (const ReviewCell &cell : m_data->review.byProject) {
        if (!cell.project.empty() && (keys.empty() || keys.back() != cell.project)) {
            keys.push_back(cell.project);
        }
    }
    QStringList projects;
    for (const std::string &key : keys) {
        projects << QString::fromStdString(key);
    }
    auto *dialog = new OutcomeDialog{before, isNew, projects, projectLabels(keys), QString::fromStdString(m_data->review.currency.code()), this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, fact, isNew] {
        if (dialog->wasRemoved()) {
            removeFact(fact.id, ReviewFactKind::Outcome);
            return;
        }
        if (const std::optional<WorkOutcome> outcome = dialog->outcome()) {
            decide(
                isNew ? services().addReviewFact(*outcome) : services().editReviewFact(fact.id, *outcome), [this](const ReviewFact &) { Q_EMIT message(tr("The outcome is kept."), true); });
        }
    });
    dialog->open();
}

void ReviewPage::annotate(LocalDay day)
{
    auto *dialog = new AnnotationDialog{Annotation{.day = day, .kind = Annotation::Kind::Other}, true, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        decide(
            services().addReviewFact(dialog->annotation()), [this](const ReviewFact &) { Q_EMIT message(tr("The day is annotated."), true); });
    });
    dialog->open();
}

ReviewData ReviewPage::outgoing() const
{
    const ReviewData &review = m_data->review;
    //: before a letter: "Project A"
    return m_aliases->isChecked() ? aliased(review, letteredAliases(review, tr("Project ").toStdString())) : review;
}

void ReviewPage::askAndWrite(ReviewForm form)
{
    if (!hasFigures()) {
        return;
    }
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the review"), QDir::home().filePath(reviewFileName(m_data->review.period, form)));
    if (!file.isEmpty()) {
        write(form, file);
    }
}

void ReviewPage::write(ReviewForm form, const QString &file)
{
    const Result<ReviewFileContent> content = reviewFileOf(outgoing(), form, QFileInfo{services().ledgerPath()}.fileName(), ReviewPrint::usualPageSize());
    if (!content) {
        Q_EMIT failed(content.problem());
        return;
    }
    // Slow disks are not waited for here.
    ask(
        m_fileAnswer, QStringLiteral("review.file"), [file, bytes = content->bytes](WindowServices::Reading) { return writeReviewFile(file, bytes); },
        [this, file](const Result<Done> &written) {
            if (written) {
                Q_EMIT message(tr("The review was written to %1.", "a file").arg(visibleText(file)), false);
            }
        });
}

std::vector<PageTable> ReviewPage::tables() const
{
    if (!hasFigures()) {
        return {};
    }
    const ReviewView shown = view();
    std::vector<PageTable> all{shown.effects(waterfallIndex()), shown.byDay(), shown.byProject()};
    if (!m_data->outcomes.empty()) {
        all.push_back(closing([](const ReviewClosing &what) { return what.outcomes(); }));
    }
    return all;
}

QString ReviewPage::totalText() const
{
    return hasFigures() ? MoneyText::amount(Money::fromAtto(m_data->review.now.cost, m_data->review.currency)) : QString{};
}

} // namespace tokenmeter
