// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"

#include <QString>

namespace tokenmeter
{

/// One dimension of the filter. Empty: an outline that opens a list. Set: "Model: Opus 5" with a cross.
class Chip : public Control
{
    Q_OBJECT
public:
    explicit Chip(const QString &name, QWidget *parent = nullptr);

    void setName(const QString &name);
    QString name() const { return m_name; }
    /// Plain text; empty = no filter. Long values are elided, the tooltip has them whole.
    void setValue(const QString &value);
    QString value() const { return m_value; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void clicked(); ///< open the list
    void cleared(); ///< the cross or Delete

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF crossRect() const;
    QString label() const;
    void describe();

    QString m_name;
    QString m_value;
};

} // namespace tokenmeter
