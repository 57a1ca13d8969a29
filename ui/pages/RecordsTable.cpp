// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsTable.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "itemmodels/RecordFeed.h"
#include "pages/RecordsAccessible.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tokenmeter
{
namespace
{

constexpr int Whole = 100; ///< px() of it is the scale of the user's font, in per cent

bool isName(RecordColumn column)
{
    return column != RecordColumn::Time && !RecordsText::isNumber(column);
}

SelectedRecord kept(const RecordRow &row)
{
    return {.cost = costOf(row.tokens, row.rare, row.rate), .priced = row.rate.isPriced(), .excluded = row.isExcluded(),
            .session = row.who.session, .project = row.who.project, .model = row.serving.model};
}

} // namespace

RecordsTable::RecordsTable(RecordFeed &feed, QWidget *parent)
    : QAbstractScrollArea{parent}, m_feed{feed}, m_columns{RecordsText::defaults(RecordWidth::Normal)}
{
    installRecordsAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Records"));
    verticalScrollBar()->setSingleStep(1);
    connect(&m_feed, &RecordFeed::restarted, this, [this] {
        m_widest.clear();
        m_current = m_anchor = -1;
        m_anchorRow.reset();
        m_selectWhenLoaded = false;
        m_barsGuard = true;
        verticalScrollBar()->setValue(0);
        m_barsGuard = false;
    });
    connect(&m_feed, &RecordFeed::rowsChanged, this, [this] {
        for (const RecordRow &row : m_feed.loaded()) {
            const auto selected = m_selected.find(row.id);
            if (selected != m_selected.end()) {
                selected->second = kept(row);
            }
        }
        measure();
        updateBars();
        settle();
        request();
        viewport()->update();
    });
    connect(&m_feed, &RecordFeed::countsChanged, this, [this] {
        updateBars();
        request();
        viewport()->update();
    });
    connect(&m_feed, &RecordFeed::shifted, this, [this](std::int64_t by) {
        const std::int64_t top = topRank() + by;
        for (std::int64_t *rank : {&m_current, &m_anchor}) {
            *rank = *rank < 0 ? *rank : std::max<std::int64_t>(0, *rank + by);
        }
        updateBars();
        if (!m_dragging) { // the slider stays under the pointer
            m_barsGuard = true;
            verticalScrollBar()->setValue(int(std::clamp<std::int64_t>(top, 0, std::numeric_limits<int>::max())));
            m_barsGuard = false;
        }
    });
    connect(&m_feed, &RecordFeed::jumped, this, &RecordsTable::goTo);
    connect(verticalScrollBar(), &QScrollBar::sliderPressed, this, [this] { m_dragging = true; });
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, [this] {
        m_dragging = false;
        viewport()->update();
    });
}

QSize RecordsTable::sizeHint() const
{
    return {px(size::windowMinWidth) / 2, px(size::rowRecords) * 8};
}

int RecordsTable::headerHeight() const
{
    return px(size::tableHeader);
}

int RecordsTable::rowHeight() const
{
    return px(size::rowRecords);
}

void RecordsTable::setText(RecordsText text)
{
    m_text = std::move(text);
    viewport()->update();
}

void RecordsTable::setColumns(const std::vector<RecordColumn> &columns, bool mayDrop)
{
    if (m_columns != columns || m_mayDrop != mayDrop) {
        m_columns = columns;
        m_mayDrop = mayDrop;
        measure();
        viewport()->update();
    }
}

void RecordsTable::setWidths(const std::map<RecordColumn, int> &widths)
{
    if (!m_resized && widths != m_own) {
        m_own = widths;
        layoutColumns();
        viewport()->update();
    }
}

std::vector<RecordColumn> RecordsTable::shownColumns() const
{
    std::vector<RecordColumn> columns;
    for (const Cell &cell : m_cells) {
        columns.push_back(cell.column);
    }
    return columns;
}

QString RecordsTable::cellText(int row, int column) const
{
    const RecordRow *record = m_feed.rowAt(topRank() + row);
    return record == nullptr || std::size_t(column) >= m_cells.size() ? QString{} : m_text.text(*record, m_cells[std::size_t(column)].column);
}

QRect RecordsTable::cellRect(int row, int column) const
{
    if (std::size_t(column) >= m_cells.size()) {
        return {};
    }
    const QRect line = rowRect(topRank() + row);
    const Cell &cell = m_cells[std::size_t(column)];
    return {cell.left - horizontalScrollBar()->value(), line.top(), cell.width, line.height()};
}

bool RecordsTable::isRowSelected(int row) const
{
    const RecordRow *record = m_feed.rowAt(topRank() + row);
    return record != nullptr && isSelected(*record);
}

void RecordsTable::setSkeleton(bool shown)
{
    m_skeleton = shown;
    viewport()->update();
}

std::int64_t RecordsTable::topRank() const
{
    return verticalScrollBar()->value();
}

int RecordsTable::visibleRows() const
{
    return std::max(1, (viewport()->height() - headerHeight()) / rowHeight());
}

std::vector<std::int64_t> RecordsTable::ranksOnScreen() const
{
    std::vector<std::int64_t> ranks;
    for (std::int64_t rank = topRank(); rank < std::min(m_feed.count(), topRank() + visibleRows()); ++rank) {
        ranks.push_back(rank);
    }
    return ranks;
}

QRect RecordsTable::rowRect(std::int64_t rank) const
{
    return {0, headerHeight() + int(rank - topRank()) * rowHeight(), viewport()->width(), rowHeight()};
}

QRect RecordsTable::headerRect(RecordColumn column) const
{
    for (const Cell &cell : m_cells) {
        if (cell.column == column) {
            return {cell.left - horizontalScrollBar()->value(), 0, cell.width, headerHeight()};
        }
    }
    return {};
}

std::int64_t RecordsTable::currentId() const
{
    const RecordRow *row = m_feed.rowAt(m_current);
    return row == nullptr ? 0 : row->id;
}

void RecordsTable::updateBars()
{
    m_barsGuard = true;
    const std::int64_t most = std::max<std::int64_t>(0, m_feed.count() - visibleRows());
    verticalScrollBar()->setRange(0, int(std::min<std::int64_t>(most, std::numeric_limits<int>::max())));
    verticalScrollBar()->setPageStep(visibleRows());
    m_barsGuard = false;
}

void RecordsTable::request()
{
    const std::int64_t top = topRank();
    m_feed.want(top, top + visibleRows());
}

void RecordsTable::measure()
{
    const Theme &theme = Theme::current();
    const QFont head = theme.font(Theme::Role::Caption, QFont::DemiBold);
    const QFont small = theme.font(Theme::Role::Small);
    const QFont cost = theme.font(Theme::Role::Body, QFont::DemiBold);
    const QFont body = theme.font(Theme::Role::Body);
    for (const RecordColumn column : m_columns) {
        int &widest = m_widest[column];
        int header = int(std::ceil(numberWidth(head, RecordsText::title(column))));
        if (RecordsText::sortOf(column) == m_feed.question().sort) {
            header += px(size::iconPill) + space::s1;
        }
        widest = std::max(widest, header);
        const QFont &font = column == RecordColumn::Cost ? cost : RecordsText::isNumber(column) ? small : body;
        const int before = column == RecordColumn::Model ? px(size::swatch) + space::s2 : 0;
        const int most = isName(column) ? px(size::recordsNameMost) : std::numeric_limits<int>::max();
        for (const RecordRow &row : m_feed.loaded()) {
            double width = 0;
            if (column == RecordColumn::Tags) {
                for (const Tag &tag : row.tags) {
                    width += std::min(double(px(size::tagPillMost)), numberWidth(small, RecordsText::tag(tag)) + 2 * space::s2 + space::s1);
                }
                if (row.isExcluded()) {
                    width += numberWidth(small, tr("excluded")) + 2 * space::s2;
                }
            } else {
                width = numberWidth(font, m_text.text(row, column).left(px(size::recordsNameMost)));
            }
            widest = std::max(widest, std::min(most, int(std::ceil(width)) + before));
        }
    }
    layoutColumns();
}

bool RecordsTable::shows(RecordColumn column) const
{
    return std::any_of(m_cells.begin(), m_cells.end(), [column](const Cell &cell) { return cell.column == column; });
}

void RecordsTable::layoutColumns()
{
    using C = RecordColumn;
    constexpr std::array LeastNeeded{C::Source, C::Tier, C::Session, C::CacheWrite, C::Tags, C::CacheRead, C::Input};
    std::vector<RecordColumn> columns = m_columns;
    int total = layOut(columns);
    for (std::size_t i = 0; m_mayDrop && i < LeastNeeded.size() && total > viewport()->width(); ++i) {
        if (std::erase(columns, LeastNeeded[i]) > 0) {
            total = layOut(columns);
        }
    }
    horizontalScrollBar()->setRange(0, std::max(0, total - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

/// Times and figures get what they need. Names share what is left, none more than it needs.
/// @return the width of all
int RecordsTable::layOut(const std::vector<RecordColumn> &columns)
{
    const int gap = px(size::recordsGap);
    const int inset = size::cardPadding; // under the title
    // The scroll bar stands in the margin, so that amounts end where their sum does.
    const int bar = verticalScrollBar()->maximum() > 0 ? width() - viewport()->width() : 0;
    const int right = std::max(space::s2, size::cardPadding - bar);
    int fixed = inset + right + gap * int(std::max<std::size_t>(1, columns.size()) - 1);
    std::vector<RecordColumn> names;
    for (const RecordColumn column : columns) {
        if (const auto own = m_own.find(column); own != m_own.end()) {
            fixed += px(own->second);
        } else if (isName(column)) {
            names.push_back(column);
        } else {
            fixed += m_widest[column];
        }
    }
    std::map<RecordColumn, int> widths;
    int room = viewport()->width() - fixed;
    const int least = px(size::recordsFlexible);
    // Those that need less than their share give the rest to the others.
    std::sort(names.begin(), names.end(), [this](RecordColumn a, RecordColumn b) { return m_widest[a] < m_widest[b]; });
    int left = int(names.size());
    for (const RecordColumn column : names) {
        const int share = left > 0 ? room / left : 0;
        widths[column] = std::max(std::min(m_widest[column], share), std::min(least, m_widest[column]));
        room -= widths[column];
        --left;
    }
    // What nobody needs goes between the columns of names.
    const int extra = names.empty() || room <= 0 ? 0 : room / int(names.size());
    m_cells.clear();
    int x = inset;
    for (const RecordColumn column : columns) {
        const auto own = m_own.find(column);
        const int needed = own != m_own.end() ? px(own->second) : isName(column) ? widths[column] + extra : m_widest[column];
        m_cells.push_back({.column = column, .left = x, .width = needed});
        x += needed + gap;
    }
    if (!m_cells.empty() && names.empty()) {
        // Nothing to stretch: figures stand at the right edge, names and times where they were put.
        const int shift = viewport()->width() - right - (m_cells.back().left + m_cells.back().width);
        const bool keepsNames = !m_own.empty();
        for (std::size_t i = 1; shift > 0 && i < m_cells.size(); ++i) {
            m_cells[i].left += !keepsNames || RecordsText::isNumber(m_cells[i].column) ? shift : 0;
        }
    }
    return m_cells.empty() ? 0 : m_cells.back().left + m_cells.back().width + right;
}

bool RecordsTable::isSelected(const RecordRow &row) const
{
    return m_all || m_selected.contains(row.id);
}

void RecordsTable::select(const RecordRow &row)
{
    m_selected[row.id] = kept(row);
}

void RecordsTable::selectAll()
{
    m_all = true;
    m_selected.clear();
    viewport()->update();
    Q_EMIT selectionChanged();
}

void RecordsTable::clearSelection()
{
    if (!m_all && m_selected.empty()) {
        return;
    }
    m_all = false;
    m_selected.clear();
    viewport()->update();
    Q_EMIT selectionChanged();
}

void RecordsTable::scrollTo(std::int64_t rank)
{
    QScrollBar *bar = verticalScrollBar();
    if (rank < topRank()) {
        bar->setValue(int(rank));
    } else if (rank >= topRank() + visibleRows()) {
        bar->setValue(int(rank - visibleRows() + 1));
    }
}

void RecordsTable::goTo(std::int64_t rank)
{
    updateBars();
    if (rank < topRank() || rank >= topRank() + visibleRows()) {
        verticalScrollBar()->setValue(int(std::max<std::int64_t>(0, rank - visibleRows() / 3)));
    }
    moveTo(rank, false);
}

void RecordsTable::moveTo(std::int64_t rank, bool extend)
{
    rank = std::clamp<std::int64_t>(rank, 0, std::max<std::int64_t>(0, m_feed.count() - 1));
    if (m_current < 0 || m_anchor < 0) {
        m_anchor = rank;
    }
    m_current = rank;
    m_extendWhenLoaded = extend;
    m_selectWhenLoaded = true;
    scrollTo(rank);
    request();
    settle();
    viewport()->update();
}

/// Selects what the last key or click meant, once its row is there.
void RecordsTable::settle()
{
    const RecordRow *row = m_feed.rowAt(m_current);
    if (!m_selectWhenLoaded || row == nullptr) {
        return;
    }
    m_selectWhenLoaded = false;
    m_all = false;
    m_selected.clear();
    if (m_extendWhenLoaded && m_anchorRow) {
        selectRange(m_anchor, m_current);
    } else {
        m_anchor = m_current;
        m_anchorRow = *row;
        select(*row);
    }
    setAccessibleDescription(m_text.spoken(*row, m_columns));
    QAccessibleEvent event{this, QAccessible::DescriptionChanged};
    QAccessible::updateAccessibility(&event);
    Q_EMIT selectionChanged();
}

void RecordsTable::selectRange(std::int64_t from, std::int64_t to)
{
    const RecordRow *last = m_feed.rowAt(to);
    const RecordRow *first = m_feed.rowAt(from);
    if (last == nullptr) {
        return;
    }
    if (first != nullptr && first->id == m_anchorRow->id) {
        for (std::int64_t rank = std::min(from, to); rank <= std::max(from, to); ++rank) {
            select(*m_feed.rowAt(rank));
        }
        return;
    }
    select(*m_anchorRow);
    select(*last);
    m_feed.readBetween(*m_anchorRow, *last, to - from, [this](const std::vector<RecordRow> &rows) {
        for (const RecordRow &row : rows) {
            select(row);
        }
        viewport()->update();
        Q_EMIT selectionChanged();
    });
}

QString RecordsTable::selectionAsText() const
{
    QStringList lines;
    QStringList header;
    for (const RecordColumn column : m_columns) {
        header << RecordsText::title(column);
    }
    lines << header.join(u'\t');
    for (const RecordRow &row : m_feed.loaded()) {
        if (isSelected(row)) {
            QStringList cells;
            for (const RecordColumn column : m_columns) {
                QString cell = m_text.exact(row, column);
                cells << cell.replace(u'\t', u' ').replace(u'\n', u' ');
            }
            lines << cells.join(u'\t');
        }
    }
    return lines.join(u'\n') + u'\n';
}

std::int64_t RecordsTable::rankAt(int y) const
{
    if (y < headerHeight()) {
        return -1;
    }
    const std::int64_t rank = topRank() + (y - headerHeight()) / rowHeight();
    return rank < m_feed.count() ? rank : -1;
}

void RecordsTable::mousePressEvent(QMouseEvent *event)
{
    m_keyboard = false;
    const QPoint at = event->position().toPoint();
    if (at.y() < headerHeight()) {
        if (const std::optional<RecordColumn> border = borderAt(at); border && event->button() == Qt::LeftButton) {
            m_resized = border;
            m_resizedFrom = headerRect(*border).width() - at.x();
            return;
        }
        for (const Cell &cell : m_cells) {
            const std::optional<RecordSort> sort = RecordsText::sortOf(cell.column);
            if (event->button() == Qt::LeftButton && sort && headerRect(cell.column).adjusted(-space::s1, 0, space::s1, 0).contains(at)) {
                const RecordFeed::Question &question = m_feed.question();
                Q_EMIT sortWanted(*sort, question.sort == *sort ? !question.descending : true);
                return;
            }
        }
        return;
    }
    const std::int64_t rank = rankAt(at.y());
    const RecordRow *row = m_feed.rowAt(rank);
    if (rank < 0 || row == nullptr) {
        return;
    }
    if (event->button() == Qt::RightButton && isSelected(*row)) {
        m_current = rank;
        return; // the menu is about the selection
    }
    if (event->modifiers().testFlag(Qt::ControlModifier) && event->button() == Qt::LeftButton && !m_all) {
        m_current = m_anchor = rank;
        m_anchorRow = *row;
        if (m_selected.erase(row->id) == 0) {
            select(*row);
        }
        viewport()->update();
        Q_EMIT selectionChanged();
        return;
    }
    moveTo(rank, event->modifiers().testFlag(Qt::ShiftModifier));
}

std::optional<RecordColumn> RecordsTable::borderAt(const QPoint &at) const
{
    for (const Cell &cell : m_cells) {
        const int right = cell.left + cell.width - horizontalScrollBar()->value() + px(size::recordsGap) / 2;
        if (at.y() < headerHeight() && std::abs(at.x() - right) <= space::s1) {
            return cell.column;
        }
    }
    return std::nullopt;
}

void RecordsTable::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_resized && event->button() == Qt::LeftButton) {
        m_resized.reset();
        Q_EMIT widthsWanted(m_own);
    }
}

void RecordsTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const std::optional<RecordColumn> border = borderAt(event->position().toPoint())) {
        m_resized.reset();
        std::map<RecordColumn, int> own = m_own;
        own.erase(*border); // as wide as it needs
        Q_EMIT widthsWanted(own);
        return;
    }
    const RecordRow *row = m_feed.rowAt(rankAt(event->position().toPoint().y()));
    if (event->button() == Qt::LeftButton && row != nullptr) {
        Q_EMIT explained(row->id);
    }
}

void RecordsTable::mouseMoveEvent(QMouseEvent *event)
{
    const int y = event->position().toPoint().y();
    if (m_resized) {
        const double scale = double(px(Whole)) / Whole;
        const int width = int(std::lround((event->position().x() + m_resizedFrom) / scale));
        m_own[*m_resized] = std::clamp(width, size::recordsColumnLeast, size::recordsColumnMost);
        layoutColumns();
        viewport()->update();
        return;
    }
    const std::int64_t rank = rankAt(y);
    if (rank != m_hovered) {
        m_hovered = rank;
        viewport()->update();
    }
    bool sortable = false;
    for (const Cell &cell : m_cells) {
        sortable = sortable
                   || (y < headerHeight() && RecordsText::sortOf(cell.column) && headerRect(cell.column).contains(event->position().toPoint()));
    }
    const bool atBorder = borderAt(event->position().toPoint()).has_value();
    viewport()->setCursor(atBorder ? Qt::SplitHCursor : sortable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RecordsTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard && m_current >= 0) {
        Q_EMIT menuWanted(viewport()->mapToGlobal(rowRect(m_current).center()));
    } else if (rankAt(viewport()->mapFromGlobal(event->globalPos()).y()) >= 0) {
        Q_EMIT menuWanted(event->globalPos());
    }
}

void RecordsTable::keyPressEvent(QKeyEvent *event)
{
    m_keyboard = true;
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const std::int64_t current = std::max<std::int64_t>(m_current, topRank());
    switch (event->key()) {
    case Qt::Key_Up:
        moveTo(m_current < 0 ? topRank() : current - 1, extend);
        return;
    case Qt::Key_Down:
        moveTo(m_current < 0 ? topRank() : current + 1, extend);
        return;
    case Qt::Key_PageUp:
        moveTo(current - visibleRows(), extend);
        return;
    case Qt::Key_PageDown:
        moveTo(current + visibleRows(), extend);
        return;
    case Qt::Key_Home:
        moveTo(0, extend);
        return;
    case Qt::Key_End:
        moveTo(m_feed.count() - 1, extend);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentId() != 0) {
            Q_EMIT explained(currentId());
        }
        return;
    case Qt::Key_Space:
        if (const RecordRow *row = m_feed.rowAt(m_current); row != nullptr && !m_all) {
            if (m_selected.erase(row->id) == 0) {
                select(*row);
            }
            viewport()->update();
            Q_EMIT selectionChanged();
        }
        return;
    default:
        break;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyWanted();
        return;
    }
    event->ignore();
}

void RecordsTable::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_keyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    viewport()->update();
}

void RecordsTable::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange) {
        m_widest.clear();
        measure();
    }
    QAbstractScrollArea::changeEvent(event);
}

void RecordsTable::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
    layoutColumns();
    request();
}

void RecordsTable::scrollContentsBy(int, int)
{
    if (!m_barsGuard) {
        request();
    }
    viewport()->update();
}

bool RecordsTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered = -1;
        viewport()->update();
    } else if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QString tip;
        if (const RecordRow *row = m_feed.rowAt(rankAt(help->pos().y()))) {
            for (const Cell &cell : m_cells) {
                const int x = help->pos().x() + horizontalScrollBar()->value();
                if (!isName(cell.column) || x < cell.left || x > cell.left + cell.width) {
                    continue;
                }
                if (cell.column == RecordColumn::Model) {
                    tip = m_text.model(*row) + u'\n' + visibleText(row->serving.model);
                } else if (cell.column == RecordColumn::Project) {
                    tip = visibleText(row->who.project);
                } else {
                    tip = m_text.text(*row, cell.column);
                }
            }
        }
        QToolTip::showText(help->globalPos(), plainToolTip(tip), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void RecordsTable::paintHeader(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QRectF header{0, 0, double(viewport()->width()), double(headerHeight())};
    painter.fillRect(header, c.sunken);
    painter.setPen(QPen{c.border, size::hairline});
    painter.drawLine(QPointF{0, header.bottom() - size::hairline / 2}, QPointF{header.right(), header.bottom() - size::hairline / 2});
    painter.drawLine(QPointF{0, size::hairline / 2}, QPointF{header.right(), size::hairline / 2});
    const RecordFeed::Question &question = m_feed.question();
    for (const Cell &cell : m_cells) {
        const bool isSorted = RecordsText::sortOf(cell.column) == question.sort;
        const QFont font = theme.font(Theme::Role::Caption, isSorted ? QFont::DemiBold : QFont::Medium);
        painter.setFont(font);
        painter.setPen(isSorted ? c.text1 : c.text3);
        const QRectF rect = headerRect(cell.column);
        const QString title = RecordsText::title(cell.column);
        const double width = QFontMetricsF{font}.horizontalAdvance(title);
        const bool number = RecordsText::isNumber(cell.column);
        painter.drawText(rect, int(number ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignVCenter), title);
        if (isSorted) {
            const double side = px(size::iconPill);
            const double x = number ? rect.right() - width - side - space::s1 / 2.0 : rect.left() + width + space::s1 / 2.0;
            const QRectF place{x, rect.top(), side, rect.height()};
            painter.save();
            if (!question.descending) { // the chevron points up
                painter.translate(place.center());
                painter.scale(1, -1);
                painter.translate(-place.center());
            }
            icons::paint(painter, place, Icon::Expand, int(side), c.text1);
            painter.restore();
        }
    }
}

double RecordsTable::paintPill(QPainter &painter, double left, double middle, double most, const QString &words, bool selected) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QFont font = theme.font(Theme::Role::Caption, QFont::Medium);
    const double height = px(size::pill);
    const double width = std::min({QFontMetricsF{font}.horizontalAdvance(words) + 2 * space::s2, most, double(px(size::tagPillMost))});
    if (width < 2 * space::s2 + space::s1) {
        return 0;
    }
    const QRectF box{left, std::round(middle - height / 2), width, height};
    paintBox(painter, box, height / 2, selected ? c.surface : c.sunken, {});
    painter.setFont(font);
    painter.setPen(c.text2);
    drawElided(painter, box.adjusted(space::s2, 0, -space::s2 + 1, 0), words, Qt::AlignLeft);
    return width;
}

void RecordsTable::paintCell(QPainter &painter, const RecordRow &row, const Cell &cell, const QRectF &rect, bool selected) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const bool excluded = row.isExcluded();
    const bool showsTags = shows(RecordColumn::Tags);
    const QColor faint = selected ? c.text2 : c.text3;
    switch (cell.column) {
    case RecordColumn::Time:
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(excluded ? faint : c.text2);
        drawNumber(painter, rect, m_text.text(row, cell.column), Qt::AlignLeft | Qt::AlignVCenter);
        return;
    case RecordColumn::Model: {
        const double side = px(size::swatch);
        const QRectF swatch{rect.left(), std::round(rect.center().y() - side / 2), side, side};
        if (row.rate.isPriced()) {
            hatch::paintLook(painter, swatch, radius::bar, m_text.look(row), excluded ? mix::lifted : 1);
        } else {
            hatch::paintUnpriced(painter, swatch, radius::bar);
        }
        QRectF name = rect.adjusted(side + space::s2, 0, 0, 0);
        if (excluded && !showsTags) {
            const QFont font = theme.font(Theme::Role::Caption, QFont::Medium);
            const double width = QFontMetricsF{font}.horizontalAdvance(tr("excluded")) + 2 * space::s2;
            name.setRight(name.right() - width - space::s1);
            paintPill(painter, name.right() + space::s1, rect.center().y(), width, tr("excluded"), selected);
        }
        painter.setFont(theme.font(Theme::Role::Body));
        painter.setPen(excluded ? faint : c.text1);
        drawElided(painter, name, m_text.model(row));
        return;
    }
    case RecordColumn::Tags: {
        double x = rect.left();
        if (excluded) {
            x += paintPill(painter, x, rect.center().y(), rect.right() - x, tr("excluded"), selected) + space::s1;
        }
        for (const Tag &tag : row.tags) {
            x += paintPill(painter, x, rect.center().y(), rect.right() - x, RecordsText::tag(tag), selected) + space::s1;
        }
        return;
    }
    case RecordColumn::Cost: {
        painter.setFont(theme.font(Theme::Role::Body, QFont::Medium));
        const QString text = m_text.text(row, cell.column);
        if (!row.rate.isPriced()) {
            painter.setFont(theme.font(Theme::Role::Small, QFont::Medium));
            painter.setPen(c.warning);
            painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, text);
            return;
        }
        painter.setPen(excluded ? faint : c.text1);
        drawNumber(painter, rect, text, Qt::AlignRight | Qt::AlignVCenter);
        if (excluded) {
            const double width = numberWidth(painter.font(), text);
            const double y = std::round(rect.center().y()) + size::hairline / 2;
            painter.setPen(QPen{faint, size::hairline});
            painter.drawLine(QPointF{rect.right() - width, y}, QPointF{rect.right(), y});
        }
        return;
    }
    default:
        break;
    }
    if (RecordsText::isNumber(cell.column)) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(excluded ? faint : c.text2);
        drawNumber(painter, rect, m_text.text(row, cell.column), Qt::AlignRight | Qt::AlignVCenter);
        return;
    }
    const bool isSession = cell.column == RecordColumn::Session;
    painter.setFont(theme.font(cell.column == RecordColumn::Project ? Theme::Role::Body : Theme::Role::Small));
    painter.setPen(excluded ? faint : cell.column == RecordColumn::Project ? c.text1 : c.text2);
    const QString text = m_text.text(row, cell.column);
    drawElided(painter, rect, text.isEmpty() ? NumberText::notApplicable() : text, Qt::AlignLeft, isSession ? Qt::ElideMiddle : Qt::ElideRight);
}

void RecordsTable::paintRow(QPainter &painter, std::int64_t rank, const QRectF &rect) const
{
    const Colours &c = Theme::current().colours();
    const RecordRow *row = m_feed.rowAt(rank);
    const bool selected = row != nullptr && isSelected(*row);
    if (selected) {
        painter.fillRect(rect, c.selection);
        painter.fillRect(QRectF{rect.left(), rect.top(), size::selectionBar, rect.height()}, c.accent);
    } else if (rank == m_hovered) {
        painter.fillRect(rect, c.hover);
    }
    if (!selected) {
        painter.setPen(QPen{c.grid, size::hairline});
        const double y = rect.bottom() - size::hairline / 2;
        painter.drawLine(QPointF{rect.left() + px(size::recordsInset), y}, QPointF{rect.right() - px(size::recordsInset), y});
    }
    for (const Cell &cell : m_cells) {
        const QRectF place{double(cell.left - horizontalScrollBar()->value()), rect.top(), double(cell.width), rect.height()};
        if (row != nullptr) {
            paintCell(painter, *row, cell, place, selected);
        } else if (m_skeleton || m_dragging) {
            const double bar = px(size::kpiSkeletonLine);
            const double part = RecordsText::isNumber(cell.column) ? mix::smaller : mix::disabled;
            const double width = place.width() * part;
            const double x = RecordsText::isNumber(cell.column) ? place.right() - width : place.left();
            paintBox(painter, QRectF{x, std::round(place.center().y() - bar / 2), width, bar}, radius::cell, c.sunken, {});
        }
    }
    if (rank == m_current && hasFocus() && m_keyboard) {
        paintFocusRing(painter, rect.adjusted(1, 1, -1, -1), radius::bar);
    }
}

void RecordsTable::paintEvent(QPaintEvent *)
{
    QPainter painter{viewport()};
    const std::int64_t count = m_feed.count();
    const int shown = (viewport()->height() - headerHeight() + rowHeight() - 1) / rowHeight();
    for (int i = 0; i < shown; ++i) {
        const std::int64_t rank = topRank() + i;
        const bool blank = count == 0 && m_skeleton; // before anything is known
        if (rank >= count && !blank) {
            break;
        }
        paintRow(painter, rank, QRectF{0, double(headerHeight() + i * rowHeight()), double(viewport()->width()), double(rowHeight())});
    }
    paintHeader(painter);
    if (m_dragging) {
        if (const std::optional<LocalDay> day = m_feed.dayAt(topRank())) {
            const Theme &theme = Theme::current();
            const QString text = DateText::full(*day);
            painter.setFont(theme.font(Theme::Role::Label));
            const double width = painter.fontMetrics().horizontalAdvance(text) + 2 * space::s3;
            const QScrollBar *bar = verticalScrollBar();
            const double part = bar->maximum() == 0 ? 0 : double(bar->value()) / bar->maximum();
            const double y = headerHeight() + space::s2 + part * (viewport()->height() - headerHeight() - px(size::toast) - space::s4);
            const QRectF box{viewport()->width() - width - space::s2, std::round(y), width, double(px(size::control))};
            paintBox(painter, box, radius::tip, theme.colours().toast, {});
            painter.setPen(theme.colours().onToast);
            painter.drawText(box, Qt::AlignCenter, text);
        }
    }
}

} // namespace tokenmeter
