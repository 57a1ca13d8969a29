// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace tokenmeter
{

/// One line of a filter's list. Texts are ready to be shown.
struct ChoiceRow
{
    QString value{};  ///< what the filter is set to
    QString label{};
    QString amount{}; ///< in the period in view; empty = not known
    bool chosen = false;
};

/// Names with check boxes, for the list that a filter chip opens.
class ChoiceModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { ValueRole = Qt::UserRole, AmountRole };
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<ChoiceRow> rows);
    /// Values that are chosen, in the order of the list.
    std::vector<QString> chosen() const;
    void chooseOnly(const QModelIndex &index);
    void chooseNone();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosenChanged(); ///< by the user, not by setRows()

private:
    void chooseWhere(int only);

    std::vector<ChoiceRow> m_rows;
};

} // namespace tokenmeter
