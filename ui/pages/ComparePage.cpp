// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ComparePage.h"

#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"
#include "pages/AdviceCard.h"
#include "pages/CalculatorPanel.h"
#include "pages/CompareMoveBar.h"
#include "pages/PageScroll.h"
#include "shell/FilterLine.h"
#include "shell/FilterPopup.h"
#include "shell/Surface.h"
#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/CompactCombo.h"
#include "widgets/EmptyState.h"
#include "widgets/FactorSlider.h"
#include "widgets/NoteBox.h"
#include "widgets/ProgressBox.h"
#include "widgets/Segmented.h"
#include "widgets/StepList.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSlider>

#include <algorithm>

namespace tokenmeter
{
namespace
{

const QString CompareModels = QStringLiteral("compare.models");
const QString CompareAssume = QStringLiteral("compare.assume");
const QString CompareScale = QStringLiteral("compare.scale");
const QString CompareShow = QStringLiteral("compare.show");
const QString ShowCalculator = QStringLiteral("calculator"); ///< else the work in view
const QString WholeChannel = QStringLiteral("compare.whole");
const QString CompareRatings = QStringLiteral("compare.ratings"); ///< in the ledger
constexpr QChar Between = u'|';

constexpr int RestMs = 250; ///< from the last move of a slider to the band
constexpr int Hundredths = 100;
constexpr int LeastTokens = 50, MostTokens = 200; ///< ends of the sliders, in hundredths
constexpr int LeastAnswer = 25, MostAnswer = 300;
constexpr int SliderPage = 10;

int hundredthsOf(Factor factor)
{
    return int(factor.toDouble() * Hundredths + 0.5);
}

/// The usual band around another centre.
FactorBand around(const FactorBand &usual, int hundredths)
{
    const Factor centre = factorOf(hundredths, Hundredths);
    const auto scaled = [&](Factor factor) {
        const Factor product = factor * centre;
        return product < LeastFactor ? LeastFactor : MostFactor < product ? MostFactor : product;
    };
    return {scaled(usual.low), centre, scaled(usual.high)};
}

/// Of what is kept of cache reads: as far below and above as usual, within 0 and 1.
FactorBand hitsAround(int hundredths)
{
    const FactorBand usual = ReplayAssumptions{}.cacheHit;
    const int below = hundredthsOf(usual.central) - hundredthsOf(usual.low);
    const int above = hundredthsOf(usual.high) - hundredthsOf(usual.central);
    return {factorOf(std::max(0, hundredths - below), Hundredths), factorOf(hundredths, Hundredths), factorOf(std::min(Hundredths, hundredths + above), Hundredths)};
}

ReplayAssumptions assumptionsFrom(const QString &option)
{
    ReplayAssumptions assumptions;
    for (const QString &text : option.split(Between, Qt::SkipEmptyParts)) {
        readAssumption(text.toStdString(), assumptions); // what is none changes nothing
    }
    return assumptions;
}

QString textOf(const ReplayAssumptions &assumptions)
{
    QStringList texts;
    for (const std::string &text : toTexts(assumptions)) {
        texts << QString::fromStdString(text);
    }
    return texts.join(Between);
}

bool isSameQuestion(const CompareQuestion &a, const CompareQuestion &b)
{
    const CompareRequest &left = a.request;
    const CompareRequest &right = b.request;
    return left.filter == right.filter && left.currency == right.currency && left.zone.id() == right.zone.id() && left.move == right.move && a.models == b.models
        && left.zone.dayOf(a.now) == right.zone.dayOf(b.now);
}

} // namespace

ComparePage::ComparePage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(RestMs);
    connect(&m_rest, &QTimer::timeout, this, &ComparePage::assumptionsRest);
    build();
}

ComparePage::~ComparePage() = default;

void ComparePage::buildHead()
{
    m_head = new Surface{m_scroll->content()};
    m_replayed = new TextLabel{Theme::Role::Body, TextLabel::Tone::Strong, m_head};
    m_replayed->setWeight(QFont::DemiBold);
    m_scope = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_head};
    m_tokenizer = new FactorSlider{tr("Tokenizer"), m_head};
    m_answerLength = new FactorSlider{tr("Answer length"), m_head};
    m_cacheHits = new FactorSlider{tr("Cache hits"), m_head};
    m_tokenizer->setRange(LeastTokens, MostTokens, SliderPage);
    m_answerLength->setRange(LeastAnswer, MostAnswer, SliderPage);
    m_cacheHits->setRange(0, Hundredths, SliderPage);
    m_save = new QPushButton{tr("Save scenario"), m_head};
    m_reset = new QPushButton{tr("Reset"), m_head};
    m_reset->setToolTip(tr("Assume what is usual"));
    for (FactorSlider *slider : {m_tokenizer, m_answerLength, m_cacheHits}) {
        connect(slider, &FactorSlider::moved, this, &ComparePage::sliderMoved);
    }
    m_move = new CompareMoveBar{m_head};
    connect(m_move, &CompareMoveBar::choiceWanted, this, [this](const CompareMoveChoice &choice) { Q_EMIT viewWanted(withMoveChoice(m_context.view, choice)); });
    connect(m_save, &QPushButton::clicked, this, &Page::saveViewWanted);
    connect(m_reset, &QPushButton::clicked, this, [this] { want(CompareAssume, {}); });
}

void ComparePage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    m_failure = new NoteBox{content};
    m_notes = new NoteBox{content};
    m_progress = new ProgressBox{content};
    connect(m_progress, &ProgressBox::cancelled, this, &ComparePage::cancelWhole);
    connect(m_progress, &ProgressBox::accepted, this, &ComparePage::askWhole);
    connect(&services(), &WindowServices::readingProgressed, this, [this](const QString &channel, double part) {
        if (channel == WholeChannel && m_wholeAnswer.isPending()) {
            m_wholePart = part;
            fillProgress();
        }
    });
    m_whichRow = new QWidget{content};
    auto *whichRow = new QHBoxLayout{m_whichRow};
    whichRow->setContentsMargins(0, 0, 0, 0);
    m_which = new Segmented{{tr("My work"), tr("Calculator")}, m_whichRow};
    m_which->setAccessibleName(tr("What is compared"));
    whichRow->addWidget(m_which);
    whichRow->addStretch(1);
    m_calculator = new CalculatorPanel{content};
    buildHead();

    m_barsCard = new Card{tr("My work on each model"), content};
    m_barsCard->setBottomPadding(size::chartCardBottom);
    m_bars = new BandBars{m_barsCard};
    m_barsCard->content()->addWidget(m_bars, 1);
    auto *barsMenu = new CardMenu{m_barsCard, m_bars};

    m_frontierCard = new Card{tr("Quality against my cost"), content};
    m_frontierCard->setBottomPadding(size::chartCardBottom);
    m_frontier = new FrontierChart{m_frontierCard};
    m_scaleNote = new TextLabel{Theme::Role::Caption, TextLabel::Tone::Faint, m_frontierCard};
    m_frontierCard->content()->addWidget(m_frontier, 1);
    m_frontierCard->content()->addWidget(m_scaleNote);
    m_scale = new CompactCombo{m_frontierCard};
    m_scale->setAccessibleName(tr("Scale of quality"));
    m_frontierCard->addTitleControl(m_scale);
    auto *frontierMenu = new CardMenu{m_frontierCard, m_frontier};

    m_adviceCard = new AdviceCard{content};
    connect(m_adviceCard, &AdviceCard::opened, this, &ComparePage::openAdvice);
    m_cardsCard = new Card{tr("Side by side"), content};
    m_cards = new SideBySide{m_cardsCard};
    m_cards->setAccessibleName(tr("Side by side"));
    m_cardsCard->content()->addWidget(m_cards);
    m_add = new QPushButton{tr("Choose models…"), m_cardsCard};
    m_cardsCard->addTitleControl(m_add);

    m_coursesCard = new Card{tr("Cost over time"), content};
    m_coursesCard->setBottomPadding(size::chartCardBottom);
    m_courses = new CourseTiles{m_coursesCard};
    m_coursesCard->content()->addWidget(m_courses, 1);
    auto *coursesMenu = new CardMenu{m_coursesCard, m_courses};
    m_emptyCard = m_scroll->addEmptyCard();
    m_emptyCard->setMinimumHeight(px(size::accountCard));

    for (CardMenu *menu : {barsMenu, frontierMenu, coursesMenu}) {
        connect(menu, &CardMenu::tableWanted, this, &ComparePage::tableWanted);
    }
    connect(m_bars, &ChartWidget::markPicked, this, [this](int mark) { open(view().order().at(std::size_t(mark))); });
    connect(m_bars, &ChartWidget::markExplained, this, [this](int mark) { Q_EMIT tableWanted(view().prices(view().order().at(std::size_t(mark)))); });
    connect(m_frontier, &ChartWidget::markPicked, this, [this](int mark) { open(view().frontierModels().at(std::size_t(mark))); });
    connect(m_frontier, &ChartWidget::markExplained, this, [this](int mark) { Q_EMIT tableWanted(view().prices(view().frontierModels().at(std::size_t(mark)))); });
    connect(m_courses, &ChartWidget::markPicked, this, [this](int mark) { open(view().courseModels().at(std::size_t(mark))); });
    connect(m_cards, &SideBySide::opened, this, [this](int column) { open(std::size_t(column)); });
    connect(m_cards, &SideBySide::left, this, [this](int column) {
        const std::string &key = m_data->comparison.models.at(std::size_t(column)).model.key;
        std::vector<std::string> keys = shownKeys();
        keys.erase(std::remove(keys.begin(), keys.end(), key), keys.end());
        wantModels(keys);
    });
    connect(m_cards, &SideBySide::rated, this, [this](int column) { askRating(std::size_t(column)); });
    connect(m_which, &Segmented::currentChanged, this, [this](int index) {
        if ((index == 1) != showsCalculator()) {
            want(CompareShow, index == 1 ? ShowCalculator : QString{});
        }
    });
    connect(m_calculator, &CalculatorPanel::touched, this, [this] { unsettle(); });
    connect(m_calculator, &CalculatorPanel::changed, this, &ComparePage::askCalculation);
    connect(m_calculator, &CalculatorPanel::modelsWanted, this, [this] { picker()->openBelow(m_calculator->addButton()); });
    connect(m_calculator, &CalculatorPanel::tableWanted, this, &ComparePage::tableWanted);
    connect(m_scale, &QComboBox::activated, this, [this](int index) { want(CompareScale, m_scale->itemData(index).toString()); });
    connect(m_add, &QPushButton::clicked, this, [this] { picker()->openBelow(m_add); });
    connect(m_scroll->empty(), &EmptyState::actionTriggered, this, [this] {
        if (m_data && m_data->basis->tooMany > 0) {
            askWhole();
        } else if (m_data && m_data->basis->nearestDay) {
            Q_EMIT viewWanted(movedTo(m_context.view, *m_data->basis->nearestDay, m_context.rules));
        } else {
            want(CompareShow, ShowCalculator);
        }
    });
    QWidget *const order[] = {m_which, m_tokenizer->slider(), m_answerLength->slider(), m_cacheHits->slider(), m_reset, m_save, m_move->which(), m_move->line(), m_bars, m_scale, m_frontier, m_adviceCard->rows(), m_add, m_cards, m_courses};
    for (std::size_t i = 1; i < std::size(order); ++i) {
        setTabOrder(order[i - 1], order[i]);
    }
}

EmptyState *ComparePage::emptyState() const
{
    return m_scroll->empty();
}

QString ComparePage::note() const
{
    return (m_failure->isHidden() ? QString{} : m_failure->sentence() + QLatin1Char('\n')) + (m_notes->isHidden() ? QString{} : m_notes->sentence());
}

QString ComparePage::option(const QString &name) const
{
    const auto found = m_context.view.options.find(name);
    return found == m_context.view.options.end() ? QString{} : found->second;
}

void ComparePage::want(const QString &name, const QString &value)
{
    ViewState view = m_context.view;
    if (value.isEmpty()) {
        view.options.erase(name);
    } else {
        view.options[name] = value;
    }
    Q_EMIT viewWanted(view);
}

bool ComparePage::isBusy() const
{
    return m_answer.isPending() || m_replayAnswer.isPending() || m_rest.isActive() || m_calculated.isPending() || m_advised.isPending() || m_wholeAnswer.isPending() || m_calculator->isWaiting();
}

bool ComparePage::showsCalculator() const
{
    return option(CompareShow) == ShowCalculator;
}

std::vector<std::string> ComparePage::shownKeys() const
{
    std::vector<std::string> keys;
    if (showsCalculator()) {
        for (const CalculatedModel &model : m_calculator->calculation() ? m_calculator->calculation()->models : std::vector<CalculatedModel>{}) {
            keys.push_back(model.model.key);
        }
        return keys;
    }
    for (const ReplayModel &model : m_data ? m_data->basis->models : std::vector<ReplayModel>{}) {
        keys.push_back(model.key);
    }
    return keys;
}

void ComparePage::wantModels(const std::vector<std::string> &keys)
{
    QStringList texts;
    for (const std::string &key : keys) {
        texts << QString::fromStdString(key);
    }
    want(CompareModels, texts.join(Between));
}

CompareQuestion ComparePage::question() const
{
    CompareQuestion question{.now = m_context.now};
    question.request.filter = m_context.filter;
    question.request.zone = m_context.zone;
    question.request.currency = m_context.view.currency.toStdString();
    question.request.byDay = true;
    question.request.assumptions = assumptionsFrom(option(CompareAssume));
    question.request.move = compareMoveOf(moveChoiceOf(m_context.view), names());
    for (const QString &key : option(CompareModels).split(Between, Qt::SkipEmptyParts)) {
        question.models.push_back(key.toStdString());
    }
    return question;
}

void ComparePage::show(const PageContext &context, bool ledgerChanged)
{
    m_context = context;
    const CompareQuestion wanted = question();
    const bool isNew = !m_asked || !isSameQuestion(*m_asked, wanted);
    const bool isOther = m_assumptions != wanted.request.assumptions;
    m_assumptions = wanted.request.assumptions;
    m_which->setCurrent(showsCalculator() ? 1 : 0);
    m_move->setNames(names());
    m_move->setChoice(moveChoiceOf(m_context.view));
    arrange();
    if (showsCalculator()) {
        askCalculation();
    }
    if (isWhole() && !isNew) {
        const bool runs = m_wholeAnswer.isPending();
        m_isOld = m_isOld || (ledgerChanged && !runs); // a ledger that is written to all the time would begin it anew all the time
        fillSliders();
        if (isOther) {
            m_asked = wanted;
            askWhole();
        } else if (!runs) {
            fill();
            unsettle();
            settle();
        }
        return;
    }
    if (isNew || ledgerChanged || !m_data) {
        leaveWhole();
        m_asked = wanted;
        m_ratings = ratingsFrom(services().stored(CompareRatings));
        if (isNew || !m_data) {
            startWaiting();
        }
        askData();
        return;
    }
    fillSliders();
    if (isOther) {
        m_asked = wanted;
        askReplay(true);
        return;
    }
    fill();
    unsettle();
    settle();
}

void ComparePage::askData()
{
    m_rest.stop();
    ask(
        m_answer, QStringLiteral("compare"), [question = *m_asked, most = m_mostReplayed](WindowServices::Reading reading) { return compareDataOf(reading, question, most); },
        [this](const Result<CompareData> &answer) {
            stopWaiting();
            m_failure->setNote(Tone::Negative, answer || answer.problem().cause == Cause::Cancelled ? QString{} : ProblemText::sentence(answer.problem()));
            if (answer) {
                m_data = *answer;
                fill();
                askAdvice();
            }
        });
}

/// All records in view, in the background: what was on screen stays until the answer comes.
void ComparePage::askWhole()
{
    if (!m_asked) {
        return;
    }
    m_wantsWhole = true;
    m_isOld = false;
    m_wholePart = 0;
    CompareQuestion question = *m_asked;
    question.request.assumptions = m_assumptions;
    ask(
        m_wholeAnswer, WholeChannel, [question](WindowServices::Reading reading) { return compareWholeDataOf(reading, question); },
        [this](const Result<CompareData> &answer) {
            m_failure->setNote(Tone::Negative, answer || answer.problem().cause == Cause::Cancelled ? QString{} : ProblemText::sentence(answer.problem()));
            if (answer) {
                m_data = *answer;
            } else if (m_data && !m_data->basis->isWhole) {
                m_wantsWhole = false; // the offer stands again
            } else {
                m_isOld = true; // figures of another question, or of other assumptions
            }
            fill();
            if (answer) {
                askAdvice();
            }
        });
    fill();
}

/// A newer question of a channel takes the older one back, wherever it is; this one asks nothing.
void ComparePage::cancelWhole()
{
    if (m_wholeAnswer.isPending()) {
        services().ask(WholeChannel, [](WindowServices::Reading) -> Result<Done> { return Done{}; });
    }
}

void ComparePage::leaveWhole()
{
    cancelWhole();
    m_wholeAnswer.forget();
    m_wantsWhole = false;
    m_isOld = false;
}

void ComparePage::fillProgress()
{
    const bool runs = m_wholeAnswer.isPending();
    if (runs) {
        const std::int64_t all = m_data ? std::max(m_data->basis->tooMany, m_data->comparison.total.requests) : 0;
        m_progress->setRunning(tr("Comparing all %1. You can go on working.", "3,000,000 requests").arg(TokenText::requests(all)), m_wholePart);
    } else if (m_isOld) {
        m_progress->setOffer(tr("These figures are of an earlier state or of other assumptions."), tr("Compare again"));
    }
    m_progress->setVisible((runs || m_isOld) && !showsCalculator());
}

/// Of the models that are compared, with what is assumed of them.
void ComparePage::askAdvice()
{
    if (m_data->basis->tooMany > 0 || m_data->basis->isWhole || m_data->comparison.total.requests == 0) {
        m_advised.forget();
        m_adviceCard->setReason(tr("Advice is given for up to %1 requests: choose a shorter period, or ask for it with “tokenmeter compare --advice”.").arg(NumberText::whole(Int128(m_mostReplayed))));
        return;
    }
    CompareRequest request = m_asked->request;
    request.assumptions = m_assumptions;
    request.models = m_data->basis->models;
    ask(
        m_advised, QStringLiteral("compare.advice"),
        [basis = m_data->basis, request, now = m_context.now](WindowServices::Reading reading) {
            return adviceOn(reading.reader, reading.pricer, basis->records, request, now);
        },
        [this](const Result<Advice> &answer) {
            if (answer) {
                m_adviceCard->setAdvice(*answer);
                arrange();
            }
        });
}

/// The records that a line rests on, as a filter.
void ComparePage::openAdvice(std::size_t line)
{
    const AdviceLine &opened = m_adviceCard->advice().lines.at(line);
    const std::vector<std::string> &raws = opened.used.rawModels;
    ViewState records = m_context.view;
    if (!raws.empty()) {
        QStringList models;
        for (const std::string &raw : raws) {
            models << QString::fromStdString(raw);
        }
        records = filteredBy(m_context.view, models, names());
    }
    if (opened.kind == AdviceLine::Kind::DropPlan) { // what it could have covered
        std::vector<FilterTerm> sources;
        for (const std::string &source : opened.plan.sources) {
            sources.push_back({.text = QString::fromStdString(source)});
        }
        records.filter.set(FilterKey::Source, sources);
    }
    records.page = QStringLiteral("records");
    Q_EMIT viewWanted(records);
}

/// Off the window's thread: a long text takes its time to be read, and rates are looked up for each model.
void ComparePage::askCalculation()
{
    CalculationInput input = m_calculator->input();
    input.models = question().models;
    input.at = m_context.now;
    m_calculator->setCurrency(Currency{m_context.view.currency.toStdString()});
    m_calculator->setColours(m_colours);
    ask(
        m_calculated, QStringLiteral("compare.calculate"),
        [input = std::move(input), held = m_calculator->heldText()](WindowServices::Reading reading) mutable -> Result<Calculation> {
            if (!held.isEmpty()) {
                input.text = held.toStdString();
            }
            const Result<std::vector<OwnPrice>> ownPrices = reading.reader.ownPrices();
            return ownPrices ? calculationOf(reading.pricer, *ownPrices, input) : Result<Calculation>{ownPrices.problem()};
        },
        [this](const Result<Calculation> &answer) {
            if (answer) {
                m_calculator->setCalculation(*answer);
            } else if (answer.problem().cause == Cause::BadArgument) {
                m_calculator->setFailure(tr("Say how large a request is: paste its text, or give its tokens."));
            } else if (answer.problem().cause != Cause::Cancelled) {
                m_calculator->setFailure(ProblemText::sentence(answer.problem()));
            }
        });
}

void ComparePage::askReplay(bool band)
{
    CompareRequest request = m_asked->request;
    request.assumptions = m_assumptions;
    request.models = m_data->basis->models;
    request.band = band;
    ask(
        m_replayAnswer, QStringLiteral("compare.replay"),
        [basis = m_data->basis, request](WindowServices::Reading) -> Result<CompareData> {
            return CompareData{.basis = basis, .comparison = compareOn(basis->records, basis->targets, request)};
        },
        [this, isWhole = band](const Result<CompareData> &answer) {
            if (answer && m_data && answer->basis == m_data->basis) {
                m_data = *answer;
                fill();
                if (isWhole) {
                    askAdvice();
                }
            }
        });
}

ReplayAssumptions ComparePage::assumptionsOfSliders() const
{
    const ReplayAssumptions usual;
    ReplayAssumptions assumptions = m_assumptions;
    if (m_tokenizer->value() != hundredthsOf(assumptions.tokenizer.central)) {
        assumptions.tokenizer = around(usual.tokenizer, m_tokenizer->value());
    }
    if (m_answerLength->value() != hundredthsOf(assumptions.answer.central)) {
        assumptions.answer = around(usual.answer, m_answerLength->value());
    }
    if (m_cacheHits->value() != hundredthsOf(assumptions.cacheHit.central)) {
        assumptions.cacheHit = hitsAround(m_cacheHits->value());
    }
    return assumptions;
}

/// The centre at once, the band when nothing moves any more.
void ComparePage::sliderMoved()
{
    if (!m_data || !m_asked) {
        return;
    }
    m_assumptions = assumptionsOfSliders();
    fillSliders();
    unsettle();
    m_rest.start();
    if (!isWhole()) {
        askReplay(false);
    }
}

void ComparePage::assumptionsRest()
{
    const ReplayAssumptions assumed = m_assumptions;
    m_assumptions = m_asked->request.assumptions; // the view that comes back brings the new ones
    if (textOf(assumed) == option(CompareAssume)) {
        m_assumptions = assumed;
        if (!isWhole()) {
            askReplay(true);
        }
    } else {
        want(CompareAssume, textOf(assumed));
    }
}

void ComparePage::fillSliders()
{
    m_tokenizer->setValue(hundredthsOf(m_assumptions.tokenizer.central));
    m_answerLength->setValue(hundredthsOf(m_assumptions.answer.central));
    m_cacheHits->setValue(hundredthsOf(m_assumptions.cacheHit.central));
    const ReplayAssumptions usual;
    m_tokenizer->setText(m_assumptions.tokenizer == usual.tokenizer ? tr("by family") : CompareView::factorText(m_assumptions.tokenizer),
                         tr("Tokens that another family makes of the same text. Within a family nothing changes; newer Claude models count about 30 % more."));
    m_answerLength->setText(CompareView::factorText(m_assumptions.answer), tr("How long another model's answers are."));
    m_cacheHits->setText(m_assumptions.cacheHit.low == m_assumptions.cacheHit.high
                             ? ShareText::whole(hundredthsOf(m_assumptions.cacheHit.central), Hundredths)
                             : tr("%1, %2 to %3", "shares").arg(ShareText::whole(hundredthsOf(m_assumptions.cacheHit.central), Hundredths),
                                                                QString::number(hundredthsOf(m_assumptions.cacheHit.low)), // one sign is enough
                                                                ShareText::whole(hundredthsOf(m_assumptions.cacheHit.high), Hundredths)),
                         tr("Part of what was read from a cache that a cache of another kind would have had, too."));
    m_reset->setEnabled(m_assumptions != usual);
}

CompareView ComparePage::view() const
{
    return {m_context, *m_data, m_colours, m_ratings, option(CompareScale)};
}

void ComparePage::fill()
{
    if (!m_data) {
        return;
    }
    const CompareView shown = view();
    fillSliders();
    m_replayed->setText(shown.replayed());
    m_scope->setText(shown.scope());
    const CompareMoveChoice choice = moveChoiceOf(m_context.view);
    m_move->setWords(choice.isAll() ? QString{} : CompareMoveText::sentence(choice, names(), m_data->comparison.movedRequests, m_data->comparison.stayedRequests));
    const bool isEmpty = m_data->comparison.total.requests == 0;
    if (m_data->basis->tooMany > 0) {
        m_scroll->empty()->setTexts(tr("%1 are too many to replay while you wait").arg(TokenText::requests(m_data->basis->tooMany)),
                                    tr("All of them can be compared in the background while you go on. A shorter period or a filter answers at once, and follows the sliders."),
                                    m_wholeAnswer.isPending() ? QString{} : tr("Compare all %1", "3,000,000 requests").arg(TokenText::requests(m_data->basis->tooMany)));
    } else if (isEmpty) {
        const std::optional<LocalDay> nearest = m_data->basis->nearestDay;
        m_scroll->empty()->setTexts(tr("No usage to compare: %1").arg(shown.scope()),
                                    nearest ? tr("The nearest usage is on %1.").arg(DateText::day(*nearest, m_context.today)) : tr("Choose another period or filter."),
                                    nearest ? tr("Go to %1").arg(DateText::day(*nearest, m_context.today)) : tr("Calculate planned work"));
    } else {
        m_barsCard->setTotal(shown.total());
        m_bars->setData(shown.bars());
        m_frontier->setData(shown.frontier());
        m_scaleNote->setText(shown.scaleNote());
        m_cards->setData(shown.cards());
        m_courses->setData(shown.courses());
        m_coursesCard->setTotal(tr("line: actual"));
    }
    m_notes->setNote(Tone::Neutral, shown.notes().join(QLatin1Char('\n')));
    const QSignalBlocker quiet{m_scale};
    m_scale->clear();
    const QString chosen = option(CompareScale);
    int current = -1;
    for (const auto &[id, name] : CompareView::scales(*m_data->basis)) {
        m_scale->addItem(name, id);
        if (id == chosen || (chosen.isEmpty() && current < 0 && name.contains(QStringLiteral("Coding")))) {
            current = m_scale->count() - 1;
        }
    }
    m_scale->setCurrentIndex(std::max(0, current));
    m_frontierCard->removeTitleControl(m_scale); // it is as wide as what is chosen
    m_frontierCard->addTitleControl(m_scale);
    arrange();
}

void ComparePage::arrange()
{
    const bool isEmpty = m_data && m_data->comparison.total.requests == 0;
    const bool isCalculator = showsCalculator();
    fillProgress();
    m_emptyCard->setVisible(isEmpty && !isCalculator);
    for (QWidget *each : std::initializer_list<QWidget *>{m_head, m_barsCard, m_frontierCard, m_adviceCard, m_cardsCard, m_coursesCard}) {
        each->setVisible(!isEmpty && !isCalculator);
    }
    m_calculator->setVisible(isCalculator);
    const bool isNarrow = PageScroll::windowWidth(this) < px(size::narrowBelow);
    delete m_head->layout();
    auto *head = new QGridLayout{m_head};
    head->setContentsMargins(size::cardPadding, space::s4, size::cardPadding, space::s4);
    head->setHorizontalSpacing(space::s6);
    head->setVerticalSpacing(space::s3);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::s1);
    words->addWidget(m_replayed);
    words->addWidget(m_scope);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s2);
    buttons->addStretch(1);
    buttons->addWidget(m_reset);
    buttons->addWidget(m_save);
    if (isNarrow) {
        head->addLayout(words, 0, 0, 1, 2);
        head->addLayout(buttons, 0, 2);
        head->addWidget(m_tokenizer, 1, 0);
        head->addWidget(m_answerLength, 1, 1);
        head->addWidget(m_cacheHits, 1, 2);
        head->addWidget(m_move, 2, 0, 1, 3);
    } else {
        head->addLayout(words, 0, 0);
        head->addWidget(m_tokenizer, 0, 1);
        head->addWidget(m_answerLength, 0, 2);
        head->addWidget(m_cacheHits, 0, 3);
        head->addLayout(buttons, 0, 4);
        head->addWidget(m_move, 1, 0, 1, 5);
    }
    for (int column = 0; column < 5; ++column) {
        const bool isSlider = isNarrow ? column < 3 : column > 0 && column < 4;
        head->setColumnStretch(column, isSlider ? 1 : 0);
    }

    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    for (int row = 0; row < grid->rowCount(); ++row) {
        grid->setRowStretch(row, 0);
    }
    for (int column = 0; column < grid->columnCount(); ++column) {
        grid->setColumnStretch(column, 0);
    }
    int row = 0;
    const int across = isNarrow ? 1 : 2;
    grid->addWidget(m_whichRow, row++, 0, 1, across);
    if (isCalculator) {
        m_failure->hide();
        m_notes->hide();
        m_progress->hide();
        m_calculator->arrange(isNarrow);
        grid->addWidget(m_calculator, row++, 0, 1, across);
        grid->setRowStretch(row, 1);
        return;
    }
    for (QWidget *each : std::initializer_list<QWidget *>{m_failure, m_progress, m_notes, m_head}) {
        if (!each->isHidden()) {
            grid->addWidget(each, row++, 0, 1, across);
        }
    }
    if (!isEmpty) {
        m_barsCard->setMinimumHeight(std::max(px(size::chartCard), m_bars->sizeHint().height() + px(size::cardTitle) + size::chartCardBottom));
        m_frontierCard->setMinimumHeight(px(size::chartCard + size::control));
        grid->addWidget(m_barsCard, row, 0);
        grid->addWidget(m_frontierCard, isNarrow ? row + 1 : row, isNarrow ? 0 : 1);
        row += isNarrow ? 2 : 1;
        constexpr int BarsPart = 47, FrontierPart = 53;
        grid->setColumnStretch(0, isNarrow ? 1 : BarsPart);
        grid->setColumnStretch(1, isNarrow ? 0 : FrontierPart);
        grid->addWidget(m_adviceCard, row++, 0, 1, across);
        grid->addWidget(m_cardsCard, row++, 0, 1, across);
        m_coursesCard->setMinimumHeight(m_courses->sizeHint().height() + px(size::cardTitle) + size::chartCardBottom);
        grid->addWidget(m_coursesCard, row++, 0, 1, across);
    } else {
        grid->addWidget(m_emptyCard, row++, 0, 1, across);
    }
    grid->setRowStretch(row, 1);
}

void ComparePage::setCardsLoading(bool loading)
{
    for (Card *card : {m_barsCard, m_frontierCard, static_cast<Card *>(m_adviceCard), m_cardsCard, m_coursesCard}) {
        card->setLoading(loading);
    }
}

void ComparePage::setColourStore(ModelColours::Store store)
{
    m_colours = ModelColours{std::move(store)};
}

void ComparePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void ComparePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange && m_data) {
        fill();
        m_calculator->fill();
    }
    Page::changeEvent(event);
}

/// The records where there are some, else its prices.
void ComparePage::open(std::size_t model)
{
    const CompareView shown = view();
    if (const CompareUsed *use = shown.used(model)) {
        QStringList raws;
        for (const std::string &raw : use->rawModels) {
            raws << QString::fromStdString(raw);
        }
        ViewState records = filteredBy(m_context.view, raws, names());
        records.page = QStringLiteral("records");
        Q_EMIT viewWanted(records);
    } else {
        ViewState prices = m_context.view;
        prices.page = QStringLiteral("prices");
        prices.options[QStringLiteral("prices.show")] = QStringLiteral("all");
        prices.options[QStringLiteral("prices.model")] = QString::fromStdString(m_data->comparison.models.at(model).model.key);
        Q_EMIT viewWanted(prices);
    }
}

void ComparePage::rate(std::size_t model, int rating)
{
    const std::string &key = m_data->comparison.models.at(model).model.key;
    if (rating == 0) {
        m_ratings.erase(key);
    } else {
        m_ratings[key] = rating;
    }
    services().store(CompareRatings, toJson(m_ratings));
    fill();
}

void ComparePage::askRating(std::size_t model)
{
    QMenu menu{this};
    for (int rating = BestRating; rating >= 1; --rating) {
        connect(menu.addAction(QString::number(rating)), &QAction::triggered, this, [this, model, rating] { rate(model, rating); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("No rating")), &QAction::triggered, this, [this, model] { rate(model, 0); });
    menu.exec(m_cards->mapToGlobal(m_cards->headRect(int(model)).bottomRight().toPoint()));
}

FilterPopup *ComparePage::picker()
{
    if (m_picker == nullptr) {
        m_picker = new FilterPopup{tr("Models"), this};
        connect(m_picker, &FilterPopup::chosenChanged, this, [this](const std::vector<QString> &values) {
            std::vector<std::string> keys;
            for (const QString &value : values) {
                keys.push_back(value.toStdString());
            }
            if (!keys.empty()) { // none would mean: those that the page chooses
                wantModels(keys);
            }
        });
    }
    std::vector<ChoiceRow> rows;
    const std::vector<std::string> chosen = shownKeys();
    for (const CompareChoice &choice : m_data ? m_data->basis->choices : std::vector<CompareChoice>{}) {
        const QString name = visibleText(choice.model.displayName.empty() ? choice.model.id : choice.model.displayName);
        rows.push_back({.value = QString::fromStdString(choice.model.key),
                        .label = name,
                        .amount = visibleText(choice.model.provider),
                        .chosen = std::find(chosen.begin(), chosen.end(), choice.model.key) != chosen.end()});
    }
    m_picker->setRows(std::move(rows));
    return m_picker;
}

std::vector<PageTable> ComparePage::tables() const
{
    if (showsCalculator()) {
        return m_calculator->tables();
    }
    if (!m_data) {
        return {};
    }
    const CompareView shown = view();
    std::vector<PageTable> tables{shown.table()};
    for (const ChartWidget *chart : std::initializer_list<const ChartWidget *>{m_frontier, m_courses}) {
        tables.push_back(CardMenu::tableOf(*chart, chart == m_frontier ? m_frontierCard->title() : m_coursesCard->title()));
    }
    return tables;
}

QString ComparePage::totalText() const
{
    return m_data && !showsCalculator() ? view().total() : QString{};
}

} // namespace tokenmeter
