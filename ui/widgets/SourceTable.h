// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"
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
class SourceTable : public Control
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
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int rowAt(const QPointF &at) const;
    std::vector<SourceRow> m_rows;
    int m_hovered = -1;
    int m_focused = 0;
};

} // namespace tokenmeter
