// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"

#include <QString>

namespace tokenmeter
{

/// The period in view with a step to either side. [ and ] step, T returns to the present; so does the wheel.
class PeriodStepper : public Control
{
    Q_OBJECT
public:
    explicit PeriodStepper(QWidget *parent = nullptr);

    void setText(const QString &period);
    QString text() const { return m_text; }
    /// False in the present period.
    void setCanGoForward(bool can);
    /// Area of the middle part, to open a menu below it.
    QRect labelRect() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void previousRequested();
    void nextRequested();
    void presentRequested();
    void chooserRequested(); ///< the middle was clicked

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Part { None, Back, Label, Forward };
    Part partAt(const QPointF &at) const;
    QRectF rectOf(Part part) const;

    QString m_text;
    bool m_canGoForward = false;
    Part m_hovered = Part::None;
    int m_wheel = 0;
};

} // namespace tokenmeter
