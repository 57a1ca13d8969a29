// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/OverviewPage.h"

#include "pages/PageMarks.h"
#include "format/DateText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "pages/OverviewView.h"
#include "pages/PageScroll.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/EmptyState.h"

#include <QEvent>
#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Parts of a row of cards.
constexpr int DailyPart = 62;
constexpr int CumulativePart = 38;

} // namespace

OverviewPage::OverviewPage(QWidget *parent) : QWidget{parent}
{
    connect(&m_skeleton, &QTimer::timeout, this, [this] { setCardsLoading(true); });
    build();
    arrange(Breakpoint::Normal);
    setLoading(); // a large ledger may take a while to open
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::build()
{
    m_scroll = new PageScroll{this, 0};
    QWidget *content = m_scroll->content();
    m_kpis = new KpiStrip{content};
    m_dailyCard = new Card{{}, content};
    m_daily = new StackedColumns{m_dailyCard};
    m_dailyCard->content()->addWidget(m_daily);
    m_cumulativeCard = new Card{{}, content};
    m_cumulative = new CumulativeChart{m_cumulativeCard};
    m_cumulativeCard->content()->addWidget(m_cumulative);
    m_modelsCard = new Card{{}, content};
    m_models = new RankedList{m_modelsCard};
    m_modelsCard->content()->addWidget(m_models);
    m_projectsCard = new Card{{}, content};
    m_projects = new RankedList{m_projectsCard};
    m_projectsCard->content()->addWidget(m_projects);
    m_attentionCard = new Card{{}, content};
    m_attention = new AttentionList{m_attentionCard};
    m_attentionCard->content()->addWidget(m_attention);
    m_sourcesCard = new Card{{}, content};
    m_sources = new PillTable{m_sourcesCard};
    m_sourcesCard->content()->addWidget(m_sources);
    m_emptyCard = m_scroll->addEmptyCard();
    m_empty = m_scroll->empty();

    for (QWidget *list : std::initializer_list<QWidget *>{m_models, m_projects, m_attention}) {
        list->installEventFilter(this); // how much fits is known after layout only
    }

    connect(m_kpis, &KpiStrip::cellActivated, this, [this] { Q_EMIT showRecordsRequested(); });
    connect(m_daily, &ChartWidget::markPicked, this,
            [this](int mark) { Q_EMIT daysPicked(m_daily->markFrom(mark), m_daily->markTo(mark)); });
    connect(m_cumulative, &ChartWidget::markPicked, this,
            [this](int mark) { Q_EMIT daysPicked(m_cumulative->dayOf(mark), m_cumulative->dayOf(mark)); });
    // What one chart points at is marked in the other.
    connect(m_daily, &ChartWidget::markHovered, this,
            [this](int mark) { m_cumulative->setCrosshair(mark < 0 ? std::nullopt : std::optional{m_daily->markTo(mark)}); });
    connect(m_cumulative, &ChartWidget::markHovered, this,
            [this](int mark) { m_daily->setCrosshair(mark < 0 ? std::nullopt : std::optional{m_cumulative->dayOf(mark)}); });
    connect(m_models, &RankedList::picked, this, [this](int index) {
        const std::size_t model = m_models->entry(index).key.toULongLong();
        if (m_data && model < m_data->models.size()) {
            QStringList raw;
            for (const std::string &name : m_data->models[model].rawModels) {
                raw << QString::fromStdString(name);
            }
            Q_EMIT modelPicked(raw);
        }
    });
    connect(m_projects, &RankedList::picked, this, [this](int index) {
        const std::size_t project = m_projects->entry(index).key.toULongLong();
        if (m_data && project < m_data->projects.size()) {
            Q_EMIT projectPicked(QString::fromStdString(m_data->projects[project].name));
        }
    });
    connect(m_models, &RankedList::otherPicked, this, [this] { showAll(m_models, true); });
    connect(m_projects, &RankedList::otherPicked, this, [this] { showAll(m_projects, true); });
    connect(m_modelsCard, &Card::linkActivated, this, [this] { showAll(m_models, !m_models->showsAll()); });
    connect(m_projectsCard, &Card::linkActivated, this, [this] { showAll(m_projects, !m_projects->showsAll()); });
    connect(m_attentionCard, &Card::linkActivated, this, [this] {
        m_attention->setShowsAll(!m_attention->showsAll());
        setLinks();
    });
    connect(m_attention, &AttentionList::activated, this, [this](int id) {
        if (!m_data) {
            return;
        }
        const OverviewView view{*m_data, m_measure, m_colours, m_zone};
        for (const OverviewView::Attention &item : view.attention()) {
            if (item.row.id != id) {
                continue;
            }
            if (item.kind == OverviewView::Attention::Kind::SetPrice) {
                const LedgerReader::ModelVolume &volume = m_data->unpricedModels[item.index];
                Q_EMIT setPriceRequested(QString::fromStdString(volume.provider), QString::fromStdString(volume.model));
            } else {
                Q_EMIT showSourcesRequested();
            }
        }
    });
    connect(m_attention, &AttentionList::footActivated, this, &OverviewPage::showSourcesRequested);
    connect(m_sources, &PillTable::activated, this, [this] { Q_EMIT showSourcesRequested(); });
    connectWhy();
    auto *dailyMenu = new CardMenu{m_dailyCard, m_daily};
    dailyMenu->addEntry(tr("Open in Trends"), [this] { Q_EMIT trendsRequested(); });
    auto *cumulativeMenu = new CardMenu{m_cumulativeCard, m_cumulative};
    for (CardMenu *menu : {dailyMenu, cumulativeMenu}) {
        connect(menu, &CardMenu::tableWanted, this, &OverviewPage::tableWanted);
    }
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_data && m_data->nearestDataDay) {
            Q_EMIT goToDayRequested(*m_data->nearestDataDay);
        } else {
            Q_EMIT importRequested();
        }
    });
}

std::vector<std::string> OverviewPage::rawModelsOf(int entry) const
{
    const std::size_t model = m_models->entry(entry).key.toULongLong();
    return m_data && model < m_data->models.size() ? m_data->models[model].rawModels : std::vector<std::string>{};
}

void OverviewPage::connectWhy()
{
    const auto explainDays = [this](const QString &name, LocalDay from, LocalDay to, UsageFilter filter) {
        filter.from = from;
        filter.to = to;
        Q_EMIT whyWanted({.title = QStringLiteral("%1 · %2").arg(name, DateText::period(from, to, m_data->today)), .filter = filter});
    };
    connect(m_daily, &ChartWidget::markExplained, this, [this, explainDays](int mark, int part) {
        UsageFilter filter;
        QString name = tr("All models");
        // "Other" is no one series: its day is explained as a whole.
        if (part >= 0 && std::size_t(part) < m_daily->data().series.size() && !m_daily->data().series[std::size_t(part)].key.isEmpty()) {
            const auto &series = m_daily->data().series[std::size_t(part)];
            const std::size_t model = series.key.toULongLong();
            filter.models = model < m_data->models.size() ? m_data->models[model].rawModels : filter.models;
            name = series.name;
        }
        explainDays(name, m_daily->markFrom(mark), m_daily->markTo(mark), filter);
    });
    connect(m_cumulative, &ChartWidget::markExplained, this, [this, explainDays](int mark) {
        explainDays(tr("All models"), m_data->from, m_cumulative->dayOf(mark), {});
    });
    connect(m_models, &RankedList::explained, this, [this](int entry) {
        UsageFilter filter;
        filter.models = rawModelsOf(entry);
        Q_EMIT whyWanted({.title = m_models->entry(entry).name, .filter = filter});
    });
    connect(m_projects, &RankedList::explained, this, [this](int entry) {
        const std::size_t project = m_projects->entry(entry).key.toULongLong();
        if (m_data && project < m_data->projects.size()) {
            UsageFilter filter;
            filter.projects = {m_data->projects[project].name};
            Q_EMIT whyWanted({.title = m_projects->entry(entry).name, .filter = filter});
        }
    });
}

std::vector<PageTable> OverviewPage::tables() const
{
    if (!m_data) {
        return {};
    }
    const OverviewView view{*m_data, m_measure, m_colours, m_zone};
    const auto ranked = [&](const QString &title, const QString &column, const std::vector<RankedEntry> &entries, Int128 total) {
        PageTable table{.title = title, .columns = {column, tr("Amount"), tr("Share")}};
        for (const RankedEntry &entry : entries) {
            const QString amount = entry.amount.isEmpty() ? view.measure().exact(entry.value) : entry.amount;
            table.rows.push_back({{.text = entry.name},
                                  {.text = amount, .exact = entry.amount.isEmpty() ? view.plain(entry.value) : amount, .number = true},
                                  {.text = ShareText::oneDecimal(entry.value, total), .number = true}});
        }
        table.footer = {{.text = tr("Total")},
                        {.text = view.measure().exact(total), .exact = view.plain(total), .number = true},
                        {.text = ShareText::oneDecimal(total, total), .number = true}};
        return table;
    };
    return {ranked(tr("Models"), tr("Model"), view.models(false), view.total()),
            ranked(tr("Projects"), tr("Project"), view.projects(), view.projectsTotal()),
            CardMenu::tableOf(*m_daily, view.dailyTitle())};
}

void OverviewPage::arrange(Breakpoint breakpoint)
{
    const bool narrow = breakpoint == Breakpoint::Narrow;
    if (m_arranged && narrow == m_narrow) {
        return;
    }
    m_arranged = true;
    m_narrow = narrow;
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    int row = 0;
    const auto put = [&](std::initializer_list<std::pair<QWidget *, int>> cells) {
        auto *line = new QHBoxLayout;
        line->setSpacing(size::cardGap);
        for (const auto &[widget, stretch] : cells) {
            line->addWidget(widget, stretch);
        }
        grid->addLayout(line, row, 0);
        ++row;
    };
    m_kpis->setNarrow(narrow);
    put({{m_kpis, 1}});
    put({{m_emptyCard, 1}});
    put({{m_dailyCard, DailyPart}, {m_cumulativeCard, CumulativePart}});
    const int charts = row - 1;
    if (narrow) {
        put({{m_modelsCard, 1}, {m_attentionCard, 1}});
        put({{m_projectsCard, 1}});
    } else {
        put({{m_modelsCard, 1}, {m_projectsCard, 1}, {m_attentionCard, 1}});
    }
    const int lists = charts + 1;
    put({{m_sourcesCard, 1}});
    for (int i = 0; i < grid->rowCount(); ++i) {
        grid->setRowStretch(i, 0);
    }
    grid->setRowStretch(charts, 3);
    grid->setRowStretch(lists, 2);
    m_emptyRow = charts - 1;

    for (Card *card : {m_dailyCard, m_cumulativeCard}) {
        card->setMinimumHeight(px(narrow ? size::chartMinHeight : size::chartCard));
        card->setBottomPadding(size::chartCardBottom);
    }
    for (Card *card : {m_modelsCard, m_projectsCard, m_attentionCard}) {
        card->setMinimumHeight(px(narrow ? size::listCardNarrow : size::listCard));
        card->setBottomPadding(size::listCardBottom);
    }
    m_sourcesCard->setBottomPadding(size::listCardBottom);
    m_emptyCard->setMinimumHeight(px(size::chartCard));
    m_models->setMaximumRows(narrow ? 3 : 0);
    m_projects->setMaximumRows(0);
    m_attention->setMaximumRows(narrow ? 2 : 3);
    fill();
}

void OverviewPage::setData(const OverviewData &given)
{
    m_skeleton.stop();
    m_data = given;
    setCardsLoading(false);
    fill();
}

void OverviewPage::setLoading()
{
    m_skeleton.start();
}

void OverviewPage::setMeasure(Measure measure)
{
    m_measure = measure;
    fill();
}

void OverviewPage::setZone(const Zone &zone)
{
    m_zone = zone;
    fill();
}

void OverviewPage::setColourStore(ModelColours::Store store)
{
    m_colours = ModelColours{std::move(store)};
    fill();
}

void OverviewPage::setCardsLoading(bool loading)
{
    m_kpis->setLoading(loading);
    for (Card *card : {m_dailyCard, m_cumulativeCard, m_modelsCard, m_projectsCard, m_attentionCard, m_sourcesCard}) {
        card->setLoading(loading);
        card->setEnabled(!loading);
    }
}

void OverviewPage::fill()
{
    m_modelsCard->setTitle(tr("Models"));
    m_projectsCard->setTitle(tr("Projects"));
    m_attentionCard->setTitle(tr("Needs attention"));
    m_sourcesCard->setTitle(tr("Sources"));
    m_sources->setHeaders(tr("Source"), {tr("Files"), tr("Records"), tr("Last read")}, tr("State"));
    m_models->setAccessibleName(tr("Models"));
    m_projects->setAccessibleName(tr("Projects"));
    m_attention->setAccessibleName(tr("Needs attention"));
    if (!m_data) {
        m_dailyCard->setTitle(tr("Daily spend"));
        m_cumulativeCard->setTitle(tr("Cumulative spend"));
        m_kpis->setCells({{.label = tr("Spent")}, {.label = tr("Projected")}, {.label = tr("Tokens")}, {.label = tr("Cache hit share")}});
        return;
    }
    const OverviewView view{*m_data, m_measure, m_colours, m_zone};
    const bool empty = view.isEmpty();
    m_kpis->setCells(view.cells());
    m_emptyCard->setVisible(empty);
    m_scroll->grid()->setRowStretch(m_emptyRow, empty ? 1 : 0); // an empty row would take its part of a tall window
    for (Card *card : {m_dailyCard, m_cumulativeCard, m_modelsCard, m_projectsCard}) {
        card->setVisible(!empty);
    }
    m_empty->setTexts(view.emptyFact(), view.emptyHint(), m_data->ledger.records == 0 ? tr("Import logs…") : view.emptyVerb());

    m_dailyCard->setTitle(view.dailyTitle());
    m_dailyCard->setTotal(view.totalText());
    m_dailyCard->setMark(view.hasUnpriced() && m_measure == Measure::Cost ? tr("Unpriced") : QString{});
    m_daily->setData(view.daily());
    m_daily->setTimeMarks(timeMarksOf(m_data->annotations, m_zone));
    m_cumulativeCard->setTitle(view.cumulativeTitle());
    m_cumulative->setData(view.cumulative());
    m_cumulative->setTimeMarks(timeMarksOf(m_data->annotations, m_zone));
    m_models->setEntries(view.models(m_narrow), view.measure(), view.total());
    m_projects->setEntries(view.projects(), view.measure(), view.projectsTotal());

    std::vector<AttentionRow> rows;
    for (const OverviewView::Attention &item : view.attention()) {
        rows.push_back(item.row);
    }
    m_attentionCard->setTotal(rows.empty() ? QString{} : QString::number(rows.size()));
    m_attention->setRows(std::move(rows));
    bool ok = true;
    const QString foot = view.sourcesFoot(ok);
    m_attention->setNothing(ok ? tr("Nothing to decide. Every request has a price and every line was read.") : tr("Nothing to decide."));
    m_attention->setFoot(foot, ok);
    m_sources->setRows(view.sources());
    m_sourcesCard->setVisible(!m_data->sources.empty());
    setLinks();
}

void OverviewPage::setLinks()
{
    const auto link = [](Card *card, bool hasMore, bool all) { card->setLink(!hasMore && !all ? QString{} : all ? tr("Show fewer") : tr("Show all")); };
    link(m_modelsCard, m_models->foldsAny(), m_models->showsAll());
    link(m_projectsCard, m_projects->foldsAny(), m_projects->showsAll());
    link(m_attentionCard, m_attention->foldsAny(), m_attention->showsAll());
}

void OverviewPage::showAll(RankedList *list, bool all)
{
    list->setShowsAll(all);
    setLinks();
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(PageScroll::windowWidth(this) < size::narrowBelow ? Breakpoint::Narrow : Breakpoint::Normal);
    setLinks();
}

bool OverviewPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        // The list's own handler comes after filters; its size is already the new one.
        setLinks();
    }
    return QWidget::eventFilter(watched, event);
}

void OverviewPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        fill();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenmeter
