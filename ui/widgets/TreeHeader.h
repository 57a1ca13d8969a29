// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace tokenmeter
{

class TreeTable;

/// The plain header of a tree table. The chevron of the sorted column stands before names that are right-aligned and
/// behind the others.
class TreeHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit TreeHeader(TreeTable *table);
    /// What a column's name needs, chevron included.
    double widthOf(int column) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    QSize sizeHint() const override;

private:
    TreeTable *m_table;
};

} // namespace tokenmeter
