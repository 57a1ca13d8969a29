// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"

#include <QString>

class QMenu;

namespace tokenmeter
{

/// A word and a chevron; opens a menu below itself.
class MenuButton : public Control
{
    Q_OBJECT
public:
    explicit MenuButton(const QString &text, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    /// Filled anew by whoever answers aboutToOpen().
    QMenu *menu() const { return m_menu; }
    void open();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void aboutToOpen();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_text;
    QMenu *m_menu;
};

} // namespace tokenmeter
