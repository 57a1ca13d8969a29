// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RowControl.h"
#include "widgets/Tone.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tokenmeter
{

/// One row. Texts are plain and formatted.
struct PillRow
{
    QString name{};
    QString detail{};   ///< beside the name where there is place, elided in its middle
    QStringList texts{}; ///< one a column, numbers
    Tone tone = Tone::Positive;
    QString state{};    ///< "Up to date", "Within 0.2 %"
    QString tip{};
};

/// A few rows with a name, some figures and a state in a pill. Narrow: without the detail.
class PillTable : public RowControl
{
    Q_OBJECT
public:
    explicit PillTable(QWidget *parent = nullptr);
    /// @param name above the names, @param columns above the figures, @param state above the pills
    void setHeaders(const QString &name, const QStringList &columns, const QString &state);
    void setRows(std::vector<PillRow> rows);
    const std::vector<PillRow> &rows() const { return m_rows; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    void activated(int row);

protected:
    int rowCount() const override;
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QStringList m_columns;
    QString m_state;
    std::vector<PillRow> m_rows;
};

} // namespace tokenmeter
