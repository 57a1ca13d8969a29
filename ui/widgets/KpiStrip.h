// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Tone.h"
#include "widgets/Control.h"

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
    QString shorter{};    ///< says less, for a comparison that would be cut: an amount is never cut
    QString context{};    ///< left out when the strip is narrow
    Tone tone = Tone::Neutral; ///< of the comparison
};

/// At most five figures in one card; each is a button to its records. One Tab stop, arrows move inside.
class KpiStrip : public Control
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
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRectF rectOf(int index) const;
    int cellAt(const QPointF &at) const;
    void paintCell(QPainter &painter, int index) const;

    std::vector<KpiCell> m_cells;
    bool m_loading = false;
    bool m_narrow = false;
    int m_hovered = -1;
    int m_focused = 0;
};

} // namespace tokenmeter
