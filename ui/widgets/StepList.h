// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RowControl.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One line of a computation. Texts are plain.
struct StepRow
{
    QString name{};
    QString amount{};  ///< with its sign; never cut
    QString exact{};   ///< every digit; for the tooltip
    QString meaning{}; ///< what it is and what to do; wraps
    QString verb{};    ///< what a click does: "Show records"; empty = nothing
    bool isTotal = false; ///< stands apart from the others
    bool isZero = false;  ///< faint
};

/// What leads from one total to another, each with its sentence. Click and Return open a row, Alt+Return explains it.
class StepList : public RowControl
{
    Q_OBJECT
public:
    explicit StepList(QWidget *parent = nullptr);

    void setRows(std::vector<StepRow> rows);
    const std::vector<StepRow> &rows() const { return m_rows; }
    QRectF areaOf(int row) const { return rowRect(row, rowCount()); } ///< for tests and menus

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void opened(int row);
    void explained(int row);

protected:
    int rowCount() const override { return int(m_rows.size()); }
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void lookChanged() override;

private:
    struct Columns
    {
        double name = 0, amount = 0, meaning = 0, verb = 0; ///< left edges; amount: its right edge
        double meaningWidth = 0;
    };
    Columns columns() const;
    void measureRows();
    void paintRow(QPainter &painter, int row, const Columns &at) const;

    std::vector<StepRow> m_rows;
    std::vector<double> m_tops{0}; ///< one more than rows
};

} // namespace tokenmeter
