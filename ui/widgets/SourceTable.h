// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RowControl.h"
#include "widgets/Tone.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// Health of one source. Texts are plain and formatted.
struct SourceRow
{
    QString name{};
    QString path{}; ///< elided in its middle
    QString files{};
    QString records{};
    QString lastRead{};
    Tone tone = Tone::Positive;
    QString state{}; ///< "Up to date", "1 problem"
};

/// A few rows with name, path, files, records, last read and state. Narrow: without the path.
class SourceTable : public RowControl
{
    Q_OBJECT
public:
    explicit SourceTable(QWidget *parent = nullptr);
    void setRows(std::vector<SourceRow> rows);

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
    std::vector<SourceRow> m_rows;
};

} // namespace tokenmeter
