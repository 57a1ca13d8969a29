// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Tone.h"
#include "widgets/RowControl.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One figure of the strip. Texts are plain.
struct KpiCell
{
    QString label{};
    QString figure{};     ///< never cut: its type gets smaller instead
    QString exact{};      ///< what the figure abbreviates; shown on hover
    QString comparison{};
    QStringList shorter{}; ///< say less and less, for a comparison that would be cut: an amount is never cut
    QString context{};    ///< left out when the strip is narrow
    Tone tone = Tone::Neutral; ///< of the comparison
};

/// At most five figures in one card; each is a button to its records. One Tab stop, arrows move inside.
class KpiStrip : public RowControl
{
    Q_OBJECT
public:
    explicit KpiStrip(QWidget *parent = nullptr);

    void setCells(std::vector<KpiCell> cells);
    const std::vector<KpiCell> &cells() const { return m_cells; }
    /// Blocks in the place of figures; labels stay.
    void setLoading(bool loading);
    /// Two lines of text instead of three.
    void setNarrow(bool narrow);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cellActivated(int index);

protected:
    int rowCount() const override;
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintCell(QPainter &painter, int index) const;

    std::vector<KpiCell> m_cells;
    bool m_loading = false;
    bool m_narrow = false;
};

} // namespace tokenmeter
