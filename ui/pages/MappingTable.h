// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/FileMapping.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QTableView>

namespace tokenmeter
{

/// The first rows of a file as they are written, before them what each became. Cells are plain text, whatever is in them.
class MappingTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Line, Becomes, FirstCell };
    enum Role { FieldRole = Qt::UserRole + 1 }; ///< of headerData: the field that is read from the column

    using QAbstractTableModel::QAbstractTableModel;
    void setTrial(const MappingTrial &trial, const Profile &profile);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    MappingTrial m_trial{};
    Profile m_profile{};
};

/// Two lines: the column's name, and what is read from it.
class MappingHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit MappingHeader(QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;
};

class MappingTable final : public QTableView
{
    Q_OBJECT
public:
    explicit MappingTable(QWidget *parent = nullptr);
    void setTrial(const MappingTrial &trial, const Profile &profile);

private:
    MappingTableModel *m_model;
    std::vector<std::string> m_columns{}; ///< whose widths were chosen
};

} // namespace tokenmeter
