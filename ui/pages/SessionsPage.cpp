// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SessionsPage.h"

#include "charts/figures.h"
#include "charts/Hatch.h"
#include "format/DateText.h"
#include "itemmodels/SheetModel.h"
#include "pages/PageScroll.h"
#include "pages/SessionDetailView.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"
#include "widgets/Segmented.h"
#include "widgets/TreeDelegate.h"
#include "widgets/TreeTable.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace tokenmeter
{
namespace
{

const QString ViewOption = QStringLiteral("sessions.view");
const QString ModelsView = QStringLiteral("models");
const QString SortOption = QStringLiteral("sessions.sort");
const QString ModelSortOption = QStringLiteral("sessions.sort.models");

/// Part of column 0 that the name has where something stands beside it.
constexpr double NamePart = 0.44;

/// The name, and beside it a swatch with a second text, so that both make columns.
class SheetDelegate final : public TreeDelegate
{
public:
    using TreeDelegate::TreeDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QString second = index.data(SecondRole).toString();
        if (index.column() != 0 || second.isEmpty()) {
            TreeDelegate::paint(painter, option, index);
            return;
        }
        const Theme &theme = Theme::current();
        const Colours &c = theme.colours();
        painter->save();
        QRectF room = QRectF{option.rect}.adjusted(px(size::treeLeaf), 0, -space::s3, 0);
        const double middle = room.left() + std::floor(room.width() * NamePart);
        painter->setFont(fontOf(index));
        painter->setPen(c.text1);
        drawElided(*painter, {room.left(), room.top(), middle - room.left() - space::s3, room.height()}, index.data().toString());
        const double side = px(size::swatch);
        const QRectF swatch{middle, std::round(room.center().y() - side / 2), side, side};
        if (index.data(PatternRole).toBool()) {
            hatch::paintUnpriced(*painter, swatch, radius::bar);
        } else {
            hatch::paintLook(*painter, swatch, radius::bar, index.data(FamilyRole).value<Look>());
        }
        painter->setFont(theme.font(Theme::Role::Body));
        painter->setPen(c.text2);
        const double left = swatch.right() + space::s2;
        const QString more = index.data(MoreRole).toString();
        const double moreWidth = more.isEmpty() ? 0 : std::ceil(numberWidth(painter->font(), more)) + space::s1;
        const double most = std::max(0.0, room.right() - left - moreWidth);
        if (const QString shorter = index.data(ShorterRole).toString();
            !shorter.isEmpty() && QFontMetricsF{painter->font()}.horizontalAdvance(second) > most) {
            second = shorter;
        }
        drawElided(*painter, {left, room.top(), most, room.height()}, second);
        if (!more.isEmpty()) {
            const double behind = left + std::min(most, std::ceil(QFontMetricsF{painter->font()}.horizontalAdvance(second))) + space::s1;
            drawNumber(*painter, {behind, room.top(), moreWidth, room.height()}, more, Qt::AlignLeft | Qt::AlignVCenter);
        }
        painter->restore();
    }
};

std::vector<int> allColumns(int count)
{
    std::vector<int> columns;
    for (int i = 0; i < count; ++i) {
        columns.push_back(i);
    }
    return columns;
}

bool isSameQuestion(const SessionsRequest &a, const SessionsRequest &b)
{
    return a.filter == b.filter && a.currency == b.currency && a.zone.id() == b.zone.id() && a.zone.dayOf(a.now) == b.zone.dayOf(b.now);
}

} // namespace

SessionsPage::SessionsPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
    connectParts();
}

SessionsPage::~SessionsPage() = default;

void SessionsPage::build()
{
    m_layout = new QHBoxLayout{this};
    m_layout->setSpacing(size::cardGap);
    m_layout->setContentsMargins(size::pageMargin, size::pageTop, size::pageMargin, size::pageBottom);

    m_listCard = new Card{tr("Sessions"), this};
    m_listCard->setSidePadding(size::treeInset);
    m_listCard->setBottomPadding(0);
    m_listCard->setMinimumHeight(px(size::treeCard));
    m_stack = new QStackedWidget{m_listCard};
    auto *tablePage = new QWidget{m_stack};
    auto *tableLayout = new QVBoxLayout{tablePage};
    tableLayout->setContentsMargins(0, 0, 0, 0);
    tableLayout->setSpacing(0);
    m_table = new TreeTable{tablePage};
    m_table->setRootIsDecorated(false);
    m_table->setItemDelegate(new SheetDelegate{m_table});
    m_model = new SheetModel{this};
    m_table->setModel(m_model);
    m_footer = new TreeFooter{m_table, tablePage};
    tableLayout->addWidget(m_table, 1);
    tableLayout->addWidget(m_footer);
    m_empty = new EmptyState{m_stack};
    m_stack->addWidget(tablePage);
    m_stack->addWidget(m_empty);
    m_listCard->content()->addWidget(m_stack);
    m_switch = new Segmented{{tr("Sessions"), tr("By model")}, m_listCard};
    m_switch->setAccessibleName(tr("View"));
    m_listCard->addTitleControl(m_switch);

    m_detailCard = new Card{tr("Session"), this};
    m_detailCard->setFixedWidth(px(size::inspector));
    m_detailCard->setSidePadding(size::cardPadding - space::s2);
    m_detailScroll = new QScrollArea{m_detailCard};
    m_detailScroll->setFrameShape(QFrame::NoFrame);
    m_detailScroll->setWidgetResizable(true);
    m_detailScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_detailScroll->setFocusPolicy(Qt::NoFocus);
    m_detailScroll->viewport()->setAutoFillBackground(false);
    m_detailView = new SessionDetailView;
    m_detailScroll->setWidget(m_detailView);
    m_detailView->setAutoFillBackground(false);
    m_buttons = new QWidget{m_detailCard};
    auto *buttons = new QHBoxLayout{m_buttons};
    buttons->setContentsMargins(space::s2, space::s3, space::s2, 0);
    buttons->setSpacing(space::s2);
    m_records = new QPushButton{tr("Show records"), m_buttons};
    m_only = new QPushButton{tr("Only this session"), m_buttons};
    buttons->addWidget(m_records);
    buttons->addWidget(m_only);
    buttons->addStretch();
    m_detailCard->content()->addWidget(m_detailScroll, 1);
    m_detailCard->content()->addWidget(m_buttons);

    m_layout->addWidget(m_listCard, 1);
    m_layout->addWidget(m_detailCard);
    setTabOrder(m_switch, m_table);
    setTabOrder(m_table, m_detailView);
    setTabOrder(m_detailView, m_records);
    setTabOrder(m_records, m_only);
    m_detailCard->hide();
}

void SessionsPage::connectParts()
{
    connect(m_table, &TreeTable::picked, this, [this](const QModelIndex &index) { filterBy(index, m_context.view.page); });
    connect(m_table, &TreeTable::explained, this, &SessionsPage::explain);
    connect(m_table, &TreeTable::copyWanted, this, &SessionsPage::copy);
    connect(m_table, &TreeTable::sortWanted, this, &SessionsPage::sortBy);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SessionsPage::rowChosen);
    connect(m_switch, &Segmented::currentChanged, this, &SessionsPage::setView);
    connect(m_detailView, &SessionDetailView::picked, this, [this](qint64 record) { Q_EMIT whyWanted(WhyRecord{record}); });
    connect(m_records, &QPushButton::clicked, this, [this] { filterBy(m_table->currentIndex(), QStringLiteral("records")); });
    connect(m_only, &QPushButton::clicked, this, [this] { filterBy(m_table->currentIndex(), m_context.view.page); });
    connect(m_detailCard, &Card::linkActivated, this, &SessionsPage::escape);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_data && m_data->nearestDataDay) {
            Q_EMIT viewWanted(movedTo(m_context.view, *m_data->nearestDataDay, m_context.rules));
        }
    });
}

bool SessionsPage::showsModels() const
{
    const auto option = m_context.view.options.find(ViewOption);
    return option != m_context.view.options.end() && option->second == ModelsView;
}

bool SessionsPage::isNarrow() const
{
    return width() < px(size::sessionTable) + px(size::inspector) + size::cardGap + 2 * size::pageMargin;
}

void SessionsPage::arrange()
{
    const int side = PageScroll::sideMargin(width());
    m_layout->setContentsMargins(side, size::pageTop, side, size::pageBottom);
    const bool hasRows = m_data && !m_data->rows.empty();
    // Where there is little room the card stands beside the table only while a session is chosen.
    const bool shown = !showsModels() && hasRows && (selectedRow() != nullptr || !isNarrow());
    m_detailCard->setVisible(shown);
    m_detailCard->setLink(selectedRow() != nullptr ? tr("Close") : QString{});
    setTotal();
    applyColumns();
}

void SessionsPage::setTotal()
{
    if (!m_data || showsModels()) {
        return;
    }
    const SessionsView view{m_context, m_colours};
    const QString total = totalText();
    const QString note = view.note(m_data->total, m_data->foreign);
    // Beside the card of a small window the title has no room for more than the total; the footer's tooltip says it, too.
    const bool isShort = note.isEmpty() || (isNarrow() && !m_detailCard->isHidden());
    m_listCard->setTotal(isShort ? total : total + QStringLiteral(" · ") + note);
}

void SessionsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SessionsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange && m_asked) {
        fill();
        fillDetail();
    }
    QWidget::changeEvent(event);
}

SessionsRequest SessionsPage::request() const
{
    SessionsRequest request;
    request.filter = m_context.filter;
    request.zone = m_context.zone;
    request.now = m_context.now;
    request.currency = m_context.view.currency.toStdString();
    return request;
}

void SessionsPage::show(const PageContext &context, bool ledgerChanged)
{
    m_context = context;
    const SessionsRequest wanted = request();
    const bool isNew = !m_asked || !isSameQuestion(*m_asked, wanted);
    if (isNew || ledgerChanged) {
        m_listStale = m_answersStale = true;
        m_asked = wanted;
    }
    if (isNew) {
        m_selectsFirst = true;
        m_selected.reset();
        forgetDetail();
    }
    const QSignalBlocker quiet{m_switch};
    m_switch->setCurrent(showsModels() ? 1 : 0);
    if (showsModels() ? m_answersStale : m_listStale) {
        if (isNew || (showsModels() ? !m_answers : !m_data)) {
            startWaiting();
        }
        if (showsModels()) {
            askAnswers();
        } else {
            askList();
        }
    } else {
        fill();
        fillDetail();
        unsettle();
        settle();
    }
}

void SessionsPage::setCardsLoading(bool loading)
{
    m_listCard->setLoading(loading);
    m_detailCard->setLoading(loading);
}

template <class Value, class Take>
void SessionsPage::askView(NewestAnswer &place, const QString &channel,
                           Result<Value> (*of)(LedgerReader &, Pricer &, const SessionsRequest &), Take take)
{
    ask(
        place, channel,
        [request = *m_asked, of](WindowServices::Reading reading) mutable -> Result<Value> {
            request.progress = reading.progress;
            return of(reading.reader, reading.pricer, request);
        },
        [this, take](const Result<Value> &answer) {
            stopWaiting();
            if (answer) {
                take(*answer);
            }
        });
}

void SessionsPage::askList()
{
    askView(m_listAnswer, QStringLiteral("sessions"), sessionsOf, [this](const SessionsData &sessions) {
        m_data = sessions;
        m_listStale = false;
        fill();
        fillDetail();
        askDetail();
    });
}

void SessionsPage::askAnswers()
{
    askView(m_modelsAnswer, QStringLiteral("sessions.answers"), modelAnswersOf, [this](const ModelAnswersData &answers) {
        m_answers = answers;
        m_answersStale = false;
        fill();
    });
}

void SessionsPage::askDetail()
{
    const SessionRow *row = selectedRow();
    if (row == nullptr) {
        return;
    }
    SessionDetailRequest question;
    question.filter = m_asked->filter;
    question.session = row->name;
    question.zone = m_asked->zone;
    question.now = m_asked->now;
    question.currency = m_asked->currency;
    ask(
        m_detailAnswer, QStringLiteral("sessions.detail"),
        [question](WindowServices::Reading reading) mutable -> Result<SessionDetail> {
            question.progress = reading.progress;
            return sessionDetailOf(reading.reader, reading.pricer, question);
        },
        [this](const Result<SessionDetail> &answer) {
            if (answer) {
                m_detail = *answer;
                fillDetail();
            }
        });
}

/// Its answer belongs to another session or another view.
void SessionsPage::forgetDetail()
{
    m_detail.reset();
    m_detailAnswer.forget();
}

std::pair<int, bool> SessionsPage::sorting() const
{
    const auto option = m_context.view.options.find(showsModels() ? ModelSortOption : SortOption);
    QString word = option == m_context.view.options.end() ? QString{} : option->second;
    const bool ascending = word.startsWith(QLatin1Char{'-'});
    word.remove(0, ascending ? 1 : 0);
    const int column = showsModels() ? answerColumnOf(word) : sessionColumnOf(word);
    if (column < 0) {
        return {showsModels() ? int(AnswerColumn::Calls) : int(SessionColumn::Cost), true};
    }
    return {column, !ascending};
}

void SessionsPage::sortBy(int column)
{
    if (!showsModels() && column == int(SessionColumn::Course)) {
        return; // a drawing has no order
    }
    const auto [sorted, descending] = sorting();
    // Names begin with A, everything else with the largest.
    const bool next = column == sorted ? !descending : column != 0;
    ViewState view = m_context.view;
    const QString word = showsModels() ? answerColumnWord(column) : sessionColumnWord(column);
    view.options[showsModels() ? ModelSortOption : SortOption] = (next ? QString{} : QStringLiteral("-")) + word;
    Q_EMIT viewWanted(view);
}

void SessionsPage::setView(int view)
{
    ViewState next = m_context.view;
    if (view == 1) {
        next.options[ViewOption] = ModelsView;
    } else {
        next.options.erase(ViewOption);
    }
    Q_EMIT viewWanted(next);
}

void SessionsPage::fill()
{
    const SessionsView view{m_context, m_colours};
    const auto [column, descending] = sorting();
    const bool isEmpty = showsModels() ? m_answers && m_answers->rows.empty() : m_data && m_data->rows.empty();
    const bool isThere = showsModels() ? m_answers.has_value() : m_data.has_value();
    if (!isThere) {
        arrange();
        return;
    }
    m_filling = true;
    if (showsModels()) {
        m_sheet = view.answers(*m_answers, AnswerColumn(column), descending);
        m_listCard->setTitle(view.modelCount(*m_answers));
        m_listCard->setTotal(view.total(m_answers->total.spend, m_answers->total.inCurrency));
        m_table->setAccessibleName(tr("Answers by model"));
    } else {
        m_sheet = view.sessions(*m_data, SessionColumn(column), descending);
        m_listCard->setTitle(view.sessionCount(*m_data));
        m_table->setAccessibleName(tr("Sessions"));
    }
    m_model->setSheet(m_sheet.columns, m_sheet.rows);
    applyColumns();
    m_table->setSort(column, descending);
    m_stack->setCurrentIndex(isEmpty ? 1 : 0);
    if (isEmpty) {
        const SessionsData nothing;
        const SessionsData &known = m_data ? *m_data : nothing;
        m_empty->setTexts(view.emptyFact(), view.emptyHint(known), view.emptyVerb(known));
    }
    m_filling = false;
    if (!showsModels()) {
        if (m_selected && selectedRow() == nullptr) {
            m_selected.reset(); // it has left the view
            m_detail.reset();
        }
        if (!m_selected && m_selectsFirst && !isNarrow() && !m_sheet.rows.empty() && m_sheet.sources.front() >= 0) {
            // All usage without a session is no session to begin with.
            const auto first = std::find_if(m_sheet.sources.begin(), m_sheet.sources.end(), [&](int source) {
                return source >= 0 && !m_data->rows[std::size_t(source)].name.empty();
            });
            m_selected = m_data->rows[std::size_t(first == m_sheet.sources.end() ? m_sheet.sources.front() : *first)].name;
        }
        const SessionRow *row = selectedRow();
        selectSource(row == nullptr ? -1 : int(row - m_data->rows.data()));
    }
    arrange();
}

void SessionsPage::applyColumns()
{
    if (showsModels()) {
        m_table->setColumns(allColumns(AnswerColumnCount),
                            {int(AnswerColumn::Mean), int(AnswerColumn::NotKnown), int(AnswerColumn::Errors), int(AnswerColumn::PerSession)});
        return;
    }
    // Names come first: figures that few ask for have to wait for room.
    const bool beside = !m_detailCard->isHidden();
    const int room = width() - 2 * size::pageMargin - (beside ? px(size::inspector) + size::cardGap : 0);
    std::vector<int> wanted = allColumns(SessionColumnCount);
    if (room < px(size::sessionAgents)) {
        std::erase(wanted, int(SessionColumn::Agents));
        std::erase(wanted, int(SessionColumn::PerTurn));
    }
    if (room < px(size::sessionTokens)) {
        std::erase(wanted, int(SessionColumn::Tokens));
    }
    m_table->setColumns(wanted, {int(SessionColumn::PerTurn), int(SessionColumn::Agents), int(SessionColumn::Tokens),
                                                         int(SessionColumn::CacheHit), int(SessionColumn::Course), int(SessionColumn::Turns)});
}

int SessionsPage::sourceAt(const QModelIndex &index) const
{
    return index.isValid() && std::size_t(index.row()) < m_sheet.sources.size() ? m_sheet.sources[std::size_t(index.row())] : -1;
}

const SessionRow *SessionsPage::selectedRow() const
{
    if (!m_selected || !m_data) {
        return nullptr;
    }
    const auto row = std::find_if(m_data->rows.begin(), m_data->rows.end(), [&](const SessionRow &each) { return each.name == *m_selected; });
    return row == m_data->rows.end() ? nullptr : &*row;
}

void SessionsPage::selectSource(int source)
{
    m_filling = true;
    const auto at = std::find(m_sheet.sources.begin(), m_sheet.sources.end(), source);
    if (source < 0 || at == m_sheet.sources.end()) {
        m_table->clearSelection();
        m_table->setCurrentIndex({});
    } else {
        m_table->setCurrentIndex(m_model->index(int(at - m_sheet.sources.begin()), 0));
    }
    m_filling = false;
}

void SessionsPage::rowChosen()
{
    if (m_filling || showsModels() || !m_data) {
        return;
    }
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const int source = rows.isEmpty() ? -1 : sourceAt(rows.front());
    forgetDetail();
    if (source < 0) {
        m_selected.reset();
    } else {
        m_selected = m_data->rows[std::size_t(source)].name;
    }
    arrange();
    fillDetail();
    askDetail();
}

void SessionsPage::fillDetail()
{
    const SessionRow *row = selectedRow();
    const SessionsView view{m_context, m_colours};
    m_buttons->setVisible(row != nullptr);
    if (row == nullptr) {
        m_detailCard->setTitle(tr("Session"));
        SessionDetailContent nothing;
        nothing.when = tr("Choose a session to see its turns.");
        m_detailView->setContent(std::move(nothing));
        return;
    }
    m_detailCard->setTitle(row->name.empty() ? tr("No session") : tr("Session"));
    const bool isIts = m_detail && m_detail->name == row->name;
    m_detailView->setContent(view.detail(*m_data, *row, isIts ? &*m_detail : nullptr));
}

bool SessionsPage::escape()
{
    if (showsModels() || !m_selected) {
        return false;
    }
    m_selectsFirst = false;
    m_selected.reset();
    forgetDetail();
    selectSource(-1);
    arrange();
    fillDetail();
    return true;
}

UsageFilter SessionsPage::filterOf(const SessionRow &row) const
{
    UsageFilter filter = m_context.filter;
    filter.sessions = {row.name};
    return filter;
}

void SessionsPage::filterBy(const QModelIndex &index, const QString &page)
{
    const int source = sourceAt(index);
    if (source < 0) {
        return;
    }
    ViewState next = m_context.view;
    next.page = page;
    if (showsModels()) {
        next.filter.set(FilterKey::Model, {names().modelTerm(m_answers->rows[std::size_t(source)].model.rawModels)});
    } else {
        next.filter.set(FilterKey::Session, {{.text = QString::fromStdString(m_data->rows[std::size_t(source)].name)}});
    }
    Q_EMIT viewWanted(next);
}

void SessionsPage::explain(const QModelIndex &index)
{
    const int source = sourceAt(index);
    if (source < 0) {
        return;
    }
    if (showsModels()) {
        const JoinedModel &model = m_answers->rows[std::size_t(source)].model;
        UsageFilter filter = m_context.filter;
        filter.models = model.rawModels;
        Q_EMIT whyWanted(WhySum{.title = m_model->cell(index.row(), 0).text, .filter = filter});
        return;
    }
    const SessionRow &row = m_data->rows[std::size_t(source)];
    Q_EMIT whyWanted(WhySum{.title = SessionsView{m_context, m_colours}.whyTitle(*m_data, row), .filter = filterOf(row)});
}

void SessionsPage::copy(const QModelIndex &index)
{
    QStringList cells;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (!m_model->cell(index.row(), column).steps) {
            cells << m_model->index(index.row(), column).data(ExactRole).toString();
        }
    }
    QApplication::clipboard()->setText(cells.join(QLatin1Char{'\t'}));
}

std::vector<PageTable> SessionsPage::tables() const
{
    if (m_sheet.rows.empty()) {
        return {};
    }
    return {m_sheet.table(showsModels() ? tr("Answers by model") : tr("Sessions"))};
}

void SessionsPage::setColourStore(ModelColours::Store store)
{
    m_colours = ModelColours{std::move(store)};
    if (m_asked) {
        fill();
    }
}

QString SessionsPage::totalText() const
{
    const SessionsView view{m_context, m_colours};
    if (showsModels()) {
        return m_answers ? view.total(m_answers->total.spend, m_answers->total.inCurrency) : QString{};
    }
    return m_data ? view.total(m_data->total, m_data->inCurrency) : QString{};
}

} // namespace tokenmeter
