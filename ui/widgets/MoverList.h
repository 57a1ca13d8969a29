// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "widgets/RowControl.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One name that cost more or less than before. Texts are plain.
struct Mover
{
    QString name{};
    QString amount{}; ///< "▲ $67.91"
    Int128 change = 0; ///< for the bar alone
    QString tip{};
};

/// Names with a bar to the right of a common line for more, to the left for less. One Tab stop.
class MoverList : public RowControl
{
    Q_OBJECT
public:
    explicit MoverList(QWidget *parent = nullptr);
    void setMovers(std::vector<Mover> movers);
    const std::vector<Mover> &movers() const { return m_movers; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    void activated(int row);

protected:
    int rowCount() const override { return int(m_movers.size()); }
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<Mover> m_movers;
};

} // namespace tokenmeter
