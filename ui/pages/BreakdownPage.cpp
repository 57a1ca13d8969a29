// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BreakdownPage.h"

#include "charts/Donut.h"
#include "charts/ParetoChart.h"
#include "charts/Treemap.h"
#include "format/BasisText.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/ProjectText.h"
#include "itemmodels/CellRoles.h"
#include "pages/BreakdownFind.h"
#include "pages/BreakdownFolding.h"
#include "pages/BreakdownView.h"
#include "pages/FindBar.h"
#include "pages/PageScroll.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/EmptyState.h"
#include "widgets/MenuButton.h"
#include "widgets/Segmented.h"
#include "widgets/TreeTable.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Parts of the page's width and height.
constexpr int TablePart = 63;
constexpr int TablePartWide = 60;
constexpr int Whole = 100;
constexpr int MapPart = 58;

bool isSameQuestion(const BreakdownRequest &a, const BreakdownRequest &b)
{
    return a.filter == b.filter && a.by == b.by && a.tagKey == b.tagKey && a.currency == b.currency && a.zone.id() == b.zone.id()
           && a.zone.dayOf(a.now) == b.zone.dayOf(b.now) && a.basis.basis == b.basis.basis;
}

} // namespace

BreakdownPage::BreakdownPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    m_seen.setSingleShot(true);
    m_seen.setInterval(0);
    connect(&m_seen, &QTimer::timeout, this, &BreakdownPage::askSteps);
    build();
    connectParts();
    arrange();
}

BreakdownPage::~BreakdownPage() = default;

void BreakdownPage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    m_tableCard = new Card{{}, content};
    m_tableCard->setSidePadding(size::treeInset);
    m_tableCard->setBottomPadding(0);
    m_table = new TreeTable{m_tableCard};
    m_model = new BreakdownModel{this};
    m_table->setModel(m_model);
    m_folding = new BreakdownFolding{m_table, m_model};
    m_footer = new TreeFooter{m_table, m_tableCard};
    // In a body of their own: the card shows and hides what it holds while it is loading.
    auto *body = new QWidget{m_tableCard};
    auto *rows = new QVBoxLayout{body};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_findBar = new FindBar{body};
    m_findBar->setInset(size::cardPadding - size::treeInset);
    m_findBar->setWords(tr("Find a name in the table"), tr("Find in the table"));
    rows->addWidget(m_findBar);
    rows->addWidget(m_table, 1);
    m_tableCard->content()->addWidget(body, 1);
    m_tableCard->content()->addWidget(m_footer);
    m_group = new MenuButton{tr("Group by"), m_tableCard};
    m_columns = new MenuButton{tr("Columns"), m_tableCard};
    m_tableCard->addTitleControl(m_columns);
    m_tableCard->addTitleControl(m_group);

    m_chartCard = new Card{{}, content};
    m_shapes = new QStackedWidget{m_chartCard};
    m_treemap = new Treemap{m_shapes};
    m_donut = new Donut{m_shapes};
    m_shapes->addWidget(m_treemap);
    m_shapes->addWidget(m_donut);
    m_chartCard->content()->addWidget(m_shapes);
    m_shape = new Segmented{{tr("Treemap"), tr("Donut")}, m_chartCard};
    m_shape->setAccessibleName(tr("Shape"));
    m_chartCard->addTitleControl(m_shape);
    m_chartMenu = new CardMenu{m_chartCard, m_treemap};

    m_curveCard = new Card{{}, content};
    m_pareto = new ParetoChart{m_curveCard};
    m_curveCard->content()->addWidget(m_pareto);
    m_curveCard->setBottomPadding(size::chartCardBottom);
    for (CardMenu *more : {m_chartMenu, new CardMenu{m_curveCard, m_pareto}}) {
        connect(more, &CardMenu::tableWanted, this, &BreakdownPage::tableWanted);
    }

    m_emptyCard = m_scroll->addEmptyCard();
    m_empty = m_scroll->empty();
    m_rowMenu = new QMenu{this};
    // Reading order: what the title row holds, then the table.
    setTabOrder(m_group, m_columns);
    setTabOrder(m_columns, m_table);
    setTabOrder(m_table, m_shape);
    setTabOrder(m_shape, m_treemap);
    setTabOrder(m_treemap, m_donut);
    setTabOrder(m_donut, m_pareto);
}

void BreakdownPage::connectParts()
{
    connect(m_table, &TreeTable::picked, this, &BreakdownPage::drill);
    connect(m_table, &TreeTable::explained, this, &BreakdownPage::explain);
    connect(m_table, &TreeTable::copyWanted, this, &BreakdownPage::copy);
    connect(m_table, &TreeTable::menuWanted, this, &BreakdownPage::showRowMenu);
    connect(m_table, &TreeTable::sortWanted, this, &BreakdownPage::sortBy);
    connect(m_table, &TreeTable::rowsSeen, this, [this] { m_seen.start(); });
    connect(m_folding, &BreakdownFolding::folded, this, &BreakdownPage::showExpandState);
    connect(m_folding, &BreakdownFolding::selectionChanged, this, &BreakdownPage::markSelection);
    connect(m_findBar, &FindBar::textEdited, this, [this] { findNext(true, true); });
    connect(m_findBar, &FindBar::findWanted, this, [this](bool forward) { findNext(forward, false); });
    connect(m_findBar, &FindBar::closeWanted, this, &BreakdownPage::closeFind);
    connect(m_group, &MenuButton::aboutToOpen, this, &BreakdownPage::fillGroupMenu);
    connect(m_columns, &MenuButton::aboutToOpen, this, &BreakdownPage::fillColumnsMenu);
    connect(m_tableCard, &Card::linkActivated, this, [this] { expandAll(!m_folding->isAllExpanded()); });
    connect(m_shape, &Segmented::currentChanged, this, [this](int shape) {
        BreakdownOptions options = m_options;
        options.donut = shape == 1;
        setOptions(options);
    });
    const auto pick = [this](int key) {
        if (key < 0) {
            return;
        }
        // Ctrl leaves the view as it is and shows the row.
        if (QApplication::keyboardModifiers() & Qt::ControlModifier) {
            m_folding->select(BreakdownNodeId(key));
        } else {
            drillTo(BreakdownNodeId(key));
        }
    };
    const auto light = [this](int key) { m_table->setLit(key < 0 ? QModelIndex{} : m_model->indexOf(BreakdownNodeId(key))); };
    const auto explainKey = [this](int key) {
        if (key >= 0) {
            explain(m_model->indexOf(BreakdownNodeId(key)));
        }
    };
    for (KeyedChart *chart : std::initializer_list<KeyedChart *>{m_treemap, m_donut}) {
        connect(chart, &ChartWidget::markPicked, this, [chart, pick](int mark) { pick(chart->keyOf(mark)); });
        connect(chart, &ChartWidget::markHovered, this, [chart, light](int mark) { light(chart->keyOf(mark)); });
        connect(chart, &ChartWidget::markExplained, this, [chart, explainKey](int mark) { explainKey(chart->keyOf(mark)); });
    }
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_data && m_data->nearestDataDay) {
            Q_EMIT viewWanted(movedTo(m_context.view, *m_data->nearestDataDay, m_context.rules));
        }
    });
}

/// An empty row would take its part of a tall window.
void BreakdownPage::stretchRows()
{
    const bool empty = !m_emptyCard->isHidden();
    QGridLayout *grid = m_scroll->grid();
    grid->setRowStretch(0, empty ? 0 : MapPart);
    grid->setRowStretch(1, empty ? 0 : Whole - MapPart);
    grid->setRowStretch(2, empty ? Whole : 0);
}

void BreakdownPage::arrange()
{
    const int windowWidth = PageScroll::windowWidth(this);
    const Width now = windowWidth < size::narrowBelow ? Width::Narrow : windowWidth >= size::wideFrom ? Width::Wide : Width::Normal;
    if (m_arranged && now == m_width) {
        return;
    }
    m_arranged = true;
    m_width = now;
    const bool narrow = now == Width::Narrow;
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    grid->addWidget(m_emptyCard, 2, 0, 1, 2);
    if (narrow) {
        grid->addWidget(m_tableCard, 0, 0, 1, 2);
        grid->addWidget(m_chartCard, 1, 0);
        grid->addWidget(m_curveCard, 1, 1);
    } else {
        grid->addWidget(m_tableCard, 0, 0, 2, 1);
        grid->addWidget(m_chartCard, 0, 1);
        grid->addWidget(m_curveCard, 1, 1);
    }
    const int part = narrow ? Whole / 2 : now == Width::Wide ? TablePartWide : TablePart;
    grid->setColumnStretch(0, part);
    grid->setColumnStretch(1, Whole - part);
    stretchRows();
    m_tableCard->setMinimumHeight(px(narrow ? size::treeCardNarrow : size::treeCard));
    for (Card *card : {m_chartCard, m_curveCard}) {
        card->setMinimumHeight(px(narrow ? size::chartBandMinHeight : size::chartMinHeight));
    }
    applyColumns();
}

void BreakdownPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void BreakdownPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange && m_data) {
        fill();
    }
    QWidget::changeEvent(event);
}

void BreakdownPage::show(const PageContext &context, bool ledgerChanged)
{
    m_context = context;
    m_options = breakdownOptionsOf(context.view.options);
    BreakdownRequest request;
    request.filter = context.filter;
    request.by = m_options.by;
    request.tagKey = m_options.tagKey;
    request.zone = context.zone;
    request.now = context.now;
    request.currency = context.view.currency.toStdString();
    request.basis = basisChoiceOf(context.view);
    const bool isNew = !m_asked || !isSameQuestion(*m_asked, request);
    if (isNew || ledgerChanged) {
        m_asked = request;
        askTree(isNew);
        return;
    }
    if (m_data) {
        fill();
    }
    unsettle();
    settle();
}

bool BreakdownPage::isBusy() const
{
    return m_treeAnswer.isPending() || m_curveAnswer.isPending() || m_stepsAnswer.isPending() || m_seen.isActive();
}

void BreakdownPage::askTree(bool isNewView)
{
    m_stepsAnswer.forget();
    if (isNewView) {
        startWaiting();
    }
    using Tree = std::shared_ptr<const Breakdown>;
    ask(
        m_treeAnswer, QStringLiteral("breakdown"),
        [request = *m_asked](WindowServices::Reading reading) mutable -> Result<Tree> {
            request.progress = reading.progress;
            Result<Breakdown> tree = breakdownOf(reading.reader, reading.pricer, request);
            if (!tree) {
                return tree.problem();
            }
            return std::make_shared<const Breakdown>(*std::move(tree));
        },
        [this](const Result<Tree> &answer) {
            stopWaiting();
            if (answer) {
                m_data = *answer;
                m_rows.reset();
                fill();
                m_seen.start();
            }
        });
    if (m_asked->basis.basis == ViewBasis::Billed) {
        m_curveAnswer.forget(); // a bill does not tell sessions
        m_curve.reset();
    } else {
        askCurve(*m_asked);
    }
}

void BreakdownPage::askCurve(const BreakdownRequest &asked)
{
    ask(
        m_curveAnswer, QStringLiteral("breakdown.curve"),
        [request = asked](WindowServices::Reading reading) mutable -> Result<Concentration> {
            request.progress = reading.progress;
            return concentrationOf(reading.reader, reading.pricer, request);
        },
        [this](const Result<Concentration> &answer) {
            if (answer) {
                m_curve = *answer;
                fillCurve();
            }
        });
}

/// Sparklines of the rows that are seen and have none yet.
void BreakdownPage::askSteps()
{
    if (m_treeAnswer.isPending() || m_stepsAnswer.isPending() || !m_data || !m_asked || m_data->isEmpty() || !m_table->isShown(int(BreakdownColumn::Course))) {
        settle();
        return;
    }
    std::vector<BreakdownNodeId> nodes;
    for (const QModelIndex &index : m_table->visibleRows()) {
        const auto node = m_model->nodeOf(index);
        if (node && !m_model->hasSteps(*node) && !m_model->isWithoutSteps(*node)) {
            nodes.push_back(*node);
        }
    }
    if (nodes.empty()) {
        settle();
        return;
    }
    ask(
        m_stepsAnswer, QStringLiteral("breakdown.steps"),
        [request = *m_asked, data = m_data, nodes](WindowServices::Reading reading) mutable -> Result<BreakdownSteps> {
            request.progress = reading.progress;
            return breakdownStepsOf(reading.reader, reading.pricer, request, *data, nodes);
        },
        [this](const Result<BreakdownSteps> &answer) {
            if (answer) {
                m_model->setSteps(*answer);
                m_seen.start(); // rows may have come into view since
            }
        });
}

void BreakdownPage::setCardsLoading(bool loading)
{
    m_tableCard->setLoading(loading);
    m_curveCard->setLoading(loading);
    m_chartCard->setLoading(loading);
    for (Card *card : {m_tableCard, m_chartCard, m_curveCard}) {
        card->setEnabled(!loading);
    }
}

void BreakdownPage::fill()
{
    const Measure measure = m_context.view.measure;
    const bool isNewRows = !m_rows || m_rows->measure().measure() != measure || &m_rows->data() != m_data.get();
    if (isNewRows) {
        m_rows = std::make_shared<const BreakdownRows>(m_data, measure, m_colours);
        m_folding->setRows(m_rows);
    }
    const bool empty = m_data->isEmpty();
    const BreakdownView view{*m_rows};
    for (Card *card : {m_tableCard, m_chartCard, m_curveCard}) {
        card->setVisible(!empty && (card != m_curveCard || m_data->basis != ViewBasis::Billed));
    }
    m_emptyCard->setVisible(empty);
    stretchRows();
    m_empty->setTexts(view.emptyFact(), view.emptyHint(), view.emptyVerb());
    m_tableCard->setTitle(BreakdownView::tableTitle(m_data->by, m_data->tagKey));
    QStringList beside{measure == Measure::Cost ? BasisText::note(m_data->basis) : QString{}, view.foreignText()};
    beside.removeAll(QString{});
    m_tableCard->setTotal(beside.join(QStringLiteral(" · ")));
    m_table->setAccessibleName(m_tableCard->title());
    m_footer->setAccessibleName(tr("Total"));
    m_tableCard->setMark(m_data->root().spend.unpricedRequests > 0 && measure == Measure::Cost ? tr("Unpriced") : QString{});
    applySort();
    applyColumns();
    if (isNewRows) {
        m_folding->restore();
    }
    m_footer->update();
    fillCharts();
    fillCurve();
    markSelection();
    showExpandState();
}

void BreakdownPage::fillCharts()
{
    const BreakdownView view{*m_rows};
    {
        const QSignalBlocker quiet{m_shape};
        m_shape->setCurrent(m_options.donut ? 1 : 0);
    }
    m_chartCard->setTitle(view.chartTitle(m_options.donut));
    m_chartCard->setTotal(view.totalText());
    m_shapes->setCurrentIndex(m_options.donut ? 1 : 0);
    m_chartMenu->setChart(m_options.donut ? static_cast<ChartWidget *>(m_donut) : m_treemap);
    if (m_options.donut) {
        m_donut->setData(view.donut());
    } else {
        m_treemap->setData(view.treemap());
    }
}

void BreakdownPage::fillCurve()
{
    m_curveCard->setTitle(tr("Concentration"));
    if (m_curve) {
        m_curveCard->setTotal(BreakdownView::concentrationScope(*m_curve, m_context.view.measure));
        m_pareto->setData(BreakdownView::pareto(*m_curve, m_context.view.measure));
    }
}

void BreakdownPage::applySort()
{
    const BreakdownColumn column = m_options.sort.value_or(measuredColumn(m_context.view.measure));
    m_model->setSort(column, m_options.descending);
    m_table->setSort(int(column), m_options.descending);
}

std::vector<int> BreakdownPage::wantedColumns() const
{
    const bool hasUnpriced = m_data && m_data->root().spend.unpricedRequests > 0;
    return shownColumns(m_options, m_context.view.measure, m_width == Width::Wide, hasUnpriced);
}

void BreakdownPage::applyColumns()
{
    m_table->setColumns(wantedColumns(), columnsGivingWay(m_options, m_context.view.measure, m_width == Width::Narrow));
}

void BreakdownPage::setOptions(const BreakdownOptions &options)
{
    ViewState next = m_context.view;
    next.options = withOptions(next.options, options);
    if (next != m_context.view) {
        Q_EMIT viewWanted(next);
    }
}

void BreakdownPage::sortBy(int column)
{
    BreakdownOptions options = m_options;
    const auto wanted = BreakdownColumn(column);
    const bool again = m_table->sortColumn() == column;
    // Numbers begin with the largest, names with A.
    options.descending = again ? !m_table->isDescending() : wanted != BreakdownColumn::Name;
    options.sort = wanted;
    if (wanted == measuredColumn(m_context.view.measure) && options.descending) {
        options.sort.reset();
    }
    setOptions(options);
}

void BreakdownPage::fillGroupMenu()
{
    QMenu *menu = m_group->menu();
    menu->clear();
    for (std::size_t level = 0; level < std::min(MaxBreakdownLevels, m_options.by.size() + 1); ++level) {
        const bool isSet = level < m_options.by.size();
        const QString current = isSet ? BreakdownRows::dimensionName(m_options.by[level], m_options.tagKey) : tr("nothing", "no further grouping");
        QMenu *choices = menu->addMenu((level == 0 ? tr("First by: %1") : tr("Then by: %1")).arg(QString{current}.replace(u'&', QStringLiteral("&&"))));
        auto *group = new QActionGroup{choices};
        const auto add = [&](const QString &name, bool chosen, std::optional<Dimension> dimension, const std::string &tagKey) {
            QAction *action = choices->addAction(QString{name}.replace(u'&', QStringLiteral("&&")));
            action->setCheckable(true);
            action->setChecked(chosen);
            group->addAction(action);
            connect(action, &QAction::triggered, this, [this, level, dimension, tagKey] {
                setOptions(regrouped(m_options, level, dimension, tagKey));
            });
        };
        for (const Dimension dimension : breakdownDimensions()) {
            add(BreakdownRows::dimensionName(dimension, {}), isSet && m_options.by[level] == dimension, dimension, {});
        }
        for (const std::string &key : m_data ? m_data->tagKeys : std::vector<std::string>{}) {
            add(tr("Tag %1", "key").arg(visibleText(key)), isSet && m_options.by[level] == Dimension::Tag && m_options.tagKey == key,
                Dimension::Tag, key);
        }
        if (level > 0) {
            choices->addSeparator();
            add(tr("Nothing further"), !isSet, std::nullopt, {});
        }
    }
}

void BreakdownPage::fillColumnsMenu()
{
    QMenu *menu = m_columns->menu();
    menu->clear();
    const std::vector<int> wanted = wantedColumns();
    for (int i = int(BreakdownColumn::Name) + 1; i < BreakdownColumnCount; ++i) {
        const auto column = BreakdownColumn(i);
        QAction *action = menu->addAction(BreakdownRows::columnName(column));
        action->setCheckable(true);
        action->setChecked(std::find(wanted.begin(), wanted.end(), i) != wanted.end());
        action->setEnabled(column != measuredColumn(m_context.view.measure));
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            BreakdownOptions options = m_options;
            options.columns.clear();
            for (const int one : wantedColumns()) {
                if (one != int(BreakdownColumn::Name) && one != int(column)) {
                    options.columns.push_back(BreakdownColumn(one));
                }
            }
            if (on) {
                options.columns.push_back(column);
            }
            std::sort(options.columns.begin(), options.columns.end());
            setOptions(options);
        });
    }
    menu->addSeparator();
    QAction *usual = menu->addAction(tr("As the window is wide"));
    usual->setEnabled(!m_options.columns.empty());
    connect(usual, &QAction::triggered, this, [this] {
        BreakdownOptions options = m_options;
        options.columns.clear();
        setOptions(options);
    });
    QMenu *sort = menu->addMenu(tr("Sort by"));
    for (int i = 0; i < int(BreakdownColumn::Course); ++i) {
        QAction *action = sort->addAction(BreakdownRows::columnName(BreakdownColumn(i)));
        action->setCheckable(true);
        action->setChecked(m_table->sortColumn() == i);
        connect(action, &QAction::triggered, this, [this, i] { sortBy(i); });
    }
}

void BreakdownPage::showRowMenu(const QModelIndex &index, const QPoint &global)
{
    m_rowMenu->clear();
    const auto node = m_model->nodeOf(index);
    const bool isGone = node && m_data->nodes[*node].gone > 0;
    const QPersistentModelIndex row{index.siblingAtColumn(0)};
    const auto add = [&](const QString &text, bool enabled, const QKeySequence &keys, auto run) {
        QAction *action = m_rowMenu->addAction(text);
        action->setEnabled(enabled);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut); // shown only; the table has the keys
        connect(action, &QAction::triggered, this, [row, run] {
            if (row.isValid()) {
                run(QModelIndex{row});
            }
        });
    };
    const bool canFilter = node && !isGone && termsOf(*node).has_value();
    add(tr("Filter by this"), canFilter, Qt::Key_Return, [this](const QModelIndex &at) { drill(at); });
    add(tr("Show records"), canFilter, {}, [this](const QModelIndex &at) {
        const auto target = m_model->nodeOf(at);
        if (const auto terms = target ? termsOf(*target) : std::nullopt) {
            ViewState next = m_context.view;
            next.page = QStringLiteral("records");
            next.filter = *terms;
            Q_EMIT viewWanted(next);
        }
    });
    add(tr("Why this amount"), !isGone, Qt::ALT | Qt::Key_Return, [this](const QModelIndex &at) { explain(at); });
    m_rowMenu->addSeparator();
    add(tr("Copy"), true, QKeySequence::Copy, [this](const QModelIndex &at) { copy(at); });
    m_rowMenu->addSeparator();
    add(tr("Expand all"), !m_folding->isAllExpanded(), {}, [this](const QModelIndex &) { expandAll(true); });
    add(tr("Collapse all"), m_data->by.size() > 1, {}, [this](const QModelIndex &) { expandAll(false); });
    m_rowMenu->popup(global);
}

std::optional<FilterTerms> BreakdownPage::termsOf(BreakdownNodeId id) const
{
    FilterTerms terms = m_context.view.filter;
    for (BreakdownNodeId at = id; at != 0; at = m_data->nodes[at].parent) {
        const BreakdownNode &node = m_data->nodes[at];
        const auto key = filterKeyOf(m_data->dimensionOf(node));
        if (!key) {
            return std::nullopt;
        }
        FilterTerm term{.text = QString::fromStdString(node.name), .pattern = false};
        if (*key == FilterKey::Model) {
            term = names().modelTerm(m_data->models[std::size_t(node.id)].rawModels);
        } else if (*key == FilterKey::Tag) {
            term.text.prepend(QString::fromStdString(m_data->tagKey) + u'=');
        }
        terms.set(*key, {term});
    }
    return terms;
}

void BreakdownPage::drillTo(BreakdownNodeId node)
{
    if (m_data->nodes[node].gone > 0) {
        return;
    }
    const auto terms = termsOf(node);
    if (!terms) {
        Q_EMIT message(tr("There is no filter for this. \"Why this amount\" shows what it is made of."), false);
        return;
    }
    ViewState next = m_context.view;
    next.filter = *terms;
    if (next != m_context.view) {
        Q_EMIT viewWanted(next);
    }
}

void BreakdownPage::drill(const QModelIndex &index)
{
    if (m_model->isOther(index)) {
        m_table->setExpanded(index.siblingAtColumn(0), !m_table->isExpanded(index.siblingAtColumn(0)));
    } else if (const auto node = m_model->nodeOf(index)) {
        drillTo(*node);
    }
}

void BreakdownPage::explain(const QModelIndex &index)
{
    const std::vector<BreakdownNodeId> nodes = m_model->nodesOf(index);
    if (nodes.empty() || m_data->nodes[nodes.front()].gone > 0) {
        return;
    }
    QStringList title;
    if (m_model->isOther(index)) {
        const BreakdownNodeId above = m_data->nodes[nodes.front()].parent;
        if (above != 0) {
            title << m_rows->path(above);
        }
        title << BreakdownRows::otherName(nodes.size());
    } else {
        title << m_rows->path(nodes.front());
    }
    title << m_rows->periodText();
    Q_EMIT whyWanted(WhySum{title.join(QStringLiteral(" · ")), filterOf(*m_data, m_context.filter, nodes)});
}

void BreakdownPage::copy(const QModelIndex &index)
{
    // Numbers in full, in the order of the columns.
    QStringList cells;
    for (int column = 0; column < BreakdownColumnCount; ++column) {
        if (m_table->isShown(column) && column != int(BreakdownColumn::Course)) {
            cells << index.siblingAtColumn(column).data(ExactRole).toString();
        }
    }
    QApplication::clipboard()->setText(cells.join(u'\t'));
}

void BreakdownPage::markSelection()
{
    int key = -1;
    if (const auto node = m_folding->selected()) {
        // Charts have two levels, the ring one.
        BreakdownNodeId at = *node;
        while (m_data->nodes[at].depth > (m_options.donut ? 1 : 2)) {
            at = m_data->nodes[at].parent;
        }
        key = int(at);
    }
    m_treemap->setSelectedKey(key);
    m_donut->setSelectedKey(key);
}

bool BreakdownPage::find()
{
    if (!m_data || m_data->isEmpty()) {
        return false;
    }
    m_findBar->open();
    return true;
}

void BreakdownPage::closeFind()
{
    m_findBar->hide();
    m_findBar->setNote({});
    m_table->setFocus(Qt::OtherFocusReason);
}

/// @param stays the row that is chosen may be the one: letters are still being typed
void BreakdownPage::findNext(bool forward, bool stays)
{
    const QString text = m_findBar->text();
    if (text.isEmpty() || !m_rows) {
        return;
    }
    const std::vector<BreakdownNodeId> found = nodesNamed(*m_model, text);
    if (found.empty()) {
        m_findBar->setNote(tr("No row contains “%1”.").arg(visibleText(text)));
        return;
    }
    const int count = int(found.size());
    const auto chosen = m_folding->selected();
    const auto at = chosen ? std::find(found.begin(), found.end(), *chosen) : found.end();
    int next = forward ? 0 : count - 1;
    if (at != found.end()) {
        next = (int(at - found.begin()) + (stays ? 0 : forward ? 1 : count - 1)) % count;
    }
    m_folding->select(found[std::size_t(next)]);
    m_findBar->setNote(tr("%1 of %2", "which of the rows that were found").arg(NumberText::whole(next + 1), NumberText::whole(count)));
}

bool BreakdownPage::escape()
{
    if (!m_findBar->isHidden()) {
        closeFind();
        return true;
    }
    return m_folding->deselect();
}

void BreakdownPage::expandAll(bool all)
{
    m_folding->expandAll(all);
    m_seen.start();
}

void BreakdownPage::showExpandState()
{
    const bool canOpen = m_data && m_data->by.size() > 1;
    m_tableCard->setLink(!canOpen ? QString{} : m_folding->isAllExpanded() ? tr("Collapse all") : tr("Expand all"));
}

std::vector<PageTable> BreakdownPage::tables() const
{
    std::vector<PageTable> tables;
    if (!m_rows || m_data->isEmpty()) {
        return tables;
    }
    PageTable tree;
    tree.title = m_tableCard->title();
    std::vector<int> columns;
    for (const Dimension dimension : m_data->by) {
        tree.columns << BreakdownRows::dimensionName(dimension, m_data->tagKey);
    }
    for (int column = 1; column < BreakdownColumnCount; ++column) {
        if (m_table->isShown(column) && column != int(BreakdownColumn::Course)) {
            columns.push_back(column);
            tree.columns << m_rows->header(BreakdownColumn(column));
        }
    }
    const auto level = m_data->by.size();
    for (QModelIndex index = m_model->index(0, 0); index.isValid(); index = m_table->indexBelow(index)) {
        std::vector<PageTable::Cell> cells(level);
        const std::vector<BreakdownNodeId> nodes = m_model->nodesOf(index);
        std::size_t depth = std::size_t(m_data->nodes[nodes.front()].depth);
        cells[depth - 1] = {.text = index.data().toString()};
        for (BreakdownNodeId at = m_data->nodes[nodes.front()].parent; at != 0; at = m_data->nodes[at].parent) {
            --depth;
            cells[depth - 1] = {.text = m_rows->label(at), .exact = m_rows->fullName(at)};
        }
        for (const int column : columns) {
            const QModelIndex cell = index.siblingAtColumn(column);
            cells.push_back({.text = cell.data().toString(), .exact = cell.data(ExactRole).toString(), .number = true});
        }
        tree.rows.push_back(std::move(cells));
    }
    tree.footer.assign(level, {});
    tree.footer.front() = {.text = m_footer->text(0)};
    for (const int column : columns) {
        tree.footer.push_back({.text = m_footer->text(column), .exact = m_model->headerData(column, Qt::Horizontal, ExactRole).toString(), .number = true});
    }
    tables.push_back(std::move(tree));
    if (m_curve && m_pareto->tableRows() > 0) {
        PageTable curve;
        curve.title = m_curveCard->title();
        curve.columns << tr("The largest");
        for (int column = 0; column < m_pareto->tableColumns(); ++column) {
            curve.columns << m_pareto->columnHeader(column);
        }
        for (int row = 0; row < m_pareto->tableRows(); ++row) {
            curve.rows.push_back({{.text = m_pareto->rowHeader(row)},
                                  {.text = m_pareto->tableText(row, 0), .number = true},
                                  {.text = m_pareto->tableText(row, 1), .number = true}});
        }
        tables.push_back(std::move(curve));
    }
    return tables;
}

QString BreakdownPage::crumb() const
{
    QStringList parts;
    for (const Dimension dimension : m_options.by) {
        const auto key = filterKeyOf(dimension);
        const std::vector<FilterTerm> terms = key ? m_context.view.filter.of(*key) : std::vector<FilterTerm>{};
        if (terms.size() != 1) {
            continue;
        }
        const QString label = names().label(*key, terms.front());
        if (terms.front().text.isEmpty()) {
            parts << BreakdownRows::missingName(dimension, {});
        } else {
            parts << (*key == FilterKey::Project ? projectLabels({label.toStdString()}).value(0) : visibleText(label));
        }
    }
    return parts.join(QStringLiteral(" › "));
}

void BreakdownPage::setColourStore(ModelColours::Store store)
{
    m_colours = ModelColours{std::move(store)};
    m_rows.reset();
    if (m_data) {
        fill();
    }
}

QString BreakdownPage::totalText() const
{
    return m_rows ? BreakdownView{*m_rows}.totalText() : QString{};
}

} // namespace tokenmeter
