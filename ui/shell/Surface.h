// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include "theme/Icons.h"

namespace tokenmeter
{

/// Surface with border and round corners, without a title row of its own.
class Surface : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A line between parts of a panel.
class Divider : public QWidget
{
    Q_OBJECT
public:
    enum class Strength { Faint, Strong };
    explicit Divider(Strength strength, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Strength m_strength;
};

/// A panel that is a button: icon tile, title, second line, chevron.
class PanelButton : public QAbstractButton
{
    Q_OBJECT
public:
    PanelButton(Icon icon, const QString &title, const QString &note, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    QString m_note;
};

} // namespace tokenmeter
