// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/MappingTable.h"

#include "charts/figures.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "pages/MappingText.h"
#include "theme/Theme.h"

#include <QPainter>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int MostCellLetters = 200; ///< what a cell shows; the rest is nothing to map by
constexpr int MostHeaderLetters = 80;

QString rawCellText(const std::string &utf8, int most)
{
    const QString text = visibleText(utf8);
    return text.size() > most ? text.left(most) + QStringLiteral("…") : text;
}

} // namespace

void MappingTableModel::setTrial(const MappingTrial &trial, const Profile &profile)
{
    beginResetModel();
    m_trial = trial;
    m_profile = profile;
    endResetModel();
}

int MappingTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_trial.table.rows.size());
}

int MappingTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_trial.table.columns.empty() ? 0 : FirstCell + int(m_trial.table.columns.size());
}

QVariant MappingTableModel::data(const QModelIndex &index, int role) const
{
    const auto row = std::size_t(index.row());
    if (!index.isValid() || row >= m_trial.table.rows.size()) {
        return {};
    }
    const RawRow &raw = m_trial.table.rows[row];
    const RowFate::Kind kind = m_trial.fates[row].kind;
    if (role == Qt::DisplayRole) {
        if (index.column() == Line) {
            return NumberText::whole(raw.line);
        }
        if (index.column() == Becomes) {
            return MappingText::fate(m_trial, row);
        }
        const auto cell = std::size_t(index.column() - FirstCell);
        return cell < raw.cells.size() ? rawCellText(raw.cells[cell], MostCellLetters) : QString{};
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignVCenter | (index.column() == Line ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ForegroundRole) {
        const Colours &c = Theme::current().colours();
        if (index.column() == Becomes && kind == RowFate::Kind::LeftOut) {
            return c.warning;
        }
        const bool isMapped = index.column() >= FirstCell
            && !MappingText::column(m_profile, m_trial.table.columns[std::size_t(index.column() - FirstCell)]).isEmpty();
        return kind == RowFate::Kind::PassedOver || index.column() == Line ? c.text3 : isMapped || index.column() == Becomes ? c.text1 : c.text3;
    }
    if (role == Qt::ToolTipRole && index.column() == Becomes) {
        const QString details = MappingText::details(m_trial, row);
        return details.isEmpty() ? QVariant{} : plainToolTip(details);
    }
    return {};
}

QVariant MappingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const bool isCell = section >= FirstCell;
    const std::string name = isCell ? m_trial.table.columns[std::size_t(section - FirstCell)] : std::string{};
    if (role == Qt::DisplayRole) {
        return section == Line ? tr("Line") : section == Becomes ? tr("Becomes", "what a row of a file becomes") : rawCellText(name, MostHeaderLetters);
    }
    if (role == FieldRole) {
        return isCell ? MappingText::column(m_profile, name) : QString{};
    }
    if (role == Qt::ToolTipRole && isCell) {
        return plainToolTip(rawCellText(name, MostCellLetters));
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignVCenter | (section == Line ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

MappingHeader::MappingHeader(QWidget *parent) : QHeaderView{Qt::Horizontal, parent}
{
    setHighlightSections(false);
    setSectionsClickable(false);
}

QSize MappingHeader::sizeHint() const
{
    const int line = QFontMetrics{Theme::current().font(Theme::Role::Caption)}.height();
    return {QHeaderView::sizeHint().width(), 2 * line + px(space::s3)};
}

QSize MappingHeader::sectionSizeFromContents(int section) const
{
    const QFontMetrics metrics{Theme::current().font(Theme::Role::Caption, QFont::DemiBold)};
    const int name = metrics.horizontalAdvance(model()->headerData(section, Qt::Horizontal).toString());
    const int field = metrics.horizontalAdvance(model()->headerData(section, Qt::Horizontal, MappingTableModel::FieldRole).toString());
    return {std::max(name, field) + px(space::s4), sizeHint().height()};
}

void MappingHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter->save();
    painter->fillRect(rect, c.sunken);
    painter->setPen(c.border);
    painter->drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5));
    const QRectF inside = QRectF{rect}.adjusted(px(space::s1), px(space::s1), -px(space::s1), -px(space::s1));
    const QString field = model()->headerData(section, Qt::Horizontal, MappingTableModel::FieldRole).toString();
    const Qt::Alignment side = Qt::Alignment{model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt()} & Qt::AlignHorizontal_Mask;
    painter->setFont(theme.font(Theme::Role::Caption, QFont::Medium));
    const double half = inside.height() / 2;
    painter->setPen(field.isEmpty() ? c.text3 : c.text1);
    drawElided(*painter, {inside.left(), inside.top(), inside.width(), half}, model()->headerData(section, Qt::Horizontal).toString(), side | Qt::AlignVCenter);
    painter->setFont(theme.font(Theme::Role::Caption, QFont::DemiBold));
    painter->setPen(c.accent);
    drawElided(*painter, {inside.left(), inside.top() + half, inside.width(), half}, field, side | Qt::AlignVCenter);
    painter->restore();
}

MappingTable::MappingTable(QWidget *parent) : QTableView{parent}, m_model{new MappingTableModel{this}}
{
    setModel(m_model);
    setHorizontalHeader(new MappingHeader{this});
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setAccessibleName(tr("The first rows of the file"));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(px(size::rowRecords));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

void MappingTable::setTrial(const MappingTrial &trial, const Profile &profile)
{
    const QModelIndex kept = currentIndex();
    const int row = kept.row();
    const int column = kept.column();
    m_model->setTrial(trial, profile);
    if (row >= 0) {
        setCurrentIndex(m_model->index(row, column));
    }
    if (trial.table.columns.empty()) {
        return;
    }
    const QFontMetrics metrics{font()};
    const auto widest = [&](int wanted, int most) {
        int width = horizontalHeader()->sectionSizeHint(wanted);
        for (int i = 0; i < m_model->rowCount(); ++i) {
            width = std::max(width, metrics.horizontalAdvance(m_model->index(i, wanted).data().toString()) + px(space::s4));
        }
        return std::min(width, most);
    };
    const int most = px(size::recordsNameMost);
    setColumnWidth(MappingTableModel::Line, widest(MappingTableModel::Line, most));
    setColumnWidth(MappingTableModel::Becomes, std::max(columnWidth(MappingTableModel::Becomes), widest(MappingTableModel::Becomes, px(size::recordsNameMost))));
    if (m_columns != trial.table.columns) { // else widths are the user's
        m_columns = trial.table.columns;
        setColumnWidth(MappingTableModel::Becomes, widest(MappingTableModel::Becomes, px(size::recordsNameMost)));
        for (int cell = MappingTableModel::FirstCell; cell < m_model->columnCount(); ++cell) {
            setColumnWidth(cell, widest(cell, most));
        }
    } else {
        for (int cell = MappingTableModel::FirstCell; cell < m_model->columnCount(); ++cell) {
            setColumnWidth(cell, std::max(columnWidth(cell), std::min(horizontalHeader()->sectionSizeHint(cell), most)));
        }
    }
}

} // namespace tokenmeter
