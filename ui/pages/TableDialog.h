// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "itemmodels/PageTable.h"

class QTableView;

namespace tokenmeter
{

/// "Show as table": the same figures as a chart or page, to be read, sorted, copied and saved.
class TableDialog : public QDialog
{
    Q_OBJECT
public:
    explicit TableDialog(const PageTable &table, QWidget *parent = nullptr);

    QTableView *view() const { return m_view; }
    /// Writes the table as CSV, readable by its owner only.
    /// @return what the system says when it fails; empty = written
    static QString write(const PageTable &table, const QString &file);

Q_SIGNALS:
    void rowActivated(int row); ///< double click or Return; of `rows`, not the footer

private:
    void save();

    PageTable m_table;
    QTableView *m_view;
};

} // namespace tokenmeter
