// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsPage.h"

#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"
#include "itemmodels/Answer.h"
#include "pages/FindBar.h"
#include "pages/Inspector.h"
#include "pages/RecordsDialogs.h"
#include "pages/RecordsExport.h"
#include "pages/RecordsFooter.h"
#include "pages/RecordsTable.h"
#include "shell/Surface.h"
#include "shell/TextLabel.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/Control.h"
#include "widgets/EmptyState.h"
#include "widgets/MenuButton.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace tokenmeter
{
namespace
{

constexpr int ExplainAfterMs = 80; ///< walking with the arrow keys asks for the last row only
constexpr std::size_t MostFindSteps = 50;

QString columnsOption()
{
    return QStringLiteral("records.columns");
}
QString widthsOption()
{
    return QStringLiteral("records.widths");
}
QString sortOption()
{
    return QStringLiteral("records.sort");
}

bool contains(const std::string &text, const QString &needle)
{
    return QString::fromStdString(text).contains(needle, Qt::CaseInsensitive);
}

/// As UsageFilter::text looks.
bool rowContains(const RecordRow &row, const QString &needle)
{
    for (const std::string *text : {&row.serving.model, &row.serving.provider, &row.who.project, &row.who.session, &row.who.agent, &row.file}) {
        if (contains(*text, needle)) {
            return true;
        }
    }
    return std::any_of(row.tags.begin(), row.tags.end(), [&](const Tag &tag) { return contains(tag.key, needle) || contains(tag.value, needle); });
}

QString joinedAmounts(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money amount : amounts) {
        texts << MoneyText::amount(amount);
    }
    return texts.join(QStringLiteral(" + "));
}

/// A menu reads & as a mnemonic, and names may be long.
QString menuName(const QString &name)
{
    constexpr int Most = 40;
    QString shown = visibleText(name);
    if (shown.size() > Most) {
        shown = shown.left(Most - 1) + QChar{0x2026};
    }
    return shown.replace(u'&', QStringLiteral("&&"));
}

QPushButton *titleButton(const QString &text, QWidget *parent)
{
    auto *button = new QPushButton{text, parent};
    button->setFixedHeight(px(size::controlInCard) + size::controlInset);
    return button;
}

} // namespace

RecordsPage::RecordsPage(WindowServices &windowServices, const NameBook &nameBook, QWidget *parent)
    : Page{windowServices, nameBook, parent}, m_feed{new RecordFeed{windowServices, this}}
{
    m_explainSoon.setSingleShot(true);
    m_explainSoon.setInterval(ExplainAfterMs);
    build();
}

RecordsPage::~RecordsPage() = default;

void RecordsPage::build()
{
    m_panel = new Surface{this};
    m_title = new TextLabel{tr("Records"), Theme::Role::Title, TextLabel::Tone::Strong, m_panel};
    m_order = new TextLabel{Theme::Role::Body, TextLabel::Tone::Faint, m_panel};
    m_why = titleButton(tr("Why…"), m_panel);
    m_tag = titleButton(tr("Tag…"), m_panel);
    m_exclude = titleButton(tr("Exclude…"), m_panel);
    m_columns = new MenuButton{tr("Columns"), m_panel};
    auto *title = new QHBoxLayout;
    title->setContentsMargins(size::cardPadding, space::s2, size::cardPadding, space::s2);
    title->setSpacing(space::s2);
    title->addWidget(m_title);
    title->addWidget(m_order, 1);
    title->addWidget(m_why);
    title->addWidget(m_tag);
    title->addWidget(m_exclude);
    title->addWidget(m_columns);

    m_findBar = new FindBar{m_panel};
    m_findBar->setWords(tr("Find a model, project, session, tag or file"), tr("Find in records"));

    m_table = new RecordsTable{*m_feed, m_panel};
    m_empty = new EmptyState{m_panel};
    m_empty->hide();
    m_footer = new RecordsFooter{m_panel};
    auto *column = new QVBoxLayout{m_panel};
    constexpr int Edge = int(size::hairline);
    column->setContentsMargins(Edge, Edge, Edge, Edge);
    column->setSpacing(0);
    column->addLayout(title);
    column->addWidget(m_findBar);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(m_footer);

    m_inspector = new Inspector{services(), this};
    m_inspector->hide();

    connect(m_table, &RecordsTable::sortWanted, this,
            [this](RecordSort sort, bool descending) { setOption(sortOption(), RecordsText::optionOf(sort, descending)); });
    connect(m_table, &RecordsTable::widthsWanted, this,
            [this](const std::map<RecordColumn, int> &widths) { setOption(widthsOption(), RecordsText::optionOf(widths)); });
    connect(m_table, &RecordsTable::selectionChanged, this, &RecordsPage::selectionChanged);
    connect(m_table, &RecordsTable::explained, this, &RecordsPage::explain);
    connect(m_table, &RecordsTable::menuWanted, this, &RecordsPage::openMenu);
    connect(m_table, &RecordsTable::copyWanted, this, &RecordsPage::copySelection);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (m_feed->isLoadingRows() && !isWaiting()) {
            startWaiting();
        }
    });
    connect(m_why, &QPushButton::clicked, this, &RecordsPage::explainSelection);
    connect(m_tag, &QPushButton::clicked, this, &RecordsPage::tagSelection);
    connect(m_exclude, &QPushButton::clicked, this, [this] {
        const bool allExcluded = !m_table->allSelected() && !m_table->selected().empty()
                                 && std::all_of(m_table->selected().begin(), m_table->selected().end(), [](const auto &one) { return one.second.excluded; });
        if (allExcluded) {
            includeSelection();
        } else {
            excludeSelection();
        }
    });
    connect(m_columns, &MenuButton::aboutToOpen, this, &RecordsPage::fillColumns);
    connect(m_findBar, &FindBar::findWanted, this, &RecordsPage::findNext);
    connect(m_findBar, &FindBar::closeWanted, this, &RecordsPage::closeFind);
    connect(m_feed, &RecordFeed::rowsChanged, this, [this] {
        if (!m_feed->isLoadingRows()) {
            stopWaiting();
        }
        fill();
    });
    connect(m_feed, &RecordFeed::countsChanged, this, &RecordsPage::fill);
    connect(m_feed, &RecordFeed::idle, this, &RecordsPage::finishIfIdle);
    connect(m_feed, &RecordFeed::failed, this, &RecordsPage::failed);
    connect(&m_explainSoon, &QTimer::timeout, this, [this] {
        const bool one = !m_table->allSelected() && m_table->selected().size() == 1;
        if (selectedCount() > 0 && (m_inspector->isVisible() || (one && !m_inspectorRefused))) {
            m_inspector->show(questionOfSelection(), m_context);
            arrange();
        }
    });
    connect(m_inspector, &Inspector::closed, this, &RecordsPage::closeInspector);
    connect(m_inspector, &Inspector::failed, this, &RecordsPage::failed);
    connect(m_inspector, &Inspector::message, this, &RecordsPage::message);
    connect(m_inspector, &Inspector::settled, this, &RecordsPage::finishIfIdle);
    connect(m_inspector, &Inspector::setPriceWanted, this, &RecordsPage::setPriceWanted);
    connect(m_empty, &EmptyState::actionTriggered, this, &RecordsPage::goWhereDataIs);
    setFocusProxy(m_table);
    setTabOrder(m_why, m_tag);
    setTabOrder(m_tag, m_exclude);
    setTabOrder(m_exclude, m_columns);
    setTabOrder(m_columns, m_table);
    selectionChanged();
}

void RecordsPage::setCardsLoading(bool loading)
{
    m_table->setSkeleton(loading);
    if (loading) {
        m_feed->dropStale();
    }
}

void RecordsPage::setColourStore(ModelColours::Store store)
{
    m_colours = ModelColours{std::move(store)};
}

void RecordsPage::show(const PageContext &context, bool ledgerChanged)
{
    const auto [sort, descending] = RecordsText::sortOfOption(context.view.options.contains(sortOption()) ? context.view.options.at(sortOption()) : QString{});
    UsageFilter listFilter = context.filter;
    if (listFilter.excluded == UsageFilter::Excluded::Without) {
        listFilter.excluded = UsageFilter::Excluded::With;
    }
    const bool otherFilter = !m_asked || listFilter != m_listFilter || context.filter != m_context.filter || context.zone.id() != m_context.zone.id();
    const RecordFeed::Question &question = m_feed->question();
    const bool otherOrder = question.sort != sort || question.descending != descending;
    const bool otherTotal = otherFilter || context.view.currency != m_context.view.currency;
    m_context = context;
    m_listFilter = listFilter;
    m_table->setText(RecordsText{context.zone, context.today, [this](const RecordRow &row) -> const Pricer::ModelName & { return m_feed->modelOf(row); },
                                 m_colours});
    arrange();
    if (otherFilter || otherOrder) {
        if (otherFilter) {
            m_table->clearSelection();
            if (!m_asked || m_inspector->isVisible()) {
                m_inspector->leave();
                arrange();
            }
        }
        m_asked = true;
        m_feed->ask({.filter = listFilter, .zone = context.zone, .sort = sort, .descending = descending});
        startWaiting();
    } else if (ledgerChanged) {
        m_feed->askAgain(m_table->topRank());
        if (m_inspector->isVisible()) {
            m_inspector->askAgain(context);
        }
    }
    if (otherTotal || ledgerChanged) {
        askTotal();
    }
    fill();
    if (!isBusy()) {
        QMetaObject::invokeMethod(this, &RecordsPage::finishIfIdle, Qt::QueuedConnection);
    }
}

bool RecordsPage::isBusy() const
{
    return m_feed->isBusy() || m_totalAnswer.isPending() || m_finding || m_inspector->isBusy();
}

void RecordsPage::finishIfIdle()
{
    if (!isBusy()) {
        fill();
        Q_EMIT settled();
    }
}

void RecordsPage::askTotal()
{
    const auto body = [filter = m_context.filter, zone = m_context.zone, now = m_context.now,
                       currency = m_context.view.currency.toStdString()](WindowServices::Reading reading) {
        return recordsTotalOf(reading, filter, zone, now, currency);
    };
    m_totalAnswer.await(this, services().ask(QStringLiteral("records.total"), body), [this](const Result<RecordsTotal> &answer) {
        if (answer) {
            m_total = *answer;
        } else if (answer.problem().cause != Cause::Cancelled) {
            Q_EMIT failed(answer.problem());
        }
        fill();
        finishIfIdle();
    });
}

QString RecordsPage::totalText() const
{
    if (!m_total) {
        return {};
    }
    switch (m_context.view.measure) {
    case Measure::Tokens:
        return TokenText::tokens(m_total->spend.totalTokens);
    case Measure::Requests:
        return TokenText::requests(m_total->spend.requests);
    case Measure::Cost:
        break;
    }
    std::vector<Money> amounts{m_total->inCurrency};
    if (m_total->inCurrency.isZero() && !m_total->foreign.empty()) {
        amounts.clear();
    }
    amounts.insert(amounts.end(), m_total->foreign.begin(), m_total->foreign.end());
    if (m_total->spend.cost.empty() && m_total->spend.unpricedRequests > 0) {
        return MoneyText::noPrice();
    }
    return joinedAmounts(amounts);
}

QLineEdit *RecordsPage::findField() const
{
    return m_findBar->field();
}

QString RecordsPage::titleText() const
{
    return m_title->text();
}

QString RecordsPage::footerText() const
{
    return m_footer->text();
}

std::int64_t RecordsPage::selectedCount() const
{
    return m_table->allSelected() ? m_feed->count() : std::int64_t(m_table->selected().size());
}

void RecordsPage::fill()
{
    const bool known = m_feed->countIsKnown();
    m_title->setText(known ? RecordsText::records(m_feed->count())
                           : tr("Records"));
    const RecordFeed::Question &question = m_feed->question();
    m_order->setText(RecordsText::orderText(question.sort, question.descending));
    const bool isEmpty = known && m_feed->count() == 0 && !m_feed->isBusy() && m_total && !m_totalAnswer.isPending();
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    if (isEmpty) {
        fillEmpty();
    }
    fillFooter();
}

void RecordsPage::fillEmpty()
{
    const QString period = DateText::period(m_context.view.period.from, m_context.view.period.to, m_context.today);
    if (m_total->filteredAway) {
        m_empty->setTexts(tr("No record of %1 matches the filter.").arg(period), visibleText(filterText(m_context.view.filter)), tr("Clear filter"));
    } else if (m_total->nearest) {
        const QString day = DateText::day(*m_total->nearest, m_context.today);
        m_empty->setTexts(tr("No usage in %1.").arg(period), tr("The nearest is on %1.").arg(day), tr("Go to %1").arg(day));
    } else if (hasTerms(m_context.filter)) {
        m_empty->setTexts(tr("No record matches the filter, on any day."), visibleText(filterText(m_context.view.filter)), tr("Clear filter"));
    } else {
        m_empty->setTexts(tr("The ledger has no records yet."), tr("Import logs to fill it."));
    }
}

void RecordsPage::goWhereDataIs()
{
    ViewState view = m_context.view;
    if (m_total && !m_total->filteredAway && m_total->nearest) {
        view = movedTo(view, *m_total->nearest, m_context.rules);
    } else {
        view.filter = {};
    }
    Q_EMIT viewWanted(view);
}

void RecordsPage::fillFooter()
{
    QStringList notes;
    const std::int64_t chosen = selectedCount();
    if (m_table->allSelected()) {
        notes << tr("all selected");
    } else if (chosen > 0) {
        std::vector<Money> sum;
        for (const auto &[id, record] : m_table->selected()) {
            if (record.priced && !record.excluded) {
                addMoney(sum, record.cost);
            }
        }
        const QString count = tr("%1 selected").arg(NumberText::whole(chosen));
        notes << (chosen > 1 && !sum.empty() ? tr("%1, %2", "3 selected, their sum").arg(count, joinedAmounts(sum)) : count);
    }
    if (const std::optional<RecordCounts> &counts = m_feed->counts()) {
        if (counts->excluded > 0) {
            notes << (m_context.filter.excluded == UsageFilter::Excluded::Without ? tr("%1 excluded from totals") : tr("%1 excluded")).arg(NumberText::whole(counts->excluded));
        }
        if (counts->unpriced > 0) {
            notes << tr("%1 without a price").arg(NumberText::whole(counts->unpriced));
        }
    }
    m_footer->setTexts(m_feed->countIsKnown() ? m_title->text() : QString{}, notes.join(tr(" · ", "between two facts")), totalText());
}

void RecordsPage::arrange()
{
    if (m_panel == nullptr) {
        return;
    }
    const int window = this->window()->width();
    const bool narrow = window < px(size::narrowBelow);
    const RecordWidth width = narrow ? RecordWidth::Narrow : window >= size::wideFrom ? RecordWidth::Wide : RecordWidth::Normal;
    const auto option = m_context.view.options.find(columnsOption());
    const QString chosen = option == m_context.view.options.end() ? QString{} : option->second;
    m_table->setColumns(RecordsText::columnsOf(chosen, width), chosen.isEmpty());
    const auto widths = m_context.view.options.find(widthsOption());
    m_table->setWidths(widths == m_context.view.options.end() ? std::map<RecordColumn, int>{} : RecordsText::widthsOf(widths->second));
    const QRect room = rect().adjusted(size::pageMargin, size::pageTop, -size::pageMargin, -size::pageBottom);
    const int side = std::min(Inspector::widthFor(window), room.width());
    const QRect inspector{room.right() - side + 1, room.top(), side, room.height()};
    m_inspector->setOverlay(narrow);
    m_inspector->setGeometry(inspector);
    const bool beside = !narrow && !m_inspector->isHidden();
    m_panel->setGeometry(beside ? room.adjusted(0, 0, -side - size::cardGap, 0) : room);
    m_why->setVisible(!beside && !narrow);
    m_order->setVisible(m_panel->width() > px(size::windowMinWidth) / 2);
    m_inspector->raise();
}

void RecordsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void RecordsPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        arrange();
    }
}

void RecordsPage::selectionChanged()
{
    const bool any = selectedCount() > 0;
    const bool one = !m_table->allSelected() && m_table->selected().size() == 1;
    const QString hint = any ? QString{} : tr("Select records first.");
    for (QPushButton *button : {m_tag, m_exclude}) {
        button->setEnabled(any);
        button->setToolTip(hint);
    }
    m_why->setEnabled(any);
    m_why->setToolTip(hint);
    const bool allExcluded = any && !m_table->allSelected()
                             && std::all_of(m_table->selected().begin(), m_table->selected().end(), [](const auto &record) { return record.second.excluded; });
    m_exclude->setText(allExcluded ? tr("Include") : tr("Exclude…"));
    const bool opens = one && !m_inspectorRefused && !m_inspector->isOverlay();
    if (any && (!m_inspector->isHidden() || opens) && m_asked) {
        m_explainSoon.start();
    }
    if (m_asked) {
        fillFooter();
    }
}

void RecordsPage::explain(qint64 id)
{
    m_explainSoon.stop();
    m_inspectorRefused = false;
    m_inspector->show(WhyRecord{.id = id}, m_context);
    arrange();
}

WhyQuestion RecordsPage::questionOfSelection() const
{
    if (m_table->allSelected()) {
        return WhySum{.title = tr("All records of %1").arg(DateText::period(m_context.view.period.from, m_context.view.period.to, m_context.today)),
                      .filter = m_context.filter};
    }
    if (m_table->selected().size() == 1) {
        return WhyRecord{.id = m_table->selected().begin()->first};
    }
    WhySum sum{.title = tr("%1 selected").arg(RecordsText::records(selectedCount())), .filter = m_context.filter};
    for (const auto &[id, record] : m_table->selected()) {
        sum.filter.records.push_back(id);
    }
    return sum;
}

void RecordsPage::explainSelection()
{
    if (selectedCount() > 0) {
        m_explainSoon.stop();
        m_inspectorRefused = false;
        m_inspector->show(questionOfSelection(), m_context);
        arrange();
    }
}

void RecordsPage::closeInspector()
{
    m_inspectorRefused = true;
    m_explainSoon.stop();
    m_inspector->leave();
    arrange();
    m_table->setFocus(Qt::OtherFocusReason);
}

bool RecordsPage::escape()
{
    if (!m_inspector->isHidden()) {
        closeInspector();
        return true;
    }
    if (!m_findBar->isHidden()) {
        closeFind();
        return true;
    }
    if (selectedCount() > 0) {
        m_table->clearSelection();
        return true;
    }
    return false;
}

bool RecordsPage::find()
{
    m_findBar->open();
    return true;
}

void RecordsPage::closeFind()
{
    m_findBar->hide();
    m_findBar->setNote({});
    m_table->setFocus(Qt::OtherFocusReason);
}

void RecordsPage::findNext(bool forward)
{
    const QString needle = m_findBar->text();
    if (needle.isEmpty()) {
        return;
    }
    struct Found
    {
        std::optional<RecordRow> row{};
        bool wrapped = false;
    };
    const RecordFeed::Question &question = m_feed->question();
    const RecordRow *from = m_feed->rowAt(m_table->currentRank());
    RecordQuestion asked{.filter = question.filter, .sort = question.sort, .descending = question.descending, .backwards = !forward};
    if (from != nullptr) {
        asked.place = placeOf(*from, question.sort);
    } else if (const RecordRow *top = m_feed->rowAt(m_table->topRank())) {
        asked.place = m_feed->placeBefore(*top);
    }
    // The filter may look for a text already; then both must be there.
    const QString also = QString::fromStdString(asked.filter.text);
    asked.filter.text = needle.toStdString();
    asked.limit = also.isEmpty() ? 1 : RecordFeed::PageRows;
    m_finding = true;
    const auto body = [asked, zone = question.zone, also](WindowServices::Reading reading) -> Result<Found> {
        RecordQuestion step = asked;
        Found found;
        for (std::size_t i = 0; i < MostFindSteps; ++i) {
            const Result<RecordPage> page = reading.reader.records(step, zone, reading.progress);
            if (!page) {
                return page.problem();
            }
            const auto matches = [&also](const RecordRow &row) { return also.isEmpty() || rowContains(row, also); };
            if (step.backwards) {
                const auto at = std::find_if(page->rows.rbegin(), page->rows.rend(), matches);
                found.row = at == page->rows.rend() ? std::nullopt : std::optional{*at};
            } else {
                const auto at = std::find_if(page->rows.begin(), page->rows.end(), matches);
                found.row = at == page->rows.end() ? std::nullopt : std::optional{*at};
            }
            if (found.row) {
                return found;
            }
            const bool isOver = page->rows.empty() || (step.backwards ? page->atStart : page->atEnd);
            if (isOver && found.wrapped) {
                return found;
            }
            found.wrapped = found.wrapped || isOver;
            step.place = isOver ? std::nullopt : std::optional{placeOf(step.backwards ? page->rows.front() : page->rows.back(), step.sort)};
        }
        return found;
    };
    whenAnswered(this, services().ask(QStringLiteral("records.find"), body), [this, needle](const Result<Found> &answer) {
        m_finding = false;
        if (!answer) {
            if (answer.problem().cause != Cause::Cancelled) {
                Q_EMIT failed(answer.problem());
            }
        } else if (answer->row) {
            m_findBar->setNote(answer->wrapped ? tr("Went on from the other end.") : QString{});
            m_feed->jumpTo(*answer->row);
        } else {
            m_findBar->setNote(tr("No record in view contains “%1”.").arg(visibleText(needle)));
        }
        finishIfIdle();
    });
}

void RecordsPage::setOption(const QString &name, const QString &value)
{
    ViewState view = m_context.view;
    if (value.isEmpty()) {
        view.options.erase(name);
    } else {
        view.options[name] = value;
    }
    Q_EMIT viewWanted(view);
}

void RecordsPage::fillColumns()
{
    QMenu *menu = m_columns->menu();
    menu->clear();
    for (const RecordColumn column : AllRecordColumns) {
        QAction *action = menu->addAction(RecordsText::title(column));
        action->setCheckable(true);
        const std::vector<RecordColumn> &shown = m_table->columns();
        const bool isShown = std::find(shown.begin(), shown.end(), column) != shown.end();
        action->setChecked(isShown);
        action->setEnabled(!isShown || shown.size() > 1);
        connect(action, &QAction::triggered, this, [this, column](bool on) {
            std::vector<RecordColumn> columns = m_table->columns();
            if (on) {
                columns.push_back(column);
                std::sort(columns.begin(), columns.end());
            } else {
                std::erase(columns, column);
            }
            setOption(columnsOption(), RecordsText::optionOf(columns));
        });
    }
    menu->addSeparator();
    QAction *reset = menu->addAction(tr("Usual columns"));
    reset->setEnabled(m_context.view.options.contains(columnsOption()) || m_context.view.options.contains(widthsOption()));
    connect(reset, &QAction::triggered, this, [this] {
        ViewState view = m_context.view;
        view.options.erase(columnsOption());
        view.options.erase(widthsOption());
        Q_EMIT viewWanted(view);
    });
}

void RecordsPage::filterBy(FilterKey key, const FilterTerm &term)
{
    ViewState view = m_context.view;
    view.filter.set(key, {term});
    Q_EMIT viewWanted(view);
}

QMenu *RecordsPage::openMenu(const QPoint &globalPos)
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool any = selectedCount() > 0;
    const auto add = [&](const QString &text, const QKeySequence &keys, auto handler) {
        QAction *action = menu->addAction(text);
        action->setShortcut(keys);
        action->setShortcutVisibleInContextMenu(true);
        action->setEnabled(any);
        connect(action, &QAction::triggered, this, handler);
        return action;
    };
    add(tr("Why this amount"), Qt::ALT | Qt::Key_Return, [this] { explainSelection(); });
    menu->addSeparator();
    add(tr("Tag…"), {}, [this] { tagSelection(); });
    std::size_t excluded = 0;
    for (const auto &[id, record] : m_table->selected()) {
        excluded += record.excluded ? 1 : 0;
    }
    if (m_table->allSelected() || excluded < m_table->selected().size()) {
        add(tr("Exclude from totals…"), {}, [this] { excludeSelection(); });
    }
    if (m_table->allSelected() || excluded > 0) {
        add(tr("Include in totals"), {}, [this] { includeSelection(); });
    }
    if (const RecordRow *row = m_feed->rowAt(m_table->currentRank()); row != nullptr && any) {
        menu->addSeparator();
        const FilterTerm model = names().modelTerm({row->serving.model});
        add(tr("Only the model %1").arg(menuName(m_table->recordsText().model(*row))), {}, [this, model] { filterBy(FilterKey::Model, model); });
        const QString project = QString::fromStdString(row->who.project);
        add(project.isEmpty() ? tr("Only usage without a project") : tr("Only the project %1").arg(menuName(m_table->recordsText().project(row->who.project))), {},
            [this, project] { filterBy(FilterKey::Project, {.text = project, .pattern = false}); });
        if (!row->who.session.empty()) {
            const QString session = QString::fromStdString(row->who.session);
            add(tr("Only the session %1").arg(menuName(session)), {}, [this, session] { filterBy(FilterKey::Session, {.text = session, .pattern = false}); });
        }
    }
    menu->addSeparator();
    add(tr("Copy"), QKeySequence::Copy, [this] { copySelection(); });
    QAction *all = add(tr("Select all %1").arg(NumberText::whole(m_feed->count())), QKeySequence::SelectAll, [this] { m_table->selectAll(); });
    all->setEnabled(true);
    menu->popup(globalPos);
    return menu;
}

void RecordsPage::copySelection()
{
    if (selectedCount() > 0) {
        QGuiApplication::clipboard()->setText(m_table->selectionAsText());
        Q_EMIT message(tr("Copied."), false);
    }
}

RecordSelection RecordsPage::selection() const
{
    RecordSelection selection{.zone = m_context.zone};
    if (m_table->allSelected()) {
        selection.filter = m_listFilter;
        return selection;
    }
    for (const auto &[id, record] : m_table->selected()) {
        selection.records.push_back(id);
    }
    return selection;
}

QString RecordsPage::selectionWords() const
{
    const std::int64_t count = selectedCount();
    return m_table->allSelected() ? tr("%1, all of this filter", "12 records").arg(RecordsText::records(count)) : RecordsText::records(count);
}

template <typename Answer, typename Sentence>
void RecordsPage::afterDecision(const QFuture<Result<Answer>> &future, Sentence sentence)
{
    whenAnswered(this, future, [this, sentence](const Result<Answer> &answer) {
        if (!answer) {
            if (answer.problem().cause != Cause::Cancelled) {
                Q_EMIT failed(answer.problem());
            }
        } else if (*answer == 0) {
            Q_EMIT message(tr("Nothing changed."), false);
        } else {
            Q_EMIT message(sentence(*answer), true);
        }
    });
}

TagDialog *RecordsPage::tagSelection()
{
    if (selectedCount() == 0) {
        return nullptr;
    }
    std::vector<TagDialog::Choice> choices;
    choices.push_back({.label = selectionWords(), .target = {.scope = TagScope::Record, .records = selection()}});
    std::set<std::string> sessions;
    std::set<std::string> projects;
    for (const auto &[id, record] : m_table->selected()) {
        sessions.insert(record.session);
        projects.insert(record.project);
    }
    if (sessions.size() == 1 && !sessions.begin()->empty()) {
        choices.push_back({.label = tr("Their session, all of it: %1").arg(visibleText(*sessions.begin())), .target = {.scope = TagScope::Session, .name = *sessions.begin()}});
    }
    if (projects.size() == 1 && !projects.begin()->empty()) {
        choices.push_back({.label = tr("Their project, all of it: %1").arg(m_table->recordsText().project(*projects.begin())),
                           .target = {.scope = TagScope::Project, .name = *projects.begin()}});
    }
    std::vector<Tag> known;
    for (const NameBook::Choice &choice : names().choices(FilterKey::Tag)) {
        const TagTerm tag = tagOf({.text = choice.value, .pattern = false});
        if (!tag.value.empty()) {
            known.push_back({.key = tag.key, .value = tag.value});
        }
    }
    for (const RecordRow &row : m_feed->loaded()) {
        for (const Tag &tag : row.tags) {
            if (std::find(known.begin(), known.end(), tag) == known.end()) {
                known.push_back(tag);
            }
        }
    }
    auto *dialog = new TagDialog{choices, known, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Tag tag = dialog->tag();
        const QString key = visibleText(tag.key);
        const QString value = visibleText(tag.value);
        afterDecision(services().setTag(dialog->target(), tag), [key, value](std::int64_t count) {
            const QString records = RecordsText::records(count);
            return value.isEmpty() ? tr("%1 lost the tag %2.", "12 records").arg(records, key) : tr("%1 tagged %2 = %3.", "12 records").arg(records, key, value);
        });
    });
    dialog->open();
    return dialog;
}

ExcludeDialog *RecordsPage::excludeSelection()
{
    if (selectedCount() == 0) {
        return nullptr;
    }
    auto *dialog = new ExcludeDialog{selectionWords(), this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, chosen = selection()] {
        afterDecision(services().setExcluded(chosen, true, dialog->reason()), [](std::int64_t count) {
            return tr("%1 excluded from totals.", "12 records").arg(RecordsText::records(count));
        });
    });
    dialog->open();
    return dialog;
}

void RecordsPage::includeSelection()
{
    if (selectedCount() > 0) {
        afterDecision(services().setExcluded(selection(), false, {}), [](std::int64_t count) {
            return tr("%1 included in totals again.", "12 records").arg(RecordsText::records(count));
        });
    }
}

void RecordsPage::saveAll(const QString &file)
{
    const RecordFeed::Question &question = m_feed->question();
    RecordsExport work{.question = {.filter = question.filter, .sort = question.sort, .descending = question.descending},
                       .zone = question.zone, .columns = m_table->columns(), .file = file};
    const auto body = [work = std::move(work)](WindowServices::Reading reading) { return exportRecords(reading, work); };
    Q_EMIT message(tr("Saving all records…"), false);
    whenAnswered(this, services().ask(QStringLiteral("records.export"), body), [this, file](const Result<std::int64_t> &answer) {
        if (answer) {
            Q_EMIT message(tr("%1 saved to %2.", "12 records").arg(RecordsText::records(*answer), visibleText(QFileInfo{file}.fileName())), false);
        } else if (answer.problem().cause == Cause::Cancelled) {
            Q_EMIT message(tr("Nothing was saved: cancelled."), false);
        } else {
            Q_EMIT failed(answer.problem());
        }
    });
}

std::vector<PageTable> RecordsPage::tables() const
{
    PageTable table{.title = m_title->text()};
    const std::vector<RecordColumn> &columns = m_table->columns();
    for (const RecordColumn column : columns) {
        table.columns << RecordsText::title(column);
    }
    const RecordsText &text = m_table->recordsText();
    for (const std::int64_t rank : m_table->ranksOnScreen()) {
        if (const RecordRow *row = m_feed->rowAt(rank)) {
            std::vector<PageTable::Cell> cells;
            for (const RecordColumn column : columns) {
                cells.push_back({.text = text.text(*row, column), .exact = text.exact(*row, column), .number = RecordsText::isNumber(column)});
            }
            table.rows.push_back(std::move(cells));
        }
    }
    if (table.rows.empty()) {
        return {};
    }
    if (!m_feed->countIsKnown() || m_feed->count() > std::int64_t(table.rows.size())) {
        table.saveAll = [page = QPointer<const RecordsPage>{this}](const QString &file) {
            if (page) {
                const_cast<RecordsPage *>(page.data())->saveAll(file);
            }
        };
        table.note = tr("Here are the rows on screen. Saving writes all %1.", "12 records").arg(RecordsText::records(m_feed->count()));
    }
    table.footer.resize(columns.size());
    table.footer.front().text = tr("Total of all %1", "records").arg(NumberText::whole(m_feed->count()));
    if (table.footer.size() > 1) {
        table.footer.back() = {.text = totalText(), .exact = {}, .number = true};
    }
    return {table};
}

} // namespace tokenmeter
