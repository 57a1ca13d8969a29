// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RowControl.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One step. Texts are plain.
struct CheckStep
{
    enum class State { Done, Next, Open };
    QString name{};   ///< "Unusual days"
    QString detail{}; ///< "2 explained"
    QString tip{};
    State state = State::Open;
};

/// Steps that lead through something, each with a circle: done, the next one, still open. One Tab stop; a click goes to the step.
/// Beneath each other, or side by side where there is no place.
class Checklist : public RowControl
{
    Q_OBJECT
public:
    explicit Checklist(QWidget *parent = nullptr);

    void setSteps(std::vector<CheckStep> steps);
    const std::vector<CheckStep> &steps() const { return m_steps; }
    void setSideBySide(bool sideBySide);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void activated(int step);

protected:
    int rowCount() const override { return int(m_steps.size()); }
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintMark(QPainter &painter, const QRectF &circle, CheckStep::State state) const;

    std::vector<CheckStep> m_steps;
    bool m_sideBySide = false;
};

} // namespace tokenmeter
