// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/ModelColours.h"
#include "widgets/Control.h"

#include <QStringList>

#include <vector>

namespace tokenmeter
{

/// Things beside each other, the same facts of each in rows. Columns can be left by their cross.
struct SideBySideData
{
    struct Column
    {
        QString name{};
        Look look{};
        QStringList cells{}; ///< one a row
        bool canGo = true;
    };
    QStringList rows{};
    int strongRows = 0; ///< first ones in heavier type
    std::vector<Column> columns{};
};

/// One Tab stop. Left and Right choose a column, Return opens it, Delete leaves it.
class SideBySide : public Control
{
    Q_OBJECT
public:
    explicit SideBySide(QWidget *parent = nullptr);

    void setData(SideBySideData given);
    const SideBySideData &data() const { return m_data; }
    int shownColumns() const; ///< as many as there is room for
    QRectF crossRect(int column) const;
    QRectF headRect(int column) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void opened(int column);
    void left(int column);
    void rated(int column); ///< the row of the user's own ratings was clicked

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void lookChanged() override;

private:
    double columnWidth() const;
    double rowHeight() const;
    double namesWidth() const;
    int columnAt(const QPointF &at) const;
    void tell();

    SideBySideData m_data;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace tokenmeter
