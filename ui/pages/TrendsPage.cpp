// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/TrendsPage.h"

#include "format/AnnotationText.h"
#include "format/BasisText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "pages/AnnotationDialog.h"
#include "pages/PageMarks.h"
#include "pages/PageScroll.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/CompactCombo.h"
#include "widgets/EmptyState.h"
#include "widgets/ListPopup.h"
#include "widgets/Segmented.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QGridLayout>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <array>
#include <utility>

namespace tokenmeter
{
namespace
{

/// Parts of the row of heat maps.
constexpr int CalendarPart = 64;
constexpr int WeekPart = 36;

constexpr std::array AllMeasures{TrendMeasure::Cost,           TrendMeasure::Tokens,           TrendMeasure::Requests,
                                 TrendMeasure::CacheHitShare,  TrendMeasure::CostPerMillion,   TrendMeasure::InputAgain,
                                 TrendMeasure::TokensPerSession, TrendMeasure::RequestsPerSession, TrendMeasure::AgentShare};
constexpr std::array AllUnits{TrendUnit::Hour, TrendUnit::Day, TrendUnit::Week, TrendUnit::Month, TrendUnit::Year};
constexpr std::array AllShapes{TimeChart::Shape::Bars, TimeChart::Shape::Area, TimeChart::Shape::Lines, TimeChart::Shape::Share,
                               TimeChart::Shape::Cumulative};
constexpr std::array AllDimensions{TrendDimension::None,   TrendDimension::Model, TrendDimension::Provider, TrendDimension::Project,
                                   TrendDimension::Source, TrendDimension::Tier,  TrendDimension::Agent,    TrendDimension::TokenClass};

template <typename T, std::size_t N>
int indexOf(const std::array<T, N> &all, T value)
{
    return int(std::find(all.begin(), all.end(), value) - all.begin());
}

/// How the period before is drawn: beside the words of its check box.
class GhostMark : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {px(size::icon), px(size::control)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter{this};
        painter.setRenderHint(QPainter::Antialiasing);
        const Colours &c = Theme::current().colours();
        painter.setPen(QPen{isEnabled() ? c.text2 : withAlpha(c.text3, mix::disabled), size::ghostLine});
        painter.drawLine(QPointF{0, height() / 2.0}, QPointF{double(width()), height() / 2.0});
    }
};

/// Between chart and legend.
class UprightLine : public QWidget
{
public:
    explicit UprightLine(QWidget *parent) : QWidget{parent} { setFixedWidth(int(size::hairline)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter{this};
        painter.fillRect(rect(), Theme::current().colours().border);
    }
};

} // namespace

TrendsPage::TrendsPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
    connectAll();
    fillControls();
    arrange();
}

TrendsPage::~TrendsPage() = default;

void TrendsPage::build()
{
    m_scroll = new PageScroll{this, 0};
    QWidget *content = m_scroll->content();
    m_chartCard = new Card{{}, content};
    m_second = new QWidget{m_chartCard};
    auto *second = new QHBoxLayout{m_second};
    second->setContentsMargins(0, space::s2, 0, 0);
    second->setSpacing(space::s2);
    m_chartCard->content()->addWidget(m_second);
    auto *body = new QWidget{m_chartCard};
    m_body = new QHBoxLayout{body};
    m_body->setContentsMargins(0, 0, 0, 0);
    m_chart = new TimeChart{body};
    m_line = new UprightLine{body};
    m_legend = new LegendTable{body};
    m_body->addWidget(m_chart, 1);
    m_body->addWidget(m_line);
    m_body->addWidget(m_legend);
    m_chartCard->content()->addWidget(body, 1);
    m_chartCard->setBottomPadding(size::chartCardBottom);

    m_measures = new CompactCombo{m_chartCard};
    m_dimensions = new CompactCombo{m_chartCard};
    m_steps = new Segmented{{}, m_chartCard};
    m_shapes = new Segmented{{}, m_chartCard};
    m_ghost = new QCheckBox{m_chartCard};
    m_ghostMark = new GhostMark{m_chartCard};

    m_emptyCard = m_scroll->addEmptyCard();
    m_empty = m_scroll->empty();

    auto *maps = new QWidget{content};
    m_maps = new QHBoxLayout{maps};
    m_maps->setContentsMargins(0, 0, 0, 0);
    m_maps->setSpacing(size::cardGap);
    m_calendarCard = new Card{{}, maps};
    m_calendar = new CalendarHeatMap{m_calendarCard};
    m_calendarCard->content()->addWidget(m_calendar);
    m_weekCard = new Card{{}, maps};
    m_week = new WeekHeatMap{m_weekCard};
    m_weekCard->content()->addWidget(m_week);
    m_maps->addWidget(m_calendarCard, CalendarPart);
    m_maps->addWidget(m_weekCard, WeekPart);

    m_more = new CardMenu{m_chartCard, m_chart};
    m_more->addEntry(tr("Annotate a day…"), [this] { annotate(-1); });
    for (CardMenu *more : {m_more, new CardMenu{m_calendarCard, m_calendar}, new CardMenu{m_weekCard, m_week}}) {
        connect(more, &CardMenu::tableWanted, this, &TrendsPage::tableWanted);
    }

    m_scroll->grid()->addWidget(m_chartCard, 0, 0);
    m_scroll->grid()->addWidget(m_emptyCard, 1, 0);
    m_scroll->grid()->addWidget(maps, 2, 0);
    m_others = new ListPopup{this};
}

void TrendsPage::connectAll()
{
    connect(m_measures, &QComboBox::activated, this, &TrendsPage::wantMeasure);
    connect(m_dimensions, &QComboBox::activated, this,
            [this](int index) { wantOption(QStringLiteral("dimension"), m_dimensions->itemData(index).toString()); });
    connect(m_steps, &Segmented::currentChanged, this, [this](int index) {
        if (!m_filling) {
            wantOption(QStringLiteral("step"), trends::word(AllUnits[std::size_t(index)]));
        }
    });
    connect(m_shapes, &Segmented::currentChanged, this, [this](int index) {
        if (!m_filling) {
            wantOption(QStringLiteral("shape"), trends::word(AllShapes[std::size_t(index)]));
        }
    });
    connect(m_ghost, &QCheckBox::clicked, this, [this](bool on) { wantOption(QStringLiteral("ghost"), on ? QString{} : QStringLiteral("off")); });

    connect(m_chart, &ChartWidget::markPicked, this, [this](int mark) {
        const TimeChartData::Step &step = m_chart->data().steps[std::size_t(mark)];
        wantDays(step.from, step.to);
    });
    connect(m_chart, &TimeChart::periodPicked, this, [this](int first, int last) {
        wantDays(m_chart->data().steps[std::size_t(first)].from, m_chart->data().steps[std::size_t(last)].to);
    });
    connect(m_chart, &ChartWidget::markExplained, this, &TrendsPage::explain);
    connect(m_chart, &ChartWidget::menuWanted, this, &TrendsPage::openMarksMenu);
    connect(m_chart, &ChartWidget::markHovered, this, &TrendsPage::pointAt);
    connect(m_legend, &LegendTable::isolated, this, &TrendsPage::isolate);
    connect(m_legend, &LegendTable::toggled, this, &TrendsPage::toggle);
    connect(m_legend, &LegendTable::opened, this, &TrendsPage::openOthers);
    connect(m_legend, &LegendTable::explained, this, [this](int row) {
        if (m_view) {
            explain(-1, m_view->seriesOfRow(row));
        }
    });
    connect(m_legend, &LegendTable::hovered, this, [this](int row) { m_chart->setLifted(row < 0 || !m_view ? -1 : m_view->seriesOfRow(row)); });
    connect(m_others, &ListPopup::picked, this, &TrendsPage::pickOther);

    connect(m_calendar, &ChartWidget::markPicked, this, [this](int mark) { wantDays(m_calendar->dayOf(mark), m_calendar->dayOf(mark)); });
    connect(m_calendar, &ChartWidget::markExplained, this, [this](int mark) {
        if (m_context) {
            UsageFilter filter = m_context->filter;
            filter.from = filter.to = m_calendar->dayOf(mark);
            Q_EMIT whyWanted(WhySum{m_calendar->tipOf(mark).place, filter});
        }
    });
    connect(m_calendar, &ChartWidget::markHovered, this, [this](int mark) {
        int step = -1;
        for (int i = 0; mark >= 0 && i < int(m_chart->data().steps.size()); ++i) {
            const TimeChartData::Step &candidate = m_chart->data().steps[std::size_t(i)];
            if (candidate.from <= m_calendar->dayOf(mark) && m_calendar->dayOf(mark) <= candidate.to) {
                step = i;
                break;
            }
        }
        m_chart->setCrosshair(step);
    });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_context && m_trend && m_trend->nearestDataDay) {
            Q_EMIT viewWanted(movedTo(m_context->view, *m_trend->nearestDataDay, m_context->rules));
        }
    });
}

// What is in view.

void TrendsPage::show(const PageContext &context, bool ledgerChanged)
{
    const std::optional<PageContext> before = std::exchange(m_context, context);
    const TrendsOptions options = trends::optionsOf(context.view);
    if (before && before->view.measure != context.view.measure && isRatio(options.measure)) {
        // Another measure in the filter bar means that one, not the ratio of this page.
        Q_EMIT viewWanted(trends::with(context.view, QStringLiteral("measure"), {}));
        return;
    }
    ViewState sameOptions = context.view;
    if (before) {
        sameOptions.options = before->view.options;
    }
    const bool drawsOnly = before && !ledgerChanged && m_trend && !isBusy() && before->view == sameOptions && before->view.options != context.view.options
                           && options.dimension == m_options.dimension && options.tagKey == m_options.tagKey && options.unit == m_options.unit
                           && options.measure == m_options.measure;
    m_options = options;
    fillControls();
    if (drawsOnly) {
        fill();
        unsettle();
        settle();
        return;
    }
    askTrend();
    if (!ledgerChanged) {
        startWaiting();
    }
}

void TrendsPage::askTrend()
{
    TrendRequest request;
    request.filter = m_context->filter;
    request.zone = m_context->zone;
    request.now = m_context->now;
    request.currency = m_context->view.currency.toStdString();
    request.dimension = m_options.dimension;
    request.tagKey = m_options.tagKey;
    request.unit = m_options.unit;
    request.measure = m_options.measure;
    request.previous = true;
    request.basis = basisChoiceOf(m_context->view);
    m_years = yearsWithRoom();
    request.calendarYears = m_years;
    request.firstDayOfWeek = std::clamp(m_context->rules.firstDayOfWeek, 1, 7);
    ask(
        m_answer, QStringLiteral("trends"),
        [request](WindowServices::Reading reading) mutable {
            request.progress = reading.progress;
            return trendOf(reading.reader, reading.pricer, request);
        },
        [this](const Result<Trend> &answer) {
            stopWaiting();
            if (answer) {
                m_view.reset();
                m_trend = *answer;
                fillControls();
                fill();
            }
        });
}

int TrendsPage::yearsWithRoom() const
{
    return PageScroll::windowWidth(this) >= size::twoYearsFrom ? 2 : 1;
}

void TrendsPage::setColourStore(ModelColours::Store store)
{
    m_colours = ModelColours{std::move(store)};
    fill();
}

void TrendsPage::setCardsLoading(bool loading)
{
    for (Card *card : {m_chartCard, m_calendarCard, m_weekCard}) {
        if (card->isLoading() != loading) {
            card->setLoading(loading);
        }
    }
    if (!loading) {
        arrangeControls();
    }
}

void TrendsPage::fillControls()
{
    m_filling = true;
    const int days = m_context ? daysIn(m_context->view.period) : 1;
    QStringList units{tr("Hour"), tr("Day"), tr("Week"), tr("Month"), tr("Year")};
    m_steps->setItems(units);
    for (std::size_t i = 0; i < AllUnits.size(); ++i) {
        const bool isUntold = m_context && AllUnits[i] == TrendUnit::Hour && shownBasis(m_context->view) == ViewBasis::Billed;
        m_steps->setRefused(int(i), isUntold                                              ? BasisText::notTold(QStringLiteral("hour"))
                                    : !m_context || trends::fits(AllUnits[i], days) ? QString{}
                                    : AllUnits[i] == TrendUnit::Hour              ? tr("Hours are shown for up to 62 days.")
                                    : AllUnits[i] == TrendUnit::Day               ? tr("Days are shown for up to three years.")
                                                                                  : tr("The period is too short for this."));
    }
    m_shapes->setItems({tr("Bars"), tr("Area"), tr("Lines"), tr("Shares of 100 %"), tr("Running sum")});
    m_shapes->setIcons({Icon::Bars, Icon::Area, Icon::Lines, Icon::Percent, Icon::Trends});
    const bool ratio = isRatio(m_options.measure);
    // The one in force is never refused, or it could not be set.
    const int shape = ratio ? indexOf(AllShapes, TimeChart::Shape::Lines) : indexOf(AllShapes, m_options.shape);
    for (int i = 0; i < int(AllShapes.size()); ++i) {
        m_shapes->setRefused(i, QString{});
    }
    m_shapes->setCurrent(shape);
    for (int i = 0; i < int(AllShapes.size()); ++i) {
        m_shapes->setRefused(i, ratio && i != shape ? tr("A ratio has no sum: it can only be drawn as lines.") : QString{});
    }
    m_steps->setCurrent(indexOf(AllUnits, m_options.unit));
    m_steps->setAccessibleName(tr("Length of a step"));
    m_shapes->setAccessibleName(tr("Shape of the chart"));

    m_measures->clear();
    for (const TrendMeasure measure : AllMeasures) {
        m_measures->addItem(TrendsView::measureName(measure));
    }
    m_measures->setCurrentIndex(indexOf(AllMeasures, m_options.measure));
    m_measures->setAccessibleName(tr("What is measured"));

    m_dimensions->clear();
    const auto add = [&](TrendDimension dimension, const std::string &tagKey) {
        const QString name = TrendsView::dimensionName(dimension, tagKey);
        const QString shown = NumberText::isChinese() || dimension == TrendDimension::Tag ? name : name.toLower();
        m_dimensions->addItem(dimension == TrendDimension::None ? name : tr("By %1", "By model").arg(shown), trends::word(dimension, tagKey));
    };
    for (const TrendDimension dimension : AllDimensions) {
        if (dimension != TrendDimension::TokenClass || m_options.measure == TrendMeasure::Cost || m_options.measure == TrendMeasure::Tokens) {
            add(dimension, {});
        }
    }
    std::vector<std::string> tagKeys = m_trend ? m_trend->tagKeys : std::vector<std::string>{};
    if (m_options.dimension == TrendDimension::Tag && std::find(tagKeys.begin(), tagKeys.end(), m_options.tagKey) == tagKeys.end()) {
        tagKeys.push_back(m_options.tagKey);
    }
    for (const std::string &key : tagKeys) {
        add(TrendDimension::Tag, key);
    }
    m_dimensions->setCurrentIndex(m_dimensions->findData(trends::word(m_options.dimension, m_options.tagKey)));
    m_dimensions->setAccessibleName(tr("What the series are"));
    m_ghost->setChecked(m_options.ghost);
    // As wide as what is chosen; the list is as wide as it needs.
    for (QComboBox *box : {m_measures, m_dimensions}) {
        box->updateGeometry();
        box->view()->setMinimumWidth(box->view()->sizeHintForColumn(0) + px(space::s8));
    }
    m_filling = false;
    arrangeControls();
}

void TrendsPage::fill()
{
    if (!m_trend || !m_context) {
        m_chartCard->setTitle(TrendsView::measureName(m_options.measure));
        m_calendarCard->setTitle(tr("Every day"));
        m_weekCard->setTitle(tr("Hour and weekday"));
        return;
    }
    m_view = std::make_unique<TrendsView>(*m_trend, m_options, m_colours, m_context->zone, m_context->rules);
    const bool empty = m_view->isEmpty();
    m_chartCard->setVisible(!empty);
    m_weekCard->setVisible(!empty && m_view->hasWeek());
    m_emptyCard->setVisible(empty);
    m_calendarCard->setVisible(!empty || m_view->hasYear());
    m_empty->setTexts(m_view->emptyFact(), m_view->emptyHint(), m_view->emptyVerb());

    m_chartCard->setTitle(m_view->title());
    m_chartCard->setTotal(m_view->totalText());
    m_ghost->setText(m_view->hasGhost() ? m_view->ghostName() : tr("No period before"));
    m_ghost->setEnabled(m_view->hasGhost());
    m_ghostMark->setEnabled(m_view->hasGhost());
    m_ghost->setToolTip(m_view->hasGhost() ? QString{} : tr("The ledger holds nothing of the period before."));
    m_chart->setShape(m_options.shape);
    m_chart->setData(m_view->chart());
    m_chart->setTimeMarks(timeMarksOf(m_trend->annotations, m_context->zone));
    m_legend->setData(m_view->legend());
    m_legend->setAccessibleName(m_view->title());
    hideSeries(m_chart->hidden());

    m_calendarCard->setTitle(m_view->calendarTitle());
    m_calendarCard->setTotal(m_view->calendarTotal());
    m_calendar->setDays(m_view->calendarDays(), std::clamp(m_context->rules.firstDayOfWeek, 1, 7), m_view->calendarLook());
    m_weekCard->setTitle(m_view->weekTitle());
    m_weekCard->setTotal(m_view->weekScope());
    m_week->setHours(m_view->weekHours(), std::clamp(m_context->rules.firstDayOfWeek, 1, 7), m_view->weekLook());
    pointAt(-1);
    arrange();
}

QString TrendsPage::totalText() const
{
    return m_view ? m_view->totalText() : QString{};
}

std::vector<PageTable> TrendsPage::tables() const
{
    return m_view ? m_view->tables() : std::vector<PageTable>{};
}

// What the user wants.

void TrendsPage::wantOption(const QString &name, const QString &word)
{
    if (m_context) {
        Q_EMIT viewWanted(trends::with(m_context->view, name, word));
    }
}

void TrendsPage::wantMeasure(int index)
{
    if (!m_context || index < 0) {
        return;
    }
    const TrendMeasure measure = AllMeasures[std::size_t(index)];
    ViewState view = trends::with(m_context->view, QStringLiteral("measure"), trends::word(measure));
    if (!isRatio(measure)) {
        view.measure = measure == TrendMeasure::Cost ? Measure::Cost : measure == TrendMeasure::Tokens ? Measure::Tokens : Measure::Requests;
    }
    Q_EMIT viewWanted(view);
}

/// As the period of a kind when it is exactly one, so that the stepper goes on from it.
void TrendsPage::wantDays(LocalDay from, LocalDay to)
{
    if (!m_context) {
        return;
    }
    ViewState view = m_context->view;
    view.period = customPeriod(from, to);
    for (const PeriodKind kind : {PeriodKind::Day, PeriodKind::Week, PeriodKind::Month}) {
        if (const Period whole = periodAt(kind, from, m_context->rules); whole.from == from && whole.to == to) {
            view.period = whole;
            break;
        }
    }
    if (view.period != m_context->view.period) {
        Q_EMIT viewWanted(view);
    }
}

void TrendsPage::explain(int step, int series)
{
    if (m_view && m_context) {
        Q_EMIT whyWanted(WhySum{m_view->nameOf(step, series), m_view->filterOf(m_context->filter, step, series)});
    }
}

void TrendsPage::isolate(int row)
{
    const int series = m_view->seriesOfRow(row);
    std::set<int> others;
    for (int s = 0; s < int(m_chart->data().series.size()); ++s) {
        if (s != series) {
            others.insert(s);
        }
    }
    hideSeries(m_chart->hidden() == others ? std::set<int>{} : others); // alone already: all again
}

void TrendsPage::toggle(int row)
{
    std::set<int> hidden = m_chart->hidden();
    const int series = m_view->seriesOfRow(row);
    if (hidden.erase(series) == 0) {
        hidden.insert(series);
    }
    hideSeries(hidden.size() == m_chart->data().series.size() ? std::set<int>{} : hidden);
}

void TrendsPage::hideSeries(const std::set<int> &series)
{
    if (series != m_chart->hidden()) {
        m_chart->setHidden(series);
    }
    std::set<int> rows;
    for (const int s : series) {
        rows.insert(m_view->rowOfSeries(s));
    }
    m_legend->setHidden(rows);
}

void TrendsPage::openOthers()
{
    const QRectF row = m_legend->rowRect(int(m_legend->data().rows.size()) - 1);
    m_others->openAt(m_legend->mapToGlobal(row.bottomLeft().toPoint()), m_legend->data().rows.back().name, m_view->others(), m_view->measure(),
                     m_view->othersTotal());
}

void TrendsPage::pickOther(int index)
{
    const auto member = std::size_t(m_others->list()->entry(index).key.toULongLong());
    if (!m_trend || member >= m_trend->others.size()) {
        return;
    }
    const TrendMember &picked = m_trend->others[member];
    ViewState view = m_context->view;
    const auto only = [&](FilterKey key, const FilterTerm &term) { view.filter.set(key, {term}); };
    switch (m_options.dimension) {
    case TrendDimension::Model:
        only(FilterKey::Model, names().modelTerm(picked.values));
        break;
    case TrendDimension::Provider:
        only(FilterKey::Provider, {QString::fromStdString(picked.name), false});
        break;
    case TrendDimension::Project:
        only(FilterKey::Project, {QString::fromStdString(picked.name), false});
        break;
    case TrendDimension::Source:
        only(FilterKey::Source, {QString::fromStdString(picked.name), false});
        break;
    default:
        return; // no chip for it
    }
    Q_EMIT viewWanted(view);
}

/// The day that the chart points at is outlined in the year; at rest the day in view, if it is one.
void TrendsPage::pointAt(int mark)
{
    if (mark >= 0 && mark < int(m_chart->data().steps.size()) && m_chart->data().unit <= TimeChartData::Unit::Day) {
        const TimeChartData::Step &step = m_chart->data().steps[std::size_t(mark)];
        m_calendar->markDays(step.from, step.to);
    } else if (m_context && m_context->view.period.from == m_context->view.period.to) {
        m_calendar->markDays(m_context->view.period.from, m_context->view.period.to);
    } else {
        m_calendar->setMarked({});
    }
}

// Annotations: by the chart's menu, of the mouse or of the menu key, and by the card's.

QMenu *TrendsPage::openMarksMenu(int step, const QPoint &globalPos)
{
    if (!m_trend || step < 0 || step >= int(m_chart->data().steps.size())) {
        return nullptr;
    }
    const TimeChartData::Step &place = m_chart->data().steps[std::size_t(step)];
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Annotate %1…").arg(place.place), this, [this, step] { annotate(step); });
    for (const TimeMark &mark : m_chart->timeMarks()) {
        const bool isHere = place.from <= mark.day && mark.day <= place.to && (place.hourOfDay < 0 || mark.hourOfDay < 0 || mark.hourOfDay == place.hourOfDay);
        if (!isHere) {
            continue;
        }
        // An ampersand would mark a letter.
        const QString name = menu->fontMetrics().elidedText(TimeMarks::lineOf(mark), Qt::ElideRight, px(size::legendTable)).replace(QLatin1Char('&'), QLatin1String("&&"));
        menu->addSeparator();
        menu->addAction(tr("Change “%1”…").arg(name), this, [this, id = mark.id] { editAnnotation(id); });
        menu->addAction(tr("Remove “%1”").arg(name), this, [this, id = mark.id] { removeAnnotation(id); });
    }
    menu->popup(globalPos);
    return menu;
}

const ReviewFact *TrendsPage::annotationOf(std::int64_t id) const
{
    if (!m_trend) {
        return nullptr;
    }
    const auto found = std::find_if(m_trend->annotations.begin(), m_trend->annotations.end(), [id](const ReviewFact &fact) { return fact.id == id; });
    return found == m_trend->annotations.end() ? nullptr : &*found;
}

void TrendsPage::annotate(int step)
{
    if (!m_context) {
        return;
    }
    const auto &steps = m_chart->data().steps;
    const LocalDay day = step >= 0 && step < int(steps.size()) ? steps[std::size_t(step)].from : std::min(m_context->today, *m_context->filter.to);
    auto *dialog = new AnnotationDialog{Annotation{.day = day, .kind = Annotation::Kind::Release}, true, window()};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        whenAnswered(this, services().addReviewFact(dialog->annotation()), [this](const Result<ReviewFact> &answer) {
            if (answer) {
                Q_EMIT message(tr("Annotated."), true);
            } else {
                Q_EMIT failed(answer.problem());
            }
        });
    });
    dialog->open();
}

void TrendsPage::editAnnotation(std::int64_t id)
{
    const ReviewFact *fact = annotationOf(id);
    if (fact == nullptr) {
        return;
    }
    auto *dialog = new AnnotationDialog{*fact->annotation(), false, window()};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id] {
        whenAnswered(this, services().editReviewFact(id, dialog->annotation()), [this](const Result<ReviewFact> &answer) {
            if (answer) {
                Q_EMIT message(tr("The annotation was changed."), true);
            } else {
                Q_EMIT failed(answer.problem());
            }
        });
    });
    dialog->open();
}

void TrendsPage::removeAnnotation(std::int64_t id)
{
    whenAnswered(this, services().removeReviewFact(id, ReviewFactKind::Annotation), [this](const Result<Done> &answer) {
        if (answer) {
            Q_EMIT message(tr("The annotation was removed."), true);
        } else {
            Q_EMIT failed(answer.problem());
        }
    });
}

bool TrendsPage::escape()
{
    if (m_chart->escape()) {
        return true;
    }
    if (!m_chart->hidden().empty()) {
        hideSeries({});
        return true;
    }
    return false;
}

// Where things stand.

void TrendsPage::arrange()
{
    m_narrow = PageScroll::windowWidth(this) < size::narrowBelow;
    const bool single = m_trend && m_legend->data().rows.size() <= 1 && m_legend->data().notes.empty();
    m_body->setDirection(m_narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_body->setSpacing(m_narrow ? space::s2 : space::s3);
    m_line->setVisible(!m_narrow && !m_chartCard->isLoading());
    m_legend->setColumns(m_narrow && !single ? 2 : 1);
    m_legend->setMinimumWidth(0);
    m_legend->setMaximumWidth(QWIDGETSIZE_MAX);
    if (!m_narrow) {
        m_legend->setFixedWidth(px(size::legendTable));
    }
    m_maps->setDirection(m_narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_emptyCard->setMinimumHeight(px(size::chartCard));
    for (Card *card : {m_calendarCard, m_weekCard}) {
        card->setMinimumHeight(px(size::heatCard));
        card->setBottomPadding(size::chartCardBottom);
    }
    const QWidget *content = m_scroll->content();
    m_scroll->grid()->setRowStretch(0, m_chartCard->isVisibleTo(content) ? 3 : 0);
    m_scroll->grid()->setRowStretch(1, m_emptyCard->isVisibleTo(content) ? 3 : 0);
    m_scroll->grid()->setRowStretch(2, m_narrow || m_calendarCard->isHidden() ? 0 : 1);
    arrangeControls();
}

/// As many controls as fit stand in the title row, rightmost first; the others in a row of their own below it.
void TrendsPage::arrangeControls()
{
    const QList<QWidget *> order{m_shapes, m_steps, m_dimensions, m_measures, m_ghostMark, m_ghost};
    for (QWidget *control : order) {
        m_chartCard->removeTitleControl(control);
    }
    m_chartCard->removeTitleControl(m_more);
    int room = m_chartCard->width() - m_chartCard->titleRowWidth() - m_more->width() - space::s2;
    QList<QWidget *> below;
    for (QWidget *control : order) {
        const int needs = control->sizeHint().width() + space::s2 + (control == m_ghostMark ? m_ghost->sizeHint().width() + space::s2 : 0);
        if (below.isEmpty() && needs <= room) {
            m_chartCard->addTitleControl(control);
            room -= control->sizeHint().width() + space::s2;
        } else {
            below.prepend(control);
        }
    }
    m_chartCard->addQuietControl(m_more); // leftmost: it is not seen until asked for
    auto *row = static_cast<QHBoxLayout *>(m_second->layout());
    while (row->count() > 0) {
        delete row->takeAt(0);
    }
    for (QWidget *control : below) {
        row->addWidget(control);
        control->show();
    }
    row->addStretch();
    m_second->setVisible(!below.isEmpty() && !m_chartCard->isLoading());
    // The measure, and as much more as the legend below the chart needs: its total must not be cut.
    m_chartCard->setMinimumHeight(std::max(px(size::trendsCard), m_chartCard->content()->totalMinimumSize().height()));
}

void TrendsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    if (m_context && m_years != yearsWithRoom()) {
        askTrend();
    }
    arrange();
    m_scroll->grid()->activate();
    arrangeControls(); // the card has its width now
}

void TrendsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        fillControls();
        fill();
    }
    Page::changeEvent(event);
}

} // namespace tokenmeter
