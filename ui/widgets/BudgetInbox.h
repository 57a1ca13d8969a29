// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RowControl.h"
#include "widgets/Tone.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One alert as the inbox shows it; all texts are plain.
struct InboxRow
{
    Tone tone = Tone::Warning;
    Icon icon = Icon::Warning;
    QString sentence{}; ///< names object and amount
    QString detail{};   ///< why, of which budget, what became of it
    QString date{};
    QString channels{}; ///< below the date: who was told
    bool isNew = false; ///< waits for the user: a dot, and it can be acknowledged
    bool isOver = false; ///< no longer so: faint
    QString jump{};     ///< what opening it shows, for the tooltip
};

/// Alerts, newest first. The row under the pointer, or the one the keyboard is on, offers what can be done with it in
/// the place of its date. Return opens, A acknowledges, S snoozes; everything else is in the row's menu.
class BudgetInbox : public RowControl
{
    Q_OBJECT
public:
    explicit BudgetInbox(QWidget *parent = nullptr);

    void setRows(std::vector<InboxRow> rows);
    /// What stands there when there is none.
    void setNothing(const QString &sentence);
    const std::vector<InboxRow> &rows() const { return m_rows; }

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;
    QRectF areaOf(int row) const { return rowRect(row, rowCount()); }
    /// Where a click acknowledges; empty where it cannot.
    QRectF acknowledgeArea(int row) const;

Q_SIGNALS:
    void opened(int row);
    void acknowledged(int row);
    void snoozeWanted(int row, const QPoint &globalPos);

protected:
    int rowCount() const override { return int(m_rows.size()); }
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Verb
    {
        enum class What { Acknowledge, Snooze, Open } what = What::Open;
        QString word{};
        QRectF area{};
    };
    /// From left to right, at the right end of the row.
    std::vector<Verb> verbsOf(int row) const;
    bool offers(int row) const { return isRowHovered(row) || showsRowFocus(row); }
    void run(int row, Verb::What what, const QRectF &area);
    void paintRow(QPainter &painter, int row) const;

    std::vector<InboxRow> m_rows;
    QString m_nothing;
};

} // namespace tokenmeter
