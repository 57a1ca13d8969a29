// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"

#include "theme/Icons.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace tokenmeter
{

/// Two to four choices of which one is in force. One Tab stop; arrows move.
class Segmented : public Control
{
    Q_OBJECT
public:
    explicit Segmented(const QStringList &items, QWidget *parent = nullptr);

    void setItems(const QStringList &items);
    /// Pictures in place of the words, which then are tooltips. One an item.
    void setIcons(const QList<Icon> &icons);
    /// A choice that cannot be made now, and why; an empty text gives it back.
    void setRefused(int index, const QString &why);
    int current() const { return m_current; }
    void setCurrent(int index);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// By the user or by setCurrent().
    void currentChanged(int index);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int widthOf(int index) const;
    QRectF rectOf(int index) const;
    int indexAt(const QPointF &at) const;

    QStringList m_items;
    QList<Icon> m_icons;
    QHash<int, QString> m_refused;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace tokenmeter
