// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"

namespace tokenmeter
{

/// "Filters (2)": stands for the chips that do not fit. The number counts those of them that filter.
class FoldButton : public Control
{
    Q_OBJECT
public:
    explicit FoldButton(QWidget *parent = nullptr);

    void setCount(int count);
    QString text() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int m_count = 0;
};

} // namespace tokenmeter
