// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "itemmodels/ChoiceModel.h"

#include <vector>

class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;

namespace tokenmeter
{

/// What a filter chip opens: search, a list with check boxes and amounts, "Only" on the row under the pointer.
/// Every change applies at once. Keys: arrows walk, Space checks, Ctrl+Space is "Only", Esc closes.
class FilterPopup : public QFrame
{
    Q_OBJECT
public:
    explicit FilterPopup(const QString &title, QWidget *parent = nullptr);

    void setRows(std::vector<ChoiceRow> rows);
    /// Below `anchor`, inside its screen.
    void openBelow(QWidget *anchor);
    QListView *list() const { return m_list; }
    QLineEdit *searchField() const { return m_search; }

Q_SIGNALS:
    void chosenChanged(const std::vector<QString> &values);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void only(const QModelIndex &shown);

    ChoiceModel *m_choices;
    QSortFilterProxyModel *m_shown;
    QLineEdit *m_search;
    QListView *m_list;
    QPushButton *m_none;
};

} // namespace tokenmeter
