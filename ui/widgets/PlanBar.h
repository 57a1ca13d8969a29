// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/PlanCard.h"

#include <QWidget>

namespace tokenmeter
{

/// Drawn is filled, left is empty, expired is hatched, and a triangle stands where the plan's time is. Ends with all that it gives.
class PlanBar : public QWidget
{
    Q_OBJECT
public:
    explicit PlanBar(QWidget *parent = nullptr);
    void setMarks(const PlanMarks &marks);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlanMarks m_marks;
};

} // namespace tokenmeter
